"""The tables of a library, and how an older library becomes one of today.

`PRAGMA user_version` counts the migrations a file has seen; all that a file still needs run in
one transaction. The history and the signed versions are guarded by triggers in the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from library.errors import ForeignError, NewerError
from library.record import FIELDS

APPLICATION_ID = 0x5446504C  # "TFPL", tells our files from other SQLite files

# `state` repeats `library.record.Record.state`, so that it can be indexed; no generated column, as
# SQLite does not answer a question about one from an index alone.
_PHOTO = """
CREATE TABLE photo (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL UNIQUE,
    original_sha256 TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    added TEXT NOT NULL,
    added_by TEXT NOT NULL,
    version INTEGER NOT NULL,
    priority REAL NOT NULL DEFAULT 0,
    "group" TEXT NOT NULL,
    licence TEXT NOT NULL CHECK (licence <> ''),
    label TEXT,
    proposed TEXT,
    proposed_by TEXT NOT NULL,
    view TEXT NOT NULL,
    source TEXT NOT NULL,
    author TEXT NOT NULL,
    consent TEXT NOT NULL,
    device TEXT NOT NULL,
    place TEXT NOT NULL,
    taken TEXT,
    gps TEXT,
    labelled_by TEXT NOT NULL,
    reviewed_by TEXT NOT NULL,
    verdict TEXT,
    reason TEXT NOT NULL,
    cannot_tell INTEGER NOT NULL,
    several_goods INTEGER NOT NULL,
    box TEXT,
    flags TEXT NOT NULL,
    state TEXT NOT NULL CHECK (
        state = CASE WHEN verdict IS NOT NULL THEN verdict WHEN label IS NOT NULL THEN 'labelled'
        WHEN cannot_tell THEN 'cannot_tell' ELSE 'todo' END
    )
) STRICT"""
_CHANGE = """
CREATE TABLE change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    photo INTEGER NOT NULL REFERENCES photo (id),
    version INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    undoes INTEGER REFERENCES change (seq),
    before TEXT NOT NULL,
    after TEXT NOT NULL
) STRICT"""
_VERSION = """
CREATE TABLE version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    photos INTEGER NOT NULL,
    signed TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    note TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT"""
_FETCHED = """
CREATE TABLE fetched (
    address TEXT PRIMARY KEY,
    original_sha256 TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT"""
# Each order of the label page is read from an index, each count from one as well.
_INDICES = (
    "CREATE INDEX photo_in_order ON photo (state, id)",
    "CREATE INDEX photo_at_random ON photo (state, sha256)",
    "CREATE INDEX photo_by_teaching ON photo (state, priority DESC, id)",
    "CREATE INDEX photo_by_label ON photo (label, state, id)",
    "CREATE INDEX photo_by_proposal ON photo (proposed, state, id)",
    'CREATE INDEX photo_by_group ON photo ("group", id)',
    "CREATE INDEX change_of_photo ON change (photo, seq)",
    "CREATE INDEX change_by_actor ON change (actor, kind, seq)",
    "CREATE INDEX change_in_batch ON change (batch, seq)",
    "CREATE INDEX change_undone ON change (undoes)",
)
_TRIGGERS = (
    """CREATE TRIGGER change_appended BEFORE INSERT ON change
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM change)
    BEGIN SELECT raise(ABORT, 'history is only appended to'); END""",
    """CREATE TRIGGER change_kept BEFORE UPDATE ON change
    BEGIN SELECT raise(ABORT, 'history is never changed'); END""",
    """CREATE TRIGGER change_stays BEFORE DELETE ON change
    BEGIN SELECT raise(ABORT, 'history is never deleted'); END""",
    """CREATE TRIGGER version_kept BEFORE UPDATE ON version
    BEGIN SELECT raise(ABORT, 'a signed version is never changed'); END""",
    """CREATE TRIGGER version_stays BEFORE DELETE ON version
    BEGIN SELECT raise(ABORT, 'a signed version is never deleted'); END""",
    # REPLACE deletes without firing a delete trigger.
    """CREATE TRIGGER version_new BEFORE INSERT ON version
    WHEN EXISTS (SELECT 1 FROM version WHERE name = NEW.name OR id = NEW.id)
    BEGIN SELECT raise(ABORT, 'a signed version is never changed'); END""",
    """CREATE TRIGGER photo_bytes_kept BEFORE UPDATE OF id, sha256, original_sha256 ON photo
    BEGIN SELECT raise(ABORT, 'the bytes of a photo are never changed'); END""",
)
COLUMNS = (
    *("id", "sha256", "original_sha256", "format", "width", "height", "bytes"),
    *("added", "added_by", "version", "priority"),
)
RECORD_COLUMNS = tuple(f'"{name}"' for name in FIELDS)


def _first(db: sqlite3.Connection) -> None:
    """Schema 1: photos, history, versions, what was fetched."""
    for statement in (_PHOTO, _CHANGE, _VERSION, _FETCHED, *_INDICES, *_TRIGGERS):
        db.execute(statement)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first,)
VERSION = len(MIGRATIONS)


def check_kind(db: sqlite3.Connection, name: str) -> int:
    """The schema of an open file; 0 for an empty one.

    Raises:
        ForeignError: It is another program's file.
        NewerError: It is from the future.
    """
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not (empty and version == application == 0):
        raise ForeignError(f"{name} is not a library of photos; choose another folder")
    if version > VERSION:
        raise NewerError(
            f"{name} has schema {version}, this program knows {VERSION}; use the newer program "
            "that wrote it"
        )
    return version


def migrate(db: sqlite3.Connection, name: str) -> None:
    """Bring a file to today's schema, in the transaction that the caller has begun."""
    version = check_kind(db, name)
    if version >= VERSION:
        return
    for step in MIGRATIONS[version:]:
        step(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")


def missing_guards(db: sqlite3.Connection) -> tuple[str, ...]:
    """Names of triggers that are gone or were changed, sorted."""
    stored = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    ours = {statement.split()[2]: statement.strip() for statement in _TRIGGERS}
    return tuple(sorted(name for name, sql in ours.items() if stored.get(name) != sql))
