from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evaluation.population import Outside, kinds, population
from evaluation.predictions import Role
from tests.evaluation.made import run

TRUTH = ("handcuffs", "zither", "other", "zither", "other", "padlock", "zither")
ROLES = (Role.DATA, Role.DATA, Role.DATA, Role.NEAR, Role.NEGATIVE, Role.NEGATIVE, Role.NEGATIVE)
RUN = run(np.full((7, 5), 0.2), TRUTH, roles=ROLES, groups=["a", "a", "b", "c", "d", "e", "f"])


def test_every_photo_is_inside_or_of_one_kind_outside() -> None:
    assert kinds(RUN).tolist() == [
        "inside",
        "unknown_label",
        "none_of_these",
        "near",
        "negative",
        "inside",  # a negative that the model can name
        "negative",
    ]


def test_nothing_is_left_out_of_the_counts() -> None:
    found = population(RUN)
    assert (found.photos, found.inside) == (7, 2)
    assert found.outside == {
        "near": 1,
        "negative": 2,
        "unknown_label": 1,
        "none_of_these": 1,
    }
    assert found.inside_by_role == {"data": 1, "near": 0, "negative": 1}
    assert found.unknown_labels == {"zither": 1}
    assert (found.groups, found.groups_of_several, found.groups_of_several_labels) == (6, 1, 1)


def test_an_empty_run_has_an_empty_population() -> None:
    found = population(run(np.zeros((0, 5)), []))
    assert found.photos == 0
    assert found.outside == {str(kind): 0 for kind in Outside}


def test_counts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="of 8 photos"):
        replace(population(RUN), photos=8)
