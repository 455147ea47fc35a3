"""Which labels are probably wrong: confident learning. Arrays in, arrays out.

C. Northcutt, L. Jiang, I. Chuang, Confident Learning: Estimating Uncertainty in Dataset Labels,
Journal of Artificial Intelligence Research 70, 2021, https://arxiv.org/abs/1911.00068. Own code
from the paper. It needs probabilities from a network that did not learn the photos.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Indices = npt.NDArray[np.int64]
_SMALLEST = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Suspects:
    """Photos whose label is probably wrong, the surest first; S of them.

    Attributes:
        rows: `(S,)` of the photos.
        suggested: `(S,)` index of the label that fits better.
        margin: `(S,)` probability of that less that of the given label, -1..1.
    """

    rows: Indices
    suggested: Indices
    margin: npt.NDArray[np.float64]


def thresholds(targets: Indices, probabilities: Floats) -> npt.NDArray[np.float64]:
    """From which probability on each label counts as confident: its mean over its own photos.

    Args:
        targets: `(N,)` given labels.
        probabilities: `(N, K)`.

    Returns:
        `(K,)`; infinity for a label without a photo.
    """
    _check(targets, probabilities)
    count = probabilities.shape[1]
    own = probabilities[np.arange(len(targets)), targets]
    sums = np.bincount(targets, weights=own, minlength=count)
    photos = np.bincount(targets, minlength=count)
    return np.where(photos > 0, sums / np.maximum(photos, 1), np.inf)


def confident_joint(targets: Indices, probabilities: Floats) -> Indices:
    """How many photos with given label i are confidently of label j: `(K, K)`, equation 1.

    A photo above several thresholds counts for its most probable label among them.
    """
    limits = thresholds(targets, probabilities)
    count = len(limits)
    # A mean of equal numbers may come out above each of them by its rounding.
    above = probabilities >= limits - _SMALLEST
    most = np.where(above, probabilities, -np.inf).argmax(axis=1)
    counted = above.any(axis=1)
    cells = targets[counted] * count + most[counted]
    return np.bincount(cells, minlength=count * count).reshape(count, count).astype(np.int64)


def estimated_joint(joint: Indices, photos: Indices) -> npt.NDArray[np.float64]:
    """The share of photos with given label i and true label j: `(K, K)`, equation 3.

    Args:
        joint: `(K, K)` of `confident_joint`.
        photos: `(K,)` photos of each given label; each row is brought to them.
    """
    rows = joint.sum(axis=1, keepdims=True).astype(np.float64)
    shares = np.where(rows > 0, joint / np.maximum(rows, 1), np.eye(len(joint)))
    scaled = shares * np.asarray(photos, dtype=np.float64)[:, None]
    return np.asarray(scaled / max(scaled.sum(), 1.0))


def suspects(targets: Indices, probabilities: Floats) -> Suspects:
    """Find photos whose label is probably wrong, ranked by the margin.

    Prune by noise rate, section 3.2 of the paper: for each pair of labels i and j as many photos
    of i as the joint distribution says are of j, those where j beats i by most. Left out are those
    whose given label is the most probable one all the same.

    Args:
        targets: `(N,)` given labels.
        probabilities: `(N, K)`, out of sample.
    """
    _check(targets, probabilities)
    if not len(targets):
        none = np.zeros(0, dtype=np.int64)
        return Suspects(none, none, np.zeros(0))
    rows = np.flatnonzero(_by_noise(targets, probabilities))
    others = np.array(probabilities[rows], dtype=np.float64)
    own = others[np.arange(len(rows)), targets[rows]].copy()
    others[np.arange(len(rows)), targets[rows]] = -1.0
    suggested = others.argmax(axis=1)
    margin = others[np.arange(len(rows)), suggested] - own
    order = np.lexsort((rows, -margin))
    order = order[margin[order] > 0]
    return Suspects(rows[order], suggested[order].astype(np.int64), margin[order])


def _by_noise(targets: Indices, probabilities: Floats) -> npt.NDArray[np.bool_]:
    """As many photos of each pair of labels as the joint distribution says."""
    count = probabilities.shape[1]
    photos = np.bincount(targets, minlength=count)
    joint = estimated_joint(confident_joint(targets, probabilities), photos)
    wanted = np.rint(joint * len(targets)).astype(np.int64)
    chosen = np.zeros(len(targets), dtype=np.bool_)
    for given in np.flatnonzero(photos):
        rows = np.flatnonzero(targets == given)
        own = probabilities[rows, given]
        for other in np.flatnonzero(wanted[given]):
            if other != given:
                beats = probabilities[rows, other] - own
                chosen[rows[np.argsort(-beats, kind="stable")[: wanted[given, other]]]] = True
    return chosen


def _check(targets: Indices, probabilities: Floats) -> None:
    if probabilities.ndim != 2 or targets.shape != probabilities.shape[:1]:
        raise ValueError(f"labels {targets.shape} and probabilities {probabilities.shape} differ")
    if len(targets) and not 0 <= targets.min() <= targets.max() < probabilities.shape[1]:
        raise ValueError(f"labels must lie in 0..{probabilities.shape[1] - 1}")
    if not np.isfinite(probabilities).all():
        raise ValueError("probabilities must be finite")
