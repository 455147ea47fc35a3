"""Registers as older versions of this program left them: what their rows said, and nothing more."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from findings import schema, storage
from findings.event import Draft, Kind, Role
from findings.finding import Finding
from findings.parts import Answer, Conclusion, Measurement, Verdict
from tests.findings.made import NAME, NOTE, ORIGINAL_SHA256, consignment, finding

ID = 2  # row of the finding
LAW = {
    "status": "prohibited",
    "jurisdiction": "EU",
    "as_of": "2026-11-28",
    "catalogue_version": "0123456789ab",
}
# Before schema 4 answers and lengths were lists, and no row said what they were about.
STATED: dict[str, Any] = {
    "law": LAW,
    "answers": [["bound", "Two thumbs"]],
    "measurements": [["length", 61.5, 59.25, 63.1, 0.95]],
}
FACTS: dict[str, Any] = {
    **STATED,
    "photos": [ORIGINAL_SHA256],
    "seen": {
        "outcome": "recognised",
        "candidates": [["thumb_cuffs", 0.831234], ["handcuffs", 0.1]],
        "model": "lite2-2026-11",
        "weights_sha256": "ab" * 32,
    },
    "made": "2026-11-28T09:30:00Z",
}
AGREED = {"verdict": "agree", "class": None}
_CONCLUSION = """CREATE TABLE conclusion (
    seq INTEGER PRIMARY KEY, finding INTEGER NOT NULL REFERENCES finding (id),
    verdict TEXT NOT NULL, visual_class TEXT, note TEXT
) STRICT"""


def older(**changes: object) -> Finding:
    """The finding of such a register: it says of nothing what it rests on."""
    return finding(
        answers=(Answer("bound", "Two thumbs"),),
        measurements=(Measurement("length", 61.5, 59.25, 63.1, 0.95),),
        about=None,
        **{"conclusion": Conclusion(Verdict.AGREE, note=NOTE), **changes},
    )


def of_schema(path: Path, version: int) -> None:
    """A register of schema 1 or 3 with a consignment and a finding whose model was agreed with."""
    db = sqlite3.connect(path, isolation_level=None)
    with storage.transaction(db):
        schema.migrate(db, path.name, target=version)
        if version > 1:  # as its read tables were
            db.execute("DROP TABLE conclusion")
            db.execute(_CONCLUSION)
    recorded = {"consignment": 1, "finding": FACTS, "conclusion": AGREED}
    came = {Role.REFERENCE: b"MRN 26DE-1234", Role.POST: b"Brest road post"}
    note = {Role.NOTE: NOTE.encode()}
    drafts = [
        Draft(Kind.CONSIGNMENT_OPENED, NAME, facts=consignment().facts(), contents=came),
        Draft(Kind.FINDING_RECORDED, NAME, facts=recorded, contents=note),
    ]
    if version >= 3:
        drafts.append(Draft(Kind.LAW_RESTATED, NAME, ID, STATED))
    _append(db, drafts)
    db.close()


def _append(db: sqlite3.Connection, drafts: list[Draft]) -> None:
    (previous,) = db.execute("SELECT first FROM register").fetchone()
    for seq, draft in enumerate(drafts, 1):
        event, beside = draft.chained(previous, seq, "2026-11-28T09:30:00Z")
        previous = event.hash
        row = (event.seq, event.at, event.actor, event.kind, event.subject, event.payload)
        db.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, event.hash))
        for each in beside:
            told = (each.digest, seq, each.role.value, each.salt, each.body)
            db.execute("INSERT INTO content VALUES (?, ?, ?, ?, ?)", told)
