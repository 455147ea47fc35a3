"""A small network and near-duplicates made up for the tests."""

from __future__ import annotations

import hashlib
from functools import cache

import numpy as np
import numpy.typing as npt

from datasets.library.intake import prepare
from datasets.library.library import Library
from datasets.library.record import Item
from model.card import SCHEMA, ModelCard, Thresholds
from model.classifier import Classifier
from model.photo import encode_jpeg, resize
from model.prediction import Outputs
from model.preprocess import Preprocess
from tests.conftest import textured
from tests.datasets.library.made import ANNA, TERMS

LABELS = ("handcuffs", "batons", "other")
WIDTH = 48  # values of an embedding: 4 x 4 px in colour
SHA256 = hashlib.sha256(b"tiny").hexdigest()


def classifier(sha256: str = SHA256) -> Classifier:
    """Sees a photo as 4 x 4 px; its logits are the first of them."""
    card = ModelCard(
        schema=SCHEMA,
        name="tiny",
        labels=LABELS,
        outlier_labels=("other",),
        preprocess=Preprocess(size=16),
        network="none",
        temperature=1.0,
        thresholds=Thresholds(recognise=0.6, novelty=0.5, good_left=0.05),
        novelty_method="none_probability",
        training={},
        metrics={},
        created="2026-11-28",
    )

    def forward(batch: npt.NDArray[np.float32]) -> Outputs:
        n = len(batch)
        seen = batch.reshape(n, 3, 4, 4, 4, 4).mean(axis=(3, 5)).reshape(n, WIDTH)
        return Outputs(
            logits=seen[:, : len(LABELS)],
            embedding=seen.astype(np.float32),
            features=np.ones((n, WIDTH, 1, 1), np.float32),
            activations=np.ones((n, len(LABELS), 1, 1), np.float32),
        )

    return Classifier(card, forward, sha256)


@cache
def again(seed: int, width: int = 180) -> bytes:
    """The same scene as `made.jpeg(seed)`, smaller and pressed harder: other bytes, same look."""
    pixels = textured(200, 160, seed)
    return encode_jpeg(resize(pixels, width, width * 4 // 5), 60)


def added_again(library: Library, seed: int, width: int = 180, **said: object) -> Item:
    """A near-duplicate in the library."""
    item = library.add(prepare(again(seed, width), f"{seed}-again.jpg", said, TERMS), ANNA)
    assert item is not None
    return item
