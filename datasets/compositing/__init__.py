"""The steps of laying a cutout on a ground; `datasets/compose.py` takes them in turn."""
