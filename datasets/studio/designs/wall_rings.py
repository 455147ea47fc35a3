"""Rings, eyes and hooks to be fixed to walls, floors, boats and tables; none carries a cuff."""

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
from datasets.studio.designs._forms import Design, bounds, chance, ground, hue, pick
from datasets.studio.designs._furniture import rounded
from datasets.studio.designs._hardware import draw_iron, draw_metal, slack, thread
from datasets.studio.designs._irons import bow
from datasets.studio.designs._linked import chain, rough_gauge
from datasets.studio.designs._ratchet import Finish
from datasets.studio.parts import Part, moved

PAINTED: tuple[Finish, ...] = (
    ("painted_metal", (0.6, 0.3, 0.02)),
    ("painted_metal", (0.02, 0.02, 0.02)),
)
BRIGHT: tuple[Finish, ...] = (("chrome", None), ("brass", None), ZINC, ("steel", None))


def eye_bolts(rng: np.random.Generator) -> list[Part]:
    """One to four lifting eyes or eye nuts with collar and thread, or screw eyes and hooks."""
    finish = pick(
        rng, (ZINC, ZINC, draw_metal(rng, 0.0), draw_iron(rng), ("painted_metal", hue(rng, 0.2)))
    )
    maker = pick(rng, (_lifting_eye, _lifting_eye, _screw_eye, _long_eye))
    size, seed = float(rng.uniform(0.6, 1.6)), int(rng.integers(2**31))
    parts: list[Part] = []
    count = int(pick(rng, (1, 1, 2, 3)))
    for i in range(count):
        mesh = s.at(maker(np.random.default_rng(seed), size), s.turn(90, (1, 0, 0)))
        spin = s.turn(float(rng.uniform(0, 360)), (0, 1, 0))
        one = ground([Part(s.at(mesh, spin), *finish)])
        place = s.move(i * 0.05 * size, float(rng.normal(0, 0.01)))
        parts += moved(one, place @ s.turn(float(rng.normal(0, 30)) + 180 * int(rng.integers(2))))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def ring_on_plate(rng: np.random.Generator) -> list[Part]:
    """A tether or mooring ring swinging in a staple on a screwed plate, on a wall at times."""
    paint = draw_plate_metal(rng)
    wide = float(rng.uniform(0.045, 0.1))
    long = float(pick(rng, (wide, wide, rng.uniform(1.6, 2.2) * wide)))
    parts = fixing_plate(rng, paint, wide, long)
    wire, size = wide * float(rng.uniform(0.045, 0.07)), wide * float(rng.uniform(0.3, 0.5))
    eye = s.at(bow(3.0 * wire, 2.2 * wire, 3.4 * wire, 0, 180, 0.8), s.turn(90, (1, 0, 0)))
    swung = s.turn(float(pick(rng, (78, 78, 45, 0))), (1, 0, 0))
    ring = s.at(s.torus(size, wire), s.turn(90, (1, 0, 0)), s.move(z=-size + wire), swung)
    eye, ring = (
        s.at(eye, s.move(z=0.004)),
        s.at(ring, s.scale(1, 1, -1), s.move(z=0.004 + 2.2 * wire)),
    )
    ring.fix_normals()
    parts.append(Part(s.join(eye, ring), *paint))
    return _placed(rng, parts, 0.4)


def tie_down_ring(rng: np.random.Generator) -> list[Part]:
    """A lashing point: a D-ring under a bent clip, or folded into a square or round pan."""
    steel = pick(rng, (ZINC, ZINC, draw_metal(rng, 0.0), ("painted_metal", hue(rng, 0.7))))
    half, wire = float(rng.uniform(0.018, 0.032)), float(rng.uniform(0.0035, 0.006))
    lift = float(rng.uniform(4, 80))
    arch = s.arc(half, 0, 180, 24) * (1, 1.1) + np.array([0.0, half * 0.5])
    line = np.concatenate([[(half, 0)], arch, [(-half, 0)]])
    ring = s.tube_along(np.c_[line, 0 * line[:, 0]], wire, 12, closed=True)
    if chance(rng, 0.5):
        pan, places = _pan(rng, half * 2.1)
        ring = s.at(ring, s.turn(lift * 0.5, (1, 0, 0)), s.move(y=-half * 0.75, z=wire + 0.0015))
        made = [
            pan,
            s.at(
                s.box(half * 0.9, wire * 5, wire * 2.6, 0.001), s.move(y=-half * 0.75, z=wire * 1.6)
            ),
        ]
        parts = [Part(s.join(*made, ring), *steel), *fastenings(rng, places, 0.0034, 0.0062)]
        return _placed(rng, parts, 0.35)
    wide = half * 2 - 2.6 * wire
    clip = s.at(bow(wire * 1.7, 0.003, wide, -90, 90, 0.2), s.turn(-90, (0, 1, 0)), s.move(z=0.003))
    plate = s.extrude(rounded(wide, 0.052, 0.004), 0.003)
    ring = s.at(ring, s.turn(lift, (1, 0, 0)), s.move(z=0.003 + wire * 0.9))
    places = [(x, y) for x in (wide * 0.28, -wide * 0.28) for y in (0.018, -0.018)]
    parts = [
        Part(s.join(plate, clip), *steel),
        Part(ring, *steel),
        *fastenings(rng, places, 0.003, 0.003),
    ]
    return _placed(rng, parts, 0.35)


def vehicle_anchor(rng: np.random.Generator) -> list[Part]:
    """A bicycle or motorcycle anchor: a hardened hoop or hinged bar on a thick base with bolts."""
    paint = pick(rng, (*PAINTED, ("dark_steel", None), ZINC))
    base, thick = float(rng.uniform(0.11, 0.15)), float(rng.uniform(0.012, 0.02))
    profile = [(0, 0), (base * 0.5, 0), (base * 0.5, thick * 0.5), (base * 0.4, thick), (0, thick)]
    plinth = (
        s.lathe(profile, 48)
        if chance(rng, 0.5)
        else s.extrude(rounded(base, base * 0.62, 0.012), thick)
    )
    half, wire = base * 0.24, float(rng.uniform(0.007, 0.01))
    hoop = s.at(
        s.tube_along(_hoop(half, half * float(rng.uniform(0.3, 1.0))), wire, 16),
        s.move(z=thick * 0.8),
    )
    if chance(rng, 0.3):
        hoop = s.at(hoop, s.turn(float(rng.uniform(50, 80)), (1, 0, 0), (0, 0, thick)))
    places = [(x * base * 0.37, y) for x in (1, -1) for y in (base * 0.16, -base * 0.16)]
    steel: Finish = pick(rng, (("steel", None), paint))
    parts = [Part(plinth, *paint), Part(hoop, *steel)]
    caps = [
        s.at(s.sphere(0.0062, 2), s.scale(1, 1, 0.5), s.move(x, y, thick * 0.92)) for x, y in places
    ]
    parts.append(
        Part(s.join(*caps), "steel")
        if chance(rng, 0.5)
        else fastenings(rng, places, 0.005, thick * 0.8)[0]
    )
    if chance(rng, 0.3):
        gauge = rough_gauge(rng)
        line = slack((half * 0.2, -0.01, 0.04), (0.1, -0.24, 0.014), 0.36, (0.6, 0.1, -0.04))
        parts.append(chain(np.maximum(line, (-9, -9, 0.014)), gauge, ("steel", None)))
    return _placed(rng, parts, 0.4)


def hook_or_small_ring(rng: np.random.Generator) -> list[Part]:
    """Light fixings: a pad eye, a coat-like hook on a plate or a lanyard ring, one to three."""
    finish = pick(rng, (*BRIGHT, draw_metal(rng, 0.0)))
    wide, long = float(rng.uniform(0.016, 0.026)), float(rng.uniform(0.05, 0.075))
    kind, seed = int(rng.integers(3)), int(rng.integers(2**31))
    parts: list[Part] = []
    for i in range(int(pick(rng, (1, 2, 3)))):
        one = fixing_plate(np.random.default_rng(seed), finish, wide, long)
        if kind == 0:
            eye = s.tube_along(_hoop(long * 0.2, long * 0.08), 0.0026, 12)
            one.append(Part(s.at(eye, s.turn(90), s.move(z=0.003)), *finish))
        elif kind == 1:
            line = [
                (0, 0.3, 0.003),
                (0, 0.3, 0.3),
                (0, -0.05, 0.62),
                (0, -0.4, 0.42),
                (0, -0.5, 0.7),
            ]
            hook = s.tube_along(s.spline(np.array(line) * long, 40), 0.0031, 12)
            tip = s.at(s.sphere(0.0046, 2), s.move(0, -0.5 * long, 0.7 * long))
            one.append(Part(s.join(hook, tip), *finish))
        else:
            stub = s.at(s.cylinder(0.005, 0.012, 20), s.move(z=0.008))
            ring = s.at(
                s.torus(long * 0.22, 0.002), s.turn(60, (1, 0, 0)), s.move(0, -long * 0.12, 0.0155)
            )
            one.append(Part(s.join(stub, ring), *finish))
        parts += moved(one, s.move(i * wide * 2.2) @ s.turn(float(rng.normal(0, 14))))
    return _placed(rng, parts, 0.35)


def _lifting_eye(rng: np.random.Generator, size: float) -> trimesh.Trimesh:
    """A forged eye with a collar, thread below; the eye's plane is y = 0."""
    k = size * 0.001
    eye = s.at(s.torus(14 * k, 4.5 * k), s.turn(90, (1, 0, 0)), s.move(z=19 * k))
    collar = s.lathe(
        [(0, -2 * k), (11 * k, -2 * k), (11 * k, 1 * k), (6.5 * k, 5 * k), (0, 6 * k)], 32
    )
    if chance(rng, 0.2):
        return s.join(eye, s.at(s.cylinder(11 * k, 14 * k, 32), s.move(z=-3 * k)))
    rod = s.at(thread(5 * k, float(rng.uniform(14, 40)) * k, 1.7 * k), s.turn(180, (1, 0, 0)))
    return s.join(eye, collar, rod)


def _screw_eye(rng: np.random.Generator, size: float) -> trimesh.Trimesh:
    """A bent wire eye or open hook on a wood screw."""
    k = size * 0.001
    gap = float(pick(rng, (15, 15, 90)))
    loop = s.arc(11 * k, -90 + gap, 250, 40) + np.array([0.0, 13 * k])
    line = np.concatenate([loop, [(0.0, -2 * k)]])
    eye = s.tube_along(np.c_[line[:, 0], 0 * line[:, 0], line[:, 1]], 2.6 * k, 12)
    turns = np.linspace(0, 26 * k, 27)
    radius = np.where(np.arange(27) % 2, 3.0, 1.9) * k * np.clip(turns / (6 * k), 0.1, 1)
    tip = s.lathe(np.concatenate([[(0, 0)], np.stack([radius, turns], 1), [(0, 26 * k)]]), 18)
    return s.join(eye, s.at(tip, s.move(z=-27 * k)))


def _long_eye(rng: np.random.Generator, size: float) -> trimesh.Trimesh:
    """An eye on a long bolt with nut and washer, or on a sleeve anchor."""
    radius = 0.0042 * size
    eye = s.at(s.torus(radius * 2.7, radius), s.turn(90, (1, 0, 0)), s.move(z=radius * 3.6))
    return s.join(eye, anchor_shank(rng, radius, float(rng.uniform(0.06, 0.11)) * size))


def _hoop(half: float, legs: float) -> s.Points:
    """An upside-down U in the plane y = 0, its feet at z = 0."""
    top = s.arc(half, 0, 180, 28) + np.array([0.0, legs])
    line = np.concatenate([[(half, 0.0)], top, [(-half, 0.0)]])
    return np.stack([line[:, 0], 0 * line[:, 0], line[:, 1]], 1)


def _pan(
    rng: np.random.Generator, half: float
) -> tuple[trimesh.Trimesh, list[tuple[float, float]]]:
    """A shallow pan with a rim and the places of its screws."""
    if chance(rng, 0.5):
        outer, inner = s.circle(half * 1.1, 56), s.circle(half * 0.86, 56)
        a = np.linspace(0, 2 * np.pi, 4, endpoint=False) + np.pi / 4
        places = [(half * 0.98 * float(np.cos(v)), half * 0.98 * float(np.sin(v))) for v in a]
    else:
        outer, inner = (
            rounded(2.1 * half, 2.1 * half, 0.006),
            rounded(1.55 * half, 1.55 * half, 0.006),
        )
        places = [(x * half * 0.91, y * half * 0.91) for x in (1, -1) for y in (1, -1)]
    rim = s.at(s.extrude(outer, 0.003, [inner]), s.move(z=0.0035))
    bowl = s.extrude(inner * 1.02, 0.0016)
    wall = s.extrude(inner * 1.03, 0.005, [inner * 0.99])
    return s.join(rim, bowl, wall), places


def _placed(rng: np.random.Generator, parts: list[Part], mounted: float) -> list[Part]:
    """Loose on the ground, or in this share on a piece of wall or floor."""
    parts = ground(parts)
    if chance(rng, mounted):
        low, high = bounds(parts)
        wide, long = (float(v) * float(rng.uniform(1.3, 2.2)) + 0.03 for v in (high - low)[:2])
        parts = set_into(rng, parts, wide, long)
    elif chance(rng, 0.15):
        plug = s.lathe([(0, 0), (0.0035, 0), (0.004, 0.03), (0.0046, 0.036), (0, 0.036)], 16)
        lying = s.at(
            plug,
            s.turn(90, (0, 1, 0)),
            s.turn(float(rng.uniform(0, 360))),
            s.move(0.06, -0.05, 0.0046),
        )
        parts = [*parts, Part(lying, "plastic", hue(rng, 0.3))]
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "wall_ring": (eye_bolts, ring_on_plate, tie_down_ring, vehicle_anchor, hook_or_small_ring),
}
