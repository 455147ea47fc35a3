"""What the object lies on in a grounded picture: a desk, a carton, cloth, metal, and a wall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np
import trimesh
from numpy.typing import NDArray

from datasets.studio.parts import Material, Part
from datasets.studio.scene import View
from datasets.studio.surfaces import Colour

REACH = 30.0  # half side of ground and wall, in object radii; no edge comes into sight


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground and the wall behind it.

    Args:
        material: of the ground.
        colour: of the ground, linear RGB; None takes a usual one.
        wall: colour of the wall, linear RGB.
        grain: False leaves the ground without any pattern, in one even colour.
    """

    material: Material
    colour: Colour | None
    wall: Colour
    grain: bool = True

    def __post_init__(self) -> None:
        if self.material not in get_args(Material):
            raise ValueError(f"ground of {self.material!r}: allowed are the materials of a part")


PLAIN = Ground("paper", None, (0.8, 0.8, 0.79), grain=False)  # for catalogue views
EVEN_GREY = 224  # sRGB; light, yet darker than white paper on it

_USUAL: tuple[tuple[float, Material, tuple[Colour | None, ...]], ...] = (
    (0.25, "wood", (None,)),
    (0.20, "paper", ((0.42, 0.3, 0.18), (0.7, 0.7, 0.68))),  # carton, sheet
    (0.15, "textile", ((0.25, 0.25, 0.27), (0.08, 0.09, 0.12), (0.35, 0.3, 0.22))),
    (0.10, "aluminium", (None,)),
    (0.10, "painted_metal", ((0.5, 0.5, 0.5), (0.1, 0.12, 0.15), (0.25, 0.35, 0.4))),
    (0.20, "matte_plastic", ((0.6, 0.6, 0.6), (0.2, 0.2, 0.2), (0.75, 0.74, 0.7))),
)


def random_ground(rng: np.random.Generator) -> Ground:
    """Something an inspector would lay a good on."""
    weights = np.array([weight for weight, _, _ in _USUAL])
    _, material, colours = _USUAL[int(rng.choice(len(weights), p=weights / weights.sum()))]
    grey = rng.uniform(0.1, 0.8) * rng.uniform(0.92, 1.08, 3)
    wall = (float(grey[0]), float(grey[1]), float(grey[2]))
    return Ground(material, colours[int(rng.integers(len(colours)))], wall)


def parts(ground: Ground, radius: float, view: View, rng: np.random.Generator) -> list[Part]:
    """The ground at z = 0 and a wall some radii behind the object, seen from `view`."""
    behind = radius * float(rng.uniform(2.0, 7.0))
    return [
        Part(_sheet(radius), ground.material, ground.colour, _even(ground), smooth=False),
        Part(_wall(radius, behind, view), "matte_plastic", ground.wall, smooth=False),
    ]


def _even(ground: Ground) -> NDArray[np.uint8] | None:
    """A print of one colour, for a ground without grain."""
    return None if ground.grain else np.full((2, 2, 3), EVEN_GREY, dtype=np.uint8)


def _sheet(radius: float) -> trimesh.Trimesh:
    half = REACH * radius
    corners = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) * half
    return trimesh.Trimesh(corners, [[0, 1, 2], [0, 2, 3]], process=False)


def _wall(radius: float, behind: float, view: View) -> trimesh.Trimesh:
    """An upright sheet across the camera's sight, `behind` metres past the object."""
    azimuth = np.radians(view.azimuth)
    away = -np.array([np.cos(azimuth), np.sin(azimuth), 0.0])
    side = np.array([-away[1], away[0], 0.0]) * REACH * radius
    high = np.array([0.0, 0.0, REACH * radius])
    foot = away * behind
    corners = np.array([foot - side, foot + side, foot + side + high, foot - side + high])
    return trimesh.Trimesh(corners, [[0, 2, 1], [0, 3, 2]], process=False)
