"""Whether the server can answer, told to whoever asks; nothing in it is secret."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MIN_FREE_BYTES = 300 * 1024 * 1024  # one upload of the largest size


@dataclass(frozen=True, slots=True)
class Facts:
    """What the health answer tells.

    Attributes:
        program: version of the program.
        model: name of the weights.
        catalogue: version of the catalogue.
    """

    program: str = ""
    model: str = ""
    catalogue: str = ""


class Health:
    """What `/health` tells."""

    def __init__(
        self, facts: Facts, folder: Path, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._facts = facts
        self._folder = folder
        self._clock = clock
        self._begun = clock()
        self._is_started = False

    def started(self) -> None:
        """The server is up."""
        self._is_started = True

    def trouble(self) -> str:
        """Why no photo could be answered now, as a sentence; empty when one can."""
        if not self._is_started:
            return "the server is starting; ask again in some seconds"
        if not (self._folder.is_dir() and os.access(self._folder, os.W_OK)):
            return "the folder for uploads is missing; start the server again"
        if shutil.disk_usage(self._folder).free < MIN_FREE_BYTES:
            return "the disk is full; make room"
        return ""

    def told(self) -> tuple[int, dict[str, str | int]]:
        """Status of HTTP, and what to say as JSON."""
        reason = self.trouble()
        answer: dict[str, str | int] = {
            "status": "unavailable" if reason else "ok",
            "program": self._facts.program,
            "model": self._facts.model,
            "catalogue": self._facts.catalogue,
            "uptime_s": int(self._clock() - self._begun),
        }
        return (503, {**answer, "reason": reason}) if reason else (200, answer)
