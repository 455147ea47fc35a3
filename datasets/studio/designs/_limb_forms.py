"""Plain body forms as in a shop window, on which worn things are shown. Owns no class of goods."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Colour, chance, pick
from datasets.studio.designs._soft_body import Bone, Point, SoftBody, between
from datasets.studio.parts import Material, Part

Finish = tuple[Material, Colour]
# No colour of skin: a form cut flat must never be taken for a part of a person.
FORM_COLOURS: tuple[Colour, ...] = (
    (0.7, 0.69, 0.66),
    (0.72, 0.72, 0.73),
    (0.42, 0.42, 0.44),
    (0.2, 0.2, 0.21),
    (0.03, 0.03, 0.032),
    (0.07, 0.2, 0.42),
)
PALE_WOOD: Colour = (0.55, 0.38, 0.2)


def form_finish(rng: np.random.Generator) -> Finish:
    """Plastic in white, grey, black or blue, seldom pale wood: a shop-window dummy."""
    if chance(rng, 0.15):
        return "wood", PALE_WOOD
    return pick(rng, ("matte_plastic", "plastic")), pick(rng, FORM_COLOURS)


def cap(rng: np.random.Generator, centre: tuple[float, float], wide: float, deep: float) -> Part:
    """A turned cap with a pin about z = 0 upwards, as dummies have where a limb is cut.

    Args:
        rng: draws what it is made of.
        centre: x and y of its middle, metres.
        wide: of the cut along x, metres.
        deep: of the cut along y, metres.
    """
    line = [(0, -0.002), (1.05, -0.002), (1.08, 0.001), (1.08, 0.01), (1.0, 0.014), (0.3, 0.016)]
    line += [(0.24, 0.02), (0.24, 0.034), (0.18, 0.037), (0, 0.037)]
    turned = s.at(s.lathe(line), s.scale(wide / 2, deep / 2, 1), s.move(*centre))
    return Part(turned, pick(rng, ("chrome", "wood", "aluminium")))


def end_cap(rng: np.random.Generator, limb: trimesh.Trimesh, low: bool = False) -> Part:
    """The cap on the flat cut of a limb along z, at its upper or its lower end."""
    z = float(limb.bounds[0 if low else 1][2])
    points = np.asarray(limb.vertices)
    rim = points[np.abs(points[:, 2] - z) < 0.004, :2]
    (x, y), (wide, deep) = (rim.min(0) + rim.max(0)) / 2, np.ptp(rim, axis=0)
    over = s.turn(180, (1, 0, 0)) if low else s.turn(0)
    made = cap(rng, (0.0, 0.0), float(wide), float(deep))
    return made.moved(s.move(float(x), float(y), z) @ over)


def leg(rng: np.random.Generator) -> tuple[SoftBody, float]:
    """A lower leg on its foot, toes to -y, and its size; the ankle is thinnest at 0.1 sizes."""
    k = float(rng.uniform(0.92, 1.12))
    keys = [(0.075, 0.04), (0.105, 0.037), (0.2, 0.05), (0.29, 0.058), (0.4, 0.052)]
    bones = _limb([(z * k, r * k) for z, r in keys], (0.0, 0.014 * k))
    sole = 0.031 * k
    heel: Point = (0.0, 0.03 * k, sole)
    ball: Point = (0.0, -0.125 * k, 0.8 * sole)
    bones += [
        Bone(heel, (0.0, 0.012 * k, 0.08 * k), 0.033 * k, 0.036 * k),
        Bone(heel, ball, 0.031 * k, 0.027 * k),
        Bone((0.0, -0.01 * k, 0.065 * k), ball, 0.034 * k, 0.022 * k),
        Bone(
            (-0.018 * k, -0.11 * k, 0.7 * sole), (-0.02 * k, -0.165 * k, 0.6 * sole), 0.022, 0.017
        ),
        Bone((0.018 * k, -0.11 * k, 0.7 * sole), (0.022 * k, -0.15 * k, 0.55 * sole), 0.021, 0.016),
    ]
    return SoftBody(bones, 0.009), k


def leg_parts(rng: np.random.Generator, body: SoftBody, size: float) -> list[Part]:
    """The foot with the lower half of the leg, cut flat at the sole and capped above."""
    finish = form_finish(rng)
    top = size * float(rng.uniform(0.2, 0.27))
    limb = body.mesh(0.0055, keep=between(0.0, top))
    return [Part(limb, *finish), end_cap(rng, limb)]


def arm(rng: np.random.Generator) -> tuple[SoftBody, float]:
    """A forearm along z, wrist at z = 0 and a closed mitten hand above; and its size."""
    k = float(rng.uniform(0.92, 1.12))
    keys = [(-0.27, 0.046), (-0.2, 0.05), (-0.1, 0.04), (0.0, 0.029), (0.03, 0.031)]
    bones = _limb([(z * k, r * k) for z, r in keys], (0.0, 0.0))
    bones.append(Bone((0, 0, 0.03 * k), (0, -0.004, 0.085 * k), 0.04 * k, 0.044 * k, 0.5))
    for x, far in ((-0.03, 0.15), (-0.01, 0.17), (0.01, 0.165), (0.03, 0.145)):
        tip = (1.15 * x * k, -0.03 * k, far * k)
        bones.append(Bone((x * k, -0.004, 0.09 * k), tip, 0.0115 * k, 0.0085 * k))
    thumb = (-0.06 * k, -0.022 * k, 0.09 * k)
    bones.append(Bone((-0.026 * k, -0.005, 0.035 * k), thumb, 0.016 * k, 0.0095 * k))
    return SoftBody(bones, 0.004), k


def torso(rng: np.random.Generator) -> tuple[SoftBody, float]:
    """A trunk without arms and head, its hips on z = 0, and its size; about 0.68 m tall."""
    k = float(rng.uniform(0.93, 1.06))
    slim = float(rng.uniform(0.9, 1.08))
    rows = [(0.02, 0.085, 0.088), (0.2, 0.07 * slim, 0.08), (0.38, 0.092, 0.1), (0.5, 0.125, 0.066)]
    bones = []
    for (z, x, r), (z2, x2, r2) in pairwise(rows):
        for side in (-1, 1):
            a, b = (side * x * k, 0.0, z * k), (side * x2 * k, 0.006, z2 * k)
            bones.append(Bone(a, b, r * k, r2 * k))
        bones.append(Bone((0, 0, z * k), (0, 0, z2 * k), r * k, r2 * k))
    z, x, r = rows[-1]
    bones.append(Bone((-x * k, 0.006, z * k), (x * k, 0.006, z * k), r * k, r * k))
    bones.append(Bone((0, 0.012, z * k), (0, 0.0, 0.72 * k), 0.055 * k, 0.05 * k))
    return SoftBody(bones, 0.014), k


def torso_part(body: SoftBody, size: float, finish: Finish) -> Part:
    """The trunk cut flat at the hips and the neck."""
    return Part(body.mesh(0.009, keep=between(0.0, 0.66 * size)), *finish)


def bust_stand(rng: np.random.Generator, size: float, metal: Material = "chrome") -> list[Part]:
    """A cap on the neck, at times a short pole and a disc that carry the trunk from below."""
    cap = s.at(s.cylinder(0.056 * size, 0.008), s.move(z=0.664 * size))
    parts = [Part(cap, pick(rng, ("wood", metal)))]
    if chance(rng, 0.5):
        tall = float(rng.uniform(0.04, 0.12))
        pole = s.at(s.cylinder(0.014, tall), s.move(z=-tall / 2))
        disc = s.lathe([(0, 0), (0.13, 0), (0.13, 0.006), (0.02, 0.014), (0, 0.014)])
        parts.append(Part(s.join(pole, s.at(disc, s.move(z=-tall - 0.006))), metal))
    return parts


def _limb(keys: list[tuple[float, float]], middle: tuple[float, float]) -> list[Bone]:
    """Bones up z through (height, radius) about a middle (x, y)."""
    x, y = middle
    return [Bone((x, y, z), (x, y, z2), r, r2) for (z, r), (z2, r2) in pairwise(keys)]
