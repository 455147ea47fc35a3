"""Looks made up for the tests: what a network would have seen of the photos of a library."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from datasets.library.border import VALUES
from datasets.library.looks import Looks
from datasets.library.record import Item

NETWORK = "ab" * 32
LABELS = ("batons", "handcuffs", "other")


def looks(
    items: Sequence[Item],
    embeddings: npt.NDArray[np.float32],
    *,
    unknown: Sequence[int] = (),
    probabilities: npt.NDArray[np.float32] | None = None,
    border: npt.NDArray[np.float32] | None = None,
) -> Looks:
    """What was seen; evenly undecided and known unless told otherwise.

    Args:
        items: N photos.
        embeddings: `(N, D)`, rows of length 1.
        unknown: rows that the network does not know.
        probabilities: `(N, 3)` of `LABELS`.
        border: `(N, VALUES)`.
    """
    count = len(items)
    odd = np.isin(np.arange(count), list(unknown))
    even = np.full((count, len(LABELS)), 1 / len(LABELS), dtype=np.float32)
    return Looks(
        network=NETWORK,
        labels=LABELS,
        sha256=tuple(item.sha256 for item in items),
        embeddings=embeddings,
        probabilities=even if probabilities is None else probabilities,
        novelty=odd.astype(np.float32),
        unknown=odd,
        hashes=np.zeros(count, dtype=np.uint64),
        border=np.zeros((count, VALUES), dtype=np.float32) if border is None else border,
    )
