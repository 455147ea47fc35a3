"""The open file of a register: who may write or read now, and what is one transaction."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from findings import canonical, rules, storage
from findings.errors import BusyError, StaleError
from findings.event import Draft, Event
from model.errors import shown


class OpenFile:
    """What `Register` is built on. Threads may share it; other processes may have the file open."""

    def __init__(
        self,
        path: Path | str,
        *,
        create: bool = False,
        clock: Callable[[], datetime] = canonical.now,
    ) -> None:
        """Open a file; bring an older one to today's schema; finish a deletion that was cut off.

        Args:
            path: The register, on a local disk.
            create: Whether to begin a new one where there is none.
            clock: Gives the time, UTC, whole seconds.
        """
        self._path = Path(path)
        self._name = shown(self._path.name)
        self._clock = clock
        self._turn = threading.RLock()
        self._db = storage.open_file(self._path, create=create)
        # Where another program reads the file it stays due: `verify` says so, `expire` repeats it.
        try:
            with suppress(BusyError), storage.one_sentence(self._name):
                storage.scrub(self._db, self._name)
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
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

    def stamp(self, subject: int) -> str:
        """What a finding, or a consignment with its findings, is now; another after any change."""
        with self._reading():
            return _stamp(self._db, subject)

    @contextmanager
    def based_on(self, subject: int, stamp: str) -> Iterator[None]:
        """Write what rests on what was seen, in one transaction with the look whether it holds.

        Args:
            subject: The finding or consignment.
            stamp: As `stamp` gave it when it was seen.

        Raises:
            StaleError: Somebody else changed it since; nothing is written.
        """
        with self._turn:
            with self._writing():
                if _stamp(self._db, subject) != stamp:
                    raise StaleError(
                        "somebody changed this meanwhile, so nothing was written; look at it as it "
                        "is now, then do it again"
                    )
                yield
            self._scrub()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write several things as one: all of them or, where one fails, none."""
        with self._writing():
            yield

    def _append(self, draft: Draft) -> Event:
        rules.check_named(draft.by, "the name of who does it", rules.LONGEST_NAME)
        with self._writing():
            return storage.append(self._db, draft, self._clock())

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

    @contextmanager
    def _deleting(self) -> Iterator[None]:
        """A writing transaction, after which the bytes are made to vanish."""
        with self._turn:
            with self._writing():
                yield
            if not self._db.in_transaction:  # else `based_on` does it
                self._scrub()

    def _scrub(self) -> None:
        with storage.one_sentence(self._name):
            storage.scrub(self._db, self._name)


def _stamp(db: sqlite3.Connection, subject: int) -> str:
    """The hashes of the last rows of a finding, or of a consignment and its findings."""
    rows = db.execute(
        "SELECT hash FROM event WHERE seq IN (SELECT max(seq) FROM event WHERE subject = ?1 OR "
        "subject IN (SELECT id FROM finding WHERE consignment = ?1) GROUP BY subject) ORDER BY seq",
        (subject if 0 < subject < 2**63 else 0,),
    )
    return " ".join(hash for (hash,) in rows)
