"""Hand guns, real-looking and toy: no goods of the annexes, yet often taken for them."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Design,
    blob,
    chance,
    dark,
    hue,
    pick,
    slab,
    smooth,
    timber,
    turned,
)
from datasets.studio.designs._gun_parts import LEVEL, ORANGE, drop, muzzle, plate, trigger_guard
from datasets.studio.parts import Material, Part


def semi_automatic(rng: np.random.Generator) -> list[Part]:
    """A semi-automatic pistol: slide with serrations, sights, frame, guard, magazine grip."""
    k = float(rng.uniform(0.85, 1.1))
    metal: Material = pick(rng, ("dark_steel", "dark_steel", "steel", "plastic"))
    colour = dark(rng) if metal != "steel" else None
    long = float(rng.uniform(0.09, 0.125))
    slide = [
        (-0.062, 0.0),
        (long, 0.0),
        (long + 0.002, 0.004),
        (long, 0.024),
        (-0.055, 0.026),
        (-0.064, 0.018),
    ]
    parts = [Part(plate(slide, 0.024, 0.003, k), metal, colour)]
    frame = [
        (-0.056, 0.004),
        (0.95 * long, 0.004),
        (0.95 * long, -0.012),
        (0.035, -0.014),
        (0.012, -0.02),
    ]
    frame += [(-0.004, -0.03), (-0.016, -0.105), (-0.06, -0.1), (-0.048, -0.03), (-0.066, -0.006)]
    parts.append(
        Part(plate(frame, 0.023, 0.003, k), pick(rng, ("matte_plastic", "dark_steel")), dark(rng))
    )
    cheek = [(-0.022, -0.022), (-0.044, -0.022), (-0.056, -0.095), (-0.022, -0.1)]
    grip: Material = pick(rng, ("rubber", "wood", "matte_plastic"))
    tint = timber(rng) if grip == "wood" else dark(rng)
    parts.append(Part(plate(cheek, 0.03, 0.004, k), grip, tint))
    for x in np.arange(-0.056, -0.03, 0.0045):
        parts.append(
            Part(
                plate(
                    [(x, 0.003), (x + 0.002, 0.003), (x + 0.002, 0.022), (x, 0.022)],
                    0.0255,
                    0.0005,
                    k,
                ),
                "dark_steel",
                BLACK,
            )
        )
    port = [(0.004, 0.014), (0.034, 0.014), (0.034, 0.0255), (0.004, 0.0255)]
    parts.append(Part(s.at(plate(port, 0.014, 0.0005, k), s.move(y=-0.0062 * k)), "steel"))
    for x in (-0.055, long - 0.008):
        parts.append(
            Part(
                plate(
                    [(x, 0.024), (x + 0.007, 0.024), (x + 0.005, 0.03), (x, 0.03)], 0.006, 0.0005, k
                ),
                "dark_steel",
                BLACK,
            )
        )
    parts += [*trigger_guard(k, 0.05, -0.012), muzzle(long * k, 0.012 * k, 0.0055 * k)]
    return drop(rng, parts)


def revolver(rng: np.random.Generator) -> list[Part]:
    """A revolver: fluted cylinder, barrel with rib, hammer, curved wooden grip."""
    k = float(rng.uniform(0.85, 1.1))
    metal: Material = pick(rng, ("dark_steel", "steel", "chrome"))
    long = float(rng.uniform(0.08, 0.17))
    parts = [muzzle(long * k, 0.012 * k, 0.006 * k)]
    barrel = s.at(
        s.cylinder(0.0085 * k, long * k), LEVEL, s.move(0.5 * long * k + 0.01, 0, 0.012 * k)
    )
    under = plate(
        [(0.02, -0.004), (0.8 * long, -0.004), (0.85 * long, 0.008), (0.02, 0.008)], 0.012, 0.003, k
    )
    rib = plate(
        [(0.02, 0.018), (long, 0.018), (long, 0.024), (long - 0.01, 0.028), (0.02, 0.023)],
        0.006,
        0.001,
        k,
    )
    parts += [Part(barrel, metal), Part(under, metal), Part(rib, metal)]
    wheel = s.cylinder(0.02 * k, 0.042 * k)
    flutes = [
        s.at(s.cylinder(0.005 * k, 0.03 * k, 16), s.move(0.0215 * k, 0, 0.012 * k), s.turn(60 * i))
        for i in range(6)
    ]
    parts.append(Part(s.at(s.cut(wheel, *flutes), LEVEL, s.move(-0.008 * k, 0, 0.006 * k)), metal))
    frame = [
        (-0.034, 0.03),
        (0.018, 0.03),
        (0.022, -0.006),
        (0.0, -0.018),
        (-0.03, -0.018),
        (-0.05, -0.004),
        (-0.05, 0.012),
    ]
    hole = s.at(s.box(0.044 * k, 0.1, 0.036 * k), s.move(-0.008 * k, 0, 0.006 * k))
    parts.append(Part(s.cut(plate(frame, 0.017, 0.002, k), hole), metal))
    hammer = [(-0.046, 0.01), (-0.036, 0.012), (-0.044, 0.034), (-0.056, 0.036), (-0.05, 0.028)]
    parts.append(Part(plate(hammer, 0.007, 0.001, k), metal))
    grip = np.array(
        [
            (-0.028, -0.012),
            (-0.05, 0.002),
            (-0.062, -0.02),
            (-0.07, -0.06),
            (-0.09, -0.095),
            (-0.05, -0.105),
            (-0.042, -0.06),
        ]
    )
    parts.append(
        Part(
            slab(smooth(grip * k), 0.03 * k, 0.008 * k),
            pick(rng, ("wood", "rubber", "painted_wood")),
            pick(rng, (timber(rng), BLACK)),
        )
    )
    return drop(rng, [*parts, *trigger_guard(k, 0.022, -0.012)])


def toy_pistol(rng: np.random.Generator) -> list[Part]:
    """A bright toy pistol with an orange tip and chunky parts."""
    k = float(rng.uniform(0.9, 1.4))
    main, second = hue(rng, 0.15), hue(rng, 0.1)
    body = [(-0.06, 0.0), (0.07, 0.0), (0.075, 0.03), (0.02, 0.045), (-0.05, 0.042), (-0.07, 0.02)]
    parts = [Part(slab(smooth(np.array(body) * k), 0.04 * k, 0.009 * k), "plastic", main)]
    grip = np.array([(-0.02, 0.005), (-0.06, 0.01), (-0.075, -0.06), (-0.035, -0.07)]) * k
    parts.append(Part(slab(smooth(grip), 0.034 * k, 0.008 * k), "plastic", second))
    barrel = turned(
        [(0.014, 0.06), (0.013, 0.1), (0.02, 0.102), (0.02, 0.125), (0.014, 0.128)],
        "plastic",
        ORANGE,
    )
    parts.append(barrel.moved(s.move(z=0.018 * k) @ LEVEL @ s.scale(k, k, k)))
    if chance(rng, 0.5):
        drum = s.at(s.cylinder(0.03 * k, 0.045 * k), LEVEL, s.move(0.005 * k, 0, 0.005 * k))
        parts.append(Part(drum, "plastic", second))
    return drop(rng, [*parts, *trigger_guard(k, 0.035, 0.0, second)])


def water_pistol(rng: np.random.Generator) -> list[Part]:
    """A translucent or bright water pistol with a tank on top and a thin nozzle."""
    k = float(rng.uniform(0.9, 1.7))
    main = hue(rng, 0.0)
    body = (
        np.array([(-0.06, 0.0), (0.08, 0.008), (0.085, 0.022), (-0.02, 0.036), (-0.065, 0.03)]) * k
    )
    clear: Material = pick(rng, ("plastic", "glass"))
    parts = [Part(slab(smooth(body), 0.028 * k, 0.008 * k), clear, main)]
    grip = np.array([(-0.025, 0.01), (-0.058, 0.012), (-0.065, -0.055), (-0.03, -0.058)]) * k
    parts.append(Part(slab(smooth(grip), 0.025 * k, 0.007 * k), clear, main))
    tank = blob(
        [
            (-0.05, 0.01, 0.01, 0, 0),
            (-0.04, 0.036, 0.036, 0, 0),
            (0.03, 0.036, 0.036, 0, 0),
            (0.045, 0.01, 0.01, 0, 0),
        ],
        2.2,
    )
    parts.append(
        Part(s.at(tank, LEVEL, s.scale(k, k, k), s.move(z=0.045 * k)), clear, hue(rng, 0.0))
    )
    nozzle = s.at(s.cylinder(0.005 * k, 0.02 * k), LEVEL, s.move(0.09 * k, 0, 0.016 * k))
    plug = s.at(s.cylinder(0.008 * k, 0.01 * k), s.move(-0.06 * k, 0, 0.036 * k))
    parts += [Part(nozzle, "plastic", ORANGE), Part(plug, "plastic", hue(rng, 0.0))]
    return drop(rng, [*parts, *trigger_guard(k, 0.022, 0.004, main)])


DESIGNS: dict[str, tuple[Design, ...]] = {
    "pistol": (semi_automatic, revolver, toy_pistol, water_pistol)
}
