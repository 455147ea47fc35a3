"""Measuring by a bank card in the photo: by finger, mouse and keyboard, as a browser does."""

from __future__ import annotations

import re

import numpy as np
from playwright.sync_api import FilePayload, Page, expect

from model.photo import encode_jpeg
from tests.pages import fakes, test_object_journeys
from tests.pages.test_inspection_page import say, to_a_measurement
from tests.pages.test_object_journeys import give, payload

page = test_object_journeys.page  # the fixture: an opened page, on a desk and on a phone


def card_photo() -> FilePayload:
    """A yellow scene with a white card of 4 px per mm, its upper left corner at (100, 100)."""
    pixels = fakes.scene(fakes.YELLOW, 1000, 750)
    pixels[100:316, 100:442] = 250
    return {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": encode_jpeg(pixels)}


CARD = ((100.0, 100.0), (442.0, 100.0), (442.0, 316.0), (100.0, 316.0))

# 45 mm wide, in steps of 40 degrees.
CIRCLE = tuple(
    (600 + 90 * float(np.cos(turn)), 520 + 90 * float(np.sin(turn)))
    for turn in np.deg2rad(range(0, 360, 40))
)


def tap(page: Page, x: float, y: float) -> None:
    """A click at a place of the picture, in its pixels; an enlarged one is scrolled there.

    In one step with finding the place, as what an answer adds above may move the picture.
    """
    page.locator("svg.measured").evaluate(
        """(drawing, [x, y]) => {
          const view = drawing.closest('.measure-view');
          const scale = drawing.getBoundingClientRect().width / 1000;
          view.scrollIntoView({block: 'center', behavior: 'instant'});
          view.scrollTo({left: x * scale - view.clientWidth / 2,
            top: y * scale - view.clientHeight / 2, behavior: 'instant'});
          const box = drawing.getBoundingClientRect();
          const at = {clientX: box.left + x * scale, clientY: box.top + y * scale};
          document.elementFromPoint(at.clientX, at.clientY)
            .dispatchEvent(new MouseEvent('click', {bubbles: true, ...at}));
        }""",
        [x, y],
    )


def enlarge(page: Page) -> None:
    """Four times: a finger on a small picture is not exact enough."""
    for _ in range(2):
        page.locator("#measure-board").get_by_role("button", name="Enlarge").click()


def measure_170_mm(page: Page) -> None:
    page.get_by_role("button", name="Measure by a bank card").click()
    expect(page.locator(".next-step")).to_contain_text("corner 1 of 4")
    for x, y in CARD:
        tap(page, x, y)
    expect(page.locator(".next-step")).to_contain_text("Tap both ends")
    tap(page, 100, 500)
    tap(page, 780, 500)


def test_a_length_is_measured_by_the_card_in_the_photo(page: Page) -> None:
    give(page, card_photo())
    measure_170_mm(page)
    said = page.locator("#measure-said .length")
    expect(said).to_contain_text("mm (")
    assert 160 < float(said.inner_text().split()[0]) < 180
    page.get_by_role("button", name="Take back the last point").click()
    expect(said).to_have_count(0)


def test_the_last_of_quick_taps_counts(page: Page) -> None:
    """Taps that come faster than answers: what is said is of all points, as they are drawn."""
    give(page, card_photo())
    page.get_by_role("button", name="Measure by a bank card").click()
    expect(page.locator(".next-step")).to_contain_text("corner 1 of 4")
    enlarge(page)
    page.locator("svg.measured").evaluate(
        """async (drawing, points) => {
          const server = window.fetch;  // slow, as a busy one is
          window.fetch = async (...asked) => {
            await new Promise((done) => setTimeout(done, 300));
            return server(...asked);
          };
          for (const [x, y] of points) {
            const box = drawing.getBoundingClientRect(), scale = box.width / 1000;
            drawing.dispatchEvent(new MouseEvent('click', { bubbles: true,
              clientX: box.left + x * scale, clientY: box.top + y * scale }));
            await new Promise((done) => setTimeout(done, 40));
          }
          drawing.closest('.measure').querySelector('input[value=ring]').click();
          drawing.closest('.measure').querySelector('input[value=line]').click();
          drawing.closest('.measure').querySelector('input[value=ring]').click();
        }""",
        [*CARD, *CIRCLE],
    )
    said = page.locator("#measure-said .length")
    expect(said).to_contain_text(re.compile(r"^14\d mm"))  # along a line it would be 123


def test_a_height_that_is_told_later_counts_too(page: Page) -> None:
    give(page, card_photo())
    measure_170_mm(page)
    said = page.locator("#measure-said .length")
    expect(said).to_contain_text("mm (")
    before = said.inner_text()
    page.get_by_label("The edge lies above the card by").fill("10")
    expect(said).not_to_have_text(before)
    assert float(said.inner_text().split()[0]) < float(before.split()[0])  # nearer, so smaller


def test_points_are_moved_by_keyboard(page: Page) -> None:
    give(page, card_photo())
    page.get_by_role("button", name="Measure by a bank card").click()
    page.get_by_role("button", name="Add a point by keyboard").click()
    circle = page.locator("svg.measured circle")
    expect(circle).to_be_focused()
    before = float(circle.get_attribute("cx") or "nan")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert float(circle.get_attribute("cx") or "nan") == before + 11
    page.keyboard.press("Delete")
    expect(circle).to_have_count(0)


def test_four_taps_that_are_no_card_get_a_sentence(page: Page) -> None:
    give(page, card_photo())
    page.get_by_role("button", name="Measure by a bank card").click()
    for x, y in ((100, 100), (900, 110), (910, 160), (110, 700), (300, 300), (500, 300)):
        tap(page, x, y)
    expect(page.locator("#measure-said [role=alert]")).to_contain_text("card")


def test_a_measured_length_answers_the_question_and_is_saved_with_its_photo(page: Page) -> None:
    give(page, card_photo())
    say(page, *to_a_measurement("handcuffs"))
    page.locator("#measured").wait_for()
    page.get_by_role("button", name="Measure by a bank card").click()
    enlarge(page)
    for x, y in CARD:
        tap(page, x, y)
    page.get_by_label("All round an opening").check()
    for x, y in CIRCLE:
        tap(page, x, y)
    take = page.get_by_role("button", name="as the answer to:")
    take.wait_for()
    expect(take).to_contain_text("Take 14")  # mm; what was tapped last is measured too
    take.click()
    expect(page.locator("#questions .given")).to_contain_text("mm")
    expect(take).to_be_hidden()
    with page.expect_file_chooser() as chooser:  # another photo does not make it typed by hand
        page.get_by_role("button", name="Add photos of the same object").click()
    chooser.value.set_files([payload(fakes.YELLOW, "b.jpg")])
    expect(page.locator("#answer-head .seen-photo")).to_have_count(2)
    page.get_by_label("Your name").fill("A")
    page.get_by_label("Reference: number").fill("SHIP-A")
    page.get_by_role("button", name="Save to the register").click()
    page.locator("#saved a").click()
    expect(page.get_by_text("Measured in photo 1, whose SHA-256 begins with")).to_be_visible()
    expect(page.get_by_text("The questions were about")).to_be_visible()
