"""Scans are counted where the decoder would read several, and only there."""

from __future__ import annotations

import io

import pytest
from PIL import Image, JpegImagePlugin

from model import jpeg_scans
from tests.model.hostile import many_scans


def _jpeg(mode: str = "RGB", **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (64, 48), 90).save(buffer, "JPEG", **options)
    return buffer.getvalue()


def _too_many(data: bytes) -> bool:
    stream = io.BytesIO(data)
    image = JpegImagePlugin.JpegImageFile(stream)
    bands = len(image.getbands())
    return jpeg_scans.too_many(data, stream.tell(), bands, "progressive" in image.info)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_behind_a_scan_of_all_components_nothing_is_counted(mode: str) -> None:
    # The decoder stops after the first scan, whatever follows it.
    data = _jpeg(mode)
    scan = data[data.rindex(b"\xff\xda") : -2]
    assert not _too_many(data[:-2] + scan * 200 + data[-2:])


def test_the_scans_of_a_progressive_file_are_counted() -> None:
    assert not _too_many(_jpeg(progressive=True))
    assert not _too_many(many_scans(50))
    assert _too_many(many_scans(100))


def test_a_first_scan_of_one_component_is_counted() -> None:
    data = bytearray(_jpeg())
    start = data.rindex(b"\xff\xda")
    one = data[:start] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    scans = bytes(one) + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" * 200 + b"\xff\xd9"
    assert _too_many(scans)
