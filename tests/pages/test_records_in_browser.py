"""The records page in a browser: each press, by a finger and a keyboard, said and undone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from reports.pdf import attached
from tests.pages.browser import free_port, serving
from tests.pages.serve_records import HOSTILE

PHONE, WIDE = 390, 1280
TURN = "(document.querySelector('[id^=records-turn]')?.id ?? null)"  # which forms are there


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    folder = tmp_path_factory.mktemp("records")
    with serving(["-m", "tests.pages.serve_records", str(port)], port, folder) as running:
        yield running.address


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """The newest finding, opened from the list; fails on an error in its console."""
    errors: list[str] = []
    with browser.new_context(viewport={"width": WIDE, "height": 900}) as context:
        opened = context.new_page()
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.goto(f"{served}/records")
        opened.wait_for_selector(".records li")
        yield opened
        assert opened.evaluate("window.hit") is None
    assert errors == []


def open_first(page: Page) -> None:
    page.locator(".record-name a").first.click()
    page.wait_for_selector("#finding-head")
    page.wait_for_selector("#records-conclude")


def press(page: Page, name: str) -> None:
    page.evaluate(f"window.turn = {TURN}")
    page.get_by_role("button", name=name, exact=True).click()


def said(page: Page, told: str) -> None:
    """What happened is said, and has the focus."""
    expect(page.locator("#records-said")).to_contain_text(told)
    page.wait_for_function("document.activeElement.closest('#records-said') !== null")


def changed(page: Page, told: str) -> None:
    """A change is said, and the forms were built anew; the old ones would ask in vain."""
    said(page, told)
    page.wait_for_function("![null, window.turn].includes(" + TURN + ")")


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]


def test_search_open_and_back(page: Page) -> None:
    page.get_by_label("Search: words").fill("weighed")
    press(page, "Search")
    expect(page.locator("#found")).to_have_text("1 finding")
    assert serious(page) == []
    open_first(page)
    assert serious(page) == []
    page.go_back()
    expect(page.locator("#found")).to_have_text("1 finding")


def test_conclude_undo_note_and_delete(page: Page) -> None:
    open_first(page)
    press(page, "Save the conclusion")
    said(page, "Fill in your name first")
    page.get_by_label("Your name").fill("A. Tester")
    page.get_by_label("It is another class").check()
    page.locator("#records-another input").fill("Leg cuffs")
    page.locator("#records-another").get_by_role("option").first.click()
    press(page, "Save the conclusion")
    changed(page, "Conclusion saved: Another class")
    expect(page.locator("#conclusion-held")).to_contain_text("Another class")
    press(page, "Take back the last conclusion")
    changed(page, "Now: Agrees")
    page.locator("#records-note textarea").fill(HOSTILE)
    press(page, "Add the note")
    changed(page, "Note added")
    expect(page.locator(".record-notes")).to_contain_text("${7*7} {{7*7}}")
    press(page, "Delete the kept picture")
    page.wait_for_function("document.activeElement.textContent === 'Delete this picture?'")
    assert serious(page) == []
    press(page, "No, leave it as it is")
    press(page, "Delete the kept picture")
    press(page, "Yes, delete the picture")
    changed(page, "What stays")
    expect(page.get_by_text("Photo 1: not kept.")).to_be_visible()
    page.reload()  # the name is remembered for the session
    page.wait_for_selector("#records-delete")
    press(page, "Delete this finding")
    page.get_by_role("button", name="Yes, delete finding").click()
    said(page, "is deleted from the file")
    expect(page.locator(".history")).to_contain_text("Finding deleted")


def test_check_the_register_and_change_its_period(page: Page) -> None:
    page.get_by_role("link", name="The register itself").click()
    page.wait_for_selector("#records-verify")
    assert serious(page) == []
    press(page, "Check the register")
    said(page, "The register is whole")
    page.get_by_label("Your name").fill("A. Tester")
    page.get_by_label("Days that findings stay").fill("400")
    press(page, "Change the retention period")
    press(page, "Yes, keep findings 400 days")
    changed(page, "From now on findings stay 400 days")
    expect(page.locator("#records-facts")).to_contain_text("Findings stay 400 days")


def test_export_and_case_report_are_downloads(page: Page) -> None:
    press(page, "As a table (CSV)")
    said(page, "Ready")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Save findings.csv").click()
    assert caught.value.suggested_filename == "findings.csv"
    assert b"AWB 020-5555" in caught.value.path().read_bytes()
    open_first(page)
    page.get_by_label("Letter").check()
    press(page, "Case report (PDF and JSON)")
    said(page, "Ready")
    files = {}
    for ending in ("pdf", "json"):
        with page.expect_download() as caught:
            page.get_by_role("link", name=re.compile(rf"Save case-\d+\.{ending}")).click()
        files[ending] = caught.value.path().read_bytes()
    assert attached(files["pdf"]) == files["json"]
    assert re.search(rb"/MediaBox ?\[0 0 612 792\]", files["pdf"])  # points: Letter


def test_a_phone_never_scrolls_sideways_and_targets_are_large(page: Page) -> None:
    page.set_viewport_size({"width": PHONE, "height": 800})
    assert not page.get_by_label("Class", exact=True).is_visible()
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Class", exact=True).wait_for()
    narrow = "document.documentElement.scrollWidth <= window.innerWidth"
    assert page.evaluate(narrow)
    open_first(page)
    assert page.evaluate(narrow)
    low = page.eval_on_selector_all(
        "#records-conclude button, .rooms a, .back a, .record-form input:not([type=radio])",
        "all => all.map(e => e.getBoundingClientRect().height).filter(h => h > 0 && h < 44)",
    )
    assert low == []


def test_a_reader_sees_no_buttons_that_change_or_export(page: Page, served: str) -> None:
    page.goto(f"{served}/reader?finding=10")
    page.wait_for_selector(".history")
    assert page.locator(".record-form").count() == 0
    expect(page.locator("#records-name")).to_have_count(0)


def test_without_a_register_the_page_says_how_to_get_one(page: Page, served: str) -> None:
    page.goto(f"{served}/none")
    expect(page.get_by_text("No register is open")).to_contain_text("--register FILE")
