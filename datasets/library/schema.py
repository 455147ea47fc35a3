"""The tables of a library, and how an older library becomes one of today.

`PRAGMA user_version` counts the migrations a file has seen; all that a file still needs run in
one transaction. The history and the signed versions are guarded by triggers in the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from datasets.library.errors import ForeignError, NewerError
from datasets.library.record import FIELDS

APPLICATION_ID = 0x5446504C  # "TFPL", tells our files from other SQLite files

# `state` repeats `record.Record.state`, so that it can be indexed; no generated column, as
# SQLite does not answer a question about one from an index alone.
_PHOTO = """
CREATE TABLE photo (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL UNIQUE,
    original_sha256 TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    added TEXT NOT NULL,
    added_by TEXT NOT NULL,
    version INTEGER NOT NULL,
    priority REAL NOT NULL DEFAULT 0,
    "group" TEXT NOT NULL,
    licence TEXT NOT NULL CHECK (licence <> ''),
    label TEXT,
    proposed TEXT,
    proposed_by TEXT NOT NULL,
    view TEXT NOT NULL,
    source TEXT NOT NULL,
    author TEXT NOT NULL,
    consent TEXT NOT NULL,
    device TEXT NOT NULL,
    place TEXT NOT NULL,
    taken TEXT,
    gps TEXT,
    labelled_by TEXT NOT NULL,
    reviewed_by TEXT NOT NULL,
    verdict TEXT,
    reason TEXT NOT NULL,
    cannot_tell INTEGER NOT NULL,
    several_goods INTEGER NOT NULL,
    box TEXT,
    flags TEXT NOT NULL,
    state TEXT NOT NULL CHECK (
        state = CASE WHEN verdict IS NOT NULL THEN verdict WHEN label IS NOT NULL THEN 'labelled'
        WHEN cannot_tell THEN 'cannot_tell' ELSE 'todo' END
    )
) STRICT"""
_CHANGE = """
CREATE TABLE change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    photo INTEGER NOT NULL REFERENCES photo (id),
    version INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    undoes INTEGER REFERENCES change (seq),
    before TEXT NOT NULL,
    after TEXT NOT NULL
) STRICT"""
_VERSION = """
CREATE TABLE version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    photos INTEGER NOT NULL,
    signed TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    note TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT"""
_FETCHED = """
CREATE TABLE fetched (
    address TEXT PRIMARY KEY,
    original_sha256 TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT"""
# Each order of the label page is read from an index, each count from one as well.
_INDICES = (
    "CREATE INDEX photo_in_order ON photo (state, id)",
    "CREATE INDEX photo_at_random ON photo (state, sha256)",
    "CREATE INDEX photo_by_teaching ON photo (state, priority DESC, id)",
    "CREATE INDEX photo_by_label ON photo (label, state, id)",
    "CREATE INDEX photo_by_proposal ON photo (proposed, state, id)",
    'CREATE INDEX photo_by_group ON photo ("group", id)',
    "CREATE INDEX change_of_photo ON change (photo, seq)",
    "CREATE INDEX change_by_actor ON change (actor, kind, seq)",
    "CREATE INDEX change_in_batch ON change (batch, seq)",
    "CREATE INDEX change_undone ON change (undoes)",
)
_TRIGGERS = (
    """CREATE TRIGGER change_appended BEFORE INSERT ON change
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM change)
    BEGIN SELECT raise(ABORT, 'history is only appended to'); END""",
    """CREATE TRIGGER change_kept BEFORE UPDATE ON change
    BEGIN SELECT raise(ABORT, 'history is never changed'); END""",
    """CREATE TRIGGER change_stays BEFORE DELETE ON change
    BEGIN SELECT raise(ABORT, 'history is never deleted'); END""",
    """CREATE TRIGGER version_kept BEFORE UPDATE ON version
    BEGIN SELECT raise(ABORT, 'a signed version is never changed'); END""",
    """CREATE TRIGGER version_stays BEFORE DELETE ON version
    BEGIN SELECT raise(ABORT, 'a signed version is never deleted'); END""",
    # REPLACE deletes without firing a delete trigger.
    """CREATE TRIGGER version_new BEFORE INSERT ON version
    WHEN EXISTS (SELECT 1 FROM version WHERE name = NEW.name OR id = NEW.id)
    BEGIN SELECT raise(ABORT, 'a signed version is never changed'); END""",
    """CREATE TRIGGER photo_bytes_kept BEFORE UPDATE OF id, sha256, original_sha256 ON photo
    BEGIN SELECT raise(ABORT, 'the bytes of a photo are never changed'); END""",
)
COLUMNS = (
    *("id", "sha256", "original_sha256", "format", "width", "height", "bytes"),
    *("added", "added_by", "version", "priority"),
)
RECORD_COLUMNS = tuple(f'"{name}"' for name in FIELDS)


def _first(db: sqlite3.Connection) -> None:
    """Schema 1: photos, history, versions, what was fetched."""
    for statement in (_PHOTO, _CHANGE, _VERSION, _FETCHED, *_INDICES, *_TRIGGERS):
        db.execute(statement)


# Two photos that a person said do not show one object; `first` < `second`.
_APART = """
CREATE TABLE apart (
    first INTEGER NOT NULL REFERENCES photo (id),
    second INTEGER NOT NULL REFERENCES photo (id),
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (first, second),
    CHECK (first < second)
) STRICT, WITHOUT ROWID"""
# What a second person said a photo shows without knowing what the first one said.
_OPINION = """
CREATE TABLE opinion (
    photo INTEGER NOT NULL REFERENCES photo (id),
    actor TEXT NOT NULL,
    label TEXT,
    cannot_tell INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (photo, actor),
    CHECK ((label IS NULL) = (cannot_tell = 1))
) STRICT, WITHOUT ROWID"""
# A person looked at what a queue suspected of a photo, and left it as it was in that version.
_LEFT = """
CREATE TABLE left_as_is (
    queue TEXT NOT NULL,
    photo INTEGER NOT NULL REFERENCES photo (id),
    version INTEGER NOT NULL,
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (queue, photo)
) STRICT, WITHOUT ROWID"""


def _second(db: sqlite3.Connection) -> None:
    """Schema 2: what persons said of suspicions: two objects, second opinions, left as it is."""
    for statement in (_APART, _OPINION, _LEFT):
        db.execute(statement)


# A photo that was taken out for good; `photo` was its number. `due` is 1 until its bytes are gone
# from the disk as well.
_WITHDRAWN = """
CREATE TABLE withdrawn (
    photo INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    original_sha256 TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    actor TEXT NOT NULL CHECK (actor <> ''),
    reason TEXT NOT NULL CHECK (reason <> ''),
    due INTEGER NOT NULL CHECK (due IN (0, 1))
) STRICT"""
# The history outlives the photo: its number is one of `photo` or of `withdrawn`.
_CHANGE_AFTER = (
    _CHANGE.replace("TABLE change", "TABLE change_after")
    .replace("INTEGER NOT NULL REFERENCES photo (id)", "INTEGER NOT NULL")
    .replace("REFERENCES change", "REFERENCES change_after")
)
_WITHDRAWING = (
    # What a withdrawal may do to the history, and nothing else: empty the words about that photo.
    """CREATE TRIGGER change_kept BEFORE UPDATE ON change
    WHEN NEW.before <> '{}' OR NEW.after <> '{}'
    OR (NEW.seq, NEW.at, NEW.actor, NEW.kind, NEW.photo, NEW.version, NEW.batch, NEW.undoes)
    IS NOT (OLD.seq, OLD.at, OLD.actor, OLD.kind, OLD.photo, OLD.version, OLD.batch, OLD.undoes)
    OR NOT EXISTS (SELECT 1 FROM withdrawn WHERE photo = OLD.photo)
    BEGIN SELECT raise(ABORT, 'history is never changed'); END""",
    """CREATE TRIGGER change_has_photo BEFORE INSERT ON change
    WHEN NOT EXISTS (SELECT 1 FROM photo WHERE id = NEW.photo)
    BEGIN SELECT raise(ABORT, 'history is of photos that are there'); END""",
    """CREATE TRIGGER photo_stays BEFORE DELETE ON photo
    WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE photo = OLD.id)
    BEGIN SELECT raise(ABORT, 'a photo leaves only by a withdrawal'); END""",
    # REPLACE deletes without firing a delete trigger.
    """CREATE TRIGGER photo_new BEFORE INSERT ON photo
    WHEN EXISTS (SELECT 1 FROM withdrawn
    WHERE sha256 IN (NEW.sha256, NEW.original_sha256)
    OR original_sha256 IN (NEW.sha256, NEW.original_sha256))
    OR EXISTS (SELECT 1 FROM photo WHERE id = NEW.id OR sha256 = NEW.sha256
    OR original_sha256 = NEW.original_sha256)
    BEGIN SELECT raise(ABORT, 'the photo is there, or was withdrawn'); END""",
    """CREATE TRIGGER withdrawn_new BEFORE INSERT ON withdrawn
    WHEN EXISTS (SELECT 1 FROM withdrawn WHERE photo = NEW.photo OR sha256 = NEW.sha256
    OR original_sha256 = NEW.original_sha256)
    OR NOT EXISTS (SELECT 1 FROM photo WHERE id = NEW.photo AND sha256 = NEW.sha256
    AND original_sha256 = NEW.original_sha256)
    BEGIN SELECT raise(ABORT, 'a withdrawal is of a photo that is there'); END""",
    """CREATE TRIGGER withdrawn_kept BEFORE UPDATE ON withdrawn
    WHEN NEW.due <> 0
    OR (NEW.photo, NEW.sha256, NEW.original_sha256, NEW.at, NEW.actor, NEW.reason)
    IS NOT (OLD.photo, OLD.sha256, OLD.original_sha256, OLD.at, OLD.actor, OLD.reason)
    BEGIN SELECT raise(ABORT, 'a withdrawal is never changed'); END""",
    """CREATE TRIGGER withdrawn_stays BEFORE DELETE ON withdrawn
    BEGIN SELECT raise(ABORT, 'a withdrawal is never taken back'); END""",
)
_GUARDS = (*(one for one in _TRIGGERS if "change_kept" not in one), *_WITHDRAWING)


def _third(db: sqlite3.Connection) -> None:
    """Schema 3: photos can be withdrawn; their history stays, without its words."""
    # SQLite changes no foreign key of a table, so the history is written anew, row by row as it is.
    db.execute(_WITHDRAWN)
    db.execute(_CHANGE_AFTER)
    db.execute("INSERT INTO change_after SELECT * FROM change ORDER BY seq")
    db.execute("DROP TABLE change")  # with its triggers and indices
    db.execute("ALTER TABLE change_after RENAME TO change")
    for statement in _INDICES:
        if " ON change " in statement:
            db.execute(statement)
    for statement in _GUARDS:
        db.execute(f"DROP TRIGGER IF EXISTS {_name(statement)}")
        db.execute(statement)


def _name(statement: str) -> str:
    return statement.split()[2]


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _second, _third)
VERSION = len(MIGRATIONS)


def check_kind(db: sqlite3.Connection, name: str) -> int:
    """The schema of an open file; 0 for an empty one.

    Raises:
        ForeignError: It is another program's file.
        NewerError: It is from the future.
    """
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not (empty and version == application == 0):
        raise ForeignError(f"{name} is not a library of photos; choose another folder")
    if version > VERSION:
        raise NewerError(
            f"{name} has schema {version}, this program knows {VERSION}; use the newer program "
            "that wrote it"
        )
    return version


def migrate(db: sqlite3.Connection, name: str) -> None:
    """Bring a file to today's schema, in the transaction that the caller has begun."""
    version = check_kind(db, name)
    if version >= VERSION:
        return
    for step in MIGRATIONS[version:]:
        step(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")


def missing_guards(db: sqlite3.Connection) -> tuple[str, ...]:
    """Names of triggers that are gone or were changed, sorted."""
    stored = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    ours = {_name(statement): statement.strip() for statement in _GUARDS}
    return tuple(sorted(name for name, sql in ours.items() if stored.get(name) != sql))
