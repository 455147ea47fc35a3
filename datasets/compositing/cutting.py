"""Cuts a thing out of a picture on white, as catalogues show goods; NumPy only."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from model.photo import Pixels

_WHITE = 235  # of 255 in every channel: paper, a light box, and what JPEG leaves of them
_BORDER = 0.8  # of the border's pixels white, or it is no picture on white
_SMALLEST, _LARGEST = 0.02, 0.98  # of the picture that is not ground; beyond, nothing was found
Mask = npt.NDArray[np.bool_]


def cut_out(pixels: Pixels) -> Pixels | None:
    """Take away the white that is joined to the border of a picture (H, W, 3) uint8.

    White parts of the thing itself stay, unless they are open to the border.

    Returns:
        (H, W, 4) uint8 with alpha 0 or 255; None where the picture is not on white.
    """
    white: Mask = np.asarray((pixels >= _WHITE).all(axis=2))
    border = np.concatenate([white[0], white[-1], white[:, 0], white[:, -1]])
    if border.mean() < _BORDER:
        return None
    ground = _widened(_joined_to_border(white))  # the rim is half white
    share = 1 - float(ground.mean())
    if not _SMALLEST <= share <= _LARGEST:
        return None
    alpha = np.where(ground, 0, 255).astype(np.uint8)
    return np.dstack([pixels, alpha])


def _widened(mask: Mask) -> Mask:
    """Add the neighbours above, below and beside."""
    wide = mask.copy()
    wide[1:] |= mask[:-1]
    wide[:-1] |= mask[1:]
    wide[:, 1:] |= mask[:, :-1]
    wide[:, :-1] |= mask[:, 1:]
    return wide


def _joined_to_border(white: Mask) -> Mask:
    """Give the white pixels (H, W) that a path of white joins to the border.

    Whole runs of white in rows and columns are reached at once, in turns, until nothing changes.
    """
    reached = np.zeros_like(white)
    for edge in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
        reached[edge] = white[edge]
    while True:
        before = int(reached.sum())
        for turned in (False, True):
            plane, seed = (white.T, reached.T) if turned else (white, reached)
            filled = _runs_reached(plane, seed)
            reached = filled.T if turned else filled
        if int(reached.sum()) == before:
            return reached


def _runs_reached(white: Mask, reached: Mask) -> Mask:
    """Give all pixels (H, W) of those runs of white in a row of which one is reached."""
    starts = white.copy()
    starts[:, 1:] &= ~white[:, :-1]
    runs = np.cumsum(starts.ravel()).reshape(white.shape)  # a number for each run
    hit = np.zeros(int(runs[-1, -1]) + 1, dtype=bool)
    hit[runs[reached]] = True
    return hit[runs] & white
