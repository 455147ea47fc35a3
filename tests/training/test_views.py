"""Views: cached, reproducible, and alike in frame whether rendered or photographed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from datasets.compose import Composer
from datasets.samples import Sample
from model.errors import PhotoError
from model.photo import Photo, encode_jpeg
from model.preprocess import Preprocess
from tests.conftest import textured
from training.augment import Augment
from training.views import Pictures, TrainViews, backgrounds, composed, fixed_view, fixed_views

PREPROCESS = Preprocess(size=64)
AUGMENT = Augment(PREPROCESS, 1.0)


@pytest.fixture
def photo(tmp_path: Path) -> Sample:
    (tmp_path / "p.jpg").write_bytes(encode_jpeg(textured(320, 240)))
    return Sample(tmp_path / "p.jpg", "a", "p", rendered=False)


@pytest.fixture
def cutout(tmp_path: Path) -> Sample:
    pixels = np.zeros((96, 96, 4), dtype=np.uint8)
    pixels[40:60, 20:80] = (250, 10, 10, 255)
    Image.fromarray(pixels).save(tmp_path / "c.png")
    return Sample(tmp_path / "c.png", "b", "c", rendered=True)


def test_pictures_are_kept_as_far_as_the_budget_goes(photo: Sample, cutout: Sample) -> None:
    rich, poor = (Pictures([photo, cutout], AUGMENT, budget) for budget in (10, 0))
    rich.preload(2)
    assert rich[0] is rich[0]
    assert poor[0] is not poor[0]
    assert rich[0].shape == (56, 74, 3)
    assert rich[1].shape == (74, 74, 4)


def test_things_are_cut_out_of_photos_on_white_if_asked(photo: Sample, tmp_path: Path) -> None:
    pixels = np.full((240, 320, 3), 255, dtype=np.uint8)
    pixels[60:180, 80:240] = textured(160, 120)
    (tmp_path / "w.jpg").write_bytes(encode_jpeg(pixels, 95))
    shop = Sample(tmp_path / "w.jpg", "a", "w", rendered=False)
    cuts, whole = (Pictures([shop, photo], AUGMENT, 9, cuts=asked) for asked in (True, False))
    assert cuts[0].shape == (56, 74, 4)
    assert (cuts[0][:5, :, 3] == 0).all()
    assert cuts[0][28, 37, 3] == 255
    assert cuts[1].shape == (56, 74, 3)  # no white round it
    assert whole[0].shape == (56, 74, 3)
    composer = Composer([], None)
    views = TrainViews(cuts, np.array([0, 1]), composer, AUGMENT, 0)
    assert views[(1, 0)][0].shape == (3, 64, 64)


def test_a_key_decides_a_view_and_each_round_gives_another(photo: Sample, cutout: Sample) -> None:
    composer = Composer([textured(200, 200)])
    views = TrainViews(
        Pictures([photo, cutout], AUGMENT, 9), np.array([0, 1]), composer, AUGMENT, 0
    )
    for index in (0, 1):
        one, target = views[(1, index)]
        assert target == index
        assert one.shape == (3, 64, 64)
        assert one.dtype == np.float32
        np.testing.assert_array_equal(one, views[(1, index)][0])
        assert (one != views[(2, index)][0]).any()


def test_early_rounds_are_smaller_and_later_ones_are_not(photo: Sample, cutout: Sample) -> None:
    early = Augment(Preprocess(size=32), 1.0)
    pictures, composer = Pictures([photo, cutout], AUGMENT, 9), Composer([textured(200, 200)])
    plain = TrainViews(pictures, np.array([0, 1]), composer, AUGMENT, 0)
    growing = replace(plain, early=early, early_rounds=2)
    for index in (0, 1):
        sides = [growing[(turn, index)][0].shape for turn in (1, 2, 3)]
        assert sides == [(3, 32, 32), (3, 32, 32), (3, 64, 64)]
        np.testing.assert_array_equal(growing[(3, index)][0], plain[(3, index)][0])


def test_validation_sees_a_photo_as_the_released_network_does(photo: Sample) -> None:
    views = fixed_views([photo], np.array([0]), Composer([]), PREPROCESS, 0, 1)
    opened = Photo.open(photo.path, min_side=PREPROCESS.min_side)
    np.testing.assert_array_equal(views[0][0], PREPROCESS.to_array(opened))


def test_validation_lays_a_cutout_the_same_way_each_time(cutout: Sample) -> None:
    composer = Composer([])
    one, same = (fixed_view(cutout, 3, composer, PREPROCESS, 0) for _ in range(2))
    np.testing.assert_array_equal(one, same)
    assert (one != fixed_view(cutout, 4, composer, PREPROCESS, 0)).any()
    assert (one != fixed_view(cutout, 3, composer, PREPROCESS, 1)).any()


def test_rendered_pictures_come_in_the_frames_of_photos() -> None:
    clear = np.zeros((8, 8, 4), dtype=np.uint8)
    shapes = {
        composed(clear, Composer([]), 64, np.random.default_rng(seed)).shape for seed in range(40)
    }
    assert {(48, 64, 3), (64, 48, 3), (64, 64, 3)} <= shapes
    assert all(max(shape) == 64 for shape in shapes)


def test_a_picture_that_cannot_be_decoded_stops_the_training_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "bad.jpg").write_bytes(b"\xff\xd8\xff not a photo")
    bad = Sample(tmp_path / "bad.jpg", "a", "x", rendered=False)
    with pytest.raises(PhotoError, match=r"bad\.jpg"):
        Pictures([bad], AUGMENT, 10).preload(1)
    with pytest.raises(PhotoError, match=r"bad\.jpg"):
        fixed_views([bad], np.array([0]), Composer([]), PREPROCESS, 0, 1)


def test_backgrounds_are_a_drawn_part_of_the_photos(photo: Sample) -> None:
    found = backgrounds([photo] * 5, side=64, most=2, seed=0)
    assert [picture.shape for picture in found] == [(96, 128, 3)] * 2


def test_a_rendered_picture_with_its_own_ground_is_not_pasted_onto_another(tmp_path: Path) -> None:
    """Pasted as a square it would teach the frame instead of the good."""
    pixels = np.dstack([textured(96, 96), np.full((96, 96), 255, np.uint8)])
    Image.fromarray(pixels).save(tmp_path / "g.png")
    grounded = Sample(tmp_path / "g.png", "b", "g", rendered=True)
    expected = PREPROCESS.letterbox(textured(96, 96))
    assert (fixed_view(grounded, 3, Composer([]), PREPROCESS, 0) == expected).all()
    assert Pictures([grounded], AUGMENT, 9)[0].shape[2] == 3
