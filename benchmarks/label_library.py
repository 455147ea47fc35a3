"""A large library made in a minute, for benchmarks: the same each time, every photo another file.

Past `Library.add`, which proves each photo on the disk before the next: 50,000 would take an hour.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.timing import camera_jpeg
from datasets.library import border, changes, looks_file, storage
from datasets.library.changes import Act, Kind
from datasets.library.library import Library
from datasets.library.looks_file import Print, Seen
from datasets.library.originals import FOLDER
from datasets.library.record import Item, Record
from model.classifier import Classifier
from model.photo import encode_jpeg

CAMERA = (4000, 3000)  # px
SMALL = (240, 180)
_BASES = 24  # pictures that the small photos repeat
_LOT = 1000  # rows of a transaction


def make(folder: Path, count: int, camera: int, classifier: Classifier) -> Library:
    """Make a library whose photos nobody has labelled and the network has looked at.

    Args:
        folder: New.
        count: Photos.
        camera: How many of them, the oldest, have the size that a phone takes.
        classifier: For the width of its embeddings and its labels; what it saw is made up.
    """
    library = Library(folder, create=True)
    pictures = _pictures(count, camera)
    rng = np.random.default_rng(0)
    while lot := [each for _, each in zip(range(_LOT), pictures, strict=False)]:
        hashes = [_write(folder, data) for data, _ in lot]
        with library.writing() as db:
            for sha256, (data, (width, height)) in zip(hashes, lot, strict=True):
                record = Record(group=sha256[:16], licence="CC0-1.0")
                at = library.moment()
                head = (0, sha256, sha256, "jpg", width, height, len(data), at, "benchmark")
                item = Item(*head, 1, 0.0, record)
                changes.insert(db, item, Act("benchmark", at, Kind.ADDED))
        _look(library, hashes, classifier, rng)
    return library


def _pictures(count: int, camera: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Files of JPEG and their width and height; a number in a comment makes each another one."""
    rng = np.random.default_rng(0)
    large = camera_jpeg(*CAMERA) if camera else b""
    width, height = SMALL
    small = []
    for _ in range(_BASES):
        coarse = rng.integers(0, 256, (height // 12, width // 12, 3), dtype=np.uint8)
        small.append(encode_jpeg(coarse.repeat(12, axis=0).repeat(12, axis=1)))
    for number in range(count):
        data, size = (large, CAMERA) if number < camera else (small[number % _BASES], SMALL)
        said = f"photo {number}".encode()
        yield data[:2] + b"\xff\xfe" + (len(said) + 2).to_bytes(2, "big") + said + data[2:], size


def _write(folder: Path, data: bytes) -> str:
    sha256 = hashlib.sha256(data).hexdigest()
    place = folder / FOLDER / sha256[:2]
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(place / sha256, os.O_CREAT | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    return sha256


def _look(
    library: Library, hashes: list[str], classifier: Classifier, rng: np.random.Generator
) -> None:
    """What the network would have seen: random, of the right size."""
    labels = classifier.card.labels
    size = classifier.card.preprocess.size
    width = classifier.forward(np.zeros((1, 3, size, size), np.float32)).embedding.shape[1]
    shape = Print(np.uint64(0), np.zeros(border.VALUES, np.float32))
    seen = []
    for sha256 in hashes:
        embedding = rng.normal(size=(width,))
        chances = rng.dirichlet(np.full(len(labels), 0.05)).astype(np.float32)
        unit: NDArray[np.float32] = (embedding / np.linalg.norm(embedding)).astype(np.float32)
        seen.append((sha256, Seen(unit, chances, 0.0, False)))
    with looks_file.opened(library) as db, storage.transaction(db):
        number = looks_file.network(db, classifier.sha256, labels, width)
        looks_file.put_prints(db, [(sha256, shape) for sha256 in hashes])
        looks_file.put_seen(db, number, seen)
