"""A certificate, and a reverse proxy that ends TLS and sets the headers of docs/serving.md."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

HOP = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "host"}
SET_HERE = {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"}
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of two days for this machine, that signs itself, and its key."""
    assert shutil.which("openssl"), "openssl is missing; install the Debian package openssl"
    made, key = folder / "certificate.pem", folder / "key.pem"
    new = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    command = ["openssl", "req", *new, *names, "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    return made, key


@dataclass(slots=True)
class Proxy:
    """A running proxy.

    Attributes:
        address: where it listens.
        adds: headers that it overwrites in every request, such as the user's name.
    """

    address: str
    adds: dict[str, str] = field(default_factory=dict)


@contextmanager
def proxying(behind: str, port: int, tls: tuple[Path, Path]) -> Iterator[Proxy]:
    """Run a proxy on a port of this machine before the server at the address `behind`."""
    proxy = Proxy(f"https://localhost:{port}")
    # A connection for each request: one that waits, the server closes after some seconds.
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    client = httpx.AsyncClient(base_url=behind, timeout=None, limits=limits, trust_env=False)

    @asynccontextmanager
    async def closing(app: Starlette) -> AsyncIterator[None]:
        yield
        await client.aclose()

    async def passed(request: Request) -> StreamingResponse:
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        body_sent = request.stream() if request.method == "POST" else None
        sent = client.build_request(
            request.method, target, headers=_headers(request, proxy.adds), content=body_sent
        )
        answer = await client.send(sent, stream=True)

        async def body() -> AsyncIterator[bytes]:
            try:
                async for chunk in answer.aiter_raw():
                    yield chunk
            finally:
                await answer.aclose()

        passing = StreamingResponse(body(), status_code=answer.status_code)
        passing.raw_headers = [
            (name.lower(), value)
            for name, value in answer.headers.raw
            if name.decode().lower() not in HOP
        ]
        return passing

    app = Starlette(routes=[Route("/{path:path}", passed, methods=METHODS)], lifespan=closing)
    config = uvicorn.Config(
        app, "127.0.0.1", port, log_level="error", timeout_graceful_shutdown=1,
        ssl_certfile=str(tls[0]), ssl_keyfile=str(tls[1]),
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the proxy ended early"
        time.sleep(0.01)
    try:
        yield proxy
    finally:
        server.should_exit = True
        thread.join(10)


def _headers(request: Request, adds: Mapping[str, str]) -> list[tuple[str, str]]:
    """What nginx sends on with the lines of docs/serving.md."""
    mine = {name.lower() for name in adds}
    kept = [
        (name, value)
        for name, value in request.headers.items()
        if name not in HOP | SET_HERE | mine
    ]
    host = request.headers["host"]
    assert request.client is not None
    forwarded = [
        ("host", host),
        ("x-forwarded-for", request.client.host),
        ("x-forwarded-host", host),
        ("x-forwarded-proto", "https"),
    ]
    return [*kept, *forwarded, *adds.items()]
