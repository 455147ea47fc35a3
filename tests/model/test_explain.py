"""The heat lies where the activation was, and undoes the letterbox."""

from __future__ import annotations

import numpy as np
import pytest

from model.explain import heat_map, heat_overlay
from model.preprocess import Preprocess
from tests.conftest import textured

PREPROCESS = Preprocess(size=64)


def test_heat_lies_where_the_activation_was() -> None:
    activation = np.zeros((8, 8), dtype=np.float32)
    activation[3, 6] = 5.0  # right of the middle, within the letterboxed band
    heat = heat_map(activation, 400, 200, PREPROCESS)
    assert heat.shape == (200, 400)
    row, column = np.unravel_index(heat.argmax(), heat.shape)
    assert abs(column / 400 - 6.5 / 8) < 0.05
    assert abs(row / 200 - 0.375) < 0.05  # (3.5 / 8 - 0.25) / 0.5
    assert heat.max() > 0.85


def test_heat_of_the_border_is_cut_off() -> None:
    activation = np.zeros((8, 8), dtype=np.float32)
    activation[0] = 5.0  # only the border above a wide photo
    assert heat_map(activation, 400, 100, PREPROCESS).max() < 0.05


def test_the_overlay_keeps_what_is_cold_and_colours_what_is_hot() -> None:
    pixels = textured(120, 90)
    activation = np.zeros((8, 8), dtype=np.float32)
    activation[4, 1] = 1.0
    overlay = heat_overlay(pixels, activation, PREPROCESS)
    assert overlay.shape == pixels.shape
    assert overlay.dtype == np.uint8
    assert np.array_equal(overlay[:, 60:], pixels[:, 60:])
    assert np.abs(overlay[:, :30].astype(int) - pixels[:, :30]).max() > 30


@pytest.mark.parametrize("value", [0.0, -3.0, np.nan])
def test_without_positive_evidence_the_photo_is_unchanged(value: float) -> None:
    pixels = textured(60, 80)
    activation = np.full((4, 4), value, dtype=np.float32)
    assert np.array_equal(heat_overlay(pixels, activation, PREPROCESS), pixels)


def test_several_maps_at_once_are_refused() -> None:
    with pytest.raises(ValueError, match="choose one label"):
        heat_overlay(textured(8, 8), np.zeros((3, 4, 4), dtype=np.float32), PREPROCESS)
