"""What a report is made from, and how its pictures are called."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

import numpy as np
from numpy.typing import NDArray

from catalogue.load import Catalogue
from datasets.citing import Cited
from datasets.leaks import Leaks
from evaluation.comparison import Comparison
from evaluation.measures import Measures
from evaluation.metrics import Share
from evaluation.predictions import Failure, Predictions
from evaluation.report.examples import Examples
from evaluation.robustness import Robustness
from evaluation.slices import Slices
from model.card import Thresholds


@dataclass(frozen=True, slots=True, eq=False)
class Contents:
    """Everything a report can show; None and empty is what was not measured.

    Args:
        measures: of the run.
        predictions: the run.
        failures: pictures that could not be read.
        catalogue: what the law says.
        date: of the run, as it is to be printed.
        examples: pictures.
        thresholds: of the card of the weights.
        robustness: under corruption.
        leaks: between the pictures that were trained on and those of the run.
        doubles: within the pictures of the run.
        slices: by the columns of the manifest.
        comparisons: against other models, on the same pictures.
        versions: signed versions of a library that the pictures are listed in.

    Raises:
        ValueError: measures of another count of pictures or of another model.
    """

    measures: Measures
    predictions: Predictions
    failures: Sequence[Failure]
    catalogue: Catalogue
    date: str
    examples: Examples
    thresholds: Thresholds | None
    robustness: Robustness | None
    leaks: Leaks | None
    doubles: Leaks | None
    slices: Sequence[Slices]
    comparisons: Sequence[Comparison]
    versions: Sequence[Cited] = ()
    folder: str = field(init=False)  # that holds all photos

    def __post_init__(self) -> None:
        if self.measures.population.photos != len(self.predictions):
            raise ValueError(
                f"measures of {self.measures.population.photos} pictures for a run of "
                f"{len(self.predictions)}"
            )
        if self.measures.model_sha256 != self.predictions.model_sha256:
            raise ValueError("measures and predictions are of two models")
        object.__setattr__(self, "folder", folder_of(self.predictions.paths))

    @property
    def real(self) -> int:
        """Pictures that no renderer made."""
        return len(self.predictions) - self.measures.population.rendered

    def file(self, at: int) -> str:
        """The name of a picture's file, from the folder on that holds all."""
        return name_in(self.folder, self.predictions.paths[at])

    def answer(self, at: int) -> tuple[str, float]:
        """The first answer to a picture and its probability."""
        logits = self.predictions.logits[at].astype(np.float64) / self.predictions.temperature
        best = int(logits.argmax())
        return self.predictions.labels[best], float(1 / np.exp(logits - logits[best]).sum())

    def first_right(self, of: NDArray[np.bool_]) -> Share:
        """Right first answers of the pictures that the model can name, among some, (N,) bool."""
        rows = self.predictions.inside & of
        answers = self.predictions.logits[rows].argmax(axis=1)
        return Share(int((answers == self.predictions.targets[rows]).sum()), int(rows.sum()))


def folder_of(paths: Sequence[str]) -> str:
    """The folder that holds all files; empty where there is none."""
    try:
        return os.path.commonpath([str(PurePath(path).parent) for path in paths])
    except ValueError:  # no path, relative beside absolute ones, or several drives
        return ""


def name_in(folder: str, path: str) -> str:
    """A file's name from a folder on that holds it, with `/`."""
    return PurePath(path).relative_to(folder).as_posix() if folder else path
