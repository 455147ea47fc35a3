"""What a fit is fed: sources named on the command line, joined, checked and divided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from datasets import samples
from datasets.samples import LabelMap, Sample, SampleError
from model.errors import PhotoError
from model.photo import Photo
from training.config import TrainConfig

_TRIAL_SIDE = 32  # px; a JPEG is decoded small and fast, yet read to its end
_SHOWN = 5  # corrupt pictures named in an error; the rest is counted


@dataclass(frozen=True, slots=True)
class Corrupt:
    """A picture that cannot be decoded, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """A folder tree or manifest.

    Attributes:
        path: where.
        weight: how many times as often each of its pictures is drawn as one of weight 1.
    """

    path: Path
    weight: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.weight <= 1000:
            raise SampleError(f"the weight of {self.path} is {self.weight}; it must be in 0..1000")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where pictures lie, as named by the user.

    Attributes:
        data: folder trees or manifests of labelled pictures.
        val: folder trees or manifests to validate on; empty holds out a share of `data`.
        negatives: folders, trees or manifests of photos of other things.
        backgrounds: folders of photos to lay cutouts on.
        label_map: joins labels of the negatives to ours; None calls them all "none of these".
        skip_corrupt: leave out pictures that cannot be decoded rather than refuse them.
    """

    data: tuple[Source, ...]
    val: tuple[Path, ...] = ()
    negatives: tuple[Source, ...] = ()
    backgrounds: tuple[Path, ...] = ()
    label_map: Path | None = None
    skip_corrupt: bool = False


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
        weights: (N,) how many times as often each picture of `train` is drawn.
        skipped: pictures left out because they cannot be decoded, and why.
    """

    labels: tuple[str, ...]
    outlier_labels: tuple[str, ...]
    train: list[Sample]
    val: list[Sample]
    train_grounds: list[Sample]
    val_grounds: list[Sample]
    weights: npt.NDArray[np.float64]
    skipped: tuple[Corrupt, ...] = ()

    def targets(self, part: Sequence[Sample]) -> npt.NDArray[np.int64]:
        """Give the label indices (N,) of some samples."""
        index = {label: at for at, label in enumerate(self.labels)}
        return np.array([index[sample.label] for sample in part], dtype=np.int64)

    def families(self, tree_of: Mapping[str, str]) -> npt.NDArray[np.int64]:
        """Give the family (K,) of each label.

        It is what a manifest's column `family` says of the label's pictures, else the tree that
        decides the label, else the label alone.

        Args:
            tree_of: the tree of a label, where it has one.
        """
        told = {s.label: dict(s.columns).get("family", "") for s in reversed(self.train)}
        names = [told.get(label) or tree_of.get(label, f"label {label}") for label in self.labels]
        order = {name: at for at, name in enumerate(dict.fromkeys(names))}
        return np.array([order[name] for name in names], dtype=np.int64)


def gather(sources: Sources, config: TrainConfig) -> Data:
    """Read all sources and divide them.

    Raises:
        SampleError: a source cannot be used, pictures cannot be decoded, fewer than two labels, or
            labels to validate on that are never trained.
    """
    weight_of: dict[Path, float] = {}
    own = _seen(_read(sources.data, weight_of, None), config)
    others = _seen(_negatives(sources, config, weight_of), config)
    given = [sample for source in sources.val for sample in samples.read(source)]
    grounds = [
        sample
        for folder in sources.backgrounds
        for sample in samples.read_loose(folder, "background")
    ]
    bad = corrupt([*own, *others, *given, *grounds], config.threads)
    if bad and not sources.skip_corrupt:
        raise SampleError(_refused(bad))
    own, others, given, grounds = (_without(part, bad) for part in (own, others, given, grounds))
    train, val = (own, given) if given else samples.split(own, config.val_share)
    train = train + [s for s in others if not samples.held_out(s.group, config.val_share)]
    val = val + [s for s in others if samples.held_out(s.group, config.val_share)]
    train = _apart(train, val)
    labels = samples.labels_of(train)
    outliers = tuple(label for label in labels if label in config.outliers)
    _check(labels, outliers, val)
    grounds = grounds or [s for s in others if s.label in outliers]
    return Data(
        labels,
        outliers,
        train,
        val,
        [s for s in grounds if not samples.held_out(s.group, config.val_share)],
        [s for s in grounds if samples.held_out(s.group, config.val_share)],
        np.array([weight_of[sample.path] for sample in train]),
        tuple(bad),
    )


def corrupt(found: Sequence[Sample], threads: int) -> list[Corrupt]:
    """Try to decode every picture; give those that cannot be, in order."""

    def reason(sample: Sample) -> str:
        try:
            Photo.open(sample.path, min_side=_TRIAL_SIDE)
        except PhotoError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(threads) as pool:
        reasons = list(pool.map(reason, found))
    pairs = zip(found, reasons, strict=True)
    return [Corrupt(sample.path, why) for sample, why in pairs if why]


def _refused(bad: Sequence[Corrupt]) -> str:
    shown = "; ".join(each.reason for each in bad[:_SHOWN])
    more = f"; and {len(bad) - _SHOWN} more" if len(bad) > _SHOWN else ""
    return (
        f"{len(bad)} pictures cannot be decoded: {shown}{more}; replace them, or leave them out by "
        "--corrupt skip"
    )


def _without(found: list[Sample], bad: Sequence[Corrupt]) -> list[Sample]:
    paths = {each.path for each in bad}
    return [sample for sample in found if sample.path not in paths]


def _read(
    sources: Sequence[Source], weight_of: dict[Path, float], names: LabelMap | None
) -> list[Sample]:
    """Read sources in order and note the weight of every picture."""
    found: list[Sample] = []
    for source in sources:
        part = samples.read(source.path, names)
        weight_of |= {sample.path: source.weight for sample in part}
        found += part
    return found


def _negatives(sources: Sources, config: TrainConfig, weight_of: dict[Path, float]) -> list[Sample]:
    """Read the negatives; without a label map all of them mean "none of these"."""
    if not sources.negatives:
        return []
    if sources.label_map is not None:
        return _read(sources.negatives, weight_of, LabelMap.open(sources.label_map))
    if not config.outliers:
        raise SampleError("negatives need a label: set outlier_labels or give --label-map")
    everything = LabelMap({}, config.outliers[0])
    found: list[Sample] = []
    for source in sources.negatives:
        part = (
            samples.read_loose(source.path, config.outliers[0])
            if source.path.is_dir()
            else samples.read_manifest(source.path, everything)
        )
        weight_of |= {sample.path: source.weight for sample in part}
        found += part
    return found


def _seen(found: list[Sample], config: TrainConfig) -> list[Sample]:
    """Leave out what is reserved for a last test."""

    def kept_back(sample: Sample) -> bool:
        if sample.rendered and not config.reserve_rendered:
            return False
        return samples.reserved(sample.group, config.reserved_share)

    return [sample for sample in found if not kept_back(sample)]


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
