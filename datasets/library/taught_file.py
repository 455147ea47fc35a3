"""The file beside the networks of a library, `networks.db`, and their list, `released.toml`."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from datasets.library import storage
from datasets.library.errors import ForeignError, NewerError
from datasets.library.library import Library
from model.errors import shown
from model.released import LIST

FOLDER, DATABASE = "networks", "networks.db"
_APPLICATION_ID = 0x54465054  # "TFPT"
_SCHEMA = 1
_TABLES = (
    "CREATE TABLE network (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, "
    "body TEXT NOT NULL) STRICT",
    "CREATE TABLE event (seq INTEGER PRIMARY KEY, network INTEGER NOT NULL "
    "REFERENCES network (id), state TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL) STRICT",
    *(
        f"CREATE TRIGGER {table}_{name} BEFORE {what} ON {table} "
        "BEGIN SELECT raise(ABORT, 'what networks learned is only appended to'); END"
        for table in ("network", "event")
        for name, what in (("kept", "UPDATE"), ("stays", "DELETE"))
    ),
)


@contextmanager
def opened(library: Library) -> Iterator[sqlite3.Connection]:
    """The file, made where it is missing."""
    path = library.path / FOLDER / DATABASE
    name = f"{DATABASE} of {shown(library.path.name)}"
    with storage.one_sentence(name):
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        db = sqlite3.connect(path, timeout=storage.BUSY_SECONDS, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA trusted_schema = OFF")
            _form(db, name)
            yield db
        finally:
            db.close()


def _form(db: sqlite3.Connection, name: str) -> None:
    if _schema_of(db, name) == _SCHEMA:
        return
    with storage.transaction(db):
        if _schema_of(db, name) == 0:  # no other process was quicker
            for statement in _TABLES:
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {_SCHEMA}")


def _schema_of(db: sqlite3.Connection, name: str) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    if application not in (0, _APPLICATION_ID):
        raise ForeignError(f"{name} is another program's file; move it away")
    if version > _SCHEMA:
        raise NewerError(f"{name} is from a newer version of this program; use that one")
    return version


def settle(path: Path) -> None:
    """Make a file or the names in a folder survive a power cut, where the system can."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_listed(where: Path, rows: Sequence[Mapping[str, str | int]]) -> bool:
    """Whether the list for `model.released` holds these rows and no others."""
    path = where / LIST
    return (path.read_text(encoding="utf-8") if path.is_file() else "") == _toml(rows)


def write_list(where: Path, rows: Sequence[Mapping[str, str | int]]) -> None:
    """Write the list anew, the last row as the default; without a row there is none."""
    path = where / LIST
    if not rows:
        path.unlink(missing_ok=True)
        return
    draft = where / f".{LIST}.{os.getpid()}"
    draft.write_text(_toml(rows), encoding="utf-8")
    settle(draft)
    draft.replace(path)
    settle(where)


def _toml(rows: Sequence[Mapping[str, str | int]]) -> str:
    """The list in TOML; JSON's texts and whole numbers are TOML's too."""
    if not rows:
        return ""
    lines = [f"default = {json.dumps(rows[-1]['name'])}"]
    for row in rows:
        lines += ["", "[[weights]]", *(f"{key} = {json.dumps(row[key])}" for key in row)]
    return "\n".join(lines) + "\n"
