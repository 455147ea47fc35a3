"""The report of a run as one HTML file that opens offline and prints."""
