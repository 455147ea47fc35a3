"""Sets of labels that hold the true one with a promised chance: split conformal prediction.

The promise is for photos like those calibrated on. Objects, not photos, are divided, so that no
object stands on both sides; of photos of few objects the promise holds only about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.accuracy import group_numbers
from evaluation.metrics import Share
from evaluation.plain import fields_of
from evaluation.predictions import Predictions
from model.conformal import COVERAGES, aps, lac, limit

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sets:
    """Prediction sets of one method at one promise.

    Args:
        method: `lac` or `aps`.
        promise: chance that a set holds the true label.
        calibrated_on: photos that set the limit.
        limit: largest score of a label in the set; infinite where there are too few photos for
            the promise, and then every set holds every label.
        coverage: sets of the other photos that hold the true label.
        by_class: the same by true label; only labels with photos.
        mean_size: labels in a set, on average; NaN without photos.
        empty: sets without a label.
        sizes: how many sets have 0, 1, 2 ... labels.
    """

    method: str
    promise: float
    calibrated_on: int
    limit: float
    coverage: Share
    by_class: Mapping[str, Share]
    mean_size: float
    empty: Share
    sizes: tuple[int, ...]

    def to_json(self) -> dict[str, object]:
        """All of it; an infinite limit is null."""
        return fields_of(self)


def conformal(predictions: Predictions, seed: int = 0) -> tuple[Sets, ...]:
    """Calibrate sets on half of the objects inside and measure them on the other half.

    Args:
        predictions: the run.
        seed: divides the objects, and breaks ties of the `aps` sets.
    """
    rows = np.flatnonzero(predictions.inside)
    chances, targets = predictions.probabilities[rows], predictions.targets[rows]
    rng = np.random.default_rng(seed)
    first = halved(group_numbers(predictions.groups)[rows], rng)
    chance = rng.random(len(rows))
    found = []
    for method, score in METHODS.items():
        scores = score(chances, chance)
        own = np.take_along_axis(scores, targets[:, None], axis=1)[:, 0]
        for promise in COVERAGES:
            at = limit(own[first], promise)
            held = scores[~first] <= at
            found.append(
                _sets(
                    method, promise, int(first.sum()), at, held, targets[~first], predictions.labels
                )
            )
    return tuple(found)


def halved(groups: Ints, rng: np.random.Generator) -> NDArray[np.bool_]:
    """(N,) True for the photos of about half of the groups; of an odd count the larger half."""
    names, place = np.unique(groups, return_inverse=True)
    chosen = np.zeros(len(names), dtype=np.bool_)
    chosen[rng.permutation(len(names))[: (len(names) + 1) // 2]] = True
    return chosen[place]


METHODS: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "lac": lambda chances, _: lac(chances),
    "aps": aps,  # a random part of the label is left out, so that the coverage is met, not exceeded
}


def _sets(
    method: str,
    promise: float,
    calibrated_on: int,
    at: float,
    held: NDArray[np.bool_],
    targets: Ints,
    labels: tuple[str, ...],
) -> Sets:
    right = np.take_along_axis(held, targets[:, None], axis=1)[:, 0]
    size = held.sum(axis=1)
    own = np.bincount(targets, minlength=len(labels))
    hits = np.bincount(targets[right], minlength=len(labels))
    return Sets(
        method=method,
        promise=promise,
        calibrated_on=calibrated_on,
        limit=at,
        coverage=Share(int(right.sum()), len(right)),
        by_class={
            label: Share(int(hit), int(of))
            for label, hit, of in zip(labels, hits, own, strict=True)
            if of
        },
        mean_size=float(size.mean()) if len(size) else float("nan"),
        empty=Share(int((size == 0).sum()), len(size)),
        sizes=tuple(np.bincount(size).tolist()),
    )
