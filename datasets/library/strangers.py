"""New products: photos that nothing explains, put together, each heap proposed as a new class.

Average linkage (R. Sokal, C. Michener, A Statistical Method for Evaluating Systematic
Relationships, 1958) on cosines, found by chains of nearest neighbours (F. Murtagh, A Survey of
Recent Advances in Hierarchical Clustering Algorithms, The Computer Journal 26, 1983).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from datasets.library import rules
from datasets.library.errors import RefusedError
from datasets.library.library import Library, Target
from datasets.library.looks import Looks
from datasets.library.progress import Progress
from datasets.library.record import Item, State
from datasets.library.suspicion import Seen, photos
from datasets.library.teaching_order import distances
from model.references import ReferenceIndex

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

# Mean cosine within a heap, less what all photos have in common. On Grocery, ten classes at a time:
# `benchmarks/mistakes.py` prints how pure and how whole the heaps are at several limits.
ALIKE = 0.35
LEAST_PHOTOS = 3  # of a heap: two may look alike by chance
MOST_STRANGERS = 3000  # of which the most novel are put together; 36 MB of cosines
NEAREST = 3  # known goods named beside a heap
# A photo is explained by a labelled one that is at least this like it, less what is common to all.
EXPLAINED = 0.6
_NOVEL = 0.95  # of the labelled photos are less novel than what counts as novel
_ENOUGH = 40  # labelled photos, to tell what is novel among them


@dataclass(frozen=True, slots=True)
class Near:
    """A known good and how like it a heap is.

    Attributes:
        label: The good.
        cosine: Mean over all pairs, -1..1, less what all photos have in common.
    """

    label: str
    cosine: float


@dataclass(frozen=True, slots=True)
class Heap:
    """Photos that look like one new product.

    Attributes:
        photos: Hash and version of each, the most typical first.
        alike: Mean cosine of its pairs, -1..1, less what all photos have in common.
        nearest: Known goods, the most similar first.
    """

    photos: tuple[Target, ...]
    alike: float
    nearest: tuple[Near, ...]

    def __post_init__(self) -> None:
        if len(self.photos) < LEAST_PHOTOS:
            raise ValueError(f"a heap of {len(self.photos)} photos is none")


@dataclass(frozen=True, slots=True)
class Strangers:
    """What nothing explains.

    Attributes:
        photos: How many.
        heaps: The largest first.
        alone: Photos in no heap.
        compared: How many of them were put together: the most novel, at most `MOST_STRANGERS`.
    """

    photos: int
    heaps: tuple[Heap, ...]
    alone: tuple[str, ...]
    compared: int


def strangers(
    library: Library,
    looks: Looks,
    views: Mapping[str, Floats] | None = None,
    *,
    alike: float = ALIKE,
    progress: Progress | None = None,
) -> Strangers:
    """Find and put together the photos that nothing explains.

    They are unlabelled, or nobody could tell; the network knows nothing like them, or they are more
    novel than nearly all labelled photos; and no labelled photo looks like them.

    Args:
        library: Is only read.
        looks: What the network saw of its photos.
        views: `(R, D)` embeddings of the reference views of each good, rows of length 1.
        alike: Least mean cosine within a heap.
        progress: Is told how many photos have found their heap.
    """
    known = set(looks.sha256)
    seen = [each for each in photos(library) if each.sha256 in known]
    used = [each for each in seen if each.is_used]
    named = looks.rows([each.sha256 for each in used])
    middle = _middle(looks, views or {})
    labelled = centred(looks.embeddings[named], middle)
    odd, total = _unexplained(looks, seen, named, labelled, middle)
    if not odd:
        return Strangers(0, (), (), 0)
    points = centred(looks.embeddings[looks.rows([each.sha256 for each in odd])], middle)
    goods = _goods([each.label or "" for each in used], labelled, views or {}, middle)
    heaps, alone = [], []
    for rows in average_linkage(points, alike, progress):
        if len(rows) < LEAST_PHOTOS:
            alone += [odd[row].sha256 for row in rows]
        else:
            heaps.append(_heap([odd[row] for row in rows], points[rows], goods))
    heaps.sort(key=lambda heap: (-len(heap.photos), heap.photos[0]))
    return Strangers(total, tuple(heaps), tuple(sorted(alone)), len(odd))


def average_linkage(
    points: Floats, least: float, progress: Progress | None = None
) -> list[Indices]:
    """Put rows together while the mean cosine between two heaps is at least a limit.

    Args:
        points: `(n, d)`, rows of length 1; n squared cosines are held in memory.
        least: -1..1.
        progress: Is told of each merging and each heap that is complete.

    Returns:
        The rows of each heap, ascending; the largest heap first.
    """
    cosines = np.asarray(points @ points.T, dtype=np.float32)
    np.fill_diagonal(cosines, -np.inf)
    members: dict[int, list[int]] = {row: [row] for row in range(len(points))}
    done: list[list[int]] = []
    chain: list[int] = []
    while members:
        if not chain:
            chain.append(next(iter(members)))
        last = chain[-1]
        nearest = int(cosines[last].argmax())
        before = chain[-2] if len(chain) > 1 else -1
        # Of equals the one before, or the chain would go round for ever.
        if before >= 0 and cosines[last, before] >= cosines[last, nearest]:
            nearest = before
        if cosines[last, nearest] < least:  # alike to nothing, so nothing comes closer by merging
            done.append(members.pop(last))
            cosines[last], cosines[:, last] = -np.inf, -np.inf
            chain.clear()
        elif nearest == before:
            del chain[-2:]
            _merge(cosines, members, last, nearest)
        else:
            chain.append(nearest)
        if progress is not None:
            progress(len(points) - len(members), len(points), "heaps")
    rows = [np.array(sorted(heap), dtype=np.int64) for heap in done]
    return sorted(rows, key=lambda heap: (-len(heap), int(heap[0])))


def _merge(cosines: Floats, members: dict[int, list[int]], one: int, other: int) -> None:
    """Let `one` take `other` in: cosines of the whole are means weighted by the photos."""
    mine, their = len(members[one]), len(members[other])
    mean = (mine * cosines[one] + their * cosines[other]) / (mine + their)
    members[one] += members.pop(other)
    cosines[one], cosines[:, one] = mean, mean
    cosines[one, one] = -np.inf
    cosines[other], cosines[:, other] = -np.inf, -np.inf


def centred(embeddings: npt.NDArray[np.floating], middle: npt.NDArray[np.floating]) -> Floats:
    """Rows `(n, D)` less what all photos have in common, of length 1."""
    found = np.asarray(embeddings - middle, dtype=np.float32)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def views_of(references: ReferenceIndex) -> dict[str, Floats]:
    """Embeddings of the reference views of each good, for `strangers`."""
    labels = np.array(references.labels)
    return {
        label: np.asarray(references.embeddings[labels == label], dtype=np.float32)
        for label in dict.fromkeys(references.labels)
    }


def label_of(name: str) -> str:
    """An id from what a person typed: `Shock belt (new)` becomes `shock_belt_new`.

    Raises:
        RefusedError: Nothing is left of it.
    """
    label = re.sub(r"[^a-z0-9.+-]+", "_", name.strip().lower()).strip("_.-+")
    if not label:
        raise RefusedError("write a name for the new class, such as shock_belt")
    rules.check_label(label, "the name of the class")
    return label


def accept(library: Library, targets: Sequence[Target], name: str, by: str) -> tuple[Item, ...]:
    """Label the photos of a heap together; `Library.undo` takes it back together.

    Args:
        library: To change.
        targets: Those of the heap that show the product, with the versions that were looked at.
        name: As typed.
        by: Who.

    Raises:
        RefusedError: The name cannot be a label, or no photo was chosen.
        StaleError: Somebody changed one of the photos meanwhile; none is labelled.
    """
    rules.require(bool(targets), "choose the photos that show the product; none is chosen")
    return library.label(targets, label_of(name), by)


def _middle(looks: Looks, views: Mapping[str, Floats]) -> npt.NDArray[np.float64]:
    """What all photos have in common; reference views count too, so that few photos have one."""
    parts = [looks.embeddings, *views.values()]
    sums = np.sum([part.sum(axis=0, dtype=np.float64) for part in parts], axis=0)
    return np.asarray(sums / max(sum(map(len, parts)), 1))


def _unexplained(
    looks: Looks,
    seen: Sequence[Seen],
    named: Indices,
    labelled: Floats,
    middle: npt.NDArray[np.float64],
) -> tuple[list[Seen], int]:
    """The strangers, the most novel first and at most `MOST_STRANGERS`; how many there are."""
    limit = np.inf
    if len(named) >= _ENOUGH:
        limit = float(np.quantile(looks.novelty[named], _NOVEL))
    open_ = [each for each in seen if each.state in (State.TODO, State.CANNOT_TELL)]
    rows = looks.rows([each.sha256 for each in open_])
    odd = looks.unknown[rows] | (looks.novelty[rows] > limit)
    odd[odd] &= distances(centred(looks.embeddings[rows[odd]], middle), labelled) > 1 - EXPLAINED
    order = np.flatnonzero(odd)
    order = order[np.argsort(-looks.novelty[rows[order]], kind="stable")]
    return [open_[at] for at in order[:MOST_STRANGERS]], len(order)


def _goods(
    labels: Sequence[str],
    labelled: Floats,
    views: Mapping[str, Floats],
    middle: npt.NDArray[np.float64],
) -> dict[str, npt.NDArray[np.float64]]:
    """The mean of each good's photos and views; its product with a mean is the mean cosine."""
    rows: dict[str, list[Floats]] = defaultdict(list)
    for label, point in zip(labels, labelled, strict=True):
        rows[label].append(point[None])
    for label, each in views.items():
        rows[label].append(centred(each, middle))
    return {
        label: np.concatenate(parts).mean(axis=0, dtype=np.float64) for label, parts in rows.items()
    }


def _heap(
    seen: Sequence[Seen], points: Floats, goods: Mapping[str, npt.NDArray[np.float64]]
) -> Heap:
    middle = points.mean(axis=0, dtype=np.float64)
    typical = np.argsort(-(points @ middle), kind="stable")
    count = len(points)
    alike = (count * float(middle @ middle) - 1) / (count - 1)  # without each photo's own pair
    near = sorted(
        (Near(label, float(middle @ mean)) for label, mean in goods.items()),
        key=lambda each: (-each.cosine, each.label),
    )
    targets = tuple((seen[at].sha256, seen[at].version) for at in typical)
    return Heap(targets, alike, tuple(near[:NEAREST]))
