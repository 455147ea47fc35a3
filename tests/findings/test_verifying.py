"""Whatever is changed in the file behind the program's back is found, and the row is named.

The forger of these tests drops the triggers, changes something and puts the triggers back.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from findings import storage
from findings.errors import FindingsError, RefusedError
from findings.register import Register
from findings.verifying import Head, Proof
from tests.findings.made import NAME, consignment, forged, guarded_again, proof_of, unguarded

ROWS = 14  # of `made.filled`
COLUMNS = ("at", "actor", "kind", "subject", "payload", "hash")


def wrong_rows(proof: Proof) -> set[int | None]:
    return {fault.seq for fault in proof.faults}


def chained_anew(path: Path) -> None:
    """Give every row the hash that fits it, as who knows this program can."""
    db = unguarded(path)
    (previous,) = db.execute("SELECT first FROM register").fetchone()
    for event in list(storage.events(db)):
        previous = event.expected_hash(previous)
        db.execute("UPDATE event SET hash = ? WHERE seq = ?", (previous, event.seq))
    guarded_again(db)


def test_a_register_that_nobody_touched_holds(sealed: Path, copy: Path) -> None:
    proof = proof_of(copy)
    assert proof.holds
    assert proof.head.count == ROWS
    assert proof_of(copy, proof.head).holds


@settings(max_examples=60, deadline=None)
@given(
    row=st.integers(1, ROWS),
    column=st.sampled_from(COLUMNS),
    place=st.integers(0, 10_000),
    byte=st.integers(0, 255),
)
def test_any_changed_byte_of_any_row_is_found(
    sealed: Path, row: int, column: str, place: int, byte: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(sealed, folder))
        db = unguarded(path)
        select = f"SELECT CAST({column} AS BLOB) FROM event WHERE seq = ?"
        value = bytearray(db.execute(select, (row,)).fetchone()[0])
        place %= len(value)
        if column == "subject":
            byte = ord("0") + byte % 10
        if value[place] == byte:
            return
        value[place] = byte
        kind = "INTEGER" if column == "subject" else "TEXT"
        try:
            db.execute(
                f"UPDATE event SET {column} = CAST(? AS {kind}) WHERE seq = ?", (bytes(value), row)
            )
        finally:
            guarded_again(db)
        proof = proof_of(path)
        assert row in wrong_rows(proof), proof
        # One changed row does not throw suspicion on those long after it; its contents belong to
        # other rows only through a changed payload.
        chain = {f.seq for f in proof.faults if "does not fit" in f.sentence}
        assert row in chain
        assert chain <= {row, row + 1}


@settings(max_examples=60, deadline=None)
@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_of_the_file_is_found_or_harmless(
    sealed: Path, share: float, bit: int
) -> None:
    """Harmless: it lies where SQLite keeps nothing, so that all that is read is as it was."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(sealed, folder))
        data = bytearray(path.read_bytes())
        data[int(share * len(data))] ^= 1 << bit
        path.write_bytes(data)
        try:
            with Register(path) as register, Register(sealed) as whole:
                found = not register.verify(whole.head()).holds
                same = repr(register.search()) == repr(whole.search())
        except FindingsError:
            return
        assert found or same


def test_a_cut_tail_is_found_by_the_head_that_was_kept(copy: Path) -> None:
    with Register(copy) as register:
        kept = register.head()
    names = "SELECT digest FROM content WHERE seq > 12"
    proof = forged(
        copy,
        f"DELETE FROM content WHERE digest IN ({names})",
        "DELETE FROM event WHERE seq > 12",
        "DELETE FROM finding WHERE id > 12",
    )
    assert wrong_rows(proof) <= {11}, "who tidies up leaves little to be seen without a head"
    cut = proof_of(copy, kept)
    assert 13 in wrong_rows(cut)
    assert any(
        fault.sentence == "the end was cut off: 12 rows are left of 14" for fault in cut.faults
    )


def test_a_tail_cut_carelessly_is_found_without_a_head(copy: Path) -> None:
    proof = forged(copy, "DELETE FROM event WHERE seq = 14")
    assert not proof.holds


def test_swapped_rows_are_found(copy: Path) -> None:
    proof = forged(
        copy,
        "UPDATE event SET seq = 99 WHERE seq = 6",
        "UPDATE event SET seq = 6 WHERE seq = 7",
        "UPDATE event SET seq = 7 WHERE seq = 99",
    )
    assert {6, 7} <= wrong_rows(proof)


def test_a_missing_row_is_found(copy: Path) -> None:
    assert 9 in wrong_rows(forged(copy, "DELETE FROM event WHERE seq = 9"))


def test_history_written_anew_is_found_by_the_head_alone(copy: Path) -> None:
    """The limit of every chain without a key: hence the head, kept elsewhere."""
    with Register(copy) as register:
        kept = register.head()
    change = "UPDATE event SET at = '2020-01-01T00:00:00Z' WHERE seq = 1"
    assert wrong_rows(forged(copy, change)) == {1}
    chained_anew(copy)
    assert proof_of(copy).holds
    told = proof_of(copy, kept)
    assert wrong_rows(told) == {14}
    assert "written anew" in told.faults[0].sentence


def test_another_register_is_not_taken_for_this_one(copy: Path, tmp_path: Path) -> None:
    with Register(tmp_path / "other.db", create=True) as other:
        other.open_consignment(consignment(), NAME)
        kept = other.head()
    assert any("not the register" in f.sentence for f in proof_of(copy, kept).faults)


@pytest.mark.parametrize(
    ("statement", "row", "sentence"),
    [
        (
            "UPDATE content SET body = x'41' WHERE seq = 9 AND role = 'note'",
            9,
            "note of row 9 is not",
        ),
        (
            "UPDATE content SET salt = x'41' WHERE seq = 2 AND role = 'post'",
            2,
            "post of row 2 is not",
        ),
        (
            "UPDATE content SET body = CAST(body || x'00' AS BLOB) WHERE role = 'photo'",
            10,
            "photo of row 10",
        ),
        ("UPDATE content SET body = 'B' WHERE seq = 1", None, ""),
        ("DELETE FROM content WHERE seq = 1", 1, "no row says that it was deleted"),
        ("UPDATE content SET seq = 8 WHERE seq = 9", 8, "does not name"),
        ("UPDATE content SET role = 'post' WHERE role = 'note'", 4, "does not name"),
        ("INSERT INTO content VALUES ('00', 3, 'note', x'00', x'00')", 3, "does not name"),
    ],
)
def test_changed_content_is_found(
    copy: Path, statement: str, row: int | None, sentence: str
) -> None:
    if row is None:  # STRICT tables take no text for bytes
        db = unguarded(copy)
        with pytest.raises(sqlite3.IntegrityError):
            db.execute(statement)
        db.close()
        return
    found = {fault.seq: fault.sentence for fault in reversed(forged(copy, statement).faults)}
    assert sentence in found[row]


def test_content_that_comes_back_after_its_deletion_is_found(copy: Path) -> None:
    """A backup laid over the register must not undo a deletion in silence."""
    with Register(copy) as register:
        db = register._db
        rows = db.execute(
            "SELECT digest, seq, role, salt, body FROM content WHERE seq = 4"
        ).fetchall()
        register.delete_finding(4, NAME)
    db = unguarded(copy)
    db.executemany("INSERT INTO content VALUES (?, ?, ?, ?, ?)", rows)
    guarded_again(db)
    faults = proof_of(copy).faults
    assert len(faults) == len(rows)
    assert all("though row 15 says it was deleted" in fault.sentence for fault in faults)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "[]",
        "{}",
        '{"contents":{},"deleted":[],"facts":{}}',
        '{"contents":{},"deleted":[],"facts":{"consignment":2,"conclusion":null,"finding":{}}}',
        '{"contents":{},"deleted":[],"facts":{"conclusion":{"verdict":{},"class":1e999}}}',
        '{"contents":{},"deleted":[],"facts":{"days":99999999999999999999}}',
        '{"contents":{},"deleted":[],"facts":{"days":{}}}',
        "[" * 5000,
    ],
)
@pytest.mark.parametrize("row", [1, 5, 6])
def test_a_payload_made_up_with_a_fitting_hash_is_found(copy: Path, payload: str, row: int) -> None:
    db = unguarded(copy)
    db.execute("UPDATE event SET payload = ? WHERE seq = ?", (payload, row))
    guarded_again(db)
    chained_anew(copy)
    assert row in wrong_rows(proof_of(copy))


def test_a_head_is_one_line_that_reads_back(copy: Path) -> None:
    with Register(copy) as register:
        head = register.head()
    assert re.fullmatch(r"register [0-9a-f]{64} row 14 hash [0-9a-f]{64}", head.text)
    assert Head.parse(f"  {head.text.replace(' row', '  row')}\n") == head
    for text in ("", head.text[:-1], head.text.upper(), head.text + " x"):
        with pytest.raises(RefusedError):
            Head.parse(text)


def test_a_register_goes_on_from_the_head_of_an_empty_one(path: Path) -> None:
    with Register(path, create=True) as register:
        kept: Callable[[], Head] = register.head
        begun = kept()
        assert register.verify(begun).holds
        register.open_consignment(consignment(), NAME)
        assert register.verify(begun).holds
    assert begun.count == 0
