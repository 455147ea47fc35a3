"""How many planted label errors are found, and how pure heaps of new products are, on Grocery.

    python -m benchmarks.mistakes --data DIR [--cache FILE] [--directions N]

DIR is the Grocery Store dataset (docs/data.md), 2,936 photos of 81 classes. Five of a hundred
labels are replaced by another one at random, five times; prints which share of them
`datasets.library.confident` finds, and which share of what it suspects is wrong. Then, ten times,
ten classes count as new products; prints how pure the heaps of `datasets.library.strangers` are,
and how much of a product its largest heap holds, at several limits.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.grocery_looks import Floats, pictures
from datasets.library import heads
from datasets.library.confident import suspects
from datasets.library.strangers import LEAST_PHOTOS, average_linkage, centred
from datasets.samples import SampleError
from model.errors import TriageError

PLANTED = 0.05  # of the labels
ROUNDS, NEW_ROUNDS, NEW = 5, 10, 10
LIMITS = (0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)
Indices = npt.NDArray[np.int64]


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mistakes")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="Grocery dataset")
    parser.add_argument("--cache", type=Path, metavar="FILE", help=".npz of what is seen")
    parser.add_argument("--directions", type=int, default=heads.DIRECTIONS, help="of the head")
    options = parser.parse_args()
    try:
        lists = pictures(options.data, options.cache)
    except (SampleError, TriageError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    heads.DIRECTIONS = options.directions
    both = lists.items()
    _, targets = np.unique(np.concatenate([each.labels for _, each in both]), return_inverse=True)
    groups = [f"{name}/{group}" for name, each in both for group in each.groups]
    embeddings = np.concatenate([each.embeddings for _, each in both])
    _planted(embeddings, targets, groups)
    _heaps(embeddings, targets)
    return 0


def _planted(embeddings: Floats, targets: Indices, groups: list[str]) -> None:
    count = int(targets.max()) + 1
    found = heads.crossed(embeddings, targets, groups, count)
    right = (found.probabilities.argmax(axis=1) == targets).mean()
    print(f"head of {heads.DIRECTIONS} directions, labels as they are: {right:.3f} right")
    rows = []
    for seed in range(ROUNDS):
        rng = np.random.default_rng(seed)
        wrong = rng.choice(len(targets), round(PLANTED * len(targets)), replace=False)
        noisy = targets.copy()
        noisy[wrong] = (targets[wrong] + rng.integers(1, count, len(wrong))) % count
        told = suspects(noisy, heads.crossed(embeddings, noisy, groups, count).probabilities)
        caught = np.isin(told.rows, wrong)
        mended = (told.suggested == targets[told.rows])[caught].mean()
        first = caught[: len(wrong) // 2].mean()
        rows.append((caught.sum() / len(wrong), caught.mean(), first, mended))
    for name, values in zip(
        ("found", "of the suspected wrong", "of the first half wrong", "right label suggested"),
        np.transpose(rows),
        strict=True,
    ):
        print(
            f"planted errors, {name}: {values.mean():.3f} ({values.min():.3f}-{values.max():.3f})"
        )


def _heaps(embeddings: Floats, targets: Indices) -> None:
    points = centred(embeddings, embeddings.mean(axis=0))
    print(f"{'limit':>6s}{'heaps':>7s}{'pure':>7s}{'whole':>7s}{'alone':>7s}  ({NEW} new products)")
    for limit in LIMITS:
        rows = []
        for seed in range(NEW_ROUNDS):
            new = np.random.default_rng(seed).permutation(targets.max() + 1)[:NEW]
            chosen = np.flatnonzero(np.isin(targets, new))
            of = targets[chosen]
            heaps = [h for h in average_linkage(points[chosen], limit) if len(h) >= LEAST_PHOTOS]
            counts = np.array([[(of[heap] == one).sum() for one in new] for heap in heaps])
            photos = np.array([(of == one).sum() for one in new])
            rows.append(
                (
                    len(heaps),
                    counts.max(axis=1).sum() / counts.sum(),
                    (counts.max(axis=0) / photos).mean(),
                    1 - counts.sum() / len(of),
                )
            )
        heap, pure, whole, alone = np.mean(rows, axis=0)
        print(f"{limit:6.2f}{heap:7.1f}{pure:7.2f}{whole:7.2f}{alone:7.2f}")


if __name__ == "__main__":
    sys.exit(main())
