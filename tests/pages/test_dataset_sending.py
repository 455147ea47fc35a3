"""An import that comes in several messages: when it goes on, when another begins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from datasets.library.errors import FullError, RefusedError
from datasets.library.intake import Outcome
from pages.dataset_sending import Import
from pages.dataset_taking import Form, Tally
from tests.datasets.library.made import ANNA, BEN

FORM = Form(by=ANNA, licence="own")
BEGINS = {"begins": True, "refused": [{"name": "huge.zip", "mb": 900}]}
GOES_ON = {"goes_on": True, "refused": []}


@pytest.fixture
def cut() -> Import:
    """Of an import of three photos and a file too large, that was cut short."""
    begun = Import().after(BEGINS, FORM)
    return replace(begun, tally=replace(begun.tally, taken=("a", "b", "c"), number=17))


def test_sending_that_goes_on_stays_the_same_import(cut: Import) -> None:
    assert cut.after({"files": []}, FORM) == cut
    assert cut.after(GOES_ON, FORM) == cut
    more = cut.after({**GOES_ON, "refused": [{"name": "large.jpg", "mb": 60}]}, FORM)
    assert (more.tally.number, more.tally.counts) == (17, {Outcome.REFUSED: 2})
    assert "large.jpg has 60 MB" in more.tally.lines[-1].sentence


@pytest.mark.parametrize("form", [replace(FORM, by=BEN), replace(FORM, licence="CC0-1.0")])
def test_another_person_and_other_terms_begin_another_import(cut: Import, form: Form) -> None:
    other = cut.after(GOES_ON, form)
    assert (other.form, other.tally) == (form, Tally())


def test_a_session_that_knows_no_import_begins_one(cut: Import) -> None:
    assert Import().after(GOES_ON, FORM).tally == Tally()
    assert cut.after({**BEGINS, "refused": []}, FORM).tally == Tally()


def test_what_was_taken_before_a_full_disk_is_named(cut: Import) -> None:
    full = FullError("the disk is full")
    assert cut.cut_short(full) == cut
    full.number = 18
    assert Import().cut_short(full).tally.number == 18
    assert cut.cut_short(RefusedError("write your name first")) == cut
