"""Platforms on legs with a trap in the middle: what gallows stand over. Owns no class of goods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._frames import Paint, board, crossed
from datasets.studio.designs._furniture import beam, rod
from datasets.studio.parts import Part


@dataclass(frozen=True, slots=True)
class Deck:
    """A platform with a trap in its middle, metres.

    Args:
        wide: along x.
        deep: along y.
        up: height of its upper face.
        trap_wide: opening along x.
        trap_deep: opening along y.
    """

    wide: float
    deep: float
    up: float
    trap_wide: float
    trap_deep: float


def planks(deck: Deck) -> list[trimesh.Trimesh]:
    """Boards along x that leave the trap free."""
    count = round(deck.deep / 0.17)
    pitch = deck.deep / count
    rows = (np.arange(count) + 0.5) * pitch - deck.deep / 2
    side = (deck.wide - deck.trap_wide) / 2
    boards = []
    for y in rows:
        if abs(y) > deck.trap_deep / 2:
            boards.append(board(deck.wide, pitch - 0.012, 0.045, (0, float(y), deck.up - 0.0225)))
            continue
        for x in (-1, 1):
            place = (x * (deck.trap_wide + side) / 2, float(y), deck.up - 0.0225)
            boards.append(board(side, pitch - 0.012, 0.045, place))
    return boards


def plates(deck: Deck) -> list[trimesh.Trimesh]:
    """Four steel plates round the trap."""
    side, end = (deck.wide - deck.trap_wide) / 2, (deck.deep - deck.trap_deep) / 2
    pieces = []
    for k in (-1, 1):
        x, y = k * (deck.trap_wide + side) / 2, k * (deck.trap_deep + end) / 2
        pieces.append(board(side, deck.deep, 0.03, (x, 0, deck.up - 0.015)))
        pieces.append(board(deck.trap_wide, end, 0.03, (0, y, deck.up - 0.015)))
    return pieces


def trestle(deck: Deck, thick: float, battens: bool = True) -> trimesh.Trimesh:
    """Legs, joists and crossed battens below the deck."""
    x, y, z = deck.wide / 2 - thick, deck.deep / 2 - thick, deck.up - 0.05 - thick / 2
    pieces = [
        beam((a * x, b * y, 0), (a * x, b * y, z), thick, thick) for a in (-1, 1) for b in (-1, 1)
    ]
    pieces += [beam((-x, b * y, z), (x, b * y, z), thick, thick) for b in (-1, 1)]
    pieces += [beam((a * x, -y, z), (a * x, y, z), thick, thick) for a in (-1, 1)]
    if battens and deck.up > 0.8:
        pieces += [
            crossed((-x, b * y, 0.05), (x, b * y, 0.05), z - 0.15, thick * 0.6) for b in (-1, 1)
        ]
    return s.join(*pieces)


def trap(deck: Deck, paint: Paint, open_: bool) -> list[Part]:
    """Two leaves hinged at the sides of the opening: flush with the deck or hanging down."""
    half, deep = deck.trap_wide / 2, deck.trap_deep
    fall = min(86.0, float(np.degrees(np.arcsin(min(1.0, (deck.up - 0.07) / half)))))
    pieces, iron = [], []
    for x in (-1, 1):
        edge = (x * half, 0, deck.up - 0.03)
        fold = s.turn(-x * fall, (0, 1, 0), edge) if open_ else np.eye(4)
        count = 3
        wide = (half - 0.012) / count
        for k in range(count):
            place = (x * (half - wide * (k + 0.5)), 0, deck.up - 0.028)
            pieces.append(s.at(board(wide - 0.008, deep - 0.03, 0.04, place), fold))
        for y in (-0.3, 0.3):
            strap = board(half * 0.8, 0.05, 0.012, (x * half * 0.62, y * deep, deck.up - 0.003))
            iron.append(s.at(strap, fold))
            knuckle = rod((x * half, y * deep - 0.04, 0), (x * half, y * deep + 0.04, 0), 0.014)
            iron.append(s.at(knuckle, s.move(z=deck.up)))
    return [Part(s.join(*pieces), *paint, smooth=False), Part(s.join(*iron), "dark_steel")]


def skirt(deck: Deck) -> trimesh.Trimesh:
    """Upright boards that close the sides below the deck, the front left open."""
    tall = deck.up - 0.06
    pieces = []
    for x in (-1, 1):
        for y in np.arange(-deck.deep / 2 + 0.1, deck.deep / 2, 0.2):
            pieces.append(board(0.025, 0.18, tall, (x * deck.wide / 2, float(y), tall / 2)))
    for x_ in np.arange(-deck.wide / 2 + 0.1, deck.wide / 2, 0.2):
        pieces.append(board(0.18, 0.025, tall, (float(x_), deck.deep / 2, tall / 2)))
    return s.join(*pieces)
