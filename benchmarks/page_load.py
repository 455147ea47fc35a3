"""Several inspectors at once: how long they wait, what fails, how much memory the server holds.

    python -m benchmarks.page_load [--users 8] [--minutes 5] [--weights NAME_OR_FILE]

Each user sends photos of 12 megapixels one after the other to `/check_photos` (docs/api.md), the
same way as the page's from the upload to the answer. Server and users share two cores, which is
harder than users on machines of their own. Reads `/proc`, so Linux only.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from gradio_client import Client, handle_file

from benchmarks.application import application
from benchmarks.page_memory import resident_mb
from benchmarks.timing import CORES, camera_jpeg, keep_to_cores

WIDTH, HEIGHT = 4000, 3000  # px
KINDS = 4  # different photos, that take turns
EVERY = 30  # s between two readings of the memory


@dataclass(slots=True)
class Tally:
    """What the users saw; threads share it."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, seconds: float, error: str | None) -> None:
        """One answer, or why there was none."""
        with self.lock:
            self.seconds.append(seconds)
            if error is not None:
                self.errors.append(error)


def main() -> int:
    """Measure and print; returns the exit status: 1 after an error."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page_load", description=__doc__)
    parser.add_argument("--users", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--weights", help="released name or an ONNX file")
    options = parser.parse_args()
    keep_to_cores()
    with application(options.weights) as (address, pid, folder):
        photos = _photos(folder)
        tally = _drive(address, pid, photos, options.users, options.minutes * 60)
    return _tell(tally, options.users)


def _photos(folder: Path) -> list[Path]:
    files = []
    for number in range(KINDS):
        file = folder / f"{number}.jpg"
        file.write_bytes(camera_jpeg(WIDTH, HEIGHT) + bytes([number]))  # another hash
        files.append(file)
    return files


def _drive(address: str, pid: int, photos: list[Path], users: int, seconds: float) -> Tally:
    """Let the users send photos until the time is over; print the memory now and then."""
    tally = Tally()
    until = time.monotonic() + seconds
    clients = [Client(address, verbose=False) for _ in range(users)]
    threads = [
        threading.Thread(target=_user, args=(client, photos, until, tally)) for client in clients
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        print(f"{len(tally.seconds):5d} answers  {resident_mb(pid):.0f} MB resident", flush=True)
        time.sleep(min(EVERY, max(1.0, until - time.monotonic())))
    return tally


def _user(client: Client, photos: list[Path], until: float, tally: Tally) -> None:
    number = 0
    while time.monotonic() < until:
        begun, error = time.monotonic(), None
        photo = photos[number % len(photos)]
        try:
            told = client.predict(
                photos=[handle_file(photo)], place="EU", day="", api_name="/check_photos"
            )
            if told["width"] != WIDTH:
                error = f"a width of {told['width']} px"
        except Exception as failure:  # whatever a user could meet is counted and told
            error = f"{type(failure).__name__}: {failure}"
        tally.add(time.monotonic() - begun, error)
        number += 1


def _tell(tally: Tally, users: int) -> int:
    median, high, worst = np.percentile(tally.seconds, [50, 95, 100])
    print(
        f"{users} users on {CORES} cores: {len(tally.seconds)} answers, "
        f"{len(tally.errors)} errors; median {median:.2f} s, 95 % within {high:.2f} s, "
        f"longest {worst:.2f} s"
    )
    for error in sorted(set(tally.errors)):
        print(f"error: {error}", file=sys.stderr)
    return 1 if tally.errors else 0


if __name__ == "__main__":
    sys.exit(main())
