"""What is tapped becomes a length, a sentence, and an answer; what is no set of taps is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.decision import Measured
from catalogue.load import Catalogue, load
from findings.errors import RefusedError
from model.errors import MeasureError
from model.measuring import Measurement
from pages.case import Case
from pages.inquiry import ByCard
from pages.measuring import WAYS, board, fits, in_words, measure, tapped_in
from pages.taps import MOST_POINTS, Clicks, Offer
from tests.pages import fakes
from tests.pages.test_recording import measured, told_of

SCALE = 4.0  # px per mm, seen straight from above
WIDE, HIGH = 1600, 1200  # px
PHOTO = "ab" * 32
CARD = (85.60, 53.98)  # mm, ISO/IEC 7810 ID-1


def corners() -> list[list[float]]:
    left, top = 200.0, 200.0
    right, bottom = left + CARD[0] * SCALE, top + CARD[1] * SCALE
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def clicks(*points: list[float], ring: bool = False) -> Clicks:
    data = {"points": [*corners(), *points], "ring": ring, "click_px": 2, "photo": PHOTO}
    return Clicks.of(data)


def test_a_length_beside_the_card_is_measured_in_mm() -> None:
    found = measure(clicks([300, 700], [300 + 163 * SCALE, 700]), WIDE, HIGH, 0)
    assert found is not None
    assert found.low_mm < 163 < found.high_mm
    assert found.value_mm == pytest.approx(163, rel=0.02)
    assert "mm (" in in_words(found)
    assert "95 of 100" in in_words(found)


def test_an_opening_is_measured_all_round() -> None:
    around = [
        [900 + 100 * x, 600 + 100 * y]
        for x, y in ((1, 0), (0.7071, 0.7071), (0, 1), (-0.7071, 0.7071), (-1, 0))
    ]
    around += [[900 - 70.71, 600 - 70.71], [900, 500], [900 + 70.71, 600 - 70.71]]
    found = measure(clicks(*around, ring=True), WIDE, HIGH, 0)
    assert found is not None
    assert found.value_mm == pytest.approx(2 * 3.14159 * 100 / SCALE, rel=0.03)


def test_an_edge_above_the_card_is_nearer_to_the_camera_and_shorter() -> None:
    line = clicks([300, 700], [900, 700])
    flat, raised = measure(line, WIDE, HIGH, 0), measure(line, WIDE, HIGH, 30)
    assert flat is not None
    assert raised is not None
    assert raised.value_mm < flat.value_mm


def test_nothing_is_said_before_the_taps_are_complete() -> None:
    assert (
        measure(
            Clicks.of({"points": corners()[:3], "ring": False, "click_px": 2, "photo": PHOTO}),
            9,
            9,
            0,
        )
        is None
    )
    assert measure(clicks(), WIDE, HIGH, 0) is None
    assert measure(clicks([300, 700]), WIDE, HIGH, 0) is None


def test_four_points_that_are_no_card_are_refused() -> None:
    points = [[200, 200], [900, 210], [910, 260], [190, 900], [300, 700], [900, 700]]
    crooked = Clicks.of({"points": points, "ring": False, "click_px": 2, "photo": PHOTO})
    with pytest.raises(MeasureError, match="card"):
        measure(crooked, WIDE, HIGH, 0)


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"points": 5, "ring": False, "click_px": 2, "photo": PHOTO},
        {"points": [[1]], "ring": False, "click_px": 2, "photo": PHOTO},
        {"points": [["a", "b"]], "ring": False, "click_px": 2, "photo": PHOTO},
        {"points": [], "ring": False, "click_px": "wide", "photo": PHOTO},
        {"points": [[1, 2]] * (MOST_POINTS + 1), "ring": False, "click_px": 2, "photo": PHOTO},
    ],
)
def test_what_the_browser_sends_is_checked(data: object) -> None:
    with pytest.raises(MeasureError, match="start again"):
        Clicks.of(data)


def test_infinite_points_are_refused() -> None:
    points = [[float("inf"), 200], *corners()[1:], [300, 700], [900, 700]]
    with pytest.raises(MeasureError):
        measure(
            Clicks.of({"points": points, "ring": False, "click_px": 2, "photo": PHOTO}),
            WIDE,
            HIGH,
            0,
        )


def test_a_length_answers_only_a_question_for_a_length() -> None:
    catalogue = load()
    asked = {
        question.measure: question
        for id in catalogue.tree_ids
        for question in catalogue.tree(id).questions.values()
        if question.measure
    }
    assert set(WAYS) <= set(asked)  # the words are those of the trees
    line, ring = clicks([1, 2], [3, 4]), clicks([1, 2], [3, 4], ring=True)
    assert fits(asked["length"], line)
    assert fits(asked["circumference"], ring)
    assert not fits(asked["length"], ring)
    assert not fits(asked["calibre"], line)
    assert not fits(None, line)
    for kind in WAYS:
        assert asked[kind].unit == "mm"


def test_what_was_tapped_is_of_the_photo_that_was_shown(catalogue: Catalogue) -> None:
    """Not of another that was chosen, or came, while the taps were on their way."""
    first, second = (told_of(colour, catalogue)[0] for colour in (fakes.RED, fakes.GREEN))
    case = Case().added(first.joined(second.exhibits))
    for exhibit in (*first.exhibits, *second.exhibits):
        sha256 = exhibit.taken.sha256
        assert f'data-photo="{sha256}"' in board(exhibit)
        assert tapped_in(case, replace(clicks(), photo=sha256)) is exhibit
    for gone in (case.removed(), Case().added(first)):
        with pytest.raises(MeasureError, match="start again"):
            tapped_in(gone, replace(clicks(), photo=second.exhibits[0].taken.sha256))


def test_a_line_that_was_taken_is_not_offered_for_the_next_question_too() -> None:
    """Its last tap may be answered after it was taken."""
    questions = load().tree("cuffs").questions
    first, second = questions["last_notch"], questions["first_notch"]
    line = clicks([300, 700], [900, 700])
    offer = Offer(line, ByCard(first.id, Measurement(9.0, 8.0, 10.0), PHOTO))
    later = clicks([300, 700], [900, 700], [910, 720])
    assert offer.was_for(later, second)
    assert not offer.was_for(later, first)  # the answer was taken back
    assert not offer.was_for(clicks([301, 700], [900, 700]), second)
    assert not offer.was_for(replace(later, photo="cd" * 32), second)


def test_a_length_answers_only_the_object_and_the_question_it_was_measured_for(
    catalogue: Catalogue,
) -> None:
    """Its button may still be there when another object was opened, or another class asked."""
    first, other = (told_of(colour, catalogue)[0] for colour in (fakes.YELLOW, fakes.RED))
    answered, question = measured(catalogue, Measured(1.0, 1.0))
    asking = answered.undone()
    photo = first.exhibits[0].taken.sha256
    taken = ByCard(question, Measurement(103.0, 100.0, 104.0), photo)
    offer = Offer(replace(clicks([300, 700], [900, 700]), photo=photo), taken)
    case = Case().added(first)
    assert offer.answers(case, asking, catalogue) == asking.measured(taken)
    both = case.added(other)
    assert offer.answers(both.opened(0), asking, catalogue) is not None
    for now in (both, case.removed(), Case()):
        assert offer.answers(now, asking, catalogue) is None
    for another in (None, asking.undone(), asking.including("spiked_baton")):
        assert offer.answers(case, another, catalogue) is None


def test_a_question_is_measured_once_in_each_photo_and_the_last_counts(
    catalogue: Catalogue,
) -> None:
    inquiry, question = measured(catalogue, Measured(1.0, 1.0))
    first, other = (
        ByCard(question, Measurement(9.0, 8.0, 10.0), name * 32) for name in ("ab", "cd")
    )
    again = replace(first, length=Measurement(5.0, 4.0, 6.0))
    asking = inquiry.measured(first).measured(other).measured(again)
    assert asking.lengths == (other, again)
    assert dict(asking.answers)[question] == Measured(4.0, 6.0)
    with pytest.raises(RefusedError, match="SHA-256"):
        replace(first, photo="photo 1")
