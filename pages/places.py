"""Whose law is asked, and of which day: names of the places, and what a person types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from catalogue.errors import CatalogueError
from catalogue.load import Catalogue
from catalogue.ruling import DEFAULT_JURISDICTION, Query

# Codes of the catalogue; UN and COE recommend and do not bind.
PLACES: Mapping[str, str] = MappingProxyType(
    {
        "EU": "European Union",
        "XI": "Northern Ireland",
        "GB": "Great Britain",
        "US": "United States",
        "UN": "United Nations (recommended)",
        "COE": "Council of Europe (recommended)",
    }
)


def place_name(code: str) -> str:
    """What people call a place; the code where the catalogue has a new one."""
    return PLACES.get(code, code)


def choices(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Name and code of every place whose law is stored, the Union first."""
    codes = sorted(catalogue.jurisdictions, key=lambda code: (code != DEFAULT_JURISDICTION, code))
    return [(place_name(code), code) for code in codes]


def query_of(place: str, day: str) -> Query:
    """Which law is asked.

    Args:
        place: code.
        day: as a person types it, `2024-05-01`; empty for the lists in force.

    Raises:
        CatalogueError: the day is no date.
    """
    text = day.strip()
    if not text:
        return Query(place)
    try:
        return Query(place, date.fromisoformat(text))
    except ValueError as error:
        raise CatalogueError(
            f"{text[:20]!r} is no date; write year, month and day, such as 2024-05-01"
        ) from error


def whose(query: Query) -> str:
    """Whose law is asked and of which day, in one line."""
    day = f"as of {query.as_of}" if query.as_of else "in force today"
    return f"Law asked: {place_name(query.jurisdiction)}, {day}."
