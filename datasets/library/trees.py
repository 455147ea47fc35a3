"""Folders and zip files as one thing: names, and the bytes of each; nothing is unpacked to disk.

Both are hostile: links, names that lead outside, and bombs are refused before anything is read.
"""

from __future__ import annotations

import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from datasets.library.errors import SourceError
from datasets.library.intake import NotTakenError, Outcome
from model.errors import shown
from model.photo import MAX_BYTES

MOST_FILES = 500_000  # in one source; ten times a large library
MOST_LIST_BYTES = 500_000_000  # of a list beside the pictures; half a million rich rows
# Photos are compressed already: a zip that holds 20 times its own size holds something else.
MOST_SWELLING, SMALL_BYTES = 20, 200_000_000
# What reading a damaged or odd entry raises, by its way of packing.
_DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
)
_DAMAGED += (NotImplementedError, RuntimeError)
_ENCRYPTED = 0x1  # general purpose flag, bit 0 (APPNOTE.TXT 4.4.4)


class Tree(Protocol):
    """Files under names such as `handcuffs/a.jpg`."""

    def names(self) -> tuple[str, ...]:
        """Every file, sorted."""
        ...

    def read(self, name: str) -> bytes:
        """The bytes of a picture.

        Raises:
            NotTakenError: They cannot be read.
        """
        ...

    def text(self, name: str) -> str:
        """A list beside the pictures.

        Raises:
            SourceError: It cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on disk.

    Attributes:
        root: The folder.
        loose: Whether names may lead out of it, as those of a list that the trainer names itself.
    """

    root: Path
    loose: bool = False

    def names(self) -> tuple[str, ...]:
        """Every file, sorted; links are named too, those to a folder with a `/` at their end.

        Nothing behind a link is listed, and `read` refuses it.
        """
        found = []
        for folder, inner, files in os.walk(self.root, onerror=_refuse):
            here = Path(folder).relative_to(self.root)
            found += [(here / file).as_posix() for file in files]
            linked = [name for name in inner if (Path(folder) / name).is_symlink()]
            found += [f"{(here / name).as_posix()}/" for name in linked]
            if len(found) > MOST_FILES:
                raise SourceError(f"{shown(self.root.name)} holds more than {MOST_FILES:,} files")
        return tuple(sorted(found))

    def read(self, name: str) -> bytes:
        """The bytes of a picture."""
        path = self.root / name
        try:
            if not self.loose and (not _inside(name) or self._linked(name)):
                what = "the folder" if name.endswith("/") else "the photo"
                raise NotTakenError(
                    Outcome.REFUSED, f"{shown(name)} leads elsewhere; copy {what} itself"
                )
            _check_size(path.stat().st_size, name)
            return path.read_bytes()
        except (OSError, ValueError) as error:
            raise NotTakenError(
                Outcome.UNREADABLE, f"{shown(name)} is not there or cannot be read"
            ) from error

    def _linked(self, name: str) -> bool:
        """Whether a name is a link, or leads through one."""
        path = PurePosixPath(name)
        return any((self.root / each).is_symlink() for each in (path, *path.parents[:-1]))

    def text(self, name: str) -> str:
        """A list beside the pictures."""
        try:
            path = self.root / name
            if path.stat().st_size > MOST_LIST_BYTES:
                raise SourceError(f"{shown(name)} is too large for a list of photos")
            return path.read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            raise SourceError(f"{shown(name)} cannot be read as a list of photos") from error


@dataclass(frozen=True, slots=True)
class Zip:
    """A zip file that was checked; made by `open_zip`."""

    file: zipfile.ZipFile
    sizes: dict[str, int]

    def names(self) -> tuple[str, ...]:
        """Every file, sorted."""
        return tuple(sorted(self.sizes))

    def read(self, name: str) -> bytes:
        """The bytes of a picture."""
        if name not in self.sizes:
            raise NotTakenError(Outcome.UNREADABLE, f"{shown(name)} is not in the zip file")
        _check_size(self.sizes[name], name)
        data = self._bytes(name)
        if data is None:
            raise NotTakenError(Outcome.UNREADABLE, f"{shown(name)} is damaged in the zip file")
        return data

    def text(self, name: str) -> str:
        """A list beside the pictures."""
        if self.sizes.get(name, MOST_LIST_BYTES + 1) > MOST_LIST_BYTES:
            raise SourceError(f"{shown(name)} is missing or too large for a list of photos")
        data = self._bytes(name)
        try:
            return (data or b"").decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise SourceError(f"{shown(name)} cannot be read as a list of photos") from error

    def _bytes(self, name: str) -> bytes | None:
        try:
            with self.file.open(name) as opened:  # never more than the size that was checked
                return opened.read(self.sizes[name] + 1)[: self.sizes[name]]
        except _DAMAGED:
            return None


@contextmanager
def open_zip(path: Path) -> Iterator[Zip]:
    """Open a zip file and refuse one that would harm.

    Raises:
        SourceError: It is no zip file, is encrypted, holds names that lead outside, links, or
            far more than its own size.
    """
    name = shown(path.name)
    try:
        opened = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise SourceError(f"{name} is no zip file or is damaged; copy it again") from error
    with opened:
        entries = [entry for entry in opened.infolist() if not entry.is_dir()]
        if len(entries) > MOST_FILES:
            raise SourceError(f"{name} holds more than {MOST_FILES:,} files; divide it")
        for entry in entries:
            _check_entry(entry, name)
        sizes = {entry.filename: entry.file_size for entry in entries}
        if len(sizes) < len(entries):
            raise SourceError(f"{name} holds two files of one name; pack it again")
        total = sum(sizes.values())
        if total > max(SMALL_BYTES, MOST_SWELLING * path.stat().st_size):
            raise SourceError(
                f"{name} would unpack to {total / 1e9:.1f} GB, more than {MOST_SWELLING} times its "
                "size; photos do not shrink so much, do not trust it"
            )
        yield Zip(opened, sizes)


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    inner = entry.orig_filename  # before the library cuts and turns it
    if not _inside(inner) or not _inside(entry.filename):
        raise SourceError(f"{name} holds {shown(inner)!r}, which leads outside; do not trust it")
    if entry.flag_bits & _ENCRYPTED:
        raise SourceError(f"{name} is encrypted; unpack it yourself and import the folder")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise SourceError(f"{name} holds a link ({shown(inner)}); pack the photos themselves")


def _inside(name: str) -> bool:
    """Whether a name stays in its folder, on every system."""
    if "\\" in name or "\0" in name or name.startswith("/") or name[1:2] == ":":
        return False
    return bool(name) and ".." not in PurePosixPath(name).parts


def _check_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise NotTakenError(
            Outcome.UNREADABLE,
            f"{shown(name)} has {size / 1e6:.0f} MB, more than the {MAX_BYTES / 1e6:.0f} allowed",
        )


def _refuse(error: OSError) -> None:
    raise SourceError(
        f"{shown(Path(str(error.filename)).name)} is no folder that can be read"
    ) from error
