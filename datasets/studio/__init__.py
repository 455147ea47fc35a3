"""Parametric designs and the path-traced renderer; everything it makes is called rendered."""
