"""Many photos at once, and the second person's review, in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from datasets.library import opinions
from datasets.library.library import Library
from datasets.library.querying import Wanted
from datasets.library.record import Item, State
from tests.pages.browser import free_port, serving
from tests.pages.serve_many import ANNA, BEN, EACH, LABELS, fill
from tests.pages.test_accessibility import findings, open_everything
from tests.pages.test_inspection_page import PHONE, WIDE

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("many") / "library"
    fill(folder)
    with Library(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def served(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port, log = free_port(), tmp_path_factory.mktemp("log")
    command = ["-m", "tests.pages.serve_many", str(port), str(library.path)]
    with serving(command, port, log) as running:
        yield running.address


@pytest.fixture
def opened(browser: Browser, served: str) -> Iterator[Opened]:
    contexts = []

    def open_(name: str = BEN, tab: str = "", **options: object) -> Page:
        context = browser.new_context(**{"viewport": WIDE, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(f"sessionStorage.setItem('inspector', {name!r})")
        page.goto(served)
        page.wait_for_selector("#label-grid .grid-head p")
        if tab:
            page.get_by_role("tab", name=tab).click()
            page.wait_for_selector(".review-told > *")
        return page

    yield open_
    for context in contexts:
        context.close()


def answered(page: Page) -> None:
    """Wait until the desk has answered everything."""
    page.wait_for_function("!document.querySelector('[aria-busy=true]')")


def press(page: Page, key: str) -> None:
    """Press a key and wait for the desk's answer."""
    page.keyboard.press(key)
    answered(page)


def said(page: Page, room: str = "#label-grid") -> str:
    return page.inner_text(f"{room} .label-said")


def looked(page: Page) -> None:
    """Let the network look at the photos, where it has not yet."""
    button = page.get_by_role("button", name="Let it look now")
    if button.count():
        button.click()
    page.wait_for_selector(".grid-photo")
    page.wait_for_function("!document.querySelector('[data-do=look]')")
    answered(page)


def labelled(library: Library, label: str) -> tuple[Item, ...]:
    return library.next_photos(Wanted(label=label), limit=50)


def test_a_cluster_is_labelled_with_one_key_and_undone_with_another(
    opened: Opened, library: Library
) -> None:
    page = opened()
    looked(page)
    assert "Cluster 1 of 2" in page.inner_text(".grid-head")
    assert page.locator(".grid-photo[aria-selected=true]").count() == EACH  # comes chosen
    label = page.locator(".grid-photo").first.get_attribute("data-proposal")
    assert label in ("spiked_baton", "padlock")
    before = len(labelled(library, label))
    page.locator(".grid-photos").focus()
    press(page, "ArrowRight")
    press(page, " ")  # the odd one
    assert page.inner_text(".grid-count") == f"{EACH - 1} of {EACH} chosen"
    press(page, "p")
    page.wait_for_function("document.querySelectorAll('.grid-photo').length === 1")
    assert f"{EACH - 1} photos labelled as proposed" in said(page)
    assert page.inner_text(".grid-count") == "0 of 1 chosen"  # the odd one stays left out
    done = labelled(library, label)
    assert len(done) == before + EACH - 1
    by_ben = [each for each in done if each.record.labelled_by == BEN]
    assert len(by_ben) == EACH - 1
    assert len({library.history(each.sha256)[0].batch for each in by_ben}) == 1
    press(page, "u")
    page.wait_for_function(f"document.querySelectorAll('.grid-photo').length === {EACH}")
    assert len(labelled(library, label)) == before


def test_a_filter_shift_click_and_another_class(opened: Opened, library: Library) -> None:
    page = opened()
    page.select_option("#grid-show", "filter")
    page.select_option("#grid-order", "oldest")
    page.wait_for_function("document.querySelectorAll('.grid-photo').length > 9")
    answered(page)
    assert page.locator(".grid-photo[aria-selected=true]").count() == 0
    page.locator(".grid-photo").nth(1).click()
    page.locator(".grid-photo").nth(4).click(modifiers=["Shift"])
    assert page.inner_text(".grid-count").startswith("4 of")
    wanted = [
        page.locator(".grid-photo").nth(at).get_attribute("data-sha256") for at in range(1, 5)
    ]
    press(page, "/")
    page.keyboard.type("Handcuffs")
    press(page, "Enter")
    page.wait_for_function("document.querySelector('#label-grid .label-said').textContent")
    assert said(page) == "4 photos labelled Handcuffs."
    assert {library.get(str(each)).record.label for each in wanted} == {"handcuffs"}
    press(page, "Escape")
    press(page, "u")
    page.wait_for_function("/Taken back/.test(document.querySelector('.label-said').textContent)")
    assert {library.get(str(each)).record.state for each in wanted} == {State.TODO}


def test_one_object_and_other_fields_are_set_for_all(opened: Opened, library: Library) -> None:
    page = opened()
    page.select_option("#grid-show", "filter")
    page.select_option("#grid-state", "labelled")
    page.wait_for_function(f"document.querySelectorAll('.grid-photo').length === {len(LABELS)}")
    answered(page)
    for at in (0, 2):
        page.locator(".grid-photo").nth(at).click()
    page.get_by_text("One object, and other fields").click()
    page.fill("#grid-thing", "cuff <1>")
    page.get_by_role("button", name="They show one object").click()
    page.wait_for_function("document.querySelector('.label-said').textContent")
    assert said(page) == "2 photos show one object now: cuff <1>."
    page.fill("#grid-set-view", "front")
    page.get_by_role("button", name="Set these fields").click()
    page.wait_for_function("/view set/.test(document.querySelector('.label-said').textContent)")
    found = library.next_photos(Wanted(group="cuff <1>"))
    assert [each.record.view for each in found] == ["front", "front"]
    assert {each.record.state for each in found} == {State.LABELLED}


def test_a_change_by_somebody_else_is_shown_and_never_overwritten(
    opened: Opened, library: Library
) -> None:
    page = opened()
    looked(page)
    sha256 = str(page.locator(".grid-photo").first.get_attribute("data-sha256"))
    item = library.get(sha256)
    library.change([(sha256, item.version)], {"view": "back"}, ANNA)
    page.locator(".grid-photos").focus()
    press(page, "p")
    page.wait_for_selector(".label-said.bad")
    assert f"{ANNA} changed photo {sha256[:12]}" in said(page)
    assert library.get(sha256).record.state is State.TODO
    assert page.locator(".grid-photo[aria-selected=true]").count() == EACH  # the choice stays


def test_a_class_that_nobody_knows_is_made_on_purpose_only(
    opened: Opened, library: Library
) -> None:
    page = opened()
    looked(page)
    page.fill("#grid-class", "Zebra Trap")
    button = page.get_by_role("button", name="Label them", exact=True)
    button.click()
    page.wait_for_selector(".label-said.bad")
    assert "No class is called zebra_trap" in said(page)
    button.click()
    page.wait_for_function(
        "/labelled zebra_trap/.test(document.querySelector('.label-said').textContent)"
    )
    assert len(labelled(library, "zebra_trap")) == EACH
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("/Taken back/.test(document.querySelector('.label-said').textContent)")
    assert labelled(library, "zebra_trap") == ()


def test_a_class_is_found_by_its_name_in_another_language(opened: Opened, library: Library) -> None:
    page = opened()
    looked(page)
    before = len(labelled(library, "padlock"))
    page.fill("#grid-class", "навесной замок")
    page.get_by_role("button", name="Label them", exact=True).click()
    page.wait_for_function("/labelled/.test(document.querySelector('.label-said').textContent)")
    assert len(labelled(library, "padlock")) == before + EACH
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("/Taken back/.test(document.querySelector('.label-said').textContent)")
    assert len(labelled(library, "padlock")) == before


def test_nobody_acts_without_a_name(opened: Opened, library: Library) -> None:
    page = opened("")
    looked(page)
    page.locator(".grid-photos").focus()
    press(page, "p")
    assert "Write your name first" in said(page)
    page.get_by_role("tab", name="Review").click()
    page.wait_for_selector(".review-nothing")
    assert "nobody reviews their own labels" in page.inner_text(".review-told")


def test_a_label_is_accepted_rejected_and_taken_back_by_keys(
    opened: Opened, library: Library
) -> None:
    page = opened(tab="Review")
    assert "Is it this: Handcuffs?" in page.inner_text(".review-told")
    assert page.locator(".review-more .views img").count() >= 3  # reference views
    assert "Easily confused with" in page.inner_text(".review-more")
    page.wait_for_function("document.querySelector('.label-frame img')?.naturalWidth > 0")
    press(page, "a")
    page.wait_for_function(
        "/Accepted/.test(document.querySelector('#label-review .label-said').textContent)"
    )
    press(page, "1")
    page.wait_for_function(
        "/Rejected/.test(document.querySelector('#label-review .label-said').textContent)"
    )
    states = library.counts_by_state()
    assert (states[State.ACCEPTED], states[State.REJECTED]) == (1, 1)
    press(page, "r")
    press(page, "Enter")
    assert "needs a reason" in said(page, "#label-review")
    press(page, "Escape")
    for left in ((1, 0), (0, 0)):
        press(page, "u")
        states = library.counts_by_state()
        assert (states[State.ACCEPTED], states[State.REJECTED]) == left
    assert "Here is the photo again" in said(page, "#label-review")


def test_who_labelled_finds_nothing(opened: Opened) -> None:
    page = opened(ANNA, tab="Review")
    assert "Nothing waits for you" in page.inner_text(".review-told")
    assert f"Your own, for somebody else: {len(LABELS)}" in page.inner_text(".review-counts")


def test_a_blind_opinion_shows_no_label_and_leaves_a_disagreement(
    opened: Opened, library: Library
) -> None:
    page = opened(tab="Review")
    page.click("[data-way=blind]")
    page.wait_for_selector("[data-do=say]")
    shown = page.inner_text("#label-review")
    assert ANNA not in shown
    assert "Is it this" not in shown
    assert page.locator(".review-more *").count() == 0
    (item,) = opinions.next_for(library, BEN)
    other = "padlock" if item.record.label == "handcuffs" else "handcuffs"
    page.locator(f"[data-label={other}]").click()
    page.wait_for_function(
        "/Noted/.test(document.querySelector('#label-review .label-said').textContent)"
    )
    (same,) = opinions.next_for(library, BEN)
    page.locator(f"[data-label={same.record.label}]").click()
    answered(page)
    assert library.get(same.sha256).record.state is State.ACCEPTED
    page.click("[data-way=apart]")
    page.wait_for_selector(".review-opinions")
    assert f"{BEN} said without seeing the label" in page.inner_text(".review-opinions")
    page.get_by_text("How far the labellers agree").click()
    page.get_by_role("button", name="Compute it now").click()
    page.wait_for_selector(".review-table")
    told = page.inner_text(".review-agreement")
    assert "2 photos of" in told
    assert "Krippendorff" in told
    assert "0.50" in told  # the same label of one of two


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_no_serious_finding_and_nothing_wider_than_the_screen(
    opened: Opened, viewport: dict[str, int], scheme: str
) -> None:
    page = opened(viewport=viewport, color_scheme=scheme)
    looked(page)
    page.select_option("#grid-show", "filter")
    answered(page)
    page.locator(".grid-photo").first.click()
    open_everything(page)
    assert findings(page) == []
    page.get_by_role("tab", name="Review").click()
    page.wait_for_selector(".review-told > *")
    for way in ("judge", "blind"):
        page.click(f"[data-way={way}]")
        answered(page)
        open_everything(page)
        assert findings(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
