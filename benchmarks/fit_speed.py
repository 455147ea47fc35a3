"""What `training fit` loses to reading and distorting pictures, and what kept features save.

    python -m benchmarks.fit_speed --data DIR [--config FILE] [--set KEY=VALUE] [--rounds 5]

DIR is a tree or manifest of at least a few hundred photos. Steps of a fit, its pictures read and
distorted by the loader, take turns with bare steps: forward and backward on one random tensor, and
nothing else. So a busy machine slows both alike. Then a pass of the head over features that the
backbone gives anew is compared with a pass over features kept.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch.nn import functional

from datasets.samples import SampleError
from model.network import NetworkSpec, build
from training import config, fit, head
from training.batches import loader
from training.config import TrainConfig
from training.data import Source, Sources, gather
from training.loop import Training, one_step
from training.losses import Objective

_HEAD_PASSES = 40  # over features kept, to time one


def training_on(data: Path, settings: TrainConfig) -> Training:
    """Begin a training as `fit` does, on the photos of a folder or manifest."""
    gathered = gather(Sources(data=(Source(data),)), settings)
    network = build(NetworkSpec(settings.architecture, settings.pretrained, gathered.labels))
    views = fit.views_of(gathered, fit.preprocess_of(settings), settings, print)
    objective = Objective.of(settings, gathered.families({}), fit.outliers_of(gathered))
    return Training(network, *views, objective, settings)


def fitted(training: Training, turn: int) -> float:
    """Pictures a second of an epoch's steps, after the first, which waits for the loader."""
    training.draw.turn = turn
    start, seen = 0.0, 0
    for at, (images, targets) in enumerate(
        loader(training.train, training.config, training.batches)
    ):
        one_step(training, images, targets, training.batches.size(at))
        seen += len(targets) if at else 0
        start = start or time.perf_counter()
    return seen / (time.perf_counter() - start)


def bare(training: Training, side: int, steps: int) -> float:
    """Pictures a second of forward and backward alone."""
    images = torch.randn(training.config.batch, 3, side, side)
    images = images.to(training.device, memory_format=torch.channels_last)
    targets = torch.arange(training.config.batch, device=training.device) % 2
    start = time.perf_counter()
    for _ in range(steps):
        functional.cross_entropy(training.learner(images), targets).backward()  # type: ignore[no-untyped-call]
        training.network.zero_grad()
    return steps * training.config.batch / (time.perf_counter() - start)


def head_passes(training: Training) -> tuple[float, float]:
    """Seconds of a pass of the head whose features are computed anew, and of one on kept ones."""
    once = replace(training.config, head_views=1, head_epochs=1, head="gradient")
    many = replace(once, head_epochs=_HEAD_PASSES)
    start = time.perf_counter()
    features, targets = head.embed(training.network, training.train, once, lambda _: None)
    anew = time.perf_counter() - start
    layer = torch.nn.Linear(features.shape[1], training.network.head.out_features)
    start = time.perf_counter()
    head.fit_linear(layer, features, targets, training.train, many)
    kept = (time.perf_counter() - start) / _HEAD_PASSES
    return anew + kept, kept


def main(arguments: Sequence[str] | None = None) -> int:
    """Time and print; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_speed")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR_OR_CSV", help="photos")
    parser.add_argument("--config", type=Path, default=None, metavar="FILE")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each")
    parser.add_argument("--pictures", type=int, default=640, help="a turn")
    chosen = parser.parse_args(arguments)
    try:
        settings = config.load(chosen.config, chosen.set)
        settings = replace(settings, epoch_pictures=chosen.pictures)
        training = training_on(chosen.data, settings)
    except (SampleError, config.ConfigError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    side = (training.train.early or training.train.augment).preprocess.size
    steps = max(1, len(training.batches) - 1)
    bare(training, side, 2)  # warms up
    pairs = [
        (fitted(training, turn), bare(training, side, steps))
        for turn in range(1, chosen.rounds + 1)
    ]
    ours, rival = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"{settings.architecture}, {side} px, batch {settings.batch}, {settings.threads} threads")
    print(f"a fit {ours:.1f} pictures/s, bare steps {rival:.1f}: {ratio:.2f} of them")
    anew, kept = head_passes(training)
    print(f"a pass of the head {anew:.1f} s, on kept features {kept:.3f} s: 1/{anew / kept:.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
