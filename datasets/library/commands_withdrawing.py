"""The command `withdraw`: take photos out for good, or list those that were taken out."""

from __future__ import annotations

import argparse

from datasets.library import withdrawing
from datasets.library.answer import Answer, shown_line
from datasets.library.errors import RefusedError
from datasets.library.library import Library
from datasets.library.withdrawing import Affected


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "photos", nargs="*", metavar="SHA256", help="8 first digits at least; none: list them"
    )
    command.add_argument("--by", default="", metavar="NAME", help="who withdraws")
    command.add_argument(
        "--reason", default="", metavar="TEXT", help="kept for ever; name no person who is shown"
    )
    command.add_argument("--yes", action="store_true", help="do it; it cannot be undone")


def withdraw(library: Library, options: argparse.Namespace) -> Answer:
    """Withdraw photos, say what that would touch, or list the withdrawn."""
    if not options.photos:
        if options.yes or options.by or options.reason:
            raise RefusedError("name the photos to withdraw by their SHA-256")
        return _listed(library)
    if not options.yes:
        return _asked(withdrawing.affected(library, options.photos))
    touched = withdrawing.withdraw(library, options.photos, options.by, options.reason)
    lines = (f"{_names(touched)} withdrawn for good", *touched.sentences())
    return Answer(lines, {"withdrawn": list(touched.photos), **_json(touched)})


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
