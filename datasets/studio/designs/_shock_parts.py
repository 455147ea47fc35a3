"""What body-worn shock devices share: receiver box, electrodes, remote control, charging lead.

Boxes and electrodes lie on the plane y = 0: the box stands out to -y, the wearer is at +y.
Owns no class of goods.
"""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._belts import antenna, device_box
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    bar,
    bounds,
    chance,
    dark,
    ground,
    lie_flat,
    pick,
)
from datasets.studio.designs._ratchet import Finish
from datasets.studio.designs._signs import BODY_WORDS, sticker
from datasets.studio.parts import Material, Part, moved

FACING = s.turn(90, (1, 0, 0))  # what was built up z then points to -y
RED: Colour = (0.62, 0.02, 0.02)


def receiver_box(
    rng: np.random.Generator, wide: float, tall: float, deep: float, aerial: float = 0.75
) -> list[Part]:
    """A case with seam, screws and light, charging socket, warning sticker, often an aerial."""
    cases: tuple[Finish, ...] = (
        ("matte_plastic", dark(rng)),
        ("plastic", dark(rng)),
        ("plastic", (0.3, 0.3, 0.31)),
        ("painted_metal", (0.1, 0.1, 0.1)),
    )
    parts = device_box(rng, wide, tall, deep, pick(rng, cases))
    label = sticker(rng, min(0.72 * wide, 0.9 * tall), BODY_WORDS)
    parts = [p for p in parts if p.material != "paper"]
    if chance(rng, 0.9):
        parts.append(label.moved(s.move(0, -deep - 0.0012, -0.08 * tall)))
    side = 1 if chance(rng, 0.5) else -1
    socket = s.at(s.torus(0.0045, 0.0012), s.turn(90, (0, 1, 0)))
    place = s.move(side * wide / 2, -deep * 0.45, -0.2 * tall)
    parts.append(Part(s.at(socket, place), "steel"))
    plug = s.at(s.cylinder(0.0036, 0.002, 16), s.turn(90, (0, 1, 0)), place)
    parts.append(Part(plug, "rubber", BLACK))
    if chance(rng, aerial):
        stub = s.at(antenna(rng), s.move(-side * wide * 0.34, -deep / 2, tall / 2 - 0.002))
        parts.append(Part(stub, "rubber", BLACK))
    return parts


def electrodes(
    rng: np.random.Generator, apart: float, radius: float, pairs: int = 1, patch: bool = True
) -> list[Part]:
    """Pairs of blunt metal contacts that stand out to +y, on a rubber patch."""
    metal: Material = pick(rng, ("steel", "brass", "chrome"))
    tall = radius * float(rng.uniform(0.5, 1.1))
    r = radius
    profile = [(0, 0), (r, 0), (r, 0.4 * tall), (0.75 * r, 0.8 * tall), (0.4 * r, tall), (0, tall)]
    stud = s.at(s.lathe(profile, 24), s.turn(-90, (1, 0, 0)))
    rows = (np.arange(pairs) - (pairs - 1) / 2) * 2.9 * radius
    studs = [s.at(stud, s.move(side * apart / 2, 0, float(z))) for side in (-1, 1) for z in rows]
    parts = [Part(s.join(*studs), metal)]
    if patch:
        high = (2.9 * pairs + 0.6) * radius
        pad = s.at(s.box(apart + 3.6 * radius, 0.003, high, 0.0012), s.move(y=0.0008))
        rubber = pick(rng, (dark(rng), (0.2, 0.2, 0.21), (0.35, 0.34, 0.32)))
        parts.append(Part(pad, "rubber", rubber))
    return parts


def remote(rng: np.random.Generator) -> list[Part]:
    """The sender, lying: a fob with a guarded red button, or a box with aerial and switches."""
    return _fob(rng) if chance(rng, 0.45) else _box_sender(rng)


def _fob(rng: np.random.Generator) -> list[Part]:
    wide, long, thick = (
        float(rng.uniform(*r)) for r in ((0.038, 0.05), (0.07, 0.1), (0.015, 0.02))
    )
    parts = [Part(bar(wide, thick, long, 0.006, 3.6), "plastic", dark(rng))]
    parts += [p.moved(s.move(0, -thick / 2, 0.66 * long)) for p in button(0.3 * wide, RED)]
    for x in (-1, 1):
        key = s.at(
            s.cylinder(0.004, 0.003, 18), FACING, s.move(x * 0.2 * wide, -thick / 2, 0.3 * long)
        )
        parts.append(Part(key, "rubber", (0.4, 0.4, 0.42)))
    aerial = s.at(antenna(rng), s.scale(0.8, 0.8, 0.6), s.move(0.25 * wide, 0, long - 0.002))
    parts.append(Part(aerial, "rubber", BLACK))
    ring = s.at(s.torus(0.01, 0.0011), s.move(z=-0.008), s.turn(90, (1, 0, 0)))
    parts.append(Part(s.at(ring, s.move(z=-0.006)), "steel"))
    return lie_flat(parts)


def _box_sender(rng: np.random.Generator) -> list[Part]:
    wide, long, thick = (
        float(rng.uniform(*r)) for r in ((0.055, 0.07), (0.1, 0.145), (0.024, 0.036))
    )
    parts = [Part(bar(wide, thick, long, 0.005, 7.0), "matte_plastic", dark(rng))]
    face = -thick / 2
    parts += [p.moved(s.move(0, face, 0.42 * long)) for p in button(0.24 * wide, RED)]
    for i, x in enumerate((-0.25, 0.25)):
        neck = s.at(s.cylinder(0.005, 0.004, 18), FACING, s.move(x * wide, face, 0.72 * long))
        lever = s.at(s.cylinder(0.0022, 0.012, 12), s.move(z=0.006), s.turn(60 + 40 * i, (1, 0, 0)))
        parts.append(Part(s.join(neck, s.at(lever, s.move(x * wide, face, 0.72 * long))), "steel"))
    for x, colour in ((-0.12, (0.05, 0.7, 0.08)), (0.12, (0.75, 0.02, 0.02))):
        lamp = s.at(s.sphere(0.003, 2), s.move(x * wide, face, 0.88 * long))
        parts.append(Part(lamp, "plastic", colour))
    parts.append(sticker(rng, 0.7 * wide, BODY_WORDS).moved(s.move(0, face - 0.001, 0.16 * long)))
    tall = float(rng.uniform(0.04, 0.1))
    rod = s.lathe(
        [(0, 0), (0.004, 0), (0.004, 0.012), (0.0022, 0.014), (0.0016, tall), (0, tall)], 16
    )
    parts.append(
        Part(s.at(rod, s.move(0.35 * wide, 0, long - 0.003)), pick(rng, ("rubber", "chrome")))
    )
    return lie_flat(parts)


def button(radius: float, colour: Colour) -> list[Part]:
    """A round push button in a raised guard ring, on the plane y = 0, pressed towards +y."""
    cap = s.at(s.cylinder(radius, 0.007, 28), FACING, s.move(y=-0.002))
    guard = s.at(s.torus(radius * 1.3, 0.0022), FACING, s.move(y=-0.002))
    return [Part(cap, "plastic", colour), Part(guard, "steel" if radius > 0.013 else "rubber")]


def beside(
    rng: np.random.Generator, parts: list[Part], extra: list[Part], gap: float
) -> list[Part]:
    """A grounded thing and a second one lying next to it, mostly at its long side."""
    turned = ground(moved(extra, s.turn(float(rng.uniform(0, 360)))))
    low, high = bounds(parts)
    reach = (high - low)[:2] / 2 + np.ptp(bounds(turned), axis=0)[:2] / 2
    axis = int(np.argmin(high[:2] - low[:2])) if chance(rng, 0.75) else int(rng.integers(2))
    place = (low + high)[:2] / 2
    place[axis] += (reach[axis] + gap) * (1 if chance(rng, 0.5) else -1)
    place[1 - axis] += float(rng.uniform(-0.6, 0.6)) * reach[1 - axis]
    return ground([*parts, *moved(turned, s.move(place[0], place[1]))])


def with_remote(rng: np.random.Generator, parts: list[Part], share: float) -> list[Part]:
    """The thing with its sender beside it in a share of the draws."""
    if not chance(rng, share):
        return ground(parts)
    return beside(rng, ground(parts), remote(rng), float(rng.uniform(0.015, 0.05)))


def lock_block(rng: np.random.Generator, wide: float, tall: float, deep: float) -> list[Part]:
    """A metal lock case on the plane y = 0 facing -y with cylinder and key slot."""
    metal: Material = pick(rng, ("steel", "dark_steel", "aluminium"))
    case = s.at(s.box(wide, deep, tall, 0.2 * deep), s.move(y=-deep / 2))
    r = min(0.3 * wide, 0.28 * tall, 0.009)
    barrel = s.at(s.cylinder(r, 0.003, 28), FACING, s.move(y=-deep))
    slot = s.at(s.box(0.25 * r, 0.002, 1.3 * r), s.move(y=-deep - 0.0008))
    rivets = [
        s.at(s.cylinder(0.0022, 0.0015, 14), FACING, s.move(x * 0.4 * wide, -deep, z * 0.4 * tall))
        for x in (-1, 1)
        for z in (-1, 1)
    ]
    return [
        Part(s.join(case, *rivets), metal),
        Part(barrel, "brass" if chance(rng, 0.6) else "steel"),
        Part(slot, "rubber", BLACK),
    ]


def lead(points: list[tuple[float, float, float]], radius: float = 0.0022) -> trimesh.Trimesh:
    """A loose cable through the points."""
    return s.tube_along(s.spline(points, 60), radius, 8)
