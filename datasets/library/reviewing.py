"""What waits for a second person: photos with one label, and labels that an opinion contradicts.

Who labelled a photo never finds it in their own queue.
"""

from __future__ import annotations

from dataclasses import dataclass

from datasets.library import opinions, rules
from datasets.library.changes import SELECT, item_of
from datasets.library.library import Library
from datasets.library.querying import LARGEST_PAGE, PAGE
from datasets.library.record import Item, State

REASONS = (  # why a label is rejected, most often; anything else can be written
    "another good is shown",
    "too little of the good is seen to tell",
    "several goods, and no box tells which",
    "not a photo of a good",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for a person.

    Attributes:
        review: Photos with a label of somebody else, not reviewed.
        own: Photos with the person's own label, which wait for others.
        disagreements: Labels of somebody else that a blind opinion contradicts.
    """

    review: int
    own: int
    disagreements: int


def waiting(
    library: Library, by: str, *, label: str | None = None, limit: int = PAGE, after: int = 0
) -> tuple[Item, ...]:
    """Photos that wait for a person's review, oldest first.

    Args:
        library: The library.
        by: Who reviews; photos that this person labelled are left out. Empty gives all.
        label: Of this class alone.
        limit: How many at most.
        after: Number of the photo to go on behind.

    Raises:
        RefusedError: The limit breaks a rule.
    """
    rules.require(1 <= limit <= LARGEST_PAGE, f"a page holds 1 to {LARGEST_PAGE} photos")
    of_label, values = ("", []) if label is None else (" AND label = ?", [label])
    found: list[Item] = []
    with library.reading() as db:
        for row in db.execute(
            f"{SELECT} WHERE state = ? AND id > ?{of_label} AND labelled_by <> ? ORDER BY id",
            (State.LABELLED.value, after, *values, by),
        ):
            item = item_of(row)
            if not opinions.is_same(item.record.labelled_by, by):
                found.append(item)
            if len(found) == limit:
                break
    return tuple(found)


def count(library: Library, by: str) -> Waiting:
    """How much waits for a person; with an empty name, for everybody."""
    with library.reading() as db:
        rows = db.execute(
            "SELECT labelled_by, count(*) FROM photo WHERE state = ? GROUP BY labelled_by",
            (State.LABELLED.value,),
        ).fetchall()
        apart = opinions.count_disagreements(library, by)
    own = sum(number for name, number in rows if opinions.is_same(name, by))
    return Waiting(sum(number for _, number in rows) - own, own, apart)
