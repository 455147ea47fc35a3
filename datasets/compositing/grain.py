"""Noise of a picture: how strong, how coarse and how coloured, and more of the same.

A patch of the quietest part of the ground, less its shading, stands for its noise. White noise
convolved with the patch has the patch's spectrum, in each colour and between the colours
(asymptotic discrete spot noise: B. Galerne, Y. Gousseau, J.-M. Morel, Random phase textures:
theory and synthesis, IEEE Transactions on Image Processing 20(1), 2011).
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from datasets.compositing.filters import Floats, gaussian, luma
from model.photo import Pixels

PATCH = 12  # px, side of the patch
TILE = 96  # px, the noise repeats after that many
_QUIET = 0.03  # share of the patches that are quieter than the one chosen
# A patch holds few grains, so patches of nothing but noise differ by up to this factor, the middle
# one from the quiet one; the middle one is then the better guess. If it is louder it is texture.
_SPREAD = 1.5
_DARK, _BRIGHT = 0.05, 0.95  # luma beyond which a sensor clips and its noise is cut off
# J. Immerkaer, Fast noise variance estimation (Computer Vision and Image Understanding 64(2),
# 1996): a mask that answers to noise and hardly to edges; its weights' root sum of squares is 6.
_MASK_GAIN = 6.0
_OPAQUE = 0.999  # alpha of the inside of an object
_QUARTER = 0.3186  # quarter quantile of |x| for x of the standard normal distribution


def grain_of(ground: Pixels, most: float) -> Floats | None:
    """Take the noise of a picture (H, W, 3) uint8.

    Args:
        ground: the picture.
        most: standard deviation, 0..1, beyond which it is texture; the patch is weakened to it.

    Returns:
        A patch (PATCH, PATCH, 3) float32 of mean 0; None when the picture is smaller than that.
    """
    quiet = _quiet_patch(luma(ground))
    if quiet is None:
        return None
    top, left, gain = quiet
    patch = ground[top : top + PATCH, left : left + PATCH].astype(np.float32) / np.float32(255)
    rest = _unshaded(patch) * np.float32(gain)
    return np.asarray(rest * min(1.0, most / max(strength(rest), 1e-6)), dtype=np.float32)


def drawn_grain(level: float, coarse: float, colour: float, rng: np.random.Generator) -> Floats:
    """Make up the noise of a camera.

    Args:
        level: standard deviation, 0..1.
        coarse: Gaussian blur of the noise, px, as demosaicing and shrinking leave it.
        colour: share of the noise in which the channels differ, 0..1.
        rng: draws it.

    Returns:
        A patch like that of `grain_of`.
    """
    grey = rng.standard_normal((PATCH, PATCH, 1), dtype=np.float32)
    own = rng.standard_normal((PATCH, PATCH, 3), dtype=np.float32)
    patch = gaussian((1 - np.float32(colour)) * grey + np.float32(colour) * own, coarse)
    patch -= patch.mean(axis=(0, 1))
    return np.asarray(patch * (level / max(strength(patch), 1e-6)), dtype=np.float32)


def strength(patch: Floats) -> float:
    """Standard deviation of a patch (h, w, 3), over its three colours."""
    return float(np.sqrt(np.mean(np.square(patch))))


def field(grain: Floats, width: int, height: int, rng: np.random.Generator) -> Floats:
    """Make noise (height, width, 3) float32 of the patch's level, coarseness and colour."""
    white = rng.standard_normal((TILE, TILE), dtype=np.float32)
    spectrum = np.fft.rfft2(white)[..., None]
    spectrum = spectrum * np.fft.rfft2(grain, (TILE, TILE), axes=(0, 1))
    tile = np.fft.irfft2(spectrum, (TILE, TILE), axes=(0, 1)) / np.float32(len(grain))
    noise = np.empty((height, width, 3), dtype=np.float32)
    for top in range(0, height, TILE):
        for left in range(0, width, TILE):
            part = noise[top : top + TILE, left : left + TILE]
            part[:] = tile[: part.shape[0], : part.shape[1]]
    return noise


def noise_level(plane: Floats, inside: npt.NDArray[np.bool_] | None = None) -> float:
    """Tell the standard deviation of the noise of a plane (H, W) float32 0..1.

    Immerkaer's mask, read at the quarter quantile of its answers, which texture moves least.

    Args:
        plane: luma.
        inside: (H, W) where to look; a pixel counts when all around it are inside.

    Returns:
        0..1; 0 when there is nowhere to look. Right for white noise; coarser noise reads lower.
    """
    answers = np.abs(_masked(plane))
    if inside is not None:
        answers = answers[_eroded(inside)]
    if answers.size == 0:
        return 0.0
    middle = answers.size // 4
    quarter = float(np.partition(answers, middle, axis=None).reshape(-1)[middle])
    return quarter / (_QUARTER * _MASK_GAIN)


def with_noise(placed: Floats, grain: Floats, rng: np.random.Generator) -> Floats:
    """Give a premultiplied object (H, W, 4) the noise that it lacks, of the patch's kind.

    A rendered picture has some noise of its own, from the few light paths of each pixel.
    """
    noise = field(grain, placed.shape[1], placed.shape[0], rng)
    present = noise_level(placed[..., 1], placed[..., 3] > _OPAQUE)
    wanted = float(np.sqrt(np.mean(np.square(_masked(grain[..., 1]))))) / _MASK_GAIN
    noise *= np.float32(np.sqrt(max(0.0, 1.0 - (present / max(wanted, 1e-6)) ** 2)))
    noise *= placed[..., 3:]
    noise += placed[..., :3]
    return np.concatenate([noise, placed[..., 3:]], axis=2)


def _quiet_patch(plane: Floats) -> tuple[int, int, float] | None:
    """Choose a quiet patch that is not clipped.

    Gives its top, its left, and the gain that makes it typical.
    """
    rows, columns = plane.shape[0] // PATCH, plane.shape[1] // PATCH
    if rows == 0 or columns == 0:
        return None
    cut = plane[: rows * PATCH, : columns * PATCH].reshape(rows, PATCH, columns, PATCH)
    # In float64: else the last bit of a computer's arithmetic chooses between patches much alike.
    patches = cut.swapaxes(1, 2).reshape(-1, PATCH * PATCH).astype(np.float64)
    shades = patches @ _surface()
    rest = np.einsum("nk,nk->n", patches, patches) - np.einsum("nk,nk->n", shades, shades)
    levels = np.sqrt(np.maximum(rest, 0) / patches.shape[1])
    means = patches.mean(axis=1)
    usable = np.flatnonzero((means > _DARK) & (means < _BRIGHT))
    usable = usable if usable.size else np.arange(len(levels))
    order = usable[np.argsort(levels[usable], kind="stable")]
    chosen, middle = (int(order[int(share * len(order))]) for share in (_QUIET, 0.5))
    louder = float(levels[middle] / max(levels[chosen], 1e-6))
    gain = louder if louder <= _SPREAD else 1.0
    return chosen // columns * PATCH, chosen % columns * PATCH, gain


def _unshaded(patch: Floats) -> Floats:
    """Take the best surface of second degree off a patch (PATCH, PATCH, C)."""
    basis = _surface()
    flat = patch.reshape(PATCH * PATCH, -1)
    return np.asarray(flat - basis @ (basis.T @ flat), dtype=np.float32).reshape(patch.shape)


@cache
def _surface() -> Floats:
    """Orthonormal basis (PATCH * PATCH, 6) of the surfaces of second degree."""
    y, x = (axis.reshape(-1) / PATCH - 0.5 for axis in np.mgrid[:PATCH, :PATCH])
    columns = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=1)
    return np.asarray(np.linalg.qr(columns)[0], dtype=np.float32)


def _masked(plane: Floats) -> Floats:
    """Answers of Immerkaer's mask (1 -2 1, -2 4 -2, 1 -2 1), (H, W); 0 at the border."""
    answers = np.zeros_like(plane)
    down = plane[:-2] - 2 * plane[1:-1] + plane[2:]
    answers[1:-1, 1:-1] = down[:, :-2] - 2 * down[:, 1:-1] + down[:, 2:]
    return answers


def _eroded(inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Keep the places of (H, W) around which all eight others are inside too."""
    kept = np.zeros_like(inside)
    down = inside[:-2] & inside[1:-1] & inside[2:]
    kept[1:-1, 1:-1] = down[:, :-2] & down[:, 1:-1] & down[:, 2:]
    return kept
