"""Injection systems: several syringes in series, with their timer and lines."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    FLUIDS,
    Colour,
    beam,
    between,
    bolts,
    cable,
    castor,
    marks,
    odds,
    pipe,
    rod,
    rounded,
    slab,
    stand,
    syringe,
    tone,
)
from datasets.studio.parts import Material, Part, moved


def wall_console(rng: np.random.Generator) -> list[Part]:
    """A delivery console: a steel box with a row of large syringes, pistons, timer and override."""
    count = int(rng.integers(4, 10))
    gap = between(rng, 0.06, 0.085)
    wide, tall, deep = gap * count + 0.12, between(rng, 0.6, 0.85), between(rng, 0.12, 0.22)
    case = _paint(rng)
    body = s.at(s.box(wide, deep, tall, 0.006), s.move(y=deep / 2, z=tall / 2))
    parts = [Part(body, *case, smooth=False)]
    parts += _bank(rng, count, gap, tall * 0.42)
    parts += moved(_panel(rng, wide * 0.9, 0.15), s.move(y=-0.004, z=tall - 0.11))
    parts += _manifold(rng, count, gap, wide, 0.42 * tall - 0.07)
    if odds(rng, 0.5):
        lid = s.at(s.box(wide, 0.012, tall, 0.004), s.move(y=-0.006, z=tall / 2))
        swing = s.turn(-between(rng, 95, 160), (0, 0, 1), (-wide / 2, 0, 0))
        parts.append(Part(s.at(lid, swing), *case, smooth=False))
    if odds(rng, 0.7):  # as shipped: lying on its back or leaning, so that the front shows
        parts = moved(parts, s.turn(-between(rng, 35, 90), (1, 0, 0)))
    return stand(parts)


def trolley(rng: np.random.Generator) -> list[Part]:
    """The same on a trolley: a control box on top, the rack of syringes in front, bags above."""
    count, gap = int(rng.integers(3, 8)), between(rng, 0.06, 0.08)
    wide, deep, top = max(0.42, gap * count + 0.1), 0.36, between(rng, 0.85, 1.0)
    frame = [
        rod((x * wide / 2, y * deep / 2, 0.08), (x * wide / 2, y * deep / 2, top), 0.014)
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    trays = [s.at(s.box(wide + 0.04, deep + 0.04, 0.02, 0.004), s.move(z=z)) for z in (0.2, top)]
    handle = pipe(
        [
            (-wide / 2, deep / 2, top),
            (-wide / 2, deep / 2 + 0.12, top),
            (wide / 2, deep / 2 + 0.12, top),
            (wide / 2, deep / 2, top),
        ],
        0.012,
    )
    box = s.at(s.box(wide, deep * 0.4, 0.55, 0.008), s.move(y=deep * 0.2 - 0.02, z=0.275))
    desk = [Part(box, *_paint(rng), smooth=False)]
    desk += _bank(rng, count, gap, 0.14) + _manifold(rng, count, gap, wide, 0.07)
    desk += moved(_panel(rng, wide * 0.9, 0.11), s.move(y=-0.026, z=0.49))
    slope = moved(desk, s.turn(-between(rng, 15, 60), (1, 0, 0)))
    low = min(float(part.mesh.bounds[0, 2]) for part in slope)
    parts = [Part(s.join(*frame, *trays, handle), "steel")]
    parts += moved(slope, s.move(y=-0.1, z=top - low))
    for x in (-1, 1):
        for y in (-1, 1):
            wheels, fork = castor(0.035)
            parts.append(Part(s.at(wheels, s.move(x * wide / 2, y * deep / 2)), "rubber"))
            parts.append(Part(s.at(fork, s.move(x * wide / 2, y * deep / 2)), "chrome"))
    if odds(rng, 0.5):
        battery = s.at(s.box(wide * 0.6, 0.22, 0.2, 0.008), s.move(z=0.32))
        parts.append(Part(battery, "painted_metal", tone(rng, "grey", "black"), smooth=False))
    return stand(parts)


def table_rack(rng: np.random.Generator) -> list[Part]:
    """An open rack: syringes lying one behind another under pistons on a frame, with timer box."""
    count, gap = int(rng.integers(3, 9)), between(rng, 0.07, 0.09)
    wide, tall = gap * count + 0.06, between(rng, 0.42, 0.55)
    post = [beam((x * wide / 2, 0.02, 0), (x * wide / 2, 0.02, tall), 0.025, 0.03) for x in (-1, 1)]
    rails = [
        beam((-wide / 2, 0.02, z), (wide / 2, 0.02, z), 0.03, 0.03) for z in (0.13, 0.26, tall)
    ]
    foot = s.at(s.box(wide + 0.1, 0.26, 0.02, 0.004), s.move(y=0.05, z=0.01))
    paint: tuple[Material, Colour | None] = ("aluminium", None) if odds(rng, 0.6) else _paint(rng)
    parts = [Part(s.join(*post, *rails, foot), *paint, smooth=False)]
    parts += _bank(rng, count, gap, 0.12) + _manifold(rng, count, gap, wide, 0.05)
    control = s.at(s.box(0.24, 0.2, 0.3, 0.008), s.move(wide / 2 + 0.22, 0.04, 0.15))
    parts.append(Part(control, *_paint(rng), smooth=False))
    parts += moved(_panel(rng, 0.22, 0.14), s.move(wide / 2 + 0.22, -0.065, 0.2))
    wire = cable(
        [(wide / 2, 0.06, tall), (wide / 2 + 0.1, 0.16, tall), (wide / 2 + 0.2, 0.14, 0.25)], 0.006
    )
    parts.append(Part(wire, "rubber"))
    return stand(parts)


def _paint(rng: np.random.Generator) -> tuple[Material, Colour]:
    if odds(rng, 0.35):
        return "steel", (0.6, 0.6, 0.61)
    return "painted_metal", tone(
        rng, "grey", "light", "white", "black", "cream", "mint", "charcoal"
    )


def _bank(rng: np.random.Generator, count: int, gap: float, z: float) -> list[Part]:
    """The row of large syringes, each with scale, holder and the piston that drives it."""
    radius, length = gap * between(rng, 0.24, 0.33), between(rng, 0.13, 0.17)
    glass, fluid, black, steel, scale_ = [], [], [], [], []
    for i in range(count):
        x = (i - (count - 1) / 2) * gap
        push = 0.05 if odds(rng, 0.6) else between(rng, 0.1, 0.95)
        here = s.move(x, -0.045, z - 0.02)
        parts = syringe(radius, length, push)
        glass.append(s.at(parts[0], here))
        fluid.append(s.at(parts[1], here))
        black.append(s.at(parts[2], here))
        scale_.append(s.at(marks(radius, length * 0.25, length * 0.95, 11), here))
        top = float(black[-1].bounds[1, 2])
        steel.append(rod((x, -0.045, top), (x, -0.045, z + length * 1.95), 0.006))
        steel.append(
            s.at(s.cylinder(radius * 0.9, 0.045, 20), s.move(x, -0.045, z + length * 1.95))
        )
        steel.append(s.at(s.box(radius * 2.5, 0.05, 0.014), s.move(x, -0.025, z + length * 0.85)))
    rail = s.at(s.box(gap * count, 0.05, 0.02), s.move(0, -0.03, z + length * 1.85))
    colour = FLUIDS[int(rng.integers(len(FLUIDS)))]
    return [
        Part(s.join(*glass), "glass"),
        Part(s.join(*fluid), "liquid", colour),
        Part(s.join(*black), "plastic", tone(rng, "black", "white", "grey")),
        Part(s.join(*steel, rail), "steel"),
        Part(s.join(*scale_), "plastic", (0.01, 0.01, 0.01)),
    ]


def _manifold(
    rng: np.random.Generator, count: int, gap: float, wide: float, z: float
) -> list[Part]:
    """The lines from every syringe into one, which leaves the machine in a coil."""
    lines = []
    for i in range(count):
        x = (i - (count - 1) / 2) * gap
        lines.append(
            cable([(x, -0.045, z + 0.06), (x, -0.05, z + 0.02), (x + 0.02, -0.045, z)], 0.0035)
        )
    lines.append(rod((-wide / 2 + 0.02, -0.045, z), (wide / 2, -0.045, z), 0.006))
    out = [(wide / 2, -0.045, z), (wide / 2 + 0.06, -0.05, z - 0.03)]
    loop = s.helix(0.06, -0.008, 3) + np.array([wide / 2 + 0.03, -0.09, z - 0.05])
    lines.append(s.tube_along(s.spline([*out, *loop[::8]], 160), 0.0035, 8))
    valves = bolts(
        [((i - (count - 1) / 2) * gap, -0.055, z) for i in range(count)], 0.011, (0, -1, 0)
    )
    return [
        Part(s.join(*lines), "plastic", tone(rng, "light", "white", "sky")),
        Part(valves, "plastic", tone(rng, "red", "blue", "white", "green")),
    ]


def _panel(rng: np.random.Generator, wide: float, tall: float) -> list[Part]:
    """Timer display, a lamp and a switch for each stage, key switch and manual override."""
    plate = s.at(slab(rounded(wide, tall, 0.006), 0.008), s.move(y=-0.002))
    glass = s.at(s.box(wide * 0.28, 0.006, tall * 0.42), s.move(-wide * 0.3, -0.008, tall * 0.18))
    count = int(rng.integers(4, 9))
    row = [((i / (count - 1) - 0.5) * wide * 0.8, -0.01, -tall * 0.28) for i in range(count)]
    lamps = [(x, y, -tall * 0.04) for x, y, _ in row]
    levers = [rod(p, (p[0], -0.03, p[2] + 0.012), 0.003) for p in row]
    stop = s.at(
        s.cylinder(0.02, 0.03, 24), s.turn(90, (1, 0, 0)), s.move(wide * 0.38, -0.02, tall * 0.25)
    )
    digits = [
        s.at(s.box(0.008, 0.002, 0.018), s.move(-wide * 0.3 + dx, -0.0115, tall * 0.18))
        for dx in (-0.024, -0.01, 0.01, 0.024)
    ]
    return [
        Part(plate, "painted_metal", tone(rng, "black", "charcoal", "grey", "light"), smooth=False),
        Part(glass, "screen", smooth=False),
        Part(s.join(*digits), "glow", tone(rng, "red", "green", "orange"), smooth=False),
        Part(bolts(lamps, 0.006, (0, -1, 0)), "plastic", tone(rng, "red", "green", "orange")),
        Part(s.join(*levers), "chrome"),
        Part(stop, "plastic", tone(rng, "red")),
    ]


DESIGNS = {"injection_system": (wall_console, trolley, table_rack)}
