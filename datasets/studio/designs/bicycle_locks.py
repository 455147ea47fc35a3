"""Bicycle locks: U-lock, cable, folding bars, frame ring, chain in a sleeve."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, dark, ground, hue, pick
from datasets.studio.designs._hardware import flat_key, wander
from datasets.studio.designs._ratchet import Finish
from datasets.studio.parts import Part, moved


def u_lock(rng: np.random.Generator) -> list[Part]:
    """A bicycle U-lock, closed or with its bar drawn off."""
    rod, wide = float(rng.uniform(0.007, 0.0095)), float(rng.uniform(0.045, 0.06))
    long = float(rng.uniform(0.10, 0.2))
    arc = s.arc(wide, 0, 180, 40) + np.array([0.0, long])
    path = np.concatenate([[(wide, -0.02)], arc, [(-wide, -0.02)]])
    tube = s.tube_along(np.c_[path, 0 * path[:, 0]], rod, 18)
    bar_radius = rod + float(rng.uniform(0.006, 0.01))
    half = wide + rod + float(rng.uniform(0.008, 0.03))
    bar = s.at(s.cylinder(bar_radius, 2 * half, 36), s.turn(90, (0, 1, 0)))
    caps = [
        s.at(s.cylinder(bar_radius * 1.06, 0.016, 36), s.turn(90, (0, 1, 0)), s.move(x))
        for x in (half, -half)
    ]
    hole = s.at(s.cylinder(0.006, 0.002, 24), s.turn(90, (0, 1, 0)), s.move(half + 0.008))
    away = (
        s.move(y=-0.02)
        if chance(rng, 0.7)
        else s.move(y=-float(rng.uniform(0.05, 0.09))) @ s.turn(float(rng.uniform(-30, 30)))
    )
    strong = hue(rng, 0.35)
    lock = [
        Part(bar, "rubber", dark(rng)),
        Part(s.join(*caps), "plastic", strong),
        Part(hole, "steel"),
    ]
    coats: tuple[Finish, ...] = (("rubber", dark(rng)), ("plastic", strong), ("steel", None))
    parts = [Part(tube, *pick(rng, coats)), *moved(lock, away)]
    return ground(moved(parts, s.turn(float(pick(rng, (0, 0, 90))), (1, 0, 0))))


def cable_lock(rng: np.random.Generator) -> list[Part]:
    """A sheathed cable in coils with a barrel lock joining its ends."""
    wire, radius = float(rng.uniform(0.004, 0.009)), float(rng.uniform(0.06, 0.1))
    turns = float(rng.uniform(1.4, 4.5))
    path = s.helix(radius, wire * 2.15, turns, 40)
    path[:, :2] *= np.linspace(1.0, float(rng.uniform(0.85, 1.1)), len(path))[:, None]
    colour = hue(rng, 0.5)
    parts = [Part(s.tube_along(path, wire, 12), "plastic", colour)]
    barrel = s.at(s.cylinder(wire + 0.006, 0.06, 30), s.turn(90, (1, 0, 0)))
    collar = s.at(s.cylinder(wire + 0.0075, 0.012, 30), s.turn(90, (1, 0, 0)), s.move(y=0.02))
    for end, way in ((path[0], -1.0), (path[-1], 1.0)):
        spin = float(np.degrees(np.arctan2(end[1], end[0])))
        place = s.move(*end) @ s.turn(spin) @ s.move(y=way * 0.025)
        parts.append(Part(s.at(barrel, place), "matte_plastic", dark(rng)))
        parts.append(Part(s.at(collar, place), "steel"))
    return ground(parts)


def folding_lock(rng: np.random.Generator) -> list[Part]:
    """Flat bars on rivets, folded together or laid out in a zigzag ring."""
    long, wide, thick = float(rng.uniform(0.13, 0.18)), float(rng.uniform(0.022, 0.03)), 0.006
    bend = float(pick(rng, (176.0, rng.uniform(46, 62))))
    place, heading = np.zeros(2), 0.0
    bars, rivets = [], []
    for i in range(6):
        way = np.array([np.cos(heading), np.sin(heading)])
        level = thick * 1.05 * (i if bend > 90 else i % 2)
        outline = np.concatenate(
            [s.arc(wide / 2, 90, 270, 16), s.arc(wide / 2, -90, 90, 16) + np.array([long, 0.0])]
        )
        bars.append(
            s.at(
                s.extrude(outline, thick),
                s.turn(np.degrees(heading)),
                s.move(place[0], place[1], level),
            )
        )
        rivets.append(
            s.at(s.cylinder(wide * 0.3, thick * 2.6, 24), s.move(place[0], place[1], level))
        )
        place = place + way * long
        heading += np.radians(bend) * (1 if bend < 90 or i % 2 == 0 else -1)
    head = s.at(
        s.box(wide * 2.6, wide * 1.3, thick * 3.2, 0.004),
        s.turn(np.degrees(heading)),
        s.move(place[0], place[1], level),
    )
    return ground(
        [
            Part(s.join(*bars), "rubber", hue(rng, 0.75)),
            Part(s.join(*rivets), "steel"),
            Part(head, "matte_plastic", dark(rng)),
        ]
    )


def frame_lock(rng: np.random.Generator) -> list[Part]:
    """A horseshoe-shaped ring lock for the back wheel, with lever and key."""
    radius, wide = float(rng.uniform(0.045, 0.055)), float(rng.uniform(0.020, 0.028))
    body = s.at(s.band(radius, wide, 0.026, -55, 235), s.move(z=0.013))
    block = s.at(s.box(0.055, wide * 1.5, 0.03, 0.006), s.move(0, radius + 0.004, 0.013))
    bolt = s.at(s.torus(radius, 0.0045, 360), s.move(z=0.013))
    lever = s.at(
        s.box(0.012, 0.02, 0.014, 0.003), s.turn(35), s.move(radius * 0.9, -radius * 0.2, 0.03)
    )
    barrel = s.at(s.cylinder(0.009, 0.006, 30), s.move(0, radius + 0.004, 0.028))
    parts = [
        Part(s.join(body, block), "matte_plastic", dark(rng)),
        Part(lever, "plastic", hue(rng, 0.3)),
        Part(barrel, "steel"),
    ]
    if chance(rng, 0.6):
        parts.append(Part(bolt, "chrome"))
    if chance(rng, 0.6):
        key = moved(flat_key(rng, ("steel", None)), s.turn(90, (1, 0, 0)))
        parts += moved(key, s.move(0, radius + 0.004, 0.055) @ s.turn(90, (0, 1, 0)))
    return ground(parts)


def sleeved_chain_lock(rng: np.random.Generator) -> list[Part]:
    """A bicycle chain in a cloth sleeve with a lock at its end."""
    angle = np.linspace(-75, 255, 12) * np.pi / 180
    reach = float(rng.uniform(0.1, 0.15)) * rng.uniform(0.7, 1.25, 12)
    keys = np.stack([reach * np.cos(angle), reach * np.sin(angle), 0 * angle], 1)
    path = wander(rng, 0.8, 8, 0.5) if chance(rng, 0.3) else s.spline(keys, 160)
    parts = [
        Part(s.tube_along(path, float(rng.uniform(0.008, 0.012)), 16), "textile", hue(rng, 0.6))
    ]
    head = s.box(0.05, 0.036, 0.03, 0.006)
    way = float(np.degrees(np.arctan2(*(path[-1] - path[-4])[1::-1])))
    parts.append(Part(s.at(head, s.turn(way), s.move(*path[-1])), "matte_plastic", dark(rng)))
    ring = s.at(s.link(0.035, 0.024, 0.0038), s.move(*path[0]))
    parts.append(Part(ring, "steel"))
    return ground(parts)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "bicycle_lock": (u_lock, cable_lock, folding_lock, frame_lock, sleeved_chain_lock),
}
