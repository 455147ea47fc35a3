"""Which pictures a round draws, and their batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch.utils.data import DataLoader

from training.config import TrainConfig
from training.views import FixedViews, Key, TrainViews


class Draw:
    """Draws pictures for one round, rarer classes more often; yields keys of `TrainViews`.

    Args:
        targets: (N,) class indices.
        balance: 0 draws as they come, 1 every class equally often.
        count: how many; 0 as many as there are.
        seed: with the round decides the draw.
    """

    def __init__(self, targets: npt.NDArray[np.int64], balance: float, count: int, seed: int):
        sizes = np.bincount(targets)[targets].astype(np.float64)
        weights = sizes**-balance
        self._chances = weights / weights.sum()
        self._count = count or len(targets)
        self._seed = seed
        self.turn = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Key]:
        """Systematic sampling: each picture comes as near its expected count as can be."""
        rng = np.random.default_rng((self._seed, 2, self.turn))
        marks = (np.arange(self._count) + rng.random()) / self._count
        order = rng.permutation(len(self._chances))
        drawn = order[
            np.searchsorted(np.cumsum(self._chances[order]), marks).clip(0, len(order) - 1)
        ]
        return iter([(self.turn, int(index)) for index in rng.permutation(drawn)])


def loader(
    views: TrainViews | FixedViews, config: TrainConfig, keys: Draw | Sequence[Key] | range
) -> DataLoader[tuple[torch.Tensor, torch.Tensor]]:
    """Batch views in the order of the keys."""
    return DataLoader(
        views,  # type: ignore[arg-type]  # any object with __getitem__ and __len__ will do
        batch_size=config.batch,
        sampler=keys,
        num_workers=config.workers,
        collate_fn=_collate,
    )


def _collate(
    pairs: list[tuple[npt.NDArray[np.float32], int]],
) -> tuple[torch.Tensor, torch.Tensor]:
    images = torch.from_numpy(np.stack([image for image, _ in pairs]))
    return images, torch.tensor([target for _, target in pairs])
