"""The catalogue without a photo: found by words, codes and items, and by an address of its own."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from catalogue.load import Catalogue
from catalogue.search import SearchIndex
from catalogue.visual_class import Kind
from pages.reference import class_page, found
from tests.pages.outline import outline, words

PHONE, WIDE = 360, 1280


@pytest.fixture(scope="module")
def index(catalogue: Catalogue) -> SearchIndex:
    return SearchIndex(catalogue)


def test_without_words_every_good_and_look_alike_is_listed_once(
    catalogue: Catalogue, index: SearchIndex
) -> None:
    html = found("  ", catalogue, index)
    for id in (*catalogue.ids(Kind.GOOD), *catalogue.ids(Kind.LOOK_ALIKE)):
        assert html.count(f'href="catalogue?show={id}"') == 1
    outline(html)


@pytest.mark.parametrize(
    ("said", "id"),
    [("Fussfessel", "leg_cuffs"), ("matraque électrique", "shock_baton"), ("II 2.4", "gang_chain")],
)
def test_words_of_other_languages_and_items_lead_to_the_class(
    said: str, id: str, catalogue: Catalogue, index: SearchIndex
) -> None:
    assert f'href="catalogue?show={id}"' in found(said, catalogue, index)


def test_what_fits_nothing_is_said_and_its_words_are_escaped(
    catalogue: Catalogue, index: SearchIndex
) -> None:
    html = found("<script>zzqxj</script>", catalogue, index)
    assert "<script" not in html
    assert "Nothing fits “&lt;script&gt;zzqxj&lt;/script&gt;”" in html


def test_every_class_has_a_page_with_law_views_and_notice(catalogue: Catalogue) -> None:
    for visual_class in catalogue.classes:
        html = class_page(visual_class.id, catalogue)
        read = outline(html)
        assert len(read.alts) >= min(8, len(catalogue.reference_views(visual_class.id)))
        assert all(read.alts)
        assert catalogue.version in words(html)
        for entry in visual_class.entries:
            assert f'href="{entry.url}"' in html


def test_an_unknown_class_is_one_sentence_with_the_nearest(catalogue: Catalogue) -> None:
    html = class_page("<b>thumb_cufs</b>", catalogue)
    assert "<b>" not in html
    assert "thumb_cuffs" in html


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(viewport={"width": PHONE, "height": 740}) as context:
        opened = context.new_page()
        opened.goto(f"{address}/catalogue")
        opened.wait_for_selector("#shown li")
        yield opened


def test_search_answers_as_one_types(page: Page) -> None:
    page.locator("#find input, #find textarea").press_sequentially("Fussfessel")
    page.locator("#shown").get_by_text("also called: Fußfesseln").wait_for()
    page.get_by_role("link", name="Leg cuffs").first.click()
    page.get_by_role("heading", name="Leg cuffs", level=2).wait_for()
    page.get_by_role("link", name="All goods").click()
    page.get_by_text("Goods of the lists").wait_for()


def test_what_is_pasted_at_once_is_searched_too(page: Page) -> None:
    page.locator("#find input, #find textarea").fill("Fussfessel")
    page.locator("#shown").get_by_text("also called: Fußfesseln").wait_for()


@pytest.mark.parametrize(
    ("query", "shown"), [("show=thumb_cuffs", "Thumb cuffs"), (f"find={quote('II 2.1')}", "belt")]
)
@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_a_deep_link_opens_what_it_names_and_never_scrolls_sideways(
    query: str, shown: str, width: int, browser: Browser, address: str
) -> None:
    with browser.new_context(viewport={"width": width, "height": 740}) as context:
        opened = context.new_page()
        opened.goto(f"{address}/catalogue?{query}")
        opened.locator("#shown").get_by_text(shown).first.wait_for()
        wide = opened.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0


def test_both_pages_lead_to_one_another(page: Page) -> None:
    page.get_by_role("link", name="Check a photo").or_(
        page.get_by_role("button", name="Check a photo")
    ).first.click()
    page.wait_for_selector("#photo input[type=file]", state="attached")
