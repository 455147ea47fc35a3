"""How long opening, checking and searching the catalogue take.

uv run --all-extras python -m benchmarks.catalogue
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial

from catalogue.checks import faults
from catalogue.load import load
from catalogue.search import SearchIndex

QUERIES = ("handcufs", "metal spikes on shaft", "9304 00 00", "II 2.4", "Schlagstock", "手铐")


def main() -> None:
    """Print the median of each step in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=15, help="repetitions (default: 15)")
    rounds = parser.parse_args().rounds
    index = SearchIndex(load())
    steps: dict[str, Callable[[], object]] = {
        "open": load,
        "open and check everything": lambda: faults(load(), date.today()),
        "open and build the search index": lambda: SearchIndex(load()),
        **{f"search {words!r}": partial(index.find, words) for words in QUERIES},
    }
    for name, step in steps.items():
        print(f"{name:<36} {_median(step, rounds):8.1f} ms")


def _median(step: Callable[[], object], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        before = time.perf_counter()
        step()
        took.append(1000 * (time.perf_counter() - before))
    return statistics.median(took)


if __name__ == "__main__":
    main()
