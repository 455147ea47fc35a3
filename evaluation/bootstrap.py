"""Percentile bootstrap by group: photos of one object are drawn together, or not at all.

Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13; whole groups are drawn,
as Davison and Hinkley, Bootstrap Methods and their Application (1997), section 3.8, advise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.plain import fields_of

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]
Numbers = Floats | Ints

RESAMPLES = 1000  # Efron and Tibshirani 1993: a rough minimum for intervals
BLOCK = 100  # resamples weighted at a time: 4 MB for 10,000 photos
LIMITS = (2.5, 97.5)  # percent; 95 % lie between


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure with its 95 % interval.

    Args:
        value: on all photos; NaN where it is not defined.
        low: 2.5 % quantile over the resamples; NaN where there is no interval.
        high: 97.5 % quantile.
        groups: how many were resampled; with one there is no interval, with less than ten the
            interval is too narrow, because few objects show little of what there is.

    Raises:
        ValueError: an interval that is upside down.
    """

    value: float
    low: float
    high: float
    groups: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"interval from {self.low} to {self.high}")

    @property
    def certain_sign(self) -> int:
        """1 when the whole interval lies above zero, -1 when below, else 0."""
        return int(self.low > 0) - int(self.high < 0)

    def to_json(self) -> dict[str, object]:
        """Value, interval and groups; what is not defined is null."""
        return fields_of(self)


@dataclass(frozen=True, slots=True, eq=False)
class Resamples:
    """How often each group is drawn in each resample.

    Args:
        weights: (B, G) uint16, each row is one multinomial draw of G out of G.
        group_of: (N,) the group of each photo, 0..G-1.
    """

    weights: NDArray[np.uint16]
    group_of: NDArray[np.int64]

    @classmethod
    def of(cls, groups: Sequence[str] | Ints, seed: int, count: int = RESAMPLES) -> Resamples:
        """Draw for N photos with these groups; the same seed draws the same."""
        names, group_of = np.unique(np.asarray(groups), return_inverse=True)
        size = len(names)
        weights = np.zeros((count, size), dtype=np.uint16)
        rng = np.random.default_rng(seed)
        for start in range(0, count if size else 0, BLOCK):
            rows = min(BLOCK, count - start)
            drawn = rng.integers(size, size=(rows, size)) + np.arange(rows)[:, None] * size
            counted = np.bincount(drawn.ravel(), minlength=rows * size)
            weights[start : start + rows] = counted.reshape(rows, size)
        return cls(weights, group_of.astype(np.int64).reshape(-1))

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return int(self.weights.shape[1])

    def sums(self, values: Floats) -> NDArray[np.float64]:
        """Weighted sums over the photos.

        Args:
            values: (N, M) floats.

        Returns:
            (B, M) float64.
        """
        table = np.zeros((self.groups, values.shape[1]))
        np.add.at(table, self.group_of, values.astype(np.float64))
        return self._times(table)

    def counts(self, codes: Ints, of: int) -> NDArray[np.float64]:
        """Weighted counts of each code.

        Args:
            codes: (N,) integers 0..of-1; photos with -1 are not counted.
            of: how many codes there are, M.

        Returns:
            (B, M) float64, whole numbers.
        """
        counted = codes >= 0
        cells = self.group_of[counted] * of + codes[counted]
        table = np.bincount(cells, minlength=self.groups * of).reshape(self.groups, of)
        return self._times(table.astype(np.float32))  # exact below 2 ** 24

    def _times(self, table: Floats) -> NDArray[np.float64]:
        out = np.empty((len(self.weights), table.shape[1]))
        for start in range(0, len(out), BLOCK):
            rows = slice(start, start + BLOCK)
            out[rows] = self.weights[rows].astype(table.dtype) @ table
        return out

    def blocks(self) -> Iterator[tuple[slice, NDArray[np.float32]]]:
        """Weights of the photos, (b, N) float32, for some resamples at a time."""
        for start in range(0, len(self.weights), BLOCK):
            rows = slice(start, start + BLOCK)
            yield rows, self.weights[rows].astype(np.float32)[:, self.group_of]

    def estimate(self, value: float, resampled: Floats) -> Estimate:
        """A measure and its values on the resamples (B,); those that are NaN are left out."""
        return self.estimates(np.array([value]), resampled[:, None])[0]

    def estimates(self, values: Floats, resampled: Floats) -> tuple[Estimate, ...]:
        """M measures (M,) and their values on the resamples (B, M)."""
        limits = np.full((2, len(values)), np.nan)
        usable = np.isfinite(resampled).any(axis=0) & np.isfinite(values)
        if self.groups > 1 and usable.any():
            limits[:, usable] = _percentiles(resampled[:, usable])
        rows = zip(values.tolist(), *limits.tolist(), strict=True)
        return tuple(Estimate(value, low, high, self.groups) for value, low, high in rows)


def _percentiles(resampled: Floats) -> NDArray[np.float64]:
    """(2, M) `LIMITS` of the columns of (B, M), NaN left out, each column with a number.

    Hyndman and Fan, Sample Quantiles in Statistical Packages (1996), definition 7.
    """
    ordered = np.sort(resampled, axis=0)  # NaN comes last
    last = np.isfinite(ordered).sum(axis=0) - 1
    place = np.array(LIMITS)[:, None] / 100 * last
    below = np.floor(place).astype(np.int64)
    low = np.take_along_axis(ordered, below, axis=0)
    high = np.take_along_axis(ordered, np.minimum(below + 1, last), axis=0)
    return np.asarray(low + (high - low) * (place - below))


def ratio(above: Numbers, below: Numbers) -> NDArray[np.float64]:
    """Element by element; NaN where the lower number is 0."""
    top, bottom = np.broadcast_arrays(
        np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64)
    )
    out = np.full(bottom.shape, np.nan)
    np.divide(top, bottom, out=out, where=bottom != 0)
    return out


def row_means(values: Floats) -> NDArray[np.float64]:
    """(B,) means of the rows of (B, M), NaN left out; NaN for a row without a number."""
    there = np.isfinite(values)
    return ratio(np.where(there, values, 0.0).sum(axis=1), there.sum(axis=1))
