"""The SQLite file: how it is opened, appended to, and freed of what was deleted."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from findings import projection, schema
from findings.canonical import moment
from findings.errors import (
    BusyError,
    DamagedError,
    ForeignError,
    MissingError,
    RegisterError,
)
from findings.event import Draft, Event
from model.errors import TriageError, shown

BUSY_SECONDS = 10.0  # a write takes milliseconds; longer than a backup program holds a file
LEAST_SQLITE = (3, 37, 0)  # STRICT tables
IN_MEMORY_BYTES = 200_000_000  # a larger register is packed by way of a file, not of memory
_COLUMNS = "seq, at, actor, kind, subject, payload, hash"


def open_file(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open a register and bring it to today's schema.

    Args:
        path: The register.
        create: Whether to begin a new one where there is no file.

    Raises:
        RegisterError: The file cannot be used; see `findings.errors`.
    """
    name = shown(path.name)
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        raise RegisterError(f"SQLite {sqlite3.sqlite_version} is too old, 3.37 is needed")
    _touch(path, name, create)
    with one_sentence(name):
        # Threads share it: `Register` lets one in at a time.
        db = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            # Bytes that are no UTF-8 are damage to be named, not a crash.
            db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
            version = schema.check_kind(db, name)  # before anything is written to a foreign file
            _settle(db, name)
            if version < schema.VERSION:
                with transaction(db):
                    schema.migrate(db, name)
        except BaseException:
            db.close()
            raise
    return db


def _touch(path: Path, name: str, create: bool) -> None:
    """The file must be there; a new one is readable by its owner alone, and so are its parts."""
    try:
        if create and not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        if not path.is_file():
            raise MissingError(f"{name} does not exist or is no file; check the name")
        with path.open("rb") as file:
            start = file.read(16)
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        raise MissingError(f"{name} cannot be opened; check its folder and permissions") from error
    if start and start != b"SQLite format 3\0":
        raise ForeignError(f"{name} is not a register of findings; choose another file")


def _settle(db: sqlite3.Connection, name: str) -> None:
    """The settings that every connection needs."""
    mode = db.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise RegisterError(f"{name} lies where SQLite cannot keep a log; use a local disk")
    db.execute("PRAGMA synchronous = FULL")  # what was told to be stored survives a power cut
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA temp_store = MEMORY")  # no personal text in a temporary folder
    db.execute("PRAGMA trusted_schema = OFF")


@contextmanager
def one_sentence(name: str) -> Iterator[None]:
    """The boundary behind which the errors of SQLite end."""
    try:
        yield
    except sqlite3.OperationalError as error:
        # The low byte of an extended code is the plain one (sqlite.org/rescode.html).
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BusyError(f"{name} is in use by another program; try again") from error
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise RegisterError(f"{name} cannot be written, the disk may be full") from error
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
            raise MissingError(f"{name} cannot be written; check its permissions") from error
        raise DamagedError(f"{name} is damaged ({error}); use a copy") from error
    except sqlite3.DatabaseError as error:
        raise DamagedError(f"{name} is damaged ({error}); use a copy") from error
    except TriageError:
        raise
    except (ValueError, KeyError) as error:  # text that is no UTF-8 or JSON, words of no enum
        raise DamagedError(f"{name} is damaged: it holds what nobody wrote; use a copy") from error


@contextmanager
def transaction(db: sqlite3.Connection, *, write: bool = True) -> Iterator[None]:
    """All or nothing. A writer waits for its turn before it reads, so that no two rows fork."""
    db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def append(db: sqlite3.Connection, draft: Draft, at: datetime) -> Event:
    """Add a row, lay its contents beside it, delete what it says, and let it take effect.

    Inside a writing transaction. Returns the row as stored.
    """
    last = db.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    seq, previous = last or (0, db.execute("SELECT first FROM register").fetchone()[0])
    event, beside = draft.chained(previous, seq + 1, moment(at))
    db.execute(
        f"INSERT INTO event ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            event.seq,
            event.at,
            event.actor,
            event.kind,
            event.subject,
            event.payload,
            event.hash,
        ),
    )
    for each in beside:
        db.execute(
            "INSERT INTO content VALUES (?, ?, ?, ?, ?)",
            (each.digest, event.seq, each.role.value, each.salt, each.body),
        )
    for digest in draft.deleted:
        db.execute("DELETE FROM content WHERE digest = ?", (digest,))
    if draft.deleted:
        db.execute("UPDATE register SET scrub_due = ?", (event.seq,))
    projection.apply(db, event, projection.lookup_in(db))
    return event


def events(db: sqlite3.Connection, subject: int | None = None) -> Iterator[Event]:
    """The rows in order; of one subject when it is given."""
    where, given = ("", ()) if subject is None else ("WHERE subject = ?", (subject,))
    for row in db.execute(f"SELECT {_COLUMNS} FROM event {where} ORDER BY seq", given):
        yield Event(*row)


def scrub_due(db: sqlite3.Connection) -> int:
    """The last row with a deletion whose bytes may still lie in the files; 0 for none."""
    return int(db.execute("SELECT scrub_due FROM register").fetchone()[0])


def scrub(db: sqlite3.Connection, name: str) -> None:
    """Make deleted bytes vanish from the files, where any may be left; outside transactions.

    `secure_delete` overwrites what is freed, VACUUM writes all pages anew without what lay between
    rows, and the checkpoint empties the log, which still holds the pages as they were.

    Raises:
        BusyError: Another program reads the register; what is deleted stays due.
    """
    due = scrub_due(db)
    if not due:
        return
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    large = pages * db.execute("PRAGMA page_size").fetchone()[0] > IN_MEMORY_BYTES
    db.execute(f"PRAGMA temp_store = {'FILE' if large else 'MEMORY'}")
    try:
        db.execute("VACUUM")
        busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        db.execute("PRAGMA temp_store = MEMORY")
    if busy:
        raise BusyError(
            f"it is deleted, but another program reads {name}, so that its bytes may still lie in "
            "the file; close the other program and run expire"
        )
    # Not what another program deleted meanwhile.
    db.execute("UPDATE register SET scrub_due = 0 WHERE scrub_due = ?", (due,))
