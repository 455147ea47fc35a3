"""What classes are called in other languages, so that one finds a class in one's own words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from wording.dictionary import catalogue_languages


@cache
def _languages() -> Mapping[str, Mapping[str, str]]:
    """Code of a language -> id of a class -> its name; gaps are left out."""
    return {code: dict(each.names) for code, each in catalogue_languages().items()}


def names_of(class_id: str) -> dict[str, str]:
    """Code of a language -> name of a class of the catalogue; empty for any other class."""
    return {code: its[class_id] for code, its in _languages().items() if its.get(class_id)}
