"""The server that stamps the time of case reports, as the command line names it."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from reports.errors import TimestampError
from reports.timestamp import SCHEMES, read_root


@dataclass(frozen=True, slots=True)
class StampServer:
    """Who stamps the time of a report (RFC 3161).

    Attributes:
        url: `http` or `https` address.
        root: certificate that a stamp must lead to, PEM; None does not verify who signed.

    Raises:
        TimestampError: the address is none.
    """

    url: str
    root: bytes | None = None

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            usable = parts.scheme in SCHEMES and bool(parts.hostname)
        except ValueError:
            usable = False
        if not usable:
            raise TimestampError(
                f"--timestamp {self.url!r} is no address; write one such as https://stamp.example"
            )


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say who stamps the time."""
    reports = parser.add_argument_group("case reports (docs/case-report.md)")
    reports.add_argument("--timestamp", metavar="URL", help="server that stamps (RFC 3161)")
    reports.add_argument("--timestamp-root", type=Path, metavar="PEM", help="its root certificate")


def server_of(options: argparse.Namespace) -> StampServer | None:
    """Who stamps the time, by the options.

    Raises:
        TimestampError: the address is none, or the certificate cannot be read or has no server.
    """
    if not options.timestamp:
        if options.timestamp_root:
            raise TimestampError("--timestamp-root needs --timestamp, the address of the server")
        return None
    root = read_root(options.timestamp_root) if options.timestamp_root else None
    return StampServer(options.timestamp, root)
