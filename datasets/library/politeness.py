"""How hosts are asked: one question at a time, with pauses, as they say in robots.txt."""

from __future__ import annotations

import email.utils
import urllib.robotparser
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from datasets.library.network import AGENT, AddressError, Answer, Web, check_address
from model.errors import shown

MOST_ROBOTS_BYTES = 512_000  # RFC 9309 section 2.5: at least 500 kibibytes are read
MOST_REDIRECTS = 5  # RFC 9309 section 2.3.1.2 asks for five for robots.txt
MOST_TRIES = 3
LONGEST_WAIT = 120.0  # s; who asks to wait longer is left to a later run
_BUSY = {429, 503}
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(slots=True)
class Polite:
    """Asks hosts politely.

    Attributes:
        web: To ask with.
        pause: Seconds between two questions to a host, at least.
        clock: Seconds that only grow.
        sleep: Waits so many seconds.
    """

    web: Web
    pause: float
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, urllib.robotparser.RobotFileParser] = field(default_factory=dict)

    def get(self, address: str, most_bytes: int) -> bytes:
        """The bytes at an address, after redirects; each step asks robots.txt first.

        Raises:
            AddressError: It may not or cannot be asked, or gives something else than bytes.
        """
        at = address
        for _ in range(MOST_REDIRECTS + 1):
            host = check_address(at)
            self._check_allowed(at, host)
            answer = self._patient(at, host, most_bytes)
            if answer.status in _REDIRECTS and answer.location:
                at = urljoin(at, answer.location)
                continue
            if answer.status != 200:
                raise AddressError(f"{shown(at)} answers with status {answer.status}")
            return answer.body
        raise AddressError(f"{shown(address)} leads on more than {MOST_REDIRECTS} times")

    def _patient(self, address: str, host: str, most_bytes: int) -> Answer:
        """Ask, and wait where the host says so."""
        for left in range(MOST_TRIES - 1, -1, -1):
            answer = self._ask(address, host, most_bytes)
            if answer.status not in _BUSY:
                return answer
            wait = _seconds(answer.retry_after, self.pause * 2 ** (MOST_TRIES - left))
            if wait > LONGEST_WAIT or not left:
                break
            self.sleep(wait)
        raise AddressError(f"{shown(host)} is busy and asks to come back later; run again")

    def _ask(self, address: str, host: str, most_bytes: int) -> Answer:
        pause = self.pause
        if host in self._robots:
            asked = self._robots[host].crawl_delay(AGENT)
            pause = max(pause, min(float(asked or 0), LONGEST_WAIT))
        wait = self._last.get(host, -pause) + pause - self.clock()
        if host in self._last and wait > 0:
            self.sleep(wait)
        try:
            return self.web.get(address, most_bytes)
        finally:
            self._last[host] = self.clock()

    def _check_allowed(self, address: str, host: str) -> None:
        if host not in self._robots:
            self._robots[host] = self._read_robots(address, host)
        if not self._robots[host].can_fetch(AGENT, address):
            raise AddressError(f"{shown(host)} does not allow this in its robots.txt")

    def _read_robots(self, address: str, host: str) -> urllib.robotparser.RobotFileParser:
        """As RFC 9309 says: none allows all, a host in trouble allows nothing."""
        robots = urllib.robotparser.RobotFileParser()
        parts = urlsplit(address)
        at = f"{parts.scheme}://{parts.netloc}/robots.txt"
        answer = Answer(0, b"")
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._patient(at, check_address(at), MOST_ROBOTS_BYTES)
            if answer.status not in _REDIRECTS or not answer.location:
                break
            at = urljoin(at, answer.location)
        if answer.status == 200:
            robots.parse(answer.body.decode("utf-8", "replace").splitlines())
        elif 400 <= answer.status < 500:
            robots.parse([])
        else:
            raise AddressError(f"{shown(host)} does not say what it allows; run again later")
        return robots


def _seconds(retry_after: str, otherwise: float) -> float:
    """Retry-After as seconds: a number or a date (RFC 9110 section 10.2.3)."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return otherwise
    known = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (known - datetime.now(UTC)).total_seconds())
