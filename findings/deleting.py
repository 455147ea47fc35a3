"""What a deletion takes along: the rows that say so are appended, the contents they name go."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from findings.errors import UnknownError
from findings.event import Draft, Event, Kind
from findings.projection import lookup_in

LONGEST_DAYS = 36_500  # a hundred years; more is "for ever"
_NAMES_A_ROW = 500  # digests; a row of the history stays below 40 kB


def retention(db: sqlite3.Connection) -> int | None:
    """Days that findings stay; None: for ever."""
    row = db.execute("SELECT days FROM retention").fetchone()
    return None if row is None else row[0]


def kept(db: sqlite3.Connection, finding: int, original_sha256: str) -> tuple[str, bytes]:
    """Digest and bytes of a kept picture.

    Raises:
        UnknownError: It is not kept.
    """
    row = db.execute(
        "SELECT digest FROM photo WHERE finding = ? AND original = ?", (finding, original_sha256)
    ).fetchone()
    body = None if row is None else lookup_in(db)(row[0])
    if body is None:
        raise UnknownError(f"finding {finding} keeps no picture of {original_sha256[:64]}")
    return row[0], body


def photo(db: sqlite3.Connection, finding: int, original_sha256: str, by: str) -> Draft:
    """The row with which a kept picture goes; the name of who kept it stays."""
    digest, _ = kept(db, finding, original_sha256)
    facts = {"original": original_sha256, "reason": "demand"}
    return Draft(Kind.PHOTO_DELETED, by, finding, facts, deleted=(digest,))


def finding(db: sqlite3.Connection, id: int, by: str, reason: str) -> Draft:
    """The row with which a finding goes, and all contents of all its rows."""
    return Draft(Kind.FINDING_DELETED, by, id, {"reason": reason}, deleted=_contents(db, id))


def consignment(db: sqlite3.Connection, id: int, by: str, append: Callable[[Draft], Event]) -> int:
    """Delete a consignment and its findings, a row each; returns the number of findings."""
    held = db.execute("SELECT id FROM finding WHERE consignment = ? ORDER BY id", (id,)).fetchall()
    for (each,) in held:
        append(finding(db, each, by, "demand"))
    append(_empty_consignment(db, id, by, "demand"))
    return len(held)


def _empty_consignment(db: sqlite3.Connection, id: int, by: str, reason: str) -> Draft:
    facts = {"reason": reason}
    return Draft(Kind.CONSIGNMENT_DELETED, by, id, facts, deleted=_contents(db, id))


def _contents(db: sqlite3.Connection, subject: int) -> tuple[str, ...]:
    rows = db.execute(
        "SELECT digest FROM content JOIN event USING (seq) WHERE subject = ? ORDER BY seq, role",
        (subject,),
    )
    return tuple(digest for (digest,) in rows)


def expire(db: sqlite3.Connection, before: str, by: str, append: Callable[[Draft], Event]) -> int:
    """Delete findings recorded before a time, consignments left empty, and names left over.

    A consignment goes when it is older and holds no finding; a name goes when its row is older
    and is about nothing that is still there. Returns the number of findings deleted.
    """
    old = db.execute("SELECT id FROM finding WHERE recorded < ? ORDER BY id", (before,)).fetchall()
    for (id,) in old:
        append(finding(db, id, by, "retention"))
    empty = db.execute(
        "SELECT id FROM consignment WHERE opened < ? "
        "AND id NOT IN (SELECT consignment FROM finding) ORDER BY id",
        (before,),
    ).fetchall()
    for (id,) in empty:
        append(_empty_consignment(db, id, by, "retention"))
    names = db.execute(
        "SELECT digest FROM content JOIN event USING (seq) WHERE at < ? "
        "AND subject NOT IN (SELECT id FROM finding) "
        "AND subject NOT IN (SELECT id FROM consignment) ORDER BY seq",
        (before,),
    ).fetchall()
    digests = [digest for (digest,) in names]
    for start in range(0, len(digests), _NAMES_A_ROW):
        part = tuple(digests[start : start + _NAMES_A_ROW])
        append(Draft(Kind.NAMES_DELETED, by, 0, {"reason": "retention"}, deleted=part))
    return len(old)
