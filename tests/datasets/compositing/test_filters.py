"""The blur that every step relies on."""

from __future__ import annotations

import numpy as np
import pytest

from datasets.compositing.filters import along, gaussian, luma


@pytest.mark.parametrize("sigma", [0.3, 0.7, 1.5, 3.0])
def test_a_blur_has_the_variance_it_should_even_below_a_pixel(sigma: float) -> None:
    line = np.zeros((1, 81), dtype=np.float32)
    line[0, 40] = 1
    blurred = along(line, sigma, 1)[0]
    assert blurred.sum() == pytest.approx(1, abs=1e-5)
    assert (blurred * (np.arange(81) - 40) ** 2).sum() == pytest.approx(sigma**2, rel=0.06)


def test_blurs_add_up() -> None:
    plane = np.random.default_rng(0).random((40, 40, 3), dtype=np.float32)
    twice = gaussian(gaussian(plane, 0.6), 0.8)
    np.testing.assert_allclose(twice[8:-8, 8:-8], gaussian(plane, 1.0)[8:-8, 8:-8], atol=3e-3)


def test_no_blur_changes_nothing_and_an_even_plane_stays_even_up_to_its_edge() -> None:
    plane = np.random.default_rng(0).random((9, 7), dtype=np.float32)
    np.testing.assert_array_equal(gaussian(plane, 0.0), plane)
    np.testing.assert_allclose(gaussian(np.full((9, 7), 0.4, np.float32), 2.0), 0.4, rtol=1e-5)


def test_luma_weighs_green_most() -> None:
    colours = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]], dtype=np.uint8)
    np.testing.assert_allclose(luma(colours)[0], [0.299, 0.587, 0.114, 1.0], atol=1e-3)
