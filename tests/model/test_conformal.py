"""The sets hold the true label as often as promised, and the scores are the published ones."""

from __future__ import annotations

import math

import numpy as np
import pytest

from model import conformal

CHANCES = np.array([[0.2, 0.5, 0.3], [0.9, 0.0, 0.1]])


def test_lac_is_what_is_missing_to_certainty() -> None:
    assert conformal.lac(CHANCES) == pytest.approx(1 - CHANCES)


def test_aps_adds_up_what_is_more_probable() -> None:
    expected = np.array([[0.8, 0.0, 0.5], [0.0, 1.0, 0.9]])
    assert conformal.aps(CHANCES) == pytest.approx(expected)
    with_half = conformal.aps(CHANCES, np.array([0.5, 0.0]))
    assert with_half == pytest.approx(np.array([[0.9, 0.25, 0.65], [0.9, 1.0, 1.0]]))


def test_the_most_probable_label_is_in_every_adaptive_set() -> None:
    chances = np.random.default_rng(0).dirichlet(np.ones(7), size=200)
    best = conformal.aps(chances)[np.arange(200), chances.argmax(axis=1)]
    assert (best == 0.0).all()  # exactly: a limit of 0 must let it in


@pytest.mark.parametrize(
    ("promise", "expected"), [(0.5, 5.0), (0.9, 9.0), (0.95, math.inf), (0.1, 1.0)]
)
def test_the_limit_is_the_score_of_the_right_rank(promise: float, expected: float) -> None:
    """Of nine scores: ranks ceil(10 x promise), the tenth is not there."""
    assert conformal.limit(np.arange(9.0, 0.0, -1.0), promise) == expected


@pytest.mark.parametrize("promise", conformal.COVERAGES)
@pytest.mark.parametrize("score", [conformal.lac, conformal.aps])
def test_sets_cover_at_least_as_often_as_promised(promise: float, score: object) -> None:
    """4,000 photos set the limit, 20,000 others are covered; three deviations are allowed."""
    assert callable(score)
    rng = np.random.default_rng(1)
    chances = rng.dirichlet(np.full(6, 0.4), size=24_000)
    targets = (chances.cumsum(axis=1) > rng.random((24_000, 1))).argmax(axis=1)
    own = score(chances)[np.arange(24_000), targets]
    covered = float((own[4_000:] <= conformal.limit(own[:4_000], promise)).mean())
    assert covered >= promise - 3 * math.sqrt(promise * (1 - promise) * (1 / 4_000 + 1 / 20_000))
