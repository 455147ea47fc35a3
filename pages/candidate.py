"""Cards of the classes an answer speaks of: candidates, and what they are confused with."""

from collections import defaultdict
from pathlib import Path

from catalogue.load import Catalogue
from catalogue.markup import Html, bullets, fold, join, picture, section, tag
from catalogue.visual_class import Kind, LookAlike, VisualClass
from model.screening import SHOWN_CANDIDATES, Outcome, Report
from pages.legal import legal_description
from pages.reference_narrow import address
from pages.status import badge

RENDERED = "rendered picture, not a photo"
VIEWS_SHOWN = 4  # more would push the law below the fold of a phone


def percent(probability: float) -> str:
    """`0.934` -> `93 %`; never 0 or 100, which would claim certainty."""
    if probability > 0.99:
        return "over 99 %"
    return "under 1 %" if probability < 0.01 else f"{probability:.0%}".replace("%", " %")


def compare_button(name: str) -> Html:
    """Enlarges the picture above it, beside the inspector's own photo if there is one.

    What it does is in `viewer.js`.
    """
    label = f"Enlarge {name}, beside your photo if there is one"
    return tag("button", "Enlarge", type="button", class_="compare", aria_label=label)


def reference_view(file: Path, *, name: str, number: int) -> Html:
    """One rendered view with its caption and text alternative."""
    alt = f"Rendered picture of {name}, view {number}, for comparison with your photo"
    return tag(
        "figure",
        picture(file.read_bytes(), "image/webp", alt=alt),
        tag("figcaption", RENDERED),
        compare_button(f"view {number} of {name}"),
        class_="view",
    )


def reference_views(visual_class: VisualClass, catalogue: Catalogue, most: int) -> Html:
    """Up to `most` rendered views of a class, or a sentence that there is none."""
    files = catalogue.reference_views(visual_class.id)[:most]
    if not files:
        return tag("p", f"No reference picture of {visual_class.name} yet.", class_="quiet")
    views = (
        reference_view(file, name=visual_class.name, number=number)
        for number, file in enumerate(files, start=1)
    )
    return tag("div", join(*views), class_="views")


def candidate_card(
    visual_class: VisualClass, probability: float, catalogue: Catalogue, *, is_main: bool
) -> Html:
    """A class beside its reference views and its legal description.

    Args:
        visual_class: what it may be.
        probability: calibrated, 0..1.
        catalogue: where the reference views are.
        is_main: show the law opened and all views; else folded with the questions, and two views.
    """
    law = legal_description(visual_class, catalogue)
    more = join(
        other_names(visual_class),
        tag("p", tag("strong", "Why this status: "), visual_class.status_reason),
    )
    parts = (
        tag("h3", visual_class.name, id=f"class-{visual_class.id}"),
        badge(visual_class.status),
        tag("p", f"Calibrated score {percent(probability)}", class_="score"),
        reference_views(visual_class, catalogue, VIEWS_SHOWN if is_main else 2),
        tag("p", tag("strong", "What one sees: "), visual_class.recognise_by),
        join(more, tag("div", tag("h4", "What the law says", class_="law-heading"), law))
        if is_main
        else fold("Its law, its names, what to check", more, _rest(visual_class), law),
    )
    kind = "card main" if is_main else "card"
    return tag("article", *parts, class_=kind, aria_labelledby=f"class-{visual_class.id}")


def _rest(visual_class: VisualClass) -> Html:
    """What no photo shows and what to check, for cards without sections of their own for it."""
    unseen, questions = visual_class.photo_cannot_show, visual_class.questions
    return join(
        tag("p", tag("strong", "A photo cannot show: "), unseen) if unseen else "",
        tag("p", tag("strong", f"To tell whether it is: {visual_class.name}")) if questions else "",
        bullets(questions, class_="questions", ordered=True),
    )


def other_names(visual_class: VisualClass) -> Html:
    """Trade words and words of other languages, as they stand on papers and parcels."""
    if not visual_class.other_names:
        return Html("")
    names = ", ".join(visual_class.other_names)
    return tag("p", tag("strong", "Also called: "), names, class_="quiet")


def comparison(
    visual_class: VisualClass,
    catalogue: Catalogue,
    *,
    besides: frozenset[str] = frozenset(),
    is_folded: bool = False,
) -> Html:
    """What the class is confused with, how to tell them apart, side by side.

    Args:
        visual_class: the class.
        catalogue: names, statuses and pictures of the others.
        besides: ids that the answer shows already.
        is_folded: closed until asked for; on a phone the strip is several screens tall.
    """
    known = [a for a in visual_class.look_alikes if a.id in catalogue and a.id not in besides]
    strip = join(*(_look_alike(alike, catalogue) for alike in known))
    if not known:
        return Html("")
    heading, shown = (
        f"Easily confused with: {visual_class.name}",
        tag("div", strip, class_="strip"),
    )
    return fold(heading, shown) if is_folded else section(heading, shown)


def _look_alike(alike: LookAlike, catalogue: Catalogue) -> Html:
    """One class of the comparison strip."""
    other = catalogue[alike.id]
    return tag(
        "div",
        tag("h4", other.name),
        reference_views(other, catalogue, 1),
        badge(other.status),
        tag("p", tag("strong", "The difference: "), alike.difference),
        class_="alike",
    )


def others(report: Report, catalogue: Catalogue) -> Html:
    """Further candidates, folded, each with what would speak for it."""
    shown = {finding.visual_class.id for finding in report.findings}
    rest = [
        (catalogue[candidate.label], candidate.probability)
        for candidate, kind in report.candidates[:SHOWN_CANDIDATES]
        if kind is not Kind.OTHER and candidate.label not in shown
    ]
    lines = (
        tag(
            "li",
            tag("strong", tag("a", its.name, href=address(its.id, catalogue.query))),
            tag("span", f"{percent(probability)}. Prefer it if: {its.recognise_by}"),
        )
        for its, probability in rest
    )
    listed = tag("ul", *lines, class_="others") if rest else Html("")
    return fold("Other candidates, and what speaks for them", listed) if rest else Html("")


def to_check(visual_class: VisualClass) -> Html:
    """What to check next, and what no photo shows."""
    return join(
        section("Check next", bullets(visual_class.questions, class_="questions", ordered=True)),
        section(
            "What a photo cannot show",
            tag("p", visual_class.photo_cannot_show) if visual_class.photo_cannot_show else "",
        ),
    )


def safety(report: Report) -> Html:
    """How to handle what it may be; what holds only for a class that is not certain says so."""
    names: dict[str, list[str]] = defaultdict(list)
    for finding in report.findings:
        if finding.visual_class.safety:
            names[finding.visual_class.safety].append(finding.visual_class.name)
    certain = "" if report.outcome is Outcome.UNSURE else _first_safety(report)
    lines = tuple(
        sentence
        if sentence == certain
        else join(tag("strong", f"If it is {' or '.join(of)}:"), " ", sentence)
        for sentence, of in names.items()
    )
    return section("Handle with care", bullets(lines), class_="part safety")


def _first_safety(report: Report) -> str:
    return report.findings[0].visual_class.safety if report.findings else ""
