"""The label page as a labeller uses it: by keys at a desk, by finger on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from datasets.library.library import Library
from datasets.library.querying import Wanted
from datasets.library.record import Item, State
from tests.pages.browser import free_port, serving
from tests.pages.serve_label import fill
from tests.pages.test_accessibility import findings
from tests.pages.test_inspection_page import PHONE, WIDE

PHOTOS = 60
ANNA, BEN = "Anna", "Ben"
WAIT_MS = 15000
SHOWN = ".label-frame img"
TODO = Wanted(state=State.TODO)


@dataclass(frozen=True, slots=True)
class Bench:
    """A running label page and its library, opened a second time."""

    address: str
    library: Library

    def first(self) -> Item:
        """The photo that the page begins with."""
        return self.library.next_photos(TODO, limit=1)[0]

    def done(self, item: Item) -> Item:
        """The photo as it is now."""
        return self.library.get(item.sha256)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("label") / "library"
    with Library(folder, create=True) as library:
        fill(library, PHOTOS)
        port = free_port()
        command = ["-m", "tests.pages.serve_label", str(port), str(folder)]
        with serving(command, port, tmp_path_factory.mktemp("log")) as running:
            yield Bench(running.address, library)


@contextmanager
def labelling(
    browser: Browser, bench: Bench, name: str = ANNA, **options: object
) -> Iterator[Page]:
    """The page with its first photo, oldest first; no error may come up in it."""
    errors: list[str] = []
    with browser.new_context(**{"viewport": WIDE, **options}) as context:  # type: ignore[arg-type]
        page = opened(context, bench, name)
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
    assert errors == []


def opened(context: BrowserContext, bench: Bench, name: str) -> Page:
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(f"{bench.address}/label")
    page.wait_for_selector(SHOWN)
    page.click("text=Which photos, and in which order")
    page.select_option("#label-order", "oldest")
    page.fill("#label-name", name)
    page.locator(".label-room").first.click(position={"x": 2, "y": 2})
    page.evaluate("document.activeElement.blur()")
    shows(page, bench.first())
    return page


def shows(page: Page, item: Item) -> None:
    """Wait until the page shows a photo, decoded."""
    page.wait_for_function(
        """(sha) => { const frame = document.querySelector('.label-frame'),
          image = frame?.querySelector('img');
          return frame?.dataset.sha256 === sha && image?.complete && image.naturalWidth > 0; }""",
        arg=item.sha256,
    )


def says(page: Page, words: str) -> None:
    page.wait_for_function(
        "(words) => document.querySelector('.label-said').textContent.includes(words)", arg=words
    )


def test_a_number_labels_and_shows_the_next_photo(browser: Browser, bench: Bench) -> None:
    first, second = bench.library.next_photos(TODO, limit=2)
    with labelling(browser, bench) as page:
        proposal = page.locator(".label-proposals button").first
        label = proposal.get_attribute("data-label")
        assert "%" in proposal.inner_text()
        page.keyboard.press("1")
        shows(page, second)
        says(page, "Saved")
        now = bench.done(first).record
        assert (now.label, now.labelled_by, now.state) == (label, ANNA, State.LABELLED)
        assert "have an answer" in page.inner_text(".label-count")
        assert page.locator(".label-recent button").count() == 1


def test_undo_takes_back_and_goes_back(browser: Browser, bench: Bench) -> None:
    first, second = bench.library.next_photos(TODO, limit=2)
    with labelling(browser, bench) as page:
        page.keyboard.press("2")
        shows(page, second)
        page.keyboard.press("u")
        shows(page, first)
        says(page, "Taken back")
        assert bench.done(first).record.label is None
        page.keyboard.press("1")
        page.keyboard.press("Control+z")  # before the answer has come
        shows(page, first)
        says(page, "Taken back")
        assert bench.done(first).record.label is None
        page.keyboard.press("1")
        says(page, "Saved")
        assert bench.done(first).record.label


def test_skipping_and_going_to_and_fro_changes_nothing(browser: Browser, bench: Bench) -> None:
    first, second, third = bench.library.next_photos(TODO, limit=3)
    with labelling(browser, bench) as page:
        for key, item in (("s", second), ("ArrowRight", third), ("ArrowLeft", second)):
            page.keyboard.press(key)
            shows(page, item)
        page.keyboard.press("ArrowLeft")
        shows(page, first)
        assert [bench.done(each) for each in (first, second)] == [first, second]


def test_one_who_cannot_tell_says_so(browser: Browser, bench: Bench) -> None:
    first = bench.first()
    with labelling(browser, bench) as page:
        page.keyboard.press("0")
        says(page, "Saved: you could not tell")
        assert bench.done(first).record.state is State.CANNOT_TELL


def test_the_search_finds_any_class_and_a_recent_one_has_a_letter(
    browser: Browser, bench: Bench
) -> None:
    first, second, third = bench.library.next_photos(TODO, limit=3)
    with labelling(browser, bench) as page:
        page.keyboard.press("/")
        page.keyboard.type("thumb")
        assert "Thumb" in page.locator("#label-found [role=option]").first.inner_text()
        page.keyboard.press("Enter")
        shows(page, second)
        page.keyboard.press("q")
        shows(page, third)
        says(page, "Saved")
        assert bench.done(first).record.label == "thumb_cuffs"
        assert bench.done(second).record.label == "thumb_cuffs"


def test_a_class_that_nobody_knows_is_asked_twice(browser: Browser, bench: Bench) -> None:
    first = bench.first()
    with labelling(browser, bench) as page:
        page.keyboard.press("/")
        page.keyboard.type("Zebra Grip")
        page.keyboard.press("Enter")
        says(page, "Choose it again")
        assert bench.done(first).record.label is None
        page.keyboard.press("Enter")
        says(page, "Saved")
        assert bench.done(first).record.label == "zebra_grip"


def test_several_goods_need_a_box_drawn_with_the_mouse(browser: Browser, bench: Bench) -> None:
    first, second = bench.library.next_photos(TODO, limit=2)
    with labelling(browser, bench) as page:
        page.keyboard.press("m")
        page.keyboard.press("1")
        says(page, "draw a box")
        assert bench.done(first) == first
        place = page.locator(".label-frame").bounding_box()
        assert place is not None
        x, y, w, h = place["x"], place["y"], place["width"], place["height"]
        page.mouse.move(x + 0.25 * w, y + 0.25 * h)
        page.mouse.down()
        page.mouse.move(x + 0.75 * w, y + 0.5 * h, steps=4)
        page.mouse.up()
        page.keyboard.press("1")
        shows(page, second)
        says(page, "Saved")
        record = bench.done(first).record
        assert record.several_goods
        assert record.box is not None
        drawn = (record.box.x, record.box.y, record.box.w, record.box.h)
        assert drawn == pytest.approx((0.25, 0.25, 0.5, 0.25), abs=0.01)


def test_a_box_is_drawn_with_arrow_keys_alone(browser: Browser, bench: Bench) -> None:
    first = bench.first()
    with labelling(browser, bench) as page:
        page.keyboard.press("b")
        for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowDown"):
            page.keyboard.press(key)
        page.keyboard.press("1")
        says(page, "Saved")
        box = bench.done(first).record.box
        assert box is not None
        assert (box.x, box.y, box.w, box.h) == pytest.approx((0.24, 0.24, 0.51, 0.51))


def test_without_a_name_nothing_is_labelled(browser: Browser, bench: Bench) -> None:
    first = bench.first()
    with labelling(browser, bench, name="") as page:
        page.keyboard.press("1")
        says(page, "Write your name first")
        assert page.evaluate("document.activeElement.id") == "label-name"
        assert bench.done(first) == first


def test_who_was_quicker_is_named_and_the_photo_comes_back(browser: Browser, bench: Bench) -> None:
    first = bench.first()
    with labelling(browser, bench) as page:
        bench.library.label([(first.sha256, first.version)], "handcuffs", BEN)
        page.keyboard.press("2")
        says(page, f"{BEN} changed photo")
        shows(page, first)
        assert BEN in page.inner_text(".label-state")
        assert bench.done(first).record.label == "handcuffs"  # nothing was overwritten
        page.keyboard.press("0")  # now on purpose
        says(page, "Saved: you could not tell")
        assert bench.done(first).record.labelled_by == ANNA


def test_the_choice_of_photos_ends_and_begins_again(browser: Browser, bench: Bench) -> None:
    bench.library.label([(bench.first().sha256, bench.first().version)], "whistle_x", BEN)
    with labelling(browser, bench) as page:
        page.select_option("#label-state", "rejected")
        says(page, "No further photo fits")
        page.keyboard.press("1")  # nothing to label
        page.select_option("#label-state", "todo")
        shows(page, bench.first())


def test_keys_can_be_turned_off_and_are_listed(browser: Browser, bench: Bench) -> None:
    first = bench.first()
    with labelling(browser, bench) as page:
        page.keyboard.press("?")
        dialog = page.locator("dialog.label-help").first
        assert dialog.is_visible()
        assert findings(page) == []
        page.uncheck("#label-keys-on")
        page.keyboard.press("Escape")
        page.keyboard.press("1")
        page.wait_for_timeout(300)
        assert bench.done(first) == first


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way_of_anybody(
    browser: Browser, bench: Bench, scheme: Literal["light", "dark"]
) -> None:
    with labelling(browser, bench, color_scheme=scheme) as page:
        page.keyboard.press("m")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Escape")
        page.focus("#label-find")
        page.keyboard.type("cuff")
        assert findings(page) == []


def test_a_phone_labels_and_draws_with_a_finger(browser: Browser, bench: Bench) -> None:
    first, second = bench.library.next_photos(TODO, limit=2)
    with labelling(
        browser, bench, viewport=PHONE, has_touch=True, is_mobile=True, color_scheme="dark"
    ) as page:
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"]
        page.tap("[data-do=several]")
        frame = page.locator(".label-frame").first
        frame.scroll_into_view_if_needed()
        place = frame.bounding_box()
        assert place is not None
        touch = page.context.new_cdp_session(page)
        spots = [(0.2, 0.2), (0.5, 0.5), (0.8, 0.6)]
        at = [
            {"x": place["x"] + x * place["width"], "y": place["y"] + y * place["height"]}
            for x, y in spots
        ]
        for kind, points in (
            ("touchStart", at[:1]),
            ("touchMove", at[1:2]),
            ("touchMove", at[2:]),
            ("touchEnd", []),
        ):
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        assert findings(page) == []
        page.locator(".label-proposals button").first.tap()
        shows(page, second)
        says(page, "Saved")
        box = bench.done(first).record.box
        assert box is not None
        assert (box.x, box.y, box.w, box.h) == pytest.approx((0.2, 0.2, 0.6, 0.4), abs=0.02)
