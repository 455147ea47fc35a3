"""A card says everything or is refused."""

from __future__ import annotations

import dataclasses
import json

import pytest

from model.card import SCHEMA, ConfidenceBand, ConformalLimit, ModelCard, Thresholds
from model.released import find
from model.runtime import OnnxNetwork
from tests.tiny_graph import LABELS, tiny_card

CONFORMAL = (ConformalLimit(0.9, 0.4, 0.5, 80), ConformalLimit(0.95, 0.4, 1.0, 80))
BANDS = (ConfidenceBand("looks like", 0.8, 40, 38), ConfidenceBand("less likely", 0.0, 9, 0))


def _promising() -> ModelCard:
    return dataclasses.replace(tiny_card(), conformal=CONFORMAL, bands=BANDS)


def test_a_card_comes_back_equal_from_json() -> None:
    card = dataclasses.replace(
        _promising(), training={"seed": 1, "data": {"sha256": "ab"}}, metrics={"top1": 0.5}
    )
    assert ModelCard.from_json(card.to_json()) == card
    assert json.loads(card.to_json())["bands"][0] == {
        "words": "looks like",
        "lower": 0.8,
        "pictures": 40,
        "right": 38,
    }


def _first_schema() -> dict[str, object]:
    values: dict[str, object] = json.loads(tiny_card().to_json()) | {"schema": 1}
    del values["conformal"], values["bands"]
    return values


def test_a_card_of_schema_1_is_read_and_promises_nothing() -> None:
    card = ModelCard.from_json(json.dumps(_first_schema()))
    assert card == tiny_card()
    assert (card.schema, card.conformal, card.bands) == (SCHEMA, (), ())
    assert json.loads(card.to_json())["schema"] == 2


@pytest.mark.parametrize("field", ["conformal", "bands"])
def test_a_card_of_schema_1_has_no_later_field_and_one_of_2_has_it(field: str) -> None:
    with pytest.raises(ValueError, match=f"field {field} is unknown in schema 1"):
        ModelCard.from_json(json.dumps(_first_schema() | {field: []}))
    values = json.loads(_promising().to_json())
    del values[field]
    with pytest.raises(ValueError, match=f"field {field} is missing"):
        ModelCard.from_json(json.dumps(values))


def test_released_weights_carry_a_card_that_can_be_read() -> None:
    assert OnnxNetwork.open(find()).card.schema == SCHEMA


@pytest.mark.parametrize(
    ("field", "at", "change", "words"),
    [
        ("conformal", 0, {"coverage": 1.0}, "between 0 and 1"),
        ("conformal", 0, {"lac": 1.5}, "lac is 1.5"),
        ("conformal", 0, {"aps": float("nan")}, "aps is nan"),
        ("conformal", 0, {"pictures": 0}, "at least 1"),
        ("conformal", 0, {"pictures": 8.5}, "pictures is 8.5, it must be a whole number"),
        ("conformal", 0, {"coverage": 0.95}, "must rise"),
        ("conformal", 0, {"lac": 0.5}, "must rise"),
        ("conformal", 1, {"aps": 0.1}, "must rise"),
        ("conformal", 0, {"raps": 0.1}, "conformal field raps is unknown"),
        ("bands", 0, {"words": ""}, "must not be empty"),
        ("bands", 0, {"words": "less likely"}, "each stand once"),
        ("bands", 0, {"lower": -0.1}, "lower is -0.1"),
        ("bands", 0, {"lower": 0.0}, "by falling limit"),
        ("bands", 1, {"lower": 0.1}, "begins at 0.1"),
        ("bands", 0, {"right": 41}, "41 right of 40"),
        ("bands", 0, {"right": -1}, "-1 right of 40"),
        ("bands", 0, {"right": True}, "must be a number"),
    ],
)
def test_a_wrong_promise_is_refused(
    field: str, at: int, change: dict[str, object], words: str
) -> None:
    values = json.loads(_promising().to_json())
    values[field][at] |= change
    with pytest.raises(ValueError, match=words):
        ModelCard.from_json(json.dumps(values))


@pytest.mark.parametrize("value", [1, "none", {"coverage": 0.9}])
def test_promises_are_a_list(value: object) -> None:
    values = json.loads(tiny_card().to_json()) | {"conformal": value}
    with pytest.raises(ValueError, match=r"conformal is .* must be a list"):
        ModelCard.from_json(json.dumps(values))


def test_known_labels_are_those_that_are_no_outliers() -> None:
    assert tiny_card().known.tolist() == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schema": 3}, "schema is 3, this version reads 2"),
        ({"schema": "1"}, "schema is '1'"),
        ({"name": ""}, "must not be empty"),
        ({"labels": ["a"]}, "at least two"),
        ({"labels": ["a", "a"]}, "each once"),
        ({"labels": "ab"}, "labels is 'ab'"),
        ({"outlier_labels": ["ghost"]}, "true part"),
        ({"outlier_labels": list(LABELS)}, "true part"),
        ({"temperature": 0}, "above 0"),
        ({"temperature": None}, "temperature is None"),
        ({"novelty_method": "magic"}, "choose of maximum_logit, energy, none_probability"),
        ({"thresholds": {"recognise": 0.5, "novelty": 0.0}}, "thresholds field good_left is"),
        ({"thresholds": {"recognise": 2, "novelty": 0, "good_left": 0}}, "recognise is 2"),
        ({"thresholds": []}, "must be a JSON object"),
        ({"preprocess": {}}, "preprocess field interpolation is missing"),
        ({"metrics": 1}, "metrics is 1"),
        ({"created": 20261123}, "created is 20261123"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, object], words: str) -> None:
    values = json.loads(tiny_card().to_json()) | change
    with pytest.raises(ValueError, match=words):
        ModelCard.from_json(json.dumps(values))


@pytest.mark.parametrize("text", ["", "[]", "null", '"card"'])
def test_anything_but_an_object_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Expecting value|must be a JSON object"):
        ModelCard.from_json(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_novelty_threshold_is_a_number(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        Thresholds(recognise=0.5, novelty=value, good_left=0.1)
