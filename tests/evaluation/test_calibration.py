from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from torchmetrics.functional.classification import multiclass_calibration_error

from evaluation.calibration import (
    BINS,
    brier,
    calibration,
    equal_mass,
    equal_width,
    log_probabilities,
)
from evaluation.metrics import Share
from evaluation.predictions import Predictions
from tests.evaluation.made import LABELS, random_run, run
from tests.evaluation.standards import sklearn_metrics as sk

CASES = {"random": 600, "few": 7, "one photo": 1}


def _case(name: str) -> tuple[Predictions, np.ndarray, np.ndarray]:
    given = random_run(np.random.default_rng(len(name)), CASES[name])
    return given, given.probabilities, given.targets


@pytest.mark.parametrize("case", CASES)
def test_nll_is_that_of_scikit_learn(case: str) -> None:
    given, chances, targets = _case(case)
    assert calibration(given).nll.value == pytest.approx(
        sk.log_loss(targets, chances, labels=range(len(LABELS))), abs=1e-9
    )


@pytest.mark.parametrize("case", CASES)
def test_brier_scores_are_those_of_scikit_learn(case: str) -> None:
    given, chances, targets = _case(case)
    found = calibration(given)
    whole = sk.brier_score_loss(targets, chances, labels=range(len(LABELS)), scale_by_half=False)
    assert found.brier.value == pytest.approx(whole, abs=1e-9)
    right = chances.argmax(axis=1) == targets
    first = sk.brier_score_loss(right, chances.max(axis=1), labels=[False, True], pos_label=True)
    assert found.brier_top.value == pytest.approx(first, abs=1e-9)


@pytest.mark.parametrize("bins", [1, 10, 15])
@pytest.mark.parametrize("case", CASES)
def test_errors_of_equal_width_are_those_of_torchmetrics(case: str, bins: int) -> None:
    _, chances, targets = _case(case)
    found = equal_width(chances.max(axis=1), chances.argmax(axis=1) == targets, bins)
    tensors = torch.tensor(chances), torch.tensor(targets)
    mean = multiclass_calibration_error(*tensors, len(LABELS), n_bins=bins, norm="l1")
    largest = multiclass_calibration_error(*tensors, len(LABELS), n_bins=bins, norm="max")
    assert found.expected == pytest.approx(float(mean), abs=1e-6)
    assert found.largest == pytest.approx(float(largest), abs=1e-6)


def test_the_error_of_equal_mass_is_that_of_parts_of_the_sorted_photos() -> None:
    confidence = np.random.default_rng(0).random(600)
    right = np.random.default_rng(1).random(600) < confidence**2
    parts = np.array_split(np.argsort(confidence), BINS)
    gaps = [abs(confidence[part].mean() - right[part].mean()) for part in parts]
    found = equal_mass(confidence, right)
    assert [each.right.of for each in found.bins] == [40] * BINS
    assert found.expected == pytest.approx(np.mean(gaps), abs=1e-9)
    assert found.largest == pytest.approx(max(gaps), abs=1e-9)


def test_a_table_worked_out_by_hand() -> None:
    """Four photos at 0.9, three right; one at 0.2, right: gaps 0.15 and 0.8, mean 0.28."""
    confidence, right = np.array([0.9, 0.9, 0.9, 0.9, 0.2]), np.array([1, 1, 1, 0, 1], dtype=bool)
    found = equal_width(confidence, right, 10)
    assert found.expected == pytest.approx(0.28)
    assert found.largest == pytest.approx(0.8)
    assert [each.right for each in found.bins if each.right.of] == [Share(1, 1), Share(3, 4)]
    assert found.bins[9].gap == pytest.approx(0.15)


def test_photos_of_equal_confidence_share_a_bin_in_any_order() -> None:
    rng = np.random.default_rng(0)
    confidence, right = rng.random(300).round(1), rng.random(300) < 0.5
    shuffled = rng.permutation(300)
    first, second = equal_mass(confidence, right), equal_mass(confidence[shuffled], right[shuffled])
    assert first == second
    assert all(a.high < b.low for a, b in pairwise(first.bins))


def test_a_sure_answer_falls_into_the_last_bin() -> None:
    found = equal_width(np.array([1.0, 0.99]), np.array([True, False]))
    assert found.bins[-1].right == Share(1, 2)


def test_bins_hold_every_photo_and_empty_ones_say_nothing() -> None:
    _, chances, targets = _case("random")
    found = equal_width(chances.max(axis=1), chances.argmax(axis=1) == targets)
    assert sum(each.right.of for each in found.bins) == 600
    empty = found.bins[0]  # no first answer of five is below 1/5
    assert math.isnan(empty.confidence)
    assert empty.to_json()["gap"] is None


def test_a_probability_too_small_to_write_still_has_a_logarithm() -> None:
    logits = np.array([[0.0, 2000.0]])
    assert log_probabilities(logits, 2.0, np.array([0])).tolist() == [-1000.0]


def test_the_temperature_divides_the_logits() -> None:
    logits = np.array([[1.0, 3.0]])
    expected = -math.log(1 + math.exp(1.0))
    assert log_probabilities(logits, 2.0, np.array([0]))[0] == pytest.approx(expected)


def test_brier_is_zero_for_the_truth_and_two_for_its_opposite() -> None:
    assert brier(np.eye(3), np.array([0, 1, 0])).tolist() == [0.0, 0.0, 2.0]


def test_only_photos_inside_are_measured() -> None:
    chances = [[6, 1, 1, 1, 1], [1, 1, 1, 1, 6], [1, 1, 1, 1, 6]]
    found = calibration(run(chances, ["handcuffs", "other", "zither"]))
    assert found.photos == 1
    assert found.nll.value == pytest.approx(-math.log(0.6))


def test_without_photos_nothing_is_measured() -> None:
    found = calibration(run(np.zeros((0, 5)), []))
    assert found.photos == 0
    assert math.isnan(found.nll.value)
    assert math.isnan(found.equal_width.expected)
    assert math.isnan(found.equal_mass.largest)
    assert found.equal_mass.bins == ()


def test_intervals_hold_the_value_and_come_from_objects() -> None:
    found = calibration(random_run(np.random.default_rng(0), 400, of_object=4))
    assert found.nll.groups == 100
    assert found.nll.low < found.nll.value < found.nll.high
    assert found.brier.low < found.brier.value < found.brier.high
