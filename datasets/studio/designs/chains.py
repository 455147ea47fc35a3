"""Chains, lifting shackles, clamps and key rings, which are not restraints."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, dark, ground, hue, pick
from datasets.studio.designs._hardware import (
    Points,
    bolt,
    draw_iron,
    draw_metal,
    hex_head,
    slack,
    thread,
    wander,
)
from datasets.studio.designs._ratchet import Finish
from datasets.studio.parts import Part, moved

ZINC: Finish = ("steel", (0.5, 0.51, 0.52))


def loose_chain(rng: np.random.Generator) -> list[Part]:
    """A length of chain lying in bends."""
    path = wander(rng, float(rng.uniform(0.3, 1.1)), int(rng.integers(4, 9)), 0.5)
    return ground([_chain(rng, path, _draw_finish(rng))])


def coiled_chain(rng: np.random.Generator) -> list[Part]:
    """A chain laid in a spiral or in a stack of rings."""
    turns, radius = float(rng.uniform(1.5, 3.5)), float(rng.uniform(0.06, 0.12))
    path = s.helix(radius, 0.004, turns, 60)
    grow = np.linspace(1.0, float(rng.uniform(0.25, 1.0)), len(path)) if chance(rng, 0.7) else 1.0
    path[:, :2] *= np.reshape(grow, (-1, 1))
    wobble = 1 + 0.06 * np.sin(np.linspace(0, 25, len(path)) + rng.uniform(0, 6))
    path[:, :2] *= wobble[:, None]
    return ground([_chain(rng, path, _draw_finish(rng), 0.032, 0.02)])


def heaped_chain(rng: np.random.Generator) -> list[Part]:
    """A heap of chain."""
    count = int(rng.integers(7, 13))
    spread = float(rng.uniform(0.035, 0.07))
    keys = np.c_[rng.normal(0, spread, (count, 2)), np.linspace(0.0, 0.03, count)]
    path = s.spline(keys, 40 * count)
    return ground([_chain(rng, path, _draw_finish(rng), 0.03)])


def hook_chain(rng: np.random.Generator) -> list[Part]:
    """A lifting or towing chain with a hook at one or both ends."""
    finish = _draw_finish(rng)
    path = wander(rng, float(rng.uniform(0.35, 0.8)), 5, 0.4)
    long = float(rng.uniform(0.034, 0.05))
    parts = [Part(s.chain_along(path, long, long * 0.66, long * 0.13), *finish)]
    coloured: Finish = ("painted_metal", hue(rng, 0.1)) if chance(rng, 0.4) else finish
    ends = [(path[-1], path[-1] - path[-4]), (path[0], path[0] - path[3])]
    for end, way in ends[: int(rng.integers(1, 3))]:
        angle = float(np.degrees(np.arctan2(way[1], way[0])))
        hook = _hook(rng, long * float(rng.uniform(0.55, 0.75)))
        parts.append(Part(s.at(hook, s.turn(angle), s.move(*end)), *coloured))
    return ground(parts)


def hanging_chain(rng: np.random.Generator) -> list[Part]:
    """A chain hanging in a bow from its ends."""
    finish = _draw_finish(rng)
    half = float(rng.uniform(0.05, 0.2))
    path = slack((-half, 0, 0), (half, 0, 0), half * float(rng.uniform(2.2, 4)), (0, 0, -1))
    parts = [_chain(rng, path, finish, 0.04)]
    if chance(rng, 0.6):
        ring = s.at(s.torus(0.016, 0.003), s.turn(90, (1, 0, 0)))
        parts += [Part(s.at(ring, s.move(*end)), *finish) for end in (path[0], path[-1])]
    # leaning back: a photographer looks at a hanging chain from the front, not from above
    return ground(moved(parts, s.turn(float(rng.uniform(-70, -20)), (1, 0, 0))))


def bow_shackle(rng: np.random.Generator) -> list[Part]:
    """One to three lifting shackles, bow- or D-shaped, with a screw pin or a bolt and nut."""
    finish = pick(
        rng, (ZINC, ZINC, ("steel", None), draw_iron(rng), ("painted_metal", hue(rng, 0.2)))
    )
    pin: Finish = ("painted_metal", hue(rng, 0.0)) if chance(rng, 0.35) else finish
    size = float(rng.uniform(0.005, 0.012))
    bulge = float(pick(rng, (0.0, rng.uniform(0.25, 0.5))))
    nut = chance(rng, 0.4)
    parts: list[Part] = []
    for i in range(int(pick(rng, (1, 1, 1, 2, 3)))):
        one = _shackle(rng, size, bulge, nut, finish, pin)
        place = s.move(i * size * 9, float(rng.normal(0, size))) @ s.turn(
            float(rng.uniform(0, 360))
        )
        parts += moved(ground(one), place)
    return ground(parts)


def u_bolt(rng: np.random.Generator) -> list[Part]:
    """U-shaped threaded rods with a plate and two nuts; one or two of them."""
    finish = pick(rng, (ZINC, ZINC, ("steel", None), draw_iron(rng)))
    wire, half = float(rng.uniform(0.003, 0.006)), float(rng.uniform(0.014, 0.04))
    long = half + float(rng.uniform(0.015, 0.05))
    arc = s.arc(half, 0, 180, 36) + np.array([0.0, long])
    path = np.concatenate([[(half, long * 0.5)], arc, [(-half, long * 0.5)]])
    mesh = [s.tube_along(np.c_[path, 0 * path[:, 0]], wire, 16)]
    plate_y = float(rng.uniform(0.2, 0.6)) * long
    for x in (half, -half):
        mesh.append(s.at(thread(wire, long * 0.52, wire * 0.35), s.turn(-90, (1, 0, 0)), s.move(x)))
        nut = s.at(hex_head(wire * 3.3, wire * 1.7), s.turn(-90, (1, 0, 0)))
        mesh.append(s.at(nut, s.move(x, plate_y - wire * 3.2)))
    if chance(rng, 0.75):
        mesh.append(s.at(s.box(2 * half + wire * 7, wire * 0.9, wire * 5), s.move(y=plate_y)))
    one = [Part(s.join(*mesh), *finish)]
    parts: list[Part] = []
    for i in range(int(pick(rng, (1, 1, 2, 4)))):
        parts += moved(one, s.move(i * half * 3.6) @ s.turn(float(rng.normal(0, 25))))
    return ground(moved(parts, s.turn(float(pick(rng, (0, 0, 90))), (1, 0, 0))))


def hose_clamp(rng: np.random.Generator) -> list[Part]:
    """Slotted steel bands with a worm-screw housing, in one or several sizes."""
    parts: list[Part] = []
    x = 0.0
    for _ in range(int(pick(rng, (1, 1, 2, 3, 4)))):
        radius = float(rng.uniform(0.01, 0.045))
        wide = float(rng.uniform(0.008, 0.0125))
        parts += moved(
            _worm_clamp(radius, wide), s.move(x + radius) @ s.turn(float(rng.uniform(0, 360)))
        )
        x += 2 * radius + 0.022
    lean = float(pick(rng, (0, 0, 90)))
    return ground(moved(parts, s.turn(lean, (1, 0, 0))))


def pipe_clamp(rng: np.random.Generator) -> list[Part]:
    """Two half rings with rubber lining, screwed together at lugs, a threaded boss at the back."""
    radius, wide, thick = (
        float(rng.uniform(*r)) for r in ((0.012, 0.06), (0.015, 0.024), (0.0015, 0.003))
    )
    halves = [s.band(radius, thick, wide, a, a + 164) for a in (8, 188)]
    lugs = []
    for side in (1, -1):
        for y in (0.004, -0.004):
            lugs.append(s.at(s.box(0.018, thick, wide), s.move(side * (radius + 0.008), y)))
        screw = s.at(
            bolt(0.0026, 0.024), s.turn(-90, (1, 0, 0)), s.move(side * (radius + 0.010), -0.010)
        )
        lugs.append(screw)
    boss = s.at(hex_head(0.013, 0.012), s.turn(-90, (1, 0, 0)), s.move(y=radius))
    parts = [Part(s.join(*halves, *lugs, boss), *ZINC)]
    if chance(rng, 0.7):
        lining = [
            s.band(radius - thick * 1.2, thick * 1.6, wide * 1.12, a, a + 168) for a in (6, 186)
        ]
        parts.append(Part(s.join(*lining), "rubber", dark(rng)))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def _draw_finish(rng: np.random.Generator) -> Finish:
    plastic: Finish = ("plastic", hue(rng, 0.1))
    return pick(rng, (ZINC, ZINC, draw_metal(rng, 0.0), draw_iron(rng), ("brass", None), plastic))


def _chain(
    rng: np.random.Generator, path: Points, finish: Finish, most: float = 0.05, least: float = 0.014
) -> Part:
    """Links of a drawn gauge, short or long, thin or stout, along the path."""
    long = float(rng.uniform(least, most))
    wide = long * float(rng.uniform(0.5, 0.78))
    return Part(s.chain_along(path, long, wide, long * float(rng.uniform(0.08, 0.14))), *finish)


def _hook(rng: np.random.Generator, size: float) -> trimesh.Trimesh:
    """A lifting hook along +x, its eye at the origin, with or without a latch."""
    keys = [
        (0.6, 0),
        (1.2, 0.05),
        (1.9, 0.75),
        (2.9, 0.9),
        (3.6, 0.1),
        (3.1, -0.75),
        (2.3, -0.75),
        (1.8, -0.35),
    ]
    path = s.spline(np.array([(x, y, 0.0) for x, y in keys]) * size, 60)
    thick = size * np.interp(np.linspace(0, 1, 60), [0, 0.5, 0.75, 1], [0.24, 0.36, 0.33, 0.14])
    eye = s.at(s.torus(size * 0.5, size * 0.2), s.move(size * 0.1))
    latch = s.at(
        s.box(size * 1.4, size * 0.12, size * 0.3), s.turn(-32), s.move(size * 1.6, -size * 0.05)
    )
    parts = [s.tube_along(path, thick, 16), eye]
    return s.join(*parts, latch) if chance(rng, 0.6) else s.join(*parts)


def _shackle(
    rng: np.random.Generator, wire: float, bulge: float, nut: bool, finish: Finish, pin: Finish
) -> list[Part]:
    """A bow between two ears, the pin through them along x."""
    inner, tall = wire * 2.3, wire * float(rng.uniform(5.0, 7.0))
    wide = inner * (1 + bulge)
    keys = [
        (inner, 0),
        (inner, tall * 0.25),
        (wide, tall * 0.62),
        (wide * 0.72, tall * 0.92),
        (0, tall * 1.06),
    ]
    keys += [(-x, y) for x, y in keys[-2::-1]]
    path = s.spline(np.array([(x, y, 0.0) for x, y in keys]), 70)
    ears = [
        s.at(s.cylinder(wire * 1.75, wire * 1.9, 32), s.turn(90, (0, 1, 0)), s.move(x))
        for x in (inner, -inner)
    ]
    parts = [Part(s.join(s.tube_along(path, wire, 18), *ears), *finish)]
    long = inner + wire * 1.6
    rod = s.at(s.cylinder(wire * 1.05, 2 * long, 28), s.turn(90, (0, 1, 0)))
    if nut:
        heads = [
            s.at(hex_head(wire * 3, wire * 1.4), s.turn(90, (0, 1, 0)), s.move(x))
            for x in (long, -long - wire)
        ]
    else:
        eye = s.at(s.torus(wire * 1.1, wire * 0.5), s.move(long + wire * 2.2))
        heads = [
            eye,
            s.at(s.cylinder(wire * 1.5, wire * 0.7, 28), s.turn(90, (0, 1, 0)), s.move(long)),
        ]
    spin = s.turn(float(rng.uniform(0, 180)), (1, 0, 0))
    return [*parts, Part(s.at(s.join(rod, *heads), spin), *pin)]


def _worm_clamp(radius: float, wide: float) -> list[Part]:
    """A band about z with slots, its loose end standing off, and the screw along the tangent."""
    band = s.band(radius, 0.0008, wide, 0, 360)
    tail = s.band(radius + 0.0016, 0.0008, wide, 75, 150)
    slots = []
    for angle in np.arange(96, 230, 2.6 * 0.03 / radius):
        slot = s.box(0.0022, 0.0009, wide * 0.55)
        slots.append(
            s.at(
                slot,
                s.turn(18, (0, 1, 0)),
                s.move(y=-radius - 0.0011 - 0.001 * (angle < 150)),
                s.turn(float(angle) + 90),
            )
        )
    house = s.at(s.box(0.012, 0.0065, wide * 1.15, 0.0008), s.move(y=radius + 0.0042))
    screw = s.at(hex_head(0.007, 0.006), s.turn(90, (0, 1, 0)), s.move(0.006, radius + 0.0052))
    barrel = s.at(
        s.cylinder(0.0036, 0.02, 24), s.turn(90, (0, 1, 0)), s.move(-0.002, radius + 0.0052)
    )
    return [
        Part(s.join(band, tail, house, screw, barrel), *ZINC),
        Part(s.join(*slots), "dark_steel", (0.03, 0.03, 0.03)),
    ]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "chain": (loose_chain, coiled_chain, heaped_chain, hook_chain, hanging_chain),
    "lifting_shackle": (bow_shackle, u_bolt),
}
