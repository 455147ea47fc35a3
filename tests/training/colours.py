"""Weights whose head names the nearest mean colour, and photos of a new colour."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from datasets.samples import Sample, read_tree
from model import weights
from model.card import SCHEMA, ModelCard, Thresholds
from model.network import Network, NetworkSpec, build
from model.photo import Photo, encode_jpeg
from model.preprocess import Preprocess
from training.teach import embed, head_of

COLOURS = {
    "blue": (50, 60, 210),
    "green": (40, 190, 60),
    "other": (128, 128, 128),
    "red": (210, 40, 40),
}
YELLOW = (225, 205, 30)
LABELS = tuple(COLOURS)
PREPROCESS = Preprocess(size=64)
CARD = ModelCard(
    schema=SCHEMA,
    name="tiny",
    labels=LABELS,
    outlier_labels=("other",),
    preprocess=PREPROCESS,
    network="efficientnet_lite0",
    temperature=1.3,
    thresholds=Thresholds(recognise=0.7, novelty=-1.0, good_left=0.2),
    novelty_method="maximum_logit",
    training={"seed": 1},
    metrics={"top1": 0.9},
    created="2026-01-01",
)


@dataclass(frozen=True, slots=True)
class World:
    """Weights, pictures of what they know, and photos of something new."""

    weights: Path
    known: list[Sample]
    photos: list[Path]


def photo_of(path: Path, colour: tuple[int, int, int], seed: int) -> Path:
    noise = np.random.default_rng(seed).normal(0, 30, (90, 120, 3))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode_jpeg((noise + np.array(colour)).clip(0, 255).astype(np.uint8)))
    return path


def embeddings(network: Network, paths: list[Path]) -> np.ndarray:
    squares = [PREPROCESS.letterbox(Photo.open(path, PREPROCESS.min_side).pixels) for path in paths]
    return embed(network, squares, PREPROCESS)


def said(file: Path, path: Path) -> str:
    network, card = weights.load(file)
    return card.labels[int(head_of(network)(embeddings(network, [path])).argmax())]


def make_world(root: Path) -> World:
    """A pretrained backbone under a head that names the nearest mean."""
    for at, (label, colour) in enumerate(COLOURS.items()):
        for number in range(4):
            photo_of(root / "known" / label / f"{number}.jpg", colour, 100 * at + number)
    known = read_tree(root / "known")
    network = build(NetworkSpec("efficientnet_lite0", True, LABELS))
    seen = embeddings(network, [sample.path for sample in known])
    means = torch.from_numpy(seen.reshape(len(LABELS), 4, -1).mean(axis=1)).float()
    means -= means.mean(dim=0)
    scale = 20 / float(torch.pdist(means).square().mean())
    with torch.no_grad():
        network.head.weight[:] = scale * means
        middle = torch.from_numpy(seen.mean(axis=0)).float()
        network.head.bias[:] = -network.head.weight @ middle
        network.head.bias.sub_(scale / 2 * means.square().sum(dim=1))
    weights.save(root / "tiny.safetensors", network, CARD)
    photos = [photo_of(root / "new" / f"{at}.jpg", YELLOW, 900 + at) for at in range(5)]
    return World(root / "tiny.safetensors", known, photos)
