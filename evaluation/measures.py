"""All measures of one run of one model, in one call."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.load import Catalogue
from evaluation.accuracy import Accuracy, accuracy
from evaluation.bands import Band, bands
from evaluation.calibration import Calibration, calibration
from evaluation.conformal import Sets, conformal
from evaluation.confusion import Confusion, confusion
from evaluation.openset import OpenSet, open_set
from evaluation.plain import fields_of
from evaluation.population import Population, population
from evaluation.predictions import Predictions
from evaluation.rollup import RollUp, roll_up
from evaluation.selective import Selective, selective
from evaluation.strangeness import References
from model.card import Thresholds


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """What one run shows.

    Args:
        model: name of the weights.
        model_sha256: of the weights file.
        catalogue: its version; the roll-up follows from it.
        seed: of all resamples and divisions.
        population: which photos were measured, and which were not inside.
        accuracy: by photo and by object.
        roll_up: by annex entry and by status.
        confusion: which class is taken for which.
        calibration: whether the probabilities can be believed.
        bands: the words of confidence; empty when no thresholds were given.
        conformal: sets by method and promise.
        selective: risk against coverage.
        open_set: rejection of what the model cannot know.
    """

    model: str
    model_sha256: str
    catalogue: str
    seed: int
    population: Population
    accuracy: Accuracy
    roll_up: RollUp
    confusion: Confusion
    calibration: Calibration
    bands: tuple[Band, ...]
    conformal: tuple[Sets, ...]
    selective: Selective
    open_set: OpenSet

    def to_json(self) -> dict[str, object]:
        """Plain numbers, texts, lists and objects; what is not defined is null, never NaN."""
        return fields_of(self)


def measure(
    predictions: Predictions,
    catalogue: Catalogue,
    references: References | None = None,
    seed: int = 0,
    thresholds: Thresholds | None = None,
) -> Measures:
    """Take every measure of a run.

    Args:
        predictions: the run; positions of photos in the result are positions in it.
        catalogue: what the law says.
        references: embeddings of known classes, for two of the novelty scores.
        seed: of all resamples and divisions; the same seed gives the same numbers.
        thresholds: those of the card of the weights, for the words of confidence.
    """
    return Measures(
        model=predictions.model,
        model_sha256=predictions.model_sha256,
        catalogue=catalogue.version,
        seed=seed,
        population=population(predictions),
        accuracy=accuracy(predictions, seed),
        roll_up=roll_up(predictions, catalogue, seed),
        confusion=confusion(predictions),
        calibration=calibration(predictions, seed),
        bands=bands(predictions, catalogue, thresholds) if thresholds is not None else (),
        conformal=conformal(predictions, seed),
        selective=selective(predictions),
        open_set=open_set(predictions, references, seed),
    )
