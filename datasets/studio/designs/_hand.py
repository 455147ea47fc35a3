"""The soft form of a gloved hand in any pose, and what is sewn onto it. Owns no class of goods.

Built along z: wrist at the origin, fingers up, thumb at -x, the palm looks to -y.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._leather import even
from datasets.studio.designs._soft_body import Bone, Grid, Point, SoftBody, Values, surface_nets

Points = NDArray[np.float64]  # (N, 3) metres

# Per finger, index to little: knuckle (x, z), three phalanges, radius at the knuckle; metres.
FINGERS = (
    (-0.034, 0.099, (0.042, 0.026, 0.021), 0.0122),
    (-0.0115, 0.104, (0.046, 0.029, 0.022), 0.0125),
    (0.0115, 0.099, (0.042, 0.027, 0.021), 0.012),
    (0.0335, 0.089, (0.034, 0.021, 0.019), 0.0108),
)
THUMB: tuple[Point, ...] = (
    (-0.022, -0.004, 0.022),
    (-0.048, -0.012, 0.05),
    (-0.064, -0.018, 0.079),
    (-0.071, -0.024, 0.104),
)
FOLDED_THUMB: tuple[Point, ...] = (
    (-0.024, -0.01, 0.026),
    (-0.046, -0.036, 0.056),
    (-0.024, -0.06, 0.078),
    (0.002, -0.063, 0.083),
)


@dataclass(frozen=True, slots=True)
class Hand(SoftBody):
    """A hand whose fingers flow into the palm but not into each other.

    Args:
        bones: those of the palm first, then three a finger and the thumb's three.
        blend: metres over which a finger flows into the palm.
        dorsals: for each bone the direction its back faces, (N, 3).
        knuckles: the four knuckles on the skin, (4, 3) metres.
        ways: for each knuckle the direction its skin faces, (4, 3).
    """

    dorsals: Points
    knuckles: Points
    ways: Points

    def distance(self, points: Grid) -> Values:
        """Below 0 inside, about in metres."""
        flat = points.reshape(-1, 3)
        count = len(self.bones) - 15
        palm = melted(far_from(flat, self.bones[:count]), self.blend)
        fingers = far_from(flat, self.bones[count:]).reshape(-1, 5, 3).min(axis=2)
        width = 3 * self.blend
        share = np.clip(1 - np.abs(palm[:, None] - fingers) / width, 0, 1)
        whole = np.minimum(palm[:, None], fingers) - width / 4 * share**2
        return np.asarray(whole.min(axis=1).reshape(points.shape[:-1]))

    def _field(self, points: Grid, cell: float, grow: float) -> Values:
        """The distance on a grid, exact near the skin and from every second point elsewhere."""
        rough = self.distance(points[::2, ::2, ::2]) - grow
        for axis in range(3):
            rough = rough.repeat(2, axis=axis).take(range(points.shape[axis]), axis=axis)
        near = np.abs(rough) < 2.5 * cell
        rough[near] = self.distance(points[near]) - grow
        return rough

    def back(self, points: Points) -> Values:
        """How far points lie on the back of the bone next to them, metres; below 0 on its palm."""
        nearest = far_from(points, self.bones).argmin(axis=1)
        out = np.zeros(len(points))
        for k, bone in enumerate(self.bones):
            mine = nearest == k
            a, way = np.asarray(bone.a), np.asarray(bone.b) - np.asarray(bone.a)
            off = points[mine] - a
            t = np.clip(off @ way / float(way @ way), 0, 1)[:, None]
            out[mine] = (off - t * way) @ self.dorsals[k]
        return out


def hand(curl: ArrayLike, splay: float = 4.0, fist: bool = False) -> Hand:
    """A hand with a curl at each finger's three joints, (4, 3) degrees; a fist folds its thumb."""
    bends = np.radians(np.broadcast_to(np.asarray(curl, dtype=np.float64), (4, 3)))
    bones, dorsals, knuckles, ways = [], [], [], []
    for x in (-0.013, 0.013):
        bones.append(Bone((x, 0, -0.004), (x, 0, 0.03), 0.0265, 0.026, 0.8))
    for x, z, _, r in FINGERS:
        bones.append(Bone((0.72 * x, 0, 0.025), (x, 0, z), 0.0185, r * 1.18, 0.9))
    dorsals += [(0.0, 1.0, 0.0)] * len(bones)
    for (x, z, lengths, r), bend, lean in zip(FINGERS, bends, (-1.5, -0.4, 0.6, 1.7), strict=True):
        side = np.radians(splay * lean)
        way, back = np.array([np.sin(side), 0, np.cos(side)]), np.array([0.0, 1, 0])
        top = np.sin(bend[0] / 2) * way + np.cos(bend[0] / 2) * back
        spot = np.array([x, 0, z])
        knuckles.append(spot + top * r * 1.1)
        ways.append(top)
        for k, (length, angle) in enumerate(zip(lengths, bend, strict=True)):
            way, back = (
                np.cos(angle) * way - np.sin(angle) * back,
                np.sin(angle) * way + np.cos(angle) * back,
            )
            tip = spot + length * way
            bones.append(Bone(_point(spot), _point(tip), r * (1 - 0.07 * k), r * (0.93 - 0.07 * k)))
            dorsals.append(tuple(back))
            spot = tip
    joints = FOLDED_THUMB if fist else THUMB
    for a, b, low, high in zip(
        joints, joints[1:], (0.0185, 0.0145, 0.0128), (0.015, 0.013, 0.0112), strict=False
    ):
        bones.append(Bone(a, b, low, high))
        dorsals.append((-0.5, 0.85, 0.2) if not fist else (-0.6, -0.7, 0.4))
    return Hand(bones, 0.0065, np.array(dorsals), np.array(knuckles), np.array(ways))


def _point(p: NDArray[np.float64]) -> Point:
    return float(p[0]), float(p[1]), float(p[2])


def far_from(points: Points, bones: Sequence[Bone]) -> Values:
    """How far points (N, 3) lie outside each bone, (N, B) metres; the same as `Bone.distance`."""
    squash, a, way, low, rise = _packed(tuple(bones))
    long = np.maximum((way**2).sum(1), 1e-12)
    along, off = np.zeros((2, len(points), len(bones)))
    for k in range(3):  # a matrix product would wake every thread of the machine
        far = points[:, k : k + 1] * squash[:, k] - a[:, k]
        along += far * way[:, k]
        off += far**2
    t = np.minimum(np.maximum(along / long, 0.0), 1.0)
    far = np.sqrt(np.maximum(off - t * (2 * along - t * long), 0.0))
    return np.asarray(far - low - rise * t)


@lru_cache(maxsize=4)
def _packed(bones: tuple[Bone, ...]) -> tuple[Values, ...]:
    """Squash, start and way (B, 3) of bones, their first radius and its growth (B,)."""
    squash = np.array([(1.0, 1 / bone.flat, 1.0) for bone in bones])
    a, b = (np.array([getattr(bone, end) for bone in bones]) * squash for end in ("a", "b"))
    low, high = (np.array([getattr(bone, end) for bone in bones]) for end in ("low", "high"))
    return squash, a, b - a, low, high - low


def melted(parts: Values, blend: float) -> Values:
    """The smallest of the columns of (N, B), flowing into each other."""
    nearest = parts.min(axis=1)
    share = np.exp((nearest[:, None] - parts) / blend).sum(axis=1)
    return np.asarray(nearest - blend * np.log(share))


def cushion(
    body: SoftBody, lines: Sequence[Points], radius: float, rise: float, cell: float = 0.0022
) -> trimesh.Trimesh:
    """A pad on a body that follows lines (N, 3) near its skin, `radius` wide to each side."""
    ends = np.concatenate(lines)
    low, high = ends.min(0) - radius - 3 * cell, ends.max(0) + radius + 3 * cell
    axes = [np.arange(a, b + cell, cell) for a, b in zip(low, high, strict=True)]
    points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    near = np.full(points.shape[:3], np.inf)
    for line in lines:
        for a, b in pairwise(line):
            off, way = points - a, b - a
            t = np.clip(off @ way / max(float(way @ way), 1e-12), 0, 1)
            near = np.minimum(near, np.linalg.norm(off - t[..., None] * way, axis=-1))
    region = near - radius
    skin = np.full(region.shape, 1.0)
    inside = region < 2.5 * cell
    skin[inside] = body.distance(points[inside]) - rise
    field = (skin + region + np.sqrt((skin - region) ** 2 + (0.9 * rise) ** 2)) / 2
    return surface_nets(field, low, cell)


def on_skin(body: SoftBody, path: Points, off: float = 0.0) -> Points:
    """Points (N, 3) near a body moved onto its skin, `off` metres outside it."""
    p = np.array(path, dtype=np.float64)
    step = 5e-4
    for _ in range(5):
        here = body.distance(p) - off
        slope = np.stack(
            [(body.distance(p + step * axis) - off - here) / step for axis in np.eye(3)], axis=1
        )
        p -= here[:, None] * slope / np.maximum((slope**2).sum(1, keepdims=True), 0.25)
    return p


def around(line: Points, up: ArrayLike, radius: float, steps: int = 110) -> Points:
    """A closed path (N, 3) at a distance round a line, in the surface that `up` looks out of."""
    line = even(line, 16)
    way = np.gradient(line, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    side = np.cross(way, np.asarray(up, dtype=np.float64))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    cap = np.linspace(0, np.pi, 9)[1:-1, None]
    head = line[-1] + radius * (np.cos(cap) * side[-1] + np.sin(cap) * way[-1])
    tail = line[0] + radius * (-np.cos(cap) * side[0] - np.sin(cap) * way[0])
    ring = np.concatenate([line + radius * side, head, (line - radius * side)[::-1], tail])
    return even(np.concatenate([ring, ring[:1]]), steps)


def parted(mesh: trimesh.Trimesh, values: Values) -> tuple[trimesh.Trimesh, trimesh.Trimesh]:
    """The mesh cut where values at its vertices change sign: what is below 0, and the rest."""
    faces, places = np.asarray(mesh.faces), np.asarray(mesh.vertices, dtype=np.float64)
    up = values[faces] >= 0
    count = up.sum(axis=1)
    lone = np.where(count == 1, up.argmax(1), (~up).argmax(1))
    mixed = (count == 1) | (count == 2)
    order = (lone[mixed, None] + np.arange(3)) % 3
    a, b, c = np.take_along_axis(faces[mixed], order, axis=1).T
    ends = np.sort(np.stack([np.r_[a, a], np.r_[b, c]], axis=1), axis=1)
    edges, where = np.unique(ends, axis=0, return_inverse=True)
    one, two = edges.T
    share = (values[one] / (values[one] - values[two]))[:, None]
    places = np.concatenate([places, places[one] + share * (places[two] - places[one])])
    ab, ac = (where.reshape(2, -1) + len(values)).astype(np.int64)
    tip = np.stack([a, ab, ac], axis=1)
    rest = np.concatenate([np.stack([ab, b, c], 1), np.stack([ab, c, ac], 1)])
    above = count[mixed] == 1
    twice = np.tile(above, 2)
    low = np.concatenate([faces[count == 0], tip[~above], rest[twice]])
    high = np.concatenate([faces[count == 3], tip[above], rest[~twice]])
    return _of(places, low), _of(places, high)


def _of(places: Points, faces: NDArray[np.int64]) -> trimesh.Trimesh:
    """A mesh of the places its faces use."""
    used, where = np.unique(faces, return_inverse=True)
    return trimesh.Trimesh(places[used], where.reshape(faces.shape), process=False)


def sleeve(keys: ArrayLike, wall: float = 0.0028, ribs: int = 0) -> trimesh.Trimesh:
    """An open tube down z through keys (z, half width x, half depth y); `ribs` knits it."""
    key = np.asarray(keys, dtype=np.float64)
    line = s.spline(key, 12)
    line = np.concatenate([line, (line - (0, wall, wall))[::-1]])
    angle = np.linspace(0, 2 * np.pi, 120 if ribs else 48, endpoint=False)
    wave = 1 + (0.018 * np.sign(np.sin(ribs * angle)) if ribs else 0.0 * angle)
    x = line[:, 1:2] * np.cos(angle) * wave
    y = line[:, 2:3] * np.sin(angle) * wave
    rings = np.stack([x, y, np.broadcast_to(line[:, :1], x.shape)], axis=-1)
    n, m = rings.shape[:2]
    i, j = np.meshgrid(np.arange(n), np.arange(m), indexing="ij")
    i2, j2 = (i + 1) % n, (j + 1) % m
    a, b, c, d = i * m + j, i * m + j2, i2 * m + j2, i2 * m + j
    faces = np.concatenate([np.stack(t, -1).reshape(-1, 3) for t in ((a, b, c), (a, c, d))])
    mesh = trimesh.Trimesh(rings.reshape(-1, 3), faces, process=False)
    mesh.fix_normals()
    return mesh
