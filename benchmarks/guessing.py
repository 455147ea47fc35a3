"""A simple classifier that guesses as well as it can, to find out whether there is a hint at all.

Ridge regression on the labels, one column each (T. Hastie, R. Tibshirani, J. Friedman, The
Elements of Statistical Learning, 2nd ed., 2009, sections 3.4.1 and 4.2), in its dual form: more
features than pictures cost nothing. Strength and folds are chosen without a look at what is tested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.metrics import Share

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

FOLDS = 4
_STRENGTHS = (0.003, 0.03, 0.3, 3.0, 30.0)  # of the ridge, relative to the mean square of a row


@dataclass(frozen=True, slots=True, eq=False)
class Views:
    """Pictures as features.

    Attributes:
        blocks: (N, D) float32 each; every block weighs the same, whatever its D.
        objects: (N,) the render each row is a view of, 0..R-1.
    """

    blocks: tuple[Floats, ...]
    objects: Indices

    def __post_init__(self) -> None:
        if not self.blocks or any(len(block) != len(self.objects) for block in self.blocks):
            raise ValueError("every block needs a row for each view, and there must be a block")


@dataclass(frozen=True, slots=True)
class Guessed:
    """How often a render's label was guessed from its views.

    Attributes:
        right: over all renders, each tested once by a classifier that saw none of its views.
        labels: number of labels, of which each is equally likely by chance.
        shuffled: share of right guesses of the same classifier for each set of shuffled labels.
    """

    right: Share
    labels: int
    shuffled: tuple[float, ...]

    @property
    def chance(self) -> float:
        """Share of right guesses without any hint."""
        return 1 / self.labels


def guess(views: Views, labels: Sequence[str], shuffles: int, seed: int) -> Guessed:
    """Train and test by cross-validation; all views of a render are on one side.

    The answers for the views of a render are added up to one answer, so that what is counted is
    independent, as the interval supposes.

    Args:
        views: what is looked at; renders that no row belongs to are left out.
        labels: (R,) of the renders.
        shuffles: how many times the same is done with the labels dealt out anew among the renders.
        seed: of folds and shuffles.

    Raises:
        ValueError: a label has fewer renders than there are folds, or there is but one label.
    """
    rng = np.random.default_rng(seed)
    present, rows = np.unique(views.objects, return_inverse=True)
    names, truth = np.unique([labels[at] for at in present], return_inverse=True)
    rarest = int(np.bincount(truth).min())
    if len(names) < 2 or rarest < FOLDS:
        raise ValueError(
            f"{len(names)} labels with at least {rarest} renders each: needed are two labels and "
            f"{FOLDS} renders of each; render more"
        )
    folds = _folds(truth, rng)
    sets = [truth, *(_shuffled(truth, folds, rng) for _ in range(shuffles))]
    task = _Task(views.blocks, rows, folds, np.stack(sets), len(names))
    hits = np.sum([task.tested(fold) for fold in range(FOLDS)], axis=0)
    of = len(present)
    return Guessed(Share(int(hits[0]), of), len(names), tuple(float(hit) / of for hit in hits[1:]))


def _folds(truth: Indices, rng: np.random.Generator) -> Indices:
    """Give each render a fold (R,), so that every fold holds each label as often as can be."""
    folds = np.zeros(len(truth), dtype=np.int64)
    for label in range(truth.max() + 1):
        members = rng.permutation(np.flatnonzero(truth == label))
        folds[members] = (np.arange(len(members)) + rng.integers(FOLDS)) % FOLDS
    return folds


def _shuffled(truth: Indices, folds: Indices, rng: np.random.Generator) -> Indices:
    """Deal the labels out anew within each fold, whose mixture stays what it was."""
    dealt = truth.copy()
    for fold in range(FOLDS):
        members = np.flatnonzero(folds == fold)
        dealt[members] = truth[rng.permutation(members)]
    return dealt


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """One cross-validation over several sets of labels (T, R) at once."""

    blocks: tuple[Floats, ...]
    rows: Indices
    folds: Indices
    sets: Indices
    count: int

    def tested(self, fold: int) -> npt.NDArray[np.int64]:
        """Train on the other folds and give the right guesses (T,) in this one."""
        inside = self.folds[self.rows] == fold
        train, test = np.flatnonzero(~inside), np.flatnonzero(inside)
        within, across = _kernels(self.blocks, train, test)
        best = self._strengths(within, train, fold)
        answers = self._answers(within, across, train)
        hits = np.zeros(len(self.sets), dtype=np.int64)
        for at, scores in enumerate(answers):
            chosen = best == at
            hits[chosen] = self._right(scores, test, chosen)
        return hits

    def _strengths(self, within: Floats, train: Indices, fold: int) -> Indices:
        """Choose a strength for each set (T,), by leaving out one training fold after another."""
        hits = np.zeros((len(_STRENGTHS), len(self.sets)), dtype=np.int64)
        everything = np.ones(len(self.sets), dtype=np.bool_)
        of_rows = self.folds[self.rows[train]]
        for held in set(range(FOLDS)) - {fold}:
            out, rest = np.flatnonzero(of_rows == held), np.flatnonzero(of_rows != held)
            answers = self._answers(
                within[np.ix_(rest, rest)], within[np.ix_(out, rest)], train[rest]
            )
            for at, scores in enumerate(answers):
                hits[at] += self._right(scores, train[out], everything)
        return np.asarray(hits.argmax(axis=0), dtype=np.int64)

    def _answers(self, within: Floats, across: Floats, train: Indices) -> list[Floats]:
        """Scores (N, T, K) of the tested rows, for each strength."""
        values, vectors = np.linalg.eigh(within)
        targets = vectors.T @ self._targets(train)
        reach = across @ vectors
        scale = float(np.trace(within)) / len(within)
        shape = (len(across), len(self.sets), self.count)
        return [
            (reach @ (targets / (values.clip(0) + strength * scale)[:, None])).reshape(shape)
            for strength in _STRENGTHS
        ]

    def _targets(self, train: Indices) -> Floats:
        """Columns (n, T * K) of mean 0 and equal length: no label is guessed for being frequent."""
        labels = self.sets[:, self.rows[train]]  # (T, n)
        columns = (labels.T[..., None] == np.arange(self.count)).astype(np.float32)
        columns -= columns.mean(axis=0)
        columns /= np.maximum(np.linalg.norm(columns, axis=0), 1e-6)
        return np.asarray(columns.reshape(len(train), -1), dtype=np.float32)

    def _right(
        self, scores: Floats, tested: Indices, chosen: npt.NDArray[np.bool_]
    ) -> npt.NDArray[np.int64]:
        """Right guesses of the chosen sets, after adding up the scores of a render's views."""
        renders, places = np.unique(self.rows[tested], return_inverse=True)
        members = (np.arange(len(renders))[:, None] == places).astype(np.float32)
        asked = scores[:, chosen]  # (N, T, K)
        sums = (members @ asked.reshape(len(asked), -1)).reshape(len(renders), -1, self.count)
        right = sums.argmax(axis=2) == self.sets[chosen][:, renders].T
        return np.asarray(right.sum(axis=0), dtype=np.int64)


def _kernels(blocks: tuple[Floats, ...], train: Indices, test: Indices) -> tuple[Floats, Floats]:
    """Inner products of the training rows with each other (n, n) and of tested rows with them."""
    within = np.zeros((len(train), len(train)), dtype=np.float32)
    across = np.zeros((len(test), len(train)), dtype=np.float32)
    for block in blocks:
        mean, spread = block[train].mean(axis=0), block[train].std(axis=0)
        alive = spread > 1e-6  # what never changes in training says nothing
        scaled = (block[:, alive] - mean[alive]) / spread[alive]
        weight = np.float32(1 / max(int(alive.sum()), 1))
        within += weight * (scaled[train] @ scaled[train].T)
        across += weight * (scaled[test] @ scaled[train].T)
    return within, across
