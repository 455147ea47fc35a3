"""The words of confidence as inspectors read them, and how often each is right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalogue.load import Catalogue
from catalogue.visual_class import Kind
from evaluation.metrics import Share
from evaluation.plain import fields_of
from evaluation.predictions import Predictions
from model.card import Thresholds
from model.screening import (
    LEAST_BESIDE,
    LEAST_UNSURE,
    MAX_FINDINGS,
    Outcome,
    confidence_words,
)

Floats = NDArray[np.floating]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Band:
    """Findings of one wording. A photo has up to three findings, so it can count more than once.

    Args:
        words: as shown, such as `looks like`.
        probability: mean probability of the findings; NaN when the words were never shown.
        right: right findings out of all shown, on every photo of the run; on a photo that is not
            inside no finding is right.
        inside: the same on the photos inside (`evaluation.population`).
        first: the same as `right`, of the first finding of each photo alone.
    """

    words: str
    probability: float
    right: Share
    inside: Share
    first: Share

    def to_json(self) -> dict[str, object]:
        """Words, mean and shares."""
        return fields_of(self)


def bands(
    predictions: Predictions, catalogue: Catalogue, thresholds: Thresholds
) -> tuple[Band, ...]:
    """One band for each wording, the most confident first.

    Args:
        predictions: the run.
        catalogue: gives the kinds of the labels, by which findings are chosen.
        thresholds: those of the card of the weights.
    """
    places = shown(predictions, catalogue)
    photos, ranks = np.nonzero(places >= 0)
    labels = places[photos, ranks]
    chances = predictions.probabilities[photos, labels]
    inside = predictions.inside[photos]
    right = inside & (labels == predictions.targets[photos])
    words = np.array([confidence_words(float(p), thresholds) for p in chances], dtype=np.str_)
    edges = (1.0, *sorted((thresholds.recognise, thresholds.good_left), reverse=True), 0.0)
    found = []
    for wording in dict.fromkeys(confidence_words(edge, thresholds) for edge in edges):
        own = words == wording
        mean = float(chances[own].mean()) if own.any() else float("nan")
        parts = (own, own & inside, own & (ranks == 0))
        shares = (Share(int((part & right).sum()), int(part.sum())) for part in parts)
        found.append(Band(wording, mean, *shares))
    return tuple(found)


def shown(predictions: Predictions, catalogue: Catalogue) -> NDArray[np.int64]:
    """Which labels the inspector reads about: the findings of `model.screening`, for N photos.

    Returns:
        (N, MAX_FINDINGS) positions among the labels in the order shown, -1 where there is none.
    """
    kinds = [
        found.kind if (found := catalogue.get(label)) else Kind.OTHER
        for label in predictions.labels
    ]
    named = np.array([kind is not Kind.OTHER for kind in kinds])
    goods = np.array([kind is Kind.GOOD for kind in kinds])
    told = np.asarray(predictions.outcomes, dtype=np.str_)
    unsure = told == str(Outcome.UNSURE)
    places, chances = _ranked(predictions.probabilities, named)
    least = np.where(unsure, LEAST_UNSURE, LEAST_BESIDE)[:, None]
    always = np.where(unsure, 2, 1)[:, None]
    rank = np.arange(places.shape[1])
    places[(rank >= always) & (chances < least)] = -1
    places = _with_a_good(places, predictions.probabilities, goods, unsure)
    places[told == str(Outcome.UNKNOWN)] = -1
    return places


def _ranked(chances: Floats, named: Mask) -> tuple[NDArray[np.int64], Floats]:
    """(N, MAX_FINDINGS) positions of the best named labels, and their probabilities."""
    masked = np.where(named, chances, -1.0)
    places = np.argsort(-masked, axis=1, kind="stable")[:, :MAX_FINDINGS]
    best = np.take_along_axis(masked, places, axis=1)
    missing = ((0, 0), (0, MAX_FINDINGS - places.shape[1]))
    places = np.pad(np.where(best >= 0, places, -1), missing, constant_values=-1)
    return places, np.pad(best, missing, constant_values=-1.0)


def _with_a_good(
    places: NDArray[np.int64], chances: Floats, goods: Mask, unsure: Mask
) -> NDArray[np.int64]:
    """An unsure answer shows the most probable good, at the last place if need be."""
    if not goods.any():
        return places
    best = np.where(goods, chances, -1.0).argmax(axis=1)
    rows = np.flatnonzero(unsure & ~(places == best[:, None]).any(axis=1))
    there = (places[rows] >= 0).sum(axis=1)
    places[rows, np.minimum(there, MAX_FINDINGS - 1)] = best[rows]
    return places
