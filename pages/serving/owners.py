"""Whose is what: sessions, events and files belong to the visitor who brought them.

Gradio tells sessions apart by a number that the browser draws without cryptography and that
stands in addresses and logs; whoever knows it could read the answers. Here the first visitor who
names it owns it.
"""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections import OrderedDict
from contextlib import suppress
from hashlib import sha256
from json import loads
from pathlib import Path
from secrets import token_hex
from typing import Final

MOST_CLAIMS = 50_000  # numbers remembered; about 200 bytes each
MOST_FILES = 10_000
KEPT_SECONDS = 900.0  # an upload that nobody asked about
# In JSON every quotation mark inside a text is escaped, so this is found in the structure alone.
_PATH: Final = re.compile(rb'"path":\s*("(?:[^"\\]|\\.)+")')


class Owners:
    """Who owns sessions, events and files; may be asked from any thread."""

    def __init__(self, folder: Path) -> None:
        """Nobody owns anything.

        Args:
            folder: of the uploads; a folder for each owner is made in it.
        """
        self.folder = folder.resolve()
        self._lock = threading.Lock()
        self._claims: OrderedDict[str, str] = OrderedDict()
        self._files: OrderedDict[str, set[str]] = OrderedDict()

    def claim(self, what: str, owner: str) -> bool:
        """Take something as one's own; False when it is another's."""
        with self._lock:
            holder = self._claims.setdefault(what, owner)
            self._claims.move_to_end(what)
            while len(self._claims) > MOST_CLAIMS:
                self._claims.popitem(last=False)
        return holder == owner

    def owner_of(self, session: str) -> str | None:
        """Whose a session is; None where nobody has claimed it."""
        with self._lock:
            return self._claims.get(f"session {session}")

    def grant(self, path: str, owner: str) -> None:
        """Let an owner have a file below the folder; others who have it keep it."""
        file = self._inside(path)
        if file is None:
            return
        with self._lock:
            self._files.setdefault(file, set()).add(owner)
            self._files.move_to_end(file)
            while len(self._files) > MOST_FILES:
                self._files.popitem(last=False)

    def grant_all(self, body: bytes, owner: str) -> None:
        """Let an owner have the files that an answer to this owner names."""
        for found in _PATH.findall(body):
            self.grant(str(loads(found)), owner)

    def has(self, path: str, owner: str) -> bool:
        """Whether a file is an owner's."""
        file = self._inside(path)
        with self._lock:
            return file is not None and owner in self._files.get(file, set())

    def place(self, owner: str, name: str) -> Path:
        """A new path for an upload, in a folder of the owner's that nobody else can guess."""
        self.sweep()
        folder = self._own(owner) / token_hex(8)
        folder.mkdir(parents=True, mode=0o700)
        return folder / name

    def forget(self, owner: str) -> list[str]:
        """Delete all files of an owner and what it claimed; returns its sessions."""
        self.wipe(owner)
        with self._lock:
            claimed = [what for what, holder in self._claims.items() if holder == owner]
            for what in claimed:
                del self._claims[what]
            for file, holders in list(self._files.items()):
                holders.discard(owner)
                if not holders:
                    del self._files[file]
        return [what.removeprefix("session ") for what in claimed if what.startswith("session ")]

    def sweep(self) -> None:
        """Delete uploads that no answer has deleted, and empty folders."""
        before = time.time() - KEPT_SECONDS
        for file in self.folder.glob("of-*/*/*"):
            with suppress(FileNotFoundError):  # its answer has deleted it meanwhile
                if file.stat().st_mtime < before:
                    file.unlink()
                    file.parent.rmdir()

    def wipe(self, owner: str) -> None:
        """Delete the files of an owner who has left; what it claimed stays its own."""
        shutil.rmtree(self._own(owner), ignore_errors=True)  # an answer may be deleting too

    def _own(self, owner: str) -> Path:
        return folder_of(self.folder, owner)

    def _inside(self, path: str) -> str | None:
        if "\0" in path or not path.startswith("/"):
            return None
        file = Path(path).resolve()
        return str(file) if file.is_relative_to(self.folder) else None


def folder_of(folder: Path, owner: str) -> Path:
    """Where the files of an owner lie: they are swept away and deleted with the owner's others."""
    return folder / f"of-{sha256(owner.encode()).hexdigest()[:32]}"


def paths_in(data: object) -> list[str]:
    """Every file that a parsed body names, at any depth."""
    if isinstance(data, dict):
        here = [data["path"]] if isinstance(data.get("path"), str) and data["path"] else []
        return here + [path for value in data.values() for path in paths_in(value)]
    if isinstance(data, list):
        return [path for value in data for path in paths_in(value)]
    return []
