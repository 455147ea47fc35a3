"""WCAG 2.2 AA as far as axe-core can tell: no serious or critical finding on any page."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.pages import fakes
from tests.pages.test_inspection_page import PHONE, UPLOAD, WIDE, upload

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
GRAVE = ("serious", "critical")
# A part that has just come, or that is asked for anew, is too pale to read until it has come; so
# is what changes its colours.
SHOWN = """() => !document.querySelector('.pending')
  && document.getAnimations().every((each) => each.playState !== 'running')
  && [...document.querySelectorAll('#verdict, .sheet, #shown li')].every((part) => {
    let each = part;
    while (each && getComputedStyle(each).opacity === '1') each = each.parentElement;
    return each === null;
  })"""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
DARK = ".dark"  # what Gradio calls the body by night


def findings(page: Page) -> list[str]:
    """Serious and critical findings: rule, why, and where."""
    page.wait_for_function(SHOWN)
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{each['id']}: {node['failureSummary']} {node['html'][:200]}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]


def open_everything(page: Page) -> None:
    """Unfold what is folded: what is hidden is not examined."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for name in ("Whose law", "Measure by a bank card", "The consignment it came with"):
        button = page.get_by_role("button", name=name)
        if button.count() and button.first.is_visible():
            button.first.click()
    page.wait_for_timeout(300)


def in_both_schemes(page: Page) -> list[str]:
    """Findings by day and by night, of the same page."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_selector(f"body{DARK if scheme == 'dark' else f':not({DARK})'}")
        found += [f"{scheme}: {each}" for each in findings(page)]
    return found


@pytest.mark.parametrize(
    ("viewport", "colours"),
    [(WIDE, [None, fakes.RED, fakes.BLUE, fakes.GREY]), (PHONE, [fakes.YELLOW])],
    ids=["wide", "phone"],
)
def test_the_photo_check(
    browser: Browser,
    address: str,
    viewport: ViewportSize,
    colours: list[tuple[int, int, int] | None],
) -> None:
    """Before any photo, and after each: another answer, and one more object in the check."""
    with browser.new_context(viewport=viewport) as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(UPLOAD, state="attached")
        for colour in colours:
            if colour is not None:
                upload(page, fakes.jpeg(colour))
            open_everything(page)
            assert in_both_schemes(page) == [], colour


@pytest.mark.parametrize("path", ["catalogue", "catalogue?show=handcuffs", "catalogue?find=stun"])
def test_the_other_pages(browser: Browser, address: str, path: str) -> None:
    with browser.new_context(viewport=WIDE) as context:
        page = context.new_page()
        page.goto(f"{address}/{path}")
        page.wait_for_selector("#shown :is(li, h2)")
        open_everything(page)
        assert findings(page) == []


def test_a_refused_file(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(UPLOAD, state="attached")
        upload(page, b"no photo")
        assert findings(page) == []
