"""Takes photos out of a library for good: consent withdrawn, a court's order.

    affected(library, photos) -> Affected            what else a withdrawal touches; changes nothing
    withdraw(library, photos, by, reason) -> Affected
    withdrawn(library) -> tuple[Withdrawn, ...]      every photo that was withdrawn, oldest first

What goes: the original file, what networks saw of it, its row with everything that was said of it,
second opinions, the address it was fetched from, and the words of its history. What stays: that
there was a photo of this hash, who changed it when, who withdrew it when and why, and the signed
versions that list its hash, label and object. The same bytes are never taken again. It cannot be
undone. Why so: `docs/decisions/0015-library.md`; how bytes vanish: `erasing`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from datasets.library import changes, erasing, rules, taught
from datasets.library.changes import Act, Kind
from datasets.library.errors import FileError
from datasets.library.record import Item

if TYPE_CHECKING:
    from datasets.library.library import Library

_HASHES = re.compile(r"[0-9a-f]{64}")
MOST = 1000  # photos at once; a slip must not empty a library
NO_WAY_BACK = (
    "This cannot be undone: the file, everything that was said of it and the words of its history "
    "are deleted, and the same photo is never taken again. Exports, backups and networks made "
    "before keep what they have."
)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A photo that was withdrawn.

    Attributes:
        sha256: Of the bytes that were stored.
        original_sha256: Of the bytes as they came.
        at: When, as `findings.canonical.moment` writes it.
        by: Who.
        reason: Why.
        due: Its bytes may still lie on the disk.
    """

    sha256: str
    original_sha256: str
    at: str
    by: str
    reason: str
    due: bool


@dataclass(frozen=True, slots=True)
class Affected:
    """What else a withdrawal touches.

    Attributes:
        photos: SHA-256 of each that is, or was, withdrawn.
        versions: Names of signed versions that list one of them.
        networks: Networks that learned from one of them, each as a few words.
        same_object: SHA-256 of other photos of the same objects; they stay.
    """

    photos: tuple[str, ...]
    versions: tuple[str, ...]
    networks: tuple[str, ...]
    same_object: tuple[str, ...]

    def sentences(self) -> tuple[str, ...]:
        """What a person must know, one sentence each; none where nothing else is touched."""
        made = []
        if self.versions:
            made.append(
                f"Signed versions that list it: {', '.join(self.versions)}. Sign a new one; "
                "networks trained on these versions have seen it."
            )
        if self.networks:
            made.append(f"Networks that learned from it: {', '.join(self.networks)}.")
        if self.same_object:
            some = ", ".join(sha256[:12] for sha256 in self.same_object[:8])
            more = len(self.same_object) - 8
            made.append(
                f"Photos of the same object that stay: {some}"
                f"{f' and {more} more' if more > 0 else ''}."
            )
        return tuple(made)


def affected(library: Library, photos: Sequence[str]) -> Affected:
    """What a withdrawal would touch; changes nothing.

    Args:
        library: Open.
        photos: SHA-256 of each, or at least 8 first digits.

    Raises:
        UnknownError: There is no such photo, or it was withdrawn before.
        RefusedError: None or too many are named.
    """
    with library.reading() as db:
        return affected_by(library, db, _items(library, photos))


def withdraw(library: Library, photos: Sequence[str], by: str, reason: str) -> Affected:
    """Take photos out for good, all or none.

    Args:
        library: Open; other programs may use it meanwhile.
        photos: SHA-256 of each, or at least 8 first digits.
        by: Who.
        reason: Why; it is kept for ever, so it should not name the person who is shown.

    Raises:
        UnknownError: There is no such photo, or it was withdrawn before.
        RefusedError: No name, no reason, no photo or too many.
        FileError: Nothing was done, or, where the sentence says so, all but the erasing.
    """
    with library.writing() as db:
        items = _items(library, photos)
        touched = affected_by(library, db, items)
        take_out(library, db, items, by, reason)
    finish(library)
    return touched


def take_out(
    library: Library, db: sqlite3.Connection, items: Sequence[Item], by: str, reason: str
) -> None:
    """Withdraw photos in the transaction that the caller has begun; `finish` is due after it.

    Raises:
        RefusedError: No name or no reason.
    """
    rules.check_named(by, "the name of who withdraws")
    rules.check_named(reason, "the reason", rules.LONGEST_REASON)
    act = Act(by, library.moment(), Kind.WITHDRAWN)
    for item in items:
        _take_out(db, item, act, reason)


def finish(library: Library) -> None:
    """Erase what is due, such as after a withdrawal that was cut off.

    Raises:
        FileError: Something cannot be erased; the sentence says what holds.
    """
    try:
        erasing.finish(library.path)
    except FileError as error:
        raise type(error)(
            f"it is withdrawn, but bytes of it may still lie on the disk ({error}); close other "
            "programs that use the library and open it again"
        ) from error


def withdrawn(library: Library) -> tuple[Withdrawn, ...]:
    """Every photo that was withdrawn, oldest first."""
    with library.reading() as db:
        rows = db.execute(
            "SELECT sha256, original_sha256, at, actor, reason, due FROM withdrawn "
            "ORDER BY at, photo"
        )
        return tuple(
            Withdrawn(sha256, original, at, by, reason, bool(due))
            for sha256, original, at, by, reason, due in rows
        )


def _items(library: Library, photos: Sequence[str]) -> tuple[Item, ...]:
    rules.require(bool(photos), "name the photos to withdraw by their SHA-256")
    rules.require(len(photos) <= MOST, f"at most {MOST} photos are withdrawn at once")
    return tuple({item.id: item for item in map(library.get, photos)}.values())


def affected_by(library: Library, db: sqlite3.Connection, items: Sequence[Item]) -> Affected:
    """What a withdrawal of these would touch."""
    gone = {item.sha256 for item in items}
    versions = tuple(name for name, listed in _listed(db) if not gone.isdisjoint(listed))
    groups = sorted({item.record.group for item in items})
    mates = [
        sha256
        for group in groups
        for (sha256,) in db.execute(
            'SELECT sha256 FROM photo WHERE "group" = ? ORDER BY id', (group,)
        )
        if sha256 not in gone
    ]
    networks = taught.learned_from(library, gone)
    return Affected(tuple(item.sha256 for item in items), versions, networks, tuple(mates))


def signed_of(db: sqlite3.Connection) -> frozenset[str]:
    """SHA-256 of every photo that a signed version lists."""
    return frozenset(sha256 for _, listed in _listed(db) for sha256 in listed)


def _listed(db: sqlite3.Connection) -> Iterator[tuple[str, list[str]]]:
    """Name of each signed version, oldest first, and the hashes in it."""
    for name, body in db.execute("SELECT name, body FROM version ORDER BY id"):
        yield name, _HASHES.findall(body)


_ABOUT = (
    "UPDATE change SET before = '{}', after = '{}' WHERE photo = ?1",
    "DELETE FROM apart WHERE ?1 IN (first, second)",
    "DELETE FROM opinion WHERE photo = ?1",
    "DELETE FROM left_as_is WHERE photo = ?1",
    "DELETE FROM photo WHERE id = ?1",
)


def _take_out(db: sqlite3.Connection, item: Item, act: Act, reason: str) -> None:
    hashes = (item.sha256, item.original_sha256)
    db.execute(
        "INSERT INTO withdrawn VALUES (?, ?, ?, ?, ?, ?, 1)",
        (item.id, *hashes, act.at, act.by, reason),
    )
    changes.note(db, item, act)
    for statement in _ABOUT:
        db.execute(statement, (item.id,))
    db.execute("DELETE FROM fetched WHERE original_sha256 IN (?, ?)", hashes)
