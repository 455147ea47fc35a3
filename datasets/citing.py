"""Which signed version of a library a list of photos is of: a file beside the lists says so.

`version.json` holds the name and SHA-256 of the version and the SHA-256 of each list, so that a
list that was edited since is not cited as what was signed. The library writes it; training and
evaluation read it and copy it into what they make.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from datasets.samples import SampleError

FILE = "version.json"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LONGEST = 80  # of a version's name


@dataclass(frozen=True, slots=True)
class Cited:
    """A signed version, and one of its lists.

    Attributes:
        name: Of the version, in its library.
        sha256: Of the version, as it is cited.
        list: File name of the list that was read.
    """

    name: str
    sha256: str
    list: str

    def __post_init__(self) -> None:
        named = isinstance(self.name, str) and 0 < len(self.name) <= _LONGEST
        if not named or not isinstance(self.sha256, str) or not _SHA256.fullmatch(self.sha256):
            raise ValueError("a version has a name and a SHA-256 of 64 hex digits")

    def to_json(self) -> dict[str, str]:
        """JSON values."""
        return {"name": self.name, "sha256": self.sha256, "list": self.list}


def write(folder: Path, name: str, sha256: str) -> None:
    """Say beside the lists (`.csv`) of a folder which version they are of."""
    lists = {path.name: _digest(path) for path in sorted(folder.glob("*.csv"))}
    text = json.dumps({"name": name, "sha256": sha256, "lists": lists}, indent=1)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def cited(sources: Iterable[Path]) -> tuple[Cited, ...]:
    """The versions that lists are of; folders, and lists that no version names, give none.

    Raises:
        SampleError: A list was edited since, or what lies beside it cannot be read.
    """
    found = (_cited(source) for source in dict.fromkeys(sources) if source.is_file())
    return tuple(each for each in found if each is not None)


def _cited(source: Path) -> Cited | None:
    beside = source.parent / FILE
    if not beside.is_file():
        return None
    try:
        said = json.loads(beside.read_text(encoding="utf-8"))
        expected = said["lists"].get(source.name)
        found = Cited(said["name"], said["sha256"], source.name)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SampleError(
            f"{beside} cannot be read as the version of its lists; write the lists again, or take "
            "it away"
        ) from error
    if expected is None:
        return None
    if expected != _digest(source):
        raise SampleError(
            f"{source} was changed since version {found.name} was listed; write the lists again, "
            f"or take {FILE} away, so that nothing is cited"
        )
    return found


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
