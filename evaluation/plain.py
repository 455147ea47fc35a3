"""Measures as JSON values; a number that is none becomes null."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@runtime_checkable
class Measure(Protocol):
    """A result that says itself how it is written."""

    def to_json(self) -> dict[str, object]:
        """The result in JSON values."""
        ...


def plain(value: object) -> object:
    """A value made of texts, numbers, arrays, mappings, sequences and measures, for JSON.

    Raises:
        TypeError: a value of another kind.
    """
    match value:
        case None | bool() | np.bool_():
            return None if value is None else bool(value)
        case str():
            return str(value)
        case int() | np.integer():
            return int(value)
        case float() | np.floating():
            return float(value) if math.isfinite(value) else None
        case np.ndarray():
            return plain(value.tolist())
        case Measure():
            return value.to_json()
        case Mapping():
            return {str(key): plain(each) for key, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no JSON form")


def fields_of(result: DataclassInstance) -> dict[str, object]:
    """Every field of a dataclass by its name, each `plain`."""
    return {field.name: plain(getattr(result, field.name)) for field in fields(result)}
