from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import fft

from datasets.perceptual_hash import BITS, FLAT, distances, perceptual_hash
from model.photo import Photo, Pixels, encode_jpeg, grey, resize
from tests.conftest import textured
from tests.evaluation.test_corruptions import scene

SEEDS = range(8)


def apart(first: Pixels, second: Pixels) -> int:
    hashes = np.array([perceptual_hash(first), perceptual_hash(second)])
    return int(distances(hashes[:1], hashes[1:])[0, 0])


def bits(value: np.uint64) -> NDArray[np.uint8]:
    """The bit of the lowest frequency first."""
    return np.unpackbits(np.array([value], dtype=">u8").view(np.uint8))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_bits_are_those_of_scipys_cosine_transform(seed: int) -> None:
    picture = scene(90, 120, seed)
    small = resize(grey(picture), 32, 32, "bicubic").astype(np.float64)
    waves = fft.dctn(small, norm="ortho")[1:9, 1:9].ravel()
    assert np.array_equal(bits(perceptual_hash(picture)), waves > np.median(waves))


@pytest.mark.parametrize("seed", SEEDS)
def test_half_of_the_bits_are_set(seed: int) -> None:
    assert bits(perceptual_hash(scene(90, 120, seed))).sum() == BITS // 2


@pytest.mark.parametrize("size", [(480, 640), (120, 160), (60, 80), (200, 200)])
def test_resizing_keeps_the_hash(size: tuple[int, int]) -> None:
    for seed in SEEDS:
        picture = scene(240, 320, seed)
        assert apart(picture, resize(picture, size[1], size[0])) <= 4


@pytest.mark.parametrize("quality", [85, 50, 10])
def test_jpeg_keeps_the_hash(quality: int) -> None:
    for seed in SEEDS:
        picture = scene(240, 320, seed)
        copy = Photo.from_bytes(encode_jpeg(resize(picture, 200, 150), quality), "copy").pixels
        assert apart(picture, copy) <= 6


def test_colour_and_brightness_hardly_matter() -> None:
    for seed in SEEDS:
        picture = scene(240, 320, seed)
        assert apart(picture, grey(picture)[:, :, None].repeat(3, axis=2)) <= 2
        assert apart(picture, (picture * 0.7).astype(np.uint8)) <= 6


def test_unlike_pictures_differ_in_about_half_of_the_bits() -> None:
    hashes = np.array([perceptual_hash(scene(96, 128, seed)) for seed in range(60)])
    found = distances(hashes, hashes)[np.triu_indices(60, 1)]
    assert found.mean() == pytest.approx(32, abs=3)  # all scenes have the same edge
    assert found.min() > 8


def test_a_mirrored_picture_is_another_one() -> None:
    assert all(apart(scene(96, 128, s), scene(96, 128, s)[:, ::-1]) > 16 for s in SEEDS)


@pytest.mark.parametrize("value", [0, 127, 255])
def test_a_picture_of_one_grey_has_no_hash(value: int) -> None:
    flat = np.full((40, 50, 3), value, dtype=np.uint8)
    assert perceptual_hash(flat) == FLAT
    noise = np.random.default_rng(0).integers(0, 3, flat.shape, dtype=np.uint8)
    assert perceptual_hash(np.minimum(flat, 253) + noise) == FLAT


def test_no_hash_is_near_no_other() -> None:
    hashes = np.array([FLAT, perceptual_hash(textured(40, 50)), FLAT])
    assert distances(hashes, hashes).tolist() == [[64, 64, 64], [64, 0, 64], [64, 64, 64]]


@given(
    st.lists(st.integers(1, 2**64 - 1), min_size=1, max_size=5),
    st.lists(st.integers(1, 2**64 - 1), min_size=1, max_size=5),
)
def test_distances_count_the_bits_that_differ(first: list[int], second: list[int]) -> None:
    found = distances(np.array(first, dtype=np.uint64), np.array(second, dtype=np.uint64))
    assert found.tolist() == [[(a ^ b).bit_count() for b in second] for a in first]


def test_distances_of_nothing_are_nothing() -> None:
    nothing = np.empty(0, dtype=np.uint64)
    assert distances(nothing, np.array([3], dtype=np.uint64)).shape == (0, 1)
