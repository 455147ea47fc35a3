"""Which photos a network learns a class from, and which stand for what it knows.

All are of the training part: a test photo measures what was learned, and is refused.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from datasets.library import looks, rules
from datasets.library.changes import SELECT, item_of
from datasets.library.errors import LibraryError, RefusedError
from datasets.library.kept import kept
from datasets.library.library import Library
from datasets.library.record import Item, State
from datasets.library.splits import Shares
from model.card import ModelCard
from model.classifier import Classifier

FEWEST, MOST = 3, 10  # photos; with more, training again is better
EACH_OBJECT = 2  # photos of one object; a third tells little more
CONSIDERED = 40  # photos of a class that are looked at, to choose from
KNOWN = 30  # photos of other things that stand for what is known; some 0.1 s each
FEW_KNOWN = 20  # fewer, and more photos that look like the class are taken for it
_PART_SQL = (
    'SELECT label, "group", state, count(*) FROM photo '
    "WHERE label IS NOT NULL AND state IN ('labelled', 'accepted') "
    'AND (several_goods = 0 OR box IS NOT NULL) GROUP BY label, "group", state'
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a network is taught from.

    Attributes:
        class_id: The class.
        photos: `FEWEST` to `MOST` photos of it.
        known: Photos of other things that stand beside the references.
        warnings: Plain sentences for who teaches.
    """

    class_id: str
    photos: tuple[Item, ...]
    known: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """A class and how many photos of training there are: accepted by a second person, or not."""

    class_id: str
    accepted: int
    labelled: int
    objects: int

    @property
    def photos(self) -> int:
        """All of them."""
        return self.accepted + self.labelled


def classes(library: Library, shares: Shares | None = None) -> tuple[Ready, ...]:
    """The classes of the library: those that can be taught first, then by name."""
    held = kept(library, shares)
    found: dict[str, tuple[dict[State, int], set[str]]] = {}
    with library.reading() as db:
        rows = db.execute(_PART_SQL).fetchall()
    for label, group, state, count in rows:
        counts, objects = found.setdefault(label, ({State.ACCEPTED: 0, State.LABELLED: 0}, set()))
        if held.part(group) == "train":
            counts[State(state)] += count
            objects.add(group)
    ready = [
        Ready(label, counts[State.ACCEPTED], counts[State.LABELLED], len(objects))
        for label, (counts, objects) in found.items()
    ]
    return tuple(sorted(ready, key=lambda one: (_rank(one), one.class_id)))


def _rank(one: Ready) -> int:
    return 0 if one.accepted >= FEWEST else 1 if one.photos >= FEWEST else 2


def choose(
    library: Library,
    class_id: str,
    classifier: Classifier,
    shares: Shares | None = None,
    without: Collection[str] = (),
) -> Lesson:
    """Choose up to `MOST` photos of a class: confirmed before others, unlike each other.

    Each object gives one before any gives two. Among those left, each next photo is the one
    farthest from all chosen (T. F. Gonzalez, Theoretical Computer Science 38, 1985), from the most
    typical on.

    Args:
        library: Open; photos that were not looked at yet are looked at.
        class_id: The class.
        classifier: Sees how alike photos are.
        shares: Of the parts.
        without: SHA-256 of photos to leave out.

    Raises:
        RefusedError: There are fewer than `FEWEST`.
    """
    rules.check_label(class_id, "class")
    there = [
        item for item in _of_class(library, class_id, shares) if item.sha256 not in set(without)
    ]
    confirmed = [item for item in there if item.record.state is State.ACCEPTED]
    pool = confirmed if len(confirmed) >= FEWEST else there
    pool = _few_each(pool)[:CONSIDERED]
    if len(pool) < FEWEST:
        raise RefusedError(
            f"{len(pool)} photos of {class_id} can be learned from, {FEWEST} are needed: label "
            "more, of other objects, and let a second person accept them"
        )
    seen = [_seen(library, classifier, item) for item in pool]
    pool = [item for item, row in zip(pool, seen, strict=True) if row is not None]
    if len(pool) < FEWEST:
        raise RefusedError(f"photos of {class_id} cannot be read; run python -m datasets check")
    rows = np.stack([row for row in seen if row is not None])
    return _with_warnings(Lesson(class_id, tuple(pool[at] for at in _spread(pool, rows))))


def named(
    library: Library, class_id: str, photos: Sequence[str], shares: Shares | None = None
) -> Lesson:
    """A lesson of these photos (SHA-256, or 8 first digits).

    Raises:
        RefusedError: One is of another class, cannot be used, or is kept for a test; or there are
            too few or too many.
        UnknownError: There is no such photo.
    """
    held = kept(library, shares)
    items = {item.sha256: item for item in map(library.get, photos)}
    for item in items.values():
        short, why = item.sha256[:12], item.record.why_unusable
        if item.record.label != class_id:
            raise RefusedError(f"photo {short} is labelled {item.record.label}, not {class_id}")
        if why is not None:
            raise RefusedError(f"photo {short} cannot be used: {why}")
        part = held.part(item.record.group)
        if part != "train":
            raise RefusedError(
                f"photo {short} is kept for the {part} part, which measures what was learned; "
                "choose another"
            )
    if not FEWEST <= len(items) <= MOST:
        raise RefusedError(f"{len(items)} photos were chosen; choose {FEWEST} to {MOST}")
    return _with_warnings(Lesson(class_id, tuple(items.values())))


def known(library: Library, lesson: Lesson, card: ModelCard, shares: Shares) -> list[Item]:
    """Labelled photos of training of other things, and of the class what is not learned from.

    One of each object, by turns of the labels, at most `KNOWN`.
    """
    taken = {item.sha256 for item in lesson.photos}
    objects = {item.record.group for item in lesson.photos}
    held = kept(library, shares)
    found: dict[str, list[Item]] = {}
    for item in library.items():
        record = item.record
        usable = record.label is not None and record.why_unusable is None
        if not usable or record.several_goods or item.sha256 in taken:
            continue
        if record.group in objects or held.part(record.group) != "train":
            continue
        objects.add(record.group)
        found.setdefault(record.label or "", []).append(item)
    rows = [sorted(found[label], key=lambda item: item.sha256) for label in sorted(found)]
    if not card.outlier_labels:  # what the network has no word for could not be named
        rows = [row for row in rows if row[0].record.label in card.labels]
    longest = max(map(len, rows), default=0)
    return [row[at] for at in range(longest) for row in rows if at < len(row)][:KNOWN]


def with_known(lesson: Lesson, items: Sequence[Item]) -> Lesson:
    """The lesson, told how many photos of other things stand beside it."""
    others = sum(item.record.label != lesson.class_id for item in items)
    more: tuple[str, ...] = ()
    if others < FEW_KNOWN:
        more = (
            f"the library has {others} photos of other things to learn the difference from; with "
            f"fewer than {FEW_KNOWN}, {lesson.class_id} may take other real photos for its own",
        )
    return replace(lesson, known=len(items), warnings=(*lesson.warnings, *more))


def to_json(library: Library, lesson: Lesson, items: Sequence[Item], card: ModelCard) -> str:
    """The file that `python -m training teach --lesson` reads."""
    stranger = card.outlier_labels[0] if card.outlier_labels else ""
    names = {*card.labels, lesson.class_id} if lesson.class_id in card.labels else {*card.labels}

    def file(item: Item) -> str:
        library.original(item.sha256)  # proven, before another program reads it
        return str(library.path.resolve() / "originals" / item.sha256[:2] / item.sha256)

    photos = []
    for item in lesson.photos:
        box = item.record.box if item.record.several_goods else None
        sides = None if box is None else [box.x, box.y, box.w, box.h]
        photos.append({"file": file(item), "box": sides})
    rest = [
        {"file": file(item), "label": label if (label := item.record.label) in names else stranger}
        for item in items
        if item.record.label in names or item.record.label != lesson.class_id
    ]
    return json.dumps({"photos": photos, "known": rest})


def _of_class(library: Library, class_id: str, shares: Shares | None) -> list[Item]:
    """Photos of training with that label: accepted, then faultless, then newest first."""
    held = kept(library, shares)
    with library.reading() as db:
        rows = db.execute(f"{SELECT} WHERE label = ? ORDER BY id DESC", (class_id,))
        items = [item_of(row) for row in rows]
    usable = [
        item
        for item in items
        if item.record.why_unusable is None and held.part(item.record.group) == "train"
    ]
    return sorted(
        usable, key=lambda item: (item.record.state is not State.ACCEPTED, len(item.record.flags))
    )


def _few_each(items: Sequence[Item]) -> list[Item]:
    """One photo of each object, then a second of each."""
    turns: list[list[Item]] = [[] for _ in range(EACH_OBJECT)]
    count: dict[str, int] = {}
    for item in items:
        at = count.get(item.record.group, 0)
        count[item.record.group] = at + 1
        if at < EACH_OBJECT:
            turns[at].append(item)
    return [item for turn in turns for item in turn]


def _seen(library: Library, classifier: Classifier, item: Item) -> NDArray[np.float32] | None:
    try:
        return looks.look_of(library, classifier, item.sha256).embedding
    except LibraryError:  # `check` names it
        return None


def _spread(items: Sequence[Item], rows: NDArray[np.float32]) -> list[int]:
    """Indices of up to `MOST` photos, far from each other, in the order of choice."""
    firsts = {item.record.group: at for at, item in reversed(list(enumerate(items)))}
    first = set(firsts.values())
    middle = rows.mean(axis=0)
    chosen = [max(first, key=lambda at: float(rows[at] @ middle))]
    while len(chosen) < min(MOST, len(items)):
        left = (first - set(chosen)) or (set(range(len(items))) - set(chosen))
        near = (rows @ rows[chosen].T).max(axis=1)
        chosen.append(min(left, key=lambda at: (float(near[at]), at)))
    return chosen


def _with_warnings(lesson: Lesson) -> Lesson:
    unseen = sum(item.record.state is not State.ACCEPTED for item in lesson.photos)
    objects = len({item.record.group for item in lesson.photos})
    said = []
    if unseen:
        said.append(
            f"{unseen} of {len(lesson.photos)} photos were labelled by one person alone; let a "
            "second person accept them"
        )
    if objects < FEWEST:
        said.append(
            f"the photos show {'1 object' if objects == 1 else f'{objects} objects'}; others of "
            "the class may look otherwise: photograph more"
        )
    return replace(lesson, warnings=tuple(said))
