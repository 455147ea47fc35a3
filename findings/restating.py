"""What the history said of the law of a finding at an earlier row."""

from __future__ import annotations

import sqlite3

from findings.event import Kind
from findings.stated import Stated
from findings.storage import events


def before(db: sqlite3.Connection, finding: int, row: int) -> Stated | None:
    """The law, answers and measurements as they stood right before a row; None before the first."""
    stated = None
    for each in events(db, finding):
        if each.seq >= row:
            break
        if each.kind == Kind.FINDING_RECORDED:
            stated = Stated.from_facts(each.read().facts["finding"])
        elif each.kind == Kind.LAW_RESTATED:
            stated = Stated.from_facts(each.read().facts)
    return stated
