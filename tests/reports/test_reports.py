"""The case report: JSON and back, PDF, hostile text, missing glyphs, checking, the command."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from catalogue.load import load
from catalogue.ruling import Query
from findings.canonical import canonical
from findings.parts import Conclusion, Law, Verdict
from findings.register import Register
from reports import checking, json_file, pdf, sheet
from reports.__main__ import main
from reports.blocks import plain
from reports.case import RENDERED, Case
from reports.errors import GlyphError, ReportError
from reports.making import case_of
from tests.findings.made import NAME, NOTE, Clock, consignment, finding
from tests.findings.older import AGREED, ID, STATED, of_schema

Made = tuple[Path, int]
DAY = date(2026, 11, 28)
NOTES = (
    '#panic("x") *bold* <b> $x$ \\ // `raw` @ref',
    "x" * 10_000,
    "ملاحظة المفتش 123",
    "检查员的备注。",
    "Монгол хэл өү",
    "one\r\ntwo\tthree\n\nfour",
)


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Made]:
    """A register with one finding: with a kept picture, or looked up by hand."""
    catalogue = load(query=Query("EU", DAY))
    view = catalogue.reference_views("thumb_cuffs")[0].read_bytes()

    def build(note: str = "", version: str = catalogue.version, photo: bool = True) -> Made:
        path = tmp_path_factory.mktemp("made") / "findings.db"
        law = Law(catalogue["thumb_cuffs"].status, "EU", DAY, version)
        changed = finding(
            law=law,
            photos=(hashlib.sha256(view).hexdigest(),) if photo else (),
            seen=finding().seen if photo else None,
            conclusion=Conclusion(Verdict.AGREE, note=note, agreed="thumb_cuffs")
            if photo
            else Conclusion(Verdict.ANOTHER_CLASS, "thumb_cuffs", note),
        )
        with Register(path, create=True, clock=Clock()) as register:
            id = register.record(register.open_consignment(consignment(), NAME), changed)
            if photo:
                register.keep_photo(id, view, NAME)
        return path, id

    return build


def _case(made: Made, language: str = "en") -> Case:
    with Register(made[0]) as register:
        return case_of(register, made[1], language)


@pytest.mark.parametrize("photo", [True, False])
def test_json_gives_an_equal_case_back(make: Callable[..., Made], photo: bool) -> None:
    case = _case(make(photo=photo), "ar")
    assert json_file.parse(json_file.to_bytes(case)) == case


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"schema":3}', b"\xff", b"[" * 99_999])
def test_what_is_no_report_is_one_sentence(content: bytes) -> None:
    with pytest.raises(ReportError) as caught:
        json_file.parse(content)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("note", NOTES, ids=range(len(NOTES)))
def test_any_note_is_shown_as_written(make: Callable[..., Made], note: str) -> None:
    case = _case(make(note, photo=False))
    document = pdf.render(case)
    assert json_file.parse(pdf.attached(document)) == case


def test_same_case_same_bytes_on_both_papers(make: Callable[..., Made]) -> None:
    case = _case(make(), "zh")
    a4 = pdf.render(case)
    assert a4 == pdf.render(case)
    assert a4 != pdf.render(case, "letter")
    assert b"pdfuaid" in a4
    assert b"pdfaid" in a4


def test_missing_glyphs_name_script_and_package(make: Callable[..., Made]) -> None:
    with pytest.raises(GlyphError, match=r"CJK writing.*fonts-noto-cjk"):
        pdf.render(_case(make("检查")), system_fonts=False)


def told(case: Case, title: str) -> str:
    """All words of a section, a line each."""
    shown = sheet.sections(case, dict.fromkeys(range(len(case.pictures)), "x"))
    (section,) = (each for each in shown if each["title"] == title)
    lines = []
    for block in section["blocks"]:
        lines += [f"{label}: {value}" for label, value in block.get("rows", ())]
        lines.append(block.get("text", ""))
    return "\n".join(lines)


QUESTIONS = "Questions, answers and measurements"
CONCLUSION = "The inspector's conclusion and notes"


def test_each_length_has_its_millimetres_what_it_is_and_its_photo(
    make: Callable[..., Made],
) -> None:
    case = _case(make())
    (photo,) = case.recorded.finding.photos
    words = told(case, QUESTIONS)
    assert "Questions about: Thumb cuffs" in words
    assert "What does it bind?: Two thumbs" in words
    assert "How long is it?: 61.5 mm (59.25 to 63.1 mm in 95% of all cases)" in words
    assert f"Measured in photo 1, whose SHA-256 begins with {photo[:12]}." in words
    assert f"Photo 1: reduced picture kept. SHA-256 of the original bytes:\n{photo}" in told(
        case, "Photos"
    )
    assert "agrees with the model: Thumb cuffs." in told(case, CONCLUSION)
    by_hand = told(_case(make(photo=False)), QUESTIONS)
    assert "61.5 mm (59.25 to 63.1 mm)\nRead off and typed by a person" in by_hand


def test_answers_about_another_class_are_told_apart(make: Callable[..., Made]) -> None:
    path, id = make(photo=False)
    with Register(path) as register:
        register.conclude(id, Conclusion(Verdict.ANOTHER_CLASS, "padlock"), NAME)
    words = told(_case((path, id)), QUESTIONS)
    assert "Questions about: Thumb cuffs" in words
    assert "decide nothing about it" in words


def test_what_an_older_version_did_not_keep_is_said_and_its_report_is_still_read(
    tmp_path: Path,
) -> None:
    of_schema(tmp_path / "older.db", 3)
    case = _case((tmp_path / "older.db", ID))
    words = told(case, QUESTIONS)
    assert "did not keep which class the questions were about" in words
    assert "bound (the words were not kept): Two thumbs" in words
    assert "did not keep in which photo it was measured" in words
    assert "did not keep with which class" in told(case, CONCLUSION)
    now = json.loads(json_file.to_bytes(case))
    finding = now["recorded"]["finding"]
    old = {key: finding[key] for key in finding if key != "about"}
    old |= {key: STATED[key] for key in ("answers", "measurements")}
    old["conclusion"] = {**AGREED, "note": NOTE}
    then = {**now, "schema": 1, "recorded": {**now["recorded"], "finding": old}}
    assert json_file.parse(canonical(then).encode()) == case
    for spoilt in (now | {"schema": 1}, then | {"schema": 2}, then | {"more": 1}):
        with pytest.raises(ReportError, match=r"not as this program writes it|has another shape"):
            json_file.parse(canonical(spoilt).encode())


def test_marks_that_turn_the_direction_are_written_out() -> None:
    assert plain("a\u202eb") == "a[U+202E]b"


def test_rendered_views_are_called_so(make: Callable[..., Made]) -> None:
    case = _case(make())
    views = dict.fromkeys(range(len(case.pictures)), "x")
    shown = next(each for each in sheet.sections(case, views) if each["title"] == "Photos")
    captions = [each["caption"] for each in shown["blocks"][-1]["pictures"]]
    count = sum(each.kind == RENDERED for each in case.pictures)
    assert count == 2
    assert sum(each.startswith("Rendered picture, not a photo") for each in captions) == count


def test_another_catalogue_prints_no_entry(make: Callable[..., Made]) -> None:
    case = _case(make(version="0123456789ab"))
    law = next(
        each for each in sheet.sections(case, {0: "", 1: "", 2: ""}) if each["title"] == "The law"
    )
    assert "recorded status only" in law["blocks"][-1]["text"]


def test_a_case_checks_itself(make: Callable[..., Made]) -> None:
    case = _case(make())
    spoilt = replace(case.pictures[0], body=case.pictures[0].body + b"x")
    with pytest.raises(ReportError, match="register kept"):
        replace(case, pictures=(spoilt,))
    with pytest.raises(ReportError, match="history"):
        replace(case, history=())


def test_command_writes_and_checks(
    make: Callable[..., Made], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, id = make()
    out, data = tmp_path / "r.pdf", tmp_path / "r.json"
    assert main([str(id), "--register", str(path), "--out", str(out), "--json", str(data)]) == 0
    assert pdf.attached(out.read_bytes()) == data.read_bytes()
    assert main(["check", str(out), "--register", str(path)]) == 0
    with Register(path) as register:
        register.add_note(id, "later", NAME)
        assert checking.differences(_case((path, id)), register) == []
    assert main(["check", str(data), "--register", str(path)]) == 1
    assert "not the same" in capsys.readouterr().out
    out.write_bytes(out.read_bytes() + b"%")
    assert main(["check", str(out)]) == 1


def test_labels_and_values_are_tagged_as_tables(make: Callable[..., Made]) -> None:
    """So that readers that read aloud tell which label a value has."""
    case = _case(make())
    rows = sum(
        len(block["rows"])
        for section in sheet.sections(case, dict.fromkeys(range(len(case.pictures)), "x"))
        for block in section["blocks"]
        if "rows" in block
    )
    document = pdf.render(case, system_fonts=False)
    assert rows > 20
    assert len(re.findall(rb"/S\s*/TR\b", document)) == rows
    assert len(re.findall(rb"/S\s*/TD\b", document)) == 2 * rows
