from __future__ import annotations

import math
from itertools import pairwise, permutations

import numpy as np
import pytest

from evaluation.metrics import Share
from evaluation.selective import SHOWN, curve, selective
from tests.evaluation.made import run
from tests.evaluation.standards import sklearn_metrics as sk


def _in_order(right: np.ndarray) -> tuple[float, float]:
    """AURC and AUGRC by their definitions, of answers that come one after another."""
    wrong, risks, corners = 0, [], [0.0]
    for answered, good in enumerate(right, start=1):
        wrong += not good
        risks.append(wrong / answered)
        corners.append(wrong / len(right))
    strips = [(a + b) / 2 / len(right) for a, b in pairwise(corners)]
    return sum(risks) / len(right), sum(strips)


def test_areas_without_ties_are_those_of_the_definitions() -> None:
    rng = np.random.default_rng(0)
    confidence = rng.random(200)
    right = rng.random(200) < confidence
    expected = _in_order(right[np.argsort(-confidence)])
    found = curve(confidence, right)
    assert (found.aurc, found.augrc) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("right", [[1, 0, 1, 1, 0, 0], [0, 0, 1, 0, 1, 1], [1] * 6, [0] * 6])
@pytest.mark.parametrize(
    "confidence",
    [[3, 2, 2, 2, 1, 0], [1, 1, 1, 1, 1, 1], [2, 2, 2, 1, 1, 1], [5, 4, 3, 2, 1, 1]],
)
def test_areas_with_ties_are_the_means_over_all_their_orders(
    right: list[int], confidence: list[int]
) -> None:
    good = np.array(right, dtype=bool)
    areas = [
        _in_order(good[list(order)])
        for order in permutations(range(6))
        if all(confidence[a] >= confidence[b] for a, b in pairwise(order))
    ]
    found = curve(np.array(confidence, dtype=float), good)
    assert (found.aurc, found.augrc) == pytest.approx(np.mean(areas, axis=0), abs=1e-12)


@pytest.mark.parametrize("digits", [1, 9])
def test_augrc_follows_from_auroc_and_accuracy(digits: int) -> None:
    """Traub et al. 2024: AUGRC = (1 - AUROC) acc (1 - acc) + (1 - acc)^2 / 2."""
    rng = np.random.default_rng(digits)
    confidence = rng.random(500).round(digits)
    right = rng.random(500) < confidence
    accuracy, auroc = right.mean(), sk.roc_auc_score(right, confidence)
    expected = (1 - auroc) * accuracy * (1 - accuracy) + (1 - accuracy) ** 2 / 2
    assert curve(confidence, right).augrc == pytest.approx(expected, abs=1e-9)


def test_published_excess_of_the_best_order() -> None:
    """Geifman et al. 2019: the best AURC tends to r + (1 - r) ln(1 - r)."""
    right = np.arange(100_000) % 5 != 0
    found = curve(np.random.default_rng(0).random(100_000), right)
    assert found.best_aurc == pytest.approx(0.2 + 0.8 * math.log(0.8), abs=1e-4)
    assert found.best_augrc == pytest.approx(0.2**2 / 2, abs=1e-9)  # Traub et al. 2024


def test_the_best_order_reaches_the_best_areas() -> None:
    right = np.random.default_rng(0).random(300) < 0.7
    found = curve(np.where(right, 2.0, 1.0) + np.linspace(0, 0.5, 300), right)
    assert found.aurc == pytest.approx(found.best_aurc)
    assert found.augrc == pytest.approx(found.best_augrc)


def test_a_perfect_and_a_hopeless_model() -> None:
    confidence = np.random.default_rng(0).random(50)
    perfect, hopeless = (curve(confidence, np.full(50, good)) for good in (True, False))
    assert (perfect.aurc, perfect.augrc) == (0.0, 0.0)
    assert (hopeless.aurc, hopeless.augrc) == (1.0, 0.5)


def test_the_curve_counts_photos_at_or_above_each_confidence() -> None:
    found = curve(np.array([0.9, 0.9, 0.5, 0.2]), np.array([True, False, True, False]))
    assert found.thresholds.tolist() == [0.9, 0.5, 0.2]
    assert found.coverage.tolist() == [0.5, 0.75, 1.0]
    assert found.risk.tolist() == pytest.approx([1 / 2, 1 / 3, 1 / 2])
    assert found.generalised_risk.tolist() == [0.25, 0.25, 0.5]


def test_the_largest_coverage_at_a_precision_is_found() -> None:
    right = np.ones(100, dtype=bool)
    right[[40, 60, 99]] = False
    points = {p.precision: p for p in curve(np.arange(100.0)[::-1], right).points}
    assert points[0.95].right == Share(97, 100)
    assert points[0.95].coverage == Share(100, 100)
    assert points[0.99].right == Share(40, 40)  # 40 of 41 are less than 99 %
    assert points[0.99].threshold == 60.0


def test_nineteen_of_twenty_reach_ninety_five_percent() -> None:
    right = np.ones(20, dtype=bool)
    right[0] = False
    assert curve(np.arange(20.0), right).points[0].coverage == Share(20, 20)


def test_a_tie_is_answered_as_a_whole_or_not_at_all() -> None:
    """Three right and one wrong at one confidence: no order of them may promise 95 %."""
    point = curve(np.array([0.9, 0.9, 0.9, 0.9]), np.array([True, True, True, False])).points[0]
    assert point.coverage == Share(0, 4)
    assert math.isnan(point.threshold)
    assert point.to_json()["threshold"] is None


def test_one_photo_and_none() -> None:
    assert curve(np.array([0.4]), np.array([False])).aurc == 1.0
    assert curve(np.array([0.4]), np.array([False])).augrc == 0.5
    empty = curve(np.zeros(0), np.zeros(0, dtype=bool))
    assert math.isnan(empty.aurc)
    assert math.isnan(empty.augrc)
    assert empty.points[0].coverage == Share(0, 0)
    assert empty.to_json()["coverage"] == []


def test_answers_on_photos_outside_are_wrong_where_all_photos_count() -> None:
    chances = [[9, 1, 1, 1, 1], [8, 1, 1, 1, 1], [1, 1, 1, 1, 9]]
    found = selective(run(chances, ["handcuffs", "zither", "other"]))
    assert found.inside.coverage.tolist() == [1.0]
    assert found.inside.risk.tolist() == [0.0]
    assert found.all_photos.risk[-1] == pytest.approx(2 / 3)


def test_a_long_curve_is_written_thinned_out_with_both_ends() -> None:
    found = curve(np.arange(5000.0), np.arange(5000) % 3 > 0)
    written = found.to_json()
    coverage = written["coverage"]
    assert isinstance(coverage, list)
    assert len(coverage) == SHOWN
    assert (coverage[0], coverage[-1]) == (1 / 5000, 1.0)
