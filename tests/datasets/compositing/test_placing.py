"""A cutout lies where its pose says, whole, turned and sharp."""

from __future__ import annotations

import numpy as np
import pytest

from datasets.compositing.placing import Pose, box_of, extent, placed, trimmed
from model.photo import Pixels


def _bar(colour: tuple[int, int, int] = (200, 30, 30)) -> Pixels:
    """A bar of 10 x 40 px in a clear frame of 64 x 64."""
    cutout = np.zeros((64, 64, 4), dtype=np.uint8)
    cutout[27:37, 12:52] = (*colour, 255)
    return cutout


def _trimmed() -> Pixels:
    whole = trimmed(_bar())
    assert whole is not None
    return whole


def test_trimming_keeps_what_is_visible() -> None:
    assert _trimmed().shape == (10, 40, 4)
    assert trimmed(np.zeros((5, 5, 4), dtype=np.uint8)) is None


def test_a_box_is_widened_inside_the_frame_and_empty_for_nothing() -> None:
    alpha = _bar()[..., 3]
    assert box_of(alpha) == (slice(27, 37), slice(12, 52))
    assert box_of(alpha, 20)[1] == slice(0, 72)
    assert alpha[box_of(np.zeros_like(alpha))].size == 0


def test_unturned_and_unscaled_nothing_changes() -> None:
    frame = placed(_trimmed(), Pose(0.0, 1.0, 12, 27), 64, 64)
    expected = _bar().astype(np.float32) / 255
    np.testing.assert_allclose(frame, expected, atol=1e-5)


def test_a_quarter_turn_swaps_the_sides() -> None:
    assert extent(_trimmed(), 90.0) == pytest.approx((10, 40), abs=0.01)
    frame = placed(_trimmed(), Pose(90.0, 1.0, 20, 10), 64, 64)
    seen = box_of(frame[..., 3] > 0.5)
    assert seen == (slice(10, 50), slice(20, 30))
    assert frame[30, 25] == pytest.approx((200 / 255, 30 / 255, 30 / 255, 1.0), abs=0.01)


@pytest.mark.parametrize("degrees", [0.0, 17.0, 45.0, -130.0])
@pytest.mark.parametrize("scale", [0.6, 1.0, 2.3])
def test_a_turned_object_fills_its_box(degrees: float, scale: float) -> None:
    wide, high = (side * scale for side in extent(_trimmed(), degrees))
    frame = placed(_trimmed(), Pose(degrees, scale, 30, 20), 200, 200)
    rows, columns = box_of(frame[..., 3] > 0.1)
    assert rows.start == pytest.approx(20, abs=1)
    assert columns.start == pytest.approx(30, abs=1)
    assert rows.stop - rows.start == pytest.approx(high, abs=2.1)
    assert columns.stop - columns.start == pytest.approx(wide, abs=2.1)
    assert frame[..., 3].sum() == pytest.approx(400 * scale**2, rel=0.05)


def test_the_extent_is_that_of_what_is_visible_not_of_the_frame() -> None:
    disc = np.zeros((50, 50, 4), dtype=np.uint8)
    y, x = np.mgrid[:50, :50] - 24.5
    disc[x * x + y * y < 24**2] = 255
    for degrees in (0.0, 30.0, 45.0):
        assert extent(disc, degrees) == pytest.approx((48, 48), abs=1.5)


def test_what_lies_outside_the_frame_is_lost() -> None:
    frame = placed(_trimmed(), Pose(0.0, 1.0, -30, 5), 64, 64)
    assert box_of(frame[..., 3]) == (slice(5, 15), slice(0, 10))
    assert placed(_trimmed(), Pose(0.0, 1.0, 80, 5), 64, 64).max() == 0


def test_no_colour_exceeds_its_alpha() -> None:
    checks = np.zeros((40, 40, 4), dtype=np.uint8)
    checks[::2, ::2] = 255
    frame = placed(checks, Pose(20.0, 2.5, 0, 0), 128, 128)
    assert (frame[..., :3] <= frame[..., 3:] + 1e-6).all()
    assert 0 <= frame.min() <= frame.max() <= 1


def test_a_pose_needs_a_size() -> None:
    with pytest.raises(ValueError, match="scale"):
        Pose(0.0, 0.0, 0, 0)
