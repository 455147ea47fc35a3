"""Score a classifier that is handed over as a predict function."""
