"""What was answered and measured for a finding: about which class, what was asked, which photo."""

from __future__ import annotations

from catalogue.load import Catalogue
from catalogue.markup import Html, join, tag
from findings.finding import Finding
from findings.parts import Answer, Measurement
from pages.records_words import SHORT_HASH, class_words, facts, said

ABOUT_NOT_KEPT = "The version that saved this did not keep which class the questions were about."
PHOTO_NOT_KEPT = "The version that saved this did not keep in which photo it was measured."
WAY_NOT_KEPT = (
    "The version that saved this did not keep whether it was typed or measured in a photo."
)
ABOUT_ANOTHER = (
    "The class that holds is another than the one asked about, so these answers decide nothing "
    "about it."
)


def answers(finding: Finding, catalogue: Catalogue) -> Html:
    """Answers and lengths in the order of the questions, and which class they are about."""
    if not finding.stated.has_answers:
        return tag("p", "No question was answered and nothing was measured.")
    told = []
    for each in finding.answers:
        lengths = [length for length in finding.measurements if length.question == each.question]
        told += [(_asked(length), _length(length, finding)) for length in lengths]
        if not lengths:
            told.append((_asked(each), said(each.words)))
    answered = {each.question for each in finding.answers}  # the others decided nothing
    rest = (each for each in finding.measurements if each.question not in answered)
    told += [(_asked(each), _length(each, finding)) for each in rest]
    return join(_about(finding, catalogue), facts(*told))


def _about(finding: Finding, catalogue: Catalogue) -> Html:
    if finding.about is None:
        return tag("p", ABOUT_NOT_KEPT, class_="quiet")
    about = facts(("The questions were about", class_words(finding.about, catalogue)))
    differs = finding.decided_class not in (None, finding.about)
    return join(about, tag("p", ABOUT_ANOTHER, class_="notice") if differs else "")


def _length(each: Measurement, finding: Finding) -> Html:
    """Millimetres, and the photo they were measured in."""
    value, low, high = each.value_mm, each.low_mm, each.high_mm
    if not each.is_way_kept:
        words = f"{value:g} mm ({low:g} to {high:g} mm)"
        return join(tag("p", words), tag("p", WAY_NOT_KEPT, class_="quiet"))
    if each.by_hand and low == high:
        return tag("span", f"{value:g} mm, read off by hand")
    if each.by_hand:
        return tag("span", f"{value:g} mm ({low:g} to {high:g} mm), read off by hand")
    words = f"{value:.4g} mm ({low:.4g} to {high:.4g} mm in {each.level:.0%} of cases)"
    where = PHOTO_NOT_KEPT
    if each.photo is not None:
        number = finding.photos.index(each.photo) + 1  # a finding has every photo that it names
        where = f"Measured in photo {number}, whose SHA-256 begins with {each.photo[:SHORT_HASH]}."
    return join(tag("p", words), tag("p", where, class_="quiet"))


def _asked(each: Answer | Measurement) -> Html:
    """The question in the English words of the catalogue when it was answered; else its id."""
    if each.asked is not None:
        return join(each.asked)
    return join(tag("span", each.question), " ", tag("span", "(the words were not kept)"))
