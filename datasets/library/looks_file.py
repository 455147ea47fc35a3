"""`looks.db` beside the library: what was computed of its photos, and can be computed again.

Nothing in it is evidence: it may be deleted and is not worth a backup. Hash and frame are of the
photo alone; what a network sees is kept for each weights file.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from datasets.library import border, storage
from datasets.perceptual_hash import perceptual_hash
from model.errors import shown
from model.photo import Pixels

if TYPE_CHECKING:
    from datasets.library.library import Library

FILE = "looks.db"
_FORM = 1  # of the tables; a file of another form is made anew
_TABLES = (
    "CREATE TABLE print (photo BLOB PRIMARY KEY, hash INTEGER NOT NULL, border BLOB NOT NULL) "
    "STRICT, WITHOUT ROWID",
    "CREATE TABLE network (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, "
    "labels TEXT NOT NULL, width INTEGER NOT NULL) STRICT",
    "CREATE TABLE look (network INTEGER NOT NULL, photo BLOB NOT NULL, embedding BLOB NOT NULL, "
    "probabilities BLOB NOT NULL, novelty REAL NOT NULL, unknown INTEGER NOT NULL) STRICT",
    "CREATE UNIQUE INDEX look_of ON look (network, photo)",
)


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """What a photo looks like, whatever the network.

    Attributes:
        hash: Of `datasets.perceptual_hash`.
        border: (B,) float32, of `border.border`.
    """

    hash: np.uint64
    border: NDArray[np.float32]

    def __post_init__(self) -> None:
        if self.border.shape != (border.VALUES,):
            raise ValueError(f"border {self.border.shape} must be ({border.VALUES},)")

    @classmethod
    def of(cls, pixels: Pixels) -> Print:
        """Of (H, W, 3) uint8 at any scale."""
        return cls(perceptual_hash(pixels), border.border(pixels))


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What a network sees of a photo: embedding (D,) of length 1, probabilities (K,), novelty."""

    embedding: NDArray[np.float32]
    probabilities: NDArray[np.float32]
    novelty: float
    unknown: bool


@contextmanager
def opened(library: Library) -> Iterator[sqlite3.Connection]:
    """The file, made where it is missing.

    Raises:
        FileError: It cannot be read or written; the sentence names it.
    """
    path = library.path / FILE
    name = f"{FILE} of {shown(library.path.name)}"
    with storage.one_sentence(name):
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        db = sqlite3.connect(path, timeout=storage.BUSY_SECONDS, isolation_level=None)
        try:
            # A lost commit is computed again, so none waits for the disk.
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA trusted_schema = OFF")
            _form(db)
            yield db
        finally:
            db.close()


def _form(db: sqlite3.Connection) -> None:
    if _form_of(db) == _FORM:
        return
    with storage.transaction(db):
        if _form_of(db) == _FORM:  # another process was quicker
            return
        for (table,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall():
            db.execute(f'DROP TABLE "{table}"')
        for statement in _TABLES:
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {_FORM}")


def _form_of(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def network(db: sqlite3.Connection, sha256: str, labels: Sequence[str], width: int) -> int:
    """The number of a network in this file; noted where it is new."""
    db.execute(
        "INSERT OR IGNORE INTO network (sha256, labels, width) VALUES (?, ?, ?)",
        (sha256, json.dumps(list(labels)), width),
    )
    return int(db.execute("SELECT id FROM network WHERE sha256 = ?", (sha256,)).fetchone()[0])


def put_prints(db: sqlite3.Connection, prints: Iterable[tuple[str, Print]]) -> None:
    """Keep what photos look like; the first holds."""
    db.executemany(
        "INSERT OR IGNORE INTO print VALUES (?, ?, ?)",
        [
            (bytes.fromhex(sha256), signed(one.hash), one.border.astype(np.float16).tobytes())
            for sha256, one in prints
        ],
    )


def put_seen(db: sqlite3.Connection, network: int, seen: Iterable[tuple[str, Seen]]) -> None:
    """Keep what a network sees; the first holds."""
    db.executemany(
        "INSERT OR IGNORE INTO look VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                network,
                bytes.fromhex(sha256),
                one.embedding.astype(np.float16).tobytes(),
                one.probabilities.astype(np.float32).tobytes(),
                one.novelty,
                int(one.unknown),
            )
            for sha256, one in seen
        ],
    )


def hashes(db: sqlite3.Connection) -> dict[str, np.uint64]:
    """The hash of every photo that has one, by its SHA-256."""
    rows = db.execute("SELECT photo, hash FROM print")
    return {bytes(photo).hex(): unsigned(hash) for photo, hash in rows}


def signed(hash: np.uint64) -> int:
    """As SQLite keeps it."""
    return int(np.uint64(hash).astype(np.int64))


def unsigned(number: int) -> np.uint64:
    """The inverse of `signed`."""
    return np.uint64(np.int64(number).astype(np.uint64))


def embeddings(
    db: sqlite3.Connection, network: str, photos: Sequence[str]
) -> NDArray[np.float16] | None:
    """What a network sees of photos.

    Returns:
        (N, D) float16, rows of length 1, or of zeros where it has not looked at the photo; None
        where it has looked at none. 256 MB for 100,000 photos of 1,280 values.
    """
    known = db.execute("SELECT id, width FROM network WHERE sha256 = ?", (network,)).fetchone()
    if known is None:
        return None
    made = np.zeros((len(photos), known[1]), np.float16)
    place = {bytes.fromhex(sha256): at for at, sha256 in enumerate(photos)}
    for photo, blob in db.execute("SELECT photo, embedding FROM look WHERE network = ?", known[:1]):
        if (at := place.get(photo)) is not None:
            made[at] = np.frombuffer(blob, np.float16)
    return made
