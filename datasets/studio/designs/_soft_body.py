"""Soft closed bodies of rounded bones that flow into each other: limbs, a trunk, a glove.

A body is the zero level of a distance field, so cloth that fits it is the same body grown by a
few millimetres and cut to a region. Owns no class of goods.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import trimesh
from numpy.typing import NDArray

Point = tuple[float, float, float]
Values = NDArray[np.float64]
Grid = NDArray[np.float64]  # (..., 3) metres
Region = Callable[[Grid], Values]  # below 0 where the body is kept, metres


@dataclass(frozen=True, slots=True)
class Bone:
    """A rounded stretch of a body.

    Args:
        a: where it starts, metres.
        b: where it ends.
        low: radius at a.
        high: radius at b.
        flat: depth along y as a share of the radius.
    """

    a: Point
    b: Point
    low: float
    high: float
    flat: float = 1.0

    def __post_init__(self) -> None:
        if min(self.low, self.high, self.flat) <= 0.0:
            raise ValueError(f"bone {self}: radii and flatness are above 0")

    def distance(self, points: Grid) -> Values:
        """How far points lie outside, about in metres."""
        squash = np.array([1.0, 1.0 / self.flat, 1.0])
        a, b = np.asarray(self.a) * squash, np.asarray(self.b) * squash
        way = b - a
        off = points * squash - a
        t = np.clip(off @ way / max(float(way @ way), 1e-12), 0.0, 1.0)
        far = np.sqrt(np.sum((off - t[..., None] * way) ** 2, axis=-1))
        return np.asarray(far - self.low - (self.high - self.low) * t)


@dataclass(frozen=True, slots=True)
class SoftBody:
    """Bones that flow into each other over about `blend` metres."""

    bones: Sequence[Bone]
    blend: float

    def distance(self, points: Grid) -> Values:
        """Below 0 inside, about in metres."""
        parts = np.stack([bone.distance(points) for bone in self.bones])
        nearest = parts.min(axis=0)
        share = np.exp((nearest - parts) / self.blend).sum(axis=0)
        return np.asarray(nearest - self.blend * np.log(share))

    def mesh(self, cell: float, grow: float = 0.0, keep: Region | None = None) -> trimesh.Trimesh:
        """The body's skin in cells of a size.

        Args:
            cell: metres; details smaller than this are lost.
            grow: how far the skin stands off the body.
            keep: cuts the body to a region.
        """
        low, high = self._bounds(grow + 2.5 * cell)
        axes = [np.arange(a, b + cell, cell) for a, b in zip(low, high, strict=True)]
        points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
        field = self._field(points, cell, grow)
        if keep is not None:
            field = np.maximum(field, keep(points))
        return surface_nets(field, low, cell)

    def depth(self, x: float, z: float, grow: float = 0.0, behind: bool = False) -> float:
        """The y of the skin at a place seen from the front, or from behind, metres; 0 beside it."""
        y = np.linspace(0.5, -0.5, 126) if behind else np.linspace(-0.5, 0.5, 126)
        hit = 0.0
        for _ in range(2):
            line = np.stack([np.full_like(y, x), y, np.full_like(y, z)], axis=-1)
            inside = np.flatnonzero(self.distance(line) - grow < 0.0)
            if not len(inside):
                return 0.0
            first = int(inside[0])
            hit = float(y[first])
            y = np.linspace(y[max(first - 1, 0)], hit, 41)
        return hit

    def _field(self, points: Grid, cell: float, grow: float) -> Values:
        """The distance on a grid, exact near the skin and from every third point elsewhere."""
        rough = self.distance(points[::3, ::3, ::3]) - grow
        for axis in range(3):
            rough = rough.repeat(3, axis=axis).take(range(points.shape[axis]), axis=axis)
        near = np.abs(rough) < 3.6 * cell / min(bone.flat for bone in self.bones)
        rough[near] = self.distance(points[near]) - grow
        return rough

    def _bounds(self, margin: float) -> tuple[Values, Values]:
        ends = np.array([p for bone in self.bones for p in (bone.a, bone.b)])
        radii = np.array([r for bone in self.bones for r in (bone.low, bone.high)])[:, None]
        margin += self.blend
        return (ends - radii).min(0) - margin, (ends + radii).max(0) + margin


def between(low: float, high: float, axis: int = 2) -> Region:
    """The region between two planes across an axis."""
    middle, half = (low + high) / 2, (high - low) / 2
    return lambda points: np.abs(points[..., axis] - middle) - half


def outside(centre: Point, radii: Point) -> Region:
    """The region outside an ellipsoid."""
    size = min(radii)
    return lambda p: size * (1 - np.linalg.norm((p - np.array(centre)) / np.array(radii), axis=-1))


def both(*regions: Region) -> Region:
    """What lies in every region."""
    return lambda points: np.maximum.reduce([region(points) for region in regions])


def either(*regions: Region) -> Region:
    """What lies in one of the regions."""
    return lambda points: np.minimum.reduce([region(points) for region in regions])


def cover(skin: trimesh.Trimesh, region: Region, low: float, high: float) -> trimesh.Trimesh:
    """A sheet over the part of a skin that lies in a region, between two heights above it.

    Vertices beside the region's edge are moved onto it, so the sheet ends in a clean line.
    """
    places = np.array(skin.vertices)
    value = region(places)
    faces = np.asarray(skin.faces)[(value[skin.faces] < 0.0).any(axis=1)]
    used, faces = np.unique(faces, return_inverse=True)
    faces = faces.reshape(-1, 3)
    places, value, up = places[used], value[used], np.asarray(skin.vertex_normals)[used]
    for _ in range(2):
        out = value > 0.0
        slope = _gradient(region, places[out])
        slope -= np.sum(slope * up[out], axis=1, keepdims=True) * up[out]
        steep = np.maximum(np.sum(slope**2, axis=1, keepdims=True), 0.05)
        places[out] -= value[out][:, None] * slope / steep
        value = np.where(out, region(places), value)
    n = len(places)
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    back = {(int(a), int(b)) for a, b in edges}
    rim = np.array([e for e in back if (e[1], e[0]) not in back], dtype=np.int64).reshape(-1, 2)
    rim = rim[np.lexsort(rim.T)]
    a, b = rim[:, 0], rim[:, 1]
    walls = [np.stack([a, b + n, b], 1), np.stack([a, a + n, b + n], 1)]
    every = np.concatenate([faces[:, ::-1], faces + n, *(w[:, ::-1] for w in walls)])
    return trimesh.Trimesh(
        np.concatenate([places + low * up, places + high * up]), every, process=False
    )


def _gradient(region: Region, places: Grid) -> Grid:
    step = 1e-4 * np.eye(3)
    ways = [(region(places + d) - region(places - d)) / 2e-4 for d in step]
    return np.stack(ways, axis=-1)


def surface_nets(field: Values, origin: Values, cell: float) -> trimesh.Trimesh:
    """The zero level of a field (X, Y, Z), below 0 inside, as a closed mesh of quads halved."""
    total = np.zeros((*(n - 1 for n in field.shape), 3))
    count = np.zeros(total.shape[:3])
    for axis in range(3):
        _add_crossings(field, axis, total, count)
    used = count > 0
    index = np.full(count.shape, -1, dtype=np.int64)
    index[used] = np.arange(int(used.sum()))
    vertices = origin + cell * total[used] / count[used][:, None]
    faces = np.concatenate([_quads(field, axis, index) for axis in range(3)])
    return trimesh.Trimesh(vertices, faces, process=False)


def _add_crossings(field: Values, axis: int, total: Grid, count: Values) -> None:
    """Adds where the grid's edges along an axis cross the level to the cells beside them."""
    low, high = _ends(field, axis)
    cross = (low < 0) != (high < 0)
    where = np.argwhere(cross)
    place = where.astype(np.float64)
    place[:, axis] += low[cross] / (low[cross] - high[cross])
    one, two = (k for k in range(3) if k != axis)
    for i, j in ((0, 0), (1, 0), (0, 1), (1, 1)):
        cells = where.copy()
        cells[:, one] -= i
        cells[:, two] -= j
        fits = np.all((cells >= 0) & (cells < count.shape), axis=1)
        key = tuple(cells[fits].T)
        np.add.at(total, key, place[fits])
        np.add.at(count, key, 1.0)


def _quads(field: Values, axis: int, index: NDArray[np.int64]) -> NDArray[np.int64]:
    """Two triangles round every edge along an axis that crosses the level."""
    low, high = _ends(field, axis)
    where = np.argwhere((low < 0) != (high < 0))
    one, two = (axis + 1) % 3, (axis + 2) % 3
    limit = np.array(field.shape) - 1
    fits = (where[:, one] > 0) & (where[:, two] > 0)
    fits &= (where[:, one] < limit[one]) & (where[:, two] < limit[two])
    where = where[fits]
    ring = []
    for i, j in ((1, 1), (0, 1), (0, 0), (1, 0)):
        cells = where.copy()
        cells[:, one] -= i
        cells[:, two] -= j
        ring.append(index[tuple(cells.T)])
    a, b, c, d = ring
    outward = low[tuple(where.T)] < 0
    b, d = np.where(outward, b, d), np.where(outward, d, b)
    return np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])


def _ends(field: Values, axis: int) -> tuple[Values, Values]:
    """The field at both ends of every grid edge along an axis."""
    n = field.shape[axis]
    return field.take(range(n - 1), axis), field.take(range(1, n), axis)
