"""The shadow an object throws on its ground: dark where it touches, soft where light passes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from datasets.compositing.filters import Floats, gaussian
from model.photo import resize

_COARSE = 4  # a soft shadow is made on a plane so many times smaller
_FINE = 2  # a contact shadow on one so many times smaller
_STEPS = (1 / 3, 2 / 3, 1.0)  # of its length: a thing of some height shades all of the way
_FADE = 0.5  # of its darkness, lost at its far end, where light comes round the object
_AMBIENT = 0.25  # of the light in a shadow comes from what lies around and has its colour


@dataclass(frozen=True, slots=True)
class Shadow:
    """Both shadows of one picture fall the same way, as the light comes from one side.

    Attributes:
        angle: direction in which they fall, radians clockwise from the right.
        length: of the cast shadow, px.
        softness: blur of its far end, px.
        darkness: of the cast shadow, 0..1.
        contact: darkness of the shadow close below the object, 0..1.
        gap: how far that one reaches out, px.
    """

    angle: float
    length: float
    softness: float
    darkness: float
    contact: float
    gap: float

    def __post_init__(self) -> None:
        if not (0 <= self.darkness <= 1 and 0 <= self.contact <= 1):
            raise ValueError(f"darkness {self.darkness} and contact {self.contact} lie in 0..1")
        if min(self.length, self.softness, self.gap) < 0:
            raise ValueError(f"length, softness and gap of {self} must be at least 0 px")


def drawn_shadow(darkest: float, side: int, rng: np.random.Generator) -> Shadow:
    """Draw the shadow of a picture: from a lamp's, hard and short, to that of an overcast sky.

    Args:
        darkest: greatest darkness, 0..1.
        side: shorter side of the frame, px.
        rng: draws it.
    """
    return Shadow(
        angle=float(rng.uniform(0, 2 * np.pi)),
        length=side * float(rng.uniform(0.01, 0.12)),
        softness=side * float(rng.uniform(0.01, 0.06)),
        darkness=float(rng.uniform(0, darkest)),
        contact=float(rng.uniform(0, darkest)),
        gap=side * float(rng.uniform(0.008, 0.02)),
    )


def shadowed(ground: Floats, alpha: Floats, shadow: Shadow) -> Floats:
    """Darken a ground (H, W, 3) float32 0..1 round an object with alpha (H, W) float32 0..1.

    The ground is multiplied, so that its grain and its colour go on in the shadow; some of the
    light there is ambient and has the ground's mean colour.
    """
    if shadow.darkness == 0 and shadow.contact == 0:
        return ground
    opaque = np.round(alpha * 255).astype(np.uint8)
    light = (1 - np.float32(shadow.darkness) * _cast(opaque, shadow)) * (
        1 - np.float32(shadow.contact) * _contact(opaque, shadow)
    )
    mean = ground[::_COARSE, ::_COARSE].reshape(-1, 3).mean(axis=0)
    colour = mean / max(float(mean.max()), 1e-6)  # 1 in the strongest channel
    depth = np.asarray(1 - _AMBIENT * colour, dtype=np.float32)
    return np.asarray(ground * (1 - (1 - light)[..., None] * depth), dtype=np.float32)


def _cast(alpha: npt.NDArray[np.uint8], shadow: Shadow) -> Floats:
    """The cast shadow (H, W), 0..1, softer and fainter the farther from the object."""
    small = _small(alpha, _COARSE)
    dark = np.zeros_like(small)
    for step in _STEPS:
        far = step * shadow.length / _COARSE
        soft = gaussian(small, (0.3 + 0.7 * step) * shadow.softness / _COARSE)
        moved = _moved(soft, far * np.cos(shadow.angle), far * np.sin(shadow.angle))
        np.maximum(dark, moved * np.float32(1 - _FADE * step), out=dark)
    return _large(dark, alpha.shape)


def _contact(alpha: npt.NDArray[np.uint8], shadow: Shadow) -> Floats:
    """The contact shadow (H, W), 0..1."""
    reach = shadow.gap / _FINE
    soft = gaussian(_small(alpha, _FINE), reach)
    moved = _moved(soft, reach * np.cos(shadow.angle), reach * np.sin(shadow.angle))
    return _large(moved, alpha.shape)


def _small(alpha: npt.NDArray[np.uint8], times: int) -> Floats:
    height, width = (max(1, side // times) for side in alpha.shape)
    return resize(alpha, width, height, "box").astype(np.float32) / np.float32(255)


def _large(plane: Floats, shape: tuple[int, ...]) -> Floats:
    eight = np.round(plane * 255).astype(np.uint8)
    return resize(eight, shape[1], shape[0], "bicubic").astype(np.float32) / np.float32(255)


def _moved(plane: Floats, right: float, down: float) -> Floats:
    """Move (H, W) by a fraction of pixels; its edge goes on."""
    for axis, far in ((0, down), (1, right)):
        whole = int(np.floor(far))
        part = np.float32(far - whole)
        at = np.arange(plane.shape[axis]) - whole
        near = plane.take(at.clip(0, plane.shape[axis] - 1), axis=axis)
        next_ = plane.take((at - 1).clip(0, plane.shape[axis] - 1), axis=axis)
        plane = near * (1 - part) + next_ * part
    return plane
