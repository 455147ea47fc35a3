"""The JSON of a case as schema 1 wrote it, so that reports from then can still be checked."""

from __future__ import annotations

from typing import Any


def as_schema_1(whole: dict[str, Any]) -> dict[str, Any]:
    """The same case without what schema 1 did not keep: lists instead of names and values."""
    recorded = whole["recorded"]
    finding = {key: value for key, value in recorded["finding"].items() if key != "about"}
    finding["answers"] = [[each["question"], each["words"]] for each in finding["answers"]]
    names = ("question", "value_mm", "low_mm", "high_mm", "level")
    finding["measurements"] = [[each[name] for name in names] for each in finding["measurements"]]
    held = finding["conclusion"]
    if held is not None:
        finding["conclusion"] = {key: held[key] for key in held if key != "agreed"}
    return {**whole, "schema": 1, "recorded": {**recorded, "finding": finding}}
