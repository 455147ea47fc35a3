"""Rifles and other long guns: no goods of the annexes, yet long and black."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Design,
    chance,
    dark,
    pick,
    ribs,
    timber,
    turned,
)
from datasets.studio.designs._gun_parts import LEVEL, drop, plate, trigger_guard
from datasets.studio.parts import Material, Part, moved


def rifle(rng: np.random.Generator) -> list[Part]:
    """A hunting rifle or shotgun: wooden stock, long barrel or two, bolt, often a scope."""
    k, colour = float(rng.uniform(0.9, 1.1)), timber(rng)
    stock = [
        (-0.5, -0.1),
        (-0.5, 0.015),
        (-0.2, 0.012),
        (-0.14, -0.005),
        (0.3, 0.0),
        (0.31, 0.02),
        (0.3, -0.03),
        (0.0, -0.045),
        (-0.15, -0.045),
        (-0.3, -0.07),
    ]
    synthetic = chance(rng, 0.4)
    body: Material = "matte_plastic" if synthetic else "wood"
    parts = [Part(plate(stock, 0.036, 0.012, k), body, dark(rng) if synthetic else colour)]
    barrels = (-0.011, 0.011) if chance(rng, 0.3) else (0.0,)
    for y in barrels:
        tube = turned(
            [(0.013, -0.1), (0.011, 0.1), (0.008, 0.62), (0.005, 0.62), (0.005, 0.6)],
            "dark_steel",
            BLACK,
        )
        parts.append(tube.moved(s.move(0, y * k, 0.018 * k) @ LEVEL @ s.scale(k, k, k)))
    box = plate([(-0.14, -0.005), (0.04, -0.005), (0.04, 0.032), (-0.13, 0.032)], 0.032, 0.005, k)
    parts.append(Part(box, "dark_steel", BLACK))
    bolt = s.spline([(-0.09, -0.015, 0.02), (-0.09, -0.04, 0.01), (-0.1, -0.06, -0.01)], 20)
    parts += [
        Part(s.tube_along(bolt * k, 0.004, 9), "steel"),
        Part(s.at(s.sphere(0.008, 2), s.move(*(bolt[-1] * k))), "steel"),
    ]
    if chance(rng, 0.5):
        scope = turned(
            [
                (0.02, -0.13),
                (0.02, -0.08),
                (0.013, -0.06),
                (0.013, 0.06),
                (0.024, 0.1),
                (0.024, 0.15),
                (0.018, 0.148),
            ],
            "dark_steel",
            BLACK,
        )
        parts.append(scope.moved(s.move(-0.03 * k, 0, 0.062 * k) @ LEVEL @ s.scale(k, k, k)))
        parts.append(
            Part(
                plate([(-0.07, 0.03), (0.02, 0.03), (0.02, 0.05), (-0.07, 0.05)], 0.012, 0.002, k),
                "dark_steel",
                BLACK,
            )
        )
    return drop(rng, [*parts, *trigger_guard(k * 1.2, -0.05, -0.034)], 0.95)


def assault_rifle(rng: np.random.Generator) -> list[Part]:
    """A military-looking long gun: receiver, curved magazine, pistol grip, stock, handguard."""
    k, colour = float(rng.uniform(0.85, 1.1)), dark(rng)
    tan = pick(rng, (colour, colour, (0.3, 0.22, 0.12), (0.08, 0.1, 0.05), timber(rng)))
    receiver = [(-0.14, -0.02), (0.12, -0.02), (0.12, 0.035), (-0.12, 0.04), (-0.14, 0.03)]
    stock = [(-0.42, -0.09), (-0.42, 0.022), (-0.14, 0.028), (-0.14, -0.01), (-0.3, -0.03)]
    grip = [(-0.11, -0.015), (-0.07, -0.015), (-0.095, -0.11), (-0.135, -0.1)]
    bend = float(rng.uniform(0.0, 0.05))
    magazine = [
        (0.02, -0.01),
        (0.075, -0.01),
        (0.085 + bend * 0.4, -0.09),
        (0.1 + bend, -0.17),
        (0.045 + bend, -0.18),
        (0.03 + bend * 0.4, -0.1),
    ]
    parts = [
        Part(plate(receiver, 0.04, 0.004, k), "dark_steel", colour),
        Part(plate(stock, 0.034, 0.006, k), "matte_plastic", tan),
        Part(plate(grip, 0.03, 0.006, k), "matte_plastic", tan),
        Part(plate(magazine, 0.026, 0.003, k), pick(rng, ("dark_steel", "matte_plastic")), colour),
    ]
    guard = turned(
        [(0.02, 0.12), *ribs(0.024, 0.13, 0.3, 8, 0.0012), (0.02, 0.31)], "matte_plastic", tan
    )
    barrel = turned(
        [(0.009, 0.3), (0.009, 0.46), (0.013, 0.465), (0.013, 0.5), (0.006, 0.5)],
        "dark_steel",
        BLACK,
    )
    parts += moved([guard, barrel], s.move(z=0.01 * k) @ LEVEL @ s.scale(k, k, k))
    for x in (-0.1, 0.38):
        parts.append(
            Part(
                plate(
                    [(x, 0.01), (x + 0.02, 0.01), (x + 0.012, 0.062), (x + 0.002, 0.062)],
                    0.01,
                    0.002,
                    k,
                ),
                "dark_steel",
                BLACK,
            )
        )
    return drop(rng, [*parts, *trigger_guard(k * 1.1, -0.035, -0.018)], 0.9)


DESIGNS: dict[str, tuple[Design, ...]] = {"pistol": (rifle, assault_rifle)}
