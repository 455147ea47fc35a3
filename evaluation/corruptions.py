"""The table of corruptions: the 15 of ImageNet-C and the six of our field, at five severities.

Corrupt a picture after it was shrunk to about the network's input, as ImageNet-C does at 224 px:
noise on 12 megapixels would be averaged away before the network sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from zlib import crc32

import numpy as np

from evaluation.corruptions_blur import defocus_blur, glass_blur, motion_blur, zoom_blur
from evaluation.corruptions_digital import contrast, elastic_transform, jpeg_compression, pixelate
from evaluation.corruptions_field import (
    jpeg_quality,
    low_light,
    partial_crop,
    plastic_glare,
    rephotograph,
    rotation,
)
from evaluation.corruptions_noise import gaussian_noise, impulse_noise, shot_noise
from evaluation.corruptions_weather import brightness, fog, frost, snow
from model.photo import MIN_SIDE, Pixels

Distort = Callable[[Pixels, int, np.random.Generator], Pixels]


class Family(StrEnum):
    """Kinds of corruption; the first four are those of ImageNet-C."""

    NOISE = "noise"
    BLUR = "blur"
    WEATHER = "weather"
    DIGITAL = "digital"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Corruption:
    """One way to spoil a picture.

    Args:
        family: its kind.
        function: (pixels (H, W, 3) uint8, severity 1..5, generator) to new pixels of that shape;
            sides of at least 8 px. It raises ValueError for another severity.
    """

    family: Family
    function: Distort


CORRUPTIONS: Mapping[str, Corruption] = MappingProxyType(
    {
        function.__name__: Corruption(family, function)
        for family, functions in (
            (Family.NOISE, (gaussian_noise, shot_noise, impulse_noise)),
            (Family.BLUR, (defocus_blur, glass_blur, motion_blur, zoom_blur)),
            (Family.WEATHER, (snow, frost, fog, brightness)),
            (Family.DIGITAL, (contrast, elastic_transform, pixelate, jpeg_compression)),
            (
                Family.FIELD,
                (jpeg_quality, rephotograph, low_light, plastic_glare, partial_crop, rotation),
            ),
        )
        for function in functions
    }
)


def corrupt(name: str, pixels: Pixels, severity: int, photo: str) -> Pixels:
    """Corrupt one picture; what is drawn depends on the photo and the corruption alone.

    So neither the order nor an interrupted run changes a result, and severities differ in
    strength only.

    Args:
        name: a key of `CORRUPTIONS`.
        pixels: (H, W, 3) uint8, shrunk to about the network's input.
        severity: 1..5.
        photo: what tells this photo from others, such as its SHA-256.

    Returns:
        New pixels of the same shape and dtype.

    Raises:
        ValueError: an unknown name or severity, or pixels of another kind or below 8 px a side.
    """
    if name not in CORRUPTIONS:
        raise ValueError(f"corruption {name!r} is unknown; choose of {', '.join(CORRUPTIONS)}")
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3:
        raise ValueError(f"pixels {pixels.shape} {pixels.dtype}, they must be (H, W, 3) uint8")
    if min(pixels.shape[:2]) < MIN_SIDE:
        raise ValueError(f"pixels {pixels.shape}, each side needs {MIN_SIDE}")
    seed = (crc32(name.encode()), *photo.encode())
    return CORRUPTIONS[name].function(pixels, severity, np.random.default_rng(seed))
