"""Golden photos and their expected answers."""
