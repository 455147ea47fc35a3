"""The questions of a class: answers lead on, are taken back, and come to a status with a reason."""

from __future__ import annotations

import pytest

from catalogue.decision import Measured
from catalogue.errors import CatalogueError
from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.tree import Question
from catalogue.visual_class import Kind
from model.screening import Report, screen
from pages.inquiry import Inquiry, outcome, so_far
from pages.status import SIGNS
from tests.pages import fakes
from tests.pages.outline import outline, words


def _report(colour: tuple[int, int, int], catalogue: Catalogue) -> Report:
    return screen(fakes.photo(colour), fakes.classifier(catalogue), catalogue)


def _begun(colour: tuple[int, int, int], catalogue: Catalogue) -> Inquiry:
    inquiry = Inquiry.of(_report(colour, catalogue))
    assert inquiry is not None
    return inquiry


def test_the_most_probable_good_is_asked_about_first(catalogue: Catalogue) -> None:
    report = _report(fakes.BLUE, catalogue)
    inquiry = _begun(fakes.BLUE, catalogue)
    assert inquiry.candidates == tuple(finding.visual_class.id for finding in report.findings)
    assert inquiry.chosen == "handcuffs"
    assert catalogue[inquiry.chosen].kind is Kind.GOOD


def test_nothing_known_has_no_questions(catalogue: Catalogue) -> None:
    assert Inquiry.of(_report(fakes.GREY, catalogue)) is None


def _walked(inquiry: Inquiry, catalogue: Catalogue, first: bool) -> Inquiry:
    """Answer the first (or the last) way at every question until the end."""
    at = 0 if first else -1
    while (question := inquiry.decision(catalogue).question) is not None:
        if question.measure:
            limits = [band.limit for band in question.bands if band.limit is not None]
            value = limits[0] / 2 if first else limits[-1] * 2
            inquiry = inquiry.answered(question.id, Measured(value, value))
        else:
            inquiry = inquiry.answered(question.id, question.answers[at].say)
    return inquiry


@pytest.mark.parametrize("first", [True, False])
def test_every_class_with_questions_comes_to_a_status_with_its_reason(
    first: bool, catalogue: Catalogue
) -> None:
    for visual_class in catalogue.classes:
        if visual_class.tree is None:
            continue
        inquiry = _walked(Inquiry((visual_class.id,), visual_class.id), catalogue, first)
        decision = inquiry.decision(catalogue)
        html = so_far(inquiry, catalogue)
        assert decision.end is not None
        assert decision.end.reason in words(html).replace("&#x27;", "'").replace("&quot;", '"')
        assert 'id="decided"' in html
        assert 'id="question"' not in html
        assert set(outline(html).headings) <= {4}


def test_the_status_reached_names_the_class_it_holds_for(catalogue: Catalogue) -> None:
    decided = _walked(_begun(fakes.YELLOW, catalogue), catalogue, first=True)
    status = SIGNS[decided.decision(catalogue).status]
    for html in (so_far(decided, catalogue), outcome(decided, catalogue)):
        assert f"If it is Handcuffs: {status.word}" in words(html).replace("  ", " ")
        assert f"verdict decided {status.colour}" in html
    assert "id=" not in outcome(decided, catalogue)
    assert outcome(_begun(fakes.YELLOW, catalogue), catalogue) == ""


def test_a_status_has_no_colour_of_its_own_while_the_class_is_not_certain(
    catalogue: Catalogue,
) -> None:
    decided = _walked(_begun(fakes.BLUE, catalogue), catalogue, first=True)
    for html in (so_far(decided, catalogue), outcome(decided, catalogue)):
        assert "verdict decided is-unsure" in html
        assert "the photo does not settle" in html
    recognised = _walked(_begun(fakes.YELLOW, catalogue), catalogue, first=True)
    assert "is-unsure" not in so_far(recognised, catalogue)
    named = _walked(recognised.including("leg_cuffs"), catalogue, first=True)
    assert "is-unsure" in so_far(named, catalogue)


def test_an_answer_taken_back_asks_the_question_again(catalogue: Catalogue) -> None:
    begun = _begun(fakes.YELLOW, catalogue)
    question = _open(begun, catalogue)
    answered = begun.answered(question.id, question.answers[0].say)
    assert answered.decision(catalogue).question != question
    assert answered.undone() == begun
    assert begun.undone() == begun


def test_another_answer_to_an_earlier_question_forgets_the_later_ones(
    catalogue: Catalogue,
) -> None:
    whole = _walked(_begun(fakes.YELLOW, catalogue), catalogue, first=True)
    assert len(whole.answers) > 1
    earliest = whole.answers[0][0]
    question = catalogue["handcuffs"].tree
    assert question is not None
    other = question.questions[earliest].answers[-1].say
    assert whole.answered(earliest, other).answers == ((earliest, other),)


def test_another_candidate_begins_anew(catalogue: Catalogue) -> None:
    inquiry = _walked(_begun(fakes.BLUE, catalogue), catalogue, first=True)
    assert inquiry.about("leg_cuffs") == Inquiry(inquiry.candidates, "leg_cuffs")
    with pytest.raises(ValueError, match="none of"):
        inquiry.about("padlock")


def test_a_status_is_never_shown_while_a_question_is_open(catalogue: Catalogue) -> None:
    begun = _begun(fakes.RED, catalogue)
    assert begun.decision(catalogue).status is Status.DEPENDS
    html = so_far(begun, catalogue)
    assert "decided" not in html
    assert "the status follows" in html


def test_a_measurement_across_a_limit_says_why_it_does_not_decide(catalogue: Catalogue) -> None:
    inquiry = Inquiry(("handcuffs",), "handcuffs")
    tree = catalogue["handcuffs"].tree
    assert tree is not None
    measured = {question.id for question in tree.questions.values() if question.measure}
    way = next(path for path in tree.paths(catalogue["handcuffs"].start) if measured & {*path})
    while not (question := _open(inquiry, catalogue)).measure:
        following = way[way.index(question.id) + 1]
        said = next(answer.say for answer in question.answers if answer.to == following)
        inquiry = inquiry.answered(question.id, said)
    limit = question.bands[0].limit
    assert limit is not None
    unsure = inquiry.answered(question.id, Measured(limit * 0.9, limit * 1.1))
    assert _open(unsure, catalogue) == question
    html = so_far(unsure, catalogue)
    assert 'role="alert"' in html
    assert f"lies the limit of {limit:g} {question.unit}" in html


def _open(inquiry: Inquiry, catalogue: Catalogue) -> Question:
    question = inquiry.decision(catalogue).question
    assert question is not None
    return question


def test_an_answer_that_was_never_offered_is_refused(catalogue: Catalogue) -> None:
    begun = _begun(fakes.YELLOW, catalogue)
    question = _open(begun, catalogue)
    with pytest.raises(CatalogueError, match="no answer"):
        so_far(begun.answered(question.id, "<b>perhaps</b>"), catalogue)
