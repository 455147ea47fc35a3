"""Gets bytes from an address on the web, guarded: http and https alone, no private address.

The address of a host is looked up once and connected to, so that what was checked is what is asked
(a name may answer otherwise the second time). Redirects are left to the caller, who checks each.
No proxy, no cookie, no password.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

from model.errors import shown

AGENT = "torture-free-trade-library/1.0 (dataset import; asked for by its user)"
TIMEOUT_SECONDS = 30.0  # without a byte
MOST_SECONDS = 300.0  # for one answer: a server that drips bytes ends here
_CHUNK = 1 << 16  # bytes read at once


class AddressError(Exception):
    """An address that cannot be asked or does not answer; a sentence, never leaves the package."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said.

    Attributes:
        status: HTTP status; redirects are not followed.
        body: At most as many bytes as were allowed.
        location: Where a redirect leads, as sent; empty for none.
        retry_after: As sent; empty for none.
    """

    status: int
    body: bytes = field(repr=False)
    location: str = ""
    retry_after: str = ""


def check_address(address: str) -> str:
    """The host and port of an address that may be asked, such as `example.org:80`.

    Raises:
        AddressError: It is no http or https address, or holds a name and password.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise AddressError(f"{shown(address)} is no address") from error
    plain = address.isascii() and address.isprintable() and " " not in address
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        raise AddressError(f"{shown(address)} is no http or https address")
    if parts.username is not None or parts.password is not None:
        raise AddressError("an address must not hold a name and password")
    return f"{parts.hostname}:{port or (443 if parts.scheme == 'https' else 80)}"


@dataclass(frozen=True, slots=True)
class Web:
    """Asks servers.

    Attributes:
        allow_local: Whether private, loopback and other addresses that are not of the public
            internet may be asked.
        clock: Seconds that only grow.
    """

    allow_local: bool
    clock: Callable[[], float]

    def get(self, address: str, most_bytes: int) -> Answer:
        """Ask for an address.

        Args:
            address: http or https.
            most_bytes: The answer may have.

        Raises:
            AddressError: It cannot be asked, does not answer in time, or answers too much.
        """
        check_address(address)
        request = urllib.request.Request(
            address, headers={"User-Agent": AGENT, "Accept": "image/*, */*;q=0.5"}
        )
        try:
            with self._opener().open(request, timeout=TIMEOUT_SECONDS) as reply:
                return self._answer(reply, address, most_bytes)
        except urllib.error.HTTPError as error:  # urllib raises every status but 2xx
            with error:
                return Answer(error.code, b"", *_told(error.headers))
        except urllib.error.URLError as error:
            if isinstance(error.reason, AddressError):
                raise error.reason from error
            raise AddressError(f"{shown(address)} cannot be reached ({error.reason})") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise AddressError(f"{shown(address)} stopped answering") from error

    def _answer(self, reply: Any, address: str, most_bytes: int) -> Answer:
        began, parts, size = self.clock(), [], 0
        while chunk := reply.read1(_CHUNK):
            parts.append(chunk)
            size += len(chunk)
            if size > most_bytes:
                raise AddressError(
                    f"{shown(address)} sends more than {most_bytes / 1e6:g} MB; it was stopped"
                )
            if self.clock() - began > MOST_SECONDS:
                raise AddressError(f"{shown(address)} takes longer than {MOST_SECONDS:g} s")
        if reply.length:  # what was announced and did not come
            raise AddressError(f"{shown(address)} stopped in the middle")
        return Answer(reply.status, b"".join(parts), *_told(reply.headers))

    def _opener(self) -> urllib.request.OpenerDirector:
        connect = _connect(self.allow_local)
        opener = urllib.request.OpenerDirector()
        for handler in (
            _Http(connect),
            _Https(connect),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
        ):
            opener.add_handler(handler)
        return opener


def _told(headers: Message) -> tuple[str, str]:
    return str(headers.get("Location") or ""), str(headers.get("Retry-After") or "")


_Connect = Callable[..., socket.socket]


def _connect(allow_local: bool) -> _Connect:
    """As `socket.create_connection`, to addresses that were checked alone."""

    def connect(place: tuple[str, int], *given: Any, **named: Any) -> socket.socket:
        host, port = place
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for *_, there in found:
            if not allow_local and not is_public(str(there[0])):
                raise AddressError(
                    f"{shown(host)} is inside a private network; fetch from it with --allow-local"
                )
        return socket.create_connection((str(found[0][4][0]), port), *given, **named)

    return connect


def is_public(address: str) -> bool:
    """Whether an IP address is of the public internet, also behind an IPv6 form of an IPv4 one."""
    ip = ipaddress.ip_address(address.split("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if inner is not None and not inner.is_global:
        return False
    in_nat64 = ip.version == 6 and ip in ipaddress.ip_network("64:ff9b::/96")  # RFC 6052
    if in_nat64 and not ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF).is_global:
        return False
    return ip.is_global and not ip.is_multicast


class _Http(urllib.request.HTTPHandler):
    """Connects by our function."""

    def __init__(self, connect: _Connect) -> None:
        super().__init__()
        self._connect = connect

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        def made(host: str, timeout: float) -> http.client.HTTPConnection:
            connection = http.client.HTTPConnection(host, timeout=timeout)
            connection._create_connection = self._connect  # type: ignore[attr-defined]
            return connection

        return self.do_open(made, req)  # type: ignore[arg-type]


class _Https(urllib.request.HTTPSHandler):
    """Connects by our function, and proves the certificate for the host's name."""

    def __init__(self, connect: _Connect) -> None:
        super().__init__()
        self._connect = connect

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        def made(host: str, timeout: float) -> http.client.HTTPConnection:
            context = ssl.create_default_context()
            connection = http.client.HTTPSConnection(host, timeout=timeout, context=context)
            connection._create_connection = self._connect  # type: ignore[attr-defined]
            return connection

        return self.do_open(made, req)  # type: ignore[arg-type]
