"""Hash and frame of every photo, computed without any network where they are missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from datasets.library import looks_file
from datasets.library.errors import DamagedError, LibraryError
from datasets.library.looks_file import Print
from model.errors import PhotoError
from model.photo import Photo
from model.quality import SIDE

if TYPE_CHECKING:
    from datasets.library.library import Library

_AT_ONCE = 64  # photos of one commit


def missing(library: Library) -> tuple[str, ...]:
    """SHA-256 of every photo that has no hash, oldest first."""
    with library.reading() as db:
        every = [sha256 for (sha256,) in db.execute("SELECT sha256 FROM photo ORDER BY id")]
    with looks_file.opened(library) as db:
        there = {bytes(photo).hex() for (photo,) in db.execute("SELECT photo FROM print")}
    return tuple(sha256 for sha256 in every if sha256 not in there)


def complete(library: Library, progress: Callable[[int, int, str], None] | None = None) -> int:
    """Hash every photo that has no hash; returns how many.

    Raises:
        DamagedError: Photos that cannot be read; the others are hashed.
        FileError: The hashes cannot be kept.
    """
    todo, faults = missing(library), list[str]()
    for start in range(0, len(todo), _AT_ONCE):
        made = []
        for at, sha256 in enumerate(todo[start : start + _AT_ONCE], start + 1):
            try:
                made.append((sha256, of_stored(library, sha256)))
            except LibraryError as error:
                faults.append(str(error))
            if progress is not None:
                progress(at, len(todo), sha256[:12])
        with looks_file.opened(library) as db:
            looks_file.put_prints(db, made)
    if faults:
        raise DamagedError(f"{len(faults)} photos cannot be compared: {faults[0]}")
    return len(todo)


def of_stored(library: Library, sha256: str) -> Print:
    """What a stored photo looks like.

    Raises:
        LibraryError: Its file is gone, was changed, or cannot be decoded.
    """
    data = library.original(sha256)
    try:
        return Print.of(Photo.from_bytes(data, f"photo {sha256[:12]}", min_side=SIDE).pixels)
    except PhotoError as error:  # it could be read when it was taken
        raise DamagedError(str(error)) from error
