"""The inspector's page as a browser shows it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from catalogue.load import load
from tests.pages import fakes

PHONE: ViewportSize = {"width": 360, "height": 740}
WIDE: ViewportSize = {"width": 1280, "height": 900}
UPLOAD = "#photo input[type=file]"
# Every page of an inspector, and what is there once it is drawn.
OFFLINE = {
    "": UPLOAD,
    "catalogue?show=handcuffs": "#shown h2",
    "catalogue?entry=II+2.4": "#shown h2",
    "learn": ".page-head h1",
    "records": "#records-facts h2",
    "about": "#about h2",
}
# Addresses elsewhere that were refused, or that the page would fetch or prepare to.
OUTWARD = """() => [
  ...(window.refused ?? []),
  ...[...document.querySelectorAll('link[href], [src]')].map(each => each.href || each.src),
].filter(each => /^(https?|wss?):/.test(each) && !each.startsWith(`${location.origin}/`))"""
# The parts of an answer arrive one after the other.
SETTLED = "document.querySelector('#answer article, #answer-head [role=alert]')"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A wide, opened page."""
    with browser.new_context(viewport=WIDE, permissions=["camera"]) as context:
        opened = context.new_page()
        opened.goto(address)
        opened.wait_for_selector(UPLOAD, state="attached")
        yield opened


def upload(page: Page, data: bytes, name: str = "photo.jpg", mime: str = "image/jpeg") -> str:
    """Upload, wait for the answer, return its text."""
    page.set_input_files(UPLOAD, {"name": name, "mimeType": mime, "buffer": data})
    page.wait_for_selector("#verdict")
    page.wait_for_function(SETTLED)
    return page.inner_text("#answer-head") + page.inner_text("#answer")


def sideways(page: Page) -> int:
    """Pixels that stick out of the window; more than 0 scrolls sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def test_a_photo_gets_its_status_law_and_source(page: Page) -> None:
    text = upload(page, fakes.jpeg(fakes.RED))
    assert page.inner_text("#verdict") == "Prohibited"
    assert "Looks like: Spiked baton" in text
    assert "Annex II, entry 3.1" in text
    assert "ex 9304 00 00" in text
    assert "http://data.europa.eu/eli/reg_del/2025/928/oj" in text


def test_the_verdict_is_in_view_and_has_the_focus(page: Page) -> None:
    page.set_viewport_size(PHONE)
    upload(page, fakes.jpeg(fakes.RED))
    page.wait_for_function("document.activeElement.id === 'verdict'")
    box = page.locator("#verdict").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < PHONE["height"] / 2


def test_a_second_photo_replaces_the_first_answer(page: Page) -> None:
    upload(page, fakes.jpeg(fakes.RED))
    page.set_input_files(
        UPLOAD, {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": fakes.jpeg(fakes.GREEN)}
    )
    page.wait_for_function("document.getElementById('verdict').innerText === 'Not listed'")
    assert "Spiked baton" not in page.inner_text("header.verdict")


def test_a_text_file_with_a_photo_s_name_gets_one_sentence(page: Page) -> None:
    text = upload(page, b"<script>alert(1)</script> not a photo", "photo.jpg")
    assert "photo.jpg is not a JPEG, PNG, WebP, HEIC or AVIF photo" in text
    assert "Traceback" not in page.content()


def test_a_file_that_the_system_does_not_know_as_a_picture_is_still_taken(page: Page) -> None:
    """Where the system has no media type for .heic the browser reports none."""
    text = upload(page, b"\0\0\0\x18ftypheic\0\0\0\0heicmif1", "IMG_1.heic", "")
    assert "IMG_1.heic is damaged" in text


def test_the_camera_of_the_computer_gives_an_answer(page: Page) -> None:
    page.get_by_text("Camera of this computer").click()
    page.locator("#camera").get_by_text("Click to Access Webcam").click()
    # Before the first frame there is nothing to capture.
    page.wait_for_function("document.querySelector('#camera video')?.videoWidth > 0")
    page.locator("#camera button[aria-label='capture photo']").click()
    page.wait_for_selector("#verdict")
    assert page.locator("article.answer figure.seen-photo img").count() == 1


def test_nothing_is_requested_from_another_machine(browser: Browser, address: str) -> None:
    """With everything else cut off, all pages open and none of them even tries to go out."""
    tried: list[str] = []
    with browser.new_context(viewport=WIDE) as context:

        def only_the_server(route: Route) -> None:
            if route.request.url.startswith(f"{address}/"):
                route.continue_()
            else:
                tried.append(route.request.url)
                route.abort()

        context.route("**/*", only_the_server)
        # What the browser refuses by itself is no request, but it was tried.
        context.add_init_script(
            "addEventListener('securitypolicyviolation', event =>"
            " (window.refused ??= []).push(event.blockedURI))"
        )
        page = context.new_page()
        page.on("websocket", lambda socket: tried.append(socket.url))
        for path, there in OFFLINE.items():
            page.goto(f"{address}/{path}")
            page.wait_for_selector(there, state="attached")
            if not path:
                upload(page, fakes.jpeg(fakes.BLUE))
            page.wait_for_load_state("load")
            page.evaluate("document.fonts.ready.then(() => null)")
            tried += page.evaluate(OUTWARD)
    assert tried == []


def test_the_uploaded_photo_is_gone_after_the_answer(page: Page, uploads: Path) -> None:
    upload(page, fakes.jpeg(fakes.YELLOW), "consignment.jpg")
    page.wait_for_timeout(300)
    assert [path for path in uploads.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("colour", [fakes.RED, fakes.GREEN, fakes.BLUE, fakes.YELLOW, fakes.GREY])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_never_scrolls_sideways(
    browser: Browser, address: str, colour: tuple[int, int, int], scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(viewport=PHONE, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(UPLOAD, state="attached")
        assert sideways(page) <= 0
        upload(page, fakes.jpeg(colour))
        for summary in page.locator("summary").all():
            if summary.evaluate("s => !s.parentElement.open && s.offsetParent !== null"):
                summary.click()
        assert sideways(page) <= 0


def test_controls_are_large_enough_for_a_gloved_finger(page: Page) -> None:
    """44 px: the target size of WCAG 2.5.5."""
    page.set_viewport_size(PHONE)
    upload(page, fakes.jpeg(fakes.RED))
    heights = page.eval_on_selector_all(
        "summary, #photo button, #questions button, #questions label",
        "all => all.map(e => e.getBoundingClientRect().height).filter(h => h > 0)",
    )
    assert min(heights) >= 44


def test_answers_to_questions_change_the_status_and_are_taken_back(page: Page) -> None:
    upload(page, fakes.jpeg(fakes.YELLOW))
    page.wait_for_selector("#question")
    first = page.inner_text("#question")
    assert page.locator("#decided").count() == 0
    page.get_by_role("button", name="Yes, for several people").click()
    page.wait_for_function(f"document.getElementById('question')?.innerText !== {first!r}")
    page.wait_for_function("document.activeElement.id === 'question'")
    page.get_by_role("button", name="No", exact=True).click()
    page.wait_for_selector("#decided")
    assert page.inner_text("#decided") == "If it is Handcuffs: Prohibited"
    expect(page.locator("#outcome .looks-like")).to_have_text("If it is Handcuffs: Prohibited")
    assert page.inner_text("#verdict") == "Depends on measurements or use"  # what the photo says
    page.get_by_role("button", name="Take back the last answer").click()
    page.wait_for_selector("#decided", state="detached")
    expect(page.locator("#outcome .verdict")).to_have_count(0)
    page.get_by_role("button", name="Take back the last answer").click()
    page.wait_for_function(f"document.getElementById('question')?.innerText === {first!r}")


def test_a_measurement_is_read_with_its_uncertainty_and_nonsense_is_refused(page: Page) -> None:
    upload(page, fakes.jpeg(fakes.YELLOW))
    say(page, *to_a_measurement("handcuffs"))
    field = page.locator("#measured textarea, #measured input")
    field.fill("about two fingers")
    field.press("Enter")
    page.get_by_text("'about two fingers' is no measurement").wait_for()
    field.fill("1±0.5")
    page.get_by_role("button", name="Take this measurement").click()
    page.get_by_text("0.5 to 1.5 mm").wait_for()


def say(page: Page, *answers: str) -> None:
    """Answer the questions, each after it has come up."""
    for words in answers:
        before = page.inner_text("#question")
        page.get_by_role("button", name=words, exact=True).click()
        page.wait_for_function(
            "before => document.getElementById('question')?.innerText !== before", arg=before
        )


def to_a_measurement(id: str) -> list[str]:
    """The answers that lead to the first question of a class that asks for a measurement."""
    handcuffs = load()[id]
    tree = handcuffs.tree
    assert tree is not None
    measured = {question.id for question in tree.questions.values() if question.measure}
    way = next(path for path in tree.paths(handcuffs.start) if measured & {*path})
    said = []
    for at, following in pairwise(way):
        if at in measured:
            break
        said.append(next(a.say for a in tree.questions[at].answers if a.to == following))
    return said


def test_the_next_photo_begins_with_new_questions(page: Page) -> None:
    upload(page, fakes.jpeg(fakes.YELLOW))
    say(page, "Yes, for several people", "No")
    page.wait_for_selector("#decided")
    upload(page, fakes.jpeg(fakes.YELLOW))
    page.wait_for_selector("#decided", state="detached")
    upload(page, fakes.jpeg(fakes.GREY))
    page.wait_for_selector("#questions", state="detached")


def test_photo_and_answer_stand_side_by_side_on_a_wide_screen(page: Page) -> None:
    upload(page, fakes.jpeg(fakes.RED))
    # Both in one look: what comes above a moment later would move them.
    photo, told = page.evaluate(
        "['.seen', '.said'].map(each => document.querySelector(each).getBoundingClientRect())"
    )
    assert told["right"] <= photo["left"]
    assert abs(photo["top"] - told["top"]) < 2


def test_a_phone_reaches_the_conclusion_in_few_screens(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    upload(page, fakes.jpeg(fakes.BLUE))
    page.wait_for_selector("#question")
    expect(page.locator("#conclude")).to_be_visible()
    top = "each => document.querySelector(each).getBoundingClientRect().top + scrollY"
    assert page.evaluate(top, "#conclude") < 6000  # px; 13,800 before the comparison was folded
    assert page.evaluate(top, ".seen-photo") < page.evaluate(top, "#questions")
