"""Random views of a photo: the only user of albumentations and cv2.

Distortions work on a photo already shrunk by Pillow, antialiased, to slightly above the working
size; `Preprocess.letterbox` then ends training views exactly as it ends everyone else's.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

os.environ["NO_ALBUMENTATIONS_UPDATE"] = "1"  # else importing it asks the package index

import albumentations as A
import cv2

from model.photo import Photo, Pixels, resize
from model.preprocess import Preprocess

_PAD = 127  # grey beyond the picture, as letterboxing pads
_MARGIN = 1.15  # of the working size: room for zooming in without enlarging
_LENDERS = "lenders"  # the key under which albumentations is handed photos to borrow from


@dataclass(frozen=True, slots=True)
class Distortion:
    """One way to distort a photo.

    Attributes:
        chance: 0..1, of being applied to a view.
        make: gives the transform that always distorts.
        borrows: takes its look from another photo; without any it is left out.
    """

    chance: float
    make: Callable[[], Any]
    borrows: bool = False


def _turn() -> Any:
    return A.OneOf([A.Transpose(p=1), A.VerticalFlip(p=1)], p=1)


def _affine() -> Any:
    return A.Affine(
        scale=(0.85, 1.2),
        translate_percent=(-0.05, 0.05),
        rotate=(-20, 20),
        shear=(-8, 8),
        fill=_PAD,
        p=1,
    )


def _colour() -> Any:
    return A.ColorJitter((0.65, 1.35), (0.65, 1.35), (0.5, 1.5), (-0.04, 0.04), p=1)


def _blur() -> Any:
    kinds = [A.GaussianBlur((3, 7), p=1), A.MotionBlur((3, 7), p=1), A.Defocus((1, 3), p=1)]
    return A.OneOf(kinds, p=1)


def _tone() -> Any:
    """What a phone does to a picture by itself, and what a bad screen or copy does."""
    kinds = [
        A.CLAHE((1, 4), p=1),
        A.RandomToneCurve(0.3, per_channel=True, p=1),
        A.PlanckianJitter(p=1),
        A.RandomGamma((60, 160), p=1),
        A.Posterize((3, 5), p=1),
    ]
    return A.OneOf(kinds, p=1)


def _borrowed() -> Any:
    """The colours or the coarse brightness of another photo (FDA: Yang & Soatto 2020)."""
    kinds = [
        A.FDA(None, (0.005, 0.03), metadata_key=_LENDERS, p=1),
        A.HistogramMatching(None, (0.3, 0.8), metadata_key=_LENDERS, p=1),
    ]
    return A.OneOf(kinds, p=1)


def _small() -> Any:
    pair = {"downscale": cv2.INTER_AREA, "upscale": cv2.INTER_LINEAR}
    return A.Downscale((0.3, 0.7), pair, p=1)


def _dropout() -> Any:
    return A.CoarseDropout((1, 2), (0.06, 0.18), (0.06, 0.18), fill="random_uniform", p=1)


# In the order they are applied.
DISTORTIONS: dict[str, Distortion] = {
    "mirror": Distortion(0.5, lambda: A.HorizontalFlip(p=1)),
    "turn": Distortion(0.25, _turn),
    # Parts of many like things, such as shelves; its chance is the setting `zoom`.
    "zoom": Distortion(0.0, lambda: A.RandomCropFromBorders(0.25, 0.25, 0.25, 0.25, p=1)),
    "crop": Distortion(0.3, lambda: A.RandomCropFromBorders(0.1, 0.1, 0.1, 0.1, p=1)),
    "affine": Distortion(0.5, _affine),
    "perspective": Distortion(0.2, lambda: A.Perspective((0.03, 0.09), fill=_PAD, p=1)),
    "borrowed": Distortion(0.2, _borrowed, borrows=True),
    "tone": Distortion(0.2, _tone),
    "colour": Distortion(0.6, _colour),
    "grey": Distortion(0.05, lambda: A.ToGray(p=1)),
    "low_light": Distortion(
        0.1, lambda: A.RandomBrightnessContrast((-0.35, -0.15), (-0.3, 0.0), p=1)
    ),
    "blur": Distortion(0.2, _blur),
    "sharp": Distortion(0.15, lambda: A.Sharpen((0.2, 0.5), (0.8, 1.2), p=1)),
    "small": Distortion(0.1, _small),
    "noise": Distortion(0.2, lambda: A.GaussNoise((0.02, 0.07), p=1)),
    "jpeg": Distortion(0.3, lambda: A.ImageCompression(quality_range=(30, 90), p=1)),
    "dropout": Distortion(0.15, _dropout),
}


class Augment:
    """Random views.

    Args:
        preprocess: ends every view.
        strength: 0..1, multiplies every chance; 0 makes `__call__` the plain preprocessing.
        zoom: 0..1, chance of a view of a part.
        lenders: (H, W, 3) uint8 photos to borrow a look from.
    """

    def __init__(
        self,
        preprocess: Preprocess,
        strength: float,
        zoom: float = 0.0,
        lenders: Sequence[Pixels] = (),
    ) -> None:
        cv2.setNumThreads(0)  # the loader's processes are the parallelism
        self.preprocess = preprocess
        self.strength, self.zoom = strength, zoom
        self.lenders = [shrunk(each, self.side) for each in lenders]
        chances = {name: each.chance for name, each in DISTORTIONS.items()} | {"zoom": zoom}
        self.chances = {name: chance * strength for name, chance in chances.items()}
        self._steps = [
            (self.chances[name], A.Compose([each.make()]))
            for name, each in DISTORTIONS.items()
            if self.lenders or not each.borrows
        ]

    def shrink(self, photo: Photo) -> Pixels:
        """Shrink to slightly above the working size, once; with strength 0 leave it."""
        if self.strength == 0:
            return photo.pixels
        return shrunk(photo.pixels, self.side)

    @property
    def side(self) -> int:
        """Longer side, in px, that distortions work at."""
        return round(self.preprocess.size * _MARGIN)

    def __call__(self, pixels: Pixels, seed: int) -> Pixels:
        """Give a random view (S, S, 3) uint8 of shrunk pixels (H, W, 3) uint8."""
        rng = np.random.default_rng(seed)
        for chance, step in self._steps:
            pixels = _stepped(step, chance, pixels, rng, self.lenders)
        return self.preprocess.letterbox(pixels)


def distort(
    name: str, chance: float, pixels: Pixels, seed: int, lenders: Sequence[Pixels] = ()
) -> Pixels:
    """Apply one distortion of `DISTORTIONS` with a given chance; for tests and for looking."""
    step = A.Compose([DISTORTIONS[name].make()])
    return _stepped(step, chance, pixels, np.random.default_rng(seed), lenders)


def _stepped(
    step: Any,
    chance: float,
    pixels: Pixels,
    rng: np.random.Generator,
    lenders: Sequence[Pixels],
) -> Pixels:
    """Apply a transform with a chance.

    The chances are ours, not albumentations': a pipeline that is seeded gives every transform the
    same seed, so that all of them apply to one photo and none to the next (measured on 2.0.8).
    """
    applies, seed = rng.random() < chance, int(rng.integers(2**31))
    if not applies:
        return pixels
    step.set_random_seed(seed)
    whole = np.ascontiguousarray(pixels)
    distorted: Pixels = step(image=whole, **{_LENDERS: lenders})["image"]
    return distorted


def shrunk(pixels: Pixels, side: int) -> Pixels:
    """Shrink so that the longer side is `side` px, antialiased; never enlarge."""
    height, width = pixels.shape[:2]
    longest = max(height, width)
    if longest <= side:
        return pixels
    w, h = (max(1, round(length * side / longest)) for length in (width, height))
    return resize(pixels, w, h, "bicubic")
