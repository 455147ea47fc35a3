"""Which photos a class is learned from: confirmed, of training, of different objects."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from datasets.library import lesson
from datasets.library.errors import RefusedError, UnknownError
from datasets.library.lesson import Lesson
from datasets.library.library import Library
from datasets.library.record import Box, Verdict
from datasets.library.splits import Shares, part_of
from model.classifier import Classifier
from tests.datasets.library.made import ANNA, BEN, added, target
from tests.datasets.library.taught_made import photos
from tests.tiny_graph import tiny_card

SHARES = Shares()


def test_confirmed_photos_of_training_are_chosen_and_no_test_photo(
    library: Library, tiny_classifier: Classifier
) -> None:
    sure = photos(library, "ring", "train", 4, 0)
    photos(library, "ring", "train", 2, 20, accepted=False)
    photos(library, "ring", "test", 3, 40)
    photos(library, "ring", "val", 3, 60)
    photos(library, "stun_gun", "train", 4, 80)
    found = lesson.choose(library, "ring", tiny_classifier)
    assert {item.sha256 for item in found.photos} == {item.sha256 for item in sure}
    assert found.warnings == ()


def test_without_enough_confirmed_photos_others_are_taken_with_a_warning(
    library: Library, tiny_classifier: Classifier
) -> None:
    photos(library, "ring", "train", 1, 0)
    more = photos(library, "ring", "train", 4, 20, accepted=False)[1:]
    (rejected,) = library.review(target(more[0]), Verdict.REJECTED, BEN, "a toy")
    found = lesson.choose(library, "ring", tiny_classifier)
    assert rejected.sha256 not in {item.sha256 for item in found.photos}
    assert "3 of 4 photos were labelled by one person alone" in found.warnings[0]


def test_at_most_ten_are_taken_and_every_object_before_a_second_of_one(
    library: Library, tiny_classifier: Classifier
) -> None:
    items = photos(library, "ring", "train", 8, 0, accepted=False)
    for seed in range(5):
        added(library, 50 + seed, label="ring", group=items[0].record.group)
    found = lesson.choose(library, "ring", tiny_classifier)
    objects = [item.record.group for item in found.photos]
    assert len(set(objects[:8])) == 8
    assert objects.count(items[0].record.group) == lesson.EACH_OBJECT
    assert len(found.photos) == 9
    photos(library, "ring", "train", 14, 100, accepted=False)
    assert len(lesson.choose(library, "ring", tiny_classifier).photos) == lesson.MOST


def test_photos_far_from_each_other_are_chosen_first(
    library: Library, tiny_classifier: Classifier
) -> None:
    photos(library, "ring", "train", 12, 0)
    found = lesson.choose(library, "ring", tiny_classifier)
    left = lesson.choose(
        library, "ring", tiny_classifier, without=[item.sha256 for item in found.photos[:9]]
    )
    assert not {i.sha256 for i in left.photos} & {i.sha256 for i in found.photos[:9]}
    assert lesson.choose(library, "ring", tiny_classifier) == found, "the same each time"


def test_too_few_photos_are_refused_with_what_to_do(
    library: Library, tiny_classifier: Classifier
) -> None:
    photos(library, "ring", "train", 2, 0)
    photos(library, "ring", "test", 5, 20)
    with pytest.raises(RefusedError, match="2 photos of ring can be learned from, 3 are needed"):
        lesson.choose(library, "ring", tiny_classifier)
    with pytest.raises(RefusedError):
        lesson.choose(library, "../ring", tiny_classifier)


def test_named_photos_are_checked_one_by_one(library: Library) -> None:
    mine = [item.sha256 for item in photos(library, "ring", "train", 12, 0)]
    (kept,) = photos(library, "ring", "test", 1, 40)
    (other,) = photos(library, "stun_gun", "train", 1, 60)
    assert len(lesson.named(library, "ring", mine[:3]).photos) == 3
    for wrong, words in (
        ([*mine[:2], kept.sha256], "kept for the test part"),
        ([*mine[:2], other.sha256], "labelled stun_gun, not ring"),
        (mine[:2], "2 photos were chosen; choose 3 to 10"),
        ([mine[0]] * 4, "1 photos were chosen"),
        (mine[:11], "11 photos were chosen"),
    ):
        with pytest.raises(RefusedError, match=words):
            lesson.named(library, "ring", wrong)
    with pytest.raises(UnknownError):
        lesson.named(library, "ring", ["f" * 64])


def test_photos_that_training_cannot_use_are_refused(library: Library) -> None:
    mine = photos(library, "ring", "train", 4, 0, accepted=False)
    (several,) = library.change(target(mine[0]), {"several_goods": True}, ANNA)
    with pytest.raises(RefusedError, match="several goods, and no box"):
        lesson.named(library, "ring", [item.sha256 for item in mine])
    library.change(target(several), {"box": Box(0.1, 0.2, 0.5, 0.5)}, ANNA)
    found = lesson.named(library, "ring", [item.sha256 for item in mine])
    said = json.loads(lesson.to_json(library, found, [], tiny_card()))
    assert said["photos"][0]["box"] == [0.1, 0.2, 0.5, 0.5]
    assert said["photos"][1]["box"] is None
    assert all(Path(row["file"]).is_file() for row in said["photos"])


def test_known_pictures_are_other_objects_of_training_and_strangers_count_as_other(
    library: Library,
) -> None:
    mine = photos(library, "ring", "train", 4, 0)
    spare = photos(library, "ring", "train", 6, 20)[4:]
    photos(library, "stun_gun", "test", 3, 40)
    guns = photos(library, "stun_gun", "train", 9, 60)[6:]
    toys = photos(library, "toy", "train", 12, 80)[9:]
    chosen = Lesson("ring", tuple(mine))
    found = lesson.known(library, chosen, tiny_card(), SHARES)
    assert {item.sha256 for item in found} == {i.sha256 for i in (*spare, *guns, *toys)}
    rows = json.loads(lesson.to_json(library, chosen, found, tiny_card()))["known"]
    assert sorted(row["label"] for row in rows) == ["other"] * 3 + ["stun_gun"] * 3
    assert all(part_of(item.record.group, SHARES) == "train" for item in found)
    told = lesson.with_known(chosen, found)
    assert told.known == 8
    assert "6 photos of other things" in told.warnings[0]


def test_classes_that_can_be_taught_stand_first(library: Library) -> None:
    photos(library, "a_few", "train", 2, 0)
    photos(library, "z_sure", "train", 3, 20)
    photos(library, "b_one", "train", 3, 40, accepted=False)
    photos(library, "c_test", "test", 5, 60)
    found = lesson.classes(library)
    assert [each.class_id for each in found] == ["z_sure", "b_one", "a_few", "c_test"]
    assert (found[0].accepted, found[1].labelled, found[3].photos) == (3, 3, 0)
