"""A datasheet from the numbers: what the library holds, where it is thin, what to collect next."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from library.record import Item, State
from library.splits import PARTS, Shares, part_of

# With 15 % kept for the test, the least number at which more than one object is expected there.
ENOUGH_OBJECTS = 10
_MOST_ROWS = 30  # of a table; the rest is counted in a last row
_COUNTED = ("source", "licence", "device", "view", "author", "consent")


@dataclass(slots=True)
class OfClass:
    """What the library holds of one class: usable photos, and its objects by part and view."""

    photos: int = 0
    reviewed: int = 0
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
    """

    total: int
    left_out: dict[str, int]
    states: dict[State, int]
    classes: dict[str, OfClass]
    columns: dict[str, Counter[str]]
    flags: Counter[str]
    shares: Shares


def numbers(items: Iterable[Item], shares: Shares | None = None) -> Numbers:
    """Count photos, in one pass."""
    chosen, total = shares or Shares(), 0
    left_out: Counter[str] = Counter()
    states: Counter[State] = Counter()
    columns: dict[str, Counter[str]] = {name: Counter() for name in _COUNTED}
    flags: Counter[str] = Counter()
    classes: dict[str, OfClass] = {}
    for item in items:
        record = item.record
        total += 1
        states[record.state] += 1
        if record.label is None or record.why_unusable is not None:
            left_out[record.why_unusable or ""] += 1
            continue
        for name in _COUNTED:
            columns[name][getattr(record, name) or "not given"] += 1
        flags.update(record.flags)
        _count(classes.setdefault(record.label, OfClass()), item, part_of(record.group, chosen))
    ordered = dict(sorted(classes.items()))
    return Numbers(total, dict(left_out), dict(states), ordered, columns, flags, chosen)


def _count(held: OfClass, item: Item, part: str) -> None:
    record = item.record
    held.photos += 1
    held.reviewed += record.state is State.ACCEPTED
    held.sources.add(record.source.split("?")[0])
    held.devices.add(record.device)
    held.objects[part].add(record.group)
    views = held.views.setdefault(record.view, {each: set() for each in PARTS})
    views[part].add(record.group)


def gaps(found: Numbers, known: Collection[str] = ()) -> tuple[str, ...]:
    """What is thin, one clause each, such as `handcuffs, worn: 2 objects, 0 in test`.

    Args:
        found: The numbers.
        known: Labels that there should be photos of.
    """
    told = []
    for label, held in found.classes.items():
        told += _thin(label, held.objects)
        for view, objects in sorted(held.views.items()):
            if view and len(held.views) > 1:
                told += _thin(f"{label}, {view}", objects)
        if held.sources == {""}:
            told.append(f"{label}: no source given")
        elif held.photos > 1 and len(held.sources) == 1:
            told.append(f"{label}: one source alone, which a network may learn instead of the good")
        if held.photos > 1 and len(held.devices) == 1 and held.devices != {""}:
            told.append(f"{label}: one camera alone")
        if not held.reviewed:
            told.append(f"{label}: no label reviewed by a second person")
    told += [f"{label}: no photo" for label in sorted(set(known) - set(found.classes))]
    return tuple(told)


def _thin(name: str, objects: dict[str, set[str]]) -> list[str]:
    count = sum(map(len, objects.values()))
    empty = [part for part in PARTS if not objects[part]]
    if count >= ENOUGH_OBJECTS and not empty:
        return []
    thin = ", ".join(f"0 in {part}" for part in empty) or f"{ENOUGH_OBJECTS} are wanted"
    return [f"{name}: {count} object{'s' * (count != 1)}, {thin}"]


def markdown(found: Numbers, name: str, known: Collection[str] = ()) -> str:
    """The datasheet as Markdown; words of people are escaped.

    Args:
        found: The numbers.
        name: Of the library.
        known: Labels that there should be photos of.
    """
    usable = sum(held.photos for held in found.classes.values())
    out = [f"# Datasheet: {_safe(name)}", "", f"{found.total} photos, {usable} of them usable."]
    states = ", ".join(f"{state.value} {count}" for state, count in sorted(found.states.items()))
    out += [f"By state: {states or 'none'}.", ""]
    if found.left_out:
        out += ["## Left out", *_table(("why", "photos"), sorted(found.left_out.items()))]
    out += ["## Classes", *_classes(found.classes)]
    out.append(
        f"Parts are shares of the objects: {found.shares.val:.0%} for validation, "
        f"{found.shares.test:.0%} for the test.\n"
    )
    for column in _COUNTED:
        rows = found.columns[column].most_common()
        out += [f"## By {column}", *_table((column, "photos"), rows)]
    if found.flags:
        out += ["## Faults of pictures", *_table(("fault", "photos"), found.flags.most_common())]
    told = gaps(found, known)
    out += ["## What to collect next", ""]
    out += [f"- {_safe(line)}" for line in told[:_MOST_ROWS]]
    if len(told) > _MOST_ROWS:
        out.append(f"- and {len(told) - _MOST_ROWS} more gaps (`stats --json` lists all)")
    if not told:
        out.append("Nothing by these rules.")
    return "\n".join(out) + "\n"


def _classes(classes: dict[str, OfClass]) -> list[str]:
    head = ("class", "photos", "reviewed", "objects", *(f"in {part}" for part in PARTS))
    rows = [
        (
            label,
            held.photos,
            held.reviewed,
            held.count_objects,
            *(len(held.objects[part]) for part in PARTS),
            len(held.sources),
            len(held.devices),
        )
        for label, held in classes.items()
    ]
    return _table((*head, "sources", "cameras"), rows, most=len(rows))


def _table(
    head: Sequence[str], rows: Sequence[Sequence[object]], most: int = _MOST_ROWS
) -> list[str]:
    lines = ["", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    lines += [f"| {' | '.join(_safe(str(cell)) for cell in row)} |" for row in rows[:most]]
    if len(rows) > most:
        rest = sum(int(str(row[-1])) for row in rows[most:])
        lines.append(f"| {len(rows) - most} others | {rest} |")
    return [*lines, ""]


def _safe(text: str) -> str:
    """Text that Markdown shows as it is."""
    escaped = html.escape(text, quote=False)
    return "".join(f"\\{mark}" if mark in "|`*_[]\\" else mark for mark in escaped)
