"""Labelled photos that look most like a photo."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from datasets.library import border, looks_file
from datasets.library.library import Library
from datasets.library.looks_file import Print, Seen
from datasets.library.neighbours import FRESH_SECONDS, Neighbours
from tests.datasets.library.made import ANNA, added, target

NETWORK = "ab" * 32
WIDTH = 16


class Ticks:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def unit(seed: int) -> NDArray[np.float32]:
    values = np.random.default_rng(seed).normal(size=WIDTH).astype(np.float32)
    return values / np.float32(np.linalg.norm(values))


def look(library: Library, sha256: str, embedding: NDArray[np.float32]) -> None:
    seen = Seen(embedding, np.array([1.0], np.float32), 0.0, False)
    shape = Print(np.uint64(1), np.zeros(border.VALUES, np.float32))
    with looks_file.opened(library) as db:
        number = looks_file.network(db, NETWORK, ["x"], WIDTH)
        looks_file.put_prints(db, [(sha256, shape)])
        looks_file.put_seen(db, number, [(sha256, seen)])


def test_the_most_alike_of_each_label_come_first(library: Library) -> None:
    labels = ["a", "a", "a", "b", "b", "c"]
    items = [added(library, seed, label=label) for seed, label in enumerate(labels)]
    added(library, 7)  # has no label
    for seed, item in enumerate(items):
        look(library, item.sha256, unit(seed))
    neighbours = Neighbours(library, NETWORK)
    asked = unit(9)
    found = neighbours.of(asked, {"a", "b", "d"}, 2)
    cosines = [float(unit(seed) @ asked) for seed in range(6)]
    best = sorted(range(3), key=lambda at: -cosines[at])[:2]
    assert found["a"] == tuple(items[at].sha256 for at in best)
    assert len(found["b"]) == 2
    assert set(found) == {"a", "b"}
    itself = neighbours.of(unit(0), {"a"}, 1, besides=items[0].sha256)
    assert neighbours.of(unit(0), {"a"}, 1)["a"] == (items[0].sha256,)
    assert itself["a"] != (items[0].sha256,)


def test_new_labels_are_found_after_a_while_and_old_ones_go(library: Library) -> None:
    first, second = added(library, 1, label="a"), added(library, 2)
    look(library, first.sha256, unit(1))
    ticks = Ticks()
    neighbours = Neighbours(library, NETWORK, clock=ticks)
    assert neighbours.of(unit(1), {"a"}, 5) == {"a": (first.sha256,)}
    look(library, second.sha256, unit(2))
    (second,) = library.label(target(second), "a", ANNA)
    library.label(target(first), "b", ANNA)
    assert neighbours.of(unit(1), {"a"}, 5) == {"a": (first.sha256,)}
    ticks.now += FRESH_SECONDS
    assert neighbours.of(unit(1), {"a", "b"}, 5) == {"a": (second.sha256,), "b": (first.sha256,)}


def test_only_the_newest_are_held(library: Library) -> None:
    items = [added(library, seed, label="a") for seed in range(4)]
    for seed, item in enumerate(items):
        look(library, item.sha256, unit(seed))
    found = Neighbours(library, NETWORK, most=2).of(unit(0), {"a"}, 9)
    assert set(found["a"]) == {items[2].sha256, items[3].sha256}
    with pytest.raises(ValueError, match="at least 1"):
        Neighbours(library, NETWORK, most=0)


def test_without_labels_looks_or_with_other_weights_nothing_is_found(library: Library) -> None:
    assert Neighbours(library, NETWORK).of(unit(0), {"a"}, 1) == {}
    item = added(library, 1, label="a")
    assert Neighbours(library, NETWORK).of(unit(0), {"a"}, 1) == {}
    look(library, item.sha256, unit(1))
    assert Neighbours(library, "cd" * 32).of(unit(0), {"a"}, 1) == {}
    assert Neighbours(library, NETWORK).of(unit(0)[:8], {"a"}, 1) == {}
