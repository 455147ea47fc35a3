"""Tests of the path from photo to finding."""
