"""`python -m library add | import | fetch | export | split | version | stats | label | ...`.

Exit status: 0 well, 1 a photo was not taken or a fault was found, 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from library import commands_files as files
from library import commands_photos as photos
from library.answer import SAID, Answer
from library.exporting import Form
from library.fetching import PAUSE_SECONDS
from library.library import Library
from library.querying import PAGE
from library.splits import Shares
from model.errors import TriageError
from model.photo import MAX_BYTES
from model.quality import TINY_SIDE

_Command = tuple[Callable[[Library, argparse.Namespace], Answer], str, str]
COMMANDS: dict[str, _Command] = {
    "add": (files.add, "add single photos", "add a.jpg --library L --label handcuffs "
            "--licence CC0-1.0 --by Anna --create"),
    "import": (files.import_, "import folders, zip files, lists and registers of findings",
               "import photos/ more.zip list.csv --library L --licence CC-BY-4.0 --by Anna"),
    "fetch": (files.fetch, "fetch photos from a CSV of addresses",
              "fetch addresses.csv --library L --by Anna"),
    "export": (files.export, "write photos as plain files",
               "export out/ --library L --form croissant --version 2026-11"),
    "split": (files.split, "divide by object and prove that nothing leaks",
              "split --library L --out lists/"),
    "version": (photos.version, "list, sign or verify versions of the dataset",
                "version --library L --sign 2026-11 --by Anna"),
    "stats": (photos.stats, "count photos and name gaps; write a datasheet",
              "stats --library L --datasheet datasheet.md"),
    "history": (photos.history, "list changes, newest first",
                "history --library L --photo 3f2a9c41"),
    "undo": (photos.undo, "take back the last change of a user", "undo --library L --by Anna"),
    "label": (photos.label, "label or review photos",
              "label 3f2a9c41 --library L --label handcuffs --by Anna"),
    "check": (photos.check, "prove every file and what was left over", "check --library L"),
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):  # any name can be printed on any terminal
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        with Library(options.library, create=getattr(options, "create", False)) as library:
            answer = options.run(library, options)
        text = json.dumps(answer.json, ensure_ascii=False) if options.json else None
        print("\n".join(answer.lines) if text is None else text)
        return int(answer.status)
    except TriageError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; what is confirmed is kept, run it again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m library",
        description="The trainer's library of photos: import, label, divide, sign, export.",
    )
    groups = parser.add_subparsers(required=True, metavar="COMMAND")
    made = {}
    for name, (run, text, example) in COMMANDS.items():
        command = groups.add_parser(
            name,
            help=text,
            description=f"{text[0].upper()}{text[1:]}.",
            epilog=f"example:\n  python -m library {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.set_defaults(run=run)
        command.add_argument(
            "--library", type=Path, required=True, metavar="FOLDER", help="the library's folder"
        )
        command.add_argument("--json", action="store_true", help="print JSON")
        made[name] = command
    _import_options(made)
    _export_options(made)
    _label_options(made)
    for name in ("export", "split", "version", "stats"):
        shares = Shares()
        made[name].add_argument("--val", type=float, default=shares.val, help="share, 0 to 1")
        made[name].add_argument("--test", type=float, default=shares.test, help="share, 0 to 1")
    return parser


def _import_options(made: dict[str, argparse.ArgumentParser]) -> None:
    made["add"].add_argument("files", nargs="+", type=Path, metavar="PHOTO")
    made["import"].add_argument("sources", nargs="*", type=Path, metavar="SOURCE")
    made["import"].add_argument(
        "--register", type=Path, metavar="FILE", help="a register of findings: kept pictures"
    )
    made["import"].add_argument(
        "--group-by-folder", action="store_true", help="<label>/<object>/<photo>"
    )
    made["fetch"].add_argument("list", type=Path, metavar="CSV")
    made["fetch"].add_argument(
        "--pause", type=float, default=PAUSE_SECONDS, help="seconds between questions to a host"
    )
    made["fetch"].add_argument(
        "--most-mb", type=float, default=MAX_BYTES / 1e6, help="megabytes of a photo"
    )
    made["fetch"].add_argument(
        "--allow-local", action="store_true", help="also addresses of a private network"
    )
    for name in ("add", "import", "fetch"):
        _taking_options(made[name])
    made["import"].set_defaults(label=None, group=None)
    made["fetch"].set_defaults(label=None, group=None)
    made["add"].add_argument("--label", metavar="CLASS", help="what they show")
    made["add"].add_argument("--group", metavar="OBJECT", help="all of one object")


def _taking_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", required=True, metavar="NAME", help="who does it")
    command.add_argument("--create", action="store_true", help="begin a library")
    for name in ("licence", "author", "source", "consent", "view", "place"):
        command.add_argument(f"--{name}", metavar="TEXT", help="where a row does not say")
    command.add_argument("--label-map", type=Path, metavar="TOML", help="their labels to ours")
    command.add_argument("--any-label", action="store_true", help="not the catalogue's alone")
    command.add_argument(
        "--also-label", action="append", default=[], metavar="LABEL", help="one more known label"
    )
    command.add_argument(
        "--least-side", type=int, default=TINY_SIDE, metavar="PX", help="longer side, at least"
    )
    command.add_argument(
        "--strip", action="store_true", help="store pictures without metadata, re-encoded"
    )
    command.add_argument("--keep-gps", action="store_true", help="keep the place on Earth")


def _export_options(made: dict[str, argparse.ArgumentParser]) -> None:
    exported = made["export"]
    exported.add_argument("out", type=Path, metavar="FOLDER", help="new or empty")
    exported.add_argument("--form", choices=list(Form), default=Form.MANIFEST, type=Form)
    exported.add_argument("--split", action="store_true", help="divide into train, val, test")
    exported.add_argument("--version", metavar="NAME", help="photos of a signed version")
    exported.add_argument("--all", action="store_true", help="also what training cannot use")
    exported.add_argument("--gps", action="store_true", help="write places on Earth")
    for name in ("name", "description", "creator", "url"):
        exported.add_argument(f"--{name}", metavar="TEXT", help="of the dataset, for Croissant")
    made["split"].add_argument("--out", type=Path, metavar="FOLDER", help="write lists there")
    version = made["version"]
    what = version.add_mutually_exclusive_group()
    what.add_argument("--sign", metavar="NAME", help="sign what there is now")
    what.add_argument("--verify", metavar="NAME", help="say what changed since")
    version.add_argument("--by", metavar="NAME", help="who signs")
    version.add_argument("--note", default="", metavar="TEXT", help="what it is for")
    version.add_argument("--reviewed-only", action="store_true", help="accepted labels alone")
    made["stats"].add_argument("--datasheet", type=Path, metavar="FILE", help="write Markdown")
    made["stats"].add_argument("--name", metavar="TEXT", help="of the dataset")
    made["stats"].add_argument(
        "--any-label", action="store_true", help="do not name classes without a photo"
    )


def _label_options(made: dict[str, argparse.ArgumentParser]) -> None:
    labelled = made["label"]
    labelled.add_argument("photos", nargs="+", metavar="SHA256", help="8 first digits at least")
    for name in SAID:
        labelled.add_argument(f"--{name}", metavar="TEXT")
    labelled.add_argument("--any-label", action="store_true", help="also a new class")
    labelled.add_argument("--cannot-tell", action="store_true")
    labelled.add_argument("--several-goods", action="store_true")
    labelled.add_argument("--box", nargs=4, type=float, metavar=("X", "Y", "W", "H"))
    judged = labelled.add_mutually_exclusive_group()
    judged.add_argument("--accept", action="store_true", help="as a second person")
    judged.add_argument("--reject", metavar="REASON", help="as a second person")
    labelled.add_argument("--based-on", type=int, metavar="N", help="version that was looked at")
    for name in ("label", "undo"):
        made[name].add_argument("--by", required=True, metavar="NAME", help="who does it")
    made["history"].add_argument("--photo", metavar="SHA256")
    made["history"].add_argument("--by", metavar="NAME", help="of one person")
    made["history"].add_argument("--limit", type=int, default=PAGE)
    made["history"].add_argument("--before", type=int, metavar="N", help="the next page")
    made["check"].add_argument("--mend", action="store_true", help="delete leftovers")


if __name__ == "__main__":
    sys.exit(main())
