"""Signed versions of a dataset: a named, hashed list that training and evaluation cite.

The hash is the SHA-256 of the canonical JSON of every photo's hash, label, group and part. A
version is never changed; `verify` says what became of its photos since.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from datasets.library import elsewhere as from_elsewhere
from datasets.library import naming, rules
from datasets.library.errors import DamagedError, UnknownError
from datasets.library.record import Item, State
from datasets.library.splits import PARTS, LeakCheck, Shares, part_of
from findings.canonical import canonical, parse_moment
from model.errors import shown

if TYPE_CHECKING:
    from datasets.library.library import Library

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_FORM = 1  # of the list; a new form must be a new number, as the hash depends on it


@dataclass(frozen=True, slots=True)
class Entry:
    """A photo in a version: its hash, label, object and part."""

    sha256: str
    label: str
    group: str
    split: str

    def __post_init__(self) -> None:
        rules.check_sha256(self.sha256, "SHA-256 of a photo")
        rules.check_label(self.label)
        rules.check_named(self.group, "group")
        rules.require(self.split in PARTS, f"part {self.split!r} must be one of {PARTS}")


@dataclass(frozen=True, slots=True)
class Version:
    """A signed list.

    Attributes:
        name: Unique in its library.
        entries: Sorted by hash, no photo twice.
        signed: When, as `findings.canonical.moment` writes it.
        signed_by: Who.
        note: What it is for.
    """

    name: str
    entries: tuple[Entry, ...] = field(repr=False)
    signed: str
    signed_by: str
    note: str = ""

    def __post_init__(self) -> None:
        fits = isinstance(self.name, str) and _NAME.fullmatch(self.name) is not None
        rules.require(
            fits, f"name of a version {shown(str(self.name))!r} must be one such as 2026-11"
        )
        rules.check_named(self.signed_by, "the name of who signs")
        rules.check_text(self.note, "the note", rules.LONGEST_REASON)
        parse_moment(self.signed)
        hashes = [entry.sha256 for entry in self.entries]
        rules.require(bool(hashes), "a version needs at least one photo")
        rules.require(
            hashes == sorted(set(hashes)), "photos of a version must be sorted, none twice"
        )

    @property
    def body(self) -> str:
        """The canonical JSON that is hashed."""
        return canonical(
            {
                "form": _FORM,
                "photos": [[e.sha256, e.label, e.group, e.split] for e in self.entries],
            }
        )

    @property
    def sha256(self) -> str:
        """What training and evaluation cite: 64 hex digits."""
        return hashlib.sha256(self.body.encode()).hexdigest()

    def counts(self) -> dict[str, int]:
        """How many photos each part has."""
        return {part: sum(entry.split == part for entry in self.entries) for part in PARTS}


def draft(
    items: Iterable[Item],
    name: str,
    by: str,
    at: str,
    *,
    shares: Shares | None = None,
    reviewed_only: bool = False,
    elsewhere: Mapping[str, str] | None = None,
    reviewed_here: bool = False,
    note: str = "",
) -> Version:
    """Make a version of every photo that can be used, not yet signed (`Library.sign` does).

    Args:
        items: The photos of a library.
        name: Of the version.
        by: Who signs.
        at: When.
        shares: By which objects are divided.
        reviewed_only: Only labels that a second person accepted.
        elsewhere: Reviews that came with an import, of `elsewhere.reviewed`; where only reviewed
            labels are signed, the note counts them.
        reviewed_here: Leave these out as well.
        note: What it is for.

    Raises:
        LeakError: An object would stand in two parts.
        RefusedError: No photo can be used, or a value breaks a rule.
    """
    leaks, entries, held = LeakCheck(), [], elsewhere or {}
    for item in items:
        record = item.record
        if record.label is None or record.why_unusable is not None:
            continue
        if reviewed_only and record.state is not State.ACCEPTED:
            continue
        if reviewed_here and item.sha256 in held:
            continue
        part = part_of(record.group, shares or Shares())
        leaks.see(item.sha256, item.original_sha256, {record.group}, part)
        entries.append(Entry(item.sha256, record.label, record.group, part))
    if reviewed_only:
        imported = from_elsewhere.of(held, (entry.sha256 for entry in entries))
        note = "; ".join(filter(None, (note, from_elsewhere.sentence(imported, len(entries)))))
    return Version(name, tuple(sorted(entries, key=lambda e: e.sha256)), at, by, note)


def insert(db: sqlite3.Connection, version: Version) -> Version:
    """Store a version for ever."""
    taken = db.execute("SELECT 1 FROM version WHERE name = ?", (version.name,)).fetchone()
    rules.require(
        taken is None, f"there is a version {version.name}, which stays as it is; choose a new name"
    )
    head = (version.name, version.sha256, len(version.entries), version.signed, version.signed_by)
    db.execute(
        "INSERT INTO version (name, sha256, photos, signed, signed_by, note, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*head, version.note, version.body),
    )
    return version


_COLUMNS = "name, signed, signed_by, note, sha256, body"


def find(db: sqlite3.Connection, name: str) -> Version:
    """A version by its name or hash, proven by its hash.

    Raises:
        UnknownError: There is none.
        DamagedError: Its list was changed.
    """
    row = db.execute(
        f"SELECT {_COLUMNS} FROM version WHERE name = ?1 OR sha256 = ?1 ORDER BY id", (name,)
    ).fetchone()
    if row is None:
        raise UnknownError(f"the library holds no version {shown(name)}; list them with version")
    return _read(row)


def every(db: sqlite3.Connection) -> tuple[Version, ...]:
    """All versions, oldest first."""
    return tuple(map(_read, db.execute(f"SELECT {_COLUMNS} FROM version ORDER BY id")))


def _read(row: tuple[str, ...]) -> Version:
    name, signed, by, note, sha256, body = row
    whole = hashlib.sha256(body.encode()).hexdigest() == sha256
    if not whole:
        raise DamagedError(f"version {shown(name)} was changed after it was signed; use a copy")
    entries = tuple(Entry(*each) for each in json.loads(body)["photos"])
    return Version(name, entries, signed, by, note)


@dataclass(frozen=True, slots=True)
class Drift:
    """What became of a photo of a version: a word for it, and a sentence."""

    sha256: str
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of a version since it was signed.

    Attributes:
        version: That was asked for.
        drifts: Photos that changed, were withdrawn or are missing.
        added: Photos that could be used and are not in it.
    """

    version: Version
    drifts: tuple[Drift, ...]
    added: int

    @property
    def holds(self) -> bool:
        """Whether everything the version names is as it was."""
        return not self.drifts


_MISSING = ("missing", "is not in the library")


def verify(library: Library, version: Version, *, files: bool = True) -> Verification:
    """Compare a version with the library.

    Args:
        library: That holds its photos.
        version: As it was signed.
        files: Also read every file and compare its hash.
    """
    left = {entry.sha256: entry for entry in version.entries}
    drifts, added = [], 0
    for item in library.items():
        entry = left.pop(item.sha256, None)
        if entry is None:
            added += item.record.why_unusable is None
            continue
        drifts += _drifts(entry, item)
        if files:
            fault = library.fault(item.sha256)
            drifts += [Drift(item.sha256, "file", fault)] if fault else []
    with library.reading() as db:
        days = {sha256: naming.withdrawn_on(db, sha256) for sha256 in left}
    for sha256, day in days.items():
        kind, what = ("withdrawn", f"was withdrawn on {day}") if day else _MISSING
        drifts.append(Drift(sha256, kind, f"photo {sha256[:12]} {what}"))
    return Verification(version, tuple(drifts), added)


def _drifts(entry: Entry, item: Item) -> list[Drift]:
    record, name = item.record, f"photo {item.sha256[:12]}"
    found = []
    if record.label != entry.label:
        now = record.label or "no label"
        found.append(Drift(item.sha256, "label", f"{name} was {entry.label}, now {now}"))
    elif record.why_unusable:
        found.append(Drift(item.sha256, "unusable", f"{name} is left out: {record.why_unusable}"))
    if record.group != entry.group:
        sentence = f"{name} was of object {entry.group}, now {record.group}"
        found.append(Drift(item.sha256, "group", sentence))
    return found
