"""Goods and law: TOML data and the code that reads and checks it. Standard library only."""
