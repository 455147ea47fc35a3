"""`ModelCard`: everything needed to trust and to use the weights; it travels inside the file.

The order of the labels, the way to prepare a photo and the thresholds live here and nowhere else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from typing import TypeVar, cast

import numpy as np
import numpy.typing as npt

from model.novelty import METHODS
from model.preprocess import Preprocess

SCHEMA = 2  # raised when a field comes, goes or changes its meaning
# Schema 1 lacked these fields; what was measured for it is not known, so they are read as empty.
_SINCE_2 = ("conformal", "bands")
_Row = TypeVar("_Row")


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
class ConformalLimit:
    """Which labels make a set that holds the true one with a promised chance.

    The scores are those of `model.conformal`; a label whose score is at most the limit is in the
    set. A limit of 1 takes every label in.

    Attributes:
        coverage: The promised chance, above 0 and below 1.
        lac: Largest score of the least ambiguous sets, 0..1.
        aps: Largest score of the adaptive sets, 0..1.
        pictures: Validation pictures that the limits were found on.
    """

    coverage: float
    lac: float
    aps: float
    pictures: int

    def __post_init__(self) -> None:
        if not 0.0 < self.coverage < 1.0:
            raise ValueError(f"conformal coverage is {self.coverage}, it must lie between 0 and 1")
        for name in ("lac", "aps"):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise ValueError(
                    f"conformal limit {name} is {getattr(self, name)}, it must lie in 0..1"
                )
        if self.pictures < 1:
            raise ValueError(f"conformal pictures is {self.pictures}, it must be at least 1")


@dataclass(frozen=True, slots=True)
class ConfidenceBand:
    """How often a wording of confidence was right.

    Attributes:
        words: As inspectors read them, from `model.screening.confidence_words`.
        lower: Least probability, 0..1, that is worded so; the next band above ends it.
        pictures: Validation pictures whose first finding was worded so.
        right: Those of them whose first finding was true.
    """

    words: str
    lower: float
    pictures: int
    right: int

    def __post_init__(self) -> None:
        if not self.words:
            raise ValueError("the words of a band must not be empty")
        if not 0.0 <= self.lower <= 1.0:
            raise ValueError(f"band lower is {self.lower}, it must lie in 0..1")
        if not 0 <= self.right <= self.pictures:
            raise ValueError(f"band has {self.right} right of {self.pictures} pictures")


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a weights file is and how it is used.

    Attributes:
        schema: `SCHEMA`; `from_json` also reads 1, other numbers are refused.
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
        conformal: Limits of prediction sets, by rising coverage; empty where none were found.
        bands: The wordings of confidence by falling limit, the last from 0; empty where none were
            counted.
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
    conformal: tuple[ConformalLimit, ...] = ()
    bands: tuple[ConfidenceBand, ...] = ()

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
        self._check_order()

    def _check_order(self) -> None:
        """Wider promises need wider sets, and bands follow each other down to 0."""
        for less, more in pairwise(self.conformal):
            if less.coverage >= more.coverage or less.lac > more.lac or less.aps > more.aps:
                raise ValueError(f"conformal {less} and {more} must rise in coverage and limits")
        words = [band.words for band in self.bands]
        falling = all(above.lower > below.lower for above, below in pairwise(self.bands))
        if len(set(words)) != len(words) or not falling:
            raise ValueError(f"bands {words} must each stand once, by falling limit")
        if self.bands and self.bands[-1].lower != 0.0:
            raise ValueError(f"the last band begins at {self.bands[-1].lower}, it must be 0")

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
            "conformal": [asdict(each) for each in self.conformal],
            "bands": [asdict(each) for each in self.bands],
        }
        return json.dumps(values, ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> ModelCard:
        """The inverse of `to_json`; a card of schema 1 is given as one of `SCHEMA`.

        Raises:
            ValueError: No JSON object, or a field is missing, unknown or of the wrong kind; the
                message names it.
        """
        values = _raised(_object(json.loads(text), "card"))
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
            conformal=_rows(values, "conformal", _conformal),
            bands=_rows(values, "bands", _band),
        )


def _raised(values: dict[str, object]) -> dict[str, object]:
    """A card of schema 1 in the fields of `SCHEMA`; any other as it is."""
    schema = values.get("schema")
    if isinstance(schema, bool) or schema != 1:
        return values
    for name in _SINCE_2:
        if name in values:
            raise ValueError(f"card field {name} is unknown in schema 1; export the weights again")
    return {name: [] for name in _SINCE_2} | values | {"schema": SCHEMA}


def _rows(
    values: Mapping[str, object], name: str, read: Callable[[dict[str, object]], _Row]
) -> tuple[_Row, ...]:
    found = values[name]
    if not isinstance(found, list):
        raise ValueError(f"card field {name} is {found!r}, it must be a list")
    return tuple(read(_object(each, f"a row of {name}")) for each in found)


def _conformal(row: dict[str, object]) -> ConformalLimit:
    _same_names({field.name for field in fields(ConformalLimit)}, row, "conformal")
    coverage, lac, aps = (_number(row, name) for name in ("coverage", "lac", "aps"))
    return ConformalLimit(coverage, lac, aps, _count(row, "pictures"))


def _band(row: dict[str, object]) -> ConfidenceBand:
    _same_names({field.name for field in fields(ConfidenceBand)}, row, "bands")
    return ConfidenceBand(
        _text(row, "words"), _number(row, "lower"), _count(row, "pictures"), _count(row, "right")
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


def _count(values: Mapping[str, object], name: str) -> int:
    value = _number(values, name)
    if not isinstance(value, int):
        raise ValueError(f"card field {name} is {value!r}, it must be a whole number")
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
