"""One evaluation: photos in, a folder with numbers, predictions and a report out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalogue.load import Catalogue
from datasets import citing, leaks
from datasets.samples import LabelMap, Sample, SampleError, read, reserved
from evaluation import robustness, store
from evaluation.cache import Cache, Steps
from evaluation.comparison import Comparison, compare_all
from evaluation.measures import Measures, measure
from evaluation.plain import plain
from evaluation.predict import Listed, Scored, predict
from evaluation.predictions import Predictions, Role
from evaluation.report.examples import gather, heat_of
from evaluation.report.page import report_html
from evaluation.slices import Slices, slices
from evaluation.strangeness import References
from model.classifier import Classifier
from model.photo import Photo
from model.references import ReferenceIndex
from model.released import references_of

METRICS, REPORT, CACHE = "metrics.json", "report.html", "cache"
EVERY_S = 5.0  # seconds between two progress lines


@dataclass(frozen=True, slots=True)
class Options:
    """What to measure.

    Args:
        data: trees or manifests in our labels.
        near: look-alikes outside the label set.
        negatives: photos of other things.
        train: what the model was trained on, to look for leaks.
        against: reports of other models on the same photos.
        label_map: joins the labels of `near` and `negatives` to ours.
        groups: manifest column that says which photos show one object.
        reserved: share that training kept from itself; only those groups are measured.
        corrupt: photos to corrupt, spread over the classes; 0 leaves robustness out.
        seed: of resamples, divisions and corruptions.
        out: folder of the report.
    """

    data: tuple[Path, ...]
    near: tuple[Path, ...]
    negatives: tuple[Path, ...]
    train: tuple[Path, ...]
    against: tuple[Path, ...]
    label_map: Path | None
    groups: str | None
    reserved: float | None
    corrupt: int
    seed: int
    out: Path


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """Everything one run found."""

    scored: Scored
    measures: Measures
    slices: tuple[Slices, ...]
    doubles: leaks.Leaks
    comparisons: tuple[Comparison, ...]
    leaks: leaks.Leaks | None
    robustness: robustness.Robustness | None
    versions: tuple[citing.Cited, ...] = ()


def evaluate(options: Options, classifier: Classifier, path: Path, catalogue: Catalogue) -> Result:
    """Measures a model and writes the report.

    Args:
        options: what to measure.
        classifier: the model.
        path: of its weights file; its reference embeddings lie beside it.
        catalogue: what the law says.

    Raises:
        SampleError: sources that cannot be used, or an `out` that holds something else.
        OSError: the folder cannot be written.
    """
    _check_folder(options.out)
    versions = citing.cited((*options.data, *options.near, *options.negatives))
    others = [store.read(folder) for folder in options.against]
    cache = options.out / CACHE / classifier.sha256[:12]
    scored = predict(_listed(options), classifier, catalogue, Cache(cache), _Progress("photos"))
    if not len(scored.predictions):
        raise SampleError(
            f"none of {len(scored.failures)} photos can be read; the first: "
            f"{scored.failures[0].reason}"
        )
    prints = _prints(scored)
    result = Result(
        scored=scored,
        measures=measure(
            scored.predictions,
            catalogue,
            _references(path),
            options.seed,
            classifier.card.thresholds,
        ),
        slices=slices(scored.predictions),
        doubles=leaks.within(prints),
        comparisons=_compared([*others, scored.predictions], catalogue, options.seed),
        leaks=_leaks(options, prints, classifier, catalogue, Cache(cache)),
        robustness=_robustness(options, scored.predictions, classifier, cache),
        versions=versions,
    )
    _write(options, result, classifier, catalogue)
    return result


def _compared(
    models: Sequence[Predictions], catalogue: Catalogue, seed: int
) -> tuple[Comparison, ...]:
    try:
        return compare_all(models, catalogue, seed)
    except ValueError as error:
        raise SampleError(f"these reports cannot be compared: {error}") from error


def _check_folder(out: Path) -> None:
    """A folder that exists must be one of ours, whose answers are then used again."""
    if out.is_file():
        raise SampleError(f"{out} is a file; name a folder for the report")
    if out.is_dir() and any(out.iterdir()) and not (out / CACHE).is_dir():
        raise SampleError(f"{out} holds something else than a report; name another --out")


def _listed(options: Options) -> list[Listed]:
    if not (options.data or options.near or options.negatives):
        raise SampleError("there is nothing to score; give --data, --near or --negatives")
    label_map = LabelMap.open(options.label_map) if options.label_map else None
    sources = [
        *((source, Role.DATA, None) for source in options.data),
        *((source, Role.NEAR, label_map) for source in options.near),
        *((source, Role.NEGATIVE, label_map) for source in options.negatives),
    ]
    listed = []
    for source, role, names in sources:
        for sample in _grouped(read(source, names), options.groups, source):
            if options.reserved is None or reserved(sample.group, options.reserved):
                listed.append(Listed(sample, role))
    if not listed:
        raise SampleError(f"no photo is in the reserved share of {options.reserved}")
    return listed


def _grouped(samples: Sequence[Sample], column: str | None, source: Path) -> list[Sample]:
    if column is None or not any(name == column for s in samples for name, _ in s.columns):
        return list(samples)
    empty = [s for s in samples if not dict(s.columns).get(column)]
    if empty:
        raise SampleError(f"{source} leaves the column {column!r} of {empty[0].path.name} empty")
    return [replace(sample, group=dict(sample.columns)[column]) for sample in samples]


def _references(path: Path) -> References | None:
    found = references_of(path)
    if found is None:
        return None
    index = ReferenceIndex.from_bytes(found[0], path.name)
    return References(index.labels, index.embeddings.astype(np.float32))


def _prints(scored: Scored) -> leaks.Prints:
    table = scored.predictions
    return leaks.Prints(table.paths, table.sha256, table.groups, scored.looks, table.embeddings)


def _leaks(
    options: Options,
    prints: leaks.Prints,
    classifier: Classifier,
    catalogue: Catalogue,
    cache: Cache,
) -> leaks.Leaks | None:
    if not options.train:
        return None
    listed = [Listed(s, Role.DATA) for source in options.train for s in read(source)]
    progress = _Progress("training photos")
    return leaks.across(_prints(predict(listed, classifier, catalogue, cache, progress)), prints)


def _robustness(
    options: Options, predictions: Predictions, classifier: Classifier, kept: Path
) -> robustness.Robustness | None:
    """Corrupts photos that the model should know, as many of each class as there are."""
    rows = _spread(predictions, options.corrupt, options.seed)
    if not len(rows):
        return None
    preprocess = classifier.card.preprocess
    side = 2 * preprocess.size
    cases = [
        robustness.Case(
            predictions.sha256[row],
            robustness.shrunk(Photo.open(predictions.paths[row], min_side=side).pixels, side // 2),
            int(predictions.targets[row]),
        )
        for row in rows
    ]
    shares = Steps(kept, [case.photo for case in cases])
    told = _Progress("corruptions")
    for step in robustness.measure(
        cases,
        lambda pixels: preprocess.normalise(preprocess.letterbox(pixels)),
        lambda batch: classifier.forward(batch).logits,
        shares,
        threads=2,
    ):
        told(step.done, step.total)
    return robustness.Robustness.of(shares)


def _spread(predictions: Predictions, most: int, seed: int) -> NDArray[np.int64]:
    """Positions of at most `most` photos inside, in turn one of each class."""
    rows = np.flatnonzero(predictions.inside)
    order = np.random.default_rng(seed).permutation(rows)
    targets = predictions.targets[order]
    turn = np.empty(len(order), dtype=np.int64)  # how many of its class came before
    for target in np.unique(targets):
        turn[targets == target] = np.arange(int((targets == target).sum()))
    return np.asarray(order[np.argsort(turn, kind="stable")][:most])


def _write(options: Options, result: Result, classifier: Classifier, catalogue: Catalogue) -> None:
    out, day = options.out, date.today().isoformat()
    out.mkdir(parents=True, exist_ok=True)
    (out / CACHE).mkdir(exist_ok=True)
    store.save(out, result.scored.predictions, result.scored.failures)
    metrics = {
        "date": day,
        "model": {"id": classifier.card.name, "sha256": classifier.sha256},
        "catalogue": {"version": catalogue.version},
        "versions": [each.to_json() for each in result.versions],
        "failures": [plain(failure) for failure in result.scored.failures],
        "measures": result.measures.to_json(),
        "slices": [each.to_json() for each in result.slices],
        "doubles": result.doubles.to_json(),
        "comparisons": [each.to_json() for each in result.comparisons],
        "leaks": result.leaks.to_json() if result.leaks else None,
        "robustness": result.robustness.to_json() if result.robustness else None,
    }
    (out / METRICS).write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    page = report_html(
        result.measures,
        result.scored.predictions,
        result.scored.failures,
        catalogue,
        date=day,
        robustness=result.robustness,
        leaks=result.leaks,
        doubles=result.doubles,
        slices=result.slices,
        comparisons=result.comparisons,
        examples=gather(result.measures, result.scored.predictions, heat_of(classifier)),
        thresholds=classifier.card.thresholds,
        versions=result.versions,
    )
    (out / REPORT).write_text(page, encoding="utf-8")


class _Progress:
    """A line on stderr every few seconds, with the time left."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._start = self._last = time.monotonic()

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if done < of and now - self._last < EVERY_S:
            return
        self._last = now
        left = (now - self._start) / max(done, 1) * (of - done)
        print(f"{done}/{of} {self._what}  ETA {left:.0f}s", file=sys.stderr)
