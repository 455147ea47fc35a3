"""Trees of tiny pictures that a training tells apart in seconds."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from model.photo import encode_jpeg

COLOURS = {"red": (210, 40, 40), "green": (40, 190, 60), "blue": (50, 60, 210)}
FAST = (
    "size=64",
    "workers=0",
    "threads=1",
    "head_views=1",
    "epochs=1",
    "train_blocks=2",
    "batch=16",
)
SETTINGS = [part for setting in FAST for part in ("--set", setting)]


def photo(path: Path, colour: tuple[int, int, int], seed: int) -> None:
    """Write a JPEG of noise about a colour."""
    noise = np.random.default_rng(seed).normal(0, 25, (90, 120, 3))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode_jpeg((noise + np.array(colour)).clip(0, 255).astype(np.uint8)))


def tree(root: Path, each: int = 12, first: int = 0) -> Path:
    """Write `each` photos of every colour, in folders below the class."""
    for at, (label, colour) in enumerate(COLOURS.items()):
        for number in range(first, first + each):
            photo(root / label / "deeper" / f"{number}.jpg", colour, 1000 * at + number)
    return root
