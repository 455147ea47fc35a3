"""Objects that are joined keep the name that tests, and a long search says how far it is."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from datasets.__main__ import main
from datasets.library import leaking, near, near_pairs
from datasets.library.library import Library
from datasets.library.near_pairs import Limits
from datasets.library.splits import PARTS, Shares, part_of
from tests.datasets.library.looking_made import added_again
from tests.datasets.library.made import ANNA, BEN, added

Captured = pytest.CaptureFixture[str]
NAMES = [f"object-{n}" for n in range(100)]
TRAIN, VAL, TEST = (
    next(name for name in NAMES if part_of(name, Shares()) == part) for part in PARTS
)


@pytest.mark.parametrize("names", list(itertools.permutations((TRAIN, VAL, TEST))))
def test_no_test_photo_moves_into_training(library: Library, names: tuple[str, ...]) -> None:
    for seed, name in enumerate(names):
        added(library, seed, group=name)
    near.join_groups(library, names, BEN)
    assert {item.record.group for item in library.items()} == {TEST}
    library.undo(BEN)
    near.join_groups(library, [name for name in names if name != TEST], BEN)
    assert sorted(i.record.group for i in library.items()) == sorted([TEST, VAL, VAL])


def test_of_one_part_the_first_name_stays(library: Library) -> None:
    trained = [name for name in NAMES if part_of(name, Shares()) == "train"][:2]
    for names in (trained, trained[::-1]):
        assert near.kept_of(library, names) == names[0]


def test_a_proposal_names_first_what_is_kept(library: Library) -> None:
    added(library, 1, group=TRAIN)
    added(library, 5, group=TRAIN)
    added_again(library, 1, group=TEST)
    (proposal,) = near.found(library).proposals
    assert proposal.groups == (TEST, TRAIN)
    changed = near.join(library, proposal, BEN)
    assert [item.record.group for item in changed] == [TEST, TEST]


def test_the_command_says_which_name_stays_and_why(
    library: Library, folder: Path, capsys: Captured
) -> None:
    added(library, 1, group=TRAIN)
    added(library, 2, group=TEST)
    given = ["--by", ANNA, "--library", str(folder)]
    assert main(["duplicates", "--join", TRAIN, TEST, *given]) == 0
    said = capsys.readouterr().out
    assert f"1 photos are of object {TEST} now" in said
    assert f"The name {TEST} stays" in said
    assert {item.record.group for item in library.items()} == {TEST}


def test_a_search_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_pairs, "_ROWS", 100)
    monkeypatch.setattr(near_pairs, "_COLUMNS", 200)
    seen: list[tuple[int, int]] = []
    hashes = np.random.default_rng(1).integers(1, 2**63, 250).astype(np.uint64)
    near_pairs.search(
        hashes, None, np.arange(250), Limits(), lambda count, total, _: seen.append((count, total))
    )
    assert len(seen) == 4
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] > 0


def test_the_leak_check_and_the_search_of_a_library_tell_of_hashing_and_comparing(
    library: Library,
) -> None:
    photos = [added(library, seed, group=str(seed)).sha256 for seed in range(2)]
    for run in (
        lambda tell: leaking.near_leaks(library, {photos[0]: "train", photos[1]: "test"}, tell),
        lambda tell: near.found(library, progress=tell),
    ):
        told: list[str] = []
        run(lambda count, total, name, told=told: told.append(name))
        assert "thousand pairs compared" in told


def test_a_chain_of_look_alikes_is_not_one_object() -> None:
    assert near._clusters([(0, 1), (1, 2), (2, 3)]) == {0: 0, 1: 0, 2: 2, 3: 2}
    assert len(set(near._clusters([(0, 1), (1, 2), (0, 2)]).values())) == 1


def test_a_pair_between_clusters_comes_again_once_they_are_decided() -> None:
    chance = np.random.default_rng(5)
    for _ in range(50):
        ends = chance.integers(0, 12, (int(chance.integers(1, 40)), 2))
        pairs = [(int(a), int(b)) for a, b in ends if a != b]
        cluster = near._clusters(pairs)
        sizes = np.bincount(list(cluster.values()), minlength=12)
        near_both = {*pairs, *((b, a) for a, b in pairs)}
        for a, its in cluster.items():
            assert all((a, b) in near_both for b, of in cluster.items() if of == its and b != a)
        for a, b in pairs:
            assert cluster[a] == cluster[b] or max(sizes[cluster[a]], sizes[cluster[b]]) > 1
