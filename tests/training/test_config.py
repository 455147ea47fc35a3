"""Every knob arrives, and nothing else does."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from training import config
from training.config import ConfigError, TrainConfig

CONFIGS = sorted((Path(config.__file__).parent / "configs").glob("*.toml"))
OTHER = {
    "head": "discriminant",
    "early_size": 64,
    "reserve_rendered": False,
    "cut_out": True,
    "architecture": "timm:resnet18",
    "size": 96,
    "batch": 7,
    "head_views": 3,
    "threads": 1,
}
OTHER |= {"judge": "top1", "mixed_precision": False}
OTHER |= {"outlier_labels": "none, nothing", "pretrained": False}


def _other(key: str) -> object:
    """A value that is allowed and not the default."""
    default = getattr(TrainConfig(), key)
    if key in OTHER:
        return OTHER[key]
    changed: object = default / 3 + 0.2 if isinstance(default, float) else default + 1
    assert changed != default
    return changed


@pytest.mark.parametrize("key", [field.name for field in fields(TrainConfig)])
def test_every_key_arrives_by_set_and_by_file(key: str, tmp_path: Path) -> None:
    value = _other(key)
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    assert getattr(config.load(None, [f"{key}={text}"]), key) == value
    quoted = f'"{text}"' if isinstance(value, str) else text
    (tmp_path / "c.toml").write_text(f"{key} = {quoted}\n", encoding="utf-8")
    assert getattr(config.load(tmp_path / "c.toml"), key) == value


@pytest.mark.parametrize("path", CONFIGS, ids=[path.stem for path in CONFIGS])
def test_the_named_configurations_load_and_state_their_command(path: Path) -> None:
    assert isinstance(config.load(path), TrainConfig)
    assert "python -m training fit" in path.read_text(encoding="utf-8")


def test_a_setting_beats_the_file(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("epochs = 3\nbatch = 8\n", encoding="utf-8")
    loaded = config.load(tmp_path / "c.toml", ["epochs=5"])
    assert (loaded.epochs, loaded.batch) == (5, 8)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("epoch=3", "'epoch' is unknown; the nearest is 'epochs'"),
        ("epochs=three", "epochs is 'three'; it must be of type int"),
        ("epochs=1.5", "epochs is '1.5'; it must be of type int"),
        ("pretrained=yes", "must be true or false"),
        ("augment=1.5", r"augment is 1.5; it must lie in 0..1"),
        ("rate=nan", "rate is nan"),
        ("batch=0", "batch is 0; it must lie in 1"),
        ("size=8", "size is 8 px"),
        ("judge=luck", "judge is 'luck'; it must be one of loss, top1, macro_f1"),
        ("epochs", "has no '='"),
    ],
)
def test_a_wrong_setting_is_named(setting: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        config.load(None, [setting])


@pytest.mark.parametrize(
    ("text", "message"),
    [("epocs = 3", "nearest is 'epochs'"), ('batch = "8"', "type int"), ("= =", "cannot be read")],
)
def test_a_wrong_file_is_named(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        config.load(tmp_path / "c.toml")


def test_outlier_labels_are_a_list_of_names() -> None:
    assert TrainConfig(outlier_labels=" a, b ,").outliers == ("a", "b")
