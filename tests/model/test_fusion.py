"""Several photos of one object never say more than one of them does."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from model.card import ModelCard, Thresholds
from model.classifier import Classifier
from model.fusion import AGREEING, Contradiction, Fusion, Shot, agreement, fuse, pooled
from model.prediction import Certainty, Outputs, Prediction
from tests.tiny_graph import LABELS, WIDTH, tiny_card

CARD = replace(
    tiny_card(thresholds=Thresholds(recognise=0.7, novelty=0.5, good_left=0.1)),
    novelty_method="none_probability",
)


def never(batch: object) -> Outputs:
    raise AssertionError("no photo is classified here")


CLASSIFIER = Classifier(CARD, never, "a" * 64)


def said(*logits: float, card: ModelCard = CARD) -> Prediction:
    """What the classifier says of such logits, in the order of the labels."""
    row = np.array([logits], dtype=np.float32)
    maps = np.full((1, len(LABELS), 2, 2), row.max(), dtype=np.float32)
    pooled_features = np.full((1, WIDTH), row[0, 0], dtype=np.float32)
    features = np.zeros((1, WIDTH, 2, 2), dtype=np.float32)
    outputs = Outputs(row, pooled_features, features, maps)
    return replace(CLASSIFIER, card=card).read(outputs)


def shots(*predictions: Prediction) -> list[Shot]:
    return [Shot(f"{at:064x}", prediction) for at, prediction in enumerate(predictions)]


HANDCUFFS = said(5, 0, 0, 1, 0)
PERHAPS = said(2, 1, 0, 1, 0)
STUN_GUN = said(0, 6, 0, 0, 0)
NOTHING = said(0, 0, 0, 0, 5)


def same(one: Fusion, other: Fusion) -> bool:
    """Whether two answers are equal to the last bit."""
    a, b = one.prediction, other.prediction
    return (
        (a.candidates, a.certainty, a.novelty) == (b.candidates, b.certainty, b.novelty)
        and np.array_equal(a.embedding, b.embedding)
        and np.array_equal(a.activations, b.activations)
        and (one.photos, one.mapped, one.contradiction)
        == (other.photos, other.mapped, other.contradiction)
    )


@pytest.mark.parametrize("alone", [HANDCUFFS, PERHAPS, NOTHING])
def test_one_photo_is_answered_exactly_as_alone(alone: Prediction) -> None:
    fused = fuse(shots(alone), CARD)
    assert fused.prediction is alone
    assert fused.contradiction is None


def test_the_order_of_the_photos_changes_no_bit() -> None:
    given = shots(HANDCUFFS, PERHAPS, said(3, 1, 0.3, 2, 0.1))
    answers = [fuse(each, CARD) for each in permutations(given)]
    assert all(same(answers[0], each) for each in answers)


def test_a_photo_given_twice_counts_once() -> None:
    first, second = shots(HANDCUFFS, PERHAPS)
    assert same(fuse([first, second, first, first], CARD), fuse([first, second], CARD))
    assert fuse([second, second], CARD).prediction is PERHAPS


@pytest.mark.parametrize("alone", [HANDCUFFS, PERHAPS, STUN_GUN, NOTHING, said(1, 1, 0, 0, 1.4)])
def test_photos_that_look_alike_say_what_one_of_them_says(alone: Prediction) -> None:
    """A burst has other bytes each time; the rule of certainty is that of `Classifier`."""
    fused = fuse(shots(alone, alone, alone), CARD).prediction
    assert fused.certainty is alone.certainty
    for label in LABELS:
        assert fused.probability(label) == pytest.approx(alone.probability(label), abs=1e-12)
    assert fused.novelty == pytest.approx(alone.novelty)


def test_photos_that_are_each_unsure_are_never_sure_together() -> None:
    """Pooled, 0.99 would pass the threshold of 0.7; alone each has 0.65."""
    left, right = said(4, 3.4, -9, -9, -9), said(4, -9, -9, 3.4, -9)
    assert {left.certainty, right.certainty} == {Certainty.UNSURE}
    fused = fuse(shots(left, right), CARD).prediction
    assert fused.top.label == "handcuffs"
    assert fused.top.probability > 0.99
    assert fused.certainty is Certainty.UNSURE


def test_a_sure_photo_carries_one_that_agrees() -> None:
    fused = fuse(shots(HANDCUFFS, PERHAPS), CARD)
    assert fused.prediction.certainty is Certainty.SURE
    assert fused.contradiction is None
    assert fused.prediction.top.probability < HANDCUFFS.top.probability


@pytest.mark.parametrize("other", [STUN_GUN, said(0, 0, 0, 0, 9)])
def test_photos_that_contradict_each_other_are_unsure_and_say_why(other: Prediction) -> None:
    sure = said(9, 0, 0, 0, 0)
    fused = fuse(shots(sure, other), CARD)
    assert fused.prediction.certainty is Certainty.UNSURE
    assert fused.contradiction is not None
    assert [label for _, label in fused.contradiction.first] == ["handcuffs", other.top.label]
    assert "contradict" in fused.contradiction.sentence


def test_the_map_is_that_of_the_photo_that_supports_the_answer_most() -> None:
    weak, strong = shots(PERHAPS, HANDCUFFS)
    fused = fuse([weak, strong], CARD)
    assert fused.mapped == strong.sha256
    assert np.array_equal(fused.prediction.activations, HANDCUFFS.activations)
    assert fused.prediction.embedding == pytest.approx(np.full(WIDTH, 3.5))


def test_pooling_is_the_softmax_of_the_mean_logits() -> None:
    logits = np.array([[3.0, 1.0, 0.0], [0.0, 2.0, 1.0]])
    chances = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    mean = np.exp(logits.mean(axis=0))
    assert pooled(chances) == pytest.approx(mean / mean.sum())
    assert pooled(np.array([[1.0, 0.0], [1.0, 0.0]])).tolist() == [1.0, pytest.approx(0, abs=1e-29)]


def test_agreement_is_one_for_equal_photos_and_none_for_strangers() -> None:
    row = np.array([0.7, 0.2, 0.1])
    assert agreement(np.stack([row, row, row])) == pytest.approx(1.0)
    assert agreement(np.eye(2)) == pytest.approx(0.0, abs=1e-12)
    halves = np.array([[0.5, 0.5, 0.0], [0.0, 0.5, 0.5]])
    assert agreement(halves) == pytest.approx(0.5)


def test_what_does_not_belong_together_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        fuse([], CARD)
    stranger = replace(HANDCUFFS, model_sha256="b" * 64)
    with pytest.raises(ValueError, match="different weights"):
        fuse(shots(HANDCUFFS, stranger), CARD)
    with pytest.raises(ValueError, match="other labels"):
        fuse(shots(HANDCUFFS), tiny_card(labels=("one", "two", "other")))
    with pytest.raises(ValueError, match="64 hex"):
        Shot("abc", HANDCUFFS)
    with pytest.raises(ValueError, match="below its limit"):
        Contradiction(AGREEING, AGREEING, (("a", "x"), ("b", "y")))
