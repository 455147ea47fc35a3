"""Files of all kinds: older, newer, foreign, damaged, missing, out of reach; and the settings."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from findings import projection, schema
from findings.errors import (
    DamagedError,
    ForeignError,
    MissingError,
    NewerError,
    RegisterError,
)
from findings.register import Register
from tests.findings.made import NAME, consignment
from tests.findings.older import of_schema


def test_a_migration_that_fails_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_schema(path, 1)
    db = sqlite3.connect(path)
    before = db.execute("SELECT name FROM sqlite_master").fetchall()
    db.close()

    def fail(db: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("no")

    monkeypatch.setattr(schema, "rebuild", fail)
    with pytest.raises(DamagedError):
        Register(path)
    db = sqlite3.connect(path)
    assert db.execute("SELECT name FROM sqlite_master").fetchall() == before
    assert db.execute("PRAGMA user_version").fetchone() == (1,)
    db.close()


def test_a_register_of_a_newer_schema_is_refused_and_left_alone(copy: Path) -> None:
    db = sqlite3.connect(copy)
    db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()
    before = copy.read_bytes()
    with pytest.raises(NewerError, match=r"has schema 5, this program knows 4; use the newer"):
        Register(copy)
    assert copy.read_bytes() == before


def test_other_files_are_refused_and_left_alone(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE photos (id)")
    db.close()
    for content in (path.read_bytes(), b"no database", b"{}" * 5000):
        path.write_bytes(content)
        for create in (False, True):
            with pytest.raises(ForeignError, match=r"findings.db is not a register"):
                Register(path, create=create)
        assert path.read_bytes() == content


def test_a_damaged_file_is_one_sentence(copy: Path) -> None:
    data = copy.read_bytes()
    for spoilt in (data[: len(data) // 2], data[:5000], data[:4096] + bytes(len(data) - 4096)):
        copy.write_bytes(spoilt)
        try:
            with Register(copy) as register:
                told = [fault.sentence for fault in register.verify().faults]
        except DamagedError as error:
            told = [str(error)]
        assert told
        assert "damaged" in told[0]


def test_a_file_that_is_not_there_is_made_only_when_asked(path: Path, tmp_path: Path) -> None:
    for wrong in (path, tmp_path, tmp_path / "no" / "folder.db", Path("a\0b")):
        with pytest.raises(MissingError):
            Register(wrong)
    with pytest.raises(MissingError):
        Register(tmp_path / "no" / "folder.db", create=True)
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_can_read_a_new_register(path: Path) -> None:
    old = os.umask(0)
    try:
        with Register(path, create=True) as register:
            register.open_consignment(consignment(), NAME)
            modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    finally:
        os.umask(old)
    assert modes == dict.fromkeys((path.name, f"{path.name}-shm", f"{path.name}-wal"), 0o600)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 10_000),
        ("trusted_schema", 0),
        ("application_id", schema.APPLICATION_ID),
    ],
)
def test_every_connection_has_its_settings(register: Register, pragma: str, value: object) -> None:
    assert register._db.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_an_old_sqlite_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 0))
    with pytest.raises(RegisterError, match=r"3\.37"):
        Register(path, create=True)


def test_the_read_tables_are_all_compared(register: Register) -> None:
    made = {name for name in schema.known() if name not in schema.guards()}
    stored = {
        row[0]
        for row in register._db.execute("SELECT name FROM sqlite_master WHERE sql IS NOT NULL")
    }
    assert stored == schema.known()
    assert set(projection.TABLES) <= made
