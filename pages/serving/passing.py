"""Passes a request on to Gradio once every session, event and file it names is the visitor's."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter

from starlette.types import ASGIApp, Message, Send

from pages.serving import limits
from pages.serving.asking import Asking, Refused, replayed
from pages.serving.owners import Owners, paths_in
from pages.serving.routes import API, Kind, heartbeat_session
from pages.serving.visitors import Visitor

LEFT_SECONDS = 60.0  # a page that is loaded anew, or a network that was away, comes back by then
STRANGE = "this belongs to another visitor; open the page anew"
_EVENT = re.compile(rb'"event_id":\s*"([0-9a-zA-Z-]+)"')


class Passing:
    """The way to Gradio."""

    def __init__(self, app: ASGIApp, owners: Owners) -> None:
        self._app = app
        self._owners = owners
        self._beating: Counter[str] = Counter()  # open pages of each owner

    async def on(self, asking: Asking, kind: Kind, visitor: Visitor, send: Send) -> None:
        """Check, and pass on.

        Raises:
            Refused: the request names what is another's, or cannot be read.
        """
        scope, receive, owner = asking.scope, asking.receive, visitor.owner
        scope["visitor"] = visitor  # for `gr.Request.username`
        if kind is Kind.FILE:
            self._check_file(asking.path.removeprefix(f"{API}/file="), owner)
        elif kind is Kind.LISTEN:
            self._check_listening(asking, owner)
        elif kind is Kind.EVENT:
            body = await self._checked_event(asking, owner)
            receive = replayed(body, receive)
            kept = [h for h in scope["headers"] if h[0].lower() not in _ABOUT_THE_BODY]
            length = (b"content-length", str(len(body)).encode())
            scope["headers"] = [*kept, length, (b"content-type", b"application/json")]
        if kind in {Kind.LISTEN, Kind.EVENT}:
            send = self._watched(send, owner, is_event=kind is Kind.EVENT)
        if heartbeat_session(asking.path) is None:
            await self._app(scope, receive, send)
            return
        self._beating[owner] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._beating[owner] -= 1
            asyncio.get_running_loop().call_later(LEFT_SECONDS, self._wipe_if_left, owner)

    def _wipe_if_left(self, owner: str) -> None:
        """Delete the files of an owner whose last page is closed."""
        if self._beating[owner] <= 0:
            del self._beating[owner]
            self._owners.wipe(owner)

    def _check_file(self, path: str, owner: str) -> None:
        """One answer for a file that is another's and for one that is not there."""
        if not self._owners.has(path, owner):
            raise Refused(404, "there is no such file of yours")

    def _check_listening(self, asking: Asking, owner: str) -> None:
        beating = heartbeat_session(asking.path)
        sessions = [beating] if beating else asking.asked("session_hash")
        if not sessions:
            raise Refused(400, "the request names no session; open the page anew")
        self._claim("session", sessions, owner)

    async def _checked_event(self, asking: Asking, owner: str) -> bytes:
        """The body, written anew so that Gradio reads exactly what was checked."""
        body = await asking.body(limits.MAX_EVENT_BYTES, limits.FORM_SECONDS)
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            raise Refused(400, "the request cannot be read; open the page anew") from None
        if not isinstance(data, dict):
            raise Refused(400, "the request cannot be read; open the page anew")
        for path in paths_in(data):
            if not self._owners.has(path, owner):
                raise Refused(403, "the request names a file that is not yours; send it again")
        # Last, so that a request that is refused claims nothing.
        for what, key in (("session", "session_hash"), ("event", "event_id")):
            value = data.get(key)
            if value is not None:
                self._claim(what, [str(value)], owner)
        return json.dumps(data).encode()

    def _claim(self, what: str, names: list[str], owner: str) -> None:
        for name in names:
            if len(name) > 128 or not self._owners.claim(f"{what} {name}", owner):
                raise Refused(403, STRANGE)

    def _watched(self, send: Send, owner: str, *, is_event: bool) -> Send:
        """Note which files and events an answer hands to the visitor."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.body":
                body = message.get("body", b"")
                self._owners.grant_all(body, owner)
                for event in _EVENT.findall(body) if is_event else ():
                    self._owners.claim(f"event {event.decode()}", owner)
            await send(message)

        return sending


_ABOUT_THE_BODY = frozenset({b"content-length", b"content-type", b"transfer-encoding"})
