"""Metals, handles and finishes shared by clamps and vices. Owns no class of goods."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import hue, pick
from datasets.studio.designs._ratchet import Finish

STEEL: tuple[Finish, ...] = (
    ("steel", None),
    ("steel", (0.5, 0.51, 0.52)),
    ("dark_steel", None),
    ("brass", None),
)


def cast_iron(rng: np.random.Generator) -> Finish:
    """Painted cast iron, plain steel or zinc."""
    painted: Finish = ("painted_metal", hue(rng, 0.3))
    return pick(rng, (painted, painted, *STEEL[:3]))


def cross_bar(rng: np.random.Generator, half: float, radius: float) -> trimesh.Trimesh:
    """A sliding bar across y with a knob at either end, shifted and turned by chance."""
    shift, spin = float(rng.uniform(-0.7, 0.7)) * half * 0.6, float(rng.uniform(0, 180))
    bar = s.at(s.cylinder(radius, 2 * half, 16), s.move(z=shift))
    knobs = [s.at(s.sphere(radius * 1.7, 2), s.move(z=shift + side * half)) for side in (1, -1)]
    return s.at(s.join(bar, *knobs), s.turn(spin, (0, 1, 0)))
