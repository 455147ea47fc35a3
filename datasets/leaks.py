"""Photos that stand in two sets, or twice in one: the same file, the same look, the same object.

A test photo whose twin was trained on measures memory. What is compared is computed elsewhere:
bytes (SHA-256), look (`perceptual_hash`), what the network sees (embedding), and object groups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from datasets.perceptual_hash import BITS, distances

# Both limits were chosen on the grocery store photos (Klasson, Zhang, Kjellström, WACV 2019), all
# 4.3 million pairs of train and val, so that no pair of photos of different classes is left:
# - cosine of the released EfficientNet-Lite0's embeddings: 5 such pairs from 0.95, 1 from 0.955,
#   none from 0.96. The 66 pairs from there on show one crate or hand, moved a little.
# - bits of the hash: 8 such pairs at 12, none up to 10; the 45 up to there show one scene. Each
#   two bits more bring about five times the false pairs, so 10 would give tens among the 100
#   million pairs of 20,000 and 5,000 photos, 8 a few.
# They find different things. Of 150 copies each, as JPEG of quality 10 to 85, at half or a quarter
# of the size, in grey, 1.2 times as bright, all stay within 8 bits; the embedding knows 6 of 10 at
# quality 30 and none at a quarter of the size. It finds a scene seen again from beside, the hash
# does not. Cropped by 5 %, 7 of 10 are found; by 10 %, mirrored or turned, hardly any.
# Other weights need their own limit on the cosine.
COSINE = 0.96
LOOK_BITS = 8
LISTED = 1000  # pairs
_BLOCK = 1024  # photos of the first set compared at once
_ROUNDING = 1e-6  # of a cosine in float32: a photo and its copy must reach 1
# One row a pair; `far` orders pairs of one reason.
_COLUMNS = {"reason": "u1", "far": "f4", "row": "i8", "column": "i8", "bits": "u1", "cosine": "f4"}
_MATCH = np.dtype(list(_COLUMNS.items()))


class Reason(StrEnum):
    """Why two photos are taken for one, the surest first."""

    BYTES = "same_bytes"
    LOOK = "same_look"
    EMBEDDING = "close_embedding"


@dataclass(frozen=True, slots=True, eq=False)
class Prints:
    """What tells N photos of one set apart.

    Args:
        paths: N files.
        sha256: of their bytes.
        groups: N; photos of one object share a group.
        hashes: (N,) uint64, of `perceptual_hash`.
        embeddings: (N, D) float32, or None where no network has seen them.

    Raises:
        ValueError: columns of unequal length, or embeddings that are no numbers.
    """

    paths: tuple[str, ...]
    sha256: tuple[str, ...]
    groups: tuple[str, ...]
    hashes: NDArray[np.uint64]
    embeddings: NDArray[np.floating] | None = None

    def __post_init__(self) -> None:
        n = len(self.paths)
        if len(self.sha256) != n or len(self.groups) != n:
            raise ValueError(f"{len(self.sha256)} sha256, {len(self.groups)} groups, {n} photos")
        if self.hashes.shape != (n,) or self.hashes.dtype != np.uint64:
            raise ValueError(f"hashes {self.hashes.shape} {self.hashes.dtype} for {n} photos")
        if self.embeddings is None:
            return
        if self.embeddings.ndim != 2 or len(self.embeddings) != n:
            raise ValueError(f"embeddings {self.embeddings.shape} for {n} photos")
        if not np.isfinite(self.embeddings).all():
            raise ValueError("embeddings that are no numbers")

    def __len__(self) -> int:
        return len(self.paths)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two photos taken for one: their paths, the surest reason, and how near they are.

    `bits` of the hashes differ, 0..64; `cosine` of the embeddings, None without them.
    """

    first: str
    second: str
    reason: Reason
    bits: int
    cosine: float | None

    def to_json(self) -> dict[str, object]:
        """Every field."""
        return {**asdict(self), "reason": str(self.reason)}


@dataclass(frozen=True, slots=True)
class Straddling:
    """A group with photos in both sets, and how many in each."""

    group: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Leaks:
    """What two sets have in common, or one set twice.

    Args:
        photos: of the first and the second set; the same number twice for one set.
        touched: how many photos of the first and of the second set are in a pair.
        cosine: limit from which embeddings are close; None when they were not compared.
        bits: limit up to which hashes are close.
        counts: pairs by reason; each pair counts once, for its surest reason.
        pairs: the surest and nearest of them.
        groups: that straddle, the largest first; none for one set.

    Raises:
        ValueError: more pairs listed than counted.
    """

    photos: tuple[int, int]
    touched: tuple[int, int]
    cosine: float | None
    bits: int
    counts: tuple[tuple[Reason, int], ...]
    pairs: tuple[Pair, ...]
    groups: tuple[Straddling, ...]

    def __post_init__(self) -> None:
        if len(self.pairs) > sum(count for _, count in self.counts):
            raise ValueError(f"{len(self.pairs)} pairs listed, counted are {self.counts}")

    @property
    def found(self) -> bool:
        """Whether anything was found."""
        return bool(self.pairs or self.groups)

    def to_json(self) -> dict[str, object]:
        """Every field, and `found`."""
        return {
            "found": self.found,
            "photos": list(self.photos),
            "touched": list(self.touched),
            "cosine": self.cosine,
            "bits": self.bits,
            "counts": {str(reason): count for reason, count in self.counts},
            "pairs": [pair.to_json() for pair in self.pairs],
            "groups": [asdict(group) for group in self.groups],
        }


def across(
    first: Prints,
    second: Prints,
    *,
    cosine: float = COSINE,
    bits: int = LOOK_BITS,
    listed: int = LISTED,
) -> Leaks:
    """What two sets, such as train and test, have in common.

    Args:
        first: N photos.
        second: M photos.
        cosine: -1..1, from which embeddings are close.
        bits: 0..63, up to which hashes are close.
        listed: how many pairs are listed at most; all are counted.

    Raises:
        ValueError: limits outside their ranges, or embeddings of other lengths.
    """
    return _compare(first, second, cosine, bits, listed)


def within(
    photos: Prints, *, cosine: float = COSINE, bits: int = LOOK_BITS, listed: int = LISTED
) -> Leaks:
    """What one set holds twice; arguments and errors of `across`.

    Photos of one group are expected to be alike and make a pair only if they are one file.
    """
    return _compare(photos, None, cosine, bits, listed)


def _compare(first: Prints, other: Prints | None, cosine: float, bits: int, listed: int) -> Leaks:
    second = first if other is None else other
    if not -1 <= cosine <= 1 or not 0 <= bits < BITS or listed < 1:
        raise ValueError(f"cosine {cosine}, {bits} bits, {listed} listed: one is out of range")
    touched = np.zeros(len(first), dtype=bool), np.zeros(len(second), dtype=bool)
    counts = np.zeros(len(Reason), dtype=np.int64)
    kept = np.empty(0, dtype=_MATCH)
    for found in _blocks(first, second, cosine, bits, other is None):
        counts += np.bincount(found["reason"], minlength=len(Reason))
        touched[0][found["row"]] = touched[1][found["column"]] = True
        kept = _best(np.concatenate([kept, found]), listed)
    if other is None:
        touched = (touched[0] | touched[1],) * 2
    seen = not (first.embeddings is None or second.embeddings is None)
    return Leaks(
        photos=(len(first), len(second)),
        touched=(int(touched[0].sum()), int(touched[1].sum())),
        cosine=cosine if seen else None,
        bits=bits,
        counts=tuple(zip(Reason, counts.tolist(), strict=True)),
        pairs=tuple(_pair(match, first, second, seen) for match in kept),
        groups=() if other is None else _straddling(first.groups, other.groups),
    )


def _best(found: NDArray[np.void], listed: int) -> NDArray[np.void]:
    """The surest and nearest, at most `listed`, in order; of equal ones the first."""
    order = found["reason"] * 1000.0 + found["far"]
    if len(found) > listed:  # a full sort of the millions of a hopeless set would take minutes
        last = np.partition(order, listed - 1)[listed - 1]
        nearer, equal = np.flatnonzero(order < last), np.flatnonzero(order == last)
        chosen = np.concatenate([nearer, equal])[:listed]
        found, order = found[chosen], order[chosen]
    return found[np.lexsort((found["column"], found["row"], order))]


def _blocks(
    first: Prints, second: Prints, cosine: float, bits: int, alone: bool
) -> Iterator[NDArray[np.void]]:
    """The pairs of each block of the first set, as rows of `_MATCH`."""
    units = _units(first.embeddings, second.embeddings)
    files = _codes(first.sha256, second.sha256)
    groups = _codes(first.groups, second.groups)
    for start in range(0, len(first), _BLOCK):
        rows, left = slice(start, start + _BLOCK), start if alone else 0  # each pair once
        same = files[0][rows, None] == files[1][left:]
        apart = distances(first.hashes[rows], second.hashes[left:])
        near = np.full_like(same, -np.inf, np.float32)
        if units is not None:
            near = units[0][rows] @ units[1][left:].T
        look = apart <= bits
        hit = same | look | (near >= cosine - _ROUNDING)
        if alone:
            hit = np.triu(hit & (same | (groups[0][rows, None] != groups[1][left:])), 1)
        row, column = np.nonzero(hit)
        found = np.empty(len(row), dtype=_MATCH)
        found["row"], found["column"], found["bits"] = row + start, column + left, apart[hit]
        found["cosine"] = near[hit].clip(-1, 1)
        found["reason"] = np.where(same[hit], 0, np.where(look[hit], 1, 2))
        found["far"] = np.where(found["reason"] == 2, -found["cosine"], found["bits"])
        yield found


def _units(
    first: NDArray[np.floating] | None, second: NDArray[np.floating] | None
) -> tuple[NDArray[np.float32], NDArray[np.float32]] | None:
    """Embeddings of length 1; one of length 0 stays and is close to nothing."""
    if first is None or second is None:
        return None
    if first.shape[1] != second.shape[1]:
        raise ValueError(f"embeddings of {first.shape[1]} and {second.shape[1]} values")
    return _unit(first), _unit(second)


def _unit(embeddings: NDArray[np.floating]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(embeddings, axis=1, keepdims=True)
    return np.asarray(embeddings / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _codes(
    first: Sequence[str], second: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """One number for each text, equal where the texts are."""
    number = {text: at for at, text in enumerate(dict.fromkeys([*first, *second]))}
    codes = [np.array([number[text] for text in each], dtype=np.int64) for each in (first, second)]
    return codes[0], codes[1]


def _pair(match: np.void, first: Prints, second: Prints, seen: bool) -> Pair:
    return Pair(
        first=first.paths[match["row"]],
        second=second.paths[match["column"]],
        reason=tuple(Reason)[match["reason"]],
        bits=int(match["bits"]),
        cosine=float(match["cosine"]) if seen else None,
    )


def _straddling(first: Sequence[str], second: Sequence[str]) -> tuple[Straddling, ...]:
    left, right = Counter(first), Counter(second)
    both = [Straddling(group, left[group], right[group]) for group in left.keys() & right.keys()]
    return tuple(sorted(both, key=lambda each: (-each.first - each.second, each.group)))
