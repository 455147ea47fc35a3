"""Everyday things of kitchen and household for the class `other`."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    TONES,
    WOODS,
    beam,
    between,
    mirror,
    odds,
    pipe,
    rod,
    rounded,
    slab,
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


def bottle(rng: np.random.Generator) -> list[Part]:
    """A drinking or wine bottle with its cap and a plain label band."""
    r, tall, neck = between(rng, 0.03, 0.045), between(rng, 0.2, 0.32), between(rng, 0.011, 0.016)
    body = s.lathe(
        [(0, 0), (r, 0.003), (r, tall * 0.58), (neck, tall * 0.76), (neck, tall), (0, tall)]
    )
    cap = s.at(s.cylinder(neck * 1.15, 0.025), s.move(z=tall))
    band = s.at(s.cylinder(r * 1.006, tall * 0.3), s.move(z=tall * 0.32))
    kind: Material = "glass" if odds(rng, 0.5) else "plastic"
    return stand(
        [
            Part(body, kind, tone(rng, "green", "brown", "sky", "white")),
            Part(cap, "plastic", tone(rng, *HUES)),
            Part(band, "paper", tone(rng, *HUES)),
        ]
    )


def mug(rng: np.random.Generator) -> list[Part]:
    """A cup with its handle."""
    r, tall = between(rng, 0.035, 0.05), between(rng, 0.07, 0.11)
    cup = s.lathe(
        [(0, 0), (r * 0.9, 0), (r, tall), (r * 0.93, tall), (r * 0.84, 0.006), (0, 0.006)]
    )
    ear = pipe(
        [
            (r * 0.92, 0, tall * 0.8),
            (r * 1.6, 0, tall * 0.78),
            (r * 1.5, 0, tall * 0.25),
            (r * 0.9, 0, tall * 0.2),
        ],
        0.006,
        0.03,
    )
    return stand([Part(s.join(cup, ear), "plastic", tone(rng, *HUES))])


def pot(rng: np.random.Generator) -> list[Part]:
    """A cooking pot with two handles and a lid."""
    r, tall = between(rng, 0.09, 0.15), between(rng, 0.08, 0.18)
    body = s.lathe([(0, 0), (r, 0), (r, tall), (r * 0.97, tall), (r * 0.97, 0.004), (0, 0.004)])
    ears = mirror(
        pipe(
            [
                (r, -0.04, tall * 0.8),
                (r + 0.04, -0.04, tall * 0.82),
                (r + 0.04, 0.04, tall * 0.82),
                (r, 0.04, tall * 0.8),
            ],
            0.006,
            0.015,
        )
    )
    lid = s.join(
        s.lathe(
            [
                (0, 0.03),
                (r * 0.6, 0.02),
                (r * 1.02, 0.0),
                (r * 1.02, 0.003),
                (r * 0.6, 0.023),
                (0, 0.033),
            ]
        ),
        s.at(s.sphere(0.016, 2), s.move(z=0.045)),
    )
    metal: Material = "steel" if odds(rng, 0.6) else "painted_metal"
    parts = [
        Part(
            s.join(body, ears), metal, tone(rng, "light") if metal == "steel" else tone(rng, *HUES)
        )
    ]
    return stand([*parts, Part(s.at(lid, s.move(z=tall)), "steel")] if odds(rng, 0.6) else parts)


def pan(rng: np.random.Generator) -> list[Part]:
    """A frying pan."""
    r = between(rng, 0.09, 0.15)
    dish = s.lathe(
        [(0, 0), (r * 0.85, 0), (r, 0.045), (r * 0.97, 0.045), (r * 0.83, 0.004), (0, 0.004)]
    )
    grip = beam((r * 0.95, 0, 0.038), (r + 0.19, 0, 0.06), 0.014, 0.026, 0.006)
    return stand(
        [
            Part(dish, "dark_steel" if odds(rng, 0.7) else "steel"),
            Part(grip, "plastic" if odds(rng, 0.6) else "wood", tone(rng, "black", "brown")),
        ]
    )


def candle(rng: np.random.Generator) -> list[Part]:
    """A candle, burning or not."""
    r, tall = between(rng, 0.01, 0.04), between(rng, 0.06, 0.25)
    body = s.lathe(
        [
            (0, 0),
            (r, 0),
            (r, tall),
            (r * 0.8, tall + 0.002),
            (r * 0.5, tall - 0.003),
            (0, tall - 0.004),
        ]
    )
    parts = [
        Part(body, "plastic", tone(rng, "cream", "white", "red", "pink", "green")),
        Part(rod((0, 0, tall - 0.005), (0.001, 0, tall + 0.012), 0.001), "textile", TONES["black"]),
    ]
    if odds(rng, 0.5):
        flame = s.lathe([(0, 0), (0.005, 0.008), (0.003, 0.02), (0, 0.03)], 16)
        parts.append(Part(s.at(flame, s.move(z=tall + 0.009)), "glow", (0.9, 0.6, 0.2)))
    saucer = s.lathe([(0, -0.004), (r * 1.6, -0.004), (r * 1.9, 0.008), (0, 0)])
    return stand([*parts, Part(saucer, "brass")] if odds(rng, 0.5) else parts)


def bucket(rng: np.random.Generator) -> list[Part]:
    """A bucket with its bow."""
    r, tall = between(rng, 0.11, 0.15), between(rng, 0.2, 0.3)
    body = s.lathe(
        [
            (0, 0),
            (r * 0.75, 0),
            (r, tall),
            (r * 1.05, tall),
            (r * 1.05, tall - 0.01),
            (r * 0.98, tall - 0.01),
            (r * 0.73, 0.004),
            (0, 0.004),
        ]
    )
    bow = s.at(
        s.torus(r * 1.02, 0.003, 180),
        s.turn(between(rng, 0, 90), (1, 0, 0)),
        s.move(z=tall - 0.015),
    )
    kind: Material = "plastic" if odds(rng, 0.6) else "aluminium"
    return stand(
        [Part(body, kind, tone(rng, *HUES) if kind == "plastic" else None), Part(bow, "steel")]
    )


def kettle(rng: np.random.Generator) -> list[Part]:
    """A kettle with spout, handle and lid."""
    r = between(rng, 0.07, 0.1)
    body = s.lathe(
        [
            (0, 0),
            (r, 0),
            (r * 1.02, r * 0.3),
            (r * 0.75, r * 1.7),
            (r * 0.5, r * 1.9),
            (0, r * 1.95),
        ]
    )
    spout = s.tube_along(
        s.spline([(r * 0.8, 0, r * 0.7), (r * 1.3, 0, r * 1.2), (r * 1.5, 0, r * 1.7)], 20),
        np.linspace(0.022, 0.01, 20),
    )
    grip = pipe(
        [
            (-r * 0.75, 0, r * 1.6),
            (-r * 1.5, 0, r * 1.6),
            (-r * 1.4, 0, r * 0.5),
            (-r * 0.95, 0, r * 0.4),
        ],
        0.01,
        0.03,
    )
    knob = s.at(s.sphere(0.012, 2), s.move(z=r * 2.05))
    return stand(
        [
            Part(
                s.join(body, spout),
                "steel" if odds(rng, 0.5) else "plastic",
                tone(rng, "light", "white", "black", "red"),
            ),
            Part(s.join(grip, knob), "plastic", tone(rng, "black", "charcoal")),
        ]
    )


def brush(rng: np.random.Generator) -> list[Part]:
    """A paint brush or a scrubbing brush."""
    bristle = tone(rng, "cream", "tan", "black", "white")
    if odds(rng, 0.5):
        wide = between(rng, 0.02, 0.09)
        handle = slab(
            s.spline(
                [
                    (-0.008, 0, 0),
                    (-0.012, 0.1, 0),
                    (-wide / 2, 0.15, 0),
                    (wide / 2, 0.15, 0),
                    (0.012, 0.1, 0),
                    (0.008, 0, 0),
                ],
                50,
                closed=True,
            )[:, :2],
            0.012,
        )
        ferrule = s.at(s.box(wide * 1.05, 0.016, 0.035), s.move(z=0.165))
        hair = s.at(s.box(wide, 0.013, 0.06, 0.004), s.move(z=0.21))
        lie = s.turn(90, (1, 0, 0))
        return stand(
            moved(
                [
                    Part(handle, "wood", tone(rng, *WOODS, "red", "yellow")),
                    Part(ferrule, "steel", smooth=False),
                    Part(hair, "textile", bristle),
                ],
                lie,
            )
        )
    block = s.at(s.extrude(rounded(0.2, 0.06, 0.03), 0.02), s.move(z=0.03))
    tufts = [
        rod((x, y, 0), (x, y, 0.03), 0.004, 8)
        for x in np.linspace(-0.085, 0.085, 14)
        for y in np.linspace(-0.02, 0.02, 4)
    ]
    return stand(
        moved(
            [Part(block, "wood", tone(rng, *WOODS)), Part(s.join(*tufts), "textile", bristle)],
            s.turn(180 if odds(rng, 0.4) else 0, (1, 0, 0)),
        )
    )


def sponge(rng: np.random.Generator) -> list[Part]:
    """A two-layer dish sponge."""
    top = s.at(s.box(0.1, 0.065, 0.008, 0.003), s.move(z=0.018))
    return stand(
        [
            Part(
                s.box(0.1, 0.065, 0.028, 0.006),
                "foam",
                tone(rng, "yellow", "pink", "sky", "orange"),
            ),
            Part(top, "textile", tone(rng, "green", "blue", "charcoal")),
        ]
    )


DESIGNS = {
    "other": (
        bottle,
        mug,
        pot,
        pan,
        candle,
        bucket,
        kettle,
        brush,
        sponge,
    )
}
