"""Laying cutouts: each operation is seen, and nothing else changes."""

from __future__ import annotations

import numpy as np
import pytest

from datasets import compose
from datasets.compose import Composer, Recipe
from model.photo import Pixels
from tests.conftest import textured

GREY = np.full((60, 80, 3), 0.5, dtype=np.float32)


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
    picture = composer.compose(_cutout((255, 0, 255)), 96, 72, _rng(3))
    ground = composer.ground(96, 72, _rng(3))
    same = (picture == ground).all(axis=2)
    assert 0.3 < same.mean() < 0.99
    assert picture.shape == (72, 96, 3)
    assert picture.dtype == np.uint8


def test_the_same_seed_gives_the_same_picture_and_another_another() -> None:
    composer = Composer([textured(300, 200)])
    one, same, other = (composer.compose(_cutout(), 64, 64, _rng(s)) for s in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


def _extent(picture: Pixels) -> tuple[int, int]:
    """Width and height of the magenta object on a white ground."""
    seen = picture[..., 1] < 128
    return int(seen.any(axis=0).sum()), int(seen.any(axis=1).sum())


@pytest.mark.parametrize("share", [0.35, 0.7, 1.0])
def test_the_object_takes_the_share_of_the_frame_it_should(
    share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "plain", _white)
    recipe = Recipe(
        smallest=share, largest=share, tilt=0, any_turn=0, cut_off=0, shadow=0, match=0, feather=0
    )
    width, _ = _extent(Composer([], recipe).compose(_cutout((255, 0, 255)), 100, 100, _rng()))
    assert width == pytest.approx(share * 100, abs=3)


def _white(width: int, height: int, rng: np.random.Generator) -> Pixels:
    return np.full((height, width, 3), 255, dtype=np.uint8)


def test_an_edge_of_the_frame_cuts_the_object_at_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "plain", _white)
    still = Recipe(tilt=0, any_turn=0, shadow=0, match=0, feather=0, smallest=0.5, largest=0.5)
    fields = {name: getattr(still, name) for name in Recipe.__dataclass_fields__}
    whole, cut = (Composer([], Recipe(**fields | {"cut_off": c})) for c in (0.0, 1.0))
    widths = [
        [_extent(each.compose(_cutout((255, 0, 255)), 100, 100, _rng(s)))[0] for s in range(20)]
        for each in (whole, cut)
    ]
    assert min(widths[0]) >= 47
    assert min(widths[1]) < 45


def test_a_quarter_turn_swaps_the_sides() -> None:
    turned = compose.trimmed(compose.rotated(_cutout(), 90.0))
    assert turned is not None
    assert turned.shape[:2] == pytest.approx((40, 10), abs=2)
    middle = turned[20, 5]
    assert tuple(middle) == pytest.approx((200, 30, 30, 255), abs=2)


def test_a_turn_by_nothing_changes_no_visible_pixel() -> None:
    again = compose.trimmed(compose.rotated(_cutout(), 0.0))
    expected = compose.trimmed(_cutout())
    assert again is not None
    assert expected is not None
    np.testing.assert_array_equal(again, expected)


def test_the_shadow_darkens_near_the_object_only() -> None:
    alpha = np.zeros((60, 80), dtype=np.float32)
    alpha[20:40, 30:50] = 1
    dark = compose.shadowed(GREY, alpha, 0.5, _rng())
    assert dark[30, 40].max() < 0.35
    np.testing.assert_allclose(dark[:3, :3], 0.5, atol=0.01)
    np.testing.assert_array_equal(compose.shadowed(GREY, alpha, 0.0, _rng()), GREY)


def test_matching_moves_the_object_towards_the_ground() -> None:
    placed = np.zeros((60, 80, 4), dtype=np.float32)
    placed[20:40, 30:50] = (0.8, 0.8, 0.8, 1.0)
    assert compose.matched(placed, GREY, 0.5)[30, 40, 0] == pytest.approx(0.65, abs=0.01)
    np.testing.assert_array_equal(compose.matched(placed, GREY, 0.0), placed)


def test_feathering_softens_the_outline_and_adds_nothing_outside() -> None:
    placed = np.zeros((60, 80, 4), dtype=np.float32)
    placed[20:40, 30:50] = 1.0
    soft = compose.feathered(placed)
    assert soft[20, 40, 3] == pytest.approx(2 / 3)
    assert soft[30, 40, 3] == pytest.approx(1.0)
    assert soft[19, 40].max() == 0


def test_a_crop_comes_from_the_photo() -> None:
    photo = np.zeros((200, 300, 3), dtype=np.uint8)
    photo[..., 0] = np.linspace(0, 200, 300).astype(np.uint8)
    photo[..., 1] = 77
    part = compose.crop(photo, 64, 48, _rng())
    assert part.shape == (48, 64, 3)
    assert (part[..., 1] == 77).all()
    assert np.ptp(part[..., 0].astype(int)) > 30


def test_plain_grounds_are_of_many_kinds() -> None:
    grounds = [compose.plain(32, 32, _rng(seed)) for seed in range(40)]
    flat = sum(int(ground.std() < 1) for ground in grounds)
    assert 0 < flat < 40
    assert len({ground.tobytes() for ground in grounds}) > 36  # pale whites may coincide


def test_photos_and_plain_grounds_come_in_their_shares() -> None:
    marked = np.full((200, 200, 3), (1, 2, 3), dtype=np.uint8)
    composer = Composer([marked], Recipe(photo_share=0.6))
    grounds = [composer.ground(8, 8, _rng(seed)) for seed in range(200)]
    photos = sum(bool((ground == (1, 2, 3)).all()) for ground in grounds)
    assert 95 < photos < 145


@pytest.mark.parametrize("wrong", [{"shadow": 1.5}, {"smallest": 0.0}, {"largest": 0.2}])
def test_a_recipe_out_of_range_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"recipe|smallest"):
        Recipe(**wrong)
