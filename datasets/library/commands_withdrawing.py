"""The command `withdraw`: take photos or an import out for good; list what was, and imports."""

from __future__ import annotations

import argparse
import dataclasses

from datasets.library import imports, withdrawing
from datasets.library.answer import Answer, shown_line
from datasets.library.errors import RefusedError
from datasets.library.imports import Undoing
from datasets.library.library import Library
from datasets.library.withdrawing import Affected


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "photos", nargs="*", metavar="SHA256", help="8 first digits at least; none: list them"
    )
    command.add_argument(
        "--import", dest="of_import", nargs="?", type=int, const=0, metavar="N",
        help="all that import N brought; without N: list the last imports",
    )  # fmt: skip
    command.add_argument(
        "--signed-too", action="store_true", help="of an import also what signed versions list"
    )
    command.add_argument(
        "--count", type=int, metavar="N",
        help="of an import, with --yes: how many photos go, as it was told before",
    )  # fmt: skip
    command.add_argument("--by", default="", metavar="NAME", help="who withdraws")
    command.add_argument(
        "--reason", default="", metavar="TEXT", help="kept for ever; name no person who is shown"
    )
    command.add_argument("--yes", action="store_true", help="do it; it cannot be undone")


def withdraw(library: Library, options: argparse.Namespace) -> Answer:
    """Withdraw photos or an import, say what that would touch, or list the withdrawn."""
    if options.of_import is not None:
        return _import(library, options)
    if options.signed_too or options.count is not None:
        raise RefusedError("--signed-too and --count are of an import; name it with --import")
    if not options.photos:
        if options.yes or options.by or options.reason:
            raise RefusedError("name the photos to withdraw by their SHA-256")
        return _listed(library)
    if not options.yes:
        return _asked(withdrawing.affected(library, options.photos))
    touched = withdrawing.withdraw(library, options.photos, options.by, options.reason)
    lines = (f"{_names(touched)} withdrawn for good", *touched.sentences())
    return Answer(lines, {"withdrawn": list(touched.photos), **_json(touched)})


def _import(library: Library, options: argparse.Namespace) -> Answer:
    """Undo an import, say what that would touch, or list imports."""
    if options.photos:
        raise RefusedError("name photos or an import, not both")
    if not options.of_import:
        if options.yes or options.by or options.reason or options.signed_too or options.count:
            raise RefusedError("name the import by its number, such as --import 12")
        return _imports(library)
    if not options.yes:
        return _import_asked(imports.undoing(library, options.of_import), options)
    if options.count is None:  # a slip in the number must not empty a library
        raise RefusedError("say with --count how many photos go; without --yes you are told")
    made = imports.undo(
        library,
        options.of_import,
        options.by,
        options.reason,
        signed_too=options.signed_too,
        told=options.count,
    )
    head = f"import {made.of.number} is undone: {made.of.there} photos withdrawn for good"
    lines = (head, *made.touched.sentences())
    whole = {"withdrawn": list(made.touched.photos), **_json(made.touched)}
    return Answer(lines, {**whole, **_import_json(made)})


def _import_asked(made: Undoing, options: argparse.Namespace) -> Answer:
    too = " --signed-too" if made.signed and not options.signed_too else ""
    count = len(made.touched.photos)
    lines = (
        f"Import {made.of.number} of {made.of.by} on {made.of.at} would be undone.",
        *made.counts(),
        *made.touched.sentences(),
        withdrawing.NO_WAY_BACK,
        imports.CHANGE_INSTEAD,
        f"Nothing was done; add --yes --count {count}{too} to do it.",
    )
    whole = {"withdrawn": [], **_json(made.touched), **_import_json(made)}
    return Answer(tuple(map(shown_line, lines)), whole, 2)


def _import_json(made: Undoing) -> dict[str, object]:
    return {
        "import": made.of.number,
        "photos": list(made.touched.photos),
        "labelled": made.labelled,
        "signed": list(made.signed),
    }


def _imports(library: Library) -> Answer:
    found = imports.every(library)
    lines = tuple(
        shown_line(f"{each.number}  {each.at}  {each.by}  {each.photos} photos")
        + (f", {each.photos - each.there} withdrawn" if each.there < each.photos else "")
        for each in found
    )
    return Answer(lines or ("no import",), [dataclasses.asdict(each) for each in found])


def _asked(touched: Affected) -> Answer:
    lines = (
        f"{_names(touched)} would be withdrawn.",
        *touched.sentences(),
        withdrawing.NO_WAY_BACK,
        "Nothing was done; add --yes to do it.",
    )
    return Answer(lines, {"withdrawn": [], **_json(touched)}, 2)


def _listed(library: Library) -> Answer:
    found = withdrawing.withdrawn(library)
    lines = tuple(
        shown_line(f"{one.sha256[:12]}  {one.at}  {one.by}  {one.reason}")
        + ("  (bytes may still lie on the disk)" if one.due else "")
        for one in found
    )
    rows = [
        {"sha256": one.sha256, "original_sha256": one.original_sha256, "at": one.at,
         "by": one.by, "reason": one.reason, "due": one.due}
        for one in found
    ]  # fmt: skip
    return Answer(lines or ("no photo was withdrawn",), rows)


def _names(touched: Affected) -> str:
    return ", ".join(sha256[:12] for sha256 in touched.photos)


def _json(touched: Affected) -> dict[str, list[str]]:
    return {
        "versions": list(touched.versions),
        "networks": list(touched.networks),
        "same_object": list(touched.same_object),
    }
