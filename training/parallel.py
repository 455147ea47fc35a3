"""Several processes that train one network, started by torchrun: the owner of torch.distributed.

Every process holds the whole network and all data lists; each takes every `size`-th row of a
batch, and gradients are averaged (Li et al. 2020, arXiv 2006.15704). With one process nothing
here does anything.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import distributed, nn

from training.errors import TrainingError


@dataclass(frozen=True, slots=True)
class Team:
    """This process among those that train together.

    Attributes:
        rank: of this process, from 0.
        size: how many there are.
        here: how many of them share this machine.
    """

    rank: int = 0
    size: int = 1
    here: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.rank < self.size or self.here < 1:
            raise ValueError(f"rank {self.rank} of {self.size}, {self.here} here, cannot be")

    @property
    def first(self) -> bool:
        """Whether this process writes files and reports."""
        return self.rank == 0

    def together(self, rows: torch.Tensor) -> torch.Tensor:
        """Join rows (n, ...) that processes took in turn, in their order, on every process."""
        if self.size == 1:
            return rows
        parts: list[Any] = [None] * self.size
        distributed.all_gather_object(parts, rows.cpu())
        joined = torch.empty((sum(len(part) for part in parts), *rows.shape[1:]), dtype=rows.dtype)
        for rank, part in enumerate(parts):
            joined[rank :: self.size] = part
        return joined

    def learner(self, module: nn.Module) -> nn.Module:
        """Let a module average its gradients over the processes."""
        return nn.parallel.DistributedDataParallel(module) if self.size > 1 else module


ALONE = Team()


@contextmanager
def team() -> Iterator[Team]:
    """Join the processes that torchrun started, if it did, and leave them at the end.

    Raises:
        TrainingError: the others cannot be reached.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        yield ALONE
        return
    try:
        distributed.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    except (RuntimeError, ValueError) as error:
        raise TrainingError(f"the {size} processes cannot reach each other: {error}") from error
    try:
        yield Team(distributed.get_rank(), size, int(os.environ.get("LOCAL_WORLD_SIZE", "1")))
    finally:
        distributed.destroy_process_group()


def device() -> torch.device:
    """The GPU of this process where there is one, else the processor."""
    if not torch.cuda.is_available():
        return torch.device("cpu")
    return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
