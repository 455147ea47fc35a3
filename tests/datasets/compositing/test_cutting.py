"""Things are cut out of pictures on white, and of no others."""

from __future__ import annotations

import numpy as np
import pytest

from datasets.compositing.cutting import cut_out
from model.photo import Pixels


def _ring_on_white() -> Pixels:
    """A dark frame with a white middle, on white."""
    pixels = np.full((60, 80, 3), 250, dtype=np.uint8)
    pixels[10:50, 20:60] = (40, 60, 90)
    pixels[20:40, 30:50] = 250
    return pixels


def test_white_inside_a_thing_stays_and_white_around_it_goes() -> None:
    found = cut_out(_ring_on_white())
    assert found is not None
    assert found.shape == (60, 80, 4)
    assert set(np.unique(found[..., 3])) == {0, 255}
    assert found[30, 40, 3] == 255  # the white middle, closed in
    assert found[5, 5, 3] == 0
    assert found[10, 20, 3] == 0  # the rim, half white in a photo
    assert found[12, 22, 3] == 255
    np.testing.assert_array_equal(found[..., :3], _ring_on_white())


def test_white_open_to_the_border_goes_round_corners() -> None:
    pixels = _ring_on_white()
    pixels[28:32, 50:60] = 250  # a gap in the frame
    found = cut_out(pixels)
    assert found is not None
    assert found[22, 32, 3] == 0


@pytest.mark.parametrize("ground", [(120, 120, 120), (250, 250, 180)])
def test_a_picture_on_another_ground_is_left_whole(ground: tuple[int, int, int]) -> None:
    pixels = _ring_on_white()
    pixels[(pixels == 250).all(axis=2)] = ground
    assert cut_out(pixels) is None


def test_an_empty_sheet_holds_nothing_to_cut_out() -> None:
    assert cut_out(np.full((40, 40, 3), 255, dtype=np.uint8)) is None


def test_a_thing_that_reaches_the_edge_is_cut_out_too() -> None:
    pixels = np.full((60, 80, 3), 255, dtype=np.uint8)
    pixels[40:, 30:40] = 10
    found = cut_out(pixels)
    assert found is not None
    assert found[59, 35, 3] == 255
    assert (found[..., 3] > 0).mean() == pytest.approx(8 * 19 / (60 * 80))
