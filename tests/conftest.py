"""Fixtures of several folders: a photo, its file, a tiny released network, and a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser

from model.classifier import Classifier
from model.photo import Photo, Pixels, encode_jpeg
from model.runtime import OnnxNetwork
from tests.pages.browser import NoBrowser, chromium
from tests.tiny_graph import tiny_card, write_weights


def textured(width: int, height: int, seed: int = 0) -> Pixels:
    """Seeded `(height, width, 3) uint8` with detail at several scales, like a real photo."""
    rng = np.random.default_rng(seed)
    pixels = np.zeros((height, width, 3), dtype=np.float64)
    for cell in (1, 4, 16, 64):
        grid = rng.normal(size=(-(-height // cell), -(-width // cell), 3)) * cell**0.5 * 6
        pixels += grid.repeat(cell, axis=0).repeat(cell, axis=1)[:height, :width]
    return np.asarray((pixels + 128).clip(0, 255), dtype=np.uint8)


@pytest.fixture
def photo_file(tmp_path: Path) -> Path:
    """A JPEG file of 320 x 240 px."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(encode_jpeg(textured(320, 240)))
    return path


@pytest.fixture
def photo(photo_file: Path) -> Photo:
    """The decoded `photo_file`."""
    return Photo.open(photo_file)


@pytest.fixture(scope="session")
def tiny_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ONNX file with a card, listed in the `released.toml` beside it; do not change it."""
    return write_weights(tmp_path_factory.mktemp("weights"), tiny_card())


@pytest.fixture(scope="session")
def tiny_classifier(tiny_weights: Path) -> Classifier:
    """A classifier on `tiny_weights`."""
    network = OnnxNetwork.open(tiny_weights)
    return Classifier(network.card, network, network.sha256)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Skipped where a person has no Chromium; in `.ci/run` a failure: the page is the product."""
    try:
        with chromium() as running:
            yield running
    except NoBrowser as missing:
        if os.environ.get("BROWSER_REQUIRED"):
            raise
        pytest.skip(str(missing))
