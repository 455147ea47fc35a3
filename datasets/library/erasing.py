"""Makes the bytes of withdrawn photos vanish from the disk: files, looks, what SQLite leaves.

A withdrawal is confirmed first (`withdrawing`); what is still due here is finished by whoever opens
the library next. What a disk, a snapshot or a backup keeps below the file system, no program
overwrites.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from datasets.library import storage
from datasets.library.originals import FOLDER, Originals
from model.errors import shown

LOOKS = "looks.db"  # what networks saw; its tables name a photo by the bytes of its hash


def due(db: sqlite3.Connection) -> tuple[str, ...]:
    """SHA-256 of withdrawn photos of which bytes may still lie on the disk."""
    rows = db.execute("SELECT sha256 FROM withdrawn WHERE due = 1 ORDER BY photo")
    return tuple(sha256 for (sha256,) in rows)


def finish(folder: Path) -> None:
    """Erase what is due. Killed at any moment, it can be run again.

    Args:
        folder: The library; others may have it open.

    Raises:
        FileError: Something cannot be erased; it stays due.
    """
    name = shown(folder.name or str(folder))
    with closing(storage.open_file(folder, create=False)) as db, storage.one_sentence(name):
        waiting = due(db)
        for sha256 in waiting:
            Originals(folder / FOLDER).erase(sha256)
        if waiting and (folder / LOOKS).is_file():
            with storage.one_sentence(LOOKS):
                _forget(folder / LOOKS, waiting)
        if waiting:
            storage.pack(db, name)
            db.executemany(
                "UPDATE withdrawn SET due = 0 WHERE sha256 = ?", [(each,) for each in waiting]
            )


def _forget(path: Path, photos: Sequence[str]) -> None:
    """Delete every row about photos from a file of looks."""
    rows = [(bytes.fromhex(sha256),) for sha256 in photos]
    made = sqlite3.connect(path, timeout=storage.BUSY_SECONDS, isolation_level=None)
    with closing(made) as db:
        db.execute("PRAGMA secure_delete = ON")
        tables = db.execute(
            "SELECT t.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c "
            "WHERE t.type = 'table' AND c.name = 'photo'"
        ).fetchall()
        for (table,) in tables:
            db.executemany(f'DELETE FROM "{table}" WHERE photo = ?', rows)
        storage.pack(db, path.name)
