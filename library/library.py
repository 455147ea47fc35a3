"""A library of photos in a folder: original bytes by hash, what is said of each, and its history.

How it is stored: `storage`, `originals`; how it is changed: `changes`; why so:
`docs/decisions/0015-library.md`.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from findings.canonical import moment, now
from library import changes, checking, querying, rules, storage, versions
from library.changes import Act, Change, Kind
from library.checking import Fault
from library.errors import UnknownError
from library.intake import Prepared
from library.originals import FOLDER, Originals
from library.querying import PAGE, Order, Wanted
from library.record import Item, Record, State, Verdict, edited, reviewed
from library.versions import Version
from model.errors import shown

Target = tuple[str, int]  # SHA-256 of a photo, and the version on which a change is based


class Library:
    """An open library. Threads may share it; other processes may have the same folder open.

    Every method may raise a FileError (the files), those that take a hash an UnknownError, those
    that take a value a RefusedError.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        create: bool = False,
        clock: Callable[[], datetime] = now,
    ) -> None:
        """Open a folder; bring an older one to today's schema.

        Args:
            path: The library, on a local disk.
            create: Whether to begin a new one in a folder that is empty or not there.
            clock: Gives the time, UTC, whole seconds.
        """
        self.path = Path(path)
        self._name = shown(self.path.name or str(self.path))
        self._clock = clock
        self._turn = threading.RLock()
        self._db = storage.open_file(self.path, create=create)
        self._originals = Originals(self.path / FOLDER)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with self._turn:
            self._db.close()

    # Writing

    def add(self, picture: Prepared, by: str) -> Item | None:
        """Add a picture; the same bytes, also stripped ones, are added once.

        Returns:
            The photo, confirmed: it survives a power cut. None where it was there already.
        """
        known = hashlib.sha256(picture.data).hexdigest()
        if self.same(picture.original_sha256, known) is not None:
            return None
        with storage.one_sentence(self._name):
            sha256 = self._originals.put(picture.data)  # first: no row without its file
        with self._writing():
            if self.same(picture.original_sha256, sha256) is not None:
                return None
            act = self._act(by, Kind.ADDED)
            size = (picture.width, picture.height, len(picture.data))
            head = (0, sha256, picture.original_sha256, picture.format, *size)
            item = Item(*head, act.at, by, 1, 0.0, picture.record)
            return changes.insert(self._db, item, act)

    def same(self, original_sha256: str, sha256: str) -> Item | None:
        """The photo with the same bytes, as they came or as they are stored."""
        with self._reading():
            row = self._db.execute(
                f"{changes.SELECT} WHERE original_sha256 IN (?1, ?2) OR sha256 IN (?1, ?2) LIMIT 1",
                (original_sha256, sha256),
            ).fetchone()
            return row and changes.item_of(row)

    def change(
        self, targets: Sequence[Target], fields: Mapping[str, object], by: str
    ) -> tuple[Item, ...]:
        """Change fields of photos together, all or none; it is undone together.

        Args:
            targets: Photos and the versions that were looked at.
            fields: New values, of `library.record.EDITABLE`. With a label or `cannot_tell`, `by`
                becomes who labelled; a review of what is changed becomes void.
            by: Who.

        Raises:
            StaleError: Somebody else was quicker; the sentence says who and what.
        """
        act = self._act(by, Kind.CHANGED)
        with self._writing():
            return changes.apply(self._db, targets, lambda r: edited(r, dict(fields), by), act)

    def label(self, targets: Sequence[Target], label: str, by: str) -> tuple[Item, ...]:
        """Label photos; see `change`."""
        return self.change(targets, {"label": label}, by)

    def review(
        self, targets: Sequence[Target], verdict: Verdict, by: str, reason: str = ""
    ) -> tuple[Item, ...]:
        """Accept or reject labels as a second person; rejecting needs a reason. See `change`."""
        act = self._act(by, Kind.REVIEWED)

        def judge(record: Record) -> Record:
            return reviewed(record, verdict, reason, by)

        with self._writing():
            return changes.apply(self._db, targets, judge, act)

    def undo(self, by: str) -> tuple[Item, ...]:
        """Take back the last change or review of a user that holds still; returns the photos.

        Raises:
            UnknownError: There is none.
            StaleError: Somebody changed one of its photos since.
        """
        act = self._act(by, Kind.UNDONE)
        with self._writing():
            return changes.undo(self._db, act)

    def rank(self, priorities: Mapping[str, float]) -> None:
        """Set how much labelling each photo would teach, for `Order.TEACHING`; no history."""
        for sha256, value in priorities.items():
            rules.check_number(value, f"priority of {sha256[:12]}", -1e12, 1e12)
        with self._writing():
            self._db.executemany(
                "UPDATE photo SET priority = ? WHERE sha256 = ?",
                [(float(value), sha256) for sha256, value in priorities.items()],
            )

    def sign(self, version: Version) -> Version:
        """Keep a version for ever; `library.versions.draft` makes it. Returns it as stored."""
        with self._writing():
            return versions.insert(self._db, version)

    def note_fetched(self, address: str, original_sha256: str) -> None:
        """Remember that an address was fetched, so that a later run passes it over."""
        with self._writing():
            row = (address, original_sha256, moment(self._clock()))
            self._db.execute("INSERT OR REPLACE INTO fetched VALUES (?, ?, ?)", row)

    # Reading

    def get(self, sha256: str) -> Item:
        """One photo, by the hash of its stored bytes, or by at least 8 first digits of it."""
        with self._reading():
            if len(sha256) == 64:
                return changes.find(self._db, sha256)
            fits = len(sha256) >= 8 and sha256.isascii() and sha256.isalnum()
            rules.require(fits, "a photo is named by its SHA-256, 8 digits at least")
            found = self._db.execute(
                f"{changes.SELECT} WHERE sha256 >= ? AND sha256 < ? LIMIT 2",
                (sha256, f"{sha256}g"),
            ).fetchall()
        if len(found) != 1:
            what = "several photos" if found else "no photo"
            raise UnknownError(f"the library holds {what} {shown(sha256)}; give all of its SHA-256")
        return changes.item_of(found[0])

    def original(self, sha256: str) -> bytes:
        """The stored bytes of a photo, proven by their hash."""
        with storage.one_sentence(self._name):
            return self._originals.get(sha256)

    def fault(self, sha256: str) -> str | None:
        """What is wrong with the stored bytes of a photo; None where nothing is."""
        with storage.one_sentence(self._name):
            return self._originals.fault(sha256)

    def next_photos(
        self,
        wanted: Wanted | None = None,
        order: Order = Order.OLDEST,
        limit: int = PAGE,
        after: Item | None = None,
    ) -> tuple[Item, ...]:
        """A page of photos in an order; `after` is the last of the page before."""
        with self._reading():
            return querying.photos(self._db, wanted or Wanted(), order, limit, after)

    def items(self) -> Iterator[Item]:
        """Every photo, oldest first, a few hundred in memory at a time."""
        beyond = 0
        while True:
            with self._reading():
                batch = querying.every(self._db, beyond)
            if not batch:
                return
            yield from batch
            beyond = batch[-1].id

    def counts_by_label(self) -> dict[str | None, dict[State, int]]:
        """How many photos each label has, by state; None stands for no label."""
        with self._reading():
            return querying.counts_by_label(self._db)

    def counts_by_state(self) -> dict[State, int]:
        """How many photos are in each state."""
        with self._reading():
            return querying.counts_by_state(self._db)

    def history(
        self,
        sha256: str | None = None,
        by: str | None = None,
        limit: int = PAGE,
        before: int | None = None,
    ) -> tuple[Change, ...]:
        """Changes, newest first; of one photo or one person where given."""
        with self._reading():
            return tuple(querying.history(self._db, sha256, by, limit, before))

    def versions(self) -> tuple[Version, ...]:
        """The signed versions, oldest first."""
        with self._reading():
            return versions.every(self._db)

    def version(self, name: str) -> Version:
        """A signed version, by its name or its SHA-256."""
        with self._reading():
            return versions.find(self._db, name)

    def was_fetched(self, address: str) -> bool:
        """Whether an address was fetched by an earlier run."""
        with self._reading():
            row = self._db.execute("SELECT 1 FROM fetched WHERE address = ?", (address,))
            return row.fetchone() is not None

    def check(self, *, mend: bool = False) -> tuple[Fault, ...]:
        """Read every file and compare; see `library.checking.check`."""
        with storage.one_sentence(self._name):
            return tuple(checking.check(self._db, self._originals, self.items(), mend=mend))

    # Turns

    def _act(self, by: str, kind: Kind) -> Act:
        rules.check_named(by, "the name of who does it")
        return Act(by, moment(self._clock()), kind)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One writing transaction; an inner one is part of the outer."""
        with self._turn, storage.one_sentence(self._name):
            if self._db.in_transaction:
                yield
            else:
                with storage.transaction(self._db):
                    yield

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """One reading transaction: all that is read is of one moment."""
        with self._turn, storage.one_sentence(self._name):
            if self._db.in_transaction:
                yield
            else:
                with storage.transaction(self._db, write=False):
                    yield
