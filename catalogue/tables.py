"""Reads one TOML table by its known keys; every fault is a sentence that names the file."""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from catalogue.errors import CatalogueError


def parse(file: str, content: bytes) -> dict[str, object]:
    """Parse one TOML file.

    Args:
        file: relative name, for messages.
        content: UTF-8 bytes of the file.

    Raises:
        CatalogueError: the bytes are not UTF-8 or not TOML.
    """
    try:
        return tomllib.loads(content.decode("utf-8"))
    except ValueError as error:  # bad UTF-8, bad TOML, or a number of absurd length
        raise CatalogueError(f"{file}: not a readable TOML file ({error}); correct it.") from error


def nearest(word: str, allowed: Iterable[str], count: int = 1) -> tuple[str, ...]:
    """The allowed words most like this one, best first; at least one when any is allowed."""
    return tuple(difflib.get_close_matches(word, list(allowed), n=count, cutoff=0.0))


@dataclass(frozen=True, slots=True)
class Table:
    """One TOML table.

    Attributes:
        file: relative file name, for messages.
        values: what the parser gave.
        where: place inside the file, for messages, such as `in entry II 2.1`.
    """

    file: str
    values: Mapping[str, object]
    where: str = ""

    def fault(self, sentence: str) -> CatalogueError:
        """The error for a broken rule at this place of the file."""
        place = f" {self.where}" if self.where else ""
        return CatalogueError(f"{self.file}{place}: {sentence}")

    def allow(self, keys: Iterable[str]) -> None:
        """Raise CatalogueError for a key that is not allowed, naming the nearest allowed one."""
        allowed = tuple(keys)
        for key in self.values:
            if key not in allowed:
                best = nearest(key, allowed)[0]
                raise self.fault(f"unknown key {key!r}; the nearest allowed key is {best!r}.")

    def text(self, key: str, *, required: bool = True) -> str:
        """A text without blank ends; empty only when it is not required."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.fault(f"{key!r} must be a text in quotes, not {value!r}.")
        if value != value.strip():
            raise self.fault(f"{key!r} begins or ends with a blank; remove it.")
        if "\n" in value:
            raise self.fault(f"{key!r} holds a line break; write it on one line.")
        if required and not value:
            raise self.fault(f"{key!r} is missing or empty; give it a text.")
        return value

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of texts, none empty, none twice; empty only when it is not required."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(f"{key!r} must be a list of texts.")
        if required and not value:
            raise self.fault(f"{key!r} is missing or empty; give at least one text.")
        if not all(item.strip() for item in value):
            raise self.fault(f"{key!r} holds an empty text; remove or fill it.")
        if len(set(value)) < len(value):
            raise self.fault(f"{key!r} holds the same text twice; remove one.")
        return tuple(value)

    def day(self, key: str, *, required: bool = True) -> date | None:
        """A calendar date; None only when it is not required."""
        value = self.values.get(key)
        if value is None and not required:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fault(f"{key!r} must be a date such as 2025-08-20, not {value!r}.")
        return value

    def number(self, key: str) -> float | None:
        """A number; None when it is not given."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fault(f"{key!r} must be a number, not {value!r}.")
        return float(value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false; the default when it is not given."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.fault(f"{key!r} must be true or false, not {value!r}.")
        return value

    def known(self, word: str, allowed: Iterable[str], what: str) -> None:
        """Raise CatalogueError for a word that is not allowed, naming the nearest allowed one."""
        words = tuple(allowed)
        if word not in words:
            best = nearest(word, words)
            hint = f"; the nearest is {best[0]!r}" if best else ""
            raise self.fault(f"{what} {word!r} does not exist{hint}.")

    def tables(self, key: str, *, required: bool = True) -> tuple[Mapping[str, object], ...]:
        """A list of tables; empty only when it is not required."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.fault(f"{key!r} must be a list of tables.")
        if required and not value:
            raise self.fault(f"{key!r} is missing or empty; give at least one table.")
        return tuple(value)

    def table(self, key: str) -> Mapping[str, object]:
        """One table, not empty."""
        value = self.values.get(key)
        if not isinstance(value, dict) or not value:
            raise self.fault(f"{key!r} is missing, empty or no table; give it.")
        return value
