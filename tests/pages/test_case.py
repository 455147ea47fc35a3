"""The objects of a session: photos join, objects are opened and forgotten, the law changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.ruling import Query
from findings.photos import Picture
from model.quality import Hint, HintKind
from model.screening import Outcome, Taken
from pages.bench import called
from pages.case import MOST_OBJECTS, MOST_PHOTOS, Case, Exhibit, Item, tell
from pages.inquiry import Inquiry
from tests.pages import fakes

Colour = tuple[int, int, int]


def exhibit(colour: Colour, catalogue: Catalogue) -> Exhibit:
    photo = fakes.photo(colour)
    prediction = fakes.classifier(catalogue).classify(photo)
    return Exhibit(Taken.of(photo), Picture(photo.sha256, b"jpeg"), (), prediction)


def numbered(one: Exhibit, count: int) -> tuple[Exhibit, ...]:
    """The same photo as if it were several."""
    return tuple(replace(one, taken=replace(one.taken, sha256=f"{at:064x}")) for at in range(count))


def test_photos_join_once_in_their_order_and_no_more_than_fit(catalogue: Catalogue) -> None:
    first, second = numbered(exhibit(fakes.RED, catalogue), 2)
    item = Item((first,), saved=7)
    assert item.joined((first,)) is item
    joined = item.joined((second, first))
    assert joined.exhibits == (first, second)
    assert joined.saved is None  # the register does not know the new photo
    many = joined.joined(numbered(first, 30))
    assert len(many.exhibits) == MOST_PHOTOS


def test_an_object_without_a_photo_is_none() -> None:
    with pytest.raises(ValueError, match="0 photos"):
        Item(())


def test_one_photo_tells_exactly_what_it_tells_alone(catalogue: Catalogue) -> None:
    one = exhibit(fakes.RED, catalogue)
    told = tell(Item((one,)), fakes.card(catalogue), catalogue)
    assert told.report.prediction is one.prediction
    assert told.report.outcome is Outcome.RECOGNISED
    assert told.contradiction is None


def test_photos_of_different_things_contradict_each_other(catalogue: Catalogue) -> None:
    item = Item((exhibit(fakes.RED, catalogue), exhibit(fakes.GREEN, catalogue)))
    told = tell(item, fakes.card(catalogue), catalogue)
    assert told.contradiction is not None
    assert told.report.outcome is Outcome.UNSURE
    assert told.shown in item.exhibits


def test_another_law_is_told_of_the_same_photos(catalogue: Catalogue) -> None:
    item = Item((exhibit(fakes.RED, catalogue),))
    asked = catalogue.asked(Query("UN"))
    told = tell(item, fakes.card(catalogue), asked)
    assert told.report.findings[0].visual_class.status is not Status.PROHIBITED


def test_objects_are_opened_changed_and_forgotten(catalogue: Catalogue) -> None:
    red, green = (Item((exhibit(c, catalogue),)) for c in (fakes.RED, fakes.GREEN))
    case = Case().added(red).added(green)
    assert case.open is green
    asking = Inquiry(("handcuffs",), "handcuffs")
    case = case.with_inquiry(asking).opened(0)
    assert case.open is red
    assert case.opened(1).open is not None
    assert case.items[1].inquiry is asking
    left = case.removed()
    assert len(left.items) == 1
    assert left.open is left.items[0]
    assert left.removed().open is None


def test_no_object_gives_way_to_one_too_many(catalogue: Catalogue) -> None:
    item = Item((exhibit(fakes.RED, catalogue),))
    case = Case()
    for _ in range(MOST_OBJECTS):
        assert not case.full
        case = case.added(replace(item))
    assert case.full
    with pytest.raises(ValueError, match=f"{MOST_OBJECTS} objects already"):
        case.added(replace(item))


@pytest.mark.parametrize("at", [-1, 1])
def test_an_object_that_is_not_there_cannot_be_opened(at: int, catalogue: Catalogue) -> None:
    case = Case().added(Item((exhibit(fakes.RED, catalogue),)))
    with pytest.raises(ValueError, match="none of 1"):
        case.opened(at)


def test_nothing_is_changed_where_nothing_is_open(catalogue: Catalogue) -> None:
    with pytest.raises(ValueError, match="no object is open"):
        Case().changed(Item((exhibit(fakes.RED, catalogue),)))
    with pytest.raises(ValueError, match="exactly when"):
        Case(at=0)


def test_answers_stay_where_the_page_shows_no_questions(catalogue: Catalogue) -> None:
    """After a refused file nothing is shown, and nothing was taken back."""
    asking = Inquiry(("handcuffs",), "handcuffs")
    case = Case().added(Item((exhibit(fakes.YELLOW, catalogue),))).answered(asking)
    assert case.answered(None).open is case.open
    assert case.open is not None
    assert case.open.inquiry is asking


def test_a_check_follows_another_as_far_as_there_is_room(catalogue: Catalogue) -> None:
    red, green = (Item((exhibit(c, catalogue),)) for c in (fakes.RED, fakes.GREEN))
    before = Case().added(red)
    assert before.followed(Case()) is before
    joined = before.followed(Case().added(green))
    assert joined.items == (red, green)
    assert joined.open is green
    many = Case(items=(red,) * MOST_OBJECTS, at=0)
    full = many.followed(Case().added(green))
    assert (full.items, full.at) == (many.items, 0)  # no old object stands for the new photo


def test_a_check_knows_how_much_memory_its_photos_take(catalogue: Catalogue) -> None:
    one = exhibit(fakes.RED, catalogue)
    assert Case().size == 0
    assert one.size > one.prediction.activations.nbytes > 0
    assert Case().added(Item(numbered(one, 3))).added(Item((one,))).size == 4 * one.size


def test_an_object_is_listed_in_the_words_of_its_verdict(catalogue: Catalogue) -> None:
    unknown = exhibit(fakes.GREY, catalogue)
    cut_off = Hint(HintKind.CUT_OFF, 0.5, 0.1, "share", "It is cut off: step back.")
    poor = replace(unknown, hints=(cut_off,))
    named = []
    for each in (exhibit(fakes.RED, catalogue), unknown, poor):
        item = Item((each,))
        named.append(called(tell(item, fakes.card(catalogue), catalogue).report, item))
    assert named == ["Spiked baton", "Nothing we know", "Photo too poor to judge: take it again"]
