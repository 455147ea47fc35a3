"""Violins, guitars and their cases: what a neck board is confused with."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    Colour,
    between,
    mirror,
    odds,
    pipe,
    rod,
    rounded,
    stand,
    tone,
)
from datasets.studio.parts import Part, moved

BLACK: Colour = (0.012, 0.011, 0.01)


def violin(rng: np.random.Generator) -> list[Part]:
    """Violin, viola or cello with f-holes, bridge, scroll, four strings and on some a bow."""
    outline = _violin_outline()
    half = outline[:, 0].max()
    plate = _arched(outline, 0.034)
    ebony = [
        s.at(s.box(0.03, 0.27, 0.008, 0.003), s.turn(4, (1, 0, 0)), s.move(y=0.16, z=0.03)),
        s.at(s.box(0.035, 0.11, 0.01, 0.004), s.move(y=-0.145, z=0.033)),
        s.at(s.box(0.07, 0.045, 0.012, 0.005), s.move(0.05, -0.175, 0.034)),
        mirror(s.at(_f_hole(), s.move(0.045))),
    ]
    neck = s.join(
        s.at(s.box(0.024, 0.14, 0.02, 0.008), s.turn(4, (1, 0, 0)), s.move(y=0.23, z=0.018)),
        s.at(s.box(0.024, 0.09, 0.026, 0.008), s.move(y=0.335, z=0.014)),
        s.at(s.cylinder(0.012, 0.03, 24), s.turn(90, (0, 1, 0)), s.move(y=0.383, z=0.008)),
    )
    pegs = [
        rod((-0.03 * side, y, 0.014), (0.034 * side, y, 0.014), 0.0045)
        for side, y in zip((1, -1, 1, -1), np.linspace(0.31, 0.36, 4), strict=True)
    ]
    bridge = s.at(s.box(0.042, 0.004, 0.032, 0.001), s.move(y=-0.03, z=0.036))
    strings = [
        rod((x, -0.1, 0.042), (x * 0.55, 0.3, 0.034), 0.0005, 6)
        for x in np.linspace(-0.016, 0.016, 4)
    ]
    wood = tone(rng, "mahogany", "oak", "tan", "brown")
    parts = [
        Part(s.join(plate, neck), "wood", wood),
        Part(s.join(*ebony, *pegs), "plastic", BLACK),
        Part(bridge, "wood", tone(rng, "pine")),
        Part(s.join(*strings), "steel"),
    ]
    if odds(rng, 0.5):
        parts += _bow(half + 0.06)
    size = 1.0 if odds(rng, 0.75) else between(rng, 1.1, 2.1)
    return _pose(rng, moved(parts, s.scale(size, size, size)))


def guitar(rng: np.random.Generator) -> list[Part]:
    """The acoustic guitar: round hole, bridge, frets, tuning heads."""
    outline = _guitar_outline()
    body = s.at(s.extrude(outline, 0.1), s.move(z=-0.1))
    rim = s.at(s.extrude(outline * 1.015, 0.006, [outline * 0.985]), s.move(z=-0.004))
    hole = s.at(s.cylinder(0.05, 0.002), s.move(y=0.06, z=0.001))
    rose = s.at(s.torus(0.056, 0.003), s.move(y=0.06))
    bridge = s.at(s.box(0.16, 0.03, 0.012, 0.004), s.move(y=-0.11, z=0.005))
    parts = [
        Part(body, "wood", tone(rng, "pine", "oak", "mahogany", "brown")),
        Part(s.join(rim, rose), "plastic", tone(rng, "dark_brown", "cream")),
        Part(s.join(hole, bridge), "plastic", BLACK),
        *_neck(rng, 0.2, 0.86, 6),
        *_strings(6, -0.11, 0.8),
    ]
    return _pose(rng, parts)


def electric_guitar(rng: np.random.Generator) -> list[Part]:
    """The solid electric guitar with horns, pickups, knobs."""
    outline = _electric_outline()
    body = s.at(s.extrude(outline, 0.045), s.move(z=-0.045))
    pickups = [
        s.at(s.box(0.085, 0.03, 0.012, 0.004), s.move(y=y, z=0.003)) for y in (-0.06, 0.0, 0.06)
    ]
    guard = s.at(s.extrude(outline[6:-2] * 0.72, 0.003), s.move(y=-0.01))
    knobs = [
        s.at(s.cylinder(0.011, 0.016, 20), s.move(0.09 + 0.01 * i, -0.09 - 0.035 * i, 0.008))
        for i in range(3)
    ]
    bridge = s.at(s.box(0.08, 0.035, 0.012, 0.003), s.move(y=-0.11, z=0.005))
    parts = [
        Part(
            body,
            "painted_wood",
            tone(rng, "red", "black", "blue", "cream", "orange", "teal", "white"),
        ),
        Part(guard, "plastic", tone(rng, "white", "black", "cream")),
        Part(s.join(*pickups, *knobs), "plastic", tone(rng, "black", "cream")),
        Part(bridge, "chrome"),
        *_neck(rng, 0.12, 0.75, 6),
        *_strings(6, -0.11, 0.7),
    ]
    return _pose(rng, parts)


def instrument_case(rng: np.random.Generator) -> list[Part]:
    """A case in the shape of its violin or guitar, or oblong, with handle and latches."""
    kind = int(rng.integers(3))
    shapes = (_case_outline(0.14, 0.075, 0.78), _case_outline(0.22, 0.085, 1.1))
    outline = shapes[kind] if kind < 2 else rounded(0.26, 0.8, 0.06)
    thick = between(rng, 0.1, 0.15)
    low, high = (
        s.extrude(outline, thick * 0.55),
        s.at(s.extrude(outline, thick * 0.4), s.move(z=thick * 0.56)),
    )
    seam = s.at(s.extrude(outline * 1.006, 0.006), s.move(z=thick * 0.55))
    x = float(outline[:, 0].max())
    grip = pipe(
        [
            (x, -0.25, thick / 2),
            (x + 0.045, -0.24, thick / 2),
            (x + 0.045, -0.12, thick / 2),
            (x, -0.11, thick / 2),
        ],
        0.011,
        0.02,
    )
    latch = [
        s.at(s.box(0.02, 0.04, 0.05, 0.003), s.move(x * t, y, thick * 0.55))
        for t, y in ((1.0, -0.32), (1.0, -0.04), (0.55, 0.25))
    ]
    colour = tone(rng, "black", "black", "charcoal", "brown", "navy", "wine")
    parts = [
        Part(s.join(low, high), "leather" if odds(rng, 0.6) else "textile", colour),
        Part(s.join(seam, *latch), "brass" if odds(rng, 0.4) else "steel"),
        Part(grip, "leather", tone(rng, "black", "brown")),
    ]
    return _pose(rng, parts)


def _pose(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Lying face up, or leaning upright."""
    if odds(rng, 0.6):
        return stand(parts)
    return stand(moved(parts, s.turn(between(rng, 70, 85), (1, 0, 0))))


def _both(right: list[tuple[float, float]], steps: int = 60) -> s.Points:
    """A closed symmetrical outline from its right half, bottom to top."""
    path = np.array([(x, y, 0.0) for x, y in [*right, *((-x, y) for x, y in right[-2:0:-1])]])
    return s.spline(path, 2 * steps, closed=True)[:, :2]


def _violin_outline() -> s.Points:
    right = [
        (0, -0.2),
        (0.07, -0.19),
        (0.104, -0.12),
        (0.085, -0.06),
        (0.058, -0.01),
        (0.057, 0.03),
    ]
    return _both([*right, (0.08, 0.07), (0.082, 0.11), (0.05, 0.15), (0, 0.156)])


def _guitar_outline() -> s.Points:
    right = [(0, -0.26), (0.12, -0.245), (0.185, -0.16), (0.17, -0.06), (0.125, 0.03)]
    return _both([*right, (0.13, 0.12), (0.13, 0.18), (0.08, 0.225), (0, 0.23)])


def _electric_outline() -> s.Points:
    line = [
        (0, -0.2),
        (0.1, -0.19),
        (0.16, -0.1),
        (0.12, 0.0),
        (0.13, 0.08),
        (0.12, 0.17),
        (0.07, 0.13),
    ]
    line += [
        (0.0, 0.11),
        (-0.06, 0.14),
        (-0.11, 0.22),
        (-0.14, 0.12),
        (-0.12, 0.0),
        (-0.16, -0.1),
        (-0.1, -0.19),
    ]
    return s.spline([(x, y, 0.0) for x, y in line], 120, closed=True)[:, :2]


def _case_outline(wide: float, slim: float, long: float) -> s.Points:
    y = long / 2
    right = [
        (0, -y),
        (wide * 0.8, -y * 0.95),
        (wide, -y * 0.6),
        (wide * 0.78, -y * 0.2),
        (wide * 0.82, y * 0.1),
    ]
    return _both([*right, (slim, y * 0.5), (slim * 0.95, y * 0.9), (slim * 0.6, y), (0, y)])


def _arched(outline: s.Points, thick: float) -> trimesh.Trimesh:
    """A body with overlapping, slightly domed plates; its top lies about z = 0.02."""
    ribs = s.at(s.extrude(outline * 0.95, thick), s.move(z=-thick / 2))
    plate = s.at(s.extrude(outline, 0.005), s.move(z=thick / 2))
    dome = s.at(s.sphere(1.0, 3), s.scale(0.06, 0.13, 0.008), s.move(y=-0.03, z=thick / 2 + 0.004))
    return s.join(ribs, plate, s.at(plate, s.move(z=-thick - 0.004)), dome)


def _f_hole() -> trimesh.Trimesh:
    """The dark slit of an f-hole, lying on the belly."""
    line = [
        (0.004, 0.01, 0),
        (0.0, 0.0, 0),
        (0.002, -0.025, 0),
        (0.006, -0.05, 0),
        (0.004, -0.06, 0),
        (-0.002, -0.055, 0),
    ]
    slit = s.tube_along(s.spline(line, 30), 0.0022, 8)
    dots = [
        s.at(s.sphere(0.004, 1), s.move(0.004, 0.008)),
        s.at(s.sphere(0.004, 1), s.move(0, -0.055)),
    ]
    return s.at(s.join(slit, *dots), s.move(y=-0.01, z=0.024))


def _bow(x: float) -> list[Part]:
    """The bow beside the violin."""
    stick = s.tube_along(
        s.spline([(x, -0.3, 0.01), (x, 0.0, 0.004), (x, 0.38, 0.012)], 40), 0.004, 10
    )
    hair = s.at(s.box(0.008, 0.66, 0.001), s.move(x - 0.02, 0.03, 0.008))
    frog = s.join(
        s.at(s.box(0.028, 0.05, 0.012, 0.003), s.move(x - 0.01, -0.27, 0.008)),
        s.at(s.box(0.026, 0.012, 0.008, 0.002), s.move(x - 0.01, 0.37, 0.01)),
    )
    return [
        Part(stick, "wood", (0.2, 0.07, 0.03)),
        Part(hair, "paper"),
        Part(frog, "plastic", BLACK),
    ]


def _neck(rng: np.random.Generator, start: float, end: float, pegs: int) -> list[Part]:
    """Neck, finger board with frets and dots, head with tuning machines."""
    middle, length = (start - 0.08 + end - 0.15) / 2, end - start - 0.07
    neck = s.at(s.box(0.05, length, 0.022, 0.008), s.move(y=middle, z=-0.006))
    board = s.at(s.box(0.052, length, 0.008, 0.002), s.move(y=middle, z=0.006))
    head = s.at(
        s.box(0.075, 0.17, 0.016, 0.005), s.turn(-10, (1, 0, 0)), s.move(y=end - 0.07, z=-0.012)
    )
    top = end - 0.15
    frets = [
        rod((-0.025, top - t, 0.011), (0.025, top - t, 0.011), 0.0012, 6)
        for t in 0.62 * (1 - 0.944 ** np.arange(1, 18))
        if t < length
    ]
    keys = []
    for i in range(pegs):
        side, y = (1, -1)[i % 2], end - 0.12 + 0.045 * (i // 2)
        keys.append(rod((0.03 * side, y, -0.015), (0.06 * side, y, -0.02), 0.004))
        keys.append(s.at(s.box(0.012, 0.02, 0.012, 0.004), s.move(0.064 * side, y, -0.02)))
    return [
        Part(s.join(neck, head), "wood", tone(rng, "mahogany", "oak", "brown", "pine")),
        Part(board, "wood", tone(rng, "dark_brown")),
        Part(s.join(*frets, *keys), "chrome"),
    ]


def _strings(count: int, low: float, high: float) -> list[Part]:
    xs = np.linspace(-0.022, 0.022, count)
    return [
        Part(
            s.join(*(rod((x, low, 0.014), (x * 0.8, high, 0.012), 0.0007, 6) for x in xs)), "steel"
        )
    ]


DESIGNS = {"string_instrument": (violin, guitar, electric_guitar, instrument_case)}
