"""`python -m reports FINDING --register FILE --out PDF` and `python -m reports check FILE`.

Exit status: 0 well, 1 the report or the register does not hold or no time-stamp was obtained,
2 wrong use.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from catalogue.load import CatalogueError
from findings.register import Register
from model.errors import TriageError, shown
from reports import checking, json_file, pdf, timestamp
from reports.errors import ReportError, TimestampError
from reports.making import case_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):  # any name can be printed on any terminal
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        if given[:1] == ["check"]:
            return check(_check_parser().parse_args(given[1:]))
        return write(_parser().parse_args(given))
    except TimestampError as error:
        print(f"{error}. The report was written without it.", file=sys.stderr)
        return 1
    except (TriageError, CatalogueError) as error:
        print(error, file=sys.stderr)
        return 2


def write(options: argparse.Namespace) -> int:
    """Write the report, then its JSON, then ask for a time-stamp."""
    with Register(options.register) as register:
        case = case_of(register, options.finding, options.language)
    document = pdf.render(case, options.paper)
    content = json_file.to_bytes(case)
    _save(options.out, document)
    if options.json is not None:
        _save(options.json, content)
    print(f"Case report {case.number}, SHA-256 of the JSON {json_file.sha256(content)}")
    if options.timestamp:
        root = options.timestamp_root and timestamp.read_root(options.timestamp_root)
        reply = timestamp.stamp(document, options.timestamp, root)
        _save(options.out.with_suffix(".tsr"), reply)
        print("Time-stamped." if root else "Time-stamped; who signed was not verified.")
    return 0


def check(options: argparse.Namespace) -> int:
    """Say of a report whether it holds."""
    try:
        case, content, document = checking.read(options.report)
    except ReportError as error:
        print(error)
        return 1
    print(f"Case report {case.number}, SHA-256 of the JSON {json_file.sha256(content)}")
    holds = True
    if document is not None:
        holds = checking.written_anew(case, document)
        print(
            "The PDF's pages say what its JSON says."
            if holds
            else "This computer writes another PDF of this JSON: the PDF was changed, or program "
            "or fonts are others than where it was written."
        )
    if options.register is not None:
        with Register(options.register) as register:
            changed = checking.differences(case, register)
        holds = holds and not changed
        print("\n".join(changed) or "The finding is the same in the register.")
    return 0 if holds else 1


def _save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except (OSError, ValueError) as error:
        raise ReportError(f"{shown(path.name)} cannot be written; check its folder") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m reports",
        description="Write the report of a finding. To check one: python -m reports check FILE",
    )
    parser.add_argument("finding", type=int, metavar="FINDING", help="its number")
    parser.add_argument("--register", type=Path, required=True, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="PDF")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the same as data")
    parser.add_argument("--paper", choices=tuple(pdf.PAPERS), default="a4")
    parser.add_argument("--language", default="en", metavar="CODE", help="beside English")
    parser.add_argument("--timestamp", metavar="URL", help="server that stamps (RFC 3161)")
    parser.add_argument("--timestamp-root", type=Path, metavar="PEM", help="its root certificate")
    return parser


def _check_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reports check")
    parser.add_argument("report", type=Path, metavar="FILE", help="PDF or JSON")
    parser.add_argument("--register", type=Path, metavar="FILE", help="compare with this")
    return parser


if __name__ == "__main__":
    sys.exit(main())
