"""Which check a tab takes up again when it was loaded anew: a token that the tab alone has says.

A phone often throws a page away while its camera is open. Nothing of a check is copied for this:
it stays in the memory of the session it was made in, and a token leads back to that session. What
is held here are tokens, names of sessions and sizes.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, replace
from secrets import token_urlsafe

TOKEN_BYTES = 32  # 256 bits; 128 would do
MOST_CHECKS = 250  # fewer than there are sessions (`room`), so that none goes with its session
MOST_BYTES = 1 << 30  # of all checks together: some 3,000 photos
OWN_CHECKS = 30  # of one visitor
OWN_BYTES = 1 << 28


@dataclass(frozen=True, slots=True)
class Held:
    """One check.

    Attributes:
        owner: the visitor it belongs to; nobody else gets it, whatever token is shown.
        session: where it is.
        size: bytes of its photos.
    """

    owner: str
    session: str
    size: int

    def __post_init__(self) -> None:
        if not self.owner or not self.session:
            raise ValueError("a check belongs to an owner and lies in a session")
        if self.size < 0:
            raise ValueError(f"{self.size} bytes of photos, it must be at least 0")


class Returning:
    """The checks that can be taken up again; may be asked from any thread."""

    def __init__(
        self,
        most_checks: int = MOST_CHECKS,
        most_bytes: int = MOST_BYTES,
        *,
        own_checks: int = OWN_CHECKS,
        own_bytes: int = OWN_BYTES,
    ) -> None:
        """Nothing is held.

        Args:
            most_checks: above 0.
            most_bytes: that all of them together may have, above 0.
            own_checks: of one owner, above 0.
            own_bytes: that those of one owner together may have, above 0.
        """
        for checks, size in ((most_checks, most_bytes), (own_checks, own_bytes)):
            if checks < 1 or size < 1:
                raise ValueError(f"{checks} checks of {size} bytes, both must be above 0")
        self._of_all, self._of_one = (most_checks, most_bytes), (own_checks, own_bytes)
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Held] = OrderedDict()  # by token, that used longest ago first
        self._displaced: set[str] = set()  # sessions whose pages do not know that their check left

    def hold(self, check: Held, sessions: Collection[str]) -> tuple[str, list[str]]:
        """Hold a check, or how large it has become.

        Args:
            check: as it is now.
            sessions: all that there are; what lay in another is gone with it.

        Returns:
            Its token, the same as long as its session stays the same; and the sessions whose checks
            had to make room, the owner's own used longest ago before those of others, never this
            one. They are to be emptied.
        """
        with self._lock:
            for token in [t for t, held in self._held.items() if held.session not in sessions]:
                del self._held[token]
            self._displaced.intersection_update(sessions)
            self._displaced.discard(check.session)
            token = self._token_of(check.session) or token_urlsafe(TOKEN_BYTES)
            self._held[token] = check
            self._held.move_to_end(token)
            return token, self._made_room(token)

    def find(self, token: str, owner: str) -> str | None:
        """The session a token leads to; None where there is none, or it is another owner's."""
        with self._lock:
            held = self._held.get(token)
            return held.session if held is not None and held.owner == owner else None

    def move(self, token: str, session: str) -> None:
        """Say where a check has gone: to the first who came with its token."""
        with self._lock:
            held = self._held.get(token)
            if held is not None:
                self._displaced.add(held.session)
                self._displaced.discard(session)
                self._held[token] = replace(held, session=session)
                self._held.move_to_end(token)

    def drop(self, session: str) -> None:
        """Forget the check of a session, if there is one: its token leads nowhere from now on."""
        with self._lock:
            token = self._token_of(session)
            self._displaced.discard(session)
            if token is not None:
                del self._held[token]

    def holds(self, session: str) -> bool:
        """Whether a check was put into a session and neither dropped nor moved elsewhere.

        Its hour may be over since, or it had to make room: then its page does not know yet.
        """
        with self._lock:
            return session in self._displaced or self._token_of(session) is not None

    def _token_of(self, session: str) -> str | None:
        return next((token for token, held in self._held.items() if held.session == session), None)

    def _made_room(self, token: str) -> list[str]:
        gone: list[str] = []
        while (leaving := self._leaving(token)) is not None:
            gone.append(self._held.pop(leaving).session)
        self._displaced.update(gone)
        return gone

    def _leaving(self, token: str) -> str | None:
        """Which check has to go for that of a token; None once all others have their room."""
        owner = self._held[token].owner
        others = [each for each in self._held if each != token]
        own = [each for each in others if self._held[each].owner == owner]
        is_full = self._is_too_much([*others, token], self._of_all)
        if own and (is_full or self._is_too_much([*own, token], self._of_one)):
            return own[0]
        return others[0] if others and is_full else None

    def _is_too_much(self, tokens: list[str], share: tuple[int, int]) -> bool:
        checks, size = share
        return len(tokens) > checks or sum(self._held[each].size for each in tokens) > size
