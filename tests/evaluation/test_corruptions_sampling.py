"""Blurs and sampling against SciPy, whose "reflect" is our mirror (d c b a | a b c d)."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from evaluation.corruptions_sampling import (
    SEVERITIES,
    Plane,
    convolve,
    enlarged,
    finish,
    gaussian,
    level,
    mirrored,
    plasma,
    sample,
    scale,
    streak,
    stretch,
    unit,
    zoomed,
)


def noise(*shape: int) -> Plane:
    return np.random.default_rng(0).random(shape, dtype=np.float32)


@pytest.mark.parametrize("sigma", [1.0, 2.0, 9.0])
@pytest.mark.parametrize("shape", [(20, 33), (20, 33, 3)])
def test_the_gaussian_blur_is_scipys(sigma: float, shape: tuple[int, ...]) -> None:
    image = noise(*shape)
    wanted = ndimage.gaussian_filter(image, sigma, mode="reflect", truncate=3, axes=(0, 1))
    assert gaussian(image, sigma) == pytest.approx(wanted, abs=1e-6)


def test_a_gaussian_wider_than_the_picture_gives_its_mean() -> None:
    image = noise(8, 8)
    assert gaussian(image, 200) == pytest.approx(np.full((8, 8), image.mean()), abs=1e-3)


@pytest.mark.parametrize("side", [3, 9, 31])
@pytest.mark.parametrize("shape", [(17, 26), (17, 26, 3)])
def test_the_convolution_is_scipys(side: int, shape: tuple[int, ...]) -> None:
    image, kernel = noise(*shape), noise(side, side)
    wide = kernel if image.ndim == 2 else kernel[..., None]
    wanted = ndimage.convolve(image.astype(np.float64), wide, mode="reflect")
    assert convolve(image, kernel) == pytest.approx(wanted, rel=1e-5)


def test_sampling_is_scipys_inside_and_beyond_the_border() -> None:
    image, rng = noise(9, 14), np.random.default_rng(1)
    rows, columns = (rng.uniform(-20, 40, (50, 4)).astype(np.float32) for _ in "yx")
    wanted = ndimage.map_coordinates(image, [rows, columns], order=1, mode="reflect")
    assert sample(image, rows, columns) == pytest.approx(wanted, abs=1e-5)


def test_sampling_on_a_grid_is_the_same_as_sampling_its_places() -> None:
    image = noise(9, 14, 3)
    rows, columns = np.linspace(-3, 12, 7).astype(np.float32), np.linspace(2, 20, 5).astype("f4")
    grid = [np.ascontiguousarray(each) for each in np.meshgrid(rows, columns, indexing="ij")]
    assert stretch(image, rows, columns) == pytest.approx(sample(image, *grid), abs=1e-6)


def test_a_picture_read_at_its_own_pixels_is_itself() -> None:
    image = noise(9, 14, 3)
    at = np.arange(9, dtype=np.float32), np.arange(14, dtype=np.float32)
    assert np.array_equal(stretch(image, *at), image)
    assert np.array_equal(zoomed(image, 1.0), image)


def test_indices_fold_at_both_borders() -> None:
    assert mirrored(np.arange(-5, 9), 3).tolist() == [1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1, 2]
    assert mirrored(np.arange(-2, 3), 1).tolist() == [0, 0, 0, 0, 0]


def test_enlarging_keeps_the_corners_and_is_straight_between() -> None:
    grid = np.array([[0, 2], [4, 6]], dtype=np.float32)
    assert enlarged(grid, 3, 3).tolist() == [[0, 1, 2], [2, 3, 4], [4, 5, 6]]


def test_zooming_keeps_the_middle_and_spreads_the_rest() -> None:
    ramp = np.arange(9, dtype=np.float32)[:, None].repeat(9, axis=1)
    assert zoomed(ramp, 2.0)[:, 0].tolist() == [2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6]


@pytest.mark.parametrize("degrees", [0, 30, -45, 90])
def test_a_streak_runs_one_way_and_sums_to_one(degrees: float) -> None:
    kernel = streak(6, 4, degrees)
    reach = kernel.shape[0] // 2
    at = np.arange(-reach, reach + 1)
    centre = np.array([(kernel.sum(axis=0) * at).sum(), (kernel.sum(axis=1) * at).sum()])
    assert kernel.sum() == pytest.approx(1, abs=1e-6)
    assert np.rad2deg(np.arctan2(centre[1], centre[0])) == pytest.approx(degrees, abs=0.01)
    # The mean of a half Gaussian is sigma sqrt(2 / pi) = 3.19; here it is cut at 3 sigma.
    assert np.hypot(*centre) == pytest.approx(3.1, abs=0.15)


@pytest.mark.parametrize("decay", [1.2, 2.0])
def test_plasma_lies_in_its_range_about_its_mean(decay: float) -> None:
    cloud = plasma(90, 130, decay, np.random.default_rng(0))
    assert cloud.shape == (90, 130)
    assert cloud.dtype == np.float32
    assert cloud.min() >= 0
    assert cloud.max() <= 1
    assert (float(cloud.mean()), float(cloud.std())) == pytest.approx((0.5, 0.2), abs=0.02)


def test_a_smaller_decay_makes_plasma_rougher() -> None:
    def roughness(decay: float) -> float:
        cloud = plasma(128, 128, decay, np.random.default_rng(0))
        return float(np.abs(np.diff(cloud, axis=0)).mean())

    assert roughness(1.3) > 2 * roughness(2.0)


def test_bytes_survive_the_way_to_floats_and_back() -> None:
    every = np.arange(256, dtype=np.uint8).reshape(16, 16, 1).repeat(3, axis=2)
    assert np.array_equal(finish(unit(every)), every)
    beyond = np.array([-1, -0.001, 1.001, 7], dtype=np.float32)
    assert finish(beyond).tolist() == [0, 0, 255, 255]


@pytest.mark.parametrize(
    ("height", "width", "wanted"), [(224, 300, 1), (448, 448, 2), (8, 8, 0.25), (112, 900, 0.5)]
)
def test_the_scale_follows_the_short_side_and_has_a_floor(
    height: int, width: int, wanted: float
) -> None:
    assert scale(np.zeros((height, width, 3), dtype=np.uint8)) == wanted


@pytest.mark.parametrize("severity", [0, 6, -1, 1.5])
def test_another_severity_is_refused(severity: int) -> None:
    with pytest.raises(ValueError, match="severity"):
        level("abcde", severity)


def test_severities_count_from_one() -> None:
    assert [level("abcde", severity) for severity in SEVERITIES] == list("abcde")
