"""Runs a model over many photos, decoding beside the network, and goes on where it was stopped."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from catalogue.load import Catalogue
from datasets.perceptual_hash import perceptual_hash
from datasets.samples import Sample
from evaluation.cache import Answer, Cache
from evaluation.predictions import Failure, Predictions, Role
from model import novelty
from model.classifier import Classifier
from model.errors import PhotoError
from model.photo import Photo
from model.prediction import Outputs
from model.screening import outcome_of

BATCH = 8  # photos a forward pass; more gains nothing on two cores
AHEAD = 4  # batches decoded before the network asks for them


@dataclass(frozen=True, slots=True)
class Listed:
    """A photo to be scored and why it is in the run."""

    sample: Sample
    role: Role


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A decoded photo: SHA-256 of its bytes, its look, the network's input (3, S, S) float32."""

    sha256: str
    look: np.uint64
    array: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """What a run over photos gave.

    Args:
        predictions: N photos that could be read.
        looks: (N,) uint64, their perceptual hashes.
        failures: the others, with their reason.
    """

    predictions: Predictions
    looks: NDArray[np.uint64]
    failures: tuple[Failure, ...]

    def __post_init__(self) -> None:
        if self.looks.shape != (len(self.predictions),):
            raise ValueError(f"{len(self.looks)} hashes for {len(self.predictions)} photos")


Progress = Callable[[int, int], None]


def predict(
    listed: Sequence[Listed],
    classifier: Classifier,
    catalogue: Catalogue,
    cache: Cache,
    progress: Progress = lambda done, of: None,
) -> Scored:
    """The answers to all photos that can be read, and the others with their reason.

    Args:
        listed: photos in the order wanted.
        classifier: the model.
        catalogue: turns an answer into the outcome an inspector is told.
        cache: holds answers of an earlier run, and gets the new ones as they come.
        progress: told how many photos are done, of how many.

    Raises:
        WeightsError: the network's values cannot be used.
    """
    found: dict[int, Answer] = {}
    failed: dict[int, Failure] = {}
    for at, entry in enumerate(listed):
        known = cache.get(entry.sample.path)
        if known is not None:
            found[at] = known
    missing = [at for at in range(len(listed)) if at not in found]
    with cache:
        for at, answer in _answers(missing, listed, classifier):
            if isinstance(answer, Failure):
                failed[at] = answer
            else:
                found[at] = answer
                cache.put(listed[at].sample.path, answer)
            progress(len(found) + len(failed), len(listed))
    kept = [at for at in range(len(listed)) if at in found]
    answers = [found[at] for at in kept]
    return Scored(
        predictions=_table([listed[at] for at in kept], answers, classifier, catalogue),
        looks=np.array([answer.look for answer in answers], dtype=np.uint64),
        failures=tuple(failed[at] for at in sorted(failed)),
    )


def _answers(
    wanted: Sequence[int], listed: Sequence[Listed], classifier: Classifier
) -> Iterator[tuple[int, Answer | Failure]]:
    batch: list[tuple[int, Ready]] = []
    for at, ready in _decoded(wanted, listed, classifier):
        if isinstance(ready, Failure):
            yield at, ready
            continue
        batch.append((at, ready))
        if len(batch) == BATCH:
            yield from _forward(batch, classifier)
            batch = []
    if batch:
        yield from _forward(batch, classifier)


def _decoded(
    wanted: Sequence[int], listed: Sequence[Listed], classifier: Classifier
) -> Iterator[tuple[int, Ready | Failure]]:
    """Photos in order, decoded by as many threads as there are cores, a few batches ahead."""
    waiting: deque[tuple[int, Future[Ready | Failure]]] = deque()
    todo = iter(wanted)
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        try:
            for at in islice(todo, BATCH * AHEAD):
                waiting.append((at, pool.submit(_open, listed[at].sample, classifier)))
            while waiting:
                at, future = waiting.popleft()
                yield at, future.result()
                for new in islice(todo, 1):
                    waiting.append((new, pool.submit(_open, listed[new].sample, classifier)))
        finally:
            pool.shutdown(cancel_futures=True)


def _open(sample: Sample, classifier: Classifier) -> Ready | Failure:
    preprocess = classifier.card.preprocess
    try:
        photo = Photo.open(sample.path, min_side=preprocess.min_side)
    except PhotoError as error:
        return Failure(str(sample.path), sample.label, str(error))
    return Ready(photo.sha256, perceptual_hash(photo.pixels), preprocess.to_array(photo))


def _forward(
    batch: list[tuple[int, Ready]], classifier: Classifier
) -> Iterator[tuple[int, Answer]]:
    outputs = classifier.forward(np.stack([ready.array for _, ready in batch]))
    for row, (at, ready) in enumerate(batch):
        classifier.read(outputs, row)  # refuses values that are no numbers
        yield at, Answer(ready.sha256, ready.look, outputs.logits[row], outputs.embedding[row])


def _table(
    listed: Sequence[Listed],
    answers: Sequence[Answer],
    classifier: Classifier,
    catalogue: Catalogue,
) -> Predictions:
    card = classifier.card
    samples = [entry.sample for entry in listed]
    logits = _stacked([answer.logits for answer in answers], len(card.labels))
    names = sorted({name for sample in samples for name, _ in sample.columns})
    return Predictions(
        model=card.name,
        model_sha256=classifier.sha256,
        labels=tuple(card.labels),
        known=np.asarray(card.known, dtype=bool),
        temperature=card.temperature,
        paths=tuple(str(sample.path) for sample in samples),
        sha256=tuple(answer.sha256 for answer in answers),
        truth=tuple(sample.label for sample in samples),
        roles=tuple(entry.role for entry in listed),
        groups=tuple(sample.group for sample in samples),
        rendered=np.array([sample.rendered for sample in samples], dtype=bool),
        columns={n: tuple(dict(s.columns).get(n, "") for s in samples) for n in names},
        logits=logits,
        embeddings=_stacked([answer.embedding for answer in answers], 0),
        novelty=novelty.score(card.novelty_method, logits, card.known),
        outcomes=tuple(_outcome(answer, classifier, catalogue) for answer in answers),
    )


def _stacked(rows: Sequence[NDArray[np.float32]], width: int) -> NDArray[np.float32]:
    return np.stack(rows) if rows else np.zeros((0, width), np.float32)


def _outcome(answer: Answer, classifier: Classifier, catalogue: Catalogue) -> str:
    blank = np.zeros((1, 1, 1, 1), np.float32)
    outputs = Outputs(
        logits=answer.logits[None],
        embedding=answer.embedding[None],
        features=np.broadcast_to(blank, (1, len(answer.embedding), 1, 1)),
        activations=np.broadcast_to(blank, (1, len(answer.logits), 1, 1)),
    )
    return str(outcome_of(classifier.read(outputs), classifier.card.thresholds, catalogue))
