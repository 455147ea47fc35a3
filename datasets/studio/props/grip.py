"""Where on an object a hand can hold it: bars to close a fist round, edges to pinch.

It looks at points of the surface only, and makes no mesh.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from datasets.studio.props.samples import Points, main_axes, outline

LONGEST = 1.1  # metres; longer things are not held in one hand
HAND = 0.09  # metres a fist covers of a bar
RADIUS = (0.004, 0.055)  # metres, of a bar
THICKEST = 0.06  # metres, of an edge
ZONE = (0.045, 0.036)  # metres an edge is looked at: into the object, and to each side
SMALL = 0.22  # metres; a fist would hide most of a shorter thing
FEW = 12  # points that show a form


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of an object that a fist can close round.

    Args:
        frame: (4, 4) its own frame in the scene: x along the bar, the origin in its middle.
        points: of the surface within reach, in that frame, (N, 3) metres.
        radius: of its cross-section, metres.
    """

    frame: NDArray[np.float64]
    points: Points
    radius: float

    def __post_init__(self) -> None:
        if not RADIUS[0] <= self.radius <= RADIUS[1]:
            raise ValueError(f"bar of radius {self.radius} m: allowed is {RADIUS[0]}..{RADIUS[1]}")


@dataclass(frozen=True, slots=True)
class Edge:
    """A place at the rim of an object that thumb and fingers can take hold of.

    Args:
        frame: (4, 4) in the scene: x along the edge, y into the object, z across its thickness,
            as upright as it can be; the origin amid the edge.
        thick: metres.
    """

    frame: NDArray[np.float64]
    thick: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.thick <= THICKEST:
            raise ValueError(f"edge {self.thick} m thick: allowed is 0..{THICKEST}")


def longest(points: Points) -> float:
    """The longest side of an object along its main axes, metres."""
    return float(np.ptp(points @ main_axes(points), axis=0).max())


def bars(points: Points) -> list[Bar]:
    """Bars along the object's longest axis, a few centimetres apart, (N, 3) points given."""
    axes = main_axes(points)
    along = points @ axes[:, 0]
    low, high = float(along.min()), float(along.max())
    margin = min(0.5 * HAND, 0.3 * (high - low))
    spots = np.linspace(low + margin, high - margin, 9)
    near = (points[np.abs(along - spot) < 0.5 * HAND] for spot in spots)
    return [bar for slab in near if (bar := _bar(slab, axes)) is not None]


def edges(points: Points) -> list[Edge]:
    """Edges in 24 directions round the object, across its shortest axis."""
    return list(_edges(points, main_axes(points)))


def _bar(slab: Points, axes: NDArray[np.float64]) -> Bar | None:
    """The bar through a slab across the first axis, in its own direction; None if there is none."""
    if len(slab) < FEW:
        return None
    own = main_axes(slab)
    slender = np.ptp(slab @ own, axis=0)
    if abs(own[:, 0] @ axes[:, 0]) > 0.82 and slender[0] > 1.6 * slender[1]:
        axes = _like(own, axes)
    local = slab @ axes
    ring = outline(local[:, 1:])
    size, middle = np.ptp(ring, axis=0), (ring.max(0) + ring.min(0)) / 2
    radius = float(np.max(size)) / 2
    if not RADIUS[0] <= radius <= RADIUS[1] or size.min() < 2 * RADIUS[0]:
        return None
    frame = np.eye(4)
    centre = np.array([local[:, 0].mean(), *middle])
    frame[:3, :3], frame[:3, 3] = axes, axes @ centre
    return Bar(frame, local - centre, radius)


def _like(own: NDArray[np.float64], axes: NDArray[np.float64]) -> NDArray[np.float64]:
    """The axes turned so that the first one points as it does in the others."""
    if own[:, 0] @ axes[:, 0] > 0:
        return own
    return np.asarray(own * np.array([-1.0, -1.0, 1.0]))


def _edges(points: Points, axes: NDArray[np.float64]) -> Iterator[Edge]:
    normal = axes[:, 2] * (1.0 if axes[2, 2] >= 0 else -1.0)
    for angle in np.arange(24) * np.pi / 12:
        out = np.cos(angle) * axes[:, 0] + np.sin(angle) * axes[:, 1]
        side = np.cross(normal, out)
        far, beside = points @ out, points @ side
        rim = far > far.max() - 0.012
        middle = float(beside[rim].mean())
        zone = (far > far.max() - ZONE[0]) & (np.abs(beside - middle) < ZONE[1])
        high = points[zone] @ normal
        if zone.sum() < FEW or np.ptp(high) > THICKEST or np.ptp(beside[zone]) < 0.006:
            continue
        frame = np.eye(4)
        frame[:3, 0], frame[:3, 1], frame[:3, 2] = np.cross(-out, normal), -out, normal
        frame[:3, 3] = far.max() * out + middle * side + (high.max() + high.min()) / 2 * normal
        yield Edge(frame, float(np.ptp(high)))
