"""Who is logged in, in memory: a restart logs everybody out. Tokens are kept as hashes only."""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass, replace

IDLE_SECONDS = 3600.0  # without a request; a shift has pauses
LONGEST_SECONDS = 12 * 3600.0  # NIST SP 800-63B 2.2.3: at most a day at this level
MOST = 20  # sessions of one account; a further log-in ends the oldest


@dataclass(frozen=True, slots=True)
class Session:
    """One log-in on one browser.

    Attributes:
        id: unlike the token no secret: the SHA-256 of it.
        name: of the account.
        stamp: of the account at log-in; another one now ends the session.
        begun: s.
        seen: s, of the last request.
    """

    id: str
    name: str
    stamp: int
    begun: float
    seen: float

    def __post_init__(self) -> None:
        if not (self.id and self.name):
            raise ValueError("a session needs an id and a name")

    def is_over(self, now: float) -> bool:
        """Whether it is too old, or was left alone for too long."""
        return now - self.seen > IDLE_SECONDS or now - self.begun > LONGEST_SECONDS


def session_id(token: str) -> str:
    """What a token is known by."""
    return hashlib.sha256(token.encode()).hexdigest()


class Sessions:
    """All sessions; may be asked from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_id: dict[str, Session] = {}

    def begin(self, name: str, stamp: int, now: float) -> str:
        """Begin one; returns the token, 256 random bits in base64."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._drop([each.id for each in self._by_id.values() if each.is_over(now)])
            own = sorted((s for s in self._by_id.values() if s.name == name), key=lambda s: s.seen)
            self._drop([each.id for each in own[: max(0, len(own) - MOST + 1)]])
            id = session_id(token)
            self._by_id[id] = Session(id, name, stamp, now, now)
        return token

    def get(self, token: str, now: float) -> Session | None:
        """The session of a token, seen now; None when it is over or was never begun."""
        id = session_id(token)
        with self._lock:
            found = self._by_id.get(id)
            if found is None or found.is_over(now):
                self._drop([id])
                return None
            self._by_id[id] = replace(found, seen=now)
            return found

    def end(self, token: str) -> None:
        """End one; silent when it is over."""
        with self._lock:
            self._drop([session_id(token)])

    def _drop(self, ids: list[str]) -> None:
        for id in ids:
            self._by_id.pop(id, None)
