"""The backbones: ImageNet weights land where they belong, other networks are built by name."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from model.errors import WeightsError
from model.network import (
    NetworkSpec,
    Tensors,
    _lite_file,
    build,
    expectation,
    load_in_order,
)
from model.preprocess import Preprocess

GOLDEN = Path(__file__).parent.parent / "golden" / "imagenet_logits.json"
LITES = ("efficientnet_lite0", "efficientnet_lite1", "efficientnet_lite2")
# To regenerate GOLDEN, once `top-1 on known photos` has been looked at again:
#   python -c "from tests.model.test_network import write_golden; write_golden()"


def imagenet_logits(architecture: str) -> list[float]:
    """The first ten ImageNet logits of a seeded picture, with the package's own last layer."""
    wanted = expectation(architecture)
    pixels = np.random.default_rng(7).integers(0, 256, (9, 12, 3), dtype=np.uint8)
    picture = Preprocess(wanted.side, "bicubic", wanted.mean, wanted.std).letterbox(
        np.ascontiguousarray(pixels.repeat(40, axis=0).repeat(40, axis=1))
    )
    array = Preprocess(wanted.side, "bicubic", wanted.mean, wanted.std).normalise(picture)
    network = build(NetworkSpec(architecture, pretrained=True, labels=("a", "b")))
    *_, weight, bias = torch.load(_lite_file(architecture), weights_only=True).values()
    with torch.inference_mode():
        embedding = network(torch.from_numpy(array)[None]).embedding
        return [round(float(x), 5) for x in (embedding @ weight.T + bias)[0, :10]]


def write_golden() -> None:
    """Write GOLDEN anew."""
    values = {name: imagenet_logits(name) for name in LITES}
    GOLDEN.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


@pytest.mark.parametrize("architecture", LITES)
def test_the_imagenet_weights_give_the_golden_logits(architecture: str) -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))[architecture]
    np.testing.assert_allclose(imagenet_logits(architecture), golden, rtol=1e-3, atol=2e-3)


def test_a_mean_of_activations_and_the_bias_is_the_logit() -> None:
    network = build(NetworkSpec("efficientnet_lite0", False, ("a", "b", "c")))
    with torch.inference_mode():
        given = network(torch.randn(2, 3, 64, 64))
    assert [tuple(x.shape) for x in given] == [(2, 3), (2, 1280), (2, 1280, 2, 2), (2, 3, 2, 2)]
    again = given.activations.mean(dim=(2, 3)) + network.head.bias
    torch.testing.assert_close(again, given.logits)


def test_batch_normalisation_is_in_evaluation_mode() -> None:
    network = build(NetworkSpec("efficientnet_lite0", False, ("a", "b")))
    assert not any(module.training for module in network.modules())


@pytest.mark.parametrize(
    "architecture",
    [
        *("timm:resnet10t", "timm:mobilenetv3_small_050", "timm:efficientnet_lite1"),
        *("torchvision:squeezenet1_1", "torchvision:resnet18", "torchvision:shufflenet_v2_x0_5"),
    ],
)
def test_other_convolutional_networks_are_built_by_name(architecture: str) -> None:
    network = build(NetworkSpec(architecture, False, ("a", "b")))
    side = expectation(architecture).side
    with torch.inference_mode():
        given = network(torch.zeros(1, 3, side, side))
    assert isinstance(given, Tensors)
    assert given.logits.shape == (1, 2)
    assert given.features.shape[1] == given.embedding.shape[1]


@pytest.mark.parametrize("architecture", ["timm:vit_tiny_patch16_224", "torchvision:swin_t"])
def test_a_network_without_a_feature_map_is_refused(architecture: str) -> None:
    with pytest.raises(WeightsError, match="choose a"):
        build(NetworkSpec(architecture, False, ("a", "b")))


@pytest.mark.parametrize("architecture", ["efficientnet_lite9", "timm:resnet5O", "torchvision:x"])
def test_an_unknown_architecture_is_refused_with_what_is_near(architecture: str) -> None:
    with pytest.raises(WeightsError, match=r"is not known; (allowed|near)"):
        build(NetworkSpec(architecture, False, ("a", "b")))


def test_pretrained_weights_that_cannot_be_had_are_said_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr("model.network.torchvision.models.get_model", unreachable)
    with pytest.raises(WeightsError, match=r"torchvision:resnet18 cannot be had \(no route"):
        build(NetworkSpec("torchvision:resnet18", True, ("a", "b")))


def test_a_shape_that_differs_is_an_error_with_both_sides() -> None:
    network = torch.nn.Linear(3, 2)
    state = {"theirs": torch.zeros(2, 4), "bias": torch.zeros(2)}
    with pytest.raises(WeightsError, match=r"weight \(2, 3\) in the network, theirs \(2, 4\)"):
        load_in_order(network, state, "toy")


def test_another_number_of_tensors_is_an_error() -> None:
    with pytest.raises(WeightsError, match="hold 1 tensors, the network has 2"):
        load_in_order(torch.nn.Linear(3, 2), {"w": torch.zeros(2, 3)}, "toy")


def test_a_network_needs_two_different_labels() -> None:
    with pytest.raises(WeightsError, match="two different labels"):
        NetworkSpec("efficientnet_lite0", False, ("a", "a"))
