"""`python -m wording check | collect`: are all texts of the interface translated?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from catalogue.errors import CatalogueError
from wording.messages import gaps, load, load_questions
from wording.sources import exceptions, sources, untranslated


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
    languages = load()
    lacking = gaps(languages)
    for code, words in languages.items():
        print(f"{code}: {len(words.messages)} messages, {len(lacking[code])} missing")
        for key in lacking[code]:
            print(f"  {key}")
    for code, words in load_questions().items():
        print(f"{code}: {len(words.messages)} questions and answers of the catalogue")
    return 1 if any(lacking.values()) else 0


def _collect(language: str | None) -> int:
    """Texts of the sources that no message covers, with the file they stand in."""
    found = 0
    for code, words in load().items():
        if language in (None, code):
            for text, file in untranslated(words, sources(Path.cwd()), exceptions()).items():
                print(f"{code}  {file}: {text}")
                found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
