"""Gang chains: handcuffs, leg cuffs, belly chains or irons for several people on one chain."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, ground, pick, strewn
from datasets.studio.designs._hardware import Points, draw_iron, draw_metal
from datasets.studio.designs._irons import Closure, Ring, hung_ring, padlock
from datasets.studio.designs._linked import (
    CuffSet,
    Gauge,
    Hung,
    ankle_form,
    chain,
    cuff_set,
    draw_gauge,
    flat_roll,
    rough_gauge,
    swivel,
    wrist_form,
)
from datasets.studio.designs._ratchet import Finish
from datasets.studio.parts import Part, moved

Pair = Callable[[Points, Points], list[Part]]  # what hangs at a point of the chain, towards a way


def handcuffs_on_chain(rng: np.random.Generator) -> list[Part]:
    """Three to five pairs of handcuffs on short side chains along a chain laid in bends."""
    finish, gauge = draw_metal(rng, 0.06), draw_gauge(rng)
    cuffs = cuff_set(rng, wrist_form(rng), finish, 3)
    main = gauge.times(float(rng.uniform(1.2, 1.6)))
    reach = float(rng.uniform(0.035, 0.08))
    return _laid_gang(rng, main, finish, _pair(rng, cuffs, gauge, 0.055, reach), (3, 4, 4, 5), 0.22)


def leg_cuffs_on_chain(rng: np.random.Generator) -> list[Part]:
    """Three or four pairs of leg cuffs whose own chains hang in rings of the long chain."""
    finish, gauge = draw_metal(rng, 0.04), draw_gauge(rng)
    cuffs = cuff_set(rng, ankle_form(rng), finish, 3)
    main = gauge.times(float(rng.uniform(1.2, 1.6)))
    wide = float(rng.uniform(0.13, 0.2))
    return _laid_gang(
        rng, main, finish, _pair(rng, cuffs, gauge, wide, 0.012), (3, 3, 4), 0.14 + wide
    )


def hands_and_feet_on_chain(rng: np.random.Generator) -> list[Part]:
    """Handcuffs and leg cuffs in turn on one chain."""
    finish, gauge = draw_metal(rng, 0.04), draw_gauge(rng)
    hands = _pair(rng, cuff_set(rng, wrist_form(rng), finish, 2), gauge, 0.055, 0.05)
    feet = _pair(rng, cuff_set(rng, ankle_form(rng), finish, 2), gauge, 0.15, 0.012)
    turn = iter(range(99))

    def either(point: Points, way: Points) -> list[Part]:
        return (feet if next(turn) % 2 else hands)(point, way)

    return _laid_gang(rng, gauge.times(1.4), finish, either, (4, 4, 5), 0.27)


def irons_on_chain(rng: np.random.Generator) -> list[Part]:
    """Pairs of bolted ankle rings on a stout rusty chain."""
    finish = draw_iron(rng) if chance(rng, 0.8) else draw_metal(rng, 0.0)
    closure: Closure = pick(rng, ("bolt", "bolt", "lock"))
    thick = float(rng.uniform(0.006, 0.009))
    wide = float(pick(rng, (thick * 1.1, rng.uniform(0.016, 0.028))))
    ring = Ring(float(rng.uniform(0.043, 0.05)), thick, wide, closure, soft=0.5)
    cuffs = CuffSet(ankle_form(rng), finish, (hung_ring(rng, ring, finish, 0.004),))
    gauge = rough_gauge(rng, 0.85)
    return _laid_gang(
        rng, gauge.times(1.25), finish, _pair(rng, cuffs, gauge, 0.14, 0.02), (3, 4), 0.28
    )


def belly_chains_on_chain(rng: np.random.Generator) -> list[Part]:
    """Three waist chains, each with two handcuffs, on one long chain."""
    finish, gauge = draw_metal(rng, 0.03), draw_gauge(rng)
    cuffs = cuff_set(rng, wrist_form(rng), finish, 2)
    main = gauge.times(1.5)
    half = float(rng.uniform(0.095, 0.125))
    parts: list[Part] = []
    count, pitch = 3, float(rng.uniform(0.3, 0.36))
    x = (np.arange(count) - (count - 1) / 2) * pitch
    bends = [(float(v), 0.03 * (-1) ** i, 0.0) for i, v in enumerate(x)]
    line = [(x[0] - pitch * 0.6, -0.02, 0.0), *bends, (x[-1] + pitch * 0.6, 0.0, 0.0)]
    path = s.spline(line, 160)
    parts += [chain(path, main, finish), *_chain_ends(path, main, finish)]
    for i, point in enumerate(np.array(bends)):
        side = 1.0 if i % 2 else -1.0
        parts += _belly(rng, point, side, half, cuffs, gauge)
    return strewn(rng, parts)


def hung_up_gang(rng: np.random.Generator) -> list[Part]:
    """The chain hung up between two hooks, its pairs of handcuffs dangling below."""
    finish, gauge = draw_metal(rng, 0.04), draw_gauge(rng)
    cuffs = cuff_set(rng, wrist_form(rng), finish, 3)
    count = int(rng.integers(3, 6))
    half = 0.5 * count * float(rng.uniform(0.13, 0.18))
    sag, main = float(rng.uniform(0.02, 0.09)), gauge.times(float(rng.uniform(1.3, 1.7)))
    t = np.linspace(-1, 1, 120)
    path = np.stack([half * t, sag * (t**2 - 1), 0 * t], 1)
    parts: list[Part] = [chain(path, main, finish), *_chain_ends(path, main, finish)]
    pair = _pair(rng, cuffs, gauge, 0.03, float(rng.uniform(0.02, 0.09)), 80.0)
    for i in range(count):
        point = path[round((i + 0.5) / count * 119)]
        parts += pair(point, np.array([0.0, -1.0, 0.0]))
    return ground(moved(parts, s.turn(float(rng.uniform(15, 60)), (1, 0, 0))))


def _pair(
    rng: np.random.Generator,
    cuffs: CuffSet,
    gauge: Gauge,
    wide: float,
    reach: float,
    roll: float = 4.0,
) -> Pair:
    """Two cuffs on a chain of this width, held by a side chain of this reach."""

    def hang(point: Points, way: Points) -> list[Part]:
        ahead = way / np.linalg.norm(way)
        across = np.array([-ahead[1], ahead[0], 0.0])
        middle = point + ahead * reach
        parts = [swivel(point, gauge.times(1.5), cuffs.finish, 90.0)]
        if reach > 0.03:
            parts += [chain(np.linspace(point, middle, 20), gauge, cuffs.finish)]
            parts += [swivel(middle, gauge, cuffs.finish)]
        bow = ahead * wide * float(rng.uniform(0.15, 0.4))
        ends = [middle + across * side * wide / 2 + bow for side in (1.0, -1.0)]
        line = s.spline([ends[0], middle + bow * 0.1, ends[1]], 40)
        parts.append(chain(line, gauge, cuffs.finish))
        for end, side in zip(ends, (1.0, -1.0), strict=True):
            out = ahead + across * side * float(rng.uniform(0.1, 0.45))
            parts += cuffs.hung(rng).at(end, out, flat_roll(rng, roll))
        return parts

    return hang


def _laid_gang(
    rng: np.random.Generator,
    main: Gauge,
    finish: Finish,
    pair: Pair,
    counts: tuple[int, ...],
    room: float,
) -> list[Part]:
    """The long chain in zigzag, in a ring or nearly straight; each pair has `room` metres."""
    count = int(pick(rng, counts))
    layout = int(rng.integers(3))
    if layout == 0:
        path, places = _zigzag(rng, count, room)
    elif layout == 1:
        path, places = _round(rng, count, room)
    else:
        path, places = _row(rng, count, room)
    parts: list[Part] = [chain(path, main, finish), *_chain_ends(path, main, finish)]
    for point, way in places:
        parts += pair(point, way)
    if chance(rng, 0.2):
        end = path[-1] + (path[-1] - path[-4]) * 0.8
        parts += moved(padlock(rng, 0.034), s.move(*end) @ s.turn(float(rng.uniform(0, 360))))
    return strewn(rng, parts)


def _zigzag(
    rng: np.random.Generator, count: int, room: float
) -> tuple[Points, list[tuple[Points, Points]]]:
    """Bends to and fro; pairs point outwards at the bends."""
    step, high = room * float(rng.uniform(0.5, 0.62)), float(rng.uniform(0.08, 0.16))
    x = (np.arange(count) - (count - 1) / 2) * step
    side = (-1.0) ** np.arange(count)
    bends = np.stack([x, side * high + rng.normal(0, 0.01, count), 0 * x], 1)
    first = bends[0] + (-step * 1.1, -side[0] * high, 0.0)
    last = bends[-1] + (step * 1.1, -side[-1] * high, 0.0)
    path = s.spline([first, *bends, last], 200)
    ways = [np.array([float(rng.uniform(-0.3, 0.3)), k, 0.0]) for k in side]
    return path, list(zip(bends, ways, strict=True))


def _round(
    rng: np.random.Generator, count: int, room: float
) -> tuple[Points, list[tuple[Points, Points]]]:
    """Most of a ring; pairs point outwards."""
    arc = float(rng.uniform(240, 310))
    radius = max(0.09, count * room / np.radians(arc) - 0.09) * float(rng.uniform(1.0, 1.2))
    angles = np.radians(np.linspace(0, arc, 160))
    wobble = radius * (1 + 0.08 * np.sin(3 * angles + rng.uniform(0, 6)))
    path = np.stack([wobble * np.cos(angles), wobble * np.sin(angles), 0 * angles], 1)
    at = [round((i + 0.5) / count * 159) for i in range(count)]
    return path, [(path[i], path[i] + rng.normal(0, 0.015, 3) * (1, 1, 0)) for i in at]


def _row(
    rng: np.random.Generator, count: int, room: float
) -> tuple[Points, list[tuple[Points, Points]]]:
    """A gently waving line; the pairs lie to one side."""
    pitch = room * float(rng.uniform(1.0, 1.2))
    half = count * pitch / 2
    x = np.linspace(-half, half, 160)
    path = np.stack([x, 0.02 * np.sin(x * float(rng.uniform(6, 12))), 0 * x], 1)
    at = [round((i + 0.5) / count * 159) for i in range(count)]
    return path, [(path[i], np.array([float(rng.normal(0, 0.12)), 1.0, 0.0])) for i in at]


def _chain_ends(path: Points, main: Gauge, finish: Finish) -> list[Part]:
    """A large ring at either end of the long chain."""
    ends = []
    for point, way in ((path[0], path[0] - path[3]), (path[-1], path[-1] - path[-4])):
        centre = point + way / np.linalg.norm(way) * main.wide * 0.9
        ends.append(Part(s.at(s.torus(main.wide * 1.2, main.wire * 1.3), s.move(*centre)), *finish))
    return ends


def _belly(
    rng: np.random.Generator,
    point: Points,
    side: float,
    half: float,
    cuffs: CuffSet,
    gauge: Gauge,
) -> list[Part]:
    """A waist chain lying in a loop beside the long chain, a handcuff at each of its flanks."""
    centre = point + np.array([0.0, side * (half + 0.014), 0.0])
    angle = np.radians(np.linspace(0, 360, 90)) - side * np.pi / 2
    wave = half * (1 + 0.06 * np.sin(2 * angle + rng.uniform(0, 6)))
    loop = centre + np.stack([wave * np.cos(angle), half * np.sin(angle), 0 * angle], 1)
    parts = [chain(loop, gauge, cuffs.finish), swivel(point, gauge.times(1.6), cuffs.finish, 90.0)]
    for flank in (1.0, -1.0):
        lean = float(rng.uniform(20, 75))
        a = np.radians(90 - flank * lean) if side > 0 else np.radians(-90 + flank * lean)
        out = np.array([np.cos(a), np.sin(a), 0.0])
        at = centre + half * out
        inside: Hung = cuffs.hung(rng)
        parts += inside.at(at, out + rng.normal(0, 0.15, 3), flat_roll(rng))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "gang_chain": (
        handcuffs_on_chain,
        leg_cuffs_on_chain,
        hands_and_feet_on_chain,
        irons_on_chain,
        belly_chains_on_chain,
        hung_up_gang,
    ),
}
