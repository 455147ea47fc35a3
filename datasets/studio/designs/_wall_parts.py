"""Pieces of units for walls and ceilings: plates, boxes with lamps and keys, poses.

The wall is the plane y = 0, the front faces -y. Owns no class of goods.
"""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    blob,
    bounds,
    ground,
    lie_flat,
    pick,
    screw,
)
from datasets.studio.designs._furniture import between, bolts, cable, rounded, slab, tone
from datasets.studio.parts import Material, Part, moved

Y = s.turn(90, (1, 0, 0))  # what was built up z then points to -y
LAMPS: tuple[Colour, ...] = ((1.0, 0.05, 0.03), (0.1, 1.0, 0.2), (1.0, 0.6, 0.05))


def plate(
    wide: float, high: float, thick: float = 0.004, corner: float = 0.012, hole: float = 0.004
) -> trimesh.Trimesh:
    """A plate on the wall about x = z = 0 with a hole in each corner."""
    x, z = wide / 2 - 2.5 * hole, high / 2 - 2.5 * hole
    holes = [s.circle(hole, 16, (a * x, b * z)) for a in (-1, 1) for b in (-1, 1)]
    return s.at(slab(rounded(wide, high, corner), thick, *holes), s.move(y=-thick / 2))


def case_box(
    wide: float, high: float, deep: float, place: tuple[float, float, float], bevel: float = 0.006
) -> trimesh.Trimesh:
    """A box with rounded edges whose back is at y of the place."""
    x, y, z = place
    return s.at(s.box(wide, deep, high, bevel), s.move(x, y - deep / 2, z))


def corner_screws(wide: float, high: float, y: float, place: tuple[float, float]) -> Part:
    """Four screws in the corners of a face at depth y about (x, z)."""
    head = screw(0.0035)
    spots = [
        s.at(head, s.move(place[0] + a * wide / 2, y, place[1] + b * high / 2))
        for a in (-1, 1)
        for b in (-1, 1)
    ]
    return Part(s.join(*spots), "steel")


def lamp(x: float, y: float, z: float, radius: float, colour: Colour) -> list[Part]:
    """A lit signal lamp in a dark ring on a face at depth y."""
    ring = s.at(s.cylinder(1.35 * radius, 0.003, 20), Y, s.move(x, y - 0.001, z))
    dot = s.at(s.sphere(radius, 2), s.scale(1, 0.6, 1), s.move(x, y - 0.0025, z))
    return [Part(ring, "plastic", BLACK), Part(dot, "glow", colour)]


def key_switch(x: float, y: float, z: float) -> list[Part]:
    """A lock with its key turned in it, on a face at depth y."""
    ring = s.at(s.cylinder(0.011, 0.008, 24), Y, s.move(x, y - 0.004, z))
    bow = s.extrude(s.circle(0.01, 24), 0.002, [s.circle(0.004, 12, (0, 0.004))])
    key = s.at(bow, s.turn(90, (0, 1, 0)), s.turn(90, (1, 0, 0)), s.move(x, y - 0.026, z))
    shank = s.at(s.box(0.002, 0.018, 0.006), s.move(x, y - 0.012, z))
    return [Part(ring, "chrome"), Part(s.join(key, shank), "steel")]


def mushroom(x: float, y: float, z: float, colour: Colour = (0.6, 0.02, 0.02)) -> list[Part]:
    """A large round push button on a face at depth y."""
    stem = s.at(s.lathe([(0.012, 0), (0.012, 0.012), (0.0, 0.012)], 24), Y, s.move(x, y, z))
    head = [(0, 0.011), (0.019, 0.012), (0.02, 0.018), (0.015, 0.023), (0, 0.025)]
    ring = s.at(s.cylinder(0.026, 0.002, 28), Y, s.move(x, y - 0.001, z))
    return [
        Part(ring, "plastic", (0.75, 0.5, 0.03)),
        Part(stem, "plastic", BLACK),
        Part(s.at(s.lathe(head, 28), Y, s.move(x, y, z)), "plastic", colour),
    ]


def receiver(
    rng: np.random.Generator, wide: float, high: float, place: tuple[float, float, float]
) -> list[Part]:
    """A radio box on the wall: aerial, lamps, screws; `place` is the middle of its back."""
    x, y, z = place
    deep = between(rng, 0.03, 0.045)
    shade = tone(rng, "black", "charcoal", "light", "grey")
    front = y - deep
    parts = [Part(case_box(wide, high, deep, place), "matte_plastic", shade)]
    parts.append(corner_screws(0.82 * wide, 0.84 * high, front, (x, z)))
    tall = between(rng, 0.08, 0.16)
    mast = [(0.004, 0), (0.0045, 0.015), (0.003, 0.018), (0.0026, tall)]
    whip = s.lathe([(0, 0), *mast, (0, tall)], 14)
    side = pick(rng, (-1, 1))
    parts.append(
        Part(
            s.at(whip, s.move(x + side * 0.36 * wide, y - deep / 2, z + high / 2)), "rubber", BLACK
        )
    )
    for i in range(int(rng.integers(1, 4))):
        parts += lamp(x - 0.2 * wide + 0.018 * i, front, z + 0.28 * high, 0.0035, LAMPS[i])
    return parts


def nozzle(size: float = 0.012) -> list[Part]:
    """A brass spray nozzle pointing to -y from the origin."""
    nut = s.at(s.extrude(s.circle(1.2 * size, 6), 0.9 * size), Y)
    line = [(0, 0), (0.85 * size, 0), (0.85 * size, 1.6 * size), (0.45 * size, 2.2 * size)]
    tip = s.at(
        s.lathe([*line, (0.3 * size, 2.2 * size), (0.25 * size, 1.4 * size), (0, 1.4 * size)], 20),
        Y,
    )
    return [Part(s.join(nut, tip), "brass"), Part(_hole(0.3 * size, -2.21 * size), "rubber", BLACK)]


def lead(
    rng: np.random.Generator, start: tuple[float, float, float], reach: float, radius: float = 0.003
) -> Part:
    """A cable that leaves a thing downwards and runs along the wall."""
    x, y, z = start
    side = pick(rng, (-1, 1))
    points = [
        (x, y, z),
        (x, y * 0.8, z - 0.25 * reach),
        (x + side * 0.3 * reach, y * 0.5, z - 0.6 * reach),
    ]
    points.append(
        (x + side * between(rng, 0.5, 0.9) * reach, y * 0.4, z - between(rng, 0.5, 1.0) * reach)
    )
    colour = pick(rng, (BLACK, BLACK, (0.6, 0.6, 0.58), (0.5, 0.02, 0.02)))
    return Part(cable(points, radius), "rubber", colour)


def dome(radius: float, deep: float, power: float = 2.0) -> trimesh.Trimesh:
    """A flat round cap on the wall."""
    keys = [(0, 2 * radius, 2 * radius, 0, 0), (0.5 * deep, 1.98 * radius, 1.98 * radius, 0, 0)]
    keys += [
        (0.9 * deep, 1.7 * radius, 1.7 * radius, 0, 0),
        (deep, 1.4 * radius, 1.4 * radius, 0, 0),
    ]
    return s.at(blob(keys, power, 20, 56), Y)


def mounted(
    rng: np.random.Generator, parts: list[Part], flat: float = 0.68, on_wall: float = 0.17
) -> list[Part]:
    """Lying on its back, standing free as it would hang, or fixed to a piece of wall."""
    kind = float(rng.random())
    low, high = bounds(parts)
    small = float(high[2] - low[2]) < 0.3  # lost on a wall of the height a front view needs
    if kind < flat or (small and kind < flat + on_wall):
        return lie_flat(parts)
    if kind < flat + on_wall:
        return ground([*parts, *_wall(rng, parts)])
    return ground(moved(parts, s.turn(between(rng, -20, 20))))


def _wall(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """A painted piece of wall behind the parts, tall enough to be seen from its front only."""
    low, high = bounds(parts)
    middle = (low + high) / 2
    wide = float(high[0] - low[0]) + between(rng, 0.15, 0.3)
    tall = max(float(high[2] - low[2]) + between(rng, 0.15, 0.3), 0.82)
    slab_ = s.at(s.box(wide, 0.05, tall), s.move(middle[0], 0.0255 + high[1], middle[2]))
    shade = tone(rng, "light", "white", "cream", "grey", "mint")
    material: Material = pick(rng, ("painted_wood", "paper"))
    places = [
        (middle[0] + a * 0.46 * wide, high[1] - 0.001, middle[2] + b * 0.46 * tall)
        for a in (-1, 1)
        for b in (-1, 1)
    ]
    return [
        Part(slab_, material, shade, smooth=False),
        Part(bolts(places, 0.006, (0, -1, 0)), "steel"),
    ]


def _hole(radius: float, y: float) -> trimesh.Trimesh:
    return s.at(s.cylinder(radius, 0.0004, 16), Y, s.move(y=y))
