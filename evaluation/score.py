"""Runs a classifier over labelled photos and keeps one row a photo; knows no file format.

The classifier and the catalogue are handed over: the released network, a fresh one or a fake are
scored alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from catalogue.load import Catalogue
from catalogue.visual_class import Kind
from datasets.samples import Sample
from evaluation.metrics import Share, auroc, confusions, recall_by_label, top_k
from model.classifier import Classifier
from model.photo import Photo
from model.screening import screen

KEPT = 5  # answers kept of each photo


@dataclass(frozen=True, slots=True)
class Row:
    """The answer to one photo.

    Args:
        path: where the photo lies.
        sha256: of its bytes.
        label: what it is said to be.
        known: whether the network has that label.
        rendered: whether a renderer made the picture.
        outcome: what the inspector is told (`model.screening.Outcome`).
        answers: (label, probability) of the best, most probable first.
        novelty: larger is more novel.
    """

    path: str
    sha256: str
    label: str
    known: bool
    rendered: bool
    outcome: str
    answers: tuple[tuple[str, float], ...]
    novelty: float


def score(samples: Iterable[Sample], classifier: Classifier, catalogue: Catalogue) -> Iterator[Row]:
    """One row a sample, in order.

    Raises:
        PhotoError: a photo cannot be read; a measure must not pass over it in silence.
    """
    labels = set(classifier.card.labels)
    for sample in samples:
        photo = Photo.open(sample.path, min_side=classifier.card.preprocess.min_side)
        report = screen(photo, classifier, catalogue)
        prediction = report.prediction
        yield Row(
            path=str(sample.path),
            sha256=photo.sha256,
            label=sample.label,
            known=sample.label in labels,
            rendered=sample.rendered,
            outcome=str(report.outcome),
            answers=tuple((c.label, c.probability) for c in prediction.candidates[:KEPT]),
            novelty=prediction.novelty,
        )


def summarise(rows: Sequence[Row], catalogue: Catalogue) -> dict[str, object]:
    """The measures of one run, ready for JSON.

    `known` holds photos whose label the network has and which is not "none of these"; `outside`
    all others: a label that the network does not know is never dropped.
    """
    known = [row for row in rows if row.known and _kind(row.label, catalogue) is not Kind.OTHER]
    outside = [row for row in rows if row not in known]
    truth = [row.label for row in known]
    ranked = [[label for label, _ in row.answers] for row in known]
    first = [answers[0] for answers in ranked]
    return {
        "photos": len(rows),
        "rendered": sum(row.rendered for row in rows),
        "top1": top_k(truth, ranked, 1).to_json(),
        "top3": top_k(truth, ranked, 3).to_json(),
        "recall": {k: share.to_json() for k, share in recall_by_label(truth, first).items()},
        "confusions": confusions(truth, first)[:20],
        "outcomes": _outcomes(rows, catalogue),
        "novelty_auroc": auroc([r.novelty for r in known], [r.novelty for r in outside]),
        "false_alarms": false_alarms(rows, catalogue).to_json(),
        "missed_goods": missed_goods(rows, catalogue).to_json(),
    }


def false_alarms(rows: Sequence[Row], catalogue: Catalogue) -> Share:
    """Photos of anything but a good that the inspector is told is a good."""
    others = [row for row in rows if _kind(row.label, catalogue) is not Kind.GOOD]
    return Share(sum(row.outcome == "recognised" for row in others), len(others))


def missed_goods(rows: Sequence[Row], catalogue: Catalogue) -> Share:
    """Photos of a good that the inspector is told is a look-alike or nothing we know."""
    goods = [row for row in rows if _kind(row.label, catalogue) is Kind.GOOD]
    return Share(sum(row.outcome in {"look_alike", "unknown"} for row in goods), len(goods))


def _kind(label: str, catalogue: Catalogue) -> Kind | None:
    """Kind of a label; None for one that the catalogue does not have."""
    found = catalogue.get(label)
    return found.kind if found is not None else None


def _outcomes(rows: Sequence[Row], catalogue: Catalogue) -> dict[str, dict[str, int]]:
    """Counts of outcomes by the kind of the true label."""
    table: dict[str, dict[str, int]] = {}
    for row in rows:
        kind = str(_kind(row.label, catalogue) or "not in the catalogue")
        counts = table.setdefault(kind, {})
        counts[row.outcome] = counts.get(row.outcome, 0) + 1
    return table
