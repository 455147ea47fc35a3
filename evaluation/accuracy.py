"""How often the answer is right: first, among three, among five, and class by class.

All is taken on the photos inside (`evaluation.population`), against the whole ranking of the
model: an answer "none of these" counts as wrong. What the other photos were called stands beside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.bootstrap import Estimate, Resamples, ratio, row_means
from evaluation.metrics import Share
from evaluation.plain import fields_of
from evaluation.population import INSIDE, Outside, kinds
from evaluation.predictions import Predictions

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]

TOP = (1, 3, 5)  # answers within which the true label is looked for


@dataclass(frozen=True, slots=True)
class ClassScores:
    """One class.

    Args:
        label: its name.
        precision: right ones among the photos answered so; Wilson interval.
        recall: right ones among its own photos; Wilson interval.
        f1: 2 right / (answered + own); NaN for a class with neither; interval by bootstrap.
    """

    label: str
    precision: Share
    recall: Share
    f1: Estimate

    def to_json(self) -> dict[str, object]:
        """Counts, rates and intervals."""
        return fields_of(self)


@dataclass(frozen=True, slots=True)
class Scores:
    """The answers to photos, or to objects, of known truth.

    Args:
        photos: how many.
        top: right ones among the first k answers, by k.
        macro_recall: mean recall over the classes that have photos (balanced accuracy).
        macro_f1: mean F1 over the classes that have photos.
        weighted_f1: the same, each class weighted by its photos.
        classes: every class, those without photos too.
    """

    photos: int
    top: Mapping[int, Share]
    macro_recall: Estimate
    macro_f1: Estimate
    weighted_f1: Estimate
    classes: tuple[ClassScores, ...]

    def to_json(self) -> dict[str, object]:
        """All of it; `top` by "1", "3", "5"."""
        return fields_of(self)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Right answers, by photo and by object.

    Wilson intervals take what they count as independent; where objects have several photos, those
    of the objects are the honest ones, and those by bootstrap are drawn by object in both.

    Args:
        photos: over the photos inside.
        objects: over the objects: the mean of the probabilities of the photos of one group and
            one label, then the most probable. None when every object has one photo.
        left_out: photos outside, by the kind of `Outside`.
        outside_called: how many of those got each label as first answer.
    """

    photos: Scores
    objects: Scores | None
    left_out: Mapping[str, int]
    outside_called: Mapping[str, int]

    def to_json(self) -> dict[str, object]:
        """All of it; no objects is null."""
        return fields_of(self)


def accuracy(predictions: Predictions, seed: int = 0) -> Accuracy:
    """Score the first answers of a run; `seed` draws the resamples."""
    kind, chances = kinds(predictions), predictions.probabilities
    rows = np.flatnonzero(kind == INSIDE)
    targets, labels = predictions.targets[rows], predictions.labels
    groups = group_numbers(predictions.groups)[rows]
    called = np.bincount(chances[kind != INSIDE].argmax(axis=1), minlength=len(labels))
    objects = objects_of(chances[rows], targets, groups)
    return Accuracy(
        photos=scores(chances[rows], targets, labels, groups, seed),
        objects=scores(*objects[:2], labels, objects[2], seed)
        if len(objects[1]) < len(rows)
        else None,
        left_out={str(each): int((kind == str(each)).sum()) for each in Outside},
        outside_called={label: int(n) for label, n in zip(labels, called, strict=True)},
    )


def group_numbers(groups: Sequence[str]) -> Ints:
    """(N,) a number for each group name."""
    return np.asarray(np.unique(np.asarray(groups), return_inverse=True)[1], dtype=np.int64)


def ranks(chances: Floats, targets: Ints) -> Ints:
    """How many labels stand before the true one.

    Equal chances stand in the order of the labels, as the classifier ranks them.

    Args:
        chances: (N, K) larger is more probable.
        targets: (N,) 0..K-1.

    Returns:
        (N,) 0 for a first answer that is right.
    """
    own = np.take_along_axis(chances, targets[:, None], axis=1)
    before = np.arange(chances.shape[1]) < targets[:, None]
    return np.asarray(((chances > own) | ((chances == own) & before)).sum(axis=1), dtype=np.int64)


def scores(
    chances: Floats, targets: Ints, labels: Sequence[str], groups: Ints, seed: int = 0
) -> Scores:
    """Score the ranking of N photos or objects.

    Args:
        chances: (N, K) larger is more probable.
        targets: (N,) 0..K-1, the true label.
        labels: K names.
        groups: (N,) what is resampled together.
        seed: of the resamples.
    """
    place = ranks(chances, targets)
    answers = chances.argmax(axis=1)
    right = np.where(answers == targets, targets, -1)
    codes, size = (right, answers, targets), len(labels)
    hits, answered, own = (np.bincount(c[c >= 0], minlength=size) for c in codes)
    draws = Resamples.of(groups, seed)
    drawn = [draws.counts(c, size) for c in codes]
    f1 = _f1(*(each[None].astype(np.float64) for each in (hits, answered, own)))
    f1_drawn = _f1(*drawn)
    per_class = zip(labels, hits, answered, own, draws.estimates(f1[0], f1_drawn), strict=True)
    return Scores(
        photos=len(targets),
        top={k: Share(int((place < k).sum()), len(targets)) for k in TOP},
        macro_recall=_over_classes(draws, ratio(hits, own)[None], ratio(drawn[0], drawn[2])),
        macro_f1=_over_classes(draws, _owned(f1, own[None]), _owned(f1_drawn, drawn[2])),
        weighted_f1=draws.estimate(
            float(_weighted(f1, own[None])[0]), _weighted(f1_drawn, drawn[2])
        ),
        classes=tuple(
            ClassScores(label, Share(int(h), int(a)), Share(int(h), int(o)), f)
            for label, h, a, o, f in per_class
        ),
    )


def _f1(hits: Floats, answered: Floats, own: Floats) -> Floats:
    """(B, K); NaN for a class neither shown nor answered. Van Rijsbergen 1979, chapter 7."""
    return ratio(2 * hits, answered + own)


def _owned(values: Floats, own: Floats | Ints) -> Floats:
    """NaN where a class has no photos of its own."""
    return np.where(own > 0, values, np.nan)


def _weighted(f1: Floats, own: Floats | Ints) -> Floats:
    """(B,) mean over the classes, weighted by their photos."""
    return ratio(np.where(own > 0, f1 * own, 0.0).sum(axis=1), own.sum(axis=1))


def _over_classes(draws: Resamples, values: Floats, drawn: Floats) -> Estimate:
    """Mean over the classes that have a value: (1, K) on all photos, (B, K) on the resamples."""
    return draws.estimate(float(row_means(values)[0]), row_means(drawn))


def objects_of(chances: Floats, targets: Ints, groups: Ints) -> tuple[Floats, Ints, Ints]:
    """Photos of one group and one label, joined.

    Args:
        chances: (N, K) probabilities.
        targets: (N,) true labels, at least 0.
        groups: (N,) numbers of the groups.

    Returns:
        (M, K) mean probabilities, (M,) labels and (M,) groups of the objects.
    """
    if not len(targets):
        return chances, targets, groups
    order = np.lexsort((targets, groups))
    sorted_groups, sorted_targets = groups[order], targets[order]
    new = np.diff(sorted_groups, prepend=-1) != 0
    new |= np.diff(sorted_targets, prepend=-1) != 0
    starts = np.flatnonzero(new)
    totals = np.add.reduceat(chances[order], starts, axis=0)
    sizes = np.diff(starts, append=len(order))
    return totals / sizes[:, None], sorted_targets[starts], sorted_groups[starts]
