"""Neck restraints: hinged collars with a lock, ratchet collars, neck irons, some on handcuffs."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, ground, pick
from datasets.studio.designs._hardware import draw_iron, draw_metal, slack, wander
from datasets.studio.designs._head_form import head_form
from datasets.studio.designs._irons import Closure, Ring, hung_ring
from datasets.studio.designs._linked import (
    Hung,
    chain,
    cuff_set,
    draw_closing,
    draw_gauge,
    flat_roll,
    hung_cuff,
    large_form,
    rough_gauge,
    swivel,
    with_keys,
    wrist_form,
)
from datasets.studio.designs._ratchet import Finish
from datasets.studio.parts import Part, moved


def hinged_collar(rng: np.random.Generator) -> list[Part]:
    """A broad hinged steel collar with a lock or a padlock and a ring in front."""
    finish = draw_metal(rng, 0.05) if chance(rng, 0.75) else draw_iron(rng)
    hung = hung_ring(rng, _collar(rng), finish, float(rng.uniform(0.0035, 0.0055)))
    parts = hung.at(np.zeros(3), (0.0, 1.0, 0.0), 180.0 * int(rng.integers(2)))
    if chance(rng, 0.3):
        gauge = draw_gauge(rng, 1.2)
        line = wander(rng, float(rng.uniform(0.1, 0.35)), 4, 0.3) @ s.turn(-90)[:3, :3].T
        path = line - line[0]
        parts += [chain(path, gauge, finish), swivel(path[-1], gauge.times(1.4), finish)]
    parts = with_keys(rng, parts, 0.3, [(0.11, 0.0), (0.1, 0.04)])
    lean = float(pick(rng, (0, 0, 0, rng.uniform(40, 90))))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360))) @ s.turn(lean, (1, 0, 0))))


def collar_with_cuffs(rng: np.random.Generator) -> list[Part]:
    """A collar whose chain ends in a pair of handcuffs, laid out."""
    finish, gauge = draw_metal(rng, 0.04), draw_gauge(rng)
    if chance(rng, 0.35):
        collar = _ratchet_collar(rng, finish)
    else:
        collar = hung_ring(rng, _collar(rng), finish, 0.004)
    far = float(rng.uniform(0.18, 0.34))
    path = slack((0, 0, 0), (0, -far, 0), far * float(rng.uniform(1.03, 1.5)), (1.0, 0, 0))
    parts = collar.at(path[0], (0.0, 1.0, 0.0), 180.0 * int(rng.integers(2)))
    parts += [chain(path, gauge, finish), swivel(path[-1], gauge, finish)]
    hands = cuff_set(rng, wrist_form(rng), finish, 2)
    ends = [path[-1] + np.array([side * 0.026, -0.006, 0.0]) for side in (1.0, -1.0)]
    parts.append(chain(s.spline([ends[0], path[-1], ends[1]], 30), gauge.times(0.8), finish))
    for end, side in zip(ends, (1.0, -1.0), strict=True):
        way = (side, float(rng.uniform(-1.2, 0.1)), 0.0)
        parts += hands.hung(rng).at(end, way, flat_roll(rng))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def neck_iron(rng: np.random.Generator) -> list[Part]:
    """An old collar of round or flat iron, bolted or padlocked, on a stout chain."""
    finish, gauge = draw_iron(rng), rough_gauge(rng)
    thick = float(rng.uniform(0.007, 0.012))
    closure: Closure = pick(rng, ("bolt", "padlock", "bolt"))
    ring = Ring(
        radius=float(rng.uniform(0.058, 0.076)),
        thick=thick,
        wide=float(pick(rng, (thick, thick, rng.uniform(0.02, 0.035)))),
        closure=closure,
        gap=float(pick(rng, (0.0, 0.0, rng.uniform(15, 70)))),
        soft=0.9,
    )
    hung = hung_ring(rng, ring, finish, 0.0055)
    line = wander(rng, float(rng.uniform(0.2, 0.55)), 5, 0.4) @ s.turn(-90)[:3, :3].T
    path = line - line[0]
    parts = hung.at(path[0], path[0] - path[3], 180.0 * int(rng.integers(2)))
    parts += [chain(path, gauge, finish), swivel(path[-1], gauge.times(1.5), finish)]
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def ratchet_collar(rng: np.random.Generator) -> list[Part]:
    """A collar made like a very large ratchet cuff, alone."""
    finish = draw_metal(rng, 0.05)
    hung = _ratchet_collar(rng, finish)
    parts = hung.at(np.zeros(3), (0.0, 1.0, 0.0), flat_roll(rng, 0))
    if chance(rng, 0.5):
        gauge = draw_gauge(rng, 1.2)
        line = wander(rng, float(rng.uniform(0.15, 0.4)), 4, 0.3) @ s.turn(-90)[:3, :3].T
        path = line - line[0]
        parts += [chain(path, gauge, finish), swivel(path[-1], gauge.times(1.4), finish)]
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def collar_on_neck(rng: np.random.Generator) -> list[Part]:
    """The collar on the neck of a form with shoulders, a chain hanging in front."""
    head = head_form(rng, 1.0, nose=True)
    wide, deep, middle = head.keys(0.045)
    finish = draw_metal(rng, 0.03) if chance(rng, 0.7) else draw_iron(rng)
    thick = float(rng.uniform(0.004, 0.008))
    closure: Closure = pick(rng, ("lock", "padlock", "bolt"))
    snug = max(wide, deep) / 2 + thick / 2 + float(rng.uniform(0.001, 0.004))
    ring = Ring(snug, thick, float(rng.uniform(0.018, 0.032)), closure)
    hung = hung_ring(rng, ring, finish, 0.004)
    spin = float(pick(rng, (0.0, 0.0, rng.uniform(-60, 60))))
    place = (
        s.move(0, middle, head.height(0.043))
        @ s.turn(spin)
        @ s.turn(float(rng.uniform(0, 8)), (1, 0, 0))
    )
    parts = [*head.parts, *moved(hung.parts, place)]
    if chance(rng, 0.8):
        start = (place @ np.r_[hung.hang, 1.0])[:3]
        front = np.array([start[0] * 1.05, min(start[1] - 0.03, -0.095), head.lift * 0.66])
        low = np.array([start[0] * 1.05, front[1] - 0.008, 0.008])
        path = s.spline([start, (start + front) / 2 + (0, -0.006, 0.006), front, low], 60)
        parts.append(chain(path, draw_gauge(rng, 1.1), finish))
    return ground(parts)


def _collar(rng: np.random.Generator) -> Ring:
    """A neck's size: 34 to 50 cm round the inside."""
    return Ring(
        radius=float(rng.uniform(0.058, 0.08)),
        thick=float(rng.uniform(0.0035, 0.0075)),
        wide=float(rng.uniform(0.022, 0.05)),
        closure=pick(rng, ("lock", "padlock", "padlock", "bolt")),
        gap=float(pick(rng, (0.0, 0.0, rng.uniform(20, 110)))),
        soft=0.5,
    )


def _ratchet_collar(rng: np.random.Generator, finish: Finish) -> Hung:
    form = large_form(rng, (0.126, 0.149), float(rng.uniform(0.62, 0.75)))
    bow: Finish = ("steel", None) if finish[0] == "painted_metal" else finish
    return hung_cuff(rng, form, finish, bow, draw_closing(rng, 0.3))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "neck_restraint": (
        hinged_collar,
        collar_with_cuffs,
        neck_iron,
        ratchet_collar,
        collar_on_neck,
    ),
}
