"""Probabilities add up, the order is the card's, and sure, unsure and unknown follow the card."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from model.card import ModelCard, Thresholds
from model.classifier import Classifier
from model.errors import WeightsError
from model.photo import Photo
from model.prediction import Candidate, Certainty, Outputs, Prediction
from tests.tiny_graph import LABELS, tiny_card

LIMITS = Thresholds(recognise=0.6, novelty=-1.0, good_left=0.1)


def fixed(*logits: float, card: ModelCard | None = None) -> Classifier:
    """A classifier whose network always gives these logits."""
    row = np.array([logits], dtype=np.float32)
    outputs = Outputs(
        row,
        np.ones((1, 3), dtype=np.float32),
        np.ones((1, 3, 2, 2), dtype=np.float32),
        np.ones((1, len(logits), 2, 2), dtype=np.float32),
    )
    return Classifier(card or tiny_card(thresholds=LIMITS), lambda _: outputs, "0" * 64)


def test_candidates_are_ranked_and_sum_to_one(photo: Photo) -> None:
    prediction = fixed(1, 5, 2, 0, 3).classify(photo)
    assert [each.label for each in prediction.candidates] == [LABELS[at] for at in (1, 4, 2, 0, 3)]
    assert sum(each.probability for each in prediction.candidates) == pytest.approx(1, abs=1e-9)
    assert prediction.top.label == "stun_gun"
    assert prediction.probability("other") == prediction.candidates[1].probability
    assert prediction.model_id == "tiny"


def test_equal_candidates_keep_the_order_of_the_card(photo: Photo) -> None:
    prediction = fixed(0, 0, 0, 0, 0).classify(photo)
    assert tuple(each.label for each in prediction.candidates) == LABELS


def test_temperature_softens_and_keeps_the_order(photo: Photo) -> None:
    soft = dataclasses.replace(tiny_card(thresholds=LIMITS), temperature=4.0)
    sharp = fixed(1, 5, 2, 0, 3).classify(photo)
    mild = fixed(1, 5, 2, 0, 3, card=soft).classify(photo)
    assert [each.label for each in mild.candidates] == [each.label for each in sharp.candidates]
    powers = np.exp(np.array([1, 5, 2, 0, 3]) / 4)
    assert mild.top.probability == pytest.approx(powers[1] / powers.sum())
    assert mild.novelty == sharp.novelty  # scored before the temperature


@pytest.mark.parametrize(
    ("logits", "certainty"),
    [
        ((9, 0, 0, 0, 0), Certainty.SURE),
        ((0, 0, 9, 0, 0), Certainty.SURE),
        ((3, 3, 0, 0, 0), Certainty.UNSURE),
        ((2, 0, 0, 0, 9), Certainty.UNKNOWN),  # an outlier label on top
        ((3, 3, 3, 3, 4), Certainty.UNSURE),  # an outlier label on top, but weakly
        ((-2, -20, -20, -20, -20), Certainty.UNKNOWN),  # confident, and novel all the same
    ],
)
def test_certainty_follows_the_card(
    photo: Photo, logits: tuple[float, ...], certainty: Certainty
) -> None:
    assert fixed(*logits).classify(photo).certainty is certainty


def test_exactly_the_threshold_counts_as_sure(photo: Photo) -> None:
    even = Thresholds(recognise=0.2, novelty=1e6, good_left=0.1)
    classifier = fixed(0, 0, 0, 0, 0, card=tiny_card(thresholds=even))
    assert classifier.classify(photo).certainty is Certainty.SURE


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_values_that_are_no_numbers_are_an_error(photo: Photo, bad: float) -> None:
    with pytest.raises(WeightsError, match="no numbers"):
        fixed(0, bad, 0, 0, 0).classify(photo)


def test_another_count_of_values_is_an_error(photo: Photo) -> None:
    with pytest.raises(WeightsError, match="give 3 values for 5 labels"):
        fixed(0, 0, 0).classify(photo)


def test_the_tiny_network_answers_the_same_twice(tiny_classifier: Classifier, photo: Photo) -> None:
    first, second = (tiny_classifier.classify(photo) for _ in range(2))
    assert first.candidates == second.candidates
    assert first.activations.shape[0] == len(LABELS)


def test_a_prediction_checks_itself() -> None:
    vector, maps = np.ones(3, dtype=np.float32), np.ones((2, 1, 1), dtype=np.float32)

    def made(*chances: float) -> Prediction:
        candidates = tuple(Candidate(f"c{at}", chance) for at, chance in enumerate(chances))
        return Prediction(candidates, Certainty.SURE, 0.0, vector, maps, "m", "0" * 64)

    assert made(0.75, 0.25).top == Candidate("c0", 0.75)
    with pytest.raises(ValueError, match="most probable first"):
        made(0.25, 0.75)
    with pytest.raises(ValueError, match="sum to"):
        made(0.75, 0.2)
    with pytest.raises(ValueError, match="2 activation maps for 3"):
        made(0.5, 0.25, 0.25)
    with pytest.raises(ValueError, match=r"must lie in 0\.\.1"):
        Candidate("raw logit", 7.5)
    with pytest.raises(KeyError):
        made(0.75, 0.25).probability("ghost")


def test_outputs_check_their_shapes() -> None:
    ones = {name: np.ones(shape, dtype=np.float32) for name, shape in SHAPES.items()}
    Outputs(**ones)
    for name, wrong in (
        ("logits", (2, 5, 1)),
        ("embedding", (1, 3)),
        ("features", (2, 4, 2, 2)),
        ("activations", (2, 4, 2, 2)),
    ):
        with pytest.raises(ValueError, match=name):
            Outputs(**{**ones, name: np.ones(wrong, dtype=np.float32)})


SHAPES = {
    "logits": (2, 5),
    "embedding": (2, 3),
    "features": (2, 3, 2, 2),
    "activations": (2, 5, 2, 2),
}
