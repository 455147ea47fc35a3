"""Which network proposes labels: the one that a library accepted last, else the released one."""

from __future__ import annotations

import threading
from pathlib import Path

from datasets.library import taught, taught_file
from datasets.library.library import Library
from model.classifier import Classifier
from model.errors import TriageError
from model.runtime import OnnxNetwork

_Stamp = tuple[tuple[int, int], ...]


class Proposer:
    """Gives the network that holds, opened again when another is accepted; threads may share it."""

    def __init__(self, library: Library, released: Classifier) -> None:
        """Nothing is opened yet.

        Args:
            library: Whose networks count.
            released: Proposes where none is accepted, or where it cannot be opened.
        """
        self._library = library
        self._released = released
        self._turn = threading.Lock()
        self._stamp: _Stamp | None = None
        self._path: Path | None = None
        self._holds = released
        self.fault = ""  # why an accepted network does not propose; empty where it does

    def classifier(self) -> Classifier:
        """The network that proposes now; costs two questions to the file system."""
        with self._turn:
            stamp = self._now()
            if stamp != self._stamp:
                self._open()
                self._stamp = stamp
            return self._holds

    def _now(self) -> _Stamp:
        """Changes with every step of a network, by this program or another."""
        file = taught.folder(self._library) / taught_file.DATABASE
        found = []
        for path in (file, file.with_name(f"{file.name}-wal")):
            try:
                there = path.stat()
                found.append((there.st_mtime_ns, there.st_size))
            except OSError:
                found.append((0, 0))
        return tuple(found)

    def _open(self) -> None:
        try:
            path = taught.current(self._library)
            if path != self._path or self.fault:
                self._holds = self._released if path is None else _opened(path)
            self._path, self.fault = path, ""
        except TriageError as error:  # the label page goes on with the released network
            self._holds, self._path, self.fault = self._released, None, str(error)


def _opened(path: Path) -> Classifier:
    network = OnnxNetwork.open(path)
    return Classifier(network.card, network, network.sha256)
