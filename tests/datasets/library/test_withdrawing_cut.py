"""A withdrawal that is cut, held back or forged: whoever opens the library next finishes it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest

from datasets.library import storage, withdrawing
from datasets.library.errors import BusyError
from datasets.library.library import Library
from tests.datasets.library.made import ANNA, added
from tests.datasets.library.test_faults import ROOT
from tests.datasets.library.withdrawn import WHY, gone, personal


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM withdrawn",
        "UPDATE withdrawn SET reason = 'x'",
        "UPDATE withdrawn SET due = 1",
        "INSERT INTO withdrawn SELECT 900, sha256, original_sha256, at, actor, reason, 0 "
        "FROM withdrawn",
        "INSERT INTO withdrawn SELECT 2, 'x', 'y', at, actor, reason, 0 FROM withdrawn",
        "UPDATE change SET before = '{}', after = '{}' WHERE photo = 2",
        'UPDATE change SET after = \'{"place": "x"}\' WHERE photo = 1',
        "UPDATE change SET actor = 'x', before = '{}', after = '{}' WHERE photo = 1",
        "DELETE FROM change WHERE photo = 1",
        "INSERT INTO change SELECT 1 + max(seq), at, actor, kind, 1, 9, 9, NULL, '{}', '{}' "
        "FROM change",
        "DELETE FROM photo",
        "INSERT OR REPLACE INTO photo SELECT * FROM photo",
    ],
)
def test_the_file_itself_lets_a_withdrawal_alone_empty_history(
    library: Library, statement: str
) -> None:
    first, second = added(library, 7), added(library, 1)
    assert (first.id, second.id) == (1, 2)
    withdrawing.withdraw(library, [first.sha256], ANNA, WHY)
    db = sqlite3.connect(library.path / "library.db")
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(statement)
    db.close()


def test_a_photo_that_was_withdrawn_cannot_be_inserted_by_any_program(library: Library) -> None:
    item, other = added(library, 7), added(library, 1)
    withdrawing.withdraw(library, [item.sha256], ANNA, WHY)
    db = sqlite3.connect(library.path / "library.db")
    names = [row[1] for row in db.execute("PRAGMA table_info(photo)")][1:]
    quoted = ", ".join(f'"{name}"' for name in names)
    taken = ", ".join(f"'{item.sha256}'" if "sha256" in name else f'"{name}"' for name in names)
    with pytest.raises(sqlite3.IntegrityError, match="was withdrawn"):
        db.execute(f"INSERT INTO photo ({quoted}) SELECT {taken} FROM photo WHERE id = {other.id}")
    db.close()


def test_what_another_program_holds_back_is_said_and_finished_later(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = personal(library)
    reader = sqlite3.connect(library.path / "library.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM photo").fetchone()
    monkeypatch.setattr(storage, "BUSY_SECONDS", 0.05)
    with pytest.raises(BusyError, match="it is withdrawn, but bytes of it may still lie"):
        withdrawing.withdraw(library, [item.sha256], ANNA, WHY)
    assert [one.due for one in withdrawing.withdrawn(library)] == [True]
    (fault,) = library.check()
    assert "may still lie on the disk" in fault.sentence
    reader.close()
    with Library(library.path):  # whoever opens it next
        pass
    assert [one.due for one in withdrawing.withdrawn(library)] == [False]
    gone(library, item)


KILLED = """
import os, sys
from datasets.library import originals, storage, withdrawing
from datasets.library.library import Library
def stop(*_, **__):
    os._exit(9)
setattr({"originals": originals, "storage": storage}[sys.argv[3]], sys.argv[4], stop)
with Library(sys.argv[1]) as library:
    withdrawing.withdraw(library, [sys.argv[2]], "Anna", "court order 12")
"""


@pytest.mark.parametrize("step", ["originals _overwrite", "originals _settle", "storage pack"])
def test_killed_at_any_step_the_next_who_opens_it_finishes(library: Library, step: str) -> None:
    item = personal(library)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(library.path), item.sha256, *step.split()],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 9, done.stderr
    with Library(library.path) as again:
        gone(again, item)
        assert not any(one.due for one in withdrawing.withdrawn(again))
