"""Gradio's sessions, one for each loaded page: what of a check lies there, and that it leaves."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import gradio as gr
from gradio.state_holder import SessionState


class Sessions:
    """The sessions of an application; may be asked from any thread once it is launched."""

    def __init__(self, page: gr.Blocks) -> None:
        """Of an application that may be launched later.

        Args:
            page: the whole of it.
        """
        self._page = page
        self._states: tuple[gr.State, ...] = ()

    def watch(self, first: gr.State, *others: gr.State) -> None:
        """Name the states of a check, before the launch; the first has the photos."""
        self._states = (first, *others)

    @property
    def names(self) -> frozenset[str]:
        """All that there are."""
        return frozenset(self._all())

    def of(self, session: str) -> tuple[Any, ...] | None:
        """What the states hold in a session; None where the first holds nothing (any more)."""
        held = self._all().get(session)
        if held is None or self._states[0]._id not in held.state_data:
            return None
        return tuple(held.state_data.get(state._id, state.value) for state in self._states)

    def empty(self, session: str) -> None:
        """Let everything of a check leave a session, which goes on."""
        held = self._all().get(session)
        if held is None:
            return
        for state in self._states:
            if state._id in held.state_data:  # what is not there is not put there: others iterate
                held[state._id] = deepcopy(state.value)
        _empty_answers(held)

    def expired(self, value: object) -> None:
        """What was shown, answered and typed leaves with the photos, when their time is over.

        Args:
            value: of the first state, about to be deleted.
        """
        first, *others = self._states
        for held in list(self._all().values()):
            if held.state_data.get(first._id) is not value:
                continue
            for state in others:
                if state._id in held.state_data:  # Gradio iterates: no key comes, none goes
                    held.state_data[state._id] = deepcopy(state.value)
            _empty_answers(held)

    def _all(self) -> dict[str, SessionState]:
        found: dict[str, SessionState] = self._page.state_holder.session_data
        return dict(found)


def _empty_answers(held: SessionState) -> None:
    """Gradio keeps what every part of the page last showed, pictures too, for a use we refuse."""
    held.config_values = {}
