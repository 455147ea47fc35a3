"""The training loop: first the head on features computed once, then the last blocks with it.

Knows arrays, targets and a network; nothing of files, catalogue or law.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from model.network import Network
from training.batches import Draw, loader
from training.config import TrainConfig
from training.optimiser import Average, factor, freeze, groups
from training.views import FixedViews, TrainViews

_HEAD_BATCH = 512  # rows of features a step: they are tiny
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Epoch:
    """What one epoch measured; losses are mean cross-entropies in nats."""

    number: int
    of: int
    train: float
    val: float
    right: int
    total: int
    seconds: float

    @property
    def line(self) -> str:
        """The progress line."""
        left = self.seconds * (self.of - self.number)
        return (
            f"epoch {self.number}/{self.of}  train {self.train:.3f}  val {self.val:.3f}  "
            f"top1 {self.right / max(self.total, 1):.1%} ({self.right}/{self.total})  "
            f"{self.seconds:.0f}s  ETA {duration(left)}"
        )


def duration(seconds: float) -> str:
    """Write seconds as 12s, 3m24s or 1h05m."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole}s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes}m{rest:02d}s" if minutes < 60 else f"{minutes // 60}h{minutes % 60:02d}m"


def fit(
    network: Network,
    train: TrainViews,
    val: FixedViews,
    config: TrainConfig,
    report: Report,
    finished: Callable[[Epoch, Network], None],
) -> Network:
    """Train; give the averaged network of the epoch with the least validation loss.

    Args:
        network: in evaluation mode; its weights are changed.
        train: random views.
        val: fixed views.
        config: every knob.
        report: takes lines of progress.
        finished: is called after each epoch with what it measured and the averaged network.
    """
    torch.manual_seed(config.seed)
    torch.set_num_threads(config.threads)
    network = network.to(memory_format=torch.channels_last).eval()  # BatchNorm keeps ImageNet's
    fit_head(network, train, val, config, report)
    best, least = copy.deepcopy(network), math.inf
    steps = Steps(network, train, config)
    for number in range(1, config.epochs + 1):
        epoch = one_epoch(number, steps, val, config)
        report(epoch.line)
        finished(epoch, steps.average.network)
        if epoch.val < least:
            best, least = copy.deepcopy(steps.average.network), epoch.val
    return best


class Steps:
    """What phase 2 carries from epoch to epoch: optimiser, schedule, average, loader."""

    def __init__(self, network: Network, train: TrainViews, config: TrainConfig) -> None:
        self.network = network
        self.draw = Draw(train.targets, config.balance, config.epoch_pictures, config.seed)
        self.loader = loader(train, config, self.draw)
        self.cut = max(0, len(network.stages) - config.train_blocks)
        freeze(network, self.cut)
        self.optimiser = torch.optim.AdamW(groups(network, config), betas=(0.9, 0.99))
        total = config.epochs * len(self.loader)
        warm = max(1, round(config.warmup * total))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: factor(step, warm, total)
        )
        self.average = Average(network, config.ema)
        self.rng = np.random.default_rng((config.seed, 3))


def one_epoch(number: int, steps: Steps, val: FixedViews, config: TrainConfig) -> Epoch:
    """Train on one draw of pictures, then validate the averaged network."""
    start = time.monotonic()
    steps.draw.turn = number
    losses: list[float] = []
    for images, targets in steps.loader:
        losses.append(one_step(steps, images, targets, config))
    logits, truth = predict(steps.average.network, val, config)
    loss = float(functional.cross_entropy(logits, truth))
    right = int((logits.argmax(dim=1) == truth).sum())
    seconds = time.monotonic() - start
    return Epoch(number, config.epochs, float(np.mean(losses)), loss, right, len(truth), seconds)


def one_step(
    steps: Steps, images: torch.Tensor, targets: torch.Tensor, config: TrainConfig
) -> float:
    """Move the weights once; give the loss."""
    images = images.to(memory_format=torch.channels_last)
    share = float(steps.rng.beta(config.mixup, config.mixup)) if config.mixup > 0 else 1.0
    if share < 1.0:
        images = share * images + (1 - share) * images.flip(0)
    with torch.no_grad():
        early = steps.network.stages[: steps.cut](images)
    logits = steps.network.read(steps.network.stages[steps.cut :](early)).logits
    smooth = config.label_smoothing
    loss = share * functional.cross_entropy(logits, targets, label_smoothing=smooth)
    if share < 1.0:
        other = functional.cross_entropy(logits, targets.flip(0), label_smoothing=smooth)
        loss = loss + (1 - share) * other
    steps.optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(steps.network.parameters(), 5.0)  # a stray batch moves nothing far
    steps.optimiser.step()
    steps.schedule.step()
    steps.average.update(steps.network)
    return float(loss.detach())


def fit_head(
    network: Network, train: TrainViews, val: FixedViews, config: TrainConfig, report: Report
) -> None:
    """Phase 1: train the head alone, on features of a few random views of every picture."""
    start = time.monotonic()
    features, targets = embed(network, train, config, report)
    head = nn.Linear(features.shape[1], network.head.out_features)
    nn.init.zeros_(head.weight)
    nn.init.zeros_(head.bias)
    _fit_linear(head, features, targets, config)
    network.head.load_state_dict(head.state_dict())
    logits, truth = predict(network, val, config)
    right = int((logits.argmax(dim=1) == truth).sum())
    report(
        f"head  val {float(functional.cross_entropy(logits, truth)):.3f}  "
        f"top1 {right / len(truth):.1%} ({right}/{len(truth)})  "
        f"{duration(time.monotonic() - start)}"
    )


def embed(
    network: Network, train: TrainViews, config: TrainConfig, report: Report
) -> tuple[torch.Tensor, torch.Tensor]:
    """Give embeddings (V * N, D) and targets (V * N,) of V random views of each picture."""
    keys = [(-1 - view, index) for view in range(config.head_views) for index in range(len(train))]
    keys = [(2**20 - turn, index) for turn, index in keys]  # rounds that no epoch uses
    report(f"head  computing features of {len(keys)} views")
    found: list[torch.Tensor] = []
    truth: list[torch.Tensor] = []
    with torch.inference_mode():
        for images, targets in loader(train, config, keys):
            images = images.to(memory_format=torch.channels_last)
            found.append(network.stages(images).mean(dim=(2, 3)))
            truth.append(targets)
    return torch.cat(found).clone(), torch.cat(truth)


def _fit_linear(
    head: nn.Linear, features: torch.Tensor, targets: torch.Tensor, config: TrainConfig
) -> None:
    """Fit a linear head by AdamW with cosine step sizes, drawing classes as phase 2 does."""
    count = max(config.head_epochs * math.ceil(len(targets) / _HEAD_BATCH), config.head_epochs)
    optimiser = torch.optim.AdamW(
        head.parameters(), lr=config.head_rate, weight_decay=config.weight_decay
    )
    draw = Draw(targets.numpy(), config.balance, min(_HEAD_BATCH, len(targets)), config.seed)
    for step in range(count):
        draw.turn = step
        rows = torch.tensor([index for _, index in draw])
        for group in optimiser.param_groups:
            group["lr"] = config.head_rate * factor(step, 1, count)
        loss = functional.cross_entropy(head(features[rows]), targets[rows])
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()


def predict(
    network: Network, views: FixedViews, config: TrainConfig
) -> tuple[torch.Tensor, torch.Tensor]:
    """Give logits (N, K) float32 and targets (N,) of fixed views."""
    logits: list[torch.Tensor] = []
    truth: list[torch.Tensor] = []
    with torch.inference_mode():
        for images, targets in loader(views, config, range(len(views))):
            images = images.to(memory_format=torch.channels_last)
            logits.append(network(images).logits)
            truth.append(targets)
    return torch.cat(logits).clone(), torch.cat(truth)
