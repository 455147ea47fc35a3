"""What a label page, a list and a report ask: photos in an order, counts, history.

Every question that a label page repeats is answered from an index; the tests ask SQLite.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from datasets.library import rules
from datasets.library.changes import SELECT, Change, Kind, item_of
from datasets.library.record import Item, State

PAGE = 50  # photos; what a grid shows
LARGEST_PAGE = 1000
_BATCH = 500  # photos read at once where all are read: memory stays flat


class Order(StrEnum):
    """In which order photos are given."""

    OLDEST = "oldest"
    NEWEST = "newest"
    RANDOM = "random"  # by hash: the same for all, and new photos fall in between
    TEACHING = "teaching"  # what `Library.rank` put first


# Column and direction; the number breaks ties.
_KEYS = {
    Order.OLDEST: (("id", "ASC"),),
    Order.NEWEST: (("id", "DESC"),),
    Order.RANDOM: (("sha256", "ASC"),),
    Order.TEACHING: (("priority", "DESC"), ("id", "ASC")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which photos; every field that is given must hold.

    Attributes:
        state: How far they have come.
        label: Their label.
        proposed: The label that is proposed.
        group: The object.
    """

    state: State | None = None
    label: str | None = None
    proposed: str | None = None
    group: str | None = None

    def where(self) -> tuple[list[str], list[object]]:
        """SQL conditions and their values."""
        given = {
            "state": self.state and self.state.value,
            "label": self.label,
            "proposed": self.proposed,
            '"group"': self.group,
        }
        held = {column: value for column, value in given.items() if value is not None}
        return [f"{column} = ?" for column in held], list(held.values())


def statement(
    wanted: Wanted, order: Order, limit: int, after: Item | None = None
) -> tuple[str, list[object]]:
    """The SQL of a page of photos and its values."""
    rules.require(1 <= limit <= LARGEST_PAGE, f"a page holds 1 to {LARGEST_PAGE} photos")
    clauses, values = wanted.where()
    keys = _KEYS[order]
    if after is not None:
        clauses.append(_beyond(keys))
        at = [getattr(after, column) for column, _ in keys]
        values += at if len(at) == 1 else [at[0], at[0], at[1]]
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    by = ", ".join(f"{column} {way}" for column, way in keys)
    return f"{SELECT}{where} ORDER BY {by} LIMIT ?", [*values, limit]


def _beyond(keys: tuple[tuple[str, str], ...]) -> str:
    """The condition that holds of photos behind one, whose keys follow as values."""
    if len(keys) == 1:
        column, way = keys[0]
        return f"{column} {'>' if way == 'ASC' else '<'} ?"
    return "priority <= ? AND (priority < ? OR id > ?)"


def photos(
    db: sqlite3.Connection, wanted: Wanted, order: Order, limit: int, after: Item | None
) -> tuple[Item, ...]:
    """A page of photos; pages do not shift when photos are added meanwhile."""
    return tuple(map(item_of, db.execute(*statement(wanted, order, limit, after))))


def every(db: sqlite3.Connection, beyond: int = 0) -> tuple[Item, ...]:
    """The next batch of all photos, oldest first, after a number; empty at the end."""
    rows = db.execute(f"{SELECT} WHERE id > ? ORDER BY id LIMIT ?", (beyond, _BATCH))
    return tuple(map(item_of, rows))


COUNT_LABELS = "SELECT label, state, count(*) FROM photo GROUP BY label, state"
COUNT_STATES = "SELECT state, count(*) FROM photo GROUP BY state"


def counts_by_label(db: sqlite3.Connection) -> dict[str | None, dict[State, int]]:
    """How many photos each label has, by state; None stands for no label."""
    found: dict[str | None, dict[State, int]] = {}
    for label, state, count in db.execute(COUNT_LABELS):
        found.setdefault(label, {})[State(state)] = count
    return found


def counts_by_state(db: sqlite3.Connection) -> dict[State, int]:
    """How many photos are in each state; 0 where there are none."""
    found = {State(state): count for state, count in db.execute(COUNT_STATES)}
    return {state: found.get(state, 0) for state in State}


_CHANGE = ("seq", "at", "actor", "kind", "sha256", "version", "batch", "undoes", "before", "after")


# Also of one that was withdrawn; by hash, so that the index of the history is used.
_OF_PHOTO = (
    "c.photo = (SELECT coalesce((SELECT id FROM photo WHERE sha256 = hash), "
    "(SELECT photo FROM withdrawn WHERE sha256 = hash)) FROM (SELECT ? AS hash))"
)


def history(
    db: sqlite3.Connection, sha256: str | None, actor: str | None, limit: int, before: int | None
) -> Iterator[Change]:
    """Rows of the history, newest first."""
    rules.require(1 <= limit <= LARGEST_PAGE, f"a page holds 1 to {LARGEST_PAGE} changes")
    given = {_OF_PHOTO: sha256, "c.actor = ?": actor, "c.seq < ?": before}
    held = {clause: value for clause, value in given.items() if value is not None}
    where = f"WHERE {' AND '.join(held)} " if held else ""
    for row in db.execute(
        "SELECT c.seq, c.at, c.actor, c.kind, coalesce(p.sha256, w.sha256), c.version, c.batch, "
        "c.undoes, c.before, c.after FROM change AS c LEFT JOIN photo AS p ON p.id = c.photo "
        f"LEFT JOIN withdrawn AS w ON w.photo = c.photo {where}"
        "ORDER BY c.seq DESC LIMIT ?",
        (*held.values(), limit),
    ):
        told = dict(zip(_CHANGE, row, strict=True))
        told |= {"kind": Kind(told["kind"])}
        told |= {name: json.loads(told[name]) for name in ("before", "after")}
        yield Change(**told)
