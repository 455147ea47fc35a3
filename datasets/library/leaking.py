"""Proves that no near-duplicate of a photo stands in another part: it would measure memory.

Compared are the photos of all parts, by their hash and by what the network has seen of them so far;
a pair that a person said to show different objects is no leak.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from datasets.library import looks_file, near_pairs, prints
from datasets.library.errors import LeakError

if TYPE_CHECKING:
    from datasets.library.library import Library
    from datasets.library.versions import Version

ALLOWED = "pairs of near-duplicates in two parts, allowed"  # in the note of a version
Leak = tuple[str, str]  # SHA-256 of two photos


def near_leaks(
    library: Library, parts: Mapping[str, str], progress: near_pairs.Progress | None = None
) -> tuple[Leak, ...]:
    """Pairs that look alike and stand in two parts, the nearest first.

    Args:
        library: Open. Photos without a hash are hashed first.
        parts: The part of each photo, by its SHA-256; photos that are not there are passed over.
        progress: Is told of photos that are hashed, and then of those that are compared.

    Raises:
        FileError: A photo cannot be read, or its hash cannot be kept.
    """
    if len(set(parts.values())) < 2:
        return ()
    prints.complete(library, progress)
    with library.reading() as db:
        ids = dict(db.execute("SELECT sha256, id FROM photo ORDER BY id"))
        apart = set(db.execute("SELECT first, second FROM apart"))
    network, cosine = next(iter(near_pairs.COSINES.items()))
    with looks_file.opened(library) as file:
        hashes = looks_file.hashes(file)
        photos = [sha256 for sha256 in ids if sha256 in parts and sha256 in hashes]
        seen = looks_file.embeddings(file, network, photos)
    number = {part: at for at, part in enumerate(sorted(set(parts.values())))}
    marks = np.array([hashes[sha256] for sha256 in photos], dtype=np.uint64)
    sides = np.array([number[parts[sha256]] for sha256 in photos], dtype=np.int64)
    limits = near_pairs.Limits(cosine=None if seen is None else cosine)
    pairs, _ = near_pairs.search(marks, seen, sides, limits, progress)
    both = [(photos[one["row"]], photos[one["column"]]) for one in pairs]
    return tuple(pair for pair in both if (ids[pair[0]], ids[pair[1]]) not in apart)


def check(
    library: Library, parts: Mapping[str, str], progress: near_pairs.Progress | None = None
) -> None:
    """Refuse parts with a near-duplicate on two sides; arguments as `near_leaks`.

    Raises:
        LeakError: There is one; the sentence says what to do.
    """
    found = near_leaks(library, parts, progress)
    if not found:
        return
    first, second = found[0]
    pairs = "1 pair of photos looks" if len(found) == 1 else f"{len(found)} pairs of photos look"
    raise LeakError(
        f"{pairs} alike and would stand in two parts, such as {first[:12]} in {parts[first]} and "
        f"{second[:12]} in {parts[second]}; say whether they are one object with `python -m "
        "datasets duplicates` or the tab Same object?, or go on with --allow-near, which is noted"
    )


def judged(
    library: Library,
    version: Version,
    *,
    allow_near: bool = False,
    progress: near_pairs.Progress | None = None,
) -> Version:
    """A version that may be signed; where near-duplicates are allowed, its note counts them.

    Raises:
        LeakError: It holds near-duplicates in two parts, and they are not allowed.
    """
    parts = {entry.sha256: entry.split for entry in version.entries}
    if not allow_near:
        check(library, parts, progress)
        return version
    found = near_leaks(library, parts, progress)
    words = f"{ALLOWED}: {len(found)}" if found else ""
    return replace(version, note="; ".join(filter(None, (version.note, words))))


def allowed(version: Version) -> bool:
    """Whether who signed the version knew of near-duplicates and went on."""
    return ALLOWED in version.note
