"""The section of the questions: about which class, what was answered, what was measured where."""

from __future__ import annotations

from findings.finding import Finding
from findings.parts import Measurement
from reports.blocks import Block, rows, text
from reports.case import Case

SHORT = 12  # hex digits of a photo; 48 bits tell the photos of one object apart
ABOUT_NOT_KEPT = "The version that saved this did not keep which class the questions were about."
WAY_NOT_KEPT = (
    "The version that saved this did not keep whether it was typed or measured in a photo."
)
ABOUT_ANOTHER = (
    "The class that holds is another than the one asked about, so these answers decide nothing "
    "about it."
)


def answered(case: Case) -> list[Block]:
    """What was asked, answered and measured, in the order of the questions."""
    finding, names = case.recorded.finding, dict(case.names)
    if not finding.stated.has_answers:
        return [text("None was asked or measured.")]
    blocks = [text(ABOUT_NOT_KEPT)]
    if finding.about is not None:
        blocks = [rows(("Questions about", names.get(finding.about, finding.about)))]
        if finding.decided_class not in (None, finding.about):
            blocks.append(text(ABOUT_ANOTHER, "notice"))
    return [*blocks, rows(*_said(finding), kind="asked")]


def _said(finding: Finding) -> list[tuple[str, str]]:
    """Each question with its answer, or with every length that answers it."""
    told = []
    for each in finding.answers:
        lengths = [length for length in finding.measurements if length.question == each.question]
        told += [_length(length, finding) for length in lengths]
        if not lengths:
            told.append((_asked(each.question, each.asked), each.words))
    answered = {each.question for each in finding.answers}  # the others decided nothing
    rest = (each for each in finding.measurements if each.question not in answered)
    return told + [_length(each, finding) for each in rest]


def _length(each: Measurement, finding: Finding) -> tuple[str, str]:
    """What is measured, and its millimetres with the photo they were measured in."""
    span = f"{each.low_mm:g} to {each.high_mm:g} mm"
    if each.by_hand:
        told = "" if each.low_mm == each.high_mm else f" ({span})"
        where = "Read off and typed by a person, not measured in a photo."
        where = where if each.is_way_kept else WAY_NOT_KEPT
    else:
        told = f" ({span} in {each.level:.0%} of all cases)"
        where = _where(each.photo, finding)
    return _asked(each.question, each.asked), f"{each.value_mm:g} mm{told}\n{where}"


def _where(photo: str | None, finding: Finding) -> str:
    if photo is None:
        return "The version that saved this did not keep in which photo it was measured."
    number = finding.photos.index(photo) + 1  # a finding has every photo that it names
    return f"Measured in photo {number}, whose SHA-256 begins with {photo[:SHORT]}."


def _asked(question: str, asked: str | None) -> str:
    """In the English words of the catalogue; what was read may have been a translation."""
    return asked or f"{question.replace('_', ' ')} (the words were not kept)"
