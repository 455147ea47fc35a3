"""The row of a linear head for a class that is known from a few photos; arrays in, arrays out.

Its direction is that of linear discriminant analysis with a shrunken scatter within the known
classes (T. Hastie, R. Tibshirani, J. Friedman, The Elements of Statistical Learning, 2nd ed., 2009,
section 4.3.1): inverse(scatter) (mean of the photos - mean of the known). A slope and an offset
bring it to the scale of the old logits: logistic regression of "this class or another" against the
log-sum-exp of the old logits, each photo scored by the row that it took no part in.

`python -m benchmarks.teach` measures it on Grocery beside imprinted weights (Qi et al. 2018,
https://arxiv.org/abs/1712.07136), a centred mean, and a logistic regression of the whole row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SHRINKAGE = 0.2  # of the scatter towards a sphere; 0.2 and 0.5 measured alike, 0.8 worse
# On slope and offset. Weaker ones let the new row grow: 1e-4 made it 2.3 times as long as old ones,
# 1e-3 1.5 times, at the same top-1.
_RIDGE = np.array([1e-3, 1e-6])
_STEPS = 100  # of Newton's method, at most; some 10 are needed
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)  # of the new row, tried when a class is strengthened


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Embeddings (N, D) float64 of what the network knows, and their classes (N,) text."""

    embeddings: Floats
    labels: npt.NDArray[np.str_]

    def __post_init__(self) -> None:
        if self.embeddings.ndim != 2 or self.labels.shape != self.embeddings.shape[:1]:
            raise ValueError(f"{self.embeddings.shape} and {self.labels.shape} do not fit")

    def of(self, chosen: npt.NDArray[np.bool_]) -> Known:
        """Give those that a mask (N,) chooses."""
        return Known(self.embeddings[chosen], self.labels[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """Rows (K, D) and biases (K,) of a linear head, float64."""

    weight: Floats
    bias: Floats

    def __call__(self, embeddings: Floats) -> Floats:
        """Give the logits (..., K) of embeddings (..., D)."""
        return np.asarray(embeddings @ self.weight.T + self.bias)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of the head: weight (D,), bias, and what it gives for its own photos.

    `photos` (n, V) are the logits of each photo's views by the row made without that photo.
    """

    weight: Floats
    bias: float
    photos: Floats

    def __call__(self, embeddings: Floats) -> Floats:
        """Give the logits (N,) of embeddings (N, D)."""
        return np.asarray(embeddings @ self.weight + self.bias)

    def blended(self, other: Row, share: float) -> Row:
        """Give the row that lies a share of the way to another."""
        return Row(
            (1 - share) * self.weight + share * other.weight,
            (1 - share) * self.bias + share * other.bias,
            (1 - share) * self.photos + share * other.photos,
        )


def new_row(shown: Floats, known: Known, head: Head, shrinkage: float = SHRINKAGE) -> Row:
    """Find the row of a class from embeddings (n, V, D) of its photos' views.

    Args:
        shown: finite.
        known: pictures of the classes of the head.
        head: without the class.
        shrinkage: of the scatter, above 0; 1 leaves the centred mean of the photos as direction.
    """
    solved, mean = _solver(known, shrinkage), _means(known)[1].mean(axis=0)
    whole = solved(shown.mean(axis=(0, 1)) - mean)
    parts = [whole] if len(shown) == 1 else [solved(each - mean) for each in _without_one(shown)]
    ours = np.stack([(views - mean) @ part for views, part in zip(shown, parts, strict=True)])
    theirs = (known.embeddings - mean) @ whole
    spread = max(float(np.concatenate([ours.ravel(), theirs]).std()), 1e-12)
    usual = float(np.linalg.norm(head.weight, axis=1).mean() / max(np.linalg.norm(whole), 1e-12))
    slope, offset = _fitted(
        np.concatenate([ours.ravel(), theirs]) / spread,
        np.concatenate(_against(shown, known, head)),
        np.repeat([1 / len(head.bias) / ours.size, 1 / len(theirs)], [ours.size, len(theirs)]),
        np.repeat([1.0, 0.0], [ours.size, len(theirs)]),
        usual * spread,
    )
    weight = whole * slope / spread
    return Row(weight, float(offset - weight @ mean), ours * slope / spread + offset)


def log_sum_exp(logits: Floats) -> Floats:
    """Stable logarithm of the summed exponentials over the last axis."""
    return np.asarray(np.logaddexp.reduce(logits, axis=-1))


def _against(shown: Floats, known: Known, head: Head) -> tuple[Floats, Floats]:
    """The log-sum-exp of all other logits, of the photos' views (n * V,) and the known (N,).

    A network is surer of pictures it was trained on than of those it will meet. So the known count
    as being, on average, no surer than the photos are. On Grocery, ten new classes cost the
    old ones 10 points of top-1 without this, where the known were trained on, and 3 with it.
    """
    views, others = log_sum_exp(head(shown)).ravel(), log_sum_exp(head(known.embeddings))
    return views, others - max(0.0, float(others.mean() - views.mean()))


def _without_one(shown: Floats) -> list[Floats]:
    """For each photo the mean (D,) of the others."""
    means = shown.mean(axis=1)
    return [np.delete(means, at, axis=0).mean(axis=0) for at in range(len(means))]


def _means(known: Known) -> tuple[npt.NDArray[np.str_], Floats]:
    """The names (C,), sorted, and means (C, D) of the classes."""
    names = np.unique(known.labels)
    return names, np.stack([known.embeddings[known.labels == name].mean(axis=0) for name in names])


def _solver(known: Known, shrinkage: float) -> Callable[[Floats], Floats]:
    """Give v -> inverse(scatter) v, by the Woodbury identity: there are fewer pictures than D.

    With one picture a class nothing scatters, and v comes back as it is.
    """
    names, means = _means(known)
    rest = known.embeddings - means[np.searchsorted(names, known.labels)]
    free = max(len(rest) - len(names), 1)
    sphere = shrinkage * float((rest**2).sum()) / (free * rest.shape[1])
    if sphere < 1e-12:
        return lambda v: v
    low = rest * np.sqrt((1 - shrinkage) / free)
    inner = np.linalg.inv(np.eye(len(low)) + low @ low.T / sphere)
    return lambda v: np.asarray((v - low.T @ (inner @ (low @ v)) / sphere) / sphere)


def _fitted(
    scores: Floats, against: Floats, mass: Floats, truth: Floats, prior: float
) -> tuple[float, float]:
    """Slope and offset of a logistic regression, by Newton's method with halved steps.

    Args:
        scores: (M,).
        against: (M,), taken off each logit.
        mass: (M,) weight of each picture.
        truth: (M,) 1 for pictures of the class, 0 for others.
        prior: slope that the ridge pulls to.
    """
    inputs, start = np.stack([scores, np.ones_like(scores)], axis=1), np.array([prior, 0.0])

    def loss(at: Floats) -> float:
        margin = inputs @ at - against
        fit = mass @ (np.logaddexp(0, margin) - truth * margin)
        return float(fit + _RIDGE @ (at - start) ** 2 / 2)

    found = start
    for _ in range(_STEPS):
        chance = np.exp(-np.logaddexp(0, against - inputs @ found))
        slope = inputs.T @ (mass * (chance - truth)) + _RIDGE * (found - start)
        curve = (inputs * (mass * chance * (1 - chance))[:, None]).T @ inputs + np.diag(_RIDGE)
        step = np.linalg.solve(curve, slope)
        while np.abs(step).max() > 1e-9 and loss(found - step) > loss(found):
            step = step / 2
        found = found - step
        if np.abs(step).max() < 1e-6:
            break
    return float(found[0]), float(found[1])


def blended(old: Row, new: Row, mine: Known, others: Known, rest: Head, shown: Floats) -> float:
    """Choose the share, 0..1, of a new row in the row of a class that is strengthened.

    Args:
        old: the class's row, with its logits of the photos.
        new: the row that `new_row` found.
        mine: known pictures of the class; may be none.
        others: known pictures of other classes.
        rest: the head without the class.
        shown: (n, V, D) embeddings of the photos' views.

    Returns:
        The share of least logistic loss, the class's pictures weighing 1 / K of the others.
    """
    views, against = _against(shown, others, rest)

    def loss(share: float) -> float:
        row = old.blended(new, share)
        right = np.logaddexp(0, views - row.photos.ravel()).mean()
        if len(mine.labels):
            own = log_sum_exp(rest(mine.embeddings)) - row(mine.embeddings)
            right = (right + np.logaddexp(0, own).mean()) / 2
        wrong = np.logaddexp(0, row(others.embeddings) - against).mean()
        return float(right / len(rest.bias) + wrong)

    return min(_SHARES, key=loss)
