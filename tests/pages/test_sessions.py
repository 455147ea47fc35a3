"""What of a check lies in Gradio's sessions: it is found, moved out, and gone when its time is."""

from __future__ import annotations

import asyncio
import gc
import weakref
from datetime import timedelta

import gradio as gr
import pytest
from gradio.state_holder import SessionState, StateHolder

from pages.sessions import Sessions

HOUR = 3600
PICTURE = "data:image/jpeg;base64,AAAA"


class Photos:
    """Stands for a check, so that it can be seen to leave the memory."""


class Made:
    """A page with two states and an answer, and one session in which something was shown."""

    def __init__(self) -> None:
        with gr.Blocks(analytics_enabled=False) as self.page:
            self.sessions = Sessions(self.page)
            self.case = gr.State(None, time_to_live=HOUR, delete_callback=self.sessions.expired)
            self.inquiry = gr.State(())
            self.answer = gr.HTML("")
        self.sessions.watch(self.case, self.inquiry)
        self.holder = StateHolder()  # type: ignore[no-untyped-call]
        self.page.state_session_capacity = 10
        self.holder.set_blocks(self.page)

    def shown(self, session: str, photos: Photos) -> SessionState:
        held = self.holder[session]
        held[self.case._id] = photos
        held[self.inquiry._id] = ("answered",)
        held._update_value_in_config(self.answer._id, PICTURE)
        return held

    def an_hour_later(self, held: SessionState) -> None:
        lives, changed = held._state_ttl[self.case._id]
        held._state_ttl[self.case._id] = (lives, changed - timedelta(seconds=HOUR + 1))
        # What Gradio does every second.
        self.holder.delete_all_expired_state()  # type: ignore[no-untyped-call]


@pytest.fixture
def made() -> Made:
    async def make() -> Made:
        return Made()

    return asyncio.run(make())  # outside of one, Gradio begins event loops and never closes them


def test_what_a_session_holds_is_found_and_what_it_does_not_hold_is_not(made: Made) -> None:
    photos = Photos()
    made.shown("one", photos)
    assert made.sessions.of("one") == (photos, ("answered",))
    assert made.sessions.of("two") is None
    made.holder["two"]
    assert made.sessions.of("two") is None
    assert made.sessions.names == {"one", "two"}


def test_an_emptied_session_keeps_neither_photos_nor_what_was_shown_and_goes_on(made: Made) -> None:
    photos = Photos()
    gone = weakref.ref(photos)
    held = made.shown("one", photos)
    del photos
    made.sessions.empty("one")
    made.sessions.empty("nowhere")
    gc.collect()
    assert gone() is None
    assert PICTURE not in str(held.config_values)
    assert made.sessions.of("one") == (None, ())
    held[made.case._id] = Photos()
    assert made.sessions.of("one") is not None


def test_after_an_hour_without_a_change_no_picture_stays(made: Made) -> None:
    """Gradio deletes the state alone, and would keep the answer with its pictures."""
    photos, other = Photos(), Photos()
    gone = weakref.ref(photos)
    held, fresh = made.shown("one", photos), made.shown("two", other)
    del photos
    made.an_hour_later(held)
    gc.collect()
    assert gone() is None
    assert PICTURE not in str(held.config_values)
    assert made.sessions.of("one") is None
    assert "answered" not in str(held.state_data)
    assert PICTURE in str(fresh.config_values)
    assert made.sessions.of("two") == (other, ("answered",))
