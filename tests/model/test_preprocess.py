"""The one way from photo to array: nothing is cropped, and the rounding never changes."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.photo import Photo
from model.preprocess import Preprocess
from tests.conftest import textured

SIDES = st.integers(min_value=8, max_value=400)


@settings(max_examples=150, deadline=None)
@given(width=SIDES, height=SIDES, size=st.integers(min_value=16, max_value=120))
def test_letterboxing_never_crops(width: int, height: int, size: int) -> None:
    """A frame along the edge of the photo must still frame what arrives in the square."""
    pixels = np.full((height, width, 3), 128, dtype=np.uint8)
    pixels[:, 0] = pixels[:, -1] = pixels[0] = pixels[-1] = 255
    preprocess = Preprocess(size=size, pad=0, interpolation="box")
    square = preprocess.letterbox(pixels)
    left, top, inner_width, inner_height = preprocess.box(width, height)
    assert left >= 0
    assert top >= 0
    assert left + inner_width <= size
    assert top + inner_height <= size
    assert max(inner_width, inner_height) == size
    inner = square[top : top + inner_height, left : left + inner_width, 0]
    for edge in (inner[0], inner[-1], inner[:, 0], inner[:, -1]):
        assert edge.min() >= 128
        assert edge.max() > 128
    assert int((square > 0).all(axis=2).sum()) == inner_width * inner_height


@settings(max_examples=200, deadline=None)
@given(width=SIDES, height=SIDES, size=st.integers(min_value=1, max_value=300))
def test_the_shape_of_the_photo_survives_within_half_a_pixel(
    width: int, height: int, size: int
) -> None:
    _, _, inner_width, inner_height = Preprocess(size=size).box(width, height)
    scale = size / max(width, height)
    assert abs(inner_width - max(1, width * scale)) <= 0.5
    assert abs(inner_height - max(1, height * scale)) <= 0.5


@pytest.mark.parametrize(
    ("width", "height", "box"),
    [
        (400, 300, (0, 30, 240, 180)),
        (300, 400, (30, 0, 180, 240)),
        (240, 240, (0, 0, 240, 240)),
        (10, 10, (0, 0, 240, 240)),  # small photos grow
        (480, 1, (0, 119, 240, 1)),  # half up: 0.5 becomes 1; the odd border is larger below
        (480, 3, (0, 119, 240, 2)),  # 1.5 becomes 2
        (4000, 1, (0, 119, 240, 1)),  # never 0
        (4032, 3024, (0, 30, 240, 180)),
        (1, 4000, (119, 0, 1, 240)),
    ],
)
def test_rounding_is_pinned(width: int, height: int, box: tuple[int, int, int, int]) -> None:
    assert Preprocess(size=240).box(width, height) == box


def test_the_border_normalises_to_about_zero() -> None:
    preprocess = Preprocess(size=32)
    array = preprocess.normalise(preprocess.letterbox(textured(64, 16)))
    assert np.abs(array[:, 0]).max() < 0.001


def test_normalising_is_the_formula() -> None:
    square = textured(24, 24)
    preprocess = Preprocess(size=24, mean=(0.1, 0.2, 0.3), std=(0.4, 0.5, 0.6))
    array = preprocess.normalise(square)
    expected = (square / 255 - np.array([0.1, 0.2, 0.3])) / np.array([0.4, 0.5, 0.6])
    assert array.dtype == np.float32
    assert array.flags.c_contiguous
    assert np.allclose(array, expected.transpose(2, 0, 1), atol=1e-5)


def test_a_photo_becomes_one_array(photo: Photo) -> None:
    array = Preprocess(size=64).to_array(photo)
    assert array.shape == (3, 64, 64)
    assert array.std() > 0.1


def test_decoding_keeps_twice_the_input_unless_told_otherwise() -> None:
    assert Preprocess(size=240).min_side == 480
    assert Preprocess(size=240, min_side=300).min_side == 300


def test_json_holds_every_field_and_comes_back_equal() -> None:
    preprocess = Preprocess(
        size=96, interpolation="lanczos", mean=(0.1, 0.2, 0.3), std=(1, 2, 3), pad=5, min_side=100
    )
    values = json.loads(json.dumps(preprocess.to_json()))
    assert set(values) == {field.name for field in dataclasses.fields(Preprocess)}
    assert Preprocess.from_json(values) == preprocess


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Preprocess)])
def test_a_missing_field_is_named(name: str) -> None:
    values = Preprocess(size=96).to_json()
    del values[name]
    with pytest.raises(ValueError, match=f"field {name} is missing"):
        Preprocess.from_json(values)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"crop": 1}, "field crop is unknown"),
        ({"size": "96"}, "field size is '96'"),
        ({"size": True}, "field size is True"),
        ({"size": 0}, "size 0"),
        ({"min_side": 95}, "min_side 95"),
        ({"interpolation": "cubic"}, "'cubic' is unknown"),
        ({"mean": [0.5, 0.5]}, "field mean"),
        ({"std": [0.5, 0.5, 0]}, "std above 0"),
        ({"pad": 256}, "pad 256"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Preprocess.from_json({**Preprocess(size=96).to_json(), **change})
