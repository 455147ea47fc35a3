"""The tables of a register, and how an older register becomes one of today.

`PRAGMA user_version` counts the migrations a file has seen. Each is a function; all that a file
still needs run in one transaction, after which the read tables are built anew from the history.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable

from findings.errors import ForeignError, NewerError
from findings.projection import READ_TABLES, rebuild

APPLICATION_ID = 0x54465452  # "TFTR", tells our files from other SQLite files

_EVENT = """
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject INTEGER NOT NULL,
    payload TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT"""
_CONTENT = """
CREATE TABLE content (
    digest TEXT PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES event (seq),
    role TEXT NOT NULL,
    salt BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT"""
# `first` is what the first row's hash follows: random, so that no two registers share a row.
# `scrub_due` is the last row that deleted something, until the bytes are gone from the files.
_REGISTER = """
CREATE TABLE register (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    first TEXT NOT NULL,
    scrub_due INTEGER NOT NULL
) STRICT"""
_INDICES = (
    "CREATE INDEX event_subject ON event (subject)",
    "CREATE INDEX content_seq ON content (seq)",
)
# REPLACE would delete without firing a delete trigger: the next number is the only one taken.
_TRIGGERS = (
    """CREATE TRIGGER event_appended BEFORE INSERT ON event
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event)
    BEGIN SELECT raise(ABORT, 'history is only appended to'); END""",
    """CREATE TRIGGER event_kept BEFORE UPDATE ON event
    BEGIN SELECT raise(ABORT, 'history is never changed'); END""",
    """CREATE TRIGGER event_stays BEFORE DELETE ON event
    BEGIN SELECT raise(ABORT, 'history is never deleted'); END""",
    """CREATE TRIGGER content_kept BEFORE UPDATE ON content
    BEGIN SELECT raise(ABORT, 'content is never changed'); END""",
    """CREATE TRIGGER content_new BEFORE INSERT ON content
    WHEN EXISTS (SELECT 1 FROM content WHERE digest = NEW.digest)
    BEGIN SELECT raise(ABORT, 'content is never changed'); END""",
    # The last row must say so.
    """CREATE TRIGGER content_stays BEFORE DELETE ON content
    WHEN NOT EXISTS (
        SELECT 1 FROM event WHERE seq = (SELECT max(seq) FROM event)
        AND substr(kind, -8) = '_deleted' AND instr(payload, OLD.digest)
    )
    BEGIN SELECT raise(ABORT, 'content is deleted only with a row that says so'); END""",
)


def _history(db: sqlite3.Connection) -> None:
    """Schema 1: the history, the content beside it and what guards both."""
    for statement in (_EVENT, _CONTENT, _REGISTER, *_INDICES, *_TRIGGERS):
        db.execute(statement)
    db.execute("INSERT INTO register VALUES (1, ?, 0)", (secrets.token_hex(32),))


def _read_tables(db: sqlite3.Connection) -> None:
    """Schema 2: tables to search, which can always be built anew from the history."""
    for statement in READ_TABLES:
        db.execute(statement)


def _restating(db: sqlite3.Connection) -> None:
    """Schema 3: no other table, but rows (law restated, consignment corrected) new to the history.

    A program that knows only schema 2 would call them damage; now it says that it is too old.
    """


def _evidence(db: sqlite3.Connection) -> None:
    """Schema 4: rows say with which class one agreed, and of answers and lengths what they rest on.

    That is: the class asked about, the words of each question, the photo of each length. Rows from
    before stay as they are. A program that knows only schema 3 would call the new ones damage.
    """


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _history,
    _read_tables,
    _restating,
    _evidence,
)
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
        raise ForeignError(f"{name} is not a register of findings; choose another file")
    if version > VERSION:
        raise NewerError(
            f"{name} has schema {version}, this program knows {VERSION}; use the newer program "
            "that wrote it"
        )
    return version


def migrate(db: sqlite3.Connection, name: str, target: int = VERSION) -> None:
    """Bring a file to a schema, in the transaction that the caller has begun."""
    version = check_kind(db, name)
    if version >= target:
        return
    for step in MIGRATIONS[version:target]:
        step(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {target}")
    if target == VERSION:
        rebuild(db)


def guards() -> dict[str, str]:
    """Name to SQL of the tables and triggers that guard the history."""
    return _named(_EVENT, _CONTENT, _REGISTER, *_TRIGGERS)


def known() -> set[str]:
    """Names of all tables, indices and triggers of a register."""
    return {*guards(), *_named(*_INDICES, *READ_TABLES)}


def _named(*statements: str) -> dict[str, str]:
    return {statement.split()[2]: statement.strip() for statement in statements}
