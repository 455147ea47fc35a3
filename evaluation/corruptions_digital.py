"""Digital faults of ImageNet-C: contrast, elastic, pixelate, JPEG.

Parameters: D. Hendrycks, T. Dietterich, "Benchmarking Neural Network Robustness to Common
Corruptions and Perturbations", ICLR 2019, and its published code; lengths in px are for 224 px
and are scaled to the short side. All take `(H, W, 3) uint8` and give the same.
"""

from __future__ import annotations

import numpy as np

from evaluation.corruptions_sampling import (
    Plane,
    finish,
    gaussian,
    level,
    sample,
    scale,
    unit,
)
from model.photo import Photo, Pixels, encode_jpeg, resize

_KNEADED_PX = 244  # so in the published code, whose author notes that 224 was meant


def contrast(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """Each channel drawn towards its mean. Draws nothing from `rng`."""
    kept = np.float32(level((0.4, 0.3, 0.2, 0.1, 0.05), severity))
    image = unit(pixels)
    means = image.mean(axis=(0, 1), keepdims=True)
    return finish((image - means) * kept + means)


def elastic_transform(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """Sheared a little and kneaded locally.

    Severities 3 to 5 are the published ones. Those published as 1 and 2 are all but pure shears,
    five and ten times those of 3 to 5, and further from the original than 5; ours go on downwards
    from 3 instead.
    """
    rows = ((0.03, 0.005), (0.04, 0.01), (0.05, 0.02), (0.07, 0.02), (0.12, 0.02))
    push, shear = (_KNEADED_PX * share for share in level(rows, severity))
    sigma = 0.01 * _KNEADED_PX
    size = scale(pixels)
    rows_at, columns_at = _sheared(pixels, shear * size, rng)
    # Blurring divides noise by sigma, so that the push grows with the square of the size.
    moves = [
        gaussian(rng.uniform(-1, 1, pixels.shape[:2]).astype(np.float32), sigma * size)
        * np.float32(push * size**2)
        for _ in range(2)
    ]
    return finish(sample(unit(pixels), rows_at + moves[0], columns_at + moves[1]))


def _sheared(pixels: Pixels, reach: float, rng: np.random.Generator) -> tuple[Plane, Plane]:
    """Where each pixel is read, (H, W) rows and columns, px.

    An affine map that moves three corners of a square, a third of the short side from the middle,
    by up to `reach` px each way.
    """
    height, width = pixels.shape[:2]
    middle, third = np.array([height // 2, width // 2]), min(height, width) // 3 or 1
    corners = middle + third * np.array([(1, 1), (1, -1), (-1, -1)])
    moved = corners + rng.uniform(-reach, reach, corners.shape)
    affine = np.linalg.solve(np.column_stack([corners, np.ones(3)]), moved).astype(np.float32)
    rows, columns = np.arange(height, dtype=np.float32)[:, None], np.arange(width, dtype=np.float32)
    row, column = (rows * a + columns * b + c for a, b, c in affine.T)
    return row, column


def pixelate(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """Shrunk and enlarged again: coarse squares. Draws nothing from `rng`.

    The squares grow with the picture beyond 224 px; below they keep their size in px.
    """
    share = level((0.6, 0.5, 0.4, 0.3, 0.25), severity) / max(1.0, scale(pixels))
    height, width = pixels.shape[:2]
    small = resize(pixels, max(1, int(width * share)), max(1, int(height * share)), "box")
    return np.array(resize(small, width, height, "box"))


def jpeg_compression(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """Squeezed far beyond what cameras do. Draws nothing from `rng`."""
    return compressed(pixels, level((25, 18, 15, 10, 7), severity))


def compressed(pixels: Pixels, quality: int) -> Pixels:
    """Written as JPEG of a quality 1..95 and read again, both sides at least 8 px."""
    return np.array(Photo.from_bytes(encode_jpeg(pixels, quality), "compressed picture").pixels)
