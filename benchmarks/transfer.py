"""From rendered pictures to photos: what each ingredient of the training adds.

    python -m benchmarks.transfer --data RENDERED --negatives CSV --label-map FILE --out DIR

RENDERED is a tree or manifest of rendered pictures, CSV a manifest of photos (docs/data.md). The
label map joins some of the photos to our classes: wheelchairs, chairs, revolvers, umbrellas and
others. **No photo of a class to recognise is trained on**; they are the test, and stand for the
goods, of which there are no photos. Of the photos of other things 70 % are trained on as "none of
these", and 30 % are tested.

Each variant is a whole `training fit`. Of each is printed: photos of known classes named rightly at
once and within three, among all labels of the rendered pictures; how well the probability of "none
of these" tells them from photos of other things (AUROC); and of these the share that passes for
something known where 70 % of the known do. Intervals are 95 % (Wilson; bootstrap over photos).
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from datasets import samples
from datasets.compose import Composer
from datasets.samples import LabelMap, Sample, SampleError
from evaluation.metrics import Share, auroc, passed_at
from model import weights
from training import config, fit, head
from training.calibrate import softmax
from training.config import TrainConfig
from training.data import Source, Sources
from training.features import Shelf
from training.progress import duration
from training.run import Run
from training.views import fixed_views

Floats = npt.NDArray[np.float64]
_TESTED = 0.3  # of the groups of other things
_RESAMPLED = 200  # times, for the interval of the AUROC
_KEPT = 0.7  # of the known photos, at the threshold of false alarms
_TUNED: dict[str, object] = {"epochs": 4, "judge": "top1", "train_blocks": 14}
_TUNED |= {"layer_decay": 0.85, "rate": 5e-4}

VARIANTS: dict[str, dict[str, object]] = {
    "as released": {},
    "gradient head": {"head": "gradient"},
    "no scatter: nearest mean": {"shrinkage": 1.0},
    "no distortions": {"augment": 0.0},
    "no catalogue grounds": {"catalogue_grounds": 0.0},
    "no photo grounds": {"photo_grounds": 0.0},
    "one view": {"head_views": 1},
    "tuned for 4 epochs": {"head": "gradient"} | _TUNED,
    "tuned, half kept": {"tuned_share": 0.5} | _TUNED,
    "tuned, a quarter kept": {"tuned_share": 0.25} | _TUNED,
}


@dataclass(frozen=True, slots=True)
class Test:
    """Photos that no variant is trained on: of classes to recognise, and of other things."""

    known: list[Sample]
    others: list[Sample]


def divide(
    rendered: Sequence[Sample], photos: Sequence[Sample], other: str
) -> tuple[list[Sample], Test]:
    """Give the photos of other things to train on, and the test."""
    labels = {sample.label for sample in rendered} - {other}
    known = [photo for photo in photos if photo.label in labels]
    rest = [photo for photo in photos if photo.label == other]
    tested = [photo for photo in rest if samples.held_out(photo.group, _TESTED)]
    if not known or not tested or len(tested) == len(rest):
        raise SampleError("the photos show no class of the rendered pictures, or no other things")
    return [photo for photo in rest if photo not in tested], Test(known, tested)


def measured(run: Path, test: Test, settings: TrainConfig) -> str:
    """Ask a trained network about the test; give a row of the table."""
    network, card = weights.load(run)
    places = {label: at for at, label in enumerate(card.labels)}
    both = [*test.known, *test.others]
    targets = np.array([places[photo.label] for photo in both])
    views = fixed_views(both, targets, Composer([]), card.preprocess, 0, settings.threads)
    logits, _ = head.predict(network, views, settings)
    return _row(logits.double().numpy(), targets, len(test.known), places[card.outlier_labels[0]])


def _row(logits: Floats, targets: npt.NDArray[np.int64], known: int, other: int) -> str:
    strange = np.log(softmax(logits)[:, other] + 1e-300)
    inside, outside = strange[:known], strange[known:]
    named = logits[:known].copy()
    named[:, other] = -np.inf
    ranks = np.argsort(-named, axis=1)
    first, third = (
        Share(int((ranks[:, :k] == targets[:known, None]).any(axis=1).sum()), known) for k in (1, 3)
    )
    passed = Share(round(passed_at(inside, outside, _KEPT) * len(outside)), len(outside))
    low, high = _resampled(inside, outside)
    return f"{first} | {third} | {auroc(inside, outside):.3f} ({low:.3f} to {high:.3f}) | {passed}"


def _resampled(inside: Floats, outside: Floats) -> tuple[float, float]:
    """Percentiles 2.5 and 97.5 of the AUROC over photos drawn anew."""
    rng = np.random.default_rng(0)
    found = [
        auroc(rng.choice(inside, len(inside)), rng.choice(outside, len(outside)))
        for _ in range(_RESAMPLED)
    ]
    low, high = np.percentile(found, (2.5, 97.5))
    return float(low), float(high)


def _listed(found: Sequence[Sample], path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["file", "label", "group"])
        table.writerows([sample.path.resolve(), sample.label, sample.group] for sample in found)
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.transfer")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR_OR_CSV", help="rendered")
    parser.add_argument("--negatives", type=Path, required=True, metavar="CSV", help="of photos")
    parser.add_argument("--label-map", type=Path, required=True, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="of the runs")
    parser.add_argument("--config", type=Path, default=Path("training/configs/rendered.toml"))
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--only", action="append", choices=list(VARIANTS), help="this variant")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and measure every variant; give the exit status."""
    chosen = _parser().parse_args(arguments)
    base = replace(config.load(chosen.config, chosen.set), reserved_share=0.0, val_share=0.05)
    try:
        photos = samples.read_manifest(chosen.negatives, LabelMap.open(chosen.label_map))
        shown, test = divide(samples.read(chosen.data), photos, base.outliers[0])
    except SampleError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    chosen.out.mkdir(parents=True, exist_ok=True)
    sources = Sources(
        data=(Source(chosen.data),),
        negatives=(Source(_listed(shown, chosen.out / "others.csv")),),
    )
    print(f"{len(test.known)} photos of known classes, {len(test.others)} of other things")
    print("| variant | right at once | within three | AUROC | false alarms | time |")
    print("|---|---|---|---|---|---|", flush=True)
    for name in chosen.only or VARIANTS:
        start = time.monotonic()
        settings = config.override(base, VARIANTS[name], name)
        run = Run.create(chosen.out / name.replace(" ", "-").replace(":", ""))
        fit.fit(sources, settings, run, lambda line: None, shelf=Shelf(chosen.out / "features"))
        row = measured(run.weights, test, settings)
        print(f"| {name} | {row} | {duration(time.monotonic() - start)} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
