"""What a fit is fed: sources named on the command line, joined, checked and divided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from datasets import samples
from datasets.samples import LabelMap, Sample, SampleError
from training.config import TrainConfig


@dataclass(frozen=True, slots=True)
class Sources:
    """Where pictures lie, as named by the user.

    Attributes:
        data: folder trees or manifests of labelled pictures.
        val: folder trees or manifests to validate on; empty holds out a share of `data`.
        negatives: folders, trees or manifests of photos of other things.
        backgrounds: folders of photos to lay cutouts on.
        label_map: joins labels of the negatives to ours; None calls them all "none of these".
    """

    data: tuple[Path, ...]
    val: tuple[Path, ...] = ()
    negatives: tuple[Path, ...] = ()
    backgrounds: tuple[Path, ...] = ()
    label_map: Path | None = None


@dataclass(frozen=True, slots=True)
class Data:
    """Samples divided for a fit.

    Attributes:
        labels: in the order of the logits.
        outlier_labels: those that mean "none of these".
        train: to learn from.
        val: to choose and calibrate by; shares no group with `train`.
        train_grounds: photos to lay training cutouts on.
        val_grounds: photos to lay validation cutouts on.
    """

    labels: tuple[str, ...]
    outlier_labels: tuple[str, ...]
    train: list[Sample]
    val: list[Sample]
    train_grounds: list[Sample]
    val_grounds: list[Sample]

    def targets(self, part: Sequence[Sample]) -> npt.NDArray[np.int64]:
        """Give the label indices (N,) of some samples."""
        index = {label: at for at, label in enumerate(self.labels)}
        return np.array([index[sample.label] for sample in part], dtype=np.int64)


def gather(sources: Sources, config: TrainConfig) -> Data:
    """Read all sources and divide them.

    Raises:
        SampleError: a source cannot be used, fewer than two labels, or labels to validate on that
            are never trained.
    """
    own = [sample for source in sources.data for sample in samples.read(source)]
    own = _seen(own, config)
    others = _seen(_negatives(sources, config), config)
    train, val = own, [sample for source in sources.val for sample in samples.read(source)]
    if not val:
        train, val = samples.split(own, config.val_share)
    train = train + [s for s in others if not samples.held_out(s.group, config.val_share)]
    val = val + [s for s in others if samples.held_out(s.group, config.val_share)]
    train = _apart(train, val)
    labels = samples.labels_of(train)
    outliers = tuple(label for label in labels if label in config.outliers)
    _check(labels, outliers, val)
    grounds = [
        sample
        for folder in sources.backgrounds
        for sample in samples.read_loose(folder, "background")
    ]
    grounds = grounds or [s for s in others if s.label in outliers]
    return Data(
        labels,
        outliers,
        train,
        val,
        [s for s in grounds if not samples.held_out(s.group, config.val_share)],
        [s for s in grounds if samples.held_out(s.group, config.val_share)],
    )


def _negatives(sources: Sources, config: TrainConfig) -> list[Sample]:
    """Read the negatives; without a label map all of them mean "none of these"."""
    if not sources.negatives:
        return []
    if sources.label_map is not None:
        names = LabelMap.open(sources.label_map)
        return [sample for source in sources.negatives for sample in samples.read(source, names)]
    if not config.outliers:
        raise SampleError("negatives need a label: set outlier_labels or give --label-map")
    everything = LabelMap({}, config.outliers[0])
    found: list[Sample] = []
    for source in sources.negatives:
        loose = source.is_dir()
        found += (
            samples.read_loose(source, config.outliers[0])
            if loose
            else samples.read_manifest(source, everything)
        )
    return found


def _seen(found: list[Sample], config: TrainConfig) -> list[Sample]:
    """Leave out what is reserved for a last test."""
    return [s for s in found if not samples.reserved(s.group, config.reserved_share)]


def _apart(train: list[Sample], val: list[Sample]) -> list[Sample]:
    """Leave out of training what shares a group with a validation picture."""
    held = {sample.group for sample in val}
    return [sample for sample in train if sample.group not in held]


def _check(labels: tuple[str, ...], outliers: tuple[str, ...], val: Sequence[Sample]) -> None:
    if len(labels) - len(outliers) < 1 or len(labels) < 2:
        raise SampleError(
            f"the pictures have the labels {', '.join(labels) or 'none'}; at least two are needed, "
            "one of them a thing to recognise"
        )
    strangers = sorted({sample.label for sample in val} - set(labels))
    if strangers:
        raise SampleError(
            f"validation has labels that training lacks: {', '.join(strangers[:5])}; name the "
            "folders alike"
        )
    if not val:
        raise SampleError("no picture is left to validate on; give --val or raise val_share")
