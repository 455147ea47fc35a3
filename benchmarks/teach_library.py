"""How long a library takes to teach the released network a class, and what the trial finds.

    python -m benchmarks.teach_library --data DIR --class ID [--photos 5]

DIR is a tree <class>/<photo>, best with a class `other` of other things. A library is made of it in
a temporary folder, every photo accepted; the class is taught from the first photos of training.
Processor seconds count all processes; divided by the cores they are the least that a computer that
does nothing else needs.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from catalogue.load import load
from datasets import samples
from datasets.library import lesson, teaching, trial_words
from datasets.library.intake import Terms, prepare
from datasets.library.library import Library
from datasets.library.record import Verdict
from datasets.library.trial import Trial

TERMS = Terms(by="benchmark", said={"licence": "not published"})


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.teach_library", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="<class>/<photo>")
    parser.add_argument("--class", dest="class_id", required=True, metavar="ID")
    parser.add_argument("--photos", type=int, default=5, help="to learn from, 3 to 10")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Library(Path(folder) / "library", create=True) as library,
    ):
        _fill(library, options.data)
        _measure(library, options.class_id, options.photos)
    return 0


def _fill(library: Library, data: Path) -> None:
    for sample in samples.read_tree(data):
        said = {"label": sample.label, "group": sample.group}
        item = library.add(prepare(sample.path.read_bytes(), sample.path.name, said, TERMS), "a")
        if item is not None:
            library.review([(item.sha256, item.version)], Verdict.ACCEPTED, "b")


def _measure(library: Library, class_id: str, photos: int) -> None:
    print(f"{sum(library.counts_by_state().values())} photos", flush=True)
    base, catalogue = teaching.base_of(library), load()
    began, spent = time.monotonic(), _processor()
    found = lesson.choose(library, class_id, base.classifier)
    chosen = lesson.named(library, class_id, [item.sha256 for item in found.photos[:photos]])
    print(f"photos chosen: {_since(began, spent)}", flush=True)
    began, spent = time.monotonic(), _processor()

    def told(words: str, _share: float) -> None:
        print(f"  {time.monotonic() - began:6.1f} s  {words}", flush=True)

    made = teaching.teach(library, chosen, "benchmark", base, catalogue, told)
    print(f"taught and tried from {len(chosen.photos)} photos: {_since(began, spent)}")
    tried = Trial.from_json(made.card.trial)
    for sentence in (*trial_words.sentences(tried), *trial_words.cautions(tried)):
        print(f"  {sentence}")


def _processor() -> float:
    """Seconds that this process and its finished children kept a core busy."""
    return sum(os.times()[:4])


def _since(began: float, spent: float) -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{time.monotonic() - began:.1f} s, {_processor() - spent:.1f} processor seconds on "
        f"{cores} cores, {os.getloadavg()[0]:.1f} processes waiting on average"
    )


if __name__ == "__main__":
    sys.exit(main())
