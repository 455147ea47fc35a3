"""Spiky rollers, meat tenderisers and foam rollers: what a spiked baton is mistaken for."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Design,
    chance,
    dark,
    ground,
    hue,
    lay,
    lie,
    pick,
    ribs,
    slab,
    timber,
    turned,
)
from datasets.studio.parts import Material, Part, moved


def massage_stick(rng: np.random.Generator) -> list[Part]:
    """A muscle roller stick: grips at both ends, a row of beads or knobbly wheels between."""
    length = float(rng.uniform(0.36, 0.5))
    colour, second = hue(rng, 0.3), hue(rng, 0.5)
    parts = [turned([(0.007, 0.02), (0.007, length - 0.02)], "steel")]
    for low in (0.0, length - 0.11):
        grip = [
            (0.013, low),
            (0.017, low + 0.006),
            *ribs(0.0165, low + 0.012, low + 0.1, 7, 0.0012),
            (0.014, low + 0.11),
        ]
        parts.append(turned(grip, pick(rng, ("rubber", "foam")), second))
    count, knobbly = int(rng.integers(5, 13)), chance(rng, 0.5)
    pitch = (length - 0.24) / count
    for i in range(count):
        z = 0.12 + (i + 0.5) * pitch
        bead = [
            (0.011, z - 0.47 * pitch),
            (0.018, z - 0.3 * pitch),
            (0.019, z),
            (0.018, z + 0.3 * pitch),
            (0.011, z + 0.47 * pitch),
        ]
        parts.append(turned(bead, "plastic", colour))
        if knobbly:
            knob = s.at(s.sphere(0.004, 1), s.move(0.0185, 0, z))
            parts.append(
                Part(s.join(*[s.at(knob, s.turn(45 * k)) for k in range(8)]), "plastic", colour)
            )
    return lay(rng, parts)


def spiky_hand_roller(rng: np.random.Generator) -> list[Part]:
    """A hand roller: fork and grip holding one or two wheels of blunt bristles."""
    r, wide = float(rng.uniform(0.022, 0.034)), float(rng.uniform(0.03, 0.075))
    colour = hue(rng, 0.1)
    wheel = [Part(s.cylinder(r, wide), pick(rng, ("plastic", "rubber")), colour)]
    cone = s.at(s.cone(0.0034, 0.008, 8), s.turn(90, (0, 1, 0)), s.move(r - 0.001))
    rows, around = int(wide / 0.0085), 14
    cones = [
        s.at(
            cone,
            s.turn(360 * (j + 0.5 * (i % 2)) / around),
            s.move(z=(i + 0.5) * wide / rows - wide / 2),
        )
        for i in range(rows)
        for j in range(around)
    ]
    wheel.append(Part(s.join(*cones), "plastic", colour))
    parts = moved(wheel, s.turn(90, (0, 1, 0)))
    half = wide / 2 + 0.006
    fork = s.spline(
        [
            (-half, 0, 0),
            (-half, 0, -r),
            (-0.3 * half, 0, -1.7 * r),
            (0.3 * half, 0, -1.7 * r),
            (half, 0, -r),
            (half, 0, 0),
        ],
        50,
    )
    parts.append(Part(s.tube_along(fork, 0.004, 10), "steel"))
    low = -1.7 * r - 0.12
    grip = [
        (0.011, low),
        (0.014, low + 0.01),
        (0.011, low + 0.06),
        (0.013, low + 0.11),
        (0.008, low + 0.122),
    ]
    parts.append(
        turned(grip, pick(rng, ("plastic", "wood")), pick(rng, (dark(rng), timber(rng), colour)))
    )
    return lie(parts, float(rng.uniform(40, 140)))


def meat_hammer(rng: np.random.Generator) -> list[Part]:
    """A meat tenderiser: block head with pyramids on its faces and a handle."""
    k = float(rng.uniform(0.9, 1.2))
    metal: Material = pick(rng, ("aluminium", "steel", "wood"))
    colour = timber(rng) if metal == "wood" else None
    head = s.at(s.box(0.075 * k, 0.052 * k, 0.052 * k, 0.002), s.move(z=0.24 * k))
    parts = [Part(head, metal, colour)]
    pyramid = s.at(
        s.cone(0.0075 * k, 0.007 * k, 4), s.turn(45), s.turn(90, (0, 1, 0)), s.move(0.0372 * k)
    )
    spots = np.linspace(-0.019, 0.019, 5) * k
    points = [s.at(pyramid, s.move(0, float(y), float(z))) for y in spots for z in spots]
    face = s.at(s.join(*points), s.move(z=0.24 * k))
    parts.append(Part(face, "aluminium" if metal == "wood" else metal, smooth=False))
    parts.append(
        Part(s.at(face, s.turn(180)), "aluminium" if metal == "wood" else metal, smooth=False)
    )
    handle = [
        (0.012 * k, 0),
        (0.013 * k, 0.01),
        (0.01 * k, 0.08 * k),
        (0.012 * k, 0.11 * k),
        (0.008 * k, 0.13 * k),
        (0.008 * k, 0.22 * k),
    ]
    grip: Material = pick(rng, ("wood", "plastic", "aluminium"))
    parts.append(turned(handle, grip, timber(rng) if grip == "wood" else pick(rng, (None, BLACK))))
    return lie(parts, float(pick(rng, (0, 90, 30))))


def foam_roller(rng: np.random.Generator) -> list[Part]:
    """A thick hollow foam roller with a pattern of raised blocks."""
    r, length = float(rng.uniform(0.05, 0.075)), float(rng.uniform(0.3, 0.6))
    colour = hue(rng, 0.3)
    outer = [
        (0.8 * r, 0),
        (r, 0.002),
        (r, length - 0.002),
        (0.8 * r, length),
        (0.78 * r, length - 0.004),
        (0.78 * r, 0.004),
        (0.8 * r, 0),
    ]
    parts = [Part(s.lathe(outer, 48), "foam", colour)]
    around, rows = int(rng.integers(8, 14)), int(length / float(rng.uniform(0.03, 0.06)))
    tall = 0.8 * length / rows
    block = s.at(s.box(0.014, 4.2 * r / around, tall, 0.004), s.move(r))
    blocks = [
        s.at(block, s.turn(360 * (j + 0.5 * (i % 2)) / around), s.move(z=(i + 0.5) * length / rows))
        for i in range(rows)
        for j in range(around)
    ]
    parts.append(Part(s.join(*blocks), "foam", colour))
    return lie(parts, 0.0) if chance(rng, 0.7) else ground(parts)


def spiky_ball(rng: np.random.Generator) -> list[Part]:
    """One or two massage balls covered in blunt knobs."""
    out: list[Part] = []
    for i in range(int(rng.integers(1, 4))):
        r, colour = float(rng.uniform(0.03, 0.045)), hue(rng, 0.05)
        directions = s.sphere(1.0, 1).vertices
        knob = s.at(s.cone(0.2 * r, 0.28 * r, 8), s.move(z=0.97 * r))
        knobs = [s.at(knob, s.align_z(d)) for d in np.asarray(directions)]
        ball = [Part(s.sphere(r, 3), "rubber", colour), Part(s.join(*knobs), "rubber", colour)]
        out += moved(ball, s.move(0.1 * i, float(rng.uniform(-0.03, 0.03)), r * 1.2))
    return ground(out)


def dough_docker(rng: np.random.Generator) -> list[Part]:
    """A kitchen roller of many pins on an axle with a straight handle."""
    wide, r = float(rng.uniform(0.09, 0.14)), float(rng.uniform(0.018, 0.024))
    colour = pick(rng, ((0.8, 0.8, 0.78), hue(rng, 0.2)))
    wheel = [Part(s.cylinder(r, wide), pick(rng, ("plastic", "steel")), colour)]
    pin = s.at(s.cone(0.0022, 0.013, 7), s.turn(90, (0, 1, 0)), s.move(r - 0.001))
    pins = [
        s.at(pin, s.turn(36 * (j + 0.5 * (i % 2))), s.move(z=(i + 0.5) * wide / 9 - wide / 2))
        for i in range(9)
        for j in range(10)
    ]
    wheel.append(Part(s.join(*pins), "steel" if chance(rng, 0.5) else "plastic", colour))
    parts = moved(wheel, s.turn(90, (0, 1, 0)))
    bow = [(-wide / 2 - 0.008, 0, 0), (-wide / 2 - 0.008, 0, -0.05), (0, 0, -0.055), (0, 0, -0.08)]
    parts.append(Part(s.tube_along(bow, 0.0035, 9), "steel"))
    parts.append(Part(s.at(s.cylinder(0.003, wide + 0.016), s.turn(90, (0, 1, 0))), "steel"))
    stick = turned(
        [(0.01, -0.2), (0.013, -0.19), (0.009, -0.12), (0.011, -0.07)],
        pick(rng, ("wood", "plastic")),
        timber(rng),
    )
    return lie([*parts, stick], float(rng.uniform(60, 120)))


def foot_roller(rng: np.random.Generator) -> list[Part]:
    """A wooden foot roller: ridged cylinders side by side in a small frame."""
    wide, count = float(rng.uniform(0.16, 0.24)), int(rng.integers(3, 6))
    colour = timber(rng)
    parts = []
    for i in range(count):
        line = [(0.012, 0), *ribs(0.017, 0.006, wide - 0.006, 12, 0.003), (0.012, wide)]
        roll = turned(line, "wood", colour)
        parts.append(roll.moved(s.move(-wide / 2, 0.046 * i, 0.02) @ s.turn(90, (0, 1, 0))))
    for x in (-wide / 2 - 0.008, wide / 2 + 0.008):
        edge = slab(
            [(-0.008, 0), (0.008, 0), (0.008, 0.03), (-0.008, 0.03)], 0.046 * count + 0.02, 0.002
        )
        parts.append(Part(s.at(edge, s.move(x, 0.023 * (count - 1), 0)), "wood", timber(rng)))
    return ground(parts)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "massage_roller": (
        massage_stick,
        spiky_hand_roller,
        meat_hammer,
        foam_roller,
        spiky_ball,
        dough_docker,
        foot_roller,
    )
}
