from __future__ import annotations

import math

import pytest

from evaluation.metrics import Share, auroc, confusions, recall_by_label, top_k


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (Wilson, no correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert Share(hits, of).interval == pytest.approx((low, high), abs=5e-5)


def test_nothing_counted_has_no_rate_and_the_widest_interval() -> None:
    assert math.isnan(Share(0, 0).rate)
    assert Share(0, 0).interval == (0.0, 1.0)
    assert Share(0, 0).to_json()["rate"] is None


@pytest.mark.parametrize(("hits", "of"), [(-1, 3), (4, 3)])
def test_an_impossible_count_is_refused(hits: int, of: int) -> None:
    with pytest.raises(ValueError, match=f"{hits} out of {of}"):
        Share(hits, of)


def test_top_k_counts_the_true_label_among_the_first_k() -> None:
    truth = ["a", "b", "c"]
    ranked = [["a", "b"], ["c", "b"], ["a", "b"]]
    assert [top_k(truth, ranked, k) for k in (1, 2)] == [Share(1, 3), Share(2, 3)]


def test_recall_counts_each_labels_own_photos() -> None:
    assert recall_by_label(["a", "a", "b"], ["a", "b", "b"]) == {"a": Share(1, 2), "b": Share(1, 1)}


def test_confusions_come_most_frequent_first() -> None:
    truth, answers = ["a", "a", "b", "b"], ["b", "b", "a", "b"]
    assert confusions(truth, answers) == [("a", "b", 2), ("b", "a", 1)]


@pytest.mark.parametrize(
    ("inside", "outside", "area"),
    [([0, 1], [2, 3], 1.0), ([2, 3], [0, 1], 0.0), ([1, 1], [1, 1], 0.5), ([0, 2], [1, 3], 0.75)],
)
def test_auroc_is_the_chance_that_the_novel_photo_scores_higher(
    inside: list[float], outside: list[float], area: float
) -> None:
    assert auroc(inside, outside) == area


def test_auroc_of_an_empty_side_is_not_a_number() -> None:
    assert math.isnan(auroc([], [1.0]))
