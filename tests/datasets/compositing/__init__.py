"""Tests of the steps of compositing."""
