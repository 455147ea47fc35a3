"""What the frozen backbone sees is computed once, and never taken for something else's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from datasets.compose import Composer
from datasets.samples import Sample
from model.network import Network, NetworkSpec, build
from model.photo import encode_jpeg
from model.preprocess import Preprocess
from tests.conftest import textured
from tests.training.pictures import SETTINGS, tree
from training.__main__ import main
from training.augment import Augment
from training.config import TrainConfig
from training.errors import TrainingError
from training.features import Features, Shelf
from training.views import Pictures, TrainViews

CONFIG = TrainConfig(size=64, head_views=1)


def _never() -> Features:
    raise AssertionError("the features were computed again")


def _network(seed: int = 0) -> Network:
    torch.manual_seed(seed)
    return build(NetworkSpec("efficientnet_lite0", False, ("a", "b")))


def _train(folder: Path, seed: int = 0) -> TrainViews:
    (folder / "p.jpg").write_bytes(encode_jpeg(textured(64, 64, seed)))
    augment = Augment(Preprocess(size=64), 1.0)
    pictures = Pictures([Sample(folder / "p.jpg", "a", "p", rendered=False)], augment, 1)
    return TrainViews(pictures, np.array([0]), Composer([textured(64, 64)]), augment, 0)


def _some() -> Features:
    return torch.arange(3.0)[None], torch.tensor([0])


def test_kept_features_are_given_back_without_computing(tmp_path: Path) -> None:
    shelf, network, train = Shelf(tmp_path / "kept"), _network(), _train(tmp_path)
    shelf.take(network, train, CONFIG, _some)
    features, targets = shelf.take(network, train, CONFIG, _never)
    torch.testing.assert_close((features, targets), _some(), rtol=0, atol=0)


Change = Callable[[Path, TrainViews], tuple[Network, TrainViews, TrainConfig]]
CHANGES: dict[str, Change] = {
    "weights": lambda folder, train: (_network(1), train, CONFIG),
    "picture": lambda folder, train: (_network(), _train(folder, 1), CONFIG),
    "targets": lambda folder, train: (_network(), replace(train, targets=np.array([1])), CONFIG),
    "seed": lambda folder, train: (_network(), replace(train, seed=1), CONFIG),
    "views": lambda folder, train: (_network(), train, replace(CONFIG, head_views=2)),
    "distortion": lambda folder, train: (
        _network(),
        replace(train, augment=Augment(Preprocess(size=64), 0.5)),
        CONFIG,
    ),
    "grounds": lambda folder, train: (
        _network(),
        replace(train, composer=Composer([textured(64, 64, 1)])),
        CONFIG,
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_decides_the_features_makes_them_others(change: str, tmp_path: Path) -> None:
    shelf, train = Shelf(tmp_path / "kept"), _train(tmp_path)
    shelf.take(_network(), train, CONFIG, _some)
    with pytest.raises(AssertionError, match="computed again"):
        shelf.take(*CHANGES[change](tmp_path, train), _never)


def test_a_torn_file_is_refused_by_name(tmp_path: Path) -> None:
    shelf, network, train = Shelf(tmp_path / "kept"), _network(), _train(tmp_path)
    shelf.take(network, train, CONFIG, _some)
    (kept,) = (tmp_path / "kept").iterdir()
    kept.write_bytes(kept.read_bytes()[:100])
    with pytest.raises(TrainingError, match=f"{kept.name} cannot be read; delete the file"):
        shelf.take(network, train, CONFIG, _never)


def test_a_second_head_computes_no_features_and_is_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures = tree(tmp_path / "tree")
    said: list[str] = []
    for name in ("one", "two"):
        arguments = ["fit", "--data", str(pictures), "--out", str(tmp_path / name), *SETTINGS]
        arguments += ["--set", "epochs=0", "--features", str(tmp_path / "kept")]
        assert main(arguments) == 0
        said.append(capsys.readouterr().out)
    assert "computing features" in said[0]
    assert "computing features" not in said[1]
    one, two = ((tmp_path / n / "predictions.csv").read_text() for n in ("one", "two"))
    assert one == two
