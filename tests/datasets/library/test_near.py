"""Near-duplicates: found, told at import, joined, kept apart, undone, and refused in two parts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from datasets.__main__ import main
from datasets.leaks import Reason
from datasets.library import exporting, importing, leaking, looks_file, near, near_pairs, versions
from datasets.library.errors import LeakError, RefusedError, StaleError, UnknownError
from datasets.library.exporting import NEAR, Form
from datasets.library.intake import Outcome
from datasets.library.library import Library
from datasets.library.near_pairs import Index, Limits
from datasets.library.selecting import Selection
from datasets.library.splits import Shares, part_of
from datasets.perceptual_hash import FLAT
from tests.datasets.library.looking_made import added_again, again
from tests.datasets.library.made import ANNA, BEN, TERMS, added, jpeg, tree

SHARES = Shares(0.3, 0.3)
Captured = pytest.CaptureFixture[str]


def two_groups() -> tuple[str, str]:
    """Names of objects that fall into training and test."""
    names = [f"object-{n}" for n in range(100)]
    train = next(name for name in names if part_of(name, SHARES) == "train")
    return train, next(name for name in names if part_of(name, SHARES) == "test")


def straddle(library: Library) -> tuple[str, str]:
    """The same scene in training and test, and one more photo."""
    train, test = two_groups()
    first = added(library, 1, label="batons", group=train)
    second = added_again(library, 1, label="batons", group=test)
    added(library, 2, label="batons", group="other")
    return first.sha256, second.sha256


def test_the_same_look_in_two_objects_is_proposed(library: Library) -> None:
    first, second = straddle(library)
    found = near.found(library)
    assert (found.photos, found.seen, found.complete) == (3, 0, True)
    (proposal,) = found.proposals
    assert {sha256 for sha256, _ in proposal.photos} == {first, second}
    (pair,) = proposal.pairs
    assert (pair.first, pair.second, pair.reason) == (first, second, Reason.LOOK)
    assert pair.bits <= near_pairs.Limits().bits
    assert pair.cosine is None


def test_photos_of_one_object_are_expected_to_be_alike(library: Library) -> None:
    added(library, 1, group="a")
    added_again(library, 1, group="a")
    assert near.found(library).proposals == ()


def test_what_hangs_together_is_one_proposal_and_joins_into_the_largest(library: Library) -> None:
    added(library, 1, group="a")
    added_again(library, 1, group="b")
    added_again(library, 1, 170, group="c")
    added(library, 5, group="b")
    (proposal,) = near.found(library).proposals
    assert proposal.groups[0] == "b"
    assert set(proposal.groups) == {"a", "b", "c"}
    assert len(proposal.photos) == 4
    changed = near.join(library, proposal, BEN)
    assert [item.record.group for item in changed] == ["b", "b"]
    assert near.found(library).proposals == ()
    library.undo(BEN)
    assert len(near.found(library).proposals) == 1


def test_a_join_of_what_somebody_changed_meanwhile_is_refused(library: Library) -> None:
    first, second = straddle(library)
    (proposal,) = near.found(library).proposals
    for sha256 in (first, second):
        library.change([(sha256, 1)], {"view": "front"}, ANNA)
    with pytest.raises(StaleError):
        near.join(library, proposal, BEN)


def test_what_is_kept_apart_is_not_proposed_again_unless_undone(library: Library) -> None:
    first, second = straddle(library)
    assert near.keep_apart(library, [(second, first)], BEN) == 1
    assert near.keep_apart(library, [(first, second)], ANNA) == 0
    assert near.found(library).proposals == ()
    with pytest.raises(UnknownError):
        near.undo_apart(library, ANNA)
    assert near.undo_apart(library, BEN) == 1
    assert len(near.found(library).proposals) == 1


@pytest.mark.parametrize("pairs", [[], [("same", "same")]])
def test_nonsense_is_refused(library: Library, pairs: list[tuple[str, str]]) -> None:
    item = added(library, 1)
    named = [(item.sha256, item.sha256) for _ in pairs]
    with pytest.raises(RefusedError):
        near.keep_apart(library, named, BEN)
    with pytest.raises(RefusedError):
        near.join_groups(library, ["a"], BEN)
    with pytest.raises(UnknownError):
        near.join_groups(library, [item.record.group, "nowhere"], BEN)


def test_the_network_finds_what_the_hash_does_not(library: Library) -> None:
    items = [added(library, seed, group=str(seed)) for seed in range(3)]
    rows = np.eye(4, dtype=np.float32)[[0, 1, 0]]
    seen = [looks_file.Seen(row, np.array([1], np.float32), 0.0, False) for row in rows]
    (sha256,) = near_pairs.COSINES
    with looks_file.opened(library) as db:
        number = looks_file.network(db, sha256, ["a"], 4)
        named = zip([item.sha256 for item in items], seen, strict=True)
        looks_file.put_seen(db, number, named)
    found = near.found(library, sha256)
    assert found.seen == 3
    (pair,) = found.proposals[0].pairs
    assert (pair.first, pair.second) == (items[0].sha256, items[2].sha256)
    assert pair.reason is Reason.EMBEDDING
    assert pair.cosine == pytest.approx(1)
    assert near.found(library, "ab" * 32).proposals == ()  # no limit was measured for these


def test_tiles_find_what_one_comparison_of_all_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_pairs, "_ROWS", 7)
    monkeypatch.setattr(near_pairs, "_COLUMNS", 10)
    random = np.random.default_rng(3)
    hashes = random.integers(1, 2**63, 60).astype(np.uint64)
    hashes[40:] = hashes[:20] ^ np.uint64(5)
    hashes[3] = hashes[50] = FLAT
    seen = random.normal(size=(60, 6)).astype(np.float32)
    seen /= np.linalg.norm(seen, axis=1, keepdims=True)
    groups = random.integers(0, 30, 60)
    pairs, complete = near_pairs.search(hashes, seen, groups, Limits(6, 0.9))
    expected = {
        (a, b)
        for a in range(60)
        for b in range(a + 1, 60)
        if groups[a] != groups[b]
        and (
            (FLAT not in (hashes[a], hashes[b]) and (hashes[a] ^ hashes[b]).bit_count() <= 6)
            or seen[a] @ seen[b] >= 0.9
        )
    }
    assert {(int(one["row"]), int(one["column"])) for one in pairs} == expected
    assert len(expected) > 15
    assert complete
    looks = pairs["look"].tolist()
    assert looks == sorted(looks, reverse=True)  # the surest first


def test_a_hopeless_set_is_cut_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_pairs, "MOST", 50)
    hashes = np.full(200, 7, np.uint64)
    pairs, complete = near_pairs.search(hashes, None, np.arange(200), Limits())
    assert (len(pairs), complete) == (50, False)


@pytest.mark.parametrize("limits", [(-1, None), (64, None), (8, 1.5), (8, float("nan"))])
def test_limits_out_of_range_are_refused(limits: tuple[int, float | None]) -> None:
    with pytest.raises(ValueError, match="out of range"):
        Limits(*limits)


def test_an_index_grows_and_knows_no_flat_picture() -> None:
    index = Index({"a": np.uint64(0b1111)})
    for n in range(200):
        index.add(f"n{n}", FLAT)
    index.add("b", np.uint64(2**63 + 2**40))
    assert len(index) == 202
    assert index.nearest(np.uint64(0b0111)) == "a"
    assert index.nearest(np.uint64(2**63)) == "b"
    assert index.nearest(FLAT) is None
    assert index.nearest(np.uint64(2**64 - 1)) is None


def test_an_import_names_near_duplicates_and_takes_them(library: Library, tmp_path: Path) -> None:
    """Both of what was there and of what came with the same import."""
    there = added(library, 1)
    near.found(library)  # hashes it
    folder = tree(
        tmp_path / "in",
        {"batons/a.jpg": again(1), "batons/b.jpg": jpeg(2), "batons/c.jpg": again(2)},
    )
    with importing.of_path(folder) as source:
        report = importing.take(library, source, TERMS)
    assert report.counts == {Outcome.TAKEN: 3}
    (first, second) = report.near
    assert (first.name, first.like) == ("batons/a.jpg", there.sha256)
    assert second.name == "batons/c.jpg"
    assert second.like in report.taken
    assert "near-duplicate of photo" in first.sentence
    assert report.unhashed == 0
    json.dumps(report.to_json())
    with looks_file.opened(library) as db:
        assert set(report.taken) <= set(looks_file.hashes(db))  # none is computed twice


def test_an_import_says_what_it_could_not_compare(library: Library, tmp_path: Path) -> None:
    added(library, 1)
    folder = tree(tmp_path / "in", {"batons/a.jpg": again(1)})
    with importing.of_path(folder) as source:
        report = importing.take(library, source, TERMS)
    assert (report.near, report.unhashed) == ((), 1)


def signed(library: Library, *, allow_near: bool = False) -> versions.Version:
    drafted = versions.draft(library.items(), "v1", ANNA, library.moment(), shares=SHARES)
    return library.sign(leaking.judged(library, drafted, allow_near=allow_near))


def _export(library: Library, out: Path) -> object:
    return exporting.export(library, out, Form.MANIFEST, Selection(shares=SHARES))


def _lists(library: Library, out: Path) -> object:
    return exporting.write_lists(library, out, Selection(shares=SHARES))


def _sign(library: Library, out: Path) -> object:
    return signed(library)


@pytest.mark.parametrize("way", [_export, _lists, _sign])
def test_near_duplicates_in_two_parts_are_refused_until_somebody_says_what_they_are(
    library: Library, tmp_path: Path, way: Callable[[Library, Path], object]
) -> None:
    first, second = straddle(library)
    with pytest.raises(LeakError, match="python -m datasets duplicates"):
        way(library, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert library.versions() == ()
    near.keep_apart(library, [(first, second)], BEN)
    assert way(library, tmp_path / "out")


def test_joined_they_stand_in_one_part(library: Library, tmp_path: Path) -> None:
    straddle(library)
    near.join(library, near.found(library).proposals[0], BEN)
    assert _export(library, tmp_path / "out")


def test_who_goes_on_all_the_same_leaves_a_note(library: Library, tmp_path: Path) -> None:
    first, second = straddle(library)
    selection = Selection(shares=SHARES, allow_near=True)
    made = exporting.export(library, tmp_path / "out", Form.MANIFEST, selection)
    assert made.near == 1
    assert f"{first} {second}" in (tmp_path / "out" / NEAR).read_text()
    version = signed(library, allow_near=True)
    assert leaking.allowed(library.version("v1"))
    assert version.note.endswith(": 1")
    again_ = exporting.write_lists(library, tmp_path / "lists", Selection(version=version))
    assert again_.near == 1


def test_an_export_that_is_not_divided_needs_no_proof(library: Library, tmp_path: Path) -> None:
    straddle(library)
    assert exporting.export(library, tmp_path / "out", Form.MANIFEST).near == 0
    assert not (tmp_path / "out" / NEAR).exists()


def test_the_commands_find_join_keep_apart_and_undo(
    library: Library, folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    first, second = straddle(library)

    def ask(*said: object) -> tuple[int, str]:
        status = main([*map(str, said), "--library", str(folder)])
        told = capsys.readouterr()
        return status, told.out + told.err

    status, told = ask("duplicates")
    assert status == 0
    assert f"{first[:12]} {second[:12]} same_look" in told
    assert json.loads(ask("duplicates", "--json")[1])["proposals"][0]["pairs"]
    assert ask("duplicates", "--apart", first[:12], second[:12], "--by", BEN)[0] == 0
    assert "0 objects may be one" in ask("duplicates")[1]
    assert ask("duplicates", "--undo-apart", "--by", BEN) == (
        0,
        "1 pairs are not kept apart any more\n",
    )
    status, told = ask("split", "--val", 0.3, "--test", 0.3, "--out", tmp_path / "lists")
    assert (status, "--allow-near" in told) == (2, True)
    allowed = ("split", "--val", 0.3, "--test", 0.3, "--out", tmp_path / "lists", "--allow-near")
    assert ask(*allowed)[0] == 0
    assert ask("duplicates", "--bits", 70)[0] == 2
    assert ask("duplicates", "--join", *two_groups(), "--by", BEN)[0] == 0
    assert "0 objects may be one" in ask("duplicates")[1]
