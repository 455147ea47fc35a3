"""Classes with too few objects: many photos of one object teach little more than one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from datasets.library.datasheet import ENOUGH_OBJECTS
from datasets.library.suspicion import Seen


@dataclass(frozen=True, slots=True)
class Thin:
    """A class with too few objects.

    Attributes:
        label: The class.
        objects: How many.
        photos: How many, of all its objects.
        usual: Objects of the class in the middle.
    """

    label: str
    objects: int
    photos: int
    usual: float


def thin_classes(used: Sequence[Seen], enough: int = ENOUGH_OBJECTS) -> tuple[Thin, ...]:
    """Classes with fewer objects than are wanted, the thinnest first."""
    objects: dict[str, set[str]] = defaultdict(set)
    count: dict[str, int] = defaultdict(int)
    for seen in used:
        if seen.label is not None:
            objects[seen.label].add(seen.group)
            count[seen.label] += 1
    usual = median(map(len, objects.values())) if objects else 0.0
    found = [
        Thin(label, len(held), count[label], usual)
        for label, held in objects.items()
        if len(held) < enough
    ]
    return tuple(sorted(found, key=lambda each: (each.objects, each.label)))
