"""Pictures as training makes them, and what is left of them when the object is taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

from datasets.compose import Composer, Layers
from datasets.compositing.filters import Floats, gaussian
from datasets.samples import Sample
from model.photo import Pixels, resize
from training.augment import shrunk
from training.views import frame, read_rendered

GREY = 127  # neutral, and what letterboxing pads with
STRIP = 0.05  # of the side: the outer strip of a grounded picture that is looked at
PATCH = 24  # px, side of the patch whose rendering is looked at
_WIDE = 0.25  # of the longer side: a blur that leaves no shape of anything
_RESIDUE = 1.5  # px: what a blur of so much leaves of a patch is taken off it
_AMPLIFIED = 8.0  # times, so that the residue is visible in 8 bits
_BINS = 8  # of the spectrum's frequencies, each way


class Kind(StrEnum):
    """What a view shows; the value stands in the table."""

    WHOLE = "whole picture"
    GROUND = "background alone, composed"
    STRIP = "background alone, rendered"
    BLURRED = "silhouettes blurred away"
    TRACES = "rendering traces"


@dataclass(frozen=True, slots=True)
class Render:
    """One rendered picture.

    Attributes:
        path: the file.
        label: its class.
        grounded: with a rendered ground of its own; else a cutout.
        margin: between the object's box and the nearest edge, of the picture's side.
    """

    path: Path
    label: str
    grounded: bool
    margin: float

    @property
    def strip_is_free(self) -> bool:
        """Whether the object keeps out of the outer strip."""
        return self.margin >= STRIP

    def read(self, side: int) -> Pixels:
        """The pixels as training reads them, (H, W, 4) of a cutout or (H, W, 3) uint8.

        Raises:
            PhotoError: the file cannot be decoded.
        """
        sample = Sample(self.path, self.label, self.path.stem, rendered=True)
        return shrunk(read_rendered(sample), side)


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One picture to guess from.

    Attributes:
        kind: what it shows.
        place: of the render in the list of all renders.
        pixels: (H, W, 3) uint8.
        spectrum: (D,) of a residue; of other kinds (0,).
    """

    kind: Kind
    place: int
    pixels: Pixels
    spectrum: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))


ComposerOf = Callable[[Render], Composer]


def views(
    renders: Sequence[Render], composer_of: ComposerOf, count: int, side: int, seed: int
) -> Iterator[View]:
    """Lay each cutout on `count` grounds and take the pictures apart; pass grounded ones once.

    Args:
        renders: all of them.
        composer_of: gives the composer for a render; a test plants a leak there.
        count: views of a cutout.
        side: longer side of a picture, px.
        seed: of all views.

    Raises:
        PhotoError: a file cannot be decoded.
    """
    for place, render in enumerate(renders):
        pixels = render.read(side)
        if render.grounded:
            yield View(Kind.WHOLE, place, pixels[..., :3])
            if render.strip_is_free:
                yield View(Kind.STRIP, place, outer_strip(pixels[..., :3]))
            continue
        for number in range(count):
            rng = np.random.default_rng((seed, place, number))
            layers = composer_of(render).layers(pixels, *frame(side, rng), rng)
            yield View(Kind.WHOLE, place, layers.picture)
            yield View(Kind.GROUND, place, layers.ground)
            yield View(Kind.BLURRED, place, without_silhouette(layers))
            residue = trace(layers, rng)
            if residue is not None:
                yield View(Kind.TRACES, place, *residue)


def outer_strip(picture: Pixels) -> Pixels:
    """Fill (H, W, 3) uint8 with grey but for the strip along its edges."""
    strip = picture.copy()
    high, wide = (max(1, round(STRIP * side)) for side in picture.shape[:2])
    strip[high:-high, wide:-wide] = GREY
    return strip


def without_silhouette(layers: Layers) -> Pixels:
    """Blur ground and shadow until no shape is left; a round grey blob stands for the object.

    The blob lies where the object's weight lies and has one size and height in all pictures, as
    an ever wider blur would leave it. The outline blurred as the ground is would still be longer
    one way than the other, and the higher the more of the frame the object fills: its shape.
    """
    alpha = layers.laid[..., 3]
    sigma = _WIDE * max(alpha.shape)
    y, x = (np.arange(side, dtype=np.float32) for side in alpha.shape)
    weight = max(float(alpha.sum()), 1e-6)
    middle_y = float(alpha.sum(axis=1) @ y) / weight
    middle_x = float(alpha.sum(axis=0) @ x) / weight
    far = np.square(y - middle_y)[:, None] + np.square(x - middle_x)
    blob = np.exp(-far / (2 * sigma**2))[..., None]
    mixed = _blurred(layers.shaded, sigma) * (1 - blob) + np.float32(GREY / 255) * blob
    return np.asarray(np.round(mixed.clip(0, 1) * 255), dtype=np.uint8)


def _blurred(values: Floats, sigma: float) -> Floats:
    """Blur (H, W, 3) float32 0..1 widely, on a picture eight times smaller."""
    height, width = values.shape[:2]
    small = resize(np.round(values * 255).astype(np.uint8), width // 8, height // 8, "box")
    soft = gaussian(small.astype(np.float32), sigma / 8)
    enlarged = resize(np.round(soft).astype(np.uint8), width, height, "bicubic")
    return enlarged.astype(np.float32) / np.float32(255)


def trace(layers: Layers, rng: np.random.Generator) -> tuple[Pixels, Floats] | None:
    """Look at how an object is drawn, not at what: the residue of a small patch inside it.

    Returns:
        A picture of the residue (PATCH, PATCH, 3) uint8 about grey, and the logarithm of its
        spectrum; None when no patch fits into the object.
    """
    corner = _inner_corner(layers.laid[..., 3] > 0.999, rng)
    if corner is None:
        return None
    top, left = corner
    patch = layers.picture[top : top + PATCH, left : left + PATCH].astype(np.float32)
    residue = patch - gaussian(patch, _RESIDUE)
    shown = (GREY + _AMPLIFIED * residue).clip(0, 255)
    return np.round(shown).astype(np.uint8), _spectrum(residue)


def _inner_corner(
    inside: npt.NDArray[np.bool_], rng: np.random.Generator
) -> tuple[int, int] | None:
    """Draw the top and left of a patch that lies wholly inside (H, W)."""
    sums = np.pad(inside.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    counts = sums[PATCH:, PATCH:] - sums[:-PATCH, PATCH:]
    counts = counts - sums[PATCH:, :-PATCH] + sums[:-PATCH, :-PATCH]
    places = np.argwhere(counts == PATCH * PATCH)
    if len(places) == 0:
        return None
    top, left = places[int(rng.integers(len(places)))]
    return int(top), int(left)


def _spectrum(residue: Floats) -> Floats:
    """Logarithm of the power of (PATCH, PATCH, 3) in bins of frequency: of the mean, the rest."""
    grey = residue.mean(axis=2, keepdims=True)
    planes = np.concatenate([grey, residue - grey], axis=2) * _window()
    power = np.abs(np.fft.fft2(planes, axes=(0, 1))) ** 2
    bins = power.reshape(_BINS, PATCH // _BINS, _BINS, PATCH // _BINS, 4).mean(axis=(1, 3))
    return np.asarray(np.log(bins + 1e-3).reshape(-1), dtype=np.float32)


def _window() -> Floats:
    """Hann window (PATCH, PATCH, 1): without it the patch's edges would fill the spectrum."""
    window = np.hanning(PATCH).astype(np.float32)
    return np.asarray(window[:, None, None] * window[None, :, None], dtype=np.float32)
