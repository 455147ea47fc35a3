"""Which pictures a round draws, and their batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import torch
from torch.utils.data import DataLoader

from training.config import TrainConfig
from training.parallel import ALONE, Team
from training.views import FixedViews, Key, TrainViews

Keys: TypeAlias = "Draw | Sequence[Key] | range"


class Draw:
    """Draws pictures for one round, rarer classes more often; yields keys of `TrainViews`.

    Args:
        targets: (N,) class indices.
        balance: 0 draws as they come, 1 every class equally often.
        count: how many; 0 as many as there are.
        seed: with the round decides the draw.
        weights: (N,) how many times as often each picture is drawn for its source; None for all
            alike.
    """

    def __init__(
        self,
        targets: npt.NDArray[np.int64],
        balance: float,
        count: int,
        seed: int,
        weights: npt.NDArray[np.float64] | None = None,
    ) -> None:
        own = np.ones(len(targets)) if weights is None else weights
        sizes = np.bincount(targets, own)[targets]
        weights = own * sizes**-balance
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


class Batches:
    """Divides keys into batches; of each, this process takes every `team.size`-th.

    A last batch with fewer keys than processes is left out, since each process must have one.

    Args:
        keys: of views, in order.
        batch: keys in a batch, over all processes.
        team: the processes.
    """

    def __init__(self, keys: Keys, batch: int, team: Team) -> None:
        self._keys, self._batch, self._team = keys, batch, team

    def __len__(self) -> int:
        whole, rest = divmod(len(self._keys), self._batch)
        return whole + (rest >= self._team.size)

    def __iter__(self) -> Iterator[list[Key] | list[int]]:
        keys: list[Any] = list(self._keys)
        for at in range(len(self)):
            yield keys[at * self._batch : (at + 1) * self._batch][
                self._team.rank :: self._team.size
            ]

    def size(self, at: int) -> int:
        """Keys in a batch, over all processes."""
        return min(self._batch, len(self._keys) - at * self._batch)


def loader(
    views: TrainViews | FixedViews, config: TrainConfig, batches: Batches
) -> DataLoader[tuple[torch.Tensor, torch.Tensor]]:
    """Load the batches of this process."""
    return DataLoader(
        views,  # type: ignore[arg-type]  # any object with __getitem__ and __len__ will do
        batch_sampler=batches,
        num_workers=config.workers,
        collate_fn=_collate,
    )


def rows(
    views: TrainViews | FixedViews, config: TrainConfig, keys: Keys, team: Team
) -> DataLoader[tuple[torch.Tensor, torch.Tensor]]:
    """Load every view once: this process takes every `team.size`-th, for `Team.together`."""
    every: list[Any] = list(keys)
    mine = every[team.rank :: team.size]
    return loader(views, config, Batches(mine, config.batch, ALONE))


def _collate(
    pairs: list[tuple[npt.NDArray[np.float32], int]],
) -> tuple[torch.Tensor, torch.Tensor]:
    images = torch.from_numpy(np.stack([image for image, _ in pairs]))
    return images, torch.tensor([target for _, target in pairs])
