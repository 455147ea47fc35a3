"""What is deleted is gone from the bytes of the files, and the chain still holds."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from findings import deleting, storage
from findings.errors import BusyError, UnknownError
from findings.event import Content, Kind, Role
from findings.parts import Conclusion, Verdict
from findings.register import Register
from model.photo import encode_jpeg
from tests.conftest import textured
from tests.findings.made import (
    NAME,
    NOTE,
    ORIGINAL,
    ORIGINAL_SHA256,
    Clock,
    consignment,
    finding,
    raw,
)

ROOT = Path(__file__).parents[2]


def pieces(data: bytes, length: int = 24) -> list[bytes]:
    """Stretches of a picture, as a page of the file holds only part of it."""
    return [data[at : at + length] for at in range(0, len(data) - length, 500)]


def test_a_deleted_picture_is_gone_from_the_files(register: Register, path: Path) -> None:
    id = register.record(register.open_consignment(consignment(), NAME), finding())
    register.keep_photo(id, ORIGINAL, NAME)
    jpeg = register.photo(id, ORIGINAL_SHA256)
    assert all(piece in raw(path) for piece in pieces(jpeg)[:1])
    register.delete_photo(id, ORIGINAL_SHA256, NAME)
    assert [piece for piece in pieces(jpeg) if piece in raw(path)] == []
    assert register.finding(id).kept == ()
    assert register.finding(id).finding == finding()
    assert register.verify().holds
    with pytest.raises(UnknownError):
        register.photo(id, ORIGINAL_SHA256)


def test_a_deleted_finding_is_gone_from_the_files_with_all_its_words(
    register: Register, path: Path
) -> None:
    """Among many others and after many changes, so that pages have been split and joined."""
    number = register.open_consignment(consignment(), "Inspector Other")
    for index in range(40):
        register.record(number, finding(by="Inspector Other", conclusion=None))
        if index == 20:
            id = register.record(number, finding())
            register.conclude(id, Conclusion(Verdict.NONE, note="first unsaid Bartholomew"), NAME)
            register.undo_conclusion(id, NAME)
            register.add_note(id, "second Nebuchadnezzar " * 300, NAME)
            register.keep_photo(id, ORIGINAL, NAME)
            jpeg = register.photo(id, ORIGINAL_SHA256)
    words = ["Dragomirescu", "dragomirescu", "artholomew", "ebuchadnezzar", "Quillfeather"]
    assert all(word.encode() in raw(path) for word in words)
    salts = [
        bytes(salt)
        for (salt,) in register._db.execute(
            "SELECT salt FROM content JOIN event USING (seq) WHERE subject = ?", (id,)
        )
    ]
    register.delete_finding(id, "Inspector Other")
    left = raw(path)
    assert [word for word in words if word.encode() in left] == []
    assert [salt for salt in salts if salt in left] == []
    assert [piece for piece in pieces(jpeg) if piece in left] == []
    assert len(salts) == 9
    assert register.search().total == 40
    assert register.verify().holds
    assert [line.by for line in register.history(id)] == [""] * 5 + ["Inspector Other"]
    with pytest.raises(UnknownError):
        register.finding(id)
    with pytest.raises(UnknownError):
        register.undo_conclusion(id, NAME)


def test_a_deleted_consignment_takes_its_findings_along(register: Register, path: Path) -> None:
    first = register.open_consignment(consignment(reference="GONE-REFERENCE"), NAME)
    other = register.record(register.open_consignment(consignment(), "B"), finding(by="B"))
    ids = [register.record(first, finding()) for _ in range(2)]
    assert register.delete_consignment(first, "B") == 2
    assert [item.id for item in register.search().findings] == [other]
    assert not [word for word in (b"GONE-REFERENCE", NAME.encode()) if word in raw(path)]
    assert register.history(ids[0])[-1].kind is Kind.FINDING_DELETED
    assert register.verify().holds
    with pytest.raises(UnknownError):
        register.delete_consignment(first, "B")


def test_without_its_salt_a_content_cannot_be_guessed(register: Register) -> None:
    """The row of a deleted note must not tell even who knows the note by heart."""
    id = register.record(register.open_consignment(consignment(), NAME), finding())
    twin = register.record(1, finding())
    rows = {each.seq: each for each in storage.events(register._db)}
    assert rows[id].actor != rows[twin].actor
    note, post = (Content(role, b"x", b"salt") for role in (Role.NOTE, Role.POST))
    assert note.digest != post.digest
    plain = hashlib.sha256(NOTE.encode()).hexdigest()
    assert all(plain not in row.payload and NAME not in row.payload for row in rows.values())


def test_retention_deletes_what_is_older_and_nothing_else(
    register: Register, path: Path, clock: Clock
) -> None:
    register.set_retention(30, "Chief Oldenburg")
    first = register.open_consignment(consignment(reference="OLD-REFERENCE"), NAME)
    second = register.open_consignment(consignment(), "Inspector Other")
    old = register.record(first, finding())
    register.keep_photo(old, ORIGINAL, NAME)
    mixed = register.record(second, finding())
    clock.later(days=20)
    young = register.record(second, finding(by="Inspector Young"))
    clock.later(days=10)
    assert register.expire() == 0, "thirty days old is not older than thirty days"
    clock.later(seconds=1)
    assert register.expire() == 2
    assert [item.id for item in register.search().findings] == [young]
    left = raw(path)
    for word in ("OLD-REFERENCE", "old-reference", NAME, "Oldenburg"):
        assert word.encode() not in left, word
    assert NOTE.encode() in left, "the young finding has the same note"
    kinds = {id: register.history(id)[-1].kind for id in (old, mixed, first, second)}
    assert kinds == {
        old: Kind.FINDING_DELETED,
        mixed: Kind.FINDING_DELETED,
        first: Kind.CONSIGNMENT_DELETED,
        second: Kind.CONSIGNMENT_OPENED,
    }
    assert register.verify().holds
    assert register.expire() == 0


def test_deleting_leaves_no_row_when_there_is_nothing_to_delete(
    register: Register, clock: Clock
) -> None:
    register.record(register.open_consignment(consignment(), NAME), finding())
    before = register.head()
    assert register.retention is None
    assert register.expire(clock() + timedelta(days=40_000)) == 0
    with pytest.raises(UnknownError):
        register.delete_finding(77, NAME)
    with pytest.raises(UnknownError):
        register.delete_photo(2, ORIGINAL_SHA256, NAME)
    assert register.head() == before


def test_the_names_of_deletions_go_in_their_turn(
    register: Register, path: Path, clock: Clock
) -> None:
    id = register.record(register.open_consignment(consignment(), "A"), finding(by="A"))
    register.delete_finding(id, "Deleter Wolfeschlegel")
    register.set_retention(1, "A")
    clock.later(days=2)
    register.expire()
    assert b"Wolfeschlegel" not in raw(path)
    assert register.verify().holds
    assert register.history(0)[-1].kind is Kind.NAMES_DELETED


def test_who_reads_meanwhile_delays_the_bytes_and_the_user_is_told(
    register: Register, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = register.record(register.open_consignment(consignment(), NAME), finding())
    register._db.execute("PRAGMA busy_timeout = 50")
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM content").fetchone()
    with pytest.raises(BusyError, match="run expire"):
        register.delete_finding(id, NAME)
    proof = register.verify()
    assert (proof.holds, proof.scrub_due) == (True, True)
    assert NOTE.encode() in raw(path)
    reader.close()
    register.expire()
    assert not register.verify().scrub_due
    assert NOTE.encode() not in raw(path)


def test_what_another_program_deletes_meanwhile_stays_due(register: Register, path: Path) -> None:
    """Its deletion falls between our packing and our note that all is packed."""
    number = register.open_consignment(consignment(), NAME)
    ours, theirs = (register.record(number, finding()) for _ in range(2))
    with Register(path) as other:

        def delete(statement: str) -> None:
            if "wal_checkpoint" in statement:
                register._db.set_trace_callback(None)
                other._append(deleting.finding(other._db, theirs, NAME, "demand"))

        register._db.set_trace_callback(delete)
        register.delete_finding(ours, NAME)
        assert register.search().total == 0
        assert register.verify().scrub_due
        other.expire()
    assert NOTE.encode() not in raw(path)


KILLED = """
import os, sys
from findings import storage
from findings.register import Register
register = Register(sys.argv[1])
storage.scrub = lambda *_: os.kill(os.getpid(), 9)
register.delete_finding(4, "X")
"""


def test_a_deletion_cut_off_by_a_crash_is_finished_when_the_register_is_opened(copy: Path) -> None:
    """Killed between the row that says so and the overwriting of the bytes."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(copy)], cwd=ROOT, check=False)
    assert done.returncode == -9
    assert NOTE.encode() in raw(copy)
    with Register(copy) as register:
        assert NOTE.encode() not in raw(copy)
        assert register.verify().holds
        with pytest.raises(UnknownError):
            register.finding(4)


def test_a_large_register_is_packed_by_way_of_a_file(
    register: Register, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("findings.storage.IN_MEMORY_BYTES", 0)
    picture = encode_jpeg(textured(300, 300, seed=3))
    item = finding(photos=(hashlib.sha256(picture).hexdigest(),))
    id = register.record(register.open_consignment(consignment(), NAME), item)
    register.keep_photo(id, picture, NAME)
    size = len(raw(path))
    register.delete_finding(id, NAME)
    assert len(raw(path)) < size
    assert register._db.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert NOTE.encode() not in raw(path)
    assert register._db.execute("PRAGMA temp_store").fetchone() == (2,)
