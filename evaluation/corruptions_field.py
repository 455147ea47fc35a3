"""What happens to photos in our field: messengers, screens, bad light, bags, haste.

Ours, not of ImageNet-C; lengths in px are for 224 px and are scaled to the short side. All take
`(H, W, 3) uint8` and give the same.
"""

from __future__ import annotations

from math import pi

import numpy as np

from evaluation.corruptions_digital import compressed
from evaluation.corruptions_sampling import (
    Plane,
    finish,
    gaussian,
    level,
    plasma,
    sample,
    scale,
    stretch,
    unit,
)
from model.photo import Pixels

_GAMMA = 2.2  # of displays and JPEG files, near enough (IEC 61966-2-1)
_ROOM = np.array((0.16, 0.15, 0.14), dtype=np.float32)  # RGB of what lies behind the screen
_BEZEL = np.float32(0.02)  # how bright
_RIM = 0.06  # of the screen's sides, how wide the bezel is
_DAYLIGHT = np.array((0.92, 0.97, 1.0), dtype=np.float32)  # RGB of a window's reflection


def jpeg_quality(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """As messengers and web shops store photos: JPEG of quality 50 to 10. Draws nothing."""
    return compressed(pixels, level((50, 40, 30, 20, 10), severity))


def rotation(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """The camera was held aslant, 10 to 50 degrees either way; the border is mirrored."""
    angle = np.deg2rad(level((10, 20, 30, 40, 50), severity)) * rng.choice((-1, 1))
    height, width = pixels.shape[:2]
    rows, columns = _centred(height, width)
    turned = (
        rows * np.float32(np.cos(angle)) - columns * np.float32(np.sin(angle)),
        rows * np.float32(np.sin(angle)) + columns * np.float32(np.cos(angle)),
    )
    middle = np.float32((height - 1) / 2), np.float32((width - 1) / 2)
    return finish(sample(unit(pixels), turned[0] + middle[0], turned[1] + middle[1]))


def partial_crop(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """Part of the object lies outside: 0.9 to 0.5 of each side is kept, enlarged again.

    The kept part touches a random point of the border's far range, one for all severities, so
    that each crop lies within the milder ones.
    """
    kept = level((0.9, 0.8, 0.7, 0.6, 0.5), severity)
    axes = []
    for side, place in zip(pixels.shape[:2], rng.random(2), strict=True):
        first = (1 - kept) * place * (side - 1)
        axes.append(first + np.linspace(0, kept * (side - 1), side))
    rows, columns = (np.asarray(axis, dtype=np.float32) for axis in axes)
    return finish(stretch(unit(pixels), rows, columns))


def low_light(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """Under-exposed, brightened in part by the camera, with the noise of its sensor.

    Light is counted in photons with Poisson noise, read out with Gaussian noise (Foi, Trimeche,
    Katkovnik, Egiazarian, IEEE TIP 17, 2008), and smoothed a little as cameras do.
    """
    rows = ((600, 0.45), (250, 0.3), (120, 0.2), (60, 0.14), (30, 0.1))
    photons, exposure = level(rows, severity)  # of a white pixel; what the picture shows of it
    light = unit(pixels) ** np.float32(_GAMMA)
    light *= np.array((1.1, 1.0, 0.8), dtype=np.float32)  # lamps are warm
    counts = rng.poisson(light * photons) + rng.normal(0, 2, pixels.shape)  # 2 electrons, read
    seen = np.maximum(counts / photons * exposure, 0).astype(np.float32)
    return finish(gaussian(seen ** np.float32(1 / _GAMMA), 0.5 * scale(pixels)))


def plastic_glare(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """Seen through a creased plastic bag: bent a little, veiled, with bright reflections."""
    rows = (
        (0.3, 1.0, 0.05),
        (0.5, 1.5, 0.09),
        (0.75, 2.0, 0.13),
        (1.0, 3.0, 0.18),
        (1.3, 4.0, 0.24),
    )
    shine, bend, veil = level(rows, severity)
    height, width = pixels.shape[:2]
    folds = _folds(height, width, rng)
    down, right = np.gradient(gaussian(folds, 0.8 * scale(pixels)))
    steep = np.hypot(down, right)
    down, right, slope = (each / max(float(steep.max()), 1e-6) for each in (down, right, steep))
    rows_at, columns_at = _grid(height, width)
    reach = np.float32(bend * scale(pixels))
    image = sample(unit(pixels), rows_at + down * reach, columns_at + right * reach)
    light = rng.uniform(0, 2 * pi)
    facing = down * np.float32(np.sin(light)) + right * np.float32(np.cos(light))
    gleam = (np.maximum(facing, 0) ** 2 * 2 + slope**4).clip(0, 1) * np.float32(shine)
    return finish(image * np.float32(1 - veil) + np.float32(veil) * 0.8 + gleam[..., None])


def _folds(height: int, width: int, rng: np.random.Generator) -> Plane:
    """Height of a creased film, (height, width): planes that meet in sharp, slightly bent lines."""
    rows, columns = _centred(height, width)
    short, reach = np.float32(min(height, width)), 0.6 * max(height, width) / min(height, width)
    rows, columns = rows / short, columns / short
    film = np.zeros((height, width), dtype=np.float32)
    bend = plasma(height, width, 2.2, rng) - np.float32(0.5)
    for _ in range(14):
        turn, offset, weight = rng.uniform(0, pi), rng.uniform(-reach, reach), rng.uniform(0.2, 1)
        line = rows * np.float32(np.sin(turn)) + columns * np.float32(np.cos(turn))
        line += bend * np.float32(0.25) - np.float32(offset)
        film += np.float32(weight) * np.exp(-np.abs(line) * 18)
    return film


def rephotograph(pixels: Pixels, severity: int, rng: np.random.Generator) -> Pixels:
    """A photo of a screen that shows the photo: aslant, in its bezel, with moire and glare."""
    rows = (
        (0.03, 0.05, 0.10),
        (0.05, 0.10, 0.18),
        (0.08, 0.16, 0.28),
        (0.11, 0.24, 0.4),
        (0.15, 0.34, 0.55),
    )
    tilt, grid, glare = level(rows, severity)
    height, width = pixels.shape[:2]
    rows_at, columns_at = _on_screen(height, width, tilt, rng)
    shown = sample(unit(pixels), rows_at, columns_at)
    shown *= 1 + np.float32(grid) * _moire(rows_at, columns_at, scale(pixels), rng)
    outside = np.maximum(
        np.abs(rows_at / (height - 1) - 0.5) - 0.5, np.abs(columns_at / (width - 1) - 0.5) - 0.5
    )[..., None]
    seen = np.where(outside < 0, shown, np.where(outside < _RIM, _BEZEL, _ROOM))
    mirrored_light = _reflection(rows_at / height, columns_at / width, rng) * np.float32(glare)
    seen = seen + np.where(outside < _RIM, mirrored_light, 0)
    return finish(gaussian(np.asarray(seen, dtype=np.float32), 0.4 * scale(pixels)))


def _on_screen(
    height: int, width: int, tilt: float, rng: np.random.Generator
) -> tuple[Plane, Plane]:
    """The place on the screen that each pixel sees, (H, W) rows and columns, px.

    A plane seen in perspective: one edge is nearer than the opposite one by a share of 1.2 to 2
    `tilt` along each axis, and it is far enough away to show the bezel.
    """
    rows, columns = _centred(height, width)
    longest = np.float32(max(height, width))
    lean, roll = rng.choice((-1, 1), 2) * rng.uniform(0.6, 1, 2) * tilt * 2, rng.normal(0, tilt / 3)
    depth = 1 + (rows * np.float32(lean[0]) + columns * np.float32(lean[1])) / longest
    away = np.asarray((1 + tilt) / depth, dtype=np.float32)
    down = (rows * np.float32(np.cos(roll)) - columns * np.float32(np.sin(roll))) * away
    right = (rows * np.float32(np.sin(roll)) + columns * np.float32(np.cos(roll))) * away
    return down + np.float32((height - 1) / 2), right + np.float32((width - 1) / 2)


def _moire(rows: Plane, columns: Plane, size: float, rng: np.random.Generator) -> Plane:
    """The screen's own dots as the camera's coarser raster sees them, (H, W, 3) in -1..1.

    About one dot a pixel aliases into waves of ten pixels and more by itself; red, green and blue
    stripes lie a third of a dot apart, which colours the waves.
    """
    dots = 1 + rng.uniform(-0.1, 0.1, 2) / size  # a px
    thirds = np.arange(3, dtype=np.float32) / 3
    across = np.cos(2 * pi * (columns[..., None] * np.float32(dots[0]) - thirds))
    down = np.cos(2 * pi * rows * np.float32(dots[1]))[..., None]
    return np.asarray(across * 0.6 + down * 0.4, dtype=np.float32)


def _reflection(rows: Plane, columns: Plane, rng: np.random.Generator) -> Plane:
    """A window's soft image on the glass, (H, W, 3) in 0..1; places in shares of the sides."""
    row, column = rng.uniform(0.15, 0.85, 2)
    half_height, half_width = rng.uniform(0.15, 0.3, 2)
    slant = rng.uniform(-0.5, 0.5)
    down = np.abs(rows - row) / half_height
    right = np.abs(columns - column - (rows - row) * slant) / half_width
    soft = 1 / (1 + np.exp(((np.maximum(down, right) - 1) * 12).clip(-30, 30)))
    return np.asarray(soft[..., None] * _DAYLIGHT, dtype=np.float32)


def _grid(height: int, width: int) -> tuple[Plane, Plane]:
    """Rows (H, 1) and columns (1, W), px."""
    return (
        np.arange(height, dtype=np.float32)[:, None],
        np.arange(width, dtype=np.float32)[None],
    )


def _centred(height: int, width: int) -> tuple[Plane, Plane]:
    """Rows (H, 1) and columns (1, W) from the middle, px."""
    rows, columns = _grid(height, width)
    return rows - np.float32((height - 1) / 2), columns - np.float32((width - 1) / 2)
