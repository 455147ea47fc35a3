"""What an epoch measured: the progress line, and logs for TensorBoard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tensorboardX import SummaryWriter

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Epoch:
    """What one epoch measured; losses are mean cross-entropies in nats."""

    number: int
    of: int
    train: float
    val: float
    right: int
    total: int
    macro_f1: float
    rate: float
    seconds: float

    @property
    def line(self) -> str:
        """The progress line."""
        left = self.seconds * (self.of - self.number)
        return (
            f"epoch {self.number}/{self.of}  train {self.train:.3f}  val {self.val:.3f}  "
            f"top1 {self.top1:.1%} ({self.right}/{self.total})  "
            f"{self.seconds:.0f}s  ETA {duration(left)}"
        )

    @property
    def top1(self) -> float:
        """Share of validation pictures named rightly, 0..1."""
        return self.right / max(self.total, 1)

    def score(self, judge: str) -> float:
        """What is compared between epochs, more is better; `judge` as in the configuration."""
        return {"loss": -self.val, "top1": self.top1, "macro_f1": self.macro_f1}[judge]


def duration(seconds: float) -> str:
    """Write seconds as 12s, 3m24s or 1h05m."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole}s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes}m{rest:02d}s" if minutes < 60 else f"{minutes // 60}h{minutes % 60:02d}m"


def macro_f1(said: npt.NDArray[np.int64], truth: npt.NDArray[np.int64], labels: int) -> float:
    """Mean F1 over the labels that occur in `truth` (N,), 0..1; `said` (N,) are label indices."""
    pairs = np.zeros((labels, labels), dtype=np.int64)
    np.add.at(pairs, (truth, said), 1)
    both = pairs.sum(axis=0) + pairs.sum(axis=1)
    occurring = pairs.sum(axis=1) > 0
    return float(np.mean(2 * pairs.diagonal()[occurring] / both[occurring]))


def write_logs(folder: Path, epochs: Sequence[Epoch]) -> None:
    """Write the curves of the latest epoch for TensorBoard, below `folder`.

    Each epoch has a file of its own: names count seconds, and an epoch may take less.
    """
    latest = epochs[-1]
    with SummaryWriter(
        str(folder / "tensorboard"), filename_suffix=f".{latest.number:04d}"
    ) as writer:
        for name in ("train", "val", "top1", "macro_f1", "rate", "seconds"):
            writer.add_scalar(name, getattr(latest, name), latest.number)
