"""Everyday tools, fittings and machine parts for the class `other`."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    WOODS,
    between,
    mirror,
    odds,
    rod,
    slab,
    stand,
    taper,
    tone,
)
from datasets.studio.parts import Material, Part

HUES = ("red", "blue", "green", "yellow", "orange", "black", "charcoal")


def screwdriver(rng: np.random.Generator) -> list[Part]:
    """A screwdriver with a fluted grip."""
    long, r = between(rng, 0.07, 0.18), between(rng, 0.011, 0.017)
    grip = s.at(
        s.lathe([(0, 0), (r * 0.8, 0.002), (r, 0.03), (r, 0.075), (r * 0.6, 0.092), (0, 0.1)]),
        s.turn(90, (0, 1, 0)),
    )
    flutes = [rod((0.015, c[0], c[1]), (0.078, c[0], c[1]), r * 0.2, 8) for c in s.circle(r, 8)]
    tip = s.at(s.box(0.012, 0.007, 0.0015), s.move(0.1 + long))
    shaft = rod((0.09, 0, 0), (0.1 + long, 0, 0), 0.003)
    return stand(
        [
            Part(grip, "plastic", tone(rng, *HUES)),
            Part(s.join(*flutes), "rubber"),
            Part(s.join(shaft, tip), "chrome"),
        ]
    )


def hammer(rng: np.random.Generator) -> list[Part]:
    """A claw hammer or a fitter's hammer, lying."""
    long = between(rng, 0.25, 0.36)
    handle = taper((0, 0, 0), (long, 0, 0), 0.016, 0.011)
    face = rod((long, 0, 0), (long, 0.055, 0), 0.014)
    if odds(rng, 0.5):
        claw = s.at(
            mirror(
                s.at(
                    s.strap_along(
                        s.spline([(0, 0, 0), (0, -0.05, -0.004), (0, -0.085, -0.03)], 20),
                        0.011,
                        0.009,
                        up=(1, 0, 0),
                    ),
                    s.move(0.008),
                )
            ),
            s.turn(90, (0, 1, 0)),
            s.move(long),
        )
    else:
        claw = s.at(s.box(0.026, 0.06, 0.012, 0.004), s.move(long, -0.035))
    head = s.join(face, s.at(s.box(0.03, 0.035, 0.028, 0.006), s.move(long)), claw)
    wood = odds(rng, 0.6)
    return stand(
        [
            Part(
                handle,
                "wood" if wood else "rubber",
                tone(rng, *WOODS) if wood else tone(rng, *HUES),
            ),
            Part(head, "steel" if odds(rng, 0.5) else "dark_steel"),
        ]
    )


def spanner(rng: np.random.Generator) -> list[Part]:
    """A combination spanner: one ring, one open jaw."""
    long, r = between(rng, 0.1, 0.28), between(rng, 0.011, 0.02)
    ring = s.extrude(s.circle(r), 0.008, [s.circle(r * 0.62, 12)])
    bar = s.at(s.box(long, r * 0.9, 0.006, 0.002), s.move(long / 2 + r * 0.7, 0, 0.004))
    jaw = s.cut(
        s.at(s.extrude(s.circle(r * 1.2), 0.008), s.move(long + 2 * r)),
        s.at(s.box(2 * r, r * 1.1, 0.05), s.turn(15), s.move(long + 2.7 * r)),
    )
    return stand(
        [Part(s.join(ring, bar, jaw), "chrome" if odds(rng, 0.6) else "steel", smooth=False)]
    )


def pliers(rng: np.random.Generator) -> list[Part]:
    """Pliers with sleeves, partly open."""
    jaw = slab([(0.001, 0), (0.014, -0.005), (0.012, 0.03), (0.001, 0.05)], 0.01)
    grip = s.tube_along(
        s.spline([(0.0, 0, -0.005), (0.018, 0, -0.03), (0.026, 0, -0.08), (0.02, 0, -0.14)], 30),
        0.0065,
    )
    opening = between(rng, 0, 14)
    half = [s.at(m, s.turn(opening, (0, 1, 0)), s.turn(90, (1, 0, 0))) for m in (jaw, grip)]
    joint = s.cylinder(0.011, 0.014, 24)
    return stand(
        [
            Part(s.join(mirror(half[0]), joint), "steel"),
            Part(mirror(half[1]), "rubber", tone(rng, *HUES)),
        ]
    )


def scissors(rng: np.random.Generator) -> list[Part]:
    """Scissors with looped grips."""
    size, opening = between(rng, 0.8, 1.5), between(rng, 3, 25)
    blade = slab([(0, -0.02), (0.01, -0.015), (0.008, 0.03), (0, 0.09)], 0.002)
    loop = s.at(
        s.torus(0.019, 0.0045),
        s.scale(0.8, 1.3, 1),
        s.turn(90, (1, 0, 0)),
        s.move(0.012, 0, -0.065),
    )
    stem = rod((0.004, 0, -0.015), (0.01, 0, -0.045), 0.005)
    parts = []
    for sign in (1.0, -1.0):
        place = (
            s.scale(sign, 1, 1),
            s.turn(sign * opening, (0, 1, 0)),
            s.turn(90, (1, 0, 0)),
            s.move(z=0.001 * sign),
            s.scale(size, size, size),
        )
        parts.append((s.at(blade, *place), s.at(s.join(loop, stem), *place)))
    pin = s.cylinder(0.004 * size, 0.008, 16)
    return stand(
        [
            Part(s.join(*(p[0] for p in parts), pin), "steel", smooth=False),
            Part(s.join(*(p[1] for p in parts)), "plastic", tone(rng, *HUES)),
        ]
    )


def tape_roll(rng: np.random.Generator) -> list[Part]:
    """A roll of tape with its core."""
    r, wide = between(rng, 0.035, 0.065), between(rng, 0.012, 0.05)
    roll = s.extrude(s.circle(r, 64), wide, [s.circle(0.64 * r)])
    core = s.extrude(s.circle(0.64 * r), wide, [s.circle(0.6 * r)])
    lie = s.turn(90, (1, 0, 0)) if odds(rng, 0.5) else s.move()
    return stand(
        [
            Part(s.at(roll, lie), "plastic", tone(rng, *HUES, "tan", "light")),
            Part(s.at(core, lie), "paper", tone(rng, "tan", "white")),
        ]
    )


def cable_coil(rng: np.random.Generator) -> list[Part]:
    """A coil of cable, hose or rope."""
    r, wire = between(rng, 0.08, 0.2), between(rng, 0.003, 0.009)
    turns = int(rng.integers(4, 9))
    path = s.helix(r, wire * 1.6, turns, 40)
    wobble = 1 + 0.05 * np.sin(np.linspace(0, turns * 4.1, len(path)))
    path[:, :2] *= wobble[:, None]
    tie = [
        s.at(
            s.torus(wire * turns * 0.95, 0.004),
            s.turn(90, (1, 0, 0)),
            s.move(sign * r, 0, wire * turns * 0.8),
        )
        for sign in (-1, 1)
    ]
    kind: Material = "rope" if odds(rng, 0.3) else "rubber"
    return stand(
        [
            Part(s.tube_along(path, wire, 10), kind, tone(rng, *HUES, "tan", "white")),
            Part(s.join(*tie), "webbing"),
        ]
    )


def pipe_fitting(rng: np.random.Generator) -> list[Part]:
    """A pipe elbow, tee or valve."""
    r = between(rng, 0.012, 0.03)
    ends = (
        [(-3 * r, 0, 0), (0, 0, 3 * r)]
        if odds(rng, 0.5)
        else [(-3 * r, 0, 0), (3 * r, 0, 0), (0, 0, 3 * r)]
    )
    arms = [rod((0, 0, 0), e, r, 32) for e in ends]
    rims = [rod(np.multiply(e, 0.75), e, r * 1.25, 6 if odds(rng, 0.5) else 32) for e in ends]
    holes = [rod(np.multiply(e, 0.9), np.multiply(e, 1.002), r * 0.8, 32) for e in ends]
    metal: Material = "brass" if odds(rng, 0.5) else "steel"
    parts = [Part(s.join(*arms, *rims, s.sphere(r)), metal), Part(s.join(*holes), "rubber")]
    if odds(rng, 0.4):
        lever = s.join(
            rod((0, 0, 0), (0, -2 * r, 0), r * 0.4),
            s.at(s.box(5 * r, r * 0.4, r, r * 0.15), s.move(2 * r, -2 * r)),
        )
        parts.append(Part(lever, "painted_metal", tone(rng, "red", "blue")))
    return stand(parts)


def machine_belt(rng: np.random.Generator) -> list[Part]:
    """A toothed drive belt, lying loose."""
    r, wide = between(rng, 0.06, 0.16), between(rng, 0.01, 0.03)
    loop = s.spline(
        [
            (r, 0, 0),
            (0.4 * r, 0.8 * r, 0),
            (-r, 0.3 * r, 0),
            (-0.8 * r, -0.4 * r, 0),
            (0.2 * r, -0.45 * r, 0),
        ],
        160,
        closed=True,
    )
    flat = s.strap_along(loop, 0.004, wide, up=(0, 0, 1), closed=True)
    teeth = [s.at(s.box(0.003, 0.004, wide), s.move(*(p * 0.975))) for p in loop[::2]]
    return stand([Part(s.join(flat, *teeth), "rubber", tone(rng, "black", "charcoal"))])


def spring(rng: np.random.Generator) -> list[Part]:
    """A coil spring, standing or lying."""
    r, wire, turns = between(rng, 0.01, 0.06), between(rng, 0.1, 0.18), int(rng.integers(5, 12))
    coil = s.tube_along(s.helix(r, r * between(rng, 0.4, 0.8), turns, 32), wire * r, 10)
    lie = s.turn(90, (1, 0, 0)) if odds(rng, 0.6) else s.move()
    metal: Material = "steel" if odds(rng, 0.5) else "painted_metal"
    return stand(
        [
            Part(
                s.at(coil, lie),
                metal,
                tone(rng, "red", "black", "blue", "yellow") if metal == "painted_metal" else None,
            )
        ]
    )


def gear(rng: np.random.Generator) -> list[Part]:
    """A gear wheel with bore and lightening holes."""
    r, count, thick = between(rng, 0.02, 0.1), int(rng.integers(14, 36)), between(rng, 0.008, 0.03)
    step = 2 * np.pi / count
    ring = [
        (
            (r if k in (1, 2) else r * 0.9) * np.cos((i + k / 4) * step),
            (r if k in (1, 2) else r * 0.9) * np.sin((i + k / 4) * step),
        )
        for i in range(count)
        for k in range(4)
    ]
    holes = [s.circle(r * 0.2)] + [
        s.circle(r * 0.15, 24, (c[0], c[1])) for c in s.circle(r * 0.55, 6)
    ]
    return stand(
        [Part(s.extrude(ring, thick, holes), "steel" if odds(rng, 0.6) else "brass", smooth=False)]
    )


DESIGNS = {
    "other": (
        screwdriver,
        hammer,
        spanner,
        pliers,
        scissors,
        tape_roll,
        cable_coil,
        pipe_fitting,
        machine_belt,
        spring,
        gear,
    )
}
