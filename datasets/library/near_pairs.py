"""Finds near pairs among up to 100,000 photos: tile by tile, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from datasets.leaks import LOOK_BITS
from datasets.perceptual_hash import FLAT, distances

# Weights for which a limit on the cosine was measured, by `python -m benchmarks.near_limits`: on
# 2,936 photos of the Grocery Store dataset and 1,640 of other things, 11 pairs of different things
# reach 0.90 and none 0.92. From 0.95 on there are 161 pairs of one class, from 0.92 on 820. The
# room is for libraries of more pairs, and of many objects of one class.
COSINES = {"e550bc40b6dd3932efefaab95dc95e78436732e56aa0b2842b0e86569d6a0f23": 0.95}
PAIRS = "thousand pairs compared"  # what `progress` is told of
MOST = 200_000  # pairs that are held: 5 MB; more means that a set is hopelessly alike
_ROWS, _COLUMNS = 1024, 4096  # of a tile: 70 MB with all that is computed of it
_ROUNDING = 1e-6  # of a cosine in float32: a photo and its copy must reach 1
Progress = Callable[[int, int, str], None]  # count so far, total, of what
_PAIR = np.dtype([("row", "i4"), ("column", "i4"), ("look", "?"), ("bits", "u1"), ("cosine", "f4")])


@dataclass(frozen=True, slots=True)
class Limits:
    """From where two photos are near.

    Attributes:
        bits: Up to which hashes are close, 0..63.
        cosine: From which embeddings are close, -1..1; None compares hashes alone.
    """

    bits: int = LOOK_BITS
    cosine: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.bits < 64 or not (self.cosine is None or -1 <= self.cosine <= 1):
            raise ValueError(f"{self.bits} bits, cosine {self.cosine}: one is out of range")


def limits_for(network: str | None) -> Limits:
    """The limits measured for weights; hashes alone where none was."""
    return Limits(cosine=COSINES.get(network or ""))


def search(
    hashes: NDArray[np.uint64],
    embeddings: NDArray[np.floating] | None,
    groups: NDArray[np.int64],
    limits: Limits,
    progress: Progress | None = None,
) -> tuple[NDArray[np.void], bool]:
    """Every near pair of photos of different groups.

    Args:
        hashes: (N,) uint64.
        embeddings: (N, D) of length 1, or 0 for a photo that the network has not seen; or None.
        groups: (N,) int64, a number for each object.
        limits: From where photos are near.
        progress: Is told of the pairs that were compared, in thousands, tile by tile.

    Returns:
        Rows of row < column, look (near by their hash), bits, cosine; nearest first. And whether
        these are all: at most `MOST` are held.
    """
    kept, count, done = [], 0, 0
    total = sum(size for _, _, size in _places(len(hashes)))
    for size, tile in _tiles(hashes, embeddings, groups, limits):
        kept.append(tile)
        count += len(tile)
        done += size
        if progress is not None:
            progress(done // 1000, total // 1000, PAIRS)
        if count > MOST:
            break
    pairs = np.concatenate(kept) if kept else np.empty(0, dtype=_PAIR)
    order = np.lexsort((pairs["column"], pairs["row"], -pairs["cosine"], pairs["bits"],
                        ~pairs["look"]))  # fmt: skip
    by_eye = pairs["look"][order]
    order = np.concatenate([order[by_eye], _by_cosine(pairs, order[~by_eye])])
    return pairs[order[:MOST]], count <= MOST


def _by_cosine(pairs: NDArray[np.void], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray(rows[np.argsort(-pairs["cosine"][rows], kind="stable")])


def _places(n: int) -> Iterator[tuple[slice, slice, int]]:
    """Rows and columns of each tile of an upper triangle, and how many pairs it holds."""
    for top in range(0, n, _ROWS):
        rows = slice(top, min(top + _ROWS, n))
        for left in range(top, n, _COLUMNS):
            columns = slice(left, min(left + _COLUMNS, n))
            yield rows, columns, (rows.stop - rows.start) * (columns.stop - columns.start)


def _tiles(
    hashes: NDArray[np.uint64],
    embeddings: NDArray[np.floating] | None,
    groups: NDArray[np.int64],
    limits: Limits,
) -> Iterator[tuple[int, NDArray[np.void]]]:
    """How many pairs each tile compared, and those of them that are near."""
    here, here_of = None, -1
    for rows, columns, size in _places(len(hashes)):
        top, left = rows.start, columns.start
        if embeddings is not None and here_of != top:
            here, here_of = embeddings[rows].astype(np.float32), top
        bits = distances(hashes[rows], hashes[columns])
        look = bits <= limits.bits
        hit, cosines = look, None
        if here is not None and embeddings is not None and limits.cosine is not None:
            cosines = here @ embeddings[columns].astype(np.float32).T
            hit = look | (cosines >= limits.cosine - _ROUNDING)
        row, column = np.nonzero(hit)
        new = (row + top < column + left) & (groups[row + top] != groups[column + left])
        row, column = row[new], column[new]
        found = np.empty(len(row), dtype=_PAIR)
        found["row"], found["column"] = row + top, column + left
        found["look"], found["bits"] = look[row, column], bits[row, column]
        found["cosine"] = 0 if cosines is None else cosines[row, column].clip(-1, 1)
        yield size, found


class Index:
    """Hashes of photos that are there; tells which is nearest to a new one."""

    def __init__(self, hashes: dict[str, np.uint64], bits: int = LOOK_BITS) -> None:
        """Begin with what is there, by SHA-256."""
        self._names = list(hashes)
        self._values = np.array(list(hashes.values()), dtype=np.uint64)
        self._bits = bits

    def __len__(self) -> int:
        return len(self._names)

    def nearest(self, hash: np.uint64) -> str | None:
        """The photo that looks most like it, the first of equal ones; None where none is near."""
        if hash == FLAT or not self._names:
            return None
        apart = np.bitwise_count(self._values[: len(self._names)] ^ hash)
        apart[self._values[: len(self._names)] == FLAT] = 64
        at = int(apart.argmin())
        return self._names[at] if apart[at] <= self._bits else None

    def add(self, sha256: str, hash: np.uint64) -> None:
        """Add a photo."""
        if len(self._names) == len(self._values):  # grows by doubling
            room = np.zeros(max(64, len(self._values)), dtype=np.uint64)
            self._values = np.concatenate([self._values, room])
        self._values[len(self._names)] = hash
        self._names.append(sha256)
