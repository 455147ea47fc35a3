"""Drones for crops, parcels and cameras: multirotors without anything for irritants."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import (
    BLACK,
    Design,
    blob,
    chance,
    ground,
    pick,
    turned,
)
from datasets.studio.designs._furniture import between, rod, tone
from datasets.studio.designs._multirotor import (
    CARBON,
    Frame,
    airframe,
    bracket,
    draw_frame,
    show,
    spray_gear,
)
from datasets.studio.parts import Part, moved


def crop_sprayer(rng: np.random.Generator) -> list[Part]:
    """A farm drone: large tank in a light colour, boom with nozzles, wide skids."""
    frame = draw_frame(rng, 0.6, 0.95, 0.7)
    lines = pick(
        rng, (("AGRO 10 L", "CROP CARE"), ("FIELD 16", "AGRAR"), ("SPRAY 20", "L  PLANTS"))
    )
    grounds = (((238, 238, 232), (30, 120, 50)), ((40, 130, 60), (244, 244, 236)))
    label = ink.panel(lines, *pick(rng, grounds), ratio=2.0, edge=False)
    tank = tone(rng, "white", "white", "light", "sky", "yellow", "green")
    parts = airframe(rng, frame)
    parts += spray_gear(rng, frame, label, tank, frame.reach * between(rng, 0.75, 1.05))
    return show(rng, parts, 0.1, 0.2)


def parcel_drone(rng: np.random.Generator) -> list[Part]:
    """A delivery drone with a carton or a plastic box between its legs, or on a cord below it."""
    frame = draw_frame(rng, 0.36, 0.65, 0.95)
    parts = airframe(rng, frame)
    hub = frame.hub
    wide, deep, tall = 1.7 * hub, between(rng, 1.2, 1.8) * hub, between(rng, 0.7, 1.0) * hub
    carton = chance(rng, 0.6)
    top = frame.height - 0.34 * hub
    box = s.at(s.box(wide, deep, tall, 0.004 if carton else 0.03), s.move(0, 0, top - tall / 2))
    shade = (
        tone(rng, "tan", "oak", "tan") if carton else tone(rng, "white", "orange", "blue", "black")
    )
    parts.append(Part(box, "paper" if carton else "plastic", shade))
    if carton:
        tape = s.at(s.box(0.14 * wide, 1.004 * deep, 1.004 * tall), s.move(0, 0, top - tall / 2))
        parts.append(Part(tape, "plastic", (0.5, 0.38, 0.2), smooth=False))
    words = pick(
        rng, (("PARCEL", "express"), ("FRAGILE", "this way up"), ("MEDIC", "blood samples"))
    )
    label = ink.panel(words, (240, 240, 236), (30, 30, 60), ratio=1.6)
    for side, spin in ((-1, 0.0), (1, 180.0)):
        spot = (0.25 * wide, side * (0.503 * deep + 0.001), top - 0.5 * tall)
        parts.append(ink.facing(label, 0.34 * wide, spot, spin))
    parts.append(bracket(frame, 1.1 * hub, top - 0.01))
    return show(rng, parts, 0.1, 0.2)


def camera_drone(rng: np.random.Generator) -> list[Part]:
    """A small quadrocopter with a stabilised camera under its nose."""
    frame = draw_frame(rng, 0.12, 0.24, 0.5)
    low = chance(rng, 0.5)
    parts = _folding_body(rng, frame) if low else airframe(rng, frame)
    size = 0.42 * frame.hub
    parts += moved(_gimbal(rng, size), s.move(0, -1.1 * frame.hub, frame.height - 0.55 * size))
    return show(rng, parts, 0.1, 0.15)


def survey_drone(rng: np.random.Generator) -> list[Part]:
    """A larger drone with a hanging camera ball, a lamp or a loudspeaker, or nothing below it."""
    frame = draw_frame(rng, 0.32, 0.6, 0.75)
    parts = airframe(rng, frame)
    kind = int(rng.integers(4))
    hub, z = frame.hub, frame.height
    if kind == 0:
        parts += moved(_gimbal(rng, 0.6 * hub), s.move(0, -0.2 * hub, z - 0.85 * hub))
    elif kind == 1:
        horn = [
            (0.2 * hub, 0),
            (0.25 * hub, 0.4 * hub),
            (0.7 * hub, 0.7 * hub),
            (0.62 * hub, 0.69 * hub),
        ]
        speaker = turned(
            [*horn, (0.2 * hub, 0.45 * hub)], "plastic", tone(rng, "white", "grey", "black")
        )
        parts.append(speaker.moved(s.move(0, 0, z - 0.5 * hub) @ s.turn(120, (1, 0, 0))))
    elif kind == 2:
        lamp = s.at(
            s.box(1.2 * hub, 0.3 * hub, 0.35 * hub, 0.02), s.move(0, -0.6 * hub, z - 0.45 * hub)
        )
        lens = s.at(s.cylinder(0.13 * hub, 0.02), s.turn(90, (1, 0, 0)))
        spots = [s.at(lens, s.move(x * hub, -0.76 * hub, z - 0.45 * hub)) for x in (-0.4, 0.0, 0.4)]
        parts += [Part(lamp, "matte_plastic", BLACK), Part(s.join(*spots), "glow", (0.9, 0.9, 0.8))]
    if chance(rng, 0.4):
        tips = [
            rod((x, 0.9 * hub, z), (1.3 * x, 1.2 * hub, z + 0.8 * hub), 0.004)
            for x in (-0.3 * hub, 0.3 * hub)
        ]
        parts.append(Part(s.join(*tips), "rubber", BLACK))
    return show(rng, parts, 0.1, 0.2)


def _gimbal(rng: np.random.Generator, size: float) -> list[Part]:
    """A camera in a yoke, about the origin, looking to -y."""
    ball = [(-0.4 * size, 0.7 * size, 0.7 * size, 0, 0), (0, 0.9 * size, 0.8 * size, 0, 0)]
    body = blob([*ball, (0.4 * size, 0.7 * size, 0.7 * size, 0, 0)], 3.5, 20)
    ring = s.at(s.cylinder(0.3 * size, 0.2 * size), s.turn(90, (1, 0, 0)), s.move(y=-0.42 * size))
    lens = s.at(s.cylinder(0.22 * size, 0.21 * size), s.turn(90, (1, 0, 0)), s.move(y=-0.43 * size))
    yoke = [
        (0.55 * size, 0, 0),
        (0.58 * size, 0.1 * size, 0.5 * size),
        (0, 0.15 * size, 0.75 * size),
    ]
    arm = s.strap_along(s.spline(yoke, 24), 0.12 * size, 0.22 * size, up=(0, 1, 0))
    stem = s.at(s.cylinder(0.22 * size, 0.3 * size), s.move(0, 0.15 * size, 0.85 * size))
    shade = tone(rng, "black", "charcoal", "light")
    return [
        Part(body, "plastic", shade),
        Part(s.join(arm, stem), "aluminium", CARBON),
        Part(ring, "plastic", BLACK),
        Part(lens, "screen"),
    ]


def _folding_body(rng: np.random.Generator, frame: Frame) -> list[Part]:
    """A slim folding body with short arm feet instead of skids."""
    flat = Frame(frame.reach, 4, 0.3 * frame.reach, 0.85 * frame.hub, frame.colour)
    parts = airframe(rng, flat, legs=False)
    feet = []
    for angle in flat.angles:
        x, y = flat.reach * np.cos(np.radians(angle)), flat.reach * np.sin(np.radians(angle))
        feet.append(rod((x, y, flat.height), (x, y, 0.0), 0.02 * flat.reach))
    hub, z = flat.hub, flat.height
    keys = [(0, 1.0 * hub, 1.6 * hub, 0, 0), (0.3 * hub, 1.1 * hub, 1.8 * hub, 0, 0)]
    nose = blob([*keys, (0.55 * hub, 0.8 * hub, 1.5 * hub, 0, 0)], 3.0, 16)
    front = s.at(nose, s.move(0, -0.7 * hub, z - 0.2 * hub))
    eye = s.at(s.cylinder(0.1 * hub, 0.02, 16), s.turn(90, (1, 0, 0)))
    eyes = [s.at(eye, s.move(x * hub, -1.58 * hub, z + 0.1 * hub)) for x in (-0.25, 0.25)]
    lift = s.move(z=frame.height - flat.height)
    whole = [*parts, Part(s.join(*feet), "plastic", CARBON), Part(front, "plastic", frame.colour)]
    return ground(moved([*whole, Part(s.join(*eyes), "screen")], lift))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "drone": (crop_sprayer, parcel_drone, camera_drone, survey_drone)
}
