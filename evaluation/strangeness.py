"""Scores of how far a photo lies outside what the model knows, to compare with the released one.

Every score is larger for what is more novel, and knows nothing of the truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.predictions import Predictions
from model import novelty

Floats = NDArray[np.floating]
Doubles = NDArray[np.float64]

RELEASED = "released"
BLOCK = 2048  # photos compared at a time
ROUNDING = 1e-12  # of directions in float64
LEAST_SHRINKAGE = 1e-3  # two references alone would give none, and a covariance without inverse


@dataclass(frozen=True, slots=True, eq=False)
class References:
    """Embeddings of photos of known classes, apart from those that are measured.

    Args:
        labels: R labels.
        embeddings: (R, D) floats of any length; only their direction is used.

    Raises:
        ValueError: shapes that do not fit, or an embedding without a direction.
    """

    labels: tuple[str, ...]
    embeddings: Floats

    def __post_init__(self) -> None:
        if self.embeddings.ndim != 2 or len(self.labels) != len(self.embeddings):
            raise ValueError(
                f"{len(self.labels)} labels for embeddings of shape {self.embeddings.shape}"
            )
        lengths = np.linalg.norm(self.embeddings.astype(np.float64), axis=1)
        if not (np.isfinite(lengths) & (lengths > 0)).all():
            raise ValueError("a reference embedding is zero or no number")

    @property
    def means(self) -> tuple[Doubles, NDArray[np.int64]]:
        """(C, D) mean directions of the classes, and the class of each reference, (R,)."""
        names, of = np.unique(np.asarray(self.labels, dtype=np.str_), return_inverse=True)
        sums = np.zeros((len(names), self.embeddings.shape[1]))
        np.add.at(sums, of, unit(self.embeddings))
        return sums / np.bincount(of, minlength=len(names))[:, None], of

    @property
    def spread(self) -> Doubles:
        """(R, D) directions less those of their classes; exactly 0 where there is but one."""
        means, of = self.means
        spread = unit(self.embeddings) - means[of]
        return np.where(np.abs(spread) > ROUNDING, spread, 0.0)

    def of(self, labels: Sequence[str]) -> References:
        """Those with one of these labels."""
        rows = np.flatnonzero(np.isin(np.asarray(self.labels, dtype=np.str_), list(labels)))
        return References(tuple(self.labels[at] for at in rows), self.embeddings[rows])


def strangeness(predictions: Predictions, references: References | None) -> dict[str, Doubles]:
    """Every score that can be taken, (N,) each, by its name.

    References of labels that the model lacks, or that mean "none of these", are not used. Without
    any left there is no `nearest_reference`; without two of one class no `mahalanobis`.
    """
    logits, known = predictions.logits, predictions.known
    scores = {
        RELEASED: predictions.novelty.astype(np.float64),
        "maximum_softmax": 1.0 - predictions.probabilities[:, known].max(axis=1),
        "maximum_logit": novelty.score("maximum_logit", logits, known),
        "energy": novelty.score("energy", logits, known),
    }
    names = [label for label, its in zip(predictions.labels, known, strict=True) if its]
    used = references.of(names) if references is not None else None
    if used is not None and used.labels:
        scores["nearest_reference"] = nearest(predictions.embeddings, used)
        if used.spread.any():
            scores["mahalanobis"] = mahalanobis(predictions.embeddings, used)
    return scores


def nearest(embeddings: Floats, references: References, k: int = 1) -> Doubles:
    """(N,) one less the cosine to the k-th nearest reference, 0..2.

    Sun et al., Out-of-Distribution Detection with Deep Nearest Neighbors, ICML 2022. Theirs is k =
    50 of thousands a class; of the few views a class that are released, the first.

    Raises:
        ValueError: less than k references.
    """
    if not 1 <= k <= len(references.labels):
        raise ValueError(f"the nearest number {k} of {len(references.labels)} references")
    own = unit(references.embeddings).astype(np.float32)
    out = np.empty(len(embeddings))
    for start in range(0, len(out), BLOCK):
        rows = slice(start, start + BLOCK)
        cosines = unit(embeddings[rows]).astype(np.float32) @ own.T
        out[rows] = 1.0 - np.partition(cosines, -k, axis=1)[:, -k].clip(-1, 1)
    return out


def mahalanobis(embeddings: Floats, references: References) -> Doubles:
    """(N,) squared distance to the nearest class mean, in the shape of the classes.

    Lee et al., A Simple Unified Framework for Detecting Out-of-Distribution Samples, NeurIPS 2018,
    on embeddings of length 1 as in Müller and Hein, Mahalanobis++, ICML 2025; the covariance that
    all classes share is shrunk by `ledoit_wolf`.

    Raises:
        ValueError: no class with two different references.
    """
    means, _ = references.means
    spread = references.spread
    if not spread.any():
        raise ValueError("no class has two different references, so that no spread is known")
    covariance = ledoit_wolf(spread, LEAST_SHRINKAGE)
    whitener = np.linalg.inv(np.linalg.cholesky(covariance)).T
    centres = means @ whitener
    out = np.empty(len(embeddings))
    for start in range(0, len(out), BLOCK):
        rows = slice(start, start + BLOCK)
        white = unit(embeddings[rows]) @ whitener
        products = (centres**2).sum(axis=1) - 2 * white @ centres.T
        out[rows] = ((white**2).sum(axis=1) + products.min(axis=1)).clip(0)
    return out


def ledoit_wolf(centred: Doubles, least: float = 0.0) -> Doubles:
    """(D, D) covariance, shrunk towards a multiple of the identity.

    Ledoit and Wolf, A well-conditioned estimator for large-dimensional covariance matrices,
    Journal of Multivariate Analysis 88 (2004).

    Args:
        centred: (R, D) samples less their means.
        least: least share of the identity, 0..1.
    """
    count, width = centred.shape
    sample = centred.T @ centred / count
    scale = float(np.trace(sample)) / width
    squares = float((sample**2).sum())
    apart = (squares - width * scale**2) / width
    fourth = float(((centred**2).sum(axis=1) ** 2).sum()) / count
    scatter = (fourth - squares) / (width * count)
    share = 1.0 if apart <= 0 else min(max(scatter / apart, least), 1.0)
    shrunk = np.asarray((1 - share) * sample)
    shrunk[np.diag_indices(width)] += share * scale
    return shrunk


def unit(embeddings: Floats) -> Doubles:
    """Rows at length 1; a row of zeros stays."""
    rows = embeddings.astype(np.float64)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    out = np.zeros_like(rows)
    np.divide(rows, lengths, out=out, where=lengths > 0)
    return out
