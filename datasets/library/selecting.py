"""Which photos an export holds, with the label, object and part that each has there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from datasets.library import naming
from datasets.library.errors import RefusedError, UnknownError
from datasets.library.library import Library
from datasets.library.record import Item
from datasets.library.splits import LeakCheck, Shares, part_of
from datasets.library.versions import Entry, Version


@dataclass(frozen=True, slots=True)
class Row:
    """A photo as it is exported, and its part; None where nothing is divided."""

    item: Item
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which photos.

    Attributes:
        version: Those of a signed version, with its labels, objects and parts.
        shares: Divide the photos that can be used into parts; a version brings its own.
        everything: Also photos that training cannot use, such as those without a label.
        allow_near: Go on where near-duplicates stand in two parts; the export names them.
    """

    version: Version | None = None
    shares: Shares | None = None
    everything: bool = False
    allow_near: bool = False

    def __post_init__(self) -> None:
        if self.version is not None and (self.shares is not None or self.everything):
            raise RefusedError("a version says itself what it holds; give neither shares nor all")

    @property
    def divided(self) -> bool:
        """Whether photos have parts."""
        return self.version is not None or self.shares is not None


@dataclass(slots=True)
class Rows:
    """The photos of a selection, one by one; counts what it leaves out and why.

    Iterating raises a LeakError at the first object or bytes on both sides, and an UnknownError
    where a photo of the version is gone without having been withdrawn.
    """

    library: Library
    selection: Selection
    left_out: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[Row]:
        leaks = LeakCheck()
        version, shares = self.selection.version, self.selection.shares
        left = {entry.sha256: entry for entry in version.entries} if version else {}
        for item in self.library.items():
            if version is not None:
                entry = left.pop(item.sha256, None)
                if entry is None:
                    self.left_out["not in the version"] += 1
                    continue
                groups = {entry.group, item.record.group}
                leaks.see(item.sha256, item.original_sha256, groups, entry.split)
                yield Row(_as_signed(item, entry), entry.split)
                continue
            why = None if self.selection.everything else item.record.why_unusable
            if why is not None:
                self.left_out[why] += 1
                continue
            part = part_of(item.record.group, shares) if shares else None
            if part is not None:
                leaks.see(item.sha256, item.original_sha256, {item.record.group}, part)
            yield Row(item, part)
        with self.library.reading() as db:
            gone = [sha256 for sha256 in left if naming.withdrawn_on(db, sha256)]
        for sha256 in gone:
            del left[sha256]
            self.left_out["withdrawn"] += 1
        if left:
            first = next(iter(left))
            raise UnknownError(
                f"{len(left)} photos of version {version.name if version else ''} are not in the "
                f"library, such as {first[:12]}; restore them from a copy"
            )


def _as_signed(item: Item, entry: Entry) -> Item:
    record = item.record
    if (record.label, record.group) == (entry.label, entry.group):
        return item
    relabelled = record.label != entry.label
    if relabelled:  # who reviewed another label did not review this one
        by = record.labelled_by or "the signed version"
        record = replace(record, reviewed_by="", verdict=None, reason="")
        record = replace(record, label=entry.label, cannot_tell=False, labelled_by=by)
    return replace(item, record=replace(record, group=entry.group))
