"""A record as JSON values and as cells of a table, and back: one wording for every format.

In a table `yes` and `no` stand for true and false, a box is `x y w h`, flags are separated by
spaces, and an empty cell means not given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from datasets.library.errors import RefusedError
from datasets.library.record import FIELDS, Box, Record, Verdict
from model.errors import shown

TEXTS = ("group", "licence", "view", "source", "author", "consent", "device", "place")
PEOPLE = ("proposed_by", "labelled_by", "reviewed_by", "reason")
_MAYBE = ("label", "proposed", "taken")
_TRUTH = {"": False, "no": False, "false": False, "0": False}
_TRUTH |= {"yes": True, "true": True, "1": True}


def to_json(record: Record) -> dict[str, Any]:
    """Every field as a JSON value; `from_json` gives an equal record back."""
    box = record.box
    made: dict[str, Any] = {name: getattr(record, name) for name in FIELDS}
    made["verdict"] = record.verdict and record.verdict.value
    made["gps"] = record.gps and list(record.gps)
    made["box"] = box and [box.x, box.y, box.w, box.h]
    made["flags"] = list(record.flags)
    return made


def from_json(said: Mapping[str, Any]) -> Record:
    """The inverse of `to_json`; values may also be cells of a table, and fields may be missing.

    Raises:
        RefusedError: A value breaks a rule.
    """
    made: dict[str, Any] = {}
    for name in (*TEXTS, *PEOPLE):
        made[name] = _text(said.get(name), name)
    for name in _MAYBE:
        made[name] = _text(said.get(name), name) or None
    made["cannot_tell"] = truth(said.get("cannot_tell"), "cannot_tell")
    made["several_goods"] = truth(said.get("several_goods"), "several_goods")
    made["verdict"] = _verdict(said.get("verdict"))
    made["flags"] = tuple(_words(said.get("flags"), "flags"))
    made["gps"] = _numbers(said.get("gps"), "gps", 2)
    box = _numbers(said.get("box"), "box", 4)
    made["box"] = box and Box(*box)
    return Record(**made)


def to_cells(record: Record, *, gps: bool = False) -> dict[str, str]:
    """Every field as a cell of a table; without the place on Earth unless it is asked for."""
    cells = {}
    for name, value in to_json(record).items():
        if isinstance(value, bool):
            cells[name] = "yes" if value else "no"
        elif isinstance(value, list):  # repr writes the digits that read back as the same float
            cells[name] = " ".join(map(str, value))
        else:
            cells[name] = value or ""
    if not gps:
        cells["gps"] = ""
    return cells


def _text(value: object, name: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RefusedError(f"{name} {shown(str(value))!r} must be text")
    return value.strip()


def truth(value: object, name: str) -> bool:
    """A JSON value or a cell as true or false; not given is false.

    Raises:
        RefusedError: It is something else.
    """
    if value is None or isinstance(value, bool):
        return bool(value)
    found = _TRUTH.get(str(value).strip().lower())
    if found is None:
        raise RefusedError(f"{name} {shown(str(value))!r} must be yes or no")
    return found


def _verdict(value: object) -> Verdict | None:
    try:
        return Verdict(str(value)) if value else None
    except ValueError as error:
        raise RefusedError(
            f"verdict {shown(str(value))!r} must be one of {', '.join(Verdict)}"
        ) from error


def _words(value: object, name: str) -> list[str]:
    if value is None:
        return []
    words = value.split() if isinstance(value, str) else value
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        raise RefusedError(f"{name} {shown(str(value))!r} must be words")
    return list(words)


def _numbers(value: object, name: str, count: int) -> tuple[float, ...] | None:
    if value is None or value == "":
        return None
    try:
        parts = value.replace(",", " ").split() if isinstance(value, str) else list(value)  # type: ignore[call-overload]
        numbers = tuple(float(part) for part in parts)
    except (TypeError, ValueError) as error:
        raise RefusedError(f"{name} {shown(str(value))!r} must be {count} numbers") from error
    if len(numbers) != count:
        raise RefusedError(f"{name} {shown(str(value))!r} must be {count} numbers")
    return numbers
