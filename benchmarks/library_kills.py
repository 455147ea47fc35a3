"""Kills programs that use a library of photos at random moments, and looks what is lost.

    python -m benchmarks.library_kills [--rounds 100] [--seed 8] [--labels 1000]

Each round begins an activity in a process of its own, waits until it has confirmed a random number
of steps and a random moment more, and kills it (SIGKILL). Then the library must open, hold all that
was confirmed and at most the step after it, no half photo, and a history without a gap. At the end
two processes label the same photos at once. Prints a table; exit status 1 on any loss. Needs
`fork`, so Linux or macOS; about 5 minutes on 2 cores with 100 rounds of each activity.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from itertools import pairwise
from pathlib import Path

from benchmarks.library_kills_activities import ACTIVITIES, Activity
from datasets.library.errors import LibraryError, StaleError
from datasets.library.library import Library
from tests.datasets.library.made import added

LONGEST_WAIT = 0.03  # seconds after the last step that was waited for
PHOTOS_AT_ONCE = 50  # that two people label


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.library_kills", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="of each activity")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--labels", type=int, default=1000, help="of each of two people")
    parser.add_argument("--only", choices=sorted(ACTIVITIES), help="one activity")
    options = parser.parse_args()
    lost = []
    print(f"{'activity':<12}{'rounds':>7}{'cut off':>9}{'confirmed':>11}{'lost':>6}{'seconds':>9}")
    for name, activity in ACTIVITIES.items():
        if options.only in (None, name):
            lost += _measured(name, activity, options.rounds, random.Random(options.seed))
    if options.only is None:
        lost += _two_labellers(options.labels)
    for sentence in lost[:20]:
        print(sentence, file=sys.stderr)
    return int(bool(lost))


def _measured(name: str, activity: Activity, rounds: int, chance: random.Random) -> list[str]:
    lost: list[str] = []
    cut = confirmed = 0
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        activity.prepare(Path(place) / "ready" / "library")
        for round_ in range(rounds):
            at = shutil.copytree(Path(place) / "ready", Path(place) / "now")
            told, killed = _killed(activity, at / "library", chance)
            cut += killed
            confirmed += len(told)
            found = _judged(at / "library", activity, told)
            lost += [f"{name}, round {round_}, after {len(told)} steps: {each}" for each in found]
            shutil.rmtree(at)
    seconds = time.perf_counter() - began
    print(f"{name:<12}{rounds:>7}{cut:>9}{confirmed:>11}{len(lost):>6}{seconds:>9.1f}", flush=True)
    return lost


def _killed(activity: Activity, folder: Path, chance: random.Random) -> tuple[list[str], bool]:
    """Run an activity and kill it; returns what it had confirmed, and whether it was cut off."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        status = 1
        try:
            activity.act(folder, partial(_tell, sink))
            status = 0
        finally:
            os._exit(status)
    os.close(sink)
    wanted, told = chance.randrange(activity.steps), b""
    while told.count(b"\n") < wanted:
        more = os.read(source, 4096)
        if not more:
            break
        told += more
    time.sleep(LONGEST_WAIT * chance.random() ** 3)  # most are short, as most steps are
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while more := os.read(source, 4096):
        told += more
    os.close(source)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("the activity failed by itself; see above")
    return told.decode().splitlines(), os.WIFSIGNALED(status)


def _tell(sink: int, line: str) -> None:
    os.write(sink, f"{line}\n".encode())


def _judged(folder: Path, activity: Activity, told: list[str]) -> list[str]:
    """What is lost, half or broken, as sentences."""
    try:
        with Library(folder, create=True) as library:
            found = [*_history_faults(library), *activity.judge(library, told)]
            for fault in library.check():  # a whole file that no photo names is no loss
                if "belongs to no photo" not in fault.sentence:
                    found.append(fault.sentence)
            library.check(mend=True)
            found += [fault.sentence for fault in library.check()]
            return found
    except LibraryError as error:
        return [f"the library does not open: {error}"]


def _history_faults(library: Library) -> list[str]:
    """Where the history of a photo has a gap, or does not lead to what the photo is."""
    found = []
    for item in library.items():
        rows = library.history(item.sha256, limit=1000)
        if rows and len(rows) < 1000:
            numbers = [row.version for row in rows]
            if numbers != list(range(item.version, 0, -1)):
                found.append(f"history of {item.sha256[:12]} goes {numbers}")
        for later, earlier in pairwise(rows):
            for name, value in later.before.items():
                if earlier.after.get(name, value) != value:
                    found.append(f"history of {item.sha256[:12]} jumps in {name}")
    return found


def _two_labellers(labels: int) -> list[str]:
    """Two processes label the same photos; nothing may be overwritten silently."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "library"
        with Library(folder, create=True) as library:
            for seed in range(PHOTOS_AT_ONCE):
                added(library, seed)
        began = time.perf_counter()
        readers = [_labelling(folder, name, labels) for name in ("anna", "ben")]
        won = [_all_of(reader) for reader in readers]
        seconds = time.perf_counter() - began
        counts = [Counter(line.split()[0] for line in lines) for lines in won]
        with Library(folder) as library:
            lost = _history_faults(library)
            written = sum(item.version - 1 for item in library.items())
            confirmed = {line.split()[1] for lines in won for line in lines if line[0] == "w"}
            there = {
                str(row.after.get("label"))
                for item in library.items()
                for row in library.history(item.sha256, limit=1000)
            }
        if written != sum(count["won"] for count in counts):
            lost.append(f"{written} changes are in the history, others were confirmed")
        lost += [f"label {each} was confirmed and is in no history" for each in confirmed - there]
        told = ", ".join(
            f"{name} {count['won']} kept, {count['stale']} refused as stale"
            for name, count in zip(("anna", "ben"), counts, strict=True)
        )
        print(f"two labellers at once: {told}; {len(lost)} lost; {seconds:.1f} s")
        return lost


def _labelling(folder: Path, name: str, labels: int) -> int:
    """Begin a process that labels until `labels` of its labels are kept; returns its pipe."""
    source, sink = os.pipe()
    if os.fork():
        os.close(sink)
        return source
    os.close(source)
    status = 1
    try:
        chance, kept = random.Random(name), 0
        with Library(folder) as library:
            photos = [item.sha256 for item in library.items()]
            while kept < labels:
                item = library.get(chance.choice(photos))
                word = f"{name}-{kept}"
                time.sleep(chance.uniform(0, 0.002))  # a person looks before pressing a key
                try:
                    library.label([(item.sha256, item.version)], word, name)
                    kept += 1
                    os.write(sink, f"won {word}\n".encode())
                except StaleError:
                    os.write(sink, f"stale {word}\n".encode())
        status = 0
    finally:
        os._exit(status)


def _all_of(source: int) -> list[str]:
    told = b""
    while more := os.read(source, 65536):
        told += more
    os.close(source)
    if os.WEXITSTATUS(os.wait()[1]):
        raise RuntimeError("a labeller failed by itself; see above")
    return told.decode().splitlines()


if __name__ == "__main__":
    raise SystemExit(main())
