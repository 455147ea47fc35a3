"""`TrainConfig`: every knob of a training, with unit and reason; TOML first, then `--set`."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

Value = str | int | float | bool
JUDGES = ("loss", "top1", "macro_f1")
HEADS = ("gradient", "discriminant")


class ConfigError(Exception):
    """A configuration that cannot be used; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """One training, complete: the same values and data give the same network."""

    # network
    architecture: str = "efficientnet_lite0"  # the smallest that reaches 81 % on ImageNet
    pretrained: bool = True  # ImageNet weights: thousands of pictures cannot replace a million
    size: int = 0  # side of the input, px; 0 takes what the architecture was pretrained on
    # data
    val_share: float = 0.2  # of the groups, held out when no --val is given
    reserved_share: float = 0.0  # of the groups, never seen here: `evaluation run --reserved`
    reserve_rendered: bool = True  # too; false where a test renders pictures of its own
    balance: float = 0.7  # 0 draws classes as often as they have pictures, 1 equally often
    epoch_pictures: int = 0  # pictures drawn an epoch; 0 draws as many as there are
    photo_grounds: float = 0.5  # share of cutouts laid on real photos rather than plain grounds
    catalogue_grounds: float = 0.0  # share of cutouts that fill a white picture, as goods for sale
    cut_out: bool = False  # photos on white too are cut out and laid on grounds
    outlier_labels: str = "other"  # labels that mean "none of these", comma-separated
    cache_mb: int = 3000  # decoded pictures kept in memory, MiB; beyond, files are read again
    augment: float = 1.0  # multiplies the chance of every distortion; 0 switches all off
    zoom: float = 0.0  # chance of a view of a part; for shelves and heaps of like things
    # phase 1: the head alone, on features computed once
    head: str = "gradient"  # in the end: steps', or linear discriminant analysis in closed form
    shrinkage: float = 0.5  # 0..1, of the discriminant's scatter towards a sphere
    head_views: int = 2  # random views of each picture whose features are kept
    head_epochs: int = 40  # passes over them; they cost milliseconds
    head_rate: float = 3e-3  # AdamW step size of the new head
    # phase 2: the last blocks with the head
    epochs: int = 6  # passes; a rushed fine-tune was worse than the head alone (studio pilot)
    early_size: int = 0  # side of the input in the first epochs, px: smaller costs less; 0 is size
    early_epochs: int = 0  # epochs of that size; later ones sharpen what was learned
    train_blocks: int = 9  # of the backbone, from the end; the first ones see edges, not goods
    layer_decay: float = 1.0  # of the step size from one block to the one before it; 1 is even
    rate: float = 3e-4  # AdamW step size of the backbone; a tenth of the head's keeps its knowledge
    tuned_head_rate: float = 1e-3  # AdamW step size of the head in phase 2
    weight_decay: float = 0.02  # per step, decoupled (AdamW); not on biases and BatchNorm
    warmup: float = 0.1  # share of the steps during which step sizes rise from 0
    tuned_share: float = 1.0  # kept of what tuning changed, then the head is fitted again; 1: all
    ema: float = 0.99  # decay per step of the averaged weights, which are the ones published
    label_smoothing: float = 0.0  # share of truth given away; it spoils features for transfer
    mixup: float = 0.0  # alpha of the Beta distribution of blended pairs; 0 blends none
    cutmix: float = 0.0  # alpha of the Beta distribution of pasted boxes; 0 pastes none
    hierarchy: float = 0.0  # weight of the loss of families beside that of labels
    outlier_exposure: float = 0.0  # weight of evenness over known labels on other things
    batch: int = 32  # pictures a step, over all processes
    judge: str = "loss"  # chooses the epoch kept, on validation: loss, top1 or macro_f1
    patience: int = 0  # epochs without a better one before it stops; 0 never stops early
    # calibration, on validation pictures
    precision: float = 0.95  # wanted among the answered; sets the threshold `recognise`
    recognise_floor: float = 0.5  # `recognise` at least: below an even chance nothing is named
    novelty_keep: float = 0.95  # share of known things the novelty threshold lets through
    good_passes: float = 0.02  # share of goods that may pass as a look-alike, at most
    # machine
    seed: int = 0  # of every random choice
    threads: int = 2  # of torch, a core each
    workers: int = 1  # processes that prepare pictures; 0 prepares between the steps
    mixed_precision: bool = True  # bfloat16, on a GPU only: two cores gained nothing from it

    def __post_init__(self) -> None:
        for name in _SHARES:
            _check(name, getattr(self, name), 0, 1)
        for name in _COUNTS:
            _check(name, getattr(self, name), 0, 10**7)
        for name in ("batch", "head_views", "threads"):
            _check(name, getattr(self, name), 1, 10**6)
        for name in _POSITIVE:
            _check(name, getattr(self, name), 0, 10)
        if self.judge not in JUDGES:
            raise ConfigError(f"judge is {self.judge!r}; it must be one of {', '.join(JUDGES)}")
        if self.head not in HEADS:
            raise ConfigError(f"head is {self.head!r}; it must be one of {', '.join(HEADS)}")
        for name in ("size", "early_size"):
            if 0 < getattr(self, name) < 32:
                raise ConfigError(
                    f"{name} is {getattr(self, name)} px; it must be 0 or at least 32"
                )

    @property
    def outliers(self) -> tuple[str, ...]:
        """The names in `outlier_labels`."""
        return tuple(name.strip() for name in self.outlier_labels.split(",") if name.strip())


_SHARES = (
    *(
        "val_share",
        "reserved_share",
        "balance",
        "photo_grounds",
        "catalogue_grounds",
        "augment",
        "zoom",
        "warmup",
        "ema",
        "label_smoothing",
        "layer_decay",
        "shrinkage",
        "tuned_share",
    ),
    *("precision", "recognise_floor", "novelty_keep", "good_passes"),
)
_COUNTS = (
    *("size", "epoch_pictures", "cache_mb", "head_epochs", "epochs", "train_blocks"),
    *("seed", "workers", "patience", "early_size", "early_epochs"),
)
_POSITIVE = (
    *("head_rate", "rate", "tuned_head_rate", "weight_decay", "mixup", "cutmix"),
    *("hierarchy", "outlier_exposure"),
)


def _check(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise ConfigError(f"{name} is {value}; it must lie in {low}..{high}")


def load(path: Path | None, settings: Sequence[str] = ()) -> TrainConfig:
    """Read a TOML file over the defaults, then apply `key=value` settings.

    Raises:
        ConfigError: an unreadable file, an unknown key, a value of another type or out of range.
    """
    config = TrainConfig()
    if path is not None:
        config = override(config, _read(path), str(path))
    for setting in settings:
        key, equals, text = setting.partition("=")
        if not equals:
            raise ConfigError(f"--set {setting!r} has no '='; write --set key=value")
        config = override(config, {key.strip(): _parsed(config, key.strip(), text)}, "--set")
    return config


def override(config: TrainConfig, values: Mapping[str, object], source: str) -> TrainConfig:
    """Replace some values, each checked for name and type.

    Raises:
        ConfigError: naming `source` and, for an unknown key, the nearest one.
    """
    changed: dict[str, object] = {}
    for key, value in values.items():
        wanted = _type_of(config, key, source)
        if wanted is float and type(value) is int:
            value = float(value)
        if type(value) is not wanted:
            raise ConfigError(f"{source}: {key} is {value!r}; it must be of type {wanted.__name__}")
        changed[key] = value
    return replace(config, **changed)  # type: ignore[arg-type]  # types were compared above


def _type_of(config: TrainConfig, key: str, source: str) -> type[Value]:
    names = [field.name for field in fields(config)]
    if key not in names:
        near = difflib.get_close_matches(key, names, n=1, cutoff=0.0)
        raise ConfigError(f"{source}: the key {key!r} is unknown; the nearest is {near[0]!r}")
    kind: type[Value] = type(getattr(config, key))
    return kind


def _parsed(config: TrainConfig, key: str, text: str) -> Value:
    """Read the text of a setting as the type of its key."""
    kind = _type_of(config, key, "--set")
    if kind is str:
        return text
    if kind is bool:
        if text not in ("true", "false"):
            raise ConfigError(f"--set: {key} is {text!r}; it must be true or false")
        return text == "true"
    try:
        return kind(text)
    except ValueError as error:
        raise ConfigError(
            f"--set: {key} is {text!r}; it must be of type {kind.__name__}"
        ) from error


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"the configuration {path} cannot be read: {error}") from error
