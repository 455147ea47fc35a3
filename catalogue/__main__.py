"""`python -m catalogue check | list | show ID`: check the data, list the classes, read one."""

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from catalogue.load import DATA, Catalogue, CatalogueError, faults, load
from catalogue.page import page, record, row
from catalogue.visual_class import Kind


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: words after `python -m catalogue`; None takes those of the process.

    Returns:
        0 when it went well, 1 when a rule is broken or an id is unknown.
    """
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(load(options.folder), options))
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
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = _command(commands, "check", "check every file; print counts and version")
    check.set_defaults(run=_check)
    listing = _command(commands, "list", "list every class with its entries")
    listing.add_argument("--json", action="store_true", help="print a JSON array")
    listing.set_defaults(run=_list)
    show = _command(commands, "show", "read the page of one class")
    show.add_argument("id", metavar="ID", help="id of the class, such as handcuffs")
    show.add_argument("--json", action="store_true", help="print one JSON object")
    show.set_defaults(run=_show)
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str
) -> argparse.ArgumentParser:
    """One subcommand whose help text also heads its own `--help`."""
    return commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")


def _check(catalogue: Catalogue, options: argparse.Namespace) -> int:
    """Print one sentence for each fault, or the counts and the version."""
    found = faults(catalogue)
    for sentence in found:
        print(sentence, file=sys.stderr)
    if found:
        return 1
    counts = {kind: len(catalogue.ids(kind)) for kind in Kind}
    print(
        f"{counts[Kind.GOOD]} goods, {counts[Kind.LOOK_ALIKE]} look-alikes, "
        f"{counts[Kind.OTHER]} other; {len(catalogue.law.entries)} legal entries; "
        f"version {catalogue.version}"
    )
    return 0


def _list(catalogue: Catalogue, options: argparse.Namespace) -> int:
    """Print one line for each class, or a JSON array."""
    if options.json:
        _print_json([row(visual_class) for visual_class in catalogue.classes])
        return 0
    for visual_class in catalogue.classes:
        entries = ", ".join(entry.key for entry in visual_class.entries) or "-"
        print(
            f"{visual_class.id:<18} {visual_class.kind.value:<11} "
            f"{visual_class.status.value:<21} {entries:<32} {visual_class.name}"
        )
    return 0


def _show(catalogue: Catalogue, options: argparse.Namespace) -> int:
    """Print the page of one class, or a JSON object."""
    visual_class = catalogue[options.id]
    if options.json:
        _print_json(record(catalogue, visual_class))
    else:
        print(page(catalogue, visual_class), end="")
    return 0


def _print_json(value: object) -> None:
    """Readable JSON; names keep their own script."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


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
