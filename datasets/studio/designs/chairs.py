"""Ordinary seats: chairs for table, garden, bar and waiting room."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    FABRICS,
    WOODS,
    Colour,
    beam,
    between,
    odds,
    pipe,
    rod,
    rounded,
    slab,
    stand,
    taper,
    tone,
    upholstery,
)
from datasets.studio.parts import Material, Part

Paint = tuple[Material, Colour]


def dining_chair(rng: np.random.Generator) -> list[Part]:
    """The wooden kitchen chair: four legs, slats or a panel in the back."""
    paint: Paint = (
        ("wood", tone(rng, *WOODS))
        if odds(rng, 0.7)
        else ("painted_wood", tone(rng, "white", "black", "sky", "green"))
    )
    wide, back, leg = between(rng, 0.38, 0.46), between(rng, 0.8, 1.08), between(rng, 0.03, 0.045)
    x, y = wide / 2 - leg / 2, 0.19
    pieces = [beam((sx, -y, 0), (sx, -y, 0.44), leg, leg) for sx in (-x, x)]
    pieces += [beam((sx, y + 0.02, 0), (sx, y, 0.45), leg, leg) for sx in (-x, x)]
    pieces += [beam((sx, y, 0.44), (sx, y + 0.08, back), leg, leg) for sx in (-x, x)]
    pieces += [beam((sx, -y, 0.2), (sx, y, 0.2), 0.02, 0.025) for sx in (-x, x)]
    pieces.append(beam((-x, y + 0.08, back - 0.03), (x, y + 0.08, back - 0.03), 0.07, 0.02))
    if odds(rng, 0.5):
        for t in np.linspace(0.2, 0.75, int(rng.integers(2, 5))):
            z = 0.45 + (back - 0.45) * t
            pieces.append(beam((-x, y + 0.08 * t, z), (x, y + 0.08 * t, z), 0.04, 0.015))
    else:
        pieces.append(beam((-x, y + 0.01, 0.54), (x, y + 0.01, 0.54), 0.04, 0.02))
        for sx in np.linspace(-x, x, int(rng.integers(5, 9)))[1:-1]:
            pieces.append(rod((sx, y + 0.01, 0.54), (sx, y + 0.08, back - 0.03), 0.009))
    seat = s.at(s.box(wide, 0.42, 0.03, 0.01), s.move(z=0.455))
    pad = s.at(s.box(wide * 0.94, 0.38, 0.05, 0.024), s.move(z=0.485))
    parts = [Part(s.join(*pieces, seat), *paint, smooth=True)]
    return stand([*parts, Part(pad, *upholstery(rng))] if odds(rng, 0.5) else parts)


def folding_chair(rng: np.random.Generator) -> list[Part]:
    """The folding chair: crossed tubes, thin seat and back."""
    tube, wide = between(rng, 0.01, 0.013), between(rng, 0.38, 0.44)
    x = wide / 2
    rear = pipe(
        [
            (-x, 0.3, 0),
            (-x, -0.02, 0.45),
            (-x, 0.0, 0.46),
            (x, 0, 0.46),
            (x, -0.02, 0.45),
            (x, 0.3, 0),
        ],
        tube,
        0.02,
    )
    front = pipe(
        [(-x * 0.9, -0.24, 0), (-x * 0.9, 0.26, 0.8), (x * 0.9, 0.26, 0.8), (x * 0.9, -0.24, 0)],
        tube,
        0.06,
    )
    bars = [
        rod((-x * 0.9, -0.2, 0.07), (x * 0.9, -0.2, 0.07), tube),
        rod((-x, 0.24, 0.1), (x, 0.24, 0.1), tube),
    ]
    seat = s.at(
        s.box(wide * 0.92, 0.38, 0.02, 0.008), s.turn(4, (1, 0, 0)), s.move(y=-0.06, z=0.46)
    )
    back = beam((0, 0.19, 0.62), (0, 0.26, 0.79), wide * 0.85, 0.02, 0.008)
    cover: Paint = (
        upholstery(rng)
        if odds(rng, 0.4)
        else ("plastic", tone(rng, "black", "white", "cream", "blue", "red"))
    )
    if odds(rng, 0.25):
        cover = ("wood", tone(rng, *WOODS))
    metal: Material = "chrome" if odds(rng, 0.4) else "painted_metal"
    return stand(
        [
            Part(s.join(rear, front, *bars), metal, tone(rng, "grey", "black", "light")),
            Part(s.join(seat, back), *cover),
        ]
    )


def garden_chair(rng: np.random.Generator) -> list[Part]:
    """The stacking plastic chair: arms in one piece, slots in the back."""
    colour = tone(rng, "white", "white", "green", "cream", "navy", "tan", "red")
    count = int(rng.integers(4, 8))
    slots = [np.add(rounded(0.025, 0.3, 0.012), (t, 0.24)) for t in np.linspace(-0.16, 0.16, count)]
    shape = [*s.arc(0.24, 0, 180, 24) * (1, 0.35) + np.array([0, 0.4]), (-0.22, 0), (0.22, 0)]
    back = s.at(slab(shape, 0.014, *slots), s.turn(-14, (1, 0, 0)), s.move(y=0.2, z=0.42))
    seat = s.at(s.extrude(rounded(0.46, 0.46, 0.08), 0.014), s.move(z=0.41))
    pieces = [back, seat]
    for x in (-1, 1):
        arm = [
            (x * 0.27, -0.24, 0),
            (x * 0.27, -0.22, 0.63),
            (x * 0.27, 0.12, 0.66),
            (x * 0.22, 0.28, 0.72),
        ]
        pieces.append(s.strap_along(bend_path(arm), 0.055, 0.012, up=(x, 0, 0)))
        pieces.append(taper((x * 0.25, 0.3, 0), (x * 0.21, 0.18, 0.42), 0.026, 0.034))
        pieces.append(s.at(s.box(0.06, 0.4, 0.012, 0.005), s.move(x * 0.27, -0.04, 0.66)))
        pieces.append(beam((x * 0.26, -0.22, 0.41), (x * 0.22, -0.2, 0.41), 0.05, 0.06))
    return stand([Part(s.join(*pieces), "plastic", colour)])


def bend_path(points: list[tuple[float, float, float]]) -> s.Points:
    """A smooth path for a moulded arm."""
    return s.spline(points, 30)


def stool(rng: np.random.Generator) -> list[Part]:
    """Bar stool or kitchen stool: round seat, splayed legs, foot ring."""
    tall, radius = between(rng, 0.42, 0.82), between(rng, 0.15, 0.2)
    count = 3 if odds(rng, 0.3) else 4
    angles = np.arange(count) * 2 * np.pi / count + 0.6
    ring = radius * 1.05
    legs = [
        taper(
            (1.25 * radius * np.cos(a), 1.25 * radius * np.sin(a), 0),
            (0.7 * radius * np.cos(a), 0.7 * radius * np.sin(a), tall),
            0.014,
            0.018,
        )
        for a in angles
    ]
    foot = s.at(s.torus(ring, 0.009), s.move(z=tall * 0.35))
    seat = s.at(
        s.lathe([(0, 0), (radius * 0.96, 0), (radius, 0.015), (radius * 0.96, 0.035), (0, 0.03)]),
        s.move(z=tall),
    )
    wood: Paint = ("wood", tone(rng, *WOODS))
    metal: Paint = ("painted_metal", tone(rng, "black", "grey", "red", "white"))
    frame = wood if odds(rng, 0.5) else metal
    return stand(
        [
            Part(s.join(*legs, foot), *frame),
            Part(seat, *(wood if odds(rng, 0.6) else upholstery(rng))),
        ]
    )


def armchair(rng: np.random.Generator) -> list[Part]:
    """The upholstered easy chair."""
    wide, deep = between(rng, 0.7, 0.95), between(rng, 0.7, 0.9)
    arm, back, soft = between(rng, 0.12, 0.2), between(rng, 0.75, 1.0), 0.05
    pieces = [
        s.at(s.box(wide, deep, 0.24, soft), s.move(z=0.24)),
        s.at(s.box(wide - 2 * arm, deep - 0.15, 0.16, soft), s.move(y=-0.06, z=0.4)),
        s.at(
            s.box(wide * 0.96, 0.2, back - 0.12, 0.08),
            s.turn(-6, (1, 0, 0)),
            s.move(y=deep / 2 - 0.08, z=0.12 + (back - 0.12) / 2),
        ),
    ]
    pieces += [
        s.at(s.box(arm, deep, 0.46, soft), s.move(x * (wide - arm) / 2, 0, 0.36)) for x in (-1, 1)
    ]
    feet = [
        taper(
            (x * wide * 0.42, y * deep * 0.4, 0),
            (x * wide * 0.42, y * deep * 0.4, 0.14),
            0.015,
            0.025,
        )
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    return stand(
        [Part(s.join(*pieces), *upholstery(rng)), Part(s.join(*feet), "wood", tone(rng, *WOODS))]
    )


def shell_chair(rng: np.random.Generator) -> list[Part]:
    """The visitors' chair: moulded shell on a sled or four tube legs."""
    tube, x = 0.011, 0.22
    if odds(rng, 0.5):
        loop = [(-x, 0.2, 0.45), (-x, -0.22, 0.44), (-x, -0.24, 0.012), (-x, 0.26, 0.012)]
        legs = pipe([*loop, *((-a, b, c) for a, b, c in loop[::-1])], tube, 0.05)
    else:
        legs = s.join(
            *(
                rod((sx * x * 1.1, y * 0.24, 0), (sx * x * 0.8, y * 0.17, 0.44), tube)
                for sx in (-1, 1)
                for y in (-1, 1)
            )
        )
    line = [
        (0, -0.24, 0.43),
        (0, -0.2, 0.455),
        (0, 0.08, 0.435),
        (0, 0.19, 0.5),
        (0, 0.24, 0.68),
        (0, 0.27, 0.84),
    ]
    shell = s.strap_along(s.spline(line, 40), 0.012, 0.45, up=(1, 0, 0))
    cover: Paint = ("plastic", tone(rng, *FABRICS, "white", "cream", "yellow"))
    if odds(rng, 0.3):
        cover = ("wood", tone(rng, *WOODS))
    return stand([Part(legs, "chrome"), Part(shell, *cover)])


DESIGNS = {"chair": (dining_chair, folding_chair, garden_chair, stool, armchair, shell_chair)}
