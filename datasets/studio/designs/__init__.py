"""Designs by kind; each module exports DESIGNS, from class id to its designs."""
