"""Looks things up in the read tables: search with filters and pages, single items, history."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from catalogue.law import Status
from findings import rules
from findings.canonical import moment, parse_moment
from findings.errors import UnknownError
from findings.event import Kind
from findings.finding import Consignment, Finding
from findings.parts import Conclusion, Json, Verdict
from findings.projection import folded, lookup_in
from findings.storage import events

PAGE = 50  # findings; what a screen scrolls through
LARGEST_PAGE = 1000
LONGEST_SEARCH = 200  # characters


@dataclass(frozen=True, slots=True)
class Opened:
    """A consignment in the register: its number, when it was opened, by whom."""

    id: int
    opened: datetime
    by: str
    consignment: Consignment

    def to_json(self) -> Json:
        """JSON values."""
        return {
            "id": self.id,
            "opened": moment(self.opened),
            "by": self.by,
            **self.consignment.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Note:
    """A note that was added to a finding later; `seq` is its row in the history."""

    seq: int
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept picture: SHA-256 of the original bytes and of the kept JPEG, 64 hex digits each."""

    original_sha256: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A finding in the register, as it stands now.

    Attributes:
        id: Its number, which is that of its row in the history.
        recorded: When it was stored; `finding.made` is when the answer was given.
        consignment: What it came with.
        finding: With the conclusion that holds.
        notes: Added later, in order.
        kept: Pictures kept on purpose.
    """

    id: int
    recorded: datetime
    consignment: Opened
    finding: Finding
    notes: tuple[Note, ...] = ()
    kept: tuple[Kept, ...] = ()

    def to_json(self) -> Json:
        """JSON values, all of it but the pictures themselves."""
        return {
            "id": self.id,
            "recorded": moment(self.recorded),
            "consignment": self.consignment.id,
            "finding": self.finding.to_json(),
            "notes": [
                {"seq": note.seq, "at": moment(note.at), "by": note.by, "text": note.text}
                for note in self.notes
            ],
            "kept": [
                {"original_sha256": each.original_sha256, "sha256": each.sha256}
                for each in self.kept
            ],
        }


@dataclass(frozen=True, slots=True)
class Line:
    """One row of an item's history; `by` is empty when the name was deleted."""

    seq: int
    at: datetime
    by: str
    kind: Kind
    facts: dict[str, Any]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What to look for; every field that is given must hold.

    Attributes:
        text: Words that must all occur in class, notes, reference, post or the inspector's name,
            in any case.
        visual_class: The class that holds.
        status: As shown.
        jurisdiction: Whose lists were asked.
        verdict: The conclusion that holds.
        pending: Only findings without a conclusion.
        origin: Country.
        transit: Country, one of those it passes.
        destination: Country.
        since: First day on which the finding was made, UTC.
        until: Last such day.
        cn: First digits of the declared code.
        consignment: Its number.
    """

    text: str = ""
    visual_class: str | None = None
    status: Status | None = None
    jurisdiction: str | None = None
    verdict: Verdict | None = None
    pending: bool = False
    origin: str | None = None
    transit: str | None = None
    destination: str | None = None
    since: date | None = None
    until: date | None = None
    cn: str | None = None
    consignment: int | None = None

    def __post_init__(self) -> None:
        rules.check_text(self.text, "the search", LONGEST_SEARCH)
        if self.cn is not None:
            digits = self.cn.isascii() and self.cn.isdigit()
            rules.require(digits, "search for the first digits of a CN code, such as 7326")

    def where(self) -> tuple[str, list[object]]:
        """SQL conditions over `finding f` and `consignment c`, and their values."""
        equal = {
            "f.visual_class": self.visual_class,
            "f.status": self.status and self.status.value,
            "f.jurisdiction": self.jurisdiction,
            "f.verdict": self.verdict and self.verdict.value,
            "c.origin": self.origin,
            "c.destination": self.destination,
            "f.consignment": self.consignment,
        }
        holds = [(f"{column} = ?", value) for column, value in equal.items() if value is not None]
        for word in folded(self.text).split():
            # No pattern: what is typed is looked for as it is.
            holds.append((f"instr({_SEARCHED}, ?) > 0", word))
        if self.transit is not None:
            passes = "EXISTS (SELECT 1 FROM json_each(c.transit) WHERE value = ?)"
            holds.append((passes, self.transit))
        if self.cn is not None:
            holds.append(("c.cn GLOB ?", f"{self.cn}*"))
        if self.since is not None:
            holds.append(("substr(f.made, 1, 10) >= ?", self.since.isoformat()))
        if self.until is not None:
            holds.append(("substr(f.made, 1, 10) <= ?", self.until.isoformat()))
        clauses = [clause for clause, _ in holds] + ["f.verdict IS NULL"] * self.pending
        return " AND ".join(clauses) or "1", [value for _, value in holds]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the findings that fit, newest first.

    Attributes:
        findings: At most as many as were asked for.
        total: How many fit in all.
        before: Give it to `search` for the next page; None on the last.
    """

    findings: tuple[Recorded, ...]
    total: int
    before: int | None = field(default=None)


# Names are folded here, as the read tables keep them as they were written.
_SEARCHED = "f.words || char(10) || c.words || char(10) || folded(coalesce(f.by, ''))"
_FROM = "FROM finding f JOIN consignment c ON c.id = f.consignment"


def search(db: sqlite3.Connection, wanted: Search, limit: int, before: int | None) -> Page:
    """Findings that fit, newest first; pages do not shift when findings are added meanwhile."""
    rules.require(1 <= limit <= LARGEST_PAGE, f"a page holds 1 to {LARGEST_PAGE} findings")
    db.create_function("folded", 1, folded, deterministic=True)
    where, values = wanted.where()
    total = db.execute(f"SELECT count(*) {_FROM} WHERE {where}", values).fetchone()[0]
    after = [] if before is None else [before]
    ids = db.execute(
        f"SELECT f.id {_FROM} WHERE {where} {'AND f.id < ?' if after else ''} "
        "ORDER BY f.id DESC LIMIT ?",
        [*values, *after, limit + 1],
    ).fetchall()
    shown = tuple(recorded(db, id) for (id,) in ids[:limit])
    return Page(shown, total, shown[-1].id if len(ids) > limit else None)


def recorded(db: sqlite3.Connection, id: int) -> Recorded:
    """One finding.

    Raises:
        UnknownError: There is none of that number.
    """
    row = db.execute(
        "SELECT consignment, recorded, by, facts FROM finding WHERE id = ?", (_number(id),)
    ).fetchone()
    if row is None:
        raise UnknownError(f"the register holds no finding {id}; it may have been deleted")
    consignment, at, by, facts = row
    held = held_conclusion(db, id)
    named = held and {**held[1].facts(), "note": held[1].note}
    notes = db.execute("SELECT seq, at, by, text FROM note WHERE finding = ? ORDER BY seq", (id,))
    kept = db.execute("SELECT original, kept FROM photo WHERE finding = ? ORDER BY 1", (id,))
    return Recorded(
        id,
        parse_moment(at),
        opened(db, consignment),
        Finding.from_json({**json.loads(facts), "by": by, "conclusion": named}),
        tuple(Note(seq, parse_moment(at), by, text) for seq, at, by, text in notes),
        tuple(Kept(original, sha256) for original, sha256 in kept),
    )


def opened(db: sqlite3.Connection, id: int) -> Opened:
    """One consignment.

    Raises:
        UnknownError: There is none of that number.
    """
    row = db.execute(
        "SELECT opened, by, reference, post, origin, transit, destination, cn "
        "FROM consignment WHERE id = ?",
        (_number(id),),
    ).fetchone()
    if row is None:
        raise UnknownError(f"the register holds no consignment {id}; it may have been deleted")
    at, by, reference, post, origin, transit, destination, cn = row
    what = Consignment(reference, post or "", origin, tuple(json.loads(transit)), destination, cn)
    return Opened(id, parse_moment(at), by, what)


def held_conclusion(db: sqlite3.Connection, finding: int) -> tuple[int, Conclusion] | None:
    """The conclusion that holds and the row that brought it."""
    row = db.execute(
        "SELECT seq, verdict, visual_class, note, agreed FROM conclusion WHERE finding = ? "
        "ORDER BY seq DESC LIMIT 1",
        (finding,),
    ).fetchone()
    return row and (row[0], Conclusion(Verdict(row[1]), row[2], row[3] or "", row[4]))


def history(db: sqlite3.Connection, subject: int) -> Sequence[Line]:
    """What happened to a finding or a consignment, also after it was deleted."""
    lookup = lookup_in(db)
    return tuple(
        Line(
            each.seq,
            parse_moment(each.at),
            (lookup(each.actor) or b"").decode(),
            Kind(each.kind),
            dict(each.read().facts),
            each.hash,
        )
        for each in events(db, subject)
    )


def _number(id: int) -> int:
    """No item has a number that SQLite could not even be asked for."""
    return id if 0 < id < 2**63 else 0
