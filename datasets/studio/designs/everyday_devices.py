"""Everyday devices and sports things for the class `other`."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    WOODS,
    Colour,
    beam,
    between,
    mirror,
    odds,
    pipe,
    rod,
    stand,
    tone,
)
from datasets.studio.parts import Part

HUES = ("red", "blue", "green", "yellow", "orange", "black", "charcoal")


def headphones(rng: np.random.Generator) -> list[Part]:
    """Over-ear headphones."""
    bow = s.at(s.band(0.085, 0.006, 0.028, 0, 180), s.turn(90, (1, 0, 0)))
    cup = s.at(
        s.lathe([(0, -0.02), (0.03, -0.018), (0.036, 0), (0.03, 0.012), (0, 0.014)]),
        s.turn(90, (0, 1, 0)),
        s.scale(1, 1, 1.2),
        s.move(0.082, 0, -0.02),
    )
    pad = s.at(
        s.torus(0.026, 0.01), s.turn(90, (0, 1, 0)), s.scale(1, 1, 1.2), s.move(0.064, 0, -0.02)
    )
    shade = tone(rng, *HUES, "white")
    return stand([Part(s.join(bow, mirror(cup)), "plastic", shade), Part(mirror(pad), "foam")])


def camera(rng: np.random.Generator) -> list[Part]:
    """A camera with lens, prism hump, release and dial."""
    body = s.join(
        s.box(0.13, 0.05, 0.085, 0.012),
        s.at(s.box(0.05, 0.05, 0.03, 0.01), s.move(z=0.052)),
        s.at(s.box(0.03, 0.03, 0.08, 0.012), s.move(-0.05, -0.02)),
    )
    long = between(rng, 0.03, 0.1)
    lens = rod((0.01, -0.02, 0), (0.01, -0.025 - long, 0), 0.034, 40)
    rings = [
        rod((0.01, y, 0), (0.01, y - 0.012, 0), 0.0355, 40)
        for y in np.linspace(-0.03, -0.02 - long * 0.8, 2)
    ]
    glass = rod((0.01, -0.024 - long, 0), (0.01, -0.026 - long, 0), 0.028, 32)
    knobs = [s.at(s.cylinder(0.008, 0.012), s.move(x, 0, 0.046)) for x in (-0.05, 0.045)]
    return stand(
        [
            Part(body, "matte_plastic", tone(rng, "black", "black", "charcoal", "grey")),
            Part(s.join(lens, *rings), "plastic"),
            Part(glass, "screen"),
            Part(s.join(*knobs), "chrome"),
        ]
    )


def glasses(rng: np.random.Generator) -> list[Part]:
    """Spectacles or sunglasses."""
    rim = s.at(s.torus(0.024, 0.002), s.scale(1.1, 0.85, 1), s.turn(90, (1, 0, 0)), s.move(0.032))
    pane = s.at(
        s.cylinder(0.023, 0.001), s.scale(1.1, 0.85, 1), s.turn(90, (1, 0, 0)), s.move(0.032)
    )
    temple = pipe([(0.059, 0, 0.006), (0.066, 0.1, 0.006), (0.064, 0.135, -0.02)], 0.002)
    bridge = pipe([(-0.008, 0, 0.003), (0, -0.003, 0.008), (0.008, 0, 0.003)], 0.002)
    dark = odds(rng, 0.5)
    return stand(
        [
            Part(
                s.join(mirror(s.join(rim, temple)), bridge),
                "plastic",
                tone(rng, "black", "brown", "red", "navy"),
            ),
            Part(mirror(pane), "screen" if dark else "glass"),
        ]
    )


def ladder(rng: np.random.Generator) -> list[Part]:
    """A step ladder or a straight ladder."""
    tall, wide = between(rng, 0.9, 2.4), between(rng, 0.34, 0.45)
    count = max(3, int(tall / 0.27))
    front = [
        beam((x * wide / 2, -tall * 0.22, 0), (x * wide * 0.4, 0, tall), 0.025, 0.06)
        for x in (-1, 1)
    ]
    steps = [
        s.at(s.box(wide * (1 - 0.2 * t), 0.08, 0.022), s.move(0, -tall * 0.22 * (1 - t), tall * t))
        for t in np.linspace(0.12, 0.98, count)
    ]
    rear = [
        beam((x * wide / 2, tall * 0.28, 0), (x * wide * 0.4, 0.02, tall), 0.02, 0.03)
        for x in (-1, 1)
    ]
    wood = odds(rng, 0.4)
    return stand(
        [
            Part(
                s.join(*front, *steps, *(rear if odds(rng, 0.7) else [])),
                "wood" if wood else "aluminium",
                tone(rng, *WOODS) if wood else None,
                smooth=False,
            )
        ]
    )


def toy_car(rng: np.random.Generator) -> list[Part]:
    """A toy car."""
    body = s.join(
        s.box(0.12, 0.055, 0.024, 0.01),
        s.at(s.box(0.06, 0.048, 0.026, 0.01), s.move(-0.008, 0, 0.02)),
    )
    panes = s.at(s.box(0.052, 0.0495, 0.013, 0.004), s.move(-0.008, 0, 0.022))
    wheels = [
        rod((x, y - 0.005, -0.012), (x, y + 0.005, -0.012), 0.013, 24)
        for x in (-0.036, 0.036)
        for y in (-0.027, 0.027)
    ]
    return stand(
        [
            Part(body, "plastic", tone(rng, *HUES)),
            Part(panes, "screen"),
            Part(s.join(*wheels), "rubber"),
        ]
    )


def computer_mouse(rng: np.random.Generator) -> list[Part]:
    """A computer mouse with wheel and on some a cable."""
    body = s.at(s.sphere(1.0, 4), s.scale(0.031, 0.055, 0.032))
    body = s.cut(body, s.at(s.box(1, 1, 1), s.move(z=-0.5)))
    roller = s.at(s.cylinder(0.011, 0.007, 20), s.turn(90, (0, 1, 0)), s.move(0, -0.028, 0.023))
    seam = s.at(s.box(0.001, 0.05, 0.06), s.move(0, -0.03, 0.0))
    parts = [
        Part(body, "plastic", tone(rng, "black", "white", "grey", "red")),
        Part(roller, "rubber"),
    ]
    if odds(rng, 0.6):
        wire = s.tube_along(
            s.spline(
                [
                    (0, -0.05, 0.006),
                    (0.03, -0.12, 0.003),
                    (-0.06, -0.16, 0.003),
                    (0.05, -0.25, 0.003),
                ],
                50,
            ),
            0.0018,
            8,
        )
        parts.append(Part(wire, "rubber"))
    return stand([*parts, Part(s.at(seam, s.scale(1, 1, 0.6)), "plastic")])


def keyboard(rng: np.random.Generator) -> list[Part]:
    """A computer keyboard."""
    columns = int(rng.integers(14, 20))
    keys = [
        s.at(s.box(0.0155, 0.0155, 0.007), s.move(0.019 * i, 0.019 * j, 0.012))
        for i in range(columns)
        for j in range(5)
        if j != 0 or not 3 < i < 10
    ]
    keys.append(s.at(s.box(0.11, 0.0155, 0.007), s.move(0.019 * 6.5, 0, 0.012)))
    plate = s.at(
        s.box(0.019 * columns + 0.02, 0.12, 0.014, 0.004), s.move(0.0095 * (columns - 1), 0.038)
    )
    pair: tuple[Colour, Colour] = (
        tone(rng, "black", "white", "grey"),
        tone(rng, "charcoal", "light", "black", "white"),
    )
    return stand(
        [
            Part(plate, "plastic", pair[0]),
            Part(s.join(*keys), "matte_plastic", pair[1], smooth=False),
        ]
    )


def mouse_trap(rng: np.random.Generator) -> list[Part]:
    """A wooden spring mouse trap, shut or set."""
    board = s.box(0.05, 0.1, 0.007)
    bow = pipe([(-0.02, 0, 0), (-0.02, 0.04, 0), (0.02, 0.04, 0), (0.02, 0, 0)], 0.0015, 0.004)
    bow = s.at(
        bow, s.turn(0.0 if odds(rng, 0.5) else between(rng, 60, 175), (1, 0, 0)), s.move(z=0.006)
    )
    coil = s.at(
        s.tube_along(s.helix(0.004, 0.0024, 12, 16), 0.0009, 6),
        s.turn(90, (0, 1, 0)),
        s.move(-0.0145, 0, 0.007),
    )
    bait = s.at(s.box(0.018, 0.018, 0.002), s.move(0, -0.02, 0.006))
    return stand(
        [
            Part(board, "wood", tone(rng, "pine", "oak"), smooth=False),
            Part(s.join(bow, coil), "steel"),
            Part(bait, "brass", smooth=False),
        ]
    )


def dumbbell(rng: np.random.Generator) -> list[Part]:
    """A dumbbell with round or six-sided heads."""
    r, wide = between(rng, 0.035, 0.09), between(rng, 0.04, 0.08)
    sides = 6 if odds(rng, 0.5) else 40
    heads = mirror(rod((0.06, 0, 0), (0.06 + wide, 0, 0), r, sides))
    bar = rod((-0.07, 0, 0), (0.07, 0, 0), 0.014)
    return stand(
        [
            Part(
                heads, "rubber" if odds(rng, 0.6) else "dark_steel", tone(rng, *HUES), smooth=False
            ),
            Part(bar, "chrome"),
        ]
    )


def fan(rng: np.random.Generator) -> list[Part]:
    """A table fan with its guard."""
    r = between(rng, 0.1, 0.2)
    rings = [
        s.at(s.torus(r * t, 0.002), s.turn(90, (1, 0, 0)), s.move(y=-0.06 * (1 - t * t)))
        for t in (0.2, 0.4, 0.6, 0.8, 1.0)
    ]
    wires = [
        s.tube_along(
            s.spline([(0, -0.06, 0), (c[0] * 0.6, -0.04, c[1] * 0.6), (c[0], 0, c[1])], 10),
            0.0015,
            6,
        )
        for c in s.circle(r, 24)
    ]
    blade = s.at(s.box(r * 0.75, 0.003, r * 0.4), s.turn(25, (1, 0, 0)), s.move(r * 0.45))
    blades = [s.at(blade, s.turn(120 * i, (0, 1, 0))) for i in range(3)]
    motor = rod((0, 0.01, 0), (0, 0.12, 0), 0.045)
    pole = s.join(
        rod((0, 0.06, 0), (0, 0.06, -r * 1.6), 0.015),
        s.at(
            s.lathe([(0, 0), (r * 0.7, 0), (r * 0.6, 0.02), (0, 0.03)]), s.move(0, 0.04, -r * 1.6)
        ),
    )
    return stand(
        [
            Part(s.join(*rings, *wires), "chrome"),
            Part(s.join(*blades), "plastic", tone(rng, "sky", "white", "black")),
            Part(s.join(motor, pole), "plastic", tone(rng, "white", "black", "grey")),
        ]
    )


DESIGNS = {
    "other": (
        headphones,
        camera,
        glasses,
        ladder,
        toy_car,
        computer_mouse,
        keyboard,
        mouse_trap,
        dumbbell,
        fan,
    )
}
