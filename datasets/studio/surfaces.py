"""The usual look of every material: colours, gloss and grain, from which one is drawn a picture."""

from __future__ import annotations

from dataclasses import dataclass

from datasets.studio.parts import Material

Colour = tuple[float, float, float]  # linear RGB, 0..1
Range = tuple[float, float]

DUST: Colour = (0.32, 0.29, 0.25)

_DARK: tuple[Colour, ...] = ((0.012, 0.012, 0.013), (0.025, 0.025, 0.028), (0.05, 0.05, 0.055))
_BRIGHT: tuple[Colour, ...] = (
    (0.55, 0.03, 0.03),
    (0.03, 0.10, 0.40),
    (0.75, 0.45, 0.02),
    (0.04, 0.25, 0.08),
    (0.7, 0.7, 0.68),
)


@dataclass(frozen=True, slots=True)
class Surface:
    """What a material may look like.

    Args:
        colours: usual base colours, linear RGB; the first ones are drawn more often.
        metallic: 0 (paint, plastic) or near 1 (bare metal).
        roughness: from mirror (0) to chalk (1), drawn from this range.
        grains: names of `textures.TEXTURES`, one is drawn.
        tile: metres that one repeat of the grain covers.
        contrast: how far the grain changes the colour, 0..1.
        second: colour the grain blends towards where it is dark; None darkens the base colour.
        bump: slope the grain gives the surface; 0 leaves it even.
        sheen: soft light at grazing angles, as cloth has.
        clearcoat: a varnish over the colour.
    """

    colours: tuple[Colour, ...]
    roughness: Range
    metallic: float = 0.0
    grains: tuple[str, ...] = ("cloud",)
    tile: float = 0.12
    contrast: float = 0.15
    second: Colour | None = None
    bump: float = 0.0
    sheen: float = 0.0
    clearcoat: float = 0.0


SURFACES: dict[Material, Surface] = {
    "steel": Surface(
        ((0.58, 0.57, 0.56), (0.45, 0.45, 0.46), (0.66, 0.66, 0.66)),
        (0.16, 0.42),
        metallic=1.0,
        grains=("brushed", "scratched", "cloud"),
        tile=0.06,
        contrast=0.14,
    ),
    "dark_steel": Surface(
        ((0.06, 0.06, 0.065), (0.1, 0.1, 0.11), (0.035, 0.036, 0.045)),
        (0.22, 0.45),
        metallic=0.9,
        grains=("scratched", "cloud"),
        contrast=0.3,
    ),
    "rust": Surface(
        ((0.16, 0.07, 0.035), (0.24, 0.10, 0.04), (0.10, 0.06, 0.045)),
        (0.65, 0.95),
        metallic=0.15,
        grains=("blotches",),
        tile=0.08,
        contrast=0.8,
        second=(0.045, 0.035, 0.032),
        bump=2.5,
    ),
    "brass": Surface(
        ((0.72, 0.50, 0.18), (0.5, 0.34, 0.13), (0.78, 0.58, 0.28)),
        (0.15, 0.4),
        metallic=1.0,
        grains=("scratched", "cloud"),
        contrast=0.25,
    ),
    "aluminium": Surface(
        ((0.72, 0.72, 0.73), (0.55, 0.55, 0.57), (0.82, 0.82, 0.82)),
        (0.25, 0.5),
        metallic=1.0,
        grains=("brushed", "cloud"),
        tile=0.05,
        contrast=0.15,
    ),
    "chrome": Surface(
        ((0.78, 0.78, 0.79), (0.66, 0.66, 0.68)), (0.04, 0.14), metallic=1.0, contrast=0.08
    ),
    "plastic": Surface((*_DARK, *_BRIGHT), (0.2, 0.42), contrast=0.08),
    "matte_plastic": Surface(
        (*_DARK, (0.2, 0.2, 0.21), *_BRIGHT),
        (0.42, 0.68),
        grains=("speckle", "cloud"),
        tile=0.03,
        contrast=0.15,
    ),
    "rubber": Surface(
        (*_DARK, (0.09, 0.09, 0.09)), (0.6, 0.9), grains=("speckle", "cloud"), contrast=0.3
    ),
    "leather": Surface(
        ((0.02, 0.018, 0.017), (0.10, 0.045, 0.02), (0.2, 0.09, 0.035), (0.06, 0.02, 0.015)),
        (0.35, 0.65),
        grains=("leather",),
        tile=0.05,
        contrast=0.4,
        bump=2.0,
    ),
    "textile": Surface(
        (*_DARK, (0.05, 0.07, 0.14), (0.2, 0.19, 0.17), (0.45, 0.44, 0.42), *_BRIGHT),
        (0.8, 1.0),
        grains=("weave",),
        tile=0.035,
        contrast=0.45,
        bump=1.5,
        sheen=0.5,
    ),
    "webbing": Surface(
        (*_DARK, *_DARK, (0.1, 0.09, 0.05), (0.06, 0.08, 0.03), (0.5, 0.5, 0.48), *_BRIGHT),
        (0.55, 0.85),
        grains=("ribs", "weave"),
        tile=0.03,
        contrast=0.5,
        bump=1.5,
        sheen=0.3,
    ),
    "foam": Surface(
        (*_DARK, (0.15, 0.15, 0.16), (0.4, 0.38, 0.33)),
        (0.85, 1.0),
        grains=("speckle",),
        tile=0.04,
        contrast=0.4,
    ),
    "wood": Surface(
        ((0.36, 0.20, 0.09), (0.22, 0.10, 0.04), (0.5, 0.33, 0.17), (0.10, 0.045, 0.02)),
        (0.3, 0.7),
        grains=("wood",),
        tile=0.18,
        contrast=0.55,
        clearcoat=0.3,
    ),
    "painted_wood": Surface(
        (*_BRIGHT, (0.3, 0.02, 0.02), (0.02, 0.02, 0.02), (0.05, 0.12, 0.07)),
        (0.25, 0.6),
        grains=("wood", "cloud"),
        tile=0.2,
        contrast=0.15,
    ),
    "painted_metal": Surface(
        (*_BRIGHT, *_DARK, (0.3, 0.32, 0.33)),
        (0.2, 0.45),
        grains=("cloud", "scratched"),
        contrast=0.12,
        clearcoat=0.5,
    ),
    "glass": Surface(
        ((0.75, 0.8, 0.8), (0.3, 0.5, 0.35), (0.4, 0.25, 0.1)), (0.02, 0.06), contrast=0.0
    ),
    "liquid": Surface(
        ((0.6, 0.66, 0.7), (0.55, 0.3, 0.05), (0.5, 0.5, 0.4)), (0.03, 0.08), contrast=0.0
    ),
    "paper": Surface(
        ((0.75, 0.74, 0.7), (0.8, 0.8, 0.8), (0.42, 0.3, 0.18)), (0.55, 0.9), contrast=0.08
    ),
    "screen": Surface(
        ((0.008, 0.009, 0.011), (0.015, 0.03, 0.02), (0.03, 0.04, 0.06)), (0.04, 0.12), contrast=0.1
    ),
    "glow": Surface(((0.55, 0.75, 1.0), (1.0, 0.2, 0.1), (0.3, 1.0, 0.3)), (0.5, 0.6)),
    "skin_glove": Surface(
        ((0.02, 0.02, 0.022), (0.05, 0.12, 0.35), (0.6, 0.62, 0.62), (0.35, 0.2, 0.1)),
        (0.4, 0.8),
        grains=("cloud", "leather"),
        tile=0.04,
        contrast=0.25,
        sheen=0.2,
    ),
    "rope": Surface(
        ((0.42, 0.33, 0.2), (0.6, 0.57, 0.5), (0.03, 0.03, 0.03), (0.05, 0.1, 0.25)),
        (0.85, 1.0),
        grains=("twisted",),
        tile=0.04,
        contrast=0.6,
        bump=2.5,
        sheen=0.3,
    ),
    "film": Surface(
        ((0.85, 0.87, 0.88), (0.8, 0.85, 0.9)), (0.05, 0.16), tile=0.09, contrast=0.0, bump=5.0
    ),
    "foil": Surface(
        ((0.78, 0.79, 0.81), (0.6, 0.61, 0.63), (0.7, 0.6, 0.35)),
        (0.15, 0.32),
        metallic=1.0,
        grains=("scratched",),
        tile=0.08,
        contrast=0.12,
        bump=2.5,
    ),
}
