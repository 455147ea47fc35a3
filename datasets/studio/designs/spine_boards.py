"""Boards to carry or hold patients: hand holes, straps with plain buckles, cloth wings."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._bed_parts import belts_across
from datasets.studio.designs._cloth import skin
from datasets.studio.designs._forms import Colour, Design, smooth
from datasets.studio.designs._furniture import (
    between,
    buckle,
    odds,
    rounded,
    stand,
    tone,
)
from datasets.studio.parts import Part, moved

BRIGHT = ("yellow", "orange", "yellow", "blue", "red", "orange", "green", "black")


def plastic_board(rng: np.random.Generator) -> list[Part]:
    """The moulded board with hand holes along its edge, belts across, head blocks on some."""
    long, wide, thick = between(rng, 1.78, 1.92), between(rng, 0.4, 0.47), between(rng, 0.045, 0.06)
    colour = tone(rng, *BRIGHT)
    board = s.extrude(_coffin(long, wide), thick, _hand_holes(long, wide))
    rim = s.tube_along(
        np.c_[_coffin(long, wide) * (0.975, 0.92), np.full(120, thick)], 0.006, 6, closed=True
    )
    low = between(rng, 0.0, 0.02)
    parts = [Part(s.at(board, s.move(z=low)), "plastic", colour, smooth=False)]
    parts.append(Part(s.at(rim, s.move(z=low)), "plastic", colour))
    skids = [
        s.at(s.box(long * 0.6, 0.04, low + 0.01, 0.004), s.move(0, y, low / 2))
        for y in (-0.08, 0.08)
    ]
    parts.append(Part(s.join(*skids), "plastic", colour))
    top = low + thick
    if odds(rng, 0.6):
        parts += _head_blocks(rng, -long / 2 + 0.2, top)
    if odds(rng, 0.85):
        parts += belts_across(rng, wide, top)
    return _posed(rng, parts)


def papoose_board(rng: np.random.Generator) -> list[Part]:
    """A padded board for children with cloth wings that close over the body and fasten."""
    size = between(rng, 0.75, 1.5)
    wide = between(rng, 0.26, 0.36) * (0.6 + 0.4 * size)
    board = s.extrude(rounded(size, wide, 0.07), 0.016)
    pad = s.at(s.extrude(rounded(size * 0.95, wide * 0.92, 0.06), 0.02), s.move(z=0.016))
    base, cloth = (
        tone(rng, "white", "pine", "light"),
        tone(rng, "blue", "navy", "green", "teal", "red", "purple"),
    )
    parts = [Part(board, "plastic", base, smooth=False), Part(pad, "leather", cloth, smooth=False)]
    count = int(rng.integers(2, 4))
    for x in np.linspace(-size * 0.16, size * 0.34, count):
        parts += _wings(rng, float(x), wide, size * 0.24, 0.036, cloth)
    head = s.at(
        s.band(0.08, 0.004, 0.05, 0, 180),
        s.turn(90, (1, 0, 0)),
        s.turn(90),
        s.scale(1, 1, 0.8),
        s.move(-size * 0.4, 0, 0.034),
    )
    parts.append(Part(head, "webbing", tone(rng, "white", "black", "blue")))
    return stand(parts)


def _coffin(long: float, wide: float) -> s.Points:
    """The outline of a spine board: broad at the shoulders, narrower at the feet, (120, 2)."""
    x, y = long / 2, wide / 2
    right = [
        (-x, 0.0),
        (-x * 0.99, y * 0.55),
        (-x * 0.9, y * 0.82),
        (-x * 0.55, y),
        (x * 0.1, y),
        (x * 0.65, y * 0.8),
    ]
    right += [(x * 0.95, y * 0.66), (x * 0.99, y * 0.4), (x, 0.0)]
    outline = right + [(px, -py) for px, py in right[-2:0:-1]]
    return smooth(outline, 120)


def _hand_holes(long: float, wide: float) -> list[s.Points]:
    """Slots along both edges and at both ends, and pin holes in the middle."""
    x, y = long / 2, wide / 2
    holes = []
    for px, share in (
        (-0.72, 0.74),
        (-0.44, 0.83),
        (-0.16, 0.86),
        (0.12, 0.84),
        (0.4, 0.74),
        (0.68, 0.62),
    ):
        for sy in (-1, 1):
            holes.append(np.add(rounded(0.13, 0.036, 0.0178), (px * x, sy * y * share)))
    holes += [
        np.add(rounded(0.034, 0.11, 0.0165), (sx * x * 0.93, sy * y * 0.25))
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    return [np.asarray(h) for h in holes]


def _head_blocks(rng: np.random.Generator, x: float, z: float) -> list[Part]:
    """Two foam blocks beside the head, with the band that crosses the brow."""
    colour = tone(rng, "orange", "red", "blue", "yellow", "black")
    high = between(rng, 0.13, 0.17)
    blocks = []
    for sy in (-1, 1):
        ear = s.at(s.cylinder(0.025, 0.3, 20), s.turn(90, (1, 0, 0)), s.move(0, 0, high * 0.1))
        block = s.cut(s.box(0.24, 0.1, high, 0.015), ear)
        blocks.append(s.at(block, s.move(x, sy * 0.145, z + high / 2)))
    parts = [Part(s.join(*blocks), "foam", colour)]
    belts = []
    for dx, up in ((-0.06, 0.96), (0.07, 0.8)):
        keys = [
            (x + dx, -0.2, z + 0.01),
            (x + dx, -0.196, z + high * 0.85),
            (x + dx, -0.14, z + high + 0.003),
        ]
        keys += [(x + dx, 0, z + high * up), *((a, -b, c) for a, b, c in keys[::-1])]
        belts.append(s.strap_along(s.spline(keys, 40), 0.003, 0.04, up=(1, 0, 0)))
    return [*parts, Part(s.join(*belts), "webbing", tone(rng, "black", "orange", "red"))]


def _wings(
    rng: np.random.Generator, x: float, wide: float, long: float, z: float, colour: Colour
) -> list[Part]:
    """A pair of cloth flaps with hook-and-loop, closed over an empty middle or laid open."""
    shut = odds(rng, 0.6)
    flaps, tabs = [], []
    for sy in (-1, 1):
        v = np.linspace(0, 1, 24)
        if shut:
            y = sy * (wide / 2 - v * wide * 0.62)
            up = z + 0.055 * np.sin(np.pi * np.clip(v * 0.8, 0, 1)) * (1 if sy < 0 else 0.93)
        else:
            y, up = (
                sy * (wide / 2 - 0.02 + v * wide * 0.7),
                z * (1 - v) ** 2 + 0.002 + 0.006 * np.sin(9 * v),
            )
        line = np.stack([0 * v + x, y, up], 1)
        grid = line[:, None] + np.linspace(-long / 2, long / 2, 10)[None, :, None] * np.array(
            [1.0, 0, 0]
        )
        flaps.append(skin(grid, False))
        tab = grid[-8:, 3:7] + (0, 0, 0.0025)
        tabs.append(skin(tab, False))
    rail = buckle(0.03, 0.03)
    rail = s.at(rail, s.move(x, -wide / 2, z))
    return [
        Part(s.join(*flaps), "textile", colour),
        Part(s.join(*tabs), "webbing", tone(rng, "white", "black", "light")),
        Part(rail, "steel"),
    ]


def _posed(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Lying flat, or leaning as against a wall in a small share."""
    if odds(rng, 0.92):
        return stand(parts)
    return stand(moved(parts, s.turn(-between(rng, 72, 84), (1, 0, 0))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "spine_board": (plastic_board, papoose_board),
}
