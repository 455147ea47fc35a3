"""Printed plates and wrap-round marks of irritants, rounds, launchers and their look-alikes.

Invented brands, real hazard words. Every label is (H, W, 3) uint8 sRGB for `Part.texture`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import trimesh
from PIL import Image, ImageDraw

from datasets.studio import shapes as s
from datasets.studio.designs._forms import chance, pick
from datasets.studio.labels import RGB, Label, font
from datasets.studio.parts import Part
from datasets.studio.pictograms import hazard_diamond, warning_triangle

Sign = Callable[[ImageDraw.ImageDraw, float, float, float], None]
BLACK_INK: RGB = (16, 16, 18)
WHITE_INK: RGB = (246, 246, 242)
RED_INK: RGB = (196, 18, 20)
GROUNDS: tuple[tuple[RGB, RGB], ...] = (  # ground, ink
    ((246, 206, 24), BLACK_INK),
    ((244, 244, 240), RED_INK),
    ((200, 20, 22), WHITE_INK),
    ((22, 22, 24), (246, 206, 24)),
    ((236, 116, 16), BLACK_INK),
    ((240, 240, 236), BLACK_INK),
)
AGENTS = ("CS", "CS", "OC", "OC", "CN", "PAVA")
IRRITANT_LINES = (
    "TEAR GAS",
    "IRRITANT",
    "RIOT CONTROL",
    "REIZSTOFF",
    "LACRYMOGENE",
    "GAS LACRIMOGENO",
    "TRÄNENGAS",
    "СЛЕЗОТОЧИВЫЙ ГАЗ",
    "RIOT CS SMOKE",
)
MAKERS = ("ARDENTA", "KOVALIN", "STRELIX", "NORDWEHR", "TACTIVO", "HALTOR", "VEGRAN", "SOLVIK")


def agent(rng: np.random.Generator) -> str:
    """The short mark of an irritant."""
    return pick(rng, AGENTS)


def irritant_words(rng: np.random.Generator, mark: str | None = None) -> tuple[str, str, str]:
    """Mark, words and small line of an irritant good."""
    lot = f"LOT {rng.integers(10, 99)}-{rng.integers(100, 999)}"
    return (mark or agent(rng), pick(rng, IRRITANT_LINES), lot)


def panel(
    lines: Sequence[str],
    ground: RGB,
    ink: RGB,
    *,
    ratio: float = 2.0,
    sign: Sign | None = None,
    edge: bool = True,
) -> Label:
    """A plate with lines, the first one largest, and a hazard sign at its left; width / height."""
    high = 160
    wide = int(high * ratio)
    image = Image.new("RGB", (wide, high), ground)
    draw = ImageDraw.Draw(image)
    if edge:
        draw.rectangle((4, 4, wide - 5, high - 5), outline=ink, width=4)
    left = 12.0
    if sign is not None:
        size = min(0.36 * high, 0.2 * wide)
        sign(draw, 16 + size, high / 2, size)
        left = 24 + 2 * size
    _lines(draw, lines, (left, 12, wide - 12, high - 12), ink)
    return np.array(image, dtype=np.uint8)


def warning(
    rng: np.random.Generator, lines: Sequence[str], ratio: float = 2.0, signed: float = 0.7
) -> Label:
    """A hazard plate in usual warning colours, in the share `signed` with a pictogram."""
    ground, ink = pick(rng, GROUNDS)
    sign: Sign | None = None
    if chance(rng, signed):
        sign = pick(rng, (hazard_diamond, warning_triangle))
    return panel(lines, ground, ink, ratio=ratio, sign=sign)


def wrap(
    lines: Sequence[str],
    ground: RGB,
    ink: RGB,
    *,
    ratio: float = 3.0,
    bands: Sequence[RGB] = (),
    repeat: int = 2,
) -> Label:
    """A print round a body, its words `repeat` times; bands of colour run along the foot."""
    high = 192
    wide = int(high * ratio)
    image = Image.new("RGB", (wide, high), ground)
    draw = ImageDraw.Draw(image)
    foot = high - 12 - 26 * len(bands)
    for i, band in enumerate(bands):
        draw.rectangle((0, foot + 6 + 26 * i, wide, foot + 26 + 26 * i), fill=band)
    step = wide / repeat
    for i in range(repeat):
        _lines(draw, lines, (step * (i + 0.08), 10, step * (i + 0.92), foot), ink)
    return np.array(image, dtype=np.uint8)


def hazard_stripes(wide: int = 320, high: int = 48) -> Label:
    """Slanted black and yellow stripes."""
    image = Image.new("RGB", (wide, high), (246, 200, 20))
    draw = ImageDraw.Draw(image)
    for x in range(-high, wide, 2 * high // 2 * 2):
        draw.polygon(
            [(x, high), (x + high, high), (x + 2 * high, 0), (x + high, 0)], fill=BLACK_INK
        )
    return np.array(image, dtype=np.uint8)


def facing(
    label: Label, width: float, place: tuple[float, float, float], degrees: float = 0.0
) -> Part:
    """A label as a sheet about a place; it faces -y, or is turned from there about z."""
    height = width * label.shape[0] / label.shape[1]
    return Part(sheet(width, height, place, degrees), "paper", None, label)


def sheet(
    width: float, height: float, place: tuple[float, float, float], degrees: float = 0.0
) -> trimesh.Trimesh:
    """The bare sheet of `facing`."""
    return s.at(s.label_panel(width, height), s.turn(degrees), s.move(*place))


def around(
    label: Label, radius: float, height: float, middle: float, start: float = -180.0
) -> Part:
    """A label wrapped wholly round the z axis; half way its first copy faces -y."""
    mesh = s.at(s.label_wrap(radius, height, start, start + 360.0), s.move(z=middle))
    return Part(mesh, "paper", None, label)


def _lines(
    draw: ImageDraw.ImageDraw,
    lines: Sequence[str],
    field: tuple[float, float, float, float],
    ink: RGB,
) -> None:
    """Lines one below the other in a field (x0, y0, x1, y1), the first one twice as high."""
    x0, y0, x1, y1 = field
    weights = np.array([2.0] + [1.0] * (len(lines) - 1)) if len(lines) > 1 else np.ones(1)
    edges = y0 + (y1 - y0) * np.r_[0.0, np.cumsum(weights) / weights.sum()]
    for line, top, low in zip(lines, edges[:-1], edges[1:], strict=True):
        high = 0.92 * (low - top)
        bold = font(max(8, int(high)), line)
        if bold is None:
            continue
        width = bold.getlength(line)
        if width > x1 - x0:
            bold = font(max(8, int(high * (x1 - x0) / width)), line) or bold
        draw.text(((x0 + x1) / 2, (top + low) / 2), line, font=bold, fill=ink, anchor="mm")
