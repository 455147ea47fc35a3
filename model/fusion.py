"""Several photos of one object as one prediction; it never claims more than a single photo does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from model.card import ModelCard
from model.prediction import Candidate, Certainty, Prediction

Chances = npt.NDArray[np.float64]

# Agreement below which photos contradict each other. Of pairs of rendered pictures of one object
# none of 54 lay below, of two objects 17 (benchmarks/fusion.py): it is rare, and finds a third.
AGREEING = 0.1
_LEAST = 1e-30  # stands for a probability that has become 0, whose logarithm there is not


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One photo of the object and what the classifier says of it alone.

    Attributes:
        sha256: Of the photo's original bytes, 64 hex digits.
        prediction: Of `Classifier.classify`.
    """

    sha256: str
    prediction: Prediction

    def __post_init__(self) -> None:
        if len(self.sha256) != 64:
            raise ValueError(f"sha256 {self.sha256!r} must have 64 hex digits")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Photos that can hardly show one object.

    Attributes:
        agreement: Of the photos, 0..1; see `agreement`.
        limit: Below which that is a contradiction.
        first: SHA-256 of each photo with its first label, sorted by SHA-256.
    """

    agreement: float
    limit: float
    first: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if not 0.0 <= self.agreement < self.limit <= 1.0:
            raise ValueError(
                f"agreement {self.agreement} must lie below its limit {self.limit}, both in 0..1"
            )
        if len(self.first) < 2:
            raise ValueError("one photo does not contradict itself")

    @property
    def sentence(self) -> str:
        """For the inspector, in plain English."""
        return (
            "The photos contradict each other and may not show one object: "
            "judge each photo alone, or take away the one that shows something else."
        )


@dataclass(frozen=True, slots=True, eq=False)
class Fusion:
    """What several photos say together.

    Attributes:
        prediction: Of the object. Its activations are those of the photo `mapped`, as maps of
            different photos do not lie on each other; its embedding and novelty are means.
        photos: SHA-256 of the photos that counted, each once, sorted.
        mapped: SHA-256 of the photo that supports the first candidate most.
        contradiction: Why the answer is unsure, where photos contradict each other.
    """

    prediction: Prediction
    photos: tuple[str, ...]
    mapped: str
    contradiction: Contradiction | None

    def __post_init__(self) -> None:
        if self.mapped not in self.photos or list(self.photos) != sorted(set(self.photos)):
            raise ValueError("photos must be sorted, each once, with the mapped one among them")
        if self.contradiction and self.prediction.certainty is not Certainty.UNSURE:
            raise ValueError(f"photos that contradict each other are {self.prediction.certainty}")


def fuse(shots: Sequence[Shot], card: ModelCard) -> Fusion:
    """Join the photos of one object, in any order.

    Probabilities are pooled by their geometric mean (`pooled`), which is the mean of the logits.
    Of three rendered pictures of like objects it named 74 % (79 of 107), the mean of probabilities
    52 % and the maximum 50 %, a single picture 36 %; of one object 57 % (31 of 54) against 52, 50
    and 37 %, too few to tell the rules apart (`benchmarks/fusion.py`). It leaves alone what all
    photos share, where a sum of logits grows surer with each. A photo given twice (same SHA-256)
    counts once.

    The card's thresholds were found on single photos, so the photos together may keep what one of
    them says and never go beyond: the answer is sure, or known to be none of these, only if at
    least one photo alone is so of the same label, and the pooled values pass the thresholds too.

    Args:
        shots: At least one; all by the weights of the card.
        card: Of the weights.

    Returns:
        Of one photo exactly its own prediction.

    Raises:
        ValueError: No photo, or predictions of other weights than the card's.
    """
    unique = sorted({shot.sha256: shot for shot in shots}.items())
    _check([shot.prediction for _, shot in unique], card)
    photos = tuple(sha256 for sha256, _ in unique)
    predictions = [shot.prediction for _, shot in unique]
    if len(predictions) == 1:
        return Fusion(predictions[0], photos, photos[0], None)
    chances = np.array([_in_order(prediction, card) for prediction in predictions])
    joined = pooled(chances)
    order = np.argsort(-joined, kind="stable")
    candidates = tuple(Candidate(card.labels[at], float(joined[at])) for at in order)
    best = int(np.argmax(chances[:, order[0]]))
    novelty = math.fsum(each.novelty for each in predictions) / len(predictions)
    contradiction = _contradiction(agreement(chances), unique)
    certainty = Certainty.UNSURE
    if contradiction is None:
        certainty = _certainty(candidates[0], novelty, predictions, card)
    fused = replace(
        predictions[best],
        candidates=candidates,
        certainty=certainty,
        novelty=novelty,
        embedding=np.mean([each.embedding for each in predictions], axis=0, dtype=np.float32),
    )
    return Fusion(fused, photos, photos[best], contradiction)


def pooled(chances: Chances) -> Chances:
    """Geometric mean over photos, made to sum to 1: a logarithmic opinion pool.

    Genest and Zidek, Combining Probability Distributions, Statistical Science 1 (1986).

    Args:
        chances: `(N, K)` probabilities, rows sum to 1.

    Returns:
        `(K,)` probabilities that sum to 1.
    """
    means = _geometric(chances)
    return np.asarray(means / means.sum())


def agreement(chances: Chances) -> float:
    """How far photos say the same, 0..1: 1 when all rows are equal, 0 when no label is shared.

    Of two photos this is the coefficient of Bhattacharyya (1943); of more, the affinity of
    Matusita (1967).

    Args:
        chances: `(N, K)` probabilities, rows sum to 1.
    """
    return min(float(_geometric(chances).sum()), 1.0)


def _geometric(chances: Chances) -> Chances:
    return np.asarray(np.exp(np.log(np.maximum(chances, _LEAST)).mean(axis=0)))


def _check(predictions: Sequence[Prediction], card: ModelCard) -> None:
    if not predictions:
        raise ValueError("no photo to fuse; give at least one")
    if len({each.model_sha256 for each in predictions}) > 1:
        raise ValueError("predictions of different weights cannot be fused; classify anew")
    for each in predictions:
        if {candidate.label for candidate in each.candidates} != set(card.labels):
            raise ValueError(f"a prediction of {each.model_id} has other labels than {card.name}")


def _in_order(prediction: Prediction, card: ModelCard) -> list[float]:
    """Probabilities in the order of the card's labels."""
    by_label = {each.label: each.probability for each in prediction.candidates}
    return [by_label[label] for label in card.labels]


def _contradiction(agreed: float, unique: Sequence[tuple[str, Shot]]) -> Contradiction | None:
    if agreed >= AGREEING:
        return None
    first = tuple((sha256, shot.prediction.top.label) for sha256, shot in unique)
    return Contradiction(agreed, AGREEING, first)


def _certainty(
    top: Candidate, novelty: float, predictions: Sequence[Prediction], card: ModelCard
) -> Certainty:
    """The rule of `Classifier`, and one photo alone must say the same."""
    if novelty > card.thresholds.novelty:
        return Certainty.UNKNOWN  # a mean above it has a photo above it
    if top.probability < card.thresholds.recognise:
        return Certainty.UNSURE
    said = Certainty.UNKNOWN if top.label in card.outlier_labels else Certainty.SURE
    alone = any(each.certainty is said and each.top.label == top.label for each in predictions)
    return said if alone else Certainty.UNSURE
