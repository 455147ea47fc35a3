"""Which photos a measure is taken on, and how many stay out: nobody is dropped in silence.

A photo is *inside* when the model has its label and that label names something. Every other photo
is open-set, and of one kind of `Outside`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from evaluation.plain import fields_of
from evaluation.predictions import Predictions, Role

INSIDE = "inside"


class Outside(StrEnum):
    """Why a photo is outside of what the model can name."""

    NEAR = "near"  # handed over as a look-alike outside the label set
    NEGATIVE = "negative"  # handed over as a photo of another thing
    UNKNOWN_LABEL = "unknown_label"  # among the data, of a label that the model lacks
    NONE_OF_THESE = "none_of_these"  # among the data, of a label that means none of these


_KINDS = {Role.NEAR: Outside.NEAR, Role.NEGATIVE: Outside.NEGATIVE}


def kinds(predictions: Predictions) -> NDArray[np.str_]:
    """(N,) `INSIDE` or a value of `Outside`; the role of a photo comes before its label."""
    inside, targets = predictions.inside, predictions.targets
    return np.array(
        [
            INSIDE if known else str(_KINDS.get(role) or _by_label(target))
            for known, role, target in zip(inside, predictions.roles, targets, strict=True)
        ],
        dtype=np.str_,
    )


def _by_label(target: int) -> Outside:
    return Outside.UNKNOWN_LABEL if target < 0 else Outside.NONE_OF_THESE


@dataclass(frozen=True, slots=True)
class Population:
    """Counts of the photos of a run.

    Args:
        photos: all that were read.
        inside: of a label that the model has and that names something.
        outside: of each kind of `Outside`.
        inside_by_role: of those inside; a look-alike or a negative whose label the model has
            counts as inside, because the model can name it.
        unknown_labels: labels among the data that the model lacks, with their photos.
        rendered: made by a renderer.
        groups: objects.
        groups_of_several: objects with more than one photo.
        groups_of_several_labels: objects whose photos have several labels; a fault of the data,
            or a scene of several goods.

    Raises:
        ValueError: counts that do not add up.
    """

    photos: int
    inside: int
    outside: Mapping[str, int]
    inside_by_role: Mapping[str, int]
    unknown_labels: Mapping[str, int]
    rendered: int
    groups: int
    groups_of_several: int
    groups_of_several_labels: int

    def __post_init__(self) -> None:
        if self.inside + sum(self.outside.values()) != self.photos:
            raise ValueError(f"{self.inside} inside and {self.outside} of {self.photos} photos")

    def to_json(self) -> dict[str, object]:
        """Every count by its name."""
        return fields_of(self)


def population(predictions: Predictions) -> Population:
    """Count the photos of a run."""
    of_kind = Counter(kinds(predictions).tolist())
    rows = zip(predictions.truth, predictions.roles, predictions.targets, strict=True)
    unknown = Counter(label for label, role, at in rows if role is Role.DATA and at < 0)
    named = [
        role for role, known in zip(predictions.roles, predictions.inside, strict=True) if known
    ]
    labels_of: dict[str, set[str]] = {}
    for group, label in zip(predictions.groups, predictions.truth, strict=True):
        labels_of.setdefault(group, set()).add(label)
    return Population(
        photos=len(predictions),
        inside=of_kind[INSIDE],
        outside={str(kind): of_kind[str(kind)] for kind in Outside},
        inside_by_role={str(role): named.count(role) for role in Role},
        unknown_labels=dict(sorted(unknown.items())),
        rendered=int(predictions.rendered.sum()),
        groups=len(labels_of),
        groups_of_several=sum(n > 1 for n in Counter(predictions.groups).values()),
        groups_of_several_labels=sum(len(labels) > 1 for labels in labels_of.values()),
    )
