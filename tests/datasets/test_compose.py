"""Laying cutouts: each step is seen, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from datasets import compose
from datasets.compose import Composer, Recipe
from datasets.compositing.grounds import Ground
from model.photo import Pixels
from tests.conftest import textured

STILL = Recipe(tilt=0, any_turn=0, cut_off=0, shadow=0, match=0, blur=0, noise=0)


def _cutout(colour: tuple[int, int, int] = (200, 30, 30)) -> Pixels:
    """A bar of 10 x 40 px in a clear frame of 64 x 64."""
    cutout = np.zeros((64, 64, 4), dtype=np.uint8)
    cutout[27:37, 12:52] = (*colour, 255)
    return cutout


def _rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_clear_cutout_shows_the_ground_exactly() -> None:
    composer = Composer([textured(300, 200)])
    clear = np.zeros((64, 64, 4), dtype=np.uint8)
    for seed in range(10):
        picture = composer.compose(clear, 96, 72, _rng(seed))
        np.testing.assert_array_equal(picture, composer.ground(96, 72, _rng(seed)))


def test_where_alpha_is_0_the_ground_stays_exact_without_shadow() -> None:
    composer = Composer([textured(300, 200)], Recipe(shadow=0.0))
    for seed in range(6):
        picture = composer.compose(_cutout((255, 0, 255)), 96, 72, _rng(seed))
        ground = composer.ground(96, 72, _rng(seed))
        same = (picture == ground).all(axis=2)
        assert 0.3 < same.mean() < 0.99
        assert picture.shape == (72, 96, 3)
        assert picture.dtype == np.uint8


def test_the_same_seed_gives_the_same_picture_and_another_another() -> None:
    composer = Composer([textured(300, 200)])
    one, same, other = (composer.compose(_cutout(), 64, 64, _rng(s)) for s in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


def test_layers_are_those_of_the_picture() -> None:
    composer = Composer([textured(300, 200)], Recipe(photo_share=0.5))
    for seed in range(6):
        layers = composer.layers(_cutout(), 96, 72, _rng(seed))
        np.testing.assert_array_equal(
            layers.picture, composer.compose(_cutout(), 96, 72, _rng(seed))
        )
        np.testing.assert_array_equal(layers.ground, composer.ground(96, 72, _rng(seed)))
        clear = layers.laid[..., 3] == 0
        shaded = np.round(layers.shaded * 255).astype(np.uint8)
        np.testing.assert_array_equal(layers.picture[clear], shaded[clear])


def _extent(picture: Pixels) -> tuple[int, int]:
    """Width and height of the magenta object on a white ground."""
    seen = picture[..., 1] < 128
    return int(seen.any(axis=0).sum()), int(seen.any(axis=1).sum())


def _white(width: int, height: int, rng: np.random.Generator) -> Ground:
    return Ground(np.full((height, width, 3), 255, dtype=np.uint8), None, None)


@pytest.mark.parametrize("share", [0.35, 0.7, 1.0])
def test_the_object_takes_the_share_of_the_frame_it_should(
    share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "plain", _white)
    recipe = replace(STILL, smallest=share, largest=share)
    width, height = _extent(Composer([], recipe).compose(_cutout((255, 0, 255)), 100, 100, _rng()))
    assert width == pytest.approx(share * 100, abs=1)
    assert height == pytest.approx(share * 25, abs=1)


def test_an_edge_of_the_frame_cuts_the_object_at_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "plain", _white)
    recipe = replace(STILL, smallest=0.5, largest=0.5)
    whole, cut = (Composer([], replace(recipe, cut_off=chance)) for chance in (0.0, 1.0))
    widths = [
        [_extent(each.compose(_cutout((255, 0, 255)), 100, 100, _rng(s)))[0] for s in range(20)]
        for each in (whole, cut)
    ]
    assert min(widths[0]) >= 47
    assert min(widths[1]) < 45


def test_a_catalogue_picture_is_the_good_large_on_pure_white() -> None:
    composer = Composer([textured(300, 200)], Recipe(catalogue=1.0))
    for seed in range(6):
        picture = composer.compose(_cutout(), 96, 72, _rng(seed))
        good = (picture == (200, 30, 30)).all(axis=2)
        white = (picture == 255).all(axis=2)
        across = np.ptp(np.flatnonzero(good.any(axis=0))) + 1
        assert 0.75 * 96 <= across <= 96
        assert white[0].all()
        assert white[-1].all()
        assert (good | white).mean() > 0.95  # the rest is the antialiased outline


def test_photos_and_plain_grounds_come_in_their_shares() -> None:
    marked = np.full((200, 200, 3), (1, 2, 3), dtype=np.uint8)
    composer = Composer([marked], Recipe(photo_share=0.6))
    grounds = [composer.ground(16, 16, _rng(seed)) for seed in range(200)]
    photos = sum(bool((ground == (1, 2, 3)).all()) for ground in grounds)
    assert 95 < photos < 145


def test_a_black_object_stays_black_on_snow() -> None:
    snow = np.random.default_rng(0).integers(235, 256, (200, 300, 3)).astype(np.uint8)
    composer = Composer([snow], Recipe(photo_share=1))
    for seed in range(5):
        layers = composer.layers(_cutout((8, 8, 8)), 128, 96, _rng(seed))
        assert layers.picture[layers.laid[..., 3] > 0.999].mean() < 30


@pytest.mark.parametrize("wrong", [{"shadow": 1.5}, {"smallest": 0.0}, {"largest": 0.2}])
def test_a_recipe_out_of_range_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"recipe|smallest"):
        Recipe(**wrong)
