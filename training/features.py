"""Features of the frozen backbone, kept on disk: another head on the same views costs seconds.

A file is named by a hash of all that decides its content: weights of the backbone, bytes and order
of the pictures, the views drawn of them, and the code. So it is never stale, only unused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import torch

from datasets.samples import digest_of
from model.network import Network
from model.weights import write_whole
from training import checkpoint
from training.config import TrainConfig
from training.errors import TrainingError
from training.views import TrainViews

Features = tuple[torch.Tensor, torch.Tensor]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of features.

    Attributes:
        folder: where; None keeps nothing.
    """

    folder: Path | None = None

    def take(
        self,
        network: Network,
        train: TrainViews,
        config: TrainConfig,
        compute: Callable[[], Features],
        keeps: bool = True,
    ) -> Features:
        """Give features (N, D) float32 and targets (N,) int64 from the folder, or compute them.

        Args:
            network: whose backbone sees the views.
            train: the views.
            config: how many of each picture.
            compute: gives them anew.
            keeps: write what was computed; one process of a team is enough.

        Raises:
            TrainingError: the file is there but cannot be read.
            OSError: it cannot be written.
        """
        if self.folder is None:
            return compute()
        path = self.folder / f"{_key(network, train, config)}.npz"
        if path.is_file():
            return _read(path)
        features, targets = compute()
        if keeps:
            self.folder.mkdir(parents=True, exist_ok=True)
            buffer = BytesIO()
            np.savez(buffer, features=features.numpy(), targets=targets.numpy())
            write_whole(path, buffer.getvalue())
        return features, targets


NOWHERE = Shelf()


def _read(path: Path) -> Features:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return torch.from_numpy(kept["features"]), torch.from_numpy(kept["targets"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise TrainingError(f"the features {path} cannot be read; delete the file") from error


def _key(network: Network, train: TrainViews, config: TrainConfig) -> str:
    digest = hashlib.sha256()
    for part in _parts(network, train, config):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _parts(network: Network, train: TrainViews, config: TrainConfig) -> Iterator[bytes]:
    """All that decides the features, as bytes."""
    yield checkpoint.code().encode()
    yield network.spec.architecture.encode()
    for tensor in network.stages.state_dict().values():
        yield np.ascontiguousarray(tensor.cpu().numpy()).tobytes()
    for sample in train.pictures.samples:
        yield digest_of(sample.path).encode()
    yield train.targets.tobytes()
    augment = train.augment
    settled = (augment.preprocess, augment.strength, augment.zoom, config.cut_out)
    drawn = (config.head_views, train.seed, train.composer.recipe)
    yield repr((settled, drawn)).encode()
    for photo in (*train.composer.backgrounds, *augment.lenders):
        yield photo.tobytes()
