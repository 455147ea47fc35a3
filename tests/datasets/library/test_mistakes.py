"""A library with planted mistakes: what is found, how a person works through it, what stays."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from datasets.library import queues
from datasets.library.errors import RefusedError, StaleError, UnknownError
from datasets.library.library import Library
from datasets.library.looks import Looks
from datasets.library.mistakes import Mistakes, search
from datasets.library.mistakes_told import sentences
from datasets.library.record import Item, Verdict
from datasets.library.splits import Shares, part_of
from datasets.library.suspicion import Queue
from tests.datasets.library.clouds import clouds
from tests.datasets.library.made import ANNA, BEN, added, target
from tests.datasets.library.seen import looks

NAMES = ("batons", "handcuffs", "hoods")
OBJECTS = 12


@dataclass(frozen=True, slots=True)
class Planted:
    """A library of 36 objects; one label is wrong, one photo is unlike the others."""

    library: Library
    looks: Looks
    items: tuple[Item, ...]
    wrong: Item
    odd: Item


def _group(target: int, at: int, test: bool) -> str:
    """A name of an object that falls into the test, or does not."""
    names = (f"object-{target}-{at}-{more}" for more in range(1000))
    return next(name for name in names if (part_of(name, Shares()) == "test") is test)


def plant(library: Library, *, test: bool = False) -> Planted:
    embeddings, targets, _ = clouds(seed=2, classes=3, objects=OBJECTS, spread=0.3, photos=1)
    items = []
    for at, number in enumerate(targets):
        label = "hoods" if at == 0 else NAMES[number]
        group = _group(int(number), at, test and at == 0)
        flags = ("dark", "blurred") if at == 5 else ()
        source = "one archive" if number == 1 else f"archive {at % 3}"
        said = {"label": label, "group": group, "source": source}
        item = added(library, at, **said)
        if set(item.record.flags) != set(flags):
            (item,) = library.change(target(item), {"flags": flags}, ANNA)
        items.append(item)
    embeddings = embeddings.copy()
    embeddings[30] = embeddings[30] + np.random.default_rng(9).normal(size=24)
    embeddings[30] /= np.linalg.norm(embeddings[30])
    return Planted(library, looks(items, embeddings), tuple(items), items[0], items[30])


@pytest.fixture
def planted(library: Library) -> Planted:
    return plant(library)


def _waiting(planted: Planted, found: Mistakes, queue: Queue) -> list[str]:
    return [each.sha256 for each in queues.waiting(planted.library, found, queue)]


def test_a_wrong_label_is_found_with_the_right_one(planted: Planted) -> None:
    found = search(planted.library, planted.looks)
    (first, *_) = queues.waiting(planted.library, found, Queue.LABELS)
    assert first.sha256 == planted.wrong.sha256
    assert first.suggestion == "batons"
    assert "batons" in first.reason
    assert "hoods" in first.reason


def test_a_photo_unlike_its_class_and_a_bad_picture_are_found(planted: Planted) -> None:
    found = search(planted.library, planted.looks)
    suspected = _waiting(planted, found, Queue.OUTLIERS) + _waiting(planted, found, Queue.LABELS)
    assert planted.odd.sha256 in suspected
    (bad,) = queues.waiting(planted.library, found, Queue.QUALITY)
    assert bad.sha256 == planted.items[5].sha256
    assert bad.reason == "The picture is blurred and too dark."


def test_taking_a_suggestion_empties_the_queue_and_undo_fills_it(planted: Planted) -> None:
    found = search(planted.library, planted.looks)
    (entry,) = _entries(planted, found)
    done = queues.take(planted.library, entry, BEN)
    assert (done.record.label, done.record.labelled_by) == ("batons", BEN)
    assert planted.wrong.sha256 not in _waiting(planted, found, Queue.LABELS)
    planted.library.undo(BEN)
    assert planted.wrong.sha256 in _waiting(planted, found, Queue.LABELS)


def _entries(planted: Planted, found: Mistakes) -> list[queues.Entry]:
    waiting = queues.waiting(planted.library, found, Queue.LABELS)
    every = queues.entries(planted.library, waiting)
    return [each for each in every if each.item.sha256 == planted.wrong.sha256]


def test_what_was_left_stays_left_until_the_label_changes(planted: Planted) -> None:
    library, wrong = planted.library, planted.wrong
    found = search(library, planted.looks)
    queues.leave(library, Queue.LABELS, wrong.sha256, wrong.version, ANNA)
    assert wrong.sha256 not in _waiting(planted, found, Queue.LABELS)
    again = search(library, planted.looks)
    assert wrong.sha256 not in _waiting(planted, again, Queue.LABELS)
    library.change(target(wrong), {"view": "front"}, ANNA)  # is nothing that was judged
    assert wrong.sha256 not in _waiting(planted, again, Queue.LABELS)
    now = library.get(wrong.sha256)
    library.label(target(now), "handcuffs", ANNA)
    last = search(library, planted.looks)
    assert wrong.sha256 in _waiting(planted, last, Queue.LABELS)


def test_leaving_is_of_one_queue_and_can_be_taken_back(planted: Planted) -> None:
    library, wrong = planted.library, planted.wrong
    found = search(library, planted.looks)
    queues.leave(library, Queue.QUALITY, wrong.sha256, wrong.version, ANNA)
    assert wrong.sha256 in _waiting(planted, found, Queue.LABELS)
    queues.leave(library, Queue.LABELS, wrong.sha256, wrong.version, ANNA)
    with pytest.raises(RefusedError, match=ANNA):
        queues.return_to_queue(library, Queue.LABELS, wrong.sha256, BEN)
    queues.return_to_queue(library, Queue.LABELS, wrong.sha256, ANNA)
    assert wrong.sha256 in _waiting(planted, found, Queue.LABELS)
    with pytest.raises(UnknownError, match="nobody left"):
        queues.return_to_queue(library, Queue.LABELS, wrong.sha256, ANNA)


def test_leaving_another_version_than_was_seen_is_refused(planted: Planted) -> None:
    wrong = planted.wrong
    planted.library.label(target(wrong), "handcuffs", BEN)
    with pytest.raises(StaleError, match=BEN):
        queues.leave(planted.library, Queue.LABELS, wrong.sha256, wrong.version, ANNA)
    with pytest.raises(RefusedError, match="name"):
        queues.leave(planted.library, Queue.LABELS, wrong.sha256, wrong.version + 1, " ")


def test_what_somebody_changed_meanwhile_leaves_the_queue(planted: Planted) -> None:
    found = search(planted.library, planted.looks)
    planted.library.review(target(planted.wrong), Verdict.REJECTED, BEN, "no hood")
    assert planted.wrong.sha256 not in _waiting(planted, found, Queue.LABELS)
    again = search(planted.library, planted.looks)
    assert planted.wrong.sha256 not in _waiting(planted, again, Queue.LABELS)


def test_photos_of_the_test_are_listed_and_never_taken_together(library: Library) -> None:
    planted = plant(library, test=True)
    found = search(library, planted.looks)
    (entry,) = _entries(planted, found)
    assert entry.suspicion.is_test
    before = [item.version for item in library.items()]
    done, left = queues.take_all(library, [entry], BEN)
    assert (done, left) == ((), (entry,))
    assert [item.version for item in library.items()] == before
    assert queues.take(library, entry, BEN).record.label == "batons"  # a person may, one by one


def test_taking_all_labels_what_is_not_of_the_test(planted: Planted) -> None:
    found = search(planted.library, planted.looks)
    entries = queues.entries(planted.library, queues.waiting(planted.library, found, Queue.LABELS))
    done, left = queues.take_all(planted.library, entries, BEN)
    assert planted.wrong.sha256 in [item.sha256 for item in done]
    assert all(each.suspicion.is_test for each in left)


def test_a_suggestion_that_is_not_there_cannot_be_taken(planted: Planted) -> None:
    found = search(planted.library, planted.looks)
    (bad,) = queues.entries(planted.library, found.suspicions[Queue.QUALITY])
    with pytest.raises(RefusedError, match="no suggestion"):
        queues.take(planted.library, bad, BEN)


def test_a_class_of_one_source_and_a_telling_border_are_said(library: Library) -> None:
    planted = plant(library)
    targets = np.array([item.record.label == "handcuffs" for item in planted.items])
    border = np.random.default_rng(3).normal(size=planted.looks.border.shape).astype(np.float32)
    assert not search(library, replace(planted.looks, border=border)).suspicions[Queue.SHORTCUTS]
    border[:, 0] += 8 * targets
    found = search(library, replace(planted.looks, border=border))
    assert found.probe is not None
    assert found.probe.is_above_chance
    (side,) = found.one_sided["source"]
    assert (side.label, side.value, side.objects, side.others) == (
        "handcuffs",
        "one archive",
        12,
        0,
    )
    told = " ".join(sentences(found))
    assert "most of all for handcuffs: 9 of 12 photos" in told
    assert "All 12 objects of handcuffs come from one source (one archive)" in told


def test_a_class_with_few_objects_is_offered_unlabelled_photos(library: Library) -> None:
    embeddings, targets, _ = clouds(seed=4, classes=3, objects=12, spread=0.2, photos=1)
    items = [
        added(library, at, group=f"g{at}", **({} if number == 2 and at > 27 else
                                             {"label": NAMES[number]}))
        for at, number in enumerate(targets)
    ]  # fmt: skip
    found = search(library, looks(items, embeddings))
    (thin,) = found.thin
    assert (thin.label, thin.objects) == ("hoods", 4)
    offered = found.suspicions[Queue.THIN]
    assert {each.sha256 for each in offered} == {item.sha256 for item in items[28:]}
    assert {each.suggestion for each in offered} == {"hoods"}


def test_labels_of_one_object_are_judged_by_the_network(library: Library) -> None:
    """Two photos of one object: no head of the library can know the class."""
    items = [
        added(library, at, label=label, group=group)
        for at, (label, group) in enumerate(
            [("handcuffs", "a"), ("handcuffs", "a"), ("handcuffs", "a"), ("batons", "b")]
        )
    ]
    chances = np.array([[0, 1, 0], [0.05, 0.9, 0.05], [0.9, 0, 0.1], [0.8, 0.1, 0.1]])
    seen = looks(items, np.eye(4, dtype=np.float32), probabilities=chances.astype(np.float32))
    found = search(library, seen, nothing=("other",))
    (one,) = found.suspicions[Queue.LABELS]
    assert (one.sha256, one.suggestion) == (items[2].sha256, "batons")
    assert found.unjudged == 4
    assert "only the network could judge" in " ".join(sentences(found))


def test_an_empty_library_and_one_that_nobody_looked_at_have_no_mistakes(library: Library) -> None:
    none = looks([], np.zeros((0, 4), dtype=np.float32))
    assert not any(search(library, none).suspicions.values())
    added(library, 1, label="batons")
    found = search(library, none)
    assert (found.photos, found.looked) == (1, 0)
    assert "1 photos were not looked at yet." in sentences(found)


def test_a_search_tells_how_far_it_is(planted: Planted) -> None:
    told: list[tuple[int, int]] = []
    search(planted.library, planted.looks, progress=lambda at, of, name: told.append((at, of)))
    assert len(told) > 10
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
