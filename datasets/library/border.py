"""What the outer frame of a photo looks like, in few numbers, to find out if it tells the class.

Photos of one class that all lie on one table are learned by the table. A probe that is shown the
frame alone, without the good in the middle, tells how far that goes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.photo import Pixels, resize

SHARE = 0.12  # of each side
_SIDE = 48  # px that a photo is shrunk to, whatever its shape
_WIDE = round(SHARE * _SIDE)  # px of the frame there
_CUTS = (0, _WIDE, _SIDE // 2, _SIDE - _WIDE, _SIDE)
_DIRECTIONS = 8
VALUES = 12 * 4 + _DIRECTIONS  # 12 pieces: 4 corners, 8 halves of sides


def border(pixels: Pixels) -> NDArray[np.float32]:
    """Describe the frame of a photo.

    Args:
        pixels: (H, W, 3) uint8, of any size.

    Returns:
        (VALUES,) float32 in 0..1: of each of 12 pieces, clockwise by rows, the mean of red, green
        and blue and the deviation of grey; then the shares of 8 directions among the edges of the
        whole frame, weighted by their strength (all 0 where it has none).
    """
    small = resize(pixels, _SIDE, _SIDE, "box").astype(np.float32) / 255
    luma = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601
    grey: NDArray[np.float32] = (small @ luma).astype(np.float32)
    told = []
    for rows in range(4):
        for columns in range(4):
            if rows in (0, 3) or columns in (0, 3):
                piece = np.s_[_CUTS[rows] : _CUTS[rows + 1], _CUTS[columns] : _CUTS[columns + 1]]
                told += [*small[piece].mean(axis=(0, 1)), 2 * grey[piece].std()]
    return np.array([*told, *_directions(grey)], dtype=np.float32)


def _directions(grey: NDArray[np.float32]) -> NDArray[np.float64]:
    """Share of each direction of edges in the frame, (8,), 0..1."""
    down, right = np.gradient(grey)
    strength = np.hypot(down, right)
    strength[_WIDE - 1 : 1 - _WIDE, _WIDE - 1 : 1 - _WIDE] = 0  # touches the middle
    angle = np.mod(np.arctan2(down, right), np.pi)
    at = (angle * _DIRECTIONS / np.pi).astype(np.int64) % _DIRECTIONS
    sums = np.bincount(at.ravel(), strength.ravel(), _DIRECTIONS)
    return np.asarray(sums / max(float(sums.sum()), 1e-12) * (sums.sum() > 1e-3))
