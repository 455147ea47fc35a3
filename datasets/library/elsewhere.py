"""Which reviews came with an import: a list says so, nobody reviewed the photo in this library.

Anybody can write a name into a list. Such a label is accepted as it came; it is counted apart from
what was reviewed here, until somebody else reviews the photo.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datasets.library.library import Library

# The review that holds is of the row that added the photo, and of no act of the reviewer since.
_SQL = """
SELECT p.sha256, p.added_by FROM photo AS p
WHERE p.verdict IS NOT NULL
    AND EXISTS (SELECT 1 FROM change AS a WHERE a.photo = p.id AND a.kind = 'added'
        AND json_extract(a.after, '$.reviewed_by') = p.reviewed_by)
    AND NOT EXISTS (SELECT 1 FROM change AS c WHERE c.photo = p.id AND c.kind = 'reviewed'
        AND c.actor = p.reviewed_by
        AND NOT EXISTS (SELECT 1 FROM change AS u WHERE u.undoes = c.seq))"""
_NAMED = 3  # of those who imported


def reviewed(library: Library) -> dict[str, str]:
    """SHA-256 of photos whose review came with an import, and who imported them."""
    with library.reading() as db:
        return dict(db.execute(_SQL).fetchall())


def sentence(importers: Iterable[str], total: int) -> str:
    """Such as `2 of 5 labels were reviewed elsewhere, imported by Anna`; empty where none was.

    Args:
        importers: Who imported each of these photos.
        total: Of all reviewed labels.
    """
    counts = Counter(importers)
    names = [name for name, _ in counts.most_common(_NAMED)]
    others = len(counts) - len(names)
    by = ", ".join(names) + (f" and {others} others" if others else "")
    count = counts.total()
    return f"{count} of {total} labels were reviewed elsewhere, imported by {by}" if count else ""


def of(held: Mapping[str, str], photos: Iterable[str]) -> list[str]:
    """Who imported those of the photos whose review came with an import."""
    return [held[sha256] for sha256 in photos if sha256 in held]
