"""A classifier that answers by the colour of the photo: no weights, every outcome at will."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from catalogue.load import Catalogue
from model.card import SCHEMA, ModelCard, Thresholds
from model.classifier import Classifier
from model.photo import Photo, Pixels, encode_jpeg
from model.prediction import Outputs
from model.preprocess import Preprocess

SIZE = 64  # px, side of the network's input
SIDE = 7  # of the activation map
RED, GREEN, BLUE, YELLOW, GREY = (
    (200, 40, 40),
    (40, 170, 60),
    (40, 60, 200),
    (190, 180, 40),
    (128, 128, 128),
)
# Channels brighter than middle grey -> logits; what is not named gets 0.
SCENES: Mapping[tuple[bool, bool, bool], Mapping[str, float]] = {
    (True, False, False): {"spiked_baton": 9.0, "plain_baton": 6.5},  # recognised, a rival
    (False, True, False): {"padlock": 14.0},  # a look-alike, nothing left on a good
    (False, False, True): {"handcuffs": 6.0, "leg_cuffs": 5.7, "thumb_cuffs": 5.5},  # unsure
    (True, True, False): {"handcuffs": 12.0},  # recognised; depends on measurements
}


def card(catalogue: Catalogue) -> ModelCard:
    """A card with every label of the catalogue."""
    return ModelCard(
        schema=SCHEMA,
        name="colours",
        labels=catalogue.ids(),
        outlier_labels=("other",),
        preprocess=Preprocess(size=SIZE),
        network="by colour",
        temperature=1.0,
        thresholds=Thresholds(recognise=0.6, novelty=0.5, good_left=0.05),
        novelty_method="none_probability",
        training={},
        metrics={},
        created="2026-11-23",
    )


def classifier(catalogue: Catalogue) -> Classifier:
    """Answers `SCENES`; any other colour is none of these."""
    labels = catalogue.ids()

    def forward(batch: npt.NDArray[np.float32]) -> Outputs:
        middle = batch[:, :, SIZE // 2 - 4 : SIZE // 2 + 4, SIZE // 2 - 4 : SIZE // 2 + 4]
        red, green, blue = (bool(mean > 0.1) for mean in middle.mean(axis=(0, 2, 3)))
        scene = SCENES.get((red, green, blue), {"other": 9.0})
        logits = np.array([[scene.get(label, 0.0) for label in labels]], dtype=np.float32)
        return Outputs(
            logits=logits,
            embedding=np.ones((1, 8), dtype=np.float32),
            features=np.ones((1, 8, SIDE, SIDE), dtype=np.float32),
            activations=_blob(len(labels)),
        )

    return Classifier(card(catalogue), forward, hashlib.sha256(b"colours").hexdigest())


def _blob(count: int) -> npt.NDArray[np.float32]:
    """`(1, count, SIDE, SIDE)` with one maximum in the middle."""
    axis = np.linspace(-1, 1, SIDE)
    blob = np.exp(-3 * (axis[:, None] ** 2 + axis[None, :] ** 2))
    return np.broadcast_to(blob, (1, count, SIDE, SIDE)).astype(np.float32)


def scene(colour: tuple[int, int, int], width: int = 320, height: int = 240) -> Pixels:
    """`(height, width, 3) uint8` of one colour with some texture, so that it is not flat."""
    noise = np.random.default_rng(0).integers(-30, 30, (height, width, 1))
    return np.asarray((np.array(colour) + noise).clip(0, 255), dtype=np.uint8)


def jpeg(colour: tuple[int, int, int]) -> bytes:
    """A photo of one colour as a file."""
    return encode_jpeg(scene(colour))


def photo(colour: tuple[int, int, int]) -> Photo:
    """A photo of one colour, decoded."""
    return Photo.from_bytes(jpeg(colour), "photo.jpg")
