"""The pieces gun shapes are put together from."""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import ArrayLike

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    chance,
    ground,
    lie_flat,
    slab,
    turned,
)
from datasets.studio.parts import Part, moved

ORANGE: Colour = (0.8, 0.18, 0.01)
LEVEL = s.turn(90, (0, 1, 0))  # what was built up z then points along +x


def plate(outline: ArrayLike, depth: float, bevel: float, k: float) -> trimesh.Trimesh:
    """A bevelled plate about y = 0 scaled by k."""
    return slab(np.asarray(outline) * k, depth * k, bevel * k)


def trigger_guard(k: float, x: float, z: float, colour: Colour = BLACK) -> list[Part]:
    """A trigger guard below height z in front of a grip, and the trigger in it."""
    bow = (
        np.array(
            [
                (x, 0, z),
                (x + 0.002, 0, z - 0.02),
                (x - 0.02, 0, z - 0.028),
                (x - 0.055, 0, z - 0.022),
            ]
        )
        * k
    )
    pull = (
        np.array([(x - 0.022, 0, z + 0.004), (x - 0.018, 0, z - 0.01), (x - 0.012, 0, z - 0.02)])
        * k
    )
    return [
        Part(
            s.strap_along(s.spline(bow, 30), 0.009 * k, 0.0035 * k, up=(0, 1, 0)),
            "dark_steel",
            colour,
        ),
        Part(s.strap_along(s.spline(pull, 16), 0.007 * k, 0.004 * k, up=(0, 1, 0)), "steel", BLACK),
    ]


def muzzle(x: float, z: float, r: float) -> Part:
    """The dark end of a barrel at x, pointing to +x."""
    tube = turned(
        [(1.3 * r, -0.004), (1.3 * r, 0.004), (0.8 * r, 0.004), (0.75 * r, -0.003)],
        "dark_steel",
        BLACK,
    )
    return tube.moved(s.move(x=x, z=z) @ LEVEL)


def drop(rng: np.random.Generator, parts: list[Part], flat: float = 0.7) -> list[Part]:
    """Lying on a side, or upright as if held or on a stand."""
    if chance(rng, flat):
        other = chance(rng, 0.5)
        return lie_flat(moved(parts, s.turn(180))) if other else lie_flat(parts)
    return ground(parts)
