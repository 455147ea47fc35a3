"""Batons without spikes or electrodes: straight, side-handled, telescopic, wood, rubber."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    Design,
    chance,
    dark,
    hue,
    lay,
    lie,
    pick,
    ribs,
    timber,
    turned,
    wrist_strap,
)
from datasets.studio.parts import Material, Part


def straight_plain(rng: np.random.Generator) -> list[Part]:
    """A straight police baton of black plastic with a ribbed grip, ring and strap."""
    length, r = float(rng.uniform(0.45, 0.95)), float(rng.uniform(0.014, 0.018))
    colour = dark(rng) if chance(rng, 0.85) else hue(rng, 0.0)
    grip = [(0.85 * r, 0), (1.1 * r, 0.004), *ribs(r, 0.01, 0.14, int(rng.integers(8, 18)), 0.001)]
    line = [*grip, (r, 0.15), (r, length - r), (0.75 * r, length - 0.25 * r), (0, length)]
    parts = [turned(line, pick(rng, ("plastic", "rubber", "matte_plastic")), colour)]
    if chance(rng, 0.5):
        stop = turned(
            [(r, 0.15), (1.5 * r, 0.153), (1.5 * r, 0.159), (r, 0.162)], "rubber", dark(rng)
        )
        parts.append(stop)
    if chance(rng, 0.5):
        parts.append(wrist_strap(rng, (0, 0, 0), 0.13))
    return lay(rng, parts)


def side_handle(rng: np.random.Generator) -> list[Part]:
    """A side-handle baton: long shaft, short cross handle near the grip end."""
    length, r = float(rng.uniform(0.5, 0.62)), float(rng.uniform(0.014, 0.018))
    material: Material = pick(rng, ("plastic", "matte_plastic", "wood"))
    colour = dark(rng) if material != "wood" else timber(rng)
    shaft = [(0.8 * r, 0), (r, 0.004), (r, length - r), (0.75 * r, length - 0.25 * r), (0, length)]
    parts = [turned(shaft, material, colour)]
    z = float(rng.uniform(0.13, 0.17))
    knob = [
        (r, 0),
        (0.8 * r, 0.025),
        *ribs(0.95 * r, 0.035, 0.1, 6, 0.0012),
        (1.3 * r, 0.115),
        (1.1 * r, 0.13),
    ]
    handle = turned(knob, material, colour)
    parts.append(handle.moved(s.move(z=z) @ s.turn(90, (0, 1, 0))))
    parts.append(
        turned(
            [(r, z - 0.02), (1.15 * r, z - 0.016), (1.15 * r, z + 0.016), (r, z + 0.02)],
            material,
            colour,
        )
    )
    return lie(parts, float(pick(rng, (90, -90, 80))))


def telescopic(rng: np.random.Generator) -> list[Part]:
    """A telescopic baton, run out in three steel stages or closed to its grip."""
    r, grip_end = float(rng.uniform(0.012, 0.015)), float(rng.uniform(0.15, 0.24))
    colour = dark(rng)
    grip = [(0.9 * r, 0), (1.1 * r, 0.002), (1.1 * r, 0.016), (r, 0.018)]
    grip += ribs(1.05 * r, 0.022, grip_end - 0.03, int(rng.integers(14, 34)), 0.0006)
    line = [*grip, (r, grip_end - 0.028), (r, grip_end)]
    metal: Material = pick(rng, ("dark_steel", "chrome", "steel", "dark_steel"))
    parts = [turned(line, pick(rng, ("rubber", "foam")), colour)]
    z = grip_end
    reach = float(rng.uniform(0.12, 0.19)) if chance(rng, 0.7) else 0.004
    for k in (0.8, 0.62):
        parts.append(
            turned([(k * r, z - 0.01), (k * r, z + reach - 0.004), (0.9 * k * r, z + reach)], metal)
        )
        z += reach
    tip = [
        (0.45 * r, z - 0.01),
        (0.6 * r, z),
        (0.66 * r, z + 0.006),
        (0.6 * r, z + 0.014),
        (0, z + 0.017),
    ]
    parts.append(turned(tip, metal))
    if chance(rng, 0.25):
        path = [(r, 0, 0.11), (r + 0.006, 0, 0.115), (r + 0.005, 0, 0.06), (r + 0.002, 0, 0.04)]
        parts.append(
            Part(s.strap_along(s.spline(path, 20), 0.008, 0.0012, up=(0, 1, 0)), "dark_steel")
        )
    return lay(rng, parts)


def wooden_club(rng: np.random.Generator) -> list[Part]:
    """A turned wooden truncheon or bat with a grooved grip and leather thong."""
    length = float(rng.uniform(0.35, 0.85))
    grip_r, r = float(rng.uniform(0.012, 0.016)), float(rng.uniform(0.017, 0.033))
    line = [(1.1 * grip_r, 0), (1.45 * grip_r, 0.006), (1.35 * grip_r, 0.014), (grip_r, 0.022)]
    line += ribs(grip_r, 0.03, 0.12, int(rng.integers(4, 9)), 0.0009)
    line += [
        (1.05 * grip_r, 0.14),
        (r, 0.5 * length),
        (r, length - 0.5 * r),
        (0.7 * r, length - 0.1 * r),
        (0, length),
    ]
    varnish: Material = pick(rng, ("wood", "wood", "painted_wood"))
    parts = [turned(line, varnish, timber(rng))]
    if chance(rng, 0.6):
        parts.append(wrist_strap(rng, (0, 0, 0.02), 0.14, (0.12, 0.06, 0.03)))
    return lay(rng, parts)


def rubber_truncheon(rng: np.random.Generator) -> list[Part]:
    """A soft black rubber truncheon, slightly bent, with a flat hand guard and a loop."""
    length, r = float(rng.uniform(0.4, 0.75)), float(rng.uniform(0.015, 0.02))
    bend = float(rng.uniform(0.0, 0.04))
    colour = pick(rng, (dark(rng), dark(rng), (0.75, 0.75, 0.7)))
    t = np.linspace(0, 1, 50)
    path = np.stack([bend * np.sin(np.pi * t), 0 * t, length * t], axis=1)
    radius = r * np.where(t > 0.97, np.sqrt(np.clip(1 - ((t - 0.97) / 0.031) ** 2, 0.05, 1)), 1.0)
    parts = [Part(s.tube_along(path, radius, 24), "rubber", colour)]
    parts.append(
        turned([(r, 0.12), (1.6 * r, 0.122), (1.6 * r, 0.13), (r, 0.132)], "rubber", colour)
    )
    parts.append(wrist_strap(rng, (0, 0, 0.01), 0.13))
    return lay(rng, parts)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "plain_baton": (straight_plain, side_handle, telescopic, wooden_club, rubber_truncheon)
}
