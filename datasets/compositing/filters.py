"""Planes of numbers, and the blur that all steps of compositing share. NumPy only."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)  # ITU-R BT.601
_PERIOD = 128  # samples of the kernel's transform; far more than any kernel is wide
_FAINT = 3e-4  # weight below which the tail of a kernel is left off


def luma(pixels: npt.NDArray[np.uint8]) -> Floats:
    """Give the luma (H, W) float32 0..1 of (H, W, 3) uint8."""
    return np.asarray((pixels @ LUMA) / np.float32(255), dtype=np.float32)


def gaussian(values: Floats, sigma: float) -> Floats:
    """Blur (H, W) or (H, W, C) by a Gaussian of `sigma` px; the edge goes on beyond the frame."""
    return along(along(values, sigma, 0), sigma, 1)


def along(values: Floats, sigma: float, axis: int) -> Floats:
    """Blur along one axis only."""
    weights = half_kernel(round(float(sigma), 2))
    reach, length = len(weights) - 1, values.shape[axis]
    if reach == 0:
        return values
    before = np.repeat(values.take([0], axis), reach, axis)  # np.pad takes as long as the blur
    behind = np.repeat(values.take([length - 1], axis), reach, axis)
    padded = np.concatenate([before, values, behind], axis).swapaxes(0, axis)
    blurred = weights[0] * padded[reach : reach + length]
    both = np.empty_like(blurred)
    for step in range(1, reach + 1):
        left, right = reach - step, reach + step
        np.add(padded[left : left + length], padded[right : right + length], out=both)
        both *= weights[step]
        blurred += both
    return blurred.swapaxes(0, axis)


@lru_cache(maxsize=1024)
def half_kernel(sigma: float) -> tuple[np.float32, ...]:
    """Give the weights of a Gaussian from the middle outwards; `sigma` in px.

    The discrete Gaussian, whose variance is `sigma` squared exactly, so that blurs add up even
    below a pixel (T. Lindeberg, Scale-space for discrete signals, IEEE PAMI 12, 1990), made from
    its transform exp(sigma^2 (cos w - 1)).
    """
    angles = 2 * np.pi * np.arange(_PERIOD // 2 + 1) / _PERIOD
    kernel = np.fft.irfft(np.exp(sigma**2 * (np.cos(angles) - 1)), _PERIOD)
    half = kernel[: int(np.count_nonzero(kernel[: _PERIOD // 2] > _FAINT))]
    half = half / (2 * half.sum() - half[0])
    return tuple(np.float32(weight) for weight in half)
