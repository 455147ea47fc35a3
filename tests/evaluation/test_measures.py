from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest

from catalogue.load import Catalogue, load
from evaluation.measures import measure
from evaluation.predictions import Predictions, Role
from evaluation.strangeness import References
from model.card import Thresholds
from tests.evaluation.made import LABELS, random_run, run

LIMITS = Thresholds(recognise=0.6, novelty=0.0, good_left=0.15)
REFERENCES = References(LABELS * 3, np.random.default_rng(0).normal(size=(15, 8)))

RUNS = {
    "mixed": random_run(np.random.default_rng(0), 200, of_object=2, outside=0.3),
    "all inside": random_run(np.random.default_rng(1), 30),
    "one photo": run([[9, 1, 1, 1, 1]], ["handcuffs"], embeddings=np.ones((1, 8))),
    "one photo outside": run(
        [[9, 1, 1, 1, 1]], ["zither"], roles=[Role.NEAR], embeddings=np.ones((1, 8))
    ),
    "one class": run([[9, 1, 1, 1, 1]] * 4, ["handcuffs"] * 4, embeddings=np.ones((4, 8))),
    "none": run(np.zeros((0, 5)), [], embeddings=np.zeros((0, 8))),
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def _values(written: object) -> Iterator[object]:
    if isinstance(written, dict):
        assert all(type(key) is str for key in written)
        for each in written.values():
            yield from _values(each)
    elif isinstance(written, list):
        for each in written:
            yield from _values(each)
    else:
        yield written


@pytest.mark.parametrize("name", RUNS)
def test_every_run_is_measured_and_written_in_plain_values(name: str, catalogue: Catalogue) -> None:
    written = measure(RUNS[name], catalogue, REFERENCES, 0, LIMITS).to_json()
    kinds = {type(value) for value in _values(written)}
    assert kinds <= {type(None), bool, int, float, str}
    assert json.loads(json.dumps(written, allow_nan=False)) == written


def test_the_same_seed_gives_the_same_numbers(catalogue: Catalogue) -> None:
    first, again, other = (
        json.dumps(measure(RUNS["mixed"], catalogue, REFERENCES, seed).to_json())
        for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_the_order_of_the_photos_does_not_matter(catalogue: Catalogue) -> None:
    """Neither for a value nor for a count; intervals and divisions are drawn by group name."""
    given = RUNS["mixed"]
    found, turned = (measure(each, catalogue) for each in (given, _turned(given)))
    assert found.population == turned.population
    assert found.accuracy == turned.accuracy
    assert found.confusion.rows == turned.confusion.rows
    assert (found.confusion.counts == turned.confusion.counts).all()
    assert found.roll_up.counts == turned.roll_up.counts
    assert found.calibration.nll.value == pytest.approx(turned.calibration.nll.value, abs=1e-12)
    assert found.selective.inside.aurc == pytest.approx(turned.selective.inside.aurc, abs=1e-12)


def _turned(given: Predictions) -> Predictions:
    """The photos from last to first."""
    return Predictions(
        model=given.model,
        model_sha256=given.model_sha256,
        labels=given.labels,
        known=given.known,
        temperature=given.temperature,
        paths=given.paths[::-1],
        sha256=given.sha256[::-1],
        truth=given.truth[::-1],
        roles=given.roles[::-1],
        groups=given.groups[::-1],
        rendered=given.rendered[::-1],
        columns={},
        logits=given.logits[::-1],
        embeddings=given.embeddings[::-1],
        novelty=given.novelty[::-1],
        outcomes=given.outcomes[::-1],
    )


def test_words_of_confidence_need_the_thresholds_of_the_card(catalogue: Catalogue) -> None:
    assert measure(RUNS["mixed"], catalogue).bands == ()
    assert len(measure(RUNS["mixed"], catalogue, thresholds=LIMITS).bands) == 3


def test_it_is_said_what_was_measured(catalogue: Catalogue) -> None:
    written = measure(RUNS["one photo"], catalogue, seed=5).to_json()
    said = [written[name] for name in ("model", "model_sha256", "catalogue", "seed")]
    assert said == ["made", "0" * 64, catalogue.version, 5]
