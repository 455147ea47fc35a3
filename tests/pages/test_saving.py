"""Saving again: status, answers, consignment and notes follow what the page shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from catalogue.decision import Measured
from catalogue.law import Status
from catalogue.load import Catalogue
from findings.errors import BusyError, RefusedError
from findings.event import Kind
from findings.parts import BY_HAND, Conclusion, Verdict
from findings.register import Register
from model.measuring import Measurement
from pages.bench import Bench
from pages.case import MOST_OBJECTS, Case
from pages.inquiry import ByCard
from pages.records_desk import Desk
from pages.records_finding import finding_page
from pages.records_words import undecided
from pages.saving import Form, save, take_back
from tests.pages import fakes
from tests.pages.test_recording import measured, told_of

CLOSED = ("SHIP-A", None, None, None, None, None)  # the fold was never opened
OTHER = Verdict.ANOTHER_CLASS.value


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "findings.db", create=True) as opened:
        yield opened


def form(
    verdict: str | None = None,
    another: str | None = None,
    *,
    note: str = "",
    came: tuple[str | None, ...] = CLOSED,
) -> Form:
    return Form(verdict, another, note, False, "A", came)


def number(case: Case) -> int:
    assert case.open is not None
    assert case.open.saved is not None
    return case.open.saved


def kinds(register: Register, subject: int) -> list[Kind]:
    return [row.kind for row in register.history(subject)]


def test_an_object_is_saved_though_the_fold_of_the_consignment_was_never_opened(
    catalogue: Catalogue, register: Register
) -> None:
    item, told = told_of(fakes.RED, catalogue)
    case = save(register, Case().added(item), told, catalogue, form())
    came = register.finding(number(case)).consignment.consignment
    assert (came.reference, came.post, came.origin, came.cn) == ("SHIP-A", "", None, None)
    with pytest.raises(RefusedError, match="reference"):
        save(register, Case().added(item), told, catalogue, form(came=(None,) * 6))


def test_the_status_follows_the_conclusion_and_goes_back_with_it(
    catalogue: Catalogue, register: Register
) -> None:
    item, told = told_of(fakes.GREEN, catalogue)
    case = save(register, Case().added(item), told, catalogue, form(OTHER, "thumb_cuffs"))
    id = number(case)

    def status() -> Status:
        return register.finding(id).finding.law.status

    assert status() is catalogue["thumb_cuffs"].status is not Status.NOT_LISTED
    case = save(register, case, told, catalogue, form(Verdict.NONE.value))
    assert status() is Status.NOT_ESTABLISHED
    case = save(register, case, told, catalogue, form(Verdict.AGREE.value))
    assert status() is Status.NOT_LISTED
    take_back(register, case, "A", catalogue)
    assert status() is Status.NOT_ESTABLISHED
    take_back(register, case, "A", catalogue)
    assert status() is catalogue["thumb_cuffs"].status
    take_back(register, case, "A", catalogue)
    assert status() is Status.NOT_LISTED
    assert register.finding(id).finding.conclusion is None
    assert kinds(register, id).count(Kind.LAW_RESTATED) == 5
    assert register.verify().holds
    shown = register.search().findings
    register.rebuild()
    assert register.search().findings == shown


def test_the_records_page_restates_the_status_too(catalogue: Catalogue, register: Register) -> None:
    item, told = told_of(fakes.GREEN, catalogue)
    id = number(save(register, Case().added(item), told, catalogue, form()))
    desk = Desk(register, catalogue, lambda user, what: True, None)
    desk.conclude(id, Conclusion(Verdict.ANOTHER_CLASS, "thumb_cuffs"), "B")
    assert register.finding(id).finding.law.status is catalogue["thumb_cuffs"].status
    desk.undo(id, "B")
    assert register.finding(id).finding.law.status is Status.NOT_LISTED
    assert register.verify().holds


def test_answers_and_lengths_after_the_first_save_are_kept(
    catalogue: Catalogue, register: Register
) -> None:
    item, told = told_of(fakes.YELLOW, catalogue)
    case = save(register, Case().added(item), told, catalogue, form())
    id = number(case)
    inquiry, question = measured(catalogue, Measured(1.0, 1.0))
    photo = item.exhibits[0].taken.sha256
    by_card = inquiry.measured(ByCard(question, Measurement(103.0, 100.0, 104.0, 0.95), photo))
    case = save(register, case.with_inquiry(by_card), told, catalogue, form())
    finding = register.finding(id).finding
    assert [each.question for each in finding.answers][-1] == question
    assert (finding.measurements[0].level, finding.measurements[0].photo) == (0.95, photo)
    assert finding.about == "handcuffs"
    head = register.head()
    case = save(register, case, told, catalogue, form())
    assert register.head() == head
    typed = by_card.undone().answered(question, Measured(100.0, 105.0))  # another, by hand
    save(register, case.with_inquiry(typed), told, catalogue, form())
    (length,) = register.finding(id).finding.measurements
    assert (length.level, length.photo) == (BY_HAND, None)


BREST = ("SHIP-A", "Brest", "", "", "", "")
# What a save writes, in the order it does; a form that leads there, with rows written before.
FIRST = {"record": form(), "add_note": form(note="rusty"), "keep_picture": form(note="rusty")}
AGAIN = {
    "conclude": form(OTHER, "padlock", came=BREST),
    "restate": form(came=BREST),
    "add_note": form(note="rusty", came=BREST),
    "keep_picture": form(came=BREST),
}


@pytest.mark.parametrize(
    ("again", "fails"),
    [*((False, name) for name in FIRST), *((True, name) for name in AGAIN)],
)
def test_a_save_is_written_whole_or_not_at_all(
    catalogue: Catalogue,
    register: Register,
    monkeypatch: pytest.MonkeyPatch,
    again: bool,
    fails: str,
) -> None:
    item, told = told_of(fakes.YELLOW, catalogue)
    case = Case().added(item)
    if again:
        case = save(register, case, told, catalogue, form())
    case = case.with_inquiry(measured(catalogue, Measured(100.0, 104.0))[0])
    filled = replace((AGAIN if again else FIRST)[fails], keep=True)
    before, written = register.head(), []

    def fail(*given: object) -> None:
        written.append(register.head().count - before.count)
        raise BusyError("in use by another program")

    with monkeypatch.context() as broken:
        broken.setattr(register, fails, fail)
        with pytest.raises(BusyError):
            save(register, case, told, catalogue, filled)
    assert written[0] >= 1, "nothing had been written that could have stayed"
    assert register.head() == before
    after = save(register, case, told, catalogue, filled)
    assert register.head().count > before.count
    assert register.finding(number(after)).kept
    assert register.verify().holds


@pytest.mark.parametrize("likelier", [1, 6])  # a report names five only
def test_an_agreement_names_the_class_that_the_button_named(
    likelier: int, catalogue: Catalogue, register: Register
) -> None:
    """Classes of one's own may be likelier; the button names the first that has a law."""
    item, told = told_of(fakes.YELLOW, catalogue)
    report = told.report
    first, kind = report.candidates[0]
    own = [replace(first, label=f"my_own_{at}", probability=0.1) for at in range(likelier)]
    others = [(replace(one, probability=one.probability / 10), of) for one, of in report.candidates]
    named = (*((each, kind) for each in own), *others)
    said = replace(told, report=replace(report, candidates=named))
    case = save(register, Case().added(item), said, catalogue, form(Verdict.AGREE.value))
    finding = register.finding(number(case)).finding
    assert finding.seen_class == "my_own_0"
    assert finding.seen is not None
    assert "handcuffs" in [each.visual_class for each in finding.seen.candidates]
    assert finding.conclusion is not None
    assert finding.conclusion.agreed == finding.visual_class == "handcuffs"
    assert finding.law.status is catalogue["handcuffs"].status


def test_another_reference_is_another_consignment_and_the_same_is_corrected(
    catalogue: Catalogue, register: Register
) -> None:
    item, told = told_of(fakes.RED, catalogue)
    first = save(register, Case().added(item), told, catalogue, form())
    other, said = told_of(fakes.GREEN, catalogue)
    ship_b = ("SHIP-B", "", "cn", "", "", "")
    case = save(register, first.added(other), said, catalogue, form(came=ship_b))
    came = register.finding(number(case)).consignment
    assert came.consignment.reference == "SHIP-B"
    assert came.id != register.finding(number(first)).consignment.id
    typed = ("SHIP-B", "Brest", "cn", "", "", "7326 90")
    case = save(register, case, said, catalogue, form(came=typed))
    held = register.consignment(came.id).consignment
    assert (held.post, held.origin, held.cn) == ("Brest", "CN", "732690")
    assert kinds(register, came.id) == [Kind.CONSIGNMENT_OPENED, Kind.CONSIGNMENT_CORRECTED]
    with pytest.raises(RefusedError, match="SHIP-B"):
        save(register, case, said, catalogue, form(came=CLOSED))
    third, said = told_of(fakes.BLUE, catalogue)
    case = save(register, case.added(third), said, catalogue, form(came=CLOSED))
    assert case.consignment == first.consignment
    assert register.verify().holds
    register.delete_consignment(came.id, "B")
    assert register.verify().holds


def test_a_note_without_a_conclusion_is_kept_once(catalogue: Catalogue, register: Register) -> None:
    item, told = told_of(fakes.RED, catalogue)
    case = save(register, Case().added(item), told, catalogue, form(note=" rusty "))
    case = save(register, case, told, catalogue, form(note="rusty"))
    assert [each.text for each in register.finding(number(case)).notes] == ["rusty"]
    case = replace(case, consignment=None)
    case = save(register, case, told, catalogue, form(note="heavy"))
    assert [each.text for each in register.finding(number(case)).notes] == ["rusty", "heavy"]


@pytest.mark.parametrize(
    ("colour", "verdict", "why"),
    [
        (fakes.BLUE, None, "named no class surely and nobody has concluded"),
        (fakes.RED, Verdict.NONE.value, "The inspector named no class"),
        (fakes.RED, None, ""),
    ],
)
def test_what_nobody_decided_is_not_blamed_on_the_lists(
    colour: tuple[int, int, int],
    verdict: str | None,
    why: str,
    catalogue: Catalogue,
    register: Register,
) -> None:
    item, told = told_of(colour, catalogue)
    case = save(register, Case().added(item), told, catalogue, form(verdict))
    finding = register.finding(number(case))
    assert why in undecided(finding.finding)
    assert bool(undecided(finding.finding)) == bool(why)
    page = finding_page(finding, register, catalogue)
    assert "We do not hold the whole" not in page
    assert why in page


def test_one_object_too_many_is_refused_and_its_upload_deleted(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[str] = []
    monkeypatch.setattr("pages.bench.forget", forgotten.append)
    item, told = told_of(fakes.RED, catalogue)
    case = Case(tuple(replace(item) for _ in range(MOST_OBJECTS)), 0)
    inspector = SimpleNamespace(tell=lambda item, query: told)
    end = SimpleNamespace(shown=lambda case, told: {})
    names = [
        "case",
        "inquiry",
        "files",
        "shot",
        "objects",
        "tools",
        "anew",
        "head",
        "body",
        "measure",
        "board",
    ]
    bench = Bench(inspector, *names, end)  # type: ignore[arg-type, call-arg]
    after = bench.photographed(("a.jpg",), case, None, same=False, looking=lambda done, of: None)
    assert "no more fit" in after["head"]
    assert after["case"] is case
    assert forgotten == ["a.jpg"]
