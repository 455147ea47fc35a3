"""Surfaces as Mitsuba sees them. One picture draws every material once, so its parts agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mitsuba as mi
import numpy as np
from numpy.typing import NDArray

from datasets.studio import wear as use
from datasets.studio.habits import HABITS, PRINT
from datasets.studio.marks import Marks, Place, spread
from datasets.studio.parts import Material, Part
from datasets.studio.surfaces import DUST, SURFACES, Colour, Surface
from datasets.studio.textures import TEXTURES, Tone, cloud
from datasets.studio.wear import NEW, Wear

DUSTY_SHARE = 0.25  # of surfaces; goods at a border are not fresh from the box
GLOW_GAIN = 6.0  # a lamp outshines white paper in the same light
FILM_STOPS = (0.06, 0.14)  # share of light a clear film does not let straight through
FILM_HAZE = (0.05, 0.2)  # of that, what it scatters instead of mirroring
CLEAR = {"glass": (0.12, 0.35), "liquid": (0.5, 0.85)}  # share of light that meets colour
WORN_SIZE = 256  # px of worn maps, enough for pictures of as many px (measured: 5 ms a material)
WORN_REPEATS = 8  # of the grain that they cover, at most
SMALL = 0.03  # metres; a part below it is some tens of px in a picture: smaller maps will do
UNEVEN = 0.2  # of roughness or metal; what varies less is drawn even, a map costs 9 % more time
HIDDEN = 0.8  # of what lies behind glass, where marks cover it fully


@dataclass(frozen=True, slots=True)
class _Use:
    """The wear of one surface.

    Args:
        wear: how worn.
        repeats: of the grain that the worn maps cover, a power of two; marks repeat less often.
        at: the marks that it sees.
    """

    wear: Wear
    repeats: int
    at: Place


class Palette:
    """The materials of one picture, drawn from one generator on first use.

    Args:
        rng: the generator; the same one gives the same surfaces for the same parts.
        chalky: without gloss, bare metal excepted: a ground in half the time.
        wear: how worn the things are; colours and grain stay those of the new ones.
        worn_size: px of worn maps, 256 or a power of two above, for pictures of as many px.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        chalky: bool = False,
        wear: Wear = NEW,
        worn_size: int = WORN_SIZE,
    ) -> None:
        self._rng = rng
        self._chalky = chalky
        self._wear = wear
        self._marks = None if wear == NEW else Marks(rng.spawn(1)[0], worn_size)
        self._made: dict[tuple[Material, Colour | None], Any] = {}
        self._tile: dict[Material, float] = {}

    def bsdf(self, part: Part) -> Any:
        """The Mitsuba surface of a part; parts of equal material and colour share it."""
        if part.texture is not None:
            return mi.load_dict(
                _printed(part.texture, SURFACES[part.material], self._rng, self._use(part))
            )
        key = (part.material, part.colour)
        if key not in self._made:
            self._made[key] = mi.load_dict(self._drawn(part))
        return self._made[key]

    def _drawn(self, part: Part) -> dict[str, Any]:
        surface = _surface(part.material, part.colour, self._rng, self._use(part))
        inner = surface.get("inner", {})
        if self._chalky and SURFACES[part.material].metallic < 0.5 and "base_color" in inner:
            return _twosided({"type": "diffuse", "reflectance": inner["base_color"]})
        return surface

    def _use(self, part: Part) -> _Use | None:
        """The wear of a part's surface; None where it looks like new."""
        habit = HABITS[part.material] if part.texture is None else PRINT
        if self._marks is None or self._wear.on(habit) == NEW:
            return None
        long = max(float(part.mesh.extents.max()), 1e-3)
        if part.texture is not None:
            high, wide = part.texture.shape[:2]
            return _Use(self._wear, 1, self._marks.place((high, wide), long))
        tile = SURFACES[part.material].tile
        size = self._marks.size // (1 if long >= SMALL else 2 if long >= SMALL / 3 else 4)
        repeats = min(2 ** round(np.log2(max(long / tile, 1.0))), WORN_REPEATS)
        return _Use(self._wear, repeats, self._marks.place((size, size), repeats * tile))

    def tile(self, material: Material) -> float:
        """Metres that one repeat of the grain covers in this picture."""
        if material not in self._tile:
            self._tile[material] = SURFACES[material].tile * float(self._rng.uniform(0.7, 1.5))
        return self._tile[material]


def _surface(
    material: Material, colour: Colour | None, rng: np.random.Generator, worn: _Use | None
) -> dict[str, Any]:
    look = SURFACES[material]
    tint = 0.015 if look.metallic > 0.5 else 0.06  # bare metal is hardly ever coloured
    base = _vary(colour or look.colours[_early(rng, len(look.colours))], tint, rng)
    if material == "glow":
        return _glow(base)
    if material == "film":
        return film(base, rng)
    if material in CLEAR:
        share = float(rng.uniform(*CLEAR[material]))
        return _clear(base, share) if worn is None else _smeared(base, share, material, worn)
    grain = TEXTURES[look.grains[int(rng.integers(len(look.grains)))]](rng)
    paint = _paint(base, look, grain, rng)
    inner = _principled(look, rng, _bitmap(paint))
    rough: Tone | float = inner["roughness"]
    if look.metallic > 0.5:
        rough = _rough(inner["roughness"], grain)
        inner["roughness"] = _bitmap(rough[..., None])
    if worn is not None:
        inner.update(_aged(paint, rough, material, worn))
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


def _aged(
    paint: NDArray[np.floating], rough: Tone | float, material: Material, worn: _Use
) -> dict[str, Any]:
    """Base colour, roughness and metal of a worn surface; a map only where it can be seen."""
    rough = rough if isinstance(rough, float) else _several(rough, worn)
    new = use.maps(_several(paint, worn), rough, SURFACES[material].metallic)
    after = use.aged(new, HABITS[material], worn.wear, worn.at)
    values: dict[str, Any] = {"base_color": _bitmap(after.colour, worn.repeats)}
    for name, tone in (("roughness", after.roughness), ("metallic", after.metallic)):
        uneven = np.ptp(tone) > UNEVEN
        values[name] = _bitmap(tone[..., None], worn.repeats) if uneven else float(tone.mean())
    return values


def _several(values: NDArray[np.floating], worn: _Use) -> NDArray[np.floating]:
    """Repeats of a grain (M, M, ...) side by side in maps of the worn size."""
    one = worn.at.shape[0] // worn.repeats
    if one > len(values):
        values = spread(values, one)
    step = len(values) // one
    if step > 1:
        values = values.reshape(one, step, one, step, *values.shape[2:]).mean((1, 3))
    return np.tile(values, (worn.repeats, worn.repeats, *[1] * (values.ndim - 2)))


def _printed(
    texture: NDArray[np.uint8], look: Surface, rng: np.random.Generator, worn: _Use | None
) -> dict[str, Any]:
    seen = texture if worn is None else use.scuffed(texture, worn.wear, worn.at)
    picture = {
        "type": "bitmap",
        "bitmap": mi.Bitmap(np.array(seen[::-1], order="C")),  # v points up, rows down
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


def film(base: Colour, rng: np.random.Generator, solid: bool = False) -> dict[str, Any]:
    """Thin plastic: most light goes straight on, the rest glints or is scattered a little.

    Mitsuba's `path` finds no lamp through it, and lights what lies below by chance alone;
    `volpath` does, at twice the time (measured). `props.veil` renders it by itself instead.

    Args:
        base: colour of what it scatters, linear RGB.
        rng: draws gloss, haze and creases.
        solid: as if it let nothing through, for a picture of its own.
    """
    look, creases = SURFACES["film"], cloud(rng, 2.2)
    glint = {"type": "roughconductor", "alpha": float(rng.uniform(*look.roughness))}
    stuff = {
        "type": "blendbsdf",
        "weight": float(rng.uniform(*FILM_HAZE)),
        "glint": _bumped(glint, creases, look.bump),
        "haze": {"type": "diffuse", "reflectance": {"type": "rgb", "value": list(base)}},
    }
    share = float(rng.uniform(*FILM_STOPS))
    surface = _twosided(stuff)
    return surface if solid else {"type": "mask", "opacity": share, "stuff": surface}


def _smeared(base: Colour, share: float, material: Material, worn: _Use) -> dict[str, Any]:
    """Thin glass with marks that hide what lies behind it."""
    paint = np.ones((*worn.at.shape, 1), dtype=np.float32) * np.asarray(base, np.float32)
    after = use.aged(use.maps(paint, 0.06, 0.0), HABITS[material], worn.wear, worn.at)
    glass = _clear(base, share)
    tint = glass["tint"]["inner"]
    tint["base_color"] = _bitmap(after.colour, worn.repeats)
    tint["roughness"] = _bitmap(after.roughness[..., None], worn.repeats)
    weight = share + (1 - share) * HIDDEN * after.cover
    return {**glass, "weight": _bitmap(weight[..., None], worn.repeats)}


def _bumped(inner: dict[str, Any], grain: Tone, steepness: float) -> dict[str, Any]:
    """Small hills of the grain as a normal map; Mitsuba's bump map gave NaN (measured, 3.9.1)."""
    if steepness <= 0.0:
        return inner
    down, right = np.gradient(grain)
    normal = np.stack([-right * steepness, -down * steepness, np.ones_like(grain)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    return {"type": "normalmap", "normalmap": _bitmap(0.5 + 0.5 * normal), "inner": inner}


def _rough(mean: float, grain: Tone) -> Tone:
    """Roughness that follows the grain of bare metal, (N, N)."""
    return np.asarray(np.clip(mean * (0.85 + 0.3 * grain), 0.03, 1.0))


def _bitmap(values: NDArray[np.floating], repeats: int = 1) -> dict[str, Any]:
    """A texture of (N, N, C) values that covers `repeats` units of UV."""
    picture = np.ascontiguousarray(values, dtype=np.float32)
    texture = {"type": "bitmap", "bitmap": mi.Bitmap(picture), "raw": True}
    if repeats > 1:
        texture["to_uv"] = mi.ScalarTransform3f().scale([1 / repeats, 1 / repeats])
    return texture


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
