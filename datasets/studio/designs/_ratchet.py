"""The ratchet cuff: double cheek plates, single toothed bow, keyhole, rivets, swivel eyelet.

Lies in the plane z = 0, its opening about the origin, the chain end at -y. Owns no class of goods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import trimesh
from manifold3d import CrossSection, FillRule, JoinType
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.parts import Material, Part

Finish = tuple[Material, tuple[float, float, float] | None]
Points = NDArray[np.float64]

SWEEP = 41.0  # degrees the bow turns from the first to the last notch: about 22 teeth
WIDE_OPEN = -120.0  # degrees: the bow swung back over the pivot
HOLE: Finish = ("matte_plastic", (0.004, 0.004, 0.004))


@dataclass(frozen=True, slots=True)
class CuffForm:
    """Sizes of one ratchet cuff.

    Args:
        span: metres from the pivot to the toothed arc; 0.063 in a usual handcuff.
        thickness: metres across both cheek plates.
        bow_width: metres of the bow in its plane.
        body: how large the lock housing is, 1.0 usual.
        pitch: metres from tooth to tooth.

    Raises:
        ValueError: a size that no metal cuff has.
    """

    span: float = 0.063
    thickness: float = 0.0115
    bow_width: float = 0.0075
    body: float = 1.0
    pitch: float = 0.0024

    def __post_init__(self) -> None:
        if not 0.01 <= self.span <= 0.15:
            raise ValueError(f"span {self.span}: a cuff spans 0.01 to 0.15 m; give metres")
        if not 0.6 <= self.body <= 1.6:
            raise ValueError(f"body {self.body}: allowed is 0.6 to 1.6 of the usual housing")

    @property
    def unit(self) -> float:
        """Metres for one millimetre of the usual handcuff."""
        return self.span / 63.0

    @property
    def chain_end(self) -> float:
        """How far below the origin the housing ends, metres."""
        return self.unit * (38 + 11 * self.body)


def inner_circumference(form: CuffForm, closing: float) -> float:
    """Metres round the inside of a cuff whose bow is `closing` degrees past the first notch."""
    line, _ = _bow_line(form, closing)
    above = line[: _entry(form, line)]
    ring = np.concatenate([above, _lower(form)[::-1]])
    section = CrossSection([_clean(ring)], FillRule.EvenOdd)
    inner = section.offset(-form.bow_width / 2, JoinType.Round, 2.0, 32)
    loop = max(inner.to_polygons(), key=len)
    return float(np.linalg.norm(loop - np.roll(loop, -1, 0), axis=1).sum())


def ratchet_cuff(
    form: CuffForm, closing: float, finish: Finish, bow: Finish, eyelet: bool = True
) -> list[Part]:
    """One cuff; `closing` in degrees: 0 first notch, SWEEP last notch, negative open."""
    section = _housing(form)
    metal = [_plates(section, form), _rivets(form)]
    if eyelet:
        metal.append(_neck(form))
    hole, pin = _keyhole(form)
    return [
        Part(s.join(*metal), *finish),
        Part(_bow(form, closing), *bow),
        Part(hole, *HOLE),
        Part(pin, *finish),
    ]


def eyelet(form: CuffForm, roll: float = 0.0) -> tuple[trimesh.Trimesh, Points]:
    """The swivel ring below the housing and the point (3,) where a chain hangs in it."""
    k = form.unit
    ring, wire = 5.2 * k, 2.0 * k
    centre = form.chain_end + 3 * k + ring
    mesh = s.at(
        s.torus(ring, wire), s.scale(1, 1.15, 1), s.turn(roll, (0, 1, 0)), s.move(y=-centre)
    )
    return mesh, np.array([0.0, -centre - ring * 1.15, 0.0])


def _bow_line(form: CuffForm, closing: float) -> tuple[Points, Points]:
    """Centre line (N, 2) of the bow from pivot to tip, and its smooth and toothed shares."""
    k = form.unit
    crown = np.array(
        [(-31.5, 0), (-29.5, 13), (-18, 24.5), (0, 29), (17, 25), (27.5, 15.5), (31.3, 5.5)]
    )
    crown = s.spline(np.c_[crown, np.zeros(7)], 60)[:, :2] * k
    pivot = np.array([-31.5 * k, 0.0])
    teeth = s.arc(form.span, 3.5, 5.0 - SWEEP - 11.0, 60) + pivot
    line = np.concatenate([crown, teeth])
    a = np.radians(SWEEP - closing)
    spin = np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    return (line - pivot) @ spin + pivot, np.r_[np.zeros(60), np.ones(60)]


def _entry(form: CuffForm, line: Points) -> int:
    """Index of the first bow point on the toothed side that has reached the housing."""
    low = np.flatnonzero((line[:, 1] <= 0.0) & (line[:, 0] > 0.0))
    return int(low[0]) if len(low) else len(line)


def _lower(form: CuffForm) -> Points:
    """Centre line (N, 2) of the frame's lower half, from the pivot round to the lock."""
    t = np.radians(np.linspace(180, 360, 60))
    return np.stack([31.5 * np.cos(t), 27 * np.sin(t)], 1) * form.unit


def _bow(form: CuffForm, closing: float) -> trimesh.Trimesh:
    line, toothed = _bow_line(form, closing)
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    out = np.stack([-tangent[:, 1], tangent[:, 0]], 1)
    half = form.bow_width / 2
    inner = line - out * half
    smooth = (line + out * half)[toothed == 0]
    outer = np.concatenate([smooth, _teeth(form, line[60:], out[60:])])
    tip = line[-1:] + tangent[-1:] * half * 0.7
    outline = np.concatenate([outer, tip, inner[::-1]])
    tall = form.thickness * 0.36
    mesh = s.extrude(outline, tall)
    boss = s.at(s.cylinder(half * 1.5, tall), s.move(line[0, 0], line[0, 1], tall / 2))
    return s.at(s.join(mesh, boss), s.move(z=-tall / 2))


def _teeth(form: CuffForm, line: Points, out: Points) -> Points:
    """The saw edge along the toothed part of the bow."""
    walked = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    count = max(8, int(walked[-1] / form.pitch))
    at = np.repeat(np.linspace(0, walked[-1], count), 2)
    high = np.tile([0.5, 0.5 - min(0.28, 0.6 * form.pitch / form.bow_width)], count)
    points = [np.interp(at, walked, line[:, i]) for i in (0, 1)]
    ways = [np.interp(at, walked, out[:, i]) for i in (0, 1)]
    return np.stack([p + w * form.bow_width * high for p, w in zip(points, ways, strict=True)], 1)


def _housing(form: CuffForm) -> CrossSection:
    """Plane outline of a cheek plate: the arm to the pivot, the lock, the wrist opening."""
    k, b = form.unit, form.body
    half = form.bow_width / 2 + 1.6 * k
    lock = _hull(
        [
            (31.5, 8, 6.2),
            (32, -9, 8.0 * b),
            (20, -27, 10.5 * b),
            (4, -36, 10.5 * b),
            (-9, -34, 8 * b),
        ],
        k,
    )
    arm = _stroke(_lower(form), half) + _disc(-31.5 * k, 0.0, 7.6 * k)
    opening = np.stack([_lower(form)[:, 0] * 1.0, _lower(form)[:, 1]], 1)
    loop = np.concatenate([opening, [(31.5 * k, 20 * k), (-31.5 * k, 20 * k)]])
    hole = CrossSection([_clean(loop)], FillRule.EvenOdd)
    hole = hole.offset(-half + 0.4 * k, JoinType.Round, 2.0, 32)
    shape = (lock - hole) + arm
    shape = shape.offset(-4.5 * k, JoinType.Round, 2.0, 40).offset(6.5 * k, JoinType.Round, 2.0, 40)
    # 15 micrometres are not seen, yet keep a cuff under 10,000 triangles
    return shape.offset(-2.0 * k, JoinType.Round, 2.0, 40).simplify(0.015 * k)


def _plates(section: CrossSection, form: CuffForm) -> trimesh.Trimesh:
    """Two bevelled cheek plates and the narrower block between them, grooved for the bow."""
    k, half = form.unit, form.thickness / 2
    gap, bevel = form.thickness * 0.2, 0.8 * k
    step = section.offset(-bevel, JoinType.Round, 2.0, 16)
    sides = []
    for side in (1, -1):
        flat = s.at(_raise(section, half - gap - bevel), s.move(z=gap))
        lip = s.at(_raise(step, bevel), s.move(z=half - bevel))
        middle = s.at(
            _raise(section.offset(-bevel / 2, JoinType.Round), bevel), s.move(z=half - 1.5 * bevel)
        )
        sides.append(s.at(s.join(flat, middle, lip), s.turn(0 if side > 0 else 180, (0, 1, 0))))
    # turning by 180 degrees about y mirrors x, so the lower plates are mirrored back
    sides[1] = _mirror_x(sides[1])
    way = _disc(-31.5 * k, 0, form.span + 0.6 * form.bow_width) - _disc(
        -31.5 * k, 0, form.span - 0.6 * form.bow_width
    )
    block = section.offset(-1.0 * k, JoinType.Round) - way - _disc(-31.5 * k, 0, 9 * k)
    return s.join(*sides, s.at(_raise(block, 2 * gap), s.move(z=-gap)))


def _rivets(form: CuffForm) -> trimesh.Trimesh:
    k, tall = form.unit, form.thickness
    small = [(31.5, 7), (34, -12), (-8, -36 - form.body), (-27, -17)]
    pins = [s.at(s.cylinder(4.6 * k, tall + 1.1 * k, 32), s.move(-31.5 * k, 0))]
    pins += [s.at(s.cylinder(2.0 * k, tall + 0.5 * k, 20), s.move(x * k, y * k)) for x, y in small]
    return s.join(*pins)


def _neck(form: CuffForm) -> trimesh.Trimesh:
    """The turned collar of the swivel, along -y."""
    k = form.unit
    end = form.chain_end
    profile = [(0, -9), (5.5, -9), (5.5, 0), (4.2, 0.8), (4.2, 2.6), (0, 2.6)]
    turned = s.lathe(np.array(profile) * k, 28)
    return s.at(turned, s.turn(90, (1, 0, 0)), s.move(y=-end))


def _keyhole(form: CuffForm) -> tuple[trimesh.Trimesh, trimesh.Trimesh]:
    """The dark keyholes on both faces with the double-lock slot on the rim, and the key pins."""
    k, tall = form.unit, form.thickness
    place = s.move(17 * k, -27 * k - 5 * k * form.body)
    hole = s.join(
        s.cylinder(2.7 * k, tall + 0.24 * k, 24),
        s.at(s.box(1.7 * k, 5.4 * k, tall + 0.24 * k), s.move(y=-2.2 * k), s.turn(40)),
    )
    rim = s.at(
        s.cylinder(1.5 * k, 6 * k, 16),
        s.turn(90, (0, 1, 0)),
        s.move((37.6 + 3 * (form.body - 1)) * k, -12 * k),
    )
    pin = s.cylinder(1.1 * k, tall + 0.5 * k, 16)
    return s.join(s.at(hole, place), rim), s.at(pin, place)


def _hull(circles: Sequence[tuple[float, float, float]], k: float) -> CrossSection:
    return CrossSection.batch_hull([_disc(x * k, y * k, r * k) for x, y, r in circles])


def _disc(x: float, y: float, radius: float) -> CrossSection:
    return CrossSection.circle(radius, 64).translate((x, y))


def _stroke(line: Points, half: float) -> CrossSection:
    """A plane line made `half` wide to either side."""
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    out = np.stack([-tangent[:, 1], tangent[:, 0]], 1) * half
    return CrossSection(
        [_clean(np.concatenate([line + out, (line - out)[::-1]]))], FillRule.NonZero
    )


def _clean(points: Points) -> NDArray[np.float32]:
    """A counter-clockwise ring, as manifold3d wants it."""
    x, y = points[:, 0], points[:, 1]
    area = float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    return np.ascontiguousarray(points if area > 0 else points[::-1], dtype=np.float32)


def _raise(section: CrossSection, height: float) -> trimesh.Trimesh:
    mesh = section.simplify(1e-5).extrude(height).to_mesh()
    return trimesh.Trimesh(mesh.vert_properties[:, :3], mesh.tri_verts, process=True)


def _mirror_x(mesh: trimesh.Trimesh) -> trimesh.Trimesh:
    flipped = s.at(mesh, s.scale(-1, 1, 1))
    flipped.fix_normals()
    return flipped
