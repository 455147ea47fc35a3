"""Housings full of dart cartridges, bent or flat, and the wires of shot ones.

They face -y. Owns no class of goods.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._dart_parts import Cartridge, draw_cartridge, flown_dart, repeat
from datasets.studio.designs._forms import Colour, chance, dark, pick
from datasets.studio.designs._ratchet import Finish
from datasets.studio.designs._signs import WEAPON_WORDS, sheet, sticker, warning
from datasets.studio.parts import Part, moved


@dataclass(frozen=True, slots=True)
class Block:
    """A housing full of cartridges that face -y, its middle at the origin.

    Args:
        parts: housing and cartridges.
        bores: (N, 4, 4) places of the cartridges, x outwards.
        kind: the cartridge.
        wide: metres over all.
        tall: metres over all.
        deep: metres behind y = 0.
    """

    parts: list[Part]
    bores: list[s.Matrix]
    kind: Cartridge
    wide: float
    tall: float
    deep: float


def _kind(rng: np.random.Generator) -> Cartridge:
    return replace(draw_cartridge(rng), long=0.035)


def _case(rng: np.random.Generator) -> Finish:
    options: tuple[Colour, ...] = (dark(rng), dark(rng), (0.06, 0.07, 0.035), (0.3, 0.31, 0.32))
    return pick(rng, ("matte_plastic", "painted_metal")), pick(rng, options)


def fan(rng: np.random.Generator, count: int, rows: int) -> Block:
    """Rows of cartridges side by side on an arc, each pointing its own way."""
    kind = _kind(rng)
    pitch, rise = 1.28 * kind.wide, 1.32 * kind.tall
    bend = float(rng.uniform(0.28, 0.6))
    step = pitch / bend
    half, deep = step * count / 2 + 0.02, 0.085
    tall = rows * rise + 0.016
    angle = np.linspace(-half, half, 40)
    rim = [
        (r * np.sin(a), bend - r * np.cos(a))
        for r, way in ((bend, 1), (bend - deep, -1))
        for a in angle[::way]
    ]
    parts = [Part(s.at(s.extrude(rim, tall), s.move(z=-tall / 2)), *_case(rng))]
    bores = []
    for j in range(rows):
        for i in range(count):
            turn = np.degrees(step * (i - (count - 1) / 2))
            out = s.turn(float(turn), about=(0, bend, 0)) @ s.move(y=-0.008) @ s.turn(-90)
            bores.append(s.move(z=(j - (rows - 1) / 2) * rise) @ out)
    parts += _fill(rng, kind, bores)
    sill = s.at(s.extrude(rim, 0.006), s.scale(1.02, 1.04, 1))
    parts += [
        Part(s.at(sill, s.move(z=z)), "rubber", dark(rng))
        for z in (-tall / 2 - 0.004, tall / 2 - 0.002)
    ]
    sign = sheet(warning(rng, WEAPON_WORDS), 0.09)
    parts.append(sign.moved(s.move(0, deep + 0.001) @ s.turn(180)))
    top = sheet(warning(rng, WEAPON_WORDS), 0.1)
    parts.append(top.moved(s.move(0, 0.5 * deep, tall / 2 + 0.005) @ s.turn(-90, (1, 0, 0))))
    return Block(parts, bores, kind, 2 * bend * float(np.sin(half)), tall + 0.01, deep)


def panel(rng: np.random.Generator, count: int, rows: int) -> Block:
    """A flat grid of cartridges in a box with a raised rim."""
    kind = _kind(rng)
    pitch, rise = 1.3 * kind.wide, 1.34 * kind.tall
    wide, tall, deep = count * pitch + 0.03, rows * rise + 0.03, 0.08
    body = s.at(s.box(wide, deep, tall, 0.004), s.move(y=deep / 2))
    inner = s.box(wide - 0.016, 0.2, tall - 0.016)
    rim = s.at(s.cut(s.box(wide, 0.022, tall), inner), s.move(y=-0.008))
    parts = [Part(s.join(body, rim), *_case(rng))]
    bores = [
        s.move((i - (count - 1) / 2) * pitch, -0.008, (j - (rows - 1) / 2) * rise) @ s.turn(-90)
        for j in range(rows)
        for i in range(count)
    ]
    parts += _fill(rng, kind, bores)
    for side in (-1, 1):
        mark = sticker(rng, 0.06, WEAPON_WORDS)
        parts.append(mark.moved(s.move(side * (wide / 2 + 0.001), deep / 2) @ s.turn(90 * side)))
    return Block(parts, bores, kind, wide, tall, deep)


def _fill(rng: np.random.Generator, kind: Cartridge, bores: list[s.Matrix]) -> list[Part]:
    """The cartridges; in a share of the draws some are spent."""
    spent = int(rng.integers(1, max(2, len(bores) // 2))) if chance(rng, 0.4) else 0
    parts = repeat(kind.parts(), bores[spent:])
    return parts + (repeat(kind.parts(spent=True), bores[:spent]) if spent else [])


def shots(
    rng: np.random.Generator, block: Block, lift: float, share: float, floor: float = 0.0
) -> list[Part]:
    """Wires that hang out of the first bores to darts on the floor, in a share of the draws."""
    if not chance(rng, share):
        return []
    parts = []
    for bore in block.bores[: int(rng.integers(1, 4))]:
        start, way = bore[:3, 3] + np.array([0.0, 0.0, lift]), bore[:3, 0]
        parts += flown_dart(rng, start, way, float(rng.uniform(0.45, 0.7)))
    return moved(parts, s.move(z=floor))
