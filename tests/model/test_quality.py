"""Each hint is given for its flaw and for nothing else."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageFilter

from model.foreground import Thing
from model.photo import Photo, Pixels, encode_jpeg, resize
from model.quality import REPORTED, Hint, HintKind, flags, quality
from tests.conftest import textured

MIN_SIDE = 520  # px, as pages open a photo for weights of 260 px


def made(pixels: Pixels) -> Photo:
    return Photo(np.ascontiguousarray(pixels), "0" * 64, pixels.shape[1], pixels.shape[0])


def kinds(pixels: Pixels, evidence: npt.NDArray[np.float32] | None = None) -> list[HintKind]:
    return [hint.kind for hint in quality(made(pixels), evidence)]


def blurred(pixels: Pixels, radius: float) -> Pixels:
    return np.asarray(Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(radius)))


def laid(*boxes: tuple[int, int, int, int], width: int = 512, height: int = 384) -> Pixels:
    """Textured dark things (left, top, right, bottom, px) on pale paper with a little noise."""
    rng = np.random.default_rng(0)
    pixels = 190 + rng.normal(0, 2, size=(height, width, 3))
    for left, top, right, bottom in boxes:
        texture = textured(right - left, bottom - top)
        pixels[top:bottom, left:right] = 0.6 * texture
    return np.asarray(pixels.clip(0, 255), dtype=np.uint8)


WHOLE = (150, 90, 360, 290)
GOOD = laid(WHOLE)


def test_an_ordinary_photo_has_no_hint(photo: Photo) -> None:
    assert flags(photo) == ()
    assert quality(photo) == ()
    assert kinds(GOOD) == []


@pytest.mark.parametrize("side", [512, 1024])
def test_blur_is_told_at_any_size(side: int) -> None:
    sharp = textured(side, side * 3 // 4)
    assert flags(made(blurred(sharp, 3 * side / 256))) == ("blurred",)
    assert flags(made(sharp)) == ()


def test_blur_of_little_contrast_is_told_too_and_sharpness_is_not() -> None:
    sharp = np.asarray(textured(512, 384) / 2 + 64, dtype=np.uint8)
    assert flags(made(sharp)) == ()
    assert flags(made(blurred(sharp, 6))) == ("blurred",)


@pytest.mark.parametrize("axis", [0, 1])
def test_a_shaken_photo_is_blurred_though_sharp_along_the_shake(axis: int) -> None:
    moved = [np.roll(GOOD, step, axis=axis).astype(np.float64) for step in range(10)]
    assert kinds(np.asarray(np.mean(moved, axis=0), dtype=np.uint8)) == [HintKind.BLURRED]


def test_a_ground_out_of_focus_is_no_flaw() -> None:
    left, top, right, bottom = WHOLE
    pixels = blurred(textured(512, 384), 8).copy()
    pixels[top:bottom, left:right] = GOOD[top:bottom, left:right]
    assert HintKind.BLURRED not in kinds(pixels)


def test_smooth_shading_without_an_edge_is_not_called_blurred() -> None:
    ramp = np.linspace(20, 230, 512)[None, :, None] + np.zeros((384, 512, 3))
    assert HintKind.BLURRED not in kinds(ramp.astype(np.uint8))


def test_darkness_and_glare_are_told() -> None:
    texture = textured(512, 384).astype(int)
    assert flags(made((texture // 4).astype(np.uint8))) == ("dark",)
    assert "bright" in flags(made((texture // 8 + 223).astype(np.uint8)))


def test_colours_burnt_out_are_glare_and_white_paper_is_not() -> None:
    """The red of the thing is lost, while its ground is white in both."""
    pixels = GOOD.copy()
    pixels[pixels[..., 0] > 180] = 255
    assert kinds(pixels) == []
    left, top, right, bottom = WHOLE
    burnt = pixels.copy()
    burnt[top:bottom, left:right, 0] = 255
    assert HintKind.BRIGHT in kinds(burnt)


def test_a_pale_photo_is_told_and_is_neither_dark_nor_bright() -> None:
    pale = (160 + 0.25 * (textured(512, 384).astype(float) - 128)).astype(np.uint8)
    assert kinds(pale) == [HintKind.LOW_CONTRAST]


@pytest.mark.parametrize("ground", [0, 255])
def test_a_good_on_black_or_white_ground_is_no_flaw(ground: int) -> None:
    pixels = np.full((384, 512, 3), ground, dtype=np.uint8)
    pixels[100:280, 150:360] = textured(210, 180)
    assert flags(made(pixels)) == ()
    assert kinds(pixels) == []


def test_a_thin_thing_on_white_paper_is_neither_pale_nor_glare() -> None:
    pixels = np.full((384, 512, 3), 250, dtype=np.uint8)
    pixels[190:194, 60:450] = 40
    assert kinds(pixels) == []


def test_a_small_photo_is_told() -> None:
    assert flags(made(textured(159, 120))) == ("tiny",)
    assert flags(made(textured(160, 120))) == ()


def test_a_wall_is_flat_and_not_called_blurred() -> None:
    noise = np.random.default_rng(0).normal(128, 3, size=(384, 512, 3))
    assert flags(made(noise.astype(np.uint8))) == ("flat",)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ((0, 0, 0), [HintKind.FLAT, HintKind.DARK]),
        ((255, 255, 255), [HintKind.FLAT, HintKind.BRIGHT]),
        ((128, 128, 128), [HintKind.FLAT]),
        ((200, 30, 30), [HintKind.FLAT]),
        ((255, 0, 0), [HintKind.FLAT, HintKind.BRIGHT]),
    ],
)
def test_a_card_of_one_colour_is_flat_and_nothing_that_needs_an_edge(
    colour: tuple[int, int, int], expected: list[HintKind]
) -> None:
    assert kinds(np.full((384, 512, 3), colour, dtype=np.uint8)) == expected


@pytest.mark.parametrize("size", [(8, 8), (8, 4000), (4000, 8)])
def test_odd_shapes_are_judged_without_an_error(size: tuple[int, int]) -> None:
    assert set(flags(made(textured(*size)))) <= {kind.value for kind in REPORTED}
    assert all(hint.unit for hint in quality(made(textured(*size))))


@pytest.mark.parametrize(
    "box", [(150, 0, 360, 200), (150, 200, 360, 384), (0, 90, 200, 290), (300, 90, 512, 290)]
)
def test_a_good_cut_by_an_edge_is_told(box: tuple[int, int, int, int]) -> None:
    assert kinds(laid(box)) == [HintKind.CUT_OFF]


def test_a_good_that_only_touches_the_edge_is_not_cut() -> None:
    y, x = np.mgrid[0:384, 0:512]
    disc = (x - 256) ** 2 + (y - 120) ** 2 < 120**2
    pixels = laid()
    pixels[disc] = (0.6 * textured(512, 384)[disc]).astype(np.uint8)
    assert kinds(pixels) == []


def test_two_things_are_told_and_a_crumb_is_not() -> None:
    apart = (40, 100, 190, 280), (300, 100, 450, 280)
    assert kinds(laid(*apart)) == [HintKind.SEVERAL]
    assert kinds(laid(WHOLE, (20, 20, 44, 44))) == []
    chained = laid(*apart, (190, 185, 300, 195))
    assert kinds(chained) == []


def test_a_good_far_away_is_told() -> None:
    hints = quality(made(laid((240, 180, 310, 230))))
    assert [hint.kind for hint in hints] == [HintKind.SMALL]
    assert 10 < hints[0].value < hints[0].limit == 20


def test_few_pixels_on_the_good_are_told_even_in_a_photo_that_is_not_tiny() -> None:
    hints = quality(made(laid((80, 70, 130, 110), width=240, height=180)))
    assert [hint.kind for hint in hints] == [HintKind.TINY]
    assert hints[0].unit == "px on the good"


def test_nothing_is_said_of_things_on_a_busy_ground() -> None:
    pixels = textured(512, 384)
    pixels[0:200, 150:360] = 20
    assert kinds(pixels) == []


def test_the_network_looking_elsewhere_takes_a_hint_back_and_never_adds_one() -> None:
    cut = laid((150, 0, 360, 200))
    there, elsewhere = np.zeros((9, 9), np.float32), np.zeros((9, 9), np.float32)
    there[1:4, 3:6] = 1.0
    elsewhere[6:9, 6:9] = 1.0
    assert kinds(cut, there) == [HintKind.CUT_OFF]
    assert kinds(cut, elsewhere) == []
    assert kinds(cut, np.zeros((9, 9), np.float32)) == [HintKind.CUT_OFF]
    assert kinds(GOOD, elsewhere) == []
    with pytest.raises(ValueError, match="choose one label"):
        quality(made(cut), np.zeros((2, 9, 9), np.float32))


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda pixels: pixels, []),
        (lambda pixels: pixels // 6, [HintKind.DARK]),
        (lambda pixels: blurred(pixels, 8), [HintKind.BLURRED]),
        (lambda pixels: pixels // 4 + 110, [HintKind.LOW_CONTRAST]),
        (lambda pixels: pixels[220:], [HintKind.CUT_OFF]),
    ],
)
def test_twelve_and_two_megapixels_get_the_same_hints(
    spoil: Callable[[Pixels], Pixels], expected: list[HintKind]
) -> None:
    pixels = np.ascontiguousarray(spoil(laid((300, 180, 740, 560), width=1024, height=768)))
    found = []
    for width in (4000, 1632):  # 12 and 2 megapixels
        height = width * pixels.shape[0] // pixels.shape[1]
        data = encode_jpeg(resize(pixels, width, height), 90)
        found.append([hint.kind for hint in quality(Photo.from_bytes(data, "p.jpg", MIN_SIDE))])
    assert found == [expected, expected]


def test_what_matters_most_comes_first_and_each_kind_once() -> None:
    hints = quality(made(blurred(laid((40, 0, 110, 60), width=150, height=110) // 6, 3)))
    found = [hint.kind for hint in hints]
    assert found == [kind for kind in HintKind if kind in found]
    assert found == [HintKind.BLURRED, HintKind.DARK, HintKind.TINY]
    assert all(hint.sentence.endswith(".") for hint in hints)


def test_a_hint_and_a_thing_check_themselves() -> None:
    with pytest.raises(ValueError, match="not finite"):
        Hint(HintKind.DARK, float("nan"), 1.0, "px", "Do this.")
    with pytest.raises(ValueError, match="unit"):
        Hint(HintKind.DARK, 1.0, 1.0, "", "Do this.")
    with pytest.raises(ValueError, match="box"):
        Thing(0.1, (0.5, 0.0, 0.5, 1.0), 0.2, (0.0,) * 4, (0.0,) * 4)
    with pytest.raises(ValueError, match="four edges"):
        Thing(0.1, (0.0, 0.0, 0.5, 1.0), 0.2, (0.0,) * 3, (0.0,) * 3)
