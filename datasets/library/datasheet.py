"""A datasheet from the numbers: what the library holds, where it is thin, what to collect next."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from datasets.library import elsewhere as from_elsewhere
from datasets.library.marked import safe, table
from datasets.library.record import Item, State
from datasets.library.selecting import Rows, Selection
from datasets.library.splits import PARTS, Shares, part_of

if TYPE_CHECKING:
    from datasets.library.library import Library
    from datasets.library.versions import Version

# With 15 % kept for the test, the least number at which more than one object is expected there.
ENOUGH_OBJECTS = 10
_PARTS = {"train": "training", "val": "validation", "test": "test"}
_COUNTED = ("source", "licence", "device", "view", "author", "consent")


@dataclass(slots=True)
class OfClass:
    """What the library holds of one class: usable photos, and its objects by part and view."""

    photos: int = 0
    reviewed: int = 0  # here
    elsewhere: int = 0  # reviewed, as an import said
    sources: set[str] = field(default_factory=set)
    devices: set[str] = field(default_factory=set)
    objects: dict[str, set[str]] = field(default_factory=lambda: {part: set() for part in PARTS})
    views: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    @property
    def count_objects(self) -> int:
        """How many objects, over all parts."""
        return sum(map(len, self.objects.values()))


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a library.

    Attributes:
        total: Photos.
        left_out: Photos that training cannot use, by reason.
        states: Photos in each state.
        classes: By label, sorted.
        columns: By field, how many usable photos have each value.
        flags: How many usable photos have each fault.
        shares: By which objects are divided.
        parts: How many usable photos each part has.
        importers: Who imported photos that were reviewed elsewhere, and how many of them.
    """

    total: int
    left_out: dict[str, int]
    states: dict[State, int]
    classes: dict[str, OfClass]
    columns: dict[str, Counter[str]]
    flags: Counter[str]
    shares: Shares
    parts: dict[str, int]
    importers: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a library is thin.

    Attributes:
        label: The class.
        view: Where it is about one view alone; else empty.
        found: What there is, such as `handcuffs, worn: 2 objects, 0 in test`.
        advice: What to do, one sentence.
        objects: How many objects there are of it; the fewer, the more urgent.
    """

    label: str
    view: str
    found: str
    advice: str
    objects: int


def numbers(
    items: Iterable[Item],
    shares: Shares | None = None,
    *,
    elsewhere: Mapping[str, str] | None = None,
    parts_of: Mapping[str, str] | None = None,
) -> Numbers:
    """Count photos, in one pass.

    Args:
        items: The photos.
        shares: By which objects are divided.
        elsewhere: Reviews that came with an import, of `elsewhere.reviewed`; counted apart.
        parts_of: Parts by SHA-256, as a version signed them; then every photo counts as usable.
    """
    chosen, total, imported = shares or Shares(), 0, elsewhere or {}
    importers: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    states: Counter[State] = Counter()
    columns: dict[str, Counter[str]] = {name: Counter() for name in _COUNTED}
    flags: Counter[str] = Counter()
    parts = dict.fromkeys(PARTS, 0)
    classes: dict[str, OfClass] = {}
    for item in items:
        record = item.record
        total += 1
        states[record.state] += 1
        unusable = record.why_unusable is not None and parts_of is None
        if record.label is None or unusable:
            left_out[record.why_unusable or ""] += 1
            continue
        for name in _COUNTED:
            columns[name][getattr(record, name) or "not given"] += 1
        flags.update(record.flags)
        part = parts_of[item.sha256] if parts_of else part_of(record.group, chosen)
        parts[part] += 1
        held = classes.setdefault(record.label, OfClass())
        _count(held, item, part)
        if record.state is State.ACCEPTED and item.sha256 in imported:
            held.elsewhere += 1
            importers[imported[item.sha256]] += 1
        else:
            held.reviewed += record.state is State.ACCEPTED
    counts = (total, dict(left_out), dict(states), dict(sorted(classes.items())))
    return Numbers(*counts, columns, flags, chosen, parts, importers)


def of_version(library: Library, version: Version) -> Numbers:
    """Numbers of a signed version: its labels, objects and parts; all else as it is today.

    Raises:
        UnknownError: A photo is gone without having been withdrawn.
        LeakError: Objects were found to be one since, and stand in two parts.
    """
    rows = Rows(library, Selection(version=version))
    parts = {entry.sha256: entry.split for entry in version.entries}
    found = numbers(
        (row.item for row in rows), elsewhere=from_elsewhere.reviewed(library), parts_of=parts
    )
    gone = rows.left_out["withdrawn"]
    return replace(found, left_out={"withdrawn since": gone} if gone else {})


def _count(held: OfClass, item: Item, part: str) -> None:
    record = item.record
    held.photos += 1
    held.sources.add(record.source.split("?")[0])
    held.devices.add(record.device)
    held.objects[part].add(record.group)
    views = held.views.setdefault(record.view, {each: set() for each in PARTS})
    views[part].add(record.group)


def gaps(found: Numbers, known: Collection[str] = ()) -> tuple[Gap, ...]:
    """What is thin, and what to do about it; what has fewest objects first.

    Args:
        found: The numbers.
        known: Labels that there should be photos of; those without one come last.
    """
    told = []
    for label, held in found.classes.items():
        told += _thin(label, "", held.objects, found.shares)
        for view, objects in sorted(held.views.items()):
            if view and len(held.views) > 1:
                told += _thin(label, view, objects, found.shares)
        told += [
            Gap(label, "", f"{label}: {words}", advice, held.count_objects)
            for words, advice in _one_sided(held)
        ]
    told.sort(key=lambda gap: gap.objects)  # stable: of one class the widest first
    missing = sorted(set(known) - set(found.classes))
    advice = f"Photograph {ENOUGH_OBJECTS} objects of it."
    told += [Gap(label, "", f"{label}: no photo", advice, 0) for label in missing]
    return tuple(told)


def _one_sided(held: OfClass) -> list[tuple[str, str]]:
    """What a class has one of alone, and what to do."""
    told = []
    if held.sources == {""}:
        told.append(("no source given", "Write down where its photos come from."))
    elif held.photos > 1 and len(held.sources) == 1:
        words = "one source alone, which a network may learn instead of the good"
        told.append((words, "Add photos of it from another source."))
    if held.photos > 1 and len(held.devices) == 1 and held.devices != {""}:
        told.append(("one camera alone", "Photograph it with another camera too."))
    if not held.reviewed:
        advice = "Let a second person review its labels."
        told.append(("no label reviewed by a second person", advice))
    return told


def _thin(label: str, view: str, objects: dict[str, set[str]], shares: Shares) -> list[Gap]:
    count = sum(map(len, objects.values()))
    empty = [part for part in PARTS if not objects[part] and _share(part, shares) > 0]
    if count >= ENOUGH_OBJECTS and not empty:
        return []
    thin = ", ".join(f"0 in {_PARTS[part]}" for part in empty) or f"{ENOUGH_OBJECTS} are wanted"
    # A part is a function of the object's name, so nobody can choose it: as many more objects
    # as bring one into each empty part on average.
    for_parts = max((math.ceil(1 / _share(part, shares)) for part in empty), default=0)
    more = max(ENOUGH_OBJECTS - count, for_parts)
    name = f"{label}, {view}" if view else label
    found = f"{name}: {count} object{'s' * (count != 1)}, {thin}"
    where = "in this view" if view else "of it"
    advice = f"Photograph {more} more object{'s' * (more != 1)} {where}."
    return [Gap(label, view, found, advice, count)]


def _share(part: str, shares: Shares) -> float:
    rest = 1 - shares.val - shares.test
    return {"train": rest, "val": shares.val, "test": shares.test}[part]


def markdown(
    found: Numbers, name: str, known: Collection[str] = (), version: Version | None = None
) -> str:
    """The datasheet as Markdown; words of people are escaped.

    Args:
        found: The numbers.
        name: Of the library.
        known: Labels that there should be photos of.
        version: That the numbers are of, by `of_version`; None for the library as it is.
    """
    usable = sum(held.photos for held in found.classes.values())
    out = [f"# Datasheet: {safe(name)}", ""]
    if version is not None:
        out += [
            f"Signed version {safe(version.name)}, SHA-256 {version.sha256}, signed by "
            f"{safe(version.signed_by)} on {version.signed[:10]}.",
            *([f"For: {safe(version.note)}."] if version.note else []),
            "Labels, objects and parts are as signed; all else is as the library says today.",
            "",
        ]
    out.append(f"{found.total} photos, {usable} of them usable.")
    accepted = sum(held.reviewed + held.elsewhere for held in found.classes.values())
    told = from_elsewhere.sentence(found.importers.elements(), accepted)
    out += [f"Of the accepted, {safe(told)}."] if told else []
    states = ", ".join(f"{state.value} {count}" for state, count in sorted(found.states.items()))
    out += [f"By state: {states or 'none'}.", ""]
    if found.left_out:
        out += ["## Left out", *table(("why", "photos"), sorted(found.left_out.items()))]
    out += ["## Classes", *_classes(found.classes)]
    if version is None:
        out.append(
            f"Parts are shares of the objects: {found.shares.val:.0%} for validation, "
            f"{found.shares.test:.0%} for the test.\n"
        )
    out += ["## Parts", *table(("part", "usable photos"), list(found.parts.items()))]
    for column in _COUNTED:
        rows = found.columns[column].most_common()
        out += [f"## By {column}", *table((column, "photos"), rows)]
    if found.flags:
        out += ["## Faults of pictures", *table(("fault", "photos"), found.flags.most_common())]
    out += ["## What to collect next", ""]
    thin = [f"- {safe(gap.found)}. {gap.advice}" for gap in gaps(found, known)]
    out += thin or ["Nothing by these rules."]
    return "\n".join(out) + "\n"


def _classes(classes: dict[str, OfClass]) -> list[str]:
    head = (
        "class",
        "photos",
        "reviewed",
        "elsewhere",
        "objects",
        *(f"in {part}" for part in PARTS),
    )
    rows = [
        (
            label,
            held.photos,
            held.reviewed,
            held.elsewhere,
            held.count_objects,
            *(len(held.objects[part]) for part in PARTS),
            len(held.sources),
            len(held.devices),
        )
        for label, held in classes.items()
    ]
    return table((*head, "sources", "cameras"), rows, most=len(rows))
