"""From light to pixels: exposure, white balance and the curve of a small camera."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from datasets.studio import sensor

MIDDLE = 0.22  # linear level an automatic exposure brings the object's mean towards
AUTOMATIC = 0.45  # how far it goes there; a phone does not go all the way either
KNEE = 0.65  # linear level above which highlights roll off instead of clipping


@dataclass(frozen=True, slots=True)
class Exposure:
    """How the camera was set.

    Args:
        stops: over- (positive) or under-exposure.
        red: gain of the red channel (white balance).
        blue: gain of the blue channel.
        automatic: how far the camera brings the object's mean to a middle grey: 0 not at all,
            1 makes black things grey.
    """

    stops: float = 0.0
    red: float = 1.0
    blue: float = 1.0
    automatic: float = AUTOMATIC


NEUTRAL = Exposure()


def random_exposure(rng: np.random.Generator) -> Exposure:
    """A phone's exposure is seldom off by more than a stop."""
    red, blue = np.exp(rng.normal(0, 0.04, 2))
    return Exposure(float(np.clip(rng.normal(0, 0.4), -1, 1)), float(red), float(blue))


def develop(
    linear: NDArray[np.float32],
    exposure: Exposure,
    opaque: bool = False,
    noise: float = 0.0,
    rng: np.random.Generator | None = None,
) -> NDArray[np.uint8]:
    """(H, W, 4) float32 linear, premultiplied, to (H, W, 4) uint8 sRGB with straight alpha.

    Args:
        linear: the light that fell on the sensor.
        exposure: brightness and colour balance.
        opaque: alpha is 255 throughout.
        noise: of the sensor, standard deviation of a middle grey after exposure.
        rng: draws the noise; needed where there is any.

    Raises:
        ValueError: the picture holds a value that is not finite.
    """
    if not np.isfinite(linear).all():
        raise ValueError("the render holds values that are not finite; a mesh or surface is broken")
    if noise > 0 and rng is None:
        raise ValueError("noise needs a generator")
    alpha = np.clip(linear[..., 3:], 0.0, 1.0)
    colour = np.where(alpha > 1e-3, linear[..., :3] / np.maximum(alpha, 1e-3), 0.0)
    gain = _gain(colour, alpha[..., 0], exposure.automatic) * 2.0**exposure.stops
    colour = colour * gain * np.array([exposure.red, 1.0, exposure.blue])
    if rng is not None:
        colour = sensor.noisy(colour, noise, rng)
    if opaque:
        alpha = np.ones_like(alpha)
    return np.round(np.concatenate([_srgb(_shoulder(colour)), alpha], 2) * 255).astype(np.uint8)


def _gain(colour: NDArray[np.float64], alpha: NDArray[np.float32], automatic: float) -> float:
    """Factor of the automatic exposure, from what is not transparent."""
    seen = colour.mean(axis=2)[alpha > 0.5]
    if not len(seen):
        return 1.0
    mean = float(np.minimum(seen, 1.5).mean())
    return float(np.clip((MIDDLE / max(mean, 1e-3)) ** automatic, 0.4, 4.0))


def _shoulder(colour: NDArray[np.float64]) -> NDArray[np.float64]:
    room = 1.0 - KNEE
    over = np.maximum(colour - KNEE, 0.0)
    return np.where(colour < KNEE, colour, KNEE + room * (1.0 - np.exp(-over / room)))


def _srgb(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = 12.92 * linear, 1.055 * np.maximum(linear, 1e-9) ** (1 / 2.4) - 0.055
    return np.clip(np.where(linear <= 0.0031308, low, high), 0.0, 1.0)
