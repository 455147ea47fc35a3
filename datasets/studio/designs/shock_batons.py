"""Batons that give electric shocks: strips, coils, rings or prongs of bare metal."""

from __future__ import annotations

import numpy as np

from datasets.studio import labels
from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Design,
    chance,
    dark,
    hue,
    lay,
    pick,
    ribs,
    turned,
    wrist_strap,
)
from datasets.studio.designs.stun_guns import SPARK
from datasets.studio.parts import Material, Part


def shock_strips(rng: np.random.Generator) -> list[Part]:
    """A shock baton with metal strips down its shaft, a guard ring and two tip electrodes."""
    length, r = float(rng.uniform(0.42, 0.6)), float(rng.uniform(0.014, 0.019))
    parts, start = shock_handle(rng, r)
    parts.append(
        turned([(r, start), (r, length - 0.004), (0.8 * r, length)], "plastic", hue(rng, 0.85))
    )
    count = int(rng.integers(3, 7))
    low, high = start + 0.03, length - float(rng.uniform(0.02, 0.06))
    metal: Material = pick(rng, ("steel", "chrome", "brass", "aluminium"))
    strip = s.at(
        s.box(0.0025, float(rng.uniform(0.003, 0.006)), high - low, 0.001),
        s.move(r, 0, (low + high) / 2),
    )
    parts += [Part(s.at(strip, s.turn(360 * i / count)), metal) for i in range(count)]
    parts += tip_electrodes(rng, r, length)
    return lay(rng, parts)


def shock_coils(rng: np.random.Generator) -> list[Part]:
    """A shock baton wound with one or two bare metal coils towards its tip."""
    length, r = float(rng.uniform(0.38, 0.58)), float(rng.uniform(0.014, 0.02))
    parts, start = shock_handle(rng, r)
    parts.append(
        turned([(r, start), (r, length - 0.006), (0.7 * r, length)], "plastic", hue(rng, 0.85))
    )
    metal: Material = pick(rng, ("steel", "brass", "chrome"))
    low, high = start + float(rng.uniform(0.02, 0.1)), length - 0.03
    pitch = float(rng.uniform(0.018, 0.045))
    helix = s.helix(r + 0.0005, pitch, (high - low) / pitch, 22) + np.array([0, 0, low])
    for phase in (0, 180) if chance(rng, 0.7) else (0,):
        coil = s.tube_along(helix, float(rng.uniform(0.0014, 0.0024)), 6)
        parts.append(Part(s.at(coil, s.turn(phase)), metal))
    parts += tip_electrodes(rng, r, length)
    return lay(rng, parts)


def shock_rings(rng: np.random.Generator) -> list[Part]:
    """A shock baton with metal rings on a black shaft and a rounded tip with two studs."""
    length, r = float(rng.uniform(0.35, 0.55)), float(rng.uniform(0.015, 0.021))
    parts, start = shock_handle(rng, r)
    parts.append(
        turned(
            [(r, start), (r, length - r), (0.7 * r, length - 0.3 * r), (0, length)],
            "rubber",
            dark(rng),
        )
    )
    metal: Material = pick(rng, ("steel", "chrome", "brass"))
    for z in np.linspace(start + 0.04, length - 0.03, int(rng.integers(3, 8))):
        ring = turned(
            [
                (r * 0.9, z - 0.004),
                (r + 0.0016, z - 0.003),
                (r + 0.0016, z + 0.003),
                (r * 0.9, z + 0.004),
            ],
            metal,
        )
        parts.append(ring)
    parts += tip_electrodes(rng, r, length - 0.2 * r)
    return lay(rng, parts)


def shock_torch(rng: np.random.Generator) -> list[Part]:
    """A long torch-like shock baton: flared head with a lens between two or four electrodes."""
    length, r = float(rng.uniform(0.33, 0.52)), float(rng.uniform(0.015, 0.02))
    parts, start = shock_handle(rng, r)
    head = float(rng.uniform(1.3, 1.6)) * r
    colour = hue(rng, 0.9)
    shaft = [(0.9 * r, start), *ribs(0.9 * r, start + 0.03, length - 0.1, 4, 0.001)]
    shaft += [
        (0.9 * r, length - 0.05),
        (head, length - 0.025),
        (head, length),
        (0.8 * head, length),
    ]
    parts.append(
        turned(
            [*shaft, (0.78 * head, length - 0.006), (0.0, length - 0.007)], "painted_metal", colour
        )
    )
    lens = s.at(s.cylinder(0.7 * head, 0.002), s.move(z=length - 0.005))
    parts.append(Part(lens, "glow" if chance(rng, 0.4) else "screen", (0.8, 0.8, 0.75)))
    parts += tip_electrodes(rng, 1.15 * head, length, float(rng.uniform(0.014, 0.02)))
    return lay(rng, parts)


def shock_handle(rng: np.random.Generator, r: float) -> tuple[list[Part], float]:
    """The grip of a shock baton: ribs, guard ring, switch, sticker, strap; and where it ends."""
    end = float(rng.uniform(0.13, 0.18))
    grip = [(0.9 * r, 0), (1.15 * r, 0.003), (1.15 * r, 0.012)]
    grip += ribs(1.1 * r, 0.018, end - 0.03, int(rng.integers(6, 14)), 0.001)
    parts = [turned([*grip, (1.15 * r, end - 0.02), (1.1 * r, end)], "rubber", dark(rng))]
    wide = float(rng.uniform(1.7, 2.6)) * r
    guard = [(1.1 * r, end), (wide, end + 0.002), (wide, end + 0.008), (r, end + 0.01)]
    parts.append(turned(guard, pick(rng, ("rubber", "plastic")), hue(rng, 0.8)))
    side = s.turn(float(rng.uniform(0, 360)))
    plate = s.at(s.box(0.006, 0.014, 0.04, 0.002), s.move(1.08 * r, 0, end - 0.03), side)
    key = s.at(s.box(0.006, 0.009, 0.014, 0.002), s.move(1.08 * r + 0.003, 0, end - 0.024), side)
    red = pick(rng, ((0.6, 0.02, 0.02), (0.5, 0.5, 0.5), (0.8, 0.3, 0.02)))
    parts += [Part(plate, "plastic", BLACK), Part(key, "plastic", red)]
    if chance(rng, 0.7):
        parts.append(wrist_strap(rng, (0, 0, 0.0), float(rng.uniform(0.1, 0.16))))
    if chance(rng, 0.4):
        sheet = s.at(s.label_wrap(r, 0.022, 0, 150, 0.0015), s.move(z=end + 0.024), side)
        parts.append(Part(sheet, "paper", None, labels.voltage_label(rng)))
    return parts, end


def tip_electrodes(rng: np.random.Generator, r: float, z: float, tall: float = 0.012) -> list[Part]:
    """Two metal prongs beside each other on the tip, in some draws with an arc between them."""
    metal: Material = pick(rng, ("steel", "brass", "chrome"))
    thick = float(rng.uniform(0.0018, 0.003))
    parts = []
    for side in (-1, 1):
        rod = s.cylinder(thick, tall, 14)
        parts.append(Part(s.at(rod, s.move(side * 0.55 * r, 0, z + tall / 2 - 0.003)), metal))
        knob = s.at(s.sphere(1.3 * thick, 2), s.move(side * 0.55 * r, 0, z + tall - 0.003))
        parts.append(Part(knob, metal))
    if chance(rng, 0.25):
        path = np.linspace((-0.55 * r, 0, z + tall - 0.003), (0.55 * r, 0, z + tall - 0.003), 8)
        path[1:-1] += rng.normal(0, 0.002, (6, 3))
        parts.append(Part(s.tube_along(path, 0.0008, 6), "glow", SPARK))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "shock_baton": (shock_strips, shock_coils, shock_rings, shock_torch)
}
