"""The stored bytes of photos: files named by their SHA-256, written once and never edited."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from datasets.library import rules
from datasets.library.errors import DamagedError, UnknownError

FOLDER = "originals"
DRAFT = ".draft-"  # begins the name of a file that is being written
OLD_SECONDS = 3600.0  # a draft this old belongs to no running program: a photo takes seconds


@dataclass(frozen=True, slots=True)
class Originals:
    """The files of a library.

    Attributes:
        folder: `originals`, inside the library.
    """

    folder: Path

    def path(self, sha256: str) -> Path:
        """Where the bytes of that hash lie, or would."""
        rules.check_sha256(sha256, "SHA-256 of a photo")
        return self.folder / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Store bytes so that a cut at any moment leaves all of them or none; returns their hash.

        Raises:
            OSError: The disk refuses; nothing is left of them.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        final = self.path(sha256)
        if final.is_file() and final.read_bytes() == data:  # damaged ones are written anew
            _settle(final.parent)  # who wrote it may have been stopped before this
            return sha256
        if not final.parent.is_dir():
            for folder in (self.folder, final.parent):  # the mode of parents is not ours to say
                folder.mkdir(mode=0o700, exist_ok=True)
            _settle(self.folder.parent)
            _settle(self.folder)
        draft = final.parent / f"{DRAFT}{secrets.token_hex(8)}"
        try:
            _write(draft, data)
            draft.replace(final)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _settle(final.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of that hash.

        Raises:
            UnknownError: They are not there.
            DamagedError: They are not what was stored.
        """
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise UnknownError(
                f"the file of photo {sha256[:12]} is gone; restore it from a copy"
            ) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DamagedError(
                f"the file of photo {sha256[:12]} was changed; restore it from a copy"
            )
        return data

    def fault(self, sha256: str) -> str | None:
        """What is wrong with the stored bytes of that hash; None where nothing is."""
        try:
            self.get(sha256)
        except (UnknownError, DamagedError) as error:
            return str(error)
        return None

    def stored(self) -> Iterator[str]:
        """The hash of every file there is, in order."""
        for path in sorted(self.folder.glob("??/*")):
            if rules.SHA256.fullmatch(path.name):
                yield path.name

    def remove(self, sha256: str) -> None:
        """Delete a file that no photo names."""
        self.path(sha256).unlink(missing_ok=True)

    def erase(self, sha256: str) -> None:
        """Overwrite and delete a file, and drafts of it that a killed import left.

        Killed at any moment, it can be run again.
        """
        path = self.path(sha256)
        if not path.exists():
            return
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == sha256:  # not the zeros of a run that was cut off
            for draft in path.parent.glob(f"{DRAFT}*"):
                if data.startswith(draft.read_bytes()):
                    _overwrite(draft)
        _overwrite(path)
        _settle(path.parent)

    def drafts(self) -> tuple[Path, ...]:
        """Files that a killed program left half written."""
        limit = time.time() - OLD_SECONDS
        found = sorted(self.folder.glob(f"??/{DRAFT}*"))
        return tuple(path for path in found if path.stat().st_mtime < limit)


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _overwrite(path: Path) -> None:
    """Write zeros over a file and delete it; a disk may still keep the old blocks elsewhere."""
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system can."""
    if os.name == "nt":  # folders cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
