"""Shields without spikes: clear oblong and round, opaque with a window, costume shields."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import BLACK, Design, chance, dark, hue, pick, timber
from datasets.studio.designs._shield_parts import (
    Plate,
    clear_plastic,
    disc,
    grips,
    lettering,
    oblong,
    opaque,
    set_up,
    strips,
    window,
)
from datasets.studio.parts import Material, Part


def clear_oblong(rng: np.random.Generator) -> list[Part]:
    """The tall clear riot shield with its rubber rim, lettering, handle and arm strap."""
    plate = oblong(rng)
    parts = [Part(plate.sheet(), *clear_plastic(rng))]
    if chance(rng, 0.7):
        parts.append(Part(plate.rim(float(rng.uniform(0.004, 0.009))), "rubber", BLACK))
    parts += grips(rng, plate, clear=True)
    top = float(plate.outline[:, 1].max())
    if chance(rng, 0.8):
        parts += lettering(rng, plate, top * float(rng.uniform(-0.45, 0.55)))
    if chance(rng, 0.3):
        parts += strips(rng, plate)
    return set_up(rng, parts)


def clear_round(rng: np.random.Generator) -> list[Part]:
    """The round clear shield, bowl-shaped, with or without a rim."""
    plate = disc(rng)
    parts = [Part(plate.sheet(), *clear_plastic(rng)), *grips(rng, plate, clear=True)]
    if chance(rng, 0.7):
        parts.append(Part(plate.rim(float(rng.uniform(0.004, 0.008))), "rubber", BLACK))
    if chance(rng, 0.7):
        parts += lettering(rng, plate, float(rng.choice([0.16, -0.16, 0.2])), 0.5)
    if chance(rng, 0.2):
        parts += strips(rng, plate)
    return set_up(rng, parts)


def opaque_window(rng: np.random.Generator) -> list[Part]:
    """The heavy opaque kind, black or painted, with a viewing window and lettering."""
    plate = oblong(rng)
    plate = Plate(plate.outline, plate.radius * 1.6, False, float(rng.uniform(0.006, 0.02)))
    parts = [Part(plate.sheet(), *opaque(rng))]
    parts.append(Part(plate.rim(plate.thick * 0.7 + 0.002), "rubber", BLACK))
    top, wide = float(plate.outline[:, 1].max()), float(np.ptp(plate.outline[:, 0]))
    pane = wide * float(rng.uniform(0.4, 0.62))
    parts += window(plate, pane, float(rng.uniform(0.07, 0.13)), top - 0.19)
    parts += grips(rng, plate, clear=False)
    if chance(rng, 0.8):
        parts += lettering(rng, plate, float(rng.uniform(-0.12, 0.08)))
    if chance(rng, 0.25):
        parts += strips(rng, plate)
    return set_up(rng, parts)


def costume(rng: np.random.Generator) -> list[Part]:
    """A wooden or metal show shield: round or heater-shaped, a rounded boss, rivets, a stripe."""
    heater = chance(rng, 0.5)
    half = float(rng.uniform(0.24, 0.38))
    if heater:
        tall = half * 2.5
        side = [(half, tall * 0.45), (half, 0.05), (half * 0.72, -tall * 0.28), (0, -tall * 0.55)]
        right = s.spline([(x, z, 0) for x, z in side], 24)[:, :2]
        outline = np.concatenate([right, (right[::-1] * (-1, 1))[1:]])
    else:
        outline = s.circle(half, 60)
    plate = Plate(outline, float(rng.uniform(0.9, 2.2)), not heater, 0.012)
    wooden = chance(rng, 0.6)
    body: Material = (
        pick(rng, ("wood", "painted_wood")) if wooden else pick(rng, ("steel", "brass"))
    )
    colour = None if not wooden else timber(rng) if body == "wood" else hue(rng, 0.1)
    metal: Material = pick(rng, ("steel", "brass", "dark_steel"))
    parts = [Part(plate.sheet(), body, colour), Part(plate.rim(0.011), metal)]
    rivet = s.at(s.sphere(0.009, 2), s.scale(1, 1, 0.6))
    edge = plate.outline[:: max(1, len(plate.outline) // 18)] * 0.9
    parts.append(Part(s.join(*(plate.standing(rivet, float(x), float(z)) for x, z in edge)), metal))
    if chance(rng, 0.7):
        boss = s.lathe(
            [(0.085, 0), (0.085, 0.006), (0.062, 0.01), (0.05, 0.04), (0.02, 0.062), (0, 0.065)]
        )
        parts.append(Part(plate.standing(boss, 0, 0), metal))
    if chance(rng, 0.6):
        stripe = pick(rng, (hue(rng, 0.0), dark(rng), (0.7, 0.68, 0.6)))
        band = [s.box(0.09, 0.003, 1.5 * half), s.box(1.5 * half, 0.003, 0.09)]
        flat = [
            plate.laid(s.at(b.subdivide().subdivide().subdivide(), s.move(y=-0.0075))) for b in band
        ]
        parts.append(
            Part(s.join(*flat[: int(rng.integers(1, 3))]), "painted_wood", stripe, smooth=False)
        )
    parts += grips(rng, plate, clear=False)[1:3]
    return set_up(rng, parts, 0.4, 0.12)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "riot_shield": (clear_oblong, clear_round, opaque_window, costume),
}
