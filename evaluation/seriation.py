"""Puts things in a row so that similar ones are neighbours, for tables that people read.

Average linkage (Sokal and Michener 1958), its branches turned by Gruvaeus and Wainer, Two additions
to hierarchical cluster analysis, British Journal of Mathematical and Statistical Psychology 25
(1972): when two clusters join, the two most similar of their ends are laid side by side.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]


def merges(similarity: Floats) -> list[tuple[int, int, float]]:
    """Average linkage.

    Args:
        similarity: (K, K) symmetric, larger is more alike; the diagonal is not read.

    Returns:
        K - 1 joins (a, b, similarity), a < b, in the order they happen. Cluster a then holds both;
        a cluster is called by its first member. Equal similarities join the earliest pair.
    """
    left = np.array(similarity, dtype=np.float64)
    count = len(left)
    left[np.tril_indices(count)] = -np.inf  # each pair once, above the diagonal
    mean = np.array(similarity, dtype=np.float64)
    size = np.ones(count)
    joins: list[tuple[int, int, float]] = []
    for _ in range(count - 1):
        a, b = divmod(int(left.argmax()), count)
        joins.append((a, b, float(left[a, b])))
        joined = (size[a] * mean[a] + size[b] * mean[b]) / (size[a] + size[b])
        mean[a], mean[:, a] = joined, joined
        size[a] += size[b]
        left[b], left[:, b] = -np.inf, -np.inf
        alive = np.isfinite(left)
        left[a] = np.where(alive[a], mean[a], -np.inf)
        left[:, a] = np.where(alive[:, a], mean[a], -np.inf)
    return joins


def order(similarity: Floats) -> tuple[int, ...]:
    """The K things in a row.

    Args:
        similarity: (K, K) symmetric, larger is more alike.

    Raises:
        ValueError: no square of finite numbers, or not symmetric.
    """
    if similarity.ndim != 2 or similarity.shape[0] != similarity.shape[1]:
        raise ValueError(f"similarity {similarity.shape} is no square")
    if not np.isfinite(similarity).all() or not np.allclose(similarity, similarity.T):
        raise ValueError("similarity must be finite and symmetric")
    rows = {at: [at] for at in range(len(similarity))}
    for a, b, _ in merges(similarity):
        rows[a] = _joined(rows[a], rows.pop(b), similarity)
    return tuple(rows[0]) if rows else ()


def _joined(a: list[int], b: list[int], similarity: Floats) -> list[int]:
    """Two rows as one, turned so that the ends that meet are as alike as can be."""
    turns = [(a, b), (a, b[::-1]), (a[::-1], b), (a[::-1], b[::-1])]
    left, right = max(turns, key=lambda turn: similarity[turn[0][-1], turn[1][0]])
    return [*left, *right]


def path(similarity: Floats, row: tuple[int, ...]) -> float:
    """Sum of the similarities of neighbours; larger is a better row."""
    return float(sum(similarity[a, b] for a, b in pairwise(row)))
