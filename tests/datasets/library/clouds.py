"""Embeddings made up for the tests: clouds of objects, and labels that were flipped."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]


def clouds(
    *, seed: int, classes: int, objects: int, spread: float, photos: int = 2, width: int = 24
) -> tuple[npt.NDArray[np.float32], Indices, list[str]]:
    """Embeddings of length 1, label indices and objects.

    Args:
        seed: Another cloud for each.
        classes: How many labels.
        objects: Of each label.
        spread: Of the objects about the middle of their label, whose length is about 1.
        photos: Of each object.
        width: Of the embeddings.
    """
    rng = np.random.default_rng(seed)
    middles = rng.normal(size=(classes, width)) / np.sqrt(width)
    around = rng.normal(size=(classes, objects, width)) * spread / np.sqrt(width)
    each = (middles[:, None] + around)[:, :, None]
    each = each + 0.1 * rng.normal(size=(classes, objects, photos, width)) / np.sqrt(width)
    flat = each.reshape(-1, width)
    flat /= np.linalg.norm(flat, axis=1, keepdims=True)
    targets = np.repeat(np.arange(classes), objects * photos)
    groups = [f"{c}/{o}" for c in range(classes) for o in range(objects) for _ in range(photos)]
    return flat.astype(np.float32), targets, groups


def flipped(targets: Indices, share: float, classes: int, seed: int) -> tuple[Indices, Indices]:
    """Labels of which a share is another one, and where."""
    rng = np.random.default_rng(seed)
    wrong = rng.choice(len(targets), round(share * len(targets)), replace=False)
    noisy = targets.copy()
    noisy[wrong] = (targets[wrong] + rng.integers(1, classes, len(wrong))) % classes
    return noisy, wrong
