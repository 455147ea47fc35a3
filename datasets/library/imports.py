"""What each import brought, and how an import is undone as a whole.

The history numbers an import: the photos that it added share a batch, the number of the row of the
first. A photo that was there already belongs to the import that brought it. Nothing else is kept of
an import, such as the name of a folder: a withdrawal would have to find and erase it. Photos that
came before imports were numbered are an import each.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from datasets.library import rules, withdrawing
from datasets.library.changes import SELECT, item_of
from datasets.library.errors import RefusedError, StaleError, UnknownError
from datasets.library.record import Item
from datasets.library.withdrawing import Affected

if TYPE_CHECKING:
    from datasets.library.library import Library

PAGE = 20  # imports of a list
_NAMED = 8  # photos in a sentence
_LARGEST = 2**63 - 1  # a number that SQLite holds
CHANGE_INSTEAD = (
    "If only a class, a licence or an object is wrong, change that instead: photos that were "
    "withdrawn never come in again."
)


@dataclass(frozen=True, slots=True)
class Import:
    """An import.

    Attributes:
        number: `seq` of the row of its first photo in the history.
        at: When that photo came, as `findings.canonical.moment` writes it.
        by: Who imported.
        photos: How many it brought.
        there: How many of them were not withdrawn.
    """

    number: int
    at: str
    by: str
    photos: int
    there: int


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing an import takes out.

    Attributes:
        of: The import.
        labelled: How many of the photos that are there have a label.
        signed: SHA-256 of those that signed versions list.
        touched: The photos, and what else their withdrawal touches.
    """

    of: Import
    labelled: int
    signed: tuple[str, ...]
    touched: Affected

    def counts(self) -> tuple[str, ...]:
        """How much it is, one sentence each."""
        before = self.of.photos - self.of.there
        return (
            f"Photos that go: {self.of.there}.",
            f"Of these labelled: {self.labelled}.",
            f"Of these in signed versions: {len(self.signed)}.",
            *((f"Withdrawn before: {before}.",) if before else ()),
        )


def number_of(library: Library, item: Item) -> int:
    """The import that brought a photo."""
    with library.reading() as db:
        row = db.execute(
            "SELECT batch FROM change WHERE photo = ? AND kind = 'added' ORDER BY seq LIMIT 1",
            (item.id,),
        ).fetchone()
    return int(row[0])


_EVERY = (
    "SELECT c.batch, f.at, f.actor, count(*), count(p.id) FROM change AS c "
    "JOIN change AS f ON f.seq = c.batch LEFT JOIN photo AS p ON p.id = c.photo "
    "WHERE c.kind = 'added' {} GROUP BY c.batch ORDER BY c.batch DESC LIMIT ?"
)


def every(library: Library, limit: int = PAGE) -> tuple[Import, ...]:
    """The last imports, newest first."""
    with library.reading() as db:
        return tuple(Import(*row) for row in db.execute(_EVERY.format(""), (limit,)))


def undoing(library: Library, number: int) -> Undoing:
    """What undoing an import would take out; changes nothing.

    Raises:
        UnknownError: There is no such import.
        RefusedError: All that it brought was withdrawn before.
    """
    with library.reading() as db:
        return _undoing(library, db, number)[0]


def undo(
    library: Library,
    number: int,
    by: str,
    reason: str,
    *,
    signed_too: bool = False,
    told: int | Collection[str] | None = None,
) -> Undoing:
    """Withdraw what an import brought and is still there, all or none; see `withdrawing`.

    Args:
        library: Open; other programs may use it meanwhile.
        number: Of the import.
        by: Who.
        reason: Why; it is kept for ever, so it should not name the person who is shown.
        signed_too: Also what signed versions list; a single withdrawal asks no such thing, as it
            is not made by a slip.
        told: How many photos the person was told of, or the SHA-256 of each.

    Raises:
        UnknownError: There is no such import.
        RefusedError: No name, no reason, nothing is left of it, or a signed version lists some.
        StaleError: These are not the photos, or not as many, as the person was told of.
        FileError: Nothing was done, or, where the sentence says so, all but the erasing.
    """
    with library.writing() as db:
        made, items = _undoing(library, db, number)
        _check_told(number, items, told)
        if made.signed and not signed_too:
            raise RefusedError(_in_versions(made))
        withdrawing.take_out(library, db, items, by, reason)
    withdrawing.finish(library)
    return made


def _check_told(number: int, items: Sequence[Item], told: int | Collection[str] | None) -> None:
    if told is None:
        return
    count = told if isinstance(told, int) else len(told)
    if count != len(items):
        raise StaleError(
            f"import {number} has {len(items)} photos now, and had {count}; look at it again"
        )
    if not isinstance(told, int) and {item.sha256 for item in items} != set(told):
        raise StaleError(f"import {number} holds other photos than it did; look at it again")


def _undoing(
    library: Library, db: sqlite3.Connection, number: int
) -> tuple[Undoing, tuple[Item, ...]]:
    known = 0 < number <= _LARGEST
    row = known and db.execute(_EVERY.format("AND c.batch = ?"), (number, 1)).fetchone()
    if not row:
        raise UnknownError(f"the library knows no import {number}; list them")
    found = Import(*row)
    items = tuple(
        item_of(each)
        for each in db.execute(
            f"{SELECT} WHERE id IN (SELECT photo FROM change WHERE batch = ? AND kind = 'added') "
            "ORDER BY id",
            (number,),
        )
    )
    rules.require(bool(items), f"all that import {number} brought was withdrawn before")
    touched = withdrawing.affected_by(library, db, items)
    signed = withdrawing.signed_of(db)
    made = Undoing(
        found,
        sum(item.record.label is not None for item in items),
        tuple(item.sha256 for item in items if item.sha256 in signed),
        touched,
    )
    return made, items


def _in_versions(made: Undoing) -> str:
    some = ", ".join(sha256[:12] for sha256 in made.signed[:_NAMED])
    more = len(made.signed) - _NAMED
    names = ", ".join(made.touched.versions)
    return (
        f"signed versions ({names}) list photos of import {made.of.number}: {some}"
        f"{f' and {more} more' if more > 0 else ''}; nothing was withdrawn; say that these go too, "
        "if they must"
    )
