"""Fit, calibrate, export and publish a network. Needs the `train` extra."""
