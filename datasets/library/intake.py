"""One picture on its way into the library: decoded, hashed, judged, and its metadata read.

Nothing is written here. Whatever is wrong with a picture becomes an `Outcome` and one sentence.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from datasets.library import exif, rules, wording
from datasets.library.errors import RefusedError
from datasets.library.looks_file import Print
from datasets.library.record import GROUP_DIGITS, Record
from model.errors import PhotoError, shown
from model.photo import Photo, encode_jpeg
from model.quality import SIDE, TINY_SIDE, flags

STRIPPED_QUALITY = 95  # of JPEG, 1..95; Pillow's documentation advises against more
_BRANDS = {b"avif": "avif", b"avis": "avif"}


class Outcome(StrEnum):
    """What became of a picture that was offered."""

    TAKEN = "taken"
    DUPLICATE = "duplicate"  # the same bytes are there
    WITHDRAWN = "withdrawn"  # and never taken again
    UNREADABLE = "unreadable"
    TOO_SMALL = "too small"
    LICENCE_MISSING = "licence missing"
    LABEL_UNKNOWN = "label unknown"
    HASH_DIFFERS = "hash differs"
    RENDERED = "rendered"  # the library holds photographs alone
    NOT_A_PICTURE = "not a picture"
    REFUSED = "refused"  # what is said of it breaks a rule
    NOT_FETCHED = "not fetched"  # its address gave no picture
    NOTED = "noted"  # no picture: what was lost of one that was taken, or of a list


class NotTakenError(Exception):
    """Why a picture is not taken; never leaves the package."""

    def __init__(self, outcome: Outcome, sentence: str) -> None:
        super().__init__(sentence)
        self.outcome = outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms pictures are taken.

    Attributes:
        by: Who imports.
        said: Fields that hold where a picture's own row says nothing, as `wording`.
        labels: The labels that are known; None takes any.
        renamed: Other people's label names, joined to ours.
        least_side: Of the longer side, px.
        strip: Store a re-encoded picture without metadata instead of the original bytes.
        keep_gps: Keep the place on Earth that the camera wrote.
    """

    by: str
    said: Mapping[str, str] = field(default_factory=dict)
    labels: frozenset[str] | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    least_side: int = TINY_SIDE
    strip: bool = False
    keep_gps: bool = False

    def __post_init__(self) -> None:
        rules.check_named(self.by, "the name of who imports")
        rules.require(self.least_side >= 1, "the least side must be at least 1 px")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture that may be added: the bytes to store, what is said of them, how it looks."""

    data: bytes = field(repr=False)
    original_sha256: str
    format: str
    width: int
    height: int
    record: Record
    look: Print | None = None

    def __post_init__(self) -> None:
        rules.check_sha256(self.original_sha256, "SHA-256 of the original")
        rules.require(bool(self.data) and min(self.width, self.height) > 0, "a picture is empty")
        rules.require(self.format in FORMATS, f"format {self.format!r} is not known")


FORMATS = ("jpg", "png", "webp", "heic", "avif")


def format_of(data: bytes) -> str:
    """The ending of a file with these bytes; of those that `model.photo` can decode."""
    if data.startswith(b"\xff\xd8"):
        return "jpg"
    if data.startswith(b"\x89PNG"):
        return "png"
    if data[:4] == b"RIFF":
        return "webp"
    return _BRANDS.get(data[8:12], "heic")


def prepare(data: bytes, name: str, said: Mapping[str, Any], terms: Terms) -> Prepared:
    """Make a picture ready to be added.

    Args:
        data: The bytes as they came.
        name: What to call the picture in a sentence.
        said: Of this picture, cells or JSON values as `wording` reads them; beside its
            fields `rendered`, `sha256`, `sha1` (Wikimedia Commons) and `original_sha256`.
        terms: For all.

    Raises:
        NotTakenError: The picture is not taken.
    """
    whole = {**terms.said, **{key: value for key, value in said.items() if value not in ("", None)}}
    _check_said(whole, name)
    label = _label(whole, name, terms)
    _check_hash(data, whole, name)
    original = str(whole.get("original_sha256") or hashlib.sha256(data).hexdigest())
    photo = _decoded(data, name, terms)
    told = exif.read(data)
    stored, format = data, format_of(data)
    if terms.strip:
        stored, format = encode_jpeg(Photo.from_bytes(data, name).pixels, STRIPPED_QUALITY), "jpg"
    whole = {
        "group": original[:GROUP_DIGITS],
        "device": told.device,
        "taken": told.taken,
        "flags": list(flags(photo)),
        **whole,
        "label": label,
    }
    whole["gps"] = (whole.get("gps") or told.gps) if terms.keep_gps else None
    try:
        said_something = label or wording.truth(whole.get("cannot_tell"), "cannot_tell")
        if said_something and not whole.get("labelled_by"):
            whole["labelled_by"] = terms.by
        record = wording.from_json(whole)
        look = Print.of(photo.pixels)
        return Prepared(stored, original, format, photo.width, photo.height, record, look)
    except RefusedError as error:
        raise NotTakenError(Outcome.REFUSED, f"{shown(name)}: {error}") from error


def _check_said(said: Mapping[str, Any], name: str) -> None:
    if str(said.get("rendered") or "no").lower() not in ("no", "false", "0"):
        raise NotTakenError(
            Outcome.RENDERED, f"{shown(name)} is rendered; the library holds photographs alone"
        )
    if not str(said.get("licence") or "").strip():
        raise NotTakenError(
            Outcome.LICENCE_MISSING,
            f"{shown(name)} has no licence; give one in its row or for all with --licence",
        )


def _label(said: Mapping[str, Any], name: str, terms: Terms) -> str | None:
    theirs = str(said.get("label") or "").strip()
    label = terms.renamed.get(theirs, theirs)
    if not label:
        return None
    if not rules.is_label(label) or (terms.labels is not None and label not in terms.labels):
        near = difflib.get_close_matches(label, sorted(terms.labels or ()), 1)
        hint = f"did you mean {near[0]}? Otherwise " if near else ""
        raise NotTakenError(
            Outcome.LABEL_UNKNOWN,
            f"{shown(name)} has the label {shown(label)!r}, which is not known; {hint}rename it "
            "with a label map, or allow it (--also-label)",
        )
    return label


def _check_hash(data: bytes, said: Mapping[str, Any], name: str) -> None:
    for kind, title in (("sha256", "SHA-256"), ("sha1", "SHA-1")):
        expected = str(said.get(kind) or "").strip().lower()
        if expected and hashlib.new(kind, data, usedforsecurity=False).hexdigest() != expected:
            raise NotTakenError(
                Outcome.HASH_DIFFERS,
                f"{shown(name)} is not the picture that its row names by {title}",
            )


def _decoded(data: bytes, name: str, terms: Terms) -> Photo:
    try:
        photo = Photo.from_bytes(data, name, min_side=SIDE)
    except PhotoError as error:
        raise NotTakenError(Outcome.UNREADABLE, str(error)) from error
    if max(photo.width, photo.height) < terms.least_side:
        raise NotTakenError(
            Outcome.TOO_SMALL,
            f"{shown(name)} is {photo.width} x {photo.height} px, the longer side needs "
            f"{terms.least_side}",
        )
    return photo
