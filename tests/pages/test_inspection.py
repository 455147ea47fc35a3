"""Under which law the first photo of a check is judged. No browser."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.load import Catalogue
from catalogue.ruling import Query
from pages.case import Case
from pages.inspection import under
from pages.inspector import Inspector
from tests.pages import fakes


@pytest.fixture
def inspector(catalogue: Catalogue) -> Inspector:
    return Inspector(fakes.classifier(catalogue), catalogue, None)


def test_a_first_photo_is_judged_under_the_law_that_the_fields_show(inspector: Inspector) -> None:
    """After an hour the check is gone and its query with it, while the page stays as it was."""
    asked = under(inspector, Case(), "UN", "2026-01-31")
    assert asked.query == Query("UN", date(2026, 1, 31))
    assert under(inspector, Case(), "UN", "").query == Query("UN")


@pytest.mark.parametrize(("place", "day"), [(None, None), ("UN", "yesterday"), ("XX", "")])
def test_fields_that_show_no_law_change_none(
    inspector: Inspector, place: str | None, day: str | None
) -> None:
    case = Case(query=Query("EU", date(2026, 1, 31)))
    assert under(inspector, case, place, day) is case
