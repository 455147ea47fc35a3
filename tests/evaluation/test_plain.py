from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pytest

from evaluation.metrics import Share
from evaluation.plain import fields_of, plain


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Result:
    share: Share
    numbers: tuple[float, ...]


def test_what_is_no_number_becomes_null() -> None:
    assert plain([1.5, float("nan"), float("inf"), np.float32("nan"), None]) == [
        1.5,
        None,
        None,
        None,
        None,
    ]


def test_every_value_becomes_one_that_json_writes_and_reads_back() -> None:
    value = {
        1: np.int64(2),
        Colour.RED: Colour.RED,
        "flag": np.bool_(True),
        "table": np.array([[1.0, np.nan], [2.0, 3.0]]),
        "pair": (np.float64(0.5), "text"),
    }
    expected = {
        "1": 2,
        "red": "red",
        "flag": True,
        "table": [[1.0, None], [2.0, 3.0]],
        "pair": [0.5, "text"],
    }
    assert json.loads(json.dumps(plain(value), allow_nan=False)) == expected


def test_numbers_are_plain_ones() -> None:
    kinds = [type(each) for each in (plain(np.int32(1)), plain(np.float32(1)), plain(np.True_))]
    assert kinds == [int, float, bool]


def test_a_result_is_written_field_by_field() -> None:
    assert fields_of(Result(Share(1, 2), (0.5, float("nan")))) == {
        "share": Share(1, 2).to_json(),
        "numbers": [0.5, None],
    }


def test_a_value_without_a_form_is_refused() -> None:
    with pytest.raises(TypeError, match="complex has no JSON form"):
        plain(1j)
