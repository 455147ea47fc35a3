"""What a hand that moves and a small sensor do to the light: shake and noise, in linear light."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import convolve, gaussian_filter, maximum_filter

MIDDLE_GREY = 0.18  # linear
READ_SHARE = 0.3  # of the noise of a middle grey that does not come from the light itself
MOSAIC = 0.45  # px; neighbours share some noise, as sensors measure one colour a pixel

_ROUND = np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=bool)[..., None]  # all but the middle


def without_fireflies(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """Dims each pixel to the brightest of its neighbours: a lone bright one is a chance path.

    Args:
        linear: (H, W, 4) float32, colour premultiplied.
    """
    dimmed = linear.copy()
    colour = linear[..., :3]
    dimmed[..., :3] = np.minimum(colour, maximum_filter(colour, footprint=_ROUND, mode="nearest"))
    return dimmed


def shaken(linear: NDArray[np.float32], shake: float, direction: float) -> NDArray[np.float32]:
    """Blurs a picture along a straight path, as a camera that moves while it is open.

    Args:
        linear: (H, W, C) float32, colour premultiplied where there is an alpha.
        shake: length of the path, share of the picture's height.
        direction: of the path, degrees from the rows.
    """
    kernel = _path(shake * linear.shape[0], direction)
    if kernel.size == 1:
        return linear
    moved = convolve(linear, kernel[..., None], mode="nearest")
    return np.asarray(moved, dtype=np.float32)


def _path(length: float, direction: float) -> NDArray[np.float32]:
    """A kernel that sums to 1: a line of `length` px through its middle, drawn with soft edges."""
    half = int(np.ceil(length / 2))
    y, x = np.mgrid[-half : half + 1, -half : half + 1]
    angle = np.radians(direction)
    along = x * np.cos(angle) - y * np.sin(angle)
    across = x * np.sin(angle) + y * np.cos(angle)
    end = np.clip(length / 2 + 0.5 - np.abs(along), 0, 1)
    kernel = end * np.clip(1 - np.abs(across), 0, 1)
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)


def noisy(
    colour: NDArray[np.float64], noise: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Adds noise whose variance grows with the light: a * signal + b.

    The model is that of Foi, Trimeche, Katkovnik and Egiazarian, "Practical Poissonian-Gaussian
    noise modeling and fitting for single-image raw-data", IEEE Trans. Image Processing 17 (2008).

    Args:
        colour: (H, W, 3) float, linear, exposed.
        noise: standard deviation of a middle grey.
        rng: draws it.
    """
    if noise <= 0:
        return colour
    grain = gaussian_filter(rng.standard_normal(colour.shape), (MOSAIC, MOSAIC, 0))
    grain /= grain.std()
    fixed = READ_SHARE * noise**2
    slope = (1 - READ_SHARE) * noise**2 / MIDDLE_GREY
    deviation = np.sqrt(fixed + slope * np.clip(colour, 0, 1))
    return np.asarray(np.maximum(colour + grain * deviation, 0.0))
