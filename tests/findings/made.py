"""Findings and registers made up for the tests."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from catalogue.law import Status
from findings import schema
from findings.finding import Consignment, Finding
from findings.parts import (
    BY_HAND,
    Answer,
    Candidate,
    Conclusion,
    Law,
    Measurement,
    Seen,
    Verdict,
)
from findings.register import Register
from findings.verifying import Head, Proof
from model.photo import encode_jpeg
from tests.conftest import textured

START = datetime(2026, 11, 28, 9, 30, 0, tzinfo=UTC)
ORIGINAL = encode_jpeg(textured(320, 240))
ORIGINAL_SHA256 = hashlib.sha256(ORIGINAL).hexdigest()
NAME = "Inspector Quillfeather"
SEEN = Seen(
    "recognised",
    (Candidate("thumb_cuffs", 0.831234), Candidate("handcuffs", 0.1)),
    "lite2-2026-11",
    "ab" * 32,
)
NOTE = "seen with Mr Dragomirescu-Vantongeren, lorry 4711"


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)


def consignment(**changes: object) -> Consignment:
    whole = Consignment("MRN 26DE-1234", "Brest road post", "CN", ("KZ", "RU"), "DE", "73269098")
    return replace(whole, **changes)  # type: ignore[arg-type]


def length(photo: str | None = ORIGINAL_SHA256) -> Measurement:
    """Measured by a card in a photo, or by hand."""
    level = BY_HAND if photo is None else 0.95
    return Measurement("length", 61.5, 59.25, 63.1, level, "How long is it?", photo)


def finding(**changes: Any) -> Finding:
    """Everything is said of it; the length was measured in its first photo."""
    photos, seen = changes.get("photos", (ORIGINAL_SHA256,)), changes.get("seen", SEEN)
    named = seen is not None and seen.outcome != "unknown"
    whole = Finding(
        photos=photos,
        seen=seen,
        law=Law(Status.PROHIBITED, "EU", date(2026, 11, 28), "0123456789ab"),
        made=START,
        by=NAME,
        answers=(Answer("bound", "Two thumbs", "What does it bind?"),),
        measurements=(length(photos[0] if photos else None),),
        about="thumb_cuffs",
        conclusion=Conclusion(Verdict.AGREE, note=NOTE, agreed="thumb_cuffs" if named else ""),
    )
    return replace(whole, **changes)


def filled(path: Path, clock: Clock) -> None:
    """A register with one row at least of every kind that deletes nothing for ever."""
    with Register(path, create=True, clock=clock) as register:
        register.set_retention(365, NAME)
        first = register.open_consignment(consignment(), NAME)
        second = register.open_consignment(consignment(reference="AWB 020-5555", post=""), NAME)
        one = register.record(first, finding())
        two = register.record(second, finding(conclusion=None))
        register.conclude(two, Conclusion(Verdict.ANOTHER_CLASS, "handcuffs", "by feel"), NAME)
        register.conclude(two, Conclusion(Verdict.UNKNOWN_OBJECT), NAME)
        register.undo_conclusion(two, NAME)
        register.add_note(one, "weighed: 212 g", NAME)
        register.keep_photo(one, ORIGINAL, NAME)
        register.keep_photo(two, ORIGINAL, NAME)
        register.delete_photo(two, ORIGINAL_SHA256, NAME)
        gone = register.record(second, finding(by="Somebody Else"))
        register.delete_finding(gone, NAME)


def raw(path: Path) -> bytes:
    """Every byte of the register's files."""
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))


def unguarded(path: Path) -> sqlite3.Connection:
    """The file as somebody opens it who wants to change history: no trigger in the way."""
    db = sqlite3.connect(path, isolation_level=None)
    names = db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        db.execute(f"DROP TRIGGER {name}")
    return db


def guarded_again(db: sqlite3.Connection) -> None:
    """Put the triggers back, as a careful forger would."""
    for sql in schema.guards().values():
        if sql.startswith("CREATE TRIGGER"):
            db.execute(sql)
    db.close()


def proof_of(path: Path, expected: Head | None = None) -> Proof:
    """What a verification says of a file."""
    with Register(path) as register:
        return register.verify(expected)


def forged(path: Path, *statements: str) -> Proof:
    """What is found after somebody ran statements past the guards and put these back."""
    db = unguarded(path)
    db.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        db.execute(statement)
    guarded_again(db)
    return proof_of(path)
