"""Leg cuffs, which ratchet, and leg irons, which do not: bolted, barred, riveted, with a ball."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, ground, pick
from datasets.studio.designs._hardware import (
    Points,
    bolt,
    draw_iron,
    draw_metal,
    hex_head,
    slack,
    small_key,
    wander,
)
from datasets.studio.designs._ratchet import CuffForm, Finish, eyelet, ratchet_cuff
from datasets.studio.designs.handcuffs import draw_pair, draw_state
from datasets.studio.parts import Part, moved

Iron = Callable[[np.random.Generator, Finish], list[Part]]  # chain side at the origin, ring at +y


def leg_cuffs_on_chain(rng: np.random.Generator) -> list[Part]:
    """Two large ratchet cuffs, the long chain lying in bends between them."""
    length = float(rng.uniform(0.30, 0.40))
    form, finish, bow = _leg_form(rng)
    path = wander(rng, length, 4, 0.35)
    ends = [(path[0], path[0] - path[3]), (path[-1], path[-1] - path[-4])]
    parts = _on_chain(rng, form, finish, bow, ends)
    parts += _chain(rng, path, finish)
    return _with_key(rng, ground(parts))


def leg_cuffs_gathered(rng: np.random.Generator) -> list[Part]:
    """The same cuffs lying close to each other, the chain in a wide loop beside them."""
    form, finish, bow = _leg_form(rng)
    gap = float(rng.uniform(0.03, 0.10))
    ends = [np.array([x, 0.0, 0.0]) for x in (gap, -gap)]
    lean = float(rng.uniform(10, 45))
    ways = [s.turn(a)[:3, :3] @ np.array([0.0, 1, 0]) for a in (-lean - 20, lean + 20)]
    path = slack(ends[0], ends[1], float(rng.uniform(0.30, 0.40)), (0, -1.0, 0))
    parts = _on_chain(rng, form, finish, bow, list(zip(ends, ways, strict=True)))
    return _with_key(rng, ground(parts + _chain(rng, path, finish)))


def leg_cuffs_hanging(rng: np.random.Generator) -> list[Part]:
    """Held up by the middle of the chain, both cuffs hanging down."""
    form, finish, bow = _leg_form(rng)
    half = float(rng.uniform(0.15, 0.2))
    spread = float(rng.uniform(0.02, 0.06))
    ends = [np.array([x, -half, 0.0]) for x in (spread, -spread)]
    top = np.array([0.0, 0.0, 0.0])
    path = s.spline(
        [
            ends[0],
            np.array([spread * 0.9, -half / 2, 0]),
            top,
            np.array([-spread * 0.9, -half / 2, 0]),
            ends[1],
        ],
        90,
    )
    down = np.array([0.0, -1.0, 0.0])
    parts = _on_chain(rng, form, finish, bow, [(end, down) for end in ends], 60.0)
    parts += _chain(rng, path, finish)
    return ground(moved(parts, s.turn(90, (1, 0, 0))))


def combination_set(rng: np.random.Generator) -> list[Part]:
    """Handcuffs and leg cuffs of one person, joined by a long chain."""
    form, finish, bow = _leg_form(rng)
    pair = draw_pair(rng)
    parts = []
    high = float(rng.uniform(0.28, 0.42))
    legs, hands = float(rng.uniform(0.10, 0.15)), 0.024
    feet = [np.array([x, 0.0, 0.0]) for x in (legs, -legs)]
    ways = [np.array([x, float(rng.uniform(-0.9, 0.3)), 0.0]) for x in (1.0, -1.0)]
    low_path = slack(feet[0], feet[1], 0.36, (0, 1.0, 0))
    parts += _on_chain(rng, form, finish, bow, list(zip(feet, ways, strict=True)))
    parts += _chain(rng, low_path, finish)
    wrists = [np.array([x, high, 0.0]) for x in (hands, -hands)]
    up = [np.array([x, float(rng.uniform(0.0, 0.9)), 0.0]) for x in (1.0, -1.0)]
    parts += _on_chain(rng, pair.form, finish, bow, list(zip(wrists, up, strict=True)))
    parts += _chain(rng, np.linspace(wrists[0], wrists[1], 20), finish, 0.8)
    middle = low_path[len(low_path) // 2]
    joined = slack(
        middle, (wrists[0] + wrists[1]) / 2, high * float(rng.uniform(1.05, 1.4)), (1.0, 0, 0)
    )
    parts += _chain(rng, joined, finish, 0.9)
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def u_irons(rng: np.random.Generator) -> list[Part]:
    """Two U-shaped bows closed by bars with a bolt, on a chain of rough iron."""
    return _iron_pair(rng, _u_iron)


def ring_irons(rng: np.random.Generator) -> list[Part]:
    """Two round hinged rings of flat iron, bolted shut, on a chain."""
    return _iron_pair(rng, _ring_iron)


def long_link_irons(rng: np.random.Generator) -> list[Part]:
    """Historic irons: rings joined by rods with eyes that meet in a middle ring."""
    finish = draw_iron(rng)
    rod, wire = float(rng.uniform(0.13, 0.22)), float(rng.uniform(0.0045, 0.0065))
    iron = pick(rng, (_u_iron, _ring_iron))
    parts = [Part(s.torus(0.024, wire), *finish)]
    for side, angle in ((1, rng.uniform(-35, 35)), (-1, rng.uniform(-35, 35))):
        rods = [s.at(s.torus(0.013, wire * 0.9), s.move(y=y)) for y in (0.026, rod - 0.014)]
        rods.append(
            s.at(s.cylinder(wire, rod - 0.06, 16), s.turn(90, (1, 0, 0)), s.move(y=rod / 2 + 0.006))
        )
        arm = [Part(s.join(*rods), *finish)]
        arm += moved(iron(rng, finish), s.move(y=rod - 0.002))
        parts += moved(arm, s.turn(-90 * side + float(angle)))
    return ground(parts)


def bar_fetters(rng: np.random.Generator) -> list[Part]:
    """Two bows threaded on one rigid bar with a knob at one end and a lock or nut at the other."""
    finish = draw_iron(rng) if chance(rng, 0.7) else draw_metal(rng, 0.0)
    wire, half = float(rng.uniform(0.005, 0.009)), float(rng.uniform(0.17, 0.26))
    bar = s.at(s.cylinder(wire, 2 * half, 24), s.turn(90, (0, 1, 0)))
    knob = s.at(s.sphere(wire * 2.1), s.move(-half))
    nut = s.at(hex_head(wire * 3.4, wire * 2), s.turn(90, (0, 1, 0)), s.move(half - wire * 2))
    if chance(rng, 0.5):
        nut = s.at(s.box(0.045, 0.034, 0.03, 0.004), s.move(half))
    parts = [Part(s.join(bar, knob, nut), *finish)]
    apart = half * float(rng.uniform(0.45, 0.7))
    wide = float(rng.uniform(0.038, 0.046))
    for x in (apart, -apart):
        flop = s.turn(float(rng.uniform(-8, 60)), (1, 0, 0))
        parts += moved([Part(_bow(wide, wire, 0.05), *finish)], s.move(x) @ flop)
    over = 180.0 if chance(rng, 0.5) else 0.0  # across the front: from an end it is a tangle
    return ground(moved(parts, s.turn(over + float(rng.uniform(-25, 25)))))


def _leg_form(rng: np.random.Generator) -> tuple[CuffForm, Finish, Finish]:
    """A ratchet cuff for ankles: about a quarter larger than a handcuff."""
    form = CuffForm(
        span=float(rng.uniform(0.076, 0.086)),
        thickness=float(rng.uniform(0.0105, 0.0135)),
        bow_width=float(rng.uniform(0.0076, 0.0092)),
        body=float(rng.uniform(0.75, 1.0)),
        pitch=float(rng.uniform(0.0022, 0.003)),
    )
    finish = draw_metal(rng, 0.04)
    bow: Finish = ("steel", None) if finish[0] == "painted_metal" else finish
    return form, finish, bow


def _on_chain(
    rng: np.random.Generator,
    form: CuffForm,
    finish: Finish,
    bow: Finish,
    ends: list[tuple[Points, Points]],
    roll: float = 0.0,
) -> list[Part]:
    """A cuff at every end (point, direction away from the chain), lying or rolled about it."""
    parts: list[Part] = []
    for point, way in ends:
        ring, hang = eyelet(form, float(rng.uniform(0, 90)))
        cuff = ratchet_cuff(form, draw_state(rng), finish, bow)
        flip = s.turn(180 * int(rng.integers(2)) + float(rng.uniform(-roll, roll)), (0, 1, 0))
        local = flip @ s.move(*-hang)
        parts += moved([*cuff, Part(ring, *finish)], _facing(point, way) @ local)
    return parts


def _facing(point: Points, way: Points) -> s.Matrix:
    """Moves the origin to a point and turns +y into a direction on the floor."""
    angle = float(np.degrees(np.arctan2(way[1], way[0]))) - 90.0
    return s.move(float(point[0]), float(point[1]), float(point[2])) @ s.turn(angle)


def _chain(rng: np.random.Generator, path: Points, finish: Finish, size: float = 1.0) -> list[Part]:
    long = size * float(rng.uniform(0.021, 0.028))
    wide, wire = long * float(rng.uniform(0.58, 0.7)), size * float(rng.uniform(0.0018, 0.0024))
    return [Part(s.chain_along(path, long, wide, wire), *finish)]


def _rough_chain(rng: np.random.Generator, path: Points, finish: Finish) -> list[Part]:
    long = float(rng.uniform(0.032, 0.055))
    return [Part(s.chain_along(path, long, long * rng.uniform(0.55, 0.75), long * 0.11), *finish)]


def _iron_pair(rng: np.random.Generator, iron: Iron) -> list[Part]:
    finish = draw_iron(rng) if chance(rng, 0.8) else draw_metal(rng, 0.0)
    length = float(rng.uniform(0.18, 0.45))
    path = wander(rng, length, 4, 0.4)
    parts = _rough_chain(rng, path, finish)
    for end, way in ((path[0], path[0] - path[3]), (path[-1], path[-1] - path[-4])):
        parts += moved(iron(rng, finish), _facing(end, way))
    return ground(parts)


def _bow(wide: float, wire: float, legs: float) -> trimesh.Trimesh:
    """A U of round iron opening to -y, eyes at its feet round the x axis."""
    top = s.arc(wide, 0, 180, 30) + np.array([0.0, legs])
    path = np.concatenate([[(wide, wire)], top, [(-wide, wire)]])
    tube = s.tube_along(np.c_[path, np.zeros(len(path))], wire, 14)
    eyes = [
        s.at(s.torus(wire * 1.9, wire * 0.85), s.turn(90, (0, 1, 0)), s.move(x))
        for x in (wide, -wide)
    ]
    return s.join(tube, *eyes)


def _u_iron(rng: np.random.Generator, finish: Finish) -> list[Part]:
    """A U-shaped bow closed by a bolt or a barred lock; the chain joins its bar at the origin."""
    wire, wide = float(rng.uniform(0.0045, 0.008)), float(rng.uniform(0.037, 0.046))
    legs = float(rng.uniform(0.03, 0.06))
    bow = s.at(_bow(wide, wire, legs), s.move(y=0.024))
    long = 2 * wide + 6 * wire
    if chance(rng, 0.5):
        bar = s.at(bolt(wire, long), s.move(z=-long / 2))
    else:
        knob = s.at(s.sphere(wire * 1.8), s.move(z=-long / 2))
        block = s.at(s.box(wire * 4, wire * 5, wire * 5, wire), s.move(z=long / 2))
        bar = s.join(s.cylinder(wire, long, 20), knob, block)
    bar = s.at(bar, s.turn(90, (0, 1, 0)), s.move(y=0.024))
    ring = s.at(
        s.torus(0.015, wire * 0.75), s.turn(float(rng.uniform(20, 70)), (0, 1, 0)), s.move(y=0.013)
    )
    flip = s.turn(180 * int(rng.integers(2)), (0, 1, 0))
    return moved([Part(s.join(bow, bar, ring), *finish)], flip)


def _ring_iron(rng: np.random.Generator, finish: Finish) -> list[Part]:
    """A hinged ring of flat or round iron with bolted lugs; the chain joins it at the origin."""
    radius, thick = float(rng.uniform(0.041, 0.052)), float(rng.uniform(0.0045, 0.008))
    wide = float(rng.uniform(0.016, 0.034))
    gap = float(pick(rng, (0.0, 0.0, rng.uniform(15, 70))))
    upper = s.band(radius, thick, wide, 8, 172)
    lower = s.band(radius, thick, wide, 188, 352)
    hinge_at = (-radius, 0.0, 0.0)
    lugs, bolts = (
        [],
        s.at(bolt(0.004, 0.045), s.turn(-90, (1, 0, 0)), s.move(radius + 0.014, -0.02)),
    )
    for y in (0.007, -0.007):
        lugs.append(s.at(s.box(0.032, thick, wide * 0.9), s.move(radius + 0.012, y)))
    hinge = s.at(s.cylinder(thick * 1.1, wide * 1.15, 24), s.move(-radius))
    leaves = s.at(s.box(thick, radius * 0.34, wide * 0.9), s.move(-radius))
    parts = [
        s.join(lower, lugs[1], hinge),
        s.at(s.join(upper, lugs[0]), s.turn(gap, about=hinge_at)),
    ]
    parts.append(leaves if gap == 0.0 else s.at(hinge, s.scale(1, 1, 0.9)))
    if gap == 0.0:
        parts.append(bolts)
    whole = s.at(s.join(*parts), s.turn(float(rng.uniform(-20, 20))))
    staple = s.at(s.torus(0.011, thick * 0.7), s.turn(90, (0, 1, 0)), s.move(y=0.009))
    whole = s.at(whole, s.move(y=radius + 0.016))
    return [Part(s.join(whole, staple), *finish)]


def _with_key(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Sometimes a small key beside the set."""
    if not chance(rng, 0.15):
        return parts
    place = s.move(float(rng.uniform(-0.1, 0.1)), -0.12) @ s.turn(float(rng.uniform(0, 360)))
    return parts + moved(small_key(rng, ("steel", None)), place)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "leg_cuffs": (leg_cuffs_on_chain, leg_cuffs_gathered, leg_cuffs_hanging),
    "leg_irons": (u_irons, ring_irons, long_link_irons),
}
