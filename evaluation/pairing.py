"""Two runs side by side: the photos that both answered, in one order."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from catalogue.load import Catalogue
from evaluation.accuracy import group_numbers, ranks
from evaluation.calibration import log_probabilities
from evaluation.predictions import Predictions
from evaluation.rollup import level_buckets

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """What is compared of one model, for N photos.

    Args:
        groups: (N,) numbers of the groups; only which are equal matters.
        inside: (N,) photos of a label that the model has and that names something.
        truth: (N,) true labels, the same on both sides.
        answer: (N,) first answers.
        place: (N,) of the true label in the ranking, 0 is first; means nothing where not inside.
        loss: (N,) -log of the probability of the true label; means nothing where not inside.
        level: (N,) what the photo shows, a position in `rollup.Level`; -1 where nobody can say.
        said: (N,) the most probable level.
    """

    groups: Ints
    inside: NDArray[np.bool_]
    truth: NDArray[np.str_]
    answer: NDArray[np.str_]
    place: Ints
    loss: Floats
    level: Ints
    said: Ints

    @classmethod
    def of(cls, predictions: Predictions, rows: Ints, catalogue: Catalogue) -> Side:
        """The photos at some positions (N,) of a run."""
        chances, targets = predictions.probabilities[rows], predictions.targets[rows]
        buckets = level_buckets(predictions, catalogue)
        at = targets.clip(0)  # where not inside, no matter
        return cls(
            groups=group_numbers(predictions.groups)[rows],
            inside=predictions.inside[rows],
            truth=np.asarray(predictions.truth, dtype=np.str_)[rows],
            answer=np.asarray(predictions.labels)[chances.argmax(axis=1)],
            place=ranks(chances, at),
            loss=-log_probabilities(predictions.logits[rows], predictions.temperature, at),
            level=buckets.of_photo[rows],
            said=buckets.sums(chances).argmax(axis=1),
        )

    def at(self, rows: Ints) -> Side:
        """Some of the photos."""
        return Side(*(getattr(self, field.name)[rows] for field in fields(self)))

    @property
    def right(self) -> NDArray[np.bool_]:
        """(N,) whether the first answer is right; means nothing where not inside."""
        return np.asarray(self.place == 0)


def sides(first: Predictions, second: Predictions, catalogue: Catalogue) -> tuple[Side, Side]:
    """Both runs on the photos they share, in the order of the first.

    Raises:
        ValueError: a photo that the two runs give different labels or groups.
    """
    rows = _shared(first, second)
    a, b = (Side.of(m, at, catalogue) for m, at in zip((first, second), rows, strict=True))
    return a, b


def _shared(first: Predictions, second: Predictions) -> tuple[Ints, Ints]:
    """Where the photos of both stand in each run."""
    places = [
        {key: at for at, key in enumerate(zip(m.paths, m.sha256, strict=True))}
        for m in (first, second)
    ]
    common = [key for key in places[0] if key in places[1]]
    for key in common:
        a, b = places[0][key], places[1][key]
        if first.truth[a] != second.truth[b] or first.groups[a] != second.groups[b]:
            raise ValueError(f"the two runs do not agree on label or group of {key[0]}")
    a_rows, b_rows = (np.array([its[key] for key in common], dtype=np.int64) for its in places)
    return a_rows, b_rows
