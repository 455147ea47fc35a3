"""The questions of a class as far as an inspector has answered them, and what they come to.

Pure: a value and the HTML of it. The buttons are in `questions.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from catalogue.decision import Decision, Given, decide
from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, fold, join, tag
from catalogue.page import given_words
from catalogue.ruling import Query
from catalogue.tree import Question
from catalogue.visual_class import Kind
from model.screening import Report
from pages.legal import EFFECTS
from pages.status import SIGNS, icon, meaning


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The questions about one of the classes that a photo may show.

    Attributes:
        candidates: ids of the classes that have questions, most probable first.
        chosen: which of them is asked about.
        answers: question id and what was answered, in the order they came up.
        query: whose law rules on the answers, and of which day.
    """

    candidates: tuple[str, ...]
    chosen: str
    answers: tuple[tuple[str, Given], ...] = ()
    query: Query = field(default_factory=Query)

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
        return cls(tuple(each.id for each in asked), first.id)

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
    reached = _reached(decision, catalogue.query.jurisdiction)
    return tag("div", reached, _given(decision), shown, class_="sheet inquiry")


def _reached(decision: Decision, jurisdiction: str) -> Html:
    """Status, reason, entries and the lists asked; while a question is open, that it is."""
    if decision.end is None or decision.ruling is None:
        return tag("p", "Answer what you can see and measure: the status follows.", class_="quiet")
    sign, ruling = SIGNS[decision.status], decision.ruling
    entries = tuple(
        f"Annex {entry.key} ({EFFECTS[entry.effect]}): {entry.summary}" for entry in ruling.entries
    )
    text = join(
        tag("h4", sign.word, id="decided", tabindex="-1"),
        tag("p", decision.end.reason),
        tag("p", ruling.reason),
        tag("p", meaning(decision.status, jurisdiction), class_="standing"),
    )
    return join(
        tag("div", icon(sign), tag("div", text), class_=f"verdict decided {sign.colour}"),
        bullets(entries),
        fold("Which lists were asked", bullets(ruling.lists)),
    )


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
