"""An object as points: sampled from its surface, their main axes and plane outlines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from datasets.studio.parts import Part


class UnsuitableError(ValueError):
    """A prop that this object cannot have; show it without."""


Points = NDArray[np.float64]  # (N, 3) metres
Plane = NDArray[np.float64]  # (N, 2) metres
RING = np.stack([f(np.arange(12) * np.pi / 6) for f in (np.cos, np.sin)], axis=1)  # unit circle


def on_surface(parts: list[Part], rng: np.random.Generator, count: int) -> Points:
    """Points (count, 3) on the surface of all parts, evenly by area.

    Raises:
        ValueError: the parts have no face with an area.
    """
    corners = np.concatenate([part.mesh.triangles for part in parts])
    a, ab, ac = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    area = np.cumsum(np.linalg.norm(np.cross(ab, ac), axis=1))
    if not len(area) or area[-1] <= 0.0:
        raise ValueError("parts without a surface: points need at least one face with an area")
    face = np.searchsorted(area, rng.uniform(0, area[-1], count), side="right")
    face = np.minimum(face, len(area) - 1)
    u, v = rng.random((2, count, 1))
    u, v = np.where(u + v > 1, 1 - u, u), np.where(u + v > 1, 1 - v, v)
    return np.asarray(a[face] + u * ab[face] + v * ac[face], dtype=np.float64)


def main_axes(points: Points) -> NDArray[np.float64]:
    """Principal axes of points (N, D) as columns (D, D), right-handed, the longest extent first."""
    spread = np.cov((points - points.mean(0)).T)
    axes = np.linalg.eigh(spread)[1]
    axes = axes[:, np.argsort(-np.ptp(points @ axes, axis=0))]
    axes[:, -1] *= np.sign(np.linalg.det(axes))
    return np.asarray(axes, dtype=np.float64)


def outline(points: Plane, grow: float = 5e-4) -> Plane:
    """The convex outline (K, 2) of plane points (N, 2), `grow` metres (above 0) outside them."""
    if len(points) > 24:
        points = points[extremes(points)]
    grown = (points[:, None] + grow * RING).reshape(-1, 2)
    return np.asarray(grown[ConvexHull(grown).vertices], dtype=np.float64)


def extremes(points: Plane) -> NDArray[np.int64]:
    """Indices of the points furthest out in 48 directions, each once."""
    angle = np.arange(48) * np.pi / 24
    return np.unique((points @ np.stack([np.cos(angle), np.sin(angle)])).argmax(axis=0))


def outside(points: NDArray[np.float64], ring: Plane) -> NDArray[np.float64]:
    """How far points (..., 2) lie outside a convex outline (counter-clockwise); below 0 inside.

    Beyond a corner it is less than the distance to the corner.
    """
    way = np.roll(ring, -1, axis=0) - ring
    normal = np.stack([way[:, 1], -way[:, 0]], axis=1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    far = points @ normal.T - np.einsum("ij,ij->i", normal, ring)
    return np.asarray(far.max(axis=-1))


def reach(ring: Plane, centre: Plane, way: Plane) -> float:
    """How far a convex outline lies from a point inside it along a unit direction, metres."""
    edge = np.roll(ring, -1, axis=0) - ring
    normal = np.stack([edge[:, 1], -edge[:, 0]], axis=1)
    along, gap = normal @ way, np.einsum("ij,ij->i", normal, ring - centre)
    ahead = along > 1e-12
    return float((gap[ahead] / along[ahead]).min())
