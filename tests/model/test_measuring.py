"""Lengths by a card are exact where clicks are; what cannot be measured is refused."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import ellipse
from model.card_plane import REACH_MM, CardPlane
from model.errors import MeasureError
from model.measuring import Measurement, Points
from tests.model.measured_scenes import (
    HEIGHT,
    RADIUS_MM,
    RAISED_MM,
    WIDTH,
    Floats,
    View,
    made_view,
)

SHARP_PX = 0.01  # click uncertainty where points are exact


def measured(corners: Points, click_px: float = 1.0) -> CardPlane:
    return CardPlane.from_corners(corners, width=WIDTH, height=HEIGHT, click_px=click_px)


def plane_of(view: View, click_px: float = SHARP_PX) -> CardPlane:
    return measured(view.seen(view.rectangle(0)), click_px)


FRONTAL = made_view(px_per_mm=2)
TILTED = made_view(tilt=35, azimuth=70, roll=20)
CLOSE = made_view(tilt=35, azimuth=70, roll=20, px_per_mm=3, target_mm=(-60, -48))
CARD = FRONTAL.seen(FRONTAL.rectangle(0))
VIEWPOINTS = [
    made_view(focal=focal, tilt=tilt, azimuth=azimuth, roll=roll)
    for focal, tilt, azimuth, roll in [
        (0.8, 0.0, 0.0, 0.0),
        (0.8, 5.0, 100.0, 45.0),
        (0.7, 30.0, 30.0, 0.0),
        (0.7, 50.0, 0.0, 90.0),  # the long side looks as long as the short one
        (1.5, 45.0, 200.0, 170.0),
        (2.5, 40.0, 300.0, 300.0),
        (0.4, 20.0, 90.0, 10.0),
    ]
]


@pytest.mark.parametrize("view", VIEWPOINTS)
def test_exact_clicks_give_exact_lengths_from_any_viewpoint(view: View) -> None:
    plane = plane_of(view)
    bar, ring = view.seen(view.rectangle(1)), view.seen(view.circle(2, RADIUS_MM))
    assert plane.distance(bar[0], bar[1]).value_mm == pytest.approx(100.0, rel=1e-3)
    assert plane.polyline(bar).value_mm == pytest.approx(100.0 + 14.0 + 100.0, rel=1e-3)
    assert plane.circumference(ring).value_mm == pytest.approx(165.0, rel=1e-3)


def test_from_straight_above_every_number_is_exact_at_any_click_uncertainty() -> None:
    plane = plane_of(FRONTAL, click_px=2.0)
    corner = [(300, 300), (360, 380), (360, 300)]  # 3 : 4 : 5
    circle = (400, 240) + 100 * (FRONTAL.circle(0, 1) - FRONTAL.places_mm[0])
    assert plane.distance((300, 200), (300, 400)).value_mm == pytest.approx(100, rel=1e-9)
    assert plane.polyline(corner).value_mm == pytest.approx(50 + 40, rel=1e-9)
    assert plane.circumference(circle).value_mm == pytest.approx(100 * np.pi, rel=1e-9)


@pytest.mark.parametrize("view", VIEWPOINTS)
def test_a_raised_edge_is_measured_at_its_height(view: View) -> None:
    edge = view.seen(view.circle(3, RADIUS_MM), height_mm=RAISED_MM)
    plane = plane_of(view)
    if view.axes[2, 2] > -0.99:  # from straight above nothing tells the height of the camera
        raised = plane.at_height(RAISED_MM, 0.0).circumference(edge)
        assert raised.value_mm == pytest.approx(165.0, rel=2e-3)
    assert plane.circumference(edge).value_mm > 165.0 * 1.01


def test_an_edge_below_the_card_is_measured_too_and_an_unsure_height_widens_the_interval() -> None:
    edge = TILTED.seen(TILTED.circle(3, RADIUS_MM), height_mm=-5.0)
    plane = plane_of(TILTED)
    sure, unsure = (plane.at_height(-5.0, sd).circumference(edge) for sd in (0.0, 3.0))
    assert sure.value_mm == pytest.approx(165.0, rel=2e-3)
    assert unsure.value_mm == pytest.approx(sure.value_mm)
    assert unsure.high_mm - unsure.low_mm > 2 * (sure.high_mm - sure.low_mm)


def test_corners_may_be_clicked_in_any_order() -> None:
    corners = CLOSE.seen(CLOSE.rectangle(0))
    values = [
        measured([corners[i] for i in order]).distance((200, 200), (400, 300))
        for order in itertools.permutations(range(4))
    ]
    assert len(values) == 24
    for value in values:
        assert value.value_mm == pytest.approx(values[0].value_mm, rel=1e-6)
        assert value.low_mm == pytest.approx(values[0].low_mm, rel=1e-6)


def test_the_same_clicks_give_the_same_answer() -> None:
    bar = TILTED.seen(TILTED.rectangle(1))
    assert plane_of(TILTED, 1.5).polyline(bar) == plane_of(TILTED, 1.5).polyline(bar)


def test_the_interval_grows_with_the_click_uncertainty() -> None:
    bar = FRONTAL.seen(FRONTAL.rectangle(1))
    widths = [
        found.high_mm - found.low_mm
        for found in (plane_of(FRONTAL, px).distance(bar[0], bar[1]) for px in (0.5, 1.0, 2.0))
    ]
    assert widths[0] < widths[1] < widths[2]


@settings(max_examples=40, deadline=None)
@given(
    focal=st.floats(0.6, 2.5),
    tilt=st.floats(0, 50),
    azimuth=st.floats(0, 360),
    roll=st.floats(0, 360),
    seed=st.integers(0, 2**31),
)
def test_exact_clicks_are_never_refused_and_their_interval_holds_the_truth(
    focal: float, tilt: float, azimuth: float, roll: float, seed: int
) -> None:
    view = made_view(focal=focal, tilt=tilt, azimuth=azimuth, roll=roll, px_per_mm=1.5)
    corners = np.random.default_rng(seed).permutation(view.seen(view.rectangle(0)))
    found = measured(corners, click_px=1.0).distance(corners[0], corners[1])
    sides = [np.linalg.norm(a - b) for a, b in itertools.combinations(view.rectangle(0), 2)]
    assert any(found.low_mm <= side <= found.high_mm for side in sides)


@settings(max_examples=20, deadline=None)
@given(scale=st.floats(0.3, 8.0), seed=st.integers(0, 2**31))
def test_a_larger_copy_of_the_picture_gives_the_same_length(scale: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    corners = CLOSE.seen(CLOSE.rectangle(0)) + rng.normal(0, 0.5, (4, 2))
    clicks = np.array([(200, 200), (400, 200), (400, 350)]) + rng.uniform(-30, 30, (3, 2))
    small = measured(corners, 0.5).polyline(clicks)
    large = CardPlane.from_corners(
        corners * scale, width=WIDTH * scale, height=HEIGHT * scale, click_px=0.5 * scale
    ).polyline(clicks * scale)
    assert large.value_mm == pytest.approx(small.value_mm, rel=1e-4)
    assert large.high_mm == pytest.approx(small.high_mm, rel=1e-4)


def test_careless_views_from_straight_above_are_not_refused() -> None:
    """There the focal length cannot be told, and need not."""
    rng = np.random.default_rng(0)
    view = made_view(px_per_mm=3, target_mm=(-60, -48))
    card = view.seen(view.rectangle(0))
    for _ in range(50):
        corners = card + rng.normal(0, 2, (4, 2))
        found = measured(corners, click_px=2.0).distance(card[0], card[1])
        assert found.value_mm == pytest.approx(85.6, rel=0.05)


def lifted(mm: float) -> Floats:
    """The corners of a card of which one is bent up."""
    view = made_view(tilt=40, azimuth=30, roll=10, px_per_mm=4, target_mm=(-60, -48))
    flat = view.rectangle(0)
    return np.concatenate([view.seen(flat[:1], mm), view.seen(flat[1:])])


def seen_by(*, focal: float, px_per_mm: float) -> Floats:
    """Corners of a card in the middle, through an odd lens."""
    view = made_view(
        focal=focal, px_per_mm=px_per_mm, tilt=50, azimuth=30, roll=10, target_mm=(-60, -48)
    )
    return view.seen(view.rectangle(0))


@pytest.mark.parametrize(
    ("corners", "words"),
    [
        (CARD[:3], "3 corners were given, a card has 4"),
        ([*CARD, (5, 5)], "5 corners were given"),
        ([], "a point must be two finite numbers"),
        ([(1, 2, 3)] * 4, "a point must be two finite numbers"),
        ([*CARD[:3], (np.nan, 5)], "a point must be two finite numbers"),
        ([*CARD[:3], (5, np.inf)], "a point must be two finite numbers"),
        ([*CARD[:3], (5, -1)], r"\(5, -1\) lies outside the picture of 640 x 480"),
        ([*CARD[:3], (641, 5)], r"\(641, 5\) lies outside"),
        ([*CARD[:3], CARD[0] + 2], "two corners lie 2.8 pixels apart, at least 3.0"),
        ([*CARD[:3], CARD[:3].mean(0)], "one corner lies between the other three"),
        ([*CARD[:3], CARD[[0, 2]].mean(0)], "three corners lie nearly on one line"),
        ([(10, 10), (60, 61), (110, 110), (200, 199)], "three corners lie nearly on one line"),
        (CARD / 8, "only 21 pixels long in the picture, too small"),
        ([(100, 150), (500, 200), (500, 300), (100, 350)], "no flat ID-1 card"),
        (lifted(15.0), "no flat ID-1 card"),
        (seen_by(focal=60, px_per_mm=4), "focal length of .* times .* 0.25 to 8"),
        (seen_by(focal=0.15, px_per_mm=1.5), "focal length of 0.15 times"),
    ],
)
def test_wrong_corners_are_refused_in_one_sentence(corners: Points, words: str) -> None:
    with pytest.raises(MeasureError, match=words) as caught:
        measured(corners)
    assert "; " in str(caught.value)
    assert not str(caught.value).endswith(".")


def test_a_flat_card_is_not_taken_for_a_bent_one() -> None:
    assert measured(lifted(0.0)).cameras.misfit < 3


@pytest.mark.parametrize("size", [(0, 480), (640, -1), (np.nan, 480), (640, np.inf)])
def test_a_picture_without_a_size_is_refused(size: tuple[float, float]) -> None:
    with pytest.raises(MeasureError, match="both must be above 0"):
        CardPlane.from_corners(CARD, width=size[0], height=size[1])


@pytest.mark.parametrize("click_px", [0, -1, np.nan, np.inf])
def test_a_click_without_uncertainty_is_refused(click_px: float) -> None:
    with pytest.raises(MeasureError, match=r"click uncertainty is .* must be above 0"):
        measured(CARD, click_px=click_px)


@pytest.mark.parametrize("height", [np.nan, np.inf, 2000, -2000])
def test_a_height_that_cannot_be_is_refused(height: float) -> None:
    with pytest.raises(MeasureError, match=r"height above the card is .* is allowed"):
        plane_of(FRONTAL).at_height(height, 1.0)
    with pytest.raises(MeasureError, match=r"uncertainty of the height is .* is allowed"):
        plane_of(FRONTAL).at_height(0.0, -abs(height))


def test_what_lies_too_far_from_the_card_is_refused() -> None:
    """Seen flat, the horizon runs through the picture."""
    view = made_view(focal=0.7, tilt=72, azimuth=90, target_mm=(-60, -48), px_per_mm=3)
    plane = plane_of(view)
    near = view.seen(view.rectangle(0))[0]
    up = np.sign(
        (view.seen(np.array([(-60.0, 0.0)])) - view.seen(np.array([(-60.0, -48.0)])))[0, 1]
    )
    edge = HEIGHT / 2 + up * (HEIGHT / 2)
    with pytest.raises(MeasureError, match="beyond the horizon"):
        plane.distance(near, (WIDTH / 2, edge))
    far = view.seen(np.array([(-60.0, -48.0 + 1.2 * REACH_MM)]))[0]
    with pytest.raises(MeasureError, match="mm from the card, at most 856 mm"):
        plane.distance(near, far)


def test_too_unsure_a_length_is_refused() -> None:
    with pytest.raises(MeasureError, match=r"uncertain by .* %, at most 15 % is allowed"):
        measured(CARD).distance((300, 300), (312, 300))
    with pytest.raises(MeasureError, match="1 different points were given, a length needs"):
        measured(CARD).distance((300, 300), (300, 300))


def circle_px(degrees: Iterable[float], radius: float = 60.0) -> Floats:
    turned = np.radians(list(degrees))
    return np.asarray(radius * np.column_stack([np.cos(turned), np.sin(turned)]) + (400, 240))


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (circle_px([0, 90, 180, 270]), "4 different points were given, an ellipse needs at least"),
        (circle_px([0, 0, 90, 180, 270]), "4 different points were given"),
        ([(i * 40 + 50, i * 30 + 50) for i in range(8)], "nearly on one line"),
        (circle_px(range(0, 180, 20)), "degrees of the ellipse have no point, at most 150"),
        (
            [*circle_px(range(0, 360, 45)), (430, 240)],
            "pixels off the best ellipse, more than clicks explain",
        ),
        (circle_px(range(0, 360, 72), radius=5.0), "uncertain by"),
    ],
)
def test_points_that_are_no_ellipse_are_refused(points: Points, words: str) -> None:
    with pytest.raises(MeasureError, match=words):
        measured(CARD).circumference(points)


@settings(max_examples=60, deadline=None)
@given(
    longer=st.floats(1, 1000),
    share=st.floats(0.15, 1),
    turn=st.floats(0, np.pi),
    middle=st.tuples(st.floats(-1000, 1000), st.floats(-1000, 1000)),
)
def test_an_ellipse_is_found_and_as_long_as_a_fine_polygon(
    longer: float, share: float, turn: float, middle: tuple[float, float]
) -> None:
    angles = np.linspace(0, 2 * np.pi, 20001)
    axes = longer * np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
    points = np.column_stack([np.cos(angles), share * np.sin(angles)]) @ axes + middle
    found = ellipse.fit(points[:-1:2500])  # 8 of them
    assert found.semi_axes() == pytest.approx([longer, share * longer], rel=1e-5)
    polygon = np.linalg.norm(np.diff(points, axis=0), axis=1).sum()
    assert float(found.circumference()) == pytest.approx(polygon, rel=2e-5)


@pytest.mark.parametrize(
    "wrong", [(0, -1, 1), (5, 6, 7), (5, 3, 4), (5, 4, np.inf), (np.nan, 4, 6), (5, 4, 6, 1.0)]
)
def test_a_measurement_lies_in_its_interval(wrong: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="must lie"):
        Measurement(*wrong)
