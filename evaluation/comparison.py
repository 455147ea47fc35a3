"""Two models on the same photos: better, worse, or not to be told.

Paired: both models are resampled on the same objects, so that hard photos count for both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from catalogue.load import Catalogue
from evaluation.bootstrap import Estimate, Resamples, ratio, row_means
from evaluation.pairing import Side, sides
from evaluation.plain import fields_of
from evaluation.predictions import Predictions
from evaluation.rollup import LISTED, Level

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]
Values = Floats | NDArray[np.bool_]

ENOUGH_GROUPS = 10  # fewer objects cannot decide: their percentile intervals are far too narrow
LEVEL = 0.05  # of McNemar's test; the intervals hold 95 %
LOWER_IS_BETTER = ("nll", "listed_passed_as_not_listed", "ordinary_called_prohibited")


class Verdict(StrEnum):
    """What can be said of the second model against the first."""

    BETTER = "better"
    WORSE = "worse"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Effect:
    """One measure of both models.

    Args:
        first: of the first model; NaN where it is not defined.
        second: of the second model.
        difference: second less first, with its interval by paired bootstrap.
        photos: on how many it is taken.
        verdict: of the second model; told only when the interval lies on one side of zero and
            there are at least `ENOUGH_GROUPS` objects.
    """

    first: float
    second: float
    difference: Estimate
    photos: int
    verdict: Verdict

    def to_json(self) -> dict[str, object]:
        """All of it."""
        return fields_of(self)


@dataclass(frozen=True, slots=True)
class McNemar:
    """Photos of which only one model names the first answer right.

    Args:
        only_first: right by the first model alone.
        only_second: right by the second model alone.
        p: exact two-sided chance of so uneven a split, were both equal (McNemar 1947; binomial).
            It takes photos as independent, which photos of one object are not.
    """

    only_first: int
    only_second: int
    p: float

    def to_json(self) -> dict[str, object]:
        """Counts and chance."""
        return fields_of(self)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second model against the first.

    Args:
        first: name of the weights.
        second: name of the weights.
        photos: those both models answered.
        only_first: photos that the second lacks.
        only_second: photos that the first lacks.
        inside: photos whose label both models have; the effects but the last two are on those.
        effects: by the name of the measure: `top1`, `top3`, `macro_f1`, `nll`,
            `listed_passed_as_not_listed`, `ordinary_called_prohibited` (`evaluation.rollup`).
        mcnemar: of the first answers.
        verdict: of `top1`, and only where McNemar's test agrees.
    """

    first: str
    second: str
    photos: int
    only_first: int
    only_second: int
    inside: int
    effects: Mapping[str, Effect]
    mcnemar: McNemar
    verdict: Verdict

    @property
    def words(self) -> str:
        """The verdict as a sentence, with effect and interval in points of a hundred."""
        effect = self.effects["top1"]
        low, high = 100 * effect.difference.low, 100 * effect.difference.high
        says = {
            Verdict.BETTER: f"{self.second} is better than {self.first}",
            Verdict.WORSE: f"{self.second} is worse than {self.first}",
            Verdict.CANNOT_TELL: f"whether {self.second} or {self.first} is better cannot be told",
        }
        if not self.inside:
            return f"{says[self.verdict]}: no photo has a label that both know."
        return (
            f"{says[self.verdict]}: first answer right on {effect.second:.1%} against "
            f"{effect.first:.1%} of {self.inside} photos of {effect.difference.groups} objects, "
            f"{100 * effect.difference.value:+.1f} points (95 % {low:+.1f} to {high:+.1f}), "
            f"McNemar p = {self.mcnemar.p:.2g}."
        )

    def to_json(self) -> dict[str, object]:
        """All of it, and the sentence."""
        return fields_of(self) | {"words": self.words}


def compare_all(
    models: Sequence[Predictions], catalogue: Catalogue, seed: int = 0
) -> tuple[Comparison, ...]:
    """Every pair of models, each later one against each earlier one."""
    return tuple(compare(a, b, catalogue, seed) for a, b in combinations(models, 2))


def compare(
    first: Predictions, second: Predictions, catalogue: Catalogue, seed: int = 0
) -> Comparison:
    """Compare on the photos that both models answered.

    Photos are the same when path and bytes are.

    Raises:
        ValueError: a photo that the two runs give different labels or groups.
    """
    a, b = sides(first, second, catalogue)
    both = np.flatnonzero(a.inside & b.inside)
    x, y = a.at(both), b.at(both)
    effects = _closed_set(x, y, seed) | _law(a, b, seed)
    only_first = int((x.right & ~y.right).sum())
    only_second = int((y.right & ~x.right).sum())
    p, told = mcnemar_p(only_first, only_second), effects["top1"].verdict
    return Comparison(
        first=first.model,
        second=second.model,
        photos=len(a.groups),
        only_first=len(first) - len(a.groups),
        only_second=len(second) - len(a.groups),
        inside=len(both),
        effects=effects,
        mcnemar=McNemar(only_first, only_second, p),
        verdict=told if p < LEVEL else Verdict.CANNOT_TELL,
    )


def mcnemar_p(only_first: int, only_second: int) -> float:
    """Two-sided exact binomial test that two counts are equally likely; 1 for none at all."""
    count, fewer = only_first + only_second, min(only_first, only_second)
    ways = term = 1
    for k in range(fewer):
        term = term * (count - k) // (k + 1)
        ways += term
    return float(min(1.0, 2 * ways / 2**count))


def _closed_set(a: Side, b: Side, seed: int) -> dict[str, Effect]:
    """The effects on the photos inside of both models."""
    draws = Resamples.of(a.groups, seed)
    ones = np.ones(len(a.groups))
    values = [np.column_stack([s.place == 0, s.place < 3, s.loss]) for s in (a, b)]
    found = {
        name: _effect(name, draws, values[0][:, at], values[1][:, at], ones)
        for at, name in enumerate(("top1", "top3", "nll"))
    }
    names, codes = np.unique(np.concatenate([a.truth, a.answer, b.answer]), return_inverse=True)
    truth, *answers = np.split(codes, 3)
    f1 = [_macro_f1(draws, truth, answer, len(names)) for answer in answers]
    found["macro_f1"] = _difference("macro_f1", draws, f1[0], f1[1], len(a.groups))
    return found


def _macro_f1(draws: Resamples, truth: Ints, answer: Ints, size: int) -> tuple[float, Floats]:
    """On all photos, and (B,) on the resamples; over the classes that have photos."""
    codes = (np.where(answer == truth, truth, -1), answer, truth)
    whole = [np.bincount(c[c >= 0], minlength=size)[None] for c in codes]
    both = [
        row_means(np.where(own > 0, ratio(2 * hits, answered + own), np.nan))
        for hits, answered, own in (whole, [draws.counts(c, size) for c in codes])
    ]
    return float(both[0][0]), both[1]


def _law(a: Side, b: Side, seed: int) -> dict[str, Effect]:
    """The two errors that matter, on all shared photos."""
    draws, order = Resamples.of(a.groups, seed), list(Level)
    found = {}
    for name, of, wrong in (
        ("listed_passed_as_not_listed", LISTED, Level.NOT_LISTED),
        ("ordinary_called_prohibited", (Level.NOT_LISTED,), Level.PROHIBITED),
    ):
        levels = [order.index(level) for level in of]
        asked = np.isin(a.level, levels) & np.isin(b.level, levels)
        x, y = (asked & (side.said == order.index(wrong)) for side in (a, b))
        found[name] = _effect(name, draws, x, y, asked)
    return found


def _effect(name: str, draws: Resamples, a: Values, b: Values, of: Values) -> Effect:
    """Of two means: (N,) values of both models, (N,) one for each photo that counts."""
    totals = np.column_stack([a, b, of]).astype(np.float64)
    drawn = draws.sums(totals)
    whole = totals.sum(axis=0)
    first, second = (
        (float(ratio(whole[at], whole[2])), ratio(drawn[:, at], drawn[:, 2])) for at in (0, 1)
    )
    return _difference(name, draws, first, second, int(whole[2]))


def _difference(
    name: str,
    draws: Resamples,
    first: tuple[float, Floats],
    second: tuple[float, Floats],
    photos: int,
) -> Effect:
    """From both values and their resamples (B,)."""
    difference = draws.estimate(second[0] - first[0], second[1] - first[1])
    sign = difference.certain_sign if draws.groups >= ENOUGH_GROUPS else 0
    good = -sign if name in LOWER_IS_BETTER else sign
    verdict = {1: Verdict.BETTER, 0: Verdict.CANNOT_TELL, -1: Verdict.WORSE}[good]
    return Effect(first[0], second[0], difference, photos, verdict)
