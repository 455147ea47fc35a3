"""One request as the gate sees it, and how its body is read: bounded in bytes and in time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope


class Refused(Exception):
    """A request that is not answered.

    Attributes:
        status: of HTTP.
        sentence: what to do instead.
        retry_after: seconds, or None.
    """

    def __init__(self, status: int, sentence: str, retry_after: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Asking:
    """One request.

    Attributes:
        scope: of ASGI.
        receive: of ASGI.
        address: of the client; behind a proxy the one that the proxy names.
    """

    scope: Scope
    receive: Receive
    address: str

    @property
    def headers(self) -> Headers:
        """Its headers."""
        return Headers(scope=self.scope)

    @property
    def method(self) -> str:
        """Its method, upper case."""
        return str(self.scope["method"])

    @property
    def path(self) -> str:
        """Its path, decoded."""
        return str(self.scope["path"])

    def asked(self, name: str) -> list[str]:
        """Every value of a query parameter: a reader after us may take the first or the last."""
        query = self.scope.get("query_string", b"").decode("latin-1")
        return parse_qs(query, keep_blank_values=True).get(name, [])

    @property
    def host(self) -> str:
        """The name and port that the browser asked for, lower case."""
        headers = self.headers
        return (headers.get("x-forwarded-host") or headers.get("host", "")).casefold()

    def is_foreign(self, *, may_link: bool) -> bool:
        """Whether a page of another site made the browser ask.

        Args:
            may_link: whether following a link from there is harmless.
        """
        headers = self.headers
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.casefold() != self.host:
            return True
        if headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
            return False
        is_link = headers.get("sec-fetch-mode") == "navigate" and self.method == "GET"
        return not (may_link and is_link)

    async def body(self, most: int, seconds: float) -> bytes:
        """The whole body.

        Raises:
            Refused: it is larger than `most` bytes, or takes longer than `seconds`.
        """
        read = bytearray()
        bounded = bounded_receive(self.receive, most, seconds)
        while True:
            message = await bounded()
            if message["type"] == "http.disconnect":
                raise Refused(400, "the connection ended before the request did")
            read += message.get("body", b"")
            if not message.get("more_body", False):
                return bytes(read)


def bounded_receive(
    receive: Receive, most: int, seconds: float, chunk_seconds: float | None = None
) -> Receive:
    """A `receive` that refuses what is too large or too slow.

    Args:
        receive: of ASGI.
        most: bytes of the body.
        seconds: for the whole body.
        chunk_seconds: without a byte; None takes `seconds`.
    """
    read = 0
    end = asyncio.get_running_loop().time() + seconds

    async def next_message() -> Message:
        nonlocal read
        left = min(end - asyncio.get_running_loop().time(), chunk_seconds or seconds)
        try:
            message = await asyncio.wait_for(receive(), max(0.0, left))
        except TimeoutError:
            raise Refused(408, "the request came too slowly; send it again") from None
        read += len(message.get("body", b""))
        if read > most:
            raise Refused(413, f"that is too large; at most {most // 1024:,} KiB are taken")
        return message

    return next_message


def replayed(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives a body once more, then what the connection says."""
    given = False

    async def next_message() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return next_message
