"""`ModelCard`: everything needed to trust and to use the weights; it travels inside the file.

The order of the labels, the way to prepare a photo and the thresholds live here and nowhere else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import cast

import numpy as np
import numpy.typing as npt

from model.novelty import METHODS
from model.preprocess import Preprocess

SCHEMA = 1  # raised when a field changes its meaning


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where an answer turns; found on validation photos by `training.calibrate`.

    Attributes:
        recognise: Least probability of the top label to stand behind it, 0..1.
        novelty: Largest novelty score of something known, scale of the card's method.
        good_left: Largest probability, 0..1, that may be left on a good when a look-alike is named.
    """

    recognise: float
    novelty: float
    good_left: float

    def __post_init__(self) -> None:
        for name in ("recognise", "good_left"):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise ValueError(f"threshold {name} is {getattr(self, name)}, it must lie in 0..1")
        if not math.isfinite(self.novelty):
            raise ValueError(f"threshold novelty is {self.novelty}, it must be a finite number")


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a weights file is and how it is used.

    Attributes:
        schema: `SCHEMA`; other numbers are refused.
        name: Name of the weights, as in `released.toml`.
        labels: Visual class ids in the order of the logits.
        outlier_labels: Those of the labels that mean "none of these".
        preprocess: How a photo becomes the network's input.
        network: Name of the timm architecture.
        temperature: Logits are divided by it before softmax; > 0.
        thresholds: Where an answer turns.
        novelty_method: One of `model.novelty.METHODS`.
        training: Provenance: configuration, seeds, hashes of the data; JSON values.
        metrics: What was measured and on what; JSON values.
        created: Date, ISO 8601.
    """

    schema: int
    name: str
    labels: tuple[str, ...]
    outlier_labels: tuple[str, ...]
    preprocess: Preprocess
    network: str
    temperature: float
    thresholds: Thresholds
    novelty_method: str
    training: Mapping[str, object]
    metrics: Mapping[str, object]
    created: str

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise ValueError(f"card schema is {self.schema}, this version reads {SCHEMA}")
        if not self.name or not self.network:
            raise ValueError("card name and network must not be empty")
        if len(self.labels) < 2 or len(set(self.labels)) != len(self.labels):
            raise ValueError(f"labels {self.labels} must be at least two, each once")
        strangers = sorted(set(self.outlier_labels) - set(self.labels))
        if strangers or len(self.outlier_labels) >= len(self.labels):
            raise ValueError(
                f"outlier_labels {self.outlier_labels} must be a true part of the labels"
            )
        if not (math.isfinite(self.temperature) and self.temperature > 0):
            raise ValueError(f"temperature is {self.temperature}, it must be above 0")
        if self.novelty_method not in METHODS:
            raise ValueError(
                f"novelty_method {self.novelty_method!r} is unknown; choose of {', '.join(METHODS)}"
            )

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """`(K,) bool`, False for the outlier labels."""
        return np.array([label not in self.outlier_labels for label in self.labels])

    def to_json(self) -> str:
        """The card as one JSON object."""
        values: dict[str, object] = {
            field.name: getattr(self, field.name) for field in fields(self)
        }
        values |= {
            "preprocess": self.preprocess.to_json(),
            "thresholds": asdict(self.thresholds),
            "training": dict(self.training),
            "metrics": dict(self.metrics),
        }
        return json.dumps(values, ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> ModelCard:
        """The inverse of `to_json`.

        Raises:
            ValueError: No JSON object, or a field is missing, unknown or of the wrong kind; the
                message names it.
        """
        values = _object(json.loads(text), "card")
        _same_names({field.name for field in fields(cls)}, values, "card")
        thresholds = _object(values["thresholds"], "thresholds")
        names = [field.name for field in fields(Thresholds)]
        _same_names(set(names), thresholds, "thresholds")
        return cls(
            schema=int(_number(values, "schema")),
            name=_text(values, "name"),
            labels=_texts(values, "labels"),
            outlier_labels=_texts(values, "outlier_labels"),
            preprocess=Preprocess.from_json(_object(values["preprocess"], "preprocess")),
            network=_text(values, "network"),
            temperature=_number(values, "temperature"),
            thresholds=Thresholds(*(_number(thresholds, name) for name in names)),
            novelty_method=_text(values, "novelty_method"),
            training=_object(values["training"], "training"),
            metrics=_object(values["metrics"], "metrics"),
            created=_text(values, "created"),
        )


def _same_names(names: set[str], values: Mapping[str, object], where: str) -> None:
    for name in sorted(names ^ values.keys()):
        kind = "is missing" if name in names else "is unknown"
        raise ValueError(f"{where} field {name} {kind}; export the weights again")


def _object(value: object, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"{where} is {value!r}, it must be a JSON object")
    return cast(dict[str, object], value)  # JSON keys are strings


def _number(values: Mapping[str, object], name: str) -> float:
    value = values[name]
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError(f"card field {name} is {value!r}, it must be a number")
    return value


def _text(values: Mapping[str, object], name: str) -> str:
    value = values[name]
    if not isinstance(value, str):
        raise ValueError(f"card field {name} is {value!r}, it must be text")
    return value


def _texts(values: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = values[name]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"card field {name} is {value!r}, it must be a list of texts")
    return tuple(value)
