"""Links into the catalogue lead to the law that the page spoke of: its place and its day."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.ruling import Query
from findings.parts import Law
from findings.register import Register
from pages.learn_cards import catalogue_link
from pages.learn_results import Past, results
from pages.records_finding import finding_page
from tests.findings import made
from tests.pages import fakes
from tests.pages.answers import answer, report_of
from tests.quiz.made import HANDCUFFS, NOON, answered

BRITISH = Query("GB", date(2024, 5, 1))


def links(html: str) -> list[str]:
    return re.findall(r'href="(catalogue[^"]*)"', html)


@pytest.mark.parametrize("colour", [fakes.RED, fakes.GREY])
def test_an_answer_leads_to_the_law_that_it_was_asked_of(
    colour: tuple[int, int, int], catalogue: Catalogue
) -> None:
    asked = catalogue.asked(BRITISH)
    found = links(answer(report_of(colour, asked), asked, colour))
    assert found
    assert all(link.endswith("for=GB&amp;as-of=2024-05-01") for link in found)


def test_a_finding_leads_to_the_law_that_it_was_told_under(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    law = Law(Status.PROHIBITED, "GB", date(2024, 5, 1), catalogue.version)
    with Register(tmp_path / "findings.db", create=True) as register:
        came = register.open_consignment(made.consignment(), made.NAME)
        item = register.finding(register.record(came, made.finding(law=law)))
        found = links(finding_page(item, register, catalogue))
    assert found == [
        f"catalogue?show={id}&amp;for=GB&amp;as-of=2024-05-01"
        for id in ("thumb_cuffs", "handcuffs")
    ]


def test_the_quiz_leads_to_the_law_that_it_asks_about(catalogue: Catalogue) -> None:
    past = Past.of([answered(HANDCUFFS)], NOON)
    for asked, ending in ((catalogue, "cuffs"), (catalogue.asked(BRITISH), "as-of=2024-05-01")):
        card = catalogue_link(asked["handcuffs"], asked)
        found = links(card + results(past, asked, ""))
        assert len(found) == 2
        assert all(link.endswith(ending) for link in found)
