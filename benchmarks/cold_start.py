"""A cold `python -m model photo.jpg` beside merely importing what it cannot do without.

    python -m benchmarks.cold_start [--weights NAME_OR_FILE] [--rounds 10]

The photo has 12 Mpx. Both take turns on two cores; the files are in the system's cache.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.timing import CORES, HEADER, ROOT, Timing, camera_jpeg, keep_to_cores
from model.released import find

IMPORTS = "import onnxruntime, numpy, PIL.Image"


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cold_start", description=__doc__)
    parser.add_argument("--weights", help="released name or an ONNX file")
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    keep_to_cores()
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "photo.jpg"
        photo.write_bytes(camera_jpeg(4000, 3000))
        ours = ["-m", "model", str(photo), "--weights", str(find(options.weights)), "--json"]
        timings = _take_turns({"python -m model": ours, IMPORTS: ["-c", IMPORTS]}, options.rounds)
    print(f"cold start, {CORES} cores")
    print(HEADER)
    for name, timing in timings.items():
        print(timing.row(name))
    answer, imports = timings.values()
    print(
        f"a cold answer takes {answer.median / imports.median:.2f} times as long as the imports "
        f"alone and {answer.work / imports.work:.2f} times the processor time"
    )
    return 0


def _take_turns(rivals: dict[str, list[str]], rounds: int) -> dict[str, Timing]:
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in rivals}
    for turn in range(rounds + 1):
        for name, arguments in rivals.items():
            taken = _run(arguments)
            if turn > 0:  # the first fills the cache of the file system
                runs[name].append(taken)
    return {name: Timing.of(taken) for name, taken in runs.items()}


def _run(arguments: list[str]) -> tuple[float, float]:
    """Wall and processor seconds of one Python process from start to end."""
    wall, processor = time.perf_counter(), _processor()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - wall, _processor() - processor


def _processor() -> float:
    """Seconds that all ended children have used."""
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    sys.exit(main())
