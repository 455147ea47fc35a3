"""`fit`: from named sources to a run folder with a calibrated network."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
import torch

from catalogue.load import load as load_catalogue
from catalogue.visual_class import Kind
from datasets import citing
from datasets.compose import Composer, Recipe
from model import weights
from model.card import SCHEMA, ModelCard, Thresholds
from model.network import Network, NetworkSpec, build, expectation
from model.photo import Filter, Pixels
from model.preprocess import Preprocess
from training import checkpoint, head, loop
from training.augment import Augment
from training.calibrate import Calibration, Validation, calibrate, softmax
from training.config import TrainConfig
from training.data import Data, Sources, gather
from training.features import NOWHERE, Shelf
from training.loop import Training, Watch
from training.losses import Objective
from training.parallel import ALONE, Team
from training.progress import Epoch, Report, duration, write_logs
from training.run import Run, git_commit, provenance
from training.views import FixedViews, Pictures, TrainViews, backgrounds, fixed_views

_MOST_GROUNDS = 1500  # background photos kept in memory; 1,500 at 512 px are about 0.9 GB
_MOST_LENDERS = 200  # of them whose look distortions borrow


def fit(
    sources: Sources,
    config: TrainConfig,
    run: Run,
    report: Report,
    resume: bool = False,
    team: Team = ALONE,
    shelf: Shelf = NOWHERE,
) -> ModelCard:
    """Train, calibrate and save; give the card.

    Args:
        sources: where the pictures lie.
        config: every knob.
        run: the folder written into, by the first process alone.
        report: takes lines of progress.
        resume: go on from the checkpoint in `run`.
        team: the processes that train together.
        shelf: where features for the head are kept.

    Raises:
        SampleError: the sources cannot be used.
        PhotoError: a picture cannot be decoded.
        WeightsError: the network cannot be built.
        TrainingError: the checkpoint is of another training, or the loss is no number any more.
    """
    data = gather(sources, config)
    report(describe(data))
    torch.manual_seed(config.seed)
    network = build(NetworkSpec(config.architecture, config.pretrained, data.labels))
    preprocess = preprocess_of(config)
    origin = _origin(data, config, sources)
    begun = checkpoint.Origin(
        data.labels, _digest(origin), asdict(config), checkpoint.code(), git_commit()
    )
    train, val = views_of(data, preprocess, config, report)
    objective = Objective.of(config, data.families(_trees()), outliers_of(data))
    training = Training(network, train, val, objective, config, team, shelf)
    if resume:
        training.load(checkpoint.read(run.folder, begun))
        report(f"resume  after epoch {len(training.epochs)}/{config.epochs}")
    draft = _draft(data, preprocess, config, origin)
    watch = Watch(report)
    if team.first:
        run.write("config", asdict(config))
        run.write("provenance", origin)
        run.write_table("skipped", [("file", "reason"), *_skipped(data)])
        watch = _watch(run, begun, draft, report)
    best = loop.fit(training, watch)
    logits, _ = head.predict(best, val, config, team)
    found = _calibrated(logits.numpy().astype(np.float64), val, data, config)
    card = _card(draft, found)
    if team.first:
        weights.save(run.weights, best, card)
        run.write_table("predictions", _predictions(data, logits.numpy(), card, val))
        run.write("metrics", card.metrics)
    return card


def _watch(run: Run, begun: checkpoint.Origin, draft: ModelCard, report: Report) -> Watch:
    """Write checkpoints, curves and the latest network as a training goes."""

    def epoch(epochs: list[Epoch], current: Network) -> None:
        run.write_epochs([asdict(each) for each in epochs])
        write_logs(run.folder, epochs)
        weights.save(run.folder / "last.safetensors", current, draft)

    return Watch(report, epoch, lambda state: checkpoint.write(run.folder, begun, state))


def _digest(origin: Mapping[str, object]) -> str:
    """SHA-256 over the hashes of all pictures."""
    data = cast(dict[str, dict[str, object]], origin["data"])
    text = " ".join(f"{name} {data[name]['sha256']}" for name in sorted(data))
    return hashlib.sha256(text.encode()).hexdigest()


def _skipped(data: Data) -> Iterator[tuple[str, str]]:
    return ((Path(*each.path.parts[-3:]).as_posix(), each.reason) for each in data.skipped)


def _trees() -> dict[str, str]:
    """The tree that decides each class of the catalogue that has one."""
    classes = load_catalogue().classes
    return {each.id: each.tree.id for each in classes if each.tree is not None}


def outliers_of(data: Data) -> npt.NDArray[np.bool_]:
    """Tell which labels (K,) mean "none of these"."""
    return np.array([label in data.outlier_labels for label in data.labels])


def preprocess_of(config: TrainConfig) -> Preprocess:
    """The preprocessing that the architecture was pretrained with, at the configured size."""
    wanted = expectation(config.architecture)
    return Preprocess(
        size=config.size or wanted.side,
        interpolation=cast(Filter, wanted.interpolation),  # Preprocess checks it
        mean=wanted.mean,
        std=wanted.std,
    )


def describe(data: Data) -> str:
    """Say in a line what is trained on."""
    rendered = sum(sample.rendered for sample in data.train)
    return (
        f"data  {len(data.labels)} labels  {len(data.train)} training pictures "
        f"({rendered} rendered)  {len(data.val)} validation pictures"
    )


def _origin(data: Data, config: TrainConfig, sources: Sources) -> dict[str, object]:
    parts = {"train": data.train, "val": data.val}
    grounds = {"train_grounds": data.train_grounds, "val_grounds": data.val_grounds}
    named = (source.path for source in (*sources.data, *sources.negatives))
    versions = citing.cited((*named, *sources.val))
    return provenance(config, parts | grounds, load_catalogue().version, versions)


def views_of(
    data: Data, preprocess: Preprocess, config: TrainConfig, report: Report
) -> tuple[TrainViews, FixedViews]:
    """Decode pictures, and build what training and validation look at."""
    start = time.monotonic()
    photos = backgrounds(data.train_grounds, preprocess.size, _MOST_GROUNDS, config.seed)
    augment = _augment(preprocess, config, photos)
    pictures = Pictures(data.train, augment, config.cache_mb, config.cut_out)
    pictures.preload(config.threads)
    train = TrainViews(
        pictures,
        data.targets(data.train),
        _composer(photos, config),
        augment,
        config.seed,
        data.weights,
        _early(preprocess, config, photos),
        config.early_epochs,
    )
    others = backgrounds(data.val_grounds, preprocess.size, _MOST_GROUNDS, config.seed)
    val = fixed_views(
        data.val,
        data.targets(data.val),
        _composer(others, config),
        preprocess,
        config.seed,
        config.threads,
    )
    report(f"data  pictures decoded  {duration(time.monotonic() - start)}")
    return train, val


def _augment(preprocess: Preprocess, config: TrainConfig, photos: Sequence[Pixels]) -> Augment:
    return Augment(preprocess, config.augment, config.zoom, photos[:_MOST_LENDERS])


def _early(preprocess: Preprocess, config: TrainConfig, photos: Sequence[Pixels]) -> Augment | None:
    """Give the smaller views of the first epochs, if any."""
    if not config.early_size:
        return None
    return _augment(replace(preprocess, size=config.early_size), config, photos)


def _composer(photos: Sequence[Pixels], config: TrainConfig) -> Composer:
    recipe = Recipe(photo_share=config.photo_grounds, catalogue=config.catalogue_grounds)
    return Composer(photos, recipe)


def _calibrated(
    logits: npt.NDArray[np.float64], val: FixedViews, data: Data, config: TrainConfig
) -> Calibration:
    known = ~outliers_of(data)
    seen = Validation(logits, val.targets, known, goods_of(data) & known)
    return calibrate(seen, config)


def goods_of(data: Data) -> npt.NDArray[np.bool_]:
    """Tell which labels (K,) an inspector looks for: goods, and what the catalogue lacks."""
    catalogue = load_catalogue()
    others = {*catalogue.ids(Kind.LOOK_ALIKE), *catalogue.ids(Kind.OTHER)}
    return np.array([label not in others for label in data.labels])


def _draft(
    data: Data, preprocess: Preprocess, config: TrainConfig, origin: dict[str, object]
) -> ModelCard:
    """A card before calibration: it answers nothing, since its threshold is 1."""
    return ModelCard(
        schema=SCHEMA,
        name="uncalibrated",
        labels=data.labels,
        outlier_labels=data.outlier_labels,
        preprocess=preprocess,
        network=config.architecture,
        temperature=1.0,
        thresholds=Thresholds(recognise=1.0, novelty=0.0, good_left=0.0),
        novelty_method="maximum_logit",
        training=origin,
        metrics={},
        created=datetime.now(UTC).date().isoformat(),
    )


def _card(draft: ModelCard, found: Calibration) -> ModelCard:
    values = {name: getattr(draft, name) for name in ModelCard.__dataclass_fields__}
    values |= {
        "name": "run",
        "temperature": found.temperature,
        "thresholds": found.thresholds,
        "novelty_method": found.method,
        "metrics": found.metrics,
        "conformal": found.conformal,
        "bands": found.bands,
    }
    return ModelCard(**values)


def _predictions(
    data: Data, logits: npt.NDArray[np.floating], card: ModelCard, val: FixedViews
) -> Iterator[tuple[str, ...]]:
    """What each validation picture was taken for, to look at the mistakes."""
    chances = softmax(np.asarray(logits / card.temperature, dtype=np.float64))
    yield ("file", "label", "said", "probability")
    for sample, target, row in zip(data.val, val.targets, chances, strict=True):
        top = int(row.argmax())
        name = Path(*sample.path.parts[-3:]).as_posix()
        yield (name, data.labels[target], data.labels[top], f"{row[top]:.4f}")
