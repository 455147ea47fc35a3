"""How much memory the page's process holds after many photos, each answered in a browser.

    python -m benchmarks.page_memory [--weights NAME_OR_FILE] [--photos 100]

Needs the `dev` extra (Playwright) and an installed Chromium; reads `/proc`, so Linux only.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.application import UPLOAD, application
from benchmarks.timing import camera_jpeg
from tests.pages.browser import chromium

EVERY = 20  # photos between two readings
SIZES = ((4000, 3000), (3000, 4000), (1600, 1200), (640, 480))  # px; photos take turns


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page_memory", description=__doc__)
    parser.add_argument("--weights", help="released name or an ONNX file")
    parser.add_argument("--photos", type=int, default=100)
    options = parser.parse_args()
    with application(options.weights) as (address, pid, _), chromium() as browser:
        page = browser.new_page()
        page.goto(address)
        _upload_all(page, pid, options.photos)
    return 0


def _upload_all(page: Page, pid: int, count: int) -> None:
    photos = [camera_jpeg(width, height) for width, height in SIZES]
    print(f"{0:4d} photos  {resident_mb(pid):.0f} MB resident", flush=True)
    for number in range(1, count + 1):
        data = photos[number % len(photos)]
        name = f"{number}.jpg"
        page.wait_for_selector(UPLOAD, state="attached")
        page.evaluate("document.getElementById('verdict')?.setAttribute('data-old', '')")
        page.set_input_files(UPLOAD, {"name": name, "mimeType": "image/jpeg", "buffer": data})
        page.wait_for_selector("#verdict:not([data-old])")
        page.wait_for_selector("#answer article")
        if number % EVERY == 0:
            print(f"{number:4d} photos  {resident_mb(pid):.0f} MB resident", flush=True)


def resident_mb(pid: int) -> float:
    """Resident memory of a process, MB (10^6 bytes)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(row for row in status.splitlines() if row.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    sys.exit(main())
