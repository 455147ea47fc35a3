"""What may be stored of a photo: limits with their reasons, and the shapes of text."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import datetime

from datasets.library.errors import RefusedError
from model.errors import shown

LONGEST_NAME = 120  # characters; the longest names in passports have 39 a part (ICAO Doc 9303)
LONGEST_TEXT = 2000  # characters; an address that all browsers take, or words on consent
LONGEST_REASON = 1000  # characters; why a label was rejected
LONGEST_LABEL = 80  # characters; as an id of the catalogue, and short enough for a folder

# A label names a folder on export, on every system: no separator, no leading or trailing dot.
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.+-]*[A-Za-z0-9_+-])?")
FLAG = re.compile(r"[a-z][a-z_]{0,39}")
SHA256 = re.compile(r"[0-9a-f]{64}")


def require(holds: bool, sentence: str) -> None:
    """Raise RefusedError with the sentence unless the rule holds."""
    if not holds:
        raise RefusedError(sentence)


def check_text(text: str, name: str, longest: int = LONGEST_TEXT) -> None:
    """One line of free text that UTF-8 can write; may be empty.

    Raises:
        RefusedError: The text breaks a rule.
    """
    require(isinstance(text, str), f"{name} must be text")
    require(
        len(text) <= longest,
        f"{name} has {len(text)} characters, more than the {longest} allowed; shorten it",
    )
    require(text == text.strip(), f"{name} begins or ends with a space; remove it")
    for place, mark in enumerate(text, 1):
        if unicodedata.category(mark) in ("Cc", "Cs", "Zl", "Zp"):
            raise RefusedError(
                f"{name} has a character that is no writing (U+{ord(mark):04X}) at place {place}; "
                "remove it"
            )


def check_named(text: str, name: str, longest: int = LONGEST_NAME) -> None:
    """As `check_text`, and not empty."""
    check_text(text, name, longest)
    require(bool(text.strip()), f"{name} is empty; fill it in")


def is_label(text: object) -> bool:
    """Whether a text can be a label."""
    return isinstance(text, str) and len(text) <= LONGEST_LABEL and bool(LABEL.fullmatch(text))


def check_label(text: str, name: str = "label") -> None:
    """An id: ASCII letters, digits and a few marks, as it names a folder too."""
    require(is_label(text), f"{name} {shown(str(text))!r} must be an id such as handcuffs")


def check_sha256(text: str, name: str) -> None:
    """64 lower-case hex digits."""
    fits = isinstance(text, str) and SHA256.fullmatch(text) is not None
    require(fits, f"{name} {shown(str(text))!r} must be a SHA-256 of 64 hex digits")


def check_number(value: float, name: str, low: float, high: float) -> None:
    """A finite number within bounds, both included."""
    fits = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    require(
        fits and low <= value <= high, f"{name} {value!r} must be a number of {low:g} to {high:g}"
    )


def check_taken(text: str) -> None:
    """A day, or a day and a time with or without a zone, as ISO 8601 writes them."""
    try:
        datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise RefusedError(
            f"date taken {shown(str(text))!r} must be like 2026-11-28 or 2026-11-28T09:30:00"
        ) from error
