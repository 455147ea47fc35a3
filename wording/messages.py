"""Reads and checks `<code>.toml`: the words of the interface in one language.

A message is `"English" = "translation"`. Where a language counts in several ways its value is a
table: `by` names the number that decides, `one`, `few`, `many`, `other` and so on (the categories
of Unicode's plural rules) hold the words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue.errors import CatalogueError
from wording.places import is_specific, name_of, places, shape

FOLDER = Path(__file__).parent
QUESTIONS = "questions"  # folder of what the catalogue asks, in the same form
TRAINERS = "trainers"  # folder of what the pages of the trainer say more
ENGLISH = "en"
CODES = ("fr", "es", "ru", "ar", "zh", "mn", "de")  # besides English, as the chooser lists them
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
DECIMALS = (".", ",")
JOINS = ("or", "and", "comma")
UNREVIEWED = "Drafted by a language model; no native speaker has checked these translations yet."
_KEYS = {"review", "decimal", "stop", "joins", "messages"}
_STRAY = re.compile(r"^\s|\s$|\s\s|[\t\n\r]")  # no-break spaces inside are French punctuation
_MARKUP = re.compile(r"[<>]|&[a-z]+;")


@dataclass(frozen=True, slots=True)
class Counted:
    """Words that depend on a number.

    Attributes:
        by: name of the place whose number decides.
        forms: plural category -> words; `other` is always there.
    """

    by: str
    forms: Mapping[str, str]

    def __post_init__(self) -> None:
        if "other" not in self.forms:
            raise ValueError("'other' is missing")
        unknown = sorted(set(self.forms) - set(CATEGORIES))
        if unknown:
            raise ValueError(f"{', '.join(unknown)}: none of {', '.join(CATEGORIES)}")


Translation = str | Counted


@dataclass(frozen=True, slots=True)
class Words:
    """The interface in one language.

    Attributes:
        code: such as `fr`; the name of the file.
        review: who checked the translations, or that nobody who speaks it did.
        decimal: sign between whole and part of a number; digits stay Western everywhere.
        stop: what ends a sentence.
        joins: what stands between the members of a list: `or`, `and`, `comma`.
        messages: English -> translation.
    """

    code: str
    review: str
    decimal: str
    stop: str
    joins: Mapping[str, str]
    messages: Mapping[str, Translation]

    def __post_init__(self) -> None:
        if not self.review:
            raise ValueError("'review' must say who checked it, or that nobody did")
        if not self.stop:
            raise ValueError("'stop' is empty")
        if self.decimal not in DECIMALS:
            raise ValueError(f"decimal {self.decimal!r} is none of {', '.join(DECIMALS)}")
        if tuple(sorted(self.joins)) != tuple(sorted(JOINS)):
            raise ValueError(f"'joins' needs {', '.join(JOINS)}")
        found = [fault for english, words in self.messages.items() for fault in _of(english, words)]
        if found:
            raise ValueError(f"{len(found)} faults, such as: " + "; ".join(found[:5]))

    @property
    def shapes(self) -> frozenset[str]:
        """What it translates, with nameless places (`places.shape`)."""
        return frozenset(map(shape, self.messages))


def _of(english: str, words: Translation) -> Iterator[str]:
    """What is wrong with a message, in sentences."""
    named = f"{english[:60]!r}"
    if not is_specific(english):
        yield f"{named} says too little beside its open places and would match other texts"
    counted = words if isinstance(words, Counted) else None
    if counted and counted.by not in map(name_of, places(english)):
        yield f"{named} counts by {counted.by!r}, which is none of its places"
    for text in (english, *(counted.forms.values() if counted else (str(words),))):
        if not text or _STRAY.search(text):
            yield f"{named}: {text[:40]!r} is empty or has stray blanks"
        if _MARKUP.search(text):
            yield f"{named}: {text[:40]!r} has markup"
        needed, had = sorted(places(english)), sorted(places(text))
        optional = [f"{{#{counted.by}}}"] if counted else []  # "one photo" needs no 1
        if had != needed and sorted(had + optional) != needed:
            yield f"{named}: {text[:40]!r} must have each of {', '.join(needed) or 'no place'} once"


def read(code: str, text: str, folder: str = "wording") -> Words:
    """One language.

    Args:
        code: of the language.
        text: of its file.
        folder: where the file lies, for what is said of a fault.

    Raises:
        CatalogueError: a rule is broken; the sentence names file and rule.
    """
    file = f"{folder}/{code}.toml"
    try:
        table = tomllib.loads(text)
        unknown = sorted(set(table) - _KEYS)
        if unknown:
            raise ValueError(f"{', '.join(unknown)}: no key of this file")
        messages = {key: _translation(value) for key, value in table["messages"].items()}
        return Words(
            code, table["review"], table["decimal"], table["stop"], table["joins"], messages
        )
    except KeyError as error:
        raise CatalogueError(f"{file}: {error} is missing.") from error
    except (ValueError, TypeError) as error:
        raise CatalogueError(f"{file}: {error}.") from error


def _translation(value: object) -> Translation:
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is neither text nor a table of forms")
    forms = {key: str(words) for key, words in value.items() if key != "by"}
    return Counted(str(value.get("by", "")), forms)


def load(folder: Path = FOLDER) -> Mapping[str, Words]:
    """Every language besides English, by code.

    Raises:
        CatalogueError: a file is missing or breaks a rule.
    """
    found = {}
    for code in CODES:
        path = folder / f"{code}.toml"
        if not path.is_file():
            raise CatalogueError(f"wording/{code}.toml is missing; restore it.")
        found[code] = read(code, path.read_text(encoding="utf-8"))
    return found


def load_questions(folder: Path = FOLDER) -> Mapping[str, Words]:
    """The questions of the catalogue and their answers, in the languages that have them, by code.

    Raises:
        CatalogueError: a file breaks a rule.
    """
    return _below(folder, QUESTIONS)


def load_trainers(folder: Path = FOLDER) -> Mapping[str, Words]:
    """What the pages of the trainer say beside the rest, in the languages that have it, by code.

    Raises:
        CatalogueError: a file breaks a rule.
    """
    return _below(folder, TRAINERS)


def _below(folder: Path, name: str) -> Mapping[str, Words]:
    files = sorted((folder / name).glob("*.toml"))
    named = f"wording/{name}"
    return {f.stem: read(f.stem, f.read_text(encoding="utf-8"), named) for f in files}


def gaps(languages: Mapping[str, Words]) -> Mapping[str, tuple[str, ...]]:
    """What some language has and another lacks, by the code of the one that lacks it."""
    every = dict.fromkeys(key for words in languages.values() for key in words.messages)
    return {
        code: tuple(key for key in every if key not in words.messages)
        for code, words in languages.items()
    }
