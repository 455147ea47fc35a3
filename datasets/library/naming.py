"""By which hash a photo is known: its first digits, and the hashes of photos that were withdrawn.

All functions run inside a transaction that the caller has begun.
"""

from __future__ import annotations

import sqlite3

from datasets.library import rules
from datasets.library.errors import UnknownError
from model.errors import shown


def whole_hash(db: sqlite3.Connection, digits: str) -> str:
    """The whole SHA-256 of a photo, also of a withdrawn one, by at least 8 first digits.

    Raises:
        UnknownError: None begins with them, or several do.
        RefusedError: These are no 8 digits.
    """
    if len(digits) == 64:
        return digits
    fits = len(digits) >= 8 and digits.isascii() and digits.isalnum()
    rules.require(fits, "a photo is named by its SHA-256, 8 digits at least")
    found = db.execute(
        "SELECT sha256 FROM photo WHERE sha256 >= ?1 AND sha256 < ?2 "
        "UNION ALL SELECT sha256 FROM withdrawn WHERE sha256 >= ?1 AND sha256 < ?2 LIMIT 2",
        (digits, f"{digits}g"),
    ).fetchall()
    if len(found) != 1:
        what = "several photos" if found else "no photo"
        raise UnknownError(f"the library holds {what} {shown(digits)}; give all of its SHA-256")
    return str(found[0][0])


def withdrawn_on(db: sqlite3.Connection, sha256: str, other: str = "") -> str | None:
    """The day on which a photo of one of these hashes was withdrawn; None where none was."""
    row = db.execute(
        "SELECT at FROM withdrawn WHERE original_sha256 IN (?1, ?2) OR sha256 IN (?1, ?2) LIMIT 1",
        (sha256, other or sha256),
    ).fetchone()
    return None if row is None else str(row[0])[:10]
