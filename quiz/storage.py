"""The SQLite file of the answers: opened, brought to today's schema, freed of what was deleted."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from model.errors import shown
from quiz.errors import ProgressError

APPLICATION_ID = 0x54464C51  # "TFLQ", tells our files from other SQLite files
BUSY_SECONDS = 10.0  # a write takes milliseconds
FOLDER, FILE = "torture-free-trade", "learning.sqlite"

_ANSWER = """
CREATE TABLE answer (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    user TEXT NOT NULL,
    kind TEXT NOT NULL,
    class TEXT NOT NULL,
    offered TEXT NOT NULL,
    chosen TEXT NOT NULL,
    right INTEGER NOT NULL CHECK (right IN (0, 1)),
    seconds REAL NOT NULL
) STRICT"""


def _answers(db: sqlite3.Connection) -> None:
    """Schema 1: the answers."""
    db.execute(_ANSWER)
    db.execute("CREATE INDEX answer_user ON answer (user, id)")


# `PRAGMA user_version` counts the migrations a file has seen.
MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_answers,)
VERSION = len(MIGRATIONS)


def default_path() -> Path:
    """Where a program keeps data of its user, by the rules of the system (XDG on Linux)."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / FOLDER / FILE


def open_file(path: Path | None) -> sqlite3.Connection:
    """Open the answers, and begin with none where there is no file.

    Args:
        path: the file; None keeps them in memory only.

    Raises:
        ProgressError: the file cannot be used.
    """
    name = shown(path.name) if path else "the memory"
    if path is not None:
        _touch(path, name)
    with one_sentence(name):
        # Threads share it: `Progress` lets one in at a time.
        db = sqlite3.connect(
            path or ":memory:",
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _check_kind(db, name)  # before anything is written to a foreign file
            _settle(db)
            _migrate(db, name)
        except BaseException:
            db.close()
            raise
    return db


def _touch(path: Path, name: str) -> None:
    """A new file is readable by its owner alone, and so are its parts: SQLite copies the mode."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        raise ProgressError(f"{name} cannot be opened; check its folder and permissions") from error


def _check_kind(db: sqlite3.Connection, name: str) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    is_empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not (is_empty and version == application == 0):
        raise ProgressError(f"{name} holds no results of the quiz; choose another file")
    if version > VERSION:
        raise ProgressError(
            f"{name} has schema {version}, this program knows {VERSION}; use the newer program"
        )
    return version


def _settle(db: sqlite3.Connection) -> None:
    """The settings that every connection needs."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")  # what was told to be kept survives a power cut
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("PRAGMA trusted_schema = OFF")


def _migrate(db: sqlite3.Connection, name: str) -> None:
    with transaction(db):
        for step in MIGRATIONS[_check_kind(db, name) :]:
            step(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")


def scrub(db: sqlite3.Connection) -> bool:
    """Make deleted bytes vanish from the files; False while another program still reads them.

    `secure_delete` overwrites what is freed, VACUUM writes the pages anew, and the checkpoint
    empties the log, which still holds the pages as they were.
    """
    db.execute("VACUUM")
    return int(db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]) == 0


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; a writer waits for its turn."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


@contextmanager
def one_sentence(name: str) -> Iterator[None]:
    """The boundary behind which the errors of SQLite end."""
    try:
        yield
    except sqlite3.OperationalError as error:
        # The low byte of an extended code is the plain one (sqlite.org/rescode.html).
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise ProgressError(f"{name} is in use by another program; try again") from error
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise ProgressError(f"{name} cannot be written, the disk may be full") from error
        raise ProgressError(f"{name} cannot be used ({error}); check it") from error
    except sqlite3.DatabaseError as error:
        raise ProgressError(f"{name} is no database or damaged; choose another file") from error
