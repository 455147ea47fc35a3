"""A trainer teaches a class on the page: sees the photos, what would change, accepts, undoes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from datasets.library import taught
from datasets.library.library import Library
from datasets.library.taught_card import Step
from tests.datasets.library.taught_made import base_weights, photos
from tests.pages.browser import free_port, serving
from tests.pages.test_accessibility import findings
from tests.pages.test_inspection_page import PHONE

WAIT_MS = 60000


@dataclass(frozen=True, slots=True)
class Bench:
    """A running page and its library, opened a second time."""

    address: str
    library: Library


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    root = tmp_path_factory.mktemp("teach")
    weights = base_weights(root / "weights")
    with Library(root / "library", create=True) as library:
        photos(library, "ring", "train", 5, 0)
        photos(library, "ring", "test", 3, 20)
        photos(library, "handcuffs", "test", 3, 40)
        photos(library, "padlock", "train", 2, 60)
        port = free_port()
        command = ["-m", "tests.pages.serve_teach", str(port), str(library.path), str(weights)]
        with serving(command, port, tmp_path_factory.mktemp("log")) as running:
            yield Bench(running.address, library)


def choose(page: Page, words: str) -> None:
    """Choose a class by its words in the list."""
    field = page.locator("#teach-class input")
    field.click()
    page.get_by_role("option", name=words).click()


def test_a_class_is_taught_accepted_and_taken_back_on_a_phone(
    browser: Browser, bench: Bench, tmp_path: Path
) -> None:
    errors: list[str] = []
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(bench.address)
        expect(page.locator("#teach-networks")).to_contain_text(
            "The released network holds everywhere", timeout=WAIT_MS
        )
        expect(page.locator("#teach-ready")).to_contain_text("ring: 5 accepted")
        band = "e => getComputedStyle(e.closest('.form')).backgroundColor"
        assert page.locator("#teach-name").evaluate(band) == "rgba(0, 0, 0, 0)"
        choose(page, "ring: 5 accepted")
        expect(page.locator("#teach-chosen img")).to_have_count(5, timeout=WAIT_MS)
        loaded = (
            "() => [...document.querySelectorAll('#teach-chosen img')].every(i => i.naturalWidth)"
        )
        page.locator("#teach-chosen").scroll_into_view_if_needed()
        page.wait_for_function(loaded)
        page.get_by_label("Photo 5", exact=True).uncheck()
        page.get_by_role("button", name="Teach", exact=True).click()
        expect(page.locator("#teach-said")).to_contain_text(
            "Write your name first", timeout=WAIT_MS
        )
        page.locator("#teach-name textarea, #teach-name input").first.fill("Anna")
        page.get_by_role("button", name="Teach", exact=True).click()
        expect(page.locator("#teach-said progress")).to_be_visible(timeout=WAIT_MS)
        outcome = page.locator("#teach-outcome")
        expect(outcome).to_contain_text("It learned a new class: ring", timeout=WAIT_MS)
        expect(outcome).to_contain_text("Learned from 4 photos. Nothing has changed yet.")
        expect(outcome).to_contain_text("Test photos of ring named rightly")
        expect(outcome).to_contain_text("3 test photos of ring tell little")
        assert taught.current(bench.library) is None
        wide = "() => document.documentElement.scrollWidth <= window.innerWidth"
        assert page.evaluate(wide), "nothing is wider than the phone"
        assert findings(page) == []
        page.get_by_role("button", name="Accept").click()
        expect(page.locator("#teach-networks")).to_contain_text("--weights", timeout=WAIT_MS)
        held = taught.every(bench.library)[-1]
        assert (held.step, held.events[-1].by) == (Step.ACCEPTED, "Anna")
        expect(page.locator("#teach-networks")).to_contain_text(held.card.file("onnx"))
        page.get_by_role("button", name="Undo the last accepted").click()
        expect(page.locator("#teach-said")).to_contain_text("is undone", timeout=WAIT_MS)
        assert taught.current(bench.library) is None
    assert errors == []


def test_a_class_with_too_few_photos_says_what_to_do(browser: Browser, bench: Bench) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.goto(bench.address)
        choose(page, "Padlock: 2 photos, 3 are needed")
        expect(page.locator("#teach-said")).to_contain_text(
            "2 photos of padlock can be learned from, 3 are needed", timeout=WAIT_MS
        )
        assert not page.locator("#teach-start").is_visible()
