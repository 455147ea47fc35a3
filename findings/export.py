"""Findings as CSV for a spreadsheet and as JSON that keeps everything."""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Iterator

from findings.canonical import moment
from findings.parts import Conclusion, Json, Measurement, Verdict
from findings.reading import LARGEST_PAGE, Recorded, Search
from findings.register import Register

SCHEMA = 2  # of the JSON
NOT_KEPT, NOTHING = "(not kept)", "(nothing)"  # no class is called so
COLUMNS = (
    "finding,recorded,made,by,consignment,reference,post,origin,transit,destination,cn,class,"
    "seen_class,probability,outcome,status,jurisdiction,as_of,catalogue_version,model,"
    "weights_sha256,verdict,agreed_class,note,notes,answers_about,answers,measurements_mm,"
    "photos_sha256,kept_sha256"
)
# A spreadsheet takes such a cell for a formula (OWASP, "CSV Injection"; the last four are
# full-width forms that some spreadsheets take too).
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def to_csv(register: Register, wanted: Search | None = None) -> str:
    """A line a finding, newest first, with `COLUMNS` as the first line (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS.split(","))
    writer.writeheader()
    for item in each(register, wanted):
        writer.writerow({column: _safe(cell) for column, cell in _cells(item).items()})
    return out.getvalue()


def to_json(register: Register, wanted: Search | None = None, *, photos: bool = False) -> str:
    """An object with the head, the consignments and the findings with their history.

    `finding` reads back by `Finding.from_json`.

    Args:
        register: An open register.
        wanted: Which findings; None takes all.
        photos: Whether to add the kept pictures, as base64.
    """
    items = list(each(register, wanted))
    consignments = {item.consignment.id: item.consignment for item in items}
    whole: Json = {
        "schema": SCHEMA,
        "head": register.head().text,
        "consignments": [consignments[id].to_json() for id in sorted(consignments)],
        "findings": [_item(register, item, photos) for item in items],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def each(register: Register, wanted: Search | None) -> Iterator[Recorded]:
    """Every finding that fits, newest first."""
    before = None
    while True:
        page = register.search(wanted, LARGEST_PAGE, before)
        yield from page.findings
        before = page.before
        if before is None:
            return


def _item(register: Register, item: Recorded, photos: bool) -> Json:
    told = item.to_json()
    told["history"] = [
        {"seq": row.seq, "at": moment(row.at), "by": row.by, "kind": row.kind, "hash": row.hash}
        for row in register.history(item.id)
    ]
    if photos:
        for kept in told["kept"]:
            jpeg = register.photo(item.id, kept["original_sha256"])
            kept["jpeg"] = base64.b64encode(jpeg).decode()
    return told


def _cells(item: Recorded) -> dict[str, object]:
    finding, came = item.finding, item.consignment.consignment
    seen, held = finding.seen, finding.conclusion
    return {
        "finding": item.id,
        "recorded": moment(item.recorded),
        "made": moment(finding.made),
        "by": finding.by,
        "consignment": item.consignment.id,
        "reference": came.reference,
        "post": came.post,
        "origin": came.origin,
        "transit": " ".join(came.transit),
        "destination": came.destination,
        "cn": came.cn,
        "class": finding.visual_class,
        "seen_class": finding.seen_class,
        "probability": seen and seen.candidates[0].probability,
        "outcome": seen and seen.outcome,
        "status": finding.law.status.value,
        "jurisdiction": finding.law.jurisdiction,
        "as_of": finding.law.as_of.isoformat(),
        "catalogue_version": finding.law.catalogue_version,
        "model": seen and seen.model,
        "weights_sha256": seen and seen.weights_sha256,
        "verdict": held and held.verdict.value,
        "agreed_class": held and _agreed(held),
        "note": held and held.note,
        "notes": "\n".join(note.text for note in item.notes),
        "answers_about": finding.about or (NOT_KEPT if finding.stated.has_answers else ""),
        "answers": "; ".join(f"{a.asked or a.question}: {a.words}" for a in finding.answers),
        "measurements_mm": "; ".join(map(_length, finding.measurements)),
        "photos_sha256": " ".join(finding.photos),
        "kept_sha256": " ".join(kept.sha256 for kept in item.kept),
    }


def _agreed(held: Conclusion) -> str:
    """The class that was agreed with; empty where nobody agreed."""
    if held.verdict is not Verdict.AGREE:
        return ""
    return NOT_KEPT if held.agreed is None else held.agreed or NOTHING


def _length(each: Measurement) -> str:
    """`single_last: 61.5 (59.25 to 63.1, level 0.95, photo 9f2c…)`, the whole SHA-256."""
    where = "by hand" if each.by_hand else f"photo {each.photo or NOT_KEPT}"
    where = where if each.is_way_kept else NOT_KEPT
    span = f"{each.low_mm:g} to {each.high_mm:g}, level {each.level:g}, {where}"
    return f"{each.question}: {each.value_mm:g} ({span})"


def _safe(cell: object) -> str:
    """A cell that no spreadsheet runs."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
