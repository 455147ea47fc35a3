"""The training loop: first the head on features computed once, then the last blocks with it.

Steps go on only from a head that steps found: from one in closed form, whose rows are large, the
first of them tear the backbone apart (measured: decision 0009). So that comes last.

Knows arrays, targets and a network; nothing of files, catalogue or law.
"""

from __future__ import annotations

import copy
import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from model.network import Network
from training import head, parallel
from training.batches import Batches, Draw, loader
from training.config import TrainConfig
from training.errors import TrainingError
from training.features import NOWHERE, Shelf
from training.losses import Objective, blended
from training.optimiser import Average, draw_back, factor, freeze, groups
from training.parallel import Team
from training.progress import Epoch, Report, macro_f1
from training.views import FixedViews, TrainViews

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told how a training goes.

    Attributes:
        report: takes lines of progress.
        epoch: is called after each epoch with all epochs so far and the averaged network.
        keep: is called with the state to go on from, before the first epoch and after each.
    """

    report: Report
    epoch: Callable[[list[Epoch], Network], None] = lambda epochs, network: None
    keep: Callable[[State], None] = lambda state: None


class Training:
    """A training as far as it has come.

    Args:
        network: in evaluation mode; its weights are changed.
        train: random views.
        val: fixed views.
        objective: what is minimised.
        config: every knob.
        team: the processes.
        shelf: where features for the head are kept.
    """

    def __init__(
        self,
        network: Network,
        train: TrainViews,
        val: FixedViews,
        objective: Objective,
        config: TrainConfig,
        team: Team = parallel.ALONE,
        shelf: Shelf = NOWHERE,
    ) -> None:
        torch.manual_seed(config.seed)
        torch.set_num_threads(max(1, config.threads // team.here))
        self.device = parallel.device()
        # Evaluation mode throughout: BatchNorm keeps ImageNet's means, which thousands of
        # pictures in batches of 32 only spoil.
        self.network = network.to(self.device, memory_format=torch.channels_last).eval()  # type: ignore[call-overload]
        self.train, self.val, self.config, self.team = train, val, config, team
        self.objective, self.shelf = objective, shelf
        self.draw = Draw(
            train.targets, config.balance, config.epoch_pictures, config.seed, train.weights
        )
        self.batches = Batches(self.draw, config.batch, team)
        cut = max(0, len(network.stages) - config.train_blocks)
        freeze(network, cut)
        self.learner = team.learner(_Learner(self.network, cut))
        self.optimiser = torch.optim.AdamW(groups(network, config), betas=(0.9, 0.99))
        self.total = config.epochs * len(self.batches)
        warm = max(1, round(config.warmup * self.total))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: factor(step, warm, self.total)
        )
        self.average = Average(network, config.ema)
        self.rng = np.random.default_rng((config.seed, 3))
        self.epochs: list[Epoch] = []
        self.start = copy.deepcopy(network.stages)
        self.best, self.score = copy.deepcopy(network), -math.inf

    @property
    def stale(self) -> int:
        """Epochs since the best one."""
        scores = [epoch.score(self.config.judge) for epoch in self.epochs]
        return len(scores) - 1 - scores.index(max(scores)) if scores else 0

    def state(self) -> State:
        """All that decides the rest; tensors are not copied."""
        return {
            "epochs": [asdict(epoch) for epoch in self.epochs],
            "network": self.network.state_dict(),
            "best": self.best.state_dict(),
            "score": self.score,
            "average": self.average.state(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "rng": json.dumps(self.rng.bit_generator.state),
            "torch": torch.get_rng_state(),
        }

    def load(self, state: State) -> None:
        """Go on from `state()` of a training with the same arguments."""
        self.epochs = [Epoch(**epoch) for epoch in state["epochs"]]
        self.network.load_state_dict(state["network"])
        self.best.load_state_dict(state["best"])
        self.score = state["score"]
        self.average.load(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.rng.bit_generator.state = json.loads(state["rng"])
        torch.set_rng_state(state["torch"])


class _Learner(nn.Module):
    """The network as it learns: the blocks before `cut` compute no gradient."""

    def __init__(self, network: Network, cut: int) -> None:
        super().__init__()
        self.network, self.cut = network, cut

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            early = self.network.stages[: self.cut](images)
        return self.network.read(self.network.stages[self.cut :](early)).logits


def fit(training: Training, watch: Watch) -> Network:
    """Train from where it stands; give the averaged network of the best epoch, drawn back.

    Raises:
        TrainingError: the loss is no number any more.
    """
    config = training.config
    if not training.epochs:
        first = replace(config, head="gradient") if config.epochs else config
        fit_head(training, training.network, first, watch.report)
        training.best = copy.deepcopy(training.network)
        training.average = Average(training.network, config.ema)
        watch.keep(training.state())
    for number in range(len(training.epochs) + 1, config.epochs + 1):
        if 0 < config.patience <= training.stale:
            watch.report(f"stop  no better epoch in {training.stale}; patience is spent")
            break
        epoch = one_epoch(number, training)
        training.epochs.append(epoch)
        watch.report(epoch.line)
        score = epoch.score(config.judge)
        if score > training.score:
            training.best, training.score = copy.deepcopy(training.average.network), score
        watch.keep(training.state())
        watch.epoch(training.epochs, training.average.network)
    if training.epochs and (config.tuned_share < 1 or config.head == "discriminant"):
        draw_back(training.best.stages, training.start, config.tuned_share)
        fit_head(training, training.best, config, watch.report)
    return training.best


def fit_head(training: Training, network: Network, config: TrainConfig, report: Report) -> None:
    """Fit the head of a network to the features that its backbone gives."""
    outliers = training.objective.outliers.numpy()
    arguments = (network, training.train, training.val, outliers, config)
    head.fit_head(*arguments, report, training.team, training.shelf)


def one_epoch(number: int, training: Training) -> Epoch:
    """Train on one draw of pictures, then validate the averaged network."""
    start, config = time.monotonic(), training.config
    training.draw.turn = number
    losses: list[float] = []
    for at, (images, targets) in enumerate(loader(training.train, config, training.batches)):
        loss = one_step(training, images, targets, training.batches.size(at))
        if not math.isfinite(loss):
            raise TrainingError(
                f"the loss is {loss} at step {at + 1} of epoch {number}; set a smaller rate (it is "
                f"{config.rate:g}, the head's {config.tuned_head_rate:g}) or a longer warmup"
            )
        losses.append(loss)
    logits, truth = head.predict(training.average.network, training.val, config, training.team)
    said = logits.argmax(dim=1)
    return Epoch(
        number=number,
        of=config.epochs,
        train=float(np.mean(losses)),
        val=float(functional.cross_entropy(logits, truth)),
        right=int((said == truth).sum()),
        total=len(truth),
        macro_f1=macro_f1(said.numpy(), truth.numpy(), logits.shape[1]),
        rate=float(training.optimiser.param_groups[0]["lr"]),
        seconds=time.monotonic() - start,
    )


def one_step(training: Training, images: torch.Tensor, targets: torch.Tensor, size: int) -> float:
    """Move the weights once; give the mean loss of this process's part.

    Args:
        training: as far as it has come.
        images: (n, 3, S, S) float32, this process's part of the batch.
        targets: (n,) int64.
        size: pictures in the batch, over all processes.
    """
    config, device = training.config, training.device
    images = images.to(device, memory_format=torch.channels_last)
    images, blend = blended(images, config, training.rng)
    half = config.mixed_precision and device.type == "cuda"
    with torch.autocast(device.type, torch.bfloat16, enabled=half):
        logits = training.learner(images)
    total = training.objective(logits.float(), targets.to(device), blend)
    training.optimiser.zero_grad()
    mean = total * training.team.size / size  # the processes' gradients are averaged
    mean.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(training.network.parameters(), 5.0)  # a stray batch moves little
    training.optimiser.step()
    training.schedule.step()
    training.average.update(training.network)
    return float(total.detach()) / len(targets)
