"""Printed labels for cans and devices: invented brands, real hazard words in several languages.

Every label is a (H, W, 3) uint8 sRGB picture for `Part.texture`. Letters come from DejaVu Sans Bold
where the system has it, else from Pillow's own font; words it cannot write are then left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from datasets.studio.pictograms import bolt, chilli, hazard_diamond, target, warning_triangle

RGB = tuple[int, int, int]  # sRGB, 0..255
Label = NDArray[np.uint8]  # (H, W, 3) sRGB
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
T = TypeVar("T")

PEPPER_WORDS = (
    "PEPPER SPRAY",
    "PFEFFER SPRAY",
    "PFEFFER KO",
    "OC SPRAY",
    "CS GAS",
    "PAVA",
    "ABWEHRSPRAY",
    "GAZ POIVRE",
    "GAS PIMIENTA",
    "SPRAY AL PEPERONCINO",
    "GAZ PIEPRZOWY",
    "BIBER GAZI",
    "GEL PIMENT",
    "POLICE OC",
    "PEPPER GEL",
    "TEAR GAS",
    "ПЕРЦОВЫЙ",
)
PEPPER_LINES = (
    "DEFENSE SPRAY 10% OC",
    "STRONG IRRITANT",
    "Nur zur Tierabwehr",
    "Reizstoff",
    "CAUTION EYE IRRITANT",
    "2,000,000 SHU",
    "Lacrymogène",
    "Extremely flammable aerosol",
    "40 ml  JET",
    "400 ml  FOG",
    "CS 80 mg",
)
PEPPER_BRANDS = ("VORTIGA", "NORDWEHR", "HALTOR", "KESTRA", "ACRIMAX", "SENTIVO", "TORVEX", "GRYFO")
CAN_WORDS = (
    ("DEO", "24h FRESH", "ocean"),
    ("HAIRSPRAY", "strong hold", "250 ml"),
    ("AIR FRESH", "lavender", "home"),
    ("SPRAY PAINT", "ACRYL matt", "400 ml"),
    ("LACK", "seidenglanz", "RAL"),
    ("INSECT STOP", "mosquito", "ants"),
    ("SILICONE", "lubricant", "PTFE"),
    ("BODY MIST", "vanilla", "150 ml"),
    ("SUN 30", "spray lotion", "SPF 30"),
    ("CLEANER", "glass", "lemon"),
    ("DRY SHAMPOO", "volume", "200 ml"),
    ("CONTACT", "multi oil", "rust off"),
    ("WHIPPED", "cream", "250 g"),
    ("SHAVE FOAM", "sensitive", "200 ml"),
)
CAN_BRANDS = ("lumvia", "BRIZEA", "Floravel", "KOLTEX", "Pulira", "mirello", "VANDO", "Aquorix")
EXTINGUISHER_WORDS = (
    "FIRE EXTINGUISHER",
    "FEUERLÖSCHER",
    "EXTINCTEUR",
    "ABC POWDER",
    "CO2",
    "EXTINTOR",
)
VOLT_WORDS = (
    "DANGER HIGH VOLTAGE",
    "2,500 KV",
    "STUN",
    "HOCHSPANNUNG",
    "500 000 V",
    "ELECTRO",
    "POLICE",
)


def hazard_word(rng: np.random.Generator) -> str:
    """One of the words that name an irritant spray on its label."""
    return _pick(rng, PEPPER_WORDS)


def pepper_label(rng: np.random.Generator, word: str | None = None) -> Label:
    """A wrap-round irritant label, (320, 512, 3); its middle column shows the front."""
    word = word or hazard_word(rng)
    ground, accent, ink = _pepper_colours(rng)
    image = Image.new("RGB", (512, 320), ground)
    draw = ImageDraw.Draw(image)
    _pepper_ground(rng, draw, accent)
    _text(draw, (256, 46), _pick(rng, PEPPER_BRANDS), 190, 46, ink)
    _stack(draw, word, (256, 128), 200, 92, ink if rng.random() < 0.6 else accent)
    _text(draw, (256, 206), _pick(rng, PEPPER_LINES), 190, 24, ink)
    sign = _pick(rng, (hazard_diamond, warning_triangle, chilli, target))
    sign(draw, 256, 262, 38)
    _small_print(rng, draw, 60, ink)
    _small_print(rng, draw, 452, ink)
    for x in (24, 488):
        hazard_diamond(draw, x, 270, 22)
    return np.array(image, dtype=np.uint8)


def can_label(rng: np.random.Generator) -> Label:
    """A wrap-round label of a household aerosol, (384, 512, 3)."""
    top, bottom, ink = _soft_colours(rng)
    image = Image.fromarray(_gradient(384, 512, top, bottom))
    draw = ImageDraw.Draw(image)
    title, line, small = _pick(rng, CAN_WORDS)
    _decor(rng, draw, ink)
    _text(draw, (256, 80), _pick(rng, CAN_BRANDS), 190, 64, ink)
    _text(draw, (256, 170), title, 190, 44, ink)
    _text(draw, (256, 225), line, 150, 30, ink)
    _text(draw, (256, 330), small, 120, 24, ink)
    _small_print(rng, draw, 60, ink)
    _small_print(rng, draw, 452, ink)
    return np.array(image, dtype=np.uint8)


def extinguisher_label(rng: np.random.Generator) -> Label:
    """The instruction panel of a fire extinguisher, (320, 256, 3): red, white, pictures of use."""
    ground = _pick(rng, ((200, 20, 24), (245, 245, 240), (250, 215, 40)))
    ink = (250, 250, 250) if ground[1] < 100 else (170, 10, 14)
    image = Image.new("RGB", (256, 320), ground)
    draw = ImageDraw.Draw(image)
    _text(draw, (128, 34), _pick(rng, EXTINGUISHER_WORDS), 236, 40, ink)
    for i in range(3):
        x = 16 + 78 * i
        draw.rectangle((x, 68, x + 68, 148), fill=(250, 250, 250), outline=(20, 20, 20), width=3)
        draw.ellipse((x + 18, 78, x + 36, 96), fill=(20, 20, 20))
        draw.polygon([(x + 20, 98), (x + 40, 98), (x + 56, 138), (x + 12, 138)], fill=(200, 60, 20))
    for i, letter in enumerate("ABC"):
        draw.rectangle((30 + 70 * i, 164, 86 + 70 * i, 220), fill=(20, 90, 170))
        _text(draw, (58 + 70 * i, 192), letter, 50, 44, (255, 255, 255))
    _small_print(rng, draw, 128, ink, low=240)
    return np.array(image, dtype=np.uint8)


def voltage_label(rng: np.random.Generator) -> Label:
    """A warning sticker of an electric device, (128, 256, 3)."""
    yellow = rng.random() < 0.6
    ground: RGB = (245, 200, 20) if yellow else (24, 24, 26)
    ink: RGB = (10, 10, 10) if yellow else (240, 240, 235)
    image = Image.new("RGB", (256, 128), ground)
    draw = ImageDraw.Draw(image)
    draw.rectangle((4, 4, 251, 123), outline=ink, width=4)
    bolt(draw, 44, 64, 44)
    _stack(draw, _pick(rng, VOLT_WORDS), (164, 64), 150, 90, ink)
    return np.array(image, dtype=np.uint8)


def screen_label(rng: np.random.Generator) -> Label:
    """A lit display: clock, signal bars, icons or a map-like picture, (480, 256, 3)."""
    base = rng.integers(10, 90, 3)
    image = Image.fromarray(_gradient(480, 256, tuple(base), tuple(rng.integers(20, 230, 3))))
    draw = ImageDraw.Draw(image)
    _text(
        draw, (128, 90), f"{rng.integers(0, 24):02d}:{rng.integers(0, 60):02d}", 180, 80, (250,) * 3
    )
    for i in range(5):
        for j in range(4):
            x, y = 34 + 54 * j, 190 + 56 * i
            colour = tuple(int(v) for v in rng.integers(60, 255, 3))
            draw.rounded_rectangle((x, y, x + 36, y + 36), 8, fill=colour)
    return np.array(image, dtype=np.uint8)


def _pick(rng: np.random.Generator, options: Sequence[T]) -> T:
    return options[int(rng.integers(len(options)))]


def _pepper_colours(rng: np.random.Generator) -> tuple[RGB, RGB, RGB]:
    return _pick(
        rng,
        (
            ((18, 18, 20), (225, 30, 25), (248, 248, 248)),
            ((200, 20, 22), (250, 210, 30), (255, 255, 255)),
            ((235, 110, 15), (20, 20, 20), (20, 20, 20)),
            ((245, 205, 25), (200, 20, 20), (15, 15, 15)),
            ((240, 240, 238), (205, 20, 22), (20, 20, 24)),
            ((20, 40, 95), (240, 200, 30), (250, 250, 250)),
            ((30, 32, 34), (245, 200, 25), (245, 200, 25)),
        ),
    )


def _pepper_ground(rng: np.random.Generator, draw: ImageDraw.ImageDraw, accent: RGB) -> None:
    """A band, flames, stripes or nothing behind the words."""
    kind = int(rng.integers(4))
    if kind == 0:
        draw.rectangle((0, 0, 512, 14), fill=accent)
        draw.rectangle((0, 300, 512, 320), fill=accent)
    elif kind == 1:
        for x in range(-40, 540, 44):
            draw.polygon(
                [(x, 320), (x + 20, 240 + int(rng.integers(40))), (x + 44, 320)], fill=accent
            )
    elif kind == 2:
        for x in range(-20, 540, 40):
            draw.polygon([(x, 22), (x + 20, 22), (x + 34, 0), (x + 14, 0)], fill=accent)


def _soft_colours(rng: np.random.Generator) -> tuple[RGB, RGB, RGB]:
    """Two ground colours and an ink: plain white, black, silver or pale as often as strong."""
    plain = _pick(rng, ((245, 245, 240), (24, 24, 28), (196, 198, 200), (225, 235, 245)))
    top = np.array(plain) if rng.random() < 0.5 else rng.integers(20, 256, 3)
    bottom = np.clip(top + rng.integers(-90, 90, 3), 0, 255)
    ink: RGB = (20, 24, 40) if int(top.sum()) > 390 else (250, 250, 250)
    return _rgb(top), _rgb(bottom), ink


def _rgb(values: NDArray[np.int64]) -> RGB:
    return int(values[0]), int(values[1]), int(values[2])


def _gradient(height: int, width: int, top: Sequence[int], bottom: Sequence[int]) -> Label:
    t = np.linspace(0, 1, height)[:, None, None]
    line = np.array(top) * (1 - t) + np.array(bottom) * t
    return np.ascontiguousarray(np.broadcast_to(line, (height, width, 3)).astype(np.uint8))


def _decor(rng: np.random.Generator, draw: ImageDraw.ImageDraw, ink: RGB) -> None:
    """Dots, a wave or a flower between the lines of a household label."""
    colour = _rgb(rng.integers(40, 256, 3))
    if rng.random() < 0.5:
        for _ in range(14):
            x, y, r = (int(rng.integers(*span)) for span in ((90, 420), (240, 330), (4, 20)))
            draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)
    else:
        across = np.arange(0, 512, 8)
        wave = 275 + 18 * np.sin(across / 40 + rng.uniform(0, 6))
        draw.line([*zip(across.tolist(), wave.tolist(), strict=True)], fill=colour, width=22)
        draw.line([(0, 300), (512, 300)], fill=ink, width=3)


def _small_print(
    rng: np.random.Generator, draw: ImageDraw.ImageDraw, x: int, ink: RGB, low: int = 60
) -> None:
    """Lines of print too small to read, and a bar code."""
    for y in range(low, low + 70, 9):
        half = int(rng.integers(24, 46))
        draw.line([(x - half, y), (x + half, y)], fill=ink, width=3)
    if low < 100:
        draw.rectangle((x - 40, 180, x + 40, 230), fill=(250, 250, 250))
        for bar_x in range(x - 34, x + 34, 4):
            draw.rectangle((bar_x, 184, bar_x + int(rng.integers(0, 3)), 226), fill=(0, 0, 0))


def font(size: int, text: str) -> Font | None:
    """A bold font of `size` px that can write the text, or None where the system has none."""
    try:
        return ImageFont.truetype("DejaVuSans-Bold.ttf", size)
    except OSError:  # not every system has it
        return ImageFont.load_default(size) if text.isascii() else None


def _text(
    draw: ImageDraw.ImageDraw,
    centre: tuple[float, float],
    text: str,
    width: int,
    size: int,
    ink: RGB,
) -> None:
    """One line about a centre, made small enough for a width."""
    bold = font(size, text)
    if bold is None:
        return
    length = bold.getlength(text)
    if length > width:
        bold = font(max(8, int(size * width / length)), text) or bold
    draw.text(centre, text, font=bold, fill=ink, anchor="mm")


def _stack(
    draw: ImageDraw.ImageDraw,
    words: str,
    centre: tuple[float, float],
    width: int,
    height: int,
    ink: RGB,
) -> None:
    """Words one below the other about a centre."""
    lines = words.split(" ")
    pitch = height / len(lines)
    for i, line in enumerate(lines):
        y = centre[1] + (i - (len(lines) - 1) / 2) * pitch
        _text(draw, (centre[0], y), line, width, int(min(pitch * 1.05, 60)), ink)
