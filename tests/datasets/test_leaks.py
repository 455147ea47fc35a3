from __future__ import annotations

import json

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray

from datasets import leaks
from datasets.leaks import Leaks, Pair, Prints, Reason, Straddling, across, within
from datasets.perceptual_hash import FLAT


def prints(
    name: str,
    files: str,
    hashes: ArrayLike,
    embeddings: NDArray[np.floating] | None = None,
    groups: str | None = None,
) -> Prints:
    """One photo a letter of `files`, which stands for its bytes; letters of `groups` likewise."""
    return Prints(
        paths=tuple(f"{name}{at}" for at in range(len(files))),
        sha256=tuple(files),
        groups=tuple(groups if groups is not None else (f"{name}{at}" for at in range(len(files)))),
        hashes=np.asarray(hashes, dtype=np.uint64),
        embeddings=embeddings,
    )


def distinct(count: int, seed: int = 0) -> NDArray[np.uint64]:
    return np.random.default_rng(seed).integers(1, 2**63, count, dtype=np.uint64)


def turned(*degrees: float) -> NDArray[np.float64]:
    """Unit embeddings (N, 2) with these angles; lengths differ and must not matter."""
    angles = np.deg2rad(degrees)
    lengths = np.arange(1, len(degrees) + 1)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1) * lengths[:, None]


def listed(found: Leaks) -> list[tuple[str, str, Reason]]:
    return [(pair.first, pair.second, pair.reason) for pair in found.pairs]


def test_sets_without_anything_in_common_are_clean() -> None:
    found = across(
        prints("a", "xyz", distinct(3), turned(0, 60, 120)),
        prints("b", "uv", distinct(2, 1), turned(200, 270)),
    )
    assert not found.found
    assert not found.pairs
    assert not found.groups
    assert found.counts == ((Reason.BYTES, 0), (Reason.LOOK, 0), (Reason.EMBEDDING, 0))
    assert (found.photos, found.touched) == ((3, 2), (0, 0))


def test_each_pair_is_listed_once_for_its_surest_reason() -> None:
    look = distinct(1)[0]
    found = across(
        prints("a", "xyz", [look, look ^ np.uint64(0b11), 2**40 - 1], turned(0, 1, 2)),
        prints("b", "xw", [look, 2**63 + 2**20 - 1], turned(0, 5)),
        cosine=np.cos(np.deg2rad(4.5)),
    )
    assert listed(found) == [
        ("a0", "b0", Reason.BYTES),
        ("a1", "b0", Reason.LOOK),
        ("a2", "b0", Reason.EMBEDDING),  # 2 degrees apart
        ("a2", "b1", Reason.EMBEDDING),  # 3
        ("a1", "b1", Reason.EMBEDDING),  # 4; a0 and b1 are 5 apart
    ]
    assert found.counts == ((Reason.BYTES, 1), (Reason.LOOK, 1), (Reason.EMBEDDING, 3))
    assert found.found


def test_bits_count_up_to_their_limit() -> None:
    base = distinct(1)[0]
    first = prints("a", "x", [base])
    second = prints("b", "uvw", [base ^ np.uint64(2**n - 1) for n in (8, 9, 3)])
    found = across(first, second)
    assert [(pair.second, pair.bits) for pair in found.pairs] == [("b2", 3), ("b0", 8)]
    assert [pair.second for pair in across(first, second, bits=2).pairs] == []


def test_the_cosine_counts_from_its_limit_whatever_the_lengths() -> None:
    first, second = turned(0), turned(10, 20, 16.2, 16.3)
    found = across(
        prints("a", "x", distinct(1), first), prints("b", "stuv", distinct(4, 1), second)
    )
    assert [pair.second for pair in found.pairs] == ["b0", "b2"]  # arccos 0.96 is 16.26 degrees
    assert found.pairs[0].cosine == pytest.approx(np.cos(np.deg2rad(10)), abs=1e-6)
    assert found.cosine == leaks.COSINE


def test_a_photo_reaches_a_cosine_of_one_with_itself() -> None:
    embeddings = np.random.default_rng(0).normal(size=(200, 37)).astype(np.float32)
    found = across(
        prints("a", "x" * 200, distinct(200), embeddings, "g" * 200),
        prints("b", "y" * 200, distinct(200, 1), embeddings * 3, "h" * 200),
        cosine=1.0,
    )
    assert found.counts == ((Reason.BYTES, 0), (Reason.LOOK, 0), (Reason.EMBEDDING, 200))
    assert all(pair.cosine is not None and pair.cosine <= 1 for pair in found.pairs)


def test_without_embeddings_of_both_they_are_not_compared() -> None:
    base = distinct(1)
    found = across(prints("a", "x", base, turned(0)), prints("b", "y", base))
    assert found.cosine is None
    assert found.pairs == (Pair("a0", "b0", Reason.LOOK, 0, None),)


def test_an_embedding_of_length_nought_is_close_to_nothing() -> None:
    nought = np.zeros((1, 2))
    found = across(prints("a", "x", distinct(1), nought), prints("b", "y", distinct(1, 1), nought))
    assert not found.found


def test_two_white_pictures_are_not_one() -> None:
    assert not across(prints("a", "x", [FLAT]), prints("b", "y", [FLAT])).found
    assert across(prints("a", "x", [FLAT]), prints("b", "x", [FLAT])).found


def test_groups_on_both_sides_straddle_the_largest_first() -> None:
    found = across(
        prints("a", "stuvw", distinct(5), groups="ppqrr"),
        prints("b", "xyz", distinct(3, 1), groups="rpz"),
    )
    assert found.found
    assert found.pairs == ()
    assert found.groups == (Straddling("p", 2, 1), Straddling("r", 2, 1))


def test_touched_counts_photos_not_pairs() -> None:
    base = distinct(1)[0]
    found = across(
        prints("a", "uvw", [base, base, 2**40 - 1]), prints("b", "xy", [base, base ^ np.uint64(1)])
    )
    assert sum(count for _, count in found.counts) == 4
    assert found.touched == (2, 2)


def test_all_pairs_are_counted_and_the_nearest_are_listed() -> None:
    base = distinct(1)[0]
    far = [base ^ np.uint64(2**n - 1) for n in (5, 1, 3, 0)]
    found = across(prints("a", "x", [base]), prints("b", "pqrs", far), listed=2)
    assert found.counts[1] == (Reason.LOOK, 4)
    assert [(pair.second, pair.bits) for pair in found.pairs] == [("b3", 0), ("b1", 1)]
    assert found.touched == (1, 4)


def test_within_a_set_each_pair_stands_once_and_none_with_itself() -> None:
    base = distinct(1)[0]
    found = within(prints("a", "xyx", [base, 2**40 - 1, base], turned(0, 90, 0)))
    assert listed(found) == [("a0", "a2", Reason.BYTES)]
    assert (found.photos, found.touched, found.groups) == ((3, 3), (2, 2), ())


def test_within_a_set_photos_of_one_object_may_be_alike_but_not_one_file() -> None:
    base = distinct(1)[0]
    found = within(prints("a", "wxyy", [base] * 4, groups="ppqq"))
    assert listed(found) == [
        ("a2", "a3", Reason.BYTES),
        *((f"a{i}", f"a{j}", Reason.LOOK) for i in (0, 1) for j in (2, 3)),
    ]


@pytest.mark.parametrize("block", [1, 3, 100])
def test_blocks_change_nothing(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Against plain loops, on photos of which many are alike."""
    rng = np.random.default_rng(5)
    monkeypatch.setattr(leaks, "_BLOCK", block)
    files = ["".join(rng.choice(list("abcdefghijkl"), 11)) for _ in "12"]
    groups = ["".join(rng.choice(list("pqrst"), 11)) for _ in "12"]
    hashes = [rng.integers(1, 2**6, 11).astype(np.uint64) for _ in "12"]
    embeddings = [rng.normal(size=(11, 3)) for _ in "12"]
    first, second = (
        prints(name, files[at], hashes[at], embeddings[at], groups[at])
        for at, name in enumerate("ab")
    )
    limits = {"cosine": 0.8, "bits": 1}
    assert set(listed(across(first, second, cosine=0.8, bits=1))) == plain(first, second, limits)
    alone = {
        (a, b, reason)
        for a, b, reason in plain(first, first, limits)
        if int(a[1:]) < int(b[1:])
        and (reason is Reason.BYTES or groups[0][int(a[1:])] != groups[0][int(b[1:])])
    }
    assert set(listed(within(first, cosine=0.8, bits=1))) == alone


def plain(first: Prints, second: Prints, limits: dict[str, float]) -> set[tuple[str, str, Reason]]:
    assert first.embeddings is not None
    assert second.embeddings is not None
    found = set()
    for i, a in enumerate(first.paths):
        for j, b in enumerate(second.paths):
            x, y = first.embeddings[i], second.embeddings[j]
            cosine = x @ y / np.linalg.norm(x) / np.linalg.norm(y)
            bits = (int(first.hashes[i]) ^ int(second.hashes[j])).bit_count()
            if first.sha256[i] == second.sha256[j]:
                found.add((a, b, Reason.BYTES))
            elif bits <= limits["bits"]:
                found.add((a, b, Reason.LOOK))
            elif cosine >= limits["cosine"]:
                found.add((a, b, Reason.EMBEDDING))
    return found


def test_an_empty_set_has_nothing_in_common() -> None:
    nothing = prints("a", "", [], np.empty((0, 2)))
    some = prints("b", "x", distinct(1), turned(0))
    assert not across(nothing, some).found
    assert not across(some, nothing).found
    assert not within(nothing).found


@pytest.mark.parametrize(
    "limits", [{"cosine": 1.1}, {"cosine": -1.1}, {"bits": -1}, {"bits": 64}, {"listed": 0}]
)
def test_limits_out_of_range_are_refused(limits: dict[str, int]) -> None:
    some = prints("b", "x", distinct(1), turned(0))
    with pytest.raises(ValueError, match="out of range"):
        within(some, **limits)


def test_embeddings_of_other_networks_are_not_compared() -> None:
    first, second = np.ones((1, 2)), np.ones((1, 3))
    with pytest.raises(ValueError, match="2 and 3 values"):
        across(prints("a", "x", distinct(1), first), prints("b", "y", distinct(1), second))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sha256": ("x",)}, "1 sha256"),
        ({"groups": ()}, "0 groups"),
        ({"hashes": np.zeros(3, dtype=np.uint64)}, r"hashes \(3,\)"),
        ({"hashes": np.zeros(2, dtype=np.int64)}, "int64"),
        ({"embeddings": np.zeros((3, 2))}, r"embeddings \(3, 2\)"),
        ({"embeddings": np.zeros(2)}, r"embeddings \(2,\)"),
        ({"embeddings": np.full((2, 2), np.nan)}, "no numbers"),
    ],
)
def test_columns_that_do_not_fit_are_refused(change: dict[str, object], words: str) -> None:
    columns: dict[str, object] = {
        "paths": ("a", "b"),
        "sha256": ("x", "y"),
        "groups": ("p", "q"),
        "hashes": np.zeros(2, dtype=np.uint64),
        "embeddings": np.ones((2, 2)),
    }
    Prints(**columns)  # type: ignore[arg-type]  # fits
    with pytest.raises(ValueError, match=words):
        Prints(**{**columns, **change})  # type: ignore[arg-type]


def test_more_pairs_listed_than_counted_are_refused() -> None:
    pair = Pair("a", "b", Reason.BYTES, 0, None)
    with pytest.raises(ValueError, match="1 pairs listed"):
        Leaks((1, 1), (1, 1), None, 8, ((Reason.BYTES, 0),), (pair,), ())


def test_the_result_is_json() -> None:
    base = distinct(1)
    found = across(prints("a", "x", base, turned(0), "p"), prints("b", "x", base, turned(0), "p"))
    assert json.loads(json.dumps(found.to_json(), allow_nan=False)) == {
        "found": True,
        "photos": [1, 1],
        "touched": [1, 1],
        "cosine": 0.96,
        "bits": 8,
        "counts": {"same_bytes": 1, "same_look": 0, "close_embedding": 0},
        "pairs": [
            {
                "first": "a0",
                "second": "b0",
                "reason": "same_bytes",
                "bits": 0,
                "cosine": pytest.approx(1),
            }
        ],
        "groups": [{"group": "p", "first": 1, "second": 1}],
    }
