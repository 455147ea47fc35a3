"""Plates, screws, anchor bolts and pieces of wall or floor that things are fixed to. Owns no class.

Everything lies: plates on z = 0 facing +z, slabs below z = 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import chance, hue, pick, timber
from datasets.studio.designs._furniture import rounded
from datasets.studio.designs._hardware import draw_iron, draw_metal, hex_head, thread
from datasets.studio.designs._ratchet import HOLE, Finish
from datasets.studio.parts import Part, moved

ZINC: Finish = ("steel", (0.5, 0.51, 0.52))
Place = tuple[float, float]


def draw_plate_metal(rng: np.random.Generator) -> Finish:
    """Zinc plate, steel, black or painted metal, old iron."""
    painted: Finish = ("painted_metal", hue(rng, 0.6))
    return pick(
        rng, (ZINC, ZINC, draw_metal(rng, 0.0), draw_metal(rng, 0.0), painted, draw_iron(rng))
    )


def fixing_plate(
    rng: np.random.Generator, finish: Finish, wide: float, long: float, fixed: bool | None = None
) -> list[Part]:
    """A square, round or long plate with screws or bolts in its holes, or with empty holes."""
    thick = float(rng.uniform(0.003, 0.007))
    size = min(0.0062, 0.085 * min(wide, long))
    if wide == long and chance(rng, 0.4):
        outline = s.circle(wide * 0.56, 64)
        count = int(rng.integers(3, 7))
        angles = np.linspace(0, 2 * np.pi, count, endpoint=False) + np.pi / 4
        places = [(wide * 0.43 * np.cos(a), wide * 0.43 * np.sin(a)) for a in angles]
    else:
        outline = rounded(wide, long, float(rng.uniform(0.003, 0.012)))
        x, y = wide / 2 - 2.1 * size, long / 2 - 2.1 * size
        places = [(sx * x, sy * y) for sx in (1, -1) for sy in (1, -1)]
        if long > 1.6 * wide and chance(rng, 0.5):
            places = [(0.0, y), (0.0, -y)]
    empty = chance(rng, 0.35) if fixed is None else not fixed
    parts = [Part(_drilled(outline, thick, places, size), *finish)]
    if empty:
        bottoms = [s.at(s.cylinder(size, 0.0004, 20), s.move(x, y, 0.0004)) for x, y in places]
        return [*parts, Part(s.join(*bottoms), *HOLE)]
    return parts + fastenings(rng, places, size, thick)


def fastenings(
    rng: np.random.Generator, places: Sequence[Place], size: float, height: float
) -> list[Part]:
    """Screws with a cross, or hexagon bolts on washers, at places on a plane of this height."""
    steel: Finish = pick(rng, (ZINC, ("steel", None), ("dark_steel", None)))
    if chance(rng, 0.5):
        washer, head = s.cylinder(size * 1.9, 0.0024, 24), hex_head(size * 2.6, size * 1.1)
        one = s.join(s.at(washer, s.move(z=0.0012)), s.at(head, s.move(z=0.002)))
        made = [
            s.at(one, s.turn(float(rng.uniform(0, 60))), s.move(x, y, height)) for x, y in places
        ]
        return [Part(s.join(*made), *steel)]
    dome = s.lathe([(0, 0), (size * 1.7, 0), (size * 1.5, size * 0.35), (0, size * 0.6)], 24)
    cross = s.join(
        s.box(size * 1.9, size * 0.42, size * 0.2), s.box(size * 0.42, size * 1.9, size * 0.2)
    )
    heads, slots = [], []
    for x, y in places:
        spin = s.turn(float(rng.uniform(0, 90)))
        heads.append(s.at(dome, s.move(x, y, height)))
        slots.append(s.at(cross, spin, s.move(x, y, height + size * 0.52)))
    return [Part(s.join(*heads), *steel), Part(s.join(*slots), *HOLE)]


def anchor_shank(rng: np.random.Generator, radius: float, long: float) -> trimesh.Trimesh:
    """A bolt from z = 0 down: machine thread with nut and washer, wood screw, or sleeve anchor."""
    kind = int(rng.integers(3))
    if kind == 0:
        rod = s.at(thread(radius, long, radius * 0.35), s.turn(180, (1, 0, 0)))
        nut = s.at(
            hex_head(radius * 3.3, radius * 1.6), s.move(z=-long * float(rng.uniform(0.4, 0.8)))
        )
        return s.join(rod, nut, s.at(s.cylinder(radius * 2.2, 0.002, 28), s.move(z=-0.001)))
    if kind == 1:
        smooth = s.at(s.cylinder(radius, long * 0.35, 24), s.move(z=-long * 0.175))
        z = np.linspace(0, long * 0.65, 31)
        r = np.where(np.arange(31) % 2, 1.0, 0.66) * radius * np.clip(z / (long * 0.16), 0.12, 1.0)
        point = s.lathe(np.concatenate([[(0, 0)], np.stack([r, z], 1), [(0, long * 0.65)]]), 20)
        return s.join(smooth, s.at(point, s.move(z=-long)))
    sleeve = s.at(s.cylinder(radius * 1.25, long * 0.6, 24), s.move(z=-long * 0.55))
    cone = s.at(
        s.lathe([(0, 0), (radius * 1.5, 0), (radius, long * 0.16), (0, long * 0.16)], 24),
        s.move(z=-long),
    )
    nut = s.at(hex_head(radius * 3.3, radius * 1.5), s.move(z=-long * 0.14))
    rod = s.at(s.cylinder(radius, long, 20), s.move(z=-long / 2))
    return s.join(sleeve, cone, nut, rod)


def slab(rng: np.random.Generator, wide: float, long: float) -> list[Part]:
    """A piece of wall or floor below z = 0: concrete, bricks, tiles, planks or chequer plate."""
    kind = int(rng.integers(4))
    if kind == 0:
        v = float(rng.uniform(0.09, 0.25))  # darker than the metal on it
        block = s.box(wide, long, 0.05, 0.004)
        return [Part(s.at(block, s.move(z=-0.025)), "foam", (v, v * 0.98, v * 0.94))]
    if kind == 1:
        return _bricks(rng, wide, long)
    if kind == 2:
        count = max(2, round(long / 0.11))
        step = long / count
        colour = timber(rng)
        planks = [
            s.at(
                s.box(wide, step * 0.97, 0.028, 0.002),
                s.move(y=(i - (count - 1) / 2) * step, z=-0.014),
            )
            for i in range(count)
        ]
        return [Part(s.join(*planks), "wood", colour)]
    v = float(rng.uniform(0.1, 0.28))
    panel = s.at(s.box(wide, long, 0.018, 0.002), s.move(z=-0.009))
    return [Part(panel, "painted_wood", (v, v * 0.98, v * 0.93))]


def _bricks(rng: np.random.Generator, wide: float, long: float) -> list[Part]:
    """Courses of bricks with half-brick bond, their mortar a little lower."""
    rows, columns = max(3, round(long / 0.075)), max(2, round(wide / 0.22))
    dy, dx = long / rows, wide / columns
    made = []
    for i in range(rows):
        edges = np.arange(columns + 1) * dx
        if i % 2:
            edges = np.r_[0.0, edges[:-1] + dx / 2, wide]
        for a, b in pairwise(edges):
            brick = s.box(b - a - 0.009, dy - 0.009, 0.05)
            made.append(s.at(brick, s.move((a + b - wide) / 2, (i - (rows - 1) / 2) * dy, -0.025)))
    shade = float(rng.uniform(0.7, 1.2))
    red = pick(rng, ((0.3, 0.1, 0.06), (0.36, 0.19, 0.11), (0.4, 0.38, 0.35)))
    mortar = s.at(s.box(wide, long, 0.045), s.move(z=-0.0285))
    colour = (red[0] * shade, red[1] * shade, red[2] * shade)
    return [Part(s.join(*made), "foam", colour), Part(mortar, "foam", (0.4, 0.39, 0.36))]


def _drilled(
    outline: s.Points, thick: float, places: Sequence[Place], size: float
) -> trimesh.Trimesh:
    """The plate with its holes and a bevelled upper edge."""
    holes = [s.circle(size, 20, (float(x), float(y))) for x, y in places]
    low = s.extrude(outline, thick * 0.75, holes)
    high = s.at(s.extrude(outline * 0.985, thick * 0.25, holes), s.move(z=thick * 0.75))
    return s.join(low, high)


def set_into(rng: np.random.Generator, parts: list[Part], wide: float, long: float) -> list[Part]:
    """The parts, which lie on z = 0, on a piece of wall or floor."""
    return moved(parts, s.move(z=0.0004)) + slab(rng, wide, long)
