"""Surfaces as Mitsuba sees them. One picture draws every material once, so its parts agree."""

from __future__ import annotations

from typing import Any

import mitsuba as mi
import numpy as np
from numpy.typing import NDArray

from datasets.studio.parts import Material, Part
from datasets.studio.surfaces import SURFACES, Colour, Surface
from datasets.studio.textures import TEXTURES, Tone, cloud

DUST: Colour = (0.32, 0.29, 0.25)
DUSTY_SHARE = 0.25  # of surfaces; goods at a border are not fresh from the box
GLOW_GAIN = 6.0  # a lamp outshines white paper in the same light
CLEAR = {"glass": (0.12, 0.35), "liquid": (0.5, 0.85)}  # share of light that meets colour


class Palette:
    """The materials of one picture, drawn from one generator on first use.

    Args:
        rng: the generator; the same one gives the same surfaces for the same parts.
        chalky: without gloss, bare metal excepted: a ground in half the time.
    """

    def __init__(self, rng: np.random.Generator, chalky: bool = False) -> None:
        self._rng = rng
        self._chalky = chalky
        self._made: dict[tuple[Material, Colour | None], Any] = {}
        self._tile: dict[Material, float] = {}

    def bsdf(self, part: Part) -> Any:
        """The Mitsuba surface of a part; parts of equal material and colour share it."""
        if part.texture is not None:
            return mi.load_dict(_printed(part.texture, SURFACES[part.material], self._rng))
        key = (part.material, part.colour)
        if key not in self._made:
            self._made[key] = mi.load_dict(self._drawn(part.material, part.colour))
        return self._made[key]

    def _drawn(self, material: Material, colour: Colour | None) -> dict[str, Any]:
        surface = _surface(material, colour, self._rng)
        inner = surface.get("inner", {})
        if self._chalky and SURFACES[material].metallic < 0.5 and "base_color" in inner:
            return _twosided({"type": "diffuse", "reflectance": inner["base_color"]})
        return surface

    def tile(self, material: Material) -> float:
        """Metres that one repeat of the grain covers in this picture."""
        if material not in self._tile:
            self._tile[material] = SURFACES[material].tile * float(self._rng.uniform(0.7, 1.5))
        return self._tile[material]


def _surface(material: Material, colour: Colour | None, rng: np.random.Generator) -> dict[str, Any]:
    look = SURFACES[material]
    tint = 0.015 if look.metallic > 0.5 else 0.06  # bare metal is hardly ever coloured
    base = _vary(colour or look.colours[_early(rng, len(look.colours))], tint, rng)
    if material == "glow":
        return _glow(base)
    if material in CLEAR:
        return _clear(base, float(rng.uniform(*CLEAR[material])))
    grain = TEXTURES[look.grains[int(rng.integers(len(look.grains)))]](rng)
    inner = _principled(look, rng, _bitmap(_paint(base, look, grain, rng)))
    if look.metallic > 0.5:
        inner["roughness"] = _rough(inner["roughness"], grain)
    return _twosided(_bumped(inner, grain, look.bump))


def _principled(look: Surface, rng: np.random.Generator, base: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "principled",
        "base_color": base,
        "metallic": look.metallic,
        "roughness": float(rng.uniform(*look.roughness)),
        "specular": 0.5,
        "sheen": look.sheen,
        "clearcoat": look.clearcoat * float(rng.uniform(0, 1)),
        "clearcoat_gloss": 0.9,
    }


def _paint(
    base: Colour, look: Surface, grain: Tone, rng: np.random.Generator
) -> NDArray[np.floating]:
    """Base colour under its grain and perhaps dust, (N, N, 3) float32, linear, 0..1."""
    colour = np.asarray(base, dtype=np.float32)
    other = np.asarray(look.second, dtype=np.float32) if look.second else 0.3 * colour
    share = (look.contrast * (1 - grain))[..., None]
    painted = colour * (1 - share) + other * share
    if rng.random() < DUSTY_SHARE and look.metallic < 0.5:
        dust = (rng.uniform(0.05, 0.3) * np.clip(2 * cloud(rng, 1.2) - 0.6, 0, 1))[..., None]
        painted = painted * (1 - dust) + np.asarray(DUST, dtype=np.float32) * dust
    return np.asarray(np.clip(painted, 0, 1), dtype=np.float32)


def _printed(texture: NDArray[np.uint8], look: Surface, rng: np.random.Generator) -> dict[str, Any]:
    picture = {
        "type": "bitmap",
        "bitmap": mi.Bitmap(np.array(texture[::-1], order="C")),  # v points up, rows down
        "wrap_mode": "clamp",
    }
    return _twosided(_principled(look, rng, picture))


def _glow(base: Colour) -> dict[str, Any]:
    """Brighter than any paint: a hidden emitter would be a hole in the alpha channel."""
    bright = np.full((2, 2, 3), np.asarray(base) * GLOW_GAIN, dtype=np.float32)
    return _twosided({"type": "diffuse", "reflectance": _bitmap(bright)})


def _clear(base: Colour, share: float) -> dict[str, Any]:
    """Thin glass: what passes through stays transparent in the alpha channel."""
    tint = {"type": "principled", "base_color": {"type": "rgb", "value": list(base)}}
    return {
        "type": "blendbsdf",
        "weight": share,
        "clear": {"type": "thindielectric"},
        "tint": _twosided({**tint, "roughness": 0.06, "specular": 0.5}),
    }


def _bumped(inner: dict[str, Any], grain: Tone, steepness: float) -> dict[str, Any]:
    """Small hills of the grain as a normal map; Mitsuba's bump map gave NaN (measured, 3.9.1)."""
    if steepness <= 0.0:
        return inner
    down, right = np.gradient(grain)
    normal = np.stack([-right * steepness, -down * steepness, np.ones_like(grain)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    return {"type": "normalmap", "normalmap": _bitmap(0.5 + 0.5 * normal), "inner": inner}


def _rough(mean: float, grain: Tone) -> dict[str, Any]:
    """Roughness that follows the grain of bare metal."""
    return _bitmap(np.clip(mean * (0.85 + 0.3 * grain), 0.03, 1.0)[..., None])


def _bitmap(values: NDArray[np.floating]) -> dict[str, Any]:
    picture = np.ascontiguousarray(values, dtype=np.float32)
    return {"type": "bitmap", "bitmap": mi.Bitmap(picture), "raw": True}


def _twosided(inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": "twosided", "inner": inner}


def _vary(colour: Colour, tint: float, rng: np.random.Generator) -> Colour:
    """The colour a little lighter, darker, warmer or colder."""
    shift = rng.uniform(0.75, 1.3) * rng.uniform(1 - tint, 1 + tint, 3)
    red, green, blue = np.clip(np.asarray(colour) * shift, 0, 1)
    return float(red), float(green), float(blue)


def _early(rng: np.random.Generator, count: int) -> int:
    """An index below `count`; the first ones come more often."""
    weights = 1.0 / np.arange(1, count + 1)
    return int(rng.choice(count, p=weights / weights.sum()))
