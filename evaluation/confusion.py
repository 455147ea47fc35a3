"""Which class is taken for which: the whole table, its order, its worst pairs, its photos.

Rows are what a photo shows, columns its first answer; open-set photos have rows of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation import seriation
from evaluation.bootstrap import ratio
from evaluation.metrics import Share
from evaluation.plain import fields_of
from evaluation.population import INSIDE, Outside, kinds
from evaluation.predictions import Predictions
from model.screening import Outcome

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]

WORST = 10
EXAMPLES = 12  # photos kept of a cell; as many as one looks at


@dataclass(frozen=True, slots=True)
class Pair:
    """One class taken for another.

    Args:
        truth: what the photos show.
        answer: what they are called.
        share: photos called so, out of those of the true class.
        photos: positions in the predictions, the most confidently wrong first.
    """

    truth: str
    answer: str
    share: Share
    photos: tuple[int, ...]

    def to_json(self) -> dict[str, object]:
        """Names, share and positions."""
        return fields_of(self)


@dataclass(frozen=True, slots=True, eq=False)
class Confusion:
    """Photos by what they show and what they are called.

    Args:
        rows: R names: the labels that name something, in the order of similarity, then the kinds
            of `Outside`.
        columns: C names: the same labels in the same order, then `none_of_these`.
        counts: (R, C) int64; a row sums to its photos, so the table holds every photo.
        refused: (R, C) int64, those of `counts` where the inspector is told that nothing known
            is seen: the column of the open set, told apart by what they would have been called.
        examples: up to `EXAMPLES` positions of photos by (row, column), the most confident first.
        worst: the most frequent wrong answers to photos inside.

    Raises:
        ValueError: shapes that do not fit, or more refused than counted.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Ints
    refused: Ints
    examples: Mapping[tuple[int, int], tuple[int, ...]]
    worst: tuple[Pair, ...]

    def __post_init__(self) -> None:
        shape = (len(self.rows), len(self.columns))
        if self.counts.shape != shape or self.refused.shape != shape:
            raise ValueError(f"tables {self.counts.shape}, {self.refused.shape} for names {shape}")
        if (self.refused > self.counts).any() or (self.refused < 0).any():
            raise ValueError("a cell has more refused photos than photos")

    @property
    def answered(self) -> Ints:
        """(R, C + 1) the photos that were not refused, and a last column of those that were."""
        return np.column_stack([self.counts - self.refused, self.refused.sum(axis=1)])

    def to_json(self) -> dict[str, object]:
        """Names, tables as lists of rows, examples by "row,column" and the worst pairs."""
        named = {f"{row},{column}": its for (row, column), its in self.examples.items()}
        return fields_of(self) | {"examples": {key: list(its) for key, its in named.items()}}


def confusion(predictions: Predictions) -> Confusion:
    """Cross truth and first answer of every photo of a run."""
    chances = predictions.probabilities
    known = np.flatnonzero(predictions.known)
    order = known[list(seriation.order(_similarity(predictions, chances, known)))]
    names = tuple(predictions.labels[at] for at in order)
    rows = (*names, *(str(kind) for kind in Outside))
    columns = (*names, str(Outside.NONE_OF_THESE))
    of_label = np.full(len(predictions.labels), len(names), dtype=np.int64)
    of_label[order] = np.arange(len(names))
    first = chances.argmax(axis=1)
    cells = _rows(predictions, rows, of_label) * len(columns) + of_label[first]
    told = np.asarray(predictions.outcomes, dtype=np.str_) == str(Outcome.UNKNOWN)
    shape, size = (len(rows), len(columns)), len(rows) * len(columns)
    counts = np.bincount(cells, minlength=size).reshape(shape)
    examples = _examples(cells, chances.max(axis=1), len(columns))
    return Confusion(
        rows=rows,
        columns=columns,
        counts=counts,
        refused=np.bincount(cells[told], minlength=size).reshape(shape),
        examples=examples,
        worst=_worst(rows, columns, counts, examples),
    )


def _similarity(predictions: Predictions, chances: Floats, known: Ints) -> Floats:
    """(k, k) how alike the model finds two classes.

    The mean probability of one on the photos of the other, averaged over both ways: the confusion
    table in expectation, which tells apart what counts of a good model leave at zero.
    """
    targets = predictions.targets
    table = np.zeros((len(predictions.labels), len(predictions.labels)))
    inside = predictions.inside
    np.add.at(table, targets[inside], chances[inside])
    own = np.bincount(targets[inside], minlength=len(table))
    means = ratio(table, own[:, None])[np.ix_(known, known)]
    both = np.stack([means, means.T])
    return ratio(np.nansum(both, axis=0), np.isfinite(both).sum(axis=0).clip(1))


def _rows(predictions: Predictions, rows: tuple[str, ...], of_label: Ints) -> Ints:
    """(N,) row of each photo; a label may be called like a kind, so positions decide."""
    first_kind = len(rows) - len(Outside)
    place = {str(kind): first_kind + at for at, kind in enumerate(Outside)}
    return np.array(
        [
            of_label[target] if kind == INSIDE else place[kind]
            for kind, target in zip(kinds(predictions), predictions.targets, strict=True)
        ],
        dtype=np.int64,
    )


def _examples(
    cells: Ints, confidence: Floats, columns: int
) -> dict[tuple[int, int], tuple[int, ...]]:
    order = np.lexsort((-confidence, cells))
    found, starts = np.unique(cells[order], return_index=True)
    parts = np.split(order, starts[1:]) if len(found) else []
    return {
        divmod(int(cell), columns): tuple(part[:EXAMPLES].tolist())
        for cell, part in zip(found, parts, strict=True)
    }


def _worst(
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    counts: Ints,
    examples: Mapping[tuple[int, int], tuple[int, ...]],
) -> tuple[Pair, ...]:
    """Most frequent first; of equally frequent ones the larger share, then by name."""
    wrong = counts[: len(rows) - len(Outside)].copy()
    np.fill_diagonal(wrong, 0)
    pairs = [
        Pair(
            truth=rows[row],
            answer=columns[column],
            share=Share(int(counts[row, column]), int(counts[row].sum())),
            photos=examples[int(row), int(column)],
        )
        for row, column in np.argwhere(wrong)
    ]
    pairs.sort(key=lambda p: (-p.share.hits, -p.share.rate, p.truth, p.answer))
    return tuple(pairs[:WORST])
