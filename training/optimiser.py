"""What moves the weights: which of them learn, how fast, and their running average."""

from __future__ import annotations

import copy
import math

import torch

from model.network import Network
from training.config import TrainConfig


class Average:
    """An exponential moving average of a network's trained weights."""

    def __init__(self, network: Network, decay: float) -> None:
        self.network = copy.deepcopy(network).eval()
        self._decay = decay
        self._steps = 0

    def update(self, network: Network) -> None:
        """Move towards the network; the decay rises from 0, so that the start is forgotten."""
        self._steps += 1
        decay = min(self._decay, self._steps / (self._steps + 10))
        pairs = zip(self.network.parameters(), network.parameters(), strict=True)
        with torch.no_grad():
            for mean, value in pairs:
                mean.lerp_(value, 1 - decay)


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
    """Divide what learns: backbone or head, and decayed (matrices) or not (biases, BatchNorm)."""
    parts = (
        (network.stages, config.rate),
        (network.head, config.tuned_head_rate),
    )
    found: list[dict[str, object]] = []
    for part, rate in parts:
        learning = [p for p in part.parameters() if p.requires_grad]
        matrices = [p for p in learning if p.ndim > 1]
        others = [p for p in learning if p.ndim <= 1]
        found.append({"params": matrices, "lr": rate, "weight_decay": config.weight_decay})
        found.append({"params": others, "lr": rate, "weight_decay": 0.0})
    return [group for group in found if group["params"]]
