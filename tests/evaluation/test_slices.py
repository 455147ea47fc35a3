from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import recall_score

from evaluation.metrics import Share
from evaluation.predictions import Predictions, Role
from evaluation.slices import (
    RENDERED,
    Slice,
    Slices,
    by_column,
    group_interval,
    slices,
    worst,
)

LABELS = ("a", "b", "c", "none")


def table(
    truth: str, answers: str, device: str, groups: str | None = None, rendered: str | None = None
) -> Predictions:
    """One photo a letter; "-" in `answers` stands for "none", in `truth` for a foreign label."""
    n = len(truth)
    logits = np.zeros((n, 4), dtype=np.float32)
    logits[np.arange(n), ["abc-".index(letter) for letter in answers]] = 1
    numbers = tuple(str(at) for at in range(n))
    return Predictions(
        model="made",
        model_sha256="0" * 64,
        labels=LABELS,
        known=np.array([True, True, True, False]),
        temperature=1.0,
        paths=numbers,
        sha256=numbers,
        truth=tuple("zither" if letter == "-" else letter for letter in truth),
        roles=(Role.DATA,) * n,
        groups=tuple(groups) if groups is not None else numbers,
        rendered=np.array([letter == "r" for letter in rendered or "-" * n], dtype=np.bool_),
        columns={"device": tuple(each.strip() for each in device)},
        logits=logits,
        embeddings=np.zeros((n, 2)),
        novelty=np.zeros(n),
        outcomes=("recognised",) * n,
    )


def random_table(seed: int, photos: int) -> Predictions:
    rng = np.random.default_rng(seed)

    def draw(letters: str) -> str:
        return "".join(rng.choice(list(letters), photos))

    return table(draw("abc-"), draw("abc-"), draw("pqrs "), draw("123456789"), draw("r-"))


def test_a_small_table_counts_right() -> None:
    found = by_column(
        table("aabbab-", "aaba-ba", "pppqqqq", groups="1123455"),
        "device",
        least_photos=0,
        least_groups=0,
    )
    p, q = (next(each for each in found.slices if each.value == v) for v in "pq")
    assert (p.top1, p.outside, p.groups, p.photos) == (Share(3, 3), 0, 2, 3)
    assert (q.top1, q.outside, q.groups, q.photos) == (Share(1, 3), 1, 3, 4)
    assert p.macro_recall == 1
    assert q.macro_recall == pytest.approx(1 / 4)  # of a: 0 of 1, of b: 1 of 2
    assert found.worst == q


def test_the_worst_comes_first_and_small_slices_last() -> None:
    truth = "a" * 40
    answers = "b" * 2 + "a" * 2 + "a" * 20 + "ab" * 8
    found = by_column(
        table(truth, answers, "x" * 4 + "p" * 20 + "q" * 16),
        "device",
        least_photos=5,
        least_groups=5,
    )
    assert [(each.value, each.small) for each in found.slices] == [
        ("q", False),
        ("p", False),
        ("x", True),
    ]
    assert found.worst is not None
    assert found.worst.value == "q"


def test_a_slice_of_few_objects_is_small_however_many_photos() -> None:
    photos = table("a" * 40, "a" * 40, "p" * 40, groups="1234567890" * 2 + "1" * 20)
    assert not by_column(photos, "device").slices[0].small
    few = table("a" * 40, "a" * 40, "p" * 40, groups="123456789" + "1" * 31)
    assert by_column(few, "device").slices[0].small


def test_many_photos_of_one_object_do_not_make_a_slice_look_safe() -> None:
    """Both have 30 of 40 right; in p each object fails or passes whole."""
    answers = "b" * 10 + "a" * 30
    device = "p" * 40 + "q" * 40
    groups = "".join(chr(65 + at // 5) for at in range(40)) + "".join(
        chr(200 + at) for at in range(40)
    )
    found = by_column(table("a" * 80, answers * 2, device, groups), "device")
    p, q = (next(each for each in found.slices if each.value == v) for v in "pq")
    assert p.top1 == q.top1 == Share(30, 40)
    assert (q.low, q.high) == pytest.approx(Share(30, 40).interval)
    assert p.low < q.low - 0.1
    assert p.small, "eight objects"


def test_no_photo_is_dropped() -> None:
    for seed in range(5):
        run = random_table(seed, 100)
        for each in slices(run):
            assert sum(part.photos for part in each.slices) == 100
            assert sum(part.top1.of for part in each.slices) == int(run.inside.sum())


def test_an_empty_value_is_a_slice_of_its_own() -> None:
    found = by_column(table("aab", "aab", "p p"), "device")
    assert {each.value: each.photos for each in found.slices} == {"p": 2, "": 1}


def test_a_slice_without_a_label_of_the_model_is_kept() -> None:
    found = by_column(table("--a", "abc", "ppq"), "device", least_photos=0, least_groups=0)
    p = next(each for each in found.slices if each.value == "p")
    assert (p.top1, p.outside, p.macro_recall, p.low, p.high) == (Share(0, 0), 2, None, 0.0, 1.0)


def test_none_of_these_is_no_label_to_find() -> None:
    run = table("aa", "a-", "pp")
    run = replace(run, truth=("a", "none"))
    assert by_column(run, "device").slices[0].outside == 1


def test_macro_recall_is_scikit_learns() -> None:
    for seed in range(5):
        run = random_table(seed, 120)
        answers = np.array(LABELS)[run.logits.argmax(axis=1)]
        for part in by_column(run, "device").slices:
            here = run.inside & np.array([value == part.value for value in run.columns["device"]])
            truth = np.array(run.truth)[here]
            wanted = recall_score(truth, answers[here], labels=np.unique(truth), average="macro")
            assert part.macro_recall == pytest.approx(wanted, abs=1e-12)
            assert part.top1.hits == (truth == answers[here]).sum()


def test_rendered_and_real_are_always_slices() -> None:
    found = slices(table("aaa", "aab", "ppp", rendered="r--"))
    assert [each.column for each in found] == ["device", RENDERED]
    assert {each.value: each.top1 for each in found[1].slices} == {
        "rendered": Share(1, 1),
        "real": Share(1, 2),
    }


def test_a_manifest_column_of_that_name_goes_first() -> None:
    run = replace(table("ab", "ab", "pq"), columns={RENDERED: ("maybe", "no")})
    found = slices(run)
    assert [each.column for each in found] == [RENDERED]
    assert {each.value for each in found[0].slices} == {"maybe", "no"}


def test_a_run_without_a_photo_has_no_slice() -> None:
    found = slices(table("", "", ""))
    assert all(each.slices == () and each.worst is None for each in found)
    assert worst(found) is None


def test_an_unknown_column_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no column 'light'; there are device, rendered"):
        by_column(table("a", "a", "p"), "light")


def test_the_worst_of_all_columns_is_no_column_of_one_slice() -> None:
    right, wrong = "a" * 40, "b" * 30 + "a" * 10
    run = table("a" * 80, right + wrong, "p" * 40 + "q" * 40)
    run = replace(run, columns={**run.columns, "one": ("same",) * 80})
    found = worst(slices(run))
    assert found is not None
    assert (found[0], found[1].value) == ("device", "q")
    only = replace(run, columns={"one": ("same",) * 80})
    assert worst(slices(only)) is None


def test_photos_of_their_own_objects_have_wilsons_interval() -> None:
    for hits in range(21):
        right = np.arange(20) < hits
        assert group_interval(right, np.arange(20)) == pytest.approx(Share(hits, 20).interval)


@pytest.mark.parametrize("hits", [0, 8])
def test_objects_that_are_all_alike_count_once(hits: int) -> None:
    right = (np.arange(8) < hits).repeat(5)
    found = group_interval(right, np.arange(8).repeat(5))
    assert found == pytest.approx(Share(hits, 8).interval)


def test_one_object_shows_next_to_nothing() -> None:
    low, high = group_interval(np.arange(10) < 5, np.zeros(10, dtype=np.int64))
    assert (low, high) == pytest.approx((0.0546, 0.9454), abs=1e-4)  # 0.5 -+ z / 2 sqrt(1 + z^2)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=1, max_size=40))
def test_the_interval_holds_the_share_and_is_never_narrower_than_wilsons(
    photos: list[tuple[bool, int]],
) -> None:
    right = np.array([hit for hit, _ in photos])
    group = np.array([number for _, number in photos])
    low, high = group_interval(right, group)
    plain = Share(int(right.sum()), len(right)).interval
    assert 0 <= low <= right.mean() <= high <= 1
    assert low <= plain[0] + 1e-12
    assert high >= plain[1] - 1e-12
    again = group_interval(right[::-1], 100 - group[::-1])
    assert again == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95])
@pytest.mark.parametrize("alike", [0.3, 0.8])
def test_the_interval_covers_the_truth(share: float, alike: float) -> None:
    """Simulated: 25 objects of 1 to 8 photos, whose chances of being right vary by object."""
    rng = np.random.default_rng(0)
    spread = (1 - alike) / alike  # beta distribution whose correlation within an object is `alike`
    covered = naive = 0
    for _ in range(500):
        group = np.arange(25).repeat(rng.integers(1, 9, 25))
        chance = rng.beta(share * spread, (1 - share) * spread, 25)
        right = rng.random(len(group)) < chance[group]
        low, high = group_interval(right, group)
        covered += low <= share <= high
        low, high = Share(int(right.sum()), len(right)).interval
        naive += low <= share <= high
    assert 0.93 <= covered / 500 <= 0.995
    assert naive / 500 < 0.87, "so that groups matter here"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"groups": 4}, "4 groups of 3 photos"),
        ({"low": 0.9}, "interval"),
        ({"high": 1.1}, "interval"),
    ],
)
def test_an_impossible_slice_is_refused(change: dict[str, float], words: str) -> None:
    good = Slice("p", Share(2, 3), 0, 2, 0.5, 0.2, 0.8, False)
    with pytest.raises(ValueError, match=words):
        replace(good, **change)  # type: ignore[arg-type]


def test_slices_out_of_order_are_refused() -> None:
    large = Slice("p", Share(2, 3), 0, 2, 0.5, 0.2, 0.8, False)
    small = replace(large, value="q", small=True)
    assert Slices("device", (large, small)).worst == large
    with pytest.raises(ValueError, match="not in order"):
        Slices("device", (small, large))
    with pytest.raises(ValueError, match="not in order"):
        Slices("device", (large, large))


def test_the_result_is_json() -> None:
    found = by_column(table("aa-", "ab-", "ppq"), "device", least_photos=2, least_groups=1)
    back = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert back["column"] == "device"
    assert back["worst"] == "p"
    assert [each["value"] for each in back["slices"]] == ["p", "q"]
    assert back["slices"][0]["top1"]["hits"] == 1
    assert back["slices"][1] == {
        "value": "q",
        "photos": 1,
        "top1": {"hits": 0, "of": 0, "rate": None, "low": 0.0, "high": 1.0},
        "outside": 1,
        "groups": 0,
        "macro_recall": None,
        "low": 0.0,
        "high": 1.0,
        "small": True,
    }
