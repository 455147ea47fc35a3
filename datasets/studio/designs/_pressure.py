"""Fittings of pressure vessels: hand wheels, dials, portholes, hatches. All face -y."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    TONES,
    Colour,
    between,
    bolts,
    odds,
    rod,
    rounded,
    slab,
)
from datasets.studio.parts import Material, Part, moved


def hand_wheel(radius: float, shade: str = "", spokes: int = 4) -> list[Part]:
    """A wheel with spokes on a short spindle about y; without a shade it is chrome."""
    tube = max(0.006, radius * 0.08)
    ends = s.circle(radius, spokes)
    bars = [rod((0, 0, 0), (c[0], 0, c[1]), tube * 0.8) for c in ends]
    ring = s.at(s.torus(radius, tube), s.turn(90, (1, 0, 0)))
    hub = rod((0, -radius * 0.12, 0), (0, radius * 0.8, 0), radius * 0.16)
    if not shade:
        return [Part(s.join(ring, hub, *bars), "chrome")]
    return [Part(s.join(ring, hub, *bars), "painted_metal", TONES[shade])]


def dial(radius: float) -> list[Part]:
    """A pressure gauge."""
    case = s.at(s.cylinder(radius, 0.04, 32), s.turn(90, (1, 0, 0)))
    face = s.at(s.cylinder(radius * 0.88, 0.042, 32), s.turn(90, (1, 0, 0)))
    hand = rod((0, -0.022, 0), (radius * 0.5, -0.022, radius * 0.5), radius * 0.03, 8)
    ticks = [
        rod((c[0], -0.022, c[1]), (c[0] * 0.85, -0.022, c[1] * 0.85), radius * 0.025, 6)
        for c in s.circle(radius * 0.8, 12)
    ]
    return [
        Part(case, "brass"),
        Part(face, "paper"),
        Part(s.join(hand, *ticks), "plastic", TONES["black"]),
    ]


def porthole(radius: float, material: Material = "brass") -> list[Part]:
    """A round window: bolted ring and thick glass."""
    ring = slab(s.circle(radius * 1.3), 0.04, s.circle(radius))
    pane = s.at(s.cylinder(radius, 0.015, 32), s.turn(90, (1, 0, 0)))
    spots = [(c[0], -0.025, c[1]) for c in s.circle(radius * 1.15, 10)]
    return [
        Part(ring, material),
        Part(pane, "glass"),
        Part(bolts(spots, radius * 0.09, (0, -1, 0)), "steel"),
    ]


def hatch(
    rng: np.random.Generator,
    wide: float,
    high: float,
    corner: float,
    paint: tuple[Material, Colour],
) -> list[Part]:
    """A door leaf about the origin with wheel, porthole, dogs round the edge and two hinges."""
    hole = min(0.11, wide * 0.16)
    eye = np.add(s.circle(hole), (0, high * 0.26))
    leaf = s.at(slab(rounded(wide, high, corner), 0.07, eye), s.move(y=-0.07))
    inner = slab(rounded(wide * 0.8, high * 0.86, corner * 0.8), 0.02, eye)
    places = [(x * wide * 0.47, z * high) for x in (-1, 1) for z in (-0.3, -0.1, 0.1, 0.3)]
    dogs = [s.at(s.box(0.11, 0.03, 0.035, 0.006), s.move(x, -0.12, z)) for x, z in places]
    links = [
        rod((0, -0.125, -high * 0.05), (x * 0.9, -0.125, z), 0.009)
        for x, z in places[::3] + places[1::4]
    ]
    hinges = [
        rod((-wide / 2 - 0.04, -0.06, z - 0.09), (-wide / 2 - 0.04, -0.06, z + 0.09), 0.026)
        for z in (-high * 0.3, high * 0.3)
    ]
    shade = str(rng.choice(["red", "black", "", "", "grey"]))
    wheel = hand_wheel(between(rng, 0.15, 0.24), shade, int(rng.integers(3, 7)))
    iron: Material = "steel" if odds(rng, 0.5) else "dark_steel"
    return [
        Part(leaf, *paint, smooth=False),
        Part(s.at(inner, s.move(y=-0.11)), *paint, smooth=False),
        Part(s.join(*dogs, *links, *hinges), iron),
        *moved(wheel, s.move(y=-0.22, z=-high * 0.05)),
        *moved(porthole(hole, "steel"), s.move(y=-0.11, z=high * 0.26)),
    ]
