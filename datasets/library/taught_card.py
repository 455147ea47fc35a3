"""What is kept of a network that was taught a class: frozen types that check themselves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from datasets.library import rules

KINDS = ("onnx", "safetensors", "references.npz")  # of the files of a network


class Step(StrEnum):
    """How far a network has come."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    UNDONE = "undone"  # it was accepted; its files stay, as answers may have come from it
    DISCARDED = "discarded"  # it never was; its files are deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a network is and how it came to be.

    Attributes:
        name: Of its files.
        class_id: What it learned.
        added: Whether the class was new to it.
        base: Name of the network it was made from.
        base_sha256: Of that network's graph.
        sha256: Of its own graph.
        bytes: Of its own graph.
        references_sha256: Of the reference embeddings that fit it; "" without any.
        photos: SHA-256 of the photos it learned from.
        known: Photos of the library that stood for what it knew already.
        warnings: Plain sentences.
        trial: What would change, as `trial.Trial.to_json` gives it.
    """

    name: str
    class_id: str
    added: bool
    base: str
    base_sha256: str
    sha256: str
    bytes: int
    references_sha256: str
    photos: tuple[str, ...]
    known: int
    warnings: tuple[str, ...]
    trial: dict[str, Any]

    def __post_init__(self) -> None:
        rules.check_label(self.class_id, "class")
        rules.check_sha256(self.sha256, "SHA-256 of the network")
        rules.check_sha256(self.base_sha256, "SHA-256 of the network before")
        rules.require(bool(self.name) and self.name == Path(self.name).name, "a name is no path")

    def file(self, kind: str) -> str:
        """Name of one of its files: `onnx`, `safetensors` or `references.npz`."""
        return f"{self.name}.{kind}"


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a network: its number among all, which, when (`canonical.moment`), who."""

    seq: int
    step: Step
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Taught:
    """A network of a library and its steps, oldest first."""

    card: Card
    events: tuple[Event, ...]

    @property
    def step(self) -> Step:
        """How far it has come."""
        return self.events[-1].step
