"""A hinged cuff of two half shells with a lock, as stun cuffs have. Owns no class of goods.

Its axis is z, its front with the receiver box faces -y, hinge at -x, lock at +x.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import BLACK, Colour, chance, dark, pick
from datasets.studio.designs._ratchet import Finish
from datasets.studio.designs._shock_parts import electrodes, lock_block, receiver_box
from datasets.studio.parts import Part, moved

SHELL = 0.0045  # metres of plastic or steel
LINER = 0.0035  # metres of foam inside it


@dataclass(frozen=True, slots=True)
class CuffSize:
    """Sizes of a hinged cuff, metres.

    Args:
        radius: of the opening inside the liner.
        wide: along the limb.
        opening: degrees the hinged half is swung out.
    """

    radius: float
    wide: float
    opening: float = 0.0

    def __post_init__(self) -> None:
        if not 0.025 <= self.radius <= 0.07:
            raise ValueError(f"radius {self.radius}: a wrist or ankle takes 0.025 to 0.07 m")
        if not 0.0 <= self.opening <= 170.0:
            raise ValueError(f"opening {self.opening}: a hinge swings 0 to 170 degrees")

    @property
    def outer(self) -> float:
        """Radius of the outside."""
        return self.radius + LINER + SHELL


def wrist_size(rng: np.random.Generator, opening: float = 0.0) -> CuffSize:
    """A size for a wrist."""
    return CuffSize(float(rng.uniform(0.03, 0.035)), float(rng.uniform(0.026, 0.04)), opening)


def ankle_size(rng: np.random.Generator, opening: float = 0.0) -> CuffSize:
    """A size for an ankle."""
    return CuffSize(float(rng.uniform(0.041, 0.05)), float(rng.uniform(0.032, 0.055)), opening)


def shell_finish(rng: np.random.Generator) -> Finish:
    """Dark plastic, steel, painted metal, seldom grey plastic."""
    options: tuple[Finish, ...] = (
        ("matte_plastic", dark(rng)),
        ("plastic", dark(rng)),
        ("steel", None),
        ("painted_metal", (0.05, 0.05, 0.052)),
        ("matte_plastic", (0.3, 0.3, 0.31)),
    )
    return pick(rng, options)


def lock_cuff(rng: np.random.Generator, size: CuffSize, finish: Finish) -> list[Part]:
    """One cuff with hinge, lock, receiver box, and electrodes inside its front half."""
    tint = pick(rng, (BLACK, dark(rng), (0.25, 0.25, 0.26)))
    parts = _half(size, 181.0, 359.0, finish, tint)
    swing = s.turn(size.opening, about=(-size.outer, 0, 0))
    back = _half(size, 1.0, 179.0, finish, tint)
    tongue = s.at(s.box(0.003, 0.014, 0.4 * size.wide), s.move(size.outer - 0.002, -0.004))
    parts += moved([*back, Part(tongue, "steel")], swing)
    parts.append(Part(_hinge(size), "steel"))
    lock = lock_block(rng, 0.024, 0.85 * size.wide, 0.015)
    parts += moved(lock, s.move(size.outer - 0.001, -0.007) @ s.turn(90))
    parts += _box(rng, size)
    return parts + _contacts(rng, size)


def _half(size: CuffSize, start: float, stop: float, finish: Finish, liner: Colour) -> list[Part]:
    """A half shell between two angles with its liner and two rolled edges."""
    r = size.outer - SHELL / 2
    shell = [s.band(r, SHELL, size.wide, start, stop)]
    for side in (-1, 1):
        edge = s.torus(r, SHELL * 0.62, stop - start)
        shell.append(s.at(edge, s.turn(start), s.move(z=side * size.wide / 2)))
    soft = s.band(size.radius + LINER / 2, LINER, 0.92 * size.wide, start + 2, stop - 2)
    return [Part(s.join(*shell), *finish), Part(soft, "foam", liner)]


def _hinge(size: CuffSize) -> trimesh.Trimesh:
    """Three knuckles and a pin along z."""
    step = size.wide / 3
    knuckles = [
        s.at(s.cylinder(0.0042, 0.94 * step, 20), s.move(z=(i - 1) * step)) for i in range(3)
    ]
    pin = s.cylinder(0.0022, size.wide + 0.005, 12)
    return s.at(s.join(*knuckles, pin), s.move(x=-size.outer - 0.001))


def _box(rng: np.random.Generator, size: CuffSize) -> list[Part]:
    """The receiver box in front on a foot that fits the round shell."""
    wide = min(1.45 * size.outer, float(rng.uniform(0.05, 0.075)))
    tall = max(size.wide * float(rng.uniform(1.0, 1.5)), 0.042)
    deep = float(rng.uniform(0.022, 0.034))
    sink = size.outer - float(np.sqrt(size.outer**2 - (0.36 * wide) ** 2))
    foot = s.at(s.box(0.76 * wide, sink + 0.01, 0.8 * size.wide), s.move(y=0.001))
    seat = s.move(y=-size.outer - 0.0035)
    box = moved(receiver_box(rng, wide, tall, deep, 0.8), seat)
    return [*box, Part(s.at(foot, s.move(y=-size.outer + sink / 2)), "matte_plastic", BLACK)]


def _contacts(rng: np.random.Generator, size: CuffSize) -> list[Part]:
    """Two or four electrodes inside, along the shell's bend."""
    radius = float(rng.uniform(0.0045, 0.007))
    parts = []
    angles = (-24.0, 24.0) if chance(rng, 0.6) else (-42.0, -15.0, 15.0, 42.0)
    one = electrodes(rng, 0.0001, radius, 1, patch=False)
    for angle in angles:
        place = s.turn(angle) @ s.move(y=-size.radius - 0.0006)
        parts += moved(one, place)
    return parts
