"""Noise of ImageNet-C: Gaussian, shot, impulse.

Parameters: D. Hendrycks, T. Dietterich, "Benchmarking Neural Network Robustness to Common
Corruptions and Perturbations", ICLR 2019, and its published code. Noise is one value a pixel, so
that it has no length to scale. All take `(H, W, 3) uint8` and give the same.
"""

from __future__ import annotations

import numpy as np

from evaluation.corruptions_sampling import finish, level, unit
from model.photo import Pixels


def gaussian_noise(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """Normal noise of one standard deviation everywhere, as a sensor has in poor light."""
    deviation = level((0.08, 0.12, 0.18, 0.26, 0.38), severity)  # of values in 0..1
    noise = rng.standard_normal(pixels.shape, dtype=np.float32)
    return finish(unit(pixels) + noise * np.float32(deviation))


def shot_noise(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """Poisson noise of light itself: a white pixel counts so many photons."""
    photons = level((60, 25, 12, 5, 3), severity)
    counts = rng.poisson(unit(pixels) * photons)
    return finish(np.divide(counts, photons, dtype=np.float32))


def impulse_noise(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """Salt and pepper: a share of the values of each channel becomes 0 or 255."""
    share = level((0.03, 0.06, 0.09, 0.17, 0.27), severity)
    chance = rng.random(pixels.shape, dtype=np.float32)
    salted = np.where(chance < share / 2, np.uint8(255), pixels)
    return np.where(chance > 1 - share / 2, np.uint8(0), salted)
