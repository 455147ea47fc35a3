"""What the corruptions share: scale, blurs, reading a picture between its pixels, cloudy noise.

Pictures are float32 in 0..1, `(H, W)` or `(H, W, 3)`; beyond the border they are mirrored
(d c b a | a b c d | d c b a), so that no frame shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from model.photo import Pixels

Plane = NDArray[np.float32]
Row = TypeVar("Row")

SEVERITIES = (1, 2, 3, 4, 5)
BASE_PX = 224  # short side for which the published parameters were chosen
_LEAST_SCALE = 0.25  # below 56 px a blur would shrink to less than a pixel, that is to nothing


def level(table: Sequence[Row], severity: int) -> Row:
    """The row of a table of five parameters.

    Raises:
        ValueError: `severity` is not one of 1..5.
    """
    if severity not in SEVERITIES:
        raise ValueError(f"severity {severity!r} is unknown; it is one of 1 to {len(SEVERITIES)}")
    return table[severity - 1]


def scale(pixels: Pixels) -> float:
    """Factor for lengths in px that were chosen at 224 px: short side / 224, at least 1/4."""
    height, width = pixels.shape[:2]
    return float(max(_LEAST_SCALE, min(height, width) / BASE_PX))


def unit(pixels: Pixels) -> Plane:
    """uint8 to float32 in 0..1."""
    return np.multiply(pixels, np.float32(1 / 255), dtype=np.float32)


def finish(values: Plane) -> Pixels:
    """Float in 0..1 to uint8: values beyond are clipped, the rest rounded."""
    return (values.clip(0, 1) * 255 + np.float32(0.5)).astype(np.uint8)


def mirrored(indices: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Any indices folded into 0..length - 1 by mirrors at both borders."""
    folded = indices % (2 * length)
    return np.minimum(folded, 2 * length - 1 - folded)


def gaussian(image: Plane, sigma: float) -> Plane:
    """Gaussian blur, standard deviation in px, cut at three of them.

    A product with a banded matrix along each axis: exact at the mirrored border even where the
    kernel is wider than the picture.
    """
    rows = _gaussian_matrix(image.shape[0], sigma)
    columns = _gaussian_matrix(image.shape[1], sigma)
    blurred = (rows @ image.reshape(len(image), -1)).reshape(image.shape)
    if image.ndim == 2:
        return np.asarray(blurred @ columns.T)
    return np.asarray(np.matmul(columns, blurred))


def _gaussian_matrix(length: int, sigma: float) -> Plane:
    """(length, length) rows of weights that sum to 1."""
    reach = max(1, ceil(3 * sigma))
    offsets = np.arange(-reach, reach + 1)
    weights = np.exp(-0.5 * (offsets / max(sigma, 1e-6)) ** 2)
    weights /= weights.sum()
    at = np.arange(length)[:, None]
    flat = at * length + mirrored(at + offsets, length)
    repeated = np.broadcast_to(weights, flat.shape)
    sums = np.bincount(flat.ravel(), repeated.ravel(), minlength=length * length)
    return np.asarray(sums.reshape(length, length), dtype=np.float32)


def convolve(image: Plane, kernel: Plane) -> Plane:
    """Convolution with a kernel of odd sides (2 r + 1, 2 r + 1), by Fourier transform."""
    reach = kernel.shape[0] // 2
    height, width = image.shape[:2]
    planes = np.atleast_3d(image).transpose(2, 0, 1)
    planes = planes[:, mirrored(np.arange(-reach, height + reach), height)]
    planes = planes[:, :, mirrored(np.arange(-reach, width + reach), width)]
    shape = tuple(_smooth(side) for side in planes.shape[1:])
    spectrum = np.fft.rfft2(planes, shape) * np.fft.rfft2(kernel, shape)
    # The first 2 r rows and columns hold what wrapped around.
    whole = np.fft.irfft2(spectrum, shape)[:, 2 * reach :, 2 * reach :][:, :height, :width]
    return np.ascontiguousarray(whole.transpose(1, 2, 0), dtype=np.float32).reshape(image.shape)


def _smooth(length: int) -> int:
    """The next length whose prime factors are 2, 3 and 5, for which the transform is fast."""
    while True:
        rest = length
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return length
        length += 1


def streak(radius: float, sigma: float, degrees: float) -> Plane:
    """Kernel of a motion blur: a half Gaussian along one direction, from the centre outwards.

    As ImageMagick draws it: 2 `radius` px long, weights exp(-t^2 / 2 sigma^2).

    Args:
        radius: half of the length, px.
        sigma: of the weights, px.
        degrees: direction, counted from the x axis towards larger rows.
    """
    steps = np.arange(0, 2 * radius, 0.25)
    weights = np.exp(-0.5 * (steps / sigma) ** 2)
    reach = ceil(2 * radius) + 1
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1))
    rows = reach + steps * np.sin(np.deg2rad(degrees))
    columns = reach + steps * np.cos(np.deg2rad(degrees))
    for row, row_share in _between(rows):
        for column, column_share in _between(columns):
            np.add.at(kernel, (row, column), weights * row_share * column_share)
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)


def _between(at: NDArray[np.float64]) -> tuple[tuple[NDArray[np.int64], NDArray[np.float64]], ...]:
    """The two whole positions beside each, and their shares."""
    low = np.floor(at).astype(np.int64)
    return (low, low + 1 - at), (low + 1, at - low)


def sample(image: Plane, rows: Plane, columns: Plane) -> Plane:
    """Read a picture at any places, bilinearly.

    Args:
        image: (H, W) or (H, W, C) float32.
        rows: (h, w) positions in px, 0 is the centre of the first row.
        columns: (h, w) likewise.

    Returns:
        (h, w) or (h, w, C) float32.
    """
    height, width = image.shape[:2]
    row, column = np.floor(rows), np.floor(columns)
    down, right = rows - row, columns - column
    if image.ndim == 3:
        down, right = down[..., None], right[..., None]
    top, left = row.astype(np.int64), column.astype(np.int64)
    lines = [mirrored(top + step, height) * width for step in (0, 1)]
    places = [mirrored(left + step, width) for step in (0, 1)]
    flat = image.reshape(height * width, *image.shape[2:])
    upper, lower = (
        flat[line + places[0]] * (1 - right) + flat[line + places[1]] * right for line in lines
    )
    return np.asarray(upper + (lower - upper) * down, dtype=np.float32)


def stretch(image: Plane, rows: Plane, columns: Plane) -> Plane:
    """Read a picture on a grid of any rows (h,) and columns (w,), bilinearly; `sample`, faster."""
    for axis, at in enumerate((rows, columns)):
        low = np.floor(at)
        share = (at - low).reshape(-1, *(1,) * (image.ndim - 1 - axis)).astype(np.float32)
        index, length = low.astype(np.int64), image.shape[axis]
        first = image.take(mirrored(index, length), axis)
        second = image.take(mirrored(index + 1, length), axis)
        second -= first
        second *= share
        second += first
        image = second
    return image


def enlarged(grid: Plane, height: int, width: int) -> Plane:
    """A coarse grid spread over `height` x `width` px, its corners on theirs, bilinear."""
    return stretch(
        grid,
        np.linspace(0, len(grid) - 1, height, dtype=np.float32),
        np.linspace(0, grid.shape[1] - 1, width, dtype=np.float32),
    )


def zoomed(image: Plane, factor: float) -> Plane:
    """Enlarged by `factor` >= 1 about the centre; the size stays."""
    middles = ((side - 1) / 2 for side in image.shape[:2])
    rows, columns = (
        np.asarray(middle + (np.arange(side) - middle) / factor, dtype=np.float32)
        for middle, side in zip(middles, image.shape[:2], strict=True)
    )
    return stretch(image, rows, columns)


def plasma(height: int, width: int, decay: float, rng: np.random.Generator) -> Plane:
    """Cloudy noise, (height, width) in 0..1, mean about 0.5 and standard deviation about 0.2.

    Random grids of halved cells, each weaker than the one before by `decay`: the spectrum of the
    diamond-square algorithm (Fournier, Fussell, Carpenter, CACM 25, 1982) without its creases.
    The coarsest cell is the short side, the finest 1/128 of it.
    """
    short = min(height, width)
    cloud = np.zeros((height, width), dtype=np.float32)
    for octave in range(8):
        cells = 2**octave / short
        shape = (ceil(height * cells) + 1, ceil(width * cells) + 1)
        grid = rng.uniform(-1, 1, shape).astype(np.float32)
        cloud += enlarged(grid, height, width) / np.float32(decay**octave)
    cloud -= cloud.mean()
    cloud *= np.float32(0.2) / max(float(cloud.std()), 1e-6)
    return (cloud + np.float32(0.5)).clip(0, 1)
