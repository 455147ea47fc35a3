"""Pieces that furniture and apparatus share: beams, bent tubes, straps, castors, syringes.

Seats look towards -y. Everything is in metres, z up.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import trimesh
from numpy.typing import ArrayLike

from datasets.studio import shapes as s
from datasets.studio.parts import Material, Part

Colour = tuple[float, float, float]

# Linear RGB, as paints, fabrics and stains look under white light.
TONES: dict[str, Colour] = {
    "black": (0.012, 0.012, 0.013),
    "charcoal": (0.04, 0.042, 0.046),
    "grey": (0.22, 0.22, 0.23),
    "light": (0.55, 0.55, 0.54),
    "white": (0.80, 0.80, 0.78),
    "cream": (0.70, 0.64, 0.48),
    "red": (0.42, 0.025, 0.02),
    "wine": (0.16, 0.012, 0.02),
    "orange": (0.65, 0.18, 0.02),
    "yellow": (0.72, 0.48, 0.03),
    "green": (0.03, 0.20, 0.06),
    "olive": (0.10, 0.11, 0.04),
    "mint": (0.30, 0.52, 0.42),
    "teal": (0.02, 0.22, 0.24),
    "blue": (0.02, 0.08, 0.36),
    "navy": (0.012, 0.025, 0.10),
    "sky": (0.25, 0.45, 0.62),
    "pink": (0.65, 0.22, 0.30),
    "purple": (0.13, 0.03, 0.20),
    "tan": (0.42, 0.24, 0.11),
    "brown": (0.13, 0.06, 0.028),
    "dark_brown": (0.05, 0.024, 0.013),
    "oak": (0.38, 0.22, 0.10),
    "pine": (0.58, 0.40, 0.20),
    "mahogany": (0.16, 0.045, 0.022),
    "grey_wood": (0.21, 0.18, 0.15),
}
# What stands in a syringe or a bag: clear, yellowish, bluish, reddish.
FLUIDS: tuple[Colour, ...] = (
    (0.75, 0.78, 0.8),
    (0.8, 0.72, 0.4),
    (0.6, 0.75, 0.8),
    (0.75, 0.5, 0.5),
)
WOODS = ("oak", "pine", "mahogany", "brown", "dark_brown", "grey_wood")
FABRICS = ("black", "charcoal", "grey", "navy", "blue", "red", "green", "teal", "orange", "tan")


def tone(rng: np.random.Generator, *names: str) -> Colour:
    """One of the named tones, a little lighter or darker and a little off."""
    base = np.array(TONES[str(rng.choice(list(names)))])
    drawn = np.clip(base * rng.uniform(0.75, 1.3) * rng.uniform(0.93, 1.07, 3), 0.0, 0.9)
    return float(drawn[0]), float(drawn[1]), float(drawn[2])


def upholstery(rng: np.random.Generator) -> tuple[Material, Colour]:
    """A cover of cloth or leather."""
    material: Material = "textile" if odds(rng, 0.6) else "leather"
    return material, tone(rng, *FABRICS)


def odds(rng: np.random.Generator, chance: float) -> bool:
    """True with a chance in 0..1."""
    return bool(rng.random() < chance)


def between(rng: np.random.Generator, low: float, high: float) -> float:
    """A number drawn evenly from low to high."""
    return float(rng.uniform(low, high))


def frame(a: ArrayLike, b: ArrayLike) -> s.Matrix:
    """Takes the z axis to the line from a to b, its middle at the origin; x stays level."""
    start, stop = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    z = (stop - start) / np.linalg.norm(stop - start)
    x = np.cross([0.0, 1.0, 0.0], z) if abs(z[1]) < 0.95 else np.array([1.0, 0.0, 0.0])
    x /= np.linalg.norm(x)
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2] = x, np.cross(z, x), z
    matrix[:3, 3] = (start + stop) / 2
    return matrix


def beam(a: ArrayLike, b: ArrayLike, x: float, y: float, bevel: float = 0.003) -> trimesh.Trimesh:
    """A square timber from a to b; `x` and `y` are its section."""
    length = float(np.linalg.norm(np.asarray(b, dtype=float) - np.asarray(a, dtype=float)))
    return s.at(_chamfered(x, y, length, bevel), frame(a, b))


def _chamfered(x: float, y: float, z: float, bevel: float) -> trimesh.Trimesh:
    """A box with chamfered edges: many times faster to make than one with round edges."""
    if bevel > 0.006:
        return s.box(x, y, z, bevel)
    cuts = [
        np.array([x, y, z]) / 2 - bevel * np.array(k) for k in ((0, 1, 1), (1, 0, 1), (1, 1, 0))
    ]
    signs = np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).reshape(3, -1).T
    hull: trimesh.Trimesh = trimesh.convex.convex_hull(np.concatenate([signs * k for k in cuts]))
    return hull


def rod(a: ArrayLike, b: ArrayLike, radius: float, sections: int = 16) -> trimesh.Trimesh:
    """A round rod from a to b."""
    length = float(np.linalg.norm(np.asarray(b, dtype=float) - np.asarray(a, dtype=float)))
    return s.at(s.cylinder(radius, length, sections), frame(a, b))


def taper(
    a: ArrayLike, b: ArrayLike, low: float, high: float, sections: int = 20
) -> trimesh.Trimesh:
    """A round rod whose radius goes from `low` at a to `high` at b."""
    length = float(np.linalg.norm(np.asarray(b, dtype=float) - np.asarray(a, dtype=float)))
    profile = [(0, -length / 2), (low, -length / 2), (high, length / 2), (0, length / 2)]
    return s.at(s.lathe(profile, sections), frame(a, b))


def bend(points: ArrayLike, radius: float, closed: bool = False) -> s.Points:
    """The path through the points with its corners rounded, (N, 3)."""
    p = np.asarray(points, dtype=float)
    n, path = len(p), []
    for i in range(n):
        if not closed and i in (0, n - 1):
            path.append(p[i : i + 1])
            continue
        before, after = p[i - 1] - p[i], p[(i + 1) % n] - p[i]
        reach = min(
            radius, 0.49 * float(np.linalg.norm(before)), 0.49 * float(np.linalg.norm(after))
        )
        a = p[i] + before / np.linalg.norm(before) * reach
        b = p[i] + after / np.linalg.norm(after) * reach
        t = np.linspace(0, 1, 8)[:, None]
        path.append((1 - t) ** 2 * a + 2 * t * (1 - t) * p[i] + t**2 * b)
    return np.concatenate(path)


def pipe(
    points: ArrayLike, radius: float, corner: float = 0.05, closed: bool = False
) -> trimesh.Trimesh:
    """A bent tube through the points."""
    return s.tube_along(bend(points, corner, closed), radius, 12, closed)


def cable(points: ArrayLike, radius: float) -> trimesh.Trimesh:
    """A loose cable or rope through the points."""
    return s.tube_along(s.spline(points, 60), radius, 10)


def slab(outline: ArrayLike, thickness: float, *holes: ArrayLike) -> trimesh.Trimesh:
    """A board standing in the xz plane, outline [(x, z), ...], centred on y = 0."""
    flat = s.extrude(np.asarray(outline, dtype=float), thickness, [np.asarray(h) for h in holes])
    return s.at(flat, s.turn(90, (1, 0, 0)), s.move(y=thickness / 2))


def rounded(x: float, y: float, radius: float) -> s.Points:
    """A rectangle about the origin with round corners, (N, 2)."""
    radius = min(radius, 0.499 * min(x, y))
    corners = [(1, 1, 0), (-1, 1, 90), (-1, -1, 180), (1, -1, 270)]
    return np.concatenate(
        [
            np.add(
                s.arc(radius, start, start + 90, 8), (sx * (x / 2 - radius), sy * (y / 2 - radius))
            )
            for sx, sy, start in corners
        ]
    )


def mirror(mesh: trimesh.Trimesh) -> trimesh.Trimesh:
    """The mesh and its mirror image across x = 0."""
    other = mesh.copy()
    other.apply_transform(s.scale(-1, 1, 1))
    return s.join(mesh, other)


def strap(points: ArrayLike, width: float, thickness: float = 0.004) -> trimesh.Trimesh:
    """A belt bent smoothly through the points; its broad side looks across its way."""
    path = s.spline(points, 40)
    up = np.cross(path[-1] - path[0], path[len(path) // 2] - path[0])
    if np.linalg.norm(up) < 1e-9:
        return s.strap_along(path, width, thickness)
    return s.strap_along(path, thickness, width, up=up / np.linalg.norm(up))


def buckle(width: float, height: float) -> trimesh.Trimesh:
    """A roller buckle lying in the xy plane: frame and tongue."""
    ring = [(-width / 2, -height / 2, 0), (width / 2, -height / 2, 0)]
    ring += [(width / 2, height / 2, 0), (-width / 2, height / 2, 0)]
    return s.join(
        pipe(ring, 0.004, 0.01, closed=True),
        rod((-width / 2, 0, 0.003), (width / 2, 0, 0.003), 0.003),
    )


def limb_strap(
    rng: np.random.Generator, centre: ArrayLike, half: float, rise: float, width: float
) -> tuple[trimesh.Trimesh, trimesh.Trimesh]:
    """A belt with its buckle across a rest or a limb's place: runs along x, arches up by `rise`."""
    c = np.asarray(centre, dtype=float)
    low, edge = half * 0.95, rise * 0.4
    bow = [(-half, 0, -rise * 0.6), (-low, 0, edge), (0, 0, rise), (low, 0, edge)]
    path = np.add([*bow, (half, 0, -rise * 0.6)], c)
    place = s.move(c[0] + half * between(rng, -0.3, 0.3), c[1], c[2] + rise + 0.003)
    return strap(path, width), s.at(buckle(width * 0.9, width * 1.3), place)


def castor(radius: float = 0.03) -> tuple[trimesh.Trimesh, trimesh.Trimesh]:
    """A twin-wheel castor on z = 0 and its fork; the stem ends at z = 2.6 radii."""
    wheel = s.at(s.cylinder(radius, radius * 0.5, 24), s.turn(90, (1, 0, 0)))
    wheels = s.join(s.at(wheel, s.move(y=radius * 0.4)), s.at(wheel, s.move(y=-radius * 0.4)))
    hood = s.at(s.band(radius * 1.08, 0.004, radius * 1.5, 20, 170), s.turn(90, (1, 0, 0)))
    fork = s.join(hood, s.at(s.cylinder(radius * 0.25, radius * 1.4, 12), s.move(z=radius * 0.95)))
    return s.at(wheels, s.move(z=radius)), s.at(fork, s.move(z=radius))


def wheel(
    radius: float, tyre: float, spokes: int, spoke: float = 0.0015, hub: float = 0.025
) -> tuple[trimesh.Trimesh, trimesh.Trimesh]:
    """A spoked wheel about the x axis: (tyre, rim with spokes and hub)."""
    rim = s.torus(radius - 1.8 * tyre, tyre * 0.55)
    parts = [rim, s.cylinder(hub, 0.05, 20)]
    for i in range(spokes):
        angle = 2 * np.pi * i / spokes
        end = np.array([np.cos(angle), np.sin(angle), 0]) * (radius - 1.8 * tyre)
        parts.append(rod((0, 0, 0.02 * (-1) ** i), end, spoke, 6))
    quarter = s.turn(90, (0, 1, 0))
    return s.at(s.torus(radius - tyre, tyre), quarter), s.at(s.join(*parts), quarter)


def syringe(
    radius: float, length: float, push: float
) -> tuple[trimesh.Trimesh, trimesh.Trimesh, trimesh.Trimesh]:
    """A syringe along z, nozzle down at z = 0: (barrel, liquid, plunger); `push` in 0..1."""
    tip, flange = 0.2 * radius, 1.7 * radius
    nozzle = [(0, 0), (tip, 0), (tip, 0.1 * length), (radius, 0.14 * length), (radius, length)]
    rim = [(flange, length), (flange, length + 0.003), (0, length + 0.003)]
    barrel = s.lathe([*nozzle, *rim], 24)
    level = length * (0.2 + 0.75 * (1 - push))
    liquid = s.at(
        s.cylinder(radius * 1.01, level - 0.15 * length, 24), s.move(z=(level + 0.15 * length) / 2)
    )
    top = level + length * 0.85
    stem = s.at(s.cylinder(radius * 0.35, top - level, 12), s.move(z=(top + level) / 2))
    seal = s.at(s.cylinder(radius * 1.02, 0.09 * length, 24), s.move(z=level))
    thumb = s.at(s.cylinder(radius * 1.25, 0.004, 24), s.move(z=top))
    return barrel, liquid, s.join(stem, seal, thumb)


def marks(radius: float, low: float, high: float, count: int) -> trimesh.Trimesh:
    """Scale marks on a syringe or a bottle along z, on the side towards -y."""
    lines = []
    for i, z in enumerate(np.linspace(low, high, count)):
        half = 28 if i % 5 == 0 else 16
        outer = s.arc(radius * 1.05, 270 - half, 270 + half, 6)
        inner = s.arc(radius * 1.0, 270 + half, 270 - half, 6)
        lines.append(s.at(s.extrude(np.concatenate([outer, inner]), 0.0012), s.move(z=z)))
    return s.join(*lines)


def bolts(places: Sequence[ArrayLike], radius: float, axis: ArrayLike) -> trimesh.Trimesh:
    """Round bolt heads at the places, looking along the axis."""
    head = s.at(s.cylinder(radius, radius * 0.9, 8), s.align_z(axis))
    return s.join(*(s.at(head, s.move(*np.asarray(p, dtype=float))) for p in places))


def stand(parts: list[Part]) -> list[Part]:
    """The parts set down on z = 0 and centred over the origin."""
    low = np.min([p.mesh.bounds[0] for p in parts], axis=0)
    high = np.max([p.mesh.bounds[1] for p in parts], axis=0)
    shift = s.move(-(low[0] + high[0]) / 2, -(low[1] + high[1]) / 2, -low[2])
    return [part.moved(shift) for part in parts]
