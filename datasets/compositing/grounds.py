"""Grounds to lay things on: crops of real photos, and plain ones made up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from datasets.compositing.filters import Floats, gaussian, luma
from datasets.compositing.grain import drawn_grain, field, grain_of, strength
from datasets.compositing.sharpness import edge_blur
from model.photo import Pixels, resize

Values = npt.NDArray[np.float64]

NOISIEST = 0.015  # standard deviation of noise, 0..1; beyond, it is taken for texture
_QUIETEST, _LOUDEST = 0.001, 0.02  # of plain grounds: a studio's camera to a phone's at night
_SOFTEST = 0.006  # blur of plain grounds, of the longer side


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A ground and how it was taken.

    Attributes:
        pixels: (H, W, 3) uint8.
        blur: standard deviation of the blur of its edges, px; None when nothing tells it.
        grain: a patch of its noise (datasets.compositing.grain), or None when nothing tells it.
    """

    pixels: Pixels
    blur: float | None
    grain: Floats | None

    @classmethod
    def of(cls, pixels: Pixels) -> Ground:
        """Look at a part of a photo (H, W, 3) uint8."""
        grain = grain_of(pixels, NOISIEST)
        noise = 0.0 if grain is None else strength(grain)
        return cls(pixels, edge_blur(luma(pixels), noise), grain)


def crop(photo: Pixels, width: int, height: int, rng: np.random.Generator) -> Pixels:
    """Cut a random part of the frame's shape from (H, W, 3) uint8, mirrored at times."""
    limit = min(photo.shape[1] / width, photo.shape[0] / height)
    scale = limit * float(rng.uniform(0.5, 1.0))
    w, h = max(1, int(width * scale)), max(1, int(height * scale))
    left = int(rng.integers(0, photo.shape[1] - w + 1))
    top = int(rng.integers(0, photo.shape[0] - h + 1))
    part = photo[top : top + h, left : left + w]
    if rng.random() < 0.5:
        part = part[:, ::-1]
    return resize(np.ascontiguousarray(part), width, height, "bilinear")


def plain(width: int, height: int, rng: np.random.Generator) -> Ground:
    """Make a studio ground as a camera takes it, a little blurred and noisy.

    White, grey, coloured, graded, textured, or a table before a wall.
    """
    values, patterned = _surface(width, height, rng)
    blur = _SOFTEST * max(width, height) * float(rng.uniform(0, 1))
    level = float(np.exp(rng.uniform(np.log(_QUIETEST), np.log(_LOUDEST))))
    grain = drawn_grain(level, float(rng.uniform(0, 1)), float(rng.uniform(0, 0.6)), rng)
    if patterned:
        values = gaussian(values, blur)
    values = values + field(grain, width, height, rng)
    return Ground(np.round(values.clip(0, 1) * 255).astype(np.uint8), blur, grain)


def _surface(width: int, height: int, rng: np.random.Generator) -> tuple[Floats, bool]:
    """Levels (height, width, 3) 0..1 of a surface, and whether a blur would show on it."""
    kind = rng.choice(["white", "grey", "colour", "graded", "texture", "table"])
    if kind == "white":
        values: Values = np.full((height, width, 3), rng.uniform(0.92, 1.0))
    elif kind == "grey":
        values = np.full((height, width, 3), rng.uniform(0.1, 0.9))
    elif kind == "colour":
        values = np.broadcast_to(muted(rng), (height, width, 3))
    elif kind == "graded":
        values = _graded(width, height, rng)
    elif kind == "texture":
        values = _textured(width, height, rng)
    else:
        values = _table(width, height, rng)
    return values.astype(np.float32), kind in ("texture", "table")


def muted(rng: np.random.Generator) -> Values:
    """Choose a colour (3,) 0..1 as tables, floors and walls have: any grey, some tint."""
    return (rng.uniform(0.08, 0.95) + rng.normal(0, 0.09, 3)).clip(0, 1)


def _graded(width: int, height: int, rng: np.random.Generator) -> Values:
    """Run from one colour to another in a random direction."""
    angle = rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[:height, :width]
    along = np.cos(angle) * x / width + np.sin(angle) * y / height
    along = (along - along.min()) / max(float(np.ptp(along)), 1e-6)
    first = muted(rng)
    second = (first + rng.uniform(-0.25, 0.25) + rng.uniform(-0.08, 0.08, 3)).clip(0, 1)
    return np.asarray(first + (second - first) * along[..., None], dtype=np.float64)


def _textured(width: int, height: int, rng: np.random.Generator) -> Values:
    """Noise of two grains, stretched at times as wood or brushed metal is."""
    base = muted(rng)
    values = np.broadcast_to(base, (height, width, 3)).astype(np.float64)
    for _ in range(2):
        grain_x, grain_y = (int(rng.integers(1, 33)) for _ in range(2))
        cells = rng.integers(
            0, 256, (max(2, height // grain_y), max(2, width // grain_x)), dtype=np.uint8
        )
        noise = resize(cells, width, height, "bilinear").astype(np.float64) / 255 - 0.5
        values = values + rng.uniform(0.05, 0.3) * noise[..., None]
    return values


def _table(width: int, height: int, rng: np.random.Generator) -> Values:
    """A textured surface below a graded wall."""
    edge = int(height * rng.uniform(0.2, 0.6))
    values = _graded(width, height, rng)
    values[edge:] = _textured(width, height, rng)[edge:]
    return values
