"""The command line: `python -m evaluation run --weights W --data DIR --out REPORT`."""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from catalogue.errors import CatalogueError
from catalogue.load import Catalogue, load
from datasets.samples import LabelMap, Sample, SampleError, read, reserved
from evaluation.metrics import Share, recall_by_label
from evaluation.score import Row, false_alarms, missed_goods, score, summarise
from model.classifier import Classifier
from model.errors import TriageError
from model.released import find
from model.runtime import OnnxNetwork

EVERY_S = 5.0  # seconds between two progress lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status: 0 scored, 2 something cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        catalogue = load()
        network = OnnxNetwork.open(find(options.weights))
        classifier = Classifier(network.card, network, network.sha256)
        samples = _samples(options)
        rows = _scored(samples, classifier, catalogue)
        _write(options.out, rows, classifier, catalogue)
    except (TriageError, CatalogueError, SampleError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{options.out} cannot be written: {error.strerror}", file=sys.stderr)
        return 2
    _print(rows, catalogue)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation",
        description="Score published weights on labelled pictures; needs no torch.",
    )
    run = parser.add_subparsers(required=True).add_parser("run", help="score one classifier")
    run.add_argument("--weights", metavar="NAME_OR_FILE", help="default: the released ones")
    run.add_argument(
        "--data",
        action="append",
        default=[],
        type=Path,
        metavar="DIR_OR_CSV",
        help="a tree <label>/<picture> or a CSV file,label, in our labels; may be given again",
    )
    run.add_argument(
        "--negatives",
        action="append",
        default=[],
        type=Path,
        metavar="DIR_OR_CSV",
        help="photos of other things, in anyone's labels; may be given again",
    )
    run.add_argument("--label-map", type=Path, help="TOML that joins the negatives' labels to ours")
    run.add_argument("--out", required=True, type=Path, metavar="REPORT", help="folder to write")
    run.add_argument(
        "--reserved",
        type=float,
        metavar="SHARE",
        help="only the groups that training with reserved_share = SHARE never saw",
    )
    return parser


def _samples(options: argparse.Namespace) -> list[Sample]:
    if not options.data and not options.negatives:
        raise SampleError("there is nothing to score; give --data or --negatives")
    label_map = LabelMap.open(options.label_map) if options.label_map else None
    samples = [sample for source in options.data for sample in read(source)]
    samples += [sample for source in options.negatives for sample in read(source, label_map)]
    if options.reserved is not None:
        samples = [sample for sample in samples if reserved(sample.group, options.reserved)]
    return samples


def _scored(samples: list[Sample], classifier: Classifier, catalogue: Catalogue) -> list[Row]:
    """All rows, with a progress line on stderr every few seconds."""
    rows: list[Row] = []
    start = last = time.monotonic()
    for row in score(samples, classifier, catalogue):
        rows.append(row)
        now = time.monotonic()
        if now - last >= EVERY_S:
            left = (now - start) / len(rows) * (len(samples) - len(rows))
            print(f"{len(rows)}/{len(samples)} photos  ETA {left:.0f}s", file=sys.stderr)
            last = now
    return rows


def _write(out: Path, rows: list[Row], classifier: Classifier, catalogue: Catalogue) -> None:
    """metrics.json and predictions.csv."""
    out.mkdir(parents=True, exist_ok=True)
    metrics = {
        "model": {"id": classifier.card.name, "sha256": classifier.sha256},
        "catalogue": {"version": catalogue.version},
        **summarise(rows, catalogue),
    }
    (out / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    with (out / "predictions.csv").open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(["path", "sha256", "label", "rendered", "outcome", "novelty", "answers"])
        for row in rows:
            answers = " ".join(f"{label}:{chance:.4f}" for label, chance in row.answers)
            writer.writerow(
                [row.path, row.sha256, row.label, row.rendered, row.outcome, row.novelty, answers]
            )


def _print(rows: list[Row], catalogue: Catalogue) -> None:
    """The measures for a reader at a terminal."""
    summary = summarise(rows, catalogue)
    known = [row for row in rows if row.known]
    print(f"{len(rows)} pictures, {summary['rendered']} of them rendered")
    for label, share in recall_by_label(
        [row.label for row in known], [row.answers[0][0] for row in known]
    ).items():
        print(f"  {label:20} {share}")
    print(f"first answer right   {_share(summary['top1'])}")
    print(f"among first three    {_share(summary['top3'])}")
    print(f"goods passed over    {missed_goods(rows, catalogue)}")
    print(f"false alarms         {false_alarms(rows, catalogue)}")
    print(f"novelty AUROC        {summary['novelty_auroc']:.3f}")
    print(f"outcomes             {summary['outcomes']}")


def _share(found: object) -> Share:
    assert isinstance(found, dict)
    return Share(found["hits"], found["of"])


if __name__ == "__main__":
    sys.exit(main())
