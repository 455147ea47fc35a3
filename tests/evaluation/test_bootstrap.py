from __future__ import annotations

import math

import numpy as np
import pytest

from evaluation.bootstrap import Estimate, Resamples, ratio, row_means

GROUPS = ["a", "b", "a", "c", "b", "a"]


def test_every_resample_draws_as_many_groups_as_there_are() -> None:
    draws = Resamples.of(GROUPS, seed=0)
    assert draws.weights.shape == (1000, 3)
    assert set(draws.weights.sum(axis=1).tolist()) == {3}


def test_a_group_is_drawn_as_often_as_a_multinomial_says() -> None:
    drawn = Resamples.of([str(at) for at in range(5)], seed=1, count=20_000).weights
    mean, variance = drawn.mean(axis=0), drawn.var(axis=0)
    assert mean == pytest.approx(np.ones(5), abs=0.03)  # n p
    assert variance == pytest.approx(np.full(5, 0.8), abs=0.03)  # n p (1 - p)


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    first, again, other = (Resamples.of(GROUPS, seed=seed).weights for seed in (3, 3, 4))
    assert (first == again).all()
    assert (first != other).any()


def test_sums_and_counts_are_those_of_photos_repeated_one_by_one() -> None:
    draws = Resamples.of(GROUPS, seed=5, count=7)
    values = np.random.default_rng(0).normal(size=(6, 2))
    codes = np.array([0, 1, 1, -1, 2, 0])
    sums, counts = draws.sums(values), draws.counts(codes, 4)
    for at, weights in enumerate(draws.weights):
        rows = np.arange(6).repeat(weights[draws.group_of])
        assert sums[at] == pytest.approx(values[rows].sum(axis=0), abs=1e-12)
        own = codes[rows]
        assert counts[at].tolist() == np.bincount(own[own >= 0], minlength=4).tolist()


def test_photos_of_one_object_always_weigh_the_same() -> None:
    draws = Resamples.of(GROUPS, seed=6)
    weights = np.concatenate([block for _, block in draws.blocks()])
    assert weights.shape == (1000, 6)
    assert (weights[:, 0] == weights[:, 2]).all()
    assert (weights[:, 1] == weights[:, 4]).all()
    assert (weights[:, 0] != weights[:, 1]).any()


def test_one_object_shows_no_scatter_and_so_has_no_interval() -> None:
    found = Resamples.of(["a", "a"], seed=0).estimate(0.5, np.full(1000, 0.5))
    assert (found.value, found.groups) == (0.5, 1)
    assert math.isnan(found.low)
    assert math.isnan(found.high)


def test_no_photos_have_no_interval() -> None:
    draws = Resamples.of([], seed=0)
    assert draws.sums(np.zeros((0, 2))).tolist() == [[0.0, 0.0]] * 1000
    assert math.isnan(draws.estimate(float("nan"), np.full(1000, np.nan)).low)


def test_resamples_where_a_measure_is_not_defined_are_left_out() -> None:
    draws = Resamples.of(["a", "b"], seed=0, count=4)
    found = draws.estimate(1.0, np.array([1.0, np.nan, 1.0, np.nan]))
    assert (found.low, found.high) == (1.0, 1.0)


def test_the_limits_are_percentiles() -> None:
    draws = Resamples.of(["a", "b"], seed=0, count=1001)
    found = draws.estimate(500.0, np.arange(1001.0))
    assert (found.low, found.high) == (25.0, 975.0)


def test_the_limits_are_those_of_numpy_column_by_column() -> None:
    draws, rng = Resamples.of(["a", "b"], seed=0, count=200), np.random.default_rng(0)
    drawn = rng.normal(size=(200, 5))
    drawn[rng.random((200, 5)) < [0.0, 0.1, 0.5, 0.99, 0.9]] = np.nan
    found = draws.estimates(np.zeros(5), drawn)
    expected = np.nanpercentile(drawn, (2.5, 97.5), axis=0)
    limits = np.array([(each.low, each.high) for each in found]).T
    assert limits == pytest.approx(expected)


def test_an_interval_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match=r"from 2\.0 to 1\.0"):
        Estimate(1.0, 2.0, 1.0, 3)


@pytest.mark.parametrize(("low", "high", "sign"), [(0.1, 0.2, 1), (-0.2, -0.1, -1), (-0.1, 0.1, 0)])
def test_the_sign_is_certain_only_when_the_whole_interval_has_it(
    low: float, high: float, sign: int
) -> None:
    assert Estimate(0.0, low, high, 9).certain_sign == sign


def test_an_estimate_without_an_interval_has_no_sign() -> None:
    assert Estimate(1.0, float("nan"), float("nan"), 1).certain_sign == 0


def test_nothing_divided_by_nothing_is_not_a_number() -> None:
    assert ratio(np.array([1.0, 0.0]), np.array([2, 0]))[0] == 0.5
    assert np.isnan(ratio(np.array([1.0, 0.0]), np.array([2, 0]))[1])


def test_row_means_leave_out_what_is_not_there() -> None:
    found = row_means(np.array([[1.0, np.nan, 3.0], [np.nan] * 3]))
    assert found[0] == 2.0
    assert np.isnan(found[1])
