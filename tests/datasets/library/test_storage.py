"""Files of all kinds: foreign, newer, damaged, changed, missing, left over; and the settings."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from datasets.library import schema
from datasets.library.errors import (
    DamagedError,
    ForeignError,
    MissingError,
    NewerError,
    RefusedError,
    UnknownError,
)
from datasets.library.library import Library
from tests.datasets.library.made import added, jpeg


def test_only_its_owner_can_read_a_library(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with Library(tmp_path / "l", create=True) as library:
            added(library)
            modes = {p: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "l").rglob("*")}
    finally:
        os.umask(old)
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert stat.S_IMODE((tmp_path / "l").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET actor = 'x'",
        "DELETE FROM change",
        "REPLACE INTO change SELECT 1, at, actor, kind, photo, version, batch, undoes, before, "
        "after FROM change LIMIT 1",
        "INSERT INTO change SELECT 900, at, actor, kind, photo, version, batch, undoes, before, "
        "after FROM change LIMIT 1",
        "UPDATE photo SET sha256 = original_sha256 || ''",
        "UPDATE photo SET licence = ''",
        "UPDATE photo SET label = 'x' WHERE label IS NULL",
        "DELETE FROM photo",
    ],
)
def test_the_file_itself_refuses_to_change_history(
    filled: Library, folder: Path, statement: str
) -> None:
    db = sqlite3.connect(folder / "library.db")
    db.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(statement)
    db.close()


def test_a_changed_or_missing_file_is_found(library: Library, folder: Path) -> None:
    whole, changed, gone = (added(library, seed) for seed in range(3))
    stored = folder / "originals"
    (stored / changed.sha256[:2] / changed.sha256).write_bytes(b"other")
    (stored / gone.sha256[:2] / gone.sha256).unlink()
    assert library.original(whole.sha256) == jpeg(0)
    with pytest.raises(DamagedError, match="was changed; restore"):
        library.original(changed.sha256)
    with pytest.raises(UnknownError, match="is gone; restore"):
        library.original(gone.sha256)
    assert [fault.sha256 for fault in library.check()] == [changed.sha256, gone.sha256]


def test_leftovers_are_named_and_mended_only_when_asked(library: Library, folder: Path) -> None:
    item = added(library, 1)
    lone = hashlib.sha256(b"lone").hexdigest()
    left = folder / "originals" / lone[:2] / lone
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"lone")
    draft = left.parent / ".draft-0123"
    draft.write_bytes(b"half")
    assert [fault.sha256 for fault in library.check()] == [lone]  # the draft may be another's
    os.utime(draft, (0, 0))
    assert len(library.check()) == 2
    assert library.check(mend=True) == ()
    assert not left.exists()
    assert not draft.exists()
    assert library.original(item.sha256) == jpeg(1)


def test_a_dropped_guard_is_found(library: Library, folder: Path) -> None:
    db = sqlite3.connect(folder / "library.db")
    db.execute("DROP TRIGGER change_kept")
    db.close()
    assert "change_kept" in library.check()[0].sentence


def test_folders_that_are_no_library_are_refused_and_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.doc").write_bytes(b"x")
    with pytest.raises(ForeignError, match="holds other files"):
        Library(other, create=True)
    for wrong in (other, tmp_path / "none", Path("a\0b")):
        with pytest.raises(MissingError):
            Library(wrong)
    (other / "library.db").write_bytes(b"no database")
    with pytest.raises(ForeignError, match="not a library"):
        Library(other)
    (other / "library.db").unlink()
    db = sqlite3.connect(other / "library.db")
    db.execute("CREATE TABLE mine (id)")
    db.close()
    with pytest.raises(ForeignError, match="not a library"):
        Library(other)
    assert {each.name for each in other.iterdir()} == {"thesis.doc", "library.db"}


def test_a_library_of_a_newer_schema_is_refused(folder: Path) -> None:
    Library(folder, create=True).close()
    db = sqlite3.connect(folder / "library.db")
    db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()
    told = f"has schema {schema.VERSION + 1}, this program knows {schema.VERSION}"
    with pytest.raises(NewerError, match=told):
        Library(folder)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 30_000),
        ("application_id", schema.APPLICATION_ID),
        ("user_version", schema.VERSION),
    ],
)
def test_every_connection_has_its_settings(library: Library, pragma: str, value: object) -> None:
    assert library._db.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_a_row_that_nobody_wrote_is_one_sentence(library: Library, folder: Path) -> None:
    item = added(library, 1)
    db = sqlite3.connect(folder / "library.db")
    db.execute("UPDATE photo SET box = 'no JSON'")
    db.commit()
    with pytest.raises(DamagedError, match="holds what nobody wrote"):
        library.get(item.sha256)
    db.execute("UPDATE photo SET box = NULL, taken = 'yesterday'")
    db.commit()
    db.close()
    with pytest.raises(RefusedError, match="must be like 2026-11-28"):
        library.get(item.sha256)
