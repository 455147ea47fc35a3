"""Phase 1: the head alone, on features computed once by the frozen backbone."""

from __future__ import annotations

import math
import time

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from model.network import Network
from training.batches import Draw, rows
from training.config import TrainConfig
from training.discriminant import discriminant
from training.features import NOWHERE, Shelf
from training.optimiser import factor
from training.parallel import ALONE, Team
from training.progress import Report, duration
from training.views import FixedViews, Key, TrainViews

_HEAD_BATCH = 512  # rows of features a step: they are tiny
_ROUNDS = 2**20 + 1  # rounds of views from here on are those of the head; no epoch comes so far


def fit_head(
    network: Network,
    train: TrainViews,
    val: FixedViews,
    outliers: npt.NDArray[np.bool_],
    config: TrainConfig,
    report: Report,
    team: Team = ALONE,
    shelf: Shelf = NOWHERE,
) -> None:
    """Fit the head to features of a few random views of every picture.

    `outliers` (K,) is True for labels that mean "none of these".
    """
    start = time.monotonic()
    features, targets = shelf.take(
        network, train, config, lambda: embed(network, train, config, report, team), team.first
    )
    head = nn.Linear(features.shape[1], network.head.out_features)
    if config.head == "discriminant":
        _solve(head, features, targets, train, outliers, config)
    else:
        nn.init.zeros_(head.weight)
        nn.init.zeros_(head.bias)
        fit_linear(head, features, targets, train, config)
    network.head.load_state_dict(head.state_dict())
    logits, truth = predict(network, val, config, team)
    right = int((logits.argmax(dim=1) == truth).sum())
    report(
        f"head  val {float(functional.cross_entropy(logits, truth)):.3f}  "
        f"top1 {right / len(truth):.1%} ({right}/{len(truth)})  "
        f"{duration(time.monotonic() - start)}"
    )


def embed(
    network: Network, train: TrainViews, config: TrainConfig, report: Report, team: Team = ALONE
) -> tuple[torch.Tensor, torch.Tensor]:
    """Give embeddings (V * N, D) and targets (V * N,) of V random views of each picture."""
    keys: list[Key] = [
        (_ROUNDS + view, index) for view in range(config.head_views) for index in range(len(train))
    ]
    report(f"head  computing features of {len(keys)} views")
    where = next(network.parameters()).device
    found: list[torch.Tensor] = []
    truth: list[torch.Tensor] = []
    with torch.inference_mode():
        for images, targets in rows(train, config, keys, team):
            images = images.to(where, memory_format=torch.channels_last)
            found.append(network.stages(images).mean(dim=(2, 3)).cpu())
            truth.append(targets)
    return team.together(torch.cat(found).clone()), team.together(torch.cat(truth))


def _solve(
    head: nn.Linear,
    features: torch.Tensor,
    targets: torch.Tensor,
    train: TrainViews,
    outliers: npt.NDArray[np.bool_],
    config: TrainConfig,
) -> None:
    """Set the head to the discriminant of the features."""
    one = np.ones(len(train)) if train.weights is None else train.weights
    found = discriminant(
        features.double().numpy(),
        targets.numpy(),
        outliers,
        np.tile(one, config.head_views),
        config.shrinkage,
    )
    with torch.no_grad():
        head.weight.copy_(torch.from_numpy(found.weight))
        head.bias.copy_(torch.from_numpy(found.bias))


def fit_linear(
    head: nn.Linear,
    features: torch.Tensor,
    targets: torch.Tensor,
    train: TrainViews,
    config: TrainConfig,
) -> None:
    """Fit a linear head by AdamW with cosine step sizes, drawing classes as phase 2 does."""
    count = max(config.head_epochs * math.ceil(len(targets) / _HEAD_BATCH), config.head_epochs)
    optimiser = torch.optim.AdamW(
        head.parameters(), lr=config.head_rate, weight_decay=config.weight_decay
    )
    weights = None if train.weights is None else np.tile(train.weights, config.head_views)
    size = min(_HEAD_BATCH, len(targets))
    draw = Draw(targets.numpy(), config.balance, size, config.seed, weights)
    for step in range(count):
        draw.turn = step
        chosen = torch.tensor([index for _, index in draw])
        for group in optimiser.param_groups:
            group["lr"] = config.head_rate * factor(step, 1, count)
        loss = functional.cross_entropy(head(features[chosen]), targets[chosen])
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()


def predict(
    network: Network, views: FixedViews, config: TrainConfig, team: Team = ALONE
) -> tuple[torch.Tensor, torch.Tensor]:
    """Give logits (N, K) float32 and targets (N,) of fixed views."""
    where = next(network.parameters()).device
    logits: list[torch.Tensor] = []
    truth: list[torch.Tensor] = []
    with torch.inference_mode():
        for images, targets in rows(views, config, range(len(views)), team):
            images = images.to(where, memory_format=torch.channels_last)
            logits.append(network(images).logits.cpu())
            truth.append(targets)
    return team.together(torch.cat(logits).clone()), team.together(torch.cat(truth))
