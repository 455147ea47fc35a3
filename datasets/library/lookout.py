"""Tells of a picture that is being taken whether the library holds one that looks like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from datasets.library import looks_file
from datasets.library.errors import FileError
from datasets.library.looks_file import Print
from datasets.library.near_pairs import Index

if TYPE_CHECKING:
    from datasets.library.library import Library

_AT_ONCE = 64  # hashes of one commit


class Lookout:
    """Compares each picture with all that are there and all that it saw before."""

    def __init__(self, library: Library) -> None:
        """Read the hashes of what is there.

        Raises:
            FileError: They cannot be read.
        """
        self._library = library
        self._waiting: list[tuple[str, Print]] = []
        with library.reading() as db:
            there = {sha256 for (sha256,) in db.execute("SELECT sha256 FROM photo")}
        known: dict[str, np.uint64] = {}
        if (library.path / looks_file.FILE).is_file():  # making it takes as long as a photo
            with looks_file.opened(library) as db:
                known = looks_file.hashes(db)
        self._index = Index({one: hash for one, hash in known.items() if one in there})
        self._unhashed = len(there) - len(self._index)

    def see(self, sha256: str, look: Print | None) -> str | None:
        """Note a photo that was taken; returns the photo that looks most like it, if any."""
        if look is None:
            self._unhashed += 1
            return None
        like = self._index.nearest(look.hash)
        self._index.add(sha256, look.hash)
        self._waiting.append((sha256, look))
        if len(self._waiting) >= _AT_ONCE:
            self.keep()
        return like

    def keep(self) -> int:
        """Keep the hashes seen so far; returns how many photos of the library have none."""
        try:
            if self._waiting:
                with looks_file.opened(self._library) as db:
                    looks_file.put_prints(db, self._waiting)
                self._waiting.clear()
        except FileError:  # the photo is safe, and its hash is computed again when it is needed
            self._waiting.clear()
        return self._unhashed
