"""Photos of one's own beside the rendered pictures: one folder per class, read only when shown.

A file is hostile until `model.photo` has decoded it; what leaves here is a new picture of its
pixels, without metadata and without its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from catalogue.load import Catalogue
from model.errors import PhotoError, shown
from model.photo import Photo, encode_jpeg, resize
from quiz.card import Picture

SIDE = 720  # px, longer side of what is shown: sharp on a phone, about 100 kB
MOST_FILES = 2000  # of one class; more would only make the start slow


@dataclass(frozen=True, slots=True)
class LocalPhotos:
    """Where the photos of each class lie.

    Attributes:
        files: class id -> its files, sorted.
        skipped: folders and files that were left out, one sentence each.
    """

    files: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()

    def of(self, id: str) -> tuple[Path, ...]:
        """The photos of a class; often none."""
        return self.files.get(id, ())

    def __bool__(self) -> bool:
        return any(self.files.values())


def find(folder: Path, catalogue: Catalogue) -> LocalPhotos:
    """List a folder with one sub-folder per class id; nothing is opened yet.

    Args:
        folder: such as `photos/` with `photos/handcuffs/one.jpg`.
        catalogue: which ids there are.

    Raises:
        PhotoError: the folder does not exist or cannot be read.
    """
    files: dict[str, tuple[Path, ...]] = {}
    skipped: list[str] = []
    for place in _entries(folder):
        name = shown(place.name)
        if place.is_symlink() or not place.is_dir():
            skipped.append(f"{name} was left out: it is no folder of a class")
        elif place.name not in catalogue:
            skipped.append(f"folder {name} was left out: no class of the catalogue has this id")
        else:
            files[place.name] = _photos(place, skipped)
    return LocalPhotos(files, tuple(skipped))


def _photos(place: Path, skipped: list[str]) -> tuple[Path, ...]:
    """The files of one class; links are left out, they could lead anywhere."""
    found: list[Path] = []
    for file in _entries(place):
        if file.is_symlink() or not file.is_file():
            skipped.append(f"{shown(place.name)}/{shown(file.name)} was left out: it is no file")
        elif len(found) < MOST_FILES:
            found.append(file)
        else:
            skipped.append(f"folder {shown(place.name)} holds more than {MOST_FILES} photos")
            break
    return tuple(found)


def _entries(folder: Path) -> Iterator[Path]:
    """What lies in a folder, sorted, without hidden files."""
    try:
        yield from sorted(each for each in folder.iterdir() if not each.name.startswith("."))
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        name = shown(folder.name or str(folder))
        raise PhotoError(f"folder {name} cannot be read; check its name") from error


def read(file: Path, id: str) -> Picture:
    """A photo as a new JPEG of at most `SIDE` px, upright, without metadata.

    Raises:
        PhotoError: the file is no usable photo.
    """
    photo = Photo.open(file, min_side=SIDE)
    height, width = photo.pixels.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    small = resize(photo.pixels, max(1, round(width * scale)), max(1, round(height * scale)))
    return Picture(encode_jpeg(small), "image/jpeg", id, is_photo=True)
