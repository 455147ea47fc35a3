"""The colours can be read, and nothing in the style asks for a file or a font."""

from __future__ import annotations

import re

import pytest

from catalogue.law import Status
from pages.look import STYLE_SHEET, theme
from pages.status import SIGNS, UNKNOWN, UNREADABLE, UNSURE, badge

# What a photo's class can have under the lists of the European Union.
OF_CLASSES = (
    *(Status.PROHIBITED, Status.EXPORT_AUTHORISATION),
    *(Status.DEPENDS, Status.NOT_LISTED),
)
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, text of any size
SIGN_COLOURS = ("prohibited", "authorisation", "depends", "not-listed", "unsure")
# (text, ground) of every pair the style sheet uses.
PAIRS = [
    ("ink", "page"),
    ("ink", "paper"),
    ("soft", "page"),
    ("soft", "paper"),
    ("action", "paper"),
    ("action", "page"),
    ("warn-ink", "warn"),
    *(("sign-ink", colour) for colour in SIGN_COLOURS),
]


def palette(selector: str) -> dict[str, str]:
    """Custom colours of one block of the style sheet; dark takes what it lacks from light."""
    text = STYLE_SHEET.read_text(encoding="utf-8")
    block = re.search(rf"^{re.escape(selector)} {{(.*?)}}", text, re.MULTILINE | re.DOTALL)
    assert block is not None, f"{selector} is missing"
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block[1]))


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    colours = palette(":root")
    if scheme == "dark":
        colours |= palette(".dark")
    assert contrast(colours[text], colours[ground]) >= LEAST_CONTRAST


def test_every_sign_has_its_colour_in_the_style_sheet() -> None:
    style = STYLE_SHEET.read_text(encoding="utf-8")
    for sign in (*SIGNS.values(), UNSURE, UNKNOWN, UNREADABLE):
        assert f".{sign.colour} {{" in style or f".{sign.colour}," in style


def test_every_status_has_its_own_word_and_a_class_its_own_icon_and_colour() -> None:
    assert set(SIGNS) == set(Status)
    assert len({sign.word for sign in SIGNS.values()}) == len(Status)
    for field in ("colour", "drawing"):
        assert len({getattr(SIGNS[status], field) for status in OF_CLASSES}) == len(OF_CLASSES)


def test_a_badge_says_its_status_in_words_and_hides_its_icon_from_readers() -> None:
    made = badge(Status.PROHIBITED)
    assert "<span>Prohibited</span>" in made
    assert 'aria-hidden="true"' in made


def test_style_and_theme_ask_for_no_file_and_no_font() -> None:
    style = STYLE_SHEET.read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style
    made = theme()
    assert made._stylesheets == []
    assert made._font_css == []
