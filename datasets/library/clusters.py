"""Photos that look alike to the network, put together so that a person labels them at once.

Leader clustering (J. A. Hartigan, Clustering Algorithms, 1975, chapter 3) by cosine, in blocks:
its memory is that of the embeddings, and 50,000 photos need no neighbour graph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from datasets.library.library import Library
from datasets.library.looks import Looks
from datasets.library.record import State

_BLOCK = 1024  # photos compared at once with all leaders


class Likeness(StrEnum):
    """How alike the photos of a cluster must be."""

    STRICT = "strict"
    MEDIUM = "medium"
    LOOSE = "loose"


# Least cosine with the first photo of the cluster. Tried on the catalogue's reference views, of
# which strict clusters hold few, nearly all of one class, and loose ones nearly all, mixed.
LEAST_COSINE = {Likeness.STRICT: 0.8, Likeness.MEDIUM: 0.65, Likeness.LOOSE: 0.5}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Photos that look alike.

    Attributes:
        photos: SHA-256 of each, the most typical first.
        proposal: What the network takes most of them for.
        share: Of the photos that it takes for that, 0..1.
    """

    photos: tuple[str, ...]
    proposal: str
    share: float

    def __post_init__(self) -> None:
        if not self.photos or not 0 <= self.share <= 1:
            raise ValueError(f"a cluster of {len(self.photos)} photos, share {self.share}, is none")


def leaders(embeddings: npt.NDArray[np.float32], least: float) -> npt.NDArray[np.int64]:
    """To which cluster each row belongs.

    A row that is alike to no leader so far leads a cluster of its own; each other row goes to the
    leader it is most alike to, of those up to the end of its block.

    Args:
        embeddings: (N, D), each row of length 1.
        least: Cosine from which two are alike, -1..1.

    Returns:
        (N,), 0..C-1, numbered in the order of the leaders.
    """
    count, width = embeddings.shape
    led = np.empty((min(count, _BLOCK), width), np.float32)  # grows by doubling
    found, known = np.empty(count, np.int64), 0
    for start in range(0, count, _BLOCK):
        block = embeddings[start : start + _BLOCK]
        best, most = _best(block, led[:known])
        new = _within(block @ block.T, most < least, least)
        while known + len(new) > len(led):
            led = np.concatenate([led, np.empty_like(led)])
        led[known : known + len(new)] = block[new]
        newest, closest = _best(block, block[new])
        found[start : start + _BLOCK] = np.where(closest > most, newest + known, best)
        found[start + np.array(new, np.int64)] = known + np.arange(len(new))
        known += len(new)
    return found


def _within(
    cosines: npt.NDArray[np.float32], left: npt.NDArray[np.bool_], least: float
) -> list[int]:
    """The leaders among the rows of a block that are left."""
    new = []
    left = left.copy()
    for at in range(len(left)):
        if left[at]:
            new.append(at)
            left &= cosines[at] < least
    return new


def _best(
    block: npt.NDArray[np.float32], led: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """The most similar leader of each row, the earliest of equals, and how similar it is."""
    best = np.zeros(len(block), np.int64)
    most = np.full(len(block), -2, np.float32)
    for start in range(0, len(led), _BLOCK):
        cosines = block @ led[start : start + _BLOCK].T
        at = cosines.argmax(axis=1)
        value = cosines[np.arange(len(block)), at]
        better = value > most
        best[better], most[better] = at[better] + start, value[better]
    return best, most


def clusters(
    library: Library, looks: Looks, likeness: Likeness = Likeness.MEDIUM, *, least_photos: int = 2
) -> tuple[Cluster, ...]:
    """Clusters of photos that nobody has labelled, the largest first.

    Args:
        library: The library.
        looks: What the network saw of its photos; others are left out.
        likeness: How alike the photos must be.
        least_photos: Smaller clusters are left out.
    """
    seen = set(looks.sha256)
    unlabelled = [each for each in todo(library) if each in seen]
    if not unlabelled:
        return ()
    rows = looks.rows(unlabelled)
    embeddings = looks.embeddings[rows]
    belongs = leaders(embeddings, LEAST_COSINE[likeness])
    order = np.argsort(belongs, kind="stable")
    cuts = np.flatnonzero(np.diff(belongs[order])) + 1
    named = [looks.labels[at] for at in looks.probabilities[rows].argmax(axis=1)]
    found = [
        _cluster(members, embeddings, unlabelled, named)
        for members in np.split(order, cuts)
        if len(members) >= least_photos
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.photos), each.photos[0])))


def todo(library: Library) -> list[str]:
    """SHA-256 of each photo that nobody has labelled, oldest first."""
    with library.reading() as db:
        rows = db.execute("SELECT sha256 FROM photo WHERE state = ? ORDER BY id", (State.TODO,))
        return [sha256 for (sha256,) in rows]


def _cluster(
    members: npt.NDArray[np.int64],
    embeddings: npt.NDArray[np.float32],
    sha256: Sequence[str],
    named: Sequence[str],
) -> Cluster:
    middle = embeddings[members].mean(axis=0)
    typical = members[np.argsort(-(embeddings[members] @ middle), kind="stable")]
    ((proposal, count),) = Counter(named[at] for at in typical).most_common(1)
    return Cluster(tuple(sha256[at] for at in typical), proposal, count / len(members))
