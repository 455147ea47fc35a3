"""A training stopped at any moment goes on as if nothing had happened.

A checkpoint holds all that decides the rest: tensors, optimiser, schedule, random numbers, and
what it was made by and of. Views are functions of seed, round and picture, so that they need no
state. On a processor the resumed run gives the same bits (tests/training/test_resume.py).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import torch

from model.weights import write_whole
from training.config import TrainConfig
from training.errors import TrainingError

FILE = "checkpoint.pt"
_CODE = ("training", "model", "datasets", "datasets/compositing")
# What may differ: it changes how long a training takes, or what is done after it.
_FREE = frozenset({"workers", "cache_mb", "precision", "recognise_floor", "novelty_keep"})


@dataclass(frozen=True, slots=True)
class Origin:
    """What a checkpoint was made by and of.

    Attributes:
        labels: in the order of the logits.
        data: SHA-256 over labels and bytes of all pictures.
        config: the knobs.
        code: SHA-256 over the code that trains.
        commit: of the code, for the error message.
    """

    labels: tuple[str, ...]
    data: str
    config: Mapping[str, object]
    code: str
    commit: str

    def check(self, other: Origin) -> None:
        """Refuse to go on from a checkpoint of another origin.

        Raises:
            TrainingError: naming what differs.
        """
        if other.labels != self.labels:
            gone, new = set(other.labels) - set(self.labels), set(self.labels) - set(other.labels)
            signs = [f"-{name}" for name in sorted(gone)] + [f"+{name}" for name in sorted(new)]
            raise _other(f"labels ({' '.join(signs[:8]) or 'in another order'})")
        names = [field.name for field in fields(TrainConfig) if field.name not in _FREE]
        unlike = [name for name in names if other.config.get(name) != self.config[name]]
        if unlike:
            shown = [f"{n} {other.config.get(n)}, now {self.config[n]}" for n in unlike[:3]]
            raise _other(f"settings ({'; '.join(shown)})")
        if other.data != self.data:
            raise _other("pictures")
        if other.code != self.code:
            raise _other(f"code (revision {other.commit[:12]}, now {self.commit[:12]})")


def _other(what: str) -> TrainingError:
    return TrainingError(
        f"the checkpoint was made with other {what}; go on as it was begun, or start a new run"
    )


@cache
def code() -> str:
    """SHA-256 over the Python files that decide what a training gives."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for folder in _CODE:
        for path in sorted((root / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def write(run: Path, origin: Origin, state: Mapping[str, Any]) -> None:
    """Write a checkpoint, whole or not at all."""
    buffer = io.BytesIO()
    origins = {name: getattr(origin, name) for name in Origin.__dataclass_fields__}
    torch.save({"origin": origins, "state": dict(state)}, buffer)
    write_whole(run / FILE, buffer.getvalue())


def read(run: Path, origin: Origin) -> dict[str, Any]:
    """Give the state of a checkpoint.

    Raises:
        TrainingError: there is none, it cannot be read, or it is of another origin.
    """
    path = run / FILE
    if not path.is_file():
        raise TrainingError(
            f"{run} holds no checkpoint: the training was stopped before its first; start a new run"
        )
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
        found = Origin(**content["origin"])
        state: dict[str, Any] = content["state"]
    except Exception as error:  # torch raises a dozen types for a file that is not its own
        raise TrainingError(f"{path} cannot be read as a checkpoint; start a new run") from error
    origin.check(found)
    return state
