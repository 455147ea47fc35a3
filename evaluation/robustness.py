"""How top-1 accuracy falls under corruption: by kind and severity, in means, and against a model.

It decodes no file and knows no network: it is handed pictures and a function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from evaluation.corruptions import CORRUPTIONS, Family, corrupt
from evaluation.corruptions_sampling import SEVERITIES
from evaluation.metrics import Share
from model.photo import Pixels, resize

Key = tuple[str, int]  # corruption and severity
CLEAN: Key = ("clean", 0)
BATCH = 32  # photos a call of the network

Prepare = Callable[[Pixels], NDArray[np.float32]]
Predict = Callable[[NDArray[np.float32]], NDArray[np.floating]]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One photo to corrupt.

    Args:
        photo: what tells it from others, such as its SHA-256; it seeds the corruption.
        pixels: (H, W, 3) uint8, shrunk to about the network's input (`shrunk`).
        target: position of its true label among the model's.

    Raises:
        ValueError: a negative target; a label that the model lacks cannot be scored here.
    """

    photo: str
    pixels: Pixels
    target: int

    def __post_init__(self) -> None:
        if self.target < 0:
            raise ValueError(f"target {self.target} of {self.photo}: it is a position from 0")


@dataclass(frozen=True, slots=True)
class Progress:
    """One more step is done: which, its top-1 accuracy, and how many of how many steps."""

    corruption: str
    severity: int
    top1: Share
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Curve:
    """One corruption: top-1 accuracy at the severities 1 to 5.

    Raises:
        ValueError: a corruption that is not in `CORRUPTIONS`, or not five severities.
    """

    corruption: str
    top1: tuple[Share, ...]

    def __post_init__(self) -> None:
        if self.corruption not in CORRUPTIONS or len(self.top1) != len(SEVERITIES):
            raise ValueError(f"{self.corruption} at {len(self.top1)} severities: five are needed")

    @property
    def family(self) -> Family:
        """The kind of the corruption."""
        return CORRUPTIONS[self.corruption].family

    @property
    def error(self) -> float:
        """Mean top-1 error over the severities, 0..1; the paper's CE before it is divided."""
        return 1 - sum(share.rate for share in self.top1) / len(self.top1)

    def to_json(self) -> dict[str, object]:
        """Family, mean error and the five shares."""
        return {
            "corruption": self.corruption,
            "family": str(self.family),
            "error": self.error,
            "top1": [share.to_json() for share in self.top1],
        }


@dataclass(frozen=True, slots=True)
class Mean:
    """Several corruptions as one.

    Args:
        name: a family, "imagenet_c" (the 15) or "all".
        corruptions: their names.
        top1: mean over corruptions of the mean over severities, 0..1.
        drop: clean top-1 less `top1`.
        error_ratio: mean error out of the clean error; None when nothing clean is wrong.
    """

    name: str
    corruptions: tuple[str, ...]
    top1: float
    drop: float
    error_ratio: float | None

    def to_json(self) -> dict[str, object]:
        """Every field."""
        return {**asdict(self), "corruptions": list(self.corruptions)}


@dataclass(frozen=True, slots=True)
class Robustness:
    """Clean accuracy and a curve for each corruption measured.

    Raises:
        ValueError: no photo, no curve, a corruption twice, or shares of other counts of photos.
    """

    clean: Share
    curves: tuple[Curve, ...]

    def __post_init__(self) -> None:
        names = [curve.corruption for curve in self.curves]
        if not self.clean.of or not names or len(set(names)) < len(names):
            raise ValueError(f"robustness of {self.clean.of} photos and the corruptions {names}")
        _same_photos(share for curve in self.curves for share in (self.clean, *curve.top1))

    @classmethod
    def of(cls, shares: Mapping[Key, Share]) -> Robustness:
        """From what `measure` has filled.

        Raises:
            ValueError: a severity of a corruption is missing, as in an interrupted run.
        """
        seen = {name for name, _ in shares}
        names = [name for name in CORRUPTIONS if name in seen]
        missing = [k for k in [CLEAN, *_keys(names)] if k not in shares]
        if missing:
            raise ValueError(f"robustness lacks {missing[0]} and {len(missing) - 1} more; go on")
        curves = [Curve(n, tuple(shares[n, level] for level in SEVERITIES)) for n in names]
        return cls(shares[CLEAN], tuple(curves))

    @property
    def means(self) -> tuple[Mean, ...]:
        """Over each family, over the 15 of ImageNet-C, over all; those with a curve only."""
        groups: dict[str, list[Curve]] = {str(family): [] for family in Family}
        groups |= {"imagenet_c": [], "all": list(self.curves)}
        for curve in self.curves:
            groups[curve.family].append(curve)
            if curve.family is not Family.FIELD:
                groups["imagenet_c"].append(curve)
        return tuple(self._mean(name, curves) for name, curves in groups.items() if curves)

    def _mean(self, name: str, curves: list[Curve]) -> Mean:
        error = sum(curve.error for curve in curves) / len(curves)
        clean = 1 - self.clean.rate
        ratio = error / clean if clean > 0 else None
        names = tuple(curve.corruption for curve in curves)
        return Mean(name, names, 1 - error, error - clean, ratio)

    def to_json(self) -> dict[str, object]:
        """Clean share, curves, means."""
        return {
            "clean": self.clean.to_json(),
            "curves": [curve.to_json() for curve in self.curves],
            "means": [mean.to_json() for mean in self.means],
        }


def mean_corruption_error(ours: Robustness, baseline: Robustness) -> tuple[float, float]:
    """The paper's mCE and relative mCE, against any model in place of its AlexNet.

    D. Hendrycks, T. Dietterich, ICLR 2019: the errors of each corruption, summed
    over severities, are divided by the baseline's; relative errors have the clean error taken
    away first. 1 is as good as the baseline, below is better. NaN or infinite where the baseline
    has no error to divide by.

    Raises:
        ValueError: the corruptions or the photos differ.
    """
    if [c.corruption for c in ours.curves] != [c.corruption for c in baseline.curves]:
        raise ValueError("two models can be compared on the same corruptions only")
    _same_photos([ours.clean, baseline.clean])
    errors = np.array([[c.error for c in each.curves] for each in (ours, baseline)])
    clean = np.array([[1 - each.clean.rate] for each in (ours, baseline)])
    with np.errstate(divide="ignore", invalid="ignore"):
        plain = errors[0] / errors[1]
        relative = (errors - clean)[0] / (errors - clean)[1]
    return float(plain.mean()), float(relative.mean())


def measure(
    cases: Iterable[Case],
    prepare: Prepare,
    predict: Predict,
    shares: MutableMapping[Key, Share],
    corruptions: Iterable[str] = tuple(CORRUPTIONS),
    threads: int = 1,
) -> Iterator[Progress]:
    """Fill `shares` step by step: the clean photos, then each corruption at each severity.

    Args:
        cases: photos, read once a step; a list, or anything that can be read again.
        prepare: (H, W, 3) uint8 to the network's input (3, S, S) float32.
        predict: (N, 3, S, S) float32 to logits (N, K).
        shares: what is known already, and is not measured again; keep it to go on later.
        corruptions: keys of `CORRUPTIONS`.
        threads: that corrupt the next batch while the network works on this one.

    Yields:
        One `Progress` a step, also for steps known already.

    Raises:
        ValueError: `cases` can be read only once or hold nothing, an unknown corruption, logits
            of another shape or no numbers, or `shares` of another count of photos.
    """
    if iter(cases) is cases:
        raise ValueError("the photos are read once a step; give a list, not an iterator")
    keys = [CLEAN, *_keys(corruptions)]
    for done, key in enumerate(keys, start=1):
        if key not in shares:
            top1 = _top1(cases, key, prepare, predict, threads)
            if not top1.of:
                raise ValueError("there is no photo to corrupt")
            shares[key] = top1
        _same_photos([shares[CLEAN], shares[key]])
        yield Progress(*key, shares[key], done, len(keys))


def shrunk(pixels: Pixels, side: int) -> Pixels:
    """(H, W, 3) uint8 whose longer side is at most `side` px, antialiased; never enlarged."""
    height, width = pixels.shape[:2]
    longest = max(height, width)
    if longest <= side:
        return pixels
    return resize(pixels, *(max(1, round(length * side / longest)) for length in (width, height)))


def _keys(corruptions: Iterable[str]) -> list[Key]:
    names = list(corruptions)
    for name in names:
        if name not in CORRUPTIONS:
            raise ValueError(f"corruption {name!r} is unknown; choose of {', '.join(CORRUPTIONS)}")
    return [(name, severity) for name in names for severity in SEVERITIES]


def _same_photos(shares: Iterable[Share]) -> None:
    counts = sorted({share.of for share in shares})
    if len(counts) > 1:
        raise ValueError(f"shares of {counts} photos: all must be of the same; start afresh")


def _top1(
    cases: Iterable[Case], key: Key, prepare: Prepare, predict: Predict, threads: int
) -> Share:
    hits = count = 0
    for batch, targets in _batches(cases, key, prepare, threads):
        logits = predict(batch)
        if logits.ndim != 2 or len(logits) != len(batch) or logits.shape[1] <= targets.max():
            raise ValueError(f"logits {logits.shape} for {len(batch)} photos of {targets.max()}")
        if not np.isfinite(logits).all():
            raise ValueError(f"logits that are no numbers at {key[0]}, severity {key[1]}")
        hits += int((logits.argmax(axis=1) == targets).sum())
        count += len(batch)
    return Share(hits, count)


def _batches(
    cases: Iterable[Case], key: Key, prepare: Prepare, threads: int
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.int64]]]:
    """Inputs (n, 3, S, S) and targets (n,), the next ones made while the last are looked at."""

    def made(case: Case) -> NDArray[np.float32]:
        name, severity = key
        spoilt = corrupt(name, case.pixels, severity, case.photo) if severity else case.pixels
        return prepare(spoilt)

    source = iter(cases)
    with ThreadPoolExecutor(threads) as pool:
        chunk = list(islice(source, BATCH))
        waiting = [pool.submit(made, case) for case in chunk]
        while chunk:
            later = list(islice(source, BATCH))
            coming = [pool.submit(made, case) for case in later]
            yield np.stack([job.result() for job in waiting]), np.array([c.target for c in chunk])
            chunk, waiting = later, coming
