"""When a topic comes back, in which order, and that nothing asks the machine for the time."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from time import perf_counter

import pytest
from fsrs import Rating

from catalogue.law import Status
from quiz.card import CardKind, Topic
from quiz.memory import memories, rating
from quiz.order import Wanted, due_by, next_topics, wanted
from quiz.scores import confusions
from tests.quiz.made import HANDCUFFS, NOON, answered, deck

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("right", "seconds", "is_first", "expected"),
    [
        (False, 1.0, False, Rating.Again),
        (True, 1.0, False, Rating.Easy),
        (True, 1.0, True, Rating.Good),  # may have been luck
        (True, 6.0, False, Rating.Good),
        (True, 20.0, False, Rating.Hard),
    ],
)
def test_speed_counts_only_where_the_answer_is_right_and_not_the_first(
    right: bool, seconds: float, is_first: bool, expected: Rating
) -> None:
    assert rating(answered(right=right, seconds=seconds), is_first=is_first) is expected


def test_more_time_is_given_to_read_four_sentences_than_to_look_at_a_picture() -> None:
    long = Topic(CardKind.DIFFERENCE, "handcuffs|leg_cuffs")
    assert rating(answered(seconds=20.0), is_first=False) is Rating.Hard
    assert rating(answered(long, seconds=20.0), is_first=False) is Rating.Good


def test_what_is_missed_comes_back_within_minutes_and_what_is_known_after_days() -> None:
    missed = memories([answered(right=False)])[HANDCUFFS]
    assert missed.due - NOON <= 2 * MINUTE
    assert (missed.asked, missed.missed, missed.last_right) == (1, 1, False)
    known = [answered(after=each * DAY) for each in (0, 1, 4, 15)]
    assert memories(known)[HANDCUFFS].due - known[-1].at > 15 * DAY


def test_the_same_answers_give_the_same_dates() -> None:
    past = [answered(after=each * DAY, right=each % 3 > 0) for each in range(40)]
    assert memories(past) == memories(past)


def test_a_clock_that_was_set_back_does_no_harm() -> None:
    found = memories([answered(after=DAY), answered(after=-DAY)])
    assert found[HANDCUFFS].asked == 2


def test_due_topics_come_first_and_the_longest_overdue_before_the_others() -> None:
    late, later = HANDCUFFS, Topic(CardKind.NAME, "padlock")
    known = memories([answered(later, right=False, after=MINUTE), answered(late, right=False)])
    now = NOON + DAY
    order = next_topics(deck().topics, deck(), known, now, Random(1), 10)
    assert order[:2] == (late, later)
    assert len(order) == 10
    assert due_by(known, now) == 2
    assert due_by(known, NOON) == 0


def test_new_topics_mix_prohibited_goods_pairs_controlled_goods_and_ordinary_things() -> None:
    order = next_topics(deck().topics, deck(), {}, NOON, Random(3), 8)
    pairs = [topic for topic in order if len(topic.classes) == 2]
    status = [deck().catalogue[topic.key].status for topic in order if len(topic.classes) == 1]
    assert len(pairs) >= 2
    assert {Status.PROHIBITED, Status.NOT_LISTED} <= set(status)
    assert set(status) & {Status.EXPORT_AUTHORISATION, Status.DEPENDS}


def test_a_class_is_asked_about_once_in_a_sitting() -> None:
    order = next_topics(deck().topics, deck(), {}, NOON, Random(5), 10)
    named = [id for topic in order for id in topic.classes]
    assert len(named) == len(set(named))


def test_order_follows_the_seed_alone() -> None:
    def drawn(seed: int) -> tuple[Topic, ...]:
        return next_topics(deck().topics, deck(), {}, NOON, Random(seed), 10)

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_few_topics_are_all_asked_even_those_not_yet_due() -> None:
    topics = [topic for topic in deck().topics if "handcuffs" in topic.classes][:3]
    known = memories([answered(topics[0])])
    assert set(next_topics(topics, deck(), known, NOON, Random(1), 10)) == set(topics)


def test_only_what_is_missed_is_the_last_wrong_answers_and_the_pairs_mixed_up() -> None:
    past = [answered(right=False), answered(Topic(CardKind.NAME, "chain"))]
    left = wanted(deck(), Wanted(only_missed=True), memories(past), confusions(past))
    assert HANDCUFFS in left
    assert Topic(CardKind.DIFFERENCE, "handcuffs|leg_cuffs") in left
    assert Topic(CardKind.NAME, "chain") not in left
    again = [*past, answered(after=MINUTE)]
    left = wanted(deck(), Wanted(only_missed=True), memories(again), confusions(again))
    assert HANDCUFFS not in left


def test_one_annex_leaves_what_teaches_it() -> None:
    left = wanted(deck(), Wanted(annex="II"), {}, ())
    assert Topic(CardKind.NAME, "thumb_cuffs") in left
    assert Topic(CardKind.NAME, "pepper_spray") not in left


def test_a_wish_is_one_thing() -> None:
    with pytest.raises(ValueError, match="more than one thing"):
        Wanted(annex="II", only_missed=True)


def test_ten_thousand_answers_are_folded_within_a_second() -> None:
    topics = deck().topics
    past = [
        answered(topics[at % len(topics)], after=7 * at * MINUTE, right=at % 5 > 0, chosen="chain")
        for at in range(10_000)
    ]
    began = perf_counter()
    assert len(memories(past)) == len(topics)
    assert perf_counter() - began < 1.0
