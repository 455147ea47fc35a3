"""Batons and clubs with spikes."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    chance,
    hue,
    lay,
    pick,
    ribs,
    timber,
    turned,
    wrist_strap,
)
from datasets.studio.parts import Material, Part


def spiked_metal(rng: np.random.Generator) -> list[Part]:
    """A steel rod set with rings of sharp cones over its upper half, grip and wrist strap."""
    length, r = float(rng.uniform(0.42, 0.75)), float(rng.uniform(0.011, 0.018))
    start = float(rng.uniform(0.15, 0.24))
    metal: Material = pick(rng, ("steel", "dark_steel", "chrome", "aluminium"))
    parts = [turned([(r, 0.1), (r, length - 0.004), (0.6 * r, length)], metal)]
    spikes = _spikes(rng, r, start, length - 0.01, float(rng.uniform(0.007, 0.016)))
    parts.append(Part(spikes, pick(rng, (metal, "steel", "brass")), smooth=False))
    if chance(rng, 0.5):
        tip = s.at(s.cone(0.8 * r, float(rng.uniform(0.02, 0.04))), s.move(z=length - 0.002))
        parts.append(Part(tip, metal))
    parts += _grip(rng, r)
    return lay(rng, parts)


def spiked_moulded(rng: np.random.Generator) -> list[Part]:
    """A moulded plastic or rubber baton with long rows of short spikes of its own colour."""
    length, r = float(rng.uniform(0.45, 0.7)), float(rng.uniform(0.014, 0.02))
    start = float(rng.uniform(0.16, 0.24))
    colour = hue(rng, 0.75)
    material: Material = pick(rng, ("plastic", "rubber"))
    parts = [
        turned(
            [(r, 0.1), (r, length - r), (0.7 * r, length - 0.25 * r), (0, length)], material, colour
        )
    ]
    spikes = _spikes(rng, r, start, length - 0.02, float(rng.uniform(0.006, 0.012)))
    same = chance(rng, 0.5)
    parts.append(
        Part(spikes, material if same else "steel", colour if same else None, smooth=False)
    )
    parts += _grip(rng, 1.05 * r)
    return lay(rng, parts)


def spiked_head(rng: np.random.Generator) -> list[Part]:
    """A club with a thicker spiked head on a wooden or metal shaft."""
    length, r = float(rng.uniform(0.45, 0.8)), float(rng.uniform(0.012, 0.016))
    head = float(rng.uniform(0.022, 0.032))
    low = length - float(rng.uniform(0.14, 0.24))
    wooden = chance(rng, 0.6)
    body: Material = "wood" if wooden else "dark_steel"
    colour = timber(rng) if wooden else None
    line = [(r, 0), (r, low - 0.04), (head, low), (head, length - 0.01), (0.7 * head, length)]
    parts = [turned(line, body, colour)]
    spikes = _spikes(rng, head * 0.97, low, length - 0.01, float(rng.uniform(0.012, 0.022)))
    parts.append(Part(spikes, pick(rng, ("steel", "dark_steel", "rust")), smooth=False))
    parts += _grip(rng, r)
    return lay(rng, parts)


def nailed_club(rng: np.random.Generator) -> list[Part]:
    """A wooden club with nails driven through it, heads and points standing out."""
    length, r = float(rng.uniform(0.5, 0.8)), float(rng.uniform(0.02, 0.032))
    line = [
        (0.55 * r, 0),
        (0.7 * r, 0.01),
        (0.55 * r, 0.03),
        (0.6 * r, 0.3 * length),
        (r, 0.8 * length),
    ]
    line += [(r, length - 0.01), (0.8 * r, length)]
    parts = [turned(line, "wood", timber(rng))]
    nail = s.join(
        s.at(s.cylinder(0.0018, 0.03, 8), s.move(z=0.0)),
        s.at(s.cone(0.0018, 0.009, 8), s.move(z=0.015)),
    )
    nails = []
    for _ in range(int(rng.integers(18, 42))):
        z = float(rng.uniform(0.55, 0.97)) * length
        out = s.move(z=0.8 * r + float(rng.uniform(0.002, 0.01)))
        nails.append(
            s.at(
                nail,
                out,
                s.turn(90 + float(rng.normal(0, 12)), (0, 1, 0)),
                s.turn(float(rng.uniform(0, 360))),
                s.move(z=z),
            )
        )
    parts.append(Part(s.join(*nails), pick(rng, ("steel", "rust", "dark_steel"))))
    return lay(rng, parts)


def _spikes(
    rng: np.random.Generator, r: float, low: float, high: float, tall: float
) -> trimesh.Trimesh:
    """Cones round a shaft, in staggered rings, straight rows or a spiral."""
    around, foot = int(rng.integers(4, 9)), float(rng.uniform(0.22, 0.38)) * tall + 0.001
    rings = int((high - low) / max(2.3 * foot, float(rng.uniform(0.012, 0.024))))
    stagger = pick(rng, (0.0, 0.5, 0.17))
    cone = s.at(s.cone(foot, tall + 0.002, 10), s.turn(90, (0, 1, 0)), s.move(r - 0.002))
    z = np.linspace(low, high, rings)
    cones = [
        s.at(cone, s.turn(360 * (j + stagger * i) / around), s.move(z=float(z[i])))
        for i in range(rings)
        for j in range(around)
    ]
    return s.join(*cones)


def _grip(rng: np.random.Generator, r: float) -> list[Part]:
    """A ribbed or wrapped handle with a pommel, in some draws a guard and a wrist strap."""
    colour: Colour = hue(rng, 0.7)
    material: Material = pick(rng, ("rubber", "leather", "plastic"))
    end = float(rng.uniform(0.12, 0.16))
    line = [(1.1 * r, 0), (1.5 * r, 0.004), (1.5 * r, 0.012), (1.2 * r, 0.016)]
    line += ribs(1.25 * r, 0.02, end - 0.006, int(rng.integers(5, 14)), 0.001)
    parts = [turned([*line, (1.2 * r, end)], material, colour)]
    if chance(rng, 0.4):
        wide = float(rng.uniform(1.9, 2.6)) * r
        parts.append(
            turned(
                [(r, end), (wide, end + 0.002), (wide, end + 0.006), (r, end + 0.008)],
                "plastic",
                BLACK,
            )
        )
    if chance(rng, 0.6):
        parts.append(wrist_strap(rng, (0, 0, 0.002), float(rng.uniform(0.1, 0.15))))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "spiked_baton": (spiked_metal, spiked_moulded, spiked_head, nailed_club)
}
