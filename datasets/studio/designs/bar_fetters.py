"""Bar fetters: two locking ankle rings on a rigid bar, ratcheted, worn or with waist bars."""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import ArrayLike

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, ground, pick, strewn
from datasets.studio.designs._furniture import rod, rounded
from datasets.studio.designs._hardware import draw_iron, draw_metal, slack, wander
from datasets.studio.designs._irons import (
    Closure,
    Ring,
    hinged_ring,
    hung_ring,
    lower_leg,
)
from datasets.studio.designs._linked import (
    Points,
    ankle_form,
    chain,
    cuff_set,
    draw_closing,
    draw_gauge,
    flat_roll,
    rough_gauge,
    swivel,
    wrist_form,
)
from datasets.studio.designs._ratchet import Finish, ratchet_cuff
from datasets.studio.designs.leg_restraints import bar_fetters as bows_on_bar
from datasets.studio.parts import Part, moved

CLOSURES: tuple[Closure, ...] = ("bolt", "padlock", "padlock", "lock", "lock")


def ringed_bar(rng: np.random.Generator) -> list[Part]:
    """Two hinged rings at the ends of a round or flat bar, locked, sometimes with a chain."""
    ring, finish = draw_ring(rng), draw_fetter_metal(rng)
    half = float(rng.uniform(0.13, 0.23))
    parts = _ringed(rng, ring, finish, half)
    kind = int(rng.integers(4))
    if kind == 0:
        parts += _loose_chain(rng, finish)
    elif kind == 1:
        parts += _to_handcuffs(rng, finish)
    return strewn(rng, parts)


def ratchet_bar(rng: np.random.Generator) -> list[Part]:
    """Two leg cuffs with ratchets, whose lock cases sit on the ends of a rigid tube or flat bar."""
    form, finish = ankle_form(rng), draw_metal(rng, 0.06)
    bow: Finish = ("steel", None) if finish[0] == "painted_metal" else finish
    half, end = float(rng.uniform(0.09, 0.2)), form.chain_end
    parts: list[Part] = []
    for side in (1, -1):
        flip = s.turn(180.0 * int(rng.integers(2)), (0, 1, 0))
        cuff = ratchet_cuff(form, draw_closing(rng, 0.25), finish, bow, eyelet=False)
        parts += moved(cuff, s.move(side * (half + end)) @ s.turn(-90 * side) @ flip)
    metal: Finish = finish if chance(rng, 0.6) else ("steel", None)
    bar = _bar(rng, half + 0.012, form.thickness * 0.5)
    clamps = [
        s.at(s.box(0.034, 0.036, form.thickness * 1.5, 0.003), s.move(side * (half + 0.004)))
        for side in (1, -1)
    ]
    parts += [Part(bar, *metal), Part(s.join(*clamps), *finish)]
    if chance(rng, 0.35):
        parts += _to_handcuffs(rng, finish)
    return ground(moved(parts, s.turn(float(rng.uniform(-30, 30)))))


def waist_bars(rng: np.random.Generator) -> list[Part]:
    """Ankle rings with two long bars that meet in a ring at the waist, laid out flat."""
    ring, finish = draw_ring(rng), draw_iron(rng) if chance(rng, 0.6) else draw_metal(rng, 0.0)
    wire, apart = float(rng.uniform(0.0045, 0.0065)), float(rng.uniform(0.09, 0.17))
    long = float(rng.uniform(0.42, 0.62))
    top = np.array([float(rng.uniform(-0.06, 0.06)), long, 0.0])
    parts: list[Part] = []
    for side in (1, -1):
        foot = np.array([side * apart, 0.0, 0.0])
        way = foot - top
        near = top + np.array([side * 0.022, -0.01, 0.0])
        hung = hung_ring(rng, ring, finish, wire * 0.8)
        start = foot + np.array([0.0, 0.016, 0.0])
        parts += hung.at(start, way + np.array([0.0, 0.1, 0.0]), flat_roll(rng, 0))
        if chance(rng, 0.35):
            middle = (start + near) / 2 + rng.uniform(-0.02, 0.02, 3) * (1, 1, 0)
            parts += [
                Part(eyed_rod(start, middle, wire), *finish),
                Part(eyed_rod(middle, near, wire), *finish),
            ]
        else:
            parts.append(Part(eyed_rod(start, near, wire), *finish))
    cross = [np.array([side * apart, 0.018, 0.002]) for side in (1, -1)]
    if chance(rng, 0.6):
        parts.append(Part(eyed_rod(cross[0], cross[1], wire * 0.9), *finish))
    parts.append(Part(s.at(s.torus(0.026, wire), s.move(*top)), *finish))
    parts += _waist(rng, top, finish)
    return strewn(rng, parts)


def fetters_on_legs(rng: np.random.Generator) -> list[Part]:
    """Two shod legs held apart by the bar."""
    ring = Ring(0.044, float(rng.uniform(0.005, 0.008)), float(rng.uniform(0.018, 0.034)), "lock")
    finish, half = draw_fetter_metal(rng), float(rng.uniform(0.08, 0.17))
    seed = int(rng.integers(2**31))
    parts = moved(_ringed(rng, ring, finish, half), s.move(z=0.122))
    for side in (1, -1):
        out = s.turn(side * float(rng.uniform(4, 24)))
        leg = lower_leg(np.random.default_rng(seed))
        parts += moved(leg, s.move(side * (half + ring.edge + 0.004)) @ out)
    return ground(moved(parts, s.turn(float(rng.uniform(-20, 20)))))


def draw_ring(rng: np.random.Generator) -> Ring:
    """An ankle ring of flat or round iron, shut mostly."""
    thick = float(rng.uniform(0.005, 0.01))
    flat = chance(rng, 0.65)
    return Ring(
        radius=float(rng.uniform(0.041, 0.052)),
        thick=thick,
        wide=float(rng.uniform(0.016, 0.034)) if flat else thick * float(rng.uniform(1.0, 1.2)),
        closure=pick(rng, CLOSURES),
        gap=float(pick(rng, (0.0, 0.0, 0.0, rng.uniform(15, 80)))),
        soft=0.3 if flat else 0.95,
    )


def draw_fetter_metal(rng: np.random.Generator) -> Finish:
    """Old iron as often as plain steel."""
    return draw_iron(rng) if chance(rng, 0.5) else draw_metal(rng, 0.04)


def eyed_rod(a: ArrayLike, b: ArrayLike, wire: float) -> trimesh.Trimesh:
    """A rod between two points whose ends are bent to eyes."""
    p, q = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    way = (q - p) / np.linalg.norm(q - p)
    eye = s.torus(2.6 * wire, wire)
    ends = [s.at(eye, s.move(*p)), s.at(eye, s.move(*q))]
    return s.join(rod(p + way * 3.2 * wire, q - way * 3.2 * wire, wire), *ends)


def _ringed(rng: np.random.Generator, ring: Ring, finish: Finish, half: float) -> list[Part]:
    """The bar along x from -half to half with a ring beyond each end, lying about z = 0."""
    parts: list[Part] = []
    thick = min(ring.wide * 0.42, 0.0105)
    for side in (1, -1):
        one = hinged_ring(rng, ring, finish)
        flip = s.turn(180.0 * int(rng.integers(2)), (0, 1, 0))
        place = s.move(side * (half + ring.edge - 0.001))
        parts += moved(one, place @ s.turn(-90 * side) @ flip)
    bar = [_bar(rng, half, thick)]
    for side in (1, -1):
        collar = s.at(s.cylinder(thick * 1.5, 0.012, 24), s.turn(90, (0, 1, 0)))
        bar.append(s.at(collar, s.move(side * (half - 0.005))))
    return [*parts, Part(s.join(*bar), *finish)]


def _bar(rng: np.random.Generator, half: float, thick: float) -> trimesh.Trimesh:
    """A rigid bar along x: round, square-edged flat, or a tube with a sleeve in its middle."""
    kind = int(rng.integers(3))
    if kind == 0:
        return s.at(s.cylinder(thick, 2 * half, 24), s.turn(90, (0, 1, 0)))
    if kind == 1:
        flat = s.extrude(rounded(2 * half, thick * float(rng.uniform(2.4, 3.6)), 0.003), thick)
        return s.at(flat, s.move(z=-thick / 2))
    tube = s.cylinder(thick * 0.95, 2 * half, 24)
    sleeve = s.cylinder(thick * 1.25, half * float(rng.uniform(0.4, 1.0)), 24)
    return s.at(s.join(tube, sleeve), s.turn(90, (0, 1, 0)))


def _loose_chain(rng: np.random.Generator, finish: Finish) -> list[Part]:
    """A staple in the bar's middle with a chain that lies free."""
    gauge = rough_gauge(rng, 0.75)
    path = wander(rng, float(rng.uniform(0.16, 0.34)), 4, 0.25)
    path = path @ s.turn(-90)[:3, :3].T + np.array([0.0, -0.026, 0.0])
    return [
        _staple(gauge.wire, finish),
        chain(path, gauge, finish),
        swivel(path[-1], gauge, finish),
    ]


def _to_handcuffs(rng: np.random.Generator, finish: Finish) -> list[Part]:
    """A chain from the bar's middle to a pair of handcuffs."""
    gauge, cuffs = draw_gauge(rng), cuff_set(rng, wrist_form(rng), finish, 1)
    far = float(rng.uniform(0.12, 0.2))
    start, end = np.array([0.0, -0.022, 0.0]), np.array([0.0, -far, 0.0])
    path = slack(start, end, far * float(rng.uniform(1.1, 1.7)), (1.0, 0, 0))
    parts = [_staple(gauge.wire, finish), chain(path, gauge, finish)]
    wrists = [end + np.array([x, -0.004, 0.0]) for x in (0.026, -0.026)]
    parts.append(chain(np.linspace(wrists[0], wrists[1], 20), gauge.times(0.8), finish))
    for wrist, x in zip(wrists, (1.0, -1.0), strict=True):
        way = np.array([x, float(rng.uniform(-0.9, -0.1)), 0.0])
        parts += cuffs.hung(rng).at(wrist, way, flat_roll(rng))
    return parts


def _staple(wire: float, finish: Finish) -> Part:
    ring = s.at(s.torus(0.011, max(wire, 0.003)), s.turn(90, (0, 1, 0)), s.move(y=-0.013))
    return Part(ring, *finish)


def _waist(rng: np.random.Generator, top: Points, finish: Finish) -> list[Part]:
    """What holds the bars up: an iron waist hoop, a loop of chain, or a short loose chain."""
    kind = int(rng.integers(3))
    gauge = rough_gauge(rng, 0.8)
    if kind == 0:
        hoop, wire = float(rng.uniform(0.12, 0.15)), 0.0055
        ring = s.at(s.torus(hoop, wire), s.scale(1.1, 0.85, 1))
        return [Part(s.at(ring, s.move(top[0], top[1] + hoop * 0.85 + 0.022, 0.004)), *finish)]
    if kind == 1:
        loop = [(0, 0.03, 0), (0.11, 0.08, 0), (0.13, 0.19, 0), (0.0, 0.25, 0), (-0.12, 0.18, 0)]
        path = s.spline(
            [*np.add(loop, top), np.add((-0.1, 0.08, 0), top), np.add(loop[0], top)], 120
        )
        return [chain(path, gauge, finish)]
    path = np.linspace((0, 0.03, 0), (rng.uniform(-0.06, 0.06), 0.2, 0), 40) + top
    return [chain(path, gauge, finish), swivel(path[-1], gauge, finish)]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "bar_fetters": (bows_on_bar, ringed_bar, ratchet_bar, waist_bars, fetters_on_legs),
}
