"""Rigid rings that close round a limb or a neck, their locks, and limbs to show them on.

A ring lies about z: hinge at -x, closure at +x, its chain eye at -y. Owns no class of goods.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Colour, blob, chance, dark, ground, pick
from datasets.studio.designs._furniture import rounded
from datasets.studio.designs._hardware import bolt, capsule
from datasets.studio.designs._limb_forms import cap, form_finish
from datasets.studio.designs._linked import Hung
from datasets.studio.designs._ratchet import HOLE, Finish
from datasets.studio.parts import Part, moved
from datasets.studio.sweeps import sweep

Closure = Literal["bolt", "padlock", "lock"]
PADLOCKS: tuple[Finish, ...] = (
    ("brass", None),
    ("brass", None),
    ("steel", None),
    ("dark_steel", None),
)
TROUSERS: tuple[Colour, ...] = (
    (0.015, 0.015, 0.017),
    (0.05, 0.05, 0.055),
    (0.2, 0.2, 0.21),
    (0.02, 0.035, 0.1),
    (0.06, 0.1, 0.2),
    (0.3, 0.25, 0.17),
    (0.45, 0.12, 0.02),
)


@dataclass(frozen=True, slots=True)
class Ring:
    """Sizes of a hinged ring, metres and degrees.

    Args:
        radius: of the middle line.
        thick: of the iron, across the ring.
        wide: of the iron, along the limb.
        closure: what holds it shut.
        gap: degrees that the movable half stands open.
        soft: how round its edges are, 0..1; 1 makes it of round iron.
    """

    radius: float
    thick: float
    wide: float
    closure: Closure = "bolt"
    gap: float = 0.0
    soft: float = 0.3

    @property
    def edge(self) -> float:
        """Outer radius."""
        return self.radius + self.thick / 2


def bow(
    radius: float, thick: float, wide: float, start: float, stop: float, soft: float = 0.3
) -> trimesh.Trimesh:
    """A curved bar about z between two angles (degrees) with rounded edges."""
    path = s.arc(radius, start, stop, max(8, int(abs(stop - start) / 5)))
    section = rounded(wide, thick, 0.5 * soft * min(wide, thick))
    return sweep(np.c_[path, 0 * path[:, 0]], section, np.asarray(1.0), False, (0, 0, 1))


def hinged_ring(rng: np.random.Generator, ring: Ring, finish: Finish) -> list[Part]:
    """Two half rings on a hinge with bolt, padlock or built-in lock; open ones lack the bolt."""
    r, t, w = ring.radius, ring.thick, ring.wide
    hinge_at = (-ring.edge, 0.0, 0.0)
    lower = [bow(r, t, w, 184, 358, ring.soft), _hinge(ring)]
    upper = [bow(r, t, w, 2, 176, ring.soft)]
    locks: list[Part] = []
    if ring.closure == "lock":
        case, locks = _lock_case(rng, ring)
        lower.append(case)
    else:
        for half, y in ((lower, -1.0), (upper, 1.0)):
            tab = s.box(t * 2 + 0.016, max(t * 0.8, 0.003), w * 0.92, 0.001)
            half.append(s.at(tab, s.move(ring.edge + 0.006, y * max(t * 0.55, 0.002))))
        locks = _fastening(rng, ring, finish)
    turned = s.turn(ring.gap, about=hinge_at)
    return [Part(s.join(*lower, s.at(s.join(*upper), turned)), *finish), *locks]


def hung_ring(rng: np.random.Generator, ring: Ring, finish: Finish, wire: float = 0.0035) -> Hung:
    """A hinged ring with the eye for a chain at -y."""
    y = -ring.edge - 2.2 * wire
    eye = s.at(s.torus(3.2 * wire, wire), s.turn(90, (0, 1, 0)), s.move(y=y))
    parts = [*hinged_ring(rng, ring, finish), Part(eye, *finish)]
    return Hung(parts, np.array([0.0, y - 3.0 * wire, 0.0]))


def padlock(rng: np.random.Generator, wide: float) -> list[Part]:
    """A padlock in the plane z = 0: its bow crosses the origin along y, the body lies at +x."""
    tall, deep = wide * float(rng.uniform(0.8, 1.1)), wide * float(rng.uniform(0.32, 0.45))
    half, wire = wide * 0.3, wide * float(rng.uniform(0.06, 0.09))
    leg = half + wide * float(rng.uniform(0.1, 0.35))
    path = s.arc(half, 90, 270, 20) + np.array([half, 0.0])
    path = np.concatenate([[(leg + 0.002, half)], path, [(leg + 0.002, -half)]])
    shackle = s.tube_along(np.c_[path, 0 * path[:, 0]], wire, 12)
    body = s.at(s.box(tall, wide, deep, deep * 0.2), s.move(leg + tall / 2))
    seam = s.at(s.box(tall * 0.06, wide * 1.003, deep * 1.003), s.move(leg + tall * 0.86))
    hole = s.at(keyhole(wide * 0.08), s.turn(90), s.move(leg + tall * 0.5, 0, deep / 2))
    metal = pick(rng, PADLOCKS)
    return [
        Part(shackle, pick(rng, ("chrome", "steel"))),
        Part(body, *metal),
        Part(s.join(seam, hole), *HOLE),
    ]


def keyhole(size: float) -> trimesh.Trimesh:
    """A dark keyhole on the plane z = 0, its slot towards -y; `size` is the radius of the round."""
    slot = s.at(s.box(size * 0.9, size * 3.0, 0.0005), s.move(y=-size * 1.6))
    return s.join(s.cylinder(size, 0.0005, 18), slot)


def lower_leg(rng: np.random.Generator, dressed: float = 0.7) -> list[Part]:
    """A dummy's leg from knee to shoe, the sole on z = 0, toes at -y; the ankle is at z = 0.12."""
    finish = form_finish(rng)
    sock = chance(rng, 0.35)
    leg = capsule(
        [(0, 0.0, 0.06), (0, 0.0, 0.12), (0, 0.018, 0.27), (0, 0.004, 0.40)],
        [0.039, 0.0345, 0.053, 0.05],
    )
    shoe = blob(
        [
            (0.000, 0.090, 0.265, 0, -0.062),
            (0.006, 0.096, 0.275, 0, -0.062),
            (0.030, 0.094, 0.270, 0, -0.060),
            (0.046, 0.088, 0.235, 0, -0.046),
            (0.066, 0.082, 0.165, 0, -0.018),
            (0.084, 0.080, 0.115, 0, 0.000),
            (0.092, 0.084, 0.100, 0, 0.002),
        ],
        2.5,
        40,
        36,
    )
    cover: Finish = ("textile", pick(rng, ((0.5, 0.5, 0.48), dark(rng)))) if sock else finish
    parts = [Part(leg, *cover), Part(shoe, pick(rng, ("leather", "rubber")), dark(rng))]
    if chance(rng, dressed):
        keys = [(0.175, 0.090, 0.102, 0, 0.008), (0.18, 0.103, 0.114, 0, 0.008)]
        keys += [(0.27, 0.119, 0.128, 0, 0.018), (0.46, 0.122, 0.128, 0, 0.004)]
        parts.append(Part(blob(keys, 2.1, 30, 36), "textile", pick(rng, TROUSERS)))
        return [*parts, cap(rng, (0.0, 0.004), 0.122, 0.128).moved(s.move(z=0.46))]
    sleeve = s.at(s.cylinder(0.0525, 0.055), s.move(0, 0.004, 0.4275))
    top = cap(rng, (0.0, 0.004), 0.1, 0.1).moved(s.move(z=0.455))
    return [*parts, Part(sleeve, *finish), top]


def reclined(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Legs that stood laid back on their heels, toes up, so that the ankles show from above."""
    back = s.turn(-float(rng.uniform(80, 92)), (1, 0, 0))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360))) @ back))


def _hinge(ring: Ring) -> trimesh.Trimesh:
    """Three knuckles and a pin at -x."""
    radius, step = max(ring.thick * 0.62, 0.0028), ring.wide / 3
    knuckles = [s.at(s.cylinder(radius, step * 0.92, 20), s.move(z=i * step)) for i in (-1, 0, 1)]
    pin = s.cylinder(radius * 0.55, ring.wide + radius * 0.9, 16)
    return s.at(s.join(*knuckles, pin), s.move(-ring.edge))


def _fastening(rng: np.random.Generator, ring: Ring, finish: Finish) -> list[Part]:
    """What goes through the two tabs at +x."""
    x = ring.edge + 0.011
    if ring.closure == "padlock":
        lean = float(rng.uniform(-35, 35))
        return moved(
            padlock(rng, float(rng.uniform(0.026, 0.036))), s.move(x) @ s.turn(lean, (0, 1, 0))
        )
    if ring.gap > 3:
        return []
    radius = min(0.0045, ring.wide * 0.22)
    long = ring.thick * 2.4 + 0.016
    made = s.at(bolt(radius, long), s.turn(-90, (1, 0, 0)), s.move(x, -long / 2 + radius * 0.5))
    return [Part(made, *finish)]


def _lock_case(rng: np.random.Generator, ring: Ring) -> tuple[trimesh.Trimesh, list[Part]]:
    """A built-in lock at +x: its case and the dark keyhole with a rim."""
    long = max(ring.thick * 3.5, 0.03)
    deep, tall = max(ring.thick * 2.2, 0.016), ring.wide * float(rng.uniform(1.05, 1.25))
    case = s.at(
        s.box(deep, long, tall, min(deep, tall) * 0.15), s.move(ring.edge + deep * 0.2, -long * 0.2)
    )
    size = min(0.0032, tall * 0.13)
    out = s.turn(90, (0, 1, 0))
    place = s.move(ring.edge + deep * 0.7, -long * 0.2)
    rim = s.at(s.cylinder(size * 2.6, 0.0014, 24), out, place)
    hole = s.at(keyhole(size), s.turn(90), out, place, s.move(0.0009))
    return case, [Part(rim, "brass" if chance(rng, 0.4) else "steel"), Part(hole, *HOLE)]
