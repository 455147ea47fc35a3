"""`python -m catalogue check | list | show | entry | search | ask | export | coverage`."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from catalogue import commands
from catalogue.load import DATA, Catalogue, CatalogueError, load
from catalogue.ruling import DEFAULT_JURISDICTION, Query

Command = Callable[[Catalogue, argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: words after `python -m catalogue`; None takes those of the process.

    Returns:
        0 when it went well, 1 when a rule is broken, an id is unknown or nothing was found.
    """
    options = _parser().parse_args(arguments)
    query = Query(
        getattr(options, "place", DEFAULT_JURISDICTION).upper(), getattr(options, "as_of", None)
    )
    try:
        return int(options.run(load(options.folder, query), options))
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    """The command line with its help."""
    parser = argparse.ArgumentParser(
        prog="python -m catalogue",
        description="The goods, their look-alikes and what the EU Anti-Torture Regulation says.",
    )
    parser.add_argument(
        "--folder", type=Path, default=DATA, help="folder of the data (default: this catalogue)"
    )
    groups = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command, text: str, *, law: bool = True) -> argparse.ArgumentParser:
        """One subcommand whose help text also heads its own `--help`."""
        made = groups.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        made.set_defaults(run=run)
        if law:
            _law_options(made)
        return made

    command("check", commands.check, "check every file; print counts and version", law=False)
    _json(command("list", commands.listing, "list every class with its entries"))
    show = _json(command("show", commands.show, "read the page of one class"))
    show.add_argument("id", metavar="ID", help="id of the class, such as handcuffs")
    entry = _json(command("entry", commands.entry, "read one entry and which classes reach it"))
    entry.add_argument("key", metavar="KEY", help="annex and item, such as 'II 2.4'")
    search = _json(command("search", commands.search, "search by words, codes or item numbers"))
    search.add_argument("words", nargs="+", help="words, trade name, CN or HS code, or item")
    search.add_argument("--limit", type=int, default=12, help="at most so many (default: 12)")
    ask = _json(command("ask", commands.ask, "answer the questions that decide, one by one"))
    ask.add_argument("id", metavar="ID", help="id of the class, such as handcuffs")
    ask.add_argument(
        "--answer", metavar="QUESTION=ANSWER", action="append", default=[], help="may be repeated"
    )
    export = command("export", commands.export, "write JSON and a printable field guide")
    export.add_argument("--out", required=True, help="folder to write to")
    coverage = command("coverage", commands.coverage, "tell which classes reach each entry")
    coverage.add_argument("--write", metavar="FILE", type=Path, help="write here instead")
    return parser


def _law_options(parser: argparse.ArgumentParser) -> None:
    """Which law is asked, and the language of names."""
    parser.add_argument(
        "--for",
        dest="place",
        metavar="PLACE",
        default=DEFAULT_JURISDICTION,
        help="whose law: EU, XI (Northern Ireland), GB, US, UN, COE (default: EU)",
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        type=_day,
        help="the law of this day, such as 2024-01-01 (default: in force)",
    )
    parser.add_argument(
        "--language",
        metavar="CODE",
        default=commands.ENGLISH,
        help="language of names and status lines: en, fr, es, ru, ar, zh, mn, de",
    )


def _json(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2024-01-01") from error


def _run() -> int:
    """Run as a program: a narrow console or a closed pipe must not end in a traceback."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console without, say, Chinese letters
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(_run())
