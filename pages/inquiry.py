"""The questions of a class as far as an inspector has answered them, and what they come to.

Pure: a value and the HTML of it. The buttons are in `questions.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from catalogue.decision import Decision, Given, Measured, decide
from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, fold, join, tag
from catalogue.page import given_words
from catalogue.ruling import Query
from catalogue.tree import Question
from catalogue.visual_class import Kind
from findings.rules import check_sha256
from model.measuring import Measurement
from model.screening import Outcome, Report
from pages.legal import EFFECTS
from pages.status import SIGNS, UNSURE, icon, meaning


@dataclass(frozen=True, slots=True)
class ByCard:
    """A length that was measured by a card in a photo.

    Attributes:
        question: id of the question that it answers.
        length: with its interval, mm.
        photo: SHA-256 of the photo.
    """

    question: str
    length: Measurement
    photo: str

    def __post_init__(self) -> None:
        check_sha256(self.photo, "SHA-256 of a photo")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The questions about one of the classes that a photo may show.

    Attributes:
        candidates: ids of the classes that have questions, most probable first.
        chosen: which of them is asked about.
        answers: question id and what was answered, in the order they came up.
        query: whose law rules on the answers, and of which day.
        recognised: id of the class that the photo shows for certain; empty where it does not.
        lengths: which answers were measured in a photo, each question once in each photo.
    """

    candidates: tuple[str, ...]
    chosen: str
    answers: tuple[tuple[str, Given], ...] = ()
    query: Query = field(default_factory=Query)
    recognised: str = ""
    lengths: tuple[ByCard, ...] = ()

    def __post_init__(self) -> None:
        if self.chosen not in self.candidates:
            raise ValueError(f"{self.chosen!r} is none of {', '.join(self.candidates)}")

    @classmethod
    def of(cls, report: Report) -> Inquiry | None:
        """Begin with the most probable good that has questions; None where nothing has any.

        A good comes before a look-alike: its questions lead to every status, the harmless ones too.
        """
        asked = [f.visual_class for f in report.findings if f.visual_class.tree is not None]
        if not asked:
            return None
        first = next((each for each in asked if each.kind is Kind.GOOD), asked[0])
        is_certain = report.outcome in (Outcome.RECOGNISED, Outcome.LOOK_ALIKE)
        recognised = report.findings[0].visual_class.id if is_certain else ""
        candidates = tuple(each.id for each in asked)
        return cls(candidates, first.id, recognised=recognised)

    def about(self, id: str) -> Inquiry:
        """Ask about another candidate, from the beginning."""
        return replace(self, chosen=id, answers=())

    def including(self, id: str) -> Inquiry:
        """Ask about a class that the photo does not suggest, such as the inspector's own."""
        if id == self.chosen:
            return self
        candidates = tuple(dict.fromkeys((*self.candidates, id)))
        return replace(self, candidates=candidates, chosen=id, answers=())

    def answered(self, question: str, given: Given) -> Inquiry:
        """Answer a question; the same one answered again forgets what came after it."""
        kept = [pair[0] for pair in self.answers]
        before = self.answers[: kept.index(question)] if question in kept else self.answers
        return replace(self, answers=(*before, (question, given)))

    def measured(self, taken: ByCard) -> Inquiry:
        """Answer a question by a length; it keeps in which photo that was measured."""
        same = (taken.question, taken.photo)
        others = (each for each in self.lengths if (each.question, each.photo) != same)
        given = Measured(taken.length.low_mm, taken.length.high_mm)
        return replace(self.answered(taken.question, given), lengths=(*others, taken))

    def undone(self) -> Inquiry:
        """Take back the last answer."""
        return replace(self, answers=self.answers[:-1])

    def decision(self, catalogue: Catalogue) -> Decision:
        """Where the answers lead.

        Raises:
            CatalogueError: an answer is none of those offered.
        """
        return decide(catalogue, catalogue[self.chosen], dict(self.answers))


def so_far(inquiry: Inquiry, catalogue: Catalogue) -> Html:
    """What the answers come to, which they were, and the next question.

    Raises:
        CatalogueError: an answer is none of those offered.
    """
    decision = inquiry.decision(catalogue)
    shown = _question(decision.question, decision.undecided) if decision.question else Html("")
    reached = _reached(inquiry, decision, catalogue)
    return tag("div", reached, _given(decision), shown, class_="sheet inquiry")


def outcome(inquiry: Inquiry, catalogue: Catalogue) -> Html:
    """The same status for the head of the answer; nothing while a question is open.

    Raises:
        CatalogueError: an answer is none of those offered.
    """
    decision = inquiry.decision(catalogue)
    if decision.end is None or decision.ruling is None:
        return Html("")
    heading = tag("p", _conditional(inquiry, decision, catalogue), class_="looks-like")
    by = tag("p", "By your answers to the questions below.")
    return tag("div", _coloured(inquiry, decision, heading, by), class_="sheet")


def _reached(inquiry: Inquiry, decision: Decision, catalogue: Catalogue) -> Html:
    """Status, reason, entries and the lists asked; while a question is open, that it is."""
    if decision.end is None or decision.ruling is None:
        return tag("p", "Answer what you can see and measure: the status follows.", class_="quiet")
    ruling = decision.ruling
    entries = tuple(
        f"Annex {entry.key} ({EFFECTS[entry.effect]}): {entry.summary}" for entry in ruling.entries
    )
    heading = _conditional(inquiry, decision, catalogue)
    shown = _coloured(
        inquiry,
        decision,
        tag("h4", heading, id="decided", tabindex="-1"),
        tag("p", decision.end.reason),
        tag("p", ruling.reason),
        tag("p", meaning(decision.status, catalogue.query.jurisdiction), class_="standing"),
    )
    return join(shown, bullets(entries), fold("Which lists were asked", bullets(ruling.lists)))


def _conditional(inquiry: Inquiry, decision: Decision, catalogue: Catalogue) -> Html:
    """`If it is Handcuffs: Prohibited`; the answers say nothing of which class it is."""
    name = catalogue[inquiry.chosen].name
    return join(tag("span", f"If it is {name}:"), " ", SIGNS[decision.status].word)


def _coloured(inquiry: Inquiry, decision: Decision, *text: Html) -> Html:
    """The banner of a status; without its colour where the class itself is not certain."""
    sign = SIGNS[decision.status]
    is_certain = inquiry.chosen == inquiry.recognised
    colour = sign.colour if is_certain else UNSURE.colour
    open_still = "Which of the candidates it is, the photo does not settle."
    told = join(*text, "" if is_certain else tag("p", open_still))
    return tag("div", icon(sign), tag("div", told), class_=f"verdict decided {colour}")


def _given(decision: Decision) -> Html:
    """What was answered, in order."""
    steps = (
        join(step.question.ask, " ", tag("strong", given_words(step.question, step.given)))
        for step in decision.steps
    )
    return bullets(tuple(steps), ordered=True, class_="given")


def _question(question: Question, undecided: str) -> Html:
    """The next question, how to find out, and why the last measurement did not decide."""
    return join(
        tag("h4", question.ask, id="question", tabindex="-1"),
        tag("p", question.help, class_="quiet") if question.help else "",
        tag("p", undecided, class_="undecided", role="alert") if undecided else "",
    )
