"""Proves a register: the chain, the contents, the guards, the read tables and the head.

Whoever can write the file can also write a whole chain anew. Only a head that was kept elsewhere
(`Head.text`: on paper, in an e-mail, in a case file) proves that this has not happened.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from findings import projection, reading, schema
from findings.errors import DamagedError, RefusedError, UnknownError
from findings.event import Content, Event, Payload, Role
from findings.storage import events, scrub_due

_HEAD = re.compile(r"register ([0-9a-f]{64}) row ([0-9]{1,18}) hash ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a register stood: what it began with, how many rows it had, the hash of the last."""

    register: str
    count: int
    hash: str

    @property
    def text(self) -> str:
        """One line to keep elsewhere."""
        return f"register {self.register} row {self.count} hash {self.hash}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """The inverse of `text`, with any white space around and between.

        Raises:
            RefusedError: The text has another form.
        """
        found = _HEAD.fullmatch(" ".join(text.split()))
        if found is None:
            raise RefusedError("the head must be one line as `head` prints it: register … row …")
        return cls(found[1], int(found[2]), found[3])


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written.

    Attributes:
        seq: The row of the history that is wrong; None where it is no single row.
        sentence: What is wrong.
    """

    seq: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of a verification.

    Attributes:
        head: Where the register stands.
        contents: How many contents were found and fit their hash.
        faults: Empty when all is as it was written.
        scrub_due: Whether deleted bytes may still lie in the file: no fault, `expire` clears them.
    """

    head: Head
    contents: int
    faults: tuple[Fault, ...]
    scrub_due: bool

    @property
    def holds(self) -> bool:
        """Whether there is no fault."""
        return not self.faults


def head(db: sqlite3.Connection) -> Head:
    """Where the register stands; of an empty one, row 0 with the hash it begins from."""
    first = db.execute("SELECT first FROM register").fetchone()[0]
    last = db.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(first, *(last or (0, first)))


def verify(db: sqlite3.Connection, expected: Head | None = None) -> Proof:
    """Check everything, inside one reading transaction of the caller.

    Args:
        db: An open register.
        expected: A head that was kept elsewhere; the register may have grown since.
    """
    faults = [*_file_faults(db), *_guard_faults(db)]
    rows = list(events(db))
    at = head(db)
    faults += _chain_faults(rows, at.register)
    payloads: dict[int, Payload] = {}
    for row in rows:
        try:
            payloads[row.seq] = row.read()
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            faults.append(Fault(row.seq, f"row {row.seq} has a payload that cannot be read"))
    fitting, content_faults = _content_faults(db, rows, payloads)
    faults += content_faults
    faults += _read_faults(db, rows)
    if expected is not None:
        faults += _head_faults(rows, at, expected)
    return Proof(at, fitting, tuple(faults), bool(scrub_due(db)))


def _file_faults(db: sqlite3.Connection) -> Iterator[Fault]:
    for (sentence,) in db.execute("PRAGMA integrity_check(10)"):
        if sentence != "ok":
            yield Fault(None, f"the file is damaged: {sentence}")


def _guard_faults(db: sqlite3.Connection) -> Iterator[Fault]:
    """The tables of the history and the triggers that forbid to change it."""
    found = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    for name, sql in schema.guards().items():
        if name not in found:
            yield Fault(None, f"the guard or table {name} is gone: somebody opened the history")
        elif found[name] != sql:
            yield Fault(None, f"the guard or table {name} was changed: somebody opened the history")
    for name in sorted(found.keys() - schema.known()):
        yield Fault(None, f"{name!r} was added to the file by somebody else")


def _chain_faults(rows: list[Event], first: str) -> Iterator[Fault]:
    """Each row is judged by the stored hash before it, so that one fault does not hide others."""
    previous = first
    for number, row in enumerate(rows, 1):
        if row.seq != number:
            yield Fault(number, f"row {number} is missing, row {row.seq} follows")
            return
        if row.hash != row.expected_hash(previous):
            yield Fault(
                row.seq,
                f"row {row.seq} ({row.at}, {row.kind}) does not fit its hash and the row before",
            )
        previous = row.hash


def _content_faults(
    db: sqlite3.Connection, rows: list[Event], payloads: dict[int, Payload]
) -> tuple[int, list[Fault]]:
    """Every content that rows name is there and fits, or a later row says that it was deleted."""
    named: dict[str, tuple[int, Role]] = {}
    deleted: dict[str, int] = {}
    for row in rows:
        named[row.actor] = (row.seq, Role.ACTOR)
        payload = payloads.get(row.seq)
        if payload is not None:
            named |= {digest: (row.seq, role) for role, digest in payload.contents.items()}
            deleted |= dict.fromkeys(payload.deleted, row.seq)
    faults: list[Fault] = []
    fitting = 0
    present = set()
    for digest, seq, role, salt, body in db.execute(
        "SELECT digest, seq, role, salt, body FROM content ORDER BY seq, role"
    ):
        present.add(digest)
        sentence = _content_fault(digest, seq, role, salt, body, named, deleted)
        fitting += not sentence
        if sentence:
            faults.append(Fault(seq, sentence))
    for digest, (seq, which) in named.items():
        if digest not in present and digest not in deleted:
            faults.append(
                Fault(seq, f"the {which} of row {seq} is gone, and no row says that it was deleted")
            )
    return fitting, faults


def _content_fault(
    digest: str,
    seq: int,
    role: str,
    salt: bytes,
    body: bytes,
    named: dict[str, tuple[int, Role]],
    deleted: dict[str, int],
) -> str:
    """What is wrong with one content, or nothing."""
    if named.get(digest) != (seq, role):
        return f"a content ({role}) lies beside row {seq} that this row does not name"
    if digest in deleted:
        return f"the {role} of row {seq} is there, though row {deleted[digest]} says it was deleted"
    if Content(Role(role), body, salt).digest != digest:
        return f"the {role} of row {seq} is not what was stored with it"
    return ""


def _read_faults(db: sqlite3.Connection, rows: list[Event]) -> Iterator[Fault]:
    """Build the read tables anew in memory and compare: what is shown is what was recorded."""
    replayed = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for statement in projection.READ_TABLES:
            replayed.execute(statement)
        lookup = projection.lookup_in(db)
        for row in rows:
            try:
                projection.apply(replayed, row, lookup)
            except DamagedError as error:
                yield Fault(row.seq, str(error))
                return
        found, built = projection.contents_of(db), projection.contents_of(replayed)
        yield from _finding_faults(replayed)
    except sqlite3.OperationalError as error:
        yield Fault(None, f"the read tables cannot be read ({error}); rebuild mends it")
        return
    finally:
        replayed.close()
    for table in projection.TABLES:
        for wrong in sorted({str(row[0]) for row in {*found[table]} ^ {*built[table]}}):
            yield Fault(
                None, f"{table} {wrong} is shown otherwise than the history says; rebuild mends it"
            )


def _finding_faults(replayed: sqlite3.Connection) -> Iterator[Fault]:
    """What the history says of each finding keeps the rules that every finding keeps."""
    for (id,) in replayed.execute("SELECT id FROM finding ORDER BY id").fetchall():
        try:
            reading.recorded(replayed, id)
        except RefusedError as error:
            yield Fault(id, f"finding {id} says what no finding can: {error}")
        except (UnknownError, ValueError, KeyError, TypeError):
            yield Fault(id, f"finding {id} cannot be read")


def _head_faults(rows: list[Event], at: Head, expected: Head) -> Iterator[Fault]:
    """A register may have grown since its head was kept; it may not have lost or changed a row."""
    if at.register != expected.register:
        yield Fault(None, "this is not the register whose head was kept: it began otherwise")
    elif len(rows) < expected.count:
        yield Fault(
            len(rows) + 1,
            f"the end was cut off: {len(rows)} rows are left of {expected.count}",
        )
    elif expected.count and rows[expected.count - 1].hash != expected.hash:
        yield Fault(
            expected.count,
            f"row {expected.count} is not the one whose head was kept: "
            "the history was written anew up to it or before",
        )
