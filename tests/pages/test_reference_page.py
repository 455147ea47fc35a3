"""The catalogue without a photo: found by words, codes and items, and by an address of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from catalogue.errors import CatalogueError
from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.ruling import Query
from catalogue.search import SearchIndex
from catalogue.visual_class import Kind
from pages.reference import LONGEST, View, _view_of
from pages.reference_entry import entry_page
from pages.reference_narrow import Narrow, address, entry_address
from pages.reference_told import class_page, found
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


def test_an_entry_has_a_page_with_its_words_date_link_codes_and_classes(
    catalogue: Catalogue,
) -> None:
    entry = next(each for each in catalogue.entries if each.key == "II 2.4")
    html = entry_page("annex ii, 2.4", catalogue)
    read, text = outline(html), words(html)
    assert read.headings[0] == 2
    assert entry.summary in text
    assert entry.in_force.isoformat() in text
    assert f'href="{entry.url}"' in html
    assert all(code in text for code in entry.cn)
    assert 'href="catalogue?show=gang_chain"' in html
    assert 'href="catalogue?entry=II+2.4"' in class_page("gang_chain", catalogue)


def test_an_entry_that_there_is_not_is_told_in_words(catalogue: Catalogue) -> None:
    html = entry_page("<b>II 9.9", catalogue)
    assert "<b>" not in html
    assert "No entry is called “&lt;b&gt;II 9.9” in the lists asked:" in html
    assert "2025/928" in html


def test_addresses_keep_whose_law_and_which_day() -> None:
    query = Query("GB", date(2024, 5, 1))
    assert address("yoke", query) == "catalogue?show=yoke&for=GB&as-of=2024-05-01"
    assert entry_address("II 2.4", query) == "catalogue?entry=II+2.4&for=GB&as-of=2024-05-01"


def test_a_list_is_narrowed_by_annex_status_and_kind(
    catalogue: Catalogue, index: SearchIndex
) -> None:
    narrow = Narrow("III", Status.EXPORT_AUTHORISATION.value, Kind.GOOD.value)
    html = found("", catalogue, index, narrow)
    for its in catalogue.classes:
        reached = {entry.annex for entry in its.reachable_entries}
        fits = its.kind is Kind.GOOD and its.status is Status.EXPORT_AUTHORISATION
        is_listed = f'href="catalogue?show={its.id}"' in html
        assert is_listed == (fits and "III" in reached), its.id
    assert "show=leg_irons" not in found("Fussfessel", catalogue, index, narrow)
    assert "No good fits" in found("", catalogue, index, Narrow("IV", "refer", "look_alike"))


def test_a_filter_that_there_is_not_is_told_in_words() -> None:
    with pytest.raises(CatalogueError, match="narrowed to “grave”; there are: prohibited"):
        Narrow.of({"status": "grave"})


def test_other_words_lead_back_to_the_list_and_another_law_does_not() -> None:
    view = View(show="yoke")
    other = Query("GB")
    assert view.changed("", Narrow(), other) == View(show="yoke", query=other)
    assert view.changed("cuffs", Narrow(), Query()) == View(words="cuffs")


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(show="yoke", query=Query("GB", date(2024, 5, 1))),
        View(entry="II 2.4", query=Query("XI")),
        View(words="cuffs & <b>?#ü", narrow=Narrow("III", "export_authorisation", "good")),
        View(narrow=Narrow(kind="look_alike"), query=Query(as_of=date(2020, 1, 1))),
    ],
)
def test_the_address_of_a_view_opens_the_same_view(
    view: View, catalogue: Catalogue, index: SearchIndex
) -> None:
    asked = dict(parse_qsl(urlsplit(view.address).query))
    assert _view_of(asked, lambda query: (catalogue.asked(query), index)) == view


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"annex": "<b>V"}, "narrowed to “<b>V”; there are: II, III, IV"),
        ({"kind": "other"}, "narrowed to “other”"),
        ({"for": "ZZ"}, "no law is stored for 'ZZ'"),
        ({"as-of": "2024-13-01"}, "is no date"),
        ({"find": "x" * (LONGEST + 1)}, "in at most 200 characters"),
        ({"show": "x" * (LONGEST + 1)}, "in at most 200 characters"),
    ],
)
def test_an_address_that_asks_for_what_there_is_not_is_refused_in_words(
    asked: dict[str, str], sentence: str, catalogue: Catalogue, index: SearchIndex
) -> None:
    with pytest.raises(CatalogueError, match=re.escape(sentence)):
        _view_of(asked, lambda query: (catalogue.asked(query), index))


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
    find = page.locator("#find input, #find textarea")
    page.evaluate("location.hash = 'shown'")  # as a link to a place within the page
    find.fill("Fussfessel")
    page.locator("#shown").get_by_text("also called: Fußfesseln").wait_for()
    expect(page).to_have_url(re.compile(r"\?find=Fussfessel$"))
    # Back to the entry before that place: the address and what is shown are still the same.
    page.go_back()
    page.locator("#shown").get_by_text("also called: Fußfesseln").wait_for(state="detached")
    expect(find).to_have_value("")
    expect(page).to_have_url(re.compile("/catalogue$"))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("show=thumb_cuffs", "Thumb cuffs"),
        ("entry=II+2.4&for=XI", "Law asked: Northern Ireland, in force today."),
        (f"find={quote('II 2.1')}", "belt"),
    ],
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


def test_the_law_of_a_place_and_day_is_asked_and_a_wrong_day_is_told(page: Page) -> None:
    page.get_by_role("button", name="Narrow the list").click()
    day = page.locator("#as-of input, #as-of textarea")
    day.fill("yesterday")
    day.press("Enter")
    page.get_by_text("'yesterday' is no date").wait_for()
    day.fill("2024-05-01")
    day.press("Enter")
    page.get_by_text("Law asked: European Union, as of 2024-05-01.").wait_for()
    page.locator("#shown").get_by_text("Guillotine").wait_for()
    page.get_by_label("Annex").click()
    page.get_by_role("option", name="Annex III").click()
    page.locator("#shown").get_by_text("Guillotine").wait_for(state="detached")
    assert "as-of=2024-05-01" in str(page.locator("#shown li a").first.get_attribute("href"))
    # The address says it all: one comes back to the same list, fields and all.
    expect(page).to_have_url(re.compile(r"/catalogue\?annex=III&as-of=2024-05-01$"))
    page.locator("#shown li a").first.click()
    page.locator("#shown h2").wait_for()
    page.go_back()
    expect(page.get_by_label("Annex")).to_have_value("Annex III")
    expect(day).to_have_value("2024-05-01")
    expect(page.locator("#shown")).to_contain_text("Law asked: European Union, as of 2024-05-01.")
    expect(page.locator("#shown")).not_to_contain_text("Guillotine")
    # In Arabic the field shows its choice in Arabic and still holds the English; days keep order.
    page.locator("#language select").select_option("ar")
    label = page.locator("#as-of [data-testid=block-info]")
    expect(label).to_contain_text("\u20682024-05-01\u2069")
    assert label.get_attribute("dir") == "rtl"
    expect(page.locator("#annex input")).to_have_value(re.compile("الملحق"))
    assert page.evaluate("document.querySelector('#annex input').value") == "Annex III"


def test_the_questions_of_a_class_lead_to_a_status_without_a_photo(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/catalogue?show=handcuffs")
    page.get_by_role("button", name="Yes, for several people").click()
    page.get_by_role("button", name="No", exact=True).click()
    page.locator("#decided").wait_for()
    page.locator("#decided-above").get_by_text("If it is").wait_for()
