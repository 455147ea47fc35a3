"""Outliers of a class, what the border tells, and what goes with the class."""

from __future__ import annotations

import numpy as np
import pytest

from datasets.library.outliers import nearness, outliers
from datasets.library.shortcuts import association, one_sided, probe
from tests.datasets.library.clouds import clouds


def test_nearness_is_to_other_objects_alone() -> None:
    embeddings, _, groups = clouds(seed=1, classes=1, objects=10, spread=0.5, photos=3)
    _, numbers = np.unique(groups, return_inverse=True)
    found = nearness(embeddings, numbers, 4)
    cosines = embeddings.astype(np.float64) @ embeddings.T
    for row, near in enumerate(found):
        others = np.sort(cosines[row][numbers != numbers[row]])[-4:]
        np.testing.assert_allclose(near, others.mean(), atol=1e-5)


def test_a_class_of_one_object_has_no_nearness_and_no_outliers() -> None:
    embeddings, targets, _ = clouds(seed=1, classes=1, objects=10, spread=0.5)
    alone = np.zeros(20, dtype=np.int64)
    assert np.isnan(nearness(embeddings, alone)).all()
    assert len(outliers(embeddings, targets, alone).rows) == 0
    assert len(outliers(embeddings[:0], targets[:0], alone[:0]).rows) == 0


def test_a_stranger_in_a_class_is_the_first_outlier_and_copies_are_none() -> None:
    embeddings, targets, groups = clouds(seed=2, classes=3, objects=15, spread=0.3)
    _, numbers = np.unique(groups, return_inverse=True)
    embeddings[0] = -embeddings[0]
    found = outliers(embeddings, targets, numbers)
    assert found.rows[0] == 0
    assert len(found.rows) <= 3
    same = np.full((20, 4), 0.5, dtype=np.float32)
    assert len(outliers(same, np.zeros(20, dtype=np.int64), np.arange(20)).rows) == 0


def test_a_border_that_says_nothing_is_at_chance() -> None:
    rng = np.random.default_rng(3)
    border, targets = rng.normal(size=(240, 20)), np.repeat(np.arange(4), 60)
    found = probe(border, targets, [f"g{at // 2}" for at in range(240)], 4)
    assert found is not None
    assert found.chance == 0.25
    assert found.low <= 0.25 <= found.high
    assert not found.is_above_chance


def test_a_border_that_tells_one_class_is_above_chance_and_names_it() -> None:
    rng = np.random.default_rng(4)
    border, targets = rng.normal(size=(240, 20)), np.repeat(np.arange(4), 60)
    border[targets == 2, 5] += 6
    found = probe(border, targets, [f"g{at // 2}" for at in range(240)], 4)
    assert found is not None
    assert found.is_above_chance
    shares = {label: right / photos for label, right, photos in found.by_class}
    assert max(shares, key=shares.__getitem__) == 2
    assert shares[2] > 0.9
    assert found.low < found.right < found.high


def test_the_border_of_one_object_in_many_photos_is_not_learned_by_heart() -> None:
    """Each object lies on its own table; labels are at random: nothing to find across objects."""
    rng = np.random.default_rng(5)
    tables = np.repeat(rng.normal(size=(60, 20)), 6, axis=0)
    targets = np.repeat(rng.integers(0, 3, 60), 6)
    found = probe(tables, targets, [f"g{at // 6}" for at in range(360)], 3)
    assert found is not None
    assert not found.is_above_chance


def test_too_few_objects_give_no_probe() -> None:
    assert probe(np.zeros((0, 4)), np.zeros(0, dtype=np.int64), [], 0) is None
    assert probe(np.ones((3, 4)), np.array([0, 0, 1]), ["a", "a", "b"], 2) is None


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [(["x"] * 20 + ["y"] * 20, 0.9, 1.0), (["x", "y"] * 20, 0.0, 0.05)],
)
def test_association_is_one_for_the_label_itself_and_none_for_what_varies_alike(
    values: list[str], low: float, high: float
) -> None:
    labels, groups = ["a"] * 20 + ["b"] * 20, [str(at) for at in range(40)]
    found = association(labels, groups, values)
    assert found is not None
    assert low <= found <= high


def test_association_needs_two_labels_and_two_values() -> None:
    groups = [str(at) for at in range(6)]
    assert association(["a"] * 6, groups, ["x", "y"] * 3) is None
    assert association(["a", "b"] * 3, groups, ["x"] * 6) is None
    assert association(["a", "b"] * 3, groups, [""] * 6) is None


def test_a_label_of_one_source_is_told_with_who_shares_it() -> None:
    labels = ["a"] * 4 + ["b"] * 4
    groups = [str(at) for at in range(8)]
    sources = ["x"] * 5 + ["y"] * 3
    (found,) = one_sided(labels, groups, sources)
    assert (found.label, found.value, found.objects, found.others) == ("a", "x", 4, 1)
    assert one_sided(labels, groups, ["x"] * 8) == ()  # nobody else's, as there is only one
    assert one_sided(labels, ["one"] * 8, sources) == ()  # two photos of one object prove nothing
