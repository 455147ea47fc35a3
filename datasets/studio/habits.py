"""How each material ages: which kinds of wear show on it, and what lies under its surface."""

from __future__ import annotations

from dataclasses import dataclass

from datasets.studio.parts import Material
from datasets.studio.surfaces import Colour


@dataclass(frozen=True, slots=True)
class Habit:
    """How far each kind of wear shows on a material, 0 (never) .. 1 (fully), and how.

    Args:
        scratches: fine lines, scuffs, chips.
        dust: settled dust.
        fingerprints: greasy finger marks.
        stains: spots, tarnish.
        rust: rust.
        fading: bleaching and creases.
        lift: how much lighter a scratch is, -1 (black) .. 1 (white).
        under: linear RGB of what a deep scratch lays bare; None: nothing else lies there.
        chips: how much of the coat flakes off down to `under`, 0..1.
        metal: what lies under is bare metal.
        tarnish: linear RGB of the film that creeps over the whole surface instead of spots.

    Raises:
        ValueError: a share or a colour outside 0..1.
    """

    scratches: float = 0.0
    dust: float = 0.0
    fingerprints: float = 0.0
    stains: float = 0.0
    rust: float = 0.0
    fading: float = 0.0
    lift: float = 0.08
    under: Colour | None = None
    chips: float = 0.0
    metal: bool = False
    tarnish: Colour | None = None

    def __post_init__(self) -> None:
        shares = (self.scratches, self.dust, self.fingerprints, self.stains, self.rust, self.fading)
        if not all(0.0 <= share <= 1.0 for share in shares):
            raise ValueError(f"shares {shares}: each lies in 0..1")
        for colour in (self.under, self.tarnish):
            if colour is not None and not all(0.0 <= c <= 1.0 for c in colour):
                raise ValueError(f"colour {colour}: each channel lies in 0..1")


_STEEL: Colour = (0.42, 0.42, 0.42)
_PALE_WOOD: Colour = (0.36, 0.22, 0.11)
_TAN: Colour = (0.26, 0.15, 0.075)  # the inside of dyed leather

HABITS: dict[Material, Habit] = {
    "steel": Habit(scratches=1, dust=0.5, fingerprints=0.8, rust=1, lift=0.45),
    "dark_steel": Habit(
        scratches=1,
        dust=0.5,
        fingerprints=0.6,
        rust=0.8,
        lift=0.15,
        under=_STEEL,
        chips=0.3,
        metal=True,
    ),
    "rust": Habit(dust=0.4),
    "brass": Habit(
        scratches=1, dust=0.5, fingerprints=0.7, stains=0.9, lift=0.4, tarnish=(0.09, 0.06, 0.025)
    ),
    "aluminium": Habit(
        scratches=1, dust=0.5, fingerprints=0.4, stains=0.6, lift=0.4, tarnish=(0.33, 0.33, 0.32)
    ),
    "chrome": Habit(scratches=0.7, dust=0.5, fingerprints=1, rust=0.35, lift=-0.35),
    "plastic": Habit(scratches=1, dust=0.8, fingerprints=1, fading=0.4),
    "matte_plastic": Habit(scratches=0.8, dust=0.9, fingerprints=0.3, stains=0.4, fading=0.5),
    "rubber": Habit(scratches=0.6, dust=1, stains=0.3, fading=0.5, lift=0.06),
    "leather": Habit(scratches=0.8, dust=0.7, stains=0.6, fading=1, under=_TAN, chips=0.15),
    "textile": Habit(dust=0.6, stains=1, fading=1),
    "webbing": Habit(dust=0.7, stains=0.8, fading=1),
    "foam": Habit(dust=0.8, stains=0.8, fading=0.6),
    "wood": Habit(
        scratches=0.9,
        dust=0.7,
        stains=0.8,
        fading=0.7,
        lift=-0.4,
        under=(0.05, 0.028, 0.015),  # dirt in knocks and scratches
        chips=0.1,
    ),
    "painted_wood": Habit(
        scratches=1,
        dust=0.7,
        fingerprints=0.2,
        stains=0.4,
        fading=0.3,
        under=_PALE_WOOD,
        chips=1,
    ),
    "painted_metal": Habit(
        scratches=1,
        dust=0.7,
        fingerprints=0.4,
        rust=1,
        fading=0.2,
        under=_STEEL,
        chips=1,
        metal=True,
    ),
    "glass": Habit(scratches=0.4, dust=0.7, fingerprints=1, stains=0.3, lift=0.3),
    "liquid": Habit(),  # it lies inside something
    "film": Habit(),  # fresh from the roll, and drawn by itself
    "foil": Habit(scratches=0.6, dust=0.5, fingerprints=0.5, lift=-0.25),
    "paper": Habit(scratches=0.5, dust=0.4, stains=1, fading=0.8, lift=0.4),
    "screen": Habit(scratches=0.7, dust=0.9, fingerprints=1, lift=0.1),
    "glow": Habit(),
    "skin_glove": Habit(scratches=0.2, dust=0.5, stains=0.8, fading=0.7),
    "rope": Habit(dust=0.7, stains=1, fading=0.8),
}

PRINT = Habit(  # ink on a label of paper or film
    scratches=1,
    dust=0.7,
    stains=0.7,
    fading=0.9,
    lift=0.25,
    under=(0.66, 0.64, 0.58),
    chips=0.5,
)
