"""The picture that is kept of a photo: smaller, written anew, without metadata."""

from __future__ import annotations

from dataclasses import dataclass, field

from model.photo import Photo, encode_jpeg, resize

KEPT_SIDE = 1600  # px, the longer one; shows 0.1 mm of a thing as long as a hand, about 0.3 MB
KEPT_QUALITY = 85  # of JPEG, 1..95; no difference is seen at arm's length


@dataclass(frozen=True, slots=True)
class Picture:
    """What is kept: JPEG bytes without metadata, and the SHA-256 of the original's bytes."""

    original_sha256: str
    jpeg: bytes = field(repr=False)


def picture(original: bytes, name: str) -> Picture:
    """Decode a photo and write its pixels anew, upright, longer side at most `KEPT_SIDE` px.

    Raises:
        PhotoError: The bytes are no usable photo.
    """
    photo = Photo.from_bytes(original, name, min_side=KEPT_SIDE)
    height, width = photo.pixels.shape[:2]
    scale = min(1.0, KEPT_SIDE / max(width, height))
    pixels = resize(photo.pixels, max(1, round(width * scale)), max(1, round(height * scale)))
    return Picture(photo.sha256, encode_jpeg(pixels, KEPT_QUALITY))
