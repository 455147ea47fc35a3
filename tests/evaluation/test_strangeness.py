from __future__ import annotations

import numpy as np
import pytest

from evaluation.strangeness import (
    LEAST_SHRINKAGE,
    RELEASED,
    References,
    ledoit_wolf,
    mahalanobis,
    nearest,
    strangeness,
    unit,
)
from tests.evaluation.made import LABELS, random_run
from tests.evaluation.standards import (
    scipy_distance,
    scipy_special,
    sklearn_covariance,
    sklearn_neighbors,
)

RNG = np.random.default_rng(0)
RUN = random_run(RNG, 60)
KNOWN = LABELS[:4]
NAMED = tuple(label for label in KNOWN for _ in range(10))
REFERENCES = References(NAMED, RNG.normal(size=(40, 8)))


def test_all_scores_are_there_for_every_photo() -> None:
    found = strangeness(RUN, REFERENCES)
    assert list(found) == [
        "released",
        "maximum_softmax",
        "maximum_logit",
        "energy",
        "nearest_reference",
        "mahalanobis",
    ]
    assert all(its.shape == (60,) and np.isfinite(its).all() for its in found.values())


def test_scores_of_the_logits_are_those_of_scipy() -> None:
    found, known = strangeness(RUN, None), RUN.logits[:, :4]
    softmax = scipy_special.softmax(RUN.logits / RUN.temperature, axis=1)[:, :4]
    assert found["maximum_softmax"] == pytest.approx(1 - softmax.max(axis=1), abs=1e-9)
    assert found["maximum_logit"] == pytest.approx(-known.max(axis=1), abs=1e-9)
    assert found["energy"] == pytest.approx(-scipy_special.logsumexp(known, axis=1), abs=1e-9)
    assert (found[RELEASED] == RUN.novelty).all()


@pytest.mark.parametrize("k", [1, 3, 40])
def test_the_nearest_reference_is_that_of_scikit_learn(k: int) -> None:
    search = sklearn_neighbors.NearestNeighbors(n_neighbors=k, metric="cosine", algorithm="brute")
    distances, _ = search.fit(REFERENCES.embeddings).kneighbors(RUN.embeddings)
    assert nearest(RUN.embeddings, REFERENCES, k) == pytest.approx(distances[:, -1], abs=1e-6)


@pytest.mark.parametrize(("rows", "width"), [(200, 5), (30, 30), (12, 40)])
def test_the_covariance_is_that_of_scikit_learn(rows: int, width: int) -> None:
    rng = np.random.default_rng(rows)
    samples = rng.normal(size=(rows, width)) * rng.random(width)
    samples -= samples.mean(axis=0)
    standard, share = sklearn_covariance.ledoit_wolf(samples, assume_centered=True)
    assert 0 < share < 1
    assert ledoit_wolf(samples) == pytest.approx(standard, abs=1e-9)


def test_mahalanobis_is_that_of_scipy() -> None:
    points = unit(REFERENCES.embeddings)
    means = points.reshape(4, 10, 8).mean(axis=1)
    spread = points - means.repeat(10, axis=0)
    inverse = np.linalg.inv(ledoit_wolf(spread, LEAST_SHRINKAGE))
    distances = scipy_distance.cdist(unit(RUN.embeddings), means, "mahalanobis", VI=inverse)
    found = mahalanobis(RUN.embeddings, REFERENCES)
    assert found == pytest.approx(distances.min(axis=1) ** 2, abs=1e-6)


def test_two_references_are_enough_for_a_distance() -> None:
    """Their scatter alone has no inverse."""
    few = References(("handcuffs", "handcuffs"), np.eye(8)[:2])
    found = mahalanobis(np.eye(8), few)
    assert np.isfinite(found).all()
    assert found[0] < found[7]


def test_directions_count_and_lengths_do_not() -> None:
    longer = References(NAMED, REFERENCES.embeddings * RNG.uniform(0.5, 9, size=(40, 1)))
    for score in (nearest, mahalanobis):
        expected = score(RUN.embeddings, REFERENCES)
        assert score(RUN.embeddings * 7, longer) == pytest.approx(expected, abs=1e-6)


def test_a_photo_like_a_reference_is_less_strange_than_one_like_none() -> None:
    centres = np.eye(8)[:2].repeat(20, axis=0) + RNG.normal(scale=0.05, size=(40, 8))
    references = References(("handcuffs",) * 20 + ("padlock",) * 20, centres)
    photos = np.array([[1, 0.02, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 1.0]])
    for score in (nearest, mahalanobis):
        alike, unlike = score(photos, references)
        assert alike < unlike


def test_references_that_the_model_cannot_name_are_not_used() -> None:
    strange = References(
        (*NAMED, "zither", "other"), np.vstack([REFERENCES.embeddings, RUN.embeddings[:2]])
    )
    own, more = strangeness(RUN, REFERENCES), strangeness(RUN, strange)
    assert (own["nearest_reference"] == more["nearest_reference"]).all()
    assert (own["mahalanobis"] == more["mahalanobis"]).all()


@pytest.mark.parametrize(
    ("references", "missing"),
    [
        (None, {"nearest_reference", "mahalanobis"}),
        (References(("zither",), np.ones((1, 8))), {"nearest_reference", "mahalanobis"}),
        (References(KNOWN, np.eye(8)[:4]), {"mahalanobis"}),
        (References(("padlock",) * 2, np.ones((2, 8))), {"mahalanobis"}),
    ],
)
def test_scores_that_cannot_be_taken_are_left_out(
    references: References | None, missing: set[str]
) -> None:
    whole = set(strangeness(RUN, REFERENCES))
    assert whole - set(strangeness(RUN, references)) == missing


def test_a_class_without_any_spread_has_no_distance() -> None:
    with pytest.raises(ValueError, match="no spread is known"):
        mahalanobis(RUN.embeddings, References(KNOWN, np.eye(8)[:4]))


@pytest.mark.parametrize(
    ("labels", "embeddings", "fault"),
    [
        (("a",), np.ones((2, 3)), "1 labels for embeddings"),
        (("a",), np.ones(3), "1 labels for embeddings"),
        (("a", "b"), np.array([[1.0, 0.0], [0.0, 0.0]]), "zero or no number"),
        (("a",), np.array([[np.nan, 1.0]]), "zero or no number"),
    ],
)
def test_references_that_say_nothing_are_refused(
    labels: tuple[str, ...], embeddings: np.ndarray, fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        References(labels, embeddings)


@pytest.mark.parametrize("k", [0, 41])
def test_there_must_be_as_many_references_as_are_asked_for(k: int) -> None:
    with pytest.raises(ValueError, match=f"number {k} of 40"):
        nearest(RUN.embeddings, REFERENCES, k)
