"""What is gained by not answering when unsure: risk against coverage.

Photos of equal confidence can only be answered together. Between them every measure takes its
expected value over the orders in which they could stand, so that no result hangs on file order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.metrics import Share
from evaluation.plain import fields_of, plain
from evaluation.predictions import Predictions

Floats = NDArray[np.floating]
Numbers = Floats | NDArray[np.integer]

PRECISIONS = (0.95, 0.99)
SHOWN = 201  # points of a curve written to JSON; more is not seen


@dataclass(frozen=True, slots=True)
class WorkingPoint:
    """The most photos that can be answered at a precision.

    The threshold is chosen on the very photos it is measured on, so that on others the precision
    will be somewhat lower.

    Args:
        precision: wanted.
        threshold: least confidence that is answered; NaN when no threshold reaches the precision.
        coverage: photos answered out of all.
        right: right ones out of those answered.
    """

    precision: float
    threshold: float
    coverage: Share
    right: Share

    def to_json(self) -> dict[str, object]:
        """Threshold and shares."""
        return fields_of(self)


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Risk when only the most confident photos are answered.

    Args:
        thresholds: (T,) distinct confidences, largest first; photos at or above are answered.
        coverage: (T,) share of the photos answered.
        risk: (T,) share of wrong ones among those answered (selective risk).
        generalised_risk: (T,) share of all photos that are answered and wrong.
        aurc: area under risk and coverage: the mean risk over 1..N answered photos (Geifman,
            Uziel and El-Yaniv, Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers,
            ICLR 2019); smaller is better; NaN without photos.
        augrc: area under generalised risk and coverage, by trapezia (Traub et al., Overcoming
            Common Flaws in the Evaluation of Selective Classification Systems, NeurIPS 2024).
        best_aurc: the same if all right answers stood before all wrong ones.
        best_augrc: the same.
        points: the most photos that can be answered at each of `PRECISIONS`.
    """

    thresholds: Floats
    coverage: Floats
    risk: Floats
    generalised_risk: Floats
    aurc: float
    augrc: float
    best_aurc: float
    best_augrc: float
    points: tuple[WorkingPoint, ...]

    def to_json(self) -> dict[str, object]:
        """Areas and working points; of the curve at most `SHOWN` points, evenly spread."""
        last = len(self.thresholds) - 1
        spread = np.linspace(0, last, SHOWN).round().astype(np.int64)
        at = np.unique(spread) if last >= 0 else np.zeros(0, dtype=np.int64)
        curves = ("thresholds", "coverage", "risk", "generalised_risk")
        return fields_of(self) | {name: plain(getattr(self, name)[at]) for name in curves}


@dataclass(frozen=True, slots=True)
class Selective:
    """Both questions one can ask.

    Args:
        inside: over the photos inside (`evaluation.population`).
        all_photos: over every photo of the run, where every answer on one outside is wrong.
    """

    inside: Curve
    all_photos: Curve

    def to_json(self) -> dict[str, object]:
        """Both curves."""
        return fields_of(self)


def selective(predictions: Predictions) -> Selective:
    """Rank the photos of a run by the probability of their first answer."""
    chances, inside = predictions.probabilities, predictions.inside
    confidence = chances.max(axis=1)
    right = inside & (chances.argmax(axis=1) == predictions.targets)
    return Selective(curve(confidence[inside], right[inside]), curve(confidence, right))


def curve(confidence: Floats, right: NDArray[np.bool_]) -> Curve:
    """Risk and coverage of N answers.

    Args:
        confidence: (N,) larger is surer.
        right: (N,) whether each answer is right.
    """
    values, place = np.unique(-confidence, return_inverse=True)
    answered = np.cumsum(np.bincount(place, minlength=len(values)))
    wrong = np.cumsum(np.bincount(place, weights=~right, minlength=len(values)))
    count, errors = len(confidence), float((~right).sum())
    best = np.array([count - errors, count]), np.array([0.0, errors])
    aurc, augrc = _areas(answered, wrong, count)
    best_aurc, best_augrc = _areas(*best, count)
    return Curve(
        thresholds=-values,
        coverage=answered / max(count, 1),
        risk=wrong / answered,
        generalised_risk=wrong / max(count, 1),
        aurc=aurc,
        augrc=augrc,
        best_aurc=best_aurc,
        best_augrc=best_augrc,
        points=tuple(_point(p, -values, answered, wrong, count) for p in PRECISIONS),
    )


def _areas(answered: Numbers, wrong: Numbers, count: int) -> tuple[float, float]:
    """AURC and AUGRC; inside a tie the expected number of wrong answers grows in proportion."""
    if not count:
        return float("nan"), float("nan")
    steps = np.arange(1, count + 1)
    errors = np.interp(steps, [0, *answered], [0.0, *wrong])
    halves = (errors + np.concatenate([[0.0], errors[:-1]])) / 2
    return float((errors / steps).mean()), float(halves.sum() / count**2)


def _point(
    precision: float, thresholds: Floats, answered: Numbers, wrong: Numbers, count: int
) -> WorkingPoint:
    # In whole numbers as far as they go: 19 of 20 must reach 95 %.
    enough = np.flatnonzero(answered - wrong >= precision * answered - 1e-9)
    if not len(enough):
        return WorkingPoint(precision, float("nan"), Share(0, count), Share(0, 0))
    at = enough[-1]
    told, missed = int(answered[at]), int(wrong[at])
    return WorkingPoint(
        precision, float(thresholds[at]), Share(told, count), Share(told - missed, told)
    )
