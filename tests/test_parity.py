"""The torch network and the released ONNX graph give the same answers to the same photos."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from model.errors import WeightsError
from model.network import Network, NetworkSpec, build
from model.photo import Photo, encode_jpeg
from model.preprocess import Preprocess
from model.runtime import OUTPUTS, OnnxNetwork
from tests.conftest import textured
from tests.tiny_graph import tiny_card
from training import export

TOLERANCE = 1e-4  # float32 sums in another order
CARD = replace(tiny_card(), network="efficientnet_lite0", preprocess=Preprocess(size=96))


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(0)
    return build(NetworkSpec("efficientnet_lite0", True, CARD.labels))


@pytest.fixture(scope="module")
def graph(network: Network, tmp_path_factory: pytest.TempPathFactory) -> OnnxNetwork:
    path = tmp_path_factory.mktemp("parity") / "graph.onnx"
    export.export(path, network, CARD)
    (path.parent / "released.toml").write_text(export._listing(path.read_bytes()))
    return OnnxNetwork.open(path)


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_photos_give_the_same_outputs(
    count: int, network: Network, graph: OnnxNetwork
) -> None:
    photos = [
        Photo.from_bytes(encode_jpeg(textured(200, 150 + 20 * seed, seed)), "p.jpg")
        for seed in range(count)
    ]
    batch = np.stack([CARD.preprocess.to_array(photo) for photo in photos])
    with torch.inference_mode():
        expected = network(torch.from_numpy(batch))
    given = graph(batch)
    for name in OUTPUTS:
        np.testing.assert_allclose(
            getattr(given, name), getattr(expected, name).numpy(), atol=TOLERANCE, err_msg=name
        )


def test_the_card_comes_back_from_the_graph(graph: OnnxNetwork) -> None:
    assert graph.card == CARD


def test_a_graph_that_answers_otherwise_is_not_written(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = export._logits
    monkeypatch.setattr(export, "_logits", lambda *a: true(*a) + np.float32(2e-4))
    with pytest.raises(WeightsError, match=r"differs from the network by 2\.0e-04"):
        export.export(tmp_path / "graph.onnx", network, CARD)
    assert not list(tmp_path.iterdir())
