"""Flags on the photo itself, so that a weak answer can be told from a weak photo. NumPy only.

Measured on a grey copy whose longer side is 256 px: a flaw that vanishes at that size does not
reach the network either.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from model.photo import Photo, Pixels, grey, resize

SIDE = 256  # px, about the network's input
TINY_SIDE = 160  # px; below, the network's input is mostly enlarged blur
# Grey values of sRGB. Middle grey reflects 18 % (value 118); two stops below are 4.5 % (60), two
# stops above 72 % (221). Percentiles rather than the mean: white or black ground is no fault.
DARK = 60.0
BRIGHT = 221.0
FLAT = 6.0  # standard deviation; below, no more than noise and vignetting (lens cap, wall)
# Of 300 photos of groceries and everyday things 99 % had more than 0.031; blurred by a Gaussian
# of 2 px (at 256 px) 95 % had less than 0.0088. See `_sharpness`.
BLURRED = 0.010


def flags(photo: Photo) -> tuple[str, ...]:
    """Those of `blurred, dark, bright, tiny, flat` that hold, in this order."""
    small = _small(photo)
    dark_end, light_end = _twentieths(small)
    values = small.astype(np.float32)
    flat = float(values.std()) < FLAT
    found = {
        # Without contrast there is no edge to judge.
        "blurred": not flat and _sharpness(values) < BLURRED,
        "dark": light_end < DARK,
        "bright": dark_end > BRIGHT,
        "tiny": max(photo.width, photo.height) < TINY_SIDE,
        "flat": flat,
    }
    return tuple(name for name, holds in found.items() if holds)


def _small(photo: Photo) -> Pixels:
    """`(h, w) uint8` grey, longer side 256 px."""
    height, width = photo.pixels.shape[:2]
    scale = SIDE / max(width, height)
    size = max(3, round(width * scale)), max(3, round(height * scale))
    return resize(grey(photo.pixels), *size, "box")


def _twentieths(small: Pixels) -> tuple[int, int]:
    """The grey values below and above which a twentieth of the pixels lies."""
    # Counted by hand: np.percentile imports numpy.ma, a tenth of a cold start.
    share = np.bincount(small.ravel(), minlength=256).cumsum() / small.size
    return int(np.searchsorted(share, 0.05)), int(np.searchsorted(share, 0.95))


def _sharpness(values: npt.NDArray[np.float32]) -> float:
    """Variance of the Laplacian (Pech-Pacheco et al. 2000) over that of the picture.

    The quotient does not depend on contrast: it falls with blur alone. What rounding to whole
    grey values adds is taken off: 1/12 per pixel, times 4 * 1 + 4 * 4 of the Laplacian's weights.
    """
    middle = values[1:-1, 1:-1]
    neighbours = values[:-2, 1:-1] + values[2:, 1:-1] + values[1:-1, :-2] + values[1:-1, 2:]
    edges = float((neighbours - 4 * middle).var()) - 20 / 12
    return max(edges, 0.0) / float(values.var())
