"""What is on the page as a finding for the register. Pure: values in, values out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from catalogue.decision import Decision, Measured
from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.page import given_words
from catalogue.tree import Question
from findings.finding import Consignment, Finding
from findings.parts import BY_HAND, Answer, Candidate, Conclusion, Law, Measurement, Seen, Verdict
from model.screening import Outcome, Report
from pages.case import Item, Told
from pages.inquiry import ByCard


def finding_of(
    item: Item,
    told: Told,
    catalogue: Catalogue,
    conclusion: Conclusion | None,
    *,
    by: str,
    now: datetime | None = None,
) -> Finding:
    """The finding of an object.

    Args:
        item: its photos, and how far its questions are answered.
        told: what was told of it.
        catalogue: law of the place and day that were asked.
        conclusion: the inspector's, or None.
        by: name of the inspector.
        now: time of the finding; None takes the clock's.

    Raises:
        RefusedError: something breaks a rule of the register, such as an empty name, or a length
            that was measured in a photo of another object.
        CatalogueError: an answer is none of those offered.
    """
    made = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    decision = item.inquiry.decision(catalogue) if item.inquiry else None
    query = catalogue.query
    photos = tuple(each.taken.sha256 for each in item.exhibits)
    answers = _answers(decision)
    measurements = _measurements(item, decision)
    return Finding(
        photos=photos,
        seen=_seen(told.report),
        law=Law(
            status_of(item, told, catalogue, conclusion, decision),
            query.jurisdiction,
            query.as_of or made.date(),
            catalogue.version,
        ),
        made=made,
        by=by,
        answers=answers,
        measurements=measurements,
        conclusion=conclusion,
        about=item.inquiry.chosen if item.inquiry and (answers or measurements) else None,
    )


def status_of(
    item: Item,
    told: Told,
    catalogue: Catalogue,
    conclusion: Conclusion | None,
    decision: Decision | None,
) -> Status:
    """The legal status that stands at the end, for the class that holds.

    Answered questions come first, where they are about that class. Without a class nothing is
    established: a photo that fits several, or none, decides no status.
    """
    held = class_that_holds(told, conclusion)
    if held is None:
        return Status.NOT_ESTABLISHED
    about = item.inquiry.chosen if item.inquiry else None
    if decision is not None and decision.end is not None and about == held:
        return decision.status
    return catalogue[held].status


def class_that_holds(told: Told, conclusion: Conclusion | None) -> str | None:
    """The inspector's class before the model's; None where neither names one."""
    if conclusion is not None and conclusion.verdict is not Verdict.AGREE:
        return conclusion.visual_class
    report = told.report
    sure = report.outcome in (Outcome.RECOGNISED, Outcome.LOOK_ALIKE)
    if not report.findings or not (sure or conclusion is not None):
        return None
    return report.findings[0].visual_class.id


def _seen(report: Report) -> Seen:
    """What the report names, and always the class that one agrees with.

    A report names its first candidates only; several photos together may show a less likely one.
    """
    seen = Seen.from_report(report.to_json())
    offered = {each.visual_class.id for each in report.findings[:1]}
    offered -= {each.visual_class for each in seen.candidates}
    further = (
        Candidate(each.label, round(each.probability, 6))
        for each, _ in report.candidates
        if each.label in offered
    )
    return replace(seen, candidates=(*seen.candidates, *further))


def _answers(decision: Decision | None) -> tuple[Answer, ...]:
    steps = decision.steps if decision else ()
    return tuple(
        Answer(step.question.id, given_words(step.question, step.given), step.question.ask)
        for step in steps
    )


def _measurements(item: Item, decision: Decision | None) -> tuple[Measurement, ...]:
    """Lengths in mm among the answers; other units stand in the answer's words.

    One that a limit lies in decides nothing, and is kept all the same: it was measured.
    """
    if item.inquiry is None or decision is None:
        return ()
    given = [(step.question, step.given) for step in decision.steps]
    if decision.question is not None and decision.question.id in dict(item.inquiry.answers):
        given.append((decision.question, dict(item.inquiry.answers)[decision.question.id]))
    return tuple(
        _measurement(question, each, item.inquiry.lengths)
        for question, each in given
        if isinstance(each, Measured) and question.unit == "mm"
    )


def _measurement(question: Question, given: Measured, lengths: tuple[ByCard, ...]) -> Measurement:
    """By the card where that gave exactly this interval, else as a person typed it.

    One of another object's photo is no typed one: the finding refuses it.
    """
    low, high = given.low, given.high
    for each in reversed(lengths):
        length = each.length
        if (each.question, length.low_mm, length.high_mm) == (question.id, low, high):
            value, level = length.value_mm, length.level
            return Measurement(question.id, value, low, high, level, question.ask, each.photo)
    return Measurement(question.id, (low + high) / 2, low, high, BY_HAND, question.ask)


def consignment_of(
    reference: str, post: str, origin: str, transit: str, destination: str, cn: str
) -> Consignment:
    """A consignment from what was typed; codes in any case, blanks are left out.

    Raises:
        RefusedError: a code or text breaks a rule.
    """
    return Consignment(
        reference=reference.strip(),
        post=post.strip(),
        origin=origin.strip().upper() or None,
        transit=tuple(transit.replace(",", " ").upper().split()),
        destination=destination.strip().upper() or None,
        cn="".join(cn.split()) or None,
    )
