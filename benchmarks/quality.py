"""How often each hint on a photo is given: on photos as they are, and on spoilt ones.

    python -m benchmarks.quality --photos CSV [--shelves DIR] [--label-map FILE] [--half choose]

CSV is a manifest of photos of single things, DIR a folder of photos of shop shelves (docs/data.md;
shelves hold several things, so these are not counted there). Half of the photos, by the hash of
their names, chose the limits of `model/quality.py`; the other half is reported on unless `--half
choose` is given. All spoilt photos are stored as JPEG of quality 90 once more.

What is done to things in the frame is only done where one whole thing is seen on an even ground.
With a label map, of the photos of known classes the share is printed too that the released weights
name rightly (first candidate): what a flaw costs, and so which hints matter most.
Intervals are 95 % (Wilson).
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.quality_spoilt import Box, Rng, Spoiling, beside_itself, cut, far_away, of_picture
from benchmarks.timing import camera_jpeg
from datasets.samples import LabelMap, Sample, SampleError, read_loose, read_manifest
from evaluation.metrics import Share
from model import foreground
from model.classifier import Classifier
from model.photo import Photo, Pixels, encode_jpeg
from model.quality import HintKind, quality
from model.released import find
from model.runtime import OnnxNetwork

MIN_SIDE = 520  # px, as pages open a photo for weights of 260 px
OTHER = "other"  # label of the photos that show none of the classes
SHELF = "shelf"
_SEED = 0
_ROUNDS = 15  # of the timing


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo of the half that is looked at.

    Attributes:
        sample: where it lies and what it shows.
        pixels: `(H, W, 3) uint8`.
        kinds: hints on the photo as it is.
    """

    sample: Sample
    pixels: Pixels
    kinds: frozenset[HintKind]


def chooses(path: Path) -> bool:
    """Whether a photo belongs to the half that limits are chosen on."""
    return hashlib.sha256(path.name.encode()).digest()[0] % 2 == 0


def stored(pixels: Pixels) -> Photo:
    """Write as JPEG and open again as a page does."""
    return Photo.from_bytes(encode_jpeg(pixels, 90), "spoilt", MIN_SIDE)


def kinds(photo: Photo) -> frozenset[HintKind]:
    """Which hints a photo gets."""
    return frozenset(hint.kind for hint in quality(photo))


def whole_thing(pixels: Pixels) -> Box | None:
    """The box, px, of the only thing on an even ground, well inside the frame; None if unsure."""
    found = foreground.things(pixels)
    if len(found) != 1 or not found[0].inside:
        return None
    height, width = pixels.shape[:2]
    left, top, right, bottom = found[0].box
    return round(left * width), round(top * height), round(right * width), round(bottom * height)


def untouched(photos: Sequence[Seen]) -> Iterator[str]:
    """Rows of the photos as they are: each hint on those of things and on shelves."""
    things = [seen for seen in photos if seen.sample.label != SHELF]
    shelves = [seen for seen in photos if seen.sample.label == SHELF]
    for kind in HintKind:
        cells = [
            "not counted" if of is shelves and kind is HintKind.SEVERAL else str(_share(of, kind))
            for of in (things, shelves)
        ]
        yield f"| {kind} | {' | '.join(cells)} |"
    clean = sum(not seen.kinds for seen in photos)
    yield f"| none at all | {Share(clean, len(photos))} | of both |"


def _share(photos: Sequence[Seen], kind: HintKind) -> Share:
    return Share(sum(kind in seen.kinds for seen in photos), len(photos))


def spoilt(photos: Sequence[Seen], classifier: Classifier | None) -> Iterator[str]:
    """Rows of the photos spoilt in ways that need no thing to be seen."""
    for spoiling in [Spoiling("none", HintKind.FLAT, lambda pixels, rng: pixels), *of_picture()]:
        rng = np.random.default_rng(_SEED)
        given: Counter[HintKind] = Counter()
        right, known = 0, 0
        for seen in photos:
            photo = stored(spoiling.apply(seen.pixels, rng))
            given.update(kinds(photo))
            if classifier is not None and seen.sample.label not in (OTHER, SHELF):
                known += 1
                right += classifier.classify(photo).top.label == seen.sample.label
        also = ", ".join(f"{kind} {n / len(photos):.0%}" for kind, n in given.most_common(4))
        share = Share(given[spoiling.meant], len(photos))
        yield f"| {spoiling.name} | {spoiling.meant} | {share} | {also} | {Share(right, known)} |"


def of_things(photos: Sequence[Seen]) -> Iterator[str]:
    """Rows of the photos of one whole thing: cut, twice, far away."""
    found = [(seen, box) for seen in photos if (box := whole_thing(seen.pixels)) is not None]
    yield f"| one whole thing is seen | | {Share(len(found), len(photos))} |"
    ways: list[tuple[str, HintKind, Callable[[Pixels, Box, Rng], Pixels]]] = [
        ("30 % of it beyond an edge", HintKind.CUT_OFF, cut),
        ("beside its mirror image", HintKind.SEVERAL, lambda p, box, rng: beside_itself(p, rng)),
        ("a sixth as long in its frame", HintKind.SMALL, lambda p, box, rng: far_away(p, rng)),
    ]
    for name, meant, way in ways:
        rng = np.random.default_rng(_SEED)
        hits = sum(meant in kinds(stored(way(seen.pixels, box, rng))) for seen, box in found)
        yield f"| {name} | {meant} | {Share(hits, len(found))} |"


def milliseconds() -> tuple[float, float]:
    """Median and slowest time of `quality` on a photo of 12 megapixels, ms."""
    photo = Photo.from_bytes(camera_jpeg(4000, 3000), "camera", MIN_SIDE)
    runs = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        quality(photo)
        runs.append((time.perf_counter() - start) * 1e3)
    return float(np.median(runs)), max(runs)


def _photos(samples: Sequence[Sample], choose: bool, most: int) -> list[Seen]:
    """At most so many of the half, spread over the list."""
    half = [sample for sample in samples if chooses(sample.path) == choose]
    half = half[:: max(1, -(-len(half) // most))]
    opened = [(sample, Photo.open(sample.path, MIN_SIDE)) for sample in half]
    return [Seen(sample, photo.pixels, kinds(photo)) for sample, photo in opened]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality")
    parser.add_argument("--photos", type=Path, required=True, metavar="CSV", help="of things")
    parser.add_argument("--shelves", type=Path, metavar="DIR", help="photos of shelves")
    parser.add_argument("--label-map", type=Path, metavar="FILE", help="asks the weights too")
    parser.add_argument("--half", choices=("report", "choose"), default="report")
    parser.add_argument("--most", type=int, default=1000, help="photos of each kind")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; give the exit status."""
    chosen = _parser().parse_args(arguments)
    classifier = None
    try:
        labels = LabelMap.open(chosen.label_map) if chosen.label_map else None
        samples = read_manifest(chosen.photos, labels)
        shelves = read_loose(chosen.shelves, SHELF) if chosen.shelves else []
    except SampleError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if labels is not None:
        network = OnnxNetwork.open(find(None))
        classifier = Classifier(network.card, network, network.sha256)
    choose = chosen.half == "choose"
    things = _photos(samples, choose, chosen.most)
    photos = things + _photos(shelves, choose, chosen.most)
    print(f"{len(things)} photos of things, {len(photos) - len(things)} of shelves: {chosen.half}")
    print("| photos as they are | of things | of shelves |\n|---|---|---|")
    print("\n".join(untouched(photos)), flush=True)
    print("| one whole thing | meant | given |\n|---|---|---|")
    print("\n".join(of_things(things)), flush=True)
    print("| spoilt | meant | given | most given | named rightly |\n|---|---|---|---|---|")
    for row in spoilt(photos, classifier):
        print(row, flush=True)
    print("a photo of 12 megapixels: median {:.1f} ms, slowest {:.1f} ms".format(*milliseconds()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
