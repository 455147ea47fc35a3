"""CSV that no spreadsheet runs, and JSON that loses nothing."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
from pathlib import Path

import pytest

from findings import export
from findings.finding import Consignment, Finding
from findings.parts import Conclusion, Verdict
from findings.reading import Search
from findings.register import Register
from tests.findings.made import NAME, ORIGINAL, consignment, finding


def rows(register: Register, wanted: Search | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export.to_csv(register, wanted), newline="")))


def test_csv_has_a_line_a_finding(copy: Path) -> None:
    with Register(copy) as register:
        told = rows(register)
    assert [row["finding"] for row in told] == ["5", "4"]
    assert (told[0]["class"], told[0]["seen_class"]) == ("handcuffs", "thumb_cuffs")
    assert told[1]["measurements_mm"].startswith("length: 61.5 (59.25 to 63.1, level 0.95, photo ")
    assert told[1]["notes"] == "weighed: 212 g"
    assert told[1]["transit"] == "KZ RU"


@pytest.mark.parametrize("start", [*"=+-@＝＋－＠", "\t", "\r", "\n"])
def test_no_cell_begins_like_a_formula(register: Register, start: str) -> None:
    text = f'{start}HYPERLINK("http://x","y")'
    plain = text if start.isprintable() else "x"
    number = register.open_consignment(consignment(reference=plain, post=plain), NAME)
    register.record(number, finding(by=plain, conclusion=Conclusion(Verdict.NONE, note=text)))
    register.add_note(2, text, NAME)
    (row,) = rows(register)
    cells = (row["note"], row["notes"], row["by"], row["reference"], row["post"])
    assert cells == (f"'{text}", f"'{text}", *[f"'{text}" if plain == text else "x"] * 3)
    assert not [cell for cell in row.values() if cell.startswith(start)]


def test_json_reads_back_without_loss(copy: Path) -> None:
    with Register(copy) as register:
        told = json.loads(export.to_json(register, photos=True))
        items = {item.id: item for item in register.search().findings}
        picture = register.photo(4, hashlib.sha256(ORIGINAL).hexdigest())
        assert told["head"] == register.head().text
    assert [item["id"] for item in told["findings"]] == [5, 4]
    for item in told["findings"]:
        assert Finding.from_json(item["finding"]) == items[item["id"]].finding
    came = told["consignments"][0]
    came = {key: value for key, value in came.items() if key not in ("id", "opened", "by")}
    assert Consignment.from_json(came) == consignment()
    (kept,) = told["findings"][1]["kept"]
    assert base64.b64decode(kept["jpeg"]) == picture
    assert [line["seq"] for line in told["findings"][1]["history"]] == [4, 9, 10]


def test_only_what_was_searched_for_is_exported(copy: Path) -> None:
    with Register(copy) as register:
        wanted = Search(visual_class="handcuffs")
        assert [row["finding"] for row in rows(register, wanted)] == ["5"]
        told = json.loads(export.to_json(register, wanted))
        assert [item["id"] for item in told["consignments"]] == [3]
        assert "jpeg" not in json.dumps(told)


def test_an_export_goes_through_all_pages(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "LARGEST_PAGE", 3)
    number = register.open_consignment(consignment(), NAME)
    ids = [register.record(number, finding()) for _ in range(7)]
    assert [int(row["finding"]) for row in rows(register)] == ids[::-1]
