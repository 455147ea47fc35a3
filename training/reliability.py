"""What the card can promise: limits of prediction sets, and how often each wording is right.

Counted on the validation pictures, which also chose the epoch, the temperature and the thresholds.
So it is a little kind to the network; `evaluation` measures the same on photos never used.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from model import conformal
from model.card import ConfidenceBand, ConformalLimit, Thresholds
from model.screening import confidence_words

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


def conformal_limits(
    chances: Floats, targets: Ints, known: Mask, coverages: Sequence[float] = conformal.COVERAGES
) -> tuple[ConformalLimit, ...]:
    """Find the limits of sets that hold the true label with a promised chance.

    Only pictures of known things set them: of other things nothing is promised, as novelty and
    not a set is what should tell of them. Any label may be in a set, "none of these" too. Pictures
    of one object count as if each were another object's, so the promise holds only about.

    Args:
        chances: (N, K) probabilities after temperature.
        targets: (N,) true label indices.
        known: (K,) False for labels that mean "none of these".
        coverages: promised chances, rising, each between 0 and 1.

    Returns:
        One row for each coverage; none without a picture of a known thing. With too few pictures
        for a promise its limits are 1, and the set holds every label.
    """
    own = known[targets]
    if not own.any():
        return ()
    lac, aps = (
        np.take_along_axis(score(chances[own]), targets[own][:, None], axis=1)[:, 0]
        for score in (conformal.lac, conformal.aps)
    )
    return tuple(
        ConformalLimit(
            coverage,
            lac=min(1.0, conformal.limit(lac, coverage)),
            aps=min(1.0, conformal.limit(aps, coverage)),
            pictures=int(own.sum()),
        )
        for coverage in coverages
    )


def confidence_bands(
    chances: Floats, targets: Ints, known: Mask, passed: Mask, thresholds: Thresholds
) -> tuple[ConfidenceBand, ...]:
    """Count how often the first finding of a picture was true, by how it was worded.

    Counted are the pictures that are answered with findings: those that pass novelty and are not
    surely "none of these". Other things among them count, and are never right; so a band's share
    is that of the mix of known and other things in the validation, not of an inspector's day.

    Args:
        chances: (N, K) probabilities after temperature.
        targets: (N,) true label indices.
        known: (K,) False for labels that mean "none of these".
        passed: (N,) True where novelty is at most its threshold.
        thresholds: of the card.

    Returns:
        The bands by falling limit, those without a picture too.
    """
    top = chances.argmax(axis=1)
    unsure = chances.max(axis=1) < thresholds.recognise
    first = np.where(known, chances, -1.0).argmax(axis=1)
    shown = passed & (known[top] | unsure)
    words = np.array(
        [
            confidence_words(float(row[at]), thresholds)
            for row, at in zip(chances, first, strict=True)
        ]
    )
    right = first == targets
    return tuple(
        ConfidenceBand(
            wording,
            lower,
            pictures=int((shown & (words == wording)).sum()),
            right=int((shown & (words == wording) & right).sum()),
        )
        for wording, lower in _edges(thresholds).items()
    )


def _edges(thresholds: Thresholds) -> dict[str, float]:
    """Least probability of each wording, by falling limit; what is never worded is left out."""
    edges = sorted({thresholds.recognise, thresholds.good_left, 0.0}, reverse=True)
    return {confidence_words(edge, thresholds): edge for edge in edges}
