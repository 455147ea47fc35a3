"""The trainer's library: original photos by hash, what is said of each, and its history."""
