"""What the network and a perceptual hash see of each photo of a library: looked at once, kept.

Each photo is decoded once at the scale that the network needs. Kept in `looks_file`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from datasets.library import border, looking, storage
from datasets.library import looks_file as file
from datasets.library.errors import DamagedError, UnknownError
from datasets.library.library import Library
from model.classifier import Classifier

Progress = Callable[[int, int, str], None]  # count so far, total, name of the photo


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What one network and a hash see of one photo; shapes as the rows of `Looks`."""

    sha256: str
    embedding: NDArray[np.float32]
    probabilities: NDArray[np.float32]
    novelty: float
    unknown: bool
    hash: np.uint64
    border: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """What one network and a hash see of N photos.

    Attributes:
        network: SHA-256 of the weights file.
        labels: K labels of the network, its order.
        sha256: N photos, oldest first.
        embeddings: (N, D) float32, each row of length 1.
        probabilities: (N, K) float32, calibrated, each row sums to 1.
        novelty: (N,) float32, larger = more novel.
        unknown: (N,) bool, whether the classifier says that it shows nothing it knows.
        hashes: (N,) uint64, of `datasets.perceptual_hash`.
        border: (N, B) float32, of `datasets.library.border`.
    """

    network: str
    labels: tuple[str, ...]
    sha256: tuple[str, ...]
    embeddings: NDArray[np.float32]
    probabilities: NDArray[np.float32]
    novelty: NDArray[np.float32]
    unknown: NDArray[np.bool_]
    hashes: NDArray[np.uint64]
    border: NDArray[np.float32]
    _at: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        n = len(self.sha256)
        shapes = {
            "embeddings": (self.embeddings, (n, self.embeddings.shape[-1])),
            "probabilities": (self.probabilities, (n, len(self.labels))),
            "novelty": (self.novelty, (n,)),
            "unknown": (self.unknown, (n,)),
            "hashes": (self.hashes, (n,)),
            "border": (self.border, (n, border.VALUES)),
        }
        for name, (values, shape) in shapes.items():
            if values.shape != shape:
                raise ValueError(f"{name} {values.shape} must be {shape}")
        object.__setattr__(self, "_at", {sha256: at for at, sha256 in enumerate(self.sha256)})

    def __len__(self) -> int:
        return len(self.sha256)

    def rows(self, sha256: Iterable[str]) -> NDArray[np.int64]:
        """Where photos stand: (n,) int64.

        Raises:
            UnknownError: One has not been looked at.
        """
        found = []
        for each in sha256:
            at = self._at.get(each)
            if at is None:
                raise UnknownError(
                    f"photo {each[:12]} has not been looked at; run python -m datasets look"
                )
            found.append(at)
        return np.array(found, dtype=np.int64)


def look(library: Library, classifier: Classifier, progress: Progress | None = None) -> int:
    """Look at every photo that these weights have not looked at.

    What was looked at is kept every few photos, so that a run that is stopped goes on there.

    Args:
        library: Open; its photos are only read.
        classifier: Whose network looks.
        progress: Is told of each photo: count, total, name.

    Returns:
        How many photos were looked at.

    Raises:
        FileError: What is seen cannot be kept.
        DamagedError: After all others were looked at: some stored photos cannot be read.
        WeightsError: The network gives values that are no numbers.
    """
    with file.opened(library) as db:
        todo, done, faults = waiting(library, db, classifier.sha256), 0, list[str]()
        for batch in looking.batches(looking.decoded(library, classifier, todo)):
            good = [(sha256, ready) for sha256, ready in batch if not isinstance(ready, str)]
            faults += [ready for _, ready in batch if isinstance(ready, str)]
            looking.keep(library, db, classifier, good)
            for sha256, _ in batch:
                done += 1
                if progress is not None:
                    progress(done, len(todo), sha256[:12])
    if faults:
        raise DamagedError(
            f"{done - len(faults)} photos were looked at, {len(faults)} cannot be read: {faults[0]}"
        )
    return done


def look_of(library: Library, classifier: Classifier, sha256: str) -> Look:
    """What is seen of one photo, looked at now where it was not yet.

    Raises:
        UnknownError: There is no such photo, or its file is gone.
        DamagedError: Its file was changed.
        FileError: What is seen cannot be kept.
    """
    library.get(sha256)
    with file.opened(library) as db:
        there = _one(db, classifier.sha256, sha256)
        if there is None:
            ready = looking.prepared(library, classifier, sha256)
            looking.keep(library, db, classifier, [(sha256, ready)])
            there = _one(db, classifier.sha256, sha256)
    if there is None:
        raise DamagedError(f"{file.FILE} does not keep what it is given; delete it and look again")
    return there


def waiting(library: Library, db: sqlite3.Connection, network: str) -> tuple[str, ...]:
    """Photos that these weights have not looked at, oldest first; `db` is of `looks_file`."""
    there = {
        bytes(photo).hex()
        for (photo,) in db.execute(
            "SELECT photo FROM look WHERE network = (SELECT id FROM network WHERE sha256 = ?) "
            "AND photo IN (SELECT photo FROM print)",
            (network,),
        )
    }
    return tuple(sha256 for sha256 in photos(library) if sha256 not in there)


def photos(library: Library) -> list[str]:
    """SHA-256 of every photo, oldest first."""
    with library.reading() as db:
        return [sha256 for (sha256,) in db.execute("SELECT sha256 FROM photo ORDER BY id")]


def stored(library: Library, network: str) -> Looks:
    """What was seen so far by a network, of the photos that are in the library.

    Needs 4 D bytes a photo: 260 MB for 50,000 photos of 1,280 values.

    Args:
        library: Open.
        network: SHA-256 of the weights file; one that has seen nothing gives no row.
    """
    wanted = photos(library)
    with file.opened(library) as db, storage.transaction(db, write=False):
        known = db.execute("SELECT labels, width FROM network WHERE sha256 = ?", (network,))
        labels, width = known.fetchone() or ("[]", 0)
        missing = set(waiting(library, db, network))
        found = tuple(sha256 for sha256 in wanted if sha256 not in missing)
        return _read(db, network, tuple(json.loads(labels)), found, width)


def renewed(library: Library, before: Looks) -> Looks:
    """The same `Looks` where nothing was looked at since; else as it is now. Takes milliseconds."""
    with file.opened(library) as db:
        (count,) = db.execute(
            "SELECT count(*) FROM look WHERE network = (SELECT id FROM network WHERE sha256 = ?)",
            (before.network,),
        ).fetchone()
    return before if count == len(before) else stored(library, before.network)


# Reading

_COLUMNS = "photo, embedding, probabilities, novelty, unknown, hash, border"
_FROM = (
    f"SELECT {_COLUMNS} FROM look JOIN print USING (photo) "
    "WHERE network = (SELECT id FROM network WHERE sha256 = ?)"
)


def _read(
    db: sqlite3.Connection,
    network: str,
    labels: tuple[str, ...],
    found: tuple[str, ...],
    width: int,
) -> Looks:
    n = len(found)
    made = Looks(
        network=network,
        labels=labels,
        sha256=found,
        embeddings=np.empty((n, width), np.float32),
        probabilities=np.empty((n, len(labels)), np.float32),
        novelty=np.empty(n, np.float32),
        unknown=np.empty(n, np.bool_),
        hashes=np.empty(n, np.uint64),
        border=np.empty((n, border.VALUES), np.float32),
    )
    place = {bytes.fromhex(sha256): at for at, sha256 in enumerate(found)}
    for photo, embedding, chances, novelty, unknown, hash, frame in db.execute(_FROM, (network,)):
        at = place.get(photo)
        if at is None:  # of a photo that is not in this library
            continue
        made.embeddings[at] = np.frombuffer(embedding, np.float16)
        made.probabilities[at] = np.frombuffer(chances, np.float32)
        made.novelty[at], made.unknown[at] = novelty, unknown
        made.hashes[at] = file.unsigned(hash)
        made.border[at] = np.frombuffer(frame, np.float16)
    for start in range(0, n, 1024):  # in blocks, so that no second matrix is needed
        block = made.embeddings[start : start + 1024]
        lengths = np.linalg.norm(block, axis=1, keepdims=True)
        block /= np.where(lengths > 0, lengths, 1)
    return made


def _one(db: sqlite3.Connection, network: str, sha256: str) -> Look | None:
    row = db.execute(f"{_FROM} AND photo = ?", (network, bytes.fromhex(sha256))).fetchone()
    if row is None:
        return None
    _, embedding, chances, novelty, unknown, hash, frame = row
    whole = np.frombuffer(embedding, np.float16).astype(np.float32)
    return Look(
        sha256=sha256,
        embedding=whole / (float(np.linalg.norm(whole)) or 1.0),
        probabilities=np.frombuffer(chances, np.float32),
        novelty=float(np.float32(novelty)),
        unknown=bool(unknown),
        hash=file.unsigned(hash),
        border=np.frombuffer(frame, np.float16).astype(np.float32),
    )
