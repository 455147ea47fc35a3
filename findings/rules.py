"""What may be stored: limits with their reasons, and the shapes of codes and text."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sized

from findings.countries import COUNTRIES, INSTEAD
from findings.errors import RefusedError

LONGEST_NOTE = 10_000  # characters; five printed pages, more is a document of its own
LONGEST_NAME = 120  # characters; the longest names in passports have 39 a part (ICAO Doc 9303)
LONGEST_REFERENCE = 100  # characters; an MRN has 18, a UCR 35, people write two or three
LONGEST_POST = 120  # characters; names of customs offices end near 70
LONGEST_WORD = 80  # characters; ids and names of models
LONGEST_ANSWER = 300  # characters; the words on a button of the catalogue
MOST_PHOTOS = 40  # of one object; nobody looks at more
MOST_CANDIDATES = 1000  # the catalogue has 107 classes
MOST_ANSWERS = 100  # the longest path through a tree asks nine
MOST_TRANSIT = 20  # countries; a road across Asia and Europe passes about ten
LONGEST_MM = 1e6  # a kilometre; no good is longer

WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]*")
SHA256 = re.compile(r"[0-9a-f]{64}")
CN_CODE = re.compile(r"[0-9]{4,10}")  # HS heading to TARIC code
PLACE = re.compile(r"[A-Z]{2,3}")  # jurisdictions of `catalogue.ruling.Query`
_BREAKS = {"\n", "\r", "\t"}


def require(holds: bool, sentence: str) -> None:
    """Raise RefusedError with the sentence unless the rule holds."""
    if not holds:
        raise RefusedError(sentence)


def check_text(text: str, name: str, longest: int, *, breaks: bool = False) -> None:
    """Free text that UTF-8 can write and a terminal can show.

    Args:
        text: Hostile until checked.
        name: What to call it in an error.
        longest: In characters.
        breaks: Whether line breaks and tabs are allowed.

    Raises:
        RefusedError: The text breaks a rule.
    """
    require(isinstance(text, str), f"{name} must be text")
    require(
        len(text) <= longest,
        f"{name} has {len(text)} characters, more than the {longest} allowed; shorten it",
    )
    for place, mark in enumerate(text, 1):
        if unicodedata.category(mark) in ("Cc", "Cs") and not (breaks and mark in _BREAKS):
            raise RefusedError(
                f"{name} has a character that is no writing (U+{ord(mark):04X}) at place {place}; "
                "remove it"
            )


def check_named(text: str, name: str, longest: int) -> None:
    """As `check_text`, and not empty."""
    check_text(text, name, longest)
    require(bool(text.strip()), f"{name} is empty; fill it in")


def check_word(text: str, name: str) -> None:
    """An id: ASCII letters, digits and a few marks."""
    fits = isinstance(text, str) and len(text) <= LONGEST_WORD and WORD.fullmatch(text) is not None
    require(fits, f"{name} {str(text)[:LONGEST_WORD]!r} must be an id such as handcuffs")


def check_sha256(text: str, name: str) -> None:
    """64 lower-case hex digits."""
    fits = isinstance(text, str) and SHA256.fullmatch(text) is not None
    require(fits, f"{name} {str(text)[:LONGEST_WORD]!r} must be a SHA-256 of 64 hex digits")


def check_country(code: str, name: str) -> None:
    """ISO 3166-1 alpha-2, and what customs use beside it (`findings.countries`)."""
    shown = str(code)[:LONGEST_WORD]
    hint = INSTEAD.get(shown.upper()) or (shown.upper() if shown.upper() in COUNTRIES else "")
    require(
        isinstance(code, str) and code in COUNTRIES,
        f"{name} {shown!r} is no ISO 3166-1 alpha-2 code; "
        + (f"write {hint}" if hint else "write one such as CN, TR or DE"),
    )


def check_cn(code: str) -> None:
    """A declared code of 4 to 10 digits, without spaces."""
    fits = isinstance(code, str) and CN_CODE.fullmatch(code) is not None
    require(
        fits,
        f"CN code {str(code)[:LONGEST_WORD]!r} must have 4 to 10 digits and nothing else, "
        "such as 73269098",
    )


def check_number(value: float, name: str, low: float, high: float) -> None:
    """A finite number within bounds, both included."""
    fits = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    require(
        fits and low <= value <= high, f"{name} {value!r} must be a number of {low:g} to {high:g}"
    )


def check_count(things: Sized, name: str, most: int) -> None:
    """A tuple of limited length."""
    require(isinstance(things, tuple), f"{name} must be a tuple")
    require(len(things) <= most, f"{len(things)} {name}, at most {most} are kept; leave some out")
