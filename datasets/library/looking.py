"""Shows photos to a network: decoded by threads, seen in batches, kept in `looks_file`."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from datasets.library import looks_file as file
from datasets.library import storage
from datasets.library.errors import DamagedError, LibraryError
from datasets.library.library import Library
from datasets.library.looks_file import Print, Seen
from model.classifier import Classifier
from model.errors import PhotoError
from model.photo import Photo
from model.prediction import Certainty, Outputs

BATCH = 8  # photos of one forward pass and one commit
_THREADS = 2  # that decode; both leave the interpreter to others
_AHEAD = 3 * BATCH  # photos that are decoded and wait: 30 MB at 320 px

Ready = tuple[NDArray[np.float32], Print]  # the network's input (3, S, S), and what it looks like


def prepared(library: Library, classifier: Classifier, sha256: str) -> Ready:
    """Decode one photo.

    Raises:
        UnknownError: Its file is gone.
        DamagedError: Its file was changed or cannot be decoded.
    """
    preprocess = classifier.card.preprocess
    data = library.original(sha256)
    try:
        photo = Photo.from_bytes(data, f"photo {sha256[:12]}", min_side=preprocess.min_side)
    except PhotoError as error:  # it could be read when it was taken
        raise DamagedError(str(error)) from error
    return preprocess.to_array(photo), Print.of(photo.pixels)


def decoded(
    library: Library, classifier: Classifier, todo: Sequence[str]
) -> Iterator[tuple[str, Ready | str]]:
    """Each photo with what was made of it, or a sentence why it cannot be read, in order."""

    def ready(sha256: str) -> Ready | str:
        try:
            return prepared(library, classifier, sha256)
        except LibraryError as error:
            return str(error)

    with ThreadPoolExecutor(_THREADS) as pool:
        ahead: deque[tuple[str, Future[Ready | str]]] = deque()
        try:
            for sha256 in todo:
                ahead.append((sha256, pool.submit(ready, sha256)))
                if len(ahead) >= _AHEAD:
                    first, future = ahead.popleft()
                    yield first, future.result()
            while ahead:
                first, future = ahead.popleft()
                yield first, future.result()
        finally:
            for _, future in ahead:
                future.cancel()


def keep(
    library: Library,
    db: sqlite3.Connection,
    classifier: Classifier,
    ready: Sequence[tuple[str, Ready]],
) -> None:
    """Show photos to the network and keep what is seen, in one commit; not of withdrawn ones."""
    if not ready:
        return
    outputs = classifier.forward(np.stack([array for _, (array, _) in ready]))
    seen = [(sha256, seen_by(classifier, outputs, row)) for row, (sha256, _) in enumerate(ready)]
    with storage.transaction(db):
        width = outputs.embedding.shape[1]
        # Asked while nobody else can write here: what is withdrawn from now on is erased after us.
        gone = {sha256 for sha256, _ in ready if not _holds(library, sha256)}
        number = file.network(db, classifier.sha256, classifier.card.labels, width)
        file.put_prints(db, [(sha256, one) for sha256, (_, one) in ready if sha256 not in gone])
        file.put_seen(db, number, [each for each in seen if each[0] not in gone])


def _holds(library: Library, sha256: str) -> bool:
    with library.reading() as db:
        return db.execute("SELECT 1 FROM photo WHERE sha256 = ?", (sha256,)).fetchone() is not None


def seen_by(classifier: Classifier, outputs: Outputs, row: int) -> Seen:
    """What the classifier makes of one row of a batch."""
    told = classifier.read(outputs, row)
    chances = {each.label: each.probability for each in told.candidates}
    length = float(np.linalg.norm(told.embedding)) or 1.0
    return Seen(
        embedding=np.asarray(told.embedding / length, dtype=np.float32),
        probabilities=np.array([chances[label] for label in classifier.card.labels], np.float32),
        novelty=told.novelty,
        unknown=told.certainty is Certainty.UNKNOWN,
    )


def batches(
    found: Iterable[tuple[str, Ready | str]],
) -> Iterator[list[tuple[str, Ready | str]]]:
    """`BATCH` at a time."""
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch
