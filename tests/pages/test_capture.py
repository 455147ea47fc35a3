"""The capture guide in pictures: each pair says in words, sign and picture what to do."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from datasets.studio.capture import NAMES
from pages.capture import PAIRS, PICTURES, RIGHT, WRONG, Example, capture_guide
from pages.look import STYLE_SHEET
from tests.pages.outline import outline, words
from tests.pages.test_style import LEAST_CONTRAST, contrast, palette

SHEET = STYLE_SHEET.with_name("capture.css")
MADE = "rendered picture, not a photo"


def test_every_picture_of_the_studio_stands_in_one_pair_and_is_there() -> None:
    shown = [each for pair in PAIRS for each in (pair.right, pair.wrong)]
    assert [each.name for each in shown] == list(NAMES)
    assert {each.file for each in shown} == set(PICTURES.iterdir())


def test_every_picture_has_its_own_alternative_text_that_says_what_it_is() -> None:
    read = outline(capture_guide())
    assert len(set(read.alts)) == len(read.alts) == 2 * len(PAIRS)
    for at, alt in enumerate(read.alts):
        assert alt is not None
        assert alt.startswith(("Right: ", "Wrong: ")[at % 2])
        assert alt.lower().endswith(f"{MADE}.")


def test_there_is_no_heading_and_every_caption_says_rendered() -> None:
    html = capture_guide()
    assert outline(html).headings == []
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", html)
    assert len(captions) == 2 * len(PAIRS)
    assert all(MADE in caption for caption in captions)


def test_right_and_wrong_differ_in_word_and_in_shape() -> None:
    assert RIGHT.word != WRONG.word
    assert RIGHT.drawing != WRONG.drawing
    html = capture_guide()
    for sign in (RIGHT, WRONG):
        assert html.count(f"<span>{sign.word}</span>") == html.count(sign.drawing) == len(PAIRS)
    for pair in PAIRS:
        for each in (pair.right, pair.wrong):
            assert each.sentence in words(html)
            assert len(each.sentence) <= 50  # read at a glance


def test_an_example_without_a_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="needs name, shows and sentence"):
        Example("whole", "", "Step back.")


@pytest.mark.parametrize("name", ["right", "wrong"])
@pytest.mark.parametrize("scheme", [":root", ".dark"])
def test_the_words_on_a_sign_can_be_read(scheme: str, name: str) -> None:
    block = re.search(rf"^{re.escape(scheme)} {{(.*?)}}", SHEET.read_text("utf-8"), re.MULTILINE)
    assert block is not None
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", block[1]))
    assert contrast(colours[name], palette(":root")["sign-ink"]) >= LEAST_CONTRAST


@pytest.mark.parametrize("width", [360, 1280])
def test_a_pair_stands_side_by_side_and_nothing_runs_out(browser: Browser, width: int) -> None:
    style = STYLE_SHEET.read_text("utf-8") + SHEET.read_text("utf-8")
    inside = f'<details class="fold" open><summary>How</summary>{capture_guide()}</details>'
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.set_content(f"<style>{style}</style><div class='sheet guide'>{inside}</div>")
    pairs = page.locator(".capture-pair")
    assert pairs.count() == len(PAIRS)
    for at in range(len(PAIRS)):
        right, wrong = (pairs.nth(at).locator("figure").nth(k).bounding_box() for k in (0, 1))
        assert right is not None
        assert wrong is not None
        assert right["y"] == pytest.approx(wrong["y"], abs=1)
        assert right["x"] + right["width"] <= wrong["x"]
        assert wrong["x"] + wrong["width"] <= width
        assert right["width"] >= 120
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
