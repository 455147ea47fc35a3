"""What a list of photos has no word for, beside a whole export: opinions, apart, left as it is.

`judgements.jsonl` is read back; `history.jsonl` is there to be read by people, and is never taken
in: a history is what happened in one library.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from datasets.library import querying, rules, wording
from datasets.library.answer import Answer
from datasets.library.changes import SELECT, item_of
from datasets.library.errors import RefusedError, SourceError
from datasets.library.library import Library
from datasets.library.offers import HISTORY, JUDGEMENTS
from datasets.library.queues import left_as_is
from datasets.library.record import Item
from datasets.library.suspicion import Queue
from datasets.library.trees import Folder, Tree, open_zip
from findings.canonical import parse_moment
from model.errors import shown

_JUDGED = ("label", "cannot_tell", "several_goods", "box", "group")  # what a queue is about
_OPINION, _APART, _LEFT = "opinion", "apart", "left_as_is"


@dataclass(frozen=True, slots=True)
class Read:
    """What was read back, and how many lines were not, as their photo is not there or differs."""

    opinions: int = 0
    apart: int = 0
    left: int = 0
    passed: int = 0

    @property
    def sentence(self) -> str:
        """What to tell."""
        return (
            f"{JUDGEMENTS}: {self.opinions} blind opinions, {self.apart} pairs kept apart, "
            f"{self.left} photos left as they are were read; {self.passed} lines were not: they "
            "are known, or their photo is not here, differs or was here before"
        )


def write(library: Library, out: Path, *, gps: bool = False) -> None:
    """Write both files into a folder that holds all photos of a library.

    Args:
        library: Is only read.
        out: The folder.
        gps: Whether the history tells places on Earth.
    """
    with library.reading() as db:
        _write(out / JUDGEMENTS, _judgements(library, db))
        _write(out / HISTORY, _history(db, gps))


def _write(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _judgements(library: Library, db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for sha256, by, label, at in db.execute(
        "SELECT p.sha256, o.actor, o.label, o.at FROM opinion AS o "
        "JOIN photo AS p ON p.id = o.photo ORDER BY o.at, p.id, o.actor"
    ):
        yield {"kind": _OPINION, "sha256": sha256, "by": by, "label": label, "at": at}
    for first, second, by, at in db.execute(
        "SELECT a.sha256, b.sha256, x.actor, x.at FROM apart AS x JOIN photo AS a "
        "ON a.id = x.first JOIN photo AS b ON b.id = x.second ORDER BY x.first, x.second"
    ):
        yield {"kind": _APART, "sha256": first, "other": second, "by": by, "at": at}
    for queue in Queue:
        holds = left_as_is(library, queue)
        for sha256, by, at in db.execute(
            "SELECT p.sha256, l.actor, l.at FROM left_as_is AS l JOIN photo AS p "
            "ON p.id = l.photo WHERE l.queue = ? ORDER BY p.id",
            (queue.value,),
        ).fetchall():
            if sha256 in holds:
                said = {"kind": _LEFT, "sha256": sha256, "queue": queue.value, "by": by, "at": at}
                yield said | {"judged": _judged(_photo(db, sha256))}


def _photo(db: sqlite3.Connection, sha256: str) -> Item:
    return item_of(db.execute(f"{SELECT} WHERE sha256 = ?", (sha256,)).fetchone())


def _judged(item: Item) -> dict[str, Any]:
    said = wording.to_json(item.record)
    return {name: said[name] for name in _JUDGED}


def _history(db: sqlite3.Connection, gps: bool) -> Iterator[dict[str, Any]]:
    """Every change of photos that are there, oldest first."""
    (last,) = db.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()
    there = {sha256 for (sha256,) in db.execute("SELECT sha256 FROM photo")}
    for start in range(0, last, querying.LARGEST_PAGE):
        end = min(start + querying.LARGEST_PAGE, last)
        rows = querying.history(db, None, None, querying.LARGEST_PAGE, end + 1)
        for change in sorted(rows, key=lambda each: each.seq):
            if change.seq > start and change.sha256 in there:
                told = asdict(change)
                if not gps:
                    for name in ("before", "after"):
                        told[name].pop("gps", None)
                yield told


def also_read(library: Library, paths: Iterable[Path], answer: Answer) -> Answer:
    """The answer of an import, told what lay beside the photos and was read as well."""
    found = [each for each in (read(library, path) for path in paths) if each is not None]
    if not found:
        return answer
    lines = (*(each.sentence for each in found), *answer.lines)
    whole = {"imported": answer.json, "judgements": [asdict(each) for each in found]}
    return replace(answer, lines=lines, json=whole)


def read(library: Library, path: Path) -> Read | None:
    """Read `judgements.jsonl` of an export whose photos were imported; None where there is none.

    An opinion is taken only where it was given before its photo came into this library: so one can
    always tell what was said here from what was said elsewhere.

    Args:
        library: Open, to write to.
        path: A folder, a zip file, or a list of the export.

    Raises:
        SourceError: A line is no judgement; none is taken.
    """
    if path.suffix.lower() == ".zip" and path.is_file():
        with open_zip(path) as packed:
            return _read(library, packed)
    return _read(library, Folder(path if path.is_dir() else path.parent))


def _read(library: Library, tree: Tree) -> Read | None:
    if isinstance(tree, Folder):  # no other folder is walked for it
        names = [JUDGEMENTS] if (tree.root / JUDGEMENTS).is_file() else []
    else:
        names = [name for name in tree.names() if PurePosixPath(name).name == JUDGEMENTS]
    if not names:
        return None
    name = min(names, key=len)
    counts = dict.fromkeys((_OPINION, _APART, _LEFT, ""), 0)
    with library.writing() as db:
        for number, line in enumerate(tree.text(name).splitlines(), 1):
            try:
                said = json.loads(line)
                taken = _take(db, said)
            except (ValueError, KeyError, TypeError, RefusedError, RecursionError) as error:
                why = f": {error}" if isinstance(error, RefusedError) else ""
                raise SourceError(
                    f"{shown(name)} line {number} is no judgement of a photo{why}; mend it or "
                    "take the file away"
                ) from error
            counts[said["kind"] if taken else ""] += 1
    return Read(counts[_OPINION], counts[_APART], counts[_LEFT], counts[""])


def _take(db: sqlite3.Connection, said: dict[str, Any]) -> bool:
    """Store a judgement; False where its photo is not there, differs, or it is known."""
    by, at = said["by"], said["at"]
    rules.check_named(by, "the name of who judged")
    parse_moment(at)
    item = _there(db, said["sha256"])
    match said["kind"]:
        case "opinion":
            return _take_opinion(db, item, (by, said["label"], at))
        case "apart":
            other = _there(db, said["other"])
            if item is None or other is None or item.id == other.id:
                return False
            pair = sorted((item.id, other.id))
            return _insert(db, "apart VALUES (?, ?, ?, ?)", (*pair, by, at))
        case "left_as_is":
            queue, judged = Queue(said["queue"]), said["judged"]
            if item is None or judged != json.loads(json.dumps(_judged(item))):
                return False
            row = (queue.value, item.id, item.version, by, at)
            return _insert(db, "left_as_is VALUES (?, ?, ?, ?, ?)", row)
        case kind:
            raise ValueError(f"{kind!r} is no kind of judgement")


def _take_opinion(
    db: sqlite3.Connection, item: Item | None, given: tuple[str, str | None, str]
) -> bool:
    by, label, at = given
    if label is not None:
        rules.check_label(label)
    if item is None or at >= item.added:
        return False
    said = db.execute("SELECT actor FROM opinion WHERE photo = ?", (item.id,)).fetchall()
    if any(name.casefold() == by.casefold() for (name,) in said):
        return False
    return _insert(db, "opinion VALUES (?, ?, ?, ?, ?)", (item.id, by, label, label is None, at))


def _insert(db: sqlite3.Connection, into: str, row: tuple[Any, ...]) -> bool:
    return db.execute(f"INSERT OR IGNORE INTO {into}", row).rowcount > 0


def _there(db: sqlite3.Connection, sha256: object) -> Item | None:
    """The photo with these bytes, as they are stored or as they came."""
    rules.check_sha256(str(sha256), "SHA-256 of a photo")
    row = db.execute(f"{SELECT} WHERE sha256 = ?1 OR original_sha256 = ?1", (sha256,)).fetchone()
    return None if row is None else item_of(row)
