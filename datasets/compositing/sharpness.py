"""How blurred the edges of a picture are, so that an object can be made as blurred.

After S. Zhuo and T. Sim, Defocus map estimation from a single image (Pattern Recognition 44(9),
2011): an edge that is blurred once more loses the less of its slope the more blurred it was.
Slope before and after, at the same place, tell the blur without knowing the height of the edge.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from datasets.compositing.filters import Floats, half_kernel

_AGAIN = 1.0  # px, blur of the second look
_STEEP = 0.02  # slope a pixel, of 0..1, below which an edge is shading or noise
_STRONGEST = 200  # edges that tell; the strongest are outlines rather than shading
_FEWEST = 20  # edges below which nothing is told
_SLOPE = 1 / 3  # px^2, variance of the central difference itself: a box of two pixels
_ALONG = 2.0  # an edge counts on the axis on which it is at least this many times as steep


def edge_blur(plane: Floats, noise: float = 0.0) -> float | None:
    """Tell the blur of the strong edges of a picture.

    Args:
        plane: (H, W) float32 0..1, luma or alpha.
        noise: standard deviation of its noise, 0..1; slopes of six times that are none of edges.

    Returns:
        The standard deviation, px, of the Gaussian that would blur ideal edges as much, the median
        over the strongest edges; None when there are too few.
    """
    slopes = (_slope(plane, 0), _slope(plane, 1))
    floor = max(_STEEP, 6 * noise)
    found = [_edges(slopes[axis], slopes[1 - axis], axis, floor) for axis in (0, 1)]
    steep, ratio = (np.concatenate(each) for each in zip(*found, strict=True))
    if len(steep) < _FEWEST:
        return None
    if len(steep) > _STRONGEST:
        ratio = ratio[np.argpartition(-steep, _STRONGEST)[:_STRONGEST]]
    square = _AGAIN**2 / np.maximum(np.median(ratio) ** 2 - 1, 1e-6)
    return float(np.sqrt(max(square - _SLOPE, 0.0)))


def missing_blur(wanted: float, present: float) -> float:
    """Give the blur, px, that makes `wanted` of `present`; variances add, and none is taken off."""
    return float(np.sqrt(max(wanted**2 - present**2, 0.0)))


def _edges(slope: Floats, across: Floats, axis: int, floor: float) -> tuple[Floats, Floats]:
    """Slope of each edge that stands across an axis, and how many times the second look's it is.

    A blur of slopes is the slope of the blur, so the second look is taken at the edges alone.
    """
    flat, stride = slope.reshape(-1), slope.shape[1] if axis == 0 else 1
    weights = half_kernel(_AGAIN)
    steep = np.abs(slope)
    margin = len(weights)  # beside the frame's edge a second look has nothing to see
    steep[:margin], steep[-margin:], steep[:, :margin], steep[:, -margin:] = 0, 0, 0, 0
    beside = steep.reshape(-1)
    at: npt.NDArray[np.intp] = np.flatnonzero(beside > floor)
    before = beside[at]
    peak = (before >= beside[at - stride]) & (before > beside[at + stride])
    peak &= before > _ALONG * np.abs(across.reshape(-1)[at])
    at, before = at[peak], before[peak]
    again = weights[0] * flat[at]
    for step in range(1, len(weights)):
        again += weights[step] * (flat[at - step * stride] + flat[at + step * stride])
    return before, before / np.maximum(np.abs(again), np.float32(1e-6))


def _slope(plane: Floats, axis: int) -> Floats:
    """Central difference a pixel, (H, W); 0 at the border."""
    slope = np.zeros_like(plane)
    if axis == 0:
        slope[1:-1] = (plane[2:] - plane[:-2]) / 2
    else:
        slope[:, 1:-1] = (plane[:, 2:] - plane[:, :-2]) / 2
    return slope
