"""What the browser gets: the messages of every language as one JSON value.

Names of classes and lines of statuses come from `catalogue/languages/*.toml`; they are reused here,
not repeated in `wording/*.toml`, which wins where both have a text.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from catalogue.languages import Language, read_languages
from catalogue.load import DATA, Catalogue
from wording.messages import (
    ENGLISH,
    FOLDER,
    Counted,
    Translation,
    Words,
    load,
    load_questions,
    load_trainers,
)

FOREIGN = "foreign.toml"  # what Gradio itself shows to a browser of another language


def catalogue_languages(folder: Path = DATA) -> Mapping[str, Language]:
    """The languages of the catalogue by code: names of classes, lines of statuses."""
    files = sorted((folder / "languages").glob("*.toml"))
    return read_languages({f"languages/{path.name}": path.read_bytes() for path in files})


def names(catalogue: Catalogue, language: Language) -> dict[str, str]:
    """English name of a class -> its name in a language; gaps are left out."""
    every = ((each.name, language.names.get(each.id, "")) for each in catalogue.classes)
    return {english: name for english, name in every if name}


def statuses(languages: Mapping[str, Language], code: str) -> dict[str, str]:
    """English line of a status -> its line in a language."""
    lines = languages[ENGLISH].status
    own = languages[code].status
    return {lines[status]: own[status] for status in lines if status in own}


def foreign(folder: Path = FOLDER) -> dict[str, str]:
    """Text that Gradio shows in another language -> its English; the first English wins."""
    table = tomllib.loads((folder / FOREIGN).read_text(encoding="utf-8"))
    return {text: english for english, texts in reversed(table.items()) for text in texts}


def dictionary(catalogue: Catalogue, folder: Path = FOLDER, *, is_trainers: bool = False) -> str:
    """All of it as JSON that may stand inside a script.

    Args:
        catalogue: names the classes.
        folder: of the words.
        is_trainers: whether the words of the pages of the trainer come along.

    `english`: all keys. `languages`: code -> name, direction, decimal, stop, joins, and messages in
    the order of the keys, null where one lacks. `foreign`: see `foreign`.

    Raises:
        CatalogueError: a file is missing or breaks a rule.
    """
    languages, words = catalogue_languages(), load(folder)
    more = [load_questions(folder), *([load_trainers(folder)] if is_trainers else [])]
    told = {
        code: _all(catalogue, languages, its, [each[code] for each in more if code in each])
        for code, its in words.items()
    }
    keys = list(dict.fromkeys(key for messages in told.values() for key in messages))
    made = {
        "english": keys,
        "foreign": foreign(folder),
        "languages": {
            code: {
                "name": languages[code].name,
                "direction": languages[code].direction,
                "decimal": its.decimal,
                "stop": its.stop,
                "joins": dict(its.joins),
                "messages": [_plain(told[code].get(key)) for key in keys],
            }
            for code, its in words.items()
        },
    }
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", " ").replace("\u2029", " ")


def _all(
    catalogue: Catalogue,
    languages: Mapping[str, Language],
    words: Words,
    more: Sequence[Words],
) -> dict[str, Translation]:
    """Everything a language can say; its own messages before the catalogue's."""
    code = words.code
    return {
        **statuses(languages, code),
        **names(catalogue, languages[code]),
        **{key: said for each in more for key, said in each.messages.items()},
        **words.messages,
    }


def _plain(words: Translation | None) -> object:
    return {"by": words.by, **words.forms} if isinstance(words, Counted) else words
