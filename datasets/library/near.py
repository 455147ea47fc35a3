"""Near-duplicates in a library, and objects that are perhaps one: proposed here, said by people.

    found(library, network) -> Found         pairs, and groups that are all near each other
    join(library, proposal, by)              one object: one change of `group`, undone together;
                                             it stays where it tests (`kept_of`)
    keep_apart(library, pairs, by)           different objects: never proposed again
    undo_apart(library, by)                  takes the last `keep_apart` of a person back

Two photos are near by their hash or, where the limit was measured for these weights, by what the
network sees (`near_pairs`). Pairs of one group are expected, and not told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from datasets.leaks import Reason
from datasets.library import looks_file, near_pairs, prints, rules
from datasets.library.errors import UnknownError
from datasets.library.kept import Kept, kept
from datasets.library.library import Library, Target
from datasets.library.near_pairs import Limits, Progress
from datasets.library.record import Item


@dataclass(frozen=True, slots=True)
class Pair:
    """Two photos taken for one object.

    Attributes:
        first: SHA-256 of the older photo.
        second: SHA-256 of the newer one.
        reason: `LOOK` or `EMBEDDING`.
        bits: Of the hashes that differ, 0..64.
        cosine: Of the embeddings, -1..1; None where they were not compared.
    """

    first: str
    second: str
    reason: Reason
    bits: int
    cosine: float | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Groups that are perhaps one object.

    Attributes:
        groups: Names, the one that would be kept first: of the part that `kept_of` says, it has
            most photos, then the oldest.
        photos: SHA-256 and version of every photo of these groups, oldest first.
        pairs: Near photos of different ones of them, the nearest first.
    """

    groups: tuple[str, ...]
    photos: tuple[Target, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a library.

    Attributes:
        proposals: Those with the nearest pair first.
        photos: How many were compared by their hash.
        seen: How many of them were compared by a network as well.
        complete: False where more pairs are near than are told; mend some and look again.
        waiting: Pairs of photos whose groups stand in different proposals, and that come again.
    """

    proposals: tuple[Proposal, ...]
    photos: int
    seen: int
    complete: bool
    waiting: int = 0


def found(
    library: Library,
    network: str | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Found:
    """Compare every photo with every other one, in blocks.

    Args:
        library: Open. Photos without a hash are hashed first.
        network: SHA-256 of weights whose looks are compared as well.
        limits: From where photos are near; those measured for the weights.
        progress: Is told of photos that are hashed, and then of those that are compared.

    Raises:
        FileError: Something cannot be read or kept.
    """
    prints.complete(library, progress)
    with library.reading() as db:
        rows = db.execute('SELECT id, sha256, version, "group" FROM photo ORDER BY id').fetchall()
        apart = set(db.execute("SELECT first, second FROM apart"))
    limits = limits or near_pairs.limits_for(network)
    with looks_file.opened(library) as db:
        hashes = looks_file.hashes(db)
        rows = [row for row in rows if row[1] in hashes]
        seen = None
        if network is not None and limits.cosine is not None:
            seen = looks_file.embeddings(db, network, [row[1] for row in rows])
    marks = np.array([hashes[row[1]] for row in rows], dtype=np.uint64)
    number = {name: at for at, name in enumerate(dict.fromkeys(row[3] for row in rows))}
    groups = np.array([number[row[3]] for row in rows], dtype=np.int64)
    near, complete = near_pairs.search(marks, seen, groups, limits, progress)
    pairs = [
        (int(one["row"]), int(one["column"]), _pair(one, rows, seen is not None))
        for one in near
        if (rows[one["row"]][0], rows[one["column"]][0]) not in apart
    ]
    count = 0 if seen is None else int((seen != 0).any(axis=1).sum())
    proposals = _proposals(rows, groups, pairs, kept(library))
    waiting = len(pairs) - sum(len(each.pairs) for each in proposals)
    return Found(proposals, len(rows), count, complete and not waiting, waiting)


_Row = tuple[int, str, int, str]  # id, SHA-256, version, group


def _pair(one: np.void, rows: Sequence[_Row], seen: bool) -> Pair:
    return Pair(
        first=rows[one["row"]][1],
        second=rows[one["column"]][1],
        reason=Reason.LOOK if one["look"] else Reason.EMBEDDING,
        bits=int(one["bits"]),
        cosine=float(one["cosine"]) if seen else None,
    )


def _proposals(
    rows: Sequence[_Row],
    groups: NDArray[np.int64],
    pairs: Sequence[tuple[int, int, Pair]],
    parts: Kept,
) -> tuple[Proposal, ...]:
    """Groups of which each is near every other; pairs come nearest first, so do the proposals."""
    cluster = _clusters([(int(groups[row]), int(groups[column])) for row, column, _ in pairs])
    connecting: dict[int, list[Pair]] = defaultdict(list)
    for row, column, pair in pairs:
        if cluster[int(groups[row])] == cluster[int(groups[column])]:
            connecting[cluster[int(groups[row])]].append(pair)
    members: dict[int, list[_Row]] = {at: [] for at in connecting}
    for row_, group in zip(rows, groups, strict=True):
        if (at := cluster.get(int(group), -1)) in members:
            members[at].append(row_)
    return tuple(
        Proposal(_by_size(members[at], parts), tuple(row[1:3] for row in members[at]), tuple(each))
        for at, each in connecting.items()
    )


def _clusters(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Group -> cluster, by complete linkage: a chain of look-alikes makes no large cluster.

    Two clusters grow together, in the order of the pairs, if every group of one is near every
    group of the other. A pair that stays between clusters has one of at least two groups at an
    end, so it is found again once that one is decided.
    """
    near = {frozenset(pair) for pair in pairs}
    cluster = {group: group for pair in pairs for group in pair}
    members = {group: [group] for group in cluster}
    for first, second in pairs:
        one, other = cluster[first], cluster[second]
        if one == other or any(
            frozenset((a, b)) not in near for a in members[one] for b in members[other]
        ):
            continue
        for group in members[other]:
            cluster[group] = one
        members[one] += members.pop(other)
    return cluster


def _by_size(rows: Sequence[_Row], parts: Kept) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row[3]] = counts.get(row[3], 0) + 1
    # Stable: then the oldest.
    return _ordered(sorted(counts, key=lambda name: -counts[name]), parts)


_HELD_BACK = {"test": 0, "val": 1, "train": 2}


def _ordered(groups: Sequence[str], parts: Kept) -> tuple[str, ...]:
    """Those of the test part first, then those of validation; the rest of the order stays."""
    return tuple(sorted(groups, key=lambda name: _HELD_BACK[parts.part(name)]))


def kept_of(library: Library, groups: Sequence[str]) -> str:
    """The name that stays when objects are joined.

    A part depends on the name of the object alone. So that no test photo moves into training, a
    name of the test part stays before one of validation, and that before one of training; of
    equal ones the first. What a signed version tests on is of the test part (`kept`).
    """
    return _ordered(groups, kept(library))[0]


def join(library: Library, proposal: Proposal, by: str) -> tuple[Item, ...]:
    """Say that groups are one object; `Library.undo` takes it back.

    Returns:
        The photos whose group changed.

    Raises:
        StaleError: Somebody changed one of the photos since.
        RefusedError: There is no second group.
    """
    return join_groups(library, proposal.groups, by, proposal.photos)


def join_groups(
    library: Library, groups: Sequence[str], by: str, looked_at: Sequence[Target] | None = None
) -> tuple[Item, ...]:
    """As `join`; `kept_of` the groups stays, photos are as they are now where not given."""
    rules.require(len(set(groups)) > 1, "name at least two objects to join")
    stays = kept_of(library, groups)
    others = set(groups) - {stays}
    with library.writing() as db:
        marks = ", ".join("?" * len(set(groups)))
        rows = db.execute(
            f'SELECT sha256, version, "group" FROM photo WHERE "group" IN ({marks}) ORDER BY id',
            list(set(groups)),
        ).fetchall()
        missing = set(groups) - {row[2] for row in rows}
        if missing:
            raise UnknownError(f"the library holds no photo of object {sorted(missing)[0]}")
        versions = dict(looked_at or ())
        targets = [
            (sha256, versions.get(sha256, version))
            for sha256, version, group in rows
            if group in others
        ]
        return library.change(targets, {"group": stays}, by)


def keep_apart(library: Library, pairs: Sequence[tuple[str, str]], by: str) -> int:
    """Say that pairs of photos show different objects; returns how many are said anew.

    Raises:
        UnknownError: A photo is not there.
        RefusedError: A pair of one photo, no pair, or no name.
    """
    rules.check_named(by, "the name of who does it")
    rules.require(bool(pairs), "name two photos that show different objects")
    at, before = library.moment(), 0
    with library.writing() as db:
        before = db.total_changes
        for first, second in pairs:
            one, other = sorted((library.get(first).id, library.get(second).id))
            rules.require(one != other, "a photo shows the same object as itself; name two photos")
            db.execute("INSERT OR IGNORE INTO apart VALUES (?, ?, ?, ?)", (one, other, by, at))
        return db.total_changes - before


def undo_apart(library: Library, by: str) -> int:
    """Take back what a person last said to be apart (in one second); returns how many pairs.

    Raises:
        UnknownError: There is none.
    """
    with library.writing() as db:
        before = db.total_changes
        db.execute(
            "DELETE FROM apart WHERE actor = ?1 AND at = (SELECT max(at) FROM apart "
            "WHERE actor = ?1)",
            (by,),
        )
        count = db.total_changes - before
    if not count:
        raise UnknownError("there is no pair of yours that is kept apart")
    return count
