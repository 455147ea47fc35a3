"""Which labelled photos look most like a photo: what a person compares with.

Held are the newest labelled photos that were looked at, so that memory stays flat.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from datasets.library import looks_file
from datasets.library.library import Library

MOST = 5000  # photos held: 13 MB at 1,280 values of two bytes
FRESH_SECONDS = 20.0  # what was labelled since then is not found yet
_ASKED = 500  # photos of one question to the file
_LABELLED = (
    "SELECT sha256, label FROM photo WHERE state IN ('labelled', 'accepted') "
    "ORDER BY id DESC LIMIT ?"
)
_SEEN = (
    "SELECT photo, embedding FROM look "
    "WHERE network = (SELECT id FROM network WHERE sha256 = ?) AND photo IN "
)


class Neighbours:
    """The newest labelled photos of a library, by what a network sees; threads may share it."""

    def __init__(
        self,
        library: Library,
        network: str,
        most: int = MOST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is read yet.

        Args:
            library: Open; only read.
            network: SHA-256 of the weights file.
            most: Photos held, above 0.
            clock: Seconds.
        """
        if most < 1:
            raise ValueError(f"{most} photos, it must be at least 1")
        self._library = library
        self._network = network
        self._most = most
        self._clock = clock
        self._turn = threading.Lock()
        self._read_at: float | None = None
        self._seen: dict[str, NDArray[np.float16]] = {}
        self._labels: tuple[str, ...] = ()
        self._hashes: tuple[str, ...] = ()
        self._matrix = np.empty((0, 0), np.float16)

    def of(
        self, embedding: NDArray[np.float32], labels: Collection[str], each: int, besides: str = ""
    ) -> dict[str, tuple[str, ...]]:
        """The photos most like one, of each of some labels.

        Args:
            embedding: (D,) float32, of length 1.
            labels: Asked for.
            each: Photos of a label, at most.
            besides: SHA-256 of a photo that is left out: the one that is asked about.

        Returns:
            SHA-256 by label, most alike first; a label without photos is missing.

        Raises:
            FileError: The library cannot be read.
        """
        with self._turn:
            self._renew()
            hashes, held, matrix = self._hashes, self._labels, self._matrix
        wanted = set(labels)
        rows = [at for at, label in enumerate(held) if label in wanted and hashes[at] != besides]
        found: dict[str, tuple[str, ...]] = {}
        if not rows or matrix.shape[1] != len(embedding):
            return found
        cosines = matrix[rows].astype(np.float32) @ embedding
        for at in np.argsort(-cosines, kind="stable"):
            row = rows[int(at)]
            before = found.get(held[row], ())
            if len(before) < each:
                found[held[row]] = (*before, hashes[row])
        return found

    def _renew(self) -> None:
        if self._read_at is not None and self._clock() < self._read_at + FRESH_SECONDS:
            return
        with self._library.reading() as db:
            rows = db.execute(_LABELLED, (self._most,)).fetchall()
        labels = {str(sha256): str(label) for sha256, label in rows}
        self._seen = {each: self._seen[each] for each in labels if each in self._seen}
        self._look([each for each in labels if each not in self._seen])
        self._hashes = tuple(each for each in labels if each in self._seen)
        self._labels = tuple(labels[each] for each in self._hashes)
        if self._hashes:
            self._matrix = np.stack([self._seen[each] for each in self._hashes])
        self._read_at = self._clock()

    def _look(self, missing: Sequence[str]) -> None:
        with looks_file.opened(self._library) as db:
            for start in range(0, len(missing), _ASKED):
                some = [bytes.fromhex(each) for each in missing[start : start + _ASKED]]
                marks = ", ".join("?" * len(some))
                for photo, embedding in db.execute(f"{_SEEN}({marks})", (self._network, *some)):
                    values = np.frombuffer(embedding, np.float16)
                    length = float(np.linalg.norm(values.astype(np.float32))) or 1.0
                    self._seen[bytes(photo).hex()] = (values / np.float16(length)).astype(
                        np.float16
                    )
