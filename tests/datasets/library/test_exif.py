"""What a camera wrote is read from every format; hostile bytes cost a photo its date, no more."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from datasets.library import exif
from datasets.library.exif import Told
from datasets.library.intake import Terms, prepare
from tests.datasets.library.made import ANNA, LICENCE, Tags, jpeg, tiff, with_exif

TAGS = Tags("Maker", "Maker X-1", "2026:03:01 10:00:05", gps=(52.5, -23.75))
TOLD = Told("2026-03-01T10:00:05", "Maker X-1", (52.5, -23.75))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("format", ["jpg", "png", "webp", "heic"])
def test_date_device_and_place_are_read_from_every_format(order: str, format: str) -> None:
    block = tiff(TAGS, order)
    data = {
        "jpg": b"\xff\xd8\xff\xe0\0\x04ab\xff\xe1"
        + struct.pack(">H", len(block) + 8)
        + b"Exif\0\0"
        + block,
        "png": b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 3)
        + b"tEXtabc0000"
        + struct.pack(">I", len(block))
        + b"eXIf"
        + block,
        "webp": b"RIFF0000WEBPVP8 " + struct.pack("<I", 3) + b"abc\0EXIF"
        + struct.pack("<I", len(block)) + block,
        "heic": b"\0\0\0\x18ftypheic" + bytes(40) + b"Exif\0\0" + block,
    }[format]  # fmt: skip
    assert exif.read(data) == TOLD


def test_a_photo_whose_camera_wrote_nothing_tells_nothing() -> None:
    assert exif.read(jpeg()) == exif.read(b"") == exif.read(b"\x89PNG\r\n\x1a\n") == Told()


def test_a_zone_is_kept_and_a_wrong_one_passed_over() -> None:
    def taken(text: str, offset: str = "") -> str | None:
        return exif.read(with_exif(jpeg(), Tags(taken=text, offset=offset))).taken

    assert taken("2026:03:01 10:00:05", offset="+02:00") == "2026-03-01T10:00:05+02:00"
    assert taken("2026:03:01 10:00:05", offset="soon") == "2026-03-01T10:00:05"
    assert taken("0000:00:00 00:00:00") is None


def test_hostile_device_names_become_plain_ones() -> None:
    told = exif.read(with_exif(jpeg(), Tags("\x1b[31mA\u202eB\n", "x" * 300)))
    assert told.device.isprintable()
    assert len(told.device) <= 80


def test_random_damage_never_raises() -> None:
    """Every byte of the block in turn, and a thousand at random."""
    good = with_exif(jpeg(), TAGS)
    rng = np.random.default_rng(7)
    end = good.index(b"Exif") + len(tiff(TAGS)) + 6
    for at in [*range(2, end), *rng.integers(0, end, 1000)]:
        spoilt = bytearray(good)
        spoilt[at] = int(rng.integers(256))
        assert isinstance(exif.read(bytes(spoilt)), Told)
        assert isinstance(exif.read(good[: int(at)]), Told)


def test_the_place_on_earth_is_kept_only_on_purpose() -> None:
    data = with_exif(jpeg(), TAGS)
    said = {"licence": LICENCE}
    plain = prepare(data, "a.jpg", said, Terms(by=ANNA)).record
    assert (plain.taken, plain.device, plain.gps) == (TOLD.taken, TOLD.device, None)
    assert prepare(data, "a.jpg", {**said, "gps": [1, 2]}, Terms(by=ANNA)).record.gps is None
    kept = prepare(data, "a.jpg", said, Terms(by=ANNA, keep_gps=True)).record
    assert kept.gps == TOLD.gps
    own = prepare(data, "a.jpg", {**said, "device": "other"}, Terms(by=ANNA)).record
    assert own.device == "other"


def test_stripped_bytes_hold_no_metadata_and_the_hash_of_the_original_stays() -> None:
    data = with_exif(jpeg(), TAGS)
    plain = prepare(data, "a.jpg", {"licence": LICENCE}, Terms(by=ANNA))
    bare = prepare(data, "a.jpg", {"licence": LICENCE}, Terms(by=ANNA, strip=True))
    assert plain.data == data
    assert b"Exif" not in bare.data
    assert bare.original_sha256 == plain.original_sha256
    assert exif.read(bare.data) == Told()
    assert bare.record == plain.record
