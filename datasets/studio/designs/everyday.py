"""Everyday things of the house for the class `other`."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    TONES,
    Colour,
    between,
    cable,
    mirror,
    odds,
    pipe,
    rod,
    rounded,
    stand,
    tone,
)
from datasets.studio.parts import Material, Part, moved

HUES = (
    "red",
    "blue",
    "green",
    "yellow",
    "orange",
    "teal",
    "purple",
    "pink",
    "white",
    "black",
    "grey",
)


def carton(rng: np.random.Generator) -> list[Part]:
    """A cardboard box with tape, open or shut."""
    x, y, z = between(rng, 0.2, 0.5), between(rng, 0.15, 0.4), between(rng, 0.1, 0.35)
    card = tone(rng, "tan", "oak", "pine", "white")
    walls = [s.at(s.box(x, 0.005, z), s.move(0, t * y / 2, z / 2)) for t in (-1, 1)]
    walls += [s.at(s.box(0.005, y, z), s.move(t * x / 2, 0, z / 2)) for t in (-1, 1)]
    walls.append(s.at(s.box(x, y, 0.005), s.move(z=0.003)))
    lift = between(rng, 30, 130) if odds(rng, 0.5) else 0.0
    flap = s.at(
        s.box(x, y / 2, 0.004), s.move(y=-y / 4, z=z), s.turn(-lift, (1, 0, 0), (0, -y / 2, z))
    )
    other = s.at(flap, s.turn(180))
    parts = [Part(s.join(*walls, flap, other), "paper", card, smooth=False)]
    if lift == 0.0:
        strip = s.at(s.box(x * 1.002, 0.05, 0.002), s.move(z=z + 0.003))
        parts.append(Part(strip, "plastic", tone(rng, "tan", "light"), smooth=False))
    return stand(parts)


def book(rng: np.random.Generator) -> list[Part]:
    """One to four books in a pile."""
    parts: list[Part] = []
    z = 0.0
    for _ in range(int(rng.integers(1, 5))):
        x, y, t = between(rng, 0.11, 0.2), between(rng, 0.17, 0.28), between(rng, 0.01, 0.045)
        spin = s.turn(between(rng, -15, 15))
        pages = s.at(s.box(x * 0.96, y * 0.97, t), s.move(x * 0.02, 0, z + t / 2 + 0.003), spin)
        covers = [s.at(s.box(x, y, 0.003), s.move(z=z + h), spin) for h in (0.0015, t + 0.0045)]
        spine = s.at(s.box(0.003, y, t + 0.006), s.move(-x / 2, 0, z + t / 2 + 0.003), spin)
        parts += [
            Part(pages, "paper", smooth=False),
            Part(s.join(*covers, spine), "paper", tone(rng, *HUES), smooth=False),
        ]
        z += t + 0.006
    return stand(parts)


def shoe(rng: np.random.Generator) -> list[Part]:
    """A laced shoe or a pair."""
    outline = s.spline(
        [
            (0, -0.14, 0),
            (0.045, -0.1, 0),
            (0.04, 0.02, 0),
            (0.034, 0.12, 0),
            (0, 0.14, 0),
            (-0.032, 0.12, 0),
            (-0.03, 0.02, 0),
            (-0.045, -0.09, 0),
        ],
        60,
        closed=True,
    )[:, :2]
    sole = s.extrude(outline, 0.025)
    upper = trimesh.convex.convex_hull(
        np.concatenate(
            [
                np.c_[outline * 0.94, np.full(60, 0.025)],
                np.c_[outline[10:48] * (0.7, 0.55) + (0, 0.055), np.full(38, 0.1)],
            ]
        )
    )
    hole = s.at(s.sphere(1.0, 2), s.scale(0.025, 0.045, 0.03), s.move(0, 0.075, 0.1))
    laces = [
        rod((-0.02, y, 0.088 + y * 0.25), (0.02, y, 0.088 + y * 0.25), 0.0025)
        for y in (-0.045, -0.025, -0.005, 0.015)
    ]
    one = [
        Part(sole, "rubber", tone(rng, "white", "black", "brown")),
        Part(upper, "leather" if odds(rng, 0.6) else "textile", tone(rng, *HUES, "brown", "black")),
        Part(hole, "textile", TONES["black"]),
        Part(s.join(*laces), "textile", tone(rng, "white", "black")),
    ]
    return (
        stand(one + moved(one, s.scale(-1, 1, 1) @ s.move(-0.12, 0.03)))
        if odds(rng, 0.5)
        else stand(one)
    )


def bag(rng: np.random.Generator) -> list[Part]:
    """A sports or shopping bag with two handles."""
    x, y, z = between(rng, 0.3, 0.55), between(rng, 0.12, 0.26), between(rng, 0.22, 0.35)
    body = s.box(x, y, z, min(y, z) * 0.3)
    loops = [
        pipe(
            [
                (-x * 0.25, t * y * 0.46, z * 0.1),
                (-x * 0.2, t * y * 0.4, z * 0.85),
                (x * 0.2, t * y * 0.4, z * 0.85),
                (x * 0.25, t * y * 0.46, z * 0.1),
            ],
            0.009,
            0.06,
        )
        for t in (-1, 1)
    ]
    zipper = s.at(s.box(x * 0.8, 0.012, 0.006), s.move(z=z / 2))
    return stand(
        [
            Part(body, "textile" if odds(rng, 0.5) else "leather", tone(rng, *HUES)),
            Part(s.join(*loops), "webbing", tone(rng, "black", "brown", "navy")),
            Part(zipper, "brass"),
        ]
    )


def hat(rng: np.random.Generator) -> list[Part]:
    """A brimmed hat or a peaked cap."""
    shade: Colour = tone(rng, *HUES, "tan", "brown")
    if odds(rng, 0.5):
        line = [
            (0, 0.12),
            (0.06, 0.125),
            (0.085, 0.1),
            (0.095, 0.01),
            (0.17, 0.012),
            (0.18, 0.02),
            (0.17, 0.005),
            (0.09, 0.0),
            (0, 0.0),
        ]
        ribbon = s.at(s.cylinder(0.0965, 0.03), s.move(z=0.03))
        return stand(
            [
                Part(s.lathe(line[::-1]), "textile", shade),
                Part(ribbon, "textile", tone(rng, "black", "navy", "red")),
            ]
        )
    dome = s.at(s.sphere(0.1), s.scale(0.9, 1.05, 1.0))
    dome = s.cut(dome, s.at(s.box(1, 1, 1), s.move(z=-0.5)))
    peak = s.at(
        s.extrude(rounded(0.15, 0.16, 0.07), 0.004), s.turn(8, (1, 0, 0)), s.move(y=-0.11, z=0.002)
    )
    return stand(
        [
            Part(s.join(dome, s.at(s.sphere(0.008, 1), s.move(z=0.1))), "textile", shade),
            Part(peak, "textile", tone(rng, *HUES)),
        ]
    )


def lamp(rng: np.random.Generator) -> list[Part]:
    """A table lamp with a shade, or a jointed desk lamp."""
    metal: Material = "brass" if odds(rng, 0.3) else "painted_metal"
    shade = tone(rng, *HUES)
    base = s.lathe([(0, 0), (0.08, 0), (0.075, 0.02), (0, 0.025)])
    if odds(rng, 0.5):
        cone = s.at(s.lathe([(0.14, 0), (0.08, 0.17), (0.078, 0.17), (0.138, 0)]), s.move(z=0.26))
        return stand(
            [
                Part(
                    s.join(base, rod((0, 0, 0), (0, 0, 0.3), 0.01)),
                    metal,
                    tone(rng, "black", "white", "grey"),
                ),
                Part(cone, "textile", tone(rng, "cream", "white", "red", "sky")),
            ]
        )
    arms = s.join(
        rod((0, 0, 0.02), (0.08, 0, 0.26), 0.007), rod((0.08, 0, 0.26), (-0.1, 0, 0.42), 0.007)
    )
    dish = s.at(
        s.lathe([(0.07, 0), (0.03, 0.08), (0.015, 0.12), (0, 0.12), (0.028, 0.08), (0.066, 0)][:4]),
        s.turn(35, (0, 1, 0)),
        s.move(-0.13, 0, 0.33),
    )
    return stand([Part(s.join(base, arms, dish), "painted_metal", shade)])


def clock(rng: np.random.Generator) -> list[Part]:
    """A wall or alarm clock."""
    r = between(rng, 0.05, 0.15)
    turned = s.turn(90, (1, 0, 0))
    case = s.at(
        s.lathe([(0, 0), (r, 0), (r, 0.03), (r * 0.93, 0.035), (r * 0.92, 0.02), (0, 0.02)]), turned
    )
    face = s.at(s.cylinder(r * 0.92, 0.002), turned, s.move(y=-0.021))
    ticks = [
        rod((c[0], -0.024, c[1]), (c[0] * 0.85, -0.024, c[1] * 0.85), r * 0.02, 6)
        for c in s.circle(r * 0.86, 12)
    ]
    a, b = between(rng, 0, 6.28), between(rng, 0, 6.28)
    hands = [
        rod((0, -0.026, 0), (q * r * np.cos(t), -0.026, q * r * np.sin(t)), r * 0.025, 6)
        for q, t in ((0.5, a), (0.75, b))
    ]
    feet = mirror(rod((r * 0.4, -0.015, -r * 0.8), (r * 0.65, -0.015, -r * 1.15), 0.007))
    parts = [
        Part(case, "plastic", tone(rng, *HUES)),
        Part(face, "paper", tone(rng, "white", "cream")),
        Part(s.join(*ticks, *hands), "plastic", TONES["black"]),
    ]
    return stand(
        [*parts, Part(feet, "chrome")]
        if odds(rng, 0.5)
        else moved(parts, s.turn(-between(rng, 20, 90), (1, 0, 0)))
    )


def ball(rng: np.random.Generator) -> list[Part]:
    """A ball, on some with seams."""
    r = between(rng, 0.03, 0.13)
    seams = [
        s.at(s.torus(r, r * 0.012), s.turn(90, axis)) for axis in ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    ]
    parts = [Part(s.sphere(r, 4), "leather" if odds(rng, 0.5) else "rubber", tone(rng, *HUES))]
    return stand([*parts, Part(s.join(*seams), "rubber")] if odds(rng, 0.6) else parts)


def plug(rng: np.random.Generator) -> list[Part]:
    """A mains plug or adapter with its cable."""
    block = s.box(0.045, 0.04, between(rng, 0.025, 0.05), 0.008)
    pins = mirror(rod((0.0095, -0.02, 0), (0.0095, -0.042, 0), 0.0024))
    wire = cable(
        [
            (0, 0.015, 0),
            (0.02, 0.1, -0.01),
            (-0.08, 0.16, -0.012),
            (-0.12, 0.05, -0.012),
            (0.05, 0.22, -0.012),
        ],
        0.003,
    )
    shade = tone(rng, "black", "white", "grey")
    return stand([Part(s.join(block, wire), "plastic", shade), Part(pins, "chrome")])


DESIGNS = {
    "other": (
        plug,
        carton,
        book,
        shoe,
        bag,
        hat,
        lamp,
        clock,
        ball,
    )
}
