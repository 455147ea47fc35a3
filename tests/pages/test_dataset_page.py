"""The dataset page as a browser does it: photos in, a version signed and taken away, one photo."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from datasets.library.library import Library
from findings.register import Register
from tests.datasets.library.made import jpeg
from tests.findings import made
from tests.pages.browser import free_port, serving
from tests.pages.serve_dataset import LIBRARY, REGISTER
from tests.pages.test_accessibility import findings
from tests.pages.test_inspection_page import PHONE, WIDE

HOSTILE = "<img src=x onerror=window.hit=1>"
TABS = (
    *("Overview", "Add photos", "Same object?", "Find mistakes", "New products", "Versions"),
    *("Augmentation", "Teach"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("dataset")
    with Register(root / REGISTER, create=True) as register:
        post = register.open_consignment(made.consignment(), made.NAME)
        register.keep_photo(register.record(post, made.finding()), made.ORIGINAL, made.NAME)
    return root


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    port = free_port()
    with serving(["-m", "tests.pages.serve_dataset", str(port), str(folder)], port, folder) as run:
        yield f"{run.address}/dataset"


@pytest.fixture(scope="module")
def library(address: str, folder: Path) -> Iterator[Library]:
    with Library(folder / LIBRARY) as opened:
        yield opened


@pytest.fixture
def wide(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=WIDE) as context:
        yield context


def opened(context: BrowserContext, address: str, tab: str = "Overview") -> Page:
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#overview .dataset-overview")).to_be_visible(timeout=20_000)
    show(page, tab)
    return page


def show(page: Page, tab: str) -> None:
    """Choose a tab; all are in sight, on a phone too."""
    page.get_by_role("tab", name=tab, exact=True).click()


def fill(page: Page, licence: str = "own") -> None:
    page.locator("#add-name textarea, #add-name input").fill("Anna")
    page.locator("#add-licence input").fill(licence)
    page.locator("#add-licence input").press("Enter")


def choose(page: Page, files: dict[str, bytes]) -> None:
    payload = [{"name": n, "mimeType": "image/jpeg", "buffer": data} for n, data in files.items()]
    page.locator("#add-choose").set_input_files(payload)  # type: ignore[arg-type]
    expect(page.locator(".add-said")).to_contain_text(f"{len(files)} file")


def press(page: Page) -> None:
    page.get_by_role("button", name="Add them to the library").click()


def test_nothing_is_sent_before_a_licence_is_chosen(
    wide: BrowserContext, address: str, library: Library
) -> None:
    page = opened(wide, address, "Add photos")
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if "upload" in asked.url else None)
    page.locator("#add-name textarea, #add-name input").fill("Anna")
    choose(page, {"a.jpg": jpeg(1)})
    press(page)
    expect(page.locator("#add-report [role=alert]")).to_contain_text("Choose a licence first")
    expect(page.locator(".add-said")).to_have_text("1 file chosen, 1 MB.")
    assert sent == []
    assert sum(library.counts_by_state().values()) == 0


def test_many_files_go_in_small_uploads_and_each_is_told(
    wide: BrowserContext, address: str, library: Library, tmp_path: Path
) -> None:
    """More than the gate takes at once; the broken, the small and the hostile are named."""
    packed = tmp_path / "more.zip"
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("handcuffs/z.jpg", jpeg(900))
    files = {f"photo-{seed}.jpg": jpeg(seed) for seed in range(43)}
    files |= {
        "broken.jpg": b"no photo",
        "small.jpg": jpeg(600, 90, 80),
        f"{HOSTILE}.jpg": b"neither",
        "more.zip": packed.read_bytes(),
        "bad.zip": b"no zip",
    }
    page = opened(wide, address, "Add photos")
    uploads: list[str] = []
    page.on("request", lambda asked: uploads.append(asked.url) if "/upload" in asked.url else None)
    fill(page)
    choose(page, files)
    press(page)
    expect(page.locator(".add-said")).to_have_text(
        "Done: 48 files dealt with. The report is below.", timeout=60_000
    )
    assert len(uploads) == 3
    report = page.locator("#add-report")
    expect(report).to_contain_text("44 photos of 48 taken.")
    for name in ("broken.jpg", "small.jpg", "bad.zip"):
        expect(report.locator("li", has_text=name)).to_have_count(1)
    assert page.evaluate("window.hit") is None
    assert sum(library.counts_by_state().values()) == 44
    expect(report.locator(".dataset-thumbnails img").first).to_be_visible()
    width = report.locator(".dataset-thumbnails img").first.evaluate("each => each.naturalWidth")
    assert width > 0
    assert findings(page) == []
    # Again: nothing is taken twice.
    choose(page, {"photo-1.jpg": jpeg(1)})
    press(page)
    expect(report).to_contain_text("In the library already: 1", timeout=20_000)
    assert sum(library.counts_by_state().values()) == 44


def test_the_registers_photos_come_as_proposals(
    wide: BrowserContext, address: str, library: Library
) -> None:
    page = opened(wide, address, "Add photos")
    fill(page)
    page.locator("#add-register").click()
    expect(page.locator("#add-register-report")).to_contain_text("of 1 taken", timeout=20_000)
    newest = list(library.items())[-1].record
    assert newest.label is None
    assert newest.proposed is not None


def test_a_version_is_signed_and_taken_away(
    wide: BrowserContext, address: str, library: Library, tmp_path: Path
) -> None:
    items = [item for item in library.items() if item.record.proposed is None]
    for at, item in enumerate(items[:24]):
        label = ("handcuffs", "padlock")[at % 2]
        library.label([(item.sha256, item.version)], label, "Anna")
    page = opened(wide, address, "Versions")
    page.locator("#versions-name textarea, #versions-name input").fill("Ben")
    page.get_by_label("Name of the version, such as 2026-11").fill("2026-11")
    page.locator("#versions-sign-button").click()
    said = page.locator("#versions-signed")
    expect(said).to_contain_text("No label was accepted by a second person yet")
    page.get_by_label("Only labels that a second person accepted").uncheck()
    page.locator("#versions-sign-button").click()
    expect(said).to_contain_text("Version 2026-11 is signed: 24 photos.")
    expect(page.locator("#versions-told")).to_contain_text(library.version("2026-11").sha256)
    page.locator("#versions-verify").click()
    expect(page.locator("#versions-files")).to_contain_text("Version 2026-11 holds", timeout=20_000)
    page.locator("#versions-export").click()
    link = page.locator("#versions-files a.download")
    expect(link).to_be_visible(timeout=30_000)
    with page.expect_download() as waiting:
        link.click()
    file = tmp_path / "version.zip"
    waiting.value.save_as(file)
    with zipfile.ZipFile(file) as packed:
        assert sum(name.endswith(".jpg") for name in packed.namelist()) == 24
        assert "2026-11/manifest.csv" in packed.namelist()
    assert findings(page) == []


def test_a_photo_is_shown_edited_and_withdrawn(
    wide: BrowserContext, address: str, library: Library
) -> None:
    item = next(item for item in library.items() if item.record.label is None)
    page = wide.new_page()
    page.goto(f"{address}?photo={item.sha256}")
    picture = page.locator(".dataset-large img")
    expect(picture).to_be_visible(timeout=20_000)
    expect(page.locator("#dataset-page")).to_be_hidden()
    page.locator("#photo-name textarea, #photo-name input").fill("Ben")
    page.get_by_label("View, such as front or worn").fill(HOSTILE)
    page.locator("#photo-save").click()
    expect(page.locator("#photo-happened")).to_contain_text("Saved")
    expect(page.locator("#photo-history")).to_contain_text(HOSTILE)
    assert page.evaluate("window.hit") is None
    assert library.get(item.sha256).record.view == HOSTILE
    assert findings(page) == []
    page.locator("#photo-withdraw button.label-wrap").click()
    page.get_by_label("Why, such as").fill("consent withdrawn")
    page.get_by_label("I know that this cannot be undone").check()
    page.locator("#photo-take-out").click()
    expect(page.locator("#photo-happened")).to_contain_text("taken out of the library for good")
    assert item.sha256 not in {each.sha256 for each in library.items()}


def test_links_of_the_overview_choose_photos_on_the_label_page(
    wide: BrowserContext, address: str, library: Library
) -> None:
    item = next(item for item in library.items() if item.record.label == "padlock")
    page = opened(wide, address)
    page.locator("#overview .dataset-table.classes a", has_text="Padlock").click()
    expect(page.locator("#label-label")).to_have_value("padlock", timeout=20_000)
    expect(page.locator("#label-state")).to_have_value("")
    expect(page.locator(".label-frame img")).to_be_visible(timeout=20_000)
    page.goto(f"{address.removesuffix('dataset')}label?photo={item.sha256}")
    shown = page.locator(f".label-frame img[src*='{item.sha256}']")
    expect(shown).to_be_visible(timeout=20_000)


def test_an_unknown_photo_is_one_sentence(wide: BrowserContext, address: str) -> None:
    page = wide.new_page()
    page.goto(f"{address}?photo=00000000")
    expect(page.locator("#photo-shown [role=alert]")).to_contain_text(
        "holds no photo", ignore_case=True, timeout=20_000
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_tab_fits_a_phone_and_is_accessible(
    browser: Browser, address: str, scheme: str
) -> None:
    with browser.new_context(viewport=PHONE, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = opened(context, address)
        for tab in TABS:
            button = page.get_by_role("tab", name=tab, exact=True)
            expect(button).to_be_in_viewport(ratio=1)  # none hides behind a menu
            button.press("Enter")
            expect(button).to_have_attribute("aria-selected", "true")
            page.wait_for_timeout(600)
            wider, small = page.evaluate(
                """() => [document.documentElement.scrollWidth - window.innerWidth,
                  [...document.querySelectorAll('.add-files button, #dataset-page button.lg')]
                    .filter((each) => each.offsetParent && each.offsetHeight < 44)
                    .map((each) => each.textContent)]"""
            )
            assert wider <= 0, tab
            assert small == [], tab
            assert findings(page) == [], tab
