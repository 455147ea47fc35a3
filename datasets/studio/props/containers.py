"""What goods are carried in: an open carton, and the tray of an X-ray machine."""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import NDArray

from datasets.studio.geometry import points
from datasets.studio.parts import Part
from datasets.studio.shapes import join
from datasets.studio.surfaces import Colour

Points = NDArray[np.float64]
SKIN = 4e-4  # metres; a bottom this thin is seen, and what stands on it sinks in unnoticed
BOARD = 0.004  # metres; single-wall corrugated board of flute C is about 4 mm thick
TRAY = (0.62, 0.42)  # metres; usual inner size of a checkpoint tray
CORNER_STEPS = 7
CARTONS: tuple[Colour, ...] = ((0.42, 0.28, 0.15), (0.36, 0.25, 0.14), (0.72, 0.72, 0.7))
PLASTICS: tuple[Colour, ...] = ((0.32, 0.33, 0.35), (0.08, 0.08, 0.09), (0.05, 0.12, 0.3))


def carton(parts: list[Part], rng: np.random.Generator) -> list[Part]:
    """An open box of corrugated board round parts that stand on z = 0, its flaps turned out."""
    low, high = _bounds(parts)
    x, y = ((high - low)[:2] * rng.uniform(1.08, 1.4, 2)).clip(0.06)
    tall = max(float(high[2]) * rng.uniform(0.45, 1.0), 0.04)
    middle = (low + high)[:2] / 2
    corners = np.array([[-x, -y], [x, -y], [x, y], [-x, y]]) / 2 + middle
    sheets = [_sheet(np.column_stack([corners, np.full(4, SKIN)]))]
    reach = min(x, y) * rng.uniform(0.35, 0.5)
    for start, stop in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        sheets += _side(start, stop, tall, reach, float(rng.uniform(95, 165)))
    colour = CARTONS[int(rng.integers(len(CARTONS)))]
    return [Part(join(*sheets), "paper", colour, smooth=False)]


def tray(parts: list[Part], rng: np.random.Generator) -> list[Part]:
    """A shallow plastic tray with sloping walls and a rim, round parts that stand on z = 0."""
    low, high = _bounds(parts)
    need, middle = (high - low)[:2] * 1.06, (low + high)[:2] / 2
    long = int(need[1] > need[0])
    half = np.maximum(np.roll(np.array(TRAY), long), need) / 2
    spare = half - need / 2
    middle = middle + rng.uniform(-0.8, 0.8, 2) * spare
    tall, slope = float(rng.uniform(0.06, 0.11)), float(rng.uniform(0.12, 0.3))
    # How far outside the bottom's edge, and how high, the section of the wall runs.
    section = np.array(
        [
            (-0.01, SKIN),
            (0.0, 0.004),
            (slope * tall, tall),
            (slope * tall + 0.004, tall + 0.004),
            (slope * tall + 0.022, tall + 0.003),
            (slope * tall + 0.024, tall - 0.012),
        ]
    )
    rings = [_rounded(half + out, 0.04 + max(out, 0.0), middle, z) for out, z in section]
    colour = PLASTICS[int(rng.integers(len(PLASTICS)))]
    return [Part(_lofted(rings), "matte_plastic", colour)]


def _bounds(parts: list[Part]) -> tuple[Points, Points]:
    seen = points([part.mesh for part in parts])
    return seen.min(0), seen.max(0)


def _side(
    start: Points, stop: Points, tall: float, reach: float, opened: float
) -> list[trimesh.Trimesh]:
    """A wall of a carton, inside and outside, and its flap turned `opened` degrees from shut."""
    run = stop - start
    out = np.array([run[1], -run[0]]) / max(float(np.linalg.norm(run)), 1e-9)
    made = []
    for offset in (0.0, BOARD):
        foot = np.array([start, stop]) + out * offset
        made.append(
            _sheet(np.array([[*foot[0], 0], [*foot[1], 0], [*foot[1], tall], [*foot[0], tall]]))
        )
    angle = np.radians(opened)
    tip = -out * np.cos(angle) * reach
    hinge = np.array([[*start, tall], [*stop, tall]])
    edge = hinge + np.array([*tip, np.sin(angle) * reach])
    shrink = 0.03 * (edge[1] - edge[0])
    for lift in (0.0, BOARD):
        up = np.array([0, 0, lift])
        made.append(_sheet(np.array([hinge[0], hinge[1], edge[1] - shrink, edge[0] + shrink]) + up))
    return made


def _sheet(corners: Points) -> trimesh.Trimesh:
    return trimesh.Trimesh(corners, [[0, 1, 2], [0, 2, 3]], process=False)


def _rounded(half: Points, corner: float, middle: Points, z: float) -> Points:
    """A rectangle with round corners at height z, (4 * CORNER_STEPS, 3)."""
    corner = min(corner, float(half.min()) * 0.9)
    angles = np.linspace(0, np.pi / 2, CORNER_STEPS)
    arcs = []
    for quarter, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        turned = angles + quarter * np.pi / 2
        centre = middle + (half - corner) * (sx, sy)
        arcs.append(centre + corner * np.stack([np.cos(turned), np.sin(turned)], axis=1))
    flat = np.concatenate(arcs)
    return np.column_stack([flat, np.full(len(flat), z)])


def _lofted(rings: list[Points]) -> trimesh.Trimesh:
    """A skin over rings of equal length, the first one closed by a flat bottom."""
    count = len(rings[0])
    bottom = rings[0].mean(0)
    vertices = np.concatenate([*rings, bottom[None]])
    i, j = np.arange(count), np.roll(np.arange(count), -1)
    faces = [np.stack([np.full(count, len(vertices) - 1), i, j], axis=1)]
    for level in range(len(rings) - 1):
        a, b = level * count, (level + 1) * count
        faces += [np.stack([a + i, b + i, b + j], axis=1), np.stack([a + i, b + j, a + j], axis=1)]
    return trimesh.Trimesh(vertices, np.concatenate(faces), process=False)
