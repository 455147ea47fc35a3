"""How far labellers agree beyond chance: Cohen's kappa, Krippendorff's alpha, agreement by class.

Sources: J. Cohen, Educational and Psychological Measurement 20, 1960; K. Krippendorff, Content
Analysis, 2004, chapter 11; A. F. Hayes and K. Krippendorff, Communication Methods and Measures 1,
2007; agreement on one class: D. V. Cicchetti and A. R. Feinstein, Journal of Clinical Epidemiology
43, 1990. Intervals: percentiles of a bootstrap that draws physical objects, because photos of one
object are no independent cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from datasets.library.progress import Progress
from datasets.library.ratings import Rating

RESAMPLES = 1000
LEVEL = 0.95
LEAST_OBJECTS = 10  # below, percentiles of a bootstrap tell little, and none are given
# Where nobody disagrees on n objects, up to 3 / n of all may (rule of three: J. A. Hanley and
# A. Lippman-Hand, JAMA 249, 1983). From here on that leaves alpha at 0.8, with two equal classes.
SURE_OBJECTS = 30
RELIABLE, TENTATIVE = 0.800, 0.667  # of alpha; Krippendorff 2004, page 241

_Floats = npt.NDArray[np.float64]
_Measure = Callable[[_Floats], float | None]  # of a square table of counts


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure with its interval.

    Attributes:
        value: At most 1; None where it is not defined, as where all photos got one class.
        low: Lower end, None where there are too few objects, or nothing varies between draws.
        high: Upper end, likewise.
    """

    value: float | None
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None) or (self.low or 0) > (self.high or 0):
            raise ValueError(f"the interval {self.low} to {self.high} is none")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two labellers on the photos that both rated.

    Attributes:
        first: One person.
        second: The other.
        photos: That both rated.
        things: Physical objects on them.
        raw: Share of photos of which both said the same, 0..1.
        kappa: Cohen's, -1..1.
    """

    first: str
    second: str
    photos: int
    things: int
    raw: Estimate
    kappa: Estimate


@dataclass(frozen=True, slots=True)
class OfClass:
    """Agreement on one class.

    Attributes:
        label: The class.
        photos: Of which somebody said it, rated by two people at least.
        agreement: How often another person said it too where one did, 0..1.
        confused: The class most often said instead; None where all agree.
        times: How many photos were called both.
    """

    label: str
    photos: int
    agreement: Estimate
    confused: str | None
    times: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of all labellers.

    Attributes:
        photos: Rated independently by two people at least.
        things: Physical objects on them.
        people: Who rated anything, sorted.
        raw: Share of pairs of ratings of a photo that are the same, 0..1.
        alpha: Krippendorff's for nominal values, at most 1.
        pairs: Each two people who rated photos in common.
        classes: By label.
    """

    photos: int
    things: int
    people: tuple[str, ...]
    raw: Estimate
    alpha: Estimate
    pairs: tuple[Pair, ...]
    classes: tuple[OfClass, ...]


def measure(
    ratings: Iterable[Rating], *, seed: int = 0, progress: Progress | None = None
) -> Agreement:
    """All measures; ratings of photos that one person alone rated are no evidence and drop out.

    Args:
        ratings: At most one of each person on each photo.
        seed: Of the bootstrap.
        progress: Is told of each measure: all, each two people, each class.

    Raises:
        ValueError: A person rated a photo twice.
    """
    by_photo: dict[str, list[Rating]] = defaultdict(list)
    people = set()
    for each in ratings:
        by_photo[each.photo].append(each)
        people.add(each.by)
    units = [rated for rated in by_photo.values() if len(rated) > 1]
    for unit in units:
        if len({each.by for each in unit}) < len(unit):
            raise ValueError(f"a person rated {unit[0].photo} twice")
    values = sorted({each.value for unit in units for each in unit})
    table = _Table(_coincidences(units), values, seed)
    told = progress or (lambda count, total, name: None)
    couples = {pair for unit in units for pair in _couples(unit)}
    steps = len(couples) + 2
    raw, alpha = table.estimates([_raw, _alpha])
    told(1, steps, "agreement of all")
    pairs = []
    for pair in _pairs(units, seed):
        pairs.append(pair)
        told(1 + len(pairs), steps, "agreement of two")
    classes = tuple(_of_class(units, values, table))
    told(steps, steps, "agreement by class")
    found = (tuple(sorted(people)), raw, alpha, tuple(pairs), classes)
    return Agreement(len(units), table.things, *found)


def _couples(unit: Sequence[Rating]) -> Iterable[tuple[str, str]]:
    return combinations(sorted(each.by for each in unit), 2)


_Cell = tuple[str, str, str, float]  # object, one value, another value, weight


def _coincidences(units: Sequence[Sequence[Rating]]) -> list[_Cell]:
    """Each ordered pair of ratings of a photo with m ratings counts 1 / (m - 1)."""
    return [
        (one.thing, one.value, other.value, 1 / (len(unit) - 1))
        for unit in units
        for one in unit
        for other in unit
        if one is not other
    ]


class _Table:
    """A square table of counts, and what the bootstrap makes of it; cells that occur alone."""

    def __init__(self, cells: Sequence[_Cell], values: Sequence[str], seed: int) -> None:
        place = {value: at for at, value in enumerate(values)}
        names = sorted({cell[0] for cell in cells})
        number = {name: at for at, name in enumerate(names)}
        self.size, self.things = len(values), len(names)
        self._thing = np.array([number[cell[0]] for cell in cells], dtype=np.intp)
        flat = [place[one] * self.size + place[other] for _, one, other, _ in cells]
        self._kinds, self._kind = np.unique(np.array(flat, dtype=np.intp), return_inverse=True)
        self._weight = np.array([cell[3] for cell in cells], dtype=np.float64)
        self._seed = seed

    def counts(self, weights: _Floats | None = None) -> _Floats:
        """(K, K); each object counts as often as it was drawn."""
        weight = self._weight if weights is None else self._weight * weights[self._thing]
        made = np.zeros(self.size * self.size)
        made[self._kinds] = np.bincount(self._kind, weight, minlength=len(self._kinds))
        return made.reshape(self.size, self.size)

    def estimates(self, measures: Sequence[_Measure]) -> list[Estimate]:
        """Values with intervals, all from the same draws."""
        told = self.counts()
        values = [each(told) for each in measures]
        if self.things < LEAST_OBJECTS:
            return [Estimate(value) for value in values]
        rng = np.random.default_rng(self._seed)
        drawn: list[list[float]] = [[] for _ in measures]
        even = np.full(self.things, 1 / self.things)
        for _ in range(RESAMPLES):
            told = self.counts(rng.multinomial(self.things, even).astype(np.float64))
            for kept, each in zip(drawn, measures, strict=True):
                value = each(told)
                if value is not None:
                    kept.append(value)
        return [_interval(value, kept) for value, kept in zip(values, drawn, strict=True)]

    def estimate(self, measure: _Measure) -> Estimate:
        """One value with its interval."""
        return self.estimates([measure])[0]


def _interval(value: float | None, drawn: Sequence[float]) -> Estimate:
    # Where most draws define nothing, the rest is no picture of the spread.
    if value is None or len(drawn) < RESAMPLES / 2:
        return Estimate(value)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    if high - low < 1e-9:  # as where nobody disagrees: that is not to be certain
        return Estimate(value)
    return Estimate(value, float(low), float(high))


def _raw(told: _Floats) -> float | None:
    total = told.sum()
    return float(np.trace(told) / total) if total else None


def _alpha(told: _Floats) -> float | None:
    """1 - D_observed / D_expected of a coincidence table, n_c its row sums."""
    each = told.sum(axis=1)
    total = each.sum()
    chance = total**2 - (each**2).sum()
    if total <= 1 or chance < 1e-9 * total**2:
        return None  # one class only: nothing could have differed
    return float(1 - (total - 1) * (total - np.trace(told)) / chance)


def _kappa(told: _Floats) -> float | None:
    """(p_o - p_e) / (1 - p_e) of a table whose rows are one person and columns the other."""
    total = told.sum()
    if not total:
        return None
    chance = float(told.sum(axis=1) @ told.sum(axis=0) / total**2)
    if 1 - chance < 1e-9:
        return None  # both said one class alone
    return float((np.trace(told) / total - chance) / (1 - chance))


class _Specific:
    """Of what was said of one class, the share that the other person said too."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self, told: _Floats) -> float | None:
        total = told[self.at].sum()
        return float(told[self.at, self.at] / total) if total else None


def _pairs(units: Sequence[Sequence[Rating]], seed: int) -> Iterable[Pair]:
    found: dict[tuple[str, str], list[_Cell]] = defaultdict(list)
    for unit in units:
        for one, other in combinations(sorted(unit, key=lambda each: each.by), 2):
            found[one.by, other.by].append((one.thing, one.value, other.value, 1.0))
    for (first, second), cells in sorted(found.items()):
        values = sorted({value for cell in cells for value in cell[1:3]})
        table = _Table(cells, values, seed)
        raw, kappa = table.estimates([_raw, _kappa])
        yield Pair(first, second, len(cells), table.things, raw, kappa)


def _of_class(
    units: Sequence[Sequence[Rating]], values: Sequence[str], table: _Table
) -> Iterable[OfClass]:
    said = [frozenset(each.value for each in unit) for unit in units]
    agreements = table.estimates([_Specific(at) for at in range(len(values))])
    for value, agreement in zip(values, agreements, strict=True):
        both = [unit for unit in said if value in unit]
        instead = {other: 0 for other in values if other != value}
        for unit in both:
            for other in unit - {value}:
                instead[other] += 1
        confused = max(instead, key=lambda other: instead[other], default=None)
        times = instead[confused] if confused else 0
        yield OfClass(value, len(both), agreement, confused if times else None, times)
