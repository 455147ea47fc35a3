"""From which cosine two photos show one thing, for the released weights: the limit of `near_pairs`.

    python -m benchmarks.near_limits --data DIR --negatives DIR [--photos N] [--cache FILE]

DIR is the Grocery Store dataset, and a folder of photos of other things with `manifest.csv`
(docs/data.md). Every pair of photos of different classes is compared, and every pair of a photo of
the dataset with one of other things: such pairs must not be near. Prints for each limit how many of
them are, and how many pairs of one class, which may show one object or two. The limit to choose
leaves no pair of the first kind, with room: a library of 100,000 photos has 500 times the pairs.
With --photos, N photos of each, evenly chosen; fewer photos find fewer of the rare false pairs.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.grocery import read
from model.photo import Photo
from model.released import find
from model.runtime import OnnxNetwork

LIMITS = (0.90, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99)
_BATCH = 8
_TILE = 512  # rows that are compared at once


@dataclass(frozen=True, slots=True)
class Counts:
    """Pairs at or above a limit: of one class, and of different ones."""

    limit: float
    same: int
    different: int


def count(embeddings: NDArray[np.float32], labels: Sequence[str]) -> tuple[Counts, ...]:
    """Count near pairs.

    Args:
        embeddings: (N, D) float32, rows of length 1.
        labels: N; an empty one is a class of its own that is compared with the others alone.
    """
    named = np.array(labels)
    known = named != ""
    totals = np.zeros((len(LIMITS), 2), dtype=np.int64)
    for start in range(0, len(embeddings), _TILE):
        rows = slice(start, start + _TILE)
        near = embeddings[rows] @ embeddings.T
        later = np.arange(len(named))[None] > np.arange(len(named))[rows, None]
        same = named[rows, None] == named[None]
        counted = later & (known[rows, None] | known[None])
        for at, limit in enumerate(LIMITS):
            hit = counted & (near >= limit)
            totals[at] += (hit & same).sum(), (hit & ~same).sum()
    return tuple(
        Counts(limit, int(same), int(different))
        for limit, (same, different) in zip(LIMITS, totals, strict=True)
    )


def _embedded(paths: Sequence[Path]) -> NDArray[np.float32]:
    network = OnnxNetwork.open(find())
    preprocess = network.card.preprocess
    rows = []
    for start in range(0, len(paths), _BATCH):
        some = [Photo.open(path, preprocess.min_side) for path in paths[start : start + _BATCH]]
        rows.append(network(np.stack([preprocess.to_array(each) for each in some])).embedding)
        if start % (25 * _BATCH) == 0:
            print(f"{start} of {len(paths)}", file=sys.stderr)
    found = np.concatenate(rows)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def _evenly(count: int, wanted: int) -> list[int]:
    return sorted({int(at) for at in np.linspace(0, count - 1, min(count, wanted))})


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.near_limits")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the dataset")
    parser.add_argument("--negatives", type=Path, required=True, metavar="DIR", help="other things")
    parser.add_argument("--photos", type=int, default=10**6, help="of each, at most")
    parser.add_argument("--cache", type=Path, metavar="NPZ", help="keeps what the network saw")
    chosen = parser.parse_args(arguments)
    listed = read(chosen.data)
    photos = [*listed["train"], *listed["val"]]
    photos = [photos[at] for at in _evenly(len(photos), chosen.photos)]
    with (chosen.negatives / "manifest.csv").open(newline="", encoding="utf-8") as file:
        others = [chosen.negatives / row["file"] for row in csv.DictReader(file)]
    others = [others[at] for at in _evenly(len(others), chosen.photos)]
    paths = [*(photo.path for photo in photos), *others]
    labels = [*(photo.label for photo in photos), *("" for _ in others)]
    if chosen.cache is not None and chosen.cache.is_file():
        with np.load(chosen.cache, allow_pickle=False) as arrays:
            seen = arrays["seen"]
    else:
        seen = _embedded(paths)
        if chosen.cache is not None:
            np.savez(chosen.cache, seen=seen)
    print(f"{len(photos)} photos of the dataset, {len(others)} of other things")
    print("cosine  pairs of one class  pairs of different things")
    for each in count(seen, labels):
        print(f"{each.limit:.3f}  {each.same:>17}  {each.different:>24}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
