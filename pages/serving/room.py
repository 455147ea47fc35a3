"""Which of Gradio's sessions go when there are too many: those without a check go first.

Every page that is loaded makes a session, and so does whoever names a new one in a request. One
visitor may have a share of them alone, so that nobody pushes out what is another's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from gradio.state_holder import SessionState, StateHolder

MOST_SESSIONS = 300  # loaded pages, closed ones too
MOST_OF_ONE = 40  # more than `returning.OWN_CHECKS`, so that a share never costs a check


class Room(StateHolder):
    """Gradio's sessions; may be asked from any thread."""

    def __init__(
        self,
        owner_of: Callable[[str], str | None],
        is_check: Callable[[object], bool],
        most_of_one: int = MOST_OF_ONE,
    ) -> None:
        """No session yet.

        Args:
            owner_of: to whom a session belongs; None where nobody has named it.
            is_check: whether the value of a state is a check with photos.
            most_of_one: sessions that one owner may have, above 0.
        """
        super().__init__()  # type: ignore[no-untyped-call]
        if most_of_one < 1:
            raise ValueError(f"{most_of_one} sessions of one owner, it must be above 0")
        self._owner_of, self._is_check, self._most_of_one = owner_of, is_check, most_of_one

    def __getitem__(self, session_id: str) -> SessionState:
        """A session, begun where there is none."""
        is_new = session_id not in self.session_data
        held = super().__getitem__(session_id)
        if is_new:
            self._make_room(session_id)
        return held

    def update(self, session_id: str) -> None:
        """Note that a session is used; room is made where one begins."""
        with self.lock:
            if session_id in self.session_data:
                self.session_data.move_to_end(session_id)

    def _make_room(self, begun: str) -> None:
        owner = self._owner_of(begun)
        with self.lock:
            others = [each for each in list(self.session_data) if each != begun]
            own = [each for each in others if owner and self._owner_of(each) == owner]
            if len(own) >= self._most_of_one:
                self._drop_least(own)
            elif len(others) >= self.capacity:
                self._drop_least(others)

    def _drop_least(self, sessions: Iterable[str]) -> None:
        """Drop the one of least worth; of equals that used longest ago, which is the first."""
        least = min(sessions, key=self._worth)
        self.session_data.pop(least, None)
        self.time_last_used.pop(least, None)

    def _worth(self, session: str) -> int:
        """2 with a check; 1 where something else was given on a page that is open; 0 otherwise."""
        held: Any = self.session_data.get(session)  # None: ended meanwhile, at a log-out
        if held is None:
            return 0
        if any(self._is_check(value) for value in list(held.state_data.values())):
            return 2
        return int(bool(held._state_ttl) and not held.is_closed)
