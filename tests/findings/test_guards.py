"""The file guards itself: history refuses to change, and a lost guard or a false table is found."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from findings.register import Register
from tests.findings.made import forged, proof_of


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET kind = kind",
        "DELETE FROM event WHERE seq = 14",
        "REPLACE INTO event VALUES (14, '', '', '', 0, '', '')",
        "INSERT INTO event VALUES (16, '', '', '', 0, '', '')",
        "INSERT INTO event VALUES (0, '', '', '', 0, '', '')",
        "UPDATE content SET role = role",
        "DELETE FROM content WHERE seq = 1",
        "DELETE FROM content",
        "REPLACE INTO content SELECT digest, seq, role, salt, x'41' FROM content WHERE seq = 1",
    ],
)
def test_the_file_itself_refuses_to_change_history(copy: Path, statement: str) -> None:
    """Also to other programs: the triggers are in the file."""
    before = copy.read_bytes()
    db = sqlite3.connect(copy)
    with pytest.raises(sqlite3.IntegrityError, match=r"history is|content is"):
        db.execute(statement)
    db.close()
    assert copy.read_bytes() == before


def test_a_dropped_or_weakened_guard_is_found(copy: Path) -> None:
    db = sqlite3.connect(copy)
    db.execute("DROP TRIGGER event_kept")
    db.execute("DROP TRIGGER event_stays")
    db.execute(
        "CREATE TRIGGER event_stays BEFORE DELETE ON event WHEN 0 "
        "BEGIN SELECT raise(ABORT, 'history is never deleted'); END"
    )
    db.execute("CREATE TRIGGER mine AFTER INSERT ON event BEGIN SELECT 1; END")
    db.close()
    found = " ".join(fault.sentence for fault in proof_of(copy).faults)
    assert "event_kept is gone" in found
    assert "event_stays was changed" in found
    assert "'mine' was added" in found


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE finding SET status = 'not_listed' WHERE id = 4",
        "DELETE FROM conclusion WHERE finding = 5",
        "UPDATE consignment SET origin = NULL",
        "UPDATE retention SET days = 1",
        "DROP TABLE photo",
    ],
)
def test_what_is_shown_otherwise_than_recorded_is_found_and_mended(
    copy: Path, statement: str
) -> None:
    proof = forged(copy, statement)
    assert not proof.holds
    assert all("rebuild mends it" in fault.sentence for fault in proof.faults)
    with Register(copy) as register:
        register.rebuild()
        assert register.verify().holds
