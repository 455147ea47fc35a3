"""Each distortion distorts, none does when switched off, and the resize rule holds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.photo import Photo, encode_jpeg
from model.preprocess import Preprocess
from tests.conftest import textured
from training.augment import DISTORTIONS, Augment, distort, shrunk

PREPROCESS = Preprocess(size=64)


@pytest.mark.parametrize("name", DISTORTIONS)
def test_a_distortion_at_chance_1_changes_a_textured_photo(name: str) -> None:
    pixels = textured(120, 90)
    for seed in range(3):
        changed = distort(name, 1.0, pixels, seed, [textured(60, 80)[::-1] // 2])
        assert changed.dtype == np.uint8
        assert changed.shape != pixels.shape or (changed != pixels).any()


@pytest.mark.parametrize("name", DISTORTIONS)
def test_a_distortion_at_chance_0_changes_nothing(name: str) -> None:
    pixels = textured(120, 90)
    for seed in range(3):
        np.testing.assert_array_equal(distort(name, 0.0, pixels, seed, [pixels]), pixels)


def test_a_borrowed_look_is_that_of_the_lender() -> None:
    pixels, dark = textured(120, 90), np.full((40, 40, 3), 20, dtype=np.uint8)
    found = [distort("borrowed", 1.0, pixels, seed, [dark]).mean() for seed in range(8)]
    assert min(found) < 0.7 * pixels.mean()


def test_without_augmentation_training_sees_what_validation_sees(tmp_path: Path) -> None:
    (tmp_path / "p.jpg").write_bytes(encode_jpeg(textured(640, 480)))
    photo = Photo.open(tmp_path / "p.jpg", min_side=PREPROCESS.min_side)
    augment = Augment(PREPROCESS, 0.0)
    trained = PREPROCESS.normalise(augment(augment.shrink(photo), seed=1))
    np.testing.assert_allclose(trained, PREPROCESS.to_array(photo), atol=1e-6)


def test_a_view_is_the_size_of_the_input_and_its_seed_decides_it() -> None:
    augment = Augment(PREPROCESS, 1.0)
    pixels = textured(74, 60)
    one, same, other = (augment(pixels, seed) for seed in (1, 1, 2))
    assert one.shape == (64, 64, 3)
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


def test_zoom_shows_parts_alone() -> None:
    """The left half is black, the right white: views of a part are less grey than half."""
    pixels = np.zeros((64, 64, 3), dtype=np.uint8)
    pixels[:, 32:] = 255
    whole, parts = (
        [abs(distort("zoom", chance, pixels, seed).mean() - 127.5) for seed in range(20)]
        for chance in (0.0, 1.0)
    )
    assert max(whole) == 0
    assert max(parts) > 20
    zoomed = Augment(PREPROCESS, 1.0, zoom=1.0)
    assert any(
        (zoomed(pixels, seed) != Augment(PREPROCESS, 1.0)(pixels, seed)).any() for seed in range(3)
    )


def test_distortions_apply_independently_of_each_other() -> None:
    """Were all seeded alike, a third of the views would be untouched and a tenth take them all."""
    augment = Augment(PREPROCESS, 1.0)
    pixels = textured(74, 60)
    plain = PREPROCESS.letterbox(pixels)
    untouched = sum(bool((augment(pixels, seed) == plain).all()) for seed in range(300))
    expected = 300 * np.prod([1 - each.chance for each in DISTORTIONS.values()])
    assert untouched <= expected + 6


def test_photos_are_shrunk_antialiased_to_slightly_above_the_working_size() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (600, 800, 3), dtype=np.uint8)
    small = shrunk(noise, 74)
    assert small.shape == (56, 74, 3)
    assert small.std() < noise.std() / 4  # without antialiasing the contrast would stay
    np.testing.assert_array_equal(shrunk(small, 74), small)
