"""Where there are too many sessions, no check goes before a page without one, nor another's."""

from __future__ import annotations

import asyncio

import gradio as gr
import pytest

from pages.serving.returning import MOST_CHECKS, OWN_CHECKS
from pages.serving.room import MOST_OF_ONE, MOST_SESSIONS, Room


class Made:
    """A page with a check and a quiz; a session belongs to whom its first letter names."""

    def __init__(self, capacity: int, of_one: int) -> None:
        with gr.Blocks(analytics_enabled=False) as page:
            self.check, self.quiz = gr.State(None), gr.State(None)
        page.state_session_capacity = capacity
        self.room = Room(
            lambda session: None if session.startswith("?") else session[0],
            lambda value: value == "photos",
            of_one,
        )
        self.room.set_blocks(page)

    def checked(self, session: str) -> None:
        self.room[session][self.check._id] = "photos"

    @property
    def there(self) -> set[str]:
        return set(self.room.session_data)


def made(capacity: int = 3, of_one: int = 3) -> Made:
    async def make() -> Made:
        return Made(capacity, of_one)

    return asyncio.run(make())  # outside of one, Gradio begins event loops and never closes them


def test_pages_of_many_visitors_never_push_out_a_check() -> None:
    it = made()
    it.checked("a1")
    for visitor in "bcdefgh":
        it.room[f"{visitor}1"]
    assert it.there == {"a1", "g1", "h1"}
    assert set(it.room.time_last_used) == it.there


def test_a_visitor_who_names_ever_new_sessions_pushes_out_own_ones_alone() -> None:
    it = made(capacity=9, of_one=3)
    it.room["a1"]
    it.room["a2"][it.quiz._id] = "asked"
    it.checked("b1")
    for number in range(2, 50):
        it.room[f"b{number}"]
    assert it.there == {"a1", "a2", "b1", "b48", "b49"}


def test_a_closed_page_goes_before_an_open_one_on_which_something_was_given() -> None:
    it = made()
    it.room["a1"][it.quiz._id] = "asked"
    it.room["b1"][it.quiz._id] = "asked"
    it.room["b1"].is_closed = True
    it.checked("c1")
    it.room["c1"].is_closed = True  # a check outlives its page
    it.room["d1"]
    assert it.there == {"a1", "c1", "d1"}


def test_of_checks_the_one_used_longest_ago_goes() -> None:
    it = made()
    for session in ("a1", "b1", "c1"):
        it.checked(session)
    it.room["a1"]  # used again
    it.checked("d1")
    assert it.there == {"a1", "c1", "d1"}


def test_a_session_that_nobody_has_named_has_no_share() -> None:
    it = made(capacity=5, of_one=1)
    for number in range(4):
        it.room[f"?{number}"]
    assert len(it.there) == 4


def test_there_is_room_for_more_pages_than_for_checks() -> None:
    """Else a check went with its session, and its photos were counted no more."""
    assert MOST_SESSIONS > MOST_CHECKS
    assert MOST_OF_ONE > OWN_CHECKS


def test_no_session_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        made(of_one=0)
