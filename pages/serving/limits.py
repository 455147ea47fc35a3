"""How much one visitor and one address may ask: token buckets, and the sizes of bodies."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from pages.serving.routes import Kind

MAX_EVENT_BYTES = 2 * 1024 * 1024  # photos come by upload
MAX_FORM_BYTES = 4096  # name and password
MAX_FILES = 20  # in one upload
MAX_FILE_BYTES = 50_000_000  # as `model.photo.MAX_BYTES`
MAX_UPLOAD_BYTES = 250 * 1024 * 1024  # of all files of one upload
PACKED = ".zip"  # holds many photos, so it may fill an upload alone
CHUNK_SECONDS = 30.0  # without a byte
UPLOAD_SECONDS = 300.0  # for all bytes: 50 MB at 1.4 Mbit/s
FORM_SECONDS = 15.0
ADDRESS_SHARE = 10  # visitors that one address may hold: a post behind one router
MOST_BUCKETS = 20_000


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something may be asked.

    Attributes:
        burst: times at once.
        per_minute: times a minute after that.
    """

    burst: int
    per_minute: int

    def __post_init__(self) -> None:
        if not (self.burst > 0 and self.per_minute > 0):
            raise ValueError("burst and times a minute are above 0")


RATES = {
    Kind.UPLOAD: Rate(60, 120),  # more than one person can look at
    Kind.EVENT: Rate(200, 600),  # clicks, several events each
    Kind.LISTEN: Rate(200, 600),
    Kind.LOG_IN: Rate(3, 6),  # times ten for an address; besides the lock-out, which is stored
    Kind.PAGE: Rate(60, 120),
    Kind.FILE: Rate(60, 240),
    Kind.PHOTO: Rate(600, 2400),  # a grid shows 50, a quick labeller two a second
}


class Limits:
    """Counts; may be asked from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[tuple[Kind, str], tuple[float, float]] = OrderedDict()

    def wait(self, kind: Kind, owner: str, address: str) -> float:
        """Seconds until this is heard; 0 when it is, and then it counts."""
        rate = RATES.get(kind)
        if rate is None:
            return 0.0
        many = Rate(rate.burst * ADDRESS_SHARE, rate.per_minute * ADDRESS_SHARE)
        with self._lock:
            # Who has no log-in and no cookie yet is known by the address alone.
            is_known = not owner.startswith("address ")
            of_owner = self._take(kind, f"owner {owner}", rate) if is_known else 0.0
            return of_owner or self._take(kind, f"address {address}", many)

    def _take(self, kind: Kind, key: str, rate: Rate) -> float:
        now = self._clock()
        left, at = self._buckets.pop((kind, key), (float(rate.burst), now))
        left = min(float(rate.burst), left + (now - at) * rate.per_minute / 60)
        is_heard = left >= 1
        self._buckets[kind, key] = (left - 1 if is_heard else left, now)
        while len(self._buckets) > MOST_BUCKETS:
            self._buckets.popitem(last=False)
        return 0.0 if is_heard else (1 - left) * 60 / rate.per_minute
