"""Sheets round a good that stands on z = 0: a blanket below it.

Every sheet is a field of heights over the ground. The good itself is never changed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from datasets.studio.designs._cloth import creases
from datasets.studio.parts import Part
from datasets.studio.props.covers import CLOTHS
from datasets.studio.props.heights import Grid, reached, smooth, spread
from datasets.studio.props.samples import Points, on_surface

POINTS = 24000
SHEET = 80  # points on a side of a blanket; 12,500 triangles
SKIN = 4e-4  # metres; cloth this thin is seen, and what stands on it sinks in unnoticed


def blanket(parts: list[Part], rng: np.random.Generator) -> list[Part]:
    """A crumpled cloth under the object, about six of its radii to each side.

    It lies flat where the object stands, 0.4 mm above z = 0 so that no ground shows through,
    stays below the object everywhere, and rises to folds of a few centimetres beyond.

    Args:
        parts: the object, metres.
        rng: draws colour and folds.

    Returns:
        One part of `textile`, much larger than the object: frame the object alone.
    """
    points = on_surface(parts, rng, POINTS)
    centre, radius = (points.max(0) + points.min(0))[:2] / 2, _radius(points)
    step = np.linspace(-1, 1, SHEET)
    line = 6 * radius * (0.22 * step + 0.78 * step**5)  # fine near the object, coarse far away
    grid = Grid(centre, _turned(float(rng.uniform(0, 2 * np.pi))), line, line)
    under = spread(reached(grid, points, top=False), top=False) - SKIN
    u, v = grid.places()
    size = float(np.clip(radius * rng.uniform(0.5, 1.1), 0.03, 0.3))
    depth = float(np.clip(0.2 * size, 0.006, 0.045)) * float(rng.uniform(0.6, 1.4))
    folds = creases(rng, u, v, size, depth) + creases(rng, u, v, 0.35 * size, 0.25 * depth)
    free = smooth(np.clip(under / max(depth, 0.02), 0.0, 1.0), 1.5)
    heights = np.maximum(np.minimum(SKIN + 1e-3 + free * folds, under), SKIN)
    return [Part(grid.mesh(heights), "textile", CLOTHS[int(rng.integers(len(CLOTHS)))])]


def _radius(points: Points) -> float:
    return float(np.linalg.norm(np.ptp(points, axis=0))) / 2


def _turned(angle: float) -> NDArray[np.float64]:
    """Axes u and v as columns, turned in the plane by radians."""
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
