"""The trainer's pages in other languages: nothing of ours stays English, nothing grows too wide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from datasets.library import opinions
from datasets.library.intake import prepare
from datasets.library.library import Library
from datasets.library.querying import Wanted
from datasets.library.record import Item, State, Verdict
from findings.register import Register
from model.photo import encode_jpeg
from tests.datasets.library.made import ANNA, BEN, TERMS, jpeg
from tests.findings import made
from tests.pages.browser import free_port, serving
from tests.pages.serve_trainers import LIBRARY, REGISTER
from tests.pages.test_inspection_page import PHONE
from tests.pages.test_language import ENGLISH, choose, is_of_the_catalogue
from wording.messages import load_trainers

CODES = ("ar", "ru")  # not written in Latin letters, so that what stays English is seen
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
COLOURS = {"handcuffs": (190, 60, 60), "plain_baton": (60, 170, 70), "my_class": (60, 70, 190)}
OBJECTS = 4
# Attributes that are read out and have Latin words alone.
ATTRIBUTES = """() => ['aria-label', 'alt', 'placeholder', 'title'].flatMap((name) =>
  [...document.body.querySelectorAll(`[${name}]`)]
    .filter((box) => !box.closest('[translate=no], bdi, [hidden], [lang=en]'))
    .map((box) => box.getAttribute(name)))
  .filter((words) => /[A-Za-z]{2}/.test(words) && !/[\\u0400-\\u06ff]/.test(words))"""
# What persons wrote or chose, captions of keys, codes, names of files and moments.
CODE = re.compile(
    r"^,? ?(?:[\w.+/-]*[\d_./][\w.+/-]*|my_class|(?:handcuffs|plain_baton) \d|handcuffs|plain_baton"
    r"|SHA-256|Enter|Esc|Escape|Del)$|UTC$"
)
LATER_MS = 60_000  # a search on a computer that other tests keep busy


def added(
    library: Library, seed: int, colour: tuple[int, int, int], spot: int = 0, **said: object
) -> Item:
    """A photo of four quarters of about a colour; the same again with a spot of some px."""
    rng = np.random.default_rng(seed)
    quarters = np.clip(np.array(colour) + rng.normal(0, 12, (2, 2, 3)), 0, 255)
    large = quarters.repeat(120, axis=0).repeat(160, axis=1)
    pixels = np.clip(large + rng.normal(0, 6, large.shape), 0, 255).astype(np.uint8)
    pixels[:spot, :spot] = np.uint8(255)
    item = library.add(prepare(encode_jpeg(pixels), f"{seed}.jpg", said, TERMS), ANNA)
    assert item is not None
    return item


def fill(library: Library) -> None:
    """Labelled, reviewed, doubted, strange and equal photos."""
    for kind, (label, colour) in enumerate(COLOURS.items()):
        items = [
            added(library, 100 * kind + at, colour, label=label, group=f"{label} {at}")
            for at in range(OBJECTS)
        ]
        first, second, third, _ = ([(each.sha256, each.version)] for each in items)
        library.review(first, Verdict.ACCEPTED, BEN)
        if label == "handcuffs":
            library.review(second, Verdict.REJECTED, BEN, "another good is shown")
            opinions.say(library, items[2].sha256, "padlock", BEN, items[2].version)
        else:
            library.review(third, Verdict.ACCEPTED, BEN)
    added(library, 50, COLOURS["handcuffs"], label="my_class", group="wrong")
    added(library, 0, COLOURS["handcuffs"], spot=6, label="handcuffs", group="twice")
    for at in range(3):
        added(library, 900 + at, (205, 205, 205))
    unsure = added(library, 990, COLOURS["handcuffs"], proposed="padlock", proposed_by="a register")
    library.change([(unsure.sha256, unsure.version)], {"view": "front"}, ANNA)
    told = added(library, 991, COLOURS["plain_baton"])
    library.change([(told.sha256, told.version)], {"cannot_tell": True}, ANNA)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the library and the register lie."""
    root = tmp_path_factory.mktemp("trainers")
    with Register(root / REGISTER, create=True) as register:
        post = register.open_consignment(made.consignment(), made.NAME)
        register.keep_photo(register.record(post, made.finding()), made.ORIGINAL, made.NAME)
    with Library(root / LIBRARY, create=True) as library:
        fill(library)
    return root


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    port = free_port()
    with serving(["-m", "tests.pages.serve_trainers", str(port), str(root)], port, root) as running:
        yield running.address


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    errors: list[str] = []
    with browser.new_context(viewport=PHONE, locale="en-GB") as context:
        page = context.new_page()
        page.add_init_script(f"sessionStorage.setItem('inspector', {BEN!r})")
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


def checked(page: Page, where: str) -> None:
    """Of our own words none stays English, and the page does not scroll sideways."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for code in CODES:
        choose(page, code)
        texts = [*page.evaluate(ENGLISH), *page.evaluate(ATTRIBUTES)]
        left = [text for text in texts if not CODE.search(text) and not is_of_the_catalogue(text)]
        assert left == [], f"{where}, {code}"
        assert page.evaluate(WIDER) <= 0, f"{where}, {code}"
    choose(page, "en")


def opened(page: Page, address: str) -> None:
    """Open a page of the trainer and wait until its first tab is filled."""
    page.goto(f"{address}?lang=en")
    page.locator(".label-proposals button, #overview .dataset-overview").first.wait_for()


def show(page: Page, tab: str) -> None:
    """Choose a tab; all are in sight, on a phone too."""
    page.get_by_role("tab", name=tab, exact=True).click()


def answered(page: Page) -> None:
    """Wait until the desk has answered everything."""
    page.wait_for_function("!document.querySelector('[aria-busy=true]')")


def test_one_by_one(page: Page, address: str) -> None:
    opened(page, f"{address}/label")
    state, said = page.locator(".label-state").first, page.locator("#label-room .label-said")
    checked(page, "the first photo")
    page.keyboard.press("b")
    page.keyboard.press("ArrowRight")
    checked(page, "a box")
    page.locator("#label-room [data-do=save], .label-proposals button").last.click()
    expect(said).to_contain_text("Saved: ")
    checked(page, "a label")
    page.locator("#label-room [data-do=undo]").click()
    expect(said).to_contain_text("Taken back.")
    checked(page, "taken back")
    for wanted, words in (
        ("labelled", "labelled it"),
        ("accepted", "agreed"),
        ("rejected", "reje"),
    ):
        page.select_option("#label-state", wanted)
        expect(state).to_contain_text(words)
        checked(page, wanted)
    page.locator("#label-find").fill("zebra")
    checked(page, "a new class")


def test_many_at_once(page: Page, address: str) -> None:
    opened(page, f"{address}/label")
    show(page, "Many at once")
    page.locator("#label-grid .grid-head p").first.wait_for()
    checked(page, "before the network has looked")
    page.get_by_role("button", name="Let it look now").click()
    page.wait_for_function("!document.querySelector('[data-do=look]')", timeout=LATER_MS)
    answered(page)
    checked(page, "a cluster")
    page.select_option("#grid-show", "filter")
    page.select_option("#grid-state", "")
    expect(page.locator(".grid-head")).to_contain_text("photos.")
    page.locator("#label-grid [data-do=all]").click()
    checked(page, "all photos")
    page.locator("#label-grid [data-do=none]").click()
    page.locator(".grid-photo").first.click()
    page.locator("#label-grid [data-do=cannot_tell]").click()
    expect(page.locator("#label-grid .label-said")).to_contain_text("you could not tell")
    checked(page, "an answer")
    page.locator("#label-grid [data-do=undo]").click()
    expect(page.locator("#label-grid .label-said")).to_contain_text("Taken back")
    checked(page, "taken back")


def test_review(page: Page, address: str) -> None:
    opened(page, f"{address}/label")
    show(page, "Review")
    page.locator(".review-told h2").wait_for()
    checked(page, "judging")
    page.locator("[data-do=agreement]").click()
    page.locator(".review-agreement table").first.wait_for(timeout=LATER_MS)
    for way in ("blind", "apart"):
        page.locator(f"[data-way={way}]").click()
        answered(page)
        checked(page, way)


def test_photos_in(page: Page, address: str) -> None:
    opened(page, f"{address}/dataset")
    checked(page, "the overview")
    show(page, "Add photos")
    files = {"a.jpg": jpeg(1), "small.jpg": jpeg(600, 90, 80), "broken.jpg": b"none", "b.zip": b""}
    chosen = [FilePayload(name=n, mimeType="image/jpeg", buffer=each) for n, each in files.items()]
    page.locator("#add-choose").set_input_files(chosen)
    page.get_by_role("button", name="Add them to the library").click()
    page.locator("#add-report [role=alert]").wait_for()
    checked(page, "no licence")
    page.locator("#add-licence input").fill("own")
    page.locator("#add-licence input").press("Enter")
    page.get_by_role("button", name="Add them to the library").click()
    expect(page.locator(".add-said")).to_contain_text("Done: ", timeout=LATER_MS)
    checked(page, "added")
    page.locator("#add-register").click()
    page.locator("#add-register-report .import").wait_for(timeout=LATER_MS)
    checked(page, "from the register")
    page.locator("#imports button.label-wrap").click()
    page.locator("#import-chosen input").click()
    page.get_by_role("option", name="Import").first.click()
    page.locator("#import-undo").click()
    page.locator("#import-shown [role=alert]").wait_for()
    checked(page, "an import that may be undone")
    page.locator("#import-reason").get_by_role("textbox").fill("мимо")
    page.locator("#import-sure input").check()
    page.locator("#import-undo").click()
    expect(page.locator("#import-shown")).to_contain_text("Undone.", timeout=LATER_MS)
    checked(page, "an import that is undone")
    show(page, "Same object?")
    page.locator("#same-look").click()
    expect(page.locator("#same-told")).to_contain_text("photos compared", timeout=LATER_MS)
    page.locator(".same-proposal figure").first.wait_for()
    checked(page, "the same object")


def test_mistakes_and_new_products(page: Page, address: str) -> None:
    opened(page, f"{address}/dataset")
    show(page, "Find mistakes")
    page.locator("#mistakes-start").click()
    queues = page.locator("#mistakes-shown .mistakes-queues button")
    queues.first.wait_for(timeout=LATER_MS)
    for at in range(queues.count()):
        queues.nth(at).click()
        expect(queues.nth(at)).to_have_attribute("aria-pressed", "true")
        checked(page, f"queue {at}")
    show(page, "New products")
    page.locator("#strangers-start").click()
    page.locator("[data-heap]").first.wait_for(timeout=LATER_MS)
    checked(page, "new products")


def test_versions_and_teaching(page: Page, address: str) -> None:
    opened(page, f"{address}/dataset")
    show(page, "Versions")
    page.get_by_label("Name of the version, such as 2026-11").fill("2026-11")
    page.locator("#versions-sign-button").click()
    expect(page.locator("#versions-signed")).to_contain_text("is signed", timeout=LATER_MS)
    page.locator("#versions-verify").click()
    expect(page.locator("#versions-files")).to_contain_text("holds", timeout=LATER_MS)
    checked(page, "a version")
    page.locator("#versions-export").click()
    page.locator("#versions-files a.download").wait_for(timeout=LATER_MS)
    checked(page, "its files")
    show(page, "Augmentation")
    checked(page, "augmentation")
    show(page, "Teach")
    page.locator("#teach-class input").click()
    page.get_by_role("option", name="accepted").first.wait_for()
    checked(page, "classes to teach")
    page.get_by_role("option", name="accepted").first.click()
    page.locator("#teach-chosen img").first.wait_for(timeout=LATER_MS)
    checked(page, "photos to learn from")


def test_the_page_of_a_photo(page: Page, address: str, root: Path) -> None:
    with Library(root / LIBRARY) as library:
        sha256 = library.next_photos(Wanted(state=State.REJECTED))[0].sha256
    page.goto(f"{address}/dataset?photo={sha256}")
    page.locator("#photo-shown .dataset-photo").wait_for()
    page.locator("#photo-withdraw button").first.click()
    checked(page, "a photo")
    page.locator("#photo-save").click()
    expect(page.locator("#photo-happened")).to_contain_text("Nothing was changed")
    checked(page, "nothing to save")


def test_what_comes_later_comes_in_the_language_that_was_chosen(page: Page, address: str) -> None:
    words = load_trainers()["fr"].messages
    opened(page, f"{address}/dataset")
    choose(page, "fr")
    expect(page.locator("h1")).to_have_text(str(words["The dataset"]))
    page.get_by_role("tab", name=str(words["Add photos"]), exact=True).click()
    page.locator(".add-clear, .add-said").first.wait_for()
    expect(page.locator(".add-said")).to_have_text(str(words["No file is chosen."]))
    choose(page, "en")
    expect(page.locator(".add-said")).to_have_text("No file is chosen.")
