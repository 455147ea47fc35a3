"""A trainer works through a queue on a phone, and names a new product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from datasets.library.intake import prepare
from datasets.library.library import Library
from datasets.library.record import Item, State
from model.photo import encode_jpeg
from tests.datasets.library.made import ANNA, TERMS
from tests.pages.browser import free_port, serving
from tests.pages.test_accessibility import findings
from tests.pages.test_inspection_page import PHONE

WAIT_MS = 60000
COLOURS = {"handcuffs": (190, 60, 60), "plain_baton": (60, 170, 70), "hood": (60, 70, 190)}
OBJECTS, STRANGERS = 12, 5


@dataclass(frozen=True, slots=True)
class Bench:
    """A running page and its library, opened a second time."""

    address: str
    library: Library
    wrong: Item


def _photo(library: Library, seed: int, colour: tuple[int, int, int], **said: object) -> Item:
    rng = np.random.default_rng(seed)
    quarters = np.clip(np.array(colour) + rng.normal(0, 12, (2, 2, 3)), 0, 255)
    large = quarters.repeat(120, axis=0).repeat(160, axis=1)
    pixels = np.clip(large + rng.normal(0, 6, large.shape), 0, 255).astype(np.uint8)
    item = library.add(prepare(encode_jpeg(pixels), f"{seed}.jpg", said, TERMS), ANNA)
    assert item is not None
    return item


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    root = tmp_path_factory.mktemp("mistakes")
    with Library(root / "library", create=True) as library:
        items = [
            _photo(library, 100 * kind + at, colour, group=f"{label} {at}",
                   label="hood" if (label, at) == ("handcuffs", 3) else label)
            for kind, (label, colour) in enumerate(COLOURS.items())
            for at in range(OBJECTS)
        ]  # fmt: skip
        for at in range(STRANGERS):
            _photo(library, 900 + at, (205, 205, 205))
        port = free_port()
        command = ["-m", "tests.pages.serve_mistakes", str(port), str(library.path)]
        with serving(command, port, tmp_path_factory.mktemp("log")) as running:
            yield Bench(running.address, library, items[3])


@pytest.fixture
def page(browser: Browser, bench: Bench) -> Iterator[Page]:
    errors: list[str] = []
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(bench.address)
        yield page
        assert errors == []


def test_a_wrong_label_is_found_taken_back_and_left(page: Page, bench: Bench) -> None:
    page.get_by_role("button", name="Search for mistakes").click()
    page.get_by_role("button", name="Wrong labels 1").click()
    entry = page.locator(f"[data-photo='{bench.wrong.sha256}']")
    expect(entry).to_contain_text("Hood")
    expect(page.locator("#mistakes-whole")).to_contain_text("only the border")
    entry.get_by_role("button", name="It is Handcuffs").click()
    said = page.locator("#mistakes-shown .mistakes-said")
    expect(said).to_contain_text("your name")  # nobody is named yet, so nothing is written
    assert bench.library.get(bench.wrong.sha256).record.label == "hood"

    page.locator("#mistakes-name input, #mistakes-name textarea").fill(ANNA)
    entry.get_by_role("button", name="It is Handcuffs").click()
    expect(said).to_have_text("The label is handcuffs now.")
    expect(entry).to_have_count(0)
    assert bench.library.get(bench.wrong.sha256).record.label == "handcuffs"
    page.get_by_role("button", name="Undo").first.click()
    expect(entry).to_be_visible()
    assert bench.library.get(bench.wrong.sha256).record.label == "hood"

    entry.locator("input[data-field]").fill("no such class")
    entry.get_by_role("button", name="Use this label").click()
    expect(said).to_contain_text("No class is called")
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0
    assert findings(page) == []
    entry.get_by_role("button", name="Leave as it is").click()
    expect(entry).to_have_count(0)
    assert bench.library.get(bench.wrong.sha256).record.label == "hood"
    page.get_by_role("button", name="Undo").first.click()
    expect(entry).to_be_visible()


def test_a_heap_of_strangers_is_named_and_taken_back(page: Page, bench: Bench) -> None:
    page.get_by_role("tab", name="New products").click()
    page.get_by_role("button", name="Search for new products").click()
    heap = page.locator("[data-heap='0']")
    expect(heap).to_contain_text(f"Heap 1: {STRANGERS} photos")
    page.locator("#strangers-name input, #strangers-name textarea").fill(ANNA)
    heap.locator("input[data-chosen]").first.uncheck()
    heap.locator("input[data-field]").fill("Shock vest")
    heap.get_by_role("button", name="Label the chosen photos").click()
    said = page.locator("#strangers-shown .mistakes-said")
    expect(said).to_have_text(f"{STRANGERS - 1} photos are labelled shock_vest now.")
    counts = bench.library.counts_by_label()
    assert counts["shock_vest"] == {State.LABELLED: STRANGERS - 1}
    assert findings(page) == []
    page.locator("#strangers-shown").get_by_role("button", name="Undo").click()
    expect(said).to_contain_text("Taken back")
    assert "shock_vest" not in bench.library.counts_by_label()
    expect(heap).to_contain_text(f"Heap 1: {STRANGERS} photos")
