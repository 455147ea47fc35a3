"""How long a name or an address waits after failed log-ins: longer each time, kept in the file."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

MAX_WAIT = 900.0  # s; NIST SP 800-63B 3.2.2 asks that guessing be slow, not that people stay out
FORGOTTEN_AFTER = 86_400.0  # s without a failure
FREE = {"account": 4, "address": 20}  # failures that cost nothing; a post shares one address


@dataclass(frozen=True, slots=True)
class Attempt:
    """Where a log-in came from and what it named.

    Attributes:
        account: the name, as stored; whether it exists plays no part.
        address: of the client.
        now: s since 1970.
    """

    account: str
    address: str
    now: float

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """What is counted."""
        return (("account", self.account), ("address", self.address))


def delay(kind: str, failures: int) -> float:
    """Seconds to wait after so many failures: 0, then 2, 4, 8 and so on to `MAX_WAIT`."""
    beyond = failures - FREE[kind]
    return 0.0 if beyond <= 0 else min(MAX_WAIT, 2.0 ** min(beyond, 20))


def wait(connection: sqlite3.Connection, attempt: Attempt) -> float:
    """Seconds until the next attempt is heard; 0 when it is heard now."""
    waits = [0.0]
    for kind, key in attempt.keys:
        row = connection.execute(
            "SELECT count, last FROM failure WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()
        if row is not None:
            elapsed = max(0.0, attempt.now - row["last"])  # a clock set back frees nobody
            waits.append(delay(kind, row["count"]) - elapsed)
    return max(waits)


def failed(connection: sqlite3.Connection, attempt: Attempt) -> None:
    """Count one failure for the name and one for the address."""
    connection.execute("DELETE FROM failure WHERE last < ?", (attempt.now - FORGOTTEN_AFTER,))
    for kind, key in attempt.keys:
        connection.execute(
            "INSERT INTO failure VALUES (?, ?, 1, ?) "
            "ON CONFLICT DO UPDATE SET count = count + 1, last = excluded.last",
            (kind, key, attempt.now),
        )


def succeeded(connection: sqlite3.Connection, attempt: Attempt) -> None:
    """Forget the failures of the name; those of the address stay, or a guesser could reset them."""
    connection.execute("DELETE FROM failure WHERE kind = 'account' AND key = ?", (attempt.account,))
