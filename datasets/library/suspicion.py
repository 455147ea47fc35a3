"""What is suspected of a photo, and what the suspicion saw of it. Values, and one question."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from datasets.library.library import Library
from datasets.library.record import State, Verdict

ENOUGH_AT_ONCE = 400  # photos asked for in one question; SQLite takes 999 values and more


class Queue(StrEnum):
    """What is suspected, in the order in which it is worked through."""

    LABELS = "labels"  # another label fits better
    OUTLIERS = "outliers"  # far from all others of its label
    QUALITY = "quality"  # the picture has a fault
    SHORTCUTS = "shortcuts"  # the border gives the class away
    THIN = "thin"  # no mistake: unlabelled photos that may show a class with too few objects


@dataclass(frozen=True, slots=True)
class Seen:
    """What a search for mistakes sees of a photo.

    Attributes:
        sha256: Of the stored bytes.
        version: Counts the changes.
        label: The class.
        state: How far it has come.
        group: The object.
        flags: Faults of the picture.
        source: Where it comes from.
        device: The camera.
        place: Where it was taken.
        several: Whether several goods are shown.
        box: As the file writes it.
    """

    sha256: str
    version: int
    label: str | None
    state: State
    group: str
    flags: tuple[str, ...]
    source: str
    device: str
    place: str
    several: bool
    box: str | None

    @property
    def is_used(self) -> bool:
        """Whether training uses it, as `Record.why_unusable` says."""
        if self.label is None or self.state.value == Verdict.REJECTED.value:
            return False
        return not self.several or self.box is not None

    @property
    def judged(self) -> tuple[object, ...]:
        """What a suspicion is about; it is void where this has changed."""
        return self.label, self.state, self.group, self.several, self.box, self.flags


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why a photo should be looked at.

    Attributes:
        queue: What is suspected.
        seen: The photo as the search saw it.
        reason: One sentence.
        score: Larger is surer; of one queue alone comparable.
        suggestion: The label that fits better; None where there is none.
        part: Train, val or test.
    """

    queue: Queue
    seen: Seen
    reason: str
    score: float
    suggestion: str | None = None
    part: str = field(default="train")

    @property
    def sha256(self) -> str:
        """The photo."""
        return self.seen.sha256

    @property
    def is_test(self) -> bool:
        """Whether no action on many photos may touch it: cleaned tests flatter."""
        return self.part == "test"


_COLUMNS = (
    'sha256, version, label, state, "group", flags, source, device, place, several_goods, box'
)


def photos(library: Library) -> list[Seen]:
    """Every photo, oldest first."""
    with library.reading() as db:
        return [_seen(row) for row in db.execute(f"SELECT {_COLUMNS} FROM photo ORDER BY id")]


def photos_of(library: Library, sha256: Iterable[str]) -> dict[str, Seen]:
    """The photos as they are now, by hash; those that are gone are left out."""
    found: dict[str, Seen] = {}
    with library.reading() as db:
        for some in _some(list(sha256)):
            marks = ", ".join("?" * len(some))
            rows = db.execute(f"SELECT {_COLUMNS} FROM photo WHERE sha256 IN ({marks})", some)
            found |= {seen.sha256: seen for seen in map(_seen, rows)}
    return found


def _some(sha256: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(sha256), ENOUGH_AT_ONCE):
        yield sha256[start : start + ENOUGH_AT_ONCE]


def _seen(row: tuple[object, ...]) -> Seen:
    sha256, version, label, state, group, flags, source, device, place, several, box = row
    return Seen(
        str(sha256),
        int(str(version)),
        None if label is None else str(label),
        State(str(state)),
        str(group),
        tuple(json.loads(str(flags))),
        str(source).split("?")[0],
        str(device),
        str(place),
        bool(several),
        None if box is None else str(box),
    )
