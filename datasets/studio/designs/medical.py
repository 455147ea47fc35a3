"""Seats of care and beauty: wheelchairs, dental units, barber's chairs."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    Colour,
    beam,
    between,
    castor,
    mirror,
    odds,
    pipe,
    rod,
    rounded,
    stand,
    tone,
    wheel,
)
from datasets.studio.parts import Material, Part

Paint = tuple[Material, Colour]


def wheelchair(rng: np.random.Generator) -> list[Part]:
    """The self-propelled chair: large spoked wheels with hand rims, castors, foot rests."""
    half, radius = between(rng, 0.21, 0.26), between(rng, 0.29, 0.31)
    tyre, rim = wheel(radius, 0.013, 24)
    hand = s.at(s.torus(radius * 0.88, 0.008), s.turn(90, (0, 1, 0)), s.move(x=0.045))
    big = s.at(s.join(rim, hand), s.move(half + 0.05, 0.14, radius))
    small, fork = castor(0.075)
    front = s.at(s.join(small), s.turn(90), s.move(half, -0.32))
    parts = [
        Part(mirror(s.at(tyre, s.move(half + 0.05, 0.14, radius))), "rubber"),
        Part(mirror(big), "chrome"),
        Part(mirror(front), "rubber", tone(rng, "black", "grey")),
        Part(mirror(s.at(fork, s.turn(90), s.move(half, -0.32))), "chrome"),
        *_wheelchair_frame(rng, half),
        *_foot_rests(half),
    ]
    if odds(rng, 0.7):
        guard = mirror(s.at(s.box(0.012, 0.3, 0.17, 0.005), s.move(half + 0.01, 0.03, 0.58)))
        parts.append(Part(guard, "plastic", tone(rng, "black", "grey")))
    return stand(parts)


def transport_chair(rng: np.random.Generator) -> list[Part]:
    """The pushed chair: four small wheels."""
    half = between(rng, 0.21, 0.26)
    parts = [*_wheelchair_frame(rng, half), *_foot_rests(half)]
    solid = s.at(
        s.lathe([(0, -0.016), (0.1, -0.016), (0.1, 0.016), (0, 0.016)]), s.turn(90, (0, 1, 0))
    )
    disc = s.at(s.cylinder(0.07, 0.04), s.turn(90, (0, 1, 0)))
    for y, size in ((0.2, between(rng, 1.0, 1.6)), (-0.3, 1.0)):
        place = (s.scale(1, size, size), s.move(half + 0.03, y, 0.1 * size))
        parts.append(Part(mirror(s.at(solid, *place)), "rubber"))
        parts.append(
            Part(mirror(s.at(disc, *place)), "plastic", tone(rng, "grey", "light", "black"))
        )
    return stand(parts)


def power_chair(rng: np.random.Generator) -> list[Part]:
    """The electric wheelchair: motor box, thick wheels, padded seat, joystick."""
    cover: Paint = ("leather", tone(rng, "black", "charcoal", "navy"))
    box = s.at(s.box(0.42, 0.55, 0.2, 0.05), s.move(z=0.25))
    pads = [s.at(s.box(0.48, 0.48, 0.1, 0.04), s.move(z=0.52))]
    pads.append(s.at(s.box(0.46, 0.1, 0.55, 0.04), s.turn(-10, (1, 0, 0)), s.move(y=0.26, z=0.83)))
    head = s.at(s.box(0.26, 0.08, 0.14, 0.035), s.move(y=0.32, z=1.2))
    arms = mirror(s.at(s.box(0.08, 0.36, 0.05, 0.02), s.move(0.29, -0.02, 0.74)))
    posts = mirror(rod((0.29, 0.15, 0.45), (0.29, 0.15, 0.72), 0.015))
    stick = s.join(
        s.at(s.box(0.06, 0.1, 0.05, 0.015), s.move(0.29, -0.24, 0.76)),
        rod((0.29, -0.24, 0.78), (0.29, -0.24, 0.84), 0.008),
    )
    foot = s.join(
        s.at(s.box(0.36, 0.22, 0.02, 0.008), s.move(y=-0.5, z=0.12)),
        beam((0, -0.25, 0.42), (0, -0.44, 0.12), 0.06, 0.04),
    )
    parts = [
        Part(box, "plastic", tone(rng, "red", "blue", "black", "grey", "green")),
        Part(s.join(*pads), *cover),
        Part(s.join(arms, posts, stick, foot), "plastic"),
    ]
    if odds(rng, 0.5):
        parts.append(Part(head, *cover))
    for y, radius, wide in ((0.05, 0.17, 0.07), (-0.32, 0.1, 0.05), (0.36, 0.08, 0.05)):
        disc = s.lathe(
            [
                (0, -wide / 2),
                (radius * 0.95, -wide / 2),
                (radius, 0),
                (radius * 0.95, wide / 2),
                (0, wide / 2),
            ]
        )
        place = (s.turn(90, (0, 1, 0)), s.move(0.27, y, radius))
        parts.append(Part(mirror(s.at(disc, *place)), "rubber"))
        hub = s.at(s.cylinder(radius * 0.55, wide * 1.1), *place)
        parts.append(Part(mirror(hub), "plastic", tone(rng, "light", "grey")))
    return stand(parts)


def dental_unit(rng: np.random.Generator) -> list[Part]:
    """The patient's couch with lamp on its arm, instrument tray, spittoon, stool on some."""
    colour, shell = (
        tone(rng, "teal", "sky", "blue", "mint", "tan", "wine", "grey", "purple"),
        tone(rng, "white", "cream"),
    )
    tilt = between(rng, 15, 60)
    seat = s.at(s.box(0.54, 0.56, 0.11, 0.05), s.turn(6, (1, 0, 0)), s.move(y=-0.1, z=0.56))
    legs = beam((0, -0.34, 0.55), (0, -1.0, 0.44), 0.46, 0.1, 0.045)
    back = s.at(
        s.box(0.52, 0.11, 0.72, 0.05),
        s.move(z=0.36),
        s.turn(-tilt, (1, 0, 0)),
        s.move(y=0.17, z=0.58),
    )
    head = s.at(
        s.box(0.26, 0.09, 0.24, 0.04),
        s.move(z=0.86),
        s.turn(-tilt, (1, 0, 0)),
        s.move(y=0.15, z=0.58),
    )
    foot = s.at(s.extrude(rounded(0.55, 1.0, 0.2), 0.06), s.move(y=-0.1))
    column = s.at(s.box(0.26, 0.36, 0.46, 0.06), s.move(z=0.28))
    arms = mirror(s.at(s.box(0.07, 0.36, 0.05, 0.022), s.move(0.31, 0.02, 0.74)))
    posts = mirror(rod((0.29, 0.17, 0.52), (0.31, 0.17, 0.73), 0.018))
    parts = [
        Part(s.join(seat, legs, back, head, arms), "leather", colour),
        Part(s.join(foot, column, posts), "plastic", shell),
    ]
    return stand(parts + _dental_lamp(rng, shell) + _dental_tray(rng, shell))


def barber_chair(rng: np.random.Generator) -> list[Part]:
    """The hydraulic chair: round base, pump lever, padded seat, foot rest, head rest."""
    cover: Paint = ("leather", tone(rng, "black", "black", "red", "wine", "tan", "cream", "teal"))
    metal: Paint = ("chrome", (0.85, 0.85, 0.86))
    base = s.lathe(
        [(0, 0), (0.33, 0), (0.33, 0.02), (0.26, 0.05), (0.07, 0.07), (0.06, 0.42), (0, 0.42)]
    )
    lever = pipe([(0.05, 0, 0.2), (0.3, 0.05, 0.22), (0.42, 0.1, 0.35)], 0.012)
    wide, back = between(rng, 0.5, 0.58), between(rng, 0.45, 0.62)
    seat = s.at(s.box(wide, 0.52, 0.15, 0.06), s.move(z=0.52))
    rest = s.at(
        s.box(wide * 0.94, 0.13, back, 0.055),
        s.turn(-10, (1, 0, 0)),
        s.move(y=0.3, z=0.6 + back / 2),
    )
    buttons = [
        s.at(
            s.sphere(0.012, 1),
            s.turn(-10, (1, 0, 0), (0, 0.3, 0.6 + back / 2)),
            s.move(x, 0.235, 0.6 + back * t),
        )
        for x in (-0.13, 0, 0.13)
        for t in (0.35, 0.65)
    ]
    arms = mirror(s.at(s.box(0.09, 0.44, 0.06, 0.025), s.move(wide / 2 + 0.04, 0.02, 0.76)))
    sides = mirror(s.at(s.box(0.03, 0.4, 0.26, 0.012), s.move(wide / 2 + 0.03, 0.04, 0.6)))
    foot = pipe(
        [(-0.17, -0.24, 0.48), (-0.17, -0.52, 0.2), (0.17, -0.52, 0.2), (0.17, -0.24, 0.48)], 0.016
    )
    plate = s.at(s.box(0.34, 0.16, 0.02, 0.006), s.turn(-25, (1, 0, 0)), s.move(y=-0.54, z=0.21))
    parts = [
        Part(s.join(seat, rest, arms), *cover),
        Part(s.join(base, lever, sides, foot, plate, *buttons), *metal),
    ]
    if odds(rng, 0.6):
        head = s.at(s.box(0.24, 0.09, 0.14, 0.04), s.move(y=0.36, z=0.7 + back))
        parts += [
            Part(head, *cover),
            Part(rod((0, 0.38, 0.55 + back), (0, 0.38, 0.7 + back), 0.014), *metal),
        ]
    return stand(parts)


def _wheelchair_frame(rng: np.random.Generator, half: float) -> list[Part]:
    """Two tube sides, cross brace, sling seat and back, arm pads, push handles."""
    side = [
        (half, 0.24, 0.94),
        (half, 0.24, 0.2),
        (half, -0.3, 0.2),
        (half, -0.34, 0.5),
        (half, 0.24, 0.5),
    ]
    arm = [(half, 0.24, 0.72), (half, -0.14, 0.72), (half, -0.14, 0.5)]
    push = [(half, 0.24, 0.92), (half, 0.37, 0.93)]
    tubes = mirror(s.join(pipe(side, 0.012), pipe(arm, 0.012), pipe(push, 0.012)))
    cross = mirror(rod((half, -0.05, 0.2), (-half, -0.05, 0.49), 0.01))
    grips = mirror(rod((half, 0.28, 0.928), (half, 0.39, 0.93), 0.018))
    pads = mirror(s.at(s.box(0.05, 0.28, 0.03, 0.012), s.move(half, 0.02, 0.74)))
    seat = s.at(s.box(2 * half, 0.44, 0.03, 0.012), s.move(y=-0.03, z=0.51))
    back = s.at(s.box(2 * half, 0.02, 0.42, 0.008), s.move(y=0.235, z=0.72))
    metal: Material = "chrome" if odds(rng, 0.5) else "painted_metal"
    colour = (
        tone(rng, "blue", "red", "black", "grey", "green") if metal == "painted_metal" else None
    )
    return [
        Part(s.join(tubes, cross), metal, colour),
        Part(s.join(grips, pads), "rubber"),
        Part(s.join(seat, back), "textile", tone(rng, "black", "navy", "blue", "charcoal", "wine")),
    ]


def _foot_rests(half: float) -> list[Part]:
    """Two swing-away foot plates."""
    x = half * 0.75
    bar = pipe([(half, -0.32, 0.48), (x, -0.42, 0.4), (x, -0.52, 0.12)], 0.011)
    plate = s.at(
        s.box(0.15, 0.16, 0.015, 0.006), s.turn(-15, (1, 0, 0)), s.move(half * 0.5, -0.56, 0.12)
    )
    return [Part(mirror(bar), "chrome"), Part(mirror(plate), "plastic")]


def _dental_lamp(rng: np.random.Generator, shell: Colour) -> list[Part]:
    """The operating lamp on a jointed arm."""
    x, tall = 0.55, between(rng, 1.75, 2.0)
    reach = between(rng, -0.1, 0.3)
    arm = s.join(
        pipe([(x, -0.1, 0.1), (x, -0.1, tall), (x * 0.4, 0.1, tall)], 0.025, 0.1),
        rod((x * 0.4, 0.1, tall), (0.0, reach, tall - 0.35), 0.02),
    )
    bowl = s.lathe([(0, 0.08), (0.06, 0.07), (0.13, 0.0), (0.12, 0.0), (0.05, 0.055), (0, 0.06)])
    dish = s.at(bowl, s.scale(1.3, 0.9, 1), s.move(0, reach, tall - 0.47))
    light = s.at(s.cylinder(0.05, 0.02, 24), s.move(0, reach, tall - 0.46))
    return [Part(s.join(arm, dish), "plastic", shell), Part(light, "glow", (0.9, 0.9, 0.8))]


def _dental_tray(rng: np.random.Generator, shell: Colour) -> list[Part]:
    """Unit box with spittoon, the arm with the tray, hand pieces with their hoses."""
    unit = s.at(s.box(0.26, 0.4, 0.75, 0.05), s.move(0.55, -0.1, 0.42))
    bowl = s.at(
        s.lathe([(0, 0), (0.05, 0.01), (0.13, 0.07), (0.12, 0.07), (0.04, 0.03), (0, 0.03)]),
        s.move(0.5, -0.1, 0.82),
    )
    tray = s.at(s.extrude(rounded(0.5, 0.32, 0.05), 0.03), s.move(-0.2, -0.45, 0.92))
    arm = pipe([(0.5, -0.2, 0.72), (0.3, -0.85, 0.75), (-0.1, -0.6, 0.9)], 0.022, 0.1)
    tools, hoses = [], []
    for x in np.linspace(-0.38, -0.02, 5):
        tools.append(rod((x, -0.3, 0.96), (x, -0.16, 0.99), 0.009))
        path = s.spline([(x, -0.3, 0.96), (x, -0.42, 0.82), (x, -0.5, 0.7), (x, -0.6, 0.9)], 24)
        hoses.append(s.tube_along(path, 0.006, 8))
    grip = rod((-0.3, -0.63, 0.94), (-0.1, -0.63, 0.94), 0.012)
    return [
        Part(s.join(unit, tray, arm), "plastic", shell),
        Part(bowl, "glass"),
        Part(s.join(*tools, grip), "chrome"),
        Part(s.join(*hoses), "rubber", tone(rng, "grey", "light", "sky")),
    ]


DESIGNS = {
    "wheelchair": (wheelchair, transport_chair, power_chair),
    "dental_chair": (dental_unit, barber_chair),
}
