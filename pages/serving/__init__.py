"""What stands between the network and Gradio: who may ask what, how much, and for whose files."""
