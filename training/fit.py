"""`fit`: from named sources to a run folder with a calibrated network."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
import torch

from catalogue.load import load as load_catalogue
from catalogue.visual_class import Kind
from datasets.compose import Composer, Recipe
from datasets.samples import Sample
from model import weights
from model.card import SCHEMA, ModelCard, Thresholds
from model.network import Network, NetworkSpec, build, expectation
from model.photo import Filter
from model.preprocess import Preprocess
from training import loop
from training.augment import Augment
from training.calibrate import Calibration, Validation, calibrate, softmax
from training.config import TrainConfig
from training.data import Data, Sources, gather
from training.loop import Epoch, Report
from training.run import Run, provenance
from training.views import FixedViews, Pictures, TrainViews, backgrounds, fixed_views

_MOST_GROUNDS = 1500  # background photos kept in memory; 1,500 at 512 px are about 0.9 GB


def fit(sources: Sources, config: TrainConfig, run: Run, report: Report) -> ModelCard:
    """Train, calibrate and save; give the card.

    Raises:
        SampleError: the sources cannot be used.
        PhotoError: a picture cannot be decoded.
        WeightsError: the network cannot be built.
    """
    run.write("config", asdict(config))
    data = gather(sources, config)
    report(describe(data))
    torch.manual_seed(config.seed)
    network = build(NetworkSpec(config.architecture, config.pretrained, data.labels))
    preprocess = preprocess_of(config)
    origin = _origin(data, config)
    run.write("provenance", origin)
    train, val = _views(data, preprocess, config, report)
    draft = _draft(data, preprocess, config, origin)

    def finished(epoch: Epoch, current: Network) -> None:
        run.add_metrics(asdict(epoch))
        weights.save(run.folder / "last.safetensors", current, draft)

    best = loop.fit(network, train, val, config, report, finished)
    logits, _ = loop.predict(best, val, config)
    found = _calibrated(logits.numpy().astype(np.float64), val, data, config)
    card = _card(draft, found)
    weights.save(run.weights, best, card)
    _write_predictions(run, data, logits.numpy() / card.temperature, val.targets)
    run.write("metrics", card.metrics)
    return card


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


def _origin(data: Data, config: TrainConfig) -> dict[str, object]:
    parts = {"train": data.train, "val": data.val}
    grounds = {"train_grounds": data.train_grounds, "val_grounds": data.val_grounds}
    return provenance(config, parts | grounds, load_catalogue().version)


def _views(
    data: Data, preprocess: Preprocess, config: TrainConfig, report: Report
) -> tuple[TrainViews, FixedViews]:
    """Decode pictures, and build what training and validation look at."""
    start = time.monotonic()
    augment = Augment(preprocess, config.augment)
    pictures = Pictures(data.train, augment, config.cache_mb)
    pictures.preload(config.threads)
    train = TrainViews(
        pictures,
        data.targets(data.train),
        _composer(data.train_grounds, preprocess, config),
        augment,
        config.seed,
    )
    val = fixed_views(
        data.val,
        data.targets(data.val),
        _composer(data.val_grounds, preprocess, config),
        preprocess,
        config.seed,
        config.threads,
    )
    report(f"data  pictures decoded  {loop.duration(time.monotonic() - start)}")
    return train, val


def _composer(grounds: Sequence[Sample], preprocess: Preprocess, config: TrainConfig) -> Composer:
    photos = backgrounds(grounds, preprocess.size, _MOST_GROUNDS, config.seed)
    return Composer(photos, Recipe(photo_share=config.photo_grounds))


def _calibrated(
    logits: npt.NDArray[np.float64], val: FixedViews, data: Data, config: TrainConfig
) -> Calibration:
    known = np.array([label not in data.outlier_labels for label in data.labels])
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
    }
    return ModelCard(**values)


def _write_predictions(
    run: Run,
    data: Data,
    logits: npt.NDArray[np.floating],
    targets: npt.NDArray[np.int64],
) -> None:
    """Write what each validation picture was taken for, to look at the mistakes."""
    chances = softmax(np.asarray(logits, dtype=np.float64))
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["file", "label", "said", "probability"])
    for sample, target, row in zip(data.val, targets, chances, strict=True):
        top = int(row.argmax())
        name = Path(*sample.path.parts[-3:]).as_posix()
        table.writerow([name, data.labels[target], data.labels[top], f"{row[top]:.4f}"])
    weights.write_whole(run.folder / "predictions.csv", text.getvalue().encode())
