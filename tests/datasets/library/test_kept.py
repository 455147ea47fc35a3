"""What a signed version keeps for its test is kept from teaching and from cleaning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from datasets.library import lesson, near, queues, trial, versions
from datasets.library.errors import RefusedError
from datasets.library.kept import kept
from datasets.library.lesson import Lesson
from datasets.library.library import Library
from datasets.library.mistakes import search
from datasets.library.splits import Shares, part_of
from datasets.library.suspicion import Queue
from model.classifier import Classifier
from tests.datasets.library.made import ANNA, BEN, added, target
from tests.datasets.library.taught_made import photos
from tests.datasets.library.test_mistakes import Planted, plant
from tests.tiny_graph import tiny_card

LARGE = Shares(0.1, 0.5)


def _sign(library: Library, shares: Shares, name: str = "v1") -> versions.Version:
    drafted = versions.draft(library.items(), name, ANNA, library.moment(), shares=shares)
    return library.sign(drafted)


def test_objects_that_a_version_tests_on_are_kept_under_every_name(library: Library) -> None:
    items = photos(library, "ring", "train", 12, 0)
    before = kept(library)
    assert {before.part(item.record.group) for item in items} == {"train"}
    version = _sign(library, LARGE)
    tested = {entry.group for entry in version.entries if entry.split == "test"}
    assert 0 < len(tested) < len(items)
    after = kept(library)
    assert {i.record.group for i in items if after.part(i.record.group) == "test"} == tested
    renamed = next(item for item in items if item.record.group in tested)
    other = next(item.record.group for item in items if item.record.group not in tested)
    library.change(target(renamed), {"group": other}, ANNA)
    assert kept(library).part(other) == "test", "the object of a photo that v1 tests on"


def test_a_version_with_smaller_shares_frees_nothing(library: Library) -> None:
    photos(library, "ring", "test", 3, 0)
    _sign(library, Shares(0.1, 0.0))
    assert all(kept(library).part(item.record.group) == "test" for item in library.items())


def test_no_lesson_is_made_of_photos_that_a_version_tests_on(
    library: Library, tiny_classifier: Classifier
) -> None:
    items = photos(library, "ring", "train", 16, 0)
    others = photos(library, "stun_gun", "train", 16, 40)
    version = _sign(library, LARGE)
    test = {entry.sha256 for entry in version.entries if entry.split == "test"}
    mine = [item.sha256 for item in items if item.sha256 in test]
    with pytest.raises(RefusedError, match="kept for the test part"):
        lesson.named(library, "ring", mine[:3])
    assert not {i.sha256 for i in lesson.choose(library, "ring", tiny_classifier).photos} & test
    known = lesson.known(library, Lesson("ring", tuple(items[:3])), tiny_card(), Shares())
    assert not {item.sha256 for item in known} & test
    (ready, *_) = lesson.classes(library)
    assert ready.photos < len(items)
    tried, there = trial.kept_photos(library, "ring", [], Shares())
    assert {picture.name for picture in tried} == test & {i.sha256 for i in (*items, *others)}
    assert there == len(test)


def _keeps_wrong(planted: Planted) -> None:
    """Sign a version that tests on the photo with the wrong label."""
    group = planted.wrong.record.group
    assert part_of(group, Shares()) != "test"
    library, share = planted.library, 0.15
    while part_of(group, Shares(0.0, share)) != "test":
        share += 0.05
    _sign(library, Shares(0.0, share))


def test_a_search_marks_what_a_version_tests_on(library: Library) -> None:
    planted = plant(library)
    _keeps_wrong(planted)
    found = search(library, planted.looks)
    (wrong,) = (e for e in found.suspicions[Queue.LABELS] if e.sha256 == planted.wrong.sha256)
    assert wrong.is_test


def test_nothing_relabels_a_signed_test_also_not_after_an_older_search(library: Library) -> None:
    planted = plant(library)
    found = search(library, planted.looks)
    waiting = queues.waiting(library, found, Queue.LABELS)
    _keeps_wrong(planted)
    done, left = queues.take_all(library, queues.entries(library, waiting), BEN)
    assert planted.wrong.sha256 not in {item.sha256 for item in done}
    assert planted.wrong.sha256 in {e.item.sha256 for e in left if e.suspicion.is_test}
    assert library.get(planted.wrong.sha256).record.label == planted.wrong.record.label


def test_a_photo_without_a_version_has_its_part_by_default(library: Library) -> None:
    item = added(library, 1, label="ring", group="object 1")
    held = kept(library, replace(Shares(), test=0.4))
    assert held.part("object 1") == part_of(item.record.group, Shares(test=0.4))


def test_of_two_objects_that_are_one_the_name_that_a_version_tests_on_stays(
    library: Library,
) -> None:
    items = photos(library, "ring", "train", 12, 0)
    tested = [each.group for each in _sign(library, LARGE).entries if each.split == "test"]
    other = next(item.record.group for item in items if item.record.group not in tested)
    near.join_groups(library, [other, tested[0]], BEN)
    assert {item.record.group for item in library.items()} == (
        {item.record.group for item in items} - {other}
    )
