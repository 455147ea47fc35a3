"""Combination cuffs: handcuffs linked to leg cuffs, and belly-chain sets, for one person."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, ground, pick, strewn
from datasets.studio.designs._hardware import Points, draw_metal, slack
from datasets.studio.designs._irons import padlock
from datasets.studio.designs._linked import (
    CuffSet,
    Gauge,
    ankle_form,
    chain,
    cuff_set,
    draw_gauge,
    flat_roll,
    swivel,
    with_keys,
    wrist_form,
)
from datasets.studio.designs._ratchet import Finish
from datasets.studio.designs.leg_restraints import combination_set as spread_set
from datasets.studio.parts import Part, moved


def hanging_set(rng: np.random.Generator) -> list[Part]:
    """Held up by the handcuffs, the connecting chain and the leg cuffs hanging below."""
    hands, feet, gauge, finish = _draw_set(rng)
    drop, legs = float(rng.uniform(0.16, 0.24)), float(rng.uniform(0.1, 0.15))
    parts = _couple(rng, hands, gauge.times(0.8), np.zeros(3), 0.045, 1.0, 80.0)
    low = np.array([0.0, -drop, 0.0])
    parts += [chain(np.linspace((0, 0, 0), low, 60), gauge, finish), swivel(low, gauge, finish)]
    spread = float(rng.uniform(0.03, 0.07))
    line = [(spread, -legs, 0.0), (spread * 0.8, -legs * 0.4, 0.0), (0.0, 0.0, 0.0)]
    line += [(-x, y, 0.0) for x, y, _ in line[1::-1]]
    parts.append(chain(s.spline(np.add(line, low), 80), gauge, finish))
    for side in (1.0, -1.0):
        end = low + np.array([side * spread, -legs, 0.0])
        parts += feet.hung(rng).at(end, (side * 0.4, -1.0, 0.0), float(rng.uniform(-25, 25)))
    return ground(moved(parts, s.turn(float(rng.uniform(20, 65)), (1, 0, 0))))


def laid_in_h(rng: np.random.Generator) -> list[Part]:
    """Laid out: handcuffs above, leg cuffs below, one chain between the middles of theirs."""
    hands, feet, gauge, finish = _draw_set(rng)
    high = float(rng.uniform(0.2, 0.34))
    parts = _couple(rng, hands, gauge.times(0.8), np.array([0.0, high, 0.0]), 0.05, 1.0)
    parts += _couple(rng, feet, gauge, np.zeros(3), float(rng.uniform(0.2, 0.28)), -1.0)
    bulge = float(rng.uniform(-1, 1))
    path = slack((0, high, 0), (0, 0, 0), high * float(rng.uniform(1.02, 1.5)), (bulge, 0.1, 0))
    parts += [
        chain(path, gauge, finish),
        swivel(path[0], gauge, finish),
        swivel(path[-1], gauge, finish),
    ]
    return with_keys(rng, strewn(rng, parts), 0.3, [(0.14, 0.0), (0.16, 0.03)])


def belly_chain_set(rng: np.random.Generator) -> list[Part]:
    """A waist chain with a handcuff at either side, a long chain down to leg cuffs."""
    hands, feet, gauge, finish = _draw_set(rng)
    half = float(rng.uniform(0.12, 0.16))
    parts = _waist_chain(rng, hands, gauge, half)
    low = np.array(
        [float(rng.uniform(-0.03, 0.03)), -half * 0.75 - float(rng.uniform(0.14, 0.26)), 0.0]
    )
    start = np.array([0.0, -half * 0.75, 0.0])
    path = slack(
        start, low, float(np.linalg.norm(low - start)) * 1.2, (float(pick(rng, (1, -1))), 0, 0)
    )
    parts += [chain(path, gauge, finish), swivel(start, gauge.times(1.3), finish)]
    parts += _couple(rng, feet, gauge, low, float(rng.uniform(0.2, 0.28)), -1.0)
    return strewn(rng, parts)


def belly_chain_cuffs(rng: np.random.Generator) -> list[Part]:
    """A waist chain with its two handcuffs in front or at the sides, padlocked or hooked shut."""
    hands, _, gauge, finish = _draw_set(rng, feet=False)
    half = float(rng.uniform(0.11, 0.15))
    parts = _waist_chain(rng, hands, gauge, half)
    if chance(rng, 0.7):
        tail = np.add([(0, 0.01, 0), (0.035, 0.065, 0), (0.03, 0.12, 0)], (0, half * 0.75, 0))
        parts.append(chain(s.spline(tail, 40), gauge, finish))
    return with_keys(rng, strewn(rng, parts), 0.3, [(0.0, 0.0), (0.03, 0.02)])


def gathered_set(rng: np.random.Generator) -> list[Part]:
    """The set gathered up: four cuffs in a row, the chains in loops below them."""
    hands, feet, gauge, finish = _draw_set(rng)
    x = [0.15, 0.05, -0.05, -0.15]
    order: list[CuffSet] = (
        [feet, hands, hands, feet] if chance(rng, 0.5) else [hands, hands, feet, feet]
    )
    parts: list[Part] = []
    ends = [np.array([v, float(rng.normal(0, 0.008)), 0.0]) for v in x]
    for cuffs, end in zip(order, ends, strict=True):
        parts += cuffs.hung(rng).at(end, (float(rng.normal(0, 0.15)), 1.0, 0.0), flat_roll(rng))
    pairs = [(0, 3), (1, 2)] if order[0] is feet else [(2, 3), (0, 1)]
    long = [float(rng.uniform(0.36, 0.42)), float(rng.uniform(0.11, 0.13))]
    middles = []
    for (a, b), length in zip(pairs, long, strict=True):
        path = slack(ends[a], ends[b], max(length, 1.1 * abs(x[a] - x[b])), (0, -1.0, 0))
        parts.append(chain(path, gauge, finish))
        middles.append(path[len(path) // 2])
    way = (float(rng.uniform(0.4, 1.0)), -0.6, 0)
    joined = slack(middles[0], middles[1], float(rng.uniform(0.28, 0.4)), way)
    parts += [chain(joined, gauge, finish), *(swivel(m, gauge.times(1.2), finish) for m in middles)]
    return strewn(rng, parts)


def _draw_set(
    rng: np.random.Generator, feet: bool = True
) -> tuple[CuffSet, CuffSet, Gauge, Finish]:
    """Handcuffs, leg cuffs (the handcuffs again where none are asked for), chain and finish."""
    finish = draw_metal(rng, 0.05)
    hands = cuff_set(rng, wrist_form(rng), finish, 2)
    legs = cuff_set(rng, ankle_form(rng), finish, 2) if feet else hands
    return hands, legs, draw_gauge(rng), finish


def _couple(
    rng: np.random.Generator,
    cuffs: CuffSet,
    gauge: Gauge,
    middle: Points,
    wide: float,
    up: float,
    roll: float = 5.0,
) -> list[Part]:
    """A pair of cuffs on a chain of a width whose middle is given, the cuffs towards +y or -y."""
    bend = up * wide * float(rng.uniform(0.1, 0.35))
    ends = [middle + np.array([side * wide / 2, bend, 0.0]) for side in (1.0, -1.0)]
    parts = [chain(s.spline([ends[0], middle, ends[1]], 60), gauge, cuffs.finish)]
    for end, side in zip(ends, (1.0, -1.0), strict=True):
        way = (side * float(rng.uniform(0.15, 0.9)), up, 0.0)
        parts += cuffs.hung(rng).at(end, way, flat_roll(rng, roll))
    return parts


def _waist_chain(rng: np.random.Generator, hands: CuffSet, gauge: Gauge, half: float) -> list[Part]:
    """A closed loop about the origin with a handcuff at either flank and its closing at +y."""
    angle = np.radians(np.linspace(0, 360, 140)) + np.pi / 2
    wave = 1 + 0.05 * np.sin(2 * angle + rng.uniform(0, 6)) * np.cos(angle) ** 2
    loop = np.stack([half * wave * np.cos(angle), 0.75 * half * np.sin(angle), 0 * angle], 1)
    parts = [chain(loop, gauge.times(1.1), hands.finish)]
    front = chance(rng, 0.4)
    for side in (1.0, -1.0):
        a = np.radians(-90 + side * float(rng.uniform(20, 32) if front else rng.uniform(70, 95)))
        at = np.array([half * np.cos(a), 0.75 * half * np.sin(a), 0.0])
        parts.append(swivel(at, gauge.times(1.2), hands.finish, 90.0))
        way = at / np.linalg.norm(at) + rng.normal(0, 0.12, 3)
        parts += hands.hung(rng).at(at, way, flat_roll(rng))
    back = np.array([0.0, 0.75 * half, 0.0])
    if chance(rng, 0.6):
        lock = padlock(rng, float(rng.uniform(0.028, 0.036)))
        parts += moved(lock, s.move(*back) @ s.turn(90 + float(rng.uniform(-25, 25))))
    else:
        parts.append(swivel(back, gauge.times(1.8), hands.finish, 90.0))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "combination_cuffs": (
        spread_set,
        hanging_set,
        laid_in_h,
        belly_chain_set,
        belly_chain_cuffs,
        gathered_set,
    ),
}
