"""One way to write a value as text, so that equal values have equal hashes; and times."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from findings.errors import RefusedError

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def canonical(value: object) -> str:
    """JSON with sorted keys, no spaces and ASCII only.

    Floats are written in the fewest digits that read back as the same float; what has no such
    form (infinite, not a number) is refused.

    Raises:
        RefusedError: The value cannot be written, or would not read back as it was.
    """
    try:
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
        same = json.loads(text) == value
    except (TypeError, ValueError, RecursionError) as error:
        raise RefusedError("a value cannot be written as JSON; give plain finite values") from error
    if not same:
        raise RefusedError("a value would not read back as it was; use lists and text keys")
    return text


def moment(at: datetime) -> str:
    """A time as text, `2026-11-28T09:30:00Z`; these sort as the times do.

    Raises:
        RefusedError: See `check_moment`.
    """
    check_moment(at)
    return at.strftime(_MOMENT)


def parse_moment(text: str) -> datetime:
    """The inverse of `moment`.

    Raises:
        RefusedError: The text has another form.
    """
    try:
        at = datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    except (TypeError, ValueError) as error:
        raise RefusedError(
            f"{str(text)[:40]!r} is no time; write it like 2026-11-28T09:30:00Z"
        ) from error
    if moment(at) != text:  # strptime also takes single digits
        raise RefusedError(f"{text!r} is no time; write it like 2026-11-28T09:30:00Z")
    return at


def check_moment(at: datetime) -> None:
    """A time must be UTC, in whole seconds, in a year of four digits.

    Raises:
        RefusedError: It is not.
    """
    if not isinstance(at, datetime) or at.tzinfo is not UTC or at.microsecond or at.year < 1000:
        raise RefusedError(f"time {at} must be UTC in whole seconds; give datetime.now(UTC)")


def now() -> datetime:
    """This moment, UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)
