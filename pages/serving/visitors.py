"""Who asks: by log-in, by the header of a trusted proxy, or by a number that the browser keeps."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import cookie_parser

from accounts.accounts import Account, Accounts
from accounts.sessions import Sessions
from pages.serving.asking import Asking, Refused
from pages.serving.guard import Guard

REMEMBERED_SECONDS = 30 * 86_400  # so that a browser that opens many tabs at once has a number
MAX_HEADER_NAME = 128  # characters of a user that a proxy names
MOST_CHECKING = 4  # passwords at once: each holds a thread that uploads need too
FEWEST_SIGNS = 32  # of a number that a browser keeps


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks.

    Attributes:
        owner: to whom sessions and files belong: one log-in, or one browser.
        user: name, or None where nobody logs in.
        logged_in: whether it is a log-in of ours, which can be ended.
    """

    owner: str
    user: str | None
    logged_in: bool = False

    def __post_init__(self) -> None:
        if not self.owner:
            raise ValueError("a visitor needs an owner")


class Visitors:
    """Tells visitors apart."""

    def __init__(self, guard: Guard, clock: Callable[[], float] = time.monotonic) -> None:
        self._guard = guard
        self._clock = clock
        self._sessions = Sessions()
        self._checking = 0  # passwords at this moment
        prefix = "__Host-" if guard.is_https else ""
        self.cookie = f"{prefix}triage-{'login' if guard.accounts else 'browser'}"

    def who(self, asking: Asking) -> Visitor | None:
        """The visitor; None when a log-in is needed.

        Raises:
            Refused: the proxy named no user.
            StorageError: the file of accounts cannot be used.
        """
        token = self._token(asking)
        if self._guard.accounts is not None:
            return self._logged_in(self._guard.accounts, token)
        browser = f"browser {token}" if len(token) >= FEWEST_SIGNS else f"address {asking.address}"
        if self._guard.user_header is None:
            return Visitor(browser, None)
        users = asking.headers.getlist(self._guard.user_header)
        user = users[0].strip() if len(users) == 1 else ""  # of two, one came from the client
        if not user or len(user) > MAX_HEADER_NAME or not user.isprintable():
            raise Refused(403, "the proxy named no user; log in there")
        return Visitor(f"user {user} {browser}", user)

    def _logged_in(self, accounts: Accounts, token: str) -> Visitor | None:
        session = self._sessions.get(token, self._clock()) if token else None
        if session is None:
            return None
        account = accounts.get(session.name)
        if account is None or not account.enabled or account.stamp != session.stamp:
            self._sessions.end(token)
            return None
        return Visitor(f"login {session.id}", account.name, logged_in=True)

    async def log_in(self, name: str, password: str, address: str) -> str | float | None:
        """The token of a new session; seconds to wait; or None where something is wrong.

        Raises:
            Refused: too many log in at once.
            StorageError: the file of accounts cannot be used.
        """
        assert self._guard.accounts is not None, "asked only where people log in"
        if self._checking >= MOST_CHECKING:
            raise Refused(503, "many people log in now; wait a moment and try again", 2)
        self._checking += 1
        try:
            found = await asyncio.to_thread(self._guard.accounts.log_in, name, password, address)
        finally:
            self._checking -= 1
        if isinstance(found, Account):
            return self._sessions.begin(found.name, found.stamp, self._clock())
        return found

    def log_out(self, asking: Asking) -> None:
        """End the session of a request."""
        self._sessions.end(self._token(asking))

    def new_number(self, asking: Asking) -> str | None:
        """A `Set-Cookie` for a browser that has no number yet; None where it needs none."""
        if self._guard.accounts is not None or len(self._token(asking)) >= FEWEST_SIGNS:
            return None
        return self.kept(secrets.token_urlsafe(32), REMEMBERED_SECONDS)

    def kept(self, token: str, seconds: int | None = None) -> str:
        """A `Set-Cookie` that no script can read; 0 seconds deletes, None lasts as the browser."""
        age = "" if seconds is None else f"; Max-Age={seconds}"
        secure = "; Secure" if self._guard.is_https else ""
        return f"{self.cookie}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{age}"

    def _token(self, asking: Asking) -> str:
        token: str = cookie_parser(asking.headers.get("cookie", "")).get(self.cookie, "")
        return token
