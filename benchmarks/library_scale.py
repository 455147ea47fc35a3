"""How long a large import takes, and what it holds in memory: import, hash, embed, near-duplicates.

    python -m benchmarks.library_scale [--photos 10000] [--folder DIR] [--width 1600]
    python -m benchmarks.library_scale --search-only 100000

Makes distinct photos like those of a camera (JPEG of quality 90, 4:3, smooth light, hundreds of
shapes, sensor noise; one of 50 is a near-duplicate of the one before), imports them into a new
library, shows them to the released network, and searches for near-duplicates. Making the photos is
not counted. Prints one line a step: seconds, milliseconds a photo (and of a core, which other
programs do not change), and the memory of the process (resident, MB) before and after. DIR is kept;
without it a temporary folder is used and deleted.

With `--search-only` no photo is made: hashes and embeddings drawn by chance are searched alone,
which shows how the search grows and what it holds.

Target: 10,000 photos in under 15 minutes on 2 cores, memory flat.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from datasets.library import importing, looks, near, near_pairs
from datasets.library.intake import Terms
from datasets.library.library import Library
from datasets.library.near_pairs import Limits
from datasets.library.progress import ProgressLine
from model.classifier import Classifier
from model.photo import encode_jpeg, resize
from model.released import find
from model.runtime import OnnxNetwork

QUALITY = 90
WIDTH = 1280  # of an embedding of the released network
TWIN_EVERY = 50


def picture(seed: int, width: int) -> NDArray[np.uint8]:
    """A picture of its own: (3/4 width, width, 3) uint8."""
    random = np.random.default_rng(seed)
    height = width * 3 // 4
    light = random.integers(0, 256, (5, 6, 3)).astype(np.uint8)
    pixels = resize(light, width, height, "bicubic").astype(np.int16)
    for _ in range(120):  # things with edges
        left, top = random.integers(0, width), random.integers(0, height)
        wide, high = random.integers(8, width // 5, 2)
        pixels[top : top + high, left : left + wide] += random.integers(-60, 60, 3, dtype=np.int16)
    noise = random.normal(0, 4, (height // 2, width // 2)).astype(np.int16)
    pixels += np.repeat(np.repeat(noise, 2, 0), 2, 1)[:height, :width, None]
    return pixels.clip(0, 255).astype(np.uint8)


def make(folder: Path, count: int, width: int) -> None:
    """Write photos where they are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    line = ProgressLine(sys.stderr)
    for at in range(count):
        path = folder / f"{at:06}.jpg"
        if not path.is_file():
            twin = at % TWIN_EVERY == TWIN_EVERY - 1
            pixels = picture(at - 1 if twin else at, width)
            path.write_bytes(encode_jpeg(pixels, 70 if twin else QUALITY))
        line(at + 1, count, path.name)
    line.end()


def resident_mb() -> float:
    """Memory of this process that lies in the machine's, MB; Linux."""
    for row in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if row.startswith("VmRSS"):
            return int(row.split()[1]) / 1024
    raise OSError("the system does not tell the memory of a process")


def timed(name: str, photos: int, work: Callable[[ProgressLine], object]) -> float:
    """Do a step, print its line, give its seconds."""
    before, line = resident_mb(), ProgressLine(sys.stderr)
    began, busy = time.perf_counter(), time.process_time()
    told = work(line)
    line.end()
    seconds, cores = time.perf_counter() - began, time.process_time() - busy
    print(
        f"{name}: {seconds:.1f} s, {1000 * seconds / photos:.1f} ms a photo "
        f"({1000 * cores / photos:.1f} ms of a core), "
        f"{before:.0f} to {resident_mb():.0f} MB; {told}"
    )
    return seconds


def search_only(photos: int) -> float:
    """Search hashes and embeddings drawn by chance; gives the seconds."""
    random = np.random.default_rng(0)
    hashes = random.integers(1, 2**63, photos).astype(np.uint64)
    seen = np.empty((photos, WIDTH), dtype=np.float16)
    for start in range(0, photos, 4096):
        block = random.normal(0, 1, (min(4096, photos - start), WIDTH))
        seen[start : start + 4096] = block / np.linalg.norm(block, axis=1, keepdims=True)
    limits = Limits(cosine=max(near_pairs.COSINES.values()))

    def searched(line: ProgressLine) -> str:
        pairs, _ = near_pairs.search(hashes, seen, np.arange(photos), limits, line)
        return f"{len(pairs)} pairs are near"

    return timed("search", photos, searched)


def measure(folder: Path, photos: int, width: int) -> float:
    """Run every step in a folder; gives the seconds of all."""
    make(folder / "photos", photos, width)
    network = OnnxNetwork.open(find())
    classifier = Classifier(network.card, network, network.sha256)
    terms = Terms(by="benchmark", said={"licence": "CC0-1.0"})
    with Library(folder / "library", create=True) as library:

        def imported(line: ProgressLine) -> str:
            files = sorted((folder / "photos").glob("*.jpg"))[:photos]
            report = importing.take(library, importing.of_files(files), terms, line)
            return f"{len(report.taken)} taken, {len(report.near)} named as near-duplicates"

        def searched(line: ProgressLine) -> str:
            found = near.found(library, classifier.sha256, progress=line)
            return f"{len(found.proposals)} objects may be one, {found.seen} compared by network"

        total = timed("import and hash", photos, imported)
        total += timed(
            "embed", photos, lambda line: f"{looks.look(library, classifier, line)} looked at"
        )
        return total + timed("near-duplicates", photos, searched)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.library_scale")
    parser.add_argument("--photos", type=int, default=10_000)
    parser.add_argument("--width", type=int, default=1600, help="px of a photo; 4:3")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="new, and kept")
    parser.add_argument("--search-only", type=int, metavar="N", help="random numbers, no photos")
    chosen = parser.parse_args(arguments)
    if chosen.search_only is not None:
        if chosen.search_only < 2:
            parser.error("search among at least two")
        search_only(chosen.search_only)
        return 0
    if chosen.photos < 1 or not 200 <= chosen.width <= 6000:
        parser.error("give at least one photo, and a width of 200 to 6000 px")
    with tempfile.TemporaryDirectory() as made:
        seconds = measure(chosen.folder or Path(made), chosen.photos, chosen.width)
    rate = seconds / chosen.photos
    print(f"{seconds / 60:.1f} minutes; 10,000 photos at this pace: {rate * 10_000 / 60:.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
