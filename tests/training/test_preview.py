"""The contact sheet shows the photos, their views and every distortion."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from datasets.samples import SampleError
from model.errors import PhotoError
from model.photo import Photo, encode_jpeg
from model.preprocess import Preprocess
from tests.conftest import textured
from training.augment import DISTORTIONS
from training.preview import MOST, choose, sheet, write

PREPROCESS = Preprocess(size=64)
CELL, GAP, TITLE = 192, 10, 44  # px: 64 three times enlarged, so that captions fit


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "data" / f"{number}.jpg" for number in range(3)]
    paths[0].parent.mkdir()
    for number, path in enumerate(paths):
        path.write_bytes(encode_jpeg(np.roll(textured(160, 120), 20 * number, axis=0)))
    return paths


def _cell(pixels: np.ndarray, row: int, column: int) -> np.ndarray:
    """A cell of the first part, at the size of the network's input."""
    top = GAP + TITLE + row * (CELL + GAP + 24)
    left = GAP + column * (CELL + GAP)
    return pixels[top : top + CELL : 3, left : left + CELL : 3]


def test_each_row_begins_with_the_photo_as_the_network_gets_it(photos: list[Path]) -> None:
    pixels = sheet(photos, PREPROCESS, 1.0, 4, 0)
    assert pixels.dtype == np.uint8
    for row, path in enumerate(photos):
        plain = PREPROCESS.letterbox(Photo.open(path, PREPROCESS.min_side).pixels)
        shown = _cell(pixels, row, 0).astype(int)
        assert np.abs(shown - plain).mean() < 6  # it was shrunk in two steps
        assert (_cell(pixels, row, 1) != _cell(pixels, row, 0)).any()


def test_without_strength_the_views_are_the_photo(photos: list[Path]) -> None:
    pixels = sheet(photos[:1], PREPROCESS, 0.0, 2, 0)
    np.testing.assert_array_equal(_cell(pixels, 0, 0), _cell(pixels, 0, 2))


def test_every_distortion_has_a_column_and_changes_the_photo(photos: list[Path]) -> None:
    views = len(DISTORTIONS) - 1
    photos[0].write_bytes(encode_jpeg(textured(160, 120, 7) // 3))  # it lends its darkness
    pixels = sheet(photos[:2], PREPROCESS, 0.5, views, 3)
    top = GAP + TITLE + 2 * (CELL + GAP + 24) + TITLE + CELL + GAP
    plain = _cell(pixels, 1, 0)
    for at, name in enumerate(DISTORTIONS):
        left = GAP + at * (CELL + GAP)
        alone = pixels[top : top + CELL : 3, left : left + CELL : 3]
        assert (alone != plain).any(), name
        caption = pixels[top + CELL : top + CELL + 24, left : left + CELL]
        assert (caption < 128).any(), name


def test_the_seed_decides_the_sheet(photos: list[Path]) -> None:
    one, same, other = (sheet(photos[:1], PREPROCESS, 1.0, 3, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


def test_a_cutout_is_laid_on_a_ground(tmp_path: Path) -> None:
    cutout = np.zeros((80, 80, 4), dtype=np.uint8)
    cutout[30:50, 10:70] = (230, 30, 30, 255)
    Image.fromarray(cutout).save(tmp_path / "bar.png")
    pixels = sheet([tmp_path / "bar.png"], PREPROCESS, 0.0, 2, 0)
    first, second = _cell(pixels, 0, 1), _cell(pixels, 0, 2)
    assert (first != second).any()  # each view has a ground of its own
    red = (first[..., 0].astype(int) - first[..., 1]) > 80
    assert 0.02 < red.mean() < 0.6


@pytest.mark.parametrize("name", ["sheet.webp", "sheet.jpg"])
def test_the_sheet_is_written_as_its_ending_says(
    photos: list[Path], tmp_path: Path, name: str
) -> None:
    write(photos[:1], tmp_path / "deep" / name, PREPROCESS, views=2)
    with Image.open(tmp_path / "deep" / name) as image:
        assert image.format == {"webp": "WEBP", "jpg": "JPEG"}[name.split(".")[1]]
        assert image.width == 3 * (CELL + GAP) + GAP


def test_pictures_are_taken_from_all_over_a_folder(tmp_path: Path) -> None:
    for label in "abc":
        for number in range(4):
            (tmp_path / label).mkdir(exist_ok=True)
            (tmp_path / label / f"{number}.JPG").write_bytes(b"")
    (tmp_path / "metadata.jsonl").write_text("", encoding="utf-8")
    assert [path.parent.name for path in choose(tmp_path, 3)] == ["a", "b", "c"]
    assert len(set(choose(tmp_path, 50))) == 12


def test_what_cannot_be_shown_is_refused(photos: list[Path], tmp_path: Path) -> None:
    with pytest.raises(SampleError, match="1 to 12 photos, not 0"):
        sheet([], PREPROCESS, 1.0, 3, 0)
    with pytest.raises(SampleError, match="not 13"):
        sheet(photos[:1] * (MOST + 1), PREPROCESS, 1.0, 3, 0)
    with pytest.raises(SampleError, match="strength"):
        sheet(photos, PREPROCESS, 1.5, 3, 0)
    with pytest.raises(SampleError, match="views 0"):
        sheet(photos, PREPROCESS, 1.0, 0, 0)
    with pytest.raises(SampleError, match=r"sheet\.png cannot be written"):
        write(photos, tmp_path / "sheet.png", PREPROCESS)
    with pytest.raises(SampleError, match="no folder"):
        choose(tmp_path / "none")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SampleError, match="holds no picture"):
        choose(tmp_path / "empty")
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    with pytest.raises(PhotoError, match=r"broken\.jpg"):
        sheet([tmp_path / "broken.jpg"], PREPROCESS, 1.0, 3, 0)
