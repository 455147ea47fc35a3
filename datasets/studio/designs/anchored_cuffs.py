"""Anchored cuffs: a cuff with its own plate, ring bolt, bracket or rail for wall or floor."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._fixings import (
    ZINC,
    anchor_shank,
    draw_plate_metal,
    fastenings,
    fixing_plate,
    set_into,
)
from datasets.studio.designs._forms import Design, chance, ground, pick
from datasets.studio.designs._furniture import pipe, rounded
from datasets.studio.designs._hardware import draw_iron, draw_metal, slack, wander
from datasets.studio.designs._irons import Closure, Ring, bow, hinged_ring, hung_ring
from datasets.studio.designs._linked import (
    Gauge,
    Hung,
    Points,
    ankle_form,
    chain,
    cuff_set,
    draw_gauge,
    facing,
    flat_roll,
    rough_gauge,
    swivel,
    wrist_form,
)
from datasets.studio.designs._ratchet import Finish
from datasets.studio.parts import Part, moved


def cuff_on_plate_chain(rng: np.random.Generator) -> list[Part]:
    """A wall plate with screw holes, a chain from its ring, and one or two cuffs at the end."""
    finish, gauge = draw_metal(rng, 0.03), draw_gauge(rng, 1.15)
    plate, rise = _ring_plate(rng, gauge)
    start = np.array([0.0, rise[1] - 0.012, rise[2]])
    cuffs = cuff_set(rng, pick(rng, (wrist_form(rng), ankle_form(rng))), finish, 1)
    path, parts = _leash(rng, start, gauge, finish)
    parts += _at_end(rng, path, cuffs.hung(rng), gauge, finish)
    return _placed(rng, [*plate, *parts], 0.35, path)


def irons_on_ring_bolt(rng: np.random.Generator) -> list[Part]:
    """An eye bolt of rough iron, a chain of stout links and one or two ring irons."""
    finish = draw_iron(rng) if chance(rng, 0.75) else draw_metal(rng, 0.0)
    gauge, radius = rough_gauge(rng, 0.9), float(rng.uniform(0.006, 0.009))
    eye = s.at(s.torus(radius * 2.9, radius), s.turn(90, (1, 0, 0)), s.move(z=radius * 3.9))
    shank = anchor_shank(rng, radius, float(rng.uniform(0.07, 0.13)))
    bolt = s.at(s.join(eye, shank), s.turn(-90, (1, 0, 0)))
    hung = _iron_cuff(rng, finish)
    drop = np.array([0.0, radius * 5.6, 0.0])
    line = wander(rng, float(rng.uniform(0.12, 0.3)), 4, 0.25) @ s.turn(90)[:3, :3].T
    path = line - line[0] + drop
    ring = Part(
        s.at(s.torus(radius * 3, radius * 0.7), s.turn(90, (0, 1, 0)), s.move(*drop)), *finish
    )
    parts = [Part(bolt, *finish), ring, chain(path, gauge, finish)]
    parts += _at_end(rng, path, hung, gauge, finish)
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def cuff_on_bracket(rng: np.random.Generator) -> list[Part]:
    """A hinged cuff welded to a bracket on a plate with screw holes; one or two of them."""
    finish, paint = draw_metal(rng, 0.03), draw_plate_metal(rng)
    ring = Ring(
        radius=float(rng.uniform(0.034, 0.052)),
        thick=float(rng.uniform(0.004, 0.007)),
        wide=float(rng.uniform(0.02, 0.036)),
        closure=pick(rng, ("lock", "lock", "padlock", "bolt")),
        gap=float(pick(rng, (0.0, 0.0, rng.uniform(20, 85)))),
    )
    lift, count = float(rng.uniform(0.012, 0.03)), int(pick(rng, (1, 1, 2)))
    pitch = 2 * ring.edge + 0.06
    parts: list[Part] = []
    for i in range(count):
        cuff = moved(hinged_ring(rng, ring, finish), s.turn(90, (1, 0, 0)))
        x = (i - (count - 1) / 2) * pitch
        parts += moved(cuff, s.move(x, 0, 0.004 + lift + ring.edge))
        web = s.box(0.03, ring.wide * 0.8, lift + ring.thick, 0.001)
        gusset = s.at(web, s.move(x, 0, 0.004 + lift / 2))
        parts.append(Part(gusset, *paint))
    long = pitch * (count - 1) + float(rng.uniform(0.07, 0.11))
    plate = fixing_plate(rng, paint, float(rng.uniform(0.055, 0.085)), long)
    parts += moved(plate, s.turn(90))
    return _placed(rng, parts, 0.4)


def cuffs_on_rail(rng: np.random.Generator) -> list[Part]:
    """A steel rail on two feet with screws, as at a bench, and a cuff or a pair hung on it."""
    finish, paint = draw_metal(rng, 0.02), draw_plate_metal(rng)
    half, high, tube = float(rng.uniform(0.12, 0.2)), float(rng.uniform(0.05, 0.075)), 0.008
    bar = pipe([(-half, 0, 0), (-half, 0, high), (half, 0, high), (half, 0, 0)], tube, 0.03)
    feet: list[Part] = []
    for x in (-half, half):
        foot = s.extrude(rounded(0.06, 0.05, 0.008), 0.004)
        feet += [Part(s.at(foot, s.move(x)), *paint)]
        places = [(x + side * 0.021, y) for side in (1, -1) for y in (0.015, -0.015)]
        feet += fastenings(rng, places, 0.0035, 0.004)
    gauge, cuffs = draw_gauge(rng, 1.1), cuff_set(rng, wrist_form(rng), finish, 2)
    x = float(rng.uniform(-0.6, 0.6)) * half
    loop = s.at(s.torus(tube * 2.1, 0.0032), s.turn(90, (0, 1, 0)), s.move(x, 0, high - 0.006))
    start = np.array([x, -tube * 2.2, high - 0.012])
    end = start + np.array(
        [float(rng.uniform(-0.04, 0.04)), -float(rng.uniform(0.05, 0.1)), 0.012 - high]
    )
    path = s.spline([start, np.add(start, (0, -0.015, -high * 0.5)), end], 40)
    parts = [Part(bar, *paint), *feet, Part(loop, *finish), chain(path, gauge, finish)]
    parts += _at_end(rng, path, cuffs.hung(rng), gauge, finish)
    return _placed(rng, parts, 0.4, path)


def floor_cuff(rng: np.random.Generator) -> list[Part]:
    """A ratchet leg cuff on a short chain from a floor anchor with a swinging ring in a cup."""
    finish, gauge = draw_metal(rng, 0.03), rough_gauge(rng, 0.8)
    radius = float(rng.uniform(0.04, 0.055))
    rim = [(0, 0), (radius, 0.0), (radius, 0.004), (radius * 0.62, 0.006)]
    cup = s.lathe([*rim, (radius * 0.55, 0.001), (0, 0.001)], 48)
    places = [
        (radius * 0.82 * float(np.cos(a)), radius * 0.82 * float(np.sin(a)))
        for a in np.linspace(0, 2 * np.pi, 4, endpoint=False) + 0.6
    ]
    bridge = s.at(s.torus(0.012, 0.004, 180), s.turn(90, (1, 0, 0)))
    ring = s.at(
        s.torus(0.017, 0.0038),
        s.turn(float(rng.uniform(15, 60)), (1, 0, 0)),
        s.move(0, -0.012, 0.014),
    )
    steel: Finish = pick(rng, (ZINC, finish))
    parts = [Part(s.join(cup, bridge, ring), *steel), *fastenings(rng, places, 0.0036, 0.004)]
    path, leash = _leash(rng, np.array([0.0, -0.03, 0.012]), gauge, finish)
    cuffs = cuff_set(rng, ankle_form(rng), finish, 1)
    return _placed(
        rng, [*parts, *leash, *_at_end(rng, path, cuffs.hung(rng), gauge, finish)], 0.4, path
    )


def _iron_cuff(rng: np.random.Generator, finish: Finish) -> Hung:
    closure: Closure = pick(rng, ("bolt", "bolt", "padlock", "lock"))
    thick = float(rng.uniform(0.005, 0.008))
    ring = Ring(
        radius=float(rng.uniform(0.036, 0.05)),
        thick=thick,
        wide=float(pick(rng, (thick * 1.1, rng.uniform(0.016, 0.034)))),
        closure=closure,
        gap=float(pick(rng, (0.0, 0.0, rng.uniform(20, 80)))),
        soft=0.5,
    )
    return hung_ring(rng, ring, finish, 0.004)


def _ring_plate(rng: np.random.Generator, gauge: Gauge) -> tuple[list[Part], Points]:
    """A plate lying on z = 0 with a welded eye or half loop, and the point where a chain hangs."""
    paint = draw_plate_metal(rng)
    wide = float(rng.uniform(0.055, 0.09))
    plate = fixing_plate(rng, paint, wide, float(pick(rng, (wide, wide, rng.uniform(0.1, 0.15)))))
    wire = gauge.wire * 1.7
    high = float(rng.uniform(0.016, 0.026))
    staple: trimesh.Trimesh = bow(high, 2 * wire, 2 * wire, 0, 180, 1.0)
    staple = s.at(staple, s.turn(90, (1, 0, 0)), s.move(z=0.003))
    ring = s.at(
        s.torus(gauge.wide * 0.95, wire * 0.8),
        s.turn(50, (0, 1, 0)),
        s.turn(90),
        s.move(0, -0.004, high - 0.004),
    )
    return [*plate, Part(s.join(staple, ring), *paint)], np.array([0.0, -0.012, high - 0.008])


def _leash(
    rng: np.random.Generator, start: Points, gauge: Gauge, finish: Finish
) -> tuple[Points, list[Part]]:
    """A chain from a point above the floor down to it and away along -y in a bend."""
    far = float(rng.uniform(0.1, 0.22))
    floor = np.array([float(rng.uniform(-0.03, 0.03)), start[1] - 0.05, gauge.wide / 2])
    end = floor + np.array([float(rng.uniform(-0.12, 0.12)), -far, 0.0])
    drop = s.spline([start, np.add(start, (0, -0.02, -start[2] * 0.3)), floor], 20)
    bend = slack(
        floor, end, float(np.linalg.norm(end - floor)) * float(rng.uniform(1.02, 1.4)), (1.0, 0, 0)
    )
    path = np.concatenate([drop, bend[1:]])
    return path, [chain(path, gauge, finish)]


def _at_end(
    rng: np.random.Generator, path: Points, hung: Hung, gauge: Gauge, finish: Finish
) -> list[Part]:
    """One cuff at the end of a chain, or two that part there."""
    end, way = path[-1], path[-1] - path[-4]
    if chance(rng, 0.6):
        return hung.at(end, way, flat_roll(rng, 3))
    place = facing(end, way)
    arms = [(place @ np.array([side * 0.05, 0.025, 0, 1]))[:3] for side in (1.0, -1.0)]
    parts = [swivel(end, gauge.times(1.2), finish)]
    parts.append(chain(s.spline([arms[0], end, arms[1]], 40), gauge, finish))
    for arm, side in zip(arms, (1.0, -1.0), strict=True):
        out = place[:3, :3] @ np.array([side * float(rng.uniform(0.3, 1.0)), 1.0, 0.0])
        parts += hung.at(arm, out, flat_roll(rng, 3))
    return parts


def _placed(
    rng: np.random.Generator, parts: list[Part], mounted: float, path: Points | None = None
) -> list[Part]:
    """Loose on the ground, or in this share on a piece of wall or floor large enough for it."""
    if chance(rng, mounted):
        boxes = np.array([part.mesh.bounds for part in parts])
        low, high = boxes[:, 0].min(0), boxes[:, 1].max(0)
        wide, long = (float(v) + float(rng.uniform(0.03, 0.1)) for v in (high - low)[:2])
        middle = (low + high) / 2
        flat = moved(parts, s.move(-middle[0], -middle[1], 0.0))
        parts = set_into(rng, flat, wide, long)
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "anchored_cuffs": (
        cuff_on_plate_chain,
        irons_on_ring_bolt,
        cuff_on_bracket,
        cuffs_on_rail,
        floor_cuff,
    ),
}
