"""Processes of benchmarks.peers, timed line by line, and how many epochs fit into a time."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SHOWN = 15  # last lines of a log, in an error
_DONE = "trained"  # a line that ends the training of a process that goes on to test
_ALIKE = {
    "OMP_NUM_THREADS": "2",
    "MKL_NUM_THREADS": "2",
    "CUDA_VISIBLE_DEVICES": "",  # the processor, for all
    "PYTHONUNBUFFERED": "1",  # else lines would come late and be timed late
}


class PeerError(Exception):
    """A rival that cannot be measured; the message is one sentence and its last lines."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A process that ended well.

    Attributes:
        lines: what it said, each with the seconds since its start.
        total: seconds until it ended.
    """

    lines: tuple[tuple[float, str], ...]
    total: float

    @property
    def seconds(self) -> float:
        """Until its training had ended, in seconds."""
        return next((at for at, line in self.lines if line == _DONE), self.total)

    def ends(self, mark: re.Pattern[str]) -> list[float]:
        """Seconds at which epochs ended, by the lines that show `mark`."""
        return [at for at, line in self.lines if mark.search(line)]


@dataclass(frozen=True, slots=True)
class Pace:
    """What a training costs, in seconds.

    Attributes:
        fixed: once: starting, decoding, the head before the epochs, calibration.
        early: an epoch on smaller photos.
        late: any other epoch.
    """

    fixed: float
    early: float
    late: float

    def __post_init__(self) -> None:
        if self.fixed < 0 or self.early <= 0 or self.late <= 0:
            raise PeerError(f"{self} is no pace: every epoch takes its time")

    @classmethod
    def of(cls, seconds: float, ends: Sequence[float], epochs: int, early: int) -> Pace:
        """Learn it from a trial.

        Args:
            seconds: that the trial took.
            ends: when its epochs ended, at least two of them.
            epochs: of the trial.
            early: how many of them had smaller photos: none, or at least two.
        """
        if len(ends) < 2:
            raise PeerError(f"a trial showed the end of {len(ends)} epochs; two are needed")
        late = ends[-1] - ends[-2]
        first = ends[1] - ends[0] if early else late
        return cls(max(0.0, seconds - early * first - (epochs - early) * late), first, late)

    def fitting(self, limit: float, share: float) -> tuple[int, int]:
        """Give the most epochs that end within `limit` seconds, at least one; and the early ones.

        Args:
            limit: seconds.
            share: of the epochs, on smaller photos.
        """
        epochs = 1
        while self.cost(epochs + 1, share) <= limit:
            epochs += 1
        return epochs, round(share * epochs)

    def cost(self, epochs: int, share: float) -> float:
        """Seconds that a training takes."""
        early = round(share * epochs)
        return self.fixed + early * self.early + (epochs - early) * self.late


def ran(command: Sequence[str], log: Path, folder: Path) -> Ran:
    """Run a process to its end; `log` gets what it says, with seconds.

    Raises:
        PeerError: it failed; with its last lines.
    """
    start, lines = time.monotonic(), list[tuple[float, str]]()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | _ALIKE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    assert process.stdout is not None
    with process, log.open("w", encoding="utf-8") as file:
        for line in process.stdout:
            lines.append((time.monotonic() - start, line.rstrip()))
            file.write(f"{lines[-1][0]:8.1f}  {lines[-1][1]}\n")
            file.flush()
    if process.returncode:
        last = "\n".join(line for _, line in lines[-_SHOWN:])
        raise PeerError(f"{log.stem} failed with status {process.returncode}:\n{last}")
    return Ran(tuple(lines), time.monotonic() - start)
