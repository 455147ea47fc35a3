"""What a step minimises: cross-entropy, with blended pictures, families and outliers if asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from training.config import TrainConfig


@dataclass(frozen=True, slots=True)
class Blend:
    """How the pictures of a batch were blended with those of the batch read backwards.

    Attributes:
        share: of the picture itself, 0..1; 1 blends none.
    """

    share: float

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"share {self.share} must lie in 0..1")


def blended(
    images: torch.Tensor, config: TrainConfig, rng: np.random.Generator
) -> tuple[torch.Tensor, Blend]:
    """Blend a batch (N, 3, S, S) by mixup or CutMix, whichever is set; both set take turns by lot.

    mixup: Zhang et al. 2018, arXiv 1710.09412. CutMix: Yun et al. 2019, arXiv 1905.04899.
    """
    kinds = [name for name in ("mixup", "cutmix") if getattr(config, name) > 0]
    if not kinds or len(images) < 2:
        return images, Blend(1.0)
    kind = kinds[int(rng.integers(len(kinds)))]
    alpha = getattr(config, kind)
    share = float(rng.beta(alpha, alpha))
    if kind == "mixup":
        return share * images + (1 - share) * images.flip(0), Blend(share)
    return _cut(images, share, rng)


def _cut(
    images: torch.Tensor, share: float, rng: np.random.Generator
) -> tuple[torch.Tensor, Blend]:
    """Lay a box of the batch read backwards over each picture; the box takes 1 - share of it."""
    height, width = images.shape[2:]
    high, wide = (round(side * (1 - share) ** 0.5) for side in (height, width))
    top, left = (
        int(rng.integers(side - part + 1)) for side, part in ((height, high), (width, wide))
    )
    box = (..., slice(top, top + high), slice(left, left + wide))
    mixed = images.clone()
    mixed[box] = images.flip(0)[box]
    return mixed, Blend(1 - high * wide / (height * width))


@dataclass(frozen=True, slots=True)
class Objective:
    """The loss of a batch.

    Args:
        config: `label_smoothing`, `hierarchy`, `outlier_exposure`.
        families: (K,) family of each label, indices from 0.
        outliers: (K,) True for labels that mean "none of these".
    """

    config: TrainConfig
    families: torch.Tensor
    outliers: torch.Tensor

    @classmethod
    def of(
        cls, config: TrainConfig, families: npt.NDArray[np.int64], outliers: npt.NDArray[np.bool_]
    ) -> Objective:
        """Build from arrays (K,)."""
        return cls(config, torch.from_numpy(families), torch.from_numpy(outliers))

    def __call__(self, logits: torch.Tensor, targets: torch.Tensor, blend: Blend) -> torch.Tensor:
        """Sum of the losses, nats, of (N, K) logits; a blended batch owes to both its halves."""
        loss = blend.share * self._one(logits, targets)
        if blend.share < 1:
            loss = loss + (1 - blend.share) * self._one(logits, targets.flip(0))
        return loss

    def _one(self, logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        config = self.config
        loss = functional.cross_entropy(
            logits, targets, label_smoothing=config.label_smoothing, reduction="sum"
        )
        if config.hierarchy > 0:
            loss = loss + config.hierarchy * self._family_loss(logits, targets)
        if config.outlier_exposure > 0:
            loss = loss + config.outlier_exposure * self._exposure(logits, targets)
        return loss

    def _family_loss(self, logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """Cross-entropy of the families, whose probability is the sum over their labels."""
        families = self.families.to(logits.device)
        count = int(families.max()) + 1
        logs = functional.log_softmax(logits, dim=1)
        index = families.expand(len(logs), -1)
        peaks = torch.full((len(logs), count), -torch.inf, device=logits.device)
        peaks = peaks.scatter_reduce(1, index, logs.detach(), "amax")
        sums = torch.zeros_like(peaks).scatter_add(1, index, (logs - peaks.gather(1, index)).exp())
        return functional.nll_loss(peaks + sums.log(), families[targets], reduction="sum")

    def _exposure(self, logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """Cross-entropy to evenness over the known labels, of pictures of other things.

        Outlier exposure: Hendrycks et al. 2019, arXiv 1812.04606.
        """
        outliers = self.outliers.to(logits.device)
        others = outliers[targets]
        logs = functional.log_softmax(logits[others][:, ~outliers], dim=1)
        return -logs.mean(dim=1).sum()
