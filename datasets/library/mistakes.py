"""Where a library is probably wrong: labels, outliers, bad pictures, thin classes, shortcuts.

Nothing is changed here; `queues` is how a person works through what is found.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from datasets.library.confident import suspects
from datasets.library.heads import Crossed, crossed
from datasets.library.kept import Kept, kept
from datasets.library.library import Library
from datasets.library.looks import Looks
from datasets.library.outliers import outliers
from datasets.library.progress import Progress
from datasets.library.record import State
from datasets.library.shortcuts import OneSided, Probe, association, one_sided, probe
from datasets.library.splits import Shares
from datasets.library.suspicion import Queue, Seen, Suspicion, photos
from datasets.library.thin import Thin, thin_classes

Indices = npt.NDArray[np.int64]

# Of a photo's own label, seen from its border alone: nine of ten such photos are named right.
GIVEN_AWAY = 0.9
LIKELY = 0.5  # least probability at which an unlabelled photo is offered for a thin class
_PER_CLASS = 25  # photos offered for a thin class
_FLAGS = {
    "blurred": "blurred",
    "dark": "too dark",
    "bright": "too bright",
    "tiny": "very small",
    "flat": "almost empty",
}
_COLUMNS = ("source", "device", "place")
_HEADS, _STEPS = 2, 4  # of the time, about: heads; then the borders, and the outliers


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What a search found.

    Attributes:
        at: When, as the library writes times.
        photos: In the library.
        looked: Of these, seen by the network; the others were not judged.
        labelled: Of these, used by training.
        unjudged: Of these, in classes of one object, which nothing but the network could judge.
        suspicions: Of each queue, the surest first.
        thin: Classes with too few objects, the thinnest first.
        labels: Index to label, of `probe`.
        probe: How well the border alone tells the class; None where there are too few objects.
        one_sided: Of source, device and place: classes that have one value alone.
        association: Of the same: how closely the value goes with the class, 0..1.
    """

    at: str
    photos: int
    looked: int
    labelled: int
    unjudged: int
    suspicions: Mapping[Queue, tuple[Suspicion, ...]]
    thin: tuple[Thin, ...]
    labels: tuple[str, ...]
    probe: Probe | None
    one_sided: Mapping[str, tuple[OneSided, ...]]
    association: Mapping[str, float | None]


@dataclass(slots=True)
class _Search:
    """The arrays of one search: n photos that training uses and the network has seen."""

    looks: Looks
    seen: list[Seen]
    kept: Kept
    nothing: frozenset[str]
    progress: Progress
    labels: tuple[str, ...] = ()
    rows: Indices = field(default_factory=lambda: np.zeros(0, np.int64))
    targets: Indices = field(default_factory=lambda: np.zeros(0, np.int64))
    crossed: Crossed | None = None

    def __post_init__(self) -> None:
        self.rows = self.looks.rows([each.sha256 for each in self.seen])
        given = [each.label or "" for each in self.seen]
        self.labels = tuple(sorted(set(given)))
        at = {label: index for index, label in enumerate(self.labels)}
        self.targets = np.array([at[label] for label in given], dtype=np.int64)
        if len(self.labels) > 1:
            rows = self.embeddings, self.targets, self.groups, len(self.labels)
            self.crossed = crossed(*rows, told=lambda count, of: self.step(count / of * _HEADS))

    def step(self, done: float) -> None:
        """Tell that so many of `_STEPS` are done."""
        self.progress(round(10 * done), 10 * _STEPS, "mistakes")

    @property
    def embeddings(self) -> npt.NDArray[np.float32]:
        return self.looks.embeddings[self.rows]

    @property
    def groups(self) -> list[str]:
        return [each.group for each in self.seen]

    def suspicion(
        self, queue: Queue, seen: Seen, reason: str, score: float, suggestion: str | None = None
    ) -> Suspicion:
        part = self.kept.part(seen.group)
        return Suspicion(queue, seen, reason, float(score), suggestion, part)


def search(
    library: Library,
    looks: Looks,
    *,
    shares: Shares | None = None,
    nothing: Collection[str] = (),
    progress: Progress = lambda count, total, name: None,
) -> Mistakes:
    """Look for mistakes in all photos.

    Args:
        library: Is only read.
        looks: What the network saw of its photos; photos it has not seen are left out.
        shares: By which objects are divided, to tell which photos are of the test; what a signed
            version keeps for its test is of the test as well.
        nothing: Labels of the network that mean "none of these"; never suggested.
        progress: Is told how far the search is.
    """
    every = photos(library)
    known = set(looks.sha256)
    used = [seen for seen in every if seen.is_used]
    judged = [seen for seen in used if seen.sha256 in known]
    one = _Search(looks, judged, kept(library, shares), frozenset(nothing), progress)
    thin = thin_classes(used)
    wrong = _labels(one)
    already = {each.sha256 for each in wrong}
    borders = _probe(one)
    one.step(_HEADS + 1)
    unlike = _outliers(one)
    one.step(_STEPS)
    found = {
        Queue.LABELS: wrong,
        Queue.OUTLIERS: tuple(each for each in unlike if each.sha256 not in already),
        Queue.QUALITY: tuple(_quality(one, used)),
        Queue.SHORTCUTS: tuple(_given_away(one, borders)),
        Queue.THIN: tuple(_for_thin(one, every, known, thin)),
    }
    told = {name: [getattr(seen, name) for seen in used] for name in _COLUMNS}
    given = [seen.label or "" for seen in used]
    groups = [seen.group for seen in used]
    return Mistakes(
        at=library.moment(),
        photos=len(every),
        looked=sum(seen.sha256 in known for seen in every),
        labelled=len(judged),
        unjudged=int((~one.crossed.judged).sum()) if one.crossed else len(judged),
        suspicions=found,
        thin=thin,
        labels=one.labels,
        probe=borders,
        one_sided={name: one_sided(given, groups, told[name]) for name in _COLUMNS},
        association={name: association(given, groups, told[name]) for name in _COLUMNS},
    )


def _labels(one: _Search) -> tuple[Suspicion, ...]:
    """Wrong labels by a head that never saw the object; where there is none, by the network."""
    if one.crossed is None:
        return _by_network(one, np.ones(len(one.seen), dtype=np.bool_))
    judged = np.flatnonzero(one.crossed.judged)
    chances = one.crossed.probabilities[judged]
    found = suspects(one.targets[judged], chances)
    told = []
    for row, better, margin in zip(found.rows, found.suggested, found.margin, strict=True):
        seen, label = one.seen[judged[row]], one.labels[better]
        own = float(chances[row, one.targets[judged[row]]])
        reason = (
            f"It looks like {label} ({chances[row, better]:.0%}) rather than {seen.label} "
            f"({own:.0%}), judged by all other objects of the library."
        )
        told.append(one.suspicion(Queue.LABELS, seen, reason, margin, label))
    told += _by_network(one, ~one.crossed.judged)
    return tuple(sorted(told, key=lambda each: (-each.score, each.sha256)))


def _by_network(one: _Search, wanted: npt.NDArray[np.bool_]) -> tuple[Suspicion, ...]:
    """Photos of labels that only the network can judge; it never learned from this library."""
    at = {label: index for index, label in enumerate(one.looks.labels)}
    known = np.array([each.label in at for each in one.seen], dtype=np.bool_)
    if not (known & wanted).any():
        return ()
    kept = np.flatnonzero(known)
    targets = np.array([at[one.seen[row].label or ""] for row in kept], dtype=np.int64)
    chances = one.looks.probabilities[one.rows[kept]]
    found = suspects(targets, chances)
    told = []
    for row, better, margin in zip(found.rows, found.suggested, found.margin, strict=True):
        seen, label = one.seen[kept[row]], one.looks.labels[better]
        if not wanted[kept[row]] or label in one.nothing:
            continue
        reason = (
            f"The network takes it for {label} ({chances[row, better]:.0%}) rather than "
            f"{seen.label} ({chances[row, targets[row]]:.0%})."
        )
        told.append(one.suspicion(Queue.LABELS, seen, reason, margin, label))
    return tuple(told)


def _outliers(one: _Search) -> list[Suspicion]:
    _, numbers = np.unique(np.array(one.groups, dtype=np.str_), return_inverse=True)
    found = outliers(one.embeddings, one.targets, numbers)
    return [
        one.suspicion(
            Queue.OUTLIERS,
            one.seen[row],
            f"It looks unlike the other photos of {one.seen[row].label}: the likeness to the "
            f"nearest of them is {cosine:.2f}.",
            score,
        )
        for row, score, cosine in zip(found.rows, found.score, found.cosine, strict=True)
    ]


def _quality(one: _Search, used: Sequence[Seen]) -> list[Suspicion]:
    told = []
    for seen in used:
        faults = [words for flag, words in _FLAGS.items() if flag in seen.flags]
        if faults:
            reason = f"The picture is {' and '.join(faults)}."
            told.append(one.suspicion(Queue.QUALITY, seen, reason, len(faults)))
    return sorted(told, key=lambda each: (-each.score, each.reason, each.sha256))


def _probe(one: _Search) -> Probe | None:
    borders = one.looks.border[one.rows]
    return probe(borders, one.targets, one.groups, len(one.labels))


def _given_away(one: _Search, found: Probe | None) -> list[Suspicion]:
    if found is None or not found.is_above_chance:
        return []
    rows = np.flatnonzero(np.nan_to_num(found.own) >= GIVEN_AWAY)
    rows = rows[np.lexsort((rows, -found.own[rows]))]
    return [
        one.suspicion(
            Queue.SHORTCUTS,
            one.seen[row],
            f"Its border alone says {one.seen[row].label} ({found.own[row]:.0%}): is the ground, "
            "a mark or the light the same in other photos of the class?",
            found.own[row],
        )
        for row in rows
    ]


def _for_thin(
    one: _Search, every: Sequence[Seen], known: set[str], thin: Sequence[Thin]
) -> list[Suspicion]:
    """Unlabelled photos that may show a class with too few objects."""
    todo = [seen for seen in every if seen.state is State.TODO and seen.sha256 in known]
    if one.crossed is None or not todo or not thin:
        return []
    chances = one.crossed.of(one.looks.embeddings[one.looks.rows([s.sha256 for s in todo])])
    best = chances.argmax(axis=1)
    told = []
    for each in thin:
        label = one.labels.index(each.label) if each.label in one.labels else -1
        rows = np.flatnonzero((best == label) & (chances[:, label] >= LIKELY))
        rows = rows[np.argsort(-chances[rows, label], kind="stable")][:_PER_CLASS]
        for row in rows:
            reason = (
                f"{each.label} has too few objects ({each.objects}), and this photo may show one "
                f"({chances[row, label]:.0%})."
            )
            score = float(chances[row, label]) / max(each.objects, 1)
            told.append(one.suspicion(Queue.THIN, todo[row], reason, score, each.label))
    return sorted(told, key=lambda each: (-each.score, each.sha256))
