from __future__ import annotations

import math

import numpy as np
import pytest

from evaluation.bootstrap import Resamples
from evaluation.metrics import Share, auroc
from evaluation.openset import open_set, resampled_auroc
from evaluation.population import INSIDE, Outside, kinds
from evaluation.predictions import Role
from evaluation.strangeness import References, strangeness
from tests.evaluation.made import random_run, run
from tests.evaluation.standards import sklearn_metrics as sk

RNG = np.random.default_rng(0)
RUN = random_run(RNG, 600, outside=0.4, of_object=2)
REFERENCES = References(("handcuffs", "handcuffs", "padlock"), RNG.normal(size=(3, 8)))
FOUND = open_set(RUN, REFERENCES)


@pytest.mark.parametrize("kind", ["near", "negative", "unknown_label"])
def test_each_kind_is_measured_apart_as_scikit_learn_would(kind: str) -> None:
    of = kinds(RUN)
    rows = (of == INSIDE) | (of == kind)
    truth = of[rows] == kind
    found = FOUND.kinds[kind]
    assert (found.inside, found.outside) == ((~truth).sum(), truth.sum())
    assert found.outside > 50
    for name, score in strangeness(RUN, REFERENCES).items():
        its, values = found.separation[name], score[rows]
        wrong, right, _ = sk.roc_curve(~truth, -values, drop_intermediate=False)
        assert its.auroc.value == pytest.approx(sk.roc_auc_score(truth, values), abs=1e-9)
        outside = sk.average_precision_score(truth, values)
        inside = sk.average_precision_score(~truth, -values)
        assert its.aupr_outside == pytest.approx(outside, abs=1e-9)
        assert its.aupr_inside == pytest.approx(inside, abs=1e-9)
        assert its.fpr95 == pytest.approx(wrong[right >= 0.95 - 1e-12][0], abs=1e-9)


def test_resampled_areas_are_those_of_weighted_photos() -> None:
    groups = np.arange(40).repeat(2)
    values = np.random.default_rng(1).normal(size=80).round(1)  # with ties
    draws = Resamples.of(groups, seed=0, count=40)
    found = resampled_auroc({"score": values}, 50, draws)["score"]
    truth = np.arange(80) >= 50
    for drawn, weights in zip(found, draws.weights, strict=True):
        standard = sk.roc_auc_score(truth, values, sample_weight=weights[draws.group_of])
        assert drawn == pytest.approx(standard, abs=1e-6)


def test_the_interval_holds_the_value() -> None:
    its = FOUND.kinds["near"].separation["released"].auroc
    assert its.low < its.value < its.high
    assert its.high - its.low < 0.2


def test_false_alarms_are_photos_outside_that_are_recognised() -> None:
    of, told = kinds(RUN), np.asarray(RUN.outcomes)
    for kind, found in FOUND.kinds.items():
        rows = np.flatnonzero((of == kind) & (told == "recognised"))
        assert set(found.worst) == set(rows.tolist())
        assert found.false_alarms == Share(len(rows), int((of == kind).sum()))
        assert sum(found.outcomes.values()) == found.outside
        confidence = RUN.probabilities.max(axis=1)[list(found.worst)]
        assert (np.diff(confidence) <= 0).all()
    near = FOUND.kinds["near"]
    assert near.false_alarms_per_1000 == pytest.approx(1000 * near.false_alarms.rate)
    assert near.to_json()["false_alarms_per_1000"] == near.false_alarms_per_1000


def test_missed_photos_are_those_inside_told_that_nothing_is_known() -> None:
    rows = (kinds(RUN) == INSIDE) & (np.asarray(RUN.outcomes) == "unknown")
    assert FOUND.missed == Share(int(rows.sum()), int(RUN.inside.sum()))


def test_a_kind_without_photos_is_named_and_has_no_numbers() -> None:
    found = FOUND.kinds["none_of_these"]
    assert (found.outside, found.false_alarms) == (0, Share(0, 0))
    assert math.isnan(found.separation["energy"].auroc.value)
    assert found.to_json()["false_alarms_per_1000"] is None


@pytest.mark.parametrize(
    ("truth", "roles"),
    [([], []), (["handcuffs"], [Role.DATA]), (["zither"], [Role.NEAR])],
    ids=["no photo", "only inside", "only outside"],
)
def test_one_side_alone_separates_nothing(truth: list[str], roles: list[Role]) -> None:
    given = run(np.ones((len(truth), 5)), truth, roles=roles)
    for found in open_set(given).kinds.values():
        assert all(math.isnan(its.auroc.value) for its in found.separation.values())
        assert all(math.isnan(its.fpr95) for its in found.separation.values())


def test_a_score_that_separates_fully() -> None:
    given = run(
        np.ones((4, 5)),
        ["handcuffs", "padlock", "zither", "zither"],
        roles=[Role.DATA, Role.DATA, Role.NEGATIVE, Role.NEGATIVE],
        novelty=[0.1, 0.2, 0.8, 0.9],
    )
    found = open_set(given).kinds["negative"].separation
    its = found["released"]
    assert (its.auroc.value, its.aupr_outside, its.aupr_inside, its.fpr95) == (1.0, 1.0, 1.0, 0.0)
    flat = found["energy"]  # all logits are equal
    assert (flat.auroc.value, flat.aupr_outside, flat.fpr95) == (0.5, 0.5, 1.0)


def test_used_references_are_counted() -> None:
    assert FOUND.references == 3
    assert open_set(RUN).references == 0
    assert set(FOUND.kinds) == {str(kind) for kind in Outside}


def test_the_area_on_all_photos_is_the_one_of_unit_weights() -> None:
    values = np.random.default_rng(3).normal(size=30).round(1)
    draws = Resamples(np.ones((1, 30), dtype=np.uint16), np.arange(30))
    found = resampled_auroc({"score": values}, 12, draws)["score"][0]
    assert found == pytest.approx(auroc(values[:12], values[12:]), abs=1e-6)
