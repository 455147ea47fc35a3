"""The gate before Gradio: every request passes its checks in one order, or is refused.

Order: proxy, host name, route, other sites, visitor, rate, ownership; then Gradio, or an answer of
our own. What the gate does not know does not exist.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from accounts.errors import StorageError
from pages.serving.asking import Asking, Refused
from pages.serving.desk import Desk
from pages.serving.guard import Guard
from pages.serving.health import Health
from pages.serving.icons import icon
from pages.serving.limits import Limits
from pages.serving.owners import Owners
from pages.serving.passing import Passing
from pages.serving.pictures import Pictures
from pages.serving.routes import CONFIG, OPEN, Kind, kind_of
from pages.serving.sealing import sealed
from pages.serving.uploads import Uploads
from pages.serving.visitors import Visitor, Visitors

FORWARDED = (b"x-forwarded-", b"forwarded", b"x-real-ip")
LINKED = frozenset({Kind.PAGE, Kind.LOG_IN, Kind.LOG_OUT, Kind.HEALTH, Kind.ICON, Kind.START})
DONE = b'data: {"msg": "done"}\n\n'  # our uploads report no progress


class Gate:
    """ASGI middleware."""

    def __init__(
        self, app: ASGIApp, *, guard: Guard, health: Health, pages: Collection[str],
        title: str, owners: Owners, assistants: bool = False,
        pictures: Pictures | None = None,
    ) -> None:  # fmt: skip
        """Stand before an application.

        Args:
            app: Gradio's.
            guard: what was decided at the start.
            health: what `/health` tells.
            pages: paths of the pages.
            title: name of the program, for its icon on a phone.
            owners: of sessions, events and uploads.
            assistants: whether the Model Context Protocol is answered.
            pictures: of the library; None where none is open.
        """
        self._app = app
        self._assistants = assistants
        self._pictures = pictures
        self._guard = guard
        self._health = health
        self._pages = frozenset(pages)
        self._title = title
        self._limits = Limits()
        self._visitors = Visitors(guard)
        self._uploads = Uploads(owners)
        self._passing = Passing(app, owners)
        self._desk = Desk(guard, self._visitors, owners, self._pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse or pass on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # the page opens no web socket
            await send({"type": "websocket.close", "code": 1008})
            return
        path = str(scope["path"])
        kind = kind_of(str(scope["method"]), path, self._pages)
        send = sealed(send, kind, is_https=self._guard.is_https)
        asking: Asking | None = None
        try:
            asking = self._asking(dict(scope), receive)
            answer = await self._answer(asking, kind, send)
        except Refused as refusal:
            answer = self._desk.refused(asking, kind, refusal)
        except StorageError as error:
            answer = JSONResponse({"detail": str(error)}, status_code=503)
        if answer is not None:
            await answer(scope, receive, send)

    def _asking(self, scope: Scope, receive: Receive) -> Asking:
        """The request without what only a proxy may say, unless the proxy says it.

        Raises:
            Refused: it came past the proxy, or under a name that is not ours.
        """
        peer = scope["client"][0] if scope.get("client") else ""
        guard = self._guard
        kind = kind_of(scope["method"], scope["path"], self._pages)
        is_proxy = guard.proxy is not None and peer == guard.proxy
        if guard.proxy is not None and not is_proxy and kind not in {Kind.START, Kind.HEALTH}:
            raise Refused(403, "this server answers its proxy only")
        if not is_proxy:
            trusted = [h for h in scope["headers"] if not h[0].lower().startswith(FORWARDED)]
            scope["headers"] = trusted
        asking = Asking(scope, receive, _client(scope, peer) if is_proxy else peer)
        name = urlsplit(f"//{asking.host}")
        bare = f"[{name.hostname}]" if ":" in (name.hostname or "") else name.hostname
        if guard.names is not None and bare not in guard.names:
            raise Refused(421, "this server does not go by that name; see --name")
        return asking

    async def _answer(self, asking: Asking, kind: Kind | None, send: Send) -> Response | None:
        """An answer of ours; None when Gradio has answered."""
        if kind is None or (kind is Kind.ASSISTANT and not self._assistants):
            raise Refused(404, "there is nothing here")
        if asking.is_foreign(may_link=kind in LINKED):
            raise Refused(403, "another site asked for this; open the page itself")
        visitor = None if kind in OPEN else self._visitors.who(asking)
        owner = visitor.owner if visitor else f"address {asking.address}"
        wait = self._limits.wait(kind, owner, asking.address)
        if wait > 0:
            seconds = math.ceil(wait)
            raise Refused(429, f"that is too often; wait {seconds} s and try again", seconds)
        if kind in OPEN or kind is Kind.LOG_OUT:
            return await self._open(asking, kind, send)
        if visitor is None:
            raise Refused(401, "log in first; open the page anew")
        return await self._own(asking, kind, visitor, send)

    async def _open(self, asking: Asking, kind: Kind, send: Send) -> Response | None:
        """What needs no log-in."""
        match kind:
            case Kind.HEALTH:
                status, told = self._health.told()
                return JSONResponse(told, status_code=status)
            case Kind.ICON:
                return icon(asking.path, self._title)
            case Kind.START if asking.method == "HEAD":
                return Response()  # says that a server is there
            case Kind.START:
                await self._app(asking.scope, asking.receive, send)
                return None
            case _:
                return await self._desk.serve(asking, kind)

    async def _own(
        self, asking: Asking, kind: Kind, visitor: Visitor, send: Send
    ) -> Response | None:
        """What belongs to the visitor."""
        if kind is Kind.UPLOAD:
            return await self._uploads.take(asking, visitor.owner)
        if kind is Kind.ASSISTANT:  # its calls come back as requests of this machine, and are gated
            await self._app(asking.scope, asking.receive, send)
            return None
        if kind is Kind.PHOTO:
            return await self._photo(asking, visitor)
        if kind is Kind.PROGRESS:
            return Response(DONE, media_type="text/event-stream")
        if kind is Kind.PAGE or asking.path == CONFIG:  # where a browser and a program begin
            number = self._visitors.new_number(asking)
            if number is not None:
                send = _with_cookie(send, number)
        await self._passing.on(asking, kind, visitor, send)
        return None

    async def _photo(self, asking: Asking, visitor: Visitor) -> Response:
        if self._pictures is None:
            raise Refused(404, "there is nothing here")
        return await self._pictures.answer(asking, visitor)


def _client(scope: Scope, peer: str) -> str:
    """The client as the proxy saw it: the last address; those before it anybody can make up."""
    for name, value in scope["headers"]:
        if name.lower() == b"x-forwarded-for":
            peer = value.decode("latin-1").rsplit(",", 1)[-1].strip()
    return peer


def _with_cookie(send: Send, cookie: str) -> Send:
    async def sending(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.append("set-cookie", cookie)
            headers["cache-control"] = "no-store"
        await send(message)

    return sending  # type: ignore[return-value]
