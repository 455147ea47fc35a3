"""Promises of the card on validation pictures that can be counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from model.card import ConfidenceBand, Thresholds
from model.screening import confidence_words
from training.reliability import confidence_bands, conformal_limits

# Labels: two goods and other.
KNOWN = np.array([True, True, False])


def _chances(*first: float) -> np.ndarray:
    """Rows whose first label has the chance given, the second half of the rest."""
    return np.array([[p, (1 - p) / 2, (1 - p) / 2] for p in first])


def test_the_limits_are_scores_of_known_pictures_alone() -> None:
    chances = _chances(*np.linspace(0.41, 0.99, 19), 0.0)
    targets = np.array([0] * 19 + [2])
    found = conformal_limits(chances, targets, KNOWN, (0.5, 0.9, 0.99))
    assert [row.pictures for row in found] == [19, 19, 19]
    assert found[0].lac == pytest.approx(1 - sorted(chances[:19, 0])[-10])  # rank 20 x 0.5
    assert found[1].lac == pytest.approx(1 - sorted(chances[:19, 0])[-18])
    assert found[0].aps == 0.0  # the first label alone is right
    assert (found[2].lac, found[2].aps) == (1.0, 1.0)  # rank 20 of 19


def test_without_known_pictures_nothing_is_promised() -> None:
    assert conformal_limits(_chances(0.5), np.array([2]), KNOWN) == ()


LIMITS = Thresholds(recognise=0.8, novelty=0.0, good_left=0.4)


def test_a_band_counts_the_first_finding_of_what_is_answered() -> None:
    chances = np.array(
        [
            [0.9, 0.1, 0.0],  # right
            [0.8, 0.1, 0.1],  # an other thing taken for a good
            [0.9, 0.1, 0.0],  # too novel to be answered
            [0.5, 0.4, 0.1],  # unsure and wrong
            [0.3, 0.1, 0.6],  # unsure; the first named is right
            [0.1, 0.0, 0.9],  # surely none of these: no finding
        ]
    )
    targets = np.array([0, 2, 0, 1, 0, 2])
    passed = np.array([True, True, False, True, True, True])
    assert confidence_bands(chances, targets, KNOWN, passed, LIMITS) == (
        ConfidenceBand("looks like", 0.8, pictures=2, right=1),
        ConfidenceBand("may be", 0.4, pictures=1, right=0),
        ConfidenceBand("less likely", 0.0, pictures=1, right=1),
    )


@pytest.mark.parametrize(
    ("recognise", "good_left", "words"),
    [
        (0.8, 0.4, ["looks like", "may be", "less likely"]),
        (0.8, 0.0, ["looks like", "may be"]),
        (0.3, 0.5, ["looks like", "less likely"]),
        (0.0, 0.5, ["looks like"]),
    ],
)
def test_each_wording_that_can_occur_has_its_band(
    recognise: float, good_left: float, words: list[str]
) -> None:
    """A probability is worded as the band that begins at or below it."""
    limits = Thresholds(recognise=recognise, novelty=0.0, good_left=good_left)
    one = np.array([True])
    bands = confidence_bands(_chances(0.9), np.array([0]), KNOWN, one, limits)
    assert [band.words for band in bands] == words
    for chance in np.linspace(0.0, 1.0, 21):
        own = next(band for band in bands if band.lower <= chance)
        assert own.words == confidence_words(float(chance), limits)
