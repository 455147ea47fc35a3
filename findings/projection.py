"""The read tables: what holds now, built row by row from the history and nothing else."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from findings.canonical import canonical
from findings.errors import DamagedError
from findings.event import Event, Kind, Payload, Role

Lookup = Callable[[str], bytes | None]  # digest to content; None when it is deleted

# What a payload that somebody made up can raise, as JSON or when its values reach SQLite.
_NOT_OURS = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    IndexError,
    OverflowError,
    RecursionError,
    sqlite3.IntegrityError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
)

# In the order in which rows may refer to others. `words` is what a search looks through.
READ_TABLES = (
    """CREATE TABLE consignment (
    id INTEGER PRIMARY KEY, opened TEXT NOT NULL, by TEXT, reference TEXT, post TEXT,
    origin TEXT, transit TEXT NOT NULL, destination TEXT, cn TEXT, words TEXT NOT NULL
) STRICT""",
    """CREATE TABLE finding (
    id INTEGER PRIMARY KEY, consignment INTEGER NOT NULL REFERENCES consignment (id),
    recorded TEXT NOT NULL, made TEXT NOT NULL, by TEXT, facts TEXT NOT NULL,
    seen_class TEXT, status TEXT NOT NULL, jurisdiction TEXT NOT NULL,
    visual_class TEXT, verdict TEXT, words TEXT NOT NULL
) STRICT""",
    """CREATE TABLE conclusion (
    seq INTEGER PRIMARY KEY, finding INTEGER NOT NULL REFERENCES finding (id),
    verdict TEXT NOT NULL, visual_class TEXT, agreed TEXT, note TEXT
) STRICT""",
    """CREATE TABLE note (
    seq INTEGER PRIMARY KEY, finding INTEGER NOT NULL REFERENCES finding (id),
    at TEXT NOT NULL, by TEXT, text TEXT
) STRICT""",
    """CREATE TABLE photo (
    finding INTEGER NOT NULL REFERENCES finding (id), original TEXT NOT NULL,
    digest TEXT NOT NULL, kept TEXT, PRIMARY KEY (finding, original)
) STRICT""",
    """CREATE TABLE retention (
    id INTEGER PRIMARY KEY CHECK (id = 1), days INTEGER
) STRICT""",
    "CREATE INDEX finding_consignment ON finding (consignment)",
    "CREATE INDEX finding_class ON finding (visual_class)",
    "CREATE INDEX conclusion_finding ON conclusion (finding)",
    "CREATE INDEX note_finding ON note (finding)",
)
TABLES = ("consignment", "finding", "conclusion", "note", "photo", "retention")
RESTATED = ("law", "answers", "measurements")  # what a row LAW_RESTATED says anew of a finding


def apply(db: sqlite3.Connection, event: Event, lookup: Lookup) -> None:
    """Let one row take effect on the read tables of `db`.

    Raises:
        DamagedError: The row cannot be understood, or does not follow from those before it.
    """
    try:
        payload = event.read()
        _EFFECTS[Kind(event.kind)](db, event, payload, lookup)
    except _NOT_OURS as error:
        raise DamagedError(
            f"row {event.seq} of the history cannot be understood; run verify"
        ) from error


def rebuild(db: sqlite3.Connection) -> None:
    """Make the read tables anew from the history, in the caller's transaction."""
    for table in reversed(TABLES):
        db.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in READ_TABLES:
        db.execute(statement)
    for row in db.execute(
        "SELECT seq, at, actor, kind, subject, payload, hash FROM event ORDER BY seq"
    ).fetchall():
        apply(db, Event(*row), lookup_in(db))


def lookup_in(db: sqlite3.Connection) -> Lookup:
    """Look contents up in a register."""

    def lookup(digest: str) -> bytes | None:
        row = db.execute("SELECT body FROM content WHERE digest = ?", (digest,)).fetchone()
        return None if row is None else bytes(row[0])

    return lookup


def folded(text: str) -> str:
    """Text as it is compared in a search: compatible forms joined, no case (Unicode UAX #15)."""
    return unicodedata.normalize("NFKC", text).casefold()


def _text(digest: str | None, lookup: Lookup) -> str | None:
    body = None if digest is None else lookup(digest)
    return None if body is None else body.decode()


def _route(facts: Mapping[str, Any], reference: str | None, post: str | None) -> tuple[Any, ...]:
    """Origin, transit, destination, CN code, and the words that are searched."""
    words = folded(f"{reference or ''}\n{post or ''}")
    return facts["origin"], canonical(facts["transit"]), facts["destination"], facts["cn"], words


def _opened(db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup) -> None:
    facts = payload.facts
    reference = _text(payload.contents.get(Role.REFERENCE), lookup)
    post = _text(payload.contents.get(Role.POST), lookup)
    db.execute(
        "INSERT INTO consignment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.seq,
            event.at,
            _text(event.actor, lookup),
            reference,
            post,
            *_route(facts, reference, post),
        ),
    )


def _corrected(db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup) -> None:
    """The row gives every field but the reference, which stays."""
    facts = payload.facts
    post = _text(payload.contents.get(Role.POST), lookup)
    held = "SELECT reference FROM consignment WHERE id = ?"
    reference = db.execute(held, (event.subject,)).fetchone()[0]
    db.execute(
        "UPDATE consignment SET post = ?, origin = ?, transit = ?, destination = ?, cn = ?, "
        "words = ? WHERE id = ?",
        (
            post,
            *_route(facts, reference, post),
            event.subject,
        ),
    )


def _recorded(db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup) -> None:
    facts = dict(payload.facts["finding"])
    seen = facts["seen"]
    named = seen["candidates"][0][0] if seen and seen["outcome"] != "unknown" else None
    db.execute(
        "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, '')",
        (
            event.seq,
            payload.facts["consignment"],
            event.at,
            facts["made"],
            _text(event.actor, lookup),
            canonical(facts),
            named,
            facts["law"]["status"],
            facts["law"]["jurisdiction"],
        ),
    )
    if payload.facts["conclusion"] is not None:
        _add_conclusion(db, event, payload, lookup)
    _refresh(db, event.seq)


def _concluded(db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup) -> None:
    _add_conclusion(db, event, payload, lookup)
    _refresh(db, event.subject)


def _restated(db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup) -> None:
    held = db.execute("SELECT facts FROM finding WHERE id = ?", (event.subject,)).fetchone()[0]
    law = payload.facts["law"]
    facts = {**json.loads(held), **{key: payload.facts[key] for key in RESTATED}}
    facts["about"] = payload.facts.get("about")  # no row said so before schema 4
    db.execute(
        "UPDATE finding SET facts = ?, status = ?, jurisdiction = ? WHERE id = ?",
        (canonical(facts), law["status"], law["jurisdiction"], event.subject),
    )


def _add_conclusion(db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup) -> None:
    held = payload.facts["conclusion"]
    note = _text(payload.contents.get(Role.NOTE), lookup)
    db.execute(
        "INSERT INTO conclusion VALUES (?, ?, ?, ?, ?, ?)",
        (event.seq, event.subject, held["verdict"], held["class"], held.get("agreed"), note),
    )


def _undone(db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup) -> None:
    db.execute("DELETE FROM conclusion WHERE seq = ?", (payload.facts["undoes"],))
    _refresh(db, event.subject)


def _noted(db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup) -> None:
    text = _text(payload.contents[Role.NOTE], lookup)
    by = _text(event.actor, lookup)
    db.execute(
        "INSERT INTO note VALUES (?, ?, ?, ?, ?)", (event.seq, event.subject, event.at, by, text)
    )
    _refresh(db, event.subject)


def _photo_kept(db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup) -> None:
    digest = payload.contents[Role.PHOTO]
    body = lookup(digest)
    kept = None if body is None else hashlib.sha256(body).hexdigest()
    db.execute(
        "INSERT INTO photo VALUES (?, ?, ?, ?)",
        (event.subject, payload.facts["original"], digest, kept),
    )


def _photo_deleted(db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup) -> None:
    db.execute(
        "DELETE FROM photo WHERE finding = ? AND original = ?",
        (event.subject, payload.facts["original"]),
    )


def _finding_deleted(
    db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup
) -> None:
    for table in ("photo", "note", "conclusion"):
        db.execute(f"DELETE FROM {table} WHERE finding = ?", (event.subject,))
    db.execute("DELETE FROM finding WHERE id = ?", (event.subject,))


def _consignment_deleted(
    db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup
) -> None:
    db.execute("DELETE FROM consignment WHERE id = ?", (event.subject,))


def _names_deleted(db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup) -> None:
    """No read table shows a name of what is deleted."""


def _retention(db: sqlite3.Connection, event: Event, payload: Payload, lookup: Lookup) -> None:
    db.execute("INSERT OR REPLACE INTO retention VALUES (1, ?)", (payload.facts["days"],))


def _refresh(db: sqlite3.Connection, finding: int) -> None:
    """Class in force, verdict and searched words of a finding, after one of its parts changed."""
    seen_class = db.execute("SELECT seen_class FROM finding WHERE id = ?", (finding,)).fetchone()[0]
    held = db.execute(
        "SELECT verdict, visual_class, agreed, note FROM conclusion WHERE finding = ? "
        "ORDER BY seq DESC LIMIT 1",
        (finding,),
    ).fetchone()
    verdict, named, agreed, said = held or (None, None, None, None)
    by_the_network = verdict in (None, "agree") and agreed is None
    shown = seen_class if by_the_network else agreed or named
    notes = db.execute("SELECT text FROM note WHERE finding = ? ORDER BY seq", (finding,))
    words = [shown, seen_class, said, *(text for (text,) in notes)]
    db.execute(
        "UPDATE finding SET visual_class = ?, verdict = ?, words = ? WHERE id = ?",
        (shown, verdict, folded("\n".join(word for word in words if word)), finding),
    )


_EFFECTS: dict[Kind, Callable[[sqlite3.Connection, Event, Payload, Lookup], None]] = {
    Kind.CONSIGNMENT_OPENED: _opened,
    Kind.FINDING_RECORDED: _recorded,
    Kind.CONCLUSION_CHANGED: _concluded,
    Kind.CONCLUSION_UNDONE: _undone,
    Kind.LAW_RESTATED: _restated,
    Kind.CONSIGNMENT_CORRECTED: _corrected,
    Kind.NOTE_ADDED: _noted,
    Kind.PHOTO_KEPT: _photo_kept,
    Kind.PHOTO_DELETED: _photo_deleted,
    Kind.FINDING_DELETED: _finding_deleted,
    Kind.CONSIGNMENT_DELETED: _consignment_deleted,
    Kind.NAMES_DELETED: _names_deleted,
    Kind.RETENTION_CHANGED: _retention,
}


def contents_of(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every read table, to compare two states."""
    return {
        table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES
    }
