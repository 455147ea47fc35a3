"""Printed signs and rating plates for electric goods: invented brands, real warnings.

Every picture is (H, W, 3) uint8 sRGB for `Part.texture`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageDraw

from datasets.studio import shapes as s
from datasets.studio.designs._forms import chance, pick
from datasets.studio.labels import RGB, Label, font
from datasets.studio.parts import Part
from datasets.studio.pictograms import bolt, warning_triangle

Mark = Callable[[ImageDraw.ImageDraw, float, float, float], None]

YELLOW: RGB = (245, 200, 20)
INK: RGB = (15, 15, 16)
WHITE: RGB = (244, 244, 240)
RED: RGB = (190, 22, 24)

FENCE_WORDS = (
    ("ELECTRIC FENCE",),
    ("VORSICHT", "ELEKTROZAUN"),
    ("CLOTURE", "ELECTRIQUE"),
    ("CERCA", "ELECTRIFICADA"),
    ("ACHTUNG WEIDEZAUN",),
    ("RECINTO", "ELETTRIFICATO"),
    ("SCHRIKDRAAD",),
)
BARRIER_WORDS = (
    ("DANGER", "HIGH VOLTAGE"),
    ("DO NOT TOUCH", "ELECTRIFIED"),
    ("HOCHSPANNUNG", "LEBENSGEFAHR"),
    ("DANGER DE MORT", "HAUTE TENSION"),
    ("PELIGRO", "ALTA TENSION"),
    ("KEEP BACK", "ELECTRIC BARRIER"),
    ("WARNING", "SHOCK HAZARD"),
)
WEAPON_WORDS = (
    ("LESS LETHAL", "SHOCK SYSTEM"),
    ("DANGER", "FIRING SIDE"),
    ("ELECTRO DART", "LAUNCHER"),
    ("THIS SIDE", "TOWARD TARGET"),
    ("HIGH VOLTAGE", "50 000 V"),
)
BODY_WORDS = (
    ("HIGH VOLTAGE", "DEVICE"),
    ("STUN", "DO NOT REMOVE"),
    ("ELECTRONIC", "RESTRAINT"),
    ("DANGER", "50 000 V"),
    ("POLICE", "STUN UNIT"),
    ("PRISONER", "TRANSPORT"),
)
POLICE_WORDS = (
    ("POLICE",),
    ("POLIZEI",),
    ("POLICIA",),
    ("SECURITY",),
    ("CORRECTIONS",),
    ("CERT",),
    ("JUSTIZ",),
    ("PRISON",),
)
FARM_BRANDS = (
    ("HERDMAN", "stock prod"),
    ("VIEHFIX", "Treiber"),
    ("PASTORA", "2 x C"),
    ("AGRIVOX", "livestock"),
    ("STOCKWELL", "cattle care"),
    ("HUSAGRO", "farm line"),
)
FENCER_BRANDS = (
    ("KOPPELFIX", "N 3500", "3,5 J"),
    ("AGRIVOX", "FENCE 40 km", "230 V~"),
    ("PASTORA", "9 V / 12 V", "1,8 J"),
    ("HERDMAN", "ENERGIZER", "6 J"),
    ("WEIDOMAT", "230 V", "5 J"),
)
DART_BRANDS = (("VOLTERRA", "CEW"), ("ELEKTRA", "D-2"), ("KOMTAS", "EDW 15"), ("SENTRIX", "LESS"))
TAG_WORDS = (("IMEI", "8842 1170"), ("SN 40-2271", "IP68"), ("GPS GSM", "5V 1A"))


def sign(
    rng: np.random.Generator,
    words: Sequence[str],
    ground: RGB = YELLOW,
    ink: RGB = INK,
    marked: bool = True,
    aspect: float = 1.7,
) -> Label:
    """Lines of words in a frame, a bolt or warning triangle at the left if `marked`.

    The picture is 160 px tall and `aspect` times as wide.
    """
    wide, left = int(160 * aspect), 132 if marked else 12
    image = Image.new("RGB", (wide, 160), ground)
    draw = ImageDraw.Draw(image)
    draw.rectangle((3, 3, wide - 4, 156), outline=ink, width=4)
    if marked:
        mark: Mark = pick(rng, (bolt, warning_triangle))
        mark(draw, 72, 80, 52)
    pitch = 140 / len(words)
    for i, word in enumerate(words):
        room = wide - left - 12
        size = int(0.85 * pitch)
        bold = font(size, word)
        if bold is None:
            continue
        bold = font(max(8, int(size * min(1.0, room / bold.getlength(word)))), word)
        place = (left + room / 2, 10 + pitch * (i + 0.5))
        draw.text(place, word, font=bold, fill=ink, anchor="mm")
    return np.array(image, dtype=np.uint8)


def warning(rng: np.random.Generator, options: Sequence[Sequence[str]]) -> Label:
    """One of the word groups on a yellow, red or white sign."""
    ground, ink = pick(rng, ((YELLOW, INK), (YELLOW, INK), (RED, WHITE), (WHITE, RED)))
    return sign(rng, pick(rng, options), ground, ink)


def plate(rng: np.random.Generator, options: Sequence[Sequence[str]]) -> Label:
    """One of the word groups as a rating plate: silver, black or white, without a mark."""
    ground, ink = pick(rng, (((196, 198, 200), INK), (INK, WHITE), (WHITE, INK)))
    return sign(rng, pick(rng, options), ground, ink, marked=False)


def lettering(rng: np.random.Generator) -> Label:
    """A service's name in one line, white on black or blue, or black on white, (160, 700, 3)."""
    ground, ink = pick(rng, ((INK, WHITE), ((16, 34, 92), WHITE), (WHITE, INK), (INK, YELLOW)))
    return sign(rng, pick(rng, POLICE_WORDS), ground, ink, marked=False, aspect=4.4)


def sheet(picture: Label, width: float) -> Part:
    """The picture as a printed sheet in the plane y = 0 facing -y, `width` metres wide."""
    tall = width * picture.shape[0] / picture.shape[1]
    return Part(s.label_panel(width, tall), "paper", None, picture)


def sticker(rng: np.random.Generator, width: float, words: Sequence[Sequence[str]]) -> Part:
    """A warning or a rating plate as a sheet facing -y."""
    made = warning(rng, words) if chance(rng, 0.65) else plate(rng, words)
    return sheet(made, width)
