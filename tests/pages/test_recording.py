"""What the page shows becomes a finding: status, answers, measurements; and is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalogue.decision import Measured
from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.ruling import Query
from findings.errors import RefusedError, UnknownError
from findings.parts import BY_HAND, Conclusion, Verdict
from findings.parts import Measurement as Kept
from findings.photos import picture
from findings.register import Register
from model.measuring import Measurement
from model.screening import Taken
from pages.case import Case, Exhibit, Item, Told, tell
from pages.inquiry import ByCard, Inquiry
from pages.recording import class_that_holds, consignment_of, finding_of
from pages.saving import Form, save, saved_words, take_back
from tests.pages import fakes

NOW = datetime(2026, 11, 28, 12, 0, 0, 999, tzinfo=UTC)
NOBODY = ("", "", "", "", "", "")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "findings.db", create=True) as opened:
        yield opened


def told_of(
    colour: tuple[int, int, int], catalogue: Catalogue, inquiry: Inquiry | None = None
) -> tuple[Item, Told]:
    photo = fakes.photo(colour)
    kept = picture(fakes.jpeg(colour), "photo.jpg")
    exhibit = Exhibit(Taken.of(photo), kept, (), fakes.classifier(catalogue).classify(photo))
    item = Item((exhibit,), inquiry)
    return item, tell(item, fakes.card(catalogue), catalogue)


def measured(catalogue: Catalogue, given: Measured) -> tuple[Inquiry, str]:
    """Answers that lead to the first measurement of handcuffs, and that one answered."""
    inquiry = Inquiry(("handcuffs",), "handcuffs")
    while True:
        question = inquiry.decision(catalogue).question
        assert question is not None, "no way to a measurement"
        if question.measure:
            return inquiry.answered(question.id, given), question.id
        ways = (inquiry.answered(question.id, answer.say) for answer in reversed(question.answers))
        inquiry = next(way for way in ways if _leads_to_measuring(way, catalogue))


def _leads_to_measuring(inquiry: Inquiry, catalogue: Catalogue) -> bool:
    question = inquiry.decision(catalogue).question
    tree = catalogue["handcuffs"].tree
    if question is None or tree is None:
        return False
    return any(each.measure for each in tree.questions_from(question.id))


def test_a_finding_holds_what_was_seen_asked_and_answered(catalogue: Catalogue) -> None:
    inquiry, _ = measured(catalogue, Measured(1, 1))
    item, told = told_of(fakes.YELLOW, catalogue, inquiry)
    finding = finding_of(item, told, catalogue, None, by="A. Inspector", now=NOW)
    assert finding.photos == (item.exhibits[0].taken.sha256,)
    assert finding.seen is not None
    assert finding.seen.candidates[0].visual_class == "handcuffs"
    assert (finding.law.jurisdiction, finding.law.as_of) == ("EU", NOW.date())
    assert finding.law.catalogue_version == catalogue.version
    assert finding.made == NOW.replace(microsecond=0)
    steps = inquiry.decision(catalogue).steps
    assert [each.question for each in finding.answers] == [step.question.id for step in steps]
    assert steps, "the way to a measurement has no question"


def test_a_length_from_the_photo_keeps_its_interval_and_a_typed_one_is_taken_as_given(
    catalogue: Catalogue,
) -> None:
    inquiry, question = measured(catalogue, Measured(1.0, 1.0))
    item, told = told_of(fakes.YELLOW, catalogue)
    photo = item.exhibits[0].taken.sha256
    length = Measurement(103.0, 100.0, 104.0, 0.95)
    inquiry = inquiry.measured(ByCard(question, length, photo))

    def kept(asking: Inquiry) -> Kept:
        made = replace(item, inquiry=asking)
        (found,) = finding_of(made, told, catalogue, None, by="A", now=NOW).measurements
        return found

    by_card = kept(inquiry)
    assert (by_card.value_mm, by_card.low_mm, by_card.high_mm) == (103.0, 100.0, 104.0)
    assert (by_card.level, by_card.photo) == (0.95, photo)
    question_asked = inquiry.decision(catalogue).steps[-1].question.ask
    assert by_card.asked == question_asked
    typed = kept(inquiry.answered(question, Measured(100.0, 105.0)))
    assert (typed.value_mm, typed.level, typed.photo) == (102.5, BY_HAND, None)
    elsewhere = ByCard(question, length, "cd" * 32)
    with pytest.raises(RefusedError, match="in a photo that is none of this object"):
        kept(replace(inquiry, lengths=(elsewhere,)))


def test_a_length_in_which_a_limit_lies_decides_nothing_and_is_kept(catalogue: Catalogue) -> None:
    inquiry, question = measured(catalogue, Measured(1.0, 1.0))
    item, told = told_of(fakes.YELLOW, catalogue)
    length = Measurement(100.0, 1.0, 10_000.0, 0.95)
    asking = inquiry.measured(ByCard(question, length, item.exhibits[0].taken.sha256))
    decision = asking.decision(catalogue)
    assert decision.undecided
    item = replace(item, inquiry=asking)
    finding = finding_of(item, told, catalogue, None, by="A", now=NOW)
    assert question not in [each.question for each in finding.answers]
    assert [each.question for each in finding.measurements] == [question]
    assert finding.about == "handcuffs"


@pytest.mark.parametrize(
    ("colour", "conclusion", "holds", "status"),
    [
        (fakes.RED, None, "spiked_baton", Status.PROHIBITED),
        (fakes.GREEN, None, "padlock", Status.NOT_LISTED),
        (fakes.BLUE, None, None, Status.NOT_ESTABLISHED),
        (fakes.GREY, None, None, Status.NOT_ESTABLISHED),
        (fakes.BLUE, Conclusion(Verdict.AGREE), "handcuffs", Status.DEPENDS),
        (fakes.RED, Conclusion(Verdict.NONE), None, Status.NOT_ESTABLISHED),
        (fakes.RED, Conclusion(Verdict.UNKNOWN_OBJECT), None, Status.NOT_ESTABLISHED),
        (fakes.RED, Conclusion(Verdict.ANOTHER_CLASS, "padlock"), "padlock", Status.NOT_LISTED),
    ],
)
def test_the_status_is_that_of_the_class_that_holds(
    colour: tuple[int, int, int],
    conclusion: Conclusion | None,
    holds: str | None,
    status: Status,
    catalogue: Catalogue,
) -> None:
    item, told = told_of(colour, catalogue)
    assert class_that_holds(told, conclusion) == holds
    finding = finding_of(item, told, catalogue, conclusion, by="A", now=NOW)
    assert finding.law.status is status


def test_answers_decide_only_about_the_class_they_were_asked_of(catalogue: Catalogue) -> None:
    inquiry = Inquiry(("handcuffs",), "handcuffs")
    for said in ("Yes, for several people", "No"):
        question = inquiry.decision(catalogue).question
        assert question is not None
        inquiry = inquiry.answered(question.id, said)
    assert inquiry.decision(catalogue).status is Status.PROHIBITED
    item, told = told_of(fakes.YELLOW, catalogue, inquiry)
    decided = finding_of(item, told, catalogue, None, by="A", now=NOW)
    assert decided.law.status is Status.PROHIBITED
    other = Conclusion(Verdict.ANOTHER_CLASS, "padlock")
    assert finding_of(item, told, catalogue, other, by="A").law.status is Status.NOT_LISTED


def test_the_law_of_another_day_is_recorded_with_that_day(catalogue: Catalogue) -> None:
    asked = catalogue.asked(Query("GB", datetime(2024, 5, 1, tzinfo=UTC).date()))
    item, told = told_of(fakes.RED, asked)
    law = finding_of(item, told, asked, None, by="A", now=NOW).law
    assert (law.jurisdiction, law.as_of.isoformat()) == ("GB", "2024-05-01")


def test_a_consignment_is_read_as_people_type_it() -> None:
    made = consignment_of(" 24DE-1 ", "Hamburg", "cn", "kz, ru", "de ", "8543 70")
    assert made.reference == "24DE-1"
    assert (made.origin, made.transit, made.destination) == ("CN", ("KZ", "RU"), "DE")
    assert made.cn == "854370"
    with pytest.raises(RefusedError, match="reference"):
        consignment_of(" ", "", "", "", "", "")


def form(verdict: Verdict | None, *, another: str | None = None, keep: bool = False) -> Form:
    return Form(verdict, another, " seen at gate 3 ", keep, " A. Inspector ", ("24-1", *NOBODY[1:]))


def test_saving_begins_a_consignment_and_further_objects_join_it(
    catalogue: Catalogue, register: Register
) -> None:
    item, told = told_of(fakes.RED, catalogue)
    case = Case().added(item)
    case = save(register, case, told, catalogue, form(Verdict.AGREE, keep=True))
    assert case.open is not None
    assert case.open.saved is not None
    recorded = register.finding(case.open.saved)
    assert recorded.consignment.consignment.reference == "24-1"
    assert recorded.finding.by == "A. Inspector"
    assert recorded.finding.conclusion == Conclusion(
        Verdict.AGREE, None, "seen at gate 3", "spiked_baton"
    )
    assert [each.original_sha256 for each in recorded.kept] == list(recorded.finding.photos)
    assert f"finding {case.open.saved}" in saved_words(case)
    other, told = told_of(fakes.GREEN, catalogue)
    case = save(register, case.added(other), told, catalogue, form(None))
    assert case.open is not None
    assert case.open.saved is not None
    second = register.finding(case.open.saved)
    assert second.consignment.id == recorded.consignment.id
    assert second.kept == ()
    assert second.finding.conclusion is None


def test_saving_again_changes_the_conclusion_and_nothing_is_written_twice(
    catalogue: Catalogue, register: Register
) -> None:
    item, told = told_of(fakes.RED, catalogue)
    case = Case().added(item)
    case = save(register, case, told, catalogue, form(Verdict.AGREE))
    assert case.open is not None
    number = case.open.saved
    assert number is not None
    before = register.head()
    assert save(register, case, told, catalogue, form(Verdict.AGREE)).open is not None
    assert register.head() == before
    again = form(Verdict.ANOTHER_CLASS, another="padlock", keep=True)
    case = save(register, case, told, catalogue, again)
    recorded = register.finding(number)
    assert recorded.finding.conclusion is not None
    assert recorded.finding.conclusion.visual_class == "padlock"
    assert len(recorded.kept) == 1
    after = register.head()
    save(register, case, told, catalogue, again)
    assert register.head() == after


def test_what_the_register_refuses_leaves_no_half_consignment(
    catalogue: Catalogue, register: Register
) -> None:
    item, told = told_of(fakes.RED, catalogue)
    case = Case().added(item)
    before = register.head()
    nameless = replace(form(Verdict.AGREE), name=" ")
    with pytest.raises(RefusedError, match="name"):
        save(register, case, told, catalogue, nameless)
    with pytest.raises(RefusedError, match="class is named"):
        save(register, case, told, catalogue, form(Verdict.ANOTHER_CLASS))
    assert register.head() == before


def test_a_conclusion_is_taken_back_and_then_there_is_none(
    catalogue: Catalogue, register: Register
) -> None:
    item, told = told_of(fakes.RED, catalogue)
    with pytest.raises(UnknownError, match="nothing of this object is saved"):
        take_back(register, Case().added(item), "A", catalogue)
    with pytest.raises(UnknownError, match="no longer here"):  # its hour was over meanwhile
        take_back(register, Case(), "A", catalogue)
    case = save(register, Case().added(item), told, catalogue, form(Verdict.AGREE))
    case = save(register, case, told, catalogue, form(Verdict.NONE))
    assert "The one before it holds again" in take_back(register, case, "A", catalogue)
    assert "None holds now" in take_back(register, case, "A", catalogue)
    with pytest.raises(UnknownError, match="no conclusion"):
        take_back(register, case, "A", catalogue)
