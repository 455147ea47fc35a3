"""What moves the weights: which of them learn, how fast, and their running average."""

from __future__ import annotations

import copy
import math
from typing import Any

import torch
from torch import nn

from model.network import Network
from training.config import TrainConfig


class Average:
    """An exponential moving average of a network's trained weights."""

    def __init__(self, network: Network, decay: float) -> None:
        self.network = copy.deepcopy(network).eval()
        self._decay = decay
        self._steps = 0

    def state(self) -> dict[str, object]:
        """What a checkpoint keeps of it."""
        return {"steps": self._steps, "network": self.network.state_dict()}

    def load(self, state: dict[str, Any]) -> None:
        """Go on from `state()`."""
        self._steps = state["steps"]
        self.network.load_state_dict(state["network"])

    def update(self, network: Network) -> None:
        """Move towards the network; the decay rises from 0, so that the start is forgotten."""
        self._steps += 1
        decay = min(self._decay, self._steps / (self._steps + 10))
        pairs = zip(self.network.parameters(), network.parameters(), strict=True)
        with torch.no_grad():
            for mean, value in pairs:
                mean.lerp_(value, 1 - decay)


def draw_back(tuned: nn.Module, start: nn.Module, share: float) -> None:
    """Keep a share 0..1 of what tuning changed; the same modules before and after.

    Weights between the pretrained and the tuned ones see unlike pictures better than either
    (Wortsman et al. 2022, Robust fine-tuning of zero-shot models, arXiv 2109.01903).
    """
    pairs = zip(tuned.parameters(), start.parameters(), strict=True)
    with torch.no_grad():
        for value, before in pairs:
            value.copy_(torch.lerp(before, value, share))


def factor(step: int, warm: int, total: int) -> float:
    """Warm-up in a line from near 0, then a cosine down to 0: what a step size is multiplied by."""
    if step < warm:
        return (step + 1) / (warm + 1)
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (step - warm) / max(1, total - warm))))


def freeze(network: Network, cut: int) -> None:
    """Let only the stages from `cut` and the head learn."""
    for index, stage in enumerate(network.stages):
        stage.requires_grad_(index >= cut)


def groups(network: Network, config: TrainConfig) -> list[dict[str, object]]:
    """Divide what learns: backbone or head, and decayed (matrices) or not (biases, BatchNorm).

    With `layer_decay` each block has a step size of its own, smaller towards the input, where a
    network sees edges rather than goods (Howard & Ruder 2018, arXiv 1801.06146).
    """
    last = len(network.stages) - 1
    stages = list(enumerate(network.stages)) if config.layer_decay < 1 else [(last, network.stages)]
    parts = [(stage, config.rate * config.layer_decay ** (last - at)) for at, stage in stages]
    found: list[dict[str, object]] = []
    for part, rate in [*parts, (network.head, config.tuned_head_rate)]:
        learning = [p for p in part.parameters() if p.requires_grad]
        matrices = [p for p in learning if p.ndim > 1]
        others = [p for p in learning if p.ndim <= 1]
        found.append({"params": matrices, "lr": rate, "weight_decay": config.weight_decay})
        found.append({"params": others, "lr": rate, "weight_decay": 0.0})
    return [group for group in found if group["params"]]
