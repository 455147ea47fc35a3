"""The run folder: configuration, provenance, metrics and the best network of one training."""

from __future__ import annotations

import csv
import hashlib
import importlib.metadata
import io
import json
import platform
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from datasets.citing import Cited
from datasets.samples import Sample, digest_of
from model.weights import write_whole
from training.config import ConfigError, TrainConfig

WEIGHTS = "best.safetensors"
_LIBRARIES = ("torch", "torchvision", "timm", "albumentations", "numpy", "pillow", "onnx")


@dataclass(frozen=True, slots=True)
class Run:
    """One training's folder: `config.json`, `provenance.json`, `metrics.jsonl`, `predictions.csv`.

    Attributes:
        folder: where.
    """

    folder: Path

    @classmethod
    def create(cls, folder: Path) -> Run:
        """Make a new folder.

        Raises:
            ConfigError: the folder holds something, or cannot be made.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise ConfigError(f"{folder} is not empty; name another --out or remove it")
        except OSError as error:
            raise ConfigError(f"{folder} cannot be a run folder: {error.strerror}") from error
        return cls(folder)

    @classmethod
    def resumed(cls, folder: Path) -> Run:
        """Open the folder of a training that was stopped.

        Raises:
            ConfigError: there is no such folder.
        """
        if not folder.is_dir():
            raise ConfigError(f"{folder} is no run folder to go on with; leave out --resume")
        return cls(folder)

    @property
    def weights(self) -> Path:
        """The best network so far, with its card once the run has ended."""
        return self.folder / WEIGHTS

    def write(self, name: str, content: Mapping[str, object]) -> None:
        """Write `<name>.json`, whole or not at all."""
        text = json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True)
        write_whole(self.folder / f"{name}.json", (text + "\n").encode())

    def write_epochs(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Write `metrics.jsonl`, a JSON object an epoch."""
        text = "".join(json.dumps(row) + "\n" for row in rows)
        write_whole(self.folder / "metrics.jsonl", text.encode())

    def write_table(self, name: str, rows: Iterable[Sequence[object]]) -> None:
        """Write `<name>.csv`; the first row is the header."""
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        write_whole(self.folder / f"{name}.csv", text.getvalue().encode())


def provenance(
    config: TrainConfig,
    parts: Mapping[str, Sequence[Sample]],
    catalogue_version: str,
    versions: Sequence[Cited] = (),
) -> dict[str, object]:
    """Tell what a network came from; no path of this machine, only names and hashes.

    Args:
        config: the knobs.
        parts: samples by name: `train`, `val`, `backgrounds`.
        catalogue_version: of the catalogue whose ids are the labels.
        versions: signed versions of a library whose lists were read.
    """
    return {
        "config": asdict(config),
        "git_commit": git_commit(),
        "catalogue_version": catalogue_version,
        "versions": [each.to_json() for each in versions],
        "data": {name: describe(samples) for name, samples in parts.items()},
        "libraries": {name: importlib.metadata.version(name) for name in _LIBRARIES},
        "python": platform.python_version(),
    }


def describe(samples: Sequence[Sample]) -> dict[str, object]:
    """Count samples by label and hash them: labels and bytes, in the order of the hashes."""
    rows = sorted(f"{digest_of(sample.path)} {sample.label}" for sample in samples)
    return {
        "pictures": len(samples),
        "rendered": sum(sample.rendered for sample in samples),
        "by_label": dict(sorted(Counter(sample.label for sample in samples).items())),
        "sha256": hashlib.sha256("\n".join(rows).encode()).hexdigest(),
    }


def git_commit() -> str:
    """Give the commit of the code, with `+changes` when files differ; `unknown` outside git."""
    root = Path(__file__).parent
    try:
        commit = _git(root, "rev-parse", "HEAD")
        return commit + ("+changes" if _git(root, "status", "--porcelain", "-uno") else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()
