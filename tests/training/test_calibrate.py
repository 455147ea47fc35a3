"""Calibration on small arrays whose answers are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from training import calibrate
from training.calibrate import Validation
from training.config import TrainConfig

RNG_SEED = 0


def test_the_temperature_of_overconfident_logits_is_found() -> None:
    """Targets drawn from softmax(z) and logits 3 z: the temperature is 3."""
    rng = np.random.default_rng(RNG_SEED)
    z = rng.normal(size=(20_000, 4)) * 2
    chances = calibrate.softmax(z)
    targets = (chances.cumsum(axis=1) > rng.random((20_000, 1))).argmax(axis=1)
    assert calibrate.temperature(3 * z, targets) == pytest.approx(3.0, rel=0.03)


def test_the_temperature_of_faultless_logits_stays_within_bounds() -> None:
    logits = np.eye(3) * 10
    assert calibrate.temperature(logits, np.arange(3)) == pytest.approx(0.5)
    assert calibrate.temperature(logits, np.array([1, 2, 0])) == pytest.approx(10.0)


def test_the_likelihood_of_even_odds_is_the_logarithm_of_the_labels() -> None:
    assert calibrate.nll(np.zeros((5, 4)), np.zeros(5, dtype=np.int64)) == pytest.approx(
        math.log(4)
    )


# Wilson 1927 by hand: (p + z2/2n - z sqrt(p q / n + z2/4n2)) / (1 + z2/n), z = 1.959964.
@pytest.mark.parametrize(
    ("right", "total", "expected"), [(10, 10, 0.7225), (95, 100, 0.8882), (0, 10, 0.0), (0, 0, 0.0)]
)
def test_the_lower_end_of_the_wilson_interval(right: int, total: int, expected: float) -> None:
    assert calibrate.wilson_lower(right, total) == pytest.approx(expected, abs=5e-5)


def test_the_smallest_threshold_with_the_wanted_precision_is_found() -> None:
    best = np.array([0.55, 0.6, 0.7, 0.8, 0.9])
    right = np.array([False, True, False, True, True])
    found = calibrate.recognise(best, right, precision=0.75, floor=0.5)
    assert (found.threshold, found.answered, found.right, found.reached) == (0.6, 4, 3, True)
    assert calibrate.recognise(best, right, 0.95, 0.5).threshold == 0.8


def test_without_mistakes_the_threshold_is_the_floor() -> None:
    best = np.array([0.55, 0.9])
    assert calibrate.recognise(best, np.array([True, True]), 0.95, 0.5).threshold == 0.5


def test_a_precision_out_of_reach_is_told_and_the_surest_threshold_given() -> None:
    best = np.array([0.6, 0.7, 0.8, 0.9])
    right = np.array([True, True, True, False])
    found = calibrate.recognise(best, right, 0.95, 0.5)
    assert not found.reached
    assert (found.threshold, found.answered) == (0.5, 4)
    nothing = calibrate.recognise(best[:0], right[:0], 0.95, 0.5)
    assert (nothing.answered, nothing.reached, nothing.lower) == (0, False, 0.0)


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [([2, 3], [0, 1], 1.0), ([0, 1], [2, 3], 0.0), ([1], [1], 0.5), ([1, 3], [0, 2], 0.75)],
)
def test_the_auroc_counts_ties_half(
    positive: list[float], negative: list[float], expected: float
) -> None:
    assert calibrate.auroc(np.array(positive), np.array(negative)) == expected


# Labels: good, look-alike, other. Ten goods with logits 1..10, five others with good logits < 0.
LABELS_KNOWN = np.array([True, True, False])
GOODS = np.array([True, False, False])


def _validation() -> Validation:
    goods = np.stack([np.arange(1.0, 11.0), np.zeros(10), np.zeros(10)], axis=1)
    others = np.tile([-1.0, -2.0, 0.5], (5, 1))
    targets = np.array([0] * 10 + [2] * 5)
    return Validation(np.concatenate([goods, others]), targets, LABELS_KNOWN, GOODS)


def test_novelty_lets_the_wanted_share_of_goods_through() -> None:
    seen = _validation()
    method, limit, aurocs = calibrate.choose_novelty(seen, keep=0.9)
    assert aurocs == {"maximum_logit": 1.0, "energy": 1.0, "none_probability": 1.0}
    assert method == "maximum_logit"
    assert limit == -1.0  # the quantile is taken among scores that occur, never below the share
    assert calibrate.choose_novelty(seen, keep=0.5)[1] == -5.0


def test_without_other_things_no_auroc_is_claimed() -> None:
    seen = _validation()
    known = Validation(seen.logits[:10], seen.targets[:10], LABELS_KNOWN, GOODS)
    assert calibrate.choose_novelty(known, keep=1.0) == ("maximum_logit", -1.0, {})


def test_few_goods_pass_as_a_look_alike() -> None:
    """Of 100 goods five are mistaken for the look-alike, with 0.1 to 0.5 left on the good."""
    left = np.array([0.1, 0.2, 0.3, 0.4, 0.45])
    chances = np.concatenate(
        [np.tile([0.9, 0.1, 0.0], (95, 1)), np.stack([left, 1 - left, left * 0], axis=1)]
    )
    seen = Validation(np.log(chances + 1e-9), np.zeros(100, dtype=np.int64), LABELS_KNOWN, GOODS)
    limit = calibrate.good_left(seen, chances, passes=0.02)
    assert 0.2 < limit < 0.3
    assert int((left <= limit).sum()) == 2
    assert calibrate.good_left(seen, chances, passes=0.05) == 0.5
    assert calibrate.good_left(seen, chances, passes=0.0) < 0.1


def test_no_good_in_validation_leaves_nothing_to_goods() -> None:
    seen = Validation(np.zeros((2, 3)), np.array([1, 2]), LABELS_KNOWN, GOODS)
    assert calibrate.good_left(seen, np.full((2, 3), 1 / 3), 0.02) == 0.0


def test_the_calibration_error_is_the_weighted_gap() -> None:
    best = np.array([0.9, 0.9, 0.6, 0.6])
    right = np.array([True, True, True, False])
    assert calibrate.calibration_error(best, right) == pytest.approx((0.1 * 2 + 0.1 * 2) / 4)


def test_the_whole_calibration_is_deterministic_and_fits_a_card() -> None:
    one = calibrate.calibrate(_validation(), TrainConfig())
    assert one == calibrate.calibrate(_validation(), TrainConfig())
    assert one.thresholds.recognise >= 0.5
    assert one.metrics["top1"] == 1.0
    assert one.metrics["precision_reached"] is True


def test_the_calibration_promises_on_known_things_and_counts_all_that_is_answered() -> None:
    found = calibrate.calibrate(_validation(), TrainConfig())
    assert [row.pictures for row in found.conformal] == [10, 10, 10]  # five are of other things
    assert found.thresholds.recognise == found.thresholds.good_left == 0.5  # no room for "may be"
    assert [band.words for band in found.bands] == ["looks like", "less likely"]
    sure = found.bands[0]
    assert sure.lower == found.thresholds.recognise
    assert (sure.pictures, sure.right) == (
        found.metrics["answered"],
        found.metrics["answered_right"],
    )


def test_arrays_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="differ"):
        Validation(np.zeros((3, 3)), np.zeros(2, dtype=np.int64), LABELS_KNOWN, GOODS)
    with pytest.raises(ValueError, match="need 2"):
        Validation(np.zeros((3, 2)), np.zeros(3, dtype=np.int64), LABELS_KNOWN, GOODS)
