"""Tests of the benchmarks that judge something, rather than time it."""
