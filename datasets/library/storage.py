"""The SQLite file of a library: how it is opened, its transactions, and its errors as sentences."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from datasets.library import schema
from datasets.library.errors import (
    BusyError,
    DamagedError,
    FileError,
    ForeignError,
    FullError,
    LibraryError,
    MissingError,
)
from model.errors import TriageError, shown

DATABASE = "library.db"
BUSY_SECONDS = 30.0  # a write takes milliseconds; longer than a backup program holds a file
LEAST_SQLITE = (3, 37, 0)  # STRICT tables
IN_MEMORY_BYTES = 200_000_000  # a larger table file is packed by way of a file, not of memory
_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


def open_file(folder: Path, *, create: bool) -> sqlite3.Connection:
    """Open the file of a library and bring it to today's schema.

    Args:
        folder: The library.
        create: Whether to begin a new one in a folder that is empty or not there.

    Raises:
        FileError: The folder cannot be used; see `errors`.
    """
    name = shown(folder.name or str(folder))
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        raise FileError(f"SQLite {sqlite3.sqlite_version} is too old, 3.37 is needed")
    with one_sentence(name):
        _touch(folder, name, create)
        db = sqlite3.connect(
            folder / DATABASE, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            version = schema.check_kind(db, name)  # before anything is written to a foreign file
            _settle(db, name)
            if version < schema.VERSION:
                with transaction(db):
                    schema.migrate(db, name)
        except BaseException:
            db.close()
            raise
    return db


def _touch(folder: Path, name: str, create: bool) -> None:
    """The file must be there; a new one is readable by its owner alone, and so are its parts."""
    file = folder / DATABASE
    try:
        there = file.exists()
    except ValueError as error:  # a name with a null character
        raise MissingError(f"{name} cannot be opened; check its name") from error
    if create and not there:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Another process may be making the same library at this moment.
        ours = (DATABASE, "originals", "looks.db")
        if any(not each.name.startswith(ours) for each in folder.iterdir()):
            raise ForeignError(f"{name} holds other files; choose an empty folder for a library")
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    if not file.is_file():
        raise MissingError(f"{name} holds no library; check the folder, or create it with --create")
    with file.open("rb") as opened:
        start = opened.read(16)
    if start and start != b"SQLite format 3\0":
        raise ForeignError(f"{name} is not a library of photos; choose another folder")


def _settle(db: sqlite3.Connection, name: str) -> None:
    """The settings that every connection needs."""
    mode = db.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise FileError(f"{name} lies where SQLite cannot keep a log; use a local disk")
    db.execute("PRAGMA synchronous = FULL")  # what was confirmed survives a power cut
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # what is withdrawn is overwritten
    db.execute("PRAGMA temp_store = MEMORY")  # no personal text in a temporary folder
    db.execute("PRAGMA trusted_schema = OFF")


@contextmanager
def one_sentence(name: str) -> Iterator[None]:
    """The boundary behind which the errors of SQLite and of the system end."""
    try:
        yield
    except TriageError:
        raise
    except sqlite3.OperationalError as error:
        raise _told(error, name) from error
    except sqlite3.DatabaseError as error:
        raise DamagedError(f"{name} is damaged ({error}); use a copy") from error
    except OSError as error:
        if error.errno in _FULL:
            raise FullError(f"{name} cannot be written, the disk is full; make room") from error
        raise MissingError(f"{name} cannot be opened or written; check its permissions") from error
    except (ValueError, KeyError) as error:  # text that is no JSON, words of no enum
        raise DamagedError(f"{name} is damaged: it holds what nobody wrote; use a copy") from error


def _told(error: sqlite3.OperationalError, name: str) -> LibraryError:
    # The low byte of an extended code is the plain one (sqlite.org/rescode.html).
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError(f"{name} is in use by another program; try again")
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return FullError(f"{name} cannot be written, the disk may be full; make room")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return MissingError(f"{name} cannot be opened or written; check its permissions")
    return DamagedError(f"{name} is damaged ({error}); use a copy")


@contextmanager
def transaction(db: sqlite3.Connection, *, write: bool = True) -> Iterator[None]:
    """All or nothing. A writer waits for its turn before it reads what it will change."""
    db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def pack(db: sqlite3.Connection, name: str) -> None:
    """Make deleted rows vanish from a file and its log; outside transactions.

    `secure_delete` overwrites what is freed, VACUUM writes all pages anew without what lay between
    rows, and the checkpoint empties the log, which still holds the pages as they were.

    Raises:
        BusyError: Another program reads the file.
    """
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    large = pages * db.execute("PRAGMA page_size").fetchone()[0] > IN_MEMORY_BYTES
    db.execute(f"PRAGMA temp_store = {'FILE' if large else 'MEMORY'}")
    db.execute("VACUUM")
    if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise BusyError(f"{name} is in use by another program; try again")
