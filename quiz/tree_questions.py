"""Reads from the decision trees which question or which answer decides.

Every word comes from the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.tree import End, Question, Tree
from catalogue.visual_class import VisualClass


@dataclass(frozen=True, slots=True)
class Way:
    """One answer to a question, and where it leads.

    Attributes:
        say: the words of the answer, or the range of the measurement.
        to: id of the next question or end.
    """

    say: str
    to: str


@dataclass(frozen=True, slots=True)
class Telling:
    """The question that tells two classes apart.

    Attributes:
        question: its answers lead to one or to the other, never to both.
        first: the answers that lead to the first class.
        second: those that lead to the second.
        others: questions of the same tree that lead both the same way or to neither.
    """

    question: Question
    first: tuple[Way, ...]
    second: tuple[Way, ...]
    others: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Deciding:
    """The answer that leads to a status.

    Attributes:
        question: what is asked.
        given: the questions before it with their answers, in order.
        target: the status asked for.
        right: the answer after which no other status is possible.
        wrong: answers after which that status is impossible.
        end: the end that the right answer leads to; where it leads to several, the first.
    """

    question: Question
    given: tuple[tuple[Question, Way], ...]
    target: Status
    right: Way
    wrong: tuple[Way, ...]
    end: End


def ways(question: Question) -> tuple[Way, ...]:
    """The answers of a question, a measurement as ranges that stand by themselves."""
    if question.answers:
        return tuple(Way(answer.say, answer.to) for answer in question.answers)
    found: list[Way] = []
    below = ""  # what the band before leaves to this one
    for band, words in zip(question.bands, question.ranges, strict=True):
        if band.limit is None:
            found.append(Way(below or words, band.to))
            continue
        found.append(Way(f"{below}, {words}" if below else words, band.to))
        limit = f"{band.limit:g} {question.unit}"
        below = f"more than {limit}" if band.inclusive else f"{limit} or more"
    return tuple(found)


def status_of(end: End, catalogue: Catalogue) -> Status:
    """What the lists say of an end, as `catalogue.decision` has it."""
    return Status.REFER if end.refer else catalogue.ruling(end.subject).status


def telling(one: VisualClass, other: VisualClass) -> Telling | None:
    """The first question on the way that tells two classes of one tree apart; None without."""
    tree = one.tree
    if tree is None or other.tree is None or other.tree.id != tree.id:
        return None
    asked = _from_both(tree, one, other)
    right = next((each for each in asked if _parts(tree, each, one, other)), None)
    if right is None:
        return None
    return Telling(
        right,
        _towards(tree, right, one),
        _towards(tree, right, other),
        tuple(each for each in asked if _says_nothing(tree, each, one, other)),
    )


def _from_both(tree: Tree, one: VisualClass, other: VisualClass) -> tuple[Question, ...]:
    """The questions that come up from the start of either class, nearest first."""
    found = (*tree.questions_from(one.start), *tree.questions_from(other.start))
    return tuple({question.id: question for question in found}.values())


def _towards(tree: Tree, question: Question, its: VisualClass) -> tuple[Way, ...]:
    """The answers from which what the class is taken for can still be reached."""
    return tuple(
        way
        for way in ways(question)
        if any(end.subject in its.subjects for end in tree.ends_from(way.to))
    )


def _parts(tree: Tree, question: Question, one: VisualClass, other: VisualClass) -> bool:
    """Whether each answer leads to one of the two at most, and both are reached."""
    first, second = _towards(tree, question, one), _towards(tree, question, other)
    return bool(first and second) and not set(first) & set(second)


def _says_nothing(tree: Tree, question: Question, one: VisualClass, other: VisualClass) -> bool:
    """Whether the answers lead both classes the same way, or to neither."""
    return _towards(tree, question, one) == _towards(tree, question, other)


def deciding(its: VisualClass, catalogue: Catalogue) -> tuple[Deciding, ...]:
    """Every question on the way of a class of which one answer settles a status; may be empty."""
    tree = its.tree
    if tree is None:
        return ()
    asked = tree.questions_towards(its.start, its.subjects)
    return tuple(each for question in asked for each in _settling(tree, question, its, catalogue))


def _settling(
    tree: Tree, question: Question, its: VisualClass, catalogue: Catalogue
) -> Iterator[Deciding]:
    """One for each status that a single answer settles and another excludes."""
    reached = {
        way: {status_of(end, catalogue) for end in tree.ends_from(way.to)} for way in ways(question)
    }
    for target in dict.fromkeys(status for found in reached.values() for status in sorted(found)):
        right = [way for way, found in reached.items() if found == {target}]
        wrong = tuple(way for way, found in reached.items() if target not in found)
        path = _path(tree, its.start, question.id)
        if right and wrong and path is not None:
            end = tree.ends_from(right[0].to)[0]
            yield Deciding(question, path, target, right[0], wrong, end)


def _path(tree: Tree, start: str, goal: str) -> tuple[tuple[Question, Way], ...] | None:
    """The fewest answers that lead from one question to another; None where none do."""
    paths: dict[str, tuple[tuple[Question, Way], ...]] = {start: ()}
    for id in tree.reachable(start):  # nearest first, so each path is the shortest
        if id not in tree.questions or id not in paths:
            continue
        question = tree.questions[id]
        for way in ways(question):
            paths.setdefault(way.to, (*paths[id], (question, way)))
    return paths.get(goal)
