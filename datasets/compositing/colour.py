"""Brightness, colour of the light and contrast of an object, moved part of the way to a ground."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from datasets.compositing.filters import LUMA
from model.photo import Pixels, resize

Values = npt.NDArray[np.float64]

_GLANCE = 32  # px, side at which a ground is looked at
# Beyond, black steel would turn grey on snow and a white sheet grey at night.
_GAIN = (0.6, 1.6)
_TINT = (0.8, 1.25)  # of one channel; beyond, a red thing would lose its red
_CONTRAST = (0.8, 1.25)  # exponent
_DARKEST = 0.05  # mean level, 0..1, below which a ratio of levels says nothing
_COLOURLESS = 0.012  # three of 255 levels: a picture whose channels differ by less has no colour
# G. D. Finlayson and E. Trezzi, Shades of gray and colour constancy (Color Imaging Conference,
# 2004): the norm of sixth degree of a photo's channels tells the colour of its light best.
_NORM = 6


def matched(cutout: Pixels, ground: Pixels, share: float) -> Pixels:
    """Move an object `share` of the way to the light and contrast of a ground.

    One curve a channel: a power about the object's mean for contrast, a gain for brightness, a
    gain for the colour of the light. Each leaves black black. On a black-and-white photo the object
    loses its colours too, however small the share.

    Args:
        cutout: (h, w, 4) uint8, straight alpha.
        ground: (H, W, 3) uint8.
        share: 0..1; 0 changes nothing.

    Returns:
        (h, w, 4) uint8 with the same alpha.
    """
    weights = cutout[..., 3].reshape(-1).astype(np.float32)
    if share == 0 or not weights.any():
        return cutout
    glance = resize(ground, min(_GLANCE, ground.shape[1]), min(_GLANCE, ground.shape[0]), "box")
    around = glance.reshape(-1, 3).astype(np.float64) / 255
    ground_mean, ground_spread = _moments(around @ LUMA, np.ones(len(around)))
    if ground_spread > _DARKEST and np.ptp(around, axis=1).max() < _COLOURLESS:
        cutout = _greyed(cutout)
    grey = cutout[..., :3].reshape(-1, 3) @ (LUMA / np.float32(255))
    mean, spread = _moments(grey, weights)
    gain = _part_way(ground_mean / max(mean, _DARKEST), share, _GAIN)
    contrast = _power(_relative(ground_mean, ground_spread), _relative(mean, spread), share)
    levels = np.arange(256) / 255
    curve = max(mean, _DARKEST) * (levels / max(mean, _DARKEST)) ** contrast * gain
    curves = (curve[:, None] * tint_of(around, share)).clip(0, 1)
    return _through(cutout, np.round(curves * 255).astype(np.uint8))


def tint_of(pixels: Values, share: float) -> Values:
    """Gains (3,) of mean 1 that tint a thing `share` of the way as the light of (N, 3) does."""
    light = np.mean(pixels**_NORM, axis=0) ** (1 / _NORM)
    tint = _part_way(light / max(float(light.mean()), 1e-6), share, _TINT)
    return np.asarray(tint / tint.mean(), dtype=np.float64)


def _greyed(cutout: Pixels) -> Pixels:
    """Take the colour out of (h, w, 4) uint8."""
    level = np.round(cutout[..., :3] @ LUMA).astype(np.uint8)
    return np.dstack([level, level, level, cutout[..., 3]])


def _through(cutout: Pixels, curves: Pixels) -> Pixels:
    """Read the colours of a cutout off three curves (256, 3)."""
    changed = cutout.copy()
    for channel in range(3):
        changed[..., channel] = curves[:, channel][cutout[..., channel]]
    return changed


def _moments(values: npt.NDArray[np.floating], weights: npt.NDArray[np.floating]) -> Values:
    """Weighted mean and standard deviation, (2,)."""
    total = float(weights.sum())
    mean = float(values @ weights) / total
    square = float(np.square(values) @ weights) / total
    return np.array([mean, np.sqrt(max(square - mean**2, 0.0))])


def _relative(mean: float, spread: float) -> float:
    """Spread of the levels relative to their mean; 0 of a flat picture."""
    return float(spread / max(mean, _DARKEST))


def _power(wanted: float, present: float, share: float) -> float:
    """Exponent that brings the relative spread part of the way; 1 where one of them is flat."""
    if min(wanted, present) < _DARKEST:
        return 1.0
    return float(np.clip((wanted / present) ** share, *_CONTRAST))


def _part_way(
    ratio: npt.ArrayLike, share: float, limits: tuple[float, float]
) -> npt.NDArray[np.float64]:
    """Move from 1 to a ratio, within limits."""
    return (1 + share * (np.asarray(ratio, dtype=np.float64) - 1)).clip(*limits)
