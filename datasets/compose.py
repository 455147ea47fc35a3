"""Rendered cutouts laid on grounds: plain studio grounds or crops of real photos. NumPy only.

Goods and look-alikes, and every class of either, go through the same steps with the same chances.
What lies behind an object and how it was pasted must not tell what it is: see
`benchmarks/shortcuts.py`, which measures that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from datasets.compositing.colour import matched
from datasets.compositing.filters import Floats, gaussian
from datasets.compositing.grain import with_noise
from datasets.compositing.grounds import Ground, crop, plain
from datasets.compositing.placing import Pose, box_of, extent, placed, trimmed
from datasets.compositing.shadow import drawn_shadow, shadowed
from datasets.compositing.sharpness import edge_blur, missing_blur
from model.photo import Pixels

_CATALOGUE_SIDE = (0.8, 1.0)  # of the frame, taken up by a good in a catalogue
_SHARP = 0.5  # px, blur of an outline too short to tell; about what antialiasing leaves


@dataclass(frozen=True, slots=True)
class Recipe:
    """How cutouts are laid; shares and chances are 0..1.

    Attributes:
        photo_share: of the grounds that are crops of real photos, where there are any.
        smallest: least side of the object relative to the frame.
        largest: greatest side of the object relative to the frame.
        tilt: greatest usual rotation in the plane, in degrees.
        any_turn: chance of a rotation by any angle instead.
        cut_off: chance that an edge of the frame cuts the object.
        cut_share: greatest part of the object's side that is then outside.
        shadow: greatest darkness of the cast and of the contact shadow.
        match: greatest share of the way to the ground's brightness, colour and contrast.
        blur: greatest blur an object takes over from its ground, of the frame's longer side.
        noise: share of the ground's noise that an object gets.
        catalogue: share of the pictures that look cut out for a catalogue: upright, filling the
            frame, on white without shadow or noise.
    """

    photo_share: float = 0.5
    smallest: float = 0.5
    largest: float = 1.0
    tilt: float = 25.0
    any_turn: float = 0.2
    cut_off: float = 0.15
    cut_share: float = 0.2
    shadow: float = 0.55
    match: float = 0.35
    blur: float = 0.01
    noise: float = 1.0
    catalogue: float = 0.0

    def __post_init__(self) -> None:
        shares = (
            *(self.photo_share, self.any_turn, self.cut_off, self.cut_share),
            *(self.shadow, self.match, self.blur, self.noise, self.catalogue),
        )
        if not all(0 <= share <= 1 for share in shares):
            raise ValueError(f"shares and chances of a recipe lie in 0..1, got {self}")
        if not 0 < self.smallest <= self.largest <= 1:
            raise ValueError(
                f"smallest {self.smallest} and largest {self.largest} must satisfy "
                "0 < smallest <= largest <= 1"
            )


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """A picture and what it is made of.

    Attributes:
        ground: (H, W, 3) uint8, with nothing on it and no shadow.
        shaded: (H, W, 3) float32 0..1, the ground with the object's shadow.
        laid: (H, W, 4) float32, the object, premultiplied.
    """

    ground: Pixels
    shaded: Floats
    laid: Floats

    @property
    def picture(self) -> Pixels:
        """(H, W, 3) uint8."""
        box = box_of(self.laid[..., 3])
        blended = self.shaded.copy()
        blended[box] *= 1 - self.laid[box][..., 3:]
        blended[box] += self.laid[box][..., :3]
        return np.round(blended.clip(0, 1) * 255).astype(np.uint8)


class Composer:
    """Lays cutouts on grounds.

    Args:
        backgrounds: (H, W, 3) uint8 real photos without our goods; may be empty.
        recipe: how.
    """

    def __init__(self, backgrounds: Sequence[Pixels], recipe: Recipe | None = None) -> None:
        self.backgrounds = backgrounds
        self.recipe = recipe or Recipe()

    def compose(self, cutout: Pixels, width: int, height: int, rng: np.random.Generator) -> Pixels:
        """Lay a cutout (h, w, 4) uint8 RGBA on a fresh ground.

        Args:
            cutout: straight (not premultiplied) alpha; where it is 0 the ground stays as it is.
            width: of the picture, in pixels.
            height: of the picture, in pixels.
            rng: decides everything; the same state gives the same picture.

        Returns:
            (height, width, 3) uint8, RGB.
        """
        return self.layers(cutout, width, height, rng).picture

    def layers(self, cutout: Pixels, width: int, height: int, rng: np.random.Generator) -> Layers:
        """Do as `compose`, and keep what the picture is made of, to look at it apart."""
        if self.recipe.catalogue > 0 and rng.random() < self.recipe.catalogue:
            return _catalogue(cutout, width, height, rng)
        ground = self._ground(width, height, rng)
        below: Floats = ground.pixels.astype(np.float32) / np.float32(255)
        whole = trimmed(cutout)
        if whole is None:
            return Layers(ground.pixels, below, np.zeros((height, width, 4), dtype=np.float32))
        whole = matched(whole, ground.pixels, float(rng.uniform(0, self.recipe.match)))
        laid = placed(whole, self._pose(whole, width, height, rng), width, height)
        laid = self._taken(laid, ground, rng)
        shadow = drawn_shadow(self.recipe.shadow, min(width, height), rng)
        return Layers(ground.pixels, shadowed(below, laid[..., 3], shadow), laid)

    def ground(self, width: int, height: int, rng: np.random.Generator) -> Pixels:
        """Make a ground (height, width, 3) uint8: a crop of a real photo, or a plain one."""
        return self._ground(width, height, rng).pixels

    def _ground(self, width: int, height: int, rng: np.random.Generator) -> Ground:
        if self.backgrounds and rng.random() < self.recipe.photo_share:
            photo = self.backgrounds[int(rng.integers(len(self.backgrounds)))]
            return Ground.of(crop(photo, width, height, rng))
        return plain(width, height, rng)

    def _pose(self, cutout: Pixels, width: int, height: int, rng: np.random.Generator) -> Pose:
        """Choose turn, size and place."""
        recipe = self.recipe
        any_turn = rng.random() < recipe.any_turn
        reach = 180.0 if any_turn else recipe.tilt
        degrees = float(rng.uniform(-reach, reach))
        across, down = extent(cutout, degrees)
        share = float(rng.uniform(recipe.smallest, recipe.largest))
        scale = share * min(width / across, height / down)
        outside = float(rng.uniform(0, recipe.cut_share)) if rng.random() < recipe.cut_off else 0.0
        left = _offset(width, max(1, round(across * scale)), outside, rng)
        top = _offset(height, max(1, round(down * scale)), outside, rng)
        return Pose(degrees, scale, left, top)

    def _taken(self, laid: Floats, ground: Ground, rng: np.random.Generator) -> Floats:
        """Blur a premultiplied object and add noise, as the camera did that took the ground."""
        recipe, lacks = self.recipe, 0.0
        if ground.blur is not None:
            present = edge_blur(np.ascontiguousarray(laid[..., 3]))
            lacks = missing_blur(ground.blur, _SHARP if present is None else present)
            lacks = min(lacks, recipe.blur * max(laid.shape[:2]))
        box = box_of(laid[..., 3], margin=ceil(4 * lacks))  # the rest is empty and stays so
        seen = gaussian(laid[box], lacks)
        if ground.grain is not None and recipe.noise > 0:
            seen = with_noise(seen, ground.grain * np.float32(recipe.noise), rng)
        laid[box] = seen
        return laid


def _catalogue(cutout: Pixels, width: int, height: int, rng: np.random.Generator) -> Layers:
    """Lay a cutout as the catalogues of traders show their goods."""
    ground = np.full((height, width, 3), 255, dtype=np.uint8)
    whole = trimmed(cutout)
    laid: Floats = np.zeros((height, width, 4), dtype=np.float32)
    if whole is not None:
        high, wide = whole.shape[:2]
        scale = float(rng.uniform(*_CATALOGUE_SIDE)) * min(width / wide, height / high)
        left, top = (width - wide * scale) / 2, (height - high * scale) / 2
        laid = placed(whole, Pose(0.0, scale, round(left), round(top)), width, height)
    return Layers(ground, np.ones((height, width, 3), dtype=np.float32), laid)


def _offset(frame: int, side: int, outside: float, rng: np.random.Generator) -> int:
    """Choose where a side begins: inside the frame, or with a part `outside` beyond an edge."""
    if outside == 0 or rng.random() < 0.5:  # an edge cuts one axis or both
        return int(rng.integers(0, max(frame - side, 0) + 1))
    hidden = round(outside * side)
    return -hidden if rng.random() < 0.5 else frame - side + hidden
