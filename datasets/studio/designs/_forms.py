"""Forms shared by the designs of weapons, hand units and poles: soft bodies, poses, straps, draws.

Owns no class of goods. Every draw comes from the generator handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import manifold3d
import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from datasets.studio import shapes as s
from datasets.studio.parts import Material, Part, moved

Design = Callable[[np.random.Generator], list[Part]]
Colour = tuple[float, float, float]  # linear RGB, 0..1
T = TypeVar("T")

BLACK: Colour = (0.015, 0.015, 0.016)
BRIGHT: tuple[Colour, ...] = (
    (0.6, 0.02, 0.02),
    (0.75, 0.2, 0.01),
    (0.8, 0.55, 0.02),
    (0.03, 0.2, 0.06),
    (0.02, 0.06, 0.4),
    (0.02, 0.3, 0.5),
    (0.5, 0.03, 0.2),
    (0.75, 0.75, 0.72),
)
WOODS: tuple[Colour, ...] = (
    (0.35, 0.17, 0.06),
    (0.16, 0.06, 0.025),
    (0.55, 0.36, 0.17),
    (0.08, 0.035, 0.02),
    (0.62, 0.45, 0.25),
)


def pick(rng: np.random.Generator, options: Sequence[T]) -> T:
    """One of the options, all as likely."""
    return options[int(rng.integers(len(options)))]


def chance(rng: np.random.Generator, share: float) -> bool:
    """True in this share (0..1) of the draws."""
    return bool(rng.random() < share)


def dark(rng: np.random.Generator) -> Colour:
    """Nearly black, sometimes grey."""
    v = float(rng.uniform(0.008, 0.035)) if chance(rng, 0.8) else float(rng.uniform(0.05, 0.2))
    return (v, v, v * 1.05)


def hue(rng: np.random.Generator, black: float = 0.5) -> Colour:
    """Black in the share `black`, else a strong colour, a little varied."""
    if chance(rng, black):
        return dark(rng)
    r, g, b = np.clip(np.array(pick(rng, BRIGHT)) * rng.uniform(0.6, 1.2, 3), 0.0, 1.0)
    return (float(r), float(g), float(b))


def timber(rng: np.random.Generator) -> Colour:
    """A wood colour, light to dark."""
    r, g, b = np.array(pick(rng, WOODS)) * rng.uniform(0.75, 1.15)
    return (float(r), float(g), float(b))


def bounds(parts: Sequence[Part]) -> NDArray[np.float64]:
    """Lowest and highest corner of all parts, (2, 3) metres."""
    boxes = np.array([part.mesh.bounds for part in parts])
    return np.stack([boxes[:, 0].min(0), boxes[:, 1].max(0)])


def ground(parts: list[Part]) -> list[Part]:
    """The parts moved so that their lowest point is z = 0 and their middle x = y = 0."""
    low, high = bounds(parts)
    middle = (low + high) / 2
    return moved(parts, s.move(-middle[0], -middle[1], -low[2]))


def strewn(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """The parts on the ground, turned any way about z."""
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def lie(parts: list[Part], roll: float = 0.0) -> list[Part]:
    """A thing built along z laid down along x; `roll` in degrees turns it about its length.

    Straps do not roll with it: they fall flat.
    """
    rolled = [p.moved(s.turn(90 if p.material == "webbing" else roll)) for p in parts]
    return ground(moved(rolled, s.turn(90, (0, 1, 0))))


def stand(parts: list[Part]) -> list[Part]:
    """A thing built along z standing on its foot at z = 0, its straps fallen to the side."""
    fall = s.turn(88, (1, 0, 0))
    return ground([p.moved(fall) if p.material == "webbing" else p for p in parts])


def lay(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """A long thing lying in any roll, seldom with one end propped up."""
    flat = lie(parts, float(rng.uniform(0, 360)))
    if chance(rng, 0.1):
        return ground(moved(flat, s.turn(float(rng.uniform(8, 40)), (0, 1, 0))))
    return flat


def lie_flat(parts: list[Part]) -> list[Part]:
    """A thing built upright with its side facing -y laid down so that this side faces up."""
    return ground(moved(parts, s.turn(-90, (1, 0, 0))))


def row(things: Sequence[list[Part]], gap: float) -> list[Part]:
    """Grounded things side by side along x with a gap in metres."""
    out: list[Part] = []
    x = 0.0
    for thing in things:
        low, high = bounds(thing)
        out += moved(thing, s.move(x - low[0]))
        x += float(high[0] - low[0]) + gap
    return ground(out)


def turned(profile: ArrayLike, material: Material, colour: Colour | None = None) -> Part:
    """A lathe part from a profile [(radius, z), ...]; open ends are closed."""
    line = np.asarray(profile, dtype=np.float64)
    if line[0, 0] > 0:
        line = np.concatenate([[[0.0, line[0, 1]]], line])
    if line[-1, 0] > 0:
        line = np.concatenate([line, [[0.0, line[-1, 1]]]])
    line[:, 0] = np.maximum(line[:, 0], 0.0)
    mesh = s.lathe(line, 40)
    return Part(mesh, material, colour)


def blob(
    keys: ArrayLike, power: float = 4.0, steps: int = 48, sections: int = 44
) -> trimesh.Trimesh:
    """A soft closed body swept up z through keys (z, width x, depth y, centre x, centre y).

    `power` 2 gives ellipses, 8 nearly rectangles. Its ends are flat: let keys shrink to round them.
    """
    key = np.asarray(keys, dtype=np.float64)
    line = _tame_spline(key[:, :3], steps)
    centre = _tame_spline(np.c_[key[:, 3:5], key[:, 0]], steps)
    angle = np.linspace(0, 2 * np.pi, sections, endpoint=False)
    c, t = np.cos(angle), np.sin(angle)
    x = np.sign(c) * np.abs(c) ** (2 / power)
    y = np.sign(t) * np.abs(t) ** (2 / power)
    wide, deep = np.maximum(line[:, 1:2], 1e-4), np.maximum(line[:, 2:3], 1e-4)
    px, py = x * wide / 2 + centre[:, :1], y * deep / 2 + centre[:, 1:2]
    rings = np.stack([px, py, np.broadcast_to(line[:, :1], px.shape)], axis=-1)
    return _closed_rings(rings)


def bar(
    width: float, depth: float, height: float, round_off: float = 0.004, power: float = 5.0
) -> trimesh.Trimesh:
    """An upright soft bar from z = 0 to height with rounded ends."""
    w, d, h, r = width, depth, height, round_off
    keys = [
        (0, w - 2 * r, d - 2 * r, 0, 0),
        (0.3 * r, w - 0.6 * r, d - 0.6 * r, 0, 0),
        (r, w, d, 0, 0),
        (h / 2, w, d, 0, 0),
        (h - r, w, d, 0, 0),
        (h - 0.3 * r, w - 0.6 * r, d - 0.6 * r, 0, 0),
        (h, w - 2 * r, d - 2 * r, 0, 0),
    ]
    return blob(keys, power)


def slab(outline: ArrayLike, depth: float, bevel: float) -> trimesh.Trimesh:
    """A plane outline [(x, z), ...] made `depth` thick about y = 0, edges rounded by `bevel`."""
    p = np.asarray(outline, dtype=np.float64)
    area = float(np.sum(p[:, 0] * np.roll(p[:, 1], -1) - np.roll(p[:, 0], -1) * p[:, 1]))
    p = p if area > 0 else p[::-1]
    inward = _inward(p)
    lean = np.radians([0, 22, 45, 68, 90])
    inset = bevel * (1 - np.sin(lean))
    height = bevel * (1 - np.cos(lean))
    levels = np.r_[-depth / 2 + height, depth / 2 - height[::-1]]
    rings = [p + inward * i for i in np.r_[inset, inset[::-1]]]
    faces = manifold3d.triangulate([np.ascontiguousarray(rings[0])])
    cap = np.asarray(faces, dtype=np.int64)
    solid = [
        np.stack([r[:, 0], np.full(len(r), y), r[:, 1]], 1)
        for r, y in zip(rings, levels, strict=True)
    ]
    return _closed_rings(np.array(solid), cap)


def smooth(points: ArrayLike, steps: int = 90) -> NDArray[np.float64]:
    """A smooth closed plane outline through points [(x, z), ...], (steps, 2)."""
    p = np.asarray(points, dtype=np.float64)
    return s.spline(np.c_[p, np.zeros(len(p))], steps, closed=True)[:, :2]


def mirrored(right: ArrayLike) -> NDArray[np.float64]:
    """A closed outline from its right half [(x, z), ...] listed upwards, mirrored in x = 0."""
    half = np.asarray(right, dtype=np.float64)
    return np.concatenate([half, half[::-1] * (-1, 1)])


def wrist_strap(
    rng: np.random.Generator, start: ArrayLike, reach: float, colour: Colour = BLACK
) -> Part:
    """A thin cord loop below a point (x, y, z), `reach` metres long, in a plane y = const."""
    x, y, z = np.asarray(start, dtype=np.float64)
    side = 1 if chance(rng, 0.5) else -1
    wide = reach * rng.uniform(0.25, 0.45)
    loop = np.array(
        [(0, 0), (0.3, -0.1), (0.75, -0.5), (1.0, -0.1), (0.95, 0.45), (0.55, 0.5), (0.2, 0.15)]
    )
    points = [(x + side * b * wide, y + 0.001 * i, z - a * reach) for i, (a, b) in enumerate(loop)]
    path = s.spline([*points, points[0]], 90)
    if chance(rng, 0.5):
        mesh = s.strap_along(path, 0.008, 0.0015, up=(0, 1, 0))
    else:
        mesh = s.tube_along(path, float(rng.uniform(0.0012, 0.0022)), 8)
    return Part(mesh, "webbing", colour)


def ribs(
    radius: float, low: float, high: float, count: int, swell: float = 0.0015
) -> list[tuple[float, float]]:
    """Profile points (radius, z) of a grooved grip between two heights."""
    edges = np.linspace(low, high, 2 * count + 1)
    return [(radius + (swell if i % 2 else -swell), float(z)) for i, z in enumerate(edges)]


def screw(radius: float = 0.0025) -> trimesh.Trimesh:
    """A cross-head screw facing -y, its face at y = 0."""
    head = s.at(s.cylinder(radius, 0.002, 16), s.turn(90, (1, 0, 0)))
    slot = s.box(radius * 1.4, 0.0012, radius * 0.3)
    return s.cut(
        head, s.at(slot, s.move(y=-0.001)), s.at(slot, s.turn(90, (0, 1, 0)), s.move(y=-0.001))
    )


def _closed_rings(
    rings: NDArray[np.float64], cap: NDArray[np.int64] | None = None
) -> trimesh.Trimesh:
    """A skin over rings (N, M, 3), its ends capped by fans or by the triangles given for a ring."""
    n, m = rings.shape[:2]
    i, j = np.meshgrid(np.arange(n - 1), np.arange(m), indexing="ij")
    a, b = i * m + j, i * m + (j + 1) % m
    faces = [
        np.stack([a, b, b + m], -1).reshape(-1, 3),
        np.stack([a, b + m, a + m], -1).reshape(-1, 3),
    ]
    if cap is None:
        k = np.arange(1, m - 1)
        cap = np.stack([0 * k, k, k + 1], axis=1)
    last = (n - 1) * m
    mesh = trimesh.Trimesh(
        rings.reshape(-1, 3), np.concatenate([*faces, cap[:, ::-1], cap + last]), process=False
    )
    mesh.fix_normals()
    return mesh


def _tame_spline(points: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    """A spline that never leaves the range of the two points it runs between, (steps, 3)."""
    spans = len(points) - 1
    i = np.minimum(np.linspace(0, spans, steps).astype(int), spans - 1)
    low, high = np.minimum(points[i], points[i + 1]), np.maximum(points[i], points[i + 1])
    return np.clip(s.spline(points, steps), low, high)


def _inward(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mitred inward directions of a counter-clockwise outline (N, 2)."""
    edge = np.roll(p, -1, 0) - p
    edge /= np.maximum(np.linalg.norm(edge, axis=1, keepdims=True), 1e-12)
    normal = np.stack([-edge[:, 1], edge[:, 0]], 1)
    mean = normal + np.roll(normal, 1, 0)
    mean /= np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-12)
    cosine = np.sum(mean * normal, axis=1, keepdims=True)
    result: NDArray[np.float64] = mean / np.maximum(cosine, 0.5)
    return result
