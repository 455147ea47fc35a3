"""Scores of split conformal prediction, and the sets of labels they make.

A label whose score is at most a limit is in the set. The limit of a promised chance is found on
photos with known answers (`training.reliability`); the promise is for photos like those.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]

COVERAGES = (0.90, 0.95, 0.99)  # the promised chances


def lac(chances: Floats) -> Floats:
    """(N, K) one less the probability of the label, 0..1: the smallest sets on average.

    Sadinle, Lei and Wasserman, Least Ambiguous Set-Valued Classifiers with Bounded Error Levels,
    JASA 114 (2019).

    Args:
        chances: (N, K) probabilities, rows sum to 1.
    """
    return 1.0 - chances


def aps(chances: Floats, part: float | Floats = 1.0) -> Floats:
    """(N, K) probability down to the label, 0..1; sets grow on hard photos.

    Romano, Sesia and Candès, Classification with Valid and Adaptive Coverage, NeurIPS 2020. They
    leave a random part of the label's own probability out, to meet the coverage exactly. An
    inspector must get one answer for one photo, so the card leaves all of it out: the sets then
    hold the true label at least as often as promised, and the first label always.

    Args:
        chances: (N, K) probabilities, rows sum to 1.
        part: of the label's own probability that is left out, 0..1; a number or (N,).
    """
    order = np.argsort(-chances, axis=1, kind="stable")
    ranked = np.take_along_axis(chances, order, axis=1)
    left_out = ranked * np.reshape(part, (-1, 1))
    scores = np.empty_like(ranked)
    np.put_along_axis(scores, order, np.cumsum(ranked, axis=1) - left_out, axis=1)
    return np.clip(scores, 0.0, 1.0)  # sums of floats pass the ends by 1e-16


def limit(scores: Floats, promise: float) -> float:
    """The ceil((n + 1) promise)-th smallest of n scores; infinite when there are less.

    Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World (2005): inductive conformal
    prediction.

    Args:
        scores: (N,) of the true labels.
        promise: chance, 0..1, that a set holds the true label.
    """
    rank = math.ceil((len(scores) + 1) * promise - 1e-9)  # 0.9 * 10 must not become 10
    return float(np.sort(scores)[rank - 1]) if rank <= len(scores) else math.inf
