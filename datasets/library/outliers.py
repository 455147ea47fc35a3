"""Photos that lie far from all others of their label. Arrays in, arrays out.

How far: one less the mean cosine to the nearest photos of the label that show other objects. Too
far: by the modified z-score (B. Iglewicz, D. Hoaglin, How to Detect and Handle Outliers, 1993).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Indices = npt.NDArray[np.int64]

NEIGHBOURS = 5
TOO_FAR = 3.5  # modified z-score, as its authors recommend
ENOUGH = 8  # photos of a label; of fewer no spread can be told
MOST_OTHERS = 4000  # photos of a label that others are compared with
_BLOCK = 1024
_MAD = 0.6745  # brings the median deviation to the standard deviation of a normal distribution
_FLATTEST = 0.005  # of a cosine: copies of one photo have no spread, and rounding is no outlier


@dataclass(frozen=True, slots=True, eq=False)
class Outliers:
    """Photos too far from their label, the farthest first; S of them.

    Attributes:
        rows: `(S,)` of the photos.
        score: `(S,)` modified z-scores above `TOO_FAR`.
        cosine: `(S,)` mean to the nearest photos of the label, -1..1.
    """

    rows: Indices
    score: npt.NDArray[np.float64]
    cosine: npt.NDArray[np.float64]


def nearness(
    embeddings: npt.NDArray[np.float32], groups: Indices, count: int = NEIGHBOURS
) -> npt.NDArray[np.float64]:
    """Mean cosine of each photo of a label to its nearest ones that show other objects.

    Args:
        embeddings: `(n, D)` of one label, rows of length 1.
        groups: `(n,)` numbers of the objects.
        count: Of neighbours; fewer where there are fewer.

    Returns:
        `(n,)`; NaN where there is no other object.
    """
    step = -(-len(embeddings) // MOST_OTHERS) or 1
    others, their = embeddings[::step], groups[::step]
    found = np.full(len(embeddings), np.nan)
    for start in range(0, len(embeddings), _BLOCK):
        block = slice(start, start + _BLOCK)
        cosines = embeddings[block] @ others.T
        cosines[groups[block, None] == their[None]] = -np.inf
        kept = min(count, cosines.shape[1])
        best = -np.partition(-cosines, kept - 1, axis=1)[:, :kept]
        there = np.isfinite(best)
        sums = np.where(there, best, 0.0).sum(axis=1)
        total = there.sum(axis=1)
        found[block] = np.where(total > 0, sums / np.maximum(total, 1), np.nan)
    return found


def outliers(embeddings: npt.NDArray[np.float32], targets: Indices, groups: Indices) -> Outliers:
    """Find the photos that lie too far from their label.

    Args:
        embeddings: `(N, D)`, rows of length 1.
        targets: `(N,)` label indices.
        groups: `(N,)` numbers of the objects.
    """
    score = np.full(len(targets), -np.inf)
    cosine = np.full(len(targets), np.nan)
    for label in np.unique(targets):
        rows = np.flatnonzero(targets == label)
        near = nearness(embeddings[rows], groups[rows])
        known = np.isfinite(near)
        if known.sum() < ENOUGH:
            continue
        middle = np.median(near[known])
        spread = max(float(np.median(np.abs(near[known] - middle))), _FLATTEST)
        score[rows[known]] = _MAD * (middle - near[known]) / spread
        cosine[rows] = near
    rows = np.flatnonzero(score > TOO_FAR)
    rows = rows[np.lexsort((rows, -score[rows]))]
    return Outliers(rows, score[rows], cosine[rows])
