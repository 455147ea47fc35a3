"""Numbers as people read them; what is not defined is said to be not defined."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from evaluation.bootstrap import Estimate
from evaluation.metrics import Share
from model.errors import shown

NOT_DEFINED = "not defined"
NOT_MEASURED = "not measured"
DASH = "–"
_GAP = "\u00a0"  # no line ends between a number and its unit
_ENDING = {"class": "classes", "box": "boxes"}


def percent(rate: float, places: int = 1) -> str:
    """`80.2 %` of 0.802."""
    return f"{_signed(100 * rate, f'.{places}f')}{_GAP}%" if math.isfinite(rate) else NOT_DEFINED


def _signed(value: float, form: str) -> str:
    """A number with a minus sign that is as wide as a plus; a hyphen would break the line."""
    return f"{value:{form}}".replace("-", "−")


def number(value: float, places: int = 3) -> str:
    """A number with so many decimals."""
    if math.isinf(value):
        return "infinite" if value > 0 else "minus infinite"
    return _signed(value, f".{places}f") if math.isfinite(value) else NOT_DEFINED


def points(difference: float, places: int = 1) -> str:
    """`+1.2` of 0.012: a difference of shares in points of a hundred."""
    return _signed(100 * difference, f"+.{places}f") if math.isfinite(difference) else NOT_DEFINED


def count(n: int) -> str:
    """`1,234`."""
    return f"{n:,}"


def counted(n: int, thing: str) -> str:
    """`1 picture`, `1,234 pictures`."""
    many = _ENDING.get(thing, f"{thing}s")
    return f"{count(n)}{_GAP}{thing if n == 1 else many}"


def interval(low: float, high: float) -> str:
    """`77.4 to 82.7` of two shares; empty where there is no interval."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    return f"{number(100 * low, 1)} to {number(100 * high, 1)}"


def range_of(low: float, high: float) -> str:
    """`0.965 to 0.994`; empty where there is no interval."""
    return f"{number(low)} to {number(high)}" if math.isfinite(low) else ""


def brief(found: Share) -> str:
    """`80.2 % (716 of 893)`; a dash for none."""
    return f"{percent(found.rate)} ({out_of(found)})" if found.of else DASH


def share(found: Share) -> str:
    """`80.2 % (716 of 893; 95 %: 77.4 to 82.7)`."""
    if not found.of:
        return f"{NOT_MEASURED} (no picture)"
    return f"{percent(found.rate)} ({out_of(found)}; 95{_GAP}%: {interval(*found.interval)})"


def out_of(found: Share) -> str:
    """`716 of 893`."""
    return f"{count(found.hits)} of {count(found.of)}"


def estimate(found: Estimate, as_percent: bool = True) -> str:
    """`75.1 % (95 %: 70.0 to 80.3)`, or a plain number with its interval."""
    if not math.isfinite(found.value):
        return NOT_DEFINED
    value = percent(found.value) if as_percent else number(found.value)
    if not math.isfinite(found.low):
        return f"{value} (no interval: {counted(found.groups, 'object')})"
    within = (
        interval(found.low, found.high)
        if as_percent
        else f"{number(found.low)} to {number(found.high)}"
    )
    return f"{value} (95{_GAP}%: {within})"


def plain_name(name: str) -> str:
    """`unknown label` of `unknown_label`: a name of our own, for a sentence."""
    return name.replace("_", " ")


def shortened(name: str, most: int) -> str:
    """A name for a small place: marks that do not print are replaced, the middle is left out."""
    clean = shown(name)
    if len(clean) <= most:
        return clean
    half = (most - 1) // 2
    return f"{clean[: most - 1 - half]}…{clean[-half:]}"


def sentence(words: str) -> str:
    """The same, with a capital first."""
    return words[:1].upper() + words[1:]


def isolated(name: str) -> str:
    """A name of any script, which leaves the order of what stands round it alone.

    It is set apart by U+2068 and U+2069 where it has letters that run from right to left.
    """
    if any(unicodedata.bidirectional(mark) in {"R", "AL"} for mark in name):
        return f"\u2068{name}\u2069"
    return name


def listed(names: Sequence[str], most: int = 12, further: int = 0) -> str:
    """`a, b and 3 more`; `further` are those that have no name here."""
    its = [isolated(name) for name in names[:most]]
    more = len(names) - len(its) + further
    return f"{', '.join(its)} and {count(more)} more" if more else ", ".join(its)
