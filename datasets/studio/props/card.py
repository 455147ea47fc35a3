"""A bank card beside the good, as the capture guide asks for: the rule that measures it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from datasets.studio import shapes
from datasets.studio.geometry import points
from datasets.studio.parts import Part

LONG, WIDE, THICK = 0.0856, 0.05398, 0.00076  # metres, ISO/IEC 7810 ID-1
CORNER = 0.00318  # metres, the same standard
PRINT = (96, 152)  # px
GAP = (0.006, 0.06)  # metres between the good and the card


def card(parts: list[Part], rng: np.random.Generator) -> tuple[list[Part], NDArray[np.float64]]:
    """A card on z = 0 beside parts that stand there.

    Returns:
        Its parts, and its four corners as if they were sharp, (4, 3) metres, on its upper face,
        one after the other round the card.
    """
    seen = points([part.mesh for part in parts])
    low, high = seen.min(0), seen.max(0)
    side, turn = int(rng.integers(4)), float(rng.uniform(0, 360))
    reach = np.hypot(LONG, WIDE) / 2 + rng.uniform(*GAP)
    way = np.array([(1, 0), (0, 1), (-1, 0), (0, -1)][side])
    middle = (low + high)[:2] / 2 + rng.uniform(-0.3, 0.3, 2) * (high - low)[:2]
    edge = np.where(way > 0, high[:2], low[:2])
    place = np.where(way != 0, edge + way * reach, middle)
    pose = shapes.move(place[0], place[1]) @ shapes.turn(turn)
    body = shapes.extrude(_outline(), THICK)
    face = shapes.at(shapes.label_panel(LONG - 0.002, WIDE - 0.002), shapes.turn(-90, (1, 0, 0)))
    made = [
        Part(shapes.at(body, pose), "plastic", (0.6, 0.6, 0.6), smooth=False),
        Part(shapes.at(face, shapes.move(z=THICK + 5e-5), pose), "plastic", texture=_print(rng)),
    ]
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (LONG / 2, WIDE / 2)
    flat = np.column_stack([corners, np.full(4, THICK), np.ones(4)])
    return made, (flat @ pose.T)[:, :3]


def _outline() -> NDArray[np.float64]:
    """The card seen from above, (N, 2) metres."""
    half = np.array([LONG / 2, WIDE / 2]) - CORNER
    quarters = ((1, 1, 0), (-1, 1, 90), (-1, -1, 180), (1, -1, 270))
    return np.concatenate(
        [half * (sx, sy) + shapes.arc(CORNER, at, at + 90, 8) for sx, sy, at in quarters]
    )


def _print(rng: np.random.Generator) -> NDArray[np.uint8]:
    """Two colours that run into each other, a chip and rows of digits too small to read."""
    height, width = PRINT
    first, second = rng.uniform(20, 235, (2, 3))
    share = np.linspace(0, 1, width)[None, :, None] * np.ones((height, 1, 1))
    picture = first + (second - first) * share
    picture[34:58, 18:46] = (205, 175, 95)
    ink = 255 if picture.mean() < 128 else 25
    for x in range(18, 130, 7):
        picture[66:74, x : x + 4] = ink
    picture[80:85, 18 : 18 + int(rng.integers(40, 80))] = ink
    return np.asarray(picture, dtype=np.uint8)
