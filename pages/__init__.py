"""Gradio pages; each is a function that is handed what it needs."""
