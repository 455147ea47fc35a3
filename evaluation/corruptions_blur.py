"""Blurs of ImageNet-C: defocus, glass, motion, zoom.

Parameters: D. Hendrycks, T. Dietterich, "Benchmarking Neural Network Robustness to Common
Corruptions and Perturbations", ICLR 2019, and its published code; lengths in px are for 224 px
and are scaled to the short side. All take `(H, W, 3) uint8` and give the same.
"""

from __future__ import annotations

from math import ceil

import numpy as np

from evaluation.corruptions_sampling import (
    Plane,
    convolve,
    finish,
    gaussian,
    level,
    mirrored,
    scale,
    streak,
    unit,
    zoomed,
)
from model.photo import Pixels


def defocus_blur(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """Out of focus: each point becomes a disc. Draws nothing from `rng`."""
    radius = level((3, 4, 6, 8, 10), severity) * scale(pixels)
    return finish(convolve(unit(pixels), _disc(radius)))


def _disc(radius: float) -> Plane:
    """Kernel of a disc, px; a pixel on its rim weighs by about the share that lies inside."""
    reach = ceil(radius)
    at = np.arange(-reach, reach + 1)
    inside = np.clip(radius + 0.5 - np.hypot(at[:, None], at), 0, 1)
    return np.asarray(inside / inside.sum(), dtype=np.float32)


def glass_blur(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """Frosted glass: blurred, its pixels moved about at random, blurred again.

    The published code swaps one pixel after the other; here all read a random neighbour at once,
    in the same reach and as often.
    """
    rows = ((0.7, 1, 2), (0.9, 2, 1), (1.0, 2, 3), (1.1, 3, 2), (1.5, 4, 2))
    sigma, reach, times = level(rows, severity)
    sigma, reach = sigma * scale(pixels), max(1, round(reach * scale(pixels)))
    image = gaussian(unit(pixels), sigma)
    height, width = pixels.shape[:2]
    for _ in range(times):
        move = rng.integers(-reach, reach, (2, height, width), endpoint=True)
        row = mirrored(np.arange(height)[:, None] + move[0], height)
        column = mirrored(np.arange(width) + move[1], width)
        image = image[row, column]
    return finish(gaussian(image, sigma))


def motion_blur(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """The camera moved: a streak within 45 degrees of level."""
    radius, sigma = level(((10, 3), (15, 5), (15, 8), (15, 12), (20, 15)), severity)
    size = scale(pixels)
    kernel = streak(radius * size, sigma * size, rng.uniform(-45, 45))
    return finish(convolve(unit(pixels), kernel))


def zoom_blur(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """Moved towards the object: the mean of growing pictures. Draws nothing from `rng`."""
    end, step = level(
        ((1.11, 0.01), (1.16, 0.01), (1.21, 0.02), (1.26, 0.02), (1.31, 0.03)), severity
    )
    factors = np.arange(1, end, step)
    image = unit(pixels)
    total = image * 2  # the picture itself and the first factor, 1
    for factor in factors[1:]:
        total += zoomed(image, float(factor))
    return finish(total / np.float32(len(factors) + 1))
