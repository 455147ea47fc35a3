"""A time-stamp (RFC 3161) of a report from a server that the user names.

Only the hash of the PDF leaves the computer. `rfc3161_client` is the extra `timestamp`.
"""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException
from pathlib import Path
from types import ModuleType
from typing import Any

from reports.errors import TimestampError

TIMEOUT = 20.0  # seconds; a stamp takes less than one
LARGEST_REPLY = 1_000_000  # bytes; a token with its certificates has about 6,000
SCHEMES = ("http", "https")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The user named one server; a redirect could lead anywhere."""

    def redirect_request(self, *_: Any) -> None:
        return None


def stamp(document: bytes, url: str, root: bytes | None, timeout: float = TIMEOUT) -> bytes:
    """Ask a server for a time-stamp of a document's SHA-512.

    Args:
        document: The PDF.
        url: `http` or `https` address of the server.
        root: Certificate that the token must lead to, PEM; None does not verify who signed.
        timeout: Seconds.

    Returns:
        The reply, DER, to be kept as a `.tsr` file.

    Raises:
        TimestampError: There is no token, or it does not fit.
    """
    client = _client()
    request = client.TimestampRequestBuilder().data(document).nonce(nonce=True).build()
    reply = _ask(url, request.as_bytes(), timeout)
    try:
        answer = client.decode_timestamp_response(reply)
        granted = client.PKIStatus(answer.status) == client.PKIStatus.GRANTED
        told = answer.tst_info if granted else None
    except ValueError as error:
        raise TimestampError("the time-stamp server sent no time-stamp") from error
    if told is None:
        raise TimestampError("the time-stamp server refused to stamp")
    same = told.message_imprint.message == request.message_imprint.message
    if not same or told.nonce != request.nonce:
        raise TimestampError("the time-stamp is of another document or another request")
    if root is not None:
        verify(document, reply, root)
    return reply


def verify(document: bytes, reply: bytes, root: bytes) -> str:
    """Prove that a token is of this document and leads to a root certificate.

    Returns:
        The time of the token, UTC, such as `2026-11-28T09:30:00+00:00`.

    Raises:
        TimestampError: It is not, or something cannot be read.
    """
    client = _client()
    from cryptography.x509 import load_pem_x509_certificate

    try:
        certificate = load_pem_x509_certificate(root)
    except ValueError as error:
        raise TimestampError("the root certificate is no PEM certificate") from error
    try:
        answer = client.decode_timestamp_response(reply)
        verifier = client.VerifierBuilder().add_root_certificate(certificate).build()
        verifier.verify_message(answer, document)
    except (ValueError, client.VerificationError) as error:
        why = str(error).splitlines()[0][:120] if str(error) else "no reason given"
        raise TimestampError(f"the time-stamp does not hold: {why}") from error
    return str(answer.tst_info.gen_time.isoformat())


def read_root(path: Path) -> bytes:
    """The bytes of a certificate file.

    Raises:
        TimestampError: It cannot be read.
    """
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise TimestampError("the root certificate cannot be read; check its name") from error


def _ask(url: str, request: bytes, timeout: float) -> bytes:
    try:
        parts = urllib.parse.urlsplit(url)
        usable = parts.scheme in SCHEMES and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise TimestampError("the address of the time-stamp server must begin with https or http")
    asked = urllib.request.Request(  # the scheme is checked above
        url, request, {"Content-Type": "application/timestamp-query"}
    )
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(asked, timeout=timeout) as reply:
            content: bytes = reply.read(LARGEST_REPLY + 1)
    except urllib.error.HTTPError as error:
        raise TimestampError(f"the time-stamp server answered with error {error.code}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise TimestampError(
            "the time-stamp server cannot be reached in time; check its address"
        ) from error
    if len(content) > LARGEST_REPLY:
        raise TimestampError("the reply of the time-stamp server is too large")
    return content


def _client() -> ModuleType:
    try:
        import rfc3161_client
    except ImportError as error:
        raise TimestampError(
            "time-stamps need the extra 'timestamp'; install the program with it"
        ) from error
    return rfc3161_client
