"""Swivel chairs for the desk."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    Colour,
    between,
    castor,
    mirror,
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


def task_chair(rng: np.random.Generator) -> list[Part]:
    """The swivel chair with mesh or cushion back and T arm rests."""
    fabric = upholstery(rng)
    wide, back = between(rng, 0.44, 0.52), between(rng, 0.4, 0.62)
    parts = _swivel_base(rng)
    seat = s.at(s.box(wide, 0.47, 0.08, 0.035), s.move(z=0.5))
    rest = _curved_back(wide * 0.95, back, 0.045)
    parts += [Part(s.join(seat, s.at(rest, s.move(y=0.26, z=0.6))), *fabric)]
    stem = pipe([(0, 0.1, 0.45), (0, 0.33, 0.47), (0, 0.33, 0.6 + back * 0.6)], 0.022, 0.08)
    parts.append(Part(stem, "plastic"))
    if odds(rng, 0.7):
        parts.append(Part(_arms(rng, wide), "plastic", tone(rng, "black", "charcoal")))
    if odds(rng, 0.3):
        head = s.at(s.box(0.28, 0.05, 0.14, 0.024), s.move(y=0.27, z=0.72 + back))
        parts += [
            Part(head, *fabric),
            Part(rod((0, 0.3, 0.55 + back), (0, 0.3, 0.72 + back), 0.012), "plastic"),
        ]
    return stand(parts)


def executive_chair(rng: np.random.Generator) -> list[Part]:
    """The broad padded leather chair with looped arms."""
    colour: Paint = ("leather", tone(rng, "black", "black", "brown", "wine", "tan", "cream"))
    wide, rows = between(rng, 0.52, 0.6), int(rng.integers(3, 6))
    pads = [s.at(s.box(wide, 0.52, 0.13, 0.05), s.move(z=0.52))]
    for i in range(rows):
        tall = 0.7 / rows
        z = 0.6 + tall * (i + 0.5)
        pads.append(
            s.at(
                s.box(wide * (0.95 - 0.03 * i), 0.13, tall * 1.06, 0.05),
                s.move(y=0.27 + 0.03 * i, z=z),
            )
        )
    loops = []
    for x in (-wide / 2 - 0.03, wide / 2 + 0.03):
        ring = [(x, -0.2, 0.5), (x, -0.22, 0.72), (x, 0.22, 0.74), (x, 0.2, 0.5)]
        loops.append(pipe(ring, 0.022, 0.12, closed=True))
    top = [
        s.at(s.box(0.07, 0.36, 0.04, 0.018), s.move(x, 0, 0.75))
        for x in (-wide / 2 - 0.03, wide / 2 + 0.03)
    ]
    parts = [
        Part(s.join(*pads, *top), *colour),
        Part(s.join(*loops), "plastic" if odds(rng, 0.6) else "chrome"),
    ]
    return stand(_swivel_base(rng) + parts)


def gaming_chair(rng: np.random.Generator) -> list[Part]:
    """The racing-seat chair: wings, slots for belts, two colours, cushions."""
    main, accent = (
        tone(rng, "black", "charcoal", "white"),
        tone(rng, "red", "blue", "orange", "green", "pink", "purple"),
    )
    tall = 0.82
    outline = [(0.2, 0), (0.27, 0.1), (0.28, 0.5), (0.22, 0.58), (0.2, tall), (0.1, tall + 0.05)]
    outline += [(-x, z) for x, z in outline[::-1]]
    slots = [np.add(rounded(0.1, 0.045, 0.02), (x, 0.66)) for x in (-0.1, 0.1)]
    back = s.at(slab(outline, 0.09, *slots), s.turn(-8, (1, 0, 0)), s.move(y=0.25, z=0.52))
    wings = mirror(
        s.at(s.box(0.1, 0.16, 0.4, 0.045), s.turn(-8, (1, 0, 0)), s.move(0.24, 0.23, 0.82))
    )
    sides = mirror(s.at(s.box(0.1, 0.5, 0.12, 0.045), s.move(0.24, 0, 0.53)))
    seat = s.at(s.box(0.46, 0.54, 0.1, 0.04), s.move(z=0.5))
    stripe = mirror(s.at(s.box(0.025, 0.01, 0.5), s.turn(-8, (1, 0, 0)), s.move(0.13, 0.255, 0.8)))
    pillows = [
        s.at(s.box(0.26, 0.1, 0.16, 0.049), s.move(y=0.24, z=1.2)),
        s.at(s.box(0.32, 0.11, 0.18, 0.05), s.move(y=0.18, z=0.68)),
    ]
    parts = [
        Part(s.join(back, seat), "leather", main),
        Part(s.join(wings, sides, stripe, *pillows[: int(rng.integers(0, 3))]), "leather", accent),
        Part(_arms(rng, 0.56), "plastic"),
    ]
    return stand(_swivel_base(rng) + parts)


def _swivel_base(rng: np.random.Generator) -> list[Part]:
    """Five-star base on castors with the gas column; the seat plate lies at z = 0.46."""
    reach, start = between(rng, 0.28, 0.34), between(rng, 0, 72)
    arms, wheels, forks = [], [], []
    for i in range(5):
        a = np.radians(start + 72 * i)
        end = np.array([reach * np.cos(a), reach * np.sin(a), 0.0])
        arms.append(taper((0, 0, 0.12), np.add(end, (0, 0, 0.085)), 0.032, 0.018, 12))
        tread, fork = castor(0.028)
        spin = s.turn(between(rng, 0, 360))
        wheels.append(s.at(tread, spin, s.move(*end)))
        forks.append(s.at(fork, spin, s.move(*end)))
    column = s.join(rod((0, 0, 0.08), (0, 0, 0.3), 0.028), rod((0, 0, 0.3), (0, 0, 0.46), 0.014))
    plate = s.at(s.box(0.2, 0.26, 0.04, 0.01), s.move(z=0.45))
    metal: Material = "chrome" if odds(rng, 0.4) else "plastic"
    return [
        Part(s.join(*arms), metal),
        Part(s.join(*wheels, *forks), "plastic"),
        Part(s.join(column, plate), "plastic"),
    ]


def _curved_back(wide: float, tall: float, thick: float) -> trimesh.Trimesh:
    """A back rest bent round the sitter, standing on z = 0."""
    radius = wide * 1.1
    half = float(np.degrees(wide / 2 / radius))
    bow = s.band(radius, thick, tall, 90 - half, 90 + half)
    return s.at(bow, s.move(y=-radius, z=tall / 2), s.turn(-8, (1, 0, 0)))


def _arms(rng: np.random.Generator, wide: float) -> trimesh.Trimesh:
    """Two T-shaped arm rests."""
    x = wide / 2 + 0.04
    pad = s.at(s.box(0.08, 0.26, 0.03, 0.012), s.move(x, 0, 0.7))
    post = pipe([(x - 0.08, 0.02, 0.46), (x, 0.02, 0.47), (x, 0.02, 0.69)], 0.018, 0.03)
    return mirror(s.join(pad, post))


DESIGNS = {"office_chair": (task_chair, executive_chair, gaming_chair)}
