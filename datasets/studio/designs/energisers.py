"""Fence energisers on mains, battery or sun, with their leads, plug and crocodile clips."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._fence_parts import rods
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    bar,
    chance,
    dark,
    ground,
    lie_flat,
    pick,
)
from datasets.studio.designs._furniture import TONES, cable, pipe, rod
from datasets.studio.designs._shock_parts import FACING
from datasets.studio.designs._signs import FENCER_BRANDS, plate, sheet, warning
from datasets.studio.labels import Label
from datasets.studio.parts import Part, moved

CASES: tuple[Colour, ...] = (
    (0.05, 0.3, 0.09),
    (0.55, 0.04, 0.03),
    (0.72, 0.48, 0.02),
    (0.7, 0.2, 0.02),
    (0.7, 0.7, 0.67),
    (0.03, 0.12, 0.4),
    (0.03, 0.03, 0.033),
)


def energiser(rng: np.random.Generator) -> list[Part]:
    """An energiser lying or standing, its terminals, lamp, brand, and mains lead or clip leads."""
    wide, tall, deep = (float(rng.uniform(*r)) for r in ((0.17, 0.26), (0.2, 0.3), (0.08, 0.13)))
    parts = energiser_box(rng, wide, tall, deep)
    flat = chance(rng, 0.5)
    parts = lie_flat(parts) if flat else ground(parts)
    y = -tall / 2 if flat else 0.0
    z = 0.3 * deep if flat else 0.02
    parts += _leads(rng, wide, y, z)
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)) if flat else 0.0)))


def solar_energiser(rng: np.random.Generator) -> list[Part]:
    """An energiser with a tilted solar panel on a short stake, earth rod and leads."""
    wide, tall, deep = (float(rng.uniform(*r)) for r in ((0.14, 0.2), (0.16, 0.22), (0.07, 0.1)))
    high = float(rng.uniform(0.35, 0.75))
    parts = moved(energiser_box(rng, wide, tall, deep), s.move(z=high))
    tilt = s.move(0, deep / 2, high + tall + 0.02) @ s.turn(float(rng.uniform(35, 60)), (1, 0, 0))
    long = wide * float(rng.uniform(1.0, 1.5))
    pane = s.at(s.box(1.15 * wide, 0.012, long, 0.003), s.move(z=0.3 * long))
    cells = s.at(s.box(1.08 * wide, 0.002, 0.94 * long), s.move(0, -0.0065, 0.3 * long))
    lines = [
        s.at(s.box(0.0015, 0.001, 0.94 * long), s.move(x * wide, -0.0078, 0.3 * long))
        for x in (-0.36, -0.12, 0.12, 0.36)
    ]
    lines += [
        s.at(s.box(1.08 * wide, 0.001, 0.0015), s.move(0, -0.0078, z * long))
        for z in (0.0, 0.3, 0.6)
    ]
    panel = [
        Part(pane, "aluminium"),
        Part(cells, "screen", (0.01, 0.02, 0.07)),
        Part(s.join(*lines), "aluminium"),
    ]
    parts += moved(panel, tilt)
    stake = rods([((0, deep, 0), (0, deep, high + tall))], 0.011)
    parts.append(Part(stake, "steel"))
    parts += _clip_leads(rng, wide, -0.5 * deep, high + 0.02)
    return ground(parts)


def energiser_box(rng: np.random.Generator, wide: float, tall: float, deep: float) -> list[Part]:
    """An energiser's case standing on z = 0, face to -y: brand, lamp, terminals, handle."""
    colour, lid = pick(rng, CASES), pick(rng, (dark(rng), TONES["grey"], TONES["light"]))
    parts = [Part(bar(wide, deep, tall, 0.02, 4.5), "plastic", colour)]
    front = s.at(
        bar(0.86 * wide, 0.3 * deep, 0.8 * tall, 0.008, 6.0), s.move(0, -0.39 * deep, 0.14 * tall)
    )
    parts.append(Part(front, "plastic", lid))
    y = -0.54 * deep
    brand = sheet(_brand(rng), 0.66 * wide)
    parts.append(brand.moved(s.move(0, y - 0.0015, 0.66 * tall)))
    for i in range(int(rng.integers(3, 7))):
        lamp = s.at(
            s.cylinder(0.0045, 0.003, 16),
            FACING,
            s.move((i - 2.5) * 0.1 * wide, y - 0.0005, 0.42 * tall),
        )
        parts.append(Part(lamp, "glow" if i == 0 else "plastic", (0.1, 0.75, 0.1)))
    dial = s.at(s.cylinder(0.016, 0.012, 28), FACING, s.move(0.24 * wide, y - 0.005, 0.3 * tall))
    parts.append(Part(dial, "plastic", BLACK))
    for x, tint in zip(
        (-0.25, 0.0, 0.25), ((0.6, 0.02, 0.02), (0.03, 0.25, 0.06), BLACK), strict=True
    ):
        post = rod((x * wide, -0.2 * deep, 0.02), (x * wide, -0.2 * deep, -0.03), 0.004, 12)
        wing = s.at(
            s.lathe([(0, 0), (0.013, 0), (0.015, 0.006), (0.013, 0.016), (0, 0.018)], 14),
            s.move(x * wide, -0.2 * deep, -0.022),
        )
        parts += [Part(post, "steel"), Part(wing, "plastic", tint)]
    loop = pipe(
        [
            (-0.25 * wide, 0, tall - 0.01),
            (-0.22 * wide, 0, tall + 0.03),
            (0.22 * wide, 0, tall + 0.03),
            (0.25 * wide, 0, tall - 0.01),
        ],
        0.007,
        0.02,
    )
    parts.append(Part(loop, "plastic", lid))
    return parts


def _brand(rng: np.random.Generator) -> Label:
    return plate(rng, FENCER_BRANDS) if chance(rng, 0.7) else warning(rng, FENCER_BRANDS)


def _leads(rng: np.random.Generator, wide: float, y: float, z: float) -> list[Part]:
    """The mains lead with its plug, or two leads with crocodile clips."""
    if chance(rng, 0.4):
        return _clip_leads(rng, wide, y - 0.01, z)
    x = 0.3 * wide
    way = [
        (x, y, z),
        (x + 0.04, y - 0.07, 0.005),
        (x + 0.16, y - 0.1, 0.005),
        (x + 0.17, y + 0.06, 0.005),
        (x + 0.12, y + 0.14, 0.012),
    ]
    plug = s.at(
        bar(0.034, 0.026, 0.05, 0.006, 3.0),
        s.turn(-90, (1, 0, 0)),
        s.move(x + 0.12, y + 0.14, 0.014),
    )
    pins = rods(
        [
            ((x + 0.12 + d, y + 0.19, 0.014), (x + 0.12 + d, y + 0.21, 0.014))
            for d in (-0.0095, 0.0095)
        ],
        0.0024,
    )
    return [
        Part(s.join(cable(way, 0.0036), plug), "rubber", BLACK),
        Part(pins, "chrome"),
        *_clip_leads(rng, wide, y - 0.01, z)[:2],
    ]


def _clip_leads(rng: np.random.Generator, wide: float, y: float, z: float) -> list[Part]:
    """A red and a black or green lead that end in crocodile clips on the floor."""
    parts = []
    second = pick(rng, (BLACK, (0.03, 0.25, 0.06)))
    for side, colour in ((-1, (0.6, 0.02, 0.02)), (1, second)):
        x = side * 0.25 * wide if side < 0 else 0.0
        end = x + side * float(rng.uniform(0.03, 0.12)), y - float(rng.uniform(0.14, 0.24))
        way = [
            (x, y, z),
            (x + 0.02 * side, y - 0.05, 0.5 * z),
            (0.6 * x + 0.4 * end[0], y - 0.1, 0.004),
            (*end, 0.008),
        ]
        parts.append(Part(cable(way, 0.0028), "rubber", colour))
        jaws = [
            s.at(
                s.box(0.012, 0.05, 0.003),
                s.turn(lean, (1, 0, 0)),
                s.move(end[0], end[1] - 0.02, 0.01),
            )
            for lean in (9, -9)
        ]
        cover = s.at(
            bar(0.015, 0.014, 0.028, 0.003, 3.0),
            s.turn(90, (1, 0, 0)),
            s.move(end[0], end[1] + 0.004, 0.01),
        )
        parts += [Part(s.join(*jaws), "steel"), Part(cover, "rubber", colour)]
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "electric_fence": (energiser, solar_energiser),
}
