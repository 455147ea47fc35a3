"""AUROC, average precision and FPR95 against scikit-learn."""

from __future__ import annotations

import math

import numpy as np
import pytest

from evaluation.metrics import auroc, average_precision, passed_at
from tests.evaluation.standards import sklearn_metrics as sk

SIDES = {
    "random": (400, 150, None),
    "many ties": (400, 150, 0),
    "one of each": (1, 1, None),
    "one inside": (1, 60, 1),
    "one outside": (60, 1, 1),
}


def _sides(name: str) -> tuple[np.ndarray, np.ndarray]:
    inside, outside, digits = SIDES[name]
    rng = np.random.default_rng(len(name))
    a, b = rng.normal(size=inside), rng.normal(loc=0.7, size=outside)
    return (a, b) if digits is None else (a.round(digits), b.round(digits))


def _joined(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.repeat([0, 1], [len(a), len(b)]), np.concatenate([a, b])


@pytest.mark.parametrize("name", SIDES)
def test_auroc_is_that_of_scikit_learn(name: str) -> None:
    a, b = _sides(name)
    assert auroc(a, b) == pytest.approx(sk.roc_auc_score(*_joined(a, b)), abs=1e-9)


@pytest.mark.parametrize("name", SIDES)
def test_average_precision_is_that_of_scikit_learn(name: str) -> None:
    a, b = _sides(name)
    assert average_precision(a, b) == pytest.approx(
        sk.average_precision_score(*_joined(a, b)), abs=1e-9
    )


@pytest.mark.parametrize("kept", [0.5, 0.95, 1.0])
@pytest.mark.parametrize("name", SIDES)
def test_fpr_is_read_off_the_curve_of_scikit_learn(name: str, kept: float) -> None:
    """Its positives are the photos inside, its score is minus the novelty."""
    a, b = _sides(name)
    truth, values = _joined(a, b)
    wrong, right, _ = sk.roc_curve(1 - truth, -values, drop_intermediate=False)
    assert passed_at(a, b, kept) == pytest.approx(wrong[right >= kept - 1e-12][0], abs=1e-9)


def test_average_precision_of_a_published_example_with_ties() -> None:
    """Half of 100 answers right, every second one, and scores that rise by one at a time.

    IML-DKFZ/fd-shifts, fd_shifts/tests/analysis/test_metrics.py, test_failap_suc and test_failauc,
    "unnormalized_confid" of "some_correct".
    """
    scores, right = np.arange(-50, 50), np.arange(100) % 2 == 1
    assert average_precision(scores[~right], scores[right]) == pytest.approx(0.5293777484847491)
    assert auroc(scores[~right], scores[right]) == pytest.approx(0.51)


def test_all_equal_scores_tell_nothing() -> None:
    same = np.zeros(30)
    assert auroc(same, same[:10]) == 0.5
    assert average_precision(same, same[:10]) == 0.25  # the share of photos outside
    assert passed_at(same, same[:10]) == 1.0


@pytest.mark.parametrize("measure", [auroc, average_precision, passed_at])
def test_without_photos_on_one_side_nothing_is_measured(measure: object) -> None:
    assert callable(measure)
    assert math.isnan(measure([], [1.0]))
    assert math.isnan(measure([1.0], []))


def test_nineteen_of_twenty_are_ninety_five_percent() -> None:
    assert passed_at(np.arange(20.0), np.array([18.0, 18.5, 19.0])) == pytest.approx(1 / 3)
