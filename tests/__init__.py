"""Tests follow the folders."""
