"""The first thing read of an answer: what is wrong with the photo, then status or outcome.

What is wrong comes before, because a poor photo makes every answer below it a weak one.
"""

from __future__ import annotations

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, join, tag
from model.prediction import Candidate
from model.quality import HintKind
from model.screening import Finding, Outcome, Report
from pages.candidate import percent
from pages.case import Item
from pages.confidence import family
from pages.places import whose
from pages.status import OWN, POOR, SIGNS, UNKNOWN, UNSURE, banner, meaning

# Gravest first: what an inspector must keep in mind while several classes are possible.
GRAVITY = tuple(Status)
LIKELY = 0.8  # of the first candidate; from here the others are what cannot be ruled out
# With such a flaw "none of the goods we know" would say something of the photo, not of the good.
SPOILT = frozenset(
    (
        *(HintKind.FLAT, HintKind.BLURRED, HintKind.DARK),
        *(HintKind.BRIGHT, HintKind.TINY, HintKind.CUT_OFF),
    )
)
HINTS = "hints"  # id of the part; the verdict is described by it


def hints(item: Item) -> Html:
    """Plain words for each flaw of the photos, with what to do; nothing where there is none."""
    several = len(item.exhibits) > 1
    sentences = tuple(
        join(tag("strong", f"Photo {at}:"), " ", hint.sentence) if several else hint.sentence
        for at, exhibit in enumerate(item.exhibits, start=1)
        for hint in exhibit.hints
    )
    if not sentences:
        return Html("")
    heading = tag("p", tag("strong", "Take a better photo"))
    return tag("div", heading, bullets(sentences), class_="hints", id=HINTS)


def is_poor(report: Report, item: Item) -> bool:
    """Whether nothing was recognised in photos of which one is too poor to tell."""
    spoilt = any(hint.kind in SPOILT for each in item.exhibits for hint in each.hints)
    return spoilt and report.outcome is Outcome.UNKNOWN and report.own is None


def verdict(report: Report, item: Item, catalogue: Catalogue) -> Html:
    """Status or outcome in icon, words and colour, and what it rests on."""
    described = HINTS if any(each.hints for each in item.exhibits) else ""
    if report.outcome is Outcome.UNKNOWN:
        return _unknown(report, item, catalogue, described)
    if report.outcome is Outcome.UNSURE:
        return _unsure(report, catalogue, described)
    first, *others = report.findings
    sign, place = SIGNS[first.visual_class.status], catalogue.query.jurisdiction
    lines = (
        meaning(first.visual_class.status, place),
        f"The model is sure: calibrated score {percent(first.probability)}.",
        *_rivals(others),
        whose(catalogue.query),
    )
    heading = f"Looks like: {first.visual_class.name}"
    return banner(sign, heading=heading, lines=lines, described_by=described)


def _unknown(report: Report, item: Item, catalogue: Catalogue, described: str) -> Html:
    """A class of one's own, a photo too poor, or nothing that the model knows."""
    if report.own is not None:
        score = f"Calibrated score {percent(report.own.probability)}."
        heading = f"Looks like: {report.own.label}"
        return banner(OWN, heading=heading, lines=(OWN.meaning, score), described_by=described)
    sign = POOR if is_poor(report, item) else UNKNOWN
    near = family(report, catalogue, lead="The nearest family, not an answer:")
    return banner(sign, heading="", lines=(sign.meaning,), extra=near, described_by=described)


def _unsure(report: Report, catalogue: Catalogue, described: str) -> Html:
    """What it may be, each with its score, and the gravest status among them."""
    gravest = min(report.findings, key=lambda each: GRAVITY.index(each.visual_class.status))
    word, name = SIGNS[gravest.visual_class.status].word, gravest.visual_class.name
    lines = (
        UNSURE.meaning,
        *(() if report.own is None else (_may_be_own(report.own),)),
        f"The gravest status among them: {word}, if it is {name}.",
        whose(catalogue.query),
    )
    shared = family(report, catalogue)
    heading = _possible(report.findings)
    return banner(UNSURE, heading=heading, lines=lines, extra=shared, described_by=described)


def _possible(findings: tuple[Finding, ...]) -> str:
    """One that is likely against those that cannot be ruled out, or several that may be."""
    first, *others = map(_scored, findings)
    if findings[0].probability >= LIKELY and others:
        return f"Most likely {first}, not sure enough to rule out {' or '.join(others)}"
    return f"It may be: {' or '.join((first, *others))}"


def _scored(finding: Finding) -> str:
    """`Padlock (98 %)`; the rule of `percent`, in words that a translation can tell apart."""
    name, probability = finding.visual_class.name, finding.probability
    if probability > 0.99:
        return f"{name} (over 99 %)"
    if probability < 0.01:
        return f"{name} (under 1 %)"
    return f"{name} ({100 * probability:.0f} %)"


def _may_be_own(own: Candidate) -> str:
    """A taught class that the catalogue does not have, beside the classes with a law."""
    return (
        f"It may also be a class of your own: {own.label} ({percent(own.probability)}). No law is "
        "stored for it."
    )


def _rivals(others: list[Finding]) -> tuple[str, ...]:
    """A line for each other class that stays possible."""
    return tuple(
        f"It may also be: {other.visual_class.name} "
        f"({SIGNS[other.visual_class.status].word.lower()}, {percent(other.probability)})."
        for other in others
    )
