"""A large cuff by itself: ratchet, hinged band or round iron, loose, on handcuffs or on a leg."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, ground, pick
from datasets.studio.designs._hardware import draw_iron, draw_metal, slack, wander
from datasets.studio.designs._irons import Ring, hung_ring, lower_leg, reclined
from datasets.studio.designs._linked import (
    Hung,
    chain,
    cuff_set,
    draw_closing,
    draw_gauge,
    flat_roll,
    hung_cuff,
    large_form,
    swivel,
    with_keys,
    wrist_form,
)
from datasets.studio.designs._ratchet import SWEEP, Finish
from datasets.studio.parts import Part, moved


def single_ratchet(rng: np.random.Generator) -> list[Part]:
    """One large ratchet cuff, closed, ajar or swung open, alone or with a few loose links."""
    finish = draw_metal(rng, 0.08)
    cuff = _large(rng, finish, draw_closing(rng, 0.45))
    parts = cuff.at(np.zeros(3), (0.0, 1.0, 0.0), flat_roll(rng, 0))
    if chance(rng, 0.5):
        parts += _tail(rng, finish)
    parts = with_keys(rng, parts, 0.45, [(0.09, -0.01), (-0.1, 0.0)])
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def standing_ratchet(rng: np.random.Generator) -> list[Part]:
    """The same cuff leaning upright, seen from its broad side."""
    finish = draw_metal(rng, 0.08)
    cuff = _large(rng, finish, draw_closing(rng, 0.35))
    parts = moved(cuff.parts, s.turn(float(rng.uniform(-40, 40))))
    lean = float(rng.uniform(20, 75))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360))) @ s.turn(lean, (1, 0, 0))))


def hinged_band(rng: np.random.Generator) -> list[Part]:
    """A hinged band with a built-in lock, a ring and sometimes a loose end of chain."""
    finish = draw_metal(rng, 0.08) if chance(rng, 0.75) else draw_iron(rng)
    ring = Ring(
        radius=float(rng.uniform(0.034, 0.05)),
        thick=float(rng.uniform(0.0035, 0.006)),
        wide=float(rng.uniform(0.018, 0.045)),
        closure=pick(rng, ("lock", "lock", "lock", "padlock")),
        gap=float(pick(rng, (0.0, 0.0, rng.uniform(20, 100)))),
        soft=0.5,
    )
    hung = hung_ring(rng, ring, finish, 0.0034)
    parts = hung.at(np.zeros(3), (0.0, 1.0, 0.0), 180.0 * int(rng.integers(2)))
    if chance(rng, 0.5):
        parts += _tail(rng, finish)
    parts = with_keys(rng, parts, 0.4, [(0.08, 0.0), (-0.08, -0.02)])
    lean = float(pick(rng, (0, 0, 0, rng.uniform(30, 90))))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360))) @ s.turn(lean, (1, 0, 0))))


def on_handcuffs(rng: np.random.Generator) -> list[Part]:
    """One large cuff chained to the middle of a pair of handcuffs."""
    finish, gauge = draw_metal(rng, 0.05), draw_gauge(rng)
    hands = cuff_set(rng, wrist_form(rng), finish, 2)
    long = float(rng.uniform(0.1, 0.3))
    path = slack((0, 0, 0), (0, -long, 0), long * float(rng.uniform(1.05, 1.5)), (1.0, 0.1, 0))
    parts = [chain(path, gauge, finish), swivel(path[0], gauge, finish)]
    ends = [np.array([side * 0.025, 0.004, 0.0]) for side in (1.0, -1.0)]
    parts.append(chain(np.linspace(ends[0], ends[1], 20), gauge.times(0.8), finish))
    for end, side in zip(ends, (1.0, -1.0), strict=True):
        way = (side, float(rng.uniform(0.1, 1.2)), 0.0)
        parts += hands.hung(rng).at(end, way, flat_roll(rng))
    cuff = _large(rng, finish, draw_closing(rng, 0.3))
    parts += cuff.at(path[-1], path[-1] - path[-4], flat_roll(rng, 0))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def on_leg(rng: np.random.Generator) -> list[Part]:
    """One large ratchet cuff round the ankle of a shod leg, its ring hanging or chained."""
    finish = draw_metal(rng, 0.05)
    form = large_form(rng, (0.083, 0.087), float(rng.uniform(0.75, 1.0)))
    cuff = hung_cuff(rng, form, finish, finish, float(rng.uniform(8, SWEEP * 0.6)))
    spin, tilt = float(rng.uniform(-140, 140)), float(rng.uniform(-6, 6))
    place = s.move(z=0.125) @ s.turn(spin) @ s.turn(tilt, (1, 0, 0))
    parts = lower_leg(rng) + moved(cuff.parts, place)
    if chance(rng, 0.55):
        return reclined(rng, parts)
    if chance(rng, 0.6):
        start = (place @ np.r_[cuff.hang, 1.0])[:3]
        gauge, out = draw_gauge(rng), start / np.linalg.norm(start[:2]) * (1, 1, 0)
        line = [
            start,
            start + out * 0.02 - (0, 0, 0.07),
            start + out * 0.08 - (0, 0, start[2] - 0.008),
        ]
        line.append(line[-1] + out * float(rng.uniform(0.06, 0.15)))
        parts.append(chain(s.spline(line, 60), gauge, finish))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def _large(rng: np.random.Generator, finish: Finish, closing: float) -> Hung:
    """A ratchet cuff from a little over a handcuff's size to a thigh's."""
    form = large_form(rng, (0.078, 0.112), float(rng.uniform(0.68, 0.95)))
    bow: Finish = ("steel", None) if finish[0] == "painted_metal" else finish
    return hung_cuff(rng, form, finish, bow, closing)


def _tail(rng: np.random.Generator, finish: Finish) -> list[Part]:
    """A short loose chain from the origin towards -y with an end ring."""
    gauge = draw_gauge(rng, 1.1)
    line = wander(rng, float(rng.uniform(0.05, 0.2)), 4, 0.25) @ s.turn(-90)[:3, :3].T
    path = line - line[0]
    parts = [chain(path, gauge, finish)]
    return [*parts, swivel(path[-1], gauge.times(1.4), finish)] if chance(rng, 0.6) else parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "large_cuff": (single_ratchet, standing_ratchet, hinged_band, on_handcuffs, on_leg),
}
