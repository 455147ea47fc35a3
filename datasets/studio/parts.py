"""A part: one mesh with one material. A design is a list of parts, in metres, z up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import trimesh

Material = Literal[
    "steel",  # brushed or polished steel, nickel plate
    "dark_steel",  # blued, blackened or gun-metal steel
    "rust",  # old rough iron
    "brass",
    "aluminium",
    "chrome",
    "plastic",  # moulded, slightly glossy
    "matte_plastic",
    "rubber",
    "leather",
    "textile",  # woven cloth
    "webbing",  # nylon strap
    "foam",
    "wood",
    "painted_wood",
    "painted_metal",
    "glass",
    "liquid",
    "paper",  # printed label or carton
    "screen",  # dark glossy display
    "glow",  # a small light of its own: spark, LED
    "skin_glove",  # a gloved hand
    "rope",
    "film",  # thin clear plastic: wrap, a bag
    "foil",  # aluminium or a metallised bag, crinkled
]
MATERIALS: tuple[str, ...] = get_args(Material)


@dataclass(frozen=True, slots=True)
class Part:
    """One mesh and how it looks.

    Args:
        mesh: triangles in metres, z up; UV coordinates only where `texture` is given.
        material: a name of `Material`.
        colour: base colour, linear RGB in 0..1; None lets the material choose its usual one.
        texture: (H, W, 3) uint8 sRGB picture mapped by the mesh's UV, for printed labels.
        smooth: shade round (True) or flat with hard edges (False).

    Raises:
        ValueError: unknown material, colour out of range, texture of a wrong shape.
    """

    mesh: trimesh.Trimesh
    material: Material
    colour: tuple[float, float, float] | None = None
    texture: NDArray[np.uint8] | None = None
    smooth: bool = True

    def __post_init__(self) -> None:
        if self.material not in MATERIALS:
            raise ValueError(f"material {self.material!r}: allowed are {', '.join(MATERIALS)}")
        if self.colour is not None and not all(0.0 <= c <= 1.0 for c in self.colour):
            raise ValueError(f"colour {self.colour!r}: each channel lies in 0..1")
        if self.texture is not None and (self.texture.ndim != 3 or self.texture.shape[2] != 3):
            raise ValueError(f"texture of shape {self.texture.shape}: allowed is (H, W, 3)")

    def moved(self, matrix: NDArray[np.float64]) -> Part:
        """The same part under a (4, 4) affine matrix."""
        mesh = self.mesh.copy()
        mesh.apply_transform(matrix)
        return replace(self, mesh=mesh)


def moved(parts: list[Part], matrix: NDArray[np.float64]) -> list[Part]:
    """All parts under a (4, 4) affine matrix."""
    return [part.moved(matrix) for part in parts]
