"""Proves that a library is as it was written: every file, every guard, nothing left over."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from datasets.library import erasing, schema
from datasets.library.originals import Originals
from datasets.library.record import Item


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written; `sha256` of the photo, empty for the whole."""

    sha256: str
    sentence: str


def check(
    db: sqlite3.Connection, originals: Originals, items: Iterable[Item], *, mend: bool
) -> Iterator[Fault]:
    """Read every file and compare it with its hash.

    Args:
        db: The open file.
        originals: The stored bytes.
        items: Every photo.
        mend: Also delete what a killed import left: half-written files, and whole ones that no
            photo names. Only while nobody imports.

    Yields:
        What is wrong and was not mended.
    """
    for name in schema.missing_guards(db):
        yield Fault("", f"the guard {name} of the history is gone or was changed; use a copy")
    for (word,) in db.execute("PRAGMA integrity_check(20)").fetchall():
        if word != "ok":
            yield Fault("", f"the table file is damaged ({word}); use a copy")
    for sha256 in erasing.due(db):
        yield Fault(
            sha256,
            f"photo {sha256[:12]} was withdrawn, but bytes of it may still lie on the disk; close "
            "other programs that use the library and open it again",
        )
    for item in items:
        fault = originals.fault(item.sha256)
        if fault:
            yield Fault(item.sha256, fault)
    yield from _leftovers(db, originals, mend)


def _leftovers(db: sqlite3.Connection, originals: Originals, mend: bool) -> Iterator[Fault]:
    for path in originals.drafts():
        if mend:
            path.unlink(missing_ok=True)
        else:
            yield Fault("", f"{path.name} was half written by a program that was stopped")
    for sha256 in originals.stored():
        if db.execute("SELECT 1 FROM photo WHERE sha256 = ?", (sha256,)).fetchone():
            continue
        if mend:
            originals.remove(sha256)
        else:
            yield Fault(sha256, f"the file {sha256[:12]} belongs to no photo; --mend deletes it")
