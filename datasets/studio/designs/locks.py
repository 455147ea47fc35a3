"""Padlocks: block, laminated, combination, dial, disc and old iron ones."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, dark, ground, hue, pick
from datasets.studio.designs._hardware import draw_iron, draw_metal, flat_key
from datasets.studio.designs._ratchet import HOLE, Finish
from datasets.studio.parts import Part, moved

BRASS: Finish = ("brass", None)
SHACKLE: tuple[Finish, ...] = (("chrome", None), ("steel", None), ("dark_steel", None))


def upright_padlock(rng: np.random.Generator, finish: Finish | None = None) -> list[Part]:
    """A block padlock standing, front towards -y, top of the body at the origin."""
    wide = float(rng.uniform(0.028, 0.06))
    tall, deep = wide * float(rng.uniform(0.75, 1.15)), wide * float(rng.uniform(0.32, 0.5))
    body = _body(rng, wide, tall, deep)
    solid: tuple[Finish, ...] = (BRASS, BRASS, ("steel", None), ("plastic", hue(rng, 0.3)))
    chosen = finish or pick(rng, solid)
    parts = [Part(s.at(body, s.move(z=-tall / 2)), *chosen)]
    parts += _keyhole(rng, wide, tall, deep)
    return parts + _shackle(rng, wide, pick(rng, SHACKLE))


def block_padlock(rng: np.random.Generator) -> list[Part]:
    """One padlock, lying or standing, sometimes with its keys."""
    return _laid(rng, upright_padlock(rng))


def laminated_padlock(rng: np.random.Generator) -> list[Part]:
    """A body of stacked steel plates with rivets at the corners and a bumper below."""
    wide = float(rng.uniform(0.04, 0.065))
    tall, deep = wide * float(rng.uniform(0.65, 0.85)), wide * 0.45
    count = int(rng.integers(8, 14))
    step = tall / count
    plates = [
        s.at(s.box(wide, deep, step * 0.84, step * 0.2), s.move(z=-step * (i + 0.5)))
        for i in range(count)
    ]
    core = s.at(s.box(wide * 0.95, deep * 0.9, tall * 0.98), s.move(z=-tall / 2))
    rivets = [
        s.at(
            s.cylinder(wide * 0.05, tall * 1.04, 14),
            s.move(x * wide * 0.4, y * deep * 0.36, -tall / 2),
        )
        for x in (1, -1)
        for y in (1, -1)
    ]
    parts = [Part(s.join(core, *plates, *rivets), "steel")]
    bumper = s.at(s.box(wide * 1.05, deep * 1.08, tall * 0.2, 0.003), s.move(z=-tall * 0.93))
    parts.append(Part(bumper, "matte_plastic", hue(rng, 0.6)))
    return _laid(rng, parts + _shackle(rng, wide, ("chrome", None)))


def combination_padlock(rng: np.random.Generator) -> list[Part]:
    """A padlock with three or four number wheels in its face."""
    wide = float(rng.uniform(0.025, 0.04))
    tall, deep = wide * float(rng.uniform(1.1, 1.5)), wide * 0.45
    body = s.box(wide, deep, tall, wide * 0.14)
    count = int(rng.integers(3, 5))
    finish: Finish = pick(rng, (BRASS, ("steel", None), ("plastic", hue(rng, 0.2))))
    parts = [Part(s.at(body, s.move(z=-tall / 2)), *finish)]
    step = tall * 0.72 / count
    slots, wheels, marks = [], [], []
    for i in range(count):
        z = -tall * 0.2 - step * (i + 0.3)
        slots.append(s.at(s.box(wide * 0.6, deep + 0.0006, step * 0.9), s.move(0, 0, z)))
        ring = _gear(wide * 0.24, step * 0.72)
        wheels.append(s.at(ring, s.move(0, -deep * 0.32, z)))
        wheels.append(s.at(ring, s.move(0, deep * 0.32, z)))
        side = -deep * 0.32 - wide * 0.25
        marks.append(s.at(s.box(step * 0.12, 0.0005, step * 0.45), s.move(0, side, z)))
    parts += [
        Part(s.join(*slots), *HOLE),
        Part(s.join(*wheels), pick(rng, ("brass", "steel", "matte_plastic"))),
        Part(s.join(*marks), "paper"),
    ]
    return _laid(rng, parts + _shackle(rng, wide, ("chrome", None)))


def dial_padlock(rng: np.random.Generator) -> list[Part]:
    """A round locker padlock with a numbered dial and a knob."""
    radius, deep = float(rng.uniform(0.022, 0.027)), float(rng.uniform(0.016, 0.022))
    lie = s.turn(90, (1, 0, 0))
    case = [
        (0, -deep / 2),
        (radius * 0.9, -deep / 2),
        (radius, -deep * 0.3),
        (radius, deep * 0.3),
        (radius * 0.9, deep / 2),
        (0, deep / 2),
    ]
    parts = [Part(s.at(s.lathe(case), lie, s.move(z=-radius * 0.95)), "steel")]
    plate = s.at(
        s.cylinder(radius * 0.82, 0.003, 48), lie, s.move(0, -deep / 2 - 0.001, -radius * 0.95)
    )
    parts.append(Part(plate, "plastic", hue(rng, 0.6)))
    ticks = []
    for i in range(40):
        long = 0.004 if i % 5 == 0 else 0.002
        tick = s.at(s.box(0.0005, 0.0004, long), s.move(0, 0, radius * 0.78 - long / 2))
        ticks.append(
            s.at(tick, s.turn(9.0 * i, (0, 1, 0)), s.move(0, -deep / 2 - 0.0027, -radius * 0.95))
        )
    parts.append(Part(s.join(*ticks), "paper"))
    knob = s.at(_gear(radius * 0.36, 0.011), lie, s.move(0, -deep / 2 - 0.007, -radius * 0.95))
    parts.append(Part(knob, "plastic", dark(rng)))
    return _laid(rng, parts + _shackle(rng, radius * 1.75, ("chrome", None)))


def disc_padlock(rng: np.random.Generator) -> list[Part]:
    """A round steel body whose short shackle hides in a notch."""
    radius, deep = float(rng.uniform(0.032, 0.042)), float(rng.uniform(0.02, 0.027))
    notch = s.at(s.box(radius * 0.85, radius * 0.75, deep * 2), s.move(0, radius * 0.85))
    case = [
        (0, -deep / 2),
        (radius * 0.93, -deep / 2),
        (radius, -deep * 0.25),
        (radius, deep * 0.25),
        (radius * 0.93, deep / 2),
        (0, deep / 2),
    ]
    mesh = s.cut(s.lathe(case, 64), notch)
    bar = s.at(s.torus(radius * 0.72, 0.0045, 100), s.turn(40))
    hole = s.at(s.box(0.002, 0.009, 0.001), s.move(0, -radius * 0.35, deep / 2))
    disc = s.at(s.cylinder(0.008, 0.002, 30), s.move(0, -radius * 0.35, deep / 2 - 0.0006))
    parts = [Part(mesh, "steel"), Part(s.join(bar, disc), "chrome"), Part(hole, *HOLE)]
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def old_iron_padlock(rng: np.random.Generator) -> list[Part]:
    """A heart-shaped or bulging old lock with a swinging keyhole cover."""
    finish = draw_iron(rng) if chance(rng, 0.7) else BRASS
    wide, deep = float(rng.uniform(0.045, 0.08)), float(rng.uniform(0.016, 0.026))
    t = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    point = float(rng.uniform(0.0, 0.5))
    x = np.sin(t) * (1 - 0.35 * point * (1 - np.cos(t)))
    z = np.cos(t) * 0.9 - 0.25 * point * (1 - np.cos(t))
    outline = np.stack([x, np.minimum(z, 0.72)], 1) * wide / 2
    body = s.at(s.extrude(outline, deep), s.move(z=-deep / 2), s.turn(90, (1, 0, 0)))
    rim = s.at(s.extrude(outline * 1.06, deep * 0.2), s.move(z=-deep * 0.1), s.turn(90, (1, 0, 0)))
    cover = s.at(
        s.box(wide * 0.14, 0.002, wide * 0.34, 0.0009),
        s.turn(float(rng.uniform(-40, 40)), (0, 1, 0)),
        s.move(0, -deep / 2, -wide * 0.1),
    )
    mesh = s.at(s.join(body, rim, cover), s.move(z=-wide * 0.34))
    return _laid(rng, [Part(mesh, *finish), *_shackle(rng, wide * 0.8, finish)])


def several_padlocks(rng: np.random.Generator) -> list[Part]:
    """Two to four small locks side by side."""
    parts: list[Part] = []
    seed = int(rng.integers(2**31))
    kind = pick(rng, (block_padlock, combination_padlock, laminated_padlock))
    for i in range(int(rng.integers(2, 5))):
        one = kind(np.random.default_rng(seed + i * int(chance(rng, 0.5))))
        parts += moved(
            one, s.move(i * 0.075, float(rng.normal(0, 0.008))) @ s.turn(float(rng.normal(0, 15)))
        )
    return ground(parts)


def _body(rng: np.random.Generator, wide: float, tall: float, deep: float) -> trimesh.Trimesh:
    """A block, rounded a little or much, or with slanted shoulders."""
    kind = int(rng.integers(3))
    if kind == 0:
        return s.box(wide, deep, tall, deep * 0.12)
    if kind == 1:
        return s.box(wide, deep, tall, deep * 0.42)
    w, h, c = wide / 2, tall / 2, wide * float(rng.uniform(0.1, 0.25))
    outline = np.array([(-w, -h), (w, -h), (w, h - c), (w - c, h), (c - w, h), (-w, h - c)])
    return s.at(s.extrude(outline, deep), s.move(z=-deep / 2), s.turn(90, (1, 0, 0)))


def _keyhole(rng: np.random.Generator, wide: float, tall: float, deep: float) -> list[Part]:
    """The barrel with its slot below; sometimes a key in it."""
    face = s.at(s.cylinder(wide * 0.16, 0.0016, 30), s.move(z=-tall))
    slot = s.at(s.box(wide * 0.04, wide * 0.2, 0.002), s.move(z=-tall - 0.0002))
    parts = [Part(face, "steel"), Part(slot, *HOLE)]
    plate = s.at(s.box(wide * 0.6, 0.0008, tall * 0.24), s.move(0, -deep / 2 - 0.0001, -tall * 0.4))
    if chance(rng, 0.4):
        parts.append(Part(plate, pick(rng, ("paper", "steel", "dark_steel"))))
    if chance(rng, 0.3):
        key = moved(flat_key(rng, ("steel", None)), s.turn(-90, (0, 1, 0)) @ s.move(-0.03))
        parts += moved(key, s.move(z=-tall - 0.012))
    return parts


def _shackle(rng: np.random.Generator, wide: float, finish: Finish) -> list[Part]:
    """The bow above the body at z = 0, closed or drawn out and swung aside."""
    wire, half = wide * float(rng.uniform(0.06, 0.1)), wide * float(rng.uniform(0.27, 0.34))
    leg = wide * float(
        pick(rng, (rng.uniform(0.2, 0.45), rng.uniform(0.2, 0.45), rng.uniform(0.8, 1.5)))
    )
    arc = s.arc(half, 0, 180, 32) + np.array([0.0, leg])
    path = np.concatenate([[(half, -wire)], arc, [(-half, -wire)]])
    bow = s.tube_along(np.c_[path[:, 0], 0 * path[:, 0], path[:, 1]], wire, 16)
    if chance(rng, 0.3):
        lift, swing = wide * float(rng.uniform(0.2, 0.4)), float(rng.uniform(0, 120))
        bow = s.at(bow, s.turn(swing, about=(-half, 0, 0)), s.move(z=lift))
        leg_on = s.at(s.cylinder(wire, lift * 1.2, 16), s.move(-half, 0, lift / 2))
        bow = s.join(bow, leg_on)
    return [Part(bow, *finish)]


def _gear(radius: float, height: float) -> trimesh.Trimesh:
    """A knurled wheel about z."""
    angle = np.linspace(0, 2 * np.pi, 80, endpoint=False)
    r = radius * (1 + 0.05 * np.sign(np.sin(20 * angle)))
    outline = np.stack([r * np.cos(angle), r * np.sin(angle)], 1)
    return s.at(s.extrude(outline, height), s.move(z=-height / 2))


def _laid(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """On its back, its face or standing; sometimes with two keys on the ground."""
    lean = float(pick(rng, (-90, -90, 90, 0)))
    parts = ground(moved(parts, s.turn(float(rng.uniform(0, 360))) @ s.turn(lean, (1, 0, 0))))
    if chance(rng, 0.35):
        finish = pick(rng, (BRASS, draw_metal(rng, 0.0)))
        for i in range(2):
            key = flat_key(rng, finish)
            parts += moved(
                key,
                s.move(0.055 + 0.004 * i, -0.02 + 0.03 * i) @ s.turn(float(rng.uniform(0, 360))),
            )
    return ground(parts)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "padlock": (
        block_padlock,
        laminated_padlock,
        combination_padlock,
        dial_padlock,
        disc_padlock,
        old_iron_padlock,
        several_padlocks,
    ),
}
