"""`python -m wording check | collect`: are all texts of the interface translated?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from catalogue.errors import CatalogueError
from wording.messages import CODES, TRAINERS, Words, gaps, load, load_questions, load_trainers
from wording.sources import exceptions, sources, sources_of_trainers, untranslated


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 when nothing is missing; 1 when something is; 2 when a file breaks a rule.
    """
    parser = argparse.ArgumentParser(prog="wording", description="Check the words of the pages.")
    parser.add_argument("command", choices=("check", "collect"))
    parser.add_argument("--language", help="collect for this code alone, such as fr")
    options = parser.parse_args(arguments)
    try:
        return _check() if options.command == "check" else _collect(options.language)
    except CatalogueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _check() -> int:
    missing = _counted(load(), "messages")
    trainers = load_trainers()
    missing += _counted(trainers, "messages of the trainer's pages")
    for code in CODES:
        if code not in trainers:
            print(f"{code}: wording/{TRAINERS}/{code}.toml is missing")
            missing += 1
    for code, words in load_questions().items():
        print(f"{code}: {len(words.messages)} questions and answers of the catalogue")
    return 1 if missing else 0


def _counted(languages: Mapping[str, Words], what: str) -> int:
    """Print how many each has, and what it lacks; returns how many are lacking."""
    lacking = gaps(languages)
    for code, words in languages.items():
        print(f"{code}: {len(words.messages)} {what}, {len(lacking[code])} missing")
        for key in lacking[code]:
            print(f"  {key}")
    return sum(map(len, lacking.values()))


def _collect(language: str | None) -> int:
    """Texts of the sources that no message covers, with the file they stand in."""
    found, root, excepted, trainers = 0, Path.cwd(), exceptions(), load_trainers()
    for code, words in load().items():
        if language not in (None, code):
            continue
        more = trainers[code].shapes if code in trainers else frozenset()
        missing = {
            **untranslated(words.shapes, sources(root), excepted),
            **untranslated(words.shapes | more, sources_of_trainers(root), excepted),
        }
        for text, file in missing.items():
            print(f"{code}  {file}: {text}")
        found += len(missing)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
