"""Starts a server process and a headless Chromium: for tests, benchmarks and screenshots."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
START_SECONDS = 240  # some 10 alone; minutes where other work holds the cores
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Nothing but our page may be fetched, updated or reported.
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Served(NamedTuple):
    """A running server."""

    address: str
    pid: int


@contextmanager
def serving(
    command: Sequence[str],
    port: int,
    folder: Path,
    at: str = "http://127.0.0.1",
    certificate: Path | None = None,
    asked: str = "/",
) -> Iterator[Served]:
    """Run `python COMMAND`, wait for its page, yield where it is, end the process.

    Args:
        command: its words.
        port: it listens on.
        folder: of its log, of what it keeps, and below `uploads` of what it is sent.
        at: scheme and host of its address.
        certificate: to trust, where it speaks TLS.
        asked: path that answers once it is there.
    """
    log = folder / "server.log"
    uploads = folder / "uploads"
    uploads.mkdir(exist_ok=True)
    address = f"{at}:{port}"
    trust = ssl.create_default_context(cafile=certificate) if certificate else None
    with (
        log.open("wb") as stream,
        subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            # Nothing is kept in a person's home; uploads of one server are no other's.
            env={**os.environ, "XDG_DATA_HOME": str(folder), "GRADIO_TEMP_DIR": str(uploads)},
            stdout=stream,
            stderr=stream,
        ) as server,
    ):
        try:
            _wait(f"{address}{asked}", server, log, trust)
            yield Served(address, server.pid)
        finally:
            server.terminate()


def _wait(
    address: str, server: subprocess.Popen[bytes], log: Path, trust: ssl.SSLContext | None
) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, f"the server ended early: {log.read_text()}"
        try:
            urllib.request.urlopen(address, timeout=5, context=trust).close()
            return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.25)
    raise AssertionError(f"no page after {START_SECONDS} s: {log.read_text()}")


class NoBrowser(Exception):
    """No Chromium is installed; the message says how to get one."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium.

    Raises:
        NoBrowser: none is installed.
    """
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        raise NoBrowser(
            "no Chromium is installed, so the page cannot be driven; install it "
            "(Debian: apt-get install chromium) and run again"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=OPTIONS)
        try:
            yield browser
        finally:
            browser.close()
