"""Electrified barriers and curtains against people: bare strips, high-voltage box, signs."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._dart_parts import repeat
from datasets.studio.designs._fence_parts import (
    INSULATOR_COLOURS,
    high_voltage_box,
    hung_sign,
    insulator,
    rods,
)
from datasets.studio.designs._forms import Colour, Design, chance, dark, ground, pick
from datasets.studio.designs._furniture import TONES, beam, cable, pipe
from datasets.studio.designs._ratchet import Finish
from datasets.studio.designs._signs import BARRIER_WORDS, lettering, sheet
from datasets.studio.parts import Material, Part, moved

FORWARD = s.turn(90, (1, 0, 0))  # what was built up z then points to -y


def strip_barrier(rng: np.random.Generator) -> list[Part]:
    """A framed panel on feet with bare strips on insulators, supply and signs on it."""
    wide, tall = float(rng.uniform(1.3, 2.1)), float(rng.uniform(1.0, 1.7))
    finish, tint = _frame_finish(rng), pick(rng, INSULATOR_COLOURS)
    parts = _frame(rng, wide, tall, finish)
    board = s.at(s.box(wide - 0.06, 0.008, tall - 0.26), s.move(0, 0.012, tall / 2 + 0.1))
    parts.append(Part(board, *_board(rng)))
    parts += _bars(rng, wide, tall, tint)
    parts += _supply(rng, wide, tall)
    return ground(parts + _signs(rng, wide, 0.55 * tall))


def mesh_barrier(rng: np.random.Generator) -> list[Part]:
    """A crowd barrier of tube whose bars carry a live grid held off by insulators."""
    wide, tall = float(rng.uniform(1.6, 2.2)), float(rng.uniform(1.0, 1.25))
    finish, tint = _frame_finish(rng), pick(rng, INSULATOR_COLOURS)
    parts = _frame(rng, wide, tall, finish)
    bars = np.linspace(-wide / 2, wide / 2, int(wide / 0.13) + 1)[1:-1]
    posts = rods([((x, 0, 0.14), (x, 0, tall - 0.02)) for x in bars], 0.007)
    parts.append(Part(posts, *finish))
    side, low, high = wide / 2 - 0.1, 0.24, tall - 0.1
    y = -0.075
    pitch = float(rng.uniform(0.07, 0.11))
    lines = [((-side, y, z), (side, y, z)) for z in np.arange(low, high, pitch)]
    lines += [((x, y - 0.004, low), (x, y - 0.004, high)) for x in np.arange(-side, side, pitch)]
    parts.append(Part(rods(lines, 0.0028), pick(rng, ("steel", "aluminium"))))
    pegs = [(float(x), z) for x in bars[:: max(1, len(bars) // 4)] for z in (low, high - 0.03)]
    parts += _pegs(pegs, 0.075, tint)
    parts += _supply(rng, wide, tall)
    return ground(parts + _signs(rng, wide, 0.5 * tall))


def live_curtain(rng: np.random.Generator) -> list[Part]:
    """A gate of two posts from whose beam bare strips, chains or wires hang on insulators."""
    wide, tall = float(rng.uniform(1.3, 2.2)), float(rng.uniform(1.9, 2.5))
    finish, tint = _frame_finish(rng), pick(rng, INSULATOR_COLOURS)
    posts = [beam((x, 0, 0), (x, 0, tall), 0.08, 0.08, 0.004) for x in (-wide / 2, wide / 2)]
    top = beam((-wide / 2 - 0.06, 0, tall), (wide / 2 + 0.06, 0, tall), 0.09, 0.09, 0.004)
    feet = [s.at(s.box(0.3, 0.5, 0.016, 0.003), s.move(x, 0, 0.008)) for x in (-wide / 2, wide / 2)]
    parts = [Part(s.join(*posts, top, *feet), *finish)]
    drop, y = tall - float(rng.uniform(0.35, 0.7)), 0.0
    count = int(wide / float(rng.uniform(0.075, 0.13)))
    places = [
        s.move((i + 0.5 - count / 2) * (wide - 0.12) / count, y, tall - 0.04) for i in range(count)
    ]
    peg = s.at(insulator(0.02, 0.09), s.turn(180, (1, 0, 0)))
    parts += repeat([Part(peg, "plastic", tint)], places)
    hang = Part(_pendant(rng, drop - 0.09), pick(rng, ("steel", "chrome", "aluminium")))
    sway = [p @ s.move(z=-0.088) @ s.turn(float(rng.normal(0, 1.2)), (0, 1, 0)) for p in places]
    parts += repeat([hang], sway)
    feed = s.at(s.box(wide - 0.1, 0.012, 0.004), s.move(0, 0, tall - 0.134))
    parts.append(Part(feed, "brass"))
    side = wide / 2 * (1 if chance(rng, 0.5) else -1)
    box = moved(high_voltage_box(rng, 0.24, 0.3, 0.13), s.move(side, -0.04, 0.55 * tall))
    parts += box
    line = [
        (side, -0.1, 0.55 * tall + 0.15),
        (side, -0.1, 0.9 * tall),
        (0.9 * side, -0.02, tall - 0.13),
    ]
    parts.append(Part(cable(line, 0.007), "rubber", dark(rng)))
    name = moved(hung_sign(rng, 0.4, BARRIER_WORDS), s.move(0, -0.05, tall + 0.01))
    plate = moved(hung_sign(rng, 0.24, BARRIER_WORDS), s.move(-side, -0.045, 0.62 * tall))
    return ground(parts + name + plate)


def _frame_finish(rng: np.random.Generator) -> Finish:
    options: tuple[Finish, ...] = (
        ("steel", None),
        ("painted_metal", dark(rng)),
        ("painted_metal", TONES["yellow"]),
        ("painted_metal", TONES["navy"]),
        ("aluminium", None),
    )
    return pick(rng, options)


def _board(rng: np.random.Generator) -> tuple[Material, Colour]:
    """What the strips are mounted on: a dark, grey, white or clear plastic board."""
    if chance(rng, 0.25):
        return "glass", (0.7, 0.76, 0.78)
    return "matte_plastic", pick(rng, (dark(rng), TONES["grey"], TONES["white"], TONES["navy"]))


def _frame(rng: np.random.Generator, wide: float, tall: float, finish: Finish) -> list[Part]:
    """A tube frame on two cross feet or on flat plates."""
    x = wide / 2
    ring = pipe([(-x, 0, 0.1), (x, 0, 0.1), (x, 0, tall), (-x, 0, tall)], 0.019, 0.08, closed=True)
    feet = []
    flat = chance(rng, 0.5)
    for side in (-0.72 * x, 0.72 * x):
        stem = rods([((side, 0, 0.0), (side, 0, 0.12))], 0.017)
        if flat:
            feet += [stem, s.at(s.box(0.1, 0.6, 0.012, 0.003), s.move(side, 0, 0.006))]
        else:
            bow = pipe(
                [(side, -0.3, 0.012), (side, -0.2, 0.07), (side, 0.2, 0.07), (side, 0.3, 0.012)],
                0.015,
            )
            feet += [stem, bow]
    return [Part(s.join(ring, *feet), *finish)]


def _pegs(spots: list[tuple[float, float]], long: float, tint: Colour) -> list[Part]:
    """Insulators that stand out to -y at places (x, z)."""
    peg = Part(insulator(0.017, long), "plastic", tint)
    return repeat([peg], [s.move(x, 0.0, z) @ FORWARD for x, z in spots])


def _bars(rng: np.random.Generator, wide: float, tall: float, tint: Colour) -> list[Part]:
    """Bare strips or rods, level or upright, in front of the panel on their insulators."""
    long, off = float(rng.uniform(0.03, 0.06)), 0.01
    strip = float(rng.uniform(0.014, 0.04))
    side, low, high = wide / 2 - 0.09, 0.26, tall - 0.1
    y = off - long - 0.004
    metal: Material = pick(rng, ("steel", "aluminium", "brass", "chrome"))
    pitch = strip + float(rng.uniform(0.05, 0.12))
    if chance(rng, 0.6):
        levels = np.arange(low, high, pitch)
        made = [s.at(s.box(2 * side, 0.004, strip), s.move(0, y, z)) for z in levels]
        spots = [(x, float(z)) for z in levels for x in (-0.92 * side, 0.0, 0.92 * side)]
    else:
        across = np.arange(-side, side + 0.01, pitch)
        made = [
            s.at(s.box(strip, 0.004, high - low), s.move(x, y, (low + high) / 2)) for x in across
        ]
        spots = [(float(x), z) for x in across for z in (low + 0.04, high - 0.04)]
    return [Part(s.join(*made), metal), *moved(_pegs(spots, long, tint), s.move(y=off))]


def _pendant(rng: np.random.Generator, long: float) -> trimesh.Trimesh:
    """A bare strip, wire with a weight, or chain that hangs down from the origin."""
    kind = int(rng.integers(3))
    if kind == 0:
        return s.at(s.box(0.026, 0.003, long), s.move(z=-long / 2))
    if kind == 1:
        weight = s.at(s.sphere(0.013, 2), s.move(z=-long))
        return s.join(s.at(s.cylinder(0.0032, long, 10), s.move(z=-long / 2)), weight)
    links = max(6, round(long / 0.07))
    angle = np.linspace(0, 2 * np.pi, 14, endpoint=False)
    half = 0.5 * long / links + 0.005
    ring = np.stack([0.013 * np.cos(angle), 0 * angle, half * np.sin(angle)], 1)
    one = s.tube_along(ring, 0.0036, 6, closed=True)
    places = [s.move(z=-long * (i + 0.5) / links) @ s.turn(90 * (i % 2)) for i in range(links)]
    return repeat([Part(one, "steel")], places)[0].mesh


def _supply(rng: np.random.Generator, wide: float, tall: float) -> list[Part]:
    """The high-voltage box on the frame or on the ground, and its cable."""
    side = 1 if chance(rng, 0.5) else -1
    box = high_voltage_box(rng, 0.22, 0.28, float(rng.uniform(0.1, 0.15)))
    x = side * (wide / 2 + 0.11) if chance(rng, 0.6) else side * 0.3 * wide
    z = float(rng.uniform(0.5, 0.75)) * tall if abs(x) > wide / 2 else 0.14
    y = 0.02 if abs(x) > wide / 2 else -0.28
    start = (x, y - 0.05, z - 0.13 if z > 0.2 else z)
    line = [start, (x - 0.05 * side, y - 0.02, 0.05), (side * 0.36 * wide, -0.03, 0.1)]
    line.append((side * 0.36 * wide, -0.03, 0.24))
    return [*moved(box, s.move(x, y, z)), Part(cable(line, 0.007), "rubber", dark(rng))]


def _signs(rng: np.random.Generator, wide: float, z: float) -> list[Part]:
    """One or two warning boards in front of the strips; at times a service's name."""
    parts = []
    for x in (-0.24 * wide, 0.24 * wide)[: int(rng.integers(1, 3))]:
        board = hung_sign(rng, float(rng.uniform(0.26, 0.4)), BARRIER_WORDS)
        parts += moved(board, s.move(x, -0.1, z + float(rng.uniform(-0.05, 0.12))))
    if chance(rng, 0.4):
        parts.append(sheet(lettering(rng), 0.5).moved(s.move(0.05 * wide, -0.098, z - 0.2)))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "wide_area_shock": (strip_barrier, mesh_barrier, live_curtain),
}
