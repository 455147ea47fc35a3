"""Clear plastic over a good that stands on z = 0: stretch wrap, and a flat bag with a zip.

The front of both is the tightest sheet over the good, with wrinkles along its tension.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._cloth import creases
from datasets.studio.parts import Material, Part
from datasets.studio.props.heights import Field, Grid, even_grid, reached, smooth, spread, stretched
from datasets.studio.props.samples import Plane, Points, main_axes, on_surface
from datasets.studio.surfaces import Colour

POINTS = 24000
CELLS = 78  # on the longer side of a sheet; up to 12,000 triangles
OVER = 8e-4  # metres between an object and the film on it
RIM = 1.2e-3  # metres above the ground where film is held down, higher than any ground's grain
SKIN = 4e-4  # metres; a back this thin is seen, and what stands on it sinks in unnoticed
ZIPS: tuple[Colour, ...] = (
    (0.75, 0.77, 0.8),
    (0.5, 0.02, 0.02),
    (0.03, 0.1, 0.45),
    (0.05, 0.3, 0.1),
)
BACKS: tuple[tuple[float, Material | None, Colour | None], ...] = (
    (0.45, None, None),  # clear; on the ground it is not seen
    (0.35, "foil", None),
    (0.2, "plastic", (0.62, 0.63, 0.64)),
)


def wrap(parts: list[Part], rng: np.random.Generator) -> list[Part]:
    """Stretch film over the object, held down round it.

    Args:
        parts: the object, metres.
        rng: draws margin and wrinkles.

    Returns:
        One part of `film`, above z = 0.
    """
    points = on_surface(parts, rng, POINTS)
    axes, centre, half = _footprint(points)
    margin = rng.uniform(0.2, 0.45) * half.mean() + 0.6 * points[:, 2].max()
    grid = even_grid(centre, axes, half + margin, CELLS)
    sheet, free = _over(grid, points, puff=0.0)
    sheet = sheet + free * _pulled(rng, grid, half)
    return [Part(grid.bent(*_ragged(rng, grid), sheet), "film")]


def bag(parts: list[Part], rng: np.random.Generator) -> list[Part]:
    """The object in a flat bag of clear film, its back clear, white or metallised.

    Args:
        parts: the object, metres.
        rng: draws margins of 10 to 30 %, back, zip and wrinkles.

    Returns:
        The front, of `film`; a zip across one end; a back, if it is not clear.
        It lies 0.4 mm above z = 0, so that no ground shows through.
    """
    points = on_surface(parts, rng, POINTS)
    axes, centre, half = _footprint(points)
    tall = float(points[:, 2].max())
    half = half * (1 + rng.uniform(0.1, 0.3, 2)) + 0.008 + 0.4 * tall
    end = 0.012 + 0.12 * float(half.mean())  # beyond the zip
    more = np.array([end / 2, 0.0])
    grid = even_grid(centre + axes @ more, axes, half + more, CELLS)
    sheet, free = _over(grid, points, puff=float(rng.uniform(0, 0.05)) * float(half.min()))
    sheet = sheet + free * (0.6 * _pulled(rng, grid, half) + _puckered(rng, grid))
    zip_at = float(grid.u[-1]) - 0.6 * end
    made = [Part(grid.mesh(sheet), "film"), *_zip(rng, grid, sheet, zip_at)]
    share = np.array([weight for weight, _, _ in BACKS])
    _, material, colour = BACKS[int(rng.choice(len(BACKS), p=share / share.sum()))]
    if material is not None:
        made.append(Part(grid.mesh(_back(rng, grid, points, sheet)), material, colour))
    return made


def _footprint(points: Points) -> tuple[NDArray[np.float64], NDArray[np.float64], Plane]:
    """Axes as columns, middle and half sides of the rectangle an object takes on the ground."""
    axes = main_axes(points[:, :2])
    place = points[:, :2] @ axes
    low, high = place.min(0), place.max(0)
    return axes, axes @ ((low + high) / 2), (high - low) / 2


def _over(grid: Grid, points: Points, puff: float) -> tuple[Field, Field]:
    """The film over an object, `puff` metres blown up, and where it hangs free, 0..1."""
    floor = spread(reached(grid, points, top=True), top=True) + OVER
    tight = stretched(floor, RIM)
    u, v = grid.u / grid.u[-1], grid.v / grid.v[-1]
    dome = np.clip(1 - u**2, 0, 1) * np.clip(1 - v[:, None] ** 2, 0, 1)
    sheet = np.maximum(smooth(tight, 0.7), np.where(np.isfinite(floor), floor - OVER / 2, RIM))
    edge = np.minimum.outer(1 - np.abs(v), 1 - np.abs(u))
    held = np.clip(edge / 0.12, 0, 1)
    touch = smooth(np.clip((tight - np.maximum(floor, 0)) / (4 * grid.cell), 0.12, 1), 1.5)
    return sheet + puff * dome, held * touch


def _ragged(rng: np.random.Generator, grid: Grid) -> tuple[Field, Field]:
    """The grid's places with a torn edge: rows and columns near it run in and out a little."""
    u, v = grid.places()
    deep = 0.05 * float(min(grid.u[-1], grid.v[-1]))
    off = []
    for along, across in ((v, u), (u, v)):
        size, end = float(np.abs(along).max()), float(np.abs(across).max())
        wave = sum(np.sin(k * along / size + rng.uniform(0, 6)) / k for k in (2.0, 5.0, 11.0))
        off.append(deep * wave * np.sign(across) * (np.abs(across) / end) ** 6)
    return u + off[0], v + off[1]


def _pulled(rng: np.random.Generator, grid: Grid, half: Plane) -> Field:
    """Wrinkles along the tension from the object to the rim, and soft creases, metres."""
    u, v = grid.places()
    size = float(half.mean())
    angle = np.arctan2(v / half[1], u / half[0])
    far = np.hypot(u / half[0], v / half[1])
    total = 0.0 * u
    for count in rng.integers(9, 34, 3):
        bend = rng.uniform(0.2, 0.9) * np.sin(3 * far + rng.uniform(0, 6) + 2 * angle)
        wave = np.abs(np.sin(count * angle / 2 + bend + rng.uniform(0, 6)))
        fade = 0.5 + 0.5 * np.sin(int(rng.integers(1, 5)) * angle + rng.uniform(0, 6))
        total += fade * (1 - wave) ** 2 * size * far / count
    total *= 0.32 * np.clip(far - 0.3, 0, 1)
    fine = creases(rng, u, v, 0.24 * size, 0.030 * size)
    return np.asarray(total + fine + creases(rng, u, v, 0.1 * size, 0.011 * size))


def _puckered(rng: np.random.Generator, grid: Grid) -> Field:
    """Short wrinkles across the welded edges of a bag, metres."""
    u, v = grid.places()
    side = np.abs(v) > np.abs(u) * grid.v[-1] / grid.u[-1]
    along = np.where(side, u, v)
    deep = np.where(side, grid.v[-1] - np.abs(v), grid.u[-1] - np.abs(u))
    reach = 0.3 * float(grid.v[-1])
    wave = np.sin(along / (0.11 * reach) + 2 * np.sin(along / reach + rng.uniform(0, 6)))
    return np.asarray(0.03 * reach * np.clip(wave, 0, 1) * np.exp(-deep / reach))


def _zip(rng: np.random.Generator, grid: Grid, sheet: Field, at: float) -> list[Part]:
    """Two ribs across the bag and the coloured line between them."""
    v = np.linspace(grid.v[0], grid.v[-1], 40)
    colour = ZIPS[int(rng.integers(len(ZIPS)))]
    wide = float(np.clip(0.03 * grid.v[-1], 0.0008, 0.003))
    made = []
    for off, radius, tint in ((-1.6, 0.5, ZIPS[0]), (1.6, 0.5, ZIPS[0]), (0.0, 0.8, colour)):
        place = np.column_stack([np.full_like(v, at + off * wide), v])
        flat = place @ grid.axes.T + grid.centre
        line = np.column_stack([flat, grid.at(sheet, place) + 0.8 * radius * wide])
        made.append(Part(s.tube_along(line, radius * wide, 6), "plastic", tint))
    return made


def _back(rng: np.random.Generator, grid: Grid, points: Points, sheet: Field) -> Field:
    """The back of a bag: flat under the object, with creases beside it, below the front."""
    under = spread(reached(grid, points, top=False), top=False) - SKIN
    u, v = grid.places()
    size = float(grid.v[-1])
    free = smooth(np.clip(under / (0.04 * size), 0.0, 1.0), 1.5)
    waves = creases(rng, u, v, 0.3 * size, 0.05 * size)
    waves += creases(rng, u, v, 0.09 * size, 0.014 * size)
    return np.maximum(np.minimum(SKIN + free * waves, np.minimum(under, sheet - SKIN)), SKIN)
