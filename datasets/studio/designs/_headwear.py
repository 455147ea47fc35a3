"""Fittings of headwear: cords with their stops, straps with buckle or lock, trims, cords lying.

Owns no class of goods.
"""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._belts import side_release_buckle
from datasets.studio.designs._cloth import Drape
from datasets.studio.designs._forms import BLACK, Colour, bounds, chance, dark, ground, pick
from datasets.studio.designs._furniture import buckle
from datasets.studio.designs.locks import upright_padlock
from datasets.studio.parts import Part, moved

Points = NDArray[np.float64]


def flat_band(path: Points, wide: float, thick: float, closed: bool = True) -> trimesh.Trimesh:
    """A strap round a head or along a line, its broad side upright."""
    return s.strap_along(path, thick, wide, up=(0, 0, 1), closed=closed)


def cord_stop(colour: Colour) -> list[Part]:
    """A spring stop for two cords about z, its button on top."""
    body = s.lathe(
        [(0, 0), (0.006, 0), (0.0085, 0.004), (0.0085, 0.013), (0.006, 0.017), (0, 0.017)], 20
    )
    button = s.at(s.cylinder(0.0052, 0.008, 16), s.move(z=0.02))
    return [Part(s.join(body, button), "plastic", colour)]


def hanging_cords(rng: np.random.Generator, start: Points, fall: float, out: Points) -> list[Part]:
    """Two cord ends that leave a point and hang down, with a stop on both."""
    colour = dark(rng) if chance(rng, 0.7) else (0.5, 0.48, 0.42)
    side = np.cross(out, [0.0, 0, 1])
    cords = []
    for way in (1, -1):
        sway = float(rng.uniform(0.25, 1.0)) * way
        keys = [start, start + 0.012 * out + 0.002 * way * side - (0, 0, 0.008)]
        keys += [start + 0.016 * out + 0.003 * way * side - (0, 0, 0.035)]
        end = start + 0.02 * out + 0.022 * sway * side - (0, 0, fall * rng.uniform(0.75, 1.0))
        keys += [(keys[-1] + end) / 2 + 0.004 * way * side, end]
        cords.append(s.tube_along(s.spline(keys, 40), 0.0022, 8))
        cords.append(s.at(s.sphere(0.0042, 1), s.move(*end)))
    stop = moved(cord_stop(dark(rng)), s.move(*(start + 0.016 * out - (0, 0, 0.042))))
    return [Part(s.join(*cords), "rope", colour), *stop]


def lying_cords(
    rng: np.random.Generator, start: ArrayLike, away: float, colour: Colour
) -> list[Part]:
    """Two cord ends on the floor running out to -y, a stop on both."""
    p = np.asarray(start, dtype=np.float64)
    stop_at = np.add(p, (rng.uniform(-0.01, 0.01), -0.03, 0.004))
    cords = []
    for way in (1, -1):
        sway = rng.uniform(-0.03, 0.03, 2) + way * 0.02
        far = float(rng.uniform(0.8, 1.1))
        steps = [
            (0.002 * way, 0, 0),
            (sway[0], -away * 0.5, -0.001),
            (sway[1], -away * far, -0.0015),
        ]
        keys = [p, *(np.add(stop_at, step) for step in steps)]
        cords.append(s.tube_along(s.spline(keys, 40), 0.0022, 8))
        cords.append(s.at(s.sphere(0.0042, 1), s.move(*keys[-1])))
    stop = moved(cord_stop(dark(rng)), s.move(*stop_at) @ s.turn(90, (1, 0, 0)))
    return [Part(s.join(*cords), "rope", colour), *stop]


def neck_strap(rng: np.random.Generator, drape: Drape, level: float) -> list[Part]:
    """Webbing round the neck of a hood, closed by a buckle or a padlock at one side."""
    wide = float(rng.uniform(0.02, 0.03))
    path = drape.ring(level, 0.0045)
    path = _evened(path)
    parts = [Part(flat_band(path, wide, 0.0025), "webbing", BLACK)]
    place = closing_place(path, float(pick(rng, (0.0, 0.0, 0.5, rng.uniform(0, 1)))), 0.004)
    return parts + closing(rng, wide, place, 0.6)


def closing(rng: np.random.Generator, wide: float, place: s.Matrix, locked: float) -> list[Part]:
    """What closes a strap: a padlock on a hasp in the share `locked`, else a buckle. Faces -y."""
    if chance(rng, locked):
        plate = s.at(s.box(wide * 1.7, 0.002, wide * 0.9, 0.0006), s.move(y=-0.001))
        staple = s.at(s.torus(wide * 0.3, 0.0022), s.turn(90, (0, 1, 0)), s.move(y=-0.002))
        lock = moved(upright_padlock(rng), s.move(0, -wide * 0.45, -wide * 0.72) @ _small(0.55))
        return moved([Part(s.join(plate, staple), "steel"), *lock], place)
    if chance(rng, 0.5):
        clip = s.at(side_release_buckle(wide * 0.95, 0.009), s.move(y=-0.004))
        return [Part(s.at(clip, place), "plastic", dark(rng))]
    frame = s.at(buckle(wide * 1.1, wide * 1.45), s.turn(90, (1, 0, 0)), s.move(y=-0.004))
    tail = s.at(s.box(wide * 2.6, 0.002, wide * 0.96, 0.0008), s.move(wide * 1.1, -0.003))
    return [Part(s.at(frame, place), "steel"), Part(s.at(tail, place), "webbing", BLACK)]


def closing_place(path: Points, share: float, off: float) -> s.Matrix:
    """Takes x along a closed line, -y outwards, z up at a share (0..1) of it; 0 is the front."""
    n = len(path)
    i = round(share * n) % n
    way = path[(i + 1) % n] - path[i - 1]
    angle = float(np.degrees(np.arctan2(way[1], way[0])))
    return s.move(*path[i]) @ s.turn(angle) @ s.move(y=-off)


def shown(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """A worn thing: mostly upright, at times face up, or two of it back to back."""
    low, high = bounds(parts)
    if high[0] - low[0] > 0.3 or chance(rng, 0.7):  # shoulders side by side make small heads
        return ground(parts)
    if chance(rng, 0.5):
        return ground(moved(parts, s.turn(-90, (1, 0, 0))))
    apart = float(high[0] - low[0]) * 0.5 + float(rng.uniform(0.01, 0.08))
    turns = (float(rng.uniform(-35, 35)), 180 + float(rng.uniform(-35, 35)))
    pair = [
        moved(parts, s.move(x) @ s.turn(t)) for x, t in zip((-apart, apart), turns, strict=True)
    ]
    return ground([*pair[0], *pair[1]])


def _small(factor: float) -> s.Matrix:
    return s.scale(factor, factor, factor)


def _evened(path: Points) -> Points:
    """The same closed line without the small folds of the cloth under it."""
    kernel = np.ones(25) / 25
    wrapped = np.concatenate([path[-12:], path, path[:12]])
    return np.stack([np.convolve(wrapped[:, k], kernel, "valid") for k in range(3)], 1) * (
        1.02,
        1.02,
        1.0,
    )
