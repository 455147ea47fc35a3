"""A 64-bit hash of what a picture looks like, kept by resizing and JPEG, and its distances in bulk.

The DCT hash of C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions",
Upper Austria University of Applied Sciences, 2010 (the library pHash), but that antialiased
shrinking does the work of its mean filter.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from model.photo import Pixels, grey, resize

Hashes = NDArray[np.uint64]

BITS = 64
FLAT = np.uint64(0)  # the hash of a picture that shows too little to be told from another one
_SIDE = 32  # px that the picture is shrunk to, whatever its shape
_KEPT = 8  # frequencies 1 to 8 along each axis
_LEAST_DEVIATION = 2.0  # grey levels out of 255; below, the bits are noise


def perceptual_hash(pixels: Pixels) -> np.uint64:
    """Hash one picture.

    Args:
        pixels: (H, W, 3) uint8, of any size and scale.

    Returns:
        One bit for each of the frequencies 1..8 x 1..8 of the cosine transform of the 32 x 32 px
        grey picture: whether it lies above their median. `FLAT` for a picture of one grey.
    """
    small = resize(grey(pixels), _SIDE, _SIDE, "bicubic").astype(np.float64)
    if small.std() < _LEAST_DEVIATION:
        return FLAT
    waves = _cosines()
    coefficients = (waves @ small @ waves.T).ravel()
    bits = np.packbits(coefficients > np.median(coefficients))
    return np.uint64(int.from_bytes(bits.tobytes(), "big"))


@cache
def _cosines() -> NDArray[np.float64]:
    """(8, 32) rows of the orthonormal DCT-II, frequencies 1..8."""
    at = np.arange(_SIDE) + 0.5
    frequencies = np.arange(1, _KEPT + 1)[:, None]
    return np.asarray(np.cos(np.pi * frequencies * at / _SIDE) * np.sqrt(2 / _SIDE))


def distances(first: Hashes, second: Hashes) -> NDArray[np.uint8]:
    """Bits that differ: (N,) and (M,) uint64 to (N, M) in 0..64; unlike pictures differ in 32.

    Distances are even, as half of the bits are set. A `FLAT` hash is 64 bits from every other,
    `FLAT` itself too: two white pictures need not be one. Needs 9 N M bytes; compare in blocks.
    """
    bits: NDArray[np.uint8] = np.bitwise_count(first[:, None] ^ second[None])
    bits[first == FLAT] = BITS
    bits[:, second == FLAT] = BITS
    return bits
