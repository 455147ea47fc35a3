"""Frames of gardens that are no gallows: swings, play towers with a slide, pergolas."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design
from datasets.studio.designs._frames import Paint, bar, board, hemp, railing, stairs, timber
from datasets.studio.designs._furniture import beam, between, odds, rod, slab, stand, tone
from datasets.studio.parts import Material, Part, moved

BRIGHT = ("red", "blue", "green", "yellow", "orange", "teal")


def swing_set(rng: np.random.Generator) -> list[Part]:
    """Two A-frames and a bar with one to three seats, each on two ropes or chains."""
    steel = odds(rng, 0.5)
    paint: Paint = ("painted_metal", tone(rng, *BRIGHT)) if steel else timber(rng)
    thick, tall = between(rng, 0.05, 0.1), between(rng, 1.9, 2.6)
    count = int(rng.integers(1, 4))
    half = 0.5 * (count * between(rng, 0.85, 1.1) + 0.5)
    splay = tall * between(rng, 0.3, 0.42)
    legs, ties = [], []
    for x in (-1, 1):
        for y in (-1, 1):
            legs.append(bar((x * (half + 0.12), y * splay, 0), (x * half, 0, tall), thick, steel))
        low = [(x * (half + 0.07), y * splay * 0.58, tall * 0.42) for y in (-1, 1)]
        ties.append(bar(low[0], low[1], thick * 0.8, steel))
    top = bar((-half - 0.12, 0, tall), (half + 0.12, 0, tall), thick * 1.2, steel)
    parts = [Part(s.join(*legs, *ties), *paint, smooth=steel), Part(top, *paint, smooth=steel)]
    for x in (np.arange(count) - (count - 1) / 2) * (2 * half - 0.5) / count:
        parts += moved(_seat(rng, tall - thick * 0.6), s.move(x=float(x)))
    return stand(parts)


def play_tower(rng: np.random.Generator) -> list[Part]:
    """A deck on four posts under a roof, with rails, a ladder, a slide and often a swing arm."""
    paint, up = timber(rng), between(rng, 1.0, 1.5)
    half, tall = between(rng, 0.5, 0.7), up + between(rng, 1.5, 1.8)
    posts = [
        beam((x * half, y * half, 0), (x * half, y * half, tall), 0.09, 0.09)
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    rows = np.arange(-half, half + 0.01, 0.16)
    deck = [board(2 * half, 0.145, 0.03, (0, float(y), up)) for y in rows]
    fence = railing(
        [(-half, -half), (-half, half), (half, half), (half, -half)], up, 0.7, 0.06, False
    )
    parts = [
        Part(s.join(*posts), *paint, smooth=False),
        Part(s.join(*deck), *paint, smooth=False),
        Part(fence, *paint, smooth=False),
    ]
    pitch = 0.5
    gable = [(-half - 0.15, 0), (0, pitch), (half + 0.15, 0)]
    roofs = [
        beam((a[0], 0, tall + a[1]), (b[0], 0, tall + b[1]), 0.03, 2 * half + 0.25)
        for a, b in (gable[:2], gable[1:])
    ]
    colour = tone(rng, *BRIGHT)
    parts.append(Part(s.join(*roofs), _roofing(rng), colour, smooth=False))
    flight = s.at(stairs(up, 0.5, up * 0.35, 0.035), s.move(-half, 0.1) @ s.turn(-90))
    parts.append(Part(flight, *paint, smooth=False))
    parts += moved(_slide(rng, up), s.move(y=-half))
    if odds(rng, 0.6):
        parts += moved(_swing_arm(rng, up + 0.75, paint), s.move(x=half))
    return stand(parts)


def pergola(rng: np.random.Generator) -> list[Part]:
    """Four to six posts with beams and many rafters, bare, planted or with a bench below."""
    steel = odds(rng, 0.25)
    grey: Paint = ("painted_metal", tone(rng, "charcoal", "white", "grey"))
    paint = grey if steel else timber(rng)
    post, tall = between(rng, 0.08, 0.14), between(rng, 2.1, 2.5)
    half, deep, bays = between(rng, 1.1, 1.9), between(rng, 0.7, 1.4), int(rng.integers(2, 4))
    posts, beams, braces = [], [], []
    for y in (-deep, deep):
        for x in np.linspace(-half, half, bays):
            posts.append(beam((x, y, 0), (x, y, tall), post, post))
            for k in (-1, 1):
                inside = x + k * 0.35
                if abs(inside) < half and odds(rng, 0.7):
                    braces.append(
                        beam((x, y, tall - 0.4), (inside, y, tall), post * 0.5, post * 0.5)
                    )
        beams.append(beam((-half - 0.3, y, tall), (half + 0.3, y, tall), post * 0.6, post * 1.3))
    rafters = [
        beam((x, -deep - 0.35, tall + post), (x, deep + 0.35, tall + post), post * 0.45, post * 1.1)
        for x in np.linspace(-half - 0.2, half + 0.2, int(rng.integers(6, 12)))
    ]
    parts = [
        Part(s.join(*posts), *paint, smooth=False),
        Part(s.join(*beams, *braces), *paint, smooth=False),
        Part(s.join(*rafters), *paint, smooth=False),
    ]
    if odds(rng, 0.5):
        parts += _climber(rng, half, deep, tall)
    if odds(rng, 0.4):
        bench = [
            board(2 * half * 0.7, 0.12, 0.04, (0, deep - 0.1 - 0.14 * k, 0.45)) for k in range(3)
        ]
        bench += [board(0.06, 0.4, 0.43, (x * half * 0.6, deep - 0.24, 0.215)) for x in (-1, 1)]
        parts.append(Part(s.join(*bench), *paint, smooth=False))
    return stand(parts)


def _roofing(rng: np.random.Generator) -> Material:
    """What the roof of a play tower is made of."""
    return "textile" if odds(rng, 0.5) else "painted_wood"


def _seat(rng: np.random.Generator, top: float) -> list[Part]:
    """A swing seat on two ropes below z = `top`, sometimes swung out a little."""
    low, half = between(rng, 0.4, 0.55), between(rng, 0.2, 0.25)
    metal = odds(rng, 0.5)
    spread = half + between(rng, 0.0, 0.06)
    ropes = [
        rod((x * spread, 0, top), (x * half, 0, low), 0.008 if metal else 0.012, 8) for x in (-1, 1)
    ]
    kind = int(rng.integers(3))
    colour = tone(rng, *BRIGHT, "black")
    if kind == 0:
        seat: list[Part] = [
            Part(board(2 * half + 0.06, 0.17, 0.03, (0, 0, low)), "wood", smooth=False)
        ]
    elif kind == 1:
        bow = s.spline(
            [
                (-half, 0, low),
                (-half * 0.5, 0, low - 0.06),
                (half * 0.5, 0, low - 0.06),
                (half, 0, low),
            ],
            24,
        )
        seat = [Part(s.strap_along(bow, 0.15, 0.012, up=(0, 0, 1)), "rubber", colour)]
    else:
        shell = s.lathe(
            [
                (0, 0),
                (0.13, 0.0),
                (0.17, 0.06),
                (0.17, 0.26),
                (0.15, 0.26),
                (0.14, 0.05),
                (0, 0.02),
            ],
            24,
        )
        seat = [
            Part(s.at(shell, s.scale(half / 0.17, 1, 1), s.move(z=low - 0.25)), "plastic", colour)
        ]
    rope = Part(s.join(*ropes), "steel") if metal else Part(s.join(*ropes), "rope", hemp(rng))
    swing = between(rng, -25, 25) if odds(rng, 0.3) else 0.0
    return moved([rope, *seat], s.turn(swing, (1, 0, 0), (0, 0, top)))


def _slide(rng: np.random.Generator, up: float) -> list[Part]:
    """A slide from (0, 0, up) down towards -y with raised edges."""
    run = up * between(rng, 1.3, 1.7)
    keys = [
        (0, 0.1, up),
        (0, -0.1, up),
        (0, -0.5 * run, up * 0.5),
        (0, -0.9 * run, 0.2),
        (0, -run - 0.15, 0.17),
    ]
    path = s.spline(keys, 36)
    bed = s.strap_along(path, 0.46, 0.014, up=(0, 0, 1))
    sides = [
        s.strap_along(path + np.array([x, 0, 0.05]), 0.02, 0.12, up=(0, 0, 1))
        for x in (-0.23, 0.23)
    ]
    foot = rod((0, -run - 0.1, 0), (0, -run - 0.1, 0.17), 0.03)
    return [Part(s.join(bed, *sides, foot), "plastic", tone(rng, *BRIGHT))]


def _swing_arm(rng: np.random.Generator, tall: float, paint: Paint) -> list[Part]:
    """A beam from x = 0 to an A-frame, a seat or a tyre below it."""
    long = between(rng, 1.7, 2.3)
    legs = [beam((long + 0.1, y * 0.7, 0), (long, 0, tall), 0.08, 0.08) for y in (-1, 1)]
    arm = beam((-0.1, 0, tall), (long + 0.2, 0, tall), 0.09, 0.12)
    seats = moved(_seat(rng, tall - 0.06), s.move(x=long / 2))
    return [Part(s.join(*legs, arm), *paint, smooth=False), *seats]


def _climber(rng: np.random.Generator, half: float, deep: float, tall: float) -> list[Part]:
    """Leaves along the roof and down one or two posts."""
    leaf = slab([(-0.5, 0), (-0.2, 0.35), (0, 0.55), (0.2, 0.35), (0.5, 0), (0, -0.4)], 0.004)
    leaves = []
    for _ in range(int(rng.integers(120, 260))):
        place = [
            between(rng, -half, half),
            between(rng, -deep, deep),
            tall + between(rng, 0.06, 0.25),
        ]
        if odds(rng, 0.35):
            place = [half * rng.choice([-1, 1]), -deep, between(rng, 0.1, tall)]
            place[0] += between(rng, -0.14, 0.14)
            place[1] += between(rng, -0.14, 0.14)
        size = between(rng, 0.08, 0.17)
        tip = s.turn(between(rng, 0, 360)) @ s.turn(between(rng, 20, 120), (1, 0, 0))
        leaves.append(s.at(leaf, s.scale(size, size, size), tip, s.move(*place)))
    return [Part(s.join(*leaves), "matte_plastic", tone(rng, "green", "olive"), smooth=False)]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "playground_frame": (swing_set, play_tower, pergola),
}
