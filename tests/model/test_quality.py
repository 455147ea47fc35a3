"""Each flag is raised by its flaw and by nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from model.photo import Photo, Pixels
from model.quality import flags
from tests.conftest import textured


def made(pixels: Pixels) -> Photo:
    return Photo(np.ascontiguousarray(pixels), "0" * 64, pixels.shape[1], pixels.shape[0])


def blurred(pixels: Pixels, radius: float) -> Pixels:
    return np.asarray(Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(radius)))


def test_an_ordinary_photo_has_no_flag(photo: Photo) -> None:
    assert flags(photo) == ()


@pytest.mark.parametrize("side", [512, 1024])
def test_blur_is_told_at_any_size(side: int) -> None:
    sharp = textured(side, side * 3 // 4)
    assert flags(made(blurred(sharp, 3 * side / 256))) == ("blurred",)
    assert flags(made(sharp)) == ()


def test_blur_of_little_contrast_is_told_too_and_sharpness_is_not() -> None:
    sharp = np.asarray(textured(512, 384) / 2 + 64, dtype=np.uint8)
    assert flags(made(sharp)) == ()
    assert flags(made(blurred(sharp, 6))) == ("blurred",)


def test_darkness_and_glare_are_told() -> None:
    texture = textured(512, 384).astype(int)
    assert flags(made((texture // 4).astype(np.uint8))) == ("dark",)
    assert "bright" in flags(made((texture // 7 + 218).astype(np.uint8)))


@pytest.mark.parametrize("ground", [0, 255])
def test_a_good_on_black_or_white_ground_is_no_flaw(ground: int) -> None:
    pixels = np.full((384, 512, 3), ground, dtype=np.uint8)
    pixels[100:280, 150:360] = textured(210, 180)
    assert flags(made(pixels)) == ()


def test_a_small_photo_is_told() -> None:
    assert flags(made(textured(159, 120))) == ("tiny",)
    assert flags(made(textured(160, 120))) == ()


def test_a_wall_is_flat_and_not_called_blurred() -> None:
    noise = np.random.default_rng(0).normal(128, 3, size=(384, 512, 3))
    assert flags(made(noise.astype(np.uint8))) == ("flat",)


@pytest.mark.parametrize("size", [(8, 8), (8, 4000), (4000, 8)])
def test_odd_shapes_are_judged_without_an_error(size: tuple[int, int]) -> None:
    assert set(flags(made(textured(*size)))) <= {"blurred", "dark", "bright", "tiny", "flat"}
