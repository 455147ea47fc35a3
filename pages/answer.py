"""A report as one accessible page part: verdict first, then what to do, compare and read.

Pure functions: the same report gives the same HTML. Law comes from the catalogue alone.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, fold, join, section, tag
from catalogue.page import asked
from catalogue.visual_class import Kind
from model.card import ModelCard
from model.fusion import Contradiction
from model.photo import Pixels
from model.prediction import Candidate
from model.references import ReferenceIndex
from model.screening import Finding, Outcome, Report
from pages.candidate import candidate_card, comparison, others, percent, safety, to_check
from pages.case import Item, Told
from pages.confidence import family, how_sure
from pages.guide import CAPTURE
from pages.places import place_name
from pages.seen import evidence, looked_at, nearest, photos
from pages.status import OWN, SIGNS, UNKNOWN, UNREADABLE, UNSURE, banner, meaning

# Gravest first: what an inspector must keep in mind while several classes are possible.
GRAVITY = tuple(Status)
BY_HAND = (
    "Search the catalogue by name, code or entry, or browse its pictures, and compare by eye.",
    "Compare the words on the papers and the packing with the names in that list.",
    "If it may still be used to restrain, shock, strike or spray people, or to execute them, "
    "ask the competent authority before it moves on.",
)
REFER = (
    "Take the photos listed below and check again, one photo at a time.",
    "Measure and ask what the candidates below ask for.",
    "If it stays undecided, refer to the competent authority with the photos and the papers.",
)


class Answer(NamedTuple):
    """An answer in two parts, so that questions can stand between them.

    Attributes:
        head: verdict, and how to handle the good.
        body: the photo, the candidates with their law, what to do and to check.
    """

    head: Html
    body: Html


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What is answered for.

    Attributes:
        item: The object with its photos.
        told: What is told of it.
        looked: `(H, W, 3) uint8`, the activation map over the photo shown; None where no class is
            named, because the map of a class that is not there says nothing.
        answered: Time of the answer, with its zone.
    """

    item: Item
    told: Told
    looked: Pixels | None
    answered: datetime


def answer(
    subject: Subject, catalogue: Catalogue, card: ModelCard, references: ReferenceIndex | None
) -> Answer:
    """The whole answer.

    Args:
        subject: what is answered for.
        catalogue: law of the place and day asked, reference views, look-alikes.
        card: of the weights that saw it.
        references: embeddings of the reference views, or None.
    """
    report = subject.told.report
    told = {
        Outcome.RECOGNISED: _told_recognised,
        Outcome.LOOK_ALIKE: _told_recognised,
        Outcome.UNSURE: _told_unsure,
        Outcome.UNKNOWN: _told_unknown,
    }[report.outcome](report, catalogue)
    looked = looked_at(subject.looked) if subject.looked is not None else Html("")
    similar = nearest(report, catalogue, references) if report.findings else Html("")
    right = join(
        how_sure(report, card) if report.findings else "",
        told,
        similar,
        others(report, catalogue) if report.findings else "",
        fold("Which lists were asked", bullets(asked(catalogue))),
        evidence(report, subject.item, subject.answered),
    )
    grid = tag(
        "div",
        tag("div", photos(subject.item), looked, class_="seen"),
        tag("div", right, class_="told"),
        class_="answer-grid",
    )
    return Answer(
        _head(subject.told, catalogue),
        tag("article", grid, class_="sheet answer", aria_label="The answer in full"),
    )


def _head(told: Told, catalogue: Catalogue) -> Html:
    """Verdict, what contradicts it, and how to handle the good."""
    return tag(
        "article",
        verdict(told.report, catalogue),
        contradicted(told.contradiction) if told.contradiction else "",
        safety(tuple(finding.visual_class for finding in told.report.findings)),
        class_="sheet answer",
        aria_labelledby="verdict",
    )


def contradicted(contradiction: Contradiction) -> Html:
    """That the photos may show different objects."""
    return tag("p", contradiction.sentence, class_="part undecided", role="alert")


def refusal(*sentences: str) -> Answer:
    """The same frame for files that give no answer.

    Args:
        sentences: what was wrong and what to do; may hold the names of the files.
    """
    shown = banner(UNREADABLE, heading="", lines=tuple(map(_as_sentence, sentences)))
    attributes = {"class_": "sheet answer", "aria_labelledby": "verdict", "role": "alert"}
    return Answer(tag("article", shown, **attributes), Html(""))


def not_used(sentences: tuple[str, ...]) -> Html:
    """What of an upload could not be used, beside an answer on the rest of it."""
    listed = bullets(tuple(map(_as_sentence, sentences)))
    return section("Not used", listed, class_="sheet part undecided") if listed else Html("")


def _as_sentence(text: str) -> str:
    """Errors begin in lower case and end without a stop; a page shows sentences."""
    return text if text.endswith(".") else f"{text}."


def verdict(report: Report, catalogue: Catalogue) -> Html:
    """Status or outcome in icon, words and colour, and what it rests on."""
    place, own = catalogue.query.jurisdiction, report.own
    if report.outcome is Outcome.UNKNOWN and own is not None:
        score = f"Calibrated score {percent(own.probability)}."
        return banner(OWN, heading=f"Looks like: {own.label}", lines=(OWN.meaning, score))
    if report.outcome is Outcome.UNKNOWN:
        return banner(UNKNOWN, heading="", lines=(UNKNOWN.meaning,))
    lists = _whose(catalogue)
    if report.outcome is Outcome.UNSURE:
        return _verdict_unsure(report, catalogue, lists)
    first = report.findings[0]
    sign = SIGNS[first.visual_class.status]
    sure = f"The model is sure: calibrated score {percent(first.probability)}."
    return banner(
        sign,
        heading=f"Looks like: {first.visual_class.name}",
        lines=(
            meaning(first.visual_class.status, place),
            sure,
            *_rivals(report.findings[1:]),
            lists,
        ),
    )


def _verdict_unsure(report: Report, catalogue: Catalogue, lists: str) -> Html:
    names = " or ".join(finding.visual_class.name for finding in report.findings)
    gravest = SIGNS[min((f.visual_class.status for f in report.findings), key=GRAVITY.index)]
    own = () if report.own is None else (_may_be_own(report.own),)
    lines = (UNSURE.meaning, *own, f"The gravest status among them: {gravest.word}.", lists)
    shared = family(report, catalogue)
    return banner(UNSURE, heading=f"It may be: {names}", lines=lines, extra=shared)


def _may_be_own(own: Candidate) -> str:
    """A taught class that the catalogue does not have, beside the classes with a law."""
    return (
        f"It may also be a class of your own: {own.label} ({percent(own.probability)}). No law is "
        "stored for it."
    )


def _whose(catalogue: Catalogue) -> str:
    """Whose law it is and of which day, in one line."""
    query = catalogue.query
    day = f"as of {query.as_of}" if query.as_of else "in force today"
    return f"Law asked: {place_name(query.jurisdiction)}, {day}."


def _rivals(others: tuple[Finding, ...]) -> tuple[str, ...]:
    """A line for each other class that stays possible."""
    return tuple(
        f"It may also be: {other.visual_class.name} "
        f"({SIGNS[other.visual_class.status].word.lower()}, {percent(other.probability)})."
        for other in others
    )


def _told_recognised(report: Report, catalogue: Catalogue) -> Html:
    """The class with its views and law, its rivals, next steps, checks, look-alikes."""
    first, *others = report.findings
    shown = first.visual_class
    rivals = join(
        *(candidate_card(o.visual_class, o.probability, catalogue, is_main=False) for o in others)
    )
    return join(
        candidate_card(shown, first.probability, catalogue, is_main=True),
        section("It may also be", tag("div", rivals, class_="cards") if rivals else ""),
        _steps(catalogue.next_steps(shown.status)),
        to_check(shown),
        comparison(shown, catalogue, besides=_ids(report)),
    )


def _told_unsure(report: Report, catalogue: Catalogue) -> Html:
    """What to photograph next, and the candidates side by side with their questions."""
    cards = (
        candidate_card(f.visual_class, f.probability, catalogue, is_main=False)
        for f in report.findings
    )
    checks = (
        section(
            f"To tell whether it is: {f.visual_class.name}",
            bullets(f.visual_class.questions, class_="questions", ordered=True),
        )
        for f in report.findings
    )
    return join(
        section("The candidates, side by side", tag("div", join(*cards), class_="cards")),
        _steps(REFER),
        section("Photograph next", bullets(CAPTURE, ordered=True)),
        *checks,
        *(comparison(f.visual_class, catalogue, besides=_ids(report)) for f in report.findings[:1]),
    )


def _told_unknown(report: Report, catalogue: Catalogue) -> Html:
    """What the model knows, that silence is no clearance, how to search by hand."""
    goods = sum(kind is Kind.GOOD for _, kind in report.candidates)
    alikes = sum(kind is Kind.LOOK_ALIKE for _, kind in report.candidates)
    knows = (
        f"The model knows {goods} kinds of goods of the lists and {alikes} kinds of everyday "
        "things they are confused with. Some listed things are not among them: substances have "
        "no shape of their own, and a good of an unusual make may look like nothing it knows."
    )
    return join(
        section("What this means", tag("p", knows)),
        _steps(BY_HAND),
        tag("p", tag("a", "Open the catalogue", href="catalogue", class_="by-hand"), class_="part"),
        section("Or photograph it again", bullets(CAPTURE, ordered=True)),
    )


def _ids(report: Report) -> frozenset[str]:
    return frozenset(finding.visual_class.id for finding in report.findings)


def _steps(steps: tuple[str, ...]) -> Html:
    return section("What to do next", bullets(steps, ordered=True), class_="part next")
