"""Which libraries are installed, in which version, and under which licence by their metadata."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from importlib import metadata
from typing import cast

_NAME = re.compile(r"[\w.-]+", re.ASCII)
_CLASSIFIER = "License :: "
_LONGEST = 80  # characters; a longer field is the text of a licence, not its name
NOT_STATED = "not stated in its metadata"


@dataclass(frozen=True, slots=True)
class Library:
    """One installed package that the program names as its own dependency.

    Attributes:
        name: as `pyproject.toml` writes it.
        version: the installed one.
        licence: what its metadata says.
    """

    name: str
    version: str
    licence: str

    def __post_init__(self) -> None:
        if not (self.name and self.version and self.licence):
            raise ValueError("a library needs name, version and licence")


@dataclass(frozen=True, slots=True)
class Project:
    """What `pyproject.toml` says of the program.

    Attributes:
        name: of the program.
        version: of the program.
        description: one sentence.
        licence: SPDX expression.
        needed: names of the libraries that it always needs.
        further: names of those of its extras.
    """

    name: str
    version: str
    description: str
    licence: str
    needed: tuple[str, ...]
    further: tuple[str, ...]

    def __post_init__(self) -> None:
        if not (self.name and self.version):
            raise ValueError("a project needs name and version")

    @classmethod
    def read(cls, text: str) -> Project | None:
        """From the text of `pyproject.toml`; None where it is empty."""
        if not text:
            return None
        project = tomllib.loads(text)["project"]
        extras = cast(Mapping[str, Sequence[str]], project.get("optional-dependencies", {}))
        needed = _names(project.get("dependencies", ()))
        further = _names([line for lines in extras.values() for line in lines])
        return cls(
            project["name"],
            project["version"],
            project.get("description", ""),
            project.get("license", ""),
            needed,
            tuple(name for name in further if name not in needed),
        )


def _names(requirements: Sequence[str]) -> tuple[str, ...]:
    """`numpy==2.4.6` -> `numpy`; each once, sorted."""
    found = (_NAME.match(line) for line in requirements)
    return tuple(sorted({match.group() for match in found if match}))


def installed(names: Sequence[str]) -> tuple[Library, ...]:
    """Those of the libraries that are installed."""
    found = []
    for name in names:
        try:
            about = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # an extra that nobody installed is no part of this program
        found.append(Library(name, about.version, licence_of(cast(Message, about.metadata))))
    return tuple(found)


def licence_of(about: Message) -> str:
    """The licence by the metadata: expression (PEP 639), else a short name, else classifiers."""
    expression = about.get("License-Expression")
    if expression:
        return str(expression)
    field = str(about.get("License") or "").strip()
    if field and "\n" not in field and len(field) <= _LONGEST and field.upper() != "UNKNOWN":
        return field
    lines = (str(line) for line in about.get_all("Classifier") or ())
    named = [line.split(" :: ")[-1] for line in lines if line.startswith(_CLASSIFIER)]
    return ", ".join(dict.fromkeys(named)) or NOT_STATED
