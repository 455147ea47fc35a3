"""What use does to a surface: how worn a thing is, and its maps after scratches, dust and rust.

NumPy only. `materials.py` draws the maps of a new surface and hands the worn ones to Mitsuba.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from datasets.studio import marks
from datasets.studio.habits import PRINT, Habit
from datasets.studio.marks import Place
from datasets.studio.surfaces import DUST, Colour
from datasets.studio.textures import Tone

RUSTS: tuple[Colour, ...] = ((0.045, 0.022, 0.014), (0.17, 0.062, 0.022), (0.30, 0.12, 0.035))
STAINS: tuple[Colour, ...] = (  # share of the light that a soaked place still gives back
    (0.62, 0.48, 0.32),  # coffee, earth
    (0.45, 0.42, 0.38),  # oil, grease
    (0.72, 0.45, 0.26),  # rusty water
    (0.60, 0.58, 0.53),  # grey dirt
)
CRUST: Colour = (0.16, 0.14, 0.11)  # what dries on top, seen on dark things
SPOT_MM = 28.0  # radius of a large spot
GREASE: Colour = (0.2, 0.2, 0.19)  # what skin leaves scatters a little light, seen on black
HAND_MM = 70.0  # side of the area that one touch of a hand falls on
BARE = 0.32  # roughness of metal that a scratch or chip lays bare
_RUST_STEPS = np.stack(  # (3, 64) from dark to orange
    [np.interp(np.linspace(0, 2, 64), range(3), channel) for channel in zip(*RUSTS, strict=True)]
).astype(np.float32)
_LINEAR = ((np.arange(256) / 255) ** 2.2).astype(np.float32)  # by sRGB level; a gamma is near
_SRGB = np.round(np.linspace(0, 1, 4096) ** (1 / 2.2) * 255).astype(np.uint8)  # and back
NEW_SHARE, BAD_SHARE = 0.15, 0.15  # of things


@dataclass(frozen=True, slots=True)
class Wear:
    """How worn a thing is; each 0 (new) .. 1 (badly worn).

    Args:
        scratches: scratches and scuffs; chips where a coat lies on metal or wood.
        dust: settled dust.
        fingerprints: greasy finger marks on what is glossy.
        stains: dried spots; tarnish on brass.
        rust: rust on steel, through paint too.
        fading: bleached, rubbed and creased cloth, leather, rubber and print.

    Raises:
        ValueError: a value outside 0..1.
    """

    scratches: float
    dust: float
    fingerprints: float
    stains: float
    rust: float
    fading: float

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if not 0.0 <= value <= 1.0:
                raise ValueError(f"{name} {value}: allowed is 0 (new) to 1 (badly worn)")

    def on(self, habit: Habit) -> Wear:
        """What of this wear shows on a material of that habit."""
        return Wear(*(getattr(self, f.name) * getattr(habit, f.name) for f in fields(self)))


NEW = Wear(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Maps:
    """A surface as pictures, each float32.

    Args:
        colour: (H, W, 3) base colour, linear RGB, 0..1.
        roughness: (H, W), 0..1.
        metallic: (H, W), 0..1.
        cover: (H, W), 0..1, how much the marks hide of what lies below; for what is clear.
    """

    colour: NDArray[np.float32]
    roughness: NDArray[np.float32]
    metallic: NDArray[np.float32]
    cover: NDArray[np.float32]


def random_wear(rng: np.random.Generator) -> Wear:
    """Most things are a little used; some are new, some badly worn."""
    kind = rng.random()
    if kind < NEW_SHARE:
        return NEW
    low, high = (0.45, 1.0) if kind > 1 - BAD_SHARE else (0.05, 0.45)
    amounts = rng.uniform(low, high) * rng.uniform(0.3, 1.3, len(fields(Wear)))
    seen = rng.random(len(amounts)) < (0.9, 0.75, 0.7, 0.5, 0.4, 0.7)  # not all marks at once
    return Wear(*(float(a) for a in np.where(seen, np.minimum(amounts, 1.0), 0.0)))


def maps(colour: NDArray[np.floating], roughness: Tone | float, metallic: float) -> Maps:
    """Maps of a new surface from its base colour (H, W, 3).

    Each channel is one piece of memory: `aged` then takes 4 instead of 7 ms (measured, 256 px).
    """
    whole = np.ones(colour.shape[:2], dtype=np.float32)
    rough = whole * np.asarray(roughness, dtype=np.float32)
    planes = np.moveaxis(np.ascontiguousarray(np.moveaxis(colour, 2, 0), np.float32), 0, 2)
    return Maps(planes, rough, whole * np.float32(metallic), 0 * whole)


def aged(new: Maps, habit: Habit, wear: Wear, at: Place) -> Maps:
    """The maps after wear; what happened last lies on top.

    Args:
        new: maps of the new surface.
        habit: of the material; decides which kinds of wear show.
        wear: how worn.
        at: the marks that the surface sees; its shape is that of the maps.
    """
    own = wear.on(habit)
    after = new
    if own.fading > 0:
        after = faded(after, own.fading, habit, at)
    if own.stains > 0:
        after = stained(after, own.stains, habit, at)
    if own.scratches > 0:
        after = scratched(after, own.scratches, habit, at)
    if own.rust > 0:
        after = rusted(after, own.rust, at)
    if own.fingerprints > 0:
        after = fingered(after, own.fingerprints, at)
    if own.dust > 0:
        after = dusted(after, own.dust, at)
    return after


def scratched(old: Maps, amount: float, habit: Habit, at: Place) -> Maps:
    """Fine lines and, where a coat can come off, chips down to what lies under it."""
    depth = np.float32(0.45 + 0.55 * amount)
    fine, deep = (depth * at.see(*_lines(kind, amount, at)) for kind in ("fine", "deep"))
    scuff = amount * _patchy(at, "scuff")
    light = _lighter(old.colour, habit.lift)
    after = _lay(old, np.maximum(0.35 * scuff, 0.8 * fine), light, 0.48)
    if habit.under is None:
        return _lay(after, deep, _lighter(old.colour, 1.6 * habit.lift), 0.5)
    if habit.chips > 0:
        flakes = at.see(("flakes",), lambda rng: marks.flakes(rng, at.marks.size))
        deep = np.maximum(deep, marks.above(flakes, 0.09 * habit.chips * amount**1.5, 0.012))
    bare, metallic = (BARE, 1.0) if habit.metal else (0.6, None)
    return _lay(after, deep, habit.under, bare, metallic)


def rusted(old: Maps, amount: float, at: Place) -> Maps:
    """Rust that spreads in patches, light and dark, with a brown bloom round them.

    On metal it stays as metallic as that: so rough, it looks the same and renders faster.
    """
    heights = at.see(("rust",), lambda rng: marks.ragged(rng, at.marks.size))
    patch = marks.above(heights, 0.01 + 0.69 * amount**1.6, 0.06)
    shade = np.clip(1.6 * _noise(at, "shade", 1.0) - 0.3, 0, 1)
    colour = np.moveaxis(_RUST_STEPS[:, (shade * 63).astype(np.int32)], 0, 2)
    bloom = 0.45 * amount * _noise(at, "bloom", 1.3)
    return _lay(_lay(old, bloom, RUSTS[1], 0.6), patch, colour, 0.85)


def fingered(old: Maps, amount: float, at: Place) -> Maps:
    """Finger marks: they dull what shines and hardly colour it."""
    mm, level = 1000 * at.metres, _level(amount)
    touches = min(1 + round(4 * level * (mm / HAND_MM) ** 2), 16)
    print_ = at.see(
        ("prints", touches, mm), lambda rng: marks.prints(rng, at.marks.size, mm, touches)
    )
    smear = 0.5 * amount * _patchy(at, "smear")
    grease = np.maximum(print_, smear) * np.float32(0.35 + 0.65 * amount)
    dull = np.minimum(old.roughness + 0.3, np.maximum(old.roughness, 0.5))
    return _lay(old, grease, GREASE, dull, opacity=0.28)


def stained(old: Maps, amount: float, habit: Habit, at: Place) -> Maps:
    """Dried spots that soak in and leave a rim; tarnish creeps over the whole of a metal."""
    if habit.tarnish is not None:
        film = np.clip(0.25 + 1.2 * _noise(at, "tarnish", 1.4), 0, 1)
        return _lay(old, amount * film, habit.tarnish, 0.55)
    after, size, level = old, at.marks.size, _level(amount)
    radius = min(SPOT_MM * size / (1000 * at.metres), 0.2 * size)
    for i in range(1 + round(level)):
        spots = at.see(
            ("spots", i, level, radius),
            lambda rng: marks.blots(rng, size, radius, int(rng.integers(2, 4 + int(8 * level)))),
        )
        passed = np.asarray(STAINS[(at.start[0] + i) % len(STAINS)], dtype=np.float32)
        soaked = 0.85 * after.colour * passed + 0.15 * np.asarray(CRUST, dtype=np.float32)
        after = _lay(after, np.minimum(np.float32(0.6 + 0.9 * amount) * spots, 1), soaked, None)
    return after


def faded(old: Maps, amount: float, habit: Habit, at: Place) -> Maps:
    """Bleached in patches; creases and rubbed places lighter."""
    pale = 0.5 * old.colour + (0.35 * old.colour.mean(axis=2) + np.float32(0.07))[..., None]
    bleach = 0.8 * amount * np.clip(0.25 + 1.1 * _noise(at, "bleach", 1.6), 0, 1)
    after = _lay(old, bleach, np.minimum(pale, 1), None)
    rubbed = habit.under or np.minimum(1.7 * old.colour + np.float32(0.05), 1)
    creases = at.see(("folds",), lambda rng: marks.folds(rng, at.marks.size))
    where = marks.above(_noise(at, "creased", 1.5), 0.2 + 0.6 * amount, 0.2)
    return _lay(after, 0.6 * amount * creases * where, rubbed, 0.8)


def dusted(old: Maps, amount: float, at: Place) -> Maps:
    """Settled dust: it greys dark things and dulls shiny ones."""
    film = at.see(("dust",), lambda rng: marks.settled(rng, at.marks.size))
    return _lay(old, 0.75 * amount * film, DUST, 0.95)


def scuffed(texture: NDArray[np.uint8], wear: Wear, at: Place) -> NDArray[np.uint8]:
    """A printed label after use: paler, spotted, scratched, with holes down to the paper.

    Args:
        texture: (H, W, 3) uint8, sRGB; not changed.
        wear: how worn; rust and finger marks leave print alone.
        at: the marks that the label sees; its shape is (H, W).

    Returns:
        (H, W, 3) uint8, sRGB.
    """
    after = aged(maps(_LINEAR[texture], 0.5, 0.0), PRINT, wear, at)
    levels = np.clip(after.colour, 0, 1) * np.float32(len(_SRGB) - 1)
    return np.asarray(_SRGB[(levels + 0.5).astype(np.int32)])


def _level(amount: float) -> float:
    """The amount by quarters, so that like surfaces share their marks."""
    return float(np.ceil(4 * amount) / 4)


def _lines(
    kind: str, amount: float, at: Place
) -> tuple[tuple[object, ...], Callable[[np.random.Generator], Tone]]:
    """Key and drawing of fine or deep scratches."""
    level, size = _level(amount), at.marks.size
    mm = size / (1000 * at.metres)  # px

    def draw(rng: np.random.Generator) -> Tone:
        if kind == "fine":
            return marks.lines(rng, size, int(20 + 330 * level), 22 * mm, bend=0.15)
        one = marks.lines(rng, size, int(2 + 20 * level), 18 * mm, bend=0.06)
        return np.asarray(np.maximum(one, 0.7 * np.roll(one, 1, 0)))  # broader

    return (kind, level, mm), draw


def _noise(at: Place, name: str, power: float) -> Tone:
    return at.see((name,), lambda rng: marks.noise(rng, at.marks.size, power))


def _patchy(at: Place, name: str) -> Tone:
    """Soft uneven patches."""
    return np.asarray(np.clip(2.2 * _noise(at, name, 1.5) - 0.77, 0, 1))


def _lay(
    old: Maps,
    mask: Tone,
    colour: NDArray[np.floating] | Colour,
    roughness: float | Tone | None,
    metallic: float | None = None,
    opacity: float = 1.0,
) -> Maps:
    """Another surface laid over where the mask (H, W) says; None leaves a map as it is.

    `opacity` is how far it also takes over the colour.
    """
    rough, metal = old.roughness, old.metallic
    if roughness is not None:
        rough = _toward(rough, roughness, mask)
    if metallic is not None:
        metal = _toward(metal, metallic, mask)
    painted = np.asarray(colour, dtype=np.float32) - old.colour
    painted *= (mask if opacity == 1.0 else np.float32(opacity) * mask)[..., None]
    painted += old.colour
    return Maps(painted, rough, metal, np.maximum(old.cover, mask))


def _toward(values: NDArray[np.float32], goal: float | Tone, mask: Tone) -> NDArray[np.float32]:
    return np.asarray(values + (goal - values) * mask, dtype=np.float32)


def _lighter(colour: NDArray[np.float32], lift: float) -> NDArray[np.float32]:
    """The colour moved towards white; a negative lift darkens it."""
    goal = np.float32(1.0 if lift > 0 else 0.0)
    return colour + (goal - colour) * np.float32(abs(lift))
