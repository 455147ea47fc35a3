"""How quickly the label page answers a key, and how many photos an hour a person can label by keys.

    python -m benchmarks.label_page [--photos 50000] [--keys 200] [--think 3] [--minutes 5]

Makes a library (photos that the network has looked at; those labelled here have 12 megapixels),
serves `app.py` over it and drives a headless Chromium with real key events.

1. From a key press to the next photo on the screen: `--keys` times, a pause between.
2. A person: looks at each photo for `--think` seconds, then presses a number, or searches a class
   by typing four letters, uses a recent class, cannot tell, skips, or takes back and labels anew.
   What remains of the time is the page's.

Below 100 to 150 ms a person feels no delay (R. B. Miller, Response time in man-computer
conversational transactions, 1968). Needs the `dev` extra (Playwright) and an installed Chromium.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

from benchmarks.label_library import make
from benchmarks.timing import CORES, keep_to_cores
from datasets.library.library import Library
from datasets.library.record import State
from model.classifier import Classifier
from model.released import find
from model.runtime import OnnxNetwork
from tests.pages.browser import chromium, free_port, serving

LETTER_SECONDS = 0.12  # of a practised typist (Card, Moran, Newell, 1980, keystroke-level model)
PAUSE_MS = 400.0  # between the keys of the first part
WAIT_MS = 30_000
# From the key to the frame in which the next photo is drawn: its pixels are there, one frame later.
WATCH = """() => {
  window.shownAfter = [];
  const frame = () => document.querySelector('.label-frame');
  window.startWatch = (begun) => {
    const before = frame().dataset.sha256;
    const look = () => {
      const image = frame().querySelector('img');
      if (frame().dataset.sha256 !== before && image?.complete && image.naturalWidth) {
        requestAnimationFrame(() => setTimeout(() => shownAfter.push(performance.now() - begun)));
      } else requestAnimationFrame(look);
    };
    look();
  };
  document.addEventListener('keydown', (event) => {
    if (window.watching) startWatch(event.timeStamp);
  }, true);
}"""
SHOWN = """(sha) => { const frame = document.querySelector('.label-frame'),
  image = frame?.querySelector('img');
  return frame?.dataset.sha256 !== sha && image?.complete && image.naturalWidth > 0; }"""

DONE = "/^(Saved|Skipped)/.test(document.querySelector('.label-said').textContent)"


@dataclass(slots=True)
class Person:
    """One who labels, the same each time.

    Attributes:
        page: in the browser.
        think: seconds a photo.
        typed: seconds that fingers took.
        labelled: photos that got an answer and kept it.
    """

    page: Page
    think: float
    typed: float = 0.0
    labelled: int = 0

    def press(self, keys: str) -> None:
        """Real key events, one letter after the other."""
        for key in keys if len(keys) > 1 and keys.islower() else [keys]:
            time.sleep(LETTER_SECONDS)
            self.typed += LETTER_SECONDS
            self.page.keyboard.press(key)

    def answer(self, way: float) -> None:
        """One photo; `way`, 0..1, decides what is done."""
        page = self.page
        before = page.evaluate("document.querySelector('.label-frame').dataset.sha256")
        time.sleep(self.think)
        if way < 0.72:
            self.press("1" if way < 0.5 else "2")
        elif way < 0.84:
            self.press("/")
            self.press("thum")
            self.press("Enter")
        elif way < 0.92:
            self.press("q")
        elif way < 0.96:
            self.press("0")
        elif way < 0.98:
            self.press("s")
        else:  # a slip, seen at once
            self.press("3")
            page.wait_for_function(SHOWN, arg=before)
            self.press("u")
            page.wait_for_function(f"!({SHOWN})({before!r})")
            self.press("1")
        page.wait_for_function(SHOWN, arg=before)
        self.labelled += not 0.96 <= way < 0.98


def main() -> int:
    """Measure and print; returns the exit status."""
    options = _options()
    keep_to_cores()
    network = OnnxNetwork.open(find(None))
    classifier = Classifier(network.card, network, network.sha256)
    with tempfile.TemporaryDirectory() as log:
        folder = Path(log) / "library"
        begun = time.monotonic()
        people = int(options.minutes * 60 / max(options.think, 0.2)) + 1
        camera = min(options.photos, options.keys + people + 20)
        with make(folder, options.photos, camera, classifier) as library:
            seconds = time.monotonic() - begun
            print(f"{options.photos} photos in {seconds:.0f} s, {CORES} cores", flush=True)
            port = free_port()
            command = ["app.py", "--port", str(port), "--no-register", "--library", str(folder)]
            with serving(command, port, Path(log)) as (address, _), chromium() as browser:
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                _open(page, address)
                _keys(page, options.keys)
                stored = _stored(library)
                _hour(page, options, library, stored)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.label_page", description=__doc__)
    parser.add_argument("--photos", type=int, default=50_000)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--think", type=float, default=3.0, help="seconds a photo (%(default)s)")
    parser.add_argument("--minutes", type=float, default=5.0, help="of the person (%(default)s)")
    return parser.parse_args()


def _open(page: Page, address: str) -> None:
    page.set_default_timeout(WAIT_MS)
    page.goto(f"{address}/label")
    page.fill("#label-name", "A Person")
    page.wait_for_function(SHOWN, arg="")
    page.evaluate("document.activeElement.blur()")
    page.evaluate(WATCH)


def _keys(page: Page, keys: int) -> None:
    for count in range(1, keys + 1):
        page.wait_for_timeout(PAUSE_MS)
        page.evaluate("window.watching = true")
        page.keyboard.press(str(1 + count % 6))
        page.evaluate("window.watching = false")
        page.wait_for_function("(count) => shownAfter.length === count", arg=count)
    times = page.evaluate("shownAfter")
    middle, most, worst = np.percentile(times, [50, 95, 100])
    print(
        f"key to next photo: median {middle:.0f} ms, p95 {most:.0f} ms, longest {worst:.0f} ms "
        f"({keys} keys)",
        flush=True,
    )


def _hour(page: Page, options: argparse.Namespace, library: Library, before: int) -> None:
    person = Person(page, options.think)
    rng = np.random.default_rng(0)
    begun = time.monotonic()
    shown = 0
    while time.monotonic() - begun < options.minutes * 60:
        person.answer(float(rng.random()))
        shown += 1
    seconds = time.monotonic() - begun
    own = (seconds - shown * options.think - person.typed) / shown
    pace = 3600 * person.labelled / seconds
    print(
        f"{person.labelled} of {shown} photos in {seconds:.0f} s: {pace:.0f} an hour at "
        f"{options.think:g} s of looking; of each photo {person.typed / shown:.2f} s are keys and "
        f"{own:.2f} s the page",
        flush=True,
    )
    page.wait_for_function(DONE)
    kept = _stored(library) - before
    print(f"stored: {kept} of {person.labelled}")
    if kept != person.labelled:
        sys.exit("error: not every label was stored")


def _stored(library: Library) -> int:
    """Photos with an answer, once the page has sent what it holds."""
    counts = [-1, 0]
    while counts[-1] != counts[-2]:
        time.sleep(1)
        found = library.counts_by_state()
        counts.append(found[State.LABELLED] + found[State.CANNOT_TELL])
    return counts[-1]


if __name__ == "__main__":
    sys.exit(main())
