from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from evaluation.conformal import Sets, conformal, halved
from evaluation.metrics import Share
from evaluation.predictions import Predictions
from model.conformal import COVERAGES, aps, limit
from tests.evaluation.made import random_run, run


def _of(found: tuple[Sets, ...], method: str, promise: float) -> Sets:
    return next(each for each in found if (each.method, each.promise) == (method, promise))


@pytest.mark.parametrize(
    ("count", "promise", "rank"),
    [
        (9, 0.9, 9),  # ceil(10 * 0.9) is 9, however 0.9 is rounded
        (19, 0.95, 19),
        (99, 0.99, 99),
        (10, 0.9, 10),
        (100, 0.9, 91),
        (8, 0.9, None),  # nine tenths cannot be promised on eight photos
        (0, 0.9, None),
    ],
)
def test_the_limit_is_the_score_of_the_right_rank(
    count: int, promise: float, rank: int | None
) -> None:
    scores = np.random.default_rng(0).permutation(np.arange(1.0, count + 1))
    assert limit(scores, promise) == (math.inf if rank is None else rank)


def test_aps_adds_up_what_is_more_probable_and_a_part_of_the_label_itself() -> None:
    rng = np.random.default_rng(0)
    chances, chance = rng.dirichlet(np.ones(6), size=40), rng.random(40)
    found = aps(chances, chance)
    for row in range(40):
        for label in range(6):
            own = chances[row, label]
            above = chances[row][chances[row] > own].sum()
            assert found[row, label] == pytest.approx(above + own * (1 - chance[row]), abs=1e-12)


def test_no_object_stands_on_both_sides() -> None:
    groups = np.arange(31).repeat(3)
    first = halved(groups, np.random.default_rng(0))
    assert set(groups[first]) & set(groups[~first]) == set()
    assert len(set(groups[first])) == 16


def _repeated(method: str, promise: float, of_object: int = 1) -> float:
    """Share of all test photos covered, over 60 runs of 400 photos."""
    covered = Counter[str]()
    for seed in range(60):
        given = random_run(np.random.default_rng(seed), 400, skill=1.5, of_object=of_object)
        share = _of(conformal(given, seed), method, promise).coverage
        covered.update(hits=share.hits, of=share.of)
    return covered["hits"] / covered["of"]


@pytest.mark.parametrize("promise", COVERAGES)
@pytest.mark.parametrize("method", ["lac", "aps"])
def test_the_promise_is_kept_and_hardly_exceeded(method: str, promise: float) -> None:
    """On average between the promise and the promise + 1 / (n + 1), n = 200 (Vovk et al.)."""
    assert promise - 0.012 <= _repeated(method, promise) <= promise + 0.005 + 0.012


def test_the_promise_is_kept_when_objects_are_divided() -> None:
    assert _repeated("lac", 0.9, of_object=4) >= 0.9 - 0.012


def test_lac_sets_are_the_smaller_ones() -> None:
    found = conformal(random_run(np.random.default_rng(0), 2000, skill=1.0))
    assert _of(found, "lac", 0.9).mean_size < _of(found, "aps", 0.9).mean_size


def _small() -> Predictions:
    return random_run(np.random.default_rng(1), 300, skill=1.5, of_object=3)


def test_counts_add_up() -> None:
    for each in conformal(_small()):
        assert each.calibrated_on + each.coverage.of == 300
        assert sum(share.of for share in each.by_class.values()) == each.coverage.of
        assert sum(share.hits for share in each.by_class.values()) == each.coverage.hits
        assert sum(each.sizes) == each.coverage.of
        labels = sum(size * count for size, count in enumerate(each.sizes))
        assert each.mean_size == pytest.approx(labels / each.coverage.of)
        assert each.empty == Share(each.sizes[0], each.coverage.of)


def test_a_larger_promise_needs_larger_sets() -> None:
    found = conformal(_small())
    for method in ("lac", "aps"):
        sizes = [_of(found, method, promise).mean_size for promise in COVERAGES]
        assert sizes == sorted(sizes)
        assert sizes[0] < sizes[-1]


def test_too_few_photos_give_sets_of_every_label() -> None:
    found = _of(conformal(random_run(np.random.default_rng(0), 10)), "lac", 0.99)
    assert math.isinf(found.limit)
    assert (found.coverage, found.mean_size) == (Share(5, 5), 5.0)
    assert found.to_json()["limit"] is None


@pytest.mark.parametrize("photos", [0, 1])
def test_hardly_any_photos_are_no_fault(photos: int) -> None:
    for each in conformal(run([[9, 1, 1, 1, 1]] * photos, ["handcuffs"] * photos)):
        assert each.coverage == Share(0, 0)  # a single object calibrates
        assert math.isnan(each.mean_size)


def test_the_same_seed_gives_the_same_sets() -> None:
    assert conformal(_small(), seed=3) == conformal(_small(), seed=3)
    assert conformal(_small(), seed=3) != conformal(_small(), seed=4)
