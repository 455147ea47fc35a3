"""Intervals of 95 % must hold the truth in 93 to 97 of 100 repetitions."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.accuracy import scores
from evaluation.bootstrap import Resamples
from evaluation.metrics import Share
from evaluation.openset import resampled_auroc
from tests.evaluation.standards import scipy_stats

LEAST, MOST = 0.93, 0.97
GROUPS, OF_GROUP, REPETITIONS = 120, 3, 500


@pytest.mark.parametrize("rate", [0.1, 0.3, 0.5, 0.85, 0.95])
@pytest.mark.parametrize("of", [60, 200, 1000])
def test_wilsons_interval_holds_the_true_rate(rate: float, of: int) -> None:
    hits = np.random.default_rng(of).binomial(of, rate, size=20_000)
    limits = np.array([Share(hit, of).interval for hit in range(of + 1)])[hits]
    held = ((limits[:, 0] <= rate) & (rate <= limits[:, 1])).mean()
    assert LEAST <= held <= MOST


def _objects(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Truth, whether right, and group of photos; photos of one object share their difficulty."""
    truth = rng.integers(2, size=GROUPS).repeat(OF_GROUP)
    hard = rng.beta(2, 1, size=GROUPS).repeat(OF_GROUP)
    return truth, rng.random(GROUPS * OF_GROUP) < hard, np.arange(GROUPS).repeat(OF_GROUP)


def test_the_bootstrap_by_group_holds_the_true_f1() -> None:
    """Of two equal classes answered rightly with chance 2/3, F1 is 2/3 in the long run."""
    held = {"macro": 0, "weighted": 0, "class": 0}
    for seed in range(REPETITIONS):
        truth, right, groups = _objects(np.random.default_rng(seed))
        chances = np.eye(2)[np.where(right, truth, 1 - truth)]
        found = scores(chances, truth, ("a", "b"), groups, seed)
        for name, its in (
            ("macro", found.macro_f1),
            ("weighted", found.weighted_f1),
            ("class", found.classes[0].f1),
        ):
            held[name] += its.low <= 2 / 3 <= its.high
    assert {k: LEAST <= n / REPETITIONS <= MOST for k, n in held.items()} == dict.fromkeys(
        held, True
    ), held


def _held_means(by_photo: bool) -> float:
    held = 0
    for seed in range(REPETITIONS):
        _, right, groups = _objects(np.random.default_rng(seed))
        draws = Resamples.of(np.arange(len(right)) if by_photo else groups, seed, 500)
        drawn = draws.sums(right[:, None].astype(np.float64))[:, 0] / len(right)
        found = draws.estimate(float(right.mean()), drawn)
        held += found.low <= 2 / 3 <= found.high
    return held / REPETITIONS


def test_the_bootstrap_by_group_holds_the_true_mean() -> None:
    assert LEAST <= _held_means(by_photo=False) <= MOST


def test_resampling_photo_by_photo_would_promise_too_much() -> None:
    """Why objects are drawn: the same photos taken one by one hold the truth far too rarely."""
    assert _held_means(by_photo=True) < LEAST


def test_the_bootstrap_by_group_holds_the_true_auroc() -> None:
    """Scores of two normal distributions one apart: AUROC is Phi(1 / sqrt 2)."""
    true, held = float(scipy_stats.norm.cdf(2**-0.5)), 0
    known = 60 * OF_GROUP
    groups = np.arange(120).repeat(OF_GROUP)
    for seed in range(REPETITIONS):
        rng = np.random.default_rng(seed)
        shared = rng.normal(scale=0.8, size=120).repeat(OF_GROUP)
        values = shared + rng.normal(scale=0.6, size=len(groups))  # 0.8^2 + 0.6^2 = 1
        values[known:] += 1.0
        draws = Resamples.of(groups, seed, 400)
        low, high = np.percentile(resampled_auroc({"s": values}, known, draws)["s"], (2.5, 97.5))
        held += low <= true <= high
    assert LEAST <= held / REPETITIONS <= MOST
