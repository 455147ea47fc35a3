"""Vests on a trunk, curved shells for limbs, and the points that may stand on them.

A trunk stands on its hips and faces -y. Owns no class of goods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from datasets.studio import shapes as s
from datasets.studio.designs import _limb_forms as limbs
from datasets.studio.designs._forms import Colour, chance, ground, pick
from datasets.studio.designs._furniture import beam
from datasets.studio.designs._hand import far_from, melted, on_skin
from datasets.studio.designs._soft_body import Grid, Region, SoftBody, Values, both, outside
from datasets.studio.designs._soft_body import between as level
from datasets.studio.parts import Material, Part, moved

Points = NDArray[np.float64]
Finish = tuple[Material, Colour | None]
CELL = 0.0088  # metres of a trunk's skin


@dataclass(frozen=True, slots=True)
class Trunk(SoftBody):
    """A trunk whose distances come in one go.

    Args:
        size: 1.0 is a usual adult; about 0.66 m tall.
    """

    size: float

    def distance(self, points: Grid) -> Values:
        """Below 0 inside, about in metres."""
        flat = points.reshape(-1, 3)
        return melted(far_from(flat, self.bones), self.blend).reshape(points.shape[:-1])

    def _field(self, points: Grid, cell: float, grow: float) -> Values:
        """The distance on a grid, exact near the skin and from every second point elsewhere."""
        rough = self.distance(points[::2, ::2, ::2]) - grow
        for axis in range(3):
            rough = rough.repeat(2, axis=axis).take(range(points.shape[axis]), axis=axis)
        near = np.abs(rough) < 3.2 * cell
        rough[near] = self.distance(points[near]) - grow
        return rough

    def front(self, flat: ArrayLike, off: float = 0.0, back: bool = False) -> Points:
        """Where lines along y through (x, z) meet the skin grown by `off`, (N, 3)."""
        p = np.asarray(flat, dtype=np.float64).reshape(-1, 2)
        way = -1.0 if back else 1.0
        spots = np.stack([p[:, 0], np.full(len(p), -0.5 * way), p[:, 1]], axis=1)
        for _ in range(15):
            spots[:, 1] += way * 0.9 * np.clip(self.distance(spots) - off, -0.02, 0.2)
        return spots

    def facing(self, spots: Points) -> Points:
        """The directions the skin looks at places, (N, 3)."""
        step, here = 1e-3, self.distance(spots)
        slope = np.stack([self.distance(spots + step * a) - here for a in np.eye(3)], axis=1)
        return np.asarray(slope / np.linalg.norm(slope, axis=1, keepdims=True))


def trunk(rng: np.random.Generator) -> tuple[Trunk, trimesh.Trimesh]:
    """A drawn trunk and its skin, cut flat at the hips and the neck."""
    body, size = limbs.torso(rng)
    made = Trunk(body.bones, body.blend, size)
    return made, made.mesh(CELL, keep=level(0.0, 0.655 * size))


def vest_region(rng: np.random.Generator, size: float, low: float, deep: float = 0.0) -> Region:
    """Where a vest covers a trunk: from `low` sizes up, less the neck and the arms."""
    k = size
    neck = float(rng.uniform(0.075, 0.095)) * k
    arm = float(rng.uniform(0.055, 0.075)) * k
    return both(
        level(low * k, 0.575 * k),
        outside((0, -0.02 * k, 0.585 * k), (neck, 0.13 * k, (0.1 + deep) * k)),
        *(outside((x * 0.225 * k, 0, 0.43 * k), (arm, 0.2 * k, 0.12 * k)) for x in (-1, 1)),
    )


def front_of(wide: float, low: float, high: float, back: bool = False) -> Region:
    """The part of a trunk within `wide` of its middle that looks to the front or to the back."""
    away = 1.0 if back else -1.0
    centre, half = (low + high) / 2, (high - low) / 2
    soft = min(0.03, 0.8 * half)  # its corners are round

    def region(points: Grid) -> Values:
        x = np.abs(points[..., 0]) - wide + soft
        z = np.abs(points[..., 2] - centre) - half + soft
        corner = np.minimum(np.maximum(x, z), 0) + np.hypot(np.maximum(x, 0), np.maximum(z, 0))
        return np.asarray(np.maximum(corner - soft, -away * points[..., 1] - 0.01))

    return region


def band_round(body: Trunk, z: float, tall: float, thick: float, off: float) -> trimesh.Trimesh:
    """A strap round the trunk at a height, `off` metres from its skin."""
    angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    ring = np.stack([0.26 * np.cos(angle), 0.2 * np.sin(angle), 0 * angle + z], axis=1)
    path = on_skin(body, ring, off)
    path[:, 2] = z
    return s.strap_along(path, thick, tall, up=(0, 0, 1), closed=True)


def strap_over(
    body: Trunk, keys: ArrayLike, wide: float, thick: float, off: float
) -> trimesh.Trimesh:
    """A strap laid on the skin through points near it, its broad side on the body."""
    path = s.spline(on_skin(body, np.asarray(keys, dtype=np.float64), off), 36)
    path = on_skin(body, path, off)
    return ribbon(path, body.facing(path), wide, thick)


def ribbon(path: Points, normals: Points, wide: float, thick: float) -> trimesh.Trimesh:
    """A strap along a path whose broad side looks along a normal at each step."""
    way = np.gradient(path, axis=0)
    side = np.cross(way, normals)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    corners = [
        path + a * wide / 2 * side + b * thick / 2 * normals
        for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    return closed_rings(np.stack(corners, axis=1))


def block(x: float, y: float, z: float) -> trimesh.Trimesh:
    """A box about the origin with chamfered edges: quick to make."""
    return beam((0, 0, -z / 2), (0, 0, z / 2), x, y, 0.005)


def gutter(
    keys: ArrayLike, start: float, stop: float, wall: float, steps: int = 32
) -> trimesh.Trimesh:
    """A shell up z through keys (z, half width, half depth), open between stop and start degrees.

    Its middle looks to -y if the angles lie evenly about 270.
    """
    key = s.spline(keys, 18)
    angle = np.radians(np.linspace(start, stop, steps))
    rings = []
    for z, x, y in key:
        outer = np.stack([x * np.cos(angle), y * np.sin(angle), 0 * angle + z], axis=1)
        inner = outer * np.array([max(x - wall, 1e-4) / x, max(y - wall, 1e-4) / y, 1])
        rings.append(np.concatenate([outer, inner[::-1]]))
    return closed_rings(np.array(rings))


def closed_rings(rings: NDArray[np.float64]) -> trimesh.Trimesh:
    """A skin over rings (N, M, 3) of even M; each end is closed by a strip across its ring."""
    n, m = rings.shape[:2]
    i, j = np.meshgrid(np.arange(n - 1), np.arange(m), indexing="ij")
    a, b = i * m + j, i * m + (j + 1) % m
    faces = [np.stack(t, -1).reshape(-1, 3) for t in ((a, b, b + m), (a, b + m, a + m))]
    k = np.arange(m // 2 - 1)
    strip = np.concatenate(
        [np.stack([k, m - 1 - k, m - 2 - k], 1), np.stack([k, m - 2 - k, k + 1], 1)]
    )
    faces += [strip, strip[:, ::-1] + (n - 1) * m]
    mesh = trimesh.Trimesh(rings.reshape(-1, 3), np.concatenate(faces), process=False)
    mesh.fix_normals()
    return mesh


def spike(rng: np.random.Generator, tall: tuple[float, float] = (0.025, 0.05)) -> trimesh.Trimesh:
    """A pointed stud up z on a flat foot: a cone, a bullet with a tip, a thorn or a pyramid."""
    high, foot = float(rng.uniform(*tall)), float(rng.uniform(0.0055, 0.0085))
    kind = int(rng.integers(4))
    if kind == 0:
        point = s.cone(foot, high, 14)
    elif kind == 1:
        point = s.lathe(
            [(0, 0), (foot, 0), (foot, high * 0.4), (foot * 0.6, high * 0.5), (0, high)], 14
        )
    elif kind == 2:
        bow = s.spline([(0, 0, 0), (high * 0.05, 0, high * 0.4), (high * 0.35, 0, high)], 14)
        point = s.tube_along(bow, np.linspace(foot, foot * 0.06, 14), 9)
    else:
        point = s.cone(foot * 1.3, high * 0.8, 4)
    return s.join(point, s.cylinder(foot * 1.5, 0.004, 16))


def saw(length: float, tall: float, pitch: float, thick: float, hooked: bool) -> trimesh.Trimesh:
    """A saw-edged plate along z from 0 to `length`, its teeth to -y, about x = 0."""
    count = max(3, round(length / pitch))
    step = length / count
    outline = [(0.0, 0.0)]
    for k in range(count):
        lean = 0.95 if hooked else 0.5
        low = 0.0 if k == 0 else tall * 0.35
        outline += [(low, k * step), (tall, (k + lean) * step)]
    outline += [(tall * 0.35, length), (0.0, length)]
    plate = s.extrude(np.array(outline[1:]), thick)
    place = np.array([[0, 0, 1, -thick / 2], [-1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1.0]])
    made = s.at(plate, place)
    made.fix_normals()
    return made


def set_out(item: trimesh.Trimesh, spots: Points, normals: Points) -> trimesh.Trimesh:
    """Copies of a thing built up z, standing on places along normals."""
    return s.join(
        *(s.at(item, s.align_z(n), s.move(*p)) for p, n in zip(spots, normals, strict=True))
    )


def shown(
    rng: np.random.Generator, skin: trimesh.Trimesh, parts: Sequence[Part], form: bool
) -> list[Part]:
    """The armour on its form on a pole, or lying flattened on its back, seldom on its front."""
    if form:
        dressed = [*parts, Part(skin, *limbs.form_finish(rng)), *_pole(rng, skin)]
        return ground(moved(dressed, s.turn(float(rng.uniform(-30, 30)))))
    over = -90.0 if chance(rng, 0.8) else 90.0
    lie = s.turn(float(rng.uniform(0, 360))) @ s.turn(over, (1, 0, 0))
    return ground(moved(list(parts), lie @ s.scale(1.0, float(rng.uniform(0.55, 0.8)), 1.0)))


def _pole(rng: np.random.Generator, skin: trimesh.Trimesh) -> list[Part]:
    """A cap on the neck, a pole and a foot: tall enough to be photographed from its front."""
    low, high = skin.bounds[:, 2]
    tall = 0.83 - float(high - low) + float(rng.uniform(0.0, 0.2))
    finish: Material = pick(rng, ("chrome", "wood", "dark_steel"))
    pole = s.at(s.cylinder(0.014, tall), s.move(z=low - tall / 2))
    foot = s.at(s.cylinder(0.15, 0.012), s.move(z=low - tall))
    cap = s.at(s.cylinder(0.057, 0.01), s.move(y=0.004, z=high + 0.003))
    return [Part(s.join(pole, foot, cap), finish)]
