"""Date, device and place that a camera wrote into a photo (EXIF 2.32, CIPA DC-008).

The bytes are hostile: whatever does not fit is passed over, as it costs the photo a date and not
its use. Nothing is read beyond a few tags.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

_MAKE, _MODEL, _EXIF_IFD, _GPS_IFD = 0x010F, 0x0110, 0x8769, 0x8825
_TAKEN, _OFFSET = 0x9003, 0x9011  # DateTimeOriginal, OffsetTimeOriginal
_SIZES = {2: 1, 3: 2, 4: 4, 5: 8}  # ASCII, SHORT, LONG, RATIONAL: bytes each
_MOST_TAGS = 200  # of a directory; cameras write some forty
_MOST_BYTES = 2000  # of a value; longer ones are not ours
_LONGEST = 80  # characters of a device's name


@dataclass(frozen=True, slots=True)
class Told:
    """What the camera told.

    Attributes:
        taken: ISO 8601, local time, with the zone where it is known; None if missing.
        device: Maker and model; may be empty.
        gps: Latitude and longitude, degrees; None if missing.
    """

    taken: str | None = None
    device: str = ""
    gps: tuple[float, float] | None = None


def read(data: bytes) -> Told:
    """Read the EXIF of a JPEG, PNG, WebP, HEIC or AVIF file; nothing where there is none."""
    tiff = _tiff(data)
    if tiff is None or tiff[:4] not in (b"II*\0", b"MM\0*"):
        return Told()
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        main = dict(_tags(tiff, _word(tiff, 4, order), order))
        sub = dict(_tags(tiff, _pointer(main, _EXIF_IFD), order))
        gps = dict(_tags(tiff, _pointer(main, _GPS_IFD), order))
    except struct.error:
        return Told()
    return Told(_taken(sub), _device(main), _place(gps))


def _tiff(data: bytes) -> bytes | None:
    """The TIFF block that holds the tags, wherever the format keeps it."""
    if data.startswith(b"\xff\xd8"):
        return _from_jpeg(data)
    if data.startswith(b"\x89PNG"):
        return _chunk(data, 8, b"eXIf", ">", name_first=False)
    if data[:4] == b"RIFF":
        found = _chunk(data, 12, b"EXIF", "<", name_first=True)
        return found.removeprefix(b"Exif\0\0") if found else None
    # HEIC and AVIF: an item anywhere in the file, which begins with this mark (ISO/IEC 23008-12).
    at = data.find(b"Exif\0\0")
    return data[at + 6 : at + 6 + 65536] if at >= 0 else None


def _from_jpeg(data: bytes) -> bytes | None:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA or length < 2:  # the picture begins
            return None
        body = data[at + 4 : at + 2 + length]
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            return body[6:]
        at += 2 + length
    return None


def _chunk(data: bytes, at: int, wanted: bytes, order: str, *, name_first: bool) -> bytes | None:
    while at + 8 <= len(data):
        if name_first:
            name, length = data[at : at + 4], int(struct.unpack_from(f"{order}I", data, at + 4)[0])
        else:
            length, name = int(struct.unpack_from(f"{order}I", data, at)[0]), data[at + 4 : at + 8]
        if name == wanted:
            return data[at + 8 : at + 8 + length]
        at += 8 + length + (length & 1 if name_first else 4)  # padding, or a checksum
    return None


def _word(tiff: bytes, at: int, order: str) -> int:
    return int(struct.unpack_from(f"{order}I", tiff, at)[0])


def _pointer(tags: dict[int, object], tag: int) -> int:
    value = tags.get(tag)
    return value[0] if isinstance(value, tuple) and value and isinstance(value[0], int) else 0


def _tags(tiff: bytes, at: int, order: str) -> Iterator[tuple[int, object]]:
    """Tag and value of each entry of a directory that can be read; 0 is no directory."""
    if at == 0 or at + 2 > len(tiff):
        return
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for index in range(min(count, _MOST_TAGS)):
        place = at + 2 + 12 * index
        if place + 12 > len(tiff):
            return
        tag, kind, many = struct.unpack_from(f"{order}HHI", tiff, place)
        size = _SIZES.get(kind, 0) * many
        if not 0 < size <= _MOST_BYTES:
            continue
        start = place + 8 if size <= 4 else _word(tiff, place + 8, order)
        raw = tiff[start : start + size]
        if len(raw) == size:
            yield tag, _value(raw, kind, many, order)


def _value(raw: bytes, kind: int, many: int, order: str) -> object:
    if kind == 2:
        return raw.split(b"\0", 1)[0].decode("utf-8", "replace").strip()
    if kind == 5:
        parts = struct.unpack(f"{order}{2 * many}I", raw)
        return tuple(a / b if b else 0.0 for a, b in zip(parts[::2], parts[1::2], strict=True))
    return struct.unpack(f"{order}{many}{'H' if kind == 3 else 'I'}", raw)


def _taken(tags: dict[int, object]) -> str | None:
    try:
        at = datetime.strptime(str(tags.get(_TAKEN, "")), "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    offset = str(tags.get(_OFFSET, ""))
    try:
        return datetime.fromisoformat(f"{at.isoformat()}{offset}").isoformat()
    except ValueError:
        return at.isoformat()


def _device(tags: dict[int, object]) -> str:
    maker, model = (str(tags.get(tag, "")) for tag in (_MAKE, _MODEL))
    whole = model if model.lower().startswith(maker.lower()) else f"{maker} {model}"
    clean = "".join(mark if mark.isprintable() else " " for mark in whole)
    return " ".join(clean.split())[:_LONGEST].strip()


def _place(tags: dict[int, object]) -> tuple[float, float] | None:
    """Latitude (tags 1, 2) and longitude (3, 4) as degrees, minutes and seconds."""
    found = []
    for side, angle, most in ((1, 2, 90.0), (3, 4, 180.0)):
        parts = tags.get(angle)
        if not isinstance(parts, tuple) or len(parts) != 3:
            return None
        degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
        if not 0 <= degrees <= most:
            return None
        found.append(-degrees if str(tags.get(side)) in ("S", "W") else degrees)
    return found[0], found[1]
