"""One server for the tests of the pages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from playwright.sync_api import Error as BrowserError

from tests.pages.browser import free_port, serving


@pytest.fixture(scope="session")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(scope="session")
def address(uploads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    before = os.environ.get("GRADIO_TEMP_DIR")
    os.environ["GRADIO_TEMP_DIR"] = str(uploads)
    try:
        log = tmp_path_factory.mktemp("log")
        with serving(["-m", "tests.pages.serve", str(port)], port, log) as running:
            yield running.address
    finally:
        if before is None:
            del os.environ["GRADIO_TEMP_DIR"]
        else:
            os.environ["GRADIO_TEMP_DIR"] = before


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
