"""The law after another conclusion: what the answers kept still decide, and what no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.decision import Measured
from catalogue.load import Catalogue
from findings.finding import Finding
from findings.parts import Answer, Conclusion, Verdict
from pages.recording import finding_of
from pages.restated import restated
from tests.pages import fakes
from tests.pages.test_recording import NOW, measured, told_of

CUFFS = Conclusion(Verdict.ANOTHER_CLASS, "handcuffs")
PADLOCK = Conclusion(Verdict.ANOTHER_CLASS, "padlock")


@pytest.fixture
def decided(catalogue: Catalogue) -> Finding:
    """Handcuffs whose cuff measures 1 mm inside, which decides; then called a padlock."""
    inquiry, _ = measured(catalogue, Measured(1, 1))
    item, told = told_of(fakes.YELLOW, catalogue, inquiry)
    status = inquiry.decision(catalogue).status
    finding = finding_of(item, told, catalogue, CUFFS, by="A", now=NOW)
    assert finding.law.status is status is not catalogue["handcuffs"].status
    away = restated(finding, PADLOCK, catalogue)
    assert away.law.status is catalogue["padlock"].status
    return replace(finding.restated(away), conclusion=PADLOCK)


def test_answers_about_the_class_concluded_again_decide_again(
    catalogue: Catalogue, decided: Finding
) -> None:
    inquiry, _ = measured(catalogue, Measured(1, 1))
    law = restated(decided, CUFFS, catalogue).law
    assert (law.status, law.catalogue_version) == (
        inquiry.decision(catalogue).status,
        catalogue.version,
    )


@pytest.mark.parametrize("asked", ["Was it asked otherwise?", None])
def test_answers_to_what_is_asked_otherwise_today_decide_nothing(
    catalogue: Catalogue, decided: Finding, asked: str | None
) -> None:
    first, *others = decided.answers
    otherwise = replace(decided, answers=(replace(first, asked=asked), *others))
    stated = restated(otherwise, CUFFS, catalogue)
    assert stated.law.status is catalogue["handcuffs"].status
    assert stated.answers == otherwise.answers


def test_an_answer_that_is_offered_no_more_decides_nothing(
    catalogue: Catalogue, decided: Finding
) -> None:
    first, *others = decided.answers
    gone = Answer(first.question, "An answer of another year", first.asked)
    stated = restated(replace(decided, answers=(gone, *others)), CUFFS, catalogue)
    assert stated.law.status is catalogue["handcuffs"].status


def test_answers_about_another_class_decide_nothing(catalogue: Catalogue, decided: Finding) -> None:
    other = replace(decided, about="thumb_cuffs")
    assert restated(other, CUFFS, catalogue).law.status is catalogue["handcuffs"].status
