"""Whether a probability means what it says, on the photos inside (`evaluation.population`).

An expected calibration error has no interval here: resampling adds scatter to every bin and so
moves it upwards, which a percentile interval would show as certainty. The photos of each bin are
counted instead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.accuracy import group_numbers
from evaluation.bootstrap import Estimate, Resamples
from evaluation.metrics import Share
from evaluation.plain import fields_of
from evaluation.predictions import Predictions

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]

BINS = 15  # Guo et al., On Calibration of Modern Neural Networks, 2017, section 5


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about one confidence.

    Args:
        low: lower edge, or the least confidence where bins hold equally many.
        high: upper edge, or the largest.
        confidence: mean; NaN in an empty bin.
        right: right first answers; the Wilson interval shows how much the bin can say.
    """

    low: float
    high: float
    confidence: float
    right: Share

    @property
    def gap(self) -> float:
        """Mean confidence less the share right: above 0 is too sure; NaN in an empty bin."""
        return self.confidence - self.right.rate

    def to_json(self) -> dict[str, object]:
        """Edges, means and counts."""
        return fields_of(self) | {"gap": self.gap if self.right.of else None}


@dataclass(frozen=True, slots=True)
class Reliability:
    """A reliability diagram.

    Args:
        bins: in the order of confidence.
        expected: expected calibration error: mean size of the gaps, weighted by photos; NaN
            without photos.
        largest: largest size of a gap.
    """

    bins: tuple[Bin, ...]
    expected: float
    largest: float

    def to_json(self) -> dict[str, object]:
        """Bins and both errors."""
        return fields_of(self)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far the probabilities of a run can be believed.

    Args:
        photos: how many were inside.
        equal_width: bins of equal width (Naeini et al. 2015; Guo et al. 2017).
        equal_mass: bins of equally many photos (Nguyen and O'Connor 2015; Nixon et al. 2019).
        nll: mean of -log of the probability of the true label, nats.
        brier: mean of the squared distance to the true label, summed over the labels, 0..2
            (Brier 1950).
        brier_top: mean of (confidence - whether the first answer is right) squared, 0..1.
    """

    photos: int
    equal_width: Reliability
    equal_mass: Reliability
    nll: Estimate
    brier: Estimate
    brier_top: Estimate

    def to_json(self) -> dict[str, object]:
        """All of it."""
        return fields_of(self)


def calibration(predictions: Predictions, seed: int = 0) -> Calibration:
    """Measure the probabilities of a run; `seed` draws the resamples."""
    rows = np.flatnonzero(predictions.inside)
    chances, targets = predictions.probabilities[rows], predictions.targets[rows]
    top, right = chances.max(axis=1), chances.argmax(axis=1) == targets
    losses = np.column_stack(
        [
            -log_probabilities(predictions.logits[rows], predictions.temperature, targets),
            brier(chances, targets),
            (top - right) ** 2,
        ]
    )
    draws = Resamples.of(group_numbers(predictions.groups)[rows], seed)
    sizes = draws.counts(np.zeros(len(rows), dtype=np.int64), 1)
    means = losses.mean(axis=0) if len(rows) else np.full(3, np.nan)
    drawn = draws.sums(losses) / sizes if len(rows) else np.full((1, 3), np.nan)
    nll, whole, first = draws.estimates(means, drawn)
    return Calibration(
        photos=len(rows),
        equal_width=equal_width(top, right),
        equal_mass=equal_mass(top, right),
        nll=nll,
        brier=whole,
        brier_top=first,
    )


def log_probabilities(logits: Floats, temperature: float, targets: Ints) -> Floats:
    """(N,) log of the probability of the true label; exact where the probability is too small."""
    scaled = logits.astype(np.float64) / temperature
    top = scaled.max(axis=1)
    own = np.take_along_axis(scaled, targets[:, None], axis=1)[:, 0]
    return np.asarray(own - top - np.log(np.exp(scaled - top[:, None]).sum(axis=1)))


def brier(chances: Floats, targets: Ints) -> Floats:
    """(N,) squared distance of (N, K) probabilities to the true label."""
    own = np.take_along_axis(chances, targets[:, None], axis=1)[:, 0]
    return np.asarray((chances**2).sum(axis=1) - own**2 + (1 - own) ** 2)


def equal_width(confidence: Floats, right: NDArray[np.bool_], bins: int = BINS) -> Reliability:
    """Bins [low, high) of equal width over 0..1, the last one closed.

    Args:
        confidence: (N,) 0..1.
        right: (N,) whether the answer is right.
        bins: how many.
    """
    edges = np.linspace(0, 1, bins + 1)
    at = (np.searchsorted(edges, confidence, side="right") - 1).clip(0, bins - 1)
    return _reliability(confidence, right, at, edges[:-1], edges[1:])


def equal_mass(confidence: Floats, right: NDArray[np.bool_], bins: int = BINS) -> Reliability:
    """Bins of equally many photos; equal confidences stay together, whatever their order.

    Args:
        confidence: (N,) 0..1.
        right: (N,) whether the answer is right.
        bins: how many, less where there are fewer photos or many equal ones.
    """
    values, place, counts = np.unique(confidence, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - counts / 2  # of each value, as a rank in photos
    wanted = np.floor(middle * bins / max(len(confidence), 1)).astype(np.int64)
    used, bin_of_value = np.unique(wanted, return_inverse=True)
    lows = np.full(len(used), np.inf)
    highs = np.full(len(used), -np.inf)
    np.minimum.at(lows, bin_of_value, values)
    np.maximum.at(highs, bin_of_value, values)
    return _reliability(confidence, right, bin_of_value[place], lows, highs)


def _reliability(
    confidence: Floats, right: NDArray[np.bool_], at: Ints, lows: Floats, highs: Floats
) -> Reliability:
    size = len(lows)
    photos = np.bincount(at, minlength=size)
    hits = np.bincount(at, weights=right, minlength=size)
    sums = np.bincount(at, weights=confidence, minlength=size)
    means = np.divide(sums, photos, out=np.full(size, np.nan), where=photos > 0)
    found = tuple(
        Bin(float(low), float(high), float(mean), Share(int(hit), int(of)))
        for low, high, mean, hit, of in zip(lows, highs, means, hits, photos, strict=True)
    )
    gaps = np.abs(sums - hits)[photos > 0]
    expected = float(gaps.sum() / len(confidence)) if len(confidence) else float("nan")
    largest = float((gaps / photos[photos > 0]).max()) if len(gaps) else float("nan")
    return Reliability(found, expected, largest)
