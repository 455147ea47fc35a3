"""Weighted leg restraints: massive rings, iron balls, heavy chains and weights on ring or chain."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, ground, hue, pick, strewn
from datasets.studio.designs._hardware import Points, draw_iron, draw_metal, slack, wander
from datasets.studio.designs._irons import Closure, Ring, bow, hung_ring, lower_leg, reclined
from datasets.studio.designs._linked import (
    Gauge,
    Hung,
    ankle_form,
    chain,
    cuff_set,
    draw_gauge,
    ends_of,
    flat_roll,
    rough_gauge,
    swivel,
    with_keys,
)
from datasets.studio.designs._ratchet import Finish
from datasets.studio.parts import Part, moved


def ball_on_iron(rng: np.random.Generator) -> list[Part]:
    """One bolted or locked ankle ring on a chain with an iron ball."""
    finish, gauge = draw_iron(rng) if chance(rng, 0.8) else draw_metal(rng, 0.0), rough_gauge(rng)
    ring = Ring(
        radius=float(rng.uniform(0.044, 0.052)),
        thick=float(rng.uniform(0.006, 0.01)),
        wide=float(rng.uniform(0.012, 0.034)),
        closure=pick(rng, ("bolt", "padlock", "lock")),
        gap=float(pick(rng, (0.0, 0.0, 0.0, rng.uniform(20, 70)))),
    )
    path = _leading(rng, wander(rng, float(rng.uniform(0.26, 0.42)), 5, 0.3))
    hung = hung_ring(rng, ring, finish, 0.0045)
    point, way = ends_of(path)[0]
    parts = hung.at(point, way, 180.0 * int(rng.integers(2)))
    return ground(parts + _balled(rng, path, float(rng.uniform(0.05, 0.075)), gauge, finish))


def massive_rings(rng: np.random.Generator) -> list[Part]:
    """Two very thick, tall ankle rings joined by a few huge links."""
    finish = draw_iron(rng) if chance(rng, 0.5) else draw_metal(rng, 0.04)
    ring = _massive(rng)
    gauge = rough_gauge(rng, float(rng.uniform(1.25, 1.6)))
    if chance(rng, 0.5):
        path = wander(rng, float(rng.uniform(0.1, 0.26)), 4, 0.3)
        ends = ends_of(path)
    else:
        x = float(rng.uniform(0.05, 0.09))
        a, b = np.array([x, 0.0, 0.0]), np.array([-x, 0.0, 0.0])
        path = slack(a, b, 2 * x + float(rng.uniform(0.02, 0.1)), (0, -1.0, 0))
        ends = [(a, np.array([0.6, 1.0, 0.0])), (b, np.array([-0.6, 1.0, 0.0]))]
    parts: list[Part] = [chain(path, gauge, finish)]
    for point, way in ends:
        hung = hung_ring(rng, ring, finish, 0.007)
        parts += hung.at(point, way, 180.0 * int(rng.integers(2)))
    return with_keys(rng, strewn(rng, parts), 0.15, [(0.0, -0.22)])


def ball_on_leg_cuffs(rng: np.random.Generator) -> list[Part]:
    """A pair of ratchet leg cuffs whose chain carries a second chain with an iron ball."""
    finish, radius = draw_metal(rng, 0.04), float(rng.uniform(0.05, 0.08))
    cuffs, gauge = cuff_set(rng, ankle_form(rng), finish, 2), draw_gauge(rng)
    x = float(rng.uniform(0.07, 0.13))
    feet = [np.array([side * x, 0.0, 0.0]) for side in (1, -1)]
    low = slack(feet[0], feet[1], float(rng.uniform(0.3, 0.38)), (0, -1.0, 0))
    parts: list[Part] = [chain(low, gauge, finish)]
    for foot, side in zip(feet, (1.0, -1.0), strict=True):
        way = np.array([side * float(rng.uniform(0.1, 1.0)), 1.0, 0.0])
        parts += cuffs.hung(rng).at(foot, way, flat_roll(rng))
    middle = low[len(low) // 2]
    parts.append(swivel(middle, gauge.times(1.3), finish))
    start = middle + np.array([0.0, -0.012, 0.0])
    aside = float(rng.uniform(0.07, 0.12)) * float(pick(rng, (1, -1)))
    end = start + np.array([aside, -float(rng.uniform(0.03, 0.08)), 0.0])
    path = slack(start, end, float(np.linalg.norm(end - start)) * 1.4, (0, -1.0, 0))
    iron = draw_iron(rng) if chance(rng, 0.6) else finish
    parts += _balled(rng, path, radius, gauge.times(1.4), finish, iron)
    return ground(moved(parts, s.turn(180.0 + float(rng.uniform(-25, 25)))))


def heavy_chain_cuffs(rng: np.random.Generator) -> list[Part]:
    """Leg cuffs joined by a chain whose links are thicker than the cuffs."""
    finish = draw_metal(rng, 0.04)
    long = float(rng.uniform(0.055, 0.075))
    gauge = Gauge(
        long, long * float(rng.uniform(0.62, 0.72)), long * float(rng.uniform(0.13, 0.165))
    )
    cuffs = cuff_set(rng, ankle_form(rng), finish, 2)
    metal = draw_iron(rng) if chance(rng, 0.4) else finish
    length = float(rng.uniform(0.28, 0.42))
    if chance(rng, 0.5):
        path = wander(rng, length, 4, 0.3)
        ends = ends_of(path)
    else:
        a, b = (np.array([side * 0.08, 0.0, 0.0]) for side in (1.0, -1.0))
        path = slack(a, b, length, (0, -1.0, 0))
        ends = [(a, np.array([0.5, 1.0, 0.0])), (b, np.array([-0.5, 1.0, 0.0]))]
    parts: list[Part] = [chain(path, gauge, metal)]
    for point, way in ends:
        parts += cuffs.hung(rng).at(point, way, flat_roll(rng))
    return with_keys(rng, strewn(rng, parts), 0.15, [(0.0, -0.24)])


def weights_on_irons(rng: np.random.Generator) -> list[Part]:
    """Irons with cast weights: blocks bolted to the rings, or drums threaded on the chain."""
    finish = draw_iron(rng) if chance(rng, 0.6) else draw_metal(rng, 0.04)
    weight: Finish = ("painted_metal", hue(rng, 0.8)) if chance(rng, 0.35) else draw_iron(rng)
    ring = Ring(
        float(rng.uniform(0.043, 0.05)),
        float(rng.uniform(0.006, 0.009)),
        float(rng.uniform(0.02, 0.032)),
        pick(rng, ("bolt", "padlock", "lock")),
    )
    gauge = rough_gauge(rng)
    path = wander(rng, float(rng.uniform(0.3, 0.5)), 4, 0.3)
    parts: list[Part] = [chain(path, gauge, finish)]
    on_ring = chance(rng, 0.5)
    for point, way in ends_of(path):
        hung = hung_ring(rng, ring, finish, 0.0045)
        extra = _ring_weight(rng, ring, weight) if on_ring else []
        parts += Hung([*hung.parts, *extra], hung.hang).at(point, way, 180.0 * int(rng.integers(2)))
    if not on_ring:
        parts += _drums(rng, path, weight)
    return strewn(rng, parts)


def weight_on_leg(rng: np.random.Generator) -> list[Part]:
    """A leg with a massive ring, or with a ring chained to a ball on the floor."""
    finish = draw_iron(rng) if chance(rng, 0.5) else draw_metal(rng, 0.04)
    parts = lower_leg(rng)
    if chance(rng, 0.35):
        ring = Ring(0.051, 0.018, float(rng.uniform(0.045, 0.06)), "lock", soft=0.35)
        worn = hung_ring(rng, ring, finish, 0.007)
        parts += moved(worn.parts, s.move(z=0.128) @ s.turn(float(rng.uniform(0, 360))))
        return reclined(rng, parts)
    ring = Ring(0.045, 0.0075, float(rng.uniform(0.02, 0.034)), pick(rng, ("bolt", "lock")))
    worn = hung_ring(rng, ring, finish, 0.0045)
    spin = float(rng.uniform(40, 140)) * float(pick(rng, (1, -1)))
    place = s.move(z=0.122) @ s.turn(spin)
    parts += moved(worn.parts, place)
    start = (place @ np.r_[worn.hang, 1.0])[:3]
    gauge, out = rough_gauge(rng), start * (1, 1, 0) / np.linalg.norm(start[:2])
    floor = start * (1, 1, 0) + out * float(rng.uniform(0.03, 0.12)) + (0, 0, gauge.wide / 2)
    low = start + out * 0.02 - (0, 0, 0.06)
    path = s.spline([start, low, (low + floor) / 2 - (0, 0, 0.02), floor], 60)
    return ground(parts + _balled(rng, path, float(rng.uniform(0.055, 0.085)), gauge, finish))


def _leading(rng: np.random.Generator, path: Points) -> Points:
    """The path turned so that it leads away from the front: a ball at its end hides nothing."""
    way = path[-1] - path[0]
    own = float(np.degrees(np.arctan2(way[1], way[0])))
    wanted = 90.0 + float(rng.uniform(25, 55)) * float(pick(rng, (1, -1)))
    return np.asarray(path @ s.turn(wanted - own)[:3, :3].T)


def _massive(rng: np.random.Generator) -> Ring:
    thick = float(rng.uniform(0.013, 0.021))
    closure: Closure = pick(rng, ("bolt", "padlock", "lock"))
    return Ring(
        radius=float(rng.uniform(0.046, 0.055)) + thick / 2,
        thick=thick,
        wide=float(rng.uniform(0.03, 0.065)),
        closure=closure,
        gap=float(pick(rng, (0.0, 0.0, 0.0, rng.uniform(20, 70)))),
        soft=float(pick(rng, (0.2, 0.5, 0.95))),
    )


def _balled(
    rng: np.random.Generator,
    path: Points,
    radius: float,
    gauge: Gauge,
    finish: Finish,
    iron: Finish | None = None,
) -> list[Part]:
    """The chain along a path on the floor, led up to the lug of a ball that lies at its end."""
    end, way = path[-1], (path[-1] - path[-4]) * (1, 1, 0)
    away, up = way / np.linalg.norm(way), np.array([0.0, 0.0, 1.0])
    rise = np.radians(float(rng.uniform(-35, 25)))
    out = up * np.sin(rise) - away * np.cos(rise)
    centre = end + away * (radius + 0.05) + up * (radius - gauge.wide / 2)
    lug = centre + out * (radius + 0.008)
    led = s.spline([end, end + away * 0.02 + up * (lug - end)[2] * 0.3, lug + out * 0.006], 30)
    ring = s.at(s.torus(0.012, 0.0042), s.align_z(np.cross(out, up)), s.move(*lug))
    ball: list[trimesh.Trimesh] = [s.at(s.sphere(radius, 4), s.move(*centre))]
    if chance(rng, 0.35):
        seam = s.at(s.torus(radius * 1.001, 0.0012), s.turn(float(rng.uniform(0, 90)), (1, 0, 0)))
        ball.append(s.at(seam, s.move(*centre)))
    return [
        chain(np.concatenate([path[:-1], led]), gauge, finish),
        Part(s.join(*ball), *(iron or finish)),
        Part(ring, *(iron or finish)),
    ]


def _ring_weight(rng: np.random.Generator, ring: Ring, finish: Finish) -> list[Part]:
    """A thick half shell bolted round the lower half of a ring, and its bolts."""
    thick, wide = float(rng.uniform(0.018, 0.028)), ring.wide * float(rng.uniform(1.0, 1.5))
    shell = bow(ring.edge + thick / 2, thick, wide, 196, 258, 0.3)
    other = bow(ring.edge + thick / 2, thick, wide, 282, 344, 0.3)
    heads = []
    for angle in (227, 313):
        a = np.radians(angle)
        head = s.at(s.cylinder(0.006, 0.005, 6), s.turn(90, (0, 1, 0)), s.turn(angle))
        far = ring.edge + thick + 0.002
        heads.append(s.at(head, s.move(far * np.cos(a), far * np.sin(a))))
    return [Part(s.join(shell, other), *finish), Part(s.join(*heads), "steel")]


def _drums(rng: np.random.Generator, path: Points, finish: Finish) -> list[Part]:
    """One to three cast drums on the chain."""
    count, radius = int(rng.integers(1, 4)), float(rng.uniform(0.026, 0.042))
    long = min(float(rng.uniform(0.05, 0.085)), 0.26 / count)
    parts = []
    for i in range(count):
        k = int(len(path) * (i + 1) / (count + 1))
        way = path[min(k + 6, len(path) - 1)] - path[k - 6]
        r, h, e = radius, long / 2, 0.005
        profile = [(0, -h), (r - e, -h), (r, -h + e), (r, h - e), (r - e, h), (0, h)]
        drum = s.at(s.lathe(profile, 32), s.align_z(way / np.linalg.norm(way)), s.move(*path[k]))
        parts.append(Part(drum, *finish))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "weighted_leg_restraint": (
        ball_on_iron,
        massive_rings,
        ball_on_leg_cuffs,
        heavy_chain_cuffs,
        weights_on_irons,
        weight_on_leg,
    ),
}
