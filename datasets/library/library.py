"""A library of photos in a folder: original bytes by hash, what is said of each, and its history.

How it is stored: `storage`, `originals`; how it is changed: `changes`; why so:
`docs/decisions/0015-library.md`.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from datasets.library import changes, checking, erasing, naming, querying, rules, storage, versions
from datasets.library.changes import Act, Change, Kind
from datasets.library.checking import Fault
from datasets.library.errors import FileError, WithdrawnError
from datasets.library.intake import Prepared
from datasets.library.originals import FOLDER, Originals
from datasets.library.querying import PAGE, Order, Wanted
from datasets.library.record import Item, Record, State, Verdict, edited, reviewed
from datasets.library.versions import Version
from findings.canonical import moment, now
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
        with suppress(FileError):  # otherwise it stays due, and `check` says so
            if erasing.due(self._db):
                erasing.finish(self.path)

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

    def add(self, picture: Prepared, by: str, batch: int | None = None) -> Item | None:
        """Add a picture; the same bytes, also stripped ones, are added once, withdrawn ones never.

        Args:
            picture: Made ready.
            by: Who.
            batch: Number of the import that it belongs to; None where it begins one.

        Returns:
            The photo, confirmed: it survives a power cut. None where it was there already.
        """
        known = hashlib.sha256(picture.data).hexdigest()
        if self.same(picture.original_sha256, known) is not None:
            return None
        with storage.one_sentence(self._name):
            sha256 = self._originals.put(picture.data)  # first: no row without its file
        with self.writing():
            try:
                there = self.same(picture.original_sha256, sha256)
            except WithdrawnError:  # while its file was written
                self._originals.remove(sha256)
                raise
            if there is not None:
                return None
            act = self._act(by, Kind.ADDED)
            size = (picture.width, picture.height, len(picture.data))
            head = (0, sha256, picture.original_sha256, picture.format, *size)
            item = Item(*head, act.at, by, 1, 0.0, picture.record)
            return changes.insert(self._db, item, act, batch)

    def same(self, original_sha256: str, sha256: str) -> Item | None:
        """The photo with the same bytes, as they came or as they are stored.

        Raises:
            WithdrawnError: It was withdrawn.
        """
        with self.reading():
            return changes.same(self._db, original_sha256, sha256)

    def change(
        self, targets: Sequence[Target], fields: Mapping[str, object], by: str
    ) -> tuple[Item, ...]:
        """Change fields of photos together, all or none; it is undone together.

        Args:
            targets: Photos and the versions that were looked at.
            fields: New values, of `record.EDITABLE`. With a label or `cannot_tell`, `by`
                becomes who labelled; a review of what is changed becomes void.
            by: Who.

        Raises:
            StaleError: Somebody else was quicker; the sentence says who and what.
        """
        act = self._act(by, Kind.CHANGED)
        with self.writing():
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

        with self.writing():
            return changes.apply(self._db, targets, judge, act)

    def undo(self, by: str) -> tuple[Item, ...]:
        """Take back the last change or review of a user that holds still; returns the photos.

        Raises:
            UnknownError: There is none.
            StaleError: Somebody changed one of its photos since.
        """
        act = self._act(by, Kind.UNDONE)
        with self.writing():
            return changes.undo(self._db, act)

    def rank(self, priorities: Mapping[str, float]) -> None:
        """Set how much labelling each photo would teach, for `Order.TEACHING`; no history."""
        for sha256, value in priorities.items():
            rules.check_number(value, f"priority of {sha256[:12]}", -1e12, 1e12)
        with self.writing():
            self._db.executemany(
                "UPDATE photo SET priority = ? WHERE sha256 = ?",
                [(float(value), sha256) for sha256, value in priorities.items()],
            )

    def sign(self, version: Version) -> Version:
        """Keep a version for ever; `versions.draft` makes it. Returns it as stored."""
        with self.writing():
            return versions.insert(self._db, version)

    def note_fetched(self, address: str, original_sha256: str) -> None:
        """Remember that an address was fetched, so that a later run passes it over."""
        with self.writing():
            row = (address, original_sha256, moment(self._clock()))
            self._db.execute("INSERT OR REPLACE INTO fetched VALUES (?, ?, ?)", row)

    # Reading

    def get(self, sha256: str) -> Item:
        """One photo, by the hash of its stored bytes, or by at least 8 first digits of it."""
        with self.reading():
            return changes.find(self._db, naming.whole_hash(self._db, sha256))

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
        with self.reading():
            return querying.photos(self._db, wanted or Wanted(), order, limit, after)

    def items(self) -> Iterator[Item]:
        """Every photo, oldest first, a few hundred in memory at a time."""
        beyond = 0
        while True:
            with self.reading():
                batch = querying.every(self._db, beyond)
            if not batch:
                return
            yield from batch
            beyond = batch[-1].id

    def counts_by_label(self) -> dict[str | None, dict[State, int]]:
        """How many photos each label has, by state; None stands for no label."""
        with self.reading():
            return querying.counts_by_label(self._db)

    def counts_by_state(self) -> dict[State, int]:
        """How many photos are in each state."""
        with self.reading():
            return querying.counts_by_state(self._db)

    def history(
        self,
        sha256: str | None = None,
        by: str | None = None,
        limit: int = PAGE,
        before: int | None = None,
    ) -> tuple[Change, ...]:
        """Changes, newest first; of one photo or one person where given."""
        with self.reading():
            return tuple(querying.history(self._db, sha256, by, limit, before))

    def versions(self) -> tuple[Version, ...]:
        """The signed versions, oldest first."""
        with self.reading():
            return versions.every(self._db)

    def version(self, name: str) -> Version:
        """A signed version, by its name or its SHA-256."""
        with self.reading():
            return versions.find(self._db, name)

    def was_fetched(self, address: str) -> bool:
        """Whether an address was fetched by an earlier run."""
        with self.reading():
            row = self._db.execute("SELECT 1 FROM fetched WHERE address = ?", (address,))
            return row.fetchone() is not None

    def check(self, *, mend: bool = False) -> tuple[Fault, ...]:
        """Read every file and compare; see `checking.check`."""
        with storage.one_sentence(self._name):
            return tuple(checking.check(self._db, self._originals, self.items(), mend=mend))

    # Turns

    def _act(self, by: str, kind: Kind) -> Act:
        rules.check_named(by, "the name of who does it")
        return Act(by, moment(self._clock()), kind)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One writing transaction, for modules of this package; an inner one is part of it."""
        with self._turn, storage.one_sentence(self._name):
            if self._db.in_transaction:
                yield self._db
            else:
                with storage.transaction(self._db):
                    yield self._db

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One reading transaction: all that is read is of one moment."""
        with self._turn, storage.one_sentence(self._name):
            if self._db.in_transaction:
                yield self._db
            else:
                with storage.transaction(self._db, write=False):
                    yield self._db

    def moment(self) -> str:
        """Now, as the library writes times."""
        return moment(self._clock())
