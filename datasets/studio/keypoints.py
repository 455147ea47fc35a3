"""What is known of a rendered picture: where the good is seen, and points that measure it."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull, QhullError
from scipy.spatial.distance import pdist, squareform

from datasets.studio import geometry
from datasets.studio.camera import Camera
from datasets.studio.scene import Points
from datasets.studio.setting import Placed


def run_lengths(mask: NDArray[np.bool_]) -> dict[str, list[int]]:
    """A mask (H, W) as COCO writes it without compression: runs down the columns, zeros first.

    The format is that of `cocoapi/PythonAPI/pycocotools/mask.py`.
    """
    flat = np.concatenate([[False], mask.T.ravel(), [not mask.T.ravel()[-1]]])
    changes = np.flatnonzero(flat[1:] != flat[:-1])
    counts = np.diff(np.concatenate([[0], changes]))
    return {"size": list(mask.shape), "counts": [int(count) for count in counts]}


def mask_of(runs: dict[str, list[int]]) -> NDArray[np.bool_]:
    """The mask (H, W) again."""
    height, width = runs["size"]
    values = np.arange(len(runs["counts"])) % 2 == 1
    return np.repeat(values, runs["counts"]).reshape(width, height).T


def box_of(mask: NDArray[np.bool_]) -> list[int] | None:
    """Left, top, width and height in px of what a mask shows; None where it shows nothing."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return None
    return [
        int(columns[0]),
        int(rows[0]),
        int(columns[-1] - columns[0] + 1),
        int(rows[-1] - rows[0] + 1),
    ]


def told(placed: Placed, camera: Camera, size: int) -> dict[str, Any]:
    """Points of the first good and of the bank card, in px of the picture.

    Returns:
        `corners`: the eight corners of its box (upright, metres along x, y, z), x fastest;
        `span`: its two points farthest apart; `span_mm`: their distance; `span_height_mm`: how
        high each lies above the lowest point of the good; `card`: the corners of the card, or
        None.
    """
    points = geometry.points([part.mesh for part in placed.first])
    low, high = points.min(0), points.max(0)
    corners = np.array([(x, y, z) for z, y, x in product(*zip(low[::-1], high[::-1], strict=True))])
    ends = farthest(points)
    return {
        "corners": _rounded(camera.project(corners, size)),
        "span": _rounded(camera.project(ends, size)),
        "span_mm": round(float(np.linalg.norm(ends[1] - ends[0])) * 1000, 2),
        "span_height_mm": [round(float(z - low[2]) * 1000, 2) for z in ends[:, 2]],
        "card": None if placed.card is None else _rounded(camera.project(placed.card, size)),
    }


def farthest(points: Points) -> Points:
    """The two points farthest apart of (N, 3), as (2, 3)."""
    try:
        outer = points[ConvexHull(points).vertices]
    except QhullError:  # all in one plane
        outer = np.unique(points, axis=0)
    between = squareform(pdist(outer))
    first, second = np.unravel_index(int(between.argmax()), between.shape)
    return np.asarray(outer[[first, second]])


def _rounded(pixels: NDArray[np.float64]) -> list[list[float]]:
    return [[round(float(x), 2), round(float(y), 2)] for x, y in pixels]
