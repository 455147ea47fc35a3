"""Libraries that older programs wrote: opened, brought to today's schema, nothing lost."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from datasets.library import schema, versions, withdrawing
from datasets.library.errors import StaleError
from datasets.library.library import Library
from datasets.library.record import State
from tests.datasets.library.made import ANNA

# As `Connection.iterdump` wrote them with the programs of those days.
GOLDEN = Path(__file__).parents[2] / "golden" / "library"
SCHEMAS = [1, 2]


def hash_of(n: int) -> str:
    return hashlib.sha256(f"photo {n}".encode()).hexdigest()


def old(folder: Path, number: int) -> Path:
    """A library of an older schema, with its files."""
    folder.mkdir()
    db = sqlite3.connect(folder / "library.db")
    db.executescript((GOLDEN / f"schema_{number}.sql").read_text(encoding="utf-8"))
    db.close()
    for n in range(4):
        path = folder / "originals" / hash_of(n)[:2] / hash_of(n)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"photo {n}".encode())
    return folder


def rows(folder: Path, table: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(folder / "library.db")
    try:
        return db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
    finally:
        db.close()


@pytest.mark.parametrize("number", SCHEMAS)
def test_an_older_library_keeps_every_row(folder: Path, number: int) -> None:
    old(folder, number)
    tables = ["photo", "change", "version", "fetched"]
    tables += ["apart", "opinion", "left_as_is"] if number > 1 else []
    before = {table: rows(folder, table) for table in tables}
    assert all(before.values())
    with Library(folder) as library:
        assert {table: rows(folder, table) for table in tables} == before
        assert library.check() == ()
        assert versions.verify(library, library.version("old")).holds
        states = [item.record.state for item in library.items()]
        assert states == [State.LABELLED, State.ACCEPTED, State.LABELLED, State.LABELLED]
    assert rows(folder, "withdrawn") == []


@pytest.mark.parametrize("number", SCHEMAS)
def test_an_older_library_goes_on_as_a_new_one(folder: Path, number: int) -> None:
    old(folder, number)
    with Library(folder) as library:
        undone = library.undo("Anna")  # the two photos that were labelled together
        assert [item.record.label for item in undone] == ["handcuffs", "handcuffs"]
        assert library.history(limit=1)[0].seq == 11  # numbers go on, none twice
        with pytest.raises(StaleError):
            library.label([(hash_of(0), 1)], "batons", ANNA)
        withdrawing.withdraw(library, [hash_of(0)], ANNA, "consent withdrawn")
        assert library.check() == ()
    assert b"Author Number0" not in b"".join(p.read_bytes() for p in folder.glob("library.db*"))


@pytest.mark.parametrize("number", [*SCHEMAS, 0])
def test_all_libraries_have_the_same_tables(tmp_path: Path, folder: Path, number: int) -> None:
    if number:
        old(folder, number)
    Library(folder, create=True).close()
    Library(tmp_path / "new", create=True).close()
    there, new = (
        {name: sql for _, name, _, _, sql in rows(place, "sqlite_master")}
        for place in (folder, tmp_path / "new")
    )
    assert there == new
    assert "change_after" not in " ".join(map(str, new.values()))


def test_a_migration_that_is_cut_off_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old(folder, 2)
    before = rows(folder, "sqlite_master")

    def broken(db: sqlite3.Connection) -> None:
        schema._third(db)
        raise OSError("power cut")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS[:2], broken))
    with pytest.raises(Exception, match="cannot be opened or written"):
        Library(folder)
    assert rows(folder, "sqlite_master") == before
    monkeypatch.undo()
    with Library(folder) as library:
        assert len(list(library.items())) == 4
