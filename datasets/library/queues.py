"""What is suspected, as queues that people work through: take, leave as it is, take back.

Suspected is what `mistakes` found, less what was changed since and what somebody left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from datasets.library import changes, rules
from datasets.library.errors import RefusedError, StaleError, UnknownError
from datasets.library.kept import Kept, kept
from datasets.library.library import Library
from datasets.library.mistakes import Mistakes
from datasets.library.record import Item
from datasets.library.suspicion import Queue, Suspicion, photos_of

PAGE = 25  # photos
NEVER_AUTOMATIC = "test: never cleaned automatically"
# What a suspicion is about. A change of these asks again; another one, such as of the view, or a
# review, does not: who accepts a label must not bring back what was looked at.
_ASKS_AGAIN = ("label", "cannot_tell", "several_goods", "box", "group")


@dataclass(frozen=True, slots=True)
class Entry:
    """A suspicion and the photo as it is now.

    Attributes:
        item: The photo.
        suspicion: Of it.
    """

    item: Item
    suspicion: Suspicion

    @property
    def target(self) -> tuple[str, int]:
        """What a change names: the photo and the version that is shown."""
        return self.item.sha256, self.item.version


def waiting(library: Library, found: Mistakes, queue: Queue) -> tuple[Suspicion, ...]:
    """What still waits in a queue, the surest first."""
    suspected = found.suspicions.get(queue, ())
    now = photos_of(library, (each.sha256 for each in suspected))
    left = left_as_is(library, queue)
    return tuple(
        each
        for each in suspected
        if each.sha256 not in left
        and each.sha256 in now
        and now[each.sha256].judged == each.seen.judged
    )


def entries(library: Library, suspected: Iterable[Suspicion]) -> tuple[Entry, ...]:
    """The photos of suspicions; those that are gone are left out."""
    found = []
    for each in suspected:
        try:
            found.append(Entry(library.get(each.sha256), each))
        except UnknownError:  # withdrawn a moment ago
            continue
    return tuple(found)


def left_as_is(library: Library, queue: Queue) -> frozenset[str]:
    """Photos that somebody left as they are, where nothing that was judged has changed since."""
    again = " OR ".join(f"json_type(c.after, '$.{name}') IS NOT NULL" for name in _ASKS_AGAIN)
    with library.reading() as db:
        rows = db.execute(
            "SELECT p.sha256 FROM left_as_is AS l JOIN photo AS p ON p.id = l.photo "
            "WHERE l.queue = ? AND NOT EXISTS (SELECT 1 FROM change AS c "
            f"WHERE c.photo = l.photo AND c.version > l.version AND ({again}))",
            (queue.value,),
        )
        return frozenset(sha256 for (sha256,) in rows)


def leave(library: Library, queue: Queue, sha256: str, version: int, by: str) -> None:
    """Leave a photo as it is, in the version that was looked at; it leaves the queue.

    Raises:
        StaleError: Somebody changed the photo meanwhile.
        UnknownError: There is no such photo.
        RefusedError: There is no name.
    """
    rules.check_named(by, "the name of who does it")
    with library.writing() as db:
        item = changes.find(db, sha256)
        if item.version != version:
            raise StaleError(changes.stale(db, item, version))
        db.execute(
            "INSERT OR REPLACE INTO left_as_is VALUES (?, ?, ?, ?, ?)",
            (queue.value, item.id, version, by, library.moment()),
        )


def return_to_queue(library: Library, queue: Queue, sha256: str, by: str) -> None:
    """Take back that a photo was left as it is.

    Raises:
        UnknownError: There is no such photo, or nobody left it.
        RefusedError: Somebody else left it.
    """
    with library.writing() as db:
        item = changes.find(db, sha256)
        row = db.execute(
            "SELECT actor FROM left_as_is WHERE queue = ? AND photo = ?", (queue.value, item.id)
        ).fetchone()
        if row is None:
            raise UnknownError(f"nobody left photo {sha256[:12]} as it is in queue {queue.value}")
        if row[0] != by:
            raise RefusedError(
                f"{row[0]} left photo {sha256[:12]} as it is; only {row[0]} can take that back"
            )
        db.execute("DELETE FROM left_as_is WHERE queue = ? AND photo = ?", (queue.value, item.id))


def take(library: Library, entry: Entry, by: str) -> Item:
    """Give one photo the label that is suggested; a person has looked at it.

    Raises:
        RefusedError: Nothing is suggested.
        StaleError: Somebody changed the photo meanwhile.
    """
    wanted = entry.suspicion.suggestion
    if wanted is None:
        raise RefusedError("there is no suggestion for this photo; choose a label yourself")
    (item,) = library.label([entry.target], wanted, by)
    return item


def _with_part(entry: Entry, held: Kept) -> Entry:
    """The suspicion with the part that its object has now; what was of the test stays of it."""
    part = entry.suspicion.part if entry.suspicion.is_test else held.part(entry.item.record.group)
    return replace(entry, suspicion=replace(entry.suspicion, part=part))


def take_all(
    library: Library, chosen: Sequence[Entry], by: str
) -> tuple[tuple[Item, ...], tuple[Entry, ...]]:
    """Give many photos the labels that are suggested for them, all or none.

    Photos of the test part are never touched: a test that is cleaned by the network flatters it.
    Each label is one change, so that `Library.undo` takes back one label at a time.

    Returns:
        The photos that were labelled, and the entries that were left: of the test, or without a
        suggestion.
    """
    done: list[Item] = []
    held = kept(library)  # a version may have been signed since the search
    chosen = [_with_part(each, held) for each in chosen]
    ready = [each for each in chosen if not each.suspicion.is_test and each.suspicion.suggestion]
    with library.writing():
        for label in sorted({each.suspicion.suggestion or "" for each in ready}):
            targets = [each.target for each in ready if each.suspicion.suggestion == label]
            done += library.label(targets, label, by)
    return tuple(done), tuple(each for each in chosen if each not in ready)
