"""Novelty rises with strangeness, whatever the method."""

from __future__ import annotations

import numpy as np
import pytest

from model import novelty

KNOWN = np.array([True, True, True, False])
CLEAR = [9.0, 0.0, 0.0, 0.0]
VAGUE = [0.1, 0.0, 0.1, 1.0]
NONE_OF_THESE = [0.0, 0.0, 0.0, 9.0]


@pytest.mark.parametrize("method", novelty.METHODS)
def test_what_is_clear_is_less_novel_than_what_is_vague(method: str) -> None:
    scores = novelty.score(method, np.array([CLEAR, VAGUE, NONE_OF_THESE]), KNOWN)
    assert scores.shape == (3,)
    assert scores[0] < scores[1]
    assert scores[0] < scores[2]


@pytest.mark.parametrize("method", novelty.METHODS)
def test_a_row_is_scored_the_same_alone_and_in_a_batch(method: str) -> None:
    rows = np.random.default_rng(0).normal(size=(5, 4)).astype(np.float32)
    alone = [novelty.score(method, row[None], KNOWN)[0] for row in rows]
    assert np.allclose(novelty.score(method, rows, KNOWN), alone)


def test_the_scores_are_the_formulas() -> None:
    logits = np.array([[1.0, 2.0, 3.0, 4.0]])
    powers = np.exp(logits[0])
    assert novelty.score("maximum_logit", logits, KNOWN)[0] == -3
    assert np.isclose(novelty.score("energy", logits, KNOWN)[0], -np.log(powers[:3].sum()))
    share = powers[3] / powers.sum()
    assert np.isclose(novelty.score("none_probability", logits, KNOWN)[0], share)


@pytest.mark.parametrize("method", novelty.METHODS)
def test_large_logits_do_not_overflow(method: str) -> None:
    scores = novelty.score(method, np.array([[5e4, -5e4, 0.0, 4e4]], dtype=np.float32), KNOWN)
    assert np.isfinite(scores).all()


def test_the_mass_on_none_needs_a_label_for_none() -> None:
    with pytest.raises(ValueError, match="name one in outlier_labels"):
        novelty.score("none_probability", np.zeros((1, 2)), np.array([True, True]))


@pytest.mark.parametrize(
    ("method", "logits", "known", "words"),
    [
        ("magic", np.zeros((1, 4)), KNOWN, "choose one of"),
        ("energy", np.zeros(4), KNOWN, "do not fit"),
        ("energy", np.zeros((1, 3)), KNOWN, "do not fit"),
        ("energy", np.zeros((1, 4)), ~np.ones(4, dtype=bool), "at least one label"),
    ],
)
def test_what_does_not_fit_is_refused(
    method: str, logits: np.ndarray, known: np.ndarray, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        novelty.score(method, logits, known)
