"""Pure functions on arrays and counts: hit rates with intervals, rank scores. No files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z95 = 1.959963984540054  # 97.5 % quantile of the standard normal distribution


@dataclass(frozen=True, slots=True)
class Share:
    """A count out of a total, with its 95 % Wilson interval.

    Raises:
        ValueError: when `hits` is negative or above `of`.
    """

    hits: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.of:
            raise ValueError(f"{self.hits} out of {self.of}: hits lie between 0 and the total")

    @property
    def rate(self) -> float:
        """The hits out of the total; NaN for nothing out of nothing."""
        return self.hits / self.of if self.of else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson score interval (E. B. Wilson, JASA 22, 1927); (0, 1) when nothing was counted."""
        if not self.of:
            return 0.0, 1.0
        n, p = self.of, self.rate
        centre = (p + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
        half = Z95 / (1 + Z95**2 / n) * sqrt(p * (1 - p) / n + Z95**2 / (4 * n * n))
        return max(0.0, centre - half), min(1.0, centre + half)

    def __str__(self) -> str:
        if not self.of:
            return "none"
        low, high = self.interval
        return f"{self.rate:.1%} ({self.hits}/{self.of}, 95 % {low:.1%} to {high:.1%})"

    def to_json(self) -> dict[str, object]:
        """Counts, rate and interval; an empty share has no rate."""
        low, high = self.interval
        rate = self.rate if self.of else None
        return {"hits": self.hits, "of": self.of, "rate": rate, "low": low, "high": high}


def top_k(truth: Sequence[str], ranked: Sequence[Sequence[str]], k: int) -> Share:
    """How often the true label is among the first k answers."""
    hits = sum(label in answers[:k] for label, answers in zip(truth, ranked, strict=True))
    return Share(hits, len(truth))


def recall_by_label(truth: Sequence[str], answers: Sequence[str]) -> dict[str, Share]:
    """Share of each label's photos that got that label as first answer, sorted by label."""
    of = Counter(truth)
    pairs = zip(truth, answers, strict=True)
    hits = Counter(label for label, answer in pairs if label == answer)
    return {label: Share(hits[label], of[label]) for label in sorted(of)}


def confusions(truth: Sequence[str], answers: Sequence[str]) -> list[tuple[str, str, int]]:
    """Wrong pairs (true, answered, count), most frequent first, then by name."""
    pairs = zip(truth, answers, strict=True)
    wrong = Counter((label, answer) for label, answer in pairs if label != answer)
    return sorted(((a, b, n) for (a, b), n in wrong.items()), key=lambda w: (-w[2], w[0], w[1]))


def auroc(inside: ArrayLike, outside: ArrayLike) -> float:
    """Chance that a novel photo scores higher than a known one; ties count half.

    Args:
        inside: (N,) novelty scores of photos of known classes.
        outside: (M,) novelty scores of other photos.

    Returns:
        The area under the ROC curve by ranks (Mann-Whitney U / N M); NaN when one side is empty.
    """
    a, b = np.asarray(inside, dtype=np.float64), np.asarray(outside, dtype=np.float64)
    if not len(a) or not len(b):
        return float("nan")
    ranks = _mean_ranks(np.concatenate([a, b]))
    u = ranks[len(a) :].sum() - len(b) * (len(b) + 1) / 2
    return float(u / (len(a) * len(b)))


def average_precision(inside: ArrayLike, outside: ArrayLike) -> float:
    """Area under precision and recall of finding the photos outside, by steps.

    Precision at each distinct score times the gain in recall there, without interpolation
    (Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, section 8.4).

    Args:
        inside: (N,) novelty scores of photos of known classes.
        outside: (M,) novelty scores of other photos.

    Returns:
        The area, 0..1; NaN when one side is empty. It grows with the share of photos outside, so
        that only areas on the same photos may be compared.
    """
    a, b = np.asarray(inside, dtype=np.float64), np.asarray(outside, dtype=np.float64)
    if not len(a) or not len(b):
        return float("nan")
    _, place = np.unique(-np.concatenate([a, b]), return_inverse=True)
    flagged = np.cumsum(np.bincount(place))
    found = np.cumsum(np.bincount(place[len(a) :], minlength=len(flagged)))
    return float((np.diff(found, prepend=0) / len(b) * found / flagged).sum())


def passed_at(inside: ArrayLike, outside: ArrayLike, kept: float = 0.95) -> float:
    """Share of the photos outside that pass as known when `kept` of the known ones do.

    At 0.95 this is FPR95 with the known photos as positives (Liang, Li and Srikant, Enhancing the
    Reliability of Out-of-distribution Image Detection, ICLR 2018).

    Args:
        inside: (N,) novelty scores of photos of known classes.
        outside: (M,) novelty scores of other photos.
        kept: least share of the known photos that must pass, above 0 to 1.

    Returns:
        The share, 0..1; NaN when one side is empty.
    """
    a, b = np.asarray(inside, dtype=np.float64), np.asarray(outside, dtype=np.float64)
    if not len(a) or not len(b):
        return float("nan")
    needed = ceil(kept * len(a) - 1e-9)  # 0.95 * 20 must not become 20
    return float((b <= np.sort(a)[max(needed, 1) - 1]).mean())


def _mean_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks from 1; equal values share the mean of their ranks."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean = last - (counts - 1) / 2
    return np.asarray(mean[inverse], dtype=np.float64)
