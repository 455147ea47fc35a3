"""Masks of what use leaves on a surface: scratches, chips, finger marks, spots, folds, dust.

Every mask is (N, N) float32 in 0..1, 1 where the mark is full, and repeats without a seam.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from datasets.studio.textures import SIZE, Tone, cloud

Floats = NDArray[np.float64]
STEP = 0.7  # px between the points of a line; at one px and more it would break up
PRINT_MM = (11.0, 17.0)  # width and height of a finger mark
FINGERS_MM = 20.0  # from finger to finger of a hand that grips
RIDGE_MM = (0.5, 1.0)  # period of an adult's ridges, and the widest one drawn instead of it
RIDGE_PX = (
    2.5  # a shorter period would alias; where it needs more than the widest, a mark is smooth
)


def spread(values: NDArray[np.floating], size: int) -> NDArray[np.float32]:
    """A seamless (M, M) or (M, M, C) picture at size x size px, even between its pixels."""
    place = np.arange(size) * (len(values) / size)
    low = place.astype(int)
    high = (low + 1) % len(values)
    part = (place - low).astype(np.float32).reshape(-1, *[1] * (values.ndim - 1))
    rows = values[low] * (1 - part) + values[high] * part
    part = part[:, 0]
    return np.asarray(rows[:, low] * (1 - part) + rows[:, high] * part, dtype=np.float32)


def noise(rng: np.random.Generator, size: int, power: float) -> Tone:
    """`textures.cloud` at size x size px."""
    return spread(cloud(rng, power), size)


def ragged(rng: np.random.Generator, size: int) -> Tone:
    """Heights whose highest places are large patches with frayed edges; for `above`."""
    return noise(rng, size, 1.5) + 0.6 * (_repeated(cloud(rng, 0.9), size) - 0.5)


def flakes(rng: np.random.Generator, size: int) -> Tone:
    """Heights whose highest places are small spots in loose groups; for `above`."""
    return spread(cloud(rng, 1.2) + 0.8 * (cloud(rng, 1.6) - 0.5), size)


def above(heights: Tone, share: float, soft: float) -> Tone:
    """The highest `share` (0..1) of the area, with an edge `soft` wide in heights."""
    edge = float(np.quantile(heights[::4, ::4], 1 - min(max(share, 0.0), 1.0)))
    return _step(heights, edge - soft, edge + soft)


def lines(
    rng: np.random.Generator, size: int, count: int, length: float, bend: float = 0.3
) -> Tone:
    """Fine lines one px wide, half of them in bunches of one direction.

    Args:
        rng: draws them.
        size: N, px.
        count: of lines.
        length: their median length, px.
        bend: change of direction along a line, radians.
    """
    if count < 1:
        return np.zeros((size, size), dtype=np.float32)
    bunches = max(count // 12, 1)
    bunch = rng.integers(bunches, size=count)
    loose = rng.random(count) < 0.5
    at = rng.uniform(0, size, (bunches, 2))[bunch] + rng.normal(0, 0.06 * size, (count, 2))
    start = np.where(loose[:, None], rng.uniform(0, size, (count, 2)), at)
    main = rng.uniform(0, np.pi, bunches)[bunch] + rng.normal(0, 0.15, count)
    angle = np.where(loose, rng.uniform(0, np.pi, count), main)
    long = np.minimum(length * np.exp(rng.normal(0, 0.7, count)), 0.9 * size)
    strength = rng.uniform(0.25, 1.0, count) ** 1.5
    return _stroke(size, start, angle, long, rng.normal(0, bend, count), strength)


def _stroke(
    size: int, start: Floats, angle: Floats, long: Floats, bend: Floats, strength: Floats
) -> Tone:
    """Arcs that fade at both ends, shared out between the four pixels round every point."""
    steps = np.maximum(np.ceil(long / STEP), 2).astype(int)
    which = np.repeat(np.arange(len(steps)), steps)
    along = np.arange(len(which)) - np.repeat(np.cumsum(steps) - steps, steps)
    part = along / steps[which]
    turned = angle[which] + bend[which] * part / 2  # chord of an arc
    row = start[which, 0] + along * STEP * np.sin(turned)
    column = start[which, 1] + along * STEP * np.cos(turned)
    ink = STEP * strength[which] * np.sqrt(np.sin(np.pi * np.clip(part, 0.01, 0.99)))
    top, left = np.floor(row).astype(int), np.floor(column).astype(int)
    down, right = row - top, column - left
    mask = np.zeros(size * size)
    for lower, share_v in ((0, 1 - down), (1, down)):
        for next_, share_u in ((0, 1 - right), (1, right)):
            cell = (top + lower) % size * size + (left + next_) % size
            mask += np.bincount(cell, ink * share_v * share_u, minlength=size * size)
    return np.minimum(mask, 1.0).reshape(size, size).astype(np.float32)


def prints(rng: np.random.Generator, size: int, mm: float, hands: int) -> Tone:
    """Marks of finger tips, side by side as hands leave them; some are wiped.

    Args:
        rng: draws them.
        size: N, px.
        mm: side of the mask.
        hands: touches; each leaves one to four finger marks.
    """
    mask = np.zeros((size, size), dtype=np.float32)
    px = size / mm
    for _ in range(hands):
        middle, turn = rng.uniform(0, size, 2), float(rng.uniform(0, 2 * np.pi))
        for finger in range(int(rng.integers(1, 5))):
            aside = FINGERS_MM * px * (finger + rng.normal(0, 0.08))
            ahead = FINGERS_MM * px * rng.normal(0, 0.2)
            row = middle[0] + aside * np.sin(turn) + ahead * np.cos(turn)
            column = middle[1] + aside * np.cos(turn) - ahead * np.sin(turn)
            _press(mask, rng, (row, column), turn + float(rng.normal(0, 0.2)), px)
    return mask


def _press(
    mask: Tone, rng: np.random.Generator, at: tuple[float, float], turn: float, px: float
) -> None:
    """One finger mark laid into the mask, its middle `at` (row, column)."""
    width, height = (0.5 * px * mm * rng.uniform(0.8, 1.1) for mm in PRINT_MM)
    reach = min(int(np.ceil(1.2 * height)) + 1, len(mask) // 2)
    down, right = np.mgrid[-reach:reach, -reach:reach].astype(np.float32)
    x = (right * np.cos(turn) + down * np.sin(turn)) / width
    y = (down * np.cos(turn) - right * np.sin(turn)) / height
    waves = 2 * np.pi * rng.uniform(0.5, 2.0, 2)
    sway = 0.08 * np.sin(waves[0] * x + rng.uniform(0, 6)) * np.cos(waves[1] * y)
    inside = np.clip(2.5 * (1 - np.hypot(x, y) + sway), 0, 1)
    period = max(RIDGE_MM[0] * px, RIDGE_PX)
    if period <= RIDGE_MM[1] * px and rng.random() < 0.8:  # the rest is wiped
        core = np.where(y > 0, 0.45, 1.3) * y  # loops: arches above, long legs below
        ridge = np.sin(2 * np.pi * (np.hypot(x, core) + sway) * width / period)
        inside = inside * np.clip(0.5 + 0.9 * ridge, 0, 1)
    rows = (int(at[0]) + np.arange(-reach, reach)) % len(mask)
    columns = (int(at[1]) + np.arange(-reach, reach)) % len(mask)
    window = np.ix_(rows, columns)
    mask[window] = np.maximum(mask[window], inside * np.float32(rng.uniform(0.4, 1.0)))


def blots(rng: np.random.Generator, size: int, radius: float, count: int) -> Tone:
    """Dried spots, sharp ones with a darker rim.

    Args:
        rng: draws them.
        size: N, px.
        radius: of the largest, px.
        count: of spots.
    """
    uneven = noise(rng, size, 1.3)
    mask = np.zeros((size, size), dtype=np.float32)
    for _ in range(count):
        own = radius * float(rng.uniform(0.15, 1.0) ** 1.5)
        soft = float(rng.choice([0.1, 0.5, 0.9]))  # a sharp spill or a soaked place
        reach = min(int(np.ceil(1.7 * own)) + 1, size // 2)
        rows, columns = ((k + np.arange(-reach, reach)) % size for k in rng.integers(size, size=2))
        window = np.ix_(rows, columns)
        far = np.hypot(*np.ogrid[-reach:reach, -reach:reach]) / own
        level = (1 - far + 1.1 * (uneven[window] - 0.5)).astype(np.float32)
        rim = np.clip(1 - np.abs(level - 0.1) / 0.12, 0, 1) * (0.1 / soft)
        spot = rng.uniform(0.25, 0.7) * _step(level, 0.0, soft) + 0.3 * rim
        mask[window] = np.maximum(mask[window], spot)
    return mask


def folds(rng: np.random.Generator, size: int) -> Tone:
    """A net of long wandering creases."""
    nets = (np.abs(cloud(rng, 2.1, stretch) - 0.5) for stretch in (0.5, 2.0))
    return spread(np.clip(1 - np.minimum(*nets) / 0.025, 0, 1), size)


def settled(rng: np.random.Generator, size: int) -> Tone:
    """Dust: a soft uneven film, thinner where it was touched, with grains in it."""
    film, touched, grains = cloud(rng, 1.3), cloud(rng, 1.8), cloud(rng, 0.4)
    soft = np.clip(0.55 + 0.6 * (film - 0.5) + 0.6 * (touched - 0.5), 0, 1)
    return np.clip(spread(soft, size) * (0.5 + _repeated(grains, size)), 0, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A surface that sees a part of the marks.

    Args:
        marks: of the picture.
        shape: of the surface's maps, (H, W); the longer side sees the marks once.
        span: that longer side on the object, metres.
        start: row and column of the marks at which the surface begins.
    """

    marks: Marks
    shape: tuple[int, int]
    span: float
    start: tuple[int, int]

    @property
    def metres(self) -> float:
        """The span by powers of two, so that surfaces of like size share their marks."""
        return float(2.0 ** round(np.log2(self.span)))

    def see(self, key: tuple[object, ...], draw: Callable[[np.random.Generator], Tone]) -> Tone:
        """The marks of that key, drawn by `draw` if no surface has seen them yet, (H, W)."""
        whole = self.marks.once(key, draw)
        if self.shape == whole.shape:
            return np.asarray(np.roll(whole, self.start, (0, 1)))
        pitch = self.marks.size / max(self.shape)
        rows, columns = (
            (first + (np.arange(count) * pitch).astype(int)) % len(whole)
            for first, count in zip(self.start, self.shape, strict=True)
        )
        return np.asarray(whole[rows[:, None], columns])


class Marks:
    """All marks in one picture: drawn once, since drawing them costs more than laying them on.

    Args:
        rng: draws the marks.
        size: side of every mask, px; a multiple of `textures.SIZE`.
    """

    def __init__(self, rng: np.random.Generator, size: int) -> None:
        self.size = size
        self._rng = rng
        self._drawn: dict[tuple[object, ...], Tone] = {}

    def once(self, key: tuple[object, ...], draw: Callable[[np.random.Generator], Tone]) -> Tone:
        """What `draw` gave when the key was first asked for, (size, size)."""
        if key not in self._drawn:
            self._drawn[key] = draw(self._rng)
        return self._drawn[key]

    def place(self, shape: tuple[int, int], span: float) -> Place:
        """Another surface, of (H, W) maps and `span` metres, somewhere on the marks."""
        row, column = self._rng.integers(self.size, size=2)
        return Place(self, shape, span, (int(row), int(column)))


def _repeated(tone: Tone, size: int) -> Tone:
    """A tone set side by side until it fills (size, size) px: detail finer than `spread` gives."""
    times = max(size // SIZE, 1)
    return np.tile(tone, (times, times))


def _step(values: NDArray[np.floating], low: float, high: float) -> Tone:
    """0 below `low`, 1 above `high`, smooth between."""
    part = np.clip((values - low) / (high - low), 0, 1)
    return np.asarray(part * part * (3 - 2 * part), dtype=np.float32)
