"""What tests of the pages share: one server, the catalogue, a library and its workbench."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Error as BrowserError

from catalogue.load import Catalogue, load
from datasets.library.library import Library
from pages.workbench import Workbench
from tests.datasets.library.made import Clock
from tests.pages import fakes
from tests.pages.browser import free_port, serving


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library(tmp_path / "library", create=True, clock=Clock()) as opened:
        yield opened


@pytest.fixture
def bench(library: Library, catalogue: Catalogue) -> Workbench:
    """A workbench where everybody may do everything."""
    return Workbench(library, fakes.classifier(catalogue), catalogue, None, lambda user, what: True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the server keeps uploads."""
    made = tmp_path / "uploads"
    made.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(made))
    return made


@pytest.fixture(scope="session")
def server_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def uploads(server_folder: Path) -> Path:
    """What was sent to the server at `address` and is not deleted yet."""
    return server_folder / "uploads"


@pytest.fixture(scope="session")
def address(server_folder: Path) -> Iterator[str]:
    port = free_port()
    with serving(["-m", "tests.pages.serve", str(port)], port, server_folder) as running:
        yield running.address


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    """What is expected may come late where other tests hold the cores; none of these is timed."""
    expect.set_options(timeout=30_000)  # ms, as long as Playwright waits for everything else
    yield
    expect.set_options(timeout=None)


@pytest.fixture(autouse=True)
def kept_screenshots(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How every page looked when its test ended, in the folder SCREENSHOTS, for people to look."""
    folder = os.environ.get("SCREENSHOTS")
    if not folder:
        return
    name = re.sub(r"[^A-Za-z0-9]+", "-", request.node.nodeid.removeprefix("tests/pages/"))[:120]
    close = BrowserContext.close

    def look_and_close(self: BrowserContext, **options: str) -> None:
        for number, page in enumerate(self.pages):
            file = Path(folder) / f"{name}-{number}.jpeg"
            try:
                page.screenshot(path=file, full_page=True, type="jpeg", quality=70)
            except BrowserError as error:  # a page that is gone or too tall; the test has its say
                print(f"no screenshot of {name}: {error}")
        close(self, **options)

    monkeypatch.setattr(BrowserContext, "close", look_and_close)
