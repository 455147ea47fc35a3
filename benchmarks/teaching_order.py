"""Whether photos chosen by `datasets.library.teaching_order` train a better head than random ones.

    python -m benchmarks.teaching_order --data DIR [--cache FILE] [--step 81] [--seeds 3]

DIR is the Grocery Store dataset (docs/data.md), 2,936 photos of 81 classes; what the released
network sees of them is computed once and kept in FILE. The photos are divided four times into a
heap and a test, shelf by shelf, so that each photo is tested once. From the heap, `--step` photos
are labelled at a time, chosen or at random, and a closed-form head is fitted on all so far. Prints
the share of the test named right, and the gain over random ones with a 95 % interval, shelves drawn
anew with replacement.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.grocery_looks import Floats, pictures
from datasets.library.heads import crossed
from datasets.library.teaching_order import compared, in_order, worth
from datasets.samples import SampleError
from model.errors import TriageError

FOLDS = 4
LABELLED = (1, 2, 4, 8)  # steps after which the head is tested
_RESAMPLES = 2000
Indices = npt.NDArray[np.int64]


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.teaching_order")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="Grocery dataset")
    parser.add_argument("--cache", type=Path, metavar="FILE", help=".npz of what is seen")
    parser.add_argument("--step", type=int, default=81, help="photos labelled at a time")
    parser.add_argument("--seeds", type=int, default=3, help="random orders")
    options = parser.parse_args()
    try:
        lists = pictures(options.data, options.cache)
    except (SampleError, TriageError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    both = [lists["train"], lists["val"]]
    labels = np.concatenate([each.labels for each in both])
    shelves = np.concatenate([np.char.add(f"{name}/", each.groups) for name, each in lists.items()])
    _, targets = np.unique(labels, return_inverse=True)
    _, shelf = np.unique(shelves, return_inverse=True)
    points = compared(np.concatenate([each.embeddings for each in both]))
    fold = np.random.default_rng(0).permutation(shelf.max() + 1)[shelf] % FOLDS
    told = {
        "chosen": _tested(points, targets, shelves, fold, options.step, None),
        "random": np.mean(
            [
                _tested(points, targets, shelves, fold, options.step, seed)
                for seed in range(options.seeds)
            ],
            axis=0,
        ),
    }
    print(f"{'labelled':>8s}{'random':>9s}{'chosen':>9s}   gain, 95 % interval")
    for at, steps in enumerate(LABELLED):
        chosen, random = (told[name][at] for name in ("chosen", "random"))
        low, high = _interval(chosen - random, shelf)
        print(
            f"{steps * options.step:8d}{random.mean():9.3f}{chosen.mean():9.3f}"
            f"   {chosen.mean() - random.mean():+.3f} ({low:+.3f} to {high:+.3f})"
        )
    return 0


def _tested(
    points: Floats,
    targets: Indices,
    shelves: npt.NDArray[np.str_],
    fold: Indices,
    step: int,
    seed: int | None,
) -> npt.NDArray[np.float64]:
    """Whether each photo was named right after each of `LABELLED` steps: `(4, N)`."""
    right = np.zeros((len(LABELLED), len(targets)))
    for part in range(FOLDS):
        heap, test = np.flatnonzero(fold != part), np.flatnonzero(fold == part)
        left = heap if seed is None else np.random.default_rng(seed).permutation(heap)
        done = np.zeros(0, dtype=np.int64)
        value = np.ones(len(heap))
        for at in range(1, max(LABELLED) + 1):
            picked = np.arange(step)
            if seed is None:
                picked, _ = in_order(points[left], value, points[done], step)
            done = np.concatenate([done, left[picked]])
            left = np.delete(left, picked)
            if seed is not None and at not in LABELLED:
                continue
            head = crossed(
                points[done], targets[done], shelves[done].tolist(), int(targets.max()) + 1
            )
            value = worth(head.of(points[left]))
            if at in LABELLED:
                said = head.of(points[test]).argmax(axis=1)
                right[LABELLED.index(at), test] = said == targets[test]
    return right


def _interval(gain: npt.NDArray[np.float64], shelf: Indices) -> tuple[float, float]:
    rng = np.random.default_rng(1)
    sums = np.bincount(shelf, weights=gain)
    photos = np.bincount(shelf)
    drawn = rng.integers(0, len(sums), (_RESAMPLES, len(sums)))
    low, high = np.percentile(sums[drawn].sum(axis=1) / photos[drawn].sum(axis=1), [2.5, 97.5])
    return float(low), float(high)


if __name__ == "__main__":
    sys.exit(main())
