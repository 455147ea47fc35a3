"""Whether the model notices what it cannot know: near and far photos apart, score by score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.accuracy import group_numbers
from evaluation.bootstrap import Estimate, Resamples, ratio
from evaluation.metrics import Share, auroc, average_precision, passed_at
from evaluation.plain import fields_of
from evaluation.population import INSIDE, Outside, kinds
from evaluation.predictions import Predictions
from evaluation.strangeness import References, strangeness
from model.screening import Outcome

Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Separation:
    """How well one score tells photos outside from photos inside.

    Args:
        auroc: chance that a photo outside scores higher than one inside; interval by bootstrap.
        aupr_outside: average precision of finding the photos outside.
        aupr_inside: average precision of finding the photos inside.
        fpr95: photos outside that pass when 95 % of those inside do.
    """

    auroc: Estimate
    aupr_outside: float
    aupr_inside: float
    fpr95: float

    def to_json(self) -> dict[str, object]:
        """The four measures; null without photos on one side."""
        return fields_of(self)


@dataclass(frozen=True, slots=True)
class Rejection:
    """The photos of one kind of `Outside` against the photos inside.

    Args:
        inside: how many.
        outside: how many.
        separation: by the name of the score (`evaluation.strangeness`).
        false_alarms: photos outside that the inspector is told are a good (`recognised`), at the
            released thresholds.
        outcomes: photos outside by what the inspector is told.
        worst: positions in the predictions of the false alarms, the most confident first.
    """

    inside: int
    outside: int
    separation: Mapping[str, Separation]
    false_alarms: Share
    outcomes: Mapping[str, int]
    worst: tuple[int, ...]

    @property
    def false_alarms_per_1000(self) -> float:
        """Of a thousand such photos; NaN without photos."""
        return 1000 * self.false_alarms.rate

    def to_json(self) -> dict[str, object]:
        """All of it."""
        per_1000 = self.false_alarms_per_1000 if self.outside else None
        return fields_of(self) | {"false_alarms_per_1000": per_1000}


@dataclass(frozen=True, slots=True)
class OpenSet:
    """Rejection by kind, and what could not be compared.

    Args:
        kinds: by the value of `Outside`, those without photos too.
        references: how many reference embeddings were used.
        missed: inside photos that the inspector is told show nothing known.
    """

    kinds: Mapping[str, Rejection]
    references: int
    missed: Share

    def to_json(self) -> dict[str, object]:
        """All of it."""
        return fields_of(self)


def open_set(
    predictions: Predictions, references: References | None = None, seed: int = 0
) -> OpenSet:
    """Measure every score against every kind of photo outside.

    Args:
        predictions: the run.
        references: embeddings of known classes, none of them of photos of the run.
        seed: of the resamples.
    """
    kind = kinds(predictions)
    scores = strangeness(predictions, references)
    groups = group_numbers(predictions.groups)
    told = np.asarray(predictions.outcomes, dtype=np.str_)
    confidence = predictions.probabilities.max(axis=1)
    inside = kind == INSIDE
    found = {}
    for each in Outside:
        outside = kind == str(each)
        rows = np.flatnonzero(outside & (told == str(Outcome.RECOGNISED)))
        order = rows[np.argsort(-confidence[rows], kind="stable")]
        found[str(each)] = Rejection(
            inside=int(inside.sum()),
            outside=int(outside.sum()),
            separation=_separations(scores, inside, outside, groups, seed),
            false_alarms=Share(len(rows), int(outside.sum())),
            outcomes={str(o): int((outside & (told == str(o))).sum()) for o in Outcome},
            worst=tuple(order.tolist()),
        )
    missed = inside & (told == str(Outcome.UNKNOWN))
    names = [n for n, known in zip(predictions.labels, predictions.known, strict=True) if known]
    return OpenSet(
        kinds=found,
        references=len(references.of(names).labels) if references is not None else 0,
        missed=Share(int(missed.sum()), int(inside.sum())),
    )


def _separations(
    scores: Mapping[str, Floats],
    inside: NDArray[np.bool_],
    outside: NDArray[np.bool_],
    groups: NDArray[np.int64],
    seed: int,
) -> dict[str, Separation]:
    """One pass over the resamples for all scores."""
    rows = np.concatenate([np.flatnonzero(inside), np.flatnonzero(outside)])
    known, found = int(inside.sum()), {}
    draws = Resamples.of(groups[rows], seed)
    drawn = resampled_auroc({name: its[rows] for name, its in scores.items()}, known, draws)
    for name, its in scores.items():
        a, b = its[inside], its[outside]
        found[name] = Separation(
            auroc=draws.estimate(auroc(a, b), drawn[name]),
            aupr_outside=average_precision(a, b),
            aupr_inside=average_precision(-b, -a),
            fpr95=passed_at(a, b),
        )
    return found


def resampled_auroc(
    scores: Mapping[str, Floats], known: int, draws: Resamples
) -> dict[str, Floats]:
    """AUROC of weighted photos, ties counted half.

    Args:
        scores: by name, (N,) of which the first `known` are of photos inside.
        known: how many photos are inside.
        draws: resamples of the N photos.

    Returns:
        By name, (B,); NaN where a resample has no photo on one side.
    """
    out = {name: np.full(len(draws.weights), np.nan) for name in scores}
    if not 0 < known < len(draws.group_of):
        return out
    places = {name: _places(its[:known], its[known:]) for name, its in scores.items()}
    for rows, weights in draws.blocks():
        inner, outer = weights[:, :known], weights[:, known:]
        pairs = inner.sum(axis=1, dtype=np.float64) * outer.sum(axis=1, dtype=np.float64)
        below = np.zeros((len(weights), known + 1), dtype=np.float32)  # exact below 2 ** 24
        for name, (order, lower, upper) in places.items():
            np.cumsum(inner[:, order], axis=1, out=below[:, 1:])
            beaten = np.take(below, lower, axis=1) + np.take(below, upper, axis=1)
            wins = np.einsum("bm,bm->b", outer, beaten, dtype=np.float64) / 2
            out[name][rows] = ratio(wins, pairs)
    return out


def _places(
    inside: Floats, outside: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The order of the scores inside, and between which of them each score outside falls."""
    order = np.argsort(inside, kind="stable")
    ranked = inside[order]
    lower = np.searchsorted(ranked, outside, side="left")
    return order, lower, np.searchsorted(ranked, outside, side="right")
