from __future__ import annotations

import math

import numpy as np
import pytest

from catalogue.load import Catalogue, load
from evaluation.bands import bands, shown
from evaluation.metrics import Share
from evaluation.predictions import Role
from model.card import Thresholds
from model.classifier import Classifier
from model.photo import Photo
from model.prediction import Outputs
from model.screening import confidence_words, screen
from tests.evaluation.made import run
from tests.tiny_graph import tiny_card

LABELS = (
    "handcuffs",
    "leg_irons",
    "stun_gun",
    "flashlight",
    "padlock",
    "chair",
    "zither",  # the catalogue does not have it
    "other",
)
LIMITS = Thresholds(recognise=0.6, novelty=0.0, good_left=0.15)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def _answering(logits: np.ndarray, labels: tuple[str, ...]) -> Classifier:
    """A classifier that gives these logits (K,) to every photo."""
    maps = np.zeros((1, len(labels), 1, 1), dtype=np.float32)
    outputs = Outputs(logits[None], maps[:, :2, 0, 0], maps[:, :2], maps)
    limits = Thresholds(recognise=0.6, novelty=-1.0, good_left=0.15)
    return Classifier(tiny_card(labels, ("other",), thresholds=limits), lambda _: outputs, "0" * 64)


@pytest.mark.parametrize(
    "labels", [LABELS, (*LABELS[3:], "spray_can", "pistol", "umbrella"), ("zither", "other")]
)
def test_what_is_shown_is_what_screening_shows(
    labels: tuple[str, ...], photo: Photo, catalogue: Catalogue
) -> None:
    """Goods and look-alikes, no good at all, and nothing of the catalogue."""
    rng = np.random.default_rng(len(labels))
    logits = rng.normal(scale=2.5, size=(150, len(labels))).astype(np.float32)
    reports = [screen(photo, _answering(row, labels), catalogue) for row in logits]
    given = run(
        np.exp(logits.astype(np.float64)),
        ["other"] * len(logits),
        labels=labels,
        outcomes=[str(report.outcome) for report in reports],
    )
    found = [[labels[at] for at in row if at >= 0] for row in shown(given, catalogue)]
    assert found == [[f.visual_class.id for f in report.findings] for report in reports]
    if labels == LABELS:
        assert {len(row) for row in found} == {0, 1, 2, 3}
        assert len({report.outcome for report in reports}) == 4


def test_words_are_those_of_screening_and_each_finding_counts_under_its_own(
    catalogue: Catalogue,
) -> None:
    chances = [
        [0.90, 0.05, 0.01, 0.01, 0.01, 0.01, 0.005, 0.005],  # looks like handcuffs: right
        [0.50, 0.30, 0.10, 0.05, 0.02, 0.01, 0.01, 0.01],  # may be: wrong, may be: right, less: no
        [0.80, 0.05, 0.05, 0.02, 0.02, 0.02, 0.02, 0.02],  # looks like: a photo outside
    ]
    given = run(
        chances,
        ["handcuffs", "leg_irons", "zither"],
        labels=LABELS,
        none_of_these=("other", "zither"),
        roles=[Role.DATA, Role.DATA, Role.NEAR],
        outcomes=["recognised", "unsure", "recognised"],
    )
    found = {band.words: band for band in bands(given, catalogue, LIMITS)}
    assert list(found) == ["looks like", "may be", "less likely"]
    looks, may, less = found.values()
    assert (looks.right, looks.inside, looks.first) == (Share(1, 2), Share(1, 1), Share(1, 2))
    assert looks.probability == pytest.approx(0.85)
    assert (may.right, may.inside, may.first) == (Share(1, 2), Share(1, 2), Share(0, 1))
    assert (less.right, less.first) == (Share(0, 1), Share(0, 0))
    assert {confidence_words(p, LIMITS) for p in (0.9, 0.5, 0.1)} == set(found)


def test_words_never_shown_are_listed_without_a_rate(catalogue: Catalogue) -> None:
    found = bands(run(np.zeros((0, 8)), [], labels=LABELS), catalogue, LIMITS)
    assert [band.words for band in found] == ["looks like", "may be", "less likely"]
    assert all(band.right == Share(0, 0) and math.isnan(band.probability) for band in found)
