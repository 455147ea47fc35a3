"""Turning, scaling and pasting a cutout."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from datasets.compositing.filters import Floats
from model.photo import Pixels, resize

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pose:
    """How a cutout lies in a frame.

    Attributes:
        degrees: turned about its middle, clockwise as seen.
        scale: pixels of the frame for one of the cutout.
        left: where the turned object begins, px; may lie outside the frame.
        top: where it begins from above, px.
    """

    degrees: float
    scale: float
    left: int
    top: int

    def __post_init__(self) -> None:
        if not self.scale > 0:
            raise ValueError(f"scale {self.scale} must be above 0")


def box_of(
    alpha: npt.NDArray[np.number] | npt.NDArray[np.bool_], margin: int = 0
) -> tuple[slice, slice]:
    """Give rows and columns of the visible part of a plane (H, W), widened; empty when none is."""
    seen = alpha > 0
    sides = []
    for axis in (1, 0):
        at = np.flatnonzero(seen.any(axis=axis))
        first, last = (int(at[0]), int(at[-1]) + 1) if at.size else (0, 0)
        sides.append(slice(max(first - margin, 0), last + margin if at.size else 0))
    return sides[0], sides[1]


def trimmed(cutout: Pixels) -> Pixels | None:
    """Cut (h, w, 4) uint8 to the box of its visible pixels; None when none is visible."""
    whole = cutout[box_of(cutout[..., 3])]
    return whole if whole.size else None


def extent(cutout: Pixels, degrees: float) -> tuple[float, float]:
    """Give width and height of what is visible of (h, w, 4) uint8 when it is turned, px."""
    box = _box(cutout, degrees)
    return float(box[1, 0] - box[0, 0]), float(box[1, 1] - box[0, 1])


def placed(cutout: Pixels, pose: Pose, width: int, height: int) -> Floats:
    """Lay (h, w, 4) uint8 with straight alpha into an empty frame.

    Scaled first, antialiased, then turned by one bilinear reading, so that it stays sharp.

    Returns:
        (height, width, 4) float32 0..1, premultiplied; what lies outside the frame is lost.
    """
    frame = np.zeros((height, width, 4), dtype=np.float32)
    scaled, factors = _scaled(cutout, pose.scale)
    box = _box(cutout, pose.degrees) * pose.scale
    across, down = (max(1, round(side)) for side in box[1] - box[0])
    x0, x1 = max(pose.left, 0), min(pose.left + across, width)
    y0, y1 = max(pose.top, 0), min(pose.top + down, height)
    if x1 <= x0 or y1 <= y0:
        return frame
    x = np.arange(x0, x1, dtype=np.float32) + np.float32(0.5 - pose.left + box[0, 0])
    y = np.arange(y0, y1, dtype=np.float32)[:, None] + np.float32(0.5 - pose.top + box[0, 1])
    cos, sin = _cos_sin(pose.degrees)
    middle_x, middle_y = scaled.shape[1] / 2 - 0.5, scaled.shape[0] / 2 - 0.5
    from_x = (cos * x + sin * y) * np.float32(factors[0]) + np.float32(middle_x)
    from_y = (cos * y - sin * x) * np.float32(factors[1]) + np.float32(middle_y)
    frame[y0:y1, x0:x1] = _sampled(scaled, from_x, from_y).reshape(y1 - y0, x1 - x0, 4)
    return frame


def _cos_sin(degrees: float) -> tuple[np.float32, np.float32]:
    angle = np.deg2rad(degrees)
    return np.float32(np.cos(angle)), np.float32(np.sin(angle))


def _box(cutout: Pixels, degrees: float) -> Points:
    """Least and greatest (x, y), (2, 2), of the turned visible pixels, from the middle."""
    seen = cutout[..., 3] > 0
    rows = np.flatnonzero(seen.any(axis=1))
    first = seen[rows].argmax(axis=1)
    last = seen.shape[1] - seen[rows, ::-1].argmax(axis=1)  # one past the last
    x = np.concatenate([first, last, first, last]) - seen.shape[1] / 2
    y = np.concatenate([rows, rows, rows + 1, rows + 1]) - seen.shape[0] / 2
    cos, sin = _cos_sin(degrees)
    turned = np.stack([cos * x - sin * y, sin * x + cos * y], axis=1)
    return np.stack([turned.min(axis=0), turned.max(axis=0)]).astype(np.float64)


def _scaled(cutout: Pixels, scale: float) -> tuple[Pixels, tuple[float, float]]:
    """Resize premultiplied; also the factor, near 1, by which rounding missed the scale."""
    h, w = cutout.shape[:2]
    width, height = max(1, round(w * scale)), max(1, round(h * scale))
    resized = resize(_premultiplied(cutout), width, height, "bicubic")
    resized = np.minimum(resized, resized[..., 3:])  # where bicubic overshoots
    return resized, (width / (w * scale), height / (h * scale))


def _premultiplied(cutout: Pixels) -> Pixels:
    """Multiply the colour of (h, w, 4) uint8 by its alpha."""
    values = cutout.astype(np.uint16)
    values[..., :3] = (values[..., :3] * values[..., 3:] + 127) // 255
    return values.astype(np.uint8)


def _sampled(pixels: Pixels, x: Floats, y: Floats) -> Floats:
    """Read (h, w, 4) uint8 at fractional places (H, W), bilinear.

    Gives (H * W, 4) float32 0..1; nothing outside.
    """
    h, w = pixels.shape[:2]
    padded = np.zeros((h + 2, w + 2, 4), dtype=np.uint8)
    padded[1:-1, 1:-1] = pixels
    packed = padded.view(np.uint32).reshape(-1)  # one reading for four channels
    x = (x + 1).clip(0, np.float32(w + 0.999)).reshape(-1)
    y = (y + 1).clip(0, np.float32(h + 0.999)).reshape(-1)
    left, top = x.astype(np.int32), y.astype(np.int32)
    at = top * np.int32(w + 2) + left
    corners = [packed.take(at + far) for far in (0, 1, w + 2, w + 3)]
    seen = np.flatnonzero(corners[0] | corners[1] | corners[2] | corners[3])
    a, b, c, d = (_unpacked(corner[seen]) for corner in corners)
    right = (x[seen] - left[seen])[:, None]
    below = (y[seen] - top[seen])[:, None]
    read = np.zeros((at.size, 4), dtype=np.float32)
    read[seen] = _mixed(_mixed(a, b, right), _mixed(c, d, right), below) * np.float32(1 / 255)
    return read


def _unpacked(pixels: npt.NDArray[np.uint32]) -> Floats:
    """Give (N, 4) float32 0..255 of packed pixels (N,)."""
    return pixels.view(np.uint8).reshape(-1, 4).astype(np.float32)


def _mixed(one: Floats, other: Floats, share: Floats) -> Floats:
    """Give `one` moved by `share` of the way to `other`; overwrites `other`."""
    other -= one
    other *= share
    other += one
    return other
