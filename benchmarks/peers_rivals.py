"""The three trainings of benchmarks.peers, and what they share."""

from __future__ import annotations

import csv
import re
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch

from benchmarks.peers_pace import PeerError, Ran, ran
from datasets import samples
from datasets.compose import Composer
from datasets.samples import Sample, SampleError
from evaluation.metrics import Share
from model import weights
from model.network import NetworkSpec, build, expectation
from training import config, head
from training.views import fixed_views

_ROOT = Path(__file__).parent.parent
_WORKER = Path(__file__).with_name("peers_worker.py")
_FASTAI = "fastai==2.8.12"
_TIMM_TAG = "v1.0.31"  # pyproject.toml installs this release
_TIMM_SOURCE = "https://github.com/huggingface/pytorch-image-models"
_READ_BY_ALL = {".jpg", ".jpeg", ".png"}  # timm passes over other suffixes without a word
_HELD_OUT = 0.05  # of the photos, by which ours chooses its epoch
# For a short fine-tuning: AdamW with smaller steps in earlier layers, crops that keep the thing, a
# moving average over a hundred steps; RandAugment and dropout after timm's EfficientNet recipes.
_TIMM = (
    *("-b", "32", "-j", "2", "--opt", "adamw", "--lr", "2e-3", "--layer-decay", "0.9"),
    *("--weight-decay", "0.05", "--sched", "cosine", "--sched-on-updates", "--min-lr", "1e-6"),
    *("--smoothing", "0.1", "--mixup", "0.2", "--aa", "rand-m6-mstd0.5", "--drop", "0.2"),
    *("--scale", "0.35", "1.0", "--model-ema", "--model-ema-decay", "0.99", "--model-ema-warmup"),
    *("--head-init-scale", "0.01"),  # as new, with 5 labels its first loss was 6; a guess's is 1.6
    *("--device", "cpu", "--channels-last", "--checkpoint-hist", "1"),
)


@dataclass(frozen=True, slots=True)
class Bench:
    """What the three share.

    Attributes:
        train: manifest of the photos to learn from.
        test: manifest of the photos to answer about.
        out: folder of everything that is written; absolute.
        architecture: `efficientnet_lite0|1|2`.
        size: side of the input, px.
        config: of ours.
        settings: `KEY=VALUE` over it.
        timm_script: timm's `train.py`; None clones it.
    """

    train: Path
    test: Path
    out: Path
    architecture: str
    size: int
    config: Path
    settings: tuple[str, ...]
    timm_script: Path | None

    def prepare(self) -> None:
        """Write what the rivals read: photos in folders, labels, ImageNet weights.

        Raises:
            SampleError: a manifest cannot be read, or the test has labels that are never trained.
            PeerError: the folder holds something, or a rival cannot read a photo.
        """
        train, test = samples.read_manifest(self.train), samples.read_manifest(self.test)
        labels = samples.labels_of(train)
        strangers = sorted({sample.label for sample in test} - set(labels))
        if strangers:
            raise SampleError(f"the test has labels never trained: {', '.join(strangers[:5])}")
        self.out.mkdir(parents=True, exist_ok=True)
        if any(self.out.iterdir()):
            raise PeerError(f"{self.out} is not empty; name another --out or remove it")
        link(train, self.out / "photos" / "train")
        link(test, self.out / "photos" / "test")
        text = "".join(f"{label}\n" for label in labels)
        (self.out / "labels.txt").write_text(text, encoding="utf-8")
        _write_start(NetworkSpec(self.architecture, True, labels), self)
        self.run("start", self.worker(sys.executable, "start"))

    def run(self, name: str, command: Sequence[str | Path]) -> Ran:
        """Run a process to its end; `name`.log gets what it says."""
        return ran([str(part) for part in command], self.out / f"{name}.log", _ROOT)

    def worker(self, python: str | Path, command: str, **more: object) -> list[str | Path]:
        """Give the command line of the file that imports the rivals."""
        wanted = expectation(self.architecture)
        given: dict[str, object] = {
            "labels": self.out / "labels.txt",
            "photos": self.out / "photos",
            "start": self.out / "start.pth",
            "weights": self.out / "weights.pth",
            "architecture": self.architecture,
            "size": self.size,
            "mean": wanted.mean[0],
            "std": wanted.std[0],
        }
        options = [part for name, value in (given | more).items() for part in _option(name, value)]
        return [python, "-P", _WORKER, command, *options]  # -P: or fastai would import our modules

    def own(self, epochs: int, early: int) -> list[str]:
        """Every setting of ours over its configuration, as `KEY=VALUE`; the last one holds."""
        alike = [f"architecture={self.architecture}", f"size={self.size}", "threads=2"]
        held = [f"val_share={_HELD_OUT}", "reserved_share=0", "patience=0"]  # all that is planned
        return [*alike, *held, *self.settings, f"epochs={epochs}", f"early_epochs={early}"]


class Rival(Protocol):
    """A training that can be run for a number of epochs."""

    name: str
    mark: re.Pattern[str]  # of the line that ends an epoch
    early: float  # share of its epochs on smaller photos
    trial: tuple[int, int]  # epochs of its trial, and how many of them are early

    def train(self, run: str, epochs: int, early: int) -> Ran:
        """Train."""

    def right(self, run: str) -> Share:
        """Count the test photos that the network of a run names rightly."""


class Ours:
    """`python -m training fit`."""

    name = "ours: `training fit`"
    mark = re.compile(r"^epoch \d+/\d+ ")

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        told = config.load(bench.config, bench.settings)
        self.early = told.early_epochs / max(told.epochs, 1) if told.early_size else 0.0
        self.trial = (3, 2) if self.early else (2, 0)

    def train(self, run: str, epochs: int, early: int) -> Ran:
        """Train, the first epochs on smaller photos."""
        fit = [sys.executable, "-m", "training", "fit", "--data", str(self.bench.train.resolve())]
        fit += ["--config", str(self.bench.config.resolve()), "--out", str(self.bench.out / run)]
        fit += [part for each in self.bench.own(epochs, early) for part in ("--set", each)]
        return self.bench.run(run, fit)

    def right(self, run: str) -> Share:
        """Ask the network that was chosen."""
        network, card = weights.load(self.bench.out / run / "best.safetensors")
        test = samples.read_manifest(self.bench.test)
        targets = np.array([card.labels.index(sample.label) for sample in test])
        told = config.load(None, ["threads=2"])
        views = fixed_views(test, targets, Composer([]), card.preprocess, 0, told.threads)
        logits, truth = head.predict(network, views, told)
        return Share(int((logits.argmax(dim=1) == truth).sum()), len(truth))


class Timm:
    """`train.py` of timm's repository; nothing validates, its last epoch is taken."""

    name = "timm: `train.py`"
    mark = re.compile(r"Train: \d+ \[.*\(100%\)")
    early = 0.0
    trial = (2, 0)

    def __init__(self, bench: Bench) -> None:
        self.bench, script = bench, bench.timm_script
        if script is None:
            script = bench.out / "timm-source" / "train.py"
            clone = ["git", "clone", "--depth", "1", "--branch", _TIMM_TAG, _TIMM_SOURCE]
            bench.run("timm-clone", [*clone, script.parent])
        self.script = script.resolve()

    def train(self, run: str, epochs: int, early: int) -> Ran:
        """Train; no epoch is early."""
        out, side = self.bench.out, str(self.bench.size)
        wanted = expectation(self.bench.architecture)
        given: dict[str, Sequence[object]] = {
            "data-dir": [out / "photos"],
            "val-split": [""],
            "class-map": [out / "labels.txt"],
            "num-classes": [len((out / "labels.txt").read_text(encoding="utf-8").splitlines())],
            "model": [self.bench.architecture],
            "pretrained-path": [out / "weights.pth"],
            "input-size": [3, side, side],
            "mean": wanted.mean,
            "std": wanted.std,
            "epochs": [epochs],
            "warmup-epochs": [min(1, epochs - 1)],
            "val-interval": [epochs],  # a checkpoint is written at the end alone
            "output": [out],
            "experiment": [run],
        }
        options = [part for name, values in given.items() for part in _option(name, *values)]
        command = [sys.executable, "-P", str(self.script), "--pretrained", *options, *_TIMM]
        return self.bench.run(run, command)

    def right(self, run: str) -> Share:
        """Ask the raw and the averaged weights; give the better."""
        said = self.bench.out / run / "said.csv"
        more = {"checkpoint": said.with_name("last.pth.tar"), "out": said}
        self.bench.run(f"{run}-test", self.bench.worker(sys.executable, "test_timm", **more))
        return max(right(said, "raw"), right(said, "average"), key=lambda share: share.hits)


class Fastai:
    """`vision_learner(...).fine_tune(...)`; its first epoch trains the head alone."""

    name = "fastai: `fine_tune`"
    mark = re.compile(r"^epoch \d+$")
    early = 0.0
    trial = (1, 0)

    def __init__(self, bench: Bench) -> None:
        self.bench, folder = bench, bench.out / "environment"
        bench.run("environment", [sys.executable, "-m", "venv", folder])
        place = {"base": str(folder)}
        self.python = Path(sysconfig.get_path("scripts", "venv", place)) / "python"
        # It sees torch and timm as they are installed here, and gets what it lacks for itself.
        seen = f"{sysconfig.get_path('purelib')}\n"
        theirs = Path(sysconfig.get_path("purelib", "venv", place))
        (theirs / "running.pth").write_text(seen, encoding="utf-8")
        bench.run("install", [self.python, "-m", "pip", "install", _FASTAI])

    def train(self, run: str, epochs: int, early: int) -> Ran:
        """Train the head for an epoch and all for `epochs`, then answer; no epoch is early."""
        more = {"epochs": epochs, "out": self.bench.out / f"{run}.csv"}
        return self.bench.run(run, self.bench.worker(self.python, "train_fastai", **more))

    def right(self, run: str) -> Share:
        """Count its answers."""
        return right(self.bench.out / f"{run}.csv", "said")


def link(photos: Sequence[Sample], folder: Path) -> None:
    """Make a tree of links, `LABEL/NUMBER.jpg`, to photos.

    Raises:
        PeerError: a suffix that timm passes over, or a label that names no folder.
    """
    for number, photo in enumerate(photos):
        suffix = photo.path.suffix.lower()
        if suffix not in _READ_BY_ALL or "/" in photo.label:
            raise PeerError(f"{photo.path} of {photo.label!r} is no photo that all three can read")
        place = folder / photo.label / f"{number:06d}{suffix}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(photo.path.resolve())


def right(said: Path, column: str) -> Share:
    """Count the rows of a table in which a column says the label.

    Raises:
        PeerError: the table has no row.
    """
    with said.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        raise PeerError(f"{said} holds no answer")
    return Share(sum(row["label"] == row[column] for row in rows), len(rows))


def _write_start(spec: NetworkSpec, bench: Bench) -> None:
    """Write our backbone and what it sees in two photos of noise, for the rivals to compare."""
    network, wanted = build(spec), expectation(spec.architecture)
    torch.manual_seed(0)
    images = torch.rand(2, 3, bench.size, bench.size)
    with torch.inference_mode():
        features = network((images - wanted.mean[0]) / wanted.std[0]).features
    told = {"stages": network.stages.state_dict(), "images": images, "features": features}
    torch.save(told, bench.out / "start.pth")


def _option(name: str, *values: object) -> list[str]:
    return [f"--{name}", *(str(value) for value in values)]
