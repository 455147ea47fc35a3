"""Which files hold texts of the interface, and which of their texts need no translation."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from wording.collect import collect
from wording.messages import FOLDER
from wording.places import shape

# Besides the pages: what they show of other parts in whole sentences.
OTHERS = (
    "model/quality.py",
    "model/fusion.py",
    "model/photo.py",
    "model/card_plane.py",
    "model/measuring.py",
    "quiz/deck.py",
    "reports/timestamp.py",
)
# How the files of the trainer's pages begin; inspectors never see these, nor carry their words.
TRAINERS = ("dataset", "label_", "label.", "labelling", "workbench")
OTHERS_OF_TRAINERS = (
    "datasets/library/imports.py",
    "datasets/library/lesson.py",
    "datasets/library/mistakes.py",
    "datasets/library/mistakes_told.py",
    "datasets/library/near.py",
    "datasets/library/opinions.py",
    "datasets/library/prints.py",
    "datasets/library/retraining.py",
    "datasets/library/reviewing.py",
    "datasets/library/splits.py",
    "datasets/library/strangers.py",
    "datasets/library/training_process.py",
    "datasets/library/trial_words.py",
    "datasets/library/withdrawing.py",
)
EXCEPTIONS = "exceptions.toml"
SENTENCE_END = re.compile(r"(?<=[.?!]) (?=[A-Z])")  # as the browser tells them apart


def sources(root: Path) -> tuple[Path, ...]:
    """The files of the inspector's pages to read, below the root of the repository."""
    pages = (path for path in _pages(root) if not path.name.startswith(TRAINERS))
    return (*pages, *(root / name for name in OTHERS))


def sources_of_trainers(root: Path) -> tuple[Path, ...]:
    """The files of the trainer's pages to read, below the root of the repository."""
    pages = (path for path in _pages(root) if path.name.startswith(TRAINERS))
    return (*pages, *(root / name for name in OTHERS_OF_TRAINERS))


def _pages(root: Path) -> list[Path]:
    return sorted((*(root / "pages").glob("*.py"), *(root / "pages").glob("*.js")))


def exceptions(folder: Path = FOLDER) -> Mapping[str, str]:
    """Text that needs no translation -> why; from `exceptions.toml`, grouped by reason."""
    table = tomllib.loads((folder / EXCEPTIONS).read_text(encoding="utf-8"))
    return {shape(text): its["why"] for its in table.values() for text in its["texts"]}


def untranslated(
    shapes: AbstractSet[str], paths: Iterable[Path], excepted: Mapping[str, str]
) -> Mapping[str, str]:
    """Texts that are covered neither whole nor sentence by sentence -> file.

    Args:
        shapes: of the messages of a language, `Words.shapes`.
        paths: of the files to read.
        excepted: texts that need no translation.
    """
    known = shapes | excepted.keys()
    found = collect(paths)
    return {
        text: file
        for text, file in found.items()
        if not _is_known(text, known)
        and not all(_is_known(each, known) for each in SENTENCE_END.split(text))
    }


def _is_known(text: str, known: AbstractSet[str]) -> bool:
    """Whether it is a message, or a message as a sentence, as the browser makes one of an error."""
    core = text.removesuffix(".")
    return text in known or (
        core != text and not known.isdisjoint({core, core[:1].lower() + core[1:]})
    )
