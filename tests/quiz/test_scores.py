"""Shares are told with their interval and only from enough answers."""

from __future__ import annotations

import pytest

from evaluation.metrics import Share
from quiz.card import CardKind, Topic
from quiz.scores import Score, TakenFor, by_class, confusions
from tests.quiz.made import answered


def test_the_interval_is_wilsons() -> None:
    """The measures of the evaluation have their own, tested against published values."""
    for right, of in ((0, 5), (3, 5), (5, 5), (17, 40)):
        assert Score(right, of).interval == pytest.approx(Share(right, of).interval, abs=1e-9)


def test_too_few_answers_have_no_share() -> None:
    assert not Score(4, 4).is_told
    with pytest.raises(ValueError, match="too few"):
        _ = Score(4, 4).interval


def test_a_pair_counts_for_both_of_its_classes() -> None:
    pair = Topic(CardKind.DIFFERENCE, "handcuffs|leg_cuffs")
    scores = by_class([answered(), answered(pair, right=False, chosen="chain")])
    assert scores == {"handcuffs": Score(1, 2), "leg_cuffs": Score(0, 1)}


def test_a_confusion_is_counted_of_the_times_both_were_offered() -> None:
    past = [answered(right=False)] * 3 + [answered()] * 2
    past += [answered(Topic(CardKind.LISTED, "handcuffs"), right=False)]  # no picture was named
    assert confusions(past) == (TakenFor("handcuffs", "leg_cuffs", 3, 5),)
