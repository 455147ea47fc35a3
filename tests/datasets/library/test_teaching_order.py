"""The order that teaches: undecided photos first, unlike what is known and each other."""

from __future__ import annotations

import numpy as np
import pytest

from datasets.library.library import Library
from datasets.library.querying import Order, Wanted
from datasets.library.record import State
from datasets.library.teaching_order import (
    compared,
    distances,
    in_order,
    priorities,
    undecided,
)
from tests.datasets.library.clouds import clouds
from tests.datasets.library.made import added
from tests.datasets.library.seen import looks


def test_undecided_is_one_less_the_lead_of_the_first_label() -> None:
    chances = np.array([[0.5, 0.5, 0.0], [1.0, 0.0, 0.0], [0.2, 0.7, 0.1]])
    np.testing.assert_allclose(undecided(chances), [1.0, 0.0, 0.5])
    np.testing.assert_allclose(undecided(np.ones((2, 1))), 1.0)


def test_distances_in_blocks_are_those_of_the_whole_matrix() -> None:
    rng = np.random.default_rng(1)
    points, others = (compared(rng.normal(size=(n, 8)).astype(np.float32)) for n in (5000, 4500))
    wanted = 1 - (points @ others.T).max(axis=1)
    np.testing.assert_allclose(distances(points, others), wanted, atol=1e-5)
    np.testing.assert_array_equal(distances(points, others[:0]), 1)


def test_of_two_heaps_the_first_two_photos_are_of_both() -> None:
    embeddings, targets, _ = clouds(seed=1, classes=2, objects=20, spread=0.1)
    chosen, rest = in_order(embeddings, np.ones(80), embeddings[:0], 10)
    assert {targets[at] for at in chosen[:2]} == {0, 1}
    assert len(set(chosen.tolist())) == 10
    assert rest[chosen].max() < 1e-5  # they are known now


def test_what_is_like_a_labelled_photo_comes_last_and_so_does_what_is_sure() -> None:
    points = np.eye(4, dtype=np.float32)
    chosen, _ = in_order(points, np.array([1.0, 1.0, 0.2, 1.0]), points[:1], 4)
    assert chosen.tolist()[2:] == [2, 0]


def test_more_photos_are_asked_for_than_there_are() -> None:
    chosen, _ = in_order(np.eye(3, dtype=np.float32), np.zeros(3), np.zeros((0, 3), np.float32), 9)
    assert sorted(chosen.tolist()) == [0, 1, 2]


def test_the_label_page_gets_first_what_no_labelled_photo_is_like(library: Library) -> None:
    embeddings, targets, _ = clouds(seed=3, classes=3, objects=6, spread=0.2, photos=1)
    items = [
        added(library, at, group=f"g{at}", **({} if number == 2 or at % 6 > 3 else
                                             {"label": ("batons", "handcuffs")[number]}))
        for at, number in enumerate(targets)
    ]  # fmt: skip
    found = priorities(library, looks(items, embeddings))
    todo = [item for item in items if item.record.state is State.TODO]
    assert set(found) == {item.sha256 for item in todo}
    assert max(found.values()) == 2
    assert min(found.values()) > 0
    library.rank(found)
    (first, *_) = library.next_photos(Wanted(state=State.TODO), Order.TEACHING)
    numbers = {item.sha256: int(targets[at]) for at, item in enumerate(items)}
    assert numbers[first.sha256] == 2  # a class that nobody has labelled, so no head doubts it


def test_without_labels_the_network_tells_who_is_undecided(library: Library) -> None:
    items = [added(library, at) for at in range(3)]
    chances = np.array([[1, 0, 0], [0.5, 0.5, 0], [0.9, 0.1, 0]], dtype=np.float32)
    seen = looks(items, np.eye(3, dtype=np.float32), probabilities=chances)
    found = priorities(library, seen)
    assert max(found, key=found.__getitem__) == items[1].sha256


def test_nothing_to_label_has_no_order(library: Library) -> None:
    item = added(library, 1, label="batons")
    assert priorities(library, looks([item], np.ones((1, 2), dtype=np.float32))) == {}


@pytest.mark.parametrize("count", [20000])
def test_many_photos_are_ranked_in_reasonable_time(count: int) -> None:
    """42,000 photos, 1,000 in order, took 6 s on one core; here fewer, as the tests share two."""
    rng = np.random.default_rng(2)
    points = rng.normal(size=(count, 64)).astype(np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    chosen, rest = in_order(points, rng.uniform(size=count), points[:1000], 200)
    assert len(set(chosen.tolist())) == 200
    assert np.isfinite(rest).all()
