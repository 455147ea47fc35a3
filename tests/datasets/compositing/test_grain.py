"""An object is as noisy as its ground: as much, as coarse, as coloured."""

from __future__ import annotations

import numpy as np
import pytest

from datasets.compose import Composer, Recipe
from datasets.compositing import grain
from datasets.compositing.filters import Floats, gaussian
from datasets.compositing.grounds import NOISIEST, plain
from datasets.compositing.placing import box_of
from tests.datasets.compositing.scenes import developed, neighbours_alike, noise, shaded, shapes

W, H = 224, 168


def _rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def _grain(picture: np.ndarray) -> Floats:
    found = grain.grain_of(picture, NOISIEST)
    assert found is not None
    return found


@pytest.mark.parametrize("coarse", [0.0, 0.6, 1.0])
@pytest.mark.parametrize("level", [0.004, 0.012])
def test_noise_of_a_photo_is_made_again(level: float, coarse: float) -> None:
    true = noise(W, H, level, coarse)
    made = grain.field(_grain(developed(shaded(W, H) + true)), W, H, _rng())
    assert made.std() == pytest.approx(level, rel=0.2)
    assert neighbours_alike(made[..., 1]) == pytest.approx(neighbours_alike(true[..., 1]), abs=0.3)


def test_channels_go_together_as_much_as_they_do_in_the_photo() -> None:
    for share in (0.0, 1.0):
        true = noise(W, H, 0.012, 0.0)
        grey = np.repeat(true.mean(axis=2, keepdims=True), 3, axis=2)
        mixed = share * (true - grey) * 3 + (1 - share) * grey
        made = grain.field(_grain(developed(shaded(W, H) + mixed)), W, H, _rng())
        together = np.corrcoef(made[..., 0].ravel(), made[..., 2].ravel())[0, 1]
        expected = np.corrcoef(mixed[..., 0].ravel(), mixed[..., 2].ravel())[0, 1]
        assert together == pytest.approx(expected, abs=0.2)


def test_edges_and_texture_are_not_taken_for_noise() -> None:
    assert grain.strength(_grain(shapes(W, H, 0.5))) < 0.003
    wild = developed(shaded(W, H) + noise(W, H, 0.15, 1.0))
    assert grain.strength(_grain(wild)) == pytest.approx(NOISIEST, rel=1e-3)


def test_clipped_white_does_not_stand_for_the_noise_of_the_rest() -> None:
    picture = developed(shaded(W, H) + noise(W, H, 0.012, 0.0))
    picture[:, : W // 2] = 255
    assert grain.strength(_grain(picture)) == pytest.approx(0.012, rel=0.2)


def test_a_picture_smaller_than_a_patch_tells_nothing() -> None:
    assert grain.grain_of(np.zeros((8, 8, 3), dtype=np.uint8), NOISIEST) is None


def _fine(plane: Floats) -> float:
    """Level of the finest noise of a plane without edges: rms of its second differences across."""
    across = plane[..., :-2] - 2 * plane[..., 1:-1] + plane[..., 2:]
    return float(np.sqrt(np.mean(np.square(across)) / 6))


@pytest.mark.parametrize("level", [0.004, 0.012])
def test_noise_inside_a_clean_object_equals_that_of_its_ground(level: float) -> None:
    photo = developed(shaded(300, 225) + noise(300, 225, level, 0.0))
    cutout = np.zeros((200, 200, 4), dtype=np.uint8)
    cutout[20:180, 20:180] = (130, 110, 100, 255)
    recipe = Recipe(photo_share=1, tilt=0, any_turn=0, cut_off=0, shadow=0, match=0, blur=0)
    for seed in range(4):
        layers = Composer([photo], recipe).layers(cutout, W, H, _rng(seed))
        inside = box_of(layers.laid[..., 3] > 0.999)
        rest = layers.picture[inside].astype(np.float32) / np.float32(255)
        ground = layers.ground.astype(np.float32) / np.float32(255)
        shade = ground - gaussian(ground, 3.0)
        assert (rest - rest.mean(axis=(0, 1))).std() == pytest.approx(shade.std(), rel=0.2)
        assert _fine(rest[..., 1]) == pytest.approx(_fine(ground[..., 1]), rel=0.3)


def test_an_object_that_is_noisy_already_gets_no_more_than_it_lacks() -> None:
    clean = np.full((H, W, 4), 0.5, dtype=np.float32)
    clean[..., 3] = 1
    own = clean.copy()
    own[..., :3] += noise(W, H, 0.008, 0.0, seed=5)
    patch = grain.drawn_grain(0.01, 0.0, 0.3, _rng())
    full = grain.with_noise(clean, patch, _rng(1))[..., :3].std()
    both = grain.with_noise(own, patch, _rng(1))[..., :3].std()
    assert full == pytest.approx(0.01, rel=0.1)
    assert both == pytest.approx(0.01, rel=0.15)
    quiet = grain.drawn_grain(0.004, 0.0, 0.3, _rng())
    np.testing.assert_array_equal(grain.with_noise(own, quiet, _rng(1))[..., :3], own[..., :3])


def test_there_is_no_noise_where_there_is_no_object() -> None:
    placed = np.zeros((H, W, 4), dtype=np.float32)
    placed[40:80, 40:80] = (0.3, 0.3, 0.3, 1.0)
    noisy = grain.with_noise(placed, grain.drawn_grain(0.01, 0.5, 0.3, _rng()), _rng(1))
    np.testing.assert_array_equal(noisy[..., 3], placed[..., 3])
    outside = placed[..., 3] == 0
    assert (noisy[outside] == 0).all()
    assert noisy[50:70, 50:70, 0].std() > 0.005


def test_even_plain_grounds_have_the_noise_they_say_they_have() -> None:
    told, true = [], []
    for seed in range(80):
        ground = plain(W, H, _rng(seed))
        assert ground.grain is not None
        values = ground.pixels.astype(np.float32) / np.float32(255)
        broad = gaussian(values, 12.0)
        if np.ptp(broad, axis=(0, 1)).max() < 0.03 and 0.1 < values.mean() < 0.9:
            told.append(grain.strength(ground.grain))
            true.append(float((values - broad).std()))
    assert len(told) > 15
    assert max(told) > 5 * min(told)
    np.testing.assert_allclose(true, told, rtol=0.3, atol=0.0015)  # 8 bits hide the faintest
