"""Tests of `quiz`."""
