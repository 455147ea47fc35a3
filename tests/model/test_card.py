"""A card says everything or is refused."""

from __future__ import annotations

import dataclasses
import json

import pytest

from model.card import ModelCard, Thresholds
from tests.tiny_graph import LABELS, tiny_card


def test_a_card_comes_back_equal_from_json() -> None:
    card = dataclasses.replace(
        tiny_card(), training={"seed": 1, "data": {"sha256": "ab"}}, metrics={"top1": 0.5}
    )
    assert ModelCard.from_json(card.to_json()) == card


def test_known_labels_are_those_that_are_no_outliers() -> None:
    assert tiny_card().known.tolist() == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schema": 2}, "schema is 2, this version reads 1"),
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
