"""A check that comes back to its tab, and one that is given up: as a browser does."""

from __future__ import annotations

from playwright.sync_api import Browser, Dialog, Page, Route, expect

from tests.pages import fakes, test_object_journeys
from tests.pages.test_inspection_page import (
    PHONE,
    SETTLED,
    UPLOAD,
    say,
    sideways,
)
from tests.pages.test_object_journeys import give, payload

page = test_object_journeys.page  # the fixture: an opened page, on a desk and on a phone


def test_a_check_comes_back_to_its_tab_as_it_was_and_is_forgotten_for_good(
    browser: Browser, address: str
) -> None:
    kept = "sessionStorage.getItem('check')"
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(address)
        page.wait_for_selector(UPLOAD, state="attached")
        give(page, payload(fakes.RED, "a.jpg"))
        give(page, payload(fakes.YELLOW, "b.jpg"))
        say(page, "Yes, for several people", "No")
        page.get_by_role("button", name="Whose law").click()
        day = page.locator("#as-of input, #as-of textarea")
        day.fill("2026-01-31")
        day.press("Enter")
        expect(page.locator("#answer-head")).to_contain_text("as of 2026-01-31")
        page.wait_for_function(SETTLED)
        page.get_by_label("It is another class").check()
        page.get_by_label("Note").fill("rusty")
        page.get_by_label("Your name").fill("A")
        # What is typed is noted field by field; wait for that which has the last one.
        with page.expect_response(lambda answer: '"A"' in (answer.request.post_data or "")):
            page.get_by_label("Your name").blur()
        seen = page.locator("#answer-head .seen-photo img").get_attribute("src")
        refused: list[Route] = []

        def refuse_once(route: Route) -> None:
            if refused or '"token"' not in (route.request.post_data or ""):
                route.fallback()
            else:
                refused.append(route)
                route.fulfill(status=429, json={"detail": "That is too often."})

        page.route("**/queue/join*", refuse_once)
        page.reload()
        expect(page.locator("#returning [aria-live=polite]")).to_have_count(1)
        expect(page.get_by_text("Your check as you left it.")).to_be_visible(timeout=20_000)
        assert len(refused) == 1
        page.unroute("**/queue/join*")
        expect(page.locator("#decided")).to_have_text("If it is Handcuffs: Prohibited")
        expect(page.locator("#verdict")).to_have_text("Depends on measurements or use")
        picture = page.locator("#answer-head .seen-photo img")
        expect(picture).to_have_attribute("src", seen or "")
        assert picture.evaluate("each => each.naturalWidth") > 0
        expect(page.locator("#objects").get_by_label("2. Handcuffs")).to_be_checked()
        expect(page.locator("#answer-head")).to_contain_text("as of 2026-01-31")
        expect(page.get_by_label("It is another class")).to_be_checked()
        expect(page.get_by_label("Which class")).to_be_visible()
        expect(page.get_by_label("Note")).to_have_value("rusty")
        expect(page.get_by_label("Your name")).to_have_value("A")
        token = page.evaluate(kept)
        assert len(token) >= 43  # characters of base64: 256 bits
        assert token not in page.content()
        assert token not in page.url

        copy = context.new_page()  # as a tab that is duplicated: it has the token, too
        copy.goto(address)
        copy.evaluate("token => sessionStorage.setItem('check', token)", token)
        copy.reload()
        copy.wait_for_function(f"{kept} === null")
        expect(copy.locator("#verdict")).to_have_count(0)

        page.locator("#returning").get_by_role("button", name="Start anew").click()
        expect(page.locator("#verdict")).to_have_count(0)
        expect(page.locator("#returning")).to_contain_text(
            "All objects of this check are forgotten."
        )
        assert page.evaluate(kept) is None
        copy.evaluate("token => sessionStorage.setItem('check', token)", token)
        copy.reload()
        expect(copy.get_by_role("alert")).to_contain_text("Your earlier check is no longer here")
        expect(copy.locator("#verdict")).to_have_count(0)
        assert copy.evaluate(kept) is None


def test_a_whole_check_is_given_up_after_a_question_and_the_next_photo_begins_another(
    page: Page,
) -> None:
    kept = "sessionStorage.getItem('check')"
    give(page, payload(fakes.RED, "a.jpg"))
    give(page, payload(fakes.YELLOW, "b.jpg"))
    say(page, "Yes, for several people", "No")
    page.get_by_label("Note").fill("rusty")
    token = page.evaluate(kept)
    start, question = page.get_by_role("button", name="Start anew"), page.locator("#anew dialog")
    for leave in (question.get_by_role("button", name="No, leave it as it is").press, None):
        start.press("Enter")
        expect(page.get_by_role("dialog", name="Forget all objects of this check")).to_be_visible()
        expect(question.get_by_role("button", name="No, leave it as it is")).to_be_focused()
        assert sideways(page) <= 0
        if leave is None:
            page.keyboard.press("Escape")
        else:
            leave("Enter")
        expect(question).to_be_hidden()
        expect(start).to_be_focused()
    expect(page.locator("#decided")).to_have_text("If it is Handcuffs: Prohibited")
    expect(page.locator("#objects").get_by_role("radio")).to_have_count(2)
    expect(page.get_by_label("Note")).to_have_value("rusty")
    assert page.evaluate(kept) == token
    start.click()
    question.get_by_role("button", name="Yes, forget them all").click()
    said = page.locator("#returning [aria-live=polite]")
    expect(said).to_contain_text("All objects of this check are forgotten.")
    expect(page.locator("#photo button").first).to_be_focused()
    for gone in ("#verdict", "#decided", "#answer article", "#anew button", "svg.measured"):
        expect(page.locator(gone)).to_have_count(0)
    expect(page.locator("#objects")).to_be_hidden()
    assert page.evaluate(kept) is None
    give(page, payload(fakes.GREEN, "c.jpg"))
    expect(page.locator("#verdict")).to_have_text("Not listed")
    expect(page.locator("#objects")).to_be_hidden()
    expect(said).not_to_contain_text("forgotten")
    expect(page.get_by_label("Note")).to_have_value("")
    assert page.evaluate(kept) not in (None, token)
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.reload()
    assert asked == []  # nothing that was filled in is lost by leaving
