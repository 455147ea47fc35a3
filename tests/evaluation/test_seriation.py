from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from evaluation.seriation import merges, order, path
from tests.evaluation.standards import scipy_distance, scipy_hierarchy


def _symmetric(seed: int, size: int) -> np.ndarray:
    table = np.random.default_rng(seed).random((size, size))
    return (table + table.T) / 2


@pytest.mark.parametrize("size", [2, 3, 12, 60])
def test_joins_are_those_of_scipys_average_linkage(size: int) -> None:
    similarity = _symmetric(size, size)
    distance = 1 - similarity
    np.fill_diagonal(distance, 0)
    standard = scipy_hierarchy.linkage(scipy_distance.squareform(distance), method="average")
    found = [1 - similarity for _, _, similarity in merges(similarity)]
    assert found == pytest.approx(standard[:, 2].tolist(), abs=1e-9)


def test_every_thing_stands_in_the_row_once() -> None:
    for size in (0, 1, 2, 25):
        assert sorted(order(_symmetric(size, size))) == list(range(size))


def test_blocks_of_similar_things_stay_together() -> None:
    block = np.random.default_rng(0).permutation(np.repeat(np.arange(5), 4))
    similarity = (block[:, None] == block) * 0.5 + _symmetric(1, 20) * 0.1
    row = block[list(order(similarity))]
    assert (np.diff(row) != 0).sum() == 4


def test_things_along_a_line_come_in_that_line() -> None:
    place = np.random.default_rng(3).permutation(np.arange(4.0))
    similarity = -np.abs(place[:, None] - place)
    row = place[list(order(similarity))].tolist()
    assert row in ([0.0, 1.0, 2.0, 3.0], [3.0, 2.0, 1.0, 0.0])


def test_the_row_is_better_than_chance_and_near_the_best() -> None:
    for seed in range(20):
        similarity = _symmetric(seed, 7)
        paths = [path(similarity, row) for row in permutations(range(7))]
        found = path(similarity, order(similarity))
        assert found > np.median(paths)
        assert found >= 0.8 * max(paths)


def test_things_without_any_similarity_keep_their_order() -> None:
    assert order(np.zeros((4, 4))) == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("similarity", "fault"),
    [
        (np.zeros((2, 3)), "no square"),
        (np.array([[0.0, 1.0], [0.5, 0.0]]), "symmetric"),
        (np.full((2, 2), np.nan), "finite"),
    ],
)
def test_what_is_no_similarity_is_refused(similarity: np.ndarray, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        order(similarity)
