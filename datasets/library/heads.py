"""A head for any set of labels, in closed form, and what it says of photos that it never saw.

Linear discriminant analysis on embeddings (T. Hastie, R. Tibshirani, J. Friedman, The Elements of
Statistical Learning, 2nd ed., 2009, section 4.3), each label counting alike. Arrays in, arrays out.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Wide = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

FOLDS = 5
# Of the 1,280 directions of the released networks: on Grocery the head names 93.4 % right with 512,
# 93.8 % with all, at a multiple of the time (`benchmarks/mistakes.py --directions`).
DIRECTIONS = 512
_SHRINKAGES = (0.03, 0.1, 0.3, 0.7)  # tried: of the scatter, towards a sphere
_SCALES = np.exp(np.linspace(np.log(1e-2), np.log(10), 40))  # tried, of the logits
_SMALLEST = 1e-9
_BLOCK = 4096  # rows of a product: memory stays flat


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A linear head: logits are embeddings times `weight` plus `bias`.

    Attributes:
        weight: `(K, D) float64`.
        bias: `(K,) float64`; minus infinity for a label that was not trained on.
    """

    weight: Wide
    bias: Wide

    def __call__(self, embeddings: Floats) -> Wide:
        """Logits `(N, K)` of embeddings `(N, D)`."""
        return np.asarray(embeddings @ self.weight.T + self.bias, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Crossed:
    """What heads say of photos whose objects they never saw.

    Attributes:
        probabilities: `(N, K) float32`, rows sum to 1.
        judged: `(N,)`; False where no other object has the photo's label, so that no head knew it.
        head: Fitted on all photos, at the same scale: for photos without a label.
        directions: `(D, d)`: the head sees `(embeddings - middle) @ directions`.
        middle: `(D,)`.
    """

    probabilities: npt.NDArray[np.float32]
    judged: Mask
    head: Head
    directions: Wide
    middle: Wide

    def of(self, embeddings: Floats) -> npt.NDArray[np.float32]:
        """Probabilities `(n, K)` of other photos, `(n, D)`."""
        return softmax(self.head((embeddings - self.middle) @ self.directions)).astype(np.float32)


def folds(groups: Sequence[str], targets: Indices, count: int = FOLDS) -> Indices:
    """Which fold each photo is in; photos of a group share it.

    The groups of a label are dealt out in turn, so that a label of two groups stands in two folds.
    They come in the order of their hash: the same for all.

    Args:
        groups: N, the object of each photo.
        targets: (N,) label indices.
        count: Of folds, 2 at least.
    """
    if count < 2 or len(groups) != len(targets):
        raise ValueError(f"{count} folds of {len(groups)} groups, {len(targets)} labels do not fit")
    labels: dict[str, Counter[int]] = defaultdict(Counter)
    for group, target in zip(groups, targets, strict=True):
        labels[group][int(target)] += 1

    def turn(group: str) -> tuple[int, bytes]:
        most = min(labels[group], key=lambda label: (-labels[group][label], label))
        return most, hashlib.sha256(group.encode()).digest()

    fold = {group: at % count for at, group in enumerate(sorted(labels, key=turn))}
    return np.array([fold[group] for group in groups], dtype=np.int64)


def crossed(
    embeddings: Floats,
    targets: Indices,
    groups: Sequence[str],
    count: int,
    number: int = FOLDS,
    told: Callable[[int, int], None] | None = None,
) -> Crossed:
    """Ask of each photo a head that was fitted without its object.

    Args:
        embeddings: `(N, D)`; of any length.
        targets: `(N,)` label indices below `count`.
        groups: N objects.
        count: Of labels.
        number: Of folds.
        told: Is called with how many heads were fitted, of how many.

    Raises:
        ValueError: There are no photos, or the arrays do not fit.
    """
    if not len(embeddings) == len(targets) == len(groups) or not len(targets):
        raise ValueError(f"{len(embeddings)} embeddings, {len(targets)} labels do not fit")
    middle, directions = principal(embeddings, DIRECTIONS)
    points = np.asarray((embeddings - middle) @ directions, dtype=np.float64)
    fold = folds(groups, targets, number)
    sums = [_Sums.of(points[fold == at], targets[fold == at], count) for at in range(number)]
    whole = _Sums.total(sums)
    best, chosen, scale = np.inf, _SHRINKAGES[0], 1.0
    found = np.zeros((len(points), count))
    judged = np.zeros(len(points), dtype=np.bool_)
    for row, shrinkage in enumerate(_SHRINKAGES):
        logits = np.zeros_like(found)
        for at in range(number):
            mine = fold == at
            rest = whole.without(sums[at])
            logits[mine] = rest.head(shrinkage)(points[mine])
            judged[mine] = rest.counts[targets[mine]] > 0
            if told is not None:
                told(row * number + at + 1, len(_SHRINKAGES) * number)
        loss, factor = _scale(logits[judged], targets[judged])
        if loss < best:
            best, chosen, scale, found = loss, shrinkage, factor, logits
    head = whole.head(chosen)
    head = Head(head.weight * scale, head.bias * scale)
    return Crossed(
        softmax(found * scale).astype(np.float32), judged, head, directions, np.asarray(middle)
    )


def principal(rows: Floats, most: int) -> tuple[Wide, Wide]:
    """Middle `(D,)` and the `most` directions `(D, d)` in which rows `(N, D)` vary most."""
    middle = np.asarray(rows.mean(axis=0), dtype=np.float64)
    width = rows.shape[1]
    scatter = np.zeros((width, width))
    for start in range(0, len(rows), _BLOCK):
        block = np.asarray(rows[start : start + _BLOCK] - middle, dtype=np.float32)
        scatter += block.T @ block
    values, vectors = np.linalg.eigh(scatter)
    kept = values > _SMALLEST * max(values[-1], _SMALLEST)
    kept[: max(0, width - most)] = False
    kept[-1] = True  # where all rows are alike
    return middle, np.asarray(vectors[:, kept])


def softmax(logits: Floats) -> Wide:
    """`(N, K)` to probabilities; minus infinity becomes 0."""
    top = logits.max(axis=1, keepdims=True)
    powers = np.exp(logits - np.where(np.isfinite(top), top, 0.0))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """Sums from which a head follows, so that a fold is taken out by subtracting.

    Attributes:
        counts: `(K,)` photos of each label.
        sums: `(K, d)` of their points.
        products: `(d, d)`.
    """

    counts: Wide
    sums: Wide
    products: Wide

    @classmethod
    def of(cls, points: Wide, targets: Indices, count: int) -> _Sums:
        sums = np.zeros((count, points.shape[1]))
        np.add.at(sums, targets, points)
        return cls(
            np.bincount(targets, minlength=count).astype(np.float64), sums, points.T @ points
        )

    @classmethod
    def total(cls, parts: Sequence[_Sums]) -> _Sums:
        return cls(
            np.sum([part.counts for part in parts], axis=0),
            np.sum([part.sums for part in parts], axis=0),
            np.sum([part.products for part in parts], axis=0),
        )

    def without(self, part: _Sums) -> _Sums:
        return _Sums(
            self.counts - part.counts, self.sums - part.sums, self.products - part.products
        )

    def head(self, shrinkage: float) -> Head:
        """Rows are inverse(scatter) times mean."""
        there = self.counts > 0
        means = self.sums / np.maximum(self.counts, 1)[:, None]
        within = self.products - (means * self.counts[:, None]).T @ means
        within /= max(self.counts.sum() - there.sum(), 1.0)
        sphere = max(float(np.trace(within)) / len(within), _SMALLEST)
        shrunk = (1 - shrinkage) * within + shrinkage * sphere * np.eye(len(within))
        middle = means[there].mean(axis=0) if there.any() else np.zeros(len(within))
        rows = np.asarray(np.linalg.solve(shrunk, (means - middle).T).T, dtype=np.float64)
        biases = -0.5 * np.einsum("kd,kd->k", rows, means - middle) - rows @ middle
        rows[~there] = 0.0
        return Head(rows, np.where(there, biases, -np.inf if there.any() else 0.0))


def _scale(logits: Wide, targets: Indices) -> tuple[float, float]:
    """Least cross-entropy over the labels, each counting alike, and the factor that gives it."""
    if not len(targets):
        return 0.0, 1.0
    share = 1 / np.bincount(targets)[targets]
    at = np.arange(len(targets))

    def loss(factor: float) -> float:
        # A label that one object alone has cannot be known: it counts as certainly wrong.
        chance = softmax(logits * factor)[at, targets]
        return float(share @ -np.log(np.maximum(chance, _SMALLEST)) / share.sum())

    return min((loss(float(factor)), float(factor)) for factor in _SCALES)
