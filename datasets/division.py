"""Whole designs, objects or sources to training, validation and test: three manifests to look at.

A network that has seen every design of a thing is asked an easier question than an inspector
asks. So a division by design keeps whole designs for the test, and others for validation.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from datasets.samples import Sample, SampleError

PARTS = ("train", "val", "test")


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of each label is kept back.

    Attributes:
        val: for validation, 0..1.
        test: for the test, 0..1.
        least: values of a label that are left to training before any is kept for validation.
    """

    val: float
    test: float
    least: int = 2

    def __post_init__(self) -> None:
        if min(self.val, self.test) < 0 or self.val + self.test >= 1:
            raise SampleError(
                f"shares {self.val} and {self.test}: both must be at least 0, together below 1"
            )
        if self.least < 1:
            raise SampleError(f"least is {self.least}; training needs at least 1 value of a label")


def divide(samples: Sequence[Sample], column: str, shares: Shares) -> dict[str, list[Sample]]:
    """Divide samples into `PARTS` so that no value of `column` is divided within its label.

    Of the values of a label, in an order that a hash decides, the share for the test is kept back
    first: at least one, where there are two. Validation gets its share, at least one, where
    `shares.least` are left to training; elsewhere single pictures of the training values validate.
    So every label is trained, and every label with two values is tested on one never seen.

    The group of a sample becomes its label and value, so that objects are scored and no later
    division parts them; where single pictures validate, each stays a group of its own.

    Args:
        samples: what to divide.
        column: of `Sample.columns`, or `group`.
        shares: how much to keep back.

    Raises:
        SampleError: a sample lacks the column.
    """
    by_label: dict[str, dict[str, list[Sample]]] = defaultdict(lambda: defaultdict(list))
    for sample in samples:
        value = _value(sample, column)
        whole = replace(sample, group=f"{sample.label}/{value}")
        by_label[sample.label][value].append(whole)
    parts: dict[str, list[Sample]] = {name: [] for name in PARTS}
    for label, by_value in sorted(by_label.items()):
        for name, found in _one_label(label, by_value, shares):
            parts[name] += found
    return parts


def _one_label(
    label: str, by_value: Mapping[str, list[Sample]], shares: Shares
) -> Iterator[tuple[str, list[Sample]]]:
    values = sorted(by_value, key=lambda value: _place(f"{label} {value}"))
    test = _count(shares.test, len(values), len(values) - 1)
    val = _count(shares.val, len(values), len(values) - test - shares.least)
    for at, value in enumerate(values):
        if at < test:
            yield "test", by_value[value]
        elif at < test + val:
            yield "val", by_value[value]
        else:
            yield from _trained(by_value[value], 0.0 if val else shares.val)


def _trained(found: list[Sample], val_share: float) -> Iterator[tuple[str, list[Sample]]]:
    """Pictures of a value that training sees, but for a share that validates."""
    ordered = sorted(found, key=lambda sample: _place(sample.path.name))
    if val_share > 0:
        ordered = [replace(each, group=f"{each.group}/{each.path.stem}") for each in ordered]
    cut = min(round(val_share * len(ordered)), len(ordered) - 1)
    yield "val", ordered[:cut]
    yield "train", ordered[cut:]


def _count(share: float, of: int, most: int) -> int:
    """Values to keep back: the share, at least one if it is above 0, at most `most`."""
    return max(0, min(most, max(1, round(share * of)))) if share > 0 else 0


def _value(sample: Sample, column: str) -> str:
    if column == "group":
        return sample.group
    value = dict(sample.columns).get(column)
    if not value:
        raise SampleError(f"{sample.path} has no {column}; divide by a column that all have")
    return value


def _place(text: str) -> str:
    """An order that adding pictures does not change."""
    return hashlib.sha256(f"divide {text}".encode()).hexdigest()


def write(parts: Mapping[str, Sequence[Sample]], out: Path) -> None:
    """Write `<part>.csv` for each part: file, label, group, rendered, and the other columns.

    Files are named relative to `out`.

    Raises:
        SampleError: the folder cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, samples in parts.items():
            (out / f"{name}.csv").write_text(_table(samples, out), encoding="utf-8")
    except OSError as error:
        raise SampleError(f"{out} cannot be written: {error.strerror}") from error


def _table(samples: Sequence[Sample], out: Path) -> str:
    names = sorted({name for sample in samples for name, _ in sample.columns})
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["file", "label", "group", "rendered", *names])
    for sample in sorted(samples, key=lambda sample: sample.path):
        columns = dict(sample.columns)
        file = Path(os.path.relpath(sample.path.resolve(), out.resolve())).as_posix()
        rendered = "yes" if sample.rendered else "no"
        table.writerow(
            [file, sample.label, sample.group, rendered, *(columns.get(name, "") for name in names)]
        )
    return text.getvalue()
