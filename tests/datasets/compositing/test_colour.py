"""Brightness, light and contrast move part of the way; black stays black."""

from __future__ import annotations

import numpy as np
import pytest

from datasets.compositing.colour import matched, tint_of
from model.photo import Pixels


def _ground(*colour: int) -> Pixels:
    return np.full((60, 80, 3), colour, dtype=np.uint8)


def _object(*levels: int) -> Pixels:
    """Bars of grey levels, opaque."""
    grey = np.repeat(np.array(levels, dtype=np.uint8), 20)
    plane = np.repeat(grey[None], 30, axis=0)
    return np.dstack([plane, plane, plane, np.full_like(plane, 255)])


def test_brightness_moves_part_of_the_way() -> None:
    changed = matched(_object(200), _ground(125, 125, 125), 0.5)
    assert changed[0, 0, 0] == pytest.approx((200 + 125) / 2, abs=2)


def test_a_share_of_nothing_changes_nothing() -> None:
    cutout = _object(10, 90, 200)
    np.testing.assert_array_equal(matched(cutout, _ground(250, 220, 90), 0.0), cutout)


@pytest.mark.parametrize("ground", [(255, 255, 255), (255, 200, 120), (20, 20, 20)])
def test_black_stays_black_on_every_ground(ground: tuple[int, int, int]) -> None:
    black = matched(_object(0, 12, 25), _ground(*ground), 1.0)[..., :3]
    assert black[:, :20].max() == 0
    assert black.max() <= 60


def test_the_colour_of_the_light_tints_the_object_and_its_alpha_stays() -> None:
    cutout = _object(120)
    cutout[:5, :, 3] = 100
    warm = matched(cutout, _ground(220, 170, 110), 0.35)
    red, green, blue = (int(value) for value in warm[20, 5, :3])
    assert red > green > blue
    assert red - blue < 60
    np.testing.assert_array_equal(warm[..., 3], cutout[..., 3])


def test_a_tint_has_no_brightness_of_its_own() -> None:
    tint = tint_of(np.array([[0.9, 0.6, 0.3]]), 0.5)
    assert tint.mean() == pytest.approx(1)
    assert tint[0] > tint[1] > tint[2]


def test_contrast_moves_towards_that_of_the_ground() -> None:
    bars, hard, soft = _object(70, 110, 150), _ground(20, 20, 20), _ground(100, 100, 100)
    hard[:, :40] = 210
    soft[:, :40] = 130
    relative = [
        np.ptp(each) / each.mean()
        for each in (matched(bars, ground, 0.5)[..., 0].astype(float) for ground in (hard, soft))
    ]
    assert relative[0] > 1.15 * 80 / 110
    assert relative[1] < 0.9 * 80 / 110


def test_an_even_ground_tells_nothing_of_contrast() -> None:
    changed = matched(_object(70, 110, 150), _ground(110, 110, 110), 0.5)[..., 0].astype(float)
    assert np.ptp(changed) / changed.mean() == pytest.approx(80 / 110, rel=0.03)


def test_on_a_black_and_white_photo_an_object_loses_its_colours() -> None:
    levels = np.random.default_rng(0).integers(0, 60, (60, 80, 1)) + 2 * np.arange(80)[:, None]
    photo = np.repeat(levels, 3, axis=2).astype(np.uint8)
    red = np.full((20, 20, 4), (200, 30, 30, 255), dtype=np.uint8)
    changed = matched(red, photo, 0.1)
    assert np.ptp(changed[..., :3].astype(int), axis=2).max() <= 1
    kept = matched(red, _ground(128, 128, 128), 0.1)
    assert np.ptp(kept[..., :3].astype(int), axis=2).max() > 100
