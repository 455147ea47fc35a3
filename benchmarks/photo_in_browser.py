"""How long a person waits in the browser: from the choice of a photo until the answer is drawn.

    python -m benchmarks.photo_in_browser [--photos 20] [--weights NAME_OR_FILE]

Photos of 12 megapixels, one after the other, each another file; server, network and browser share
two cores. Needs the `dev` extra (Playwright) and an installed Chromium.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

from benchmarks.application import UPLOAD, application
from benchmarks.timing import CORES, camera_jpeg, keep_to_cores
from tests.pages.browser import chromium

WIDTH, HEIGHT = 4000, 3000  # px
# Ends when the answer to this photo has been drawn, and gives the milliseconds until then. Each
# answer names the hash of its photo, so it is always a new one; the verdict may stay the same. The
# clock starts where a person's does: when the browser knows the chosen file.
WATCH = """() => {
  document.querySelectorAll('#answer article').forEach((old) => old.setAttribute('data-old', ''));
  window.answered = new Promise((done) => {
    let begun = null;
    document.addEventListener('change', () => { begun ??= performance.now(); },
      {once: true, capture: true});
    const look = () => {
      if (begun !== null && document.querySelector('#answer article:not([data-old])')) {
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
      } else requestAnimationFrame(look);
    };
    look();
  });
}"""


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.photo_in_browser", description=__doc__
    )
    parser.add_argument("--photos", type=int, default=20)
    parser.add_argument("--weights", help="released name or an ONNX file")
    options = parser.parse_args()
    keep_to_cores()
    with application(options.weights) as (address, _, folder), chromium() as browser:
        page = browser.new_page(locale="en-GB")
        page.goto(address)
        data = camera_jpeg(WIDTH, HEIGHT)
        _waited(page, data, folder)  # the first loads what later ones find in the cache
        times = [
            _waited(page, data + number.to_bytes(2, "big"), folder)
            for number in range(options.photos)
        ]
    median, high, worst = np.percentile(times, [50, 95, 100])
    print(
        f"{options.photos} photos of {WIDTH} x {HEIGHT} px ({len(data) / 1e6:.1f} MB), one after "
        f"the other, {CORES} cores: median {median:.2f} s, 95 % within {high:.2f} s, "
        f"longest {worst:.2f} s"
    )
    return 0


def _waited(page: Page, photo: bytes, folder: Path) -> float:
    """Seconds from the choice until the answer is drawn."""
    file = folder / "photo.jpg"  # a file, as a buffer would travel through the test's own channel
    file.write_bytes(photo)
    page.wait_for_selector(UPLOAD, state="attached")
    page.evaluate(WATCH)
    page.set_input_files(UPLOAD, file)
    return float(page.evaluate("window.answered")) / 1000


if __name__ == "__main__":
    sys.exit(main())
