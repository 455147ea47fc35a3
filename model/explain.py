"""`heat_overlay`: where in a photo the evidence for a label lies; it shows attention, not proof."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from model.photo import Pixels, resize
from model.preprocess import Preprocess

# Dark blue, blue-grey, yellow: lightness rises steadily and blue against yellow is told apart
# under red-green colour blindness too. Rows are RGB at 0, 0.5 and 1.
_COLOURS = np.array([[0, 32, 96], [124, 124, 128], [255, 226, 64]], dtype=np.float32)
_STRONGEST = 0.65  # share of the colour at full heat; the good must stay visible beneath


def heat_overlay(
    pixels: Pixels, activation: npt.NDArray[np.float32], preprocess: Preprocess
) -> Pixels:
    """Lay an activation map over the photo it came from.

    Args:
        pixels: `(H, W, 3) uint8`, RGB, upright: the photo as it was classified.
        activation: `(h, w) float32` of one label; negative evidence is left out.
        preprocess: How the photo was letterboxed.

    Returns:
        `(H, W, 3) uint8`, RGB.

    Raises:
        ValueError: The map is not two-dimensional.
    """
    heat = heat_map(activation, pixels.shape[1], pixels.shape[0], preprocess)[:, :, None]
    levels = np.linspace(0, 1, len(_COLOURS))
    colours = np.stack([np.interp(heat[..., 0], levels, band) for band in _COLOURS.T], axis=-1)
    share = _STRONGEST * heat
    return np.asarray((pixels * (1 - share) + colours * share).round(), dtype=np.uint8)


def heat_map(
    activation: npt.NDArray[np.float32], width: int, height: int, preprocess: Preprocess
) -> npt.NDArray[np.float32]:
    """Heat 0..1 for each pixel of the photo, `(height, width) float32`; the letterbox is undone."""
    if activation.ndim != 2:
        raise ValueError(f"activation is {activation.shape}, it must be (h, w): choose one label")
    positive = np.maximum(np.nan_to_num(activation), 0.0)
    strongest = float(positive.max())
    if strongest <= 0:
        return np.zeros((height, width), dtype=np.float32)
    grey = np.asarray((positive / strongest * 255).round(), dtype=np.uint8)
    square = resize(grey, preprocess.size, preprocess.size, "bilinear")
    left, top, inner_width, inner_height = preprocess.box(width, height)
    inner = square[top : top + inner_height, left : left + inner_width]
    full = resize(np.ascontiguousarray(inner), width, height, "bilinear")
    return full.astype(np.float32) / np.float32(255)
