"""Interleaved timing: machines are never quiet, so rivals take turns and ratios are printed.

The processor time beside the wall clock does not grow when others use the cores.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.photo import Pixels, encode_jpeg

ROOT = Path(__file__).parent.parent
CORES = 2  # an inspector's laptop has at least these


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of one rival, in the order of the rounds: on the wall and on all processors."""

    wall: tuple[float, ...]
    processor: tuple[float, ...]

    @classmethod
    def of(cls, runs: Sequence[tuple[float, float]]) -> Timing:
        """From (wall, processor) of each run."""
        return cls(tuple(run[0] for run in runs), tuple(run[1] for run in runs))

    @property
    def median(self) -> float:
        """The middle one on the wall."""
        return statistics.median(self.wall)

    @property
    def work(self) -> float:
        """The middle one on all processors together."""
        return statistics.median(self.processor)

    def row(self, name: str) -> str:
        """One row of the result, in milliseconds; `HEADER` names its columns."""
        ninetieth = float(np.percentile(self.wall, 90))
        cells = (self.median, ninetieth, self.work)
        return f"{name:40s}" + "".join(f"{seconds * 1e3:10.1f}" for seconds in cells)


HEADER = f"{'milliseconds':40s}{'median':>10s}{'p90':>10s}{'processor':>10s}"


def keep_to_cores() -> None:
    """Run this process and its children on `CORES` cores, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def camera_jpeg(width: int, height: int, quality: int = 88) -> bytes:
    """A JPEG with detail at every scale, so that it is as large as a camera's: 3 MB at 12 Mpx."""
    rng = np.random.default_rng(0)
    pixels = np.full((height, width, 3), 128, dtype=np.float32)
    for cell in (1, 2, 8, 32, 128):
        grid = rng.normal(size=(-(-height // cell), -(-width // cell), 3)).astype(np.float32)
        pixels += (cell**0.5 * 5 * grid).repeat(cell, 0).repeat(cell, 1)[:height, :width]
    clipped: Pixels = pixels.clip(0, 255).astype(np.uint8)
    return encode_jpeg(clipped, quality)


def take_turns(rivals: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Timing]:
    """Start one worker for each rival and let them answer in turn.

    Args:
        rivals: Name to the arguments of Python that start the worker. A worker prints `ready`,
            then answers every line it reads with wall and processor seconds of one run.
        rounds: Runs of each, after one that is not counted.
    """
    workers = {name: _start(arguments) for name, arguments in rivals.items()}
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in rivals}
    try:
        for worker in workers.values():
            _expect_ready(worker)
        for turn in range(rounds + 1):
            for name, worker in workers.items():
                wall, processor = map(float, _ask(worker).split())
                if turn > 0:
                    runs[name].append((wall, processor))
    finally:
        for worker in workers.values():
            worker.kill()
            worker.wait()
    return {name: Timing.of(taken) for name, taken in runs.items()}


def _start(arguments: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _expect_ready(worker: subprocess.Popen[str]) -> None:
    assert worker.stdout is not None
    line = worker.stdout.readline().strip()
    if line != "ready":
        raise RuntimeError(f"a worker said {line!r} instead of ready; its error stands above")


def _ask(worker: subprocess.Popen[str]) -> str:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write("go\n")
    worker.stdin.flush()
    return worker.stdout.readline()
