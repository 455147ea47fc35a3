"""Side-by-side timings; never run as tests."""
