"""Accuracy slice by slice: photos of one device, one source, one background; rendered and real.

A mean hides the photos that fail. Photos of one object are no independent trials, so that the
lower bound, by which slices are ordered, counts what they are worth together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.metrics import Z95, Share
from evaluation.predictions import Predictions

RENDERED = "rendered"  # a column that every run has, with the values below
_RENDERED_VALUES = ("real", "rendered")
LEAST_PHOTOS = 30  # below, a 95 % interval of a half spans more than 0.34
LEAST_GROUPS = 10  # objects; below, their spread cannot be told from chance
_PULL = 5.0  # groups; see `group_interval`


@dataclass(frozen=True, slots=True)
class Slice:
    """The photos that share one value of a column.

    Args:
        value: what the column says; "" where it says nothing.
        top1: first answers that are right, out of the photos of labels that the model has.
        outside: photos of other labels, which no first answer can name; counted, not scored.
        groups: objects that the scored photos show.
        macro_recall: mean over the labels present of their share found; None without a photo.
        low: lower end of the 95 % interval of top-1, by object (`group_interval`).
        high: upper end.
        small: too few photos or objects to judge.

    Raises:
        ValueError: more groups than photos, or an interval that is none.
    """

    value: str
    top1: Share
    outside: int
    groups: int
    macro_recall: float | None
    low: float
    high: float
    small: bool

    def __post_init__(self) -> None:
        if self.groups > self.top1.of or not 0 <= self.low <= self.high <= 1:
            raise ValueError(
                f"slice {self.value!r}: {self.groups} groups of {self.top1.of} photos, "
                f"interval {self.low} to {self.high}"
            )

    @property
    def photos(self) -> int:
        """All photos of the slice, scored or not."""
        return self.top1.of + self.outside

    def to_json(self) -> dict[str, object]:
        """Every field, and the count of photos."""
        return {
            "value": self.value,
            "photos": self.photos,
            "top1": self.top1.to_json(),
            "outside": self.outside,
            "groups": self.groups,
            "macro_recall": self.macro_recall,
            "low": self.low,
            "high": self.high,
            "small": self.small,
        }


@dataclass(frozen=True, slots=True)
class Slices:
    """All slices of one column: first those large enough, the worst first, then the small ones.

    Raises:
        ValueError: a value twice, or a small slice before a large one.
    """

    column: str
    slices: tuple[Slice, ...]

    def __post_init__(self) -> None:
        values = [each.value for each in self.slices]
        small = [each.small for each in self.slices]
        if len(set(values)) < len(values) or small != sorted(small):
            raise ValueError(f"column {self.column}: slices {values} are not in order")

    @property
    def worst(self) -> Slice | None:
        """The slice with the lowest lower bound that is large enough; None where none is."""
        return next((each for each in self.slices if not each.small), None)

    def to_json(self) -> dict[str, object]:
        """Column, slices in order, and the value of the worst."""
        return {
            "column": self.column,
            "slices": [each.to_json() for each in self.slices],
            "worst": self.worst.value if self.worst is not None else None,
        }


def by_column(
    predictions: Predictions,
    column: str,
    *,
    least_photos: int = LEAST_PHOTOS,
    least_groups: int = LEAST_GROUPS,
) -> Slices:
    """Slice by a manifest column, or by `RENDERED` ("rendered" and "real").

    Args:
        predictions: N photos.
        column: a key of `predictions.columns`, which goes before `RENDERED`.
        least_photos: scored photos below which a slice is small.
        least_groups: objects below which it is.

    Raises:
        ValueError: an unknown column.
    """
    values, at = np.unique(np.array(_values(predictions, column), dtype=str), return_inverse=True)
    group = np.unique(np.array(predictions.groups, dtype=str), return_inverse=True)[1]
    targets, inside = predictions.targets, predictions.inside
    right = predictions.logits.argmax(axis=1) == targets
    ends = np.cumsum(np.bincount(at, minlength=len(values)))[:-1]
    found = []
    for value, rows in zip(values.tolist(), np.split(np.argsort(at), ends), strict=False):
        scored = rows[inside[rows]]
        top1 = Share(int(right[scored].sum()), len(scored))
        groups = len(np.unique(group[scored]))
        low, high = group_interval(right[scored], group[scored])
        found.append(
            Slice(
                value=value,
                top1=top1,
                outside=len(rows) - len(scored),
                groups=groups,
                macro_recall=_macro_recall(right[scored], targets[scored]),
                low=low,
                high=high,
                small=top1.of < least_photos or groups < least_groups,
            )
        )
    return Slices(column, tuple(sorted(found, key=lambda s: (s.small, s.low, s.value))))


def slices(predictions: Predictions) -> tuple[Slices, ...]:
    """All manifest columns, by name, then rendered and real; with `by_column`'s limits."""
    names = sorted({*predictions.columns} - {RENDERED})
    return tuple(by_column(predictions, name) for name in [*names, RENDERED])


def worst(found: Iterable[Slices]) -> tuple[str, Slice] | None:
    """Column and slice with the lowest lower bound of all; None where all slices are small.

    A column with a single slice is no slicing and is passed over.
    """
    candidates = [
        (each.worst.low, each.column, each.worst)
        for each in found
        if each.worst is not None and len(each.slices) > 1
    ]
    if not candidates:
        return None
    _, column, slice_ = min(candidates, key=lambda candidate: candidate[:2])
    return column, slice_


def group_interval(right: NDArray[np.bool_], group: NDArray[np.integer]) -> tuple[float, float]:
    """95 % interval of a share whose trials come in groups.

    Wilson's score interval on the number of independent photos that are worth as much, n / deff
    (C. Franco, R. Little, T. Louis, E. Slud, Journal of Survey Statistics and Methodology 7,
    2019). The design effect deff is the variance of the share over groups, as a ratio estimate
    (L. Kish, Survey Sampling, 1965), out of that of n independent photos, at least 1. Few groups,
    or few that fail, show that variance badly, and the interval would be too narrow; so deff is
    drawn towards its worst case, in which all photos of a group are alike, as if five more even
    groups had shown it. In simulations of 10 to 100 groups of 1 to 8 photos, shares of 0.3 to
    0.95 and correlations of 0 to 1 it covers the truth in 94 to 100 %, 97 % in the mean; without
    that pull in 87 % at worst. With each photo in its own group it is `Share.interval`.

    Args:
        right: (n,) whether each photo is right.
        group: (n,) number of its group.

    Returns:
        Lower and upper end; (0, 1) without a photo.
    """
    n = len(right)
    if n == 0:
        return 0.0, 1.0
    _, at = np.unique(group, return_inverse=True)
    sizes, hits = np.bincount(at), np.bincount(at, weights=right)
    share = float(right.mean())
    worst_case = float((sizes**2).sum() / n)
    deff = worst_case
    if 0 < share < 1 and 1 < len(sizes) < n:
        spread = float(((hits - sizes * share) ** 2).sum()) * len(sizes) / (len(sizes) - 1)
        shown = max(1.0, spread / (n * share * (1 - share)))
        pull = _PULL / (_PULL + 4 * len(sizes) * share * (1 - share))
        deff = pull * worst_case + (1 - pull) * shown
    return _wilson(share, n / deff)


def _wilson(share: float, n: float) -> tuple[float, float]:
    """`Share.interval` for an `n` that need not be whole."""
    square = Z95**2 / n
    centre = (share + square / 2) / (1 + square)
    half = Z95 / (1 + square) * (share * (1 - share) / n + square / (4 * n)) ** 0.5
    # It holds the share; rounding must not push the share out.
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))


def _values(predictions: Predictions, column: str) -> Sequence[str]:
    """(N,) values of a column."""
    if column in predictions.columns:
        return predictions.columns[column]
    if column == RENDERED:
        return [_RENDERED_VALUES[int(each)] for each in predictions.rendered]
    known = ", ".join([*predictions.columns, RENDERED])
    raise ValueError(f"there is no column {column!r}; there are {known}")


def _macro_recall(right: NDArray[np.bool_], targets: NDArray[np.int64]) -> float | None:
    if not len(right):
        return None
    _, at = np.unique(targets, return_inverse=True)
    return float((np.bincount(at, weights=right) / np.bincount(at)).mean())
