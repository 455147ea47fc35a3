"""The blur of a photo is told right, and an object takes it over."""

from __future__ import annotations

import numpy as np
import pytest

from datasets.compose import Composer, Recipe
from datasets.compositing.filters import gaussian, luma
from datasets.compositing.sharpness import edge_blur, missing_blur
from tests.datasets.compositing.scenes import developed, noise, shapes

STILL = Recipe(
    photo_share=1, smallest=0.6, largest=0.6, any_turn=0, cut_off=0, shadow=0, match=0, noise=0
)


def _blur_of(picture: np.ndarray) -> float:
    found = edge_blur(luma(picture))
    assert found is not None
    return found


@pytest.mark.parametrize("sigma", [1.0, 1.5, 2.0, 3.0])
def test_the_blur_of_a_photo_is_told_without_knowing_what_it_shows(sigma: float) -> None:
    for seed in range(3):
        assert _blur_of(shapes(256, 192, sigma, seed)) == pytest.approx(sigma, rel=0.12)


def test_noise_is_not_taken_for_sharp_edges() -> None:
    clean = shapes(256, 192, 2.0).astype(np.float32) / np.float32(255)
    noisy = developed(clean + noise(256, 192, 0.006, 0.0))
    told = edge_blur(luma(noisy), 0.006)
    assert told == pytest.approx(2.0, rel=0.15)


def test_an_even_picture_tells_nothing() -> None:
    assert edge_blur(np.full((60, 80), 0.5, dtype=np.float32)) is None
    shade = np.linspace(0.2, 0.8, 80, dtype=np.float32)
    assert edge_blur(np.repeat(shade[None], 60, axis=0)) is None


def test_no_blur_is_taken_off() -> None:
    assert missing_blur(0.7, 1.2) == 0
    assert missing_blur(2.0, 1.2) == pytest.approx(1.6)


@pytest.mark.parametrize("sigma", [0.8, 1.2, 1.8])
def test_a_sharp_cutout_comes_out_as_blurred_as_its_ground(sigma: float) -> None:
    cutout = np.zeros((300, 300, 4), dtype=np.uint8)
    cutout[50:250, 50:250] = (240, 240, 240, 255)
    composer = Composer([shapes(256, 192, sigma)], STILL)
    for seed in range(5):
        layers = composer.layers(cutout, 192, 144, np.random.default_rng(seed))
        wanted = _blur_of(layers.ground)
        limit = np.hypot(STILL.blur * 192, 0.8)
        told = edge_blur(np.ascontiguousarray(layers.laid[..., 3]))
        assert told == pytest.approx(min(wanted, limit), rel=0.2)


def test_a_blurred_cutout_is_not_sharpened() -> None:
    soft = np.zeros((300, 300, 4), dtype=np.float32)
    soft[50:250, 50:250] = 1
    cutout = developed(gaussian(soft, 6.0))
    layers = Composer([shapes(256, 192, 0.0)], STILL).layers(
        cutout, 192, 144, np.random.default_rng(1)
    )
    told = edge_blur(np.ascontiguousarray(layers.laid[..., 3]))
    assert told is not None
    assert told > 2
