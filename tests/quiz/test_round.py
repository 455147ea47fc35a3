"""A sitting: ten cards, one answer each, an end; nothing of it reads a clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quiz.order import Wanted
from quiz.round import LENGTH, Round
from tests.quiz.made import NOON, deck


def begun(seed: str = "a", want: Wanted | None = None) -> Round:
    return Round.begin(deck(), (), want or Wanted(), now=NOON, seed=seed)


def test_a_sitting_has_ten_cards_and_then_ends() -> None:
    state = begun()
    for number in range(1, LENGTH + 1):
        assert state.number == number
        assert state.card is not None
        later = NOON + timedelta(seconds=5 * number)
        state, answer = state.choose(state.card.right, user="me", now=later)
        assert state.is_answered
        assert state.number == number
        assert answer.right
        assert answer.user == "me"
        state = state.after(deck(), now=later)
    assert state.card is None
    assert sum(done.is_right for done in state.done) == LENGTH


def test_the_time_taken_is_from_showing_to_answering() -> None:
    state, answer = begun().choose(0, user="", now=NOON + timedelta(seconds=9))
    assert answer.seconds == 9.0
    assert answer.offered[0] == answer.chosen
    state = state.after(deck(), now=NOON + timedelta(seconds=60))
    _, answer = state.choose(0, user="", now=NOON + timedelta(seconds=63))
    assert answer.seconds == 3.0


@pytest.mark.parametrize(("seconds", "counted"), [(-5, 0.0), (10_000, 600.0)])
def test_a_pause_or_a_clock_set_back_is_no_time_of_an_answer(seconds: int, counted: float) -> None:
    _, answer = begun().choose(0, user="", now=NOON + timedelta(seconds=seconds))
    assert answer.seconds == counted


def test_a_card_is_answered_once_and_before_the_next() -> None:
    state = begun()
    with pytest.raises(ValueError, match="has not been answered"):
        state.after(deck(), now=NOON)
    with pytest.raises(ValueError, match="no choice number 9"):
        state.choose(9, user="", now=NOON)
    state, _ = state.choose(0, user="", now=NOON)
    with pytest.raises(ValueError, match="no card is open"):
        state.choose(0, user="", now=NOON)


def test_the_same_seed_gives_the_same_sitting() -> None:
    assert begun("a") == begun("a")
    assert begun("a").topics != begun("b").topics


def test_a_wish_that_leaves_nothing_has_no_card() -> None:
    state = begun(want=Wanted(only_missed=True))
    assert state.topics == ()
    assert state.card is None
