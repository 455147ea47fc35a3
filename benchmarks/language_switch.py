"""How long the page takes to change its language, with an answer on it.

    python -m benchmarks.language_switch [--rounds 5] [--weights NAME_OR_FILE]

Times the script alone: the browser draws when it has time. Below a tenth of a second nobody notices
a delay (R. B. Miller, Response time in man-computer conversational transactions, 1968).
Needs the `dev` extra (Playwright) and an installed Chromium.
"""

from __future__ import annotations

import argparse
import sys

import numpy as np

from benchmarks.application import UPLOAD, application
from benchmarks.timing import CORES, camera_jpeg, keep_to_cores
from tests.pages.browser import chromium
from wording.messages import CODES, ENGLISH

SWITCH = """(code) => {
  const select = document.querySelector('#language select');
  select.value = code;
  const begun = performance.now();
  select.dispatchEvent(new Event('change', {bubbles: true}));
  return performance.now() - begun;
}"""


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.language_switch", description=__doc__
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--weights", help="released name or an ONNX file")
    options = parser.parse_args()
    keep_to_cores()
    with application(options.weights) as (address, _, _), chromium() as browser:
        page = browser.new_page(locale="en-GB")
        page.goto(address)
        page.wait_for_selector(UPLOAD, state="attached")
        photo = camera_jpeg(1600, 1200)
        page.set_input_files(
            UPLOAD, {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo}
        )
        page.wait_for_selector("#answer article")
        parts = page.locator("#answer *").count()
        for code in CODES:
            times = []
            for _ in range(options.rounds):
                times.append(page.evaluate(SWITCH, code))
                page.evaluate(SWITCH, ENGLISH)
            middle, worst = np.percentile(times, [50, 100])
            print(f"{code}: median {middle:.0f} ms, longest {worst:.0f} ms", flush=True)
    print(f"{options.rounds} switches from English each, {parts} parts, {CORES} cores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
