"""Enlarged to 200 %, and at 320 px (WCAG 2.2, 1.4.4 and 1.4.10), no page scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.pages import fakes
from tests.pages.test_inspection_page import OFFLINE, sideways, upload

ZOOMED = 640  # CSS px: a window of 1280 px at 200 %
NARROWEST = 320  # CSS px: the same at 400 %
TALL = 800
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all, with two points of the screen to each px."""
    with browser.new_context(
        viewport={"width": ZOOMED, "height": TALL}, device_scale_factor=2
    ) as context:
        yield context.new_page()


@pytest.mark.parametrize("path", [*OFFLINE, "catalogue", "catalogue?find=stun"])
def test_no_page_scrolls_sideways_when_enlarged(path: str, page: Page, address: str) -> None:
    page.goto(f"{address}/{path}")
    page.wait_for_selector(OFFLINE.get(path, "#shown li"), state="attached")
    if not path:
        upload(page, fakes.jpeg(fakes.YELLOW))
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for width in (ZOOMED, NARROWEST):
        page.set_viewport_size({"width": width, "height": TALL})
        assert sideways(page) <= 0, f"{width} px"


@pytest.mark.parametrize("path", ["about", "catalogue?show=handcuffs", "catalogue?entry=II+2.4"])
def test_axe_finds_nothing_at_all(path: str, page: Page, address: str) -> None:
    """Not even what is moderate, such as a rank of heading that is left out."""
    page.goto(f"{address}/{path}")
    page.wait_for_selector(OFFLINE[path])
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found] == []
