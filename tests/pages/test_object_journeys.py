"""Several photos, several objects, other laws, measuring, the viewer, saving: as a browser does."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Browser, Dialog, FilePayload, Page, expect

from model.photo import encode_jpeg
from tests.pages import fakes
from tests.pages.test_inspection_page import (
    PHONE,
    SETTLED,
    UPLOAD,
    WIDE,
    say,
    sideways,
)


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An opened page, on a desk and on a phone, that fails on an error in its console."""
    errors: list[str] = []
    with browser.new_context(viewport=request.param) as context:
        opened = context.new_page()
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.goto(address)
        opened.wait_for_selector(UPLOAD, state="attached")
        yield opened
    assert errors == []


def payload(colour: tuple[int, int, int], name: str, seed: int = 0) -> FilePayload:
    """A photo of one colour; another seed gives another file that looks alike."""
    pixels = np.roll(fakes.scene(colour), seed, axis=1)
    return {"name": name, "mimeType": "image/jpeg", "buffer": encode_jpeg(pixels)}


def give(page: Page, *files: FilePayload, at: str = UPLOAD) -> None:
    """Upload and wait for the answer that follows."""
    page.evaluate("document.getElementById('verdict')?.setAttribute('data-old', '')")
    page.set_input_files(at, list(files))
    page.wait_for_selector("#verdict:not([data-old])")
    page.wait_for_function(SETTLED)
    expect(page.locator("#verdict")).to_be_focused()  # what took the focus before would lose it


def test_several_photos_of_one_object_are_answered_together(page: Page) -> None:
    give(page, payload(fakes.RED, "a.jpg"), payload(fakes.RED, "b.jpg", 3))
    expect(page.locator("#verdict")).to_have_text("Prohibited")
    expect(page.locator("#answer-head .seen-photo")).to_have_count(2)
    assert page.locator("#objects").count() == 0 or not page.locator("#objects").is_visible()


def test_a_photo_added_to_the_object_may_contradict_it(page: Page) -> None:
    give(page, payload(fakes.RED, "a.jpg"))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add photos of the same object").click()
    chooser.value.set_files([payload(fakes.GREEN, "b.jpg")])
    expect(page.locator("#verdict")).to_have_text("Not sure")
    expect(page.get_by_text("The photos contradict each other")).to_be_visible()
    expect(page.locator("#answer-head .seen-photo")).to_have_count(2)


def test_a_file_among_several_that_is_no_photo_is_named_and_the_rest_is_answered(
    page: Page,
) -> None:
    broken: FilePayload = {"name": "<b>x.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"}
    give(page, payload(fakes.RED, "a.jpg"), broken)
    expect(page.locator("#verdict")).to_have_text("Prohibited")
    expect(page.locator("#answer-head")).to_contain_text("x.jpg is not a JPEG")
    assert page.locator("#answer-head b").count() == 0


def test_objects_are_listed_opened_again_and_forgotten(page: Page) -> None:
    give(page, payload(fakes.RED, "a.jpg"))
    give(page, payload(fakes.GREEN, "b.jpg"))
    objects = page.locator("#objects")
    expect(objects.get_by_role("radio")).to_have_count(2)
    objects.get_by_label("1. Spiked baton").check()
    expect(page.locator("#verdict")).to_have_text("Prohibited")
    page.get_by_role("button", name="Forget this object").click()
    expect(page.locator("#verdict")).to_have_text("Not listed")
    expect(objects).to_be_hidden()
    page.get_by_role("button", name="Forget this object").click()
    expect(page.locator("#verdict")).to_have_count(0)
    expect(page.locator("#answer article")).to_have_count(0)
    expect(page.get_by_role("button", name="Start anew")).to_have_count(0)


def test_a_refused_upload_never_leaves_the_last_answer_in_sight(page: Page) -> None:
    give(page, payload(fakes.RED, "a.jpg"))
    page.set_input_files(UPLOAD, {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": b"text"})
    expect(page.locator("#verdict")).to_have_text("This file gives no answer")
    expect(page.locator("#answer article")).to_have_count(0)
    expect(page.get_by_role("button", name="Start anew")).to_be_visible()
    page.locator("#objects").get_by_label("1. Spiked baton").check()
    expect(page.locator("#verdict")).to_have_text("Prohibited")


def test_answers_stay_with_their_object(page: Page) -> None:
    give(page, payload(fakes.YELLOW, "a.jpg"))
    say(page, "Yes, for several people", "No")
    expect(page.locator("#decided")).to_have_text("If it is Handcuffs: Prohibited")
    give(page, payload(fakes.RED, "b.jpg"))
    expect(page.locator("#decided")).to_have_count(0)
    page.locator("#objects").get_by_label("1. Handcuffs").check()
    expect(page.locator("#decided")).to_have_text("If it is Handcuffs: Prohibited")


def test_another_place_and_day_are_asked_at_once(page: Page) -> None:
    give(page, payload(fakes.RED, "a.jpg"))
    page.get_by_role("button", name="Whose law, and of which day").click()
    page.evaluate("document.querySelector('#answer article').setAttribute('data-old', '')")
    page.get_by_label("Whose lists").click()
    page.get_by_role("option", name="United Nations (recommended)").click()
    expect(page.locator("#answer-head")).to_contain_text("Law asked: United Nations")
    page.wait_for_selector("#answer article:not([data-old])")  # all of the answer has come
    expect(page.locator("#verdict")).not_to_have_text("Prohibited")
    day = page.locator("#as-of input, #as-of textarea")
    day.fill("yesterday")
    day.press("Enter")
    expect(page.get_by_text("'yesterday' is no date")).to_be_visible()
    expect(page.locator("#answer-head")).to_contain_text("in force today")
    day.fill("2026-01-31")
    day.press("Enter")
    expect(page.locator("#answer-head")).to_contain_text("as of 2026-01-31")


def test_pictures_are_enlarged_side_by_side_and_the_focus_returns(page: Page) -> None:
    give(page, payload(fakes.RED, "a.jpg"))
    button = page.locator("#answer button.compare").first
    button.click()
    dialog = page.locator("dialog.viewer")
    expect(dialog).to_be_visible()
    panes = dialog.locator(".pane:not([hidden])")
    expect(panes).to_have_count(2)
    expect(panes.first.locator("figcaption")).to_contain_text("Your photo")
    expect(panes.last.locator("figcaption")).to_have_text("rendered picture, not a photo")
    panes.last.get_by_role("button", name="Enlarge").click()
    assert "scale(1.6)" in (panes.last.locator("img").get_attribute("style") or "")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_a_conclusion_is_saved_with_its_consignment(page: Page) -> None:
    give(page, payload(fakes.RED, "a.jpg"))
    page.get_by_role("button", name="Conclude and save").click()
    page.get_by_label("It is another class").check()
    page.get_by_label("Which class").click()
    page.get_by_role("option", name="Plain baton").click()
    save = page.get_by_role("button", name="Save to the register")
    save.click()
    expect(page.locator("#saved [role=alert]")).to_contain_text("name")
    page.get_by_label("Your name").fill("A. <i>Inspector</i>")
    page.get_by_label("Reference: number").fill("24DE-1")
    page.get_by_label("Note").fill("<script>alert(1)</script>")
    save.click()
    expect(page.locator("#saved [role=status]")).to_contain_text("Saved in consignment")
    undo = page.get_by_role("button", name="Take back the last conclusion")
    undo.click()
    expect(page.locator("#saved [role=status]")).to_contain_text("None holds now")
    undo.click()
    expect(page.locator("#saved [role=alert]")).to_contain_text("no conclusion to take back")
    give(page, payload(fakes.GREEN, "b.jpg"))
    expect(page.locator("#saved [role=status]")).to_have_count(0)
    expect(page.locator("#objects")).to_contain_text("1. Spiked baton (saved)")


def test_saved_without_opening_the_fold_and_the_next_object_begins_anew(page: Page) -> None:
    give(page, payload(fakes.RED, "a.jpg"))
    page.get_by_label("Your name").fill("A")
    reference, note = page.get_by_label("Reference: number"), page.get_by_label("Note")
    reference.fill("SHIP-A")
    note.fill("rusty")
    page.get_by_label("Keep the photos").check()
    save = page.get_by_role("button", name="Save to the register")
    save.click()
    expect(page.locator("#saved [role=status]")).to_contain_text("Saved in consignment")
    give(page, payload(fakes.GREEN, "b.jpg"))
    expect(note).to_have_value("")
    expect(page.get_by_label("Keep the photos")).not_to_be_checked()
    expect(page.get_by_label("Your name")).to_have_value("A")
    expect(reference).to_have_value("SHIP-A")
    reference.fill("SHIP-B")
    save.click()
    expect(page.locator("#saved [role=status]")).to_contain_text("Saved in consignment")
    page.locator("#objects").get_by_label("1. Spiked baton").check()
    expect(reference).to_have_value("SHIP-A")


def test_leaving_with_a_conclusion_that_is_not_saved_asks_first(page: Page) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    give(page, payload(fakes.RED, "a.jpg"))
    page.get_by_label("Your name").fill("A")
    page.get_by_label("Reference: number").fill("SHIP-A")
    page.get_by_role("button", name="Save to the register").click()
    expect(page.locator("#saved [role=status]")).to_contain_text("Saved in consignment")
    page.reload()
    assert asked == []
    page.wait_for_selector(UPLOAD, state="attached")
    page.set_input_files(UPLOAD, [payload(fakes.YELLOW, "b.jpg")])  # the check is not back yet
    expect(page.locator("#objects input")).to_have_count(2)
    page.wait_for_function(SETTLED)
    page.get_by_label("It is another class").check()
    page.reload()
    assert asked == ["beforeunload"]


def test_two_inspectors_never_see_each_other_s_photo(browser: Browser, address: str) -> None:
    with browser.new_context() as one, browser.new_context() as two:
        first, second = one.new_page(), two.new_page()
        for opened in (first, second):
            opened.goto(address)
            opened.wait_for_selector(UPLOAD, state="attached")
        first.set_input_files(UPLOAD, payload(fakes.RED, "a.jpg"))
        second.set_input_files(UPLOAD, payload(fakes.GREEN, "b.jpg"))
        expect(first.locator("#verdict")).to_have_text("Prohibited")
        expect(second.locator("#verdict")).to_have_text("Not listed")
        for opened in (first, second):
            expect(opened.locator("#answer-head .seen-photo")).to_have_count(1)
            expect(opened.locator("#objects")).to_be_hidden()
        sources = [
            p.locator("#answer-head .seen-photo img").get_attribute("src") for p in (first, second)
        ]
        assert sources[0] != sources[1]


def test_the_whole_page_fits_a_phone_with_everything_opened(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(UPLOAD, state="attached")
        give(page, payload(fakes.YELLOW, "a.jpg"), payload(fakes.YELLOW, "b.jpg", 5))
        for name in ("Whose law", "Measure by a bank card", "The consignment it came with"):
            page.get_by_role("button", name=name).click()
        page.wait_for_timeout(300)
        assert sideways(page) <= 0
