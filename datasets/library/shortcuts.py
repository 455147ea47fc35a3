"""What a network could learn instead of the goods: the ground, the source, the camera, the place.

Arrays and texts in, numbers out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from datasets.library.heads import crossed

Floats = npt.NDArray[np.floating]
Indices = npt.NDArray[np.int64]

RESAMPLES = 1000
_SEED = 8
_BLOCK = 100  # resamples at once: memory stays flat
LEAST_OBJECTS = 3  # of a label: two from one place are no wonder


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """How well the class is told from the border of a photo alone.

    Attributes:
        right: Share of the photos named right, each class counting alike, 0..1.
        low: Lower end of its 95 % interval.
        high: Upper end.
        chance: What guessing would reach.
        by_class: Label index, photos named right, photos.
        photos: How many were judged.
        own: `(N,)` probability of the photo's own label; NaN where it was not judged.
    """

    right: float
    low: float
    high: float
    chance: float
    by_class: tuple[tuple[int, int, int], ...]
    photos: int
    own: npt.NDArray[np.float64]

    @property
    def is_above_chance(self) -> bool:
        """Whether the border surely tells something of the class."""
        return self.low > self.chance


@dataclass(frozen=True, slots=True)
class OneSided:
    """A label all of whose objects share a value, such as one source.

    Attributes:
        label: The label.
        value: That all its objects have.
        objects: How many.
        others: Objects of other labels that have the value too.
    """

    label: str
    value: str
    objects: int
    others: int


def probe(border: Floats, targets: Indices, groups: Sequence[str], count: int) -> Probe | None:
    """Let a head see the borders alone, and ask it of objects that it never saw.

    Args:
        border: `(N, B)`, what the border of each photo looks like.
        targets: `(N,)` label indices.
        groups: N objects.
        count: Of labels.

    Returns:
        None where fewer than two labels have two objects.
    """
    if len(targets) == 0:
        return None
    spread = border.std(axis=0)
    scaled = (border - border.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    found = crossed(scaled, targets, groups, count)
    judged = found.judged
    classes = np.unique(targets[judged])
    if len(classes) < 2:
        return None
    hits = (found.probabilities.argmax(axis=1) == targets) & judged
    names, objects = np.unique(np.array(groups)[judged], return_inverse=True)
    right, total = (
        _table(objects, targets[judged], len(names), count, values)[:, classes]
        for values in (hits[judged], np.ones(int(judged.sum())))
    )
    low, high = _interval(right, total)
    sums, photos = right.sum(axis=0), total.sum(axis=0)
    return Probe(
        float((sums / photos).mean()),
        low,
        high,
        1 / len(classes),
        tuple(zip(*(each.astype(int).tolist() for each in (classes, sums, photos)), strict=True)),
        int(judged.sum()),
        np.where(judged, found.probabilities[np.arange(len(targets)), targets], np.nan),
    )


def one_sided(
    labels: Sequence[str], groups: Sequence[str], values: Sequence[str]
) -> tuple[OneSided, ...]:
    """Labels whose objects all have one value that is not everybody's; most objects first.

    Args:
        labels: N labels.
        groups: N objects.
        values: N values, such as sources; empty where not given.
    """
    of: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for label, group, value in zip(labels, groups, values, strict=True):
        of[label][value].add(group)
    if len({value for each in of.values() for value in each}) < 2:
        return ()
    found = []
    for label, held in of.items():
        ((value, objects), *more) = held.items()
        if more or not value or len(objects) < LEAST_OBJECTS:
            continue
        others = sum(len(each.get(value, ())) for name, each in of.items() if name != label)
        found.append(OneSided(label, value, len(objects), others))
    return tuple(sorted(found, key=lambda each: (-each.objects, each.label)))


def association(
    labels: Sequence[str], groups: Sequence[str], values: Sequence[str]
) -> float | None:
    """How closely a value goes with the label: 0 not at all, 1 as good as the label itself.

    Cramér's V without its bias (W. Bergsma, Journal of the Korean Statistical Society 42, 2013),
    over objects, those without a value left out.

    Returns:
        None where there are fewer than two labels, two values or three objects.
    """
    cells = sorted({each for each in zip(groups, labels, values, strict=True) if each[2]})
    _, rows = np.unique([label for _, label, _ in cells], return_inverse=True)
    _, columns = np.unique([value for _, _, value in cells], return_inverse=True)
    if len(cells) < LEAST_OBJECTS or not rows.max() or not columns.max():
        return None
    table = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(table, (rows, columns), 1)
    count = table.sum()
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / count
    phi = float(((table - expected) ** 2 / expected).sum() / count)
    high, wide = table.shape
    phi = max(0.0, phi - (high - 1) * (wide - 1) / (count - 1))
    less = min(n - (n - 1) ** 2 / (count - 1) for n in (high, wide)) - 1
    return min(1.0, float(np.sqrt(phi / less))) if less > 0 else None


def _table(
    rows: Indices, columns: Indices, height: int, width: int, values: Floats
) -> npt.NDArray[np.float32]:
    table = np.zeros((height, width), dtype=np.float32)
    np.add.at(table, (rows, columns), values)
    return table


def _interval(right: Floats, total: Floats) -> tuple[float, float]:
    """95 % interval of the mean of the classes' shares, objects drawn anew with replacement."""
    rng = np.random.default_rng(_SEED)
    objects = len(right)
    means = []
    for _ in range(RESAMPLES // _BLOCK):
        drawn = rng.multinomial(objects, np.full(objects, 1 / objects), size=_BLOCK)
        drawn = drawn.astype(np.float32)
        sums, photos = drawn @ right, drawn @ total
        shares = np.where(photos > 0, sums / np.maximum(photos, 1), np.nan)
        means.append(np.nanmean(shares, axis=1))  # a class that was not drawn says nothing
    low, high = np.percentile(np.concatenate(means), [2.5, 97.5])
    return float(low), float(high)
