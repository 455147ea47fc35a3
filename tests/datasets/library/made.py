"""Photos and libraries made up for the tests."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from datasets.library.intake import Prepared, Terms, prepare
from datasets.library.library import Library
from datasets.library.record import Item
from model.photo import encode_jpeg
from tests.conftest import textured

START = datetime(2026, 11, 28, 9, 30, 0, tzinfo=UTC)
ANNA, BEN = "Anna Quillfeather", "Ben Dragomirescu"
LICENCE = "CC-BY-4.0"
TERMS = Terms(by=ANNA, said={"licence": LICENCE})


class Clock:
    """A clock that goes on a minute each time it is asked."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


@cache
def jpeg(seed: int = 0, width: int = 200, height: int = 160) -> bytes:
    """A small photo; another one for each seed."""
    return encode_jpeg(textured(width, height, seed))


def ready(seed: int = 0, terms: Terms = TERMS, /, **said: object) -> Prepared:
    """A photo ready to be added."""
    return prepare(jpeg(seed), f"{seed}.jpg", said, terms)


def added(library: Library, seed: int = 0, **said: object) -> Item:
    """A photo in the library."""
    item = library.add(ready(seed, **said), ANNA)
    assert item is not None
    return item


def target(*items: Item) -> list[tuple[str, int]]:
    """Photos and the versions that were looked at."""
    return [(item.sha256, item.version) for item in items]


def tree(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files below a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@dataclass(frozen=True, slots=True)
class Tags:
    """What a camera writes; `gps` is degrees north and east."""

    make: str = ""
    model: str = ""
    taken: str = ""
    offset: str = ""
    gps: tuple[float, float] | None = None


def with_exif(data: bytes, tags: Tags) -> bytes:
    """A JPEG with EXIF."""
    body = b"Exif\0\0" + tiff(tags)
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]


def tiff(tags: Tags, order: str = "<") -> bytes:
    """A TIFF block with a main, an EXIF and a GPS directory."""
    main = [_text(tag, text) for tag, text in ((0x010F, tags.make), (0x0110, tags.model)) if text]
    exif = [_text(tag, text) for tag, text in ((0x9003, tags.taken), (0x9011, tags.offset)) if text]
    place: list[Entry] = []
    for tag, value, sides in zip((1, 3), tags.gps or (), ("NS", "EW"), strict=False):
        minutes = abs(value) * 60
        parts = (int(minutes // 60), 1, int(minutes % 60 * 10000), 10000, 0, 1)
        place.append(_text(tag, sides[value < 0]))
        place.append((tag + 1, 5, 3, struct.pack(f"{order}6I", *parts)))
    return _directories(order, main, exif, place)


Entry = tuple[int, int, int, bytes]  # tag, type, count, value


def _text(tag: int, text: str) -> Entry:
    raw = text.encode() + b"\0"
    return tag, 2, len(raw), raw


def _directories(
    order: str,
    main: list[Entry],
    exif: list[Entry],
    place: list[Entry],
) -> bytes:
    sizes = [2 + 12 * (len(main) + 2) + 4, 2 + 12 * len(exif) + 4, 2 + 12 * len(place) + 4]
    at = [8, 8 + sizes[0], 8 + sizes[0] + sizes[1]]
    main = [
        *main,
        (0x8769, 4, 1, struct.pack(f"{order}I", at[1])),
        (0x8825, 4, 1, struct.pack(f"{order}I", at[2])),
    ]
    values, start = b"", sum(sizes) + 8
    out = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    for directory in (main, exif, place):
        out += struct.pack(f"{order}H", len(directory))
        for tag, kind, count, raw in directory:
            if len(raw) <= 4:
                told = raw.ljust(4, b"\0")
            else:
                told = struct.pack(f"{order}I", start + len(values))
                values += raw
            out += struct.pack(f"{order}HHI", tag, kind, count) + told
        out += bytes(4)
    return out + values
