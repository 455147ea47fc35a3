"""`Classifier`: photo to prediction; it is handed the forward pass, so torch and ONNX share it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model import novelty
from model.card import ModelCard
from model.errors import WeightsError
from model.photo import Photo
from model.prediction import Candidate, Certainty, Outputs, Prediction

Forward = Callable[[npt.NDArray[np.float32]], Outputs]


@dataclass(frozen=True, slots=True)
class Classifier:
    """Weights ready to answer.

    Attributes:
        card: Labels, preprocessing, temperature, thresholds.
        forward: `(N, 3, S, S) float32` to `Outputs`.
        sha256: Of the weights file, 64 hex digits.
    """

    card: ModelCard
    forward: Forward
    sha256: str

    def __post_init__(self) -> None:
        if len(self.sha256) != 64:
            raise ValueError(f"sha256 {self.sha256!r} must have 64 hex digits")

    def classify(self, photo: Photo) -> Prediction:
        """Name what the photo shows, or say that it cannot.

        Raises:
            WeightsError: The network gives values that are no numbers, or another label count.
        """
        return self.read(self.forward(self.card.preprocess.to_array(photo)[None]))

    def read(self, outputs: Outputs, row: int = 0) -> Prediction:
        """What the network's values for one photo of a batch say.

        Raises:
            WeightsError: The network gives values that are no numbers, or another label count.
        """
        logits = outputs.logits[row : row + 1]
        self._check(logits)
        candidates = self._ranked(_softmax(logits[0] / self.card.temperature))
        score = float(novelty.score(self.card.novelty_method, logits, self.card.known)[0])
        return Prediction(
            candidates=candidates,
            certainty=self._certainty(candidates[0], score),
            novelty=score,
            embedding=outputs.embedding[row],
            activations=outputs.activations[row],
            model_id=self.card.name,
            model_sha256=self.sha256,
        )

    def _check(self, logits: npt.NDArray[np.float32]) -> None:
        if logits.shape != (1, len(self.card.labels)):
            raise WeightsError(
                f"weights {self.card.name} give {logits.shape[-1]} values for "
                f"{len(self.card.labels)} labels; publish them again"
            )
        if not np.isfinite(logits).all():
            raise WeightsError(
                f"weights {self.card.name} give values that are no numbers; publish them again"
            )

    def _ranked(self, chances: npt.NDArray[np.float64]) -> tuple[Candidate, ...]:
        """Most probable first; equal ones in the order of the card."""
        order = np.argsort(-chances, kind="stable")
        return tuple(Candidate(self.card.labels[at], float(chances[at])) for at in order)

    def _certainty(self, top: Candidate, score: float) -> Certainty:
        """Novel comes first: a confident label on something never seen is worth nothing."""
        limits = self.card.thresholds
        if score > limits.novelty:
            return Certainty.UNKNOWN
        if top.probability < limits.recognise:
            return Certainty.UNSURE
        return Certainty.UNKNOWN if top.label in self.card.outlier_labels else Certainty.SURE


def _softmax(logits: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """`(K,)` to probabilities that sum to 1."""
    powers = np.exp(logits.astype(np.float64) - float(logits.max()))
    return np.asarray(powers / powers.sum())
