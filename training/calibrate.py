"""Temperature and thresholds from validation logits: arrays in, numbers out, nothing random."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model import novelty
from model.card import ConfidenceBand, ConformalLimit, Thresholds
from training import reliability
from training.config import TrainConfig

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
# Beyond these a temperature speaks of too few validation pictures, not of the network.
_COOLEST, _HOTTEST = 0.5, 10.0
_Z = 1.959964  # of the standard normal: 95 % two-sided


@dataclass(frozen=True, slots=True)
class Validation:
    """What a network said about the validation pictures.

    Attributes:
        logits: (N, K), before temperature.
        targets: (N,) true label indices.
        known: (K,) False for labels that mean "none of these".
        goods: (K,) True for goods, the labels an inspector looks for.
    """

    logits: Floats
    targets: npt.NDArray[np.int64]
    known: Mask
    goods: Mask

    def __post_init__(self) -> None:
        count, labels = self.logits.shape
        if count == 0 or self.targets.shape != (count,):
            raise ValueError(f"logits {self.logits.shape} and targets {self.targets.shape} differ")
        if self.known.shape != (labels,) or self.goods.shape != (labels,):
            raise ValueError(f"known {self.known.shape} and goods {self.goods.shape} need {labels}")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A probability threshold and what it does on the validation pictures.

    Attributes:
        threshold: least probability to answer, 0..1.
        answered: how many pictures reach it.
        right: how many of these are named rightly.
        reached: whether the wanted precision is reached; if not, the best to be had is given.
    """

    threshold: float
    answered: int
    right: int
    reached: bool

    @property
    def lower(self) -> float:
        """Lower end of the 95 % Wilson interval of the precision."""
        return wilson_lower(self.right, self.answered)


@dataclass(frozen=True, slots=True)
class Calibration:
    """What goes into the card.

    Attributes:
        temperature: > 0.
        thresholds: where an answer turns.
        method: of novelty.
        metrics: what was measured.
        conformal: limits of prediction sets, from the pictures of known things alone.
        bands: how often each wording was right, of all pictures that are answered.
    """

    temperature: float
    thresholds: Thresholds
    method: str
    metrics: dict[str, object]
    conformal: tuple[ConformalLimit, ...]
    bands: tuple[ConfidenceBand, ...]


def calibrate(seen: Validation, config: TrainConfig) -> Calibration:
    """Find temperature, then novelty, then the two probability thresholds, in that order.

    Each later threshold is found on the pictures that the earlier ones let through, as the
    classifier asks novelty first. What can be promised with them comes last.
    """
    heat = temperature(seen.logits, seen.targets)
    chances = softmax(seen.logits / heat)
    method, limit, aurocs = choose_novelty(seen, config.novelty_keep)
    passed = novelty.score(method, seen.logits, seen.known) <= limit
    top = chances.argmax(axis=1)
    answering = passed & seen.known[top]
    best = chances.max(axis=1)
    found = recognise(
        best[answering], (top == seen.targets)[answering], config.precision, config.recognise_floor
    )
    left = good_left(seen, chances, config.good_passes)
    metrics = {
        "validation_pictures": len(top),
        "top1": _share(top == seen.targets),
        "negative_log_likelihood": nll(seen.logits / heat, seen.targets),
        "calibration_error": calibration_error(best, top == seen.targets),
        "novelty_auroc": aurocs,
        "answered": found.answered,
        "answered_right": found.right,
        "answered_precision_lower": found.lower,
        "precision_reached": found.reached,
    }
    limits = Thresholds(found.threshold, limit, left)
    sets = reliability.conformal_limits(chances, seen.targets, seen.known)
    bands = reliability.confidence_bands(chances, seen.targets, seen.known, passed, limits)
    return Calibration(heat, limits, method, metrics, sets, bands)


def softmax(logits: Floats) -> Floats:
    """Turn (N, K) logits into probabilities that sum to 1 in each row."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def nll(logits: Floats, targets: npt.NDArray[np.int64]) -> float:
    """Mean negative log-likelihood of the truth, in nats."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(logs - shifted[np.arange(len(targets)), targets]))


def temperature(logits: Floats, targets: npt.NDArray[np.int64]) -> float:
    """Find the temperature of least negative log-likelihood (Guo et al. 2017, arXiv 1706.04599).

    The likelihood is convex in 1 / T, so that golden-section search finds its only minimum.
    """
    low, high = 1 / _HOTTEST, 1 / _COOLEST
    ratio = (math.sqrt(5) - 1) / 2
    for _ in range(60):  # shrinks the bracket by 1e-12
        first, second = high - ratio * (high - low), low + ratio * (high - low)
        if nll(logits * first, targets) <= nll(logits * second, targets):
            high = second
        else:
            low = first
    return 2 / (low + high)


def wilson_lower(right: int, total: int) -> float:
    """Lower end of the 95 % Wilson score interval of right / total; 0 for none."""
    if total == 0:
        return 0.0
    share, square = right / total, _Z**2
    middle = share + square / (2 * total)
    spread = _Z * math.sqrt(share * (1 - share) / total + square / (4 * total**2))
    return max(0.0, (middle - spread) / (1 + square / total))


def recognise(best: Floats, right: Mask, precision: float, floor: float) -> Recognised:
    """Find the smallest threshold, at least `floor`, that answers with the wanted precision.

    Args:
        best: (M,) top probabilities.
        right: (M,) whether the top label is true.
        precision: wanted share of right ones among the answered, 0..1.
        floor: least threshold.

    Returns:
        Where no threshold reaches the precision, the one with the highest Wilson lower end.
    """
    steps = [floor, *sorted({float(value) for value in best if value > floor})]
    found = [_at(step, best, right, precision) for step in steps]
    good = [each for each in found if each.reached]
    return good[0] if good else max(found, key=lambda each: each.lower)


def _at(threshold: float, best: Floats, right: Mask, precision: float) -> Recognised:
    answered = best >= threshold
    count, correct = int(answered.sum()), int((answered & right).sum())
    return Recognised(threshold, count, correct, count > 0 and correct >= precision * count)


def choose_novelty(seen: Validation, keep: float) -> tuple[str, float, dict[str, float]]:
    """Choose the method that tells known things from others best, and its limit.

    The others are the validation pictures of outlier labels: those of the `--negatives` given to
    `fit` that its split holds out. An outlier label was trained on the rest of them, so they are
    strange in a way the network has met, which favours `none_probability`, and the AUROC is higher
    than for things of another kind. Test on others than these: `evaluation run --negatives` and
    `--near` with sources that no fit was given, different in kind.

    Returns:
        The method, the score that a share `keep` of the known things (goods, where there are
        any) does not exceed, and the AUROC of every method; without validation pictures of other
        things the first method and no AUROC.
    """
    outside = ~seen.known[seen.targets]
    aurocs: dict[str, float] = {}
    for method in novelty.METHODS:
        if seen.known.all() or not outside.any() or outside.all():
            break
        scores = novelty.score(method, seen.logits, seen.known)
        aurocs[method] = auroc(scores[outside], scores[~outside])
    chosen = max(aurocs, key=lambda name: aurocs[name]) if aurocs else novelty.METHODS[0]
    kept = seen.goods[seen.targets] if seen.goods[seen.targets].any() else ~outside
    scores = novelty.score(chosen, seen.logits, seen.known)
    if not kept.any():
        return chosen, float(scores.max()), aurocs
    limit = float(np.quantile(scores[kept], keep, method="higher"))
    return chosen, limit, aurocs


def auroc(positive: Floats, negative: Floats) -> float:
    """Chance that a positive scores above a negative, ties counting half."""
    order = np.sort(negative)
    below = np.searchsorted(order, positive, side="left")
    upto = np.searchsorted(order, positive, side="right")
    return float(np.mean((below + upto) / 2) / len(negative))


def good_left(seen: Validation, chances: Floats, passes: float) -> float:
    """Find how much probability may be left on any good when a look-alike is named.

    Of the goods shown, at most a share `passes` is then named a look-alike.

    Returns:
        The limit on the largest probability of a good, 0..1; 0 where no good was validated.
    """
    shown = seen.goods[seen.targets]
    if not shown.any() or seen.goods.all():
        return 0.0
    top = chances.argmax(axis=1)
    mistaken = shown & seen.known[top] & ~seen.goods[top]
    left = np.sort(chances[mistaken][:, seen.goods].max(axis=1))
    allowed = math.floor(passes * int(shown.sum()))
    # Beyond this nothing more is asked: half the probability on a good outvotes any look-alike.
    if len(left) <= allowed:
        return 0.5
    return float(np.nextafter(left[allowed], 0.0))


def calibration_error(best: Floats, right: Mask, bins: int = 15) -> float:
    """Expected calibration error over equal-width bins (Guo et al. 2017), 0..1."""
    places = np.minimum((best * bins).astype(int), bins - 1)
    gaps = [
        abs(float(best[places == at].mean()) - float(right[places == at].mean()))
        * int((places == at).sum())
        for at in np.unique(places)
    ]
    return sum(gaps) / len(best)


def _share(values: Mask) -> float:
    return float(values.mean())
