"""The records page: what an address asks for, what each press does, as a browser does it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from catalogue.law import Status
from catalogue.load import Catalogue, load
from catalogue.markup import Html
from findings.errors import RefusedError
from findings.parts import Conclusion, Law, Verdict
from findings.register import Register
from pages.records import _pressed
from pages.records_desk import NEEDS, Desk, View, named
from pages.records_finding import gravest
from pages.records_list import PER_PAGE, Wanted
from pages.records_register import proof_words
from pages.records_steps import Step
from tests.findings import made
from tests.pages.browser import free_port, serving
from tests.pages.outline import outline, words
from tests.pages.serve_records import HOSTILE, MANY, PDF, fill

PHONE, WIDE = 390, 1280


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "findings.db", create=True, clock=made.Clock()) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def desk(register: Register, catalogue: Catalogue) -> Desk:
    return Desk(register, catalogue, lambda user, needs: True, lambda id: PDF)


def newest(register: Register) -> int:
    return register.search(limit=1).findings[0].id


def shown(desk: Desk, **query: str) -> str:
    return "".join(desk.look(desk.opened(query, None)))


# Without a browser


def test_the_list_has_pages_that_lead_back_and_forth(desk: Desk) -> None:
    first = shown(desk)
    assert first.count('class="record-facts"') == PER_PAGE
    assert "Newer" not in first
    last = desk.register.search(limit=PER_PAGE).before
    second = shown(desk, trail=str(last))
    assert second.count('class="record-facts"') == MANY + 3 - PER_PAGE
    assert "Newer" in second
    assert "Older" not in second


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"text": "weighed 212"}, 1),
        ({"text": "awb 020"}, MANY),
        ({"status": "prohibited", "text": "MRN"}, 2),
        ({"pending": "yes"}, MANY),
        ({"verdict": "agree"}, 3),
        ({"class": "handcuffs"}, 0),
        ({"origin": "cn", "cn": "7326 90", "place": "EU"}, MANY + 3),
        ({"since": "2026-11-28", "until": "2026-11-28"}, MANY + 3),
        ({"until": "2026-11-27"}, 0),
    ],
)
def test_every_filter_of_the_form_finds_what_it_says(
    desk: Desk, query: dict[str, str], count: int
) -> None:
    assert f">{count} finding" in shown(desk, **query)


@pytest.mark.parametrize(
    "query", [{"status": "nice"}, {"since": "soon"}, {"in": "x"}, {"trail": "-1"}, {"cn": "ab"}]
)
def test_an_address_that_asks_for_nothing_is_refused_in_a_sentence(query: dict[str, str]) -> None:
    with pytest.raises(RefusedError):
        Wanted.of(query)


def test_the_form_says_which_filters_are_set_and_keeps_their_values(desk: Desk) -> None:
    page = shown(desk, status="prohibited", origin="cn", **{"class": "a_class_of_old"})
    assert "Filters set: Class; Status; Origin, two letters" in words(page)
    assert '<option value="prohibited" selected>' in page
    assert '<option value="a_class_of_old" selected>' in page


def test_hostile_text_is_shown_as_text_in_every_room(desk: Desk, register: Register) -> None:
    register.conclude(newest(register), Conclusion(Verdict.NONE, note=HOSTILE), HOSTILE)
    ill = next(f for f in register.search(limit=5).findings if f.finding.by == HOSTILE)
    for query in (
        {},
        {"text": "<script>"},
        {"finding": str(ill.id)},
        {"finding": str(newest(register))},
        {"consignment": str(ill.consignment.id)},
    ):
        page = shown(desk, **query)
        assert "<script" not in page
        assert "<img src=x" not in page
        assert outline(page).open == []
    assert "&lt;script&gt;" in shown(desk, finding=str(ill.id))


def test_one_finding_is_shown_whole_and_its_headings_are_in_order(desk: Desk) -> None:
    page = shown(desk, finding=str(newest(desk.register)))
    for told in (made.ORIGINAL_SHA256, "83%", "Two thumbs", "61.5 mm", "weighed: 212 g",
                 "another version", made.NAME, "Photo kept"):  # fmt: skip
        assert told in words(page)
    levels = outline(page).headings
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(outline(page).alts)


def test_the_gravest_status_of_a_consignment_is_the_one_that_forbids_most(
    register: Register,
) -> None:
    item = register.finding(newest(register))
    mild = Law(Status.NOT_LISTED, "EU", item.finding.law.as_of, "v")
    light = replace(item, finding=replace(item.finding, law=mild))
    assert gravest([light, item]) is Status.PROHIBITED
    assert gravest([light]) is Status.NOT_LISTED
    assert gravest([]) is None


def test_what_a_user_may_not_do_is_refused_by_the_server_too(desk: Desk) -> None:
    asked: list[tuple[str | None, str]] = []

    def nobody(user: str | None, needs: str) -> bool:
        asked.append((user, needs))
        return False

    closed = replace(desk, may=nobody)
    id = newest(desk.register)
    view = closed.opened({"finding": str(id)}, "reader")
    for needs in NEEDS:
        step = Step(lambda by: closed.delete_finding(id, by), needs)
        said = _pressed(closed, step, view, "A name", "reader", ())[1]
        assert "may not" in said
    assert desk.register.finding(id).id == id
    assert asked == [("reader", needs) for needs in NEEDS]


def test_what_another_person_changed_meanwhile_is_never_overwritten(desk: Desk) -> None:
    id = newest(desk.register)
    view = desk.opened({"finding": str(id)}, None)
    desk.register.conclude(id, Conclusion(Verdict.NONE), "Somebody Else")
    step = Step(lambda by: desk.conclude(id, Conclusion(Verdict.UNKNOWN_OBJECT), by), "record")
    after, said, above, *_ = _pressed(desk, step, view, "A name", None, ())
    assert "Somebody changed this meanwhile" in said
    assert "None of the goods" in above
    assert after is not None
    assert "Conclusion saved" in _pressed(desk, step, after, "A name", None, ())[1]


def test_a_press_without_a_name_is_refused_and_an_account_needs_none() -> None:
    with pytest.raises(RefusedError, match="fill in your name"):
        named(None, "  ")
    assert named("account", "typed") == "account"


def test_a_deletion_says_what_stays_and_the_history_stays_readable(desk: Desk) -> None:
    id = newest(desk.register)
    assert "What stays" in desk.delete_finding(id, made.NAME)
    page = shown(desk, finding=str(id))
    assert f"Finding {id} is not here" in page
    assert "Finding deleted" in page
    assert "weighed" not in page


def test_a_number_of_something_else_shows_nothing_of_it(desk: Desk) -> None:
    id = newest(desk.register)
    page = shown(desk, consignment=str(id))
    assert f"holds no consignment {id}" in page
    assert "History" not in page


def test_a_consignment_shows_its_facts_and_is_deleted_as_a_whole(desk: Desk) -> None:
    came = desk.register.finding(newest(desk.register)).consignment
    page = shown(desk, consignment=str(came.id))
    for told in ("Gravest status: Prohibited", "Brest road post", "KZ, RU", "2 findings"):
        assert told in words(page)
    assert "2 findings are deleted" in desk.delete_consignment(came.id, made.NAME)
    assert "MRN 26DE-1234" not in shown(desk, consignment=str(came.id))


def test_a_broken_register_says_at_which_row(register: Register, tmp_path: Path) -> None:
    register.close()
    proof = made.forged(tmp_path / "findings.db", "UPDATE event SET at = '' WHERE seq = 5")
    page = proof_words(proof, compared=False)
    assert "broken at row 5" in page
    assert 'role="alert"' in page


def test_a_line_of_another_register_does_not_fit(desk: Desk) -> None:
    head = replace(desk.register.head(), hash="0" * 64)
    assert "broken" in desk.verify(head.text)
    assert "whole" in desk.verify(desk.register.head().text)
    with pytest.raises(RefusedError):
        desk.verify("row five")


def carried(said: Html) -> bytes:
    return base64.b64decode(said.partition("base64,")[2].partition('"')[0])


def test_an_export_holds_the_search_and_no_cell_is_a_formula(desk: Desk) -> None:
    id = newest(desk.register)
    desk.note(id, "=HYPERLINK(1)", made.NAME)
    table = carried(desk.csv(View(wanted=Wanted.of({"text": "hyperlink"})))).decode("utf-8-sig")
    assert table.count("\r\n") == 2
    desk.register.open_consignment(made.consignment(reference="=1+1"), made.NAME)
    assert ",=" not in table
    whole = json.loads(carried(desk.json(View(wanted=Wanted.of({"pending": "yes"})))))
    assert len(whole["findings"]) == MANY


# In a browser


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
    page.get_by_role("button", name=name, exact=True).click()


def said(page: Page, told: str) -> None:
    """What happened is said, and has the focus."""
    expect(page.locator("#records-said")).to_contain_text(told)
    page.wait_for_function("document.activeElement.closest('#records-said') !== null")


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
    said(page, "Conclusion saved: Another class")
    expect(page.locator("#conclusion-held")).to_contain_text("Another class")
    press(page, "Take back the last conclusion")
    said(page, "Now: Agrees")
    page.locator("#records-note textarea").fill(HOSTILE)
    press(page, "Add the note")
    said(page, "Note added")
    expect(page.locator(".record-notes")).to_contain_text("${7*7} {{7*7}}")
    press(page, "Delete the kept picture")
    page.wait_for_function("document.activeElement.textContent === 'Delete this picture?'")
    assert serious(page) == []
    press(page, "No, leave it as it is")
    press(page, "Delete the kept picture")
    press(page, "Yes, delete the picture")
    said(page, "What stays")
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
    said(page, "From now on findings stay 400 days")
    expect(page.locator("#records-facts")).to_contain_text("Findings stay 400 days")


def test_export_and_case_report_are_downloads(page: Page) -> None:
    press(page, "As a table (CSV)")
    said(page, "Ready")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Save findings.csv").click()
    assert caught.value.suggested_filename == "findings.csv"
    assert b"AWB 020-5555" in caught.value.path().read_bytes()
    open_first(page)
    press(page, "Case report (PDF)")
    said(page, "Ready")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Save case-").click()
    assert caught.value.path().read_bytes() == PDF


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
