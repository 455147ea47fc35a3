"""Clusters of photos that look alike, and labelling them as one act."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from datasets.library import border, clusters, together
from datasets.library.clusters import Likeness, leaders
from datasets.library.errors import RefusedError, StaleError
from datasets.library.library import Library
from datasets.library.looks import Looks
from datasets.library.record import State
from tests.datasets.library.made import ANNA, BEN, added, target


def unit(values: NDArray[np.float64]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(values, axis=1, keepdims=True)
    return np.asarray(values / lengths, dtype=np.float32)


def spread(count: int, kinds: int, seed: int = 0) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Directions close to one of `kinds` directions, and which."""
    rng = np.random.default_rng(seed)
    of = rng.integers(0, kinds, count)
    return unit(rng.normal(size=(kinds, 64))[of] + 0.1 * rng.normal(size=(count, 64))), of


def looks_of(photos: list[str], embeddings: NDArray[np.float32], named: list[int]) -> Looks:
    """What a network saw of photos; `named` is the class it takes each for."""
    n = len(photos)
    return Looks(
        "0" * 64, ("batons", "handcuffs"), tuple(photos), embeddings,
        np.eye(2, dtype=np.float32)[named], np.zeros(n, np.float32), np.zeros(n, np.bool_),
        np.zeros(n, np.uint64), np.zeros((n, border.VALUES), np.float32),
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 30, 1024, 2500])  # one block, its edge, several
def test_what_is_alike_is_together_and_nothing_else(count: int) -> None:
    embeddings, of = spread(count, 7)
    found = leaders(embeddings, 0.8)
    pairs = {(int(a), int(b)) for a, b in zip(of, found, strict=True)}
    assert len(pairs) == len(set(of.tolist())) == len(set(found.tolist()))


def test_a_row_goes_to_the_leader_it_is_most_alike_to() -> None:
    rows = unit(np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8], [1.0, 0.0]]))
    assert leaders(rows, 0.59).tolist() == [0, 1, 1, 0]


def test_many_leaders_and_none() -> None:
    rng = np.random.default_rng(0)
    alone = unit(rng.normal(size=(3000, 256)))  # no two are alike
    assert leaders(alone, 0.8).tolist() == list(range(3000))
    assert leaders(np.zeros((0, 8), np.float32), 0.8).tolist() == []
    same = np.repeat(alone[:1], 5, axis=0) * np.float32(0.9999)  # rounding: not quite length 1
    assert leaders(same, 0.9999).tolist() == [0, 1, 2, 3, 4] or set(leaders(same, 0.99)) == {0}


def test_clusters_hold_photos_that_nobody_labelled(library: Library) -> None:
    embeddings, of = spread(12, 2)
    items = [added(library, seed) for seed in range(12)]
    unseen = added(library, 12)
    library.label(target(items[3]), "batons", ANNA)
    looks = looks_of([each.sha256 for each in items], embeddings, of.tolist())
    found = clusters.clusters(library, looks, Likeness.MEDIUM)
    told = {each.proposal: set(each.photos) for each in found}
    wanted: dict[str, set[str]] = {"batons": set(), "handcuffs": set()}
    for at, item in enumerate(items):
        if at != 3:
            wanted[looks.labels[of[at]]].add(item.sha256)
    assert told == wanted
    assert [len(each.photos) for each in found] == sorted(map(len, wanted.values()), reverse=True)
    assert all(each.share == 1 for each in found)
    assert unseen.sha256 not in {photo for each in found for photo in each.photos}


def test_small_clusters_are_left_out_and_an_empty_library_has_none(library: Library) -> None:
    nothing = looks_of([], np.zeros((0, 2), np.float32), [])
    assert clusters.clusters(library, nothing) == ()
    items = [added(library, seed) for seed in range(3)]
    rows = unit(np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.01]]))
    looks = looks_of([each.sha256 for each in items], rows, [0, 1, 1])
    (found,) = clusters.clusters(library, looks)
    assert (len(found.photos), found.share) == (2, 0.5)


def test_stricter_likeness_gives_more_clusters() -> None:
    steps = [clusters.LEAST_COSINE[each] for each in Likeness]
    assert steps == sorted(steps, reverse=True)


def test_proposals_are_taken_as_one_act_and_undone_together(library: Library) -> None:
    items = [added(library, seed) for seed in range(3)]
    wanted = ["batons", "handcuffs", "batons"]
    based = list(zip(target(*items), wanted, strict=True))
    done = together.take_proposals(library, based, "network lite2", BEN)
    assert [each.record.label for each in done] == wanted
    assert {(each.record.labelled_by, each.record.proposed_by) for each in done} == {
        (BEN, "network lite2")
    }
    assert len({change.batch for change in library.history(limit=3)}) == 1
    library.undo(BEN)
    assert [library.get(each.sha256).record for each in items] == [each.record for each in items]


def test_a_proposal_of_somebody_else_keeps_its_name(library: Library) -> None:
    item = added(library, 0, proposed="batons", proposed_by="the inspector's conclusion")
    (done,) = together.take_proposals(library, [(target(item)[0], "batons")], "network", BEN)
    assert done.record.proposed_by == "the inspector's conclusion"


def test_proposals_are_taken_all_or_none(library: Library) -> None:
    items = [added(library, seed) for seed in range(2)]
    based = [(each, "batons") for each in target(*items)]
    library.label(target(items[1]), "handcuffs", ANNA)
    with pytest.raises(StaleError, match=ANNA):
        together.take_proposals(library, based, "network", BEN)
    assert library.get(items[0].sha256).record.state is State.TODO
    for given, by in (([], BEN), (based[:1], "")):
        with pytest.raises(RefusedError):
            together.take_proposals(library, given, "network", by)
