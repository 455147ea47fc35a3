"""`Preprocess`: the single path from a photo to the network's input, stored in the model card.

It letterboxes and never crops: the whole good stays in view.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import cast

import numpy as np
import numpy.typing as npt

from model.photo import FILTERS, Filter, Photo, Pixels, resize

Three = tuple[float, float, float]
# EfficientNet-Lite was trained on (value - 127) / 128 (TensorFlow's recipe): 127/255, 128/255.
_MEAN: Three = (0.498, 0.498, 0.498)
_STD: Three = (0.502, 0.502, 0.502)
_PAD = 127  # normalises to zero, the value the network's own zero padding has


@dataclass(frozen=True, slots=True)
class Preprocess:
    """From upright RGB pixels to the network's input.

    Attributes:
        size: Side S of the square input, px.
        interpolation: Resampling filter, antialiased; one of `model.photo.FILTERS`.
        mean: Per channel, of values in 0..1.
        std: Per channel, of values in 0..1.
        pad: Grey value 0..255 of the border.
        min_side: Longer side that decoding keeps at least, px, >= `size`; 0 stands for
            2 * `size`, so that the filter still halves what the JPEG's coarse DCT scale left.
    """

    size: int
    interpolation: Filter = "bicubic"
    mean: Three = _MEAN
    std: Three = _STD
    pad: int = _PAD
    min_side: int = 0

    def __post_init__(self) -> None:
        if self.min_side == 0:
            object.__setattr__(self, "min_side", 2 * self.size)
        if self.size < 1 or self.min_side < self.size:
            raise ValueError(
                f"size {self.size} and min_side {self.min_side} must satisfy 1 <= size <= min_side"
            )
        if self.interpolation not in FILTERS:
            raise ValueError(
                f"interpolation {self.interpolation!r} is unknown; choose of {', '.join(FILTERS)}"
            )
        if len(self.mean) != 3 or len(self.std) != 3 or min(self.std) <= 0:
            raise ValueError(f"mean {self.mean} and std {self.std} need three values, std above 0")
        if not 0 <= self.pad <= 255:
            raise ValueError(f"pad {self.pad} must lie in 0..255")

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Where a picture of `width` x `height` px lands in the square: left, top, width, height.

        The longer side becomes S, the shorter is rounded half up and at least 1 px; of an odd
        border the larger half lies right or below.
        """
        longest = max(width, height)
        new_width, new_height = (
            max(1, (2 * side * self.size + longest) // (2 * longest)) for side in (width, height)
        )
        return (self.size - new_width) // 2, (self.size - new_height) // 2, new_width, new_height

    def letterbox(self, pixels: Pixels) -> Pixels:
        """Fit `(H, W, 3) uint8` into `(S, S, 3) uint8`, all of it in view, border filled."""
        left, top, width, height = self.box(pixels.shape[1], pixels.shape[0])
        square = np.full((self.size, self.size, 3), self.pad, dtype=np.uint8)
        square[top : top + height, left : left + width] = resize(
            pixels, width, height, self.interpolation
        )
        return square

    def normalise(self, square: Pixels) -> npt.NDArray[np.float32]:
        """`(S, S, 3) uint8` to `(3, S, S) float32`, contiguous: (value / 255 - mean) / std."""
        std = np.asarray(self.std, dtype=np.float32)
        shift = np.asarray(self.mean, dtype=np.float32) / std
        planes: npt.NDArray[np.float32] = square.transpose(2, 0, 1).astype(np.float32, order="C")
        planes *= (1 / (255 * std))[:, None, None]
        np.subtract(planes, shift[:, None, None], out=planes)
        return planes

    def to_array(self, photo: Photo) -> npt.NDArray[np.float32]:
        """The network's input of one photo, `(3, S, S) float32`."""
        return self.normalise(self.letterbox(photo.pixels))

    def to_json(self) -> dict[str, object]:
        """Every field, ready for `json.dumps`."""
        values: dict[str, object] = {
            field.name: getattr(self, field.name) for field in fields(self)
        }
        return {**values, "mean": list(self.mean), "std": list(self.std)}

    @classmethod
    def from_json(cls, values: Mapping[str, object]) -> Preprocess:
        """The inverse of `to_json`.

        Raises:
            ValueError: A field is missing, unknown or of the wrong kind; the message names it.
        """
        names = {field.name for field in fields(cls)}
        for name in sorted(names ^ values.keys()):
            kind = "is missing" if name in names else "is unknown"
            raise ValueError(f"preprocess field {name} {kind}; export the weights again")
        return cls(
            size=_integer(values, "size"),
            interpolation=cast(Filter, values["interpolation"]),  # checked in __post_init__
            mean=_three(values, "mean"),
            std=_three(values, "std"),
            pad=_integer(values, "pad"),
            min_side=_integer(values, "min_side"),
        )


def _integer(values: Mapping[str, object], name: str) -> int:
    value = values[name]
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"preprocess field {name} is {value!r}, it must be a whole number")
    return value


def _three(values: Mapping[str, object], name: str) -> Three:
    value = values[name]
    if (
        isinstance(value, list)
        and len(value) == 3
        and all(isinstance(v, int | float) for v in value)
    ):
        return float(value[0]), float(value[1]), float(value[2])
    raise ValueError(f"preprocess field {name} is {value!r}, it must be three numbers")
