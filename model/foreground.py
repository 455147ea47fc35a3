"""Where the things in a photo lie, told from the colour of the ground alone. NumPy only.

It finds things on an even ground, which shows at the border of the picture, and says nothing of
photos without one; how many it judges: `python -m benchmarks.quality`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model.photo import Pixels, resize

Mask = npt.NDArray[np.bool_]
Map = npt.NDArray[np.float32]

SIDE = 96  # px, longer side of the picture looked at
_RING = 3  # px along the border that are taken for ground
# Chosen where `quality` says "cut off": of 847 photos of the choosing half, looked at one by one,
# a spread up to 8 gave 26 rightly and 15 wrongly, up to 5 gave 21 and 4; a fuller ring lost more
# true ones.
EVEN = 0.7  # share of the ring that one ground must fill
SMOOTH = 5.0  # grey values, root mean square of the ground about its own fit
_NEAR = 40.0  # grey values; farther from the ring's median no first guess of the ground goes
_SHARPEST = 24.0  # grey values that something differs from the ground by, at least
_SPREADS = 4.0  # the same, of the ground's own spread
_LEAST, _MOST = 0.003, 0.75  # of the frame: less is a speck, more leaves no ground to know
_BRIDGED = 2  # px: gaps up to twice as wide are closed; a chain belongs to its cuffs
_INNER = 4  # px from the edge, where an object's width is compared with that at the edge
_VETO = 0.5  # share of the network's evidence that must lie in the box of the largest thing


@dataclass(frozen=True, slots=True)
class Thing:
    """One connected thing.

    Attributes:
        area: Of the frame, 0..1.
        box: Left, top, right and bottom, of the frame's width and height, 0..1.
        length: Longer side of the box, of the frame's longer side, 0..1.
        contacts: Of the top, bottom, left and right edge the part that it touches, 0..1.
        squareness: At the same edges, its width there over that a little farther in, >= 0: about
            1 where the edge cuts it, towards 0 where it only touches.
    """

    area: float
    box: tuple[float, float, float, float]
    length: float
    contacts: tuple[float, ...]
    squareness: tuple[float, ...]

    def __post_init__(self) -> None:
        if not all(0.0 <= each <= 1.0 for each in (self.area, self.length, *self.contacts)):
            raise ValueError(f"area, length and contacts of {self} must lie in 0..1")
        left, top, right, bottom = self.box
        if not (0.0 <= left < right <= 1.0 and 0.0 <= top < bottom <= 1.0):
            raise ValueError(f"box {self.box} must be left, top, right and bottom in 0..1")
        if len(self.contacts) != 4 or len(self.squareness) != 4 or min(self.squareness) < 0:
            raise ValueError(f"{self} needs contacts and squareness, 0 or more, of four edges")

    @property
    def inside(self) -> bool:
        """Whether it touches no edge of the frame."""
        return max(self.contacts) == 0


def things(pixels: Pixels, evidence: Map | None = None) -> tuple[Thing, ...]:
    """The things on an even ground, largest first; empty where that is unsure.

    The ground is a plane of colour (red, green and blue each linear in x and y, for light that
    falls off) fitted to the border by least squares, three times without its outliers. What
    differs more is a thing; its parts are joined over small gaps.

    Args:
        pixels: `(H, W, 3) uint8`, RGB, upright.
        evidence: `(h, w)` floats of any size over the whole photo, as `model.explain.heat_map`
            gives them for one label. It is only ever a veto: where less than half of what is
            positive lies round the largest thing, the network looked elsewhere, and nothing is
            said.

    Raises:
        ValueError: The evidence is not two-dimensional.
    """
    if evidence is not None and evidence.ndim != 2:
        raise ValueError(f"evidence is {evidence.shape}, it must be (h, w): choose one label")
    small = _small(pixels)
    distance = _from_ground(small)
    if distance is None:
        return ()
    mask = _dilated(_eroded(distance, 1), 1)
    mask = _eroded(_dilated(mask, _BRIDGED), _BRIDGED)
    parts = _parts(mask)
    covered = sum(float(part.mean()) for part in parts)
    if not parts or not _LEAST <= covered <= _MOST:
        return ()
    if evidence is not None and _looked_elsewhere(parts[0], evidence):
        return ()
    return tuple(_thing(part) for part in parts)


def _small(pixels: Pixels) -> npt.NDArray[np.float32]:
    """`(h, w, 3) float32` of 0..255, longer side `SIDE` px."""
    height, width = pixels.shape[:2]
    scale = SIDE / max(height, width)
    least = 4 * _RING
    wide, high = max(least, round(width * scale)), max(least, round(height * scale))
    return resize(pixels, wide, high, "box").astype(np.float32)


def _from_ground(small: npt.NDArray[np.float32]) -> Mask | None:
    """`(h, w) bool`, what differs from the ground; None where no even ground is seen."""
    height, width = small.shape[:2]
    y, x = np.mgrid[0:height, 0:width] / SIDE - 0.5
    plane = np.stack([np.ones(height * width), x.ravel(), y.ravel()], axis=1)
    colours = small.reshape(-1, 3).astype(np.float64)
    ring = np.ones((height, width), dtype=bool)
    ring[_RING:-_RING, _RING:-_RING] = False
    edge = ring.ravel()
    middle = np.sort(colours[edge], axis=0)[int(edge.sum()) // 2]  # np.median imports numpy.ma
    ground = edge & (np.abs(colours - middle).max(axis=1) < _NEAR)
    for _ in range(3):
        if ground.sum() < EVEN / 2 * edge.sum():
            return None
        fit = np.linalg.lstsq(plane[ground], colours[ground], rcond=None)[0]
        rest = colours - plane @ fit
        spread = float(np.sqrt(np.square(rest[ground]).mean()))
        far = np.abs(rest).max(axis=1)
        ground = edge & (far < max(_SHARPEST, 3 * spread))
    if ground.sum() < EVEN * edge.sum() or spread > SMOOTH:
        return None
    return np.asarray((far > max(_SHARPEST, _SPREADS * spread)).reshape(height, width))


def _dilated(mask: Mask, times: int) -> Mask:
    """Grown by one pixel up, down, left and right, so often; nothing grows in from outside."""
    for _ in range(times):
        wide = np.pad(mask, 1)
        across = wide[1:-1, :-2] | wide[1:-1, 2:]
        mask = wide[1:-1, 1:-1] | wide[:-2, 1:-1] | wide[2:, 1:-1] | across
    return mask


def _eroded(mask: Mask, times: int) -> Mask:
    """Shrunk likewise; the frame's edge is no border of a thing."""
    return ~_dilated(~mask, times)


def _parts(mask: Mask) -> list[Mask]:
    """The connected parts, corners count, largest first; specks are left out."""
    labels = _labels(mask)
    names, sizes = np.unique(labels[labels > 0], return_counts=True)
    kept = [
        (int(size), int(name))
        for name, size in zip(names, sizes, strict=True)
        if size >= _LEAST * mask.size
    ]
    return [labels == name for _, name in sorted(kept, key=lambda part: (-part[0], part[1]))]


def _labels(mask: Mask) -> npt.NDArray[np.int64]:
    """Each part's pixels share one number above 0.

    Every pixel takes the least number around it, then the number of the pixel that it names, and
    so on until nothing changes: parts of any shape settle in a few rounds.
    """
    height, width = mask.shape
    none = mask.size + 1
    labels = np.where(mask, np.arange(1, none).reshape(mask.shape), none)
    while True:
        wide = np.pad(labels, 1, constant_values=none)
        least = labels
        for down in range(3):
            for right in range(3):
                least = np.minimum(least, wide[down : down + height, right : right + width])
        least = np.where(mask, least, none)
        named = np.concatenate([[none], least.ravel(), [none]])
        least = named[named[least]]
        if np.array_equal(least, labels):
            return np.where(mask, labels, 0)
        labels = least


def _thing(part: Mask) -> Thing:
    height, width = part.shape
    rows, columns = (np.flatnonzero(part.any(axis=axis)) for axis in (1, 0))
    top, bottom, left, right = (
        int(rows[0]),
        int(rows[-1]) + 1,
        int(columns[0]),
        int(columns[-1]) + 1,
    )
    # Each of the four edges as the first row of a view.
    edges = [_at_edge(view) for view in (part, part[::-1], part.T, part.T[::-1])]
    return Thing(
        area=float(part.mean()),
        box=(left / width, top / height, right / width, bottom / height),
        length=max(bottom - top, right - left) / max(part.shape),
        contacts=tuple(contact for contact, _ in edges),
        squareness=tuple(squareness for _, squareness in edges),
    )


def _at_edge(part: Mask) -> tuple[float, float]:
    """Contact with the first row, 0..1 of it, and the width there over that farther in."""
    outer, inner = float(part[0].mean()), float(part[min(_INNER, len(part) - 1)].mean())
    return outer, outer / max(inner, 1 / part.shape[1])


def _looked_elsewhere(part: Mask, evidence: Map) -> bool:
    positive = np.maximum(np.nan_to_num(evidence), 0.0)
    strongest = float(positive.max())
    if strongest <= 0:
        return False  # no evidence at all is none against it
    grey = np.asarray((positive / strongest * 255).round(), dtype=np.uint8)
    heat = resize(grey, part.shape[1], part.shape[0], "bilinear").astype(np.float64)
    rows, columns = (np.flatnonzero(part.any(axis=axis)) for axis in (1, 0))
    inside = heat[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return float(inside.sum()) < _VETO * float(heat.sum())
