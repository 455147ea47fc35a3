"""The SQLite file of the accounts: created for its owner alone, checked, migrated, opened."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from accounts.errors import StorageError

APPLICATION_ID = 0x41434354  # "ACCT", so that no other program's file is taken for ours
BUSY_SECONDS = 5.0
# Step i leads from user_version i to i + 1; a released step is never changed.
MIGRATIONS = (
    """
    CREATE TABLE account (
        name TEXT PRIMARY KEY,
        hash TEXT NOT NULL,
        role TEXT NOT NULL,
        enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
        stamp INTEGER NOT NULL,    -- counts changes, and ends sessions
        changed TEXT NOT NULL      -- ISO 8601, UTC
    ) STRICT;
    CREATE TABLE change (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        name TEXT NOT NULL,
        what TEXT NOT NULL
    ) STRICT;
    CREATE TABLE failure (
        kind TEXT NOT NULL,        -- account or address
        key TEXT NOT NULL,
        count INTEGER NOT NULL,
        last REAL NOT NULL,        -- seconds since 1970, UTC
        PRIMARY KEY (kind, key)
    ) STRICT;
    """,
)


class Storage:
    """One file; every use opens and closes a connection, so that any thread may ask."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Check the file, or make it.

        Args:
            path: of the file.
            create: make it when it is missing, readable by its owner alone.

        Raises:
            StorageError: missing, readable by others, damaged or of another program.
        """
        self.path = path
        if not path.exists():
            if not create:
                raise StorageError(
                    f"there is no file of accounts {path.name}; make it with "
                    "python -m accounts add NAME --role admin --file FILE"
                )
            _make(path)
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise StorageError(f"others can read {path.name}; forbid it with chmod 600")
        with self.changing() as connection:
            _migrate(connection, path.name)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read from.

        Raises:
            StorageError: the file cannot be used.
        """
        try:
            with closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS)) as connection:
                connection.isolation_level = None  # transactions are begun by hand
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")  # a lost power keeps a lock-out
                yield connection
        except sqlite3.Error as error:
            raise StorageError(
                f"the file of accounts {self.path.name} cannot be used: {error}"
            ) from error

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A connection inside one transaction: all of it happens, or nothing.

        Raises:
            StorageError: the file cannot be used.
        """
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


def _make(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StorageError(f"{path.name} cannot be made; check its folder ({error})") from error


def _migrate(connection: sqlite3.Connection, name: str) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if owner != APPLICATION_ID and (tables or owner or version):
        raise StorageError(f"{name} is not a file of accounts; choose another")
    if version > len(MIGRATIONS):
        raise StorageError(f"{name} was written by a newer program; use that one")
    for step in MIGRATIONS[version:]:
        for statement in step.split(";"):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
