"""Tests of training, calibration, export and publication."""
