"""A row of the history, the chain of hashes through all rows, and content under a salted hash.

A row's hash is over the hash before it and all its own columns. What leads to persons (names,
notes, references, pictures) is not in the row: the row holds a keyed hash of it, HMAC-SHA256
(RFC 2104) under a random salt, and both content and salt lie beside the history. Without the
salt nobody can tell by trying what the content was, so deleting both leaves the chain whole.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from findings.canonical import canonical

SALT_BYTES = 32  # as long as the hash: no shorter key is as hard to guess


class Kind(StrEnum):
    """What happened."""

    CONSIGNMENT_OPENED = "consignment_opened"
    FINDING_RECORDED = "finding_recorded"
    CONCLUSION_CHANGED = "conclusion_changed"
    CONCLUSION_UNDONE = "conclusion_undone"
    LAW_RESTATED = "law_restated"
    CONSIGNMENT_CORRECTED = "consignment_corrected"
    NOTE_ADDED = "note_added"
    PHOTO_KEPT = "photo_kept"
    PHOTO_DELETED = "photo_deleted"
    FINDING_DELETED = "finding_deleted"
    CONSIGNMENT_DELETED = "consignment_deleted"
    NAMES_DELETED = "names_deleted"
    RETENTION_CHANGED = "retention_changed"


class Role(StrEnum):
    """What a content is; `ACTOR` hangs on the row itself, the others on its payload."""

    ACTOR = "actor"
    REFERENCE = "reference"
    POST = "post"
    NOTE = "note"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Event:
    """One row as stored.

    Attributes:
        seq: 1, 2, 3 and so on without gaps.
        at: Time, as `findings.canonical.moment` writes it.
        actor: Digest of the name of who did it.
        kind: A `Kind`.
        subject: `seq` of the consignment or finding it is about; 0 for the register itself.
        payload: Canonical JSON of `facts`, `contents` (role to digest), `deleted` (digests).
        hash: SHA-256, 64 hex digits.
    """

    seq: int
    at: str
    actor: str
    kind: str
    subject: int
    payload: str
    hash: str

    def expected_hash(self, previous: str) -> str:
        """What the hash must be after the row whose hash is `previous`."""
        row = [previous, self.seq, self.at, self.actor, self.kind, self.subject, self.payload]
        # ASCII escapes, so that a row spoilt with any bytes still has a hash, another one.
        return hashlib.sha256(json.dumps(row, separators=(",", ":")).encode()).hexdigest()

    def read(self) -> Payload:
        """The payload; ValueError, KeyError or TypeError when it is none."""
        given = json.loads(self.payload)
        contents = {Role(role): str(digest) for role, digest in given["contents"].items()}
        return Payload(dict(given["facts"]), contents, tuple(map(str, given["deleted"])))


@dataclass(frozen=True, slots=True)
class Payload:
    """What a row says beside its columns.

    Attributes:
        facts: What happened, nothing that leads to a person.
        contents: Role to digest of what lies beside the history.
        deleted: Digests of contents that were deleted with this row.
    """

    facts: Mapping[str, Any]
    contents: Mapping[Role, str]
    deleted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """Something personal and the salt under which a row holds its hash."""

    role: Role
    body: bytes = field(repr=False)
    salt: bytes = field(repr=False, default_factory=lambda: secrets.token_bytes(SALT_BYTES))

    @property
    def digest(self) -> str:
        """64 hex digits; the role counts, so that a name cannot be passed off as a note."""
        text = self.role.value.encode() + b"\0" + self.body
        return hmac.new(self.salt, text, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """A row before it is numbered, timed and chained.

    Attributes:
        kind: What happened.
        by: Name of who did it.
        subject: See `Event`; None: the row itself, which opens its subject.
        facts: JSON values, nothing personal.
        contents: Personal parts by role.
        deleted: Digests of contents to delete with it.
    """

    kind: Kind
    by: str
    subject: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    contents: Mapping[Role, bytes] = field(default_factory=dict)
    deleted: tuple[str, ...] = ()

    def chained(self, previous: str, seq: int, at: str) -> tuple[Event, tuple[Content, ...]]:
        """The row after one whose hash is `previous`, and the contents to lay beside it."""
        actor = Content(Role.ACTOR, self.by.encode())
        beside = tuple(Content(role, body) for role, body in self.contents.items())
        payload = canonical(
            {
                "facts": dict(self.facts),
                "contents": {each.role.value: each.digest for each in beside},
                "deleted": list(self.deleted),
            }
        )
        subject = seq if self.subject is None else self.subject
        open_end = Event(seq, at, actor.digest, self.kind.value, subject, payload, "")
        event = Event(
            seq,
            at,
            actor.digest,
            self.kind.value,
            subject,
            payload,
            open_end.expected_hash(previous),
        )
        return event, (actor, *beside)
