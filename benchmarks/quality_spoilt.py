"""Photos spoilt in ways that can be counted, each with the hint that it should raise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

from evaluation.corruptions_sampling import convolve, finish, gaussian, unit
from model.photo import Pixels, resize
from model.quality import SIDE, HintKind

Rng = np.random.Generator
Box = tuple[int, int, int, int]  # left, top, right, bottom, px
_HIDDEN = 0.3  # of the thing's box that lies beyond the cut
_SHRUNK = 1 / 6  # the longer side of the photo in its new frame
_FOG = 230.0  # grey value that fog and flash on film draw everything to
_PALE = 0.3  # contrast that is left


@dataclass(frozen=True, slots=True)
class Spoiling:
    """One way to spoil a photo.

    Attributes:
        name: With its amount.
        meant: The hint that it should raise.
        apply: `(H, W, 3) uint8` and random numbers to the same kind of picture.
    """

    name: str
    meant: HintKind
    apply: Callable[[Pixels, Rng], Pixels]


def of_picture() -> list[Spoiling]:
    """What can be done to any photo; lengths are px of a picture of 256 px."""
    blurs = [
        Spoiling(f"Gaussian blur, {px} px", HintKind.BLURRED, _focus(px)) for px in (0.5, 1, 2, 3)
    ]
    shakes = [
        Spoiling(f"motion blur, {px} px long", HintKind.BLURRED, _shaken(px))
        for px in (3, 5, 8, 12)
    ]
    dark = [
        Spoiling(f"exposure {stops} stops", HintKind.DARK, _exposed(stops))
        for stops in (-2, -3, -4)
    ]
    bright = [
        Spoiling(f"exposure +{stops} stops", HintKind.BRIGHT, _exposed(stops))
        for stops in (1, 2, 3)
    ]
    pale = [
        Spoiling("contrast 30 % about the mean", HintKind.LOW_CONTRAST, _pale(None)),
        Spoiling("contrast 30 % towards white", HintKind.LOW_CONTRAST, _pale(_FOG)),
    ]
    return [*blurs, *shakes, *dark, *bright, *pale, Spoiling("120 px", HintKind.TINY, _reduced)]


def cut(pixels: Pixels, box: Box, rng: Rng) -> Pixels:
    """The frame moved so that 30 % of the thing's box lies beyond one edge, chosen at random."""
    left, top, right, bottom = box
    wide, high = round(_HIDDEN * (right - left)), round(_HIDDEN * (bottom - top))
    side = int(rng.integers(4))
    slices = (
        (slice(top + high, None), slice(None)),
        (slice(0, bottom - high), slice(None)),
        (slice(None), slice(left + wide, None)),
        (slice(None), slice(0, right - wide)),
    )
    return np.ascontiguousarray(pixels[slices[side]])


def beside_itself(pixels: Pixels, rng: Rng) -> Pixels:
    """The photo and its mirror image side by side: two like things on one ground. Draws nothing."""
    axis = 1 if pixels.shape[1] <= pixels.shape[0] else 0
    return np.concatenate([pixels, np.flip(pixels, axis)], axis=axis)


def far_away(pixels: Pixels, rng: Rng) -> Pixels:
    """The photo a sixth as long in a frame of the colour of its border, with a camera's noise."""
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    frame = np.median(border, axis=0) + rng.normal(0, 2, pixels.shape)
    height, width = (max(1, round(side * _SHRUNK)) for side in pixels.shape[:2])
    top, left = (
        int(rng.integers(side // 8, side - side // 8 - new))
        for side, new in zip(pixels.shape[:2], (height, width), strict=True)
    )
    frame[top : top + height, left : left + width] = resize(pixels, width, height, "box")
    return np.asarray(frame.clip(0, 255).round(), dtype=np.uint8)


def _scale(pixels: Pixels) -> float:
    return float(max(pixels.shape) / SIDE)


def _focus(px: float) -> Callable[[Pixels, Rng], Pixels]:
    return lambda pixels, rng: finish(gaussian(unit(pixels), px * _scale(pixels)))


def _shaken(px: float) -> Callable[[Pixels, Rng], Pixels]:
    return lambda pixels, rng: finish(
        convolve(unit(pixels), _line(px * _scale(pixels), rng.uniform(0, np.pi)))
    )


def _line(length: float, angle: float) -> npt.NDArray[np.float32]:
    """Kernel of an even move along a line, px, radians; sums to 1."""
    reach = ceil(length / 2) + 1
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1))
    for at in np.linspace(-length / 2, length / 2, 8 * ceil(length) + 1):
        row, column = reach + at * np.sin(angle), reach + at * np.cos(angle)
        top, left = int(row), int(column)
        down, right = row - top, column - left
        kernel[top : top + 2, left : left + 2] += np.outer([1 - down, down], [1 - right, right])
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)


def _exposed(stops: float) -> Callable[[Pixels, Rng], Pixels]:
    """Light times 2^stops: sRGB (IEC 61966-2-1) undone, clipped, done again."""
    values = np.arange(256) / 255
    light = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    light = np.clip(light * 2.0**stops, 0, 1)
    shown = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    table = np.asarray((shown * 255).round(), dtype=np.uint8)
    return lambda pixels, rng: table[pixels]


def _pale(towards: float | None) -> Callable[[Pixels, Rng], Pixels]:
    def apply(pixels: Pixels, rng: Rng) -> Pixels:
        middle = float(pixels.mean()) if towards is None else towards
        values = middle + _PALE * (pixels.astype(np.float32) - middle)
        return np.asarray(values.clip(0, 255).round(), dtype=np.uint8)

    return apply


def _reduced(pixels: Pixels, rng: Rng) -> Pixels:
    scale = 120 / max(pixels.shape)
    height, width = (max(8, round(side * scale)) for side in pixels.shape[:2])
    return resize(pixels, width, height, "box")
