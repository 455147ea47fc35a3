"""An empty or worn glove as a soft body, its palm to -y, fingers up z, its cuff cut open below.

Owns no class of goods.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Colour
from datasets.studio.designs._limb_forms import end_cap, form_finish
from datasets.studio.designs._soft_body import Bone, Grid, Region, SoftBody, between, both
from datasets.studio.designs._soft_body import Values as Values
from datasets.studio.parts import Part

FINGERS = ((-0.032, 0.157), (-0.011, 0.178), (0.011, 0.174), (0.032, 0.155))  # x, tip z


@dataclass(frozen=True, slots=True)
class Glove:
    """A glove's body and its skin.

    Args:
        body: the bones.
        skin: the cut mesh, palm to -y.
        size: 1 fits a usual hand.
        cuff: metres from the wrist down to the open end.
        side: 1 has its thumb at -x, -1 at +x.
        tips: middle of each finger's last joint, (4, 3).
    """

    body: SoftBody
    skin: trimesh.Trimesh
    size: float
    cuff: float
    side: int
    tips: tuple[tuple[float, float, float], ...]

    def palm(self, x: float, z: float, lift: float = 0.0) -> s.Matrix:
        """Takes the plane y = 0 facing -y onto the palm at a place, tilted with the skin."""
        return _seat(self.body, x, z, lift)

    def back(self, x: float, z: float, lift: float = 0.0) -> s.Matrix:
        """The same on the back of the hand; what faced -y then faces +y."""
        y = self.body.depth(x, z, behind=True)
        return s.move(x, y + lift, z) @ s.turn(180)


def draw_glove(
    rng: np.random.Generator, side: int = 1, curl: float = 0.0, worn: bool = False
) -> Glove:
    """A glove, flat as it lies, or filled by a hand; fingers bent by `curl` (0..1)."""
    k = float(rng.uniform(0.97, 1.12))
    flat = 0.62 if worn else float(rng.uniform(0.36, 0.5))
    thick = float(rng.uniform(0.98, 1.1))
    cuff = float(rng.uniform(0.05, 0.11))
    bones = [
        Bone((0, 0, 0.035 * k), (0, 0, 0.056 * k), 0.041 * k, 0.044 * k, flat),
        Bone((0, 0, 0.03 * k), (0, 0, -0.01 * k), 0.038 * k, 0.036 * k, flat * 1.1),
        Bone((0, 0, -0.01 * k), (0, 0, -cuff - 0.04), 0.036 * k, 0.045 * k, flat * 1.15),
    ]
    tips = []
    for x, far in FINGERS:
        spread = side * x * k * float(rng.uniform(1.25, 1.6))
        bend = curl * float(rng.uniform(0.7, 1.2))
        knuckle = (side * 1.03 * x * k, -0.002, 0.09 * k)
        middle = (0.5 * (spread + knuckle[0]), -0.02 * bend * k, 0.5 * (far + 0.1) * k)
        tip = (spread, -0.055 * bend * k, (far - 0.02 * bend) * k)
        r = 0.0112 * k * thick
        bones += [Bone(knuckle, middle, 1.08 * r, r), Bone(middle, tip, r, 0.86 * r)]
        tips.append(tip)
    base, end = (-0.024 * side * k, -0.004, 0.04 * k), (-0.068 * side * k, -0.012, 0.095 * k)
    bones.append(Bone(base, end, 0.019 * k, 0.0125 * k * thick))
    body = SoftBody(bones, 0.0026)
    skin = body.mesh(0.0052, keep=between(-cuff, 0.25))
    return Glove(body, skin, k, cuff, side, tuple(tips))


def cuff_end(glove: Glove, colour: Colour, empty: bool = True) -> list[Part]:
    """The bound rim of the cuff, dark inside where no arm fills it."""
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    z = -glove.cuff
    wide, deep = _reach(glove.body, z, 0), _reach(glove.body, z, 1)
    ring = np.stack([wide * np.cos(angle), deep * np.sin(angle), 0 * angle + z], 1)
    parts = [Part(s.tube_along(ring, 0.0032, 8, closed=True), "webbing", colour)]
    if empty:
        hole = s.at(
            s.cylinder(1.0, 0.001, 40), s.scale(0.93 * wide, 0.88 * deep, 1), s.move(z=z - 0.0006)
        )
        parts.append(Part(hole, "textile", (0.004, 0.004, 0.004)))
    return parts


def palm_region(glove: Glove, low: float, high: float) -> Region:
    """The palm's side of the skin between two heights."""

    def front(points: Grid) -> Values:
        return np.asarray(points[..., 1] + 0.004)

    return both(front, between(low * glove.size, high * glove.size))


def forearm(rng: np.random.Generator, glove: Glove) -> list[Part]:
    """What fills a worn glove: the forearm of a dummy below its cuff, capped at its end."""
    wide, deep = (0.9 * _reach(glove.body, -glove.cuff, axis) for axis in (0, 1))
    arm = s.lathe([(0, -0.16), (1.12, -0.16), (1.0, 0), (0, 0)], 44)
    arm = s.at(arm, s.scale(wide, max(deep, 0.7 * wide), 1), s.move(z=-glove.cuff + 0.01))
    return [Part(arm, *form_finish(rng)), end_cap(rng, arm, low=True)]


def _reach(body: SoftBody, z: float, axis: int) -> float:
    """Half the body's width along x (0) or y (1) at a height."""
    v = np.linspace(0.0, 0.1, 1001)
    line = np.zeros((len(v), 3))
    line[:, axis], line[:, 2] = v, z
    return float(v[np.flatnonzero(body.distance(line) < 0.0)[-1]])


def _seat(body: SoftBody, x: float, z: float, lift: float) -> s.Matrix:
    y, beside, above = (body.depth(*p) for p in ((x, z), (x + 0.006, z), (x, z + 0.006)))
    yaw = float(np.degrees(np.arctan2(beside - y, 0.006)))
    tilt = float(np.degrees(np.arctan2(above - y, 0.006)))
    return s.move(x, y - lift, z) @ s.turn(yaw) @ s.turn(-tilt, (1, 0, 0))
