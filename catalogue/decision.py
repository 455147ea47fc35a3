"""Walks a decision tree with the answers given so far: the next question, or what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.errors import CatalogueError
from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.ruling import Ruling
from catalogue.tree import End, Question
from catalogue.visual_class import VisualClass


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured value with its bounds, in the unit of the question; equal bounds are exact."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.high < float("inf"):
            raise CatalogueError(
                f"a measurement from {self.low:g} to {self.high:g} is none; give positive bounds, "
                "the lower first."
            )


Given = str | Measured  # one answer: the words of a button, or a measurement


@dataclass(frozen=True, slots=True)
class Step:
    """One question that was answered.

    Attributes:
        question: what was asked.
        given: what was answered.
    """

    question: Question
    given: Given


@dataclass(frozen=True, slots=True)
class Decision:
    """Where the answers lead.

    Attributes:
        steps: what was answered on the way, in order.
        question: what to ask next; None at an end.
        undecided: why the last measurement does not decide; empty otherwise.
        end: where the path ended; None while a question is open.
        ruling: what the lists say of that end's subject; None while a question is open.
    """

    steps: tuple[Step, ...]
    question: Question | None
    undecided: str
    end: End | None
    ruling: Ruling | None

    @property
    def status(self) -> Status:
        """The status reached; `depends` while a question is open."""
        if self.end is None or self.ruling is None:
            return Status.DEPENDS
        return Status.REFER if self.end.refer else self.ruling.status


def decide(
    catalogue: Catalogue, visual_class: VisualClass, answers: Mapping[str, Given]
) -> Decision:
    """Follow the tree of a class as far as the answers lead.

    Args:
        catalogue: its query says which lists rule.
        visual_class: a class with a tree.
        answers: question id -> answer; answers to questions that do not come up are left aside.

    Raises:
        CatalogueError: the class has no tree, or an answer is none of those offered.
    """
    tree = visual_class.tree
    if tree is None:
        raise CatalogueError(f"{visual_class.id!r} has no questions: {visual_class.status_reason}")
    steps: list[Step] = []
    at = visual_class.start
    while at in tree.questions:
        question = tree.questions[at]
        if question.id not in answers:
            return Decision(tuple(steps), question, "", None, None)
        given = answers[question.id]
        way = _way(question, given)
        if way is None:
            return Decision(tuple(steps), question, _undecided(question, given), None, None)
        steps.append(Step(question, given))
        at = way
    end = tree.ends[at]
    return Decision(tuple(steps), None, "", end, catalogue.ruling(end.subject))


def _way(question: Question, given: Given) -> str | None:
    """Where an answer leads; None when a limit lies between the bounds of a measurement."""
    if isinstance(given, Measured):
        if not question.measure:
            raise CatalogueError(f"{question.ask!r} asks for words, not for a measurement.")
        return question.after_measuring(given.low, given.high)
    if question.measure:
        raise CatalogueError(f"{question.ask!r} asks for a number in {question.unit}.")
    way = question.after(given)
    if way is None:
        offered = " | ".join(answer.say for answer in question.answers)
        raise CatalogueError(f"{given!r} is no answer to {question.ask!r}; it offers: {offered}.")
    return way


def _undecided(question: Question, given: Given) -> str:
    """Why a measurement does not decide: which limits lie between its bounds."""
    assert isinstance(given, Measured)  # words always lead somewhere or raise
    limits = [band.limit for band in question.bands if band.limit is not None]
    between = [f"{limit:g}" for limit in limits if given.low <= limit <= given.high]
    return (
        f"Between {given.low:g} and {given.high:g} {question.unit} lies the limit of "
        f"{' and '.join(between)} {question.unit}: measure again by hand."
    )


def parse_measured(text: str) -> Measured:
    """A measurement as people write it: `163`, `163.5`, `163+-2`, `161..165`.

    Raises:
        CatalogueError: no such form.
    """
    plain = text.replace("±", "+-").replace(",", ".").replace(" ", "")
    try:
        if "+-" in plain:
            value, spread = (float(part) for part in plain.split("+-"))
            return Measured(value - spread, value + spread)
        if ".." in plain:
            low, high = (float(part) for part in plain.split(".."))
            return Measured(low, high)
        return Measured(float(plain), float(plain))
    except ValueError as error:
        raise CatalogueError(
            f"{text!r} is no measurement; write a number such as 163, 163+-2 or 161..165."
        ) from error
