"""A report as one accessible page part: verdict first, then what to do, compare and read.

Pure functions: the same report gives the same HTML. Law comes from the catalogue alone.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, fold, join, section, tag
from catalogue.page import asked
from catalogue.visual_class import Kind
from model.card import ModelCard
from model.fusion import Contradiction
from model.photo import Pixels
from model.references import ReferenceIndex
from model.screening import Outcome, Report
from pages.authority import WHOM
from pages.candidate import candidate_card, comparison, others, safety, to_check
from pages.case import Item, Told
from pages.confidence import how_sure
from pages.guide import CAPTURE
from pages.reference_narrow import list_address
from pages.seen import evidence, looked_at, nearest, photos
from pages.status import UNREADABLE, banner
from pages.verdict import hints, is_poor, verdict

BY_HAND = (
    "Search the catalogue by name, code or entry, or browse its pictures, and compare by eye.",
    "Compare the words on the papers and the packing with the names in that list.",
    "If it may still be used to restrain, shock, strike or spray people, or to execute them, "
    "ask the competent authority before it moves on.",
)
REFER = (
    "Take the photos listed below and check again, one photo at a time.",
    "Measure and ask what the candidates above ask for: open each of them.",
    "If it stays undecided, refer to the competent authority with the photos and the papers.",
)


class Answer(NamedTuple):
    """An answer in two parts, so that questions can stand between them.

    Attributes:
        head: what is wrong with the photo, verdict, photo, and how to handle the good.
        body: the candidates with their law, what to do and to check.
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
    if report.outcome is Outcome.UNKNOWN:
        told = _told_unknown(report, catalogue, is_poor=is_poor(report, subject.item))
    elif report.outcome is Outcome.UNSURE:
        told = _told_unsure(report, catalogue)
    else:
        told = _told_recognised(report, catalogue)
    body = join(
        how_sure(report, card) if report.findings else "",
        looked_at(subject.looked) if subject.looked is not None else "",
        told,
        nearest(report, catalogue, references),
        others(report, catalogue) if report.findings else "",
        fold("Which lists were asked", bullets(asked(catalogue))),
        evidence(report, subject.item, subject.answered),
    )
    told_in_full = tag("div", body, class_="told")
    return Answer(
        _head(subject, catalogue),
        tag("article", told_in_full, class_="sheet answer", aria_label="The answer in full"),
    )


def _head(subject: Subject, catalogue: Catalogue) -> Html:
    """What is wrong with the photo, verdict, what contradicts it, the photo, how to handle it.

    A hazard that is certain stands before the photo, as hands come first; one that holds only if
    the good is a certain candidate follows it.
    """
    report, contradiction = subject.told.report, subject.told.contradiction
    seen = tag("div", photos(subject.item), class_="seen")
    handling = safety(report)
    is_certain = report.outcome is not Outcome.UNSURE
    said = join(
        hints(subject.item),
        verdict(report, subject.item, catalogue),
        contradicted(contradiction) if contradiction else "",
    )
    return tag(
        "article",
        tag("div", said, handling if is_certain else "", class_="said"),
        seen,
        "" if is_certain else handling,
        class_="sheet answer head",
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
        comparison(shown, catalogue, besides=_ids(report), is_folded=True),
    )


def _told_unsure(report: Report, catalogue: Catalogue) -> Html:
    """The candidates side by side with their questions, what to do and to photograph next."""
    cards = (
        candidate_card(f.visual_class, f.probability, catalogue, is_main=False)
        for f in report.findings
    )
    first = report.findings[0].visual_class
    return join(
        section("The candidates, side by side", tag("div", join(*cards), class_="cards")),
        _steps(REFER),
        section("Photograph next", bullets(CAPTURE, ordered=True)),
        _by_hand(catalogue),
        comparison(first, catalogue, besides=_ids(report), is_folded=True),
    )


def _told_unknown(report: Report, catalogue: Catalogue, *, is_poor: bool) -> Html:
    """What the model knows, that silence is no clearance, how to search by hand.

    Args:
        report: without a finding.
        catalogue: law of the place and day asked.
        is_poor: whether the photo is too poor to tell: another photo comes first.
    """
    goods = sum(kind is Kind.GOOD for _, kind in report.candidates)
    alikes = sum(kind is Kind.LOOK_ALIKE for _, kind in report.candidates)
    knows = (
        f"The model knows {goods} kinds of goods of the lists and {alikes} kinds of everyday "
        "things they are confused with. Some listed things are not among them: substances have "
        "no shape of their own, and a good of an unusual make may look like nothing it knows."
    )
    again = section(
        "Photograph next" if is_poor else "Or photograph it again", bullets(CAPTURE, ordered=True)
    )
    return join(
        again if is_poor else "",
        section("What this means", tag("p", knows)),
        _steps(BY_HAND),
        _by_hand(catalogue),
        "" if is_poor else again,
    )


def _by_hand(catalogue: Catalogue) -> Html:
    """The way to the catalogue under the law asked, for eyes that compare better than the model."""
    way = list_address(catalogue.query)
    return tag("p", tag("a", "Open the catalogue", href=way, class_="by-hand"), class_="part")


def _ids(report: Report) -> frozenset[str]:
    return frozenset(finding.visual_class.id for finding in report.findings)


def _steps(steps: tuple[str, ...]) -> Html:
    whom = tag("p", tag("a", "Whom to ask", href=f"#{WHOM}"))
    return section("What to do next", bullets(steps, ordered=True), whom, class_="part next")
