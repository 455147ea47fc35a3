"""In which order labelling teaches most: uncertain photos, unlike what is labelled and each other.

Greedy k-centre (O. Sener, S. Savarese, Active Learning for Convolutional Neural Networks: A
Core-Set Approach, ICLR 2018, https://arxiv.org/abs/1708.00489), each distance times how undecided
the head is between its first two labels. Measured: `benchmarks/teaching_order.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from datasets.library.heads import crossed, principal
from datasets.library.library import Library
from datasets.library.looks import Looks
from datasets.library.progress import Progress
from datasets.library.record import State
from datasets.library.suspicion import Seen, photos

Floats = npt.NDArray[np.floating]
Indices = npt.NDArray[np.int64]

# Photos are compared in the directions in which they vary most: 51 MB for 50,000 photos, so that
# all of them are candidates and no sample has to be drawn.
DIRECTIONS = 256
# Photos put in order one by one, about two hours of labelling. Labels change what teaches, so that
# what comes later is ranked again by then; it follows by its worth after these.
IN_ORDER = 1000
# Least worth of a photo. A head is sure of what it has no label for, as it must be something it
# knows: without this a class that nobody has labelled yet would come last.
LEAST_WORTH = 0.25
MOST_LABELLED = 8000  # labelled photos that others are compared with, spread evenly
_BLOCK = 2048  # photos compared at once: memory stays flat


def undecided(probabilities: Floats) -> npt.NDArray[np.float64]:
    """One less the lead of the first probability: `(N, K)` to `(N,)`, 0 sure to 1 undecided."""
    if probabilities.shape[1] < 2:
        return np.ones(len(probabilities))
    top = np.partition(probabilities, -2, axis=1)[:, -2:].astype(np.float64)
    return np.asarray(1 - (top[:, 1] - top[:, 0]))


def worth(probabilities: Floats) -> npt.NDArray[np.float64]:
    """What labelling would teach by the probabilities alone: `(N, K)` to `(N,)`, above 0 to 1."""
    return LEAST_WORTH + (1 - LEAST_WORTH) * undecided(probabilities)


def distances(
    points: npt.NDArray[np.float32], others: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """One less the cosine to the nearest of others, `(N,)` in 0..2; 1 where there are none.

    Args:
        points: `(N, d)`, rows of length 1.
        others: `(M, d)`, rows of length 1.
    """
    found = np.ones(len(points), dtype=np.float32)
    if not len(others):
        return found
    for start in range(0, len(points), _BLOCK):
        block = points[start : start + _BLOCK]
        nearest = np.full(len(block), -1, dtype=np.float32)
        for at in range(0, len(others), _BLOCK):
            np.maximum(nearest, (block @ others[at : at + _BLOCK].T).max(axis=1), out=nearest)
        found[start : start + _BLOCK] = 1 - nearest
    return np.maximum(found, 0)


def in_order(
    points: npt.NDArray[np.float32],
    value: Floats,
    labelled: npt.NDArray[np.float32],
    most: int = IN_ORDER,
    progress: Progress | None = None,
) -> tuple[Indices, npt.NDArray[np.float64]]:
    """Choose photos one by one: the most worth times the distance to the nearest known one.

    Args:
        points: `(N, d)` of photos without a label, rows of length 1.
        value: `(N,)` of `worth`, 0..1.
        labelled: `(M, d)`, rows of length 1.
        most: How many to choose.
        progress: Is told of each photo that is chosen.

    Returns:
        The rows chosen, first first, and what each photo `(N,)` is worth after them, 0..2.
    """
    far = distances(points, labelled)
    left = np.ones(len(points), dtype=np.bool_)
    chosen = []
    count = min(most, len(points))
    for number in range(1, count + 1):
        at = int(np.where(left, value * far, -1.0).argmax())
        chosen.append(at)
        left[at] = False
        np.minimum(far, np.maximum(1 - points @ points[at], 0), out=far)
        if progress is not None:
            progress(number, count, "order")
    return np.array(chosen, dtype=np.int64), np.asarray(value * far, dtype=np.float64)


def compared(embeddings: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Rows of length 1, less what all photos have in common: `(N, D)` to `(N, d)`."""
    middle, directions = principal(embeddings, DIRECTIONS)
    found = np.empty((len(embeddings), directions.shape[1]), dtype=np.float32)
    for start in range(0, len(embeddings), _BLOCK):
        found[start : start + _BLOCK] = (embeddings[start : start + _BLOCK] - middle) @ directions
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def priorities(
    library: Library, looks: Looks, progress: Progress | None = None
) -> Mapping[str, float]:
    """For `Library.rank`: how much each photo without a label would teach.

    Those chosen one by one have 1 to 2, the first 2; the others 0 to 1. How undecided: by a head on
    the library's own labels, where two of them have several objects, else by the network.

    Args:
        library: Is only read.
        looks: What the network saw; photos it has not seen get no priority.
        progress: Is told of each photo that is put in order.
    """
    known = set(looks.sha256)
    seen = [each for each in photos(library) if each.sha256 in known]
    todo = [each for each in seen if each.state is State.TODO]
    if not todo:
        return {}
    used = [each for each in seen if each.is_used]
    rows, named = (looks.rows([each.sha256 for each in some]) for some in (todo, used))
    value = _value(looks, rows, named, used)
    points = compared(looks.embeddings)
    step = max(1, -(-len(named) // MOST_LABELLED))
    chosen, rest = in_order(points[rows], value, points[named[::step]], progress=progress)
    found = np.minimum(rest / 2, 1.0)
    found[chosen] = 2 - np.arange(len(chosen)) / max(len(chosen), 1)
    return {each.sha256: float(value) for each, value in zip(todo, found, strict=True)}


def _value(looks: Looks, rows: Indices, named: Indices, used: list[Seen]) -> Floats:
    labels = sorted({each.label or "" for each in used})
    if len(labels) > 1:
        at = {label: index for index, label in enumerate(labels)}
        targets = np.array([at[each.label or ""] for each in used], dtype=np.int64)
        groups = [each.group for each in used]
        own = crossed(looks.embeddings[named], targets, groups, len(labels))
        if len(set(targets[own.judged].tolist())) > 1:
            return worth(own.of(looks.embeddings[rows]))
    return worth(looks.probabilities[rows])
