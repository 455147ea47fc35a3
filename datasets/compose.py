"""Rendered cutouts laid on grounds: plain studio grounds or crops of real photos. NumPy only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model.photo import Pixels, resize

Floats = npt.NDArray[np.float32]


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
        shadow: greatest darkness of the soft shadow.
        match: greatest share of the way to the ground's brightness and colour.
        feather: chance that the outline is softened by a pixel.
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
    feather: float = 0.5

    def __post_init__(self) -> None:
        shares = (
            *(self.photo_share, self.any_turn, self.cut_off, self.cut_share),
            *(self.shadow, self.match, self.feather),
        )
        if not all(0 <= share <= 1 for share in shares):
            raise ValueError(f"shares and chances of a recipe lie in 0..1, got {self}")
        if not 0 < self.smallest <= self.largest <= 1:
            raise ValueError(
                f"smallest {self.smallest} and largest {self.largest} must satisfy "
                "0 < smallest <= largest <= 1"
            )


class Composer:
    """Lays cutouts on grounds.

    Args:
        backgrounds: (H, W, 3) uint8 real photos without our goods; may be empty.
        recipe: how.
    """

    def __init__(self, backgrounds: Sequence[Pixels], recipe: Recipe | None = None) -> None:
        self._backgrounds = backgrounds
        self._recipe = recipe or Recipe()

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
        ground = self.ground(width, height, rng)
        whole = trimmed(cutout)
        if whole is None:
            return ground
        placed = self._place(whole, width, height, rng)
        return self._blend(placed, ground, rng)

    def ground(self, width: int, height: int, rng: np.random.Generator) -> Pixels:
        """Make a ground (height, width, 3) uint8: a crop of a real photo, or a plain one."""
        if self._backgrounds and rng.random() < self._recipe.photo_share:
            photo = self._backgrounds[int(rng.integers(len(self._backgrounds)))]
            return crop(photo, width, height, rng)
        return plain(width, height, rng)

    def _place(self, cutout: Pixels, width: int, height: int, rng: np.random.Generator) -> Floats:
        """Turn, scale and put the object; (height, width, 4) float32 0..1, premultiplied."""
        recipe = self._recipe
        any_turn = rng.random() < recipe.any_turn
        reach = 180.0 if any_turn else recipe.tilt
        turned = trimmed(rotated(cutout, float(rng.uniform(-reach, reach))))
        turned = cutout if turned is None else turned  # a lone faint pixel may fade
        share = float(rng.uniform(recipe.smallest, recipe.largest))
        scale = share * min(width / turned.shape[1], height / turned.shape[0])
        w, h = (max(2, round(side * scale)) for side in (turned.shape[1], turned.shape[0]))
        scaled = premultiplied(resize(turned, w, h, "bilinear"))
        outside = float(rng.uniform(0, recipe.cut_share)) if rng.random() < recipe.cut_off else 0.0
        left = _offset(width, w, outside, rng)
        top = _offset(height, h, outside, rng)
        return _pasted(scaled, left, top, width, height)

    def _blend(self, placed: Floats, ground: Pixels, rng: np.random.Generator) -> Pixels:
        recipe = self._recipe
        below: Floats = ground.astype(np.float32) / np.float32(255)
        below = shadowed(below, placed[..., 3], float(rng.uniform(0, recipe.shadow)), rng)
        placed = matched(placed, below, float(rng.uniform(0, recipe.match)))
        if rng.random() < recipe.feather:
            placed = feathered(placed)
        blended = placed[..., :3] + below * (1 - placed[..., 3:])
        return np.asarray(np.round(blended.clip(0, 1) * 255), dtype=np.uint8)


def trimmed(cutout: Pixels) -> Pixels | None:
    """Cut (h, w, 4) uint8 to the box of its visible pixels; None when none is visible."""
    seen = cutout[..., 3] > 0
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if rows.size == 0:
        return None
    return cutout[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def premultiplied(cutout: Pixels) -> Floats:
    """Give (h, w, 4) float32 0..1 with the colour multiplied by alpha."""
    values: Floats = cutout.astype(np.float32) / np.float32(255)
    values[..., :3] *= values[..., 3:]
    return values


def rotated(cutout: Pixels, degrees: float) -> Pixels:
    """Turn (h, w, 4) uint8 about its middle, bilinear, in a frame that holds all of it."""
    angle = np.deg2rad(degrees)
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    h, w = cutout.shape[:2]
    height, width = (
        int(np.ceil(h * abs(cos) + w * abs(sin))) + 2,
        int(np.ceil(w * abs(cos) + h * abs(sin))) + 2,
    )
    y, x = np.mgrid[:height, :width].astype(np.float32)
    y, x = y - (height - 1) / 2, x - (width - 1) / 2
    turned = _sampled(
        premultiplied(cutout), cos * x + sin * y + (w - 1) / 2, cos * y - sin * x + (h - 1) / 2
    )
    turned[..., :3] /= np.maximum(turned[..., 3:], 1e-6)
    return np.round(turned.clip(0, 1) * 255).astype(np.uint8)


def _sampled(values: Floats, x: Floats, y: Floats) -> Floats:
    """Read (h, w, 4) at fractional places (H, W), bilinear; nothing outside."""
    padded = np.pad(values, ((1, 1), (1, 1), (0, 0)))
    x = (x + 1).clip(0, padded.shape[1] - 1.001)
    y = (y + 1).clip(0, padded.shape[0] - 1.001)
    left, top = x.astype(np.intp), y.astype(np.intp)
    right, below = (x - left)[..., None], (y - top)[..., None]
    upper = padded[top, left] * (1 - right) + padded[top, left + 1] * right
    lower = padded[top + 1, left] * (1 - right) + padded[top + 1, left + 1] * right
    return np.asarray(upper * (1 - below) + lower * below, dtype=np.float32)


def _offset(frame: int, side: int, outside: float, rng: np.random.Generator) -> int:
    """Choose where a side begins: inside the frame, or with a part `outside` beyond an edge."""
    if outside == 0 or rng.random() < 0.5:  # an edge cuts one axis or both
        return int(rng.integers(0, max(frame - side, 0) + 1))
    hidden = round(outside * side)
    return -hidden if rng.random() < 0.5 else frame - side + hidden


def _pasted(values: Floats, left: int, top: int, width: int, height: int) -> Floats:
    """Put (h, w, 4) into an empty (height, width, 4); what lies outside is lost."""
    frame = np.zeros((height, width, 4), dtype=np.float32)
    h, w = values.shape[:2]
    y0, y1, x0, x1 = max(top, 0), min(top + h, height), max(left, 0), min(left + w, width)
    frame[y0:y1, x0:x1] = values[y0 - top : y1 - top, x0 - left : x1 - left]
    return frame


def shadowed(ground: Floats, alpha: Floats, darkness: float, rng: np.random.Generator) -> Floats:
    """Darken a ground (H, W, 3) below a blurred, shifted copy of the object's alpha (H, W)."""
    height, width = alpha.shape
    reach = max(2, min(height, width) // 16)
    shift_x, shift_y = (int(rng.integers(-reach, reach + 1)) for _ in range(2))
    frame = _pasted(np.repeat(alpha[..., None], 4, axis=2), shift_x, shift_y, width, height)
    softness = int(rng.integers(4, 17))
    soft = blurred(frame[..., 0], softness)
    return np.asarray(ground * (1 - darkness * soft[..., None]), dtype=np.float32)


def blurred(plane: Floats, softness: int) -> Floats:
    """Blur (H, W) float32 0..1 by shrinking it `softness` times and enlarging it again."""
    height, width = plane.shape
    small = resize(
        np.round(plane * 255).astype(np.uint8),
        max(1, width // softness),
        max(1, height // softness),
        "box",
    )
    soft: Floats = resize(small, width, height, "bicubic").astype(np.float32) / np.float32(255)
    return soft


def matched(placed: Floats, ground: Floats, share: float) -> Floats:
    """Move the mean colour of a premultiplied object part of the way to the ground's."""
    alpha = placed[..., 3].sum()
    mean = placed[..., :3].sum(axis=(0, 1)) / max(float(alpha), 1e-6)
    gain = 1 + share * (ground.mean(axis=(0, 1)) / np.maximum(mean, 0.05) - 1)
    moved = placed.copy()
    # Between 0.6 and 1.6: beyond, black steel would turn white on snow.
    moved[..., :3] *= gain.clip(0.6, 1.6).astype(np.float32)
    moved[..., :3] = np.minimum(moved[..., :3], moved[..., 3:])
    return moved


def feathered(placed: Floats) -> Floats:
    """Soften a premultiplied (H, W, 4) by a 3 x 3 box, inside its outline only."""
    padded = np.pad(placed, ((1, 1), (1, 1), (0, 0)), mode="edge")
    h, w = placed.shape[:2]
    soft = sum(padded[y : y + h, x : x + w] for y in range(3) for x in range(3)) / np.float32(9)
    return np.where(placed[..., 3:] > 0, soft, placed).astype(np.float32)


def crop(photo: Pixels, width: int, height: int, rng: np.random.Generator) -> Pixels:
    """Cut a random part of the frame's shape from (H, W, 3) uint8, mirrored at times."""
    limit = min(photo.shape[1] / width, photo.shape[0] / height)
    scale = limit * float(rng.uniform(0.5, 1.0))
    w, h = max(1, int(width * scale)), max(1, int(height * scale))
    left = int(rng.integers(0, photo.shape[1] - w + 1))
    top = int(rng.integers(0, photo.shape[0] - h + 1))
    part = photo[top : top + h, left : left + w]
    if rng.random() < 0.5:
        part = part[:, ::-1]
    return resize(np.ascontiguousarray(part), width, height, "bilinear")


def plain(width: int, height: int, rng: np.random.Generator) -> Pixels:
    """Make a studio ground: white, grey, coloured, graded, textured, or a table before a wall."""
    kind = rng.choice(["white", "grey", "colour", "graded", "texture", "table"])
    if kind == "white":
        values = np.full((height, width, 3), rng.uniform(0.92, 1.0))
    elif kind == "grey":
        values = np.full((height, width, 3), rng.uniform(0.1, 0.9))
    elif kind == "colour":
        values = np.broadcast_to(muted(rng), (height, width, 3))
    elif kind == "graded":
        values = _graded(width, height, rng)
    elif kind == "texture":
        values = _textured(width, height, rng)
    else:
        values = _table(width, height, rng)
    return np.round(np.asarray(values).clip(0, 1) * 255).astype(np.uint8)


def muted(rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Choose a colour (3,) 0..1 as tables, floors and walls have: any grey, some tint."""
    return (rng.uniform(0.08, 0.95) + rng.normal(0, 0.09, 3)).clip(0, 1)


def _graded(width: int, height: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Run from one colour to another in a random direction."""
    angle = rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[:height, :width]
    along = np.cos(angle) * x / width + np.sin(angle) * y / height
    along = (along - along.min()) / max(float(np.ptp(along)), 1e-6)
    first = muted(rng)
    second = (first + rng.uniform(-0.25, 0.25) + rng.uniform(-0.08, 0.08, 3)).clip(0, 1)
    return np.asarray(first + (second - first) * along[..., None], dtype=np.float64)


def _textured(width: int, height: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Noise of two grains, stretched at times as wood or brushed metal is."""
    base = muted(rng)
    values = np.broadcast_to(base, (height, width, 3)).astype(np.float64)
    for _ in range(2):
        grain_x, grain_y = (int(rng.integers(1, 33)) for _ in range(2))
        cells = rng.integers(
            0, 256, (max(2, height // grain_y), max(2, width // grain_x)), dtype=np.uint8
        )
        noise = resize(cells, width, height, "bilinear").astype(np.float64) / 255 - 0.5
        values = values + rng.uniform(0.05, 0.3) * noise[..., None]
    return values


def _table(width: int, height: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """A textured surface below a graded wall."""
    edge = int(height * rng.uniform(0.2, 0.6))
    values = _graded(width, height, rng)
    values[edge:] = _textured(width, height, rng)[edge:]
    return values
