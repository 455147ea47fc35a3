"""Confident learning against the paper's own numbers, and heads that never see an object twice."""

from __future__ import annotations

import numpy as np
import pytest

from datasets.library.confident import confident_joint, estimated_joint, suspects, thresholds
from datasets.library.heads import crossed, folds, principal
from tests.datasets.library.clouds import clouds, flipped


def test_the_joint_of_the_papers_example_is_found_again() -> None:
    """Figure 1 of Northcutt et al. 2021: dogs, foxes and cows."""
    joint = np.array([[100, 40, 20], [56, 60, 0], [32, 12, 80]])
    estimated = estimated_joint(joint, joint.sum(axis=1))
    told = [[0.25, 0.1, 0.05], [0.14, 0.15, 0.0], [0.08, 0.03, 0.2]]
    np.testing.assert_allclose(estimated, told, atol=1e-12)


def test_rows_of_the_joint_are_brought_to_the_photos_of_each_label() -> None:
    estimated = estimated_joint(np.array([[3, 1], [0, 0]]), np.array([40, 60]))
    np.testing.assert_allclose(estimated, [[0.3, 0.1], [0.0, 0.6]])


def test_confident_is_what_reaches_the_mean_of_its_label() -> None:
    targets = np.array([0, 0, 0, 1, 1])
    chances = np.array([[0.9, 0.1], [0.7, 0.3], [0.2, 0.8], [0.4, 0.6], [0.1, 0.9]])
    np.testing.assert_allclose(thresholds(targets, chances), [0.6, 0.75])
    # The third photo is a confident 1; the fourth reaches neither threshold and is not counted.
    np.testing.assert_array_equal(confident_joint(targets, chances), [[2, 1], [0, 1]])
    found = suspects(targets, chances)
    assert found.rows.tolist() == [2]
    assert found.suggested.tolist() == [1]
    np.testing.assert_allclose(found.margin, [0.6])


def test_a_label_without_photos_is_never_confident() -> None:
    assert thresholds(np.array([0, 0]), np.full((2, 2), 0.5))[1] == np.inf
    assert len(suspects(np.array([0, 0]), np.full((2, 2), 0.5)).rows) == 0


def test_perfect_labels_are_not_suspected() -> None:
    embeddings, targets, groups = clouds(seed=1, classes=6, objects=12, spread=0.2)
    found = crossed(embeddings, targets, groups, 6)
    assert len(suspects(targets, found.probabilities).rows) == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_errors_are_found(seed: int) -> None:
    """5 % of the labels of 8 overlapping clouds are flipped."""
    embeddings, targets, groups = clouds(seed=seed, classes=8, objects=40, spread=0.8)
    noisy, wrong = flipped(targets, 0.05, 8, seed)
    found = suspects(noisy, crossed(embeddings, noisy, groups, 8).probabilities)
    caught = np.isin(wrong, found.rows).mean()
    right = np.isin(found.rows, wrong).mean()
    assert caught >= 0.8, f"recall {caught:.2f}"
    assert right >= 0.9, f"precision {right:.2f}"
    of_wrong = np.isin(found.rows, wrong)
    assert (found.suggested == targets[found.rows])[of_wrong].mean() >= 0.9
    first = found.rows[: len(wrong) // 2]  # the ranking puts the sure ones first
    assert np.isin(first, wrong).mean() >= 0.95


def test_an_object_is_never_divided_between_folds() -> None:
    groups = [f"object-{at % 37}" for at in range(400)]
    targets = np.array([at % 37 % 5 for at in range(400)])
    found = folds(groups, targets)
    assert all(len({int(f) for f, g in zip(found, groups, strict=True) if g == group}) == 1
               for group in set(groups))  # fmt: skip
    assert set(found.tolist()) == set(range(5))


def test_two_objects_of_a_label_stand_in_two_folds() -> None:
    groups = [f"{label}/{at}" for label in range(9) for at in range(2)]
    targets = np.repeat(np.arange(9), 2)
    found = folds(groups, targets).reshape(9, 2)
    assert (found[:, 0] != found[:, 1]).all()


def test_what_was_remembered_of_an_object_does_not_help() -> None:
    """Each object has its own look and a random label: only the object could be learned."""
    rng = np.random.default_rng(4)
    objects = rng.normal(size=(60, 64))
    embeddings = np.repeat(objects, 8, axis=0) + 0.01 * rng.normal(size=(480, 64))
    targets = np.repeat(rng.integers(0, 4, 60), 8)
    groups = np.repeat([f"object-{at}" for at in range(60)], 8).tolist()
    found = crossed(embeddings, targets, groups, 4)
    assert (found.probabilities.argmax(axis=1) == targets).mean() < 0.45
    alone = crossed(embeddings, targets, [str(at) for at in range(480)], 4)
    assert (alone.probabilities.argmax(axis=1) == targets).mean() > 0.9  # it would, if divided


def test_a_label_of_one_object_is_not_judged() -> None:
    embeddings, targets, groups = clouds(seed=5, classes=3, objects=5, spread=0.2)
    lonely = targets == 2
    groups = ["one" if alone else group for alone, group in zip(lonely, groups, strict=True)]
    found = crossed(embeddings, targets, groups, 3)
    np.testing.assert_array_equal(found.judged, ~lonely)
    np.testing.assert_allclose(found.probabilities.sum(axis=1), 1, atol=1e-5)
    assert (found.probabilities[lonely, 2] == 0).all()


def test_probabilities_of_the_head_mean_what_they_say() -> None:
    embeddings, targets, groups = clouds(seed=6, classes=5, objects=60, spread=2.0)
    found = crossed(embeddings, targets, groups, 5)
    right = (found.probabilities.argmax(axis=1) == targets).mean()
    assert 0.5 < right < 0.95
    assert abs(found.probabilities.max(axis=1).mean() - right) < 0.05


def test_photos_that_are_all_alike_end_in_even_chances() -> None:
    same = np.ones((8, 4), dtype=np.float32)
    found = crossed(same, np.array([0, 1] * 4), [str(at) for at in range(8)], 2)
    np.testing.assert_allclose(found.probabilities, 0.5, atol=1e-3)


def test_principal_directions_are_those_of_the_singular_values() -> None:
    rng = np.random.default_rng(7)
    rows = rng.normal(size=(50, 6)) * [5, 4, 3, 0.1, 0.1, 0.1]
    middle, directions = principal(rows, 3)
    _, _, vectors = np.linalg.svd(rows - middle, full_matrices=False)
    np.testing.assert_allclose(np.abs(directions.T @ vectors[:3].T), np.eye(3)[::-1], atol=1e-3)


@pytest.mark.parametrize(
    ("targets", "chances", "why"),
    [
        (np.array([0, 3]), np.full((2, 3), 1 / 3), "0..2"),
        (np.array([0]), np.full((2, 3), 1 / 3), "differ"),
        (np.array([0]), np.array([[np.nan, 1.0]]), "finite"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(
    targets: np.ndarray, chances: np.ndarray, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        suspects(targets, chances)


def test_no_photos_are_no_suspects_and_no_head() -> None:
    assert len(suspects(np.zeros(0, dtype=np.int64), np.zeros((0, 3))).rows) == 0
    with pytest.raises(ValueError, match="do not fit"):
        crossed(np.zeros((0, 3)), np.zeros(0, dtype=np.int64), [], 2)
