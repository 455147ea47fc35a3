from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from evaluation.corruptions import CORRUPTIONS, Family, corrupt
from evaluation.corruptions_sampling import SEVERITIES
from model.photo import Photo, Pixels, encode_jpeg, resize

NAMES = tuple(CORRUPTIONS)
GREY = np.full((64, 64, 3), 128, dtype=np.uint8)


def scene(height: int, width: int, seed: int = 0) -> Pixels:
    """(height, width, 3) uint8 with the spectrum of photos, amplitude 1/f, and an edge.

    D. J. Field, "Relations between the statistics of natural images and the response properties
    of cortical cells", JOSA A 4, 1987. Nothing in it lines up with the squares of a corruption.
    """
    rng = np.random.default_rng(seed)
    rows, columns = np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)
    amplitude = 1 / np.maximum(np.hypot(rows, columns), 1 / max(height, width))
    grey, *tints = (
        np.fft.irfft2(np.fft.rfft2(rng.normal(size=(height, width))) * amplitude, (height, width))
        for _ in range(4)
    )
    layers = [grey / grey.std() + 0.3 * tint / tint.std() for tint in tints]
    pixels = np.stack(layers, axis=2) * 40 + 110
    pixels[height // 3 :, width // 3 : width // 2] += 60
    return np.asarray(pixels.clip(0, 255), dtype=np.uint8)


def distance(first: Pixels, second: Pixels) -> float:
    """Root of the mean squared difference, in grey levels."""
    return float(np.sqrt(((first.astype(np.float64) - second) ** 2).mean()))


def spoilt(name: str, pixels: Pixels, severity: int, seed: int = 0) -> Pixels:
    return CORRUPTIONS[name].function(pixels, severity, np.random.default_rng(seed))


def test_the_table_holds_the_fifteen_of_imagenet_c_and_six_of_the_field() -> None:
    assert Counter(each.family for each in CORRUPTIONS.values()) == {
        Family.NOISE: 3,
        Family.BLUR: 4,
        Family.WEATHER: 4,
        Family.DIGITAL: 4,
        Family.FIELD: 6,
    }


@pytest.mark.parametrize("name", NAMES)
def test_each_severity_lies_further_from_the_original(name: str) -> None:
    original = scene(200, 256)
    means = [
        np.mean([distance(spoilt(name, original, severity, seed), original) for seed in range(3)])
        for severity in SEVERITIES
    ]
    assert means[0] > 2, "severity 1 must be seen"
    assert all(milder < worse for milder, worse in pairwise(means)), means


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", [(8, 8), (9, 120), (120, 9), (61, 33), (250, 400)])
def test_any_size_keeps_shape_and_kind_and_is_changed(name: str, shape: tuple[int, int]) -> None:
    original = scene(*shape)
    kept = original.copy()
    for severity in (1, 5):
        result = spoilt(name, original, severity)
        assert result.shape == original.shape
        assert result.dtype == np.uint8
        assert result.flags.writeable
        assert not np.array_equal(result, original)
    assert np.array_equal(original, kept), "the original was written to"


@pytest.mark.parametrize("name", NAMES)
def test_a_write_protected_photo_can_be_corrupted(name: str) -> None:
    original = scene(40, 50)
    original.setflags(write=False)
    assert spoilt(name, original, 3).shape == original.shape


@pytest.mark.parametrize("name", NAMES)
def test_the_generator_decides_everything(name: str) -> None:
    original = scene(64, 80)
    assert np.array_equal(spoilt(name, original, 4, seed=7), spoilt(name, original, 4, seed=7))


DRAW_NOTHING = {
    *("defocus_blur", "zoom_blur", "brightness", "contrast", "pixelate"),
    *("jpeg_compression", "jpeg_quality"),
}


@pytest.mark.parametrize("name", sorted({*NAMES} - DRAW_NOTHING))
def test_another_draw_gives_another_picture(name: str) -> None:
    original = scene(64, 80)
    results = {spoilt(name, original, 3, seed).tobytes() for seed in range(6)}
    assert len(results) == (2 if name == "rotation" else 6)  # either way


@pytest.mark.parametrize("name", sorted(DRAW_NOTHING))
def test_some_draw_nothing(name: str) -> None:
    rng = np.random.default_rng(0)
    before = rng.bit_generator.state
    CORRUPTIONS[name].function(scene(64, 80), 3, rng)
    assert rng.bit_generator.state == before


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("severity", [0, 6])
def test_another_severity_is_refused(name: str, severity: int) -> None:
    with pytest.raises(ValueError, match=f"severity {severity}"):
        spoilt(name, GREY, severity)


def test_corrupting_depends_on_photo_and_corruption_alone() -> None:
    original = scene(40, 40)
    first = corrupt("gaussian_noise", original, 3, "a")
    corrupt("snow", original, 1, "b")
    assert np.array_equal(first, corrupt("gaussian_noise", original, 3, "a"))
    assert not np.array_equal(first, corrupt("gaussian_noise", original, 3, "b"))


@pytest.mark.parametrize(
    ("name", "pixels", "words"),
    [
        ("sleet", GREY, "'sleet' is unknown"),
        ("snow", GREY[:, :, :2], r"\(64, 64, 2\)"),
        ("snow", GREY / 255, "float64"),
        ("snow", GREY[:7], "needs 8"),
    ],
)
def test_what_cannot_be_corrupted_is_refused(name: str, pixels: Pixels, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        corrupt(name, pixels, 1, "a")


@pytest.mark.parametrize(("severity", "deviation"), [(1, 0.08), (2, 0.12), (3, 0.18)])
def test_gaussian_noise_has_the_published_deviation(severity: int, deviation: float) -> None:
    noise = spoilt("gaussian_noise", GREY, severity).astype(float) - 128
    assert noise.std() == pytest.approx(deviation * 255, rel=0.02)
    assert abs(noise.mean()) < 1


@pytest.mark.parametrize(("severity", "photons"), [(1, 60), (2, 25), (3, 12)])
def test_shot_noise_is_that_of_so_many_photons(severity: int, photons: int) -> None:
    light = spoilt("shot_noise", GREY // 2, severity) / 255
    assert light.mean() == pytest.approx(64 / 255, rel=0.02)
    assert light.var() == pytest.approx(64 / 255 / photons, rel=0.05)


@pytest.mark.parametrize(("severity", "share"), [(1, 0.03), (3, 0.09), (5, 0.27)])
def test_impulse_noise_whitens_and_blackens_its_share(severity: int, share: float) -> None:
    values, counts = np.unique(spoilt("impulse_noise", GREY, severity), return_counts=True)
    assert values.tolist() == [0, 128, 255]
    assert counts[[0, 2]] / GREY.size == pytest.approx([share / 2] * 2, rel=0.15)


@pytest.mark.parametrize("name", ["defocus_blur", "glass_blur", "motion_blur", "zoom_blur"])
def test_a_blur_leaves_one_colour_alone_and_keeps_the_mean(name: str) -> None:
    assert np.abs(spoilt(name, GREY, 5).astype(int) - 128).max() <= 1
    original = scene(224, 224)
    assert spoilt(name, original, 3).mean() == pytest.approx(original.mean(), rel=0.03)


def test_a_point_out_of_focus_is_a_disc_of_the_published_radius() -> None:
    point = np.zeros((224, 224, 3), dtype=np.uint8)
    point[100:103, 100:103] = 255
    lit = spoilt("defocus_blur", point, 1)[:, :, 0] > 0
    assert np.flatnonzero(lit.any(axis=0)).tolist() == list(range(97, 106))  # 101 +- (3 + 1)


@pytest.mark.parametrize("name", ["defocus_blur", "zoom_blur", "motion_blur"])
def test_a_picture_twice_the_size_is_blurred_twice_as_far(name: str) -> None:
    original = scene(224, 224)
    large = resize(original, 448, 448, "bilinear")
    there_and_back = resize(spoilt(name, large, 3), 224, 224, "box")
    assert distance(there_and_back, spoilt(name, original, 3)) < 0.2 * distance(
        there_and_back, original
    )


def test_kneading_twice_the_size_moves_twice_as_far() -> None:
    """White noise weakens as it is blurred wider; the push must make up for it."""
    ramp = np.linspace(0, 255, 224)[None, :, None].repeat(224, axis=0).repeat(3, axis=2)
    small = np.asarray(ramp, dtype=np.uint8)
    large = resize(small, 448, 448, "bilinear")
    moved = [
        np.mean([distance(spoilt("elastic_transform", p, 5, seed), p) for seed in range(3)])
        for p in (small, large)
    ]
    assert moved[1] == pytest.approx(moved[0], rel=0.25)


def test_contrast_draws_each_channel_to_its_mean() -> None:
    halves = GREY.copy()
    halves[:32] = (28, 100, 128)
    halves[32:] = (228, 200, 128)
    result = spoilt("contrast", halves, 1)  # 0.4 of the way is left
    assert result[0, 0].tolist() == [88, 130, 128]
    assert result[-1, 0].tolist() == [168, 170, 128]


def test_brightness_raises_the_value_and_keeps_the_hue() -> None:
    picture = GREY.copy()
    picture[:20], picture[20:40], picture[40:] = (0, 0, 0), (100, 50, 0), (250, 125, 250)
    result = spoilt("brightness", picture, 2)  # by 0.2, 51 grey levels
    assert result[0, 0].tolist() == [51, 51, 51]
    assert result[20, 0].tolist() == [151, 76, 0]
    assert result[40, 0].tolist() == [255, 128, 255]


def test_fog_hides_detail_and_snow_and_frost_add_light() -> None:
    original = scene(224, 224)
    detail = [
        np.abs(np.diff(p.astype(int), axis=0)).mean()
        for p in (original, spoilt("fog", original, 3))
    ]
    assert detail[1] < 0.5 * detail[0]
    for name in ("snow", "frost"):
        assert spoilt(name, original // 2, 1).mean() > (original // 2).mean() + 15


@pytest.mark.parametrize(("side", "squares"), [(224, 56), (448, 56), (112, 28)])
def test_pixelating_leaves_so_many_squares_a_side(side: int, squares: int) -> None:
    result = spoilt("pixelate", scene(side, side), 5)
    changes = np.any(np.diff(result.astype(int), axis=1) != 0, axis=(0, 2))
    assert changes.sum() == squares - 1


@pytest.mark.parametrize(
    ("name", "qualities"),
    [("jpeg_compression", (25, 18, 15, 10, 7)), ("jpeg_quality", (50, 40, 30, 20, 10))],
)
def test_jpeg_has_the_stated_quality(name: str, qualities: tuple[int, ...]) -> None:
    original = scene(64, 80)
    for severity, quality in zip(SEVERITIES, qualities, strict=True):
        wanted = Photo.from_bytes(encode_jpeg(original, quality), "wanted").pixels
        assert np.array_equal(spoilt(name, original, severity), wanted)


def test_a_crop_shows_a_part_of_the_milder_ones() -> None:
    ramp = np.tile(np.arange(0, 250, dtype=np.uint8)[None, :, None], (250, 1, 3))
    for seed in range(5):
        spans = []
        for severity in SEVERITIES:
            result = spoilt("partial_crop", ramp, severity, seed)
            spans.append((int(result.min()), int(result.max())))
        widths = [last - first for first, last in spans]
        assert widths == pytest.approx([0.9 * 249, 0.8 * 249, 0.7 * 249, 0.6 * 249, 124], abs=2)
        for (low, high), (lower, higher) in zip(spans[1:], spans, strict=False):
            assert lower <= low < high <= higher


def test_turning_keeps_the_middle_and_moves_the_rest_by_its_angle() -> None:
    picture = np.zeros((101, 101, 3), dtype=np.uint8)
    picture[48:53, 48:53] = 200
    picture[50 - 2 : 50 + 3, 90 - 2 : 90 + 3] = 255  # 40 px right of the middle
    result = spoilt("rotation", picture, 3)[:, :, 0]  # 30 degrees
    assert result[50, 50] == 200
    heights = [50 + 40 * np.sin(np.deg2rad(angle)) for angle in (-30, 30)]
    column = round(50 + 40 * np.cos(np.deg2rad(30)))
    assert max(result[round(height), column] for height in heights) > 250


def test_low_light_is_dark_and_noisier_the_darker() -> None:
    original = scene(128, 128)
    results = [spoilt("low_light", original, severity) for severity in SEVERITIES]
    means = [result.mean() for result in results]
    assert means == sorted(means, reverse=True)
    assert means[-1] < 0.5 * original.mean()
    flat = [spoilt("low_light", GREY, severity).astype(float) for severity in SEVERITIES]
    unsteady = [picture.std(axis=(0, 1)).mean() / picture.mean() for picture in flat]
    assert unsteady == sorted(unsteady)


def test_a_screen_has_a_dark_bezel_coloured_waves_and_a_reflection() -> None:
    white = np.full((224, 224, 3), 235, dtype=np.uint8)
    result = spoilt("rephotograph", white, 5)
    assert result.min() < 30, "bezel"
    shown = result[80:150, 80:150].astype(int)
    assert np.abs(shown[:, :, 0] - shown[:, :, 2]).max() > 30, "waves"
    dark = spoilt("rephotograph", white // 4, 5)
    assert dark.max() > 150, "reflection"


def test_plastic_adds_light_in_places() -> None:
    original = scene(224, 224) // 2
    added = spoilt("plastic_glare", original, 4).astype(int) - original
    assert added.mean() > 5
    assert np.quantile(added, 0.995) > 80
