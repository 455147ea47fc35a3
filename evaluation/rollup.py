"""From visual classes up to annex entries and to what the lists do: errors that matter at a border.

The probabilities of all classes of one bucket are added up. A class stands in the bucket of what
it is taken for (`catalogue.visual_class.VisualClass.links` and `.status`), before any question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from catalogue.law import LegalEntry, Status
from catalogue.load import Catalogue
from catalogue.visual_class import VisualClass
from evaluation.accuracy import Scores, group_numbers, scores
from evaluation.metrics import Share
from evaluation.plain import fields_of
from evaluation.predictions import Predictions, Role
from model.screening import Outcome

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]


class Level(StrEnum):
    """What the lists do, coarsely."""

    PROHIBITED = "prohibited"
    CONTROLLED = "controlled"
    DEPENDS = "depends"  # only questions or measures tell, or the lists do not
    NOT_LISTED = "not_listed"
    NOT_IN_CATALOGUE = "not_in_catalogue"  # a label of which we know no law


LEVELS = {
    Status.PROHIBITED: Level.PROHIBITED,
    Status.SHOULD_BE_PROHIBITED: Level.PROHIBITED,
    Status.EXPORT_AUTHORISATION: Level.CONTROLLED,
    Status.SHOULD_BE_CONTROLLED: Level.CONTROLLED,
    Status.DEPENDS: Level.DEPENDS,
    Status.REFER: Level.DEPENDS,
    Status.NOT_ESTABLISHED: Level.DEPENDS,
    Status.NOT_LISTED: Level.NOT_LISTED,
}
LISTED = (Level.PROHIBITED, Level.CONTROLLED, Level.DEPENDS)  # may not be waved through
JOINT = " / "  # between the entries of a class that stands under several
_PASSED = (Outcome.LOOK_ALIKE, Outcome.UNKNOWN)


@dataclass(frozen=True, slots=True, eq=False)
class Buckets:
    """Where labels and photos belong.

    Args:
        names: M buckets.
        of_label: (K,) bucket of each label of the model.
        of_photo: (N,) bucket of what each photo shows; -1 where that cannot be said.
    """

    names: tuple[str, ...]
    of_label: Ints
    of_photo: Ints

    def sums(self, chances: Floats) -> Floats:
        """(N, M) probabilities of the buckets from (N, K) of the labels."""
        return np.asarray(chances @ (self.of_label[:, None] == np.arange(len(self.names))))


@dataclass(frozen=True, slots=True)
class NamedError:
    """One kind of wrong answer.

    Args:
        share: photos answered so, out of all that could be.
        by_level: the same by the true level.
        photos: positions in the predictions, the most confidently wrong first.
    """

    share: Share
    by_level: Mapping[str, Share]
    photos: tuple[int, ...]

    def to_json(self) -> dict[str, object]:
        """Shares and positions."""
        return fields_of(self)


@dataclass(frozen=True, slots=True)
class RollUp:
    """Answers by annex entry and by status.

    What a photo shows is known from the catalogue, by its label, whether or not the model has
    that label; near and negative photos and labels that mean "none of these" are not listed.

    Args:
        entries: scores with entries as classes; a class under several entries is a bucket of
            its own, such as `III 2.4 / III 2.6`; one without an entry is named by its level.
        levels: scores with `Level` as classes.
        counts: photos by true level (rows) and answered level, both in the order of `Level`.
        left_out: photos among the data whose label neither catalogue nor model has.
        listed_passed_as_not_listed: of the photos of goods that are listed or may be, those whose
            most probable level is `not_listed`.
        ordinary_called_prohibited: of the photos of goods not listed, those whose most probable
            level is `prohibited`.
        listed_told_harmless: of the first, those where the inspector is told that it is a
            look-alike or nothing known.
        ordinary_told_prohibited: of the second, those recognised as something prohibited.
    """

    entries: Scores
    levels: Scores
    counts: tuple[tuple[int, ...], ...]
    left_out: int
    listed_passed_as_not_listed: NamedError
    ordinary_called_prohibited: NamedError
    listed_told_harmless: NamedError
    ordinary_told_prohibited: NamedError

    def to_json(self) -> dict[str, object]:
        """All of it."""
        return fields_of(self)


def roll_up(predictions: Predictions, catalogue: Catalogue, seed: int = 0) -> RollUp:
    """Score a run by what the law says; `seed` draws the resamples."""
    levels, chances = level_buckets(predictions, catalogue), predictions.probabilities
    sums = levels.sums(chances)
    answered = sums.argmax(axis=1)
    size = len(Level)
    known = levels.of_photo >= 0
    cells = levels.of_photo[known] * size + answered[known]
    counts = np.bincount(cells, minlength=size * size).reshape(size, size)
    not_listed, prohibited = (_at(each) for each in (Level.NOT_LISTED, Level.PROHIBITED))
    told = np.asarray(predictions.outcomes, dtype=np.str_)
    harmless = np.isin(told, [str(each) for each in _PASSED])
    first_level = levels.of_label[chances.argmax(axis=1)]
    alarm = (told == str(Outcome.RECOGNISED)) & (first_level == prohibited)
    passed, called, ordinary = sums[:, not_listed], sums[:, prohibited], (Level.NOT_LISTED,)
    of = levels.of_photo
    return RollUp(
        entries=_scores(predictions, entry_buckets(predictions, catalogue), seed),
        levels=_scores(predictions, levels, seed),
        counts=tuple(tuple(row) for row in counts.tolist()),
        left_out=int((~known).sum()),
        listed_passed_as_not_listed=_error(of, LISTED, answered == not_listed, passed),
        ordinary_called_prohibited=_error(of, ordinary, answered == prohibited, called),
        listed_told_harmless=_error(of, LISTED, harmless, passed),
        ordinary_told_prohibited=_error(of, ordinary, alarm, called),
    )


def level_buckets(predictions: Predictions, catalogue: Catalogue) -> Buckets:
    """Labels and photos by `Level`."""
    return _buckets(
        predictions,
        {label: str(level_of(catalogue.get(label))) for label in _labels(predictions)},
        [str(level) for level in Level],
    )


def entry_buckets(predictions: Predictions, catalogue: Catalogue) -> Buckets:
    """Labels and photos by annex entry, in the order of the lists, then the rest by level."""
    keys = _keys(catalogue)
    entries_of = {label: _entries(catalogue.get(label), keys) for label in _labels(predictions)}
    place = {key: at for at, key in enumerate(keys.values())}
    ordered = sorted(set(filter(None, entries_of.values())), key=lambda e: [place[k] for k in e])
    named = {
        label: JOINT.join(entries) or str(level_of(catalogue.get(label)))
        for label, entries in entries_of.items()
    }
    names = [*map(JOINT.join, ordered), *(str(level) for level in Level)]
    return _buckets(predictions, named, names)


def _keys(catalogue: Catalogue) -> dict[LegalEntry, str]:
    """A name for every entry asked; the act stands before a key that several acts use."""
    often = Counter(entry.key for entry in catalogue.entries)
    return {
        entry: entry.key if often[entry.key] == 1 else f"{entry.instrument} {entry.key}"
        for entry in catalogue.entries
    }


def _entries(shown: VisualClass | None, keys: Mapping[LegalEntry, str]) -> tuple[str, ...]:
    return () if shown is None else tuple(keys[entry] for entry in shown.entries)


def level_of(shown: VisualClass | None) -> Level:
    """Level of a class as such; None is a label that the catalogue does not have."""
    return Level.NOT_IN_CATALOGUE if shown is None else LEVELS[shown.status]


def _at(level: Level) -> int:
    return list(Level).index(level)


def _labels(predictions: Predictions) -> set[str]:
    return {*predictions.labels, *predictions.truth}


def _buckets(predictions: Predictions, named: Mapping[str, str], names: Sequence[str]) -> Buckets:
    """A label outside the catalogue is ordinary where it means none of these."""
    place = {name: at for at, name in enumerate(names)}
    strange, ordinary = str(Level.NOT_IN_CATALOGUE), place[str(Level.NOT_LISTED)]
    none_of_these = {
        label
        for label, known in zip(predictions.labels, predictions.known, strict=True)
        if not known
    }
    at = {
        label: ordinary if label in none_of_these and name == strange else place[name]
        for label, name in named.items()
    }
    unsaid = {label for label, position in at.items() if position == place[strange]}
    photos = [
        (ordinary if role is not Role.DATA else -1) if label in unsaid else at[label]
        for label, role in zip(predictions.truth, predictions.roles, strict=True)
    ]
    of_label = np.array([at[label] for label in predictions.labels], dtype=np.int64)
    return Buckets(tuple(names), of_label, np.array(photos, dtype=np.int64))


def _scores(predictions: Predictions, buckets: Buckets, seed: int) -> Scores:
    rows = np.flatnonzero(buckets.of_photo >= 0)
    chances = buckets.sums(predictions.probabilities[rows])
    groups = group_numbers(predictions.groups)[rows]
    return scores(chances, buckets.of_photo[rows], buckets.names, groups, seed)


def _error(
    of_photo: Ints, of: Sequence[Level], wrong: NDArray[np.bool_], confidence: Floats
) -> NamedError:
    """Photos of some levels that were answered wrongly, with the confidence of the wrong answer."""
    by_level = {}
    for level in of:
        own = of_photo == _at(level)
        by_level[str(level)] = Share(int((own & wrong).sum()), int(own.sum()))
    asked = np.isin(of_photo, [_at(level) for level in of])
    rows = np.flatnonzero(asked & wrong)
    order = rows[np.argsort(-confidence[rows], kind="stable")]
    return NamedError(Share(len(rows), int(asked.sum())), by_level, tuple(order.tolist()))
