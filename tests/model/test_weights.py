"""Weights and card in one safetensors file."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

import pytest
import safetensors.torch
import torch

from model import weights
from model.errors import WeightsError
from model.network import Network, NetworkSpec, build
from tests.tiny_graph import tiny_card

CARD = replace(tiny_card(), network="efficientnet_lite0")


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(0)
    return build(NetworkSpec("efficientnet_lite0", False, CARD.labels))


def test_what_is_saved_is_what_is_loaded(network: Network, tmp_path: Path) -> None:
    weights.save(tmp_path / "w.safetensors", network, CARD)
    again, card = weights.load(tmp_path / "w.safetensors")
    assert card == CARD
    images = torch.randn(1, 3, 64, 64)
    with torch.inference_mode():
        torch.testing.assert_close(again(images).logits, network(images).logits, rtol=0, atol=0)
    assert [path.name for path in tmp_path.iterdir()] == ["w.safetensors"]


def test_compact_tensors_take_half_the_room_and_come_back_as_rounded(
    network: Network, tmp_path: Path
) -> None:
    rounded = copy.deepcopy(network)
    weights.round_matrices(rounded)
    pairs = zip(network.parameters(), rounded.parameters(), strict=True)
    assert all((a - b).abs().max() <= 2**-11 * a.abs().max() for a, b in pairs)
    assert any(
        (a != b).any() for a, b in zip(network.parameters(), rounded.parameters(), strict=True)
    )
    for name, compact in (("whole", False), ("half", True)):
        weights.save(tmp_path / name, rounded, CARD, compact)
    again, _ = weights.load(tmp_path / "half")
    for name, value in rounded.state_dict().items():
        torch.testing.assert_close(again.state_dict()[name], value, rtol=0, atol=0)
    whole, half = ((tmp_path / name).stat().st_size for name in ("whole", "half"))
    assert half < 0.53 * whole


def test_a_weight_beyond_16_bits_is_refused(network: Network) -> None:
    huge = copy.deepcopy(network)
    with torch.no_grad():
        huge.head.weight[0, 0] = 1e5
    with pytest.raises(WeightsError, match=r"head\.weight holds a weight beyond 65504"):
        weights.round_matrices(huge)


def test_a_card_of_other_labels_is_refused(network: Network, tmp_path: Path) -> None:
    card = replace(CARD, labels=("a", "b"), outlier_labels=())
    with pytest.raises(WeightsError, match="with 2 labels"):
        weights.save(tmp_path / "w.safetensors", network, card)
    assert not list(tmp_path.iterdir())


def _rewrite(network: Network, path: Path, tensors: dict[str, torch.Tensor]) -> None:
    header = {"card": CARD.to_json(), "tensors_sha256": weights._digest(tensors)}
    safetensors.torch.save_file(tensors, path, metadata=header)


def test_a_difference_shows_both_sides(network: Network, tmp_path: Path) -> None:
    tensors = dict(network.state_dict())
    tensors["head.weight"] = torch.zeros(7, 1280)
    tensors["head.extra"] = tensors.pop("head.bias").clone()
    _rewrite(network, tmp_path / "w.safetensors", tensors)
    with pytest.raises(WeightsError) as caught:
        weights.load(tmp_path / "w.safetensors")
    message = str(caught.value)
    assert "only in the network: head.bias" in message
    assert "only in the file: head.extra" in message
    assert "(5, 1280) float32 in the network, (7, 1280) float32 in the file" in message


def test_altered_tensors_are_refused(network: Network, tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    weights.save(path, network, CARD)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(WeightsError, match="were altered"):
        weights.load(path)


def test_a_file_without_a_card_is_refused(tmp_path: Path) -> None:
    safetensors.torch.save_file({"a": torch.zeros(1)}, tmp_path / "w.safetensors")
    with pytest.raises(WeightsError, match="no card"):
        weights.load(tmp_path / "w.safetensors")


@pytest.mark.parametrize("data", [b"", b"not tensors at all"])
def test_a_damaged_file_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "w.safetensors").write_bytes(data)
    with pytest.raises(WeightsError, match="cannot be read"):
        weights.load(tmp_path / "w.safetensors")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="do not exist"):
        weights.load(tmp_path / "w.safetensors")


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"old")

    def full(self: Path, target: Path) -> Path:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        weights.write_whole(tmp_path / "file", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]
