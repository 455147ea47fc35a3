"""The commands that work on a library of photos, for `python -m datasets`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from datasets.library import commands_files as files
from datasets.library import commands_looks as looking
from datasets.library import commands_mistakes as wrong
from datasets.library import commands_photos as photos
from datasets.library import commands_retraining as retraining
from datasets.library import commands_review as reviews
from datasets.library import commands_teaching as teaching
from datasets.library import commands_withdrawing as withdrawals
from datasets.library.answer import SAID, Answer
from datasets.library.exporting import Form
from datasets.library.fetching import PAUSE_SECONDS
from datasets.library.library import Library
from datasets.library.querying import PAGE
from datasets.library.splits import Shares
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
    "version": (photos.version, "list, sign or verify versions of the dataset",
                "version --library L --sign 2026-11 --by Anna"),
    "retrain": (retraining.retrain, "print the commands that train on a signed version",
                "retrain --library L --version 2026-11"),
    "teach": (teaching.teach, "teach a class from a few photos; accept, undo and list networks",
              "teach handcuffs --library L --by Anna"),
    "stats": (photos.stats, "count photos and name gaps; write a datasheet",
              "stats --library L --datasheet datasheet.md"),
    "history": (photos.history, "list changes, newest first",
                "history --library L --photo 3f2a9c41"),
    "undo": (photos.undo, "take back the last change of a user", "undo --library L --by Anna"),
    "label": (photos.label, "label or review photos",
              "label 3f2a9c41 --library L --label handcuffs --by Anna"),
    "review": (reviews.review, "list what waits for a second person; judge; print the agreement",
               "review 3f2a9c41 --library L --reject 'this is a toy' --by Ben"),
    "withdraw": (withdrawals.withdraw, "take photos or a whole import out for good; list what was",
                 "withdraw 3f2a9c41 --library L --by Anna --reason 'consent withdrawn' --yes"),
    "look": (looking.look, "show every photo to the network, and keep what it sees",
             "look --library L"),
    "duplicates": (looking.duplicates, "list near-duplicates; say which photos show one object",
                   "duplicates --library L --join 'cuff 1' 'cuff 2' --by Anna"),
    "errors": (wrong.errors, "list suspected label errors, outliers, bad pictures and shortcuts",
               "errors --library L --queue labels"),
    "rank": (wrong.rank, "put unlabelled photos in the order that teaches most",
             "rank --library L"),
    "strangers": (wrong.new_products, "list heaps of photos that nothing explains",
                  "strangers --library L --accept 1 --name shock_vest --by Anna"),
    "check": (photos.check, "prove every file and what was left over", "check --library L"),
}  # fmt: skip


def add_to(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    made = {name: _command(groups, name) for name in COMMANDS}
    _import_options(made)
    _export_options(made)
    _label_options(made)
    retraining.add_options(made["retrain"])
    reviews.add_options(made["review"])
    teaching.add_options(made["teach"])
    withdrawals.add_options(made["withdraw"])
    looking.add_options(made)
    wrong.add_options(made)
    for name in ("export", "version", "stats"):
        add_shares(made[name])


def add_shares(command: argparse.ArgumentParser) -> None:
    """Add the shares of the parts."""
    shares = Shares()
    command.add_argument("--val", type=float, default=shares.val, help="share, 0 to 1")
    command.add_argument("--test", type=float, default=shares.test, help="share, 0 to 1")


def run(options: argparse.Namespace) -> int:
    """Run a command; returns the exit status: 1 where a photo was not taken or a fault found.

    Raises:
        TriageError: a library, a file or a value that cannot be used.
    """
    with Library(options.library, create=getattr(options, "create", False)) as library:
        answer: Answer = options.on_library(library, options)
    text = json.dumps(answer.json, ensure_ascii=False) if options.json else None
    print("\n".join(answer.lines) if text is None else text)
    return int(answer.status)


def _command(
    groups: argparse._SubParsersAction[argparse.ArgumentParser], name: str
) -> argparse.ArgumentParser:
    on_library, text, example = COMMANDS[name]
    command = groups.add_parser(
        name,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=f"example:\n  uv run python -m datasets {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(on_library=on_library)
    library_options(command)
    return command


def library_options(command: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Add the options that every command on a library has."""
    command.add_argument(
        "--library", type=Path, required=required, metavar="FOLDER", help="the library's folder"
    )
    command.add_argument("--json", action="store_true", help="print JSON")


def _import_options(made: dict[str, argparse.ArgumentParser]) -> None:
    made["add"].add_argument("files", nargs="+", type=Path, metavar="PHOTO")
    made["import"].add_argument(
        "sources", nargs="*", type=Path, metavar="SOURCE", help="folder, zip file or list"
    )
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


_SAID = {
    "licence": "such as CC-BY-4.0; no photo is taken without one",
    "author": "who took the photos",
    "source": "an address, an archive or an authority",
    "consent": "of persons and owners who are shown, or why none is needed",
    "view": "such as front or worn",
    "place": "where they were taken, in words",
}


def _taking_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", required=True, metavar="NAME", help="who does it")
    command.add_argument("--create", action="store_true", help="begin a library")
    for name, words in _SAID.items():
        command.add_argument(f"--{name}", metavar="TEXT", help=f"{words}; a row may say otherwise")
    command.add_argument("--label-map", type=Path, metavar="TOML", help="their labels to ours")
    command.add_argument("--any-label", action="store_true", help="also of no known class")
    command.add_argument(
        "--also-label", action="append", default=[], metavar="LABEL", help="one more label to take"
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
    forms = [form.value for form in Form]
    exported.add_argument("--form", choices=forms, default=Form.MANIFEST.value, help="of files")
    exported.add_argument("--split", action="store_true", help="divide into train, val, test")
    exported.add_argument("--version", metavar="NAME", help="photos of a signed version")
    exported.add_argument("--all", action="store_true", help="also what training cannot use")
    exported.add_argument("--gps", action="store_true", help="write places on Earth")
    for name in ("name", "description", "creator", "url"):
        exported.add_argument(f"--{name}", metavar="TEXT", help="of the dataset, for Croissant")
    version = made["version"]
    what = version.add_mutually_exclusive_group()
    what.add_argument("--sign", metavar="NAME", help="sign what there is now")
    what.add_argument("--verify", metavar="NAME", help="say what changed since")
    version.add_argument("--by", metavar="NAME", help="who signs")
    version.add_argument("--note", default="", metavar="TEXT", help="what it is for")
    version.add_argument("--reviewed-only", action="store_true", help="accepted labels alone")
    version.add_argument(
        "--reviewed-here", action="store_true", help="and accepted here, not as an import said"
    )
    made["stats"].add_argument("--datasheet", type=Path, metavar="FILE", help="write Markdown")
    made["stats"].add_argument("--version", metavar="NAME", help="of a signed version")
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
