"""What a network gives (`Outputs`) and what a classifier says (`Prediction`); no law in here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Certainty(StrEnum):
    """How far the classifier stands behind its first candidate."""

    SURE = "sure"
    UNSURE = "unsure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, eq=False)
class Outputs:
    """One forward pass over a batch.

    Attributes:
        logits: `(N, K) float32`, order of the card's labels.
        embedding: `(N, D) float32`, pooled features.
        features: `(N, D, h, w) float32`, before pooling.
        activations: `(N, K, h, w) float32`, class activation maps.
    """

    logits: Floats
    embedding: Floats
    features: Floats
    activations: Floats

    def __post_init__(self) -> None:
        if self.logits.ndim != 2 or self.embedding.ndim != 2:
            raise ValueError(
                f"logits {self.logits.shape} and embedding {self.embedding.shape} must be "
                "(N, K) and (N, D); export the network again"
            )
        count, labels = self.logits.shape
        width = self.embedding.shape[1]
        for name, maps, channels in (
            ("features", self.features, width),
            ("activations", self.activations, labels),
        ):
            if maps.ndim != 4 or maps.shape[:2] != (count, channels):
                raise ValueError(f"{name} {maps.shape} must be ({count}, {channels}, h, w)")
        if len(self.embedding) != count:
            raise ValueError(f"embedding has {len(self.embedding)} rows, logits have {count}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label and its calibrated probability in 0..1."""

    label: str
    probability: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError(f"probability {self.probability} of {self.label} must lie in 0..1")


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """The classifier's answer for one photo.

    Attributes:
        candidates: All labels, most probable first; probabilities sum to 1.
        certainty: How far the classifier stands behind the first candidate.
        novelty: Score of the card's novelty method, larger = more novel.
        embedding: `(D,) float32`.
        activations: `(K, h, w) float32`, order of the card's labels, not of the candidates.
        model_id: Name of the model card.
        model_sha256: SHA-256 of the weights file, 64 hex digits.
    """

    candidates: tuple[Candidate, ...]
    certainty: Certainty
    novelty: float
    embedding: Floats
    activations: Floats
    model_id: str
    model_sha256: str

    def __post_init__(self) -> None:
        chances = [candidate.probability for candidate in self.candidates]
        if not chances or chances != sorted(chances, reverse=True):
            raise ValueError("candidates must be given, most probable first")
        if abs(math.fsum(chances) - 1.0) > 1e-6:
            raise ValueError(f"probabilities sum to {math.fsum(chances)}, they must sum to 1")
        if self.embedding.ndim != 1 or self.activations.ndim != 3:
            raise ValueError(
                f"embedding {self.embedding.shape} and activations {self.activations.shape} "
                "must be (D,) and (K, h, w)"
            )
        if len(self.activations) != len(self.candidates):
            raise ValueError(
                f"{len(self.activations)} activation maps for {len(self.candidates)} candidates"
            )

    @property
    def top(self) -> Candidate:
        """The most probable candidate."""
        return self.candidates[0]

    def probability(self, label: str) -> float:
        """Probability of a label, 0..1; a label the model does not have raises KeyError."""
        for candidate in self.candidates:
            if candidate.label == label:
                return candidate.probability
        raise KeyError(label)
