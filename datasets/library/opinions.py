"""Blind second opinions: what a second person says a photo shows without knowing the first label.

An opinion that says the same confirms the label: the photo is accepted in the same transaction.
Another one leaves a disagreement, which the review queue shows until somebody settles it.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from datasets.library import changes, rules
from datasets.library.changes import SELECT, Act, Kind, item_of
from datasets.library.errors import StaleError, UnknownError
from datasets.library.library import Library
from datasets.library.record import Item, State, Verdict, reviewed

OPEN = (State.CANNOT_TELL, State.LABELLED)  # one person spoke, nobody reviewed
_DIGITS = 12  # of a SHA-256, to take a share: finer than any library is large
# A change after which a person knows what was said: they labelled, or reviewed and it holds.
_KNOWS = """(json_extract(c.after, '$.labelled_by') = ? OR (c.actor = ? AND c.kind = 'reviewed'
    AND NOT EXISTS (SELECT 1 FROM change AS u WHERE u.undoes = c.seq)))"""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a second person said of a photo.

    Attributes:
        sha256: Of the photo.
        by: Who.
        label: The class; None where the person could not tell.
        at: When, as `findings.canonical.moment` writes it.
    """

    sha256: str
    by: str
    label: str | None
    at: str


@dataclass(frozen=True, slots=True)
class Said:
    """What came of an opinion.

    Attributes:
        item: The photo, as it stands now.
        agrees: Whether the first labeller said the same.
    """

    item: Item
    agrees: bool


def is_same(one: str, other: str) -> bool:
    """Whether two names are of one person, as `record.Record` compares them."""
    return one.casefold() == other.casefold()


def next_for(
    library: Library, by: str, *, share: float = 1.0, limit: int = 1, after: str = ""
) -> tuple[Item, ...]:
    """Photos of which a person's blind opinion is wanted, in random order.

    They have one label, or one person could not tell. The person never labelled or reviewed them
    and gave no opinion yet. The order is that of the hashes: random, and the same for everybody,
    so that the opinions of several people meet on the same photos.

    Args:
        library: The library.
        by: Who would give the opinion.
        share: Of all photos, above 0 and up to 1; the same photos for everybody, as the library
            grows.
        limit: How many at most.
        after: SHA-256 of the photo to go on behind; empty begins.

    Raises:
        RefusedError: The share or the name breaks a rule.
    """
    rules.check_named(by, "the name of who gives an opinion")
    rules.check_number(share, "the share of photos", 0, 1)
    rules.require(share > 0, "the share of photos must be above 0")
    # All hashes are smaller than "g", the digit behind f.
    beyond = "g" if share == 1 else f"{int(share * 16**_DIGITS):0{_DIGITS}x}"
    with library.reading() as db:
        found = [_wanted(db, state, by, (after, beyond)) for state in OPEN]
        merged = heapq.merge(*found, key=lambda item: item.sha256)
        return tuple(item for _, item in zip(range(limit), merged, strict=False))


def _wanted(
    db: sqlite3.Connection, state: State, by: str, between: tuple[str, str]
) -> Iterator[Item]:
    rows = db.execute(
        f"{SELECT} WHERE state = ? AND sha256 > ? AND sha256 < ? AND labelled_by <> ? "
        "AND NOT EXISTS (SELECT 1 FROM opinion AS o WHERE o.photo = photo.id AND o.actor = ?) "
        f"AND NOT EXISTS (SELECT 1 FROM change AS c WHERE c.photo = photo.id AND {_KNOWS}) "
        "ORDER BY sha256",
        (state.value, *between, by, by, by, by),
    )
    return (item for item in map(item_of, rows) if not is_same(item.record.labelled_by, by))


def say(library: Library, sha256: str, label: str | None, by: str, based_on: int) -> Said:
    """Give a blind opinion; the same label as the first one accepts the photo.

    Args:
        library: The library.
        sha256: Of the photo.
        label: The class; None says that the person looked and cannot tell.
        by: Who; not the one who labelled the photo.
        based_on: Version of the photo that was looked at.

    Raises:
        RefusedError: There is no first label, it was reviewed already, the person labelled or
            reviewed the photo or gave an opinion before.
        StaleError: Somebody changed the photo meanwhile; the sentence does not tell to what.
        UnknownError: There is no such photo.
    """
    rules.check_named(by, "the name of who gives an opinion")
    if label is not None:
        rules.check_label(label)
    with library.writing() as db:
        item = changes.find(db, sha256)
        if item.version != based_on:
            raise StaleError(_stale(db, item, based_on))
        _check_second(db, item, by)
        at = library.moment()
        db.execute(
            "INSERT INTO opinion VALUES (?, ?, ?, ?, ?)", (item.id, by, label, label is None, at)
        )
        agrees = item.record.label == label
        if agrees and label is not None:
            (item,) = changes.apply(
                db,
                [(sha256, based_on)],
                lambda record: reviewed(record, Verdict.ACCEPTED, "", by),
                Act(by, at, Kind.REVIEWED),
            )
        return Said(item, agrees)


def _stale(db: sqlite3.Connection, item: Item, based_on: int) -> str:
    """Who changed a photo since; unlike `changes.stale` not to what: that would tell the label."""
    row = db.execute(
        "SELECT actor FROM change WHERE photo = ? AND version > ? ORDER BY seq DESC LIMIT 1",
        (item.id, based_on),
    ).fetchone()
    if row is None:
        return changes.stale(db, item, based_on)
    return f"{row[0]} changed photo {item.sha256[:12]} after you opened it; look at it again"


def _check_second(db: sqlite3.Connection, item: Item, by: str) -> None:
    record = item.record
    rules.require(
        record.state in OPEN,
        "this photo was reviewed already" if record.verdict else "nobody has labelled this photo",
    )
    rules.require(
        not is_same(record.labelled_by, by),
        f"{record.labelled_by} gave the first label; a second opinion needs another person",
    )
    given = db.execute("SELECT actor FROM opinion WHERE photo = ?", (item.id,)).fetchall()
    rules.require(
        not any(is_same(each, by) for (each,) in given),
        f"{by} gave an opinion on this photo already; take it back first",
    )
    knows = db.execute(
        f"SELECT 1 FROM change AS c WHERE c.photo = ? AND {_KNOWS} LIMIT 1", (item.id, by, by)
    ).fetchone()
    rules.require(
        knows is None,
        f"{by} labelled or reviewed this photo before; a blind opinion needs somebody else",
    )


def of_photo(library: Library, sha256: str) -> tuple[Opinion, ...]:
    """The opinions on a photo, oldest first."""
    with library.reading() as db:
        rows = db.execute(
            "SELECT p.sha256, o.actor, o.label, o.at FROM opinion AS o "
            "JOIN photo AS p ON p.id = o.photo WHERE p.sha256 = ? ORDER BY o.at, o.actor",
            (sha256,),
        )
        return tuple(Opinion(*row) for row in rows)


_APART = (
    "(SELECT o.photo FROM opinion AS o JOIN photo AS p ON p.id = o.photo "
    "WHERE o.label IS NOT p.label AND o.actor <> p.labelled_by AND p.state IN (?, ?))"
)


def disagreements(
    library: Library,
    by: str = "",
    *,
    label: str | None = None,
    limit: int | None = None,
    after: int = 0,
) -> tuple[Item, ...]:
    """Photos whose label is not what another person's blind opinion says, not settled yet.

    Args:
        library: The library.
        by: Who asks; photos that this person labelled are left out. Empty gives all.
        label: Labelled as this class alone.
        limit: How many at most; None gives all.
        after: Number of the photo to go on behind.
    """
    of_label, values = ("", []) if label is None else (" AND label = ?", [label])
    states = [state.value for state in OPEN]
    with library.reading() as db:
        rows = db.execute(
            f"{SELECT} WHERE id IN {_APART} AND id > ?{of_label} ORDER BY id",
            [*states, after, *values],
        )
        items = (item for item in map(item_of, rows) if not is_same(item.record.labelled_by, by))
        return tuple(islice(items, limit))


def count_disagreements(library: Library, by: str = "") -> int:
    """How many `disagreements` there are; takes no time for what they are."""
    with library.reading() as db:
        rows = db.execute(
            f"SELECT labelled_by, count(*) FROM photo WHERE id IN {_APART} GROUP BY labelled_by",
            [state.value for state in OPEN],
        )
        return sum(number for name, number in rows if not is_same(name, by))


def undo(library: Library, by: str) -> tuple[Item, ...]:
    """Take back the last thing that a person did: an opinion with what it confirmed, or a change.

    Returns:
        The photos, as they stand now.

    Raises:
        UnknownError: There is nothing to take back.
        StaleError: Somebody changed one of the photos since.
    """
    with library.writing() as db:
        last = db.execute(
            "SELECT p.sha256, o.photo, o.at FROM opinion AS o JOIN photo AS p ON p.id = o.photo "
            "WHERE o.actor = ? ORDER BY o.at DESC, p.sha256 DESC LIMIT 1",
            (by,),
        ).fetchone()
        change = db.execute(
            "SELECT photo, at, kind FROM change AS c WHERE actor = ? "
            "AND kind IN ('changed', 'reviewed') "
            "AND photo IN (SELECT id FROM photo) AND NOT EXISTS "  # not of what was withdrawn
            "(SELECT 1 FROM change AS u WHERE u.undoes = c.seq) ORDER BY seq DESC LIMIT 1",
            (by,),
        ).fetchone()
        if last is None and change is None:
            raise UnknownError(f"there is nothing of {by} to take back")
        if last is None or (change is not None and change[1] > last[2]):
            return library.undo(by)
        sha256, photo, at = last
        confirmed = (photo, at, Kind.REVIEWED.value)
        if change is not None and change == confirmed:
            library.undo(by)
        elif change is not None and change[1] == at and _confirmed(db, by, photo, at):
            return library.undo(by)  # in one second: what came behind the opinion goes first
        db.execute("DELETE FROM opinion WHERE photo = ? AND actor = ?", (photo, by))
        return (changes.find(db, sha256),)


def _confirmed(db: sqlite3.Connection, by: str, photo: int, at: str) -> bool:
    row = db.execute(
        "SELECT 1 FROM change AS c WHERE photo = ? AND actor = ? AND at = ? "
        "AND kind = 'reviewed' AND NOT EXISTS (SELECT 1 FROM change AS u WHERE u.undoes = c.seq)",
        (photo, by, at),
    ).fetchone()
    return row is not None
