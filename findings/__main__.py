"""`python -m findings verify | head | search | export | retain | expire | delete | rebuild`.

Exit status: 0 well, 1 a problem was found in the register, 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from catalogue.law import Status
from findings import export
from findings.errors import BusyError, DamagedError, FindingsError
from findings.parts import Verdict
from findings.reading import PAGE, Recorded, Search
from findings.register import Register
from findings.verifying import Head
from model.errors import shown


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):  # any name can be printed on any terminal
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        with Register(options.register) as register:
            return int(options.run(register, options))
    except (DamagedError, BusyError) as error:
        print(error, file=sys.stderr)
        return 1
    except FindingsError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def verify(register: Register, options: argparse.Namespace) -> int:
    """Prove the register; a line for each fault."""
    proof = register.verify(Head.parse(options.head) if options.head else None)
    for fault in proof.faults:
        print(shown_whole(fault.sentence))
    if proof.scrub_due:
        print("Deleted bytes may still lie in the file; run expire.")
    if proof.holds:
        compared = "" if options.head else "; no head was given to compare with"
        print(f"{proof.head.count} rows and {proof.contents} contents are as written{compared}.")
    return 0 if proof.holds else 1


def head(register: Register, options: argparse.Namespace) -> int:
    """Print the line to keep elsewhere."""
    print(register.head().text)
    return 0


def search(register: Register, options: argparse.Namespace) -> int:
    """A line a finding, newest first."""
    page = register.search(_wanted(options), options.limit, options.before)
    for item in page.findings:
        print(json.dumps(item.to_json()) if options.json else _line(item))
    if not options.json:
        print(f"{len(page.findings)} of {page.total} findings.")
        if page.before is not None:
            print(f"The next page: --before {page.before}")
    return 0


def export_findings(register: Register, options: argparse.Namespace) -> int:
    """Write CSV or JSON to a file or to the terminal."""
    wanted = _wanted(options)
    if options.format == "csv":
        text, encoding = export.to_csv(register, wanted), "utf-8-sig"  # the mark is for Excel
    else:
        text, encoding = export.to_json(register, wanted, photos=options.photos), "utf-8"
    if options.out is None:
        print(text, end="")
        return 0
    try:
        options.out.write_bytes(text.encode(encoding))
    except (OSError, ValueError):
        print(f"{shown(options.out.name)} cannot be written; check its folder", file=sys.stderr)
        return 2
    return 0


def retain(register: Register, options: argparse.Namespace) -> int:
    """Set how long findings stay."""
    register.set_retention(None if options.days == 0 else options.days, options.by)
    days = register.retention
    print("Findings stay for ever." if days is None else f"Findings stay for {days} days.")
    return 0


def expire(register: Register, options: argparse.Namespace) -> int:
    """Delete what is older than the retention period."""
    count = register.expire(by=options.by)
    forever = " They stay for ever, as no period is set." if register.retention is None else ""
    print(f"{count} findings deleted.{forever}")
    return 0


def delete(register: Register, options: argparse.Namespace) -> int:
    """Delete a finding, one kept picture of it, or a whole consignment."""
    if options.consignment is not None:
        count = register.delete_consignment(options.consignment, options.by)
        print(f"Consignment {options.consignment} and its {count} findings are deleted.")
    elif options.photo:
        register.delete_photo(options.finding, options.photo, options.by)
        print(f"The picture of finding {options.finding} is deleted.")
    else:
        register.delete_finding(options.finding, options.by)
        print(f"Finding {options.finding} is deleted.")
    return 0


def rebuild(register: Register, options: argparse.Namespace) -> int:
    """Make the tables that are searched anew from the history."""
    register.rebuild()
    print("The tables that are searched are made anew from the history.")
    return 0


def shown_whole(text: str) -> str:
    """Text for one line of a terminal."""
    return "".join(mark if mark.isprintable() else "�" for mark in text)


def _line(item: Recorded) -> str:
    finding, came = item.finding, item.consignment.consignment
    held = finding.conclusion.verdict.value if finding.conclusion else "no conclusion"
    parts = (
        str(item.id),
        finding.made.isoformat(sep=" ", timespec="minutes")[:16],
        finding.visual_class or "-",
        finding.law.status.value,
        finding.law.jurisdiction,
        held,
        f"{came.origin or '?'}>{came.destination or '?'}",
        came.cn or "-",
        came.reference,
        came.post,
    )
    return shown_whole("  ".join(part for part in parts if part))


def _wanted(options: argparse.Namespace) -> Search:
    return Search(
        text=options.text,
        visual_class=options.visual_class,
        status=options.status and Status(options.status),
        jurisdiction=options.jurisdiction,
        verdict=options.conclusion and Verdict(options.conclusion),
        pending=options.pending,
        origin=options.origin,
        transit=options.transit,
        destination=options.destination,
        since=options.since,
        until=options.until,
        cn=options.cn,
        consignment=options.consignment,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m findings",
        description="The register of findings: prove it, search it, export it, delete from it.",
    )
    groups = parser.add_subparsers(required=True, metavar="COMMAND")
    commands = {}
    for name, run, text in (
        ("verify", verify, "prove that nothing was changed, cut off or taken away"),
        ("head", head, "print the line to keep elsewhere, to compare with later"),
        ("search", search, "list findings, newest first"),
        ("export", export_findings, "write findings as CSV or JSON"),
        ("retain", retain, "set how long findings stay"),
        ("expire", expire, "delete what is older than that, and finish deletions"),
        ("delete", delete, "delete a finding, one kept picture of it, or a consignment"),
        ("rebuild", rebuild, "make the tables that are searched anew from the history"),
    ):
        made = groups.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        made.set_defaults(run=run)
        made.add_argument("--register", type=Path, required=True, metavar="FILE", help="the file")
        commands[name] = made
    commands["verify"].add_argument("--head", metavar="LINE", help="as `head` printed it before")
    _search_options(commands["search"])
    _search_options(commands["export"])
    _output_options(commands["search"], commands["export"])
    for name in ("retain", "delete"):
        commands[name].add_argument("--by", required=True, metavar="NAME", help="who does it")
    commands["expire"].add_argument("--by", default="retention", metavar="NAME", help="who does it")
    commands["retain"].add_argument("--days", type=int, required=True, help="0: for ever")
    what = commands["delete"].add_mutually_exclusive_group(required=True)
    what.add_argument("--finding", type=int, metavar="N")
    what.add_argument("--consignment", type=int, metavar="N", help="with all its findings")
    commands["delete"].add_argument("--photo", metavar="SHA256", help="only this of a finding")
    return parser


def _search_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--text", default="", help="words in class, notes, reference, post, name")
    parser.add_argument("--class", dest="visual_class", metavar="ID", help="class that holds")
    parser.add_argument("--status", choices=[each.value for each in Status])
    parser.add_argument("--jurisdiction", metavar="CODE", help="such as EU")
    parser.add_argument("--conclusion", choices=[each.value for each in Verdict])
    parser.add_argument("--pending", action="store_true", help="without a conclusion")
    parser.add_argument("--origin", metavar="CC", help="country")
    parser.add_argument("--transit", metavar="CC", help="country that it passes")
    parser.add_argument("--destination", metavar="CC", help="country")
    parser.add_argument("--since", type=date.fromisoformat, metavar="DATE", help="first day")
    parser.add_argument("--until", type=date.fromisoformat, metavar="DATE", help="last day")
    parser.add_argument("--cn", metavar="DIGITS", help="first digits of the declared code")
    parser.add_argument("--consignment", type=int, metavar="N")


def _output_options(searched: argparse.ArgumentParser, exported: argparse.ArgumentParser) -> None:
    searched.add_argument("--limit", type=int, default=PAGE, help=f"findings (default: {PAGE})")
    searched.add_argument("--before", type=int, metavar="N", help="the next page")
    searched.add_argument("--json", action="store_true", help="one JSON object per finding")
    exported.add_argument("--format", choices=("csv", "json"), default="csv")
    exported.add_argument("--out", type=Path, metavar="FILE", help="default: print it")
    exported.add_argument("--photos", action="store_true", help="kept pictures too, in JSON")


if __name__ == "__main__":
    sys.exit(main())
