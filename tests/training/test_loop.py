"""The loop learns, draws fairly, and prints a line an epoch."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tensorboardX.proto.event_pb2 import Event

from datasets.compose import Composer
from datasets.samples import Sample
from model.network import Network, NetworkSpec, build
from model.photo import encode_jpeg
from model.preprocess import Preprocess
from tests.conftest import textured
from training import head, progress
from training.augment import Augment
from training.batches import Draw
from training.config import TrainConfig
from training.loop import Training, Watch, fit
from training.losses import Objective
from training.optimiser import Average, factor, freeze, groups
from training.progress import Epoch
from training.views import FixedViews, Pictures, TrainViews, fixed_views

PREPROCESS = Preprocess(size=64)
CONFIG = TrainConfig(
    size=64,
    augment=0.0,
    threads=1,
    workers=0,
    batch=8,
    head_views=1,
    head_epochs=1,
    head_rate=1e-6,  # so that phase 2 has all of the learning to do
    epochs=25,
    train_blocks=3,
    rate=1e-3,
    tuned_head_rate=1e-2,
    weight_decay=0.0,
    ema=0.0,
    balance=0.0,
)


def _samples(folder: Path) -> list[Sample]:
    """Eight textures, with two labels that have nothing to do with them."""
    for seed in range(8):
        (folder / f"{seed}.jpg").write_bytes(encode_jpeg(textured(80, 64, seed)))
    return [Sample(folder / f"{n}.jpg", "ab"[n % 2], str(n), False) for n in range(8)]


def _views(samples: list[Sample]) -> tuple[TrainViews, FixedViews]:
    targets = np.arange(8) % 2
    augment = Augment(PREPROCESS, 0.0)
    train = TrainViews(Pictures(samples, augment, 100), targets, Composer([]), augment, 0)
    return train, fixed_views(samples, targets, Composer([]), PREPROCESS, 0, 1)


def _network() -> Network:
    torch.manual_seed(0)
    return build(NetworkSpec("efficientnet_lite0", True, ("a", "b")))


def _training(
    network: Network, views: tuple[TrainViews, FixedViews], config: TrainConfig
) -> Training:
    objective = Objective.of(config, np.arange(2), np.zeros(2, dtype=bool))
    return Training(network, *views, objective, config)


def test_eight_photos_are_learned_to_almost_no_loss(tmp_path: Path) -> None:
    lines: list[str] = []
    training = _training(_network(), _views(_samples(tmp_path)), CONFIG)
    fit(training, Watch(lines.append))
    epochs = training.epochs
    assert epochs[0].train > 0.4
    assert epochs[-1].train < 0.02
    assert (epochs[-1].right, epochs[-1].total) == (8, 8)
    assert lines[-1].startswith("epoch 25/25  train 0.0")
    assert "top1 100.0% (8/8)" in lines[-1]


def test_the_same_seed_trains_the_same_network(tmp_path: Path) -> None:
    views = _views(_samples(tmp_path))
    few = TrainConfig(
        size=64,
        threads=1,
        workers=0,
        batch=8,
        head_views=1,
        head_epochs=2,
        epochs=1,
        train_blocks=1,
    )
    one, two = (fit(_training(_network(), views, few), Watch(lambda _: None)) for _ in range(2))
    torch.testing.assert_close(one.head.weight, two.head.weight, rtol=0, atol=0)


def test_the_head_alone_leaves_the_backbone_as_it_was(tmp_path: Path) -> None:
    train, val = _views(_samples(tmp_path))
    network = _network()
    before = {name: value.clone() for name, value in network.stages.state_dict().items()}
    before_head = network.head.weight.clone()
    head.fit_head(network, train, val, np.zeros(2, dtype=bool), CONFIG, lambda _: None)
    for name, value in network.stages.state_dict().items():
        torch.testing.assert_close(value, before[name], rtol=0, atol=0)
    assert not torch.equal(network.head.weight, before_head)


def test_an_epoch_is_told_in_a_line() -> None:
    epoch = Epoch(3, 20, 0.412, 0.388, 211, 242, macro_f1=0.86, rate=1e-3, seconds=12.0)
    assert epoch.line == (
        "epoch 3/20  train 0.412  val 0.388  top1 87.2% (211/242)  12s  ETA 3m24s"
    )


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0s"), (59.4, "59s"), (204, "3m24s"), (3900, "1h05m")]
)
def test_durations_are_short(seconds: float, text: str) -> None:
    assert progress.duration(seconds) == text


def test_a_balanced_draw_takes_every_class_as_often() -> None:
    targets = np.array([0] * 900 + [1] * 100)
    even = Counter(int(targets[index]) for _, index in Draw(targets, 1.0, 1000, 0))
    assert even == {0: 500, 1: 500}
    as_is = Counter(int(targets[index]) for _, index in Draw(targets, 0.0, 0, 0))
    assert as_is == {0: 900, 1: 100}


def test_an_unbalanced_draw_shows_every_picture_once() -> None:
    assert sorted(index for _, index in Draw(np.zeros(50, dtype=np.int64), 0.0, 0, 0)) == list(
        range(50)
    )


def test_each_round_draws_in_another_order() -> None:
    draw = Draw(np.arange(50) % 2, 1.0, 0, 0)
    first, again = list(draw), list(draw)
    draw.turn = 1
    assert first == again
    assert [index for _, index in first] != [index for _, index in draw]


def test_step_sizes_rise_in_a_line_and_fall_to_nothing() -> None:
    factors = [factor(step, 10, 100) for step in range(101)]
    assert factors[0] == pytest.approx(1 / 11)
    assert factors[10] == 1.0
    assert factors[55] == pytest.approx(0.5)
    assert factors[100] == 0.0
    assert factors[:11] == sorted(factors[:11])


def test_only_the_last_blocks_and_the_head_learn() -> None:
    network = _network()
    freeze(network, len(network.stages) - 2)
    learning = [any(p.requires_grad for p in stage.parameters()) for stage in network.stages]
    assert learning == [False] * (len(learning) - 2) + [True] * 2
    found = groups(network, TrainConfig())
    assert [group["weight_decay"] for group in found] == [0.02, 0.0, 0.02, 0.0]
    assert [group["lr"] for group in found] == [3e-4, 3e-4, 1e-3, 1e-3]


def test_blocks_learn_slower_towards_the_input() -> None:
    network = _network()
    freeze(network, len(network.stages) - 3)
    found = groups(network, TrainConfig(layer_decay=0.5, rate=1e-3))
    rates = [group["lr"] for group in found if group["weight_decay"]]
    assert rates == [pytest.approx(r) for r in (0.25e-3, 0.5e-3, 1e-3, 1e-3)]
    parameters = [p for group in found for p in group["params"]]  # type: ignore[attr-defined]
    assert len(parameters) == sum(p.requires_grad for p in network.parameters())


def test_a_training_that_gets_no_better_stops_and_keeps_the_best(tmp_path: Path) -> None:
    config = replace(CONFIG, patience=2, judge="top1", rate=0.0, tuned_head_rate=0.0)
    lines: list[str] = []
    training = _training(_network(), _views(_samples(tmp_path)), config)
    fit(training, Watch(lines.append))
    assert len(training.epochs) == 3
    assert lines[-1].startswith("stop")


def test_a_share_of_what_tuning_changed_is_kept(tmp_path: Path) -> None:
    views = _views(_samples(tmp_path))
    config = replace(CONFIG, epochs=2, head_epochs=40, head_rate=1e-2)
    none, some, whole = (
        fit(_training(_network(), views, replace(config, tuned_share=share)), Watch(lambda _: None))
        for share in (0.0, 0.25, 1.0)
    )
    trios = zip(*(network.stages.parameters() for network in (none, some, whole)), strict=True)
    moved = 0.0
    for zero, quarter, one in trios:
        torch.testing.assert_close(quarter - zero, (one - zero) / 4, rtol=1e-3, atol=1e-6)
        moved += (one - zero).abs().sum().item()
    assert moved > 1
    for before, zero in zip(_network().stages.parameters(), none.parameters(), strict=False):
        torch.testing.assert_close(zero, before, rtol=0, atol=0)
    assert not torch.equal(none.head.weight, whole.head.weight)  # it was fitted again


def test_macro_f1_counts_labels_alike() -> None:
    truth, said = np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])
    assert progress.macro_f1(said, truth, 4) == pytest.approx((4 / 5 + 2 / 3) / 2)


def test_the_judge_decides_what_better_means() -> None:
    epoch = Epoch(1, 1, 0.4, 0.3, 3, 4, macro_f1=0.5, rate=0.0, seconds=0.0)
    assert [epoch.score(judge) for judge in ("loss", "top1", "macro_f1")] == [-0.3, 0.75, 0.5]


def test_every_epoch_stands_in_the_logs(tmp_path: Path) -> None:
    epochs = [Epoch(n, 3, 0.4 / n, 0.3, 3, 4, 0.5, rate=0.0, seconds=0.0) for n in (1, 2, 3)]
    for count in (1, 2, 3):
        progress.write_logs(tmp_path, epochs[:count])
    found: dict[tuple[str, int], float] = {}
    for path in (tmp_path / "tensorboard").iterdir():
        found |= _scalars(path.read_bytes())
    assert {step: value for (name, step), value in found.items() if name == "train"} == {
        epoch.number: pytest.approx(epoch.train) for epoch in epochs
    }


def _scalars(data: bytes) -> dict[tuple[str, int], float]:
    """Read TensorFlow's records: length (8 bytes), its checksum (4), an event, its checksum (4)."""
    found: dict[tuple[str, int], float] = {}
    at = 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 8], "little")
        event = Event.FromString(data[at + 12 : at + 12 + length])
        found |= {(value.tag, event.step): value.simple_value for value in event.summary.value}
        at += 16 + length
    return found


def test_the_average_follows_the_network() -> None:
    network = _network()
    average = Average(network, 0.9)
    start = average.network.head.bias.clone()
    with torch.no_grad():
        network.head.bias.add_(1.0)
    average.update(network)
    moved = (average.network.head.bias - start).mean().item()
    assert moved == pytest.approx(10 / 11)  # the first decay is 1 / 11
    for _ in range(200):
        average.update(network)
    torch.testing.assert_close(average.network.head.bias, network.head.bias)
