"""The answers of one model to many photos, as columns; what every measure reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Sized
from dataclasses import asdict, dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]


class Role(StrEnum):
    """Why a photo is in the run."""

    DATA = "data"  # labelled in our labels; a label that the model lacks makes it open-set
    NEAR = "near"  # look-alikes outside the label set
    NEGATIVE = "negative"  # photos of other things


@dataclass(frozen=True, slots=True)
class Failure:
    """A photo that could not be read: where it lies, its label, and why, in a sentence."""

    path: str
    label: str
    reason: str

    def to_json(self) -> dict[str, object]:
        """Every field."""
        return asdict(self)


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """N photos, K labels of the model, D values of the embedding.

    Args:
        model: name of the weights.
        model_sha256: of the weights file.
        labels: K labels, in the model's order.
        known: (K,) bool, False for labels that mean "none of these".
        temperature: divides the logits before the softmax.
        paths: N files.
        sha256: of the original bytes.
        truth: N labels said to be right, in our names.
        roles: N, why each photo is there.
        groups: N; photos of one object share a group.
        rendered: (N,) bool, made by a renderer.
        columns: N values of each further manifest column, by name.
        logits: (N, K) float32, before the temperature.
        embeddings: (N, D) float32.
        novelty: (N,) float64, larger is more novel.
        outcomes: N values of `model.screening.Outcome`.

    Raises:
        ValueError: columns of unequal length, or logits that are not finite.
    """

    model: str
    model_sha256: str
    labels: tuple[str, ...]
    known: NDArray[np.bool_]
    temperature: float
    paths: tuple[str, ...]
    sha256: tuple[str, ...]
    truth: tuple[str, ...]
    roles: tuple[Role, ...]
    groups: tuple[str, ...]
    rendered: NDArray[np.bool_]
    columns: Mapping[str, tuple[str, ...]]
    logits: Floats
    embeddings: Floats
    novelty: Floats
    outcomes: tuple[str, ...]

    def __post_init__(self) -> None:
        n, k = len(self.paths), len(self.labels)
        rows: dict[str, Sized] = {
            "sha256": self.sha256,
            "truth": self.truth,
            "roles": self.roles,
            "groups": self.groups,
            "rendered": self.rendered,
            "embeddings": self.embeddings,
            "novelty": self.novelty,
            "outcomes": self.outcomes,
            **self.columns,
        }
        for name, values in rows.items():
            if len(values) != n:
                raise ValueError(f"{len(values)} values of {name} for {n} photos")
        if self.logits.shape != (n, k) or self.known.shape != (k,):
            raise ValueError(f"logits of shape {self.logits.shape} for {n} photos, {k} labels")
        if self.temperature <= 0:
            raise ValueError(f"temperature {self.temperature}: it lies above 0")
        if not np.isfinite(self.logits).all():
            raise ValueError("logits that are no numbers")

    def __len__(self) -> int:
        return len(self.paths)

    @property
    def probabilities(self) -> Floats:
        """(N, K) float64, rows sum to 1; as the inspector sees them."""
        scaled = self.logits.astype(np.float64) / self.temperature
        powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    @property
    def targets(self) -> NDArray[np.int64]:
        """(N,) position of the true label among `labels`; -1 where the model does not have it."""
        place = {label: at for at, label in enumerate(self.labels)}
        return np.array([place.get(label, -1) for label in self.truth], dtype=np.int64)

    @property
    def inside(self) -> NDArray[np.bool_]:
        """(N,) photos of a label that the model has and that names something."""
        targets = self.targets
        known = np.append(self.known, False)  # -1 reads the last one
        return np.asarray((targets >= 0) & known[targets])

    def chosen(self, rows: NDArray[np.bool_]) -> Predictions:
        """The photos where `rows` (N,) is True, in order."""
        at = [int(i) for i in np.flatnonzero(rows)]

        def take(values: Sequence[str]) -> tuple[str, ...]:
            return tuple(values[i] for i in at)

        return Predictions(
            model=self.model,
            model_sha256=self.model_sha256,
            labels=self.labels,
            known=self.known,
            temperature=self.temperature,
            paths=take(self.paths),
            sha256=take(self.sha256),
            truth=take(self.truth),
            roles=tuple(self.roles[i] for i in at),
            groups=take(self.groups),
            rendered=self.rendered[at],
            columns={name: take(values) for name, values in self.columns.items()},
            logits=self.logits[at],
            embeddings=self.embeddings[at],
            novelty=self.novelty[at],
            outcomes=take(self.outcomes),
        )
