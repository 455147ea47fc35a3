"""Changes of photos: each is a row of the history, based on a version, and can be undone.

All functions run inside a transaction that the caller has begun.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from datasets.library import naming, wording
from datasets.library.errors import StaleError, UnknownError, WithdrawnError
from datasets.library.record import FIELDS, Item, Record
from datasets.library.schema import COLUMNS, RECORD_COLUMNS

SELECT = f"SELECT {', '.join((*COLUMNS, *RECORD_COLUMNS))} FROM photo"
_LISTS = ("gps", "box", "flags")  # columns that hold JSON


class Kind(StrEnum):
    """What happened to a photo."""

    ADDED = "added"
    CHANGED = "changed"
    REVIEWED = "reviewed"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"  # the photo is gone, and so are the words of its history


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the history.

    Attributes:
        seq: Grows with time.
        at: When, as `findings.canonical.moment` writes it.
        actor: Who.
        kind: What happened.
        sha256: Of the photo's stored bytes.
        version: Of the photo, after the change.
        batch: `seq` of the first of the changes that were made, and are undone, together; of a
            photo that was added, of the first that its import brought (see `imports`).
        undoes: `seq` of the change that this one takes back.
        before: Fields and values that were, as `wording` writes them.
        after: The same fields and the values that are.
    """

    seq: int
    at: str
    actor: str
    kind: Kind
    sha256: str
    version: int
    batch: int
    undoes: int | None
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """Who changes something, when, and what kind of change it is."""

    by: str
    at: str
    kind: Kind


def item_of(row: Sequence[Any]) -> Item:
    """The photo of a row of `SELECT`."""
    head = len(COLUMNS)
    said = dict(zip(FIELDS, row[head:], strict=True))
    for name in _LISTS:
        said[name] = said[name] and json.loads(said[name])
    for name in ("cannot_tell", "several_goods"):
        said[name] = bool(said[name])
    return Item(**dict(zip(COLUMNS, row[:head], strict=True)), record=wording.from_json(said))


def _values(record: Record) -> tuple[Any, ...]:
    said = wording.to_json(record)
    for name in _LISTS:
        said[name] = None if said[name] is None else json.dumps(said[name])
    return (*(said[name] for name in FIELDS), record.state.value)


def find(db: sqlite3.Connection, sha256: str) -> Item:
    """The photo of that hash.

    Raises:
        UnknownError: There is none.
    """
    row = db.execute(f"{SELECT} WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        day = naming.withdrawn_on(db, sha256)
        gone = f"photo {sha256[:12]} was withdrawn on {day}; it cannot come back"
        raise UnknownError(gone if day else f"the library holds no photo {sha256[:12]}")
    return item_of(row)


def same(db: sqlite3.Connection, original_sha256: str, sha256: str) -> Item | None:
    """The photo with the same bytes, as they came or as they are stored.

    Raises:
        WithdrawnError: It was withdrawn.
    """
    row = db.execute(
        f"{SELECT} WHERE original_sha256 IN (?1, ?2) OR sha256 IN (?1, ?2) LIMIT 1",
        (original_sha256, sha256),
    ).fetchone()
    day = None if row else naming.withdrawn_on(db, original_sha256, sha256)
    if day is not None:
        raise WithdrawnError(f"withdrawn on {day}; it is not taken again")
    return row and item_of(row)


def insert(db: sqlite3.Connection, item: Item, act: Act, batch: int | None = None) -> Item:
    """Add a photo that is not there yet, to an import that has begun; gives it its number."""
    columns = (*COLUMNS[1:], *RECORD_COLUMNS, "state")
    head = [getattr(item, name) for name in COLUMNS[1:]]
    marks = ", ".join("?" * len(columns))
    cursor = db.execute(
        f"INSERT INTO photo ({', '.join(columns)}) VALUES ({marks})",
        (*head, *_values(item.record)),
    )
    added = replace(item, id=int(cursor.lastrowid or 0))
    empty = wording.to_json(Record(group="-", licence="-"))
    said = {k: v for k, v in wording.to_json(item.record).items() if v != empty[k]}
    _append(db, added, act, batch, {}, said)
    return added


def apply(
    db: sqlite3.Connection,
    targets: Sequence[tuple[str, int]],
    edit: Callable[[Record], Record],
    act: Act,
) -> tuple[Item, ...]:
    """Change photos together, all or none.

    Args:
        db: In a transaction.
        targets: SHA-256 of each photo, and the version on which the change is based.
        edit: Gives the new record; what it leaves as it is is not written.
        act: Who and when.

    Raises:
        StaleError: A photo was changed since that version.
        UnknownError: There is no such photo.
    """
    done, batch = [], None
    for sha256, based_on in targets:
        item = find(db, sha256)
        if item.version != based_on:
            raise StaleError(stale(db, item, based_on))
        changed = edit(item.record)
        if changed != item.record:
            item, batch = _write(db, item, changed, act, batch)
        done.append(item)
    return tuple(done)


def undo(db: sqlite3.Connection, act: Act) -> tuple[Item, ...]:
    """Take back the last change of a user that holds still.

    Raises:
        UnknownError: There is none.
        StaleError: Somebody changed one of its photos since.
    """
    row = db.execute(
        "SELECT batch FROM change AS c WHERE actor = ? AND kind IN ('changed', 'reviewed') "
        "AND photo IN (SELECT id FROM photo) AND NOT EXISTS "  # not of what was withdrawn since
        "(SELECT 1 FROM change AS u WHERE u.undoes = c.seq) ORDER BY seq DESC LIMIT 1",
        (act.by,),
    ).fetchone()
    if row is None:
        raise UnknownError(f"there is no change of {act.by} to take back")
    done, batch = [], None
    for seq, sha256, before in db.execute(
        "SELECT c.seq, p.sha256, c.before FROM change AS c JOIN photo AS p ON p.id = c.photo "
        "WHERE c.batch = ? ORDER BY c.seq",
        row,
    ).fetchall():
        item = find(db, sha256)
        if _changed_since(db, item, seq):
            raise StaleError(
                stale(db, item, item.version - 1).replace(
                    "look at it again", "it cannot be undone; look at it again"
                )
            )
        said = {**wording.to_json(item.record), **json.loads(before)}
        item, batch = _write(db, item, wording.from_json(said), act, batch, undoes=seq)
        done.append(item)
    return tuple(done)


def note(db: sqlite3.Connection, item: Item, act: Act) -> None:
    """Add a row to the history that changes no field."""
    _append(db, replace(item, version=item.version + 1), act, None, {}, {})


def stale(db: sqlite3.Connection, item: Item, based_on: int) -> str:
    """The sentence that says who changed a photo since a version, when and what."""
    row = db.execute(
        "SELECT at, actor, after FROM change WHERE photo = ? AND version > ? "
        "ORDER BY seq DESC LIMIT 1",
        (item.id, based_on),
    ).fetchone()
    if row is None:
        return f"photo {item.sha256[:12]} has no version {based_on}; look at it again"
    at, actor, after = row
    said = {name: value for name, value in json.loads(after).items() if name != "labelled_by"}
    what = ", ".join(f"{name}: {value}" for name, value in list(said.items())[:3])
    moment = at.replace("T", " ").replace("Z", " UTC")
    return (
        f"{actor} changed photo {item.sha256[:12]} on {moment} ({what}) after you opened it; "
        "look at it again"
    )


def _changed_since(db: sqlite3.Connection, item: Item, seq: int) -> bool:
    """Whether a change after `seq` holds still: neither an undoing nor undone."""
    row = db.execute(
        "SELECT 1 FROM change AS c WHERE photo = ? AND seq > ? AND kind <> 'undone' AND NOT EXISTS "
        "(SELECT 1 FROM change AS u WHERE u.undoes = c.seq) LIMIT 1",
        (item.id, seq),
    ).fetchone()
    return row is not None


def _write(
    db: sqlite3.Connection,
    item: Item,
    changed: Record,
    act: Act,
    batch: int | None,
    undoes: int | None = None,
) -> tuple[Item, int]:
    sets = ", ".join(f"{column} = ?" for column in (*RECORD_COLUMNS, "state"))
    version = item.version + 1
    db.execute(
        f"UPDATE photo SET version = ?, {sets} WHERE id = ?", (version, *_values(changed), item.id)
    )
    was, now = wording.to_json(item.record), wording.to_json(changed)
    names = [name for name in FIELDS if was[name] != now[name]]
    new = replace(item, version=version, record=changed)
    before, after = ({name: said[name] for name in names} for said in (was, now))
    return new, _append(db, new, act, batch, before, after, undoes)


def _append(
    db: sqlite3.Connection,
    item: Item,
    act: Act,
    batch: int | None,
    before: dict[str, Any],
    after: dict[str, Any],
    undoes: int | None = None,
) -> int:
    """Add a row to the history; returns its batch."""
    seq = 1 + db.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()[0]
    whose = seq if batch is None else batch
    told = (json.dumps(before, ensure_ascii=False), json.dumps(after, ensure_ascii=False))
    db.execute(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (seq, act.at, act.by, act.kind.value, item.id, item.version, whose, undoes, *told),
    )
    return int(whose)
