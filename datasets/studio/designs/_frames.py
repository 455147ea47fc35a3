"""Timber and steel frames with their ropes, decks, stairs and rails. Owns no class of goods.

Frames stand on z = 0 and face -y.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    WOODS,
    Colour,
    beam,
    bend,
    between,
    odds,
    rod,
    tone,
)
from datasets.studio.parts import Material, Part

Paint = tuple[Material, Colour]
Place = tuple[float, float, float]

HEMP: tuple[Colour, ...] = ((0.42, 0.32, 0.18), (0.5, 0.42, 0.28), (0.6, 0.56, 0.47))


def timber(rng: np.random.Generator) -> Paint:
    """Bare or weathered wood mostly, seldom painted."""
    if odds(rng, 0.12):
        return "painted_wood", tone(rng, "brown", "charcoal", "grey", "wine")
    return "wood", tone(rng, *WOODS)


def steel_paint(rng: np.random.Generator) -> Paint:
    """Painted, blackened or galvanised steel section."""
    if odds(rng, 0.15):
        return "aluminium", (0.5, 0.51, 0.52)
    return "painted_metal", tone(rng, "grey", "charcoal", "black", "light", "olive", "blue", "red")


def hemp(rng: np.random.Generator) -> Colour:
    """A rope colour."""
    return HEMP[int(rng.integers(len(HEMP)))]


def noose(rng: np.random.Generator, drop: float, colour: Colour, rope: float = 0.016) -> list[Part]:
    """A hangman's noose below the origin: the rope, its coils round two strands, the loop."""
    knot, turns = between(rng, 0.14, 0.22), int(rng.integers(7, 12))
    wide, tall = between(rng, 0.11, 0.17), between(rng, 0.3, 0.42)
    coil = s.helix(1.7 * rope, knot / turns, turns, 18) - np.array([0, 0, drop + knot])
    keys = [(0.25, 0), (1, -0.5), (0.85, -0.8), (0, -1), (-0.85, -0.8), (-1, -0.5), (-0.25, 0)]
    loop = s.spline([(x * wide, 0, z * tall - drop - knot + rope) for x, z in keys], 70)
    line = np.array([(0, 0, 0), (0, 0, -drop * 0.5), (0, 0, -drop - knot)], dtype=float)
    tail = [(1.2 * rope, 0.0, -drop - 0.5 * knot), (1.4 * rope, 0.0, -drop + 0.02)]
    tail.append((2.6 * rope, 0.01, -drop + 0.08))
    meshes = [
        s.tube_along(line, rope, 10),
        s.tube_along(coil, rope, 8),
        s.tube_along(loop, rope, 10),
        s.tube_along(s.spline(tail, 14), rope, 8),
    ]
    facing = s.turn(between(rng, -50, 50))
    return [Part(s.at(s.join(*meshes), facing), "rope", colour)]


def lashing(x: float, z: float, deep: float, tall: float, rope: float) -> trimesh.Trimesh:
    """Turns of rope round a beam along x whose middle is at (x, 0, z)."""
    a, b = deep / 2 + rope, tall / 2 + rope
    ring = bend([(0, a, b), (0, a, -b), (0, -a, -b), (0, -a, b)], 0.02, closed=True)
    turns = [
        s.at(s.tube_along(ring, rope, 8, closed=True), s.move(x + 2.1 * rope * k, 0, z))
        for k in (-1.5, -0.5, 0.5, 1.5)
    ]
    return s.join(*turns)


def board(x: float, y: float, z: float, place: Place) -> trimesh.Trimesh:
    """A plain board or plate of this size about a place."""
    return s.at(s.box(x, y, z), s.move(*place))


def stairs(
    top: float, wide: float, run: float, board_thick: float, rail: float = 0.0
) -> trimesh.Trimesh:
    """Steps from (0, 0, top) down towards -y, between two strings, with handrails if `rail`."""
    count = max(2, round(top / 0.2))
    t = (np.arange(count) + 1) / (count + 1)
    depth = max(0.16, run / count * 0.85)
    treads = [board(wide, depth, board_thick, (0, -run * k, top * (1 - k))) for k in t]
    strings = [
        beam((x, 0.02, top - 0.05), (x, -run, 0.04), board_thick, 0.17, 0.002)
        for x in (-wide / 2, wide / 2)
    ]
    rails: list[trimesh.Trimesh] = []
    if rail > 0.0:
        for x in (-wide / 2, wide / 2):
            rails.append(beam((x, 0, top + rail), (x, -run, rail), 0.045, 0.06))
            rails += [
                beam((x, -run * k, top * (1 - k)), (x, -run * k, top * (1 - k) + rail), 0.05, 0.05)
                for k in (0.04, 0.96)
            ]
    return s.join(*treads, *strings, *rails)


def railing(
    line: Sequence[tuple[float, float]], low: float, tall: float, thick: float, tube: bool
) -> trimesh.Trimesh:
    """Posts at the points (x, y) of a line and two rails between them, from z = `low`."""
    pieces = []
    for (x, y), after in zip(line, [*line[1:], None], strict=True):
        pieces.append(bar((x, y, low), (x, y, low + tall), thick, tube))
        if after is not None:
            for z in (low + tall, low + tall * 0.52):
                pieces.append(bar((x, y, z), (*after, z), thick * 0.8, tube))
    return s.join(*pieces)


def bar(a: Place, b: Place, thick: float, tube: bool) -> trimesh.Trimesh:
    """A round tube or a square timber between two points."""
    return rod(a, b, thick / 2) if tube else beam(a, b, thick, thick)


def crossed(a: Place, b: Place, tall: float, thick: float) -> trimesh.Trimesh:
    """A St Andrew's cross of battens between two feet, up to a height above them."""
    up = np.array([0, 0, tall])
    return s.join(
        beam(a, np.asarray(b) + up, thick, thick * 0.5),
        beam(np.asarray(a) + up, b, thick, thick * 0.5),
    )
