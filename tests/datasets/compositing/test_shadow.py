"""Shadows: close and dark below the object, soft and faint farther off, one way for both."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from datasets.compositing.filters import Floats
from datasets.compositing.shadow import Shadow, drawn_shadow, shadowed

GREY = np.full((120, 160, 3), 0.5, dtype=np.float32)
RIGHT = Shadow(angle=0.0, length=16, softness=4, darkness=0.5, contact=0.0, gap=3)
CONTACT = replace(RIGHT, darkness=0.0, contact=0.5)


def _alpha() -> Floats:
    alpha = np.zeros((120, 160), dtype=np.float32)
    alpha[40:80, 50:90] = 1
    return alpha


def test_a_cast_shadow_falls_to_its_side_and_ends() -> None:
    dark = shadowed(GREY, _alpha(), RIGHT)
    assert dark[60, 95].max() < 0.4
    assert dark[60, 45].max() > dark[60, 95].max() + 0.08
    np.testing.assert_allclose(dark[:, 135:], 0.5, atol=0.01)
    np.testing.assert_allclose(dark[:20], 0.5, atol=0.01)


def test_it_fades_and_softens_away_from_the_object() -> None:
    row = 0.5 - shadowed(GREY, _alpha(), replace(RIGHT, length=30, softness=6))[60, 90:150, 0]
    assert (np.diff(row[4:]) < 0.01).all()
    assert row[4] > 1.5 * row[24] > 0


def test_a_contact_shadow_is_close() -> None:
    dark = 0.5 - shadowed(GREY, _alpha(), CONTACT)[60, :, 0]
    assert dark[91] > 0.1
    assert dark[105] < 0.01
    assert dark[40] < 0.01


def test_turning_the_light_turns_both_shadows() -> None:
    for shadow in (RIGHT, CONTACT):
        down = shadowed(GREY, _alpha(), replace(shadow, angle=np.pi / 2))
        right = shadowed(GREY, _alpha(), shadow)
        assert down[84, 70, 0] == pytest.approx(right[60, 94, 0], abs=0.03)
        assert down[84, 70, 0] < right[84, 70, 0]


def test_the_ground_is_multiplied_so_that_its_texture_goes_on_in_the_shadow() -> None:
    ground = np.random.default_rng(0).uniform(0.3, 0.7, (120, 160, 3)).astype(np.float32)
    dark = shadowed(ground, _alpha(), RIGHT)
    factor = dark / ground
    assert factor[55:65, 92:96, 0].std() < 0.05
    assert factor.max() <= 1 + 1e-6


def test_a_shadow_keeps_the_colour_of_what_lies_around() -> None:
    warm = GREY * np.array([1.2, 1.0, 0.6], dtype=np.float32)
    dark = shadowed(warm, _alpha(), RIGHT)[60, 95] / warm[60, 95]
    assert dark[0] > dark[1] > dark[2]


def test_no_darkness_changes_nothing() -> None:
    none = replace(RIGHT, darkness=0.0, contact=0.0)
    np.testing.assert_array_equal(shadowed(GREY, _alpha(), none), GREY)


def test_drawn_shadows_fall_every_way_and_are_never_darker_than_asked() -> None:
    drawn = [drawn_shadow(0.4, 200, np.random.default_rng(seed)) for seed in range(200)]
    assert max(max(each.darkness, each.contact) for each in drawn) <= 0.4
    quarters = np.bincount([int(each.angle // (np.pi / 2)) for each in drawn])
    assert len(quarters) == 4
    assert quarters.min() > 25


@pytest.mark.parametrize("wrong", [{"darkness": 1.2}, {"contact": -0.1}, {"length": -1.0}])
def test_a_shadow_out_of_range_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"darkness|length"):
        replace(RIGHT, **wrong)
