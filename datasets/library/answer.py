"""What every command gives back, and what several share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.errors import CatalogueError
from catalogue.load import load
from datasets.library.errors import SourceError

# Fields that an option of the same name sets.
SAID = ("label", "group", "view", "source", "author", "licence", "consent", "place")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command says: lines for a person, the same as JSON, and the exit status."""

    lines: tuple[str, ...]
    json: object
    status: int = 0


def known_labels() -> tuple[str, ...]:
    """The classes of the catalogue."""
    try:
        return load().ids()
    except CatalogueError as error:
        raise SourceError(f"the catalogue cannot be read: {error}") from error


def counted(counts: Mapping[str, int]) -> str:
    """Such as `train 8, test 2`."""
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def shown_line(text: str) -> str:
    """Text for one line of a terminal."""
    return "".join(mark if mark.isprintable() else "\ufffd" for mark in text)
