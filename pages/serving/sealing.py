"""Puts the security headers on every answer, and the policy by hash on every page."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

from pages.serving.headers import ALWAYS, HSTS, STRICT, policy
from pages.serving.routes import Kind

KEPT = frozenset({Kind.CODE, Kind.ICON})  # nobody's secret: a browser may keep it
FOUND = frozenset({200, 304})  # a picture; what is refused today may be there tomorrow


def sealed(send: Send, kind: Kind | None, *, is_https: bool) -> Send:
    """A `send` that adds the headers.

    Args:
        send: of ASGI.
        kind: of the request.
        is_https: whether to ask for TLS for a year.
    """
    start: Message | None = None
    page = bytearray()

    def add(message: Message, rules: str) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in ALWAYS.items():
            headers[name] = value
        headers["content-security-policy"] = rules
        if is_https:
            headers["strict-transport-security"] = HSTS
        if kind not in KEPT and not (kind is Kind.PHOTO and message["status"] in FOUND):
            headers["cache-control"] = "no-store"

    async def sending(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            if kind is Kind.PAGE and message["status"] == 200:
                start = message  # until the page is whole and its scripts are known
                return
            add(message, STRICT)
        elif start is not None and message["type"] == "http.response.body":
            page.extend(message.get("body", b""))
            if message.get("more_body", False):
                return
            add(start, policy(bytes(page)))
            await send(start)
            start = None
            message = {"type": "http.response.body", "body": bytes(page)}
        await send(message)

    return sending
