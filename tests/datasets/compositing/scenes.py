"""Made-up photos whose blur and noise are known."""

from __future__ import annotations

import numpy as np

from datasets.compositing.filters import Floats, gaussian
from model.photo import Pixels

_FINE = 4  # times finer, so that the edges of the shapes are antialiased


def shapes(width: int, height: int, blur: float, seed: int = 0) -> Pixels:
    """Rectangles with sharp edges, (height, width, 3) uint8, blurred by `blur` px."""
    rng = np.random.default_rng(seed)
    fine = np.full((height * _FINE, width * _FINE, 3), 120.0)
    for _ in range(25):
        wide, high = rng.integers(100, 400, 2)
        left, top = rng.integers(0, width * _FINE), rng.integers(0, height * _FINE)
        fine[top : top + high, left : left + wide] = rng.uniform(20, 235, 3)
    small = fine.reshape(height, _FINE, width, _FINE, 3).mean(axis=(1, 3))
    return np.round(gaussian(small.astype(np.float32), blur)).astype(np.uint8)


def noise(width: int, height: int, level: float, coarse: float, seed: int = 0) -> Floats:
    """Noise (height, width, 3) of a level, 0..1, blurred by `coarse` px, partly coloured."""
    rng = np.random.default_rng(seed)
    grey = rng.standard_normal((height, width, 1), dtype=np.float32)
    own = rng.standard_normal((height, width, 3), dtype=np.float32)
    mixed = gaussian(np.float32(0.7) * grey + np.float32(0.3) * own, coarse)
    return np.asarray(mixed * (level / mixed.std()), dtype=np.float32)


def shaded(width: int, height: int) -> Floats:
    """A wall lit unevenly, (height, width, 3) 0..1, without noise."""
    y, x = np.mgrid[:height, :width]
    level = 0.45 + 0.15 * np.sin(x / 60) + 0.1 * np.cos(y / 45)
    return np.asarray(level[..., None] * np.array([1.0, 0.95, 0.9]), dtype=np.float32)


def developed(values: Floats) -> Pixels:
    """Levels 0..1 as uint8."""
    return np.round(values.clip(0, 1) * 255).astype(np.uint8)


def neighbours_alike(plane: Floats) -> float:
    """Correlation of horizontal neighbours of a plane of mean 0: 0 for white noise."""
    return float((plane[:, 1:] * plane[:, :-1]).mean() / plane.var())
