"""Which files hold texts of the interface, and which of their texts need no translation."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from wording.collect import collect
from wording.messages import FOLDER, Words
from wording.places import shape

# Besides the pages: what they show of other parts in whole sentences.
OTHERS = (
    "model/quality.py",
    "model/fusion.py",
    "model/photo.py",
    "model/card_plane.py",
    "model/measuring.py",
    "quiz/deck.py",
)
# The trainer's pages are in English until their words have settled; inspectors never see them.
ENGLISH_ALONE = ("dataset", "label_", "label.", "labelling", "workbench")
EXCEPTIONS = "exceptions.toml"
SENTENCE_END = re.compile(r"(?<=[.?!]) (?=[A-Z])")  # as the browser tells them apart


def sources(root: Path) -> tuple[Path, ...]:
    """The files to read, below the root of the repository."""
    found = sorted((*(root / "pages").glob("*.py"), *(root / "pages").glob("*.js")))
    pages = (path for path in found if not path.name.startswith(ENGLISH_ALONE))
    return (*pages, *(root / name for name in OTHERS))


def exceptions(folder: Path = FOLDER) -> Mapping[str, str]:
    """Text that needs no translation -> why; from `exceptions.toml`, grouped by reason."""
    table = tomllib.loads((folder / EXCEPTIONS).read_text(encoding="utf-8"))
    return {shape(text): its["why"] for its in table.values() for text in its["texts"]}


def untranslated(
    words: Words, paths: Iterable[Path], excepted: Mapping[str, str]
) -> Mapping[str, str]:
    """Texts that a language covers neither whole nor sentence by sentence -> file."""
    known = words.shapes | excepted.keys()
    found = collect(paths)
    return {
        text: file
        for text, file in found.items()
        if text not in known and not all(each in known for each in SENTENCE_END.split(text))
    }
