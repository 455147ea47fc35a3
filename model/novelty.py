"""How far an answer lies outside what the network has learned: one number, larger is more novel.

Fed the network's logits as they are, before any temperature, in calibration and in use alike.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Mask = npt.NDArray[np.bool_]


def _log_sum_exp(logits: Floats) -> Floats:
    """Stable logarithm of the summed exponentials along the last axis."""
    top = logits.max(axis=-1, keepdims=True)
    return np.asarray(np.log(np.exp(logits - top).sum(axis=-1)) + top[..., 0])


def _maximum_logit(logits: Floats, known: Mask) -> Floats:
    """Hendrycks et al. 2022, https://arxiv.org/abs/1911.11132."""
    return np.asarray(-logits[:, known].max(axis=-1))


def _energy(logits: Floats, known: Mask) -> Floats:
    """Liu et al. 2020, https://arxiv.org/abs/2010.03759, at temperature 1."""
    return -_log_sum_exp(logits[:, known])


def _none_probability(logits: Floats, known: Mask) -> Floats:
    """Softmax mass on the labels that mean "none of these", in 0..1."""
    if known.all():
        raise ValueError(
            "none_probability needs a label that means none of these, and all labels are known; "
            "name one in outlier_labels or choose another method"
        )
    return np.asarray(np.exp(_log_sum_exp(logits[:, ~known]) - _log_sum_exp(logits)))


_SCORES: dict[str, Callable[[Floats, Mask], Floats]] = {
    "maximum_logit": _maximum_logit,
    "energy": _energy,
    "none_probability": _none_probability,
}
METHODS: tuple[str, ...] = tuple(_SCORES)


def score(method: str, logits: Floats, known: Mask) -> npt.NDArray[np.float64]:
    """Score each row.

    Args:
        method: One of `METHODS`.
        logits: `(N, K)` floats, as the network gives them.
        known: `(K,) bool`, False for the labels that mean "none of these".

    Returns:
        `(N,) float64`, larger = more novel.

    Raises:
        ValueError: Unknown method, shapes that do not fit, or no known label.
    """
    if method not in _SCORES:
        raise ValueError(
            f"novelty method {method!r} is unknown; choose one of {', '.join(METHODS)}"
        )
    if logits.ndim != 2 or known.shape != logits.shape[1:]:
        raise ValueError(
            f"logits {logits.shape} and known {known.shape} do not fit; give (N, K) and (K,)"
        )
    if not known.any():
        raise ValueError("no label is known; at least one label must not be an outlier label")
    return _SCORES[method](logits.astype(np.float64), known).astype(np.float64)
