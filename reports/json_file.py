"""The case as canonical JSON (`docs/case-report.md`); parsing gives an equal case back."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from findings.canonical import canonical, moment, parse_moment
from findings.errors import RefusedError
from findings.finding import Consignment, Finding
from findings.parts import readable
from findings.reading import Kept, Note, Opened, Recorded
from findings.verifying import Head
from reports import older
from reports.case import Case, Described, Entry, Picture, Step
from reports.errors import ReportError

SCHEMA = 2
SHORT = 16  # hex digits on every page; 64 bits are plenty to tell reports apart


def to_bytes(case: Case) -> bytes:
    """Canonical JSON, ASCII, without a line break at the end."""
    return canonical(_whole(case)).encode()


def _whole(case: Case) -> dict[str, Any]:
    described = case.described
    return {
        "schema": SCHEMA,
        "number": case.number,
        "recorded": case.recorded.to_json(),
        "consignment": case.recorded.consignment.to_json(),
        "history": [[s.seq, moment(s.at), s.by, s.kind, s.hash] for s in case.history],
        "head": case.head.text,
        "catalogue_version": case.catalogue_version,
        "program_version": case.program_version,
        "language": case.language,
        "status_local": case.status_local,
        "class": described
        and {
            "id": described.id,
            "name": described.name,
            "local": described.local,
            "recognise_by": described.recognise_by,
            "photo_cannot_show": described.photo_cannot_show,
            "look_alikes": [list(each) for each in described.look_alikes],
            "entries": [_entry(each) for each in described.entries],
        },
        "names": [list(each) for each in case.names],
        "pictures": [
            [each.kind, each.name, base64.b64encode(each.body).decode()] for each in case.pictures
        ],
    }


def sha256(content: bytes) -> str:
    """SHA-256 of the JSON's bytes, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def parse(content: bytes) -> Case:
    """The inverse of `to_bytes`.

    Raises:
        ReportError: It is no such JSON, or not in canonical form.
    """
    try:
        given = json.loads(content)
        with readable("report"):
            schema = given["schema"]
            if schema not in (1, SCHEMA):
                raise ReportError(f"this program reads reports of schema 1 to {SCHEMA} only")
            case = _case(given)
    except (ValueError, RecursionError) as error:  # RefusedError is a ValueError
        why = str(error) if isinstance(error, RefusedError) else "it is no JSON"
        raise ReportError(f"the report cannot be read: {why}") from error
    whole = _whole(case) if schema == SCHEMA else older.as_schema_1(_whole(case))
    if canonical(whole).encode() != content:
        raise ReportError("the JSON of the report is not as this program writes it")
    return case


def _entry(each: Entry) -> dict[str, Any]:
    names = [name for name in Entry.__slots__ if name != "cn"]
    return {**{name: getattr(each, name) for name in names}, "cn": list(each.cn)}


def _case(given: dict[str, Any]) -> Case:
    described = given["class"]
    return Case(
        _recorded(given["recorded"], given["consignment"]),
        tuple(Step(s, parse_moment(at), by, kind, h) for s, at, by, kind, h in given["history"]),
        Head.parse(given["head"]),
        given["catalogue_version"],
        given["program_version"],
        given["language"],
        given["status_local"],
        described
        and Described(
            **{
                **described,
                "look_alikes": tuple((name, what) for name, what in described["look_alikes"]),
                "entries": tuple(
                    Entry(**{**each, "cn": tuple(each["cn"])}) for each in described["entries"]
                ),
            }
        ),
        tuple((id, name) for id, name in given["names"]),
        tuple(
            Picture(kind, name, base64.b64decode(body, validate=True))
            for kind, name, body in given["pictures"]
        ),
    )


def _recorded(given: dict[str, Any], came: dict[str, Any]) -> Recorded:
    rest = {key: value for key, value in came.items() if key not in ("id", "opened", "by")}
    return Recorded(
        given["id"],
        parse_moment(given["recorded"]),
        Opened(came["id"], parse_moment(came["opened"]), came["by"], Consignment.from_json(rest)),
        Finding.from_json(given["finding"]),
        tuple(Note(n["seq"], parse_moment(n["at"]), n["by"], n["text"]) for n in given["notes"]),
        tuple(Kept(k["original_sha256"], k["sha256"]) for k in given["kept"]),
    )
