"""A report as one accessible page part: verdict first, then what to do, compare and read.

Pure functions: the same report gives the same HTML. Law comes from the catalogue alone.
"""

from datetime import datetime
from typing import NamedTuple

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, join, section, tag
from catalogue.visual_class import Kind
from model.photo import Photo, Pixels
from model.references import ReferenceIndex
from model.screening import Finding, Outcome, Report
from pages.candidate import candidate_card, comparison, percent, safety, to_check
from pages.guide import CAPTURE
from pages.seen import evidence, nearest, quality_hints, seen
from pages.status import SIGNS, UNKNOWN, UNREADABLE, UNSURE, banner

# Gravest first: what an inspector must keep in mind while several classes are possible.
GRAVITY = tuple(Status)
BY_HAND = (
    "Open the list of goods below and compare by eye.",
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


def answer(
    report: Report,
    photo: Photo,
    catalogue: Catalogue,
    *,
    references: ReferenceIndex | None,
    looked: Pixels | None,
    answered: datetime,
) -> Answer:
    """The whole answer.

    Args:
        report: what was found.
        photo: what was looked at.
        catalogue: reference views, next steps and look-alikes.
        references: embeddings of the reference views, or None.
        looked: `(H, W, 3) uint8`, the activation map over the photo, or None.
        answered: time of the answer, with its zone.
    """
    told = {
        Outcome.RECOGNISED: _told_recognised,
        Outcome.LOOK_ALIKE: _told_recognised,
        Outcome.UNSURE: _told_unsure,
        Outcome.UNKNOWN: _told_unknown,
    }[report.outcome](report, catalogue)
    similar = nearest(report, catalogue, references) if report.findings else Html("")
    left = join(quality_hints(report.quality), seen(photo, looked))
    right = join(told, similar, evidence(report, answered))
    grid = tag(
        "div",
        tag("div", left, class_="seen"),
        tag("div", right, class_="told"),
        class_="answer-grid",
    )
    warned = safety(tuple(finding.visual_class for finding in report.findings))
    return Answer(
        tag(
            "article",
            verdict(report),
            warned,
            class_="sheet answer",
            aria_labelledby="verdict",
        ),
        tag("article", grid, class_="sheet answer", aria_label="The answer in full"),
    )


def refusal(sentence: str) -> Answer:
    """The same frame for a file that gives no answer.

    Args:
        sentence: what was wrong and what to do; may hold the name of the file.
    """
    shown = banner(UNREADABLE, heading="", lines=(_as_sentence(sentence),))
    attributes = {"class_": "sheet answer", "aria_labelledby": "verdict", "role": "alert"}
    return Answer(tag("article", shown, **attributes), Html(""))


def _as_sentence(text: str) -> str:
    """Errors begin in lower case and end without a stop; a page shows sentences."""
    return text if text.endswith(".") else f"{text}."


def verdict(report: Report) -> Html:
    """Status or outcome in icon, words and colour, and what it rests on."""
    if report.outcome is Outcome.UNKNOWN:
        return banner(UNKNOWN, heading="", lines=(UNKNOWN.meaning,))
    if report.outcome is Outcome.UNSURE:
        return _verdict_unsure(report.findings)
    first = report.findings[0]
    sign = SIGNS[first.visual_class.status]
    sure = f"The model is sure: calibrated score {percent(first.probability)}."
    return banner(
        sign,
        heading=f"Looks like: {first.visual_class.name}",
        lines=(sign.meaning, sure, *_rivals(report.findings[1:])),
    )


def _verdict_unsure(findings: tuple[Finding, ...]) -> Html:
    names = " or ".join(finding.visual_class.name for finding in findings)
    gravest = SIGNS[min((f.visual_class.status for f in findings), key=GRAVITY.index)]
    lines = (UNSURE.meaning, f"The gravest status among them: {gravest.word}.")
    return banner(UNSURE, heading=f"It may be: {names}", lines=lines)


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
        "things they are confused with. Many listed goods are not among them, such as hoods, "
        "shields, launchers and chemicals."
    )
    return join(
        section("What this means", tag("p", knows)),
        _steps(BY_HAND),
        section("Or photograph it again", bullets(CAPTURE, ordered=True)),
    )


def _ids(report: Report) -> frozenset[str]:
    return frozenset(finding.visual_class.id for finding in report.findings)


def _steps(steps: tuple[str, ...]) -> Html:
    return section("What to do next", bullets(steps, ordered=True), class_="part next")
