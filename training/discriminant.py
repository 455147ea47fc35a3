"""A linear head in closed form: linear discriminant analysis; arrays in, arrays out.

Each row is inverse(scatter) mean, where scatter is what varies within labels: pose, light, ground,
camera. So the head looks away from these, which gradient steps on a few rendered views do not
(T. Hastie, R. Tibshirani, J. Friedman, The Elements of Statistical Learning, 2nd ed., 2009,
section 4.3). The scatter of other things, most of them photos, counts as much as that of the labels
to recognise, most of them rendered: what varies among photos is looked away from as well.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from training.head_rows import Floats, Head, log_sum_exp

_SCALES = np.exp(np.linspace(np.log(1e-3), np.log(10), 60))  # tried, of the logits
_SMALLEST = 1e-12


def discriminant(
    features: Floats,
    targets: npt.NDArray[np.int64],
    outliers: npt.NDArray[np.bool_],
    weights: Floats,
    shrinkage: float,
) -> Head:
    """Find rows (K, D) and biases (K,).

    Args:
        features: (N, D).
        targets: (N,) label indices; each label occurs.
        outliers: (K,) True for labels that mean "none of these".
        weights: (N,) how much each picture counts within its label, above 0.
        shrinkage: 0..1, of the scatter towards a sphere of the same volume per axis.

    The scale of the logits is that of least cross-entropy over the labels, each counting alike.
    """
    means = np.stack([_mean(features, weights, targets == one) for one in range(len(outliers))])
    middle = means[~outliers].mean(axis=0)
    scatters = [
        _scatter(features, means, targets, weights, chosen)
        for chosen in (~outliers[targets], outliers[targets])
        if chosen.any()
    ]
    scatter = np.mean(scatters, axis=0)
    sphere = max(float(np.trace(scatter)) / len(scatter), _SMALLEST)
    shrunk = (1 - shrinkage) * scatter + shrinkage * sphere * np.eye(len(scatter))
    rows = np.linalg.solve(shrunk, (means - middle).T).T
    biases = -0.5 * np.einsum("kd,kd->k", rows, means - middle) - rows @ middle
    return _scaled(Head(rows, biases), features, targets)


def _mean(features: Floats, weights: Floats, chosen: npt.NDArray[np.bool_]) -> Floats:
    return np.asarray(np.average(features[chosen], axis=0, weights=weights[chosen]))


def _scatter(
    features: Floats,
    means: Floats,
    targets: npt.NDArray[np.int64],
    weights: Floats,
    chosen: npt.NDArray[np.bool_],
) -> Floats:
    """Covariance (D, D) of some pictures about the means of their labels."""
    rest = (features[chosen] - means[targets[chosen]]) * np.sqrt(weights[chosen])[:, None]
    return np.asarray(rest.T @ rest / weights[chosen].sum())


def _scaled(head: Head, features: Floats, targets: npt.NDArray[np.int64]) -> Head:
    logits = head(features)
    share = 1 / np.bincount(targets)[targets]

    def loss(scale: float) -> float:
        scaled = scale * logits
        own = np.take_along_axis(scaled, targets[:, None], axis=1)[:, 0]
        return float(share @ (log_sum_exp(scaled) - own))

    scale = min(_SCALES, key=loss)
    return Head(head.weight * scale, head.bias * scale)
