"""A photo is upright RGB, hashed as it came, write-protected, and the same at reduced scale."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from model.photo import (
    FILTERS,
    Filter,
    Photo,
    encode_jpeg,
    encode_webp,
    read_cutout,
    resize,
)
from model.preprocess import Preprocess
from tests.conftest import textured
from tests.model.hostile import png, saved


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_every_orientation_comes_out_upright(orientation: int, format: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"quality": 95} if format == "JPEG" else {"lossless": True}
    data = saved(Image.fromarray(textured(48, 32)), format, exif=exif, **options)
    expected = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB"))
    photo = Photo.from_bytes(data, "turned")
    assert np.array_equal(photo.pixels, expected)
    assert (photo.width, photo.height) == ((48, 32) if orientation < 5 else (32, 48))


def test_the_hash_is_that_of_the_original_bytes(photo_file: Path) -> None:
    data = photo_file.read_bytes()
    expected = hashlib.sha256(data).hexdigest()
    assert Photo.open(photo_file).sha256 == Photo.open(photo_file, 40).sha256 == expected


def test_pixels_cannot_be_changed(photo: Photo) -> None:
    with pytest.raises(ValueError, match="read-only"):
        photo.pixels[0, 0, 0] = 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        photo.width = 1  # type: ignore[misc]


def test_a_photo_checks_itself() -> None:
    grey = np.zeros((4, 4), dtype=np.uint8)
    rgb = np.zeros((4, 4, 3), dtype=np.uint8)
    with pytest.raises(ValueError, match=r"must be \(H, W, 3\) uint8"):
        Photo(grey, "0" * 64, 4, 4)
    with pytest.raises(ValueError, match="do not come from 3 x 4"):
        Photo(rgb, "0" * 64, 3, 4)
    with pytest.raises(ValueError, match="64 hex digits"):
        Photo(rgb, "0", 4, 4)


def test_a_16_bit_ramp_is_scaled_and_not_saturated() -> None:
    ramp = np.linspace(0, 65535, 256).astype(">u2")
    rows = b"".join(b"\0" + ramp.tobytes() for _ in range(16))
    photo = Photo.from_bytes(png(256, 16, 16, 0, rows), "ramp.png")
    assert np.array_equal(photo.pixels[8, :, 0], np.arange(256))


@pytest.mark.parametrize(
    ("size", "min_side", "expected"),
    [
        ((800, 600), 100, (100, 75)),  # 1/8
        ((800, 600), 101, (200, 150)),  # 1/4: at 1/8 the longer side would be too short
        ((800, 600), 400, (400, 300)),
        ((800, 600), 401, (800, 600)),
        ((800, 600), 5000, (800, 600)),
        ((600, 800), 100, (75, 100)),
        ((2000, 40), 250, (250, 5)),  # the longer side decides
        ((803, 601), 100, (101, 76)),  # libjpeg rounds up
    ],
)
def test_reduced_decoding_keeps_the_longer_side(
    size: tuple[int, int], min_side: int, expected: tuple[int, int]
) -> None:
    photo = Photo.from_bytes(encode_jpeg(textured(*size)), "large.jpg", min_side)
    assert photo.pixels.shape[1::-1] == expected
    assert (photo.width, photo.height) == size


@pytest.mark.parametrize("min_side", [0, -5])
def test_a_least_side_below_one_is_the_callers_mistake(photo_file: Path, min_side: int) -> None:
    with pytest.raises(ValueError, match="must be at least 1"):
        Photo.open(photo_file, min_side)


@pytest.mark.parametrize("seed", range(3))
def test_reduced_and_full_decoding_give_the_network_nearly_the_same(seed: int) -> None:
    data = encode_jpeg(textured(1600, 1200, seed), 88)
    preprocess = Preprocess(size=96)
    full, drafted = (
        preprocess.letterbox(Photo.from_bytes(data, "x.jpg", min_side).pixels).astype(int)
        for min_side in (None, preprocess.min_side)
    )
    difference = np.abs(full - drafted)
    assert difference.mean() < 1.5  # of 255
    assert difference.max() < 24


def test_metadata_does_not_survive_encoding(photo: Photo) -> None:
    for data in (encode_jpeg(photo.pixels), encode_webp(photo.pixels)):
        image = Image.open(io.BytesIO(data))
        assert not image.getexif()
        assert "icc_profile" not in image.info


def test_encoded_pixels_are_about_those_given(photo: Photo) -> None:
    for data in (encode_jpeg(photo.pixels, 95), encode_webp(photo.pixels, 95)):
        again = Photo.from_bytes(data, "again").pixels
        assert np.abs(again.astype(int) - photo.pixels).mean() < 8


def test_a_cutout_keeps_colour_and_transparency(tmp_path: Path) -> None:
    rgba = np.zeros((16, 20, 4), dtype=np.uint8)
    rgba[4:12, 5:15] = (200, 100, 50, 128)
    path = tmp_path / "cutout.webp"
    path.write_bytes(saved(Image.fromarray(rgba), "WEBP", lossless=True))
    cutout = read_cutout(path)
    assert cutout.shape == (16, 20, 4)
    assert tuple(cutout[8, 8]) == (200, 100, 50, 128)
    assert cutout[0, 0, 3] == 0


def test_a_file_without_alpha_is_an_opaque_cutout(photo_file: Path) -> None:
    assert (read_cutout(photo_file)[..., 3] == 255).all()


@pytest.mark.parametrize("filter", FILTERS)
@pytest.mark.parametrize("shape", [(40, 60), (40, 60, 3), (40, 60, 4)])
def test_every_filter_resizes_every_kind_of_pixels(filter: Filter, shape: tuple[int, ...]) -> None:
    flat = np.full(shape, 77, dtype=np.uint8)
    small = resize(flat, 15, 10, filter)
    assert small.shape == (10, 15, *shape[2:])
    assert np.abs(small.astype(int) - 77).max() <= 1


def test_shrinking_is_antialiased() -> None:
    stripes = np.zeros((64, 64, 3), dtype=np.uint8)
    stripes[:, ::2] = 255
    assert np.abs(resize(stripes, 8, 8).astype(int) - 128).max() < 16


def test_an_unknown_filter_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="choose one of nearest, box"):
        resize(np.zeros((4, 4), dtype=np.uint8), 2, 2, "cubic")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("format", "loaded"),
    [("JPEG", "JpegImagePlugin"), ("PNG", "PngImagePlugin"), ("WEBP", "WebPImagePlugin")],
)
def test_only_the_reader_of_the_format_is_loaded(tmp_path: Path, format: str, loaded: str) -> None:
    path = tmp_path / "photo"
    path.write_bytes(saved(Image.fromarray(textured(64, 48)), format))
    script = (
        "import sys; from model.photo import Photo; Photo.open(sys.argv[1]); print(*(name "
        "for name in sorted(sys.modules) if 'ImagePlugin' in name or name == 'pi_heif'))"
    )
    command = [sys.executable, "-c", script, str(path)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert f"PIL.{loaded}" in result.stdout.split()
    for name in ("Gif", "Tiff", "Bmp", "Ppm", "Psd", "Fits", "Eps"):
        assert f"PIL.{name}ImagePlugin" not in result.stdout.split()
    assert "pi_heif" not in result.stdout
