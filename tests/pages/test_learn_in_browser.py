"""The quiz in a browser: by keyboard alone, for readers, with gloves, narrow and wide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.pages.browser import free_port, serving

PHONE, WIDE = 360, 1280


@pytest.fixture(scope="module")
def learning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("learning")
    port = free_port()
    with serving(["-m", "tests.pages.serve_learn", str(port)], port, folder) as running:
        yield running.address


@pytest.fixture
def page(browser: Browser, learning: str) -> Iterator[Page]:
    with browser.new_context(viewport={"width": PHONE, "height": 740}) as context:
        opened = context.new_page()
        opened.goto(f"{learning}/learn")
        opened.wait_for_selector("#learn [data-do=begin]")
        yield opened


def serious(page: Page) -> list[str]:
    """Findings of axe-core on WCAG 2.2 AA that are serious or critical."""
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]


def never_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_ten_cards_by_keyboard_alone_with_focus_and_spoken_line(page: Page) -> None:
    assert serious(page) == []
    page.click("[data-do=begin]")
    for number in range(1, 11):
        page.wait_for_selector(f".learn-choice[data-number='{number}']")
        assert page.evaluate("document.activeElement.id") == "learn-ask"
        assert never_sideways(page)
        if number == 1:
            assert serious(page) == []
        page.keyboard.press("2")
        page.wait_for_selector(".learn-verdict")
        page.wait_for_function("document.activeElement.matches('.learn-verdict .learn-go')")
        spoken = page.locator(".learn-unseen").text_content() or ""
        assert spoken.startswith(("Right. ", "Not right. "))
        assert never_sideways(page)
        if number == 1:
            assert serious(page) == []
        page.keyboard.press("Enter")
    page.get_by_role("heading", name="of 10 right").wait_for()
    page.get_by_text("Your results").click()
    assert serious(page) == []
    assert never_sideways(page)


def test_every_button_is_large_enough_for_gloves(page: Page) -> None:
    page.click("[data-do=begin]")
    page.wait_for_selector(".learn-choice")
    heights = page.eval_on_selector_all(
        "#learn button", "them => them.map(it => it.getBoundingClientRect().height)"
    )
    assert len(heights) >= 2
    assert min(heights) >= 52


def test_the_dark_page_is_readable_too_and_wide_it_stands_side_by_side(
    browser: Browser, learning: str
) -> None:
    with browser.new_context(
        viewport={"width": WIDE, "height": 900}, color_scheme="dark"
    ) as context:
        opened = context.new_page()
        opened.goto(f"{learning}/learn")
        opened.click("#learn [data-do=begin]")
        opened.wait_for_selector(".learn-choice")
        assert serious(opened) == []
        picture = opened.locator(".learn-pictures").bounding_box()
        choices = opened.locator(".learn-choices").bounding_box()
        assert picture is not None
        assert choices is not None
        assert picture["x"] + picture["width"] <= choices["x"]
        opened.click(".learn-choice")
        opened.wait_for_selector(".learn-verdict")
        assert serious(opened) == []


def test_two_visitors_do_not_see_one_another(browser: Browser, learning: str) -> None:
    """Without accounts and without a file each open page has answers of its own."""
    with browser.new_context() as one, browser.new_context() as other:
        pages = [context.new_page() for context in (one, other)]
        for page in pages:
            page.goto(f"{learning}/learn")
            page.click("#learn [data-do=begin]")
            page.wait_for_selector(".learn-choice")
        for _ in range(3):
            pages[0].click(".learn-choice")
            pages[0].click(".learn-verdict .learn-go")
            pages[0].wait_for_selector(".learn-choice")
        pages[1].click(".learn-choice")
        pages[1].wait_for_selector(".learn-verdict")
        assert "Card 1 of 10" in pages[1].inner_text(".learn-count")
        assert "Card 4 of 10" in pages[0].inner_text(".learn-count")
