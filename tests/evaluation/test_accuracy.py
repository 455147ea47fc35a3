from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torchmetrics.functional.classification import multiclass_f1_score

from evaluation.accuracy import Scores, accuracy, objects_of, ranks, scores
from evaluation.metrics import Share
from evaluation.predictions import Role
from tests.evaluation.made import LABELS, random_run, run
from tests.evaluation.standards import sklearn_metrics as sk

NAMES = tuple("abcdefg")


def _scores(chances: np.ndarray, targets: np.ndarray) -> Scores:
    return scores(chances, targets, NAMES, np.arange(len(targets)))


def _random(seed: int, photos: int, classes: int = 7) -> tuple[np.ndarray, np.ndarray]:
    """Chances and truth; the last class is answered but never shown."""
    rng = np.random.default_rng(seed)
    targets = rng.integers(classes - 1, size=photos)
    logits = rng.normal(size=(photos, 7))
    logits[np.arange(photos), targets] += 1
    chances = np.exp(logits)
    return chances / chances.sum(axis=1, keepdims=True), targets


# One photo; one class only; a class never shown; a class never answered.
CASES = {"random": (400, 7), "few": (9, 7), "one photo": (1, 7), "one class": (50, 2)}


@pytest.mark.parametrize("case", CASES)
def test_precision_recall_and_f1_are_those_of_scikit_learn(case: str) -> None:
    chances, targets = _random(len(case), *CASES[case])
    answers, found = chances.argmax(axis=1), _scores(chances, targets)
    precision, recall, f1, own = sk.precision_recall_fscore_support(
        targets, answers, labels=range(7), zero_division=np.nan
    )
    for at, each in enumerate(found.classes):
        assert each.recall.of == own[at]
        assert each.precision.of == (answers == at).sum()
        assert each.precision.rate == pytest.approx(precision[at], abs=1e-9, nan_ok=True)
        assert each.recall.rate == pytest.approx(recall[at], abs=1e-9, nan_ok=True)
        assert each.f1.value == pytest.approx(f1[at], abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("case", CASES)
def test_means_are_those_of_scikit_learn_over_the_classes_that_have_photos(case: str) -> None:
    chances, targets = _random(len(case), *CASES[case])
    answers, found = chances.argmax(axis=1), _scores(chances, targets)
    shown = np.unique(targets)
    for average, its in (("macro", found.macro_f1), ("weighted", found.weighted_f1)):
        standard = sk.f1_score(targets, answers, labels=shown, average=average, zero_division=0)
        assert its.value == pytest.approx(standard, abs=1e-9)
    recall = sk.recall_score(targets, answers, labels=shown, average="macro", zero_division=0)
    assert found.macro_recall.value == pytest.approx(recall, abs=1e-9)


@pytest.mark.parametrize("case", CASES)
def test_f1_is_that_of_torchmetrics(case: str) -> None:
    chances, targets = _random(len(case), *CASES[case])
    found = _scores(chances, targets)
    weighted = multiclass_f1_score(
        torch.tensor(chances), torch.tensor(targets), num_classes=7, average="weighted"
    )
    assert found.weighted_f1.value == pytest.approx(float(weighted), abs=1e-6)


@pytest.mark.parametrize("k", [1, 3, 5])
@pytest.mark.parametrize("case", CASES)
def test_top_k_is_that_of_scikit_learn(case: str, k: int) -> None:
    chances, targets = _random(len(case), *CASES[case])
    standard = sk.top_k_accuracy_score(targets, chances, k=k, labels=range(7), normalize=False)
    assert _scores(chances, targets).top[k] == Share(int(standard), len(targets))


def test_a_perfect_and_a_hopeless_model() -> None:
    targets = np.array([0, 1, 2, 2])
    right, wrong = _scores(np.eye(7)[targets], targets), _scores(np.eye(7)[targets + 1], targets)
    assert (right.macro_f1.value, right.weighted_f1.value, right.top[1].rate) == (1.0, 1.0, 1.0)
    assert (wrong.macro_f1.value, wrong.weighted_f1.value, wrong.top[1].rate) == (0.0, 0.0, 0.0)


def test_without_photos_nothing_is_measured() -> None:
    found = _scores(np.zeros((0, 7)), np.zeros(0, dtype=np.int64))
    assert found.top[1] == Share(0, 0)
    assert math.isnan(found.macro_f1.value)
    assert math.isnan(found.weighted_f1.value)
    assert found.to_json()["macro_f1"] == {"value": None, "low": None, "high": None, "groups": 0}


def test_equal_chances_stand_in_the_order_of_the_labels() -> None:
    chances = np.array([[0.2, 0.4, 0.4], [0.2, 0.4, 0.4], [1 / 3, 1 / 3, 1 / 3]])
    assert ranks(chances, np.array([1, 2, 2])).tolist() == [0, 1, 2]
    assert [chances[at].argmax() for at in range(3)] == [1, 1, 0]  # the same photo is answered so


def test_photos_of_one_object_and_label_are_averaged() -> None:
    chances = np.array([[0.9, 0.1], [0.2, 0.8], [0.3, 0.7], [0.6, 0.4]])
    mean, targets, groups = objects_of(chances, np.array([1, 1, 0, 1]), np.array([5, 5, 5, 2]))
    assert mean == pytest.approx(np.array([[0.6, 0.4], [0.3, 0.7], [0.55, 0.45]]))
    assert targets.tolist() == [1, 0, 1]
    assert groups.tolist() == [2, 5, 5]


def test_several_photos_of_an_object_can_right_one_another() -> None:
    truth = ["handcuffs"] * 3 + ["padlock"]
    chances = [[8, 1, 1, 1, 1], [8, 1, 1, 1, 1], [1, 3, 1, 1, 1], [1, 1, 1, 8, 1]]
    found = accuracy(run(chances, truth, groups=["a", "a", "a", "b"]))
    assert found.photos.top[1] == Share(3, 4)
    assert found.objects is not None
    assert found.objects.top[1] == Share(2, 2)
    assert found.objects.macro_f1.groups == 2


def test_objects_of_one_photo_each_are_not_scored_twice() -> None:
    assert accuracy(random_run(np.random.default_rng(0), 20)).objects is None


def test_only_photos_inside_count_and_the_others_are_counted_beside() -> None:
    chances = [[9, 1, 1, 1, 1], [9, 1, 1, 1, 1], [1, 1, 1, 1, 9], [1, 9, 1, 1, 1]]
    truth = ["handcuffs", "zither", "other", "zither"]
    roles = [Role.DATA, Role.DATA, Role.DATA, Role.NEAR]
    found = accuracy(run(chances, truth, roles=roles))
    assert found.photos.top[1] == Share(1, 1)
    assert found.left_out == {"near": 1, "negative": 0, "unknown_label": 1, "none_of_these": 1}
    assert found.outside_called == dict(zip(LABELS, (1, 1, 0, 0, 1), strict=True))


def test_none_of_these_is_a_wrong_answer_inside() -> None:
    found = accuracy(run([[1, 1, 1, 1, 9]], ["handcuffs"]))
    assert found.photos.top[1] == Share(0, 1)
    assert found.photos.classes[LABELS.index("other")].precision == Share(0, 1)


def test_intervals_of_classes_are_wilsons() -> None:
    chances, targets = _random(0, 400)
    first = _scores(chances, targets).classes[0]
    assert first.to_json()["recall"] == Share(first.recall.hits, first.recall.of).to_json()
    assert first.f1.low < first.f1.value < first.f1.high
