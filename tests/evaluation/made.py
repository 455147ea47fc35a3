"""Made-up runs to measure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evaluation.predictions import Predictions, Role

LABELS = ("handcuffs", "stun_gun", "flashlight", "padlock", "other")


def run(
    chances: ArrayLike,
    truth: Sequence[str],
    *,
    labels: tuple[str, ...] = LABELS,
    none_of_these: tuple[str, ...] = ("other",),
    roles: Sequence[Role] | None = None,
    groups: Sequence[str] | None = None,
    novelty: ArrayLike | None = None,
    outcomes: Sequence[str] | None = None,
    embeddings: NDArray[np.floating] | None = None,
    temperature: float = 1.0,
    model: str = "made",
) -> Predictions:
    """A run of `(N, K)` chances; each photo is an object and recognised unless said otherwise."""
    logits = np.log(np.asarray(chances, dtype=np.float64).reshape(len(truth), len(labels)))
    names = tuple(f"{at}.jpg" for at in range(len(truth)))
    return Predictions(
        model=model,
        model_sha256="0" * 64,
        labels=labels,
        known=np.array([label not in none_of_these for label in labels]),
        temperature=temperature,
        paths=names,
        sha256=names,
        truth=tuple(truth),
        roles=tuple(roles) if roles is not None else (Role.DATA,) * len(truth),
        groups=tuple(groups) if groups is not None else names,
        rendered=np.zeros(len(truth), dtype=np.bool_),
        columns={},
        logits=logits * temperature,
        embeddings=np.zeros((len(truth), 2)) if embeddings is None else embeddings,
        novelty=np.zeros(len(truth)) if novelty is None else np.asarray(novelty, dtype=np.float64),
        outcomes=tuple(outcomes) if outcomes is not None else ("recognised",) * len(truth),
    )


def random_run(
    rng: np.random.Generator,
    photos: int,
    *,
    labels: tuple[str, ...] = LABELS,
    skill: float = 2.0,
    of_object: int = 1,
    outside: float = 0.0,
    model: str = "made",
) -> Predictions:
    """A run whose model is right the oftener the larger `skill`; `outside` is a share."""
    named = [label for label in labels if label != "other"]
    objects = -(-photos // of_object)
    truth = rng.choice(named, size=objects).repeat(of_object)[:photos]
    logits = rng.normal(size=(photos, len(labels)))
    logits[np.arange(photos), [labels.index(label) for label in truth]] += skill
    strange = rng.random(photos) < outside
    roles = rng.choice([str(role) for role in Role], size=photos)
    return run(
        np.exp(logits),
        ["zither" if odd else label for odd, label in zip(strange, truth, strict=True)],
        labels=labels,
        roles=[Role(role) if odd else Role.DATA for odd, role in zip(strange, roles, strict=True)],
        groups=[f"object {at // of_object}" for at in range(photos)],
        novelty=rng.normal(size=photos) + strange,
        outcomes=rng.choice(
            ["recognised", "look_alike", "unsure", "unknown"], size=photos
        ).tolist(),
        embeddings=rng.normal(size=(photos, 8)),
        model=model,
    )
