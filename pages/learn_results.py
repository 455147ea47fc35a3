"""The start of the quiz and what a learner has answered so far, as HTML. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, fold, join, section, tag
from pages.candidate import percent
from pages.learn_cards import go
from pages.reference import address
from quiz.answer import Answered
from quiz.card import Topic
from quiz.deck import Deck
from quiz.memory import Memory, memories
from quiz.order import Wanted, due_by, wanted
from quiz.scores import LEAST, Score, TakenFor, by_class, confusions

ALL, MISSED, PHOTOS, ANNEX = "all", "missed", "photos", "annex "  # values of the choice
PAIRS_SHOWN = 8  # the rest would bury the worst


@dataclass(frozen=True, slots=True)
class Past:
    """What a user has answered so far, and what follows from it.

    Attributes:
        answers: oldest first.
        known: what is remembered of each topic.
        mixed_up: what was taken for what.
        now: the time all this is looked at, UTC.
    """

    answers: tuple[Answered, ...]
    known: Mapping[Topic, Memory]
    mixed_up: tuple[TakenFor, ...]
    now: datetime

    def __post_init__(self) -> None:
        if len(self.known) > len(self.answers):
            raise ValueError("more is remembered than was answered")

    @classmethod
    def of(cls, answers: Sequence[Answered], now: datetime) -> Past:
        """Work out what follows from the answers."""
        return cls(tuple(answers), memories(answers), confusions(answers), now)


def wish(value: str, deck: Deck) -> Wanted:
    """What the chosen value means; anything unknown means all."""
    if value == MISSED:
        return Wanted(only_missed=True)
    if value == PHOTOS and deck.photos:
        return Wanted(only_photos=True)
    annex = value.removeprefix(ANNEX)
    return Wanted(annex=annex) if value.startswith(ANNEX) and annex in annexes(deck) else Wanted()


def annexes(deck: Deck) -> tuple[str, ...]:
    """The annexes that some class stands in."""
    return tuple(sorted({annex for topic in deck.topics for annex in deck.annexes(topic)}))


def start(deck: Deck, past: Past, results: Html) -> Html:
    """What to be asked about, a big button, and the results so far."""
    return tag(
        "div",
        tag("h2", "What do you want to be asked about?", id="learn-want"),
        tag("div", *_wishes(deck, past), role="radiogroup", aria_labelledby="learn-want"),
        tag("p", go("Start", "begin", is_first=True), class_="learn-buttons"),
        tag(
            "p",
            "On a keyboard: 1 to 4 answer, Enter goes on.",
            class_="quiet learn-keys",
        ),
        results,
        section("Left out", bullets(deck.photos.skipped)),
        class_="sheet learn learn-start",
    )


def _wishes(deck: Deck, past: Past) -> tuple[Html, ...]:
    missed = len(wanted(deck, Wanted(only_missed=True), past.known, past.mixed_up))
    told = f"{missed} questions" if missed else "nothing so far"
    offered = [_wish(ALL, "Everything", f"{len(deck.topics)} questions", is_on=True)]
    for annex in annexes(deck):
        count = sum(annex in deck.annexes(topic) for topic in deck.topics)
        offered.append(_wish(f"{ANNEX}{annex}", f"Only Annex {annex}", f"{count} questions"))
    offered.append(_wish(MISSED, "Only what I miss", told, is_off=not missed))
    if deck.photos:
        count = sum(deck.has_photo(topic) for topic in deck.topics)
        offered.append(_wish(PHOTOS, "Only photos of this computer", f"{count} questions"))
    return tuple(offered)


def _wish(value: str, words: str, told: str, *, is_on: bool = False, is_off: bool = False) -> Html:
    radio = tag("input", type="radio", name_="want", value=value, checked=is_on, disabled=is_off)
    return tag(
        "label", radio, tag("span", words), tag("span", told, class_="quiet"), class_="learn-wish"
    )


def results(past: Past, catalogue: Catalogue, kept: str, *, is_open: bool = False) -> Html:
    """Right answers per class, what is mixed up, what is due; where they are kept; deletion."""
    if not past.answers:
        return tag("p", kept, class_="quiet")
    right = sum(answer.right for answer in past.answers)
    evening = past.now.replace(hour=23, minute=59, second=59)
    lines = (
        f"{right} of {len(past.answers)} answers right.",
        f"{due_by(past.known, evening)} questions come back today.",
    )
    return fold(
        f"Your results ({len(past.answers)} answers)",
        bullets(lines),
        _mixed_up(past.mixed_up, catalogue),
        _table(by_class(past.answers), catalogue),
        tag("p", kept, class_="quiet"),
        tag("p", go("Delete all my results", "ask"), class_="learn-buttons"),
        is_open=is_open,
    )


def _mixed_up(pairs: Sequence[TakenFor], catalogue: Catalogue) -> Html:
    """The pairs that are taken for one another, most often first."""
    lines = tuple(
        join(
            "You took ",
            tag("strong", _name(each.shown, catalogue)),
            " for ",
            tag("strong", _name(each.said, catalogue)),
            f" {each.times} of {each.offered} {'time' if each.offered == 1 else 'times'}.",
        )
        for each in pairs[:PAIRS_SHOWN]
    )
    return join(tag("h3", "What you mix up"), bullets(lines)) if lines else Html("")


def _name(id: str, catalogue: Catalogue) -> str:
    """The name of a class; its id where the catalogue no longer has it."""
    its = catalogue.get(id)
    return its.name if its else id


def _table(scores: Mapping[str, Score], catalogue: Catalogue) -> Html:
    """The score of each class, the weakest first; no share below `LEAST` answers."""
    order = sorted(scores, key=lambda id: (scores[id].right / scores[id].of, _name(id, catalogue)))
    head = tag("tr", *(tag("th", word, scope="col") for word in ("Class", "Right", "Share")))
    rows = join(*(_row(id, scores[id], catalogue) for id in order))
    table = tag("table", tag("thead", head), tag("tbody", rows))
    note = f"A share is told from {LEAST} answers on, with its 95 % interval."
    return join(
        tag("h3", "By class"),
        tag("div", table, class_="learn-table", tabindex="0", role="region", aria_label="By class"),
        tag("p", note, class_="quiet"),
    )


def _row(id: str, score: Score, catalogue: Catalogue) -> Html:
    name = _name(id, catalogue)
    link = tag("a", name, href=address(id, catalogue.query)) if id in catalogue else join(name)
    told = "too few"
    if score.is_told:
        low, high = (percent(bound) for bound in score.interval)
        told = f"{percent(score.right / score.of)} ({low} to {high})"
    cells = (tag("td", f"{score.right} of {score.of}"), tag("td", told))
    return tag("tr", tag("th", link, scope="row"), *cells)


def ask_deletion(count: int) -> Html:
    """Whether to delete, before it is done: it cannot be taken back."""
    return tag(
        "div",
        tag("h2", "Delete all your answers?", tabindex="-1", data_focus=True),
        tag("p", f"There are {count}. They cannot be brought back."),
        tag("p", go("Keep them", "start", is_first=True), go("Delete them", "delete"),
            class_="learn-buttons"),
        class_="sheet learn",
    )  # fmt: skip


def nothing_to_ask() -> Html:
    """A wish that leaves no question."""
    return tag(
        "div",
        tag("h2", "There is nothing to ask about here", tabindex="-1", data_focus=True),
        tag("p", "Choose something else."),
        tag("p", go("Back", "start", is_first=True), class_="learn-buttons"),
        class_="sheet learn",
    )
