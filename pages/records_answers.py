"""What was answered and measured for a finding: about which class, what was asked, which photo."""

from __future__ import annotations

from catalogue.load import Catalogue
from catalogue.markup import Html, join, tag
from findings.finding import Finding
from findings.parts import Measurement
from pages.records_words import SHORT_HASH, class_words, facts, said

ABOUT_NOT_KEPT = "The version that saved this did not keep which class the questions were about."
PHOTO_NOT_KEPT = "The version that saved this did not keep in which photo it was measured."
ABOUT_ANOTHER = (
    "The class that holds is another than the one asked about, so these answers decide nothing "
    "about it."
)


def answers(finding: Finding, catalogue: Catalogue) -> Html:
    """Answers and lengths in the order of the questions, and which class they are about."""
    if not finding.stated.has_answers:
        return tag("p", "No question was answered and nothing was measured.")
    known = _questions(finding, catalogue)
    lengths = {each.question: each for each in finding.measurements}
    told = []
    for each in finding.answers:
        length = lengths.pop(each.question, None)
        words = said(each.words) if length is None else _length(length, finding)
        told.append((each.asked or _words(each.question, known), words))
    for length in lengths.values():  # a limit lies in it, so it decided nothing
        told.append((length.asked or _words(length.question, known), _length(length, finding)))
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


def _words(question: str, known: dict[str, str]) -> str:
    """Of a question whose words were not kept: as the catalogue has it now, else its id."""
    return known.get(question, question.capitalize())


def _questions(finding: Finding, catalogue: Catalogue) -> dict[str, str]:
    """Id to words of the questions that the classes of a finding ask in the catalogue now."""
    ids = (finding.about, finding.seen_class, finding.visual_class)
    classes = (catalogue.get(id) for id in ids if id)
    trees = [its.tree for its in classes if its and its.tree]
    return {id: question.ask for tree in trees for id, question in tree.questions.items()}
