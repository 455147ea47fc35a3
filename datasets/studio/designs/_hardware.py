"""Small hardware shared by the designs of restraints and their look-alikes: chains, keys, bolts.

Owns no class of goods. Every draw comes from the generator handed in.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Colour, chance, hue, pick
from datasets.studio.designs._limb_forms import cap
from datasets.studio.designs._ratchet import Finish
from datasets.studio.parts import Part, moved

Points = NDArray[np.float64]


def draw_metal(rng: np.random.Generator, coloured: float = 0.12) -> Finish:
    """Nickel plate mostly, blackened often, coloured in the share given."""
    if chance(rng, coloured):
        return ("painted_metal", hue(rng, black=0.1))
    grey = float(rng.uniform(0.42, 0.68))
    nickel: Finish = ("steel", (grey, grey * rng.uniform(0.95, 1.0), grey * rng.uniform(0.9, 1.0)))
    dark = float(rng.uniform(0.02, 0.09))
    black: Finish = ("dark_steel", (dark, dark, dark * 1.05))
    return pick(rng, (nickel, nickel, ("chrome", None), black))


def draw_iron(rng: np.random.Generator) -> Finish:
    """Old iron: rusty brown, nearly black, or worn grey."""
    v = float(rng.uniform(0.6, 1.3))
    rust = (0.20 * v, 0.10 * v, 0.055 * v)
    black = (0.045 * v, 0.04 * v, 0.038 * v)
    options: tuple[Finish, ...] = (
        ("rust", rust),
        ("rust", black),
        ("dark_steel", (0.09 * v, 0.085 * v, 0.08 * v)),
        ("rust", (0.13 * v, 0.085 * v, 0.06 * v)),
    )
    return pick(rng, options)


def slack(start: ArrayLike, end: ArrayLike, length: float, way: ArrayLike) -> Points:
    """A smooth path of this length from start to end that bulges along `way`, (80, 3)."""
    a, b, w = (np.asarray(v, dtype=np.float64) for v in (start, end, way))
    low, high = 0.0, 2.0 * length
    for _ in range(24):
        reach = (low + high) / 2
        path = _bulge(a, b, w * reach)
        walked = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
        low, high = (reach, high) if walked < length else (low, reach)
    return _bulge(a, b, w * low)


def _bulge(a: Points, b: Points, by: Points) -> Points:
    keys = [a, a + (b - a) * 0.2 + by * 0.7, (a + b) / 2 + by, b - (b - a) * 0.2 + by * 0.7, b]
    return s.spline(keys, 80)


def wander(rng: np.random.Generator, length: float, bends: int = 5, swing: float = 0.5) -> Points:
    """A path on the floor that turns left and right, (N, 3), of this length in metres."""
    steps = 40 * bends
    keys = rng.normal(0.0, swing * np.pi, bends)
    heading = np.interp(np.linspace(0, bends - 1, steps), np.arange(bends), keys)
    heading = np.convolve(np.pad(heading, 20, mode="edge"), np.ones(41) / 41, mode="valid")
    step = length / steps
    path = np.cumsum(np.stack([np.cos(heading), np.sin(heading), 0 * heading], 1) * step, axis=0)
    return path


def small_key(rng: np.random.Generator, finish: Finish, unit: float = 0.001) -> list[Part]:
    """A cuff key lying on z = 0: a thin barrel, a ring to hold, one bit; `unit` metres per mm."""
    long = float(rng.uniform(24, 34)) * unit
    ring = s.at(s.torus(6.5 * unit, 1.3 * unit), s.move(-6.5 * unit))
    shaft = s.at(s.cylinder(1.9 * unit, long, 20), s.turn(90, (0, 1, 0)), s.move(long / 2))
    bit = s.at(s.box(3.2 * unit, 4.5 * unit, 1.4 * unit), s.move(long - 3 * unit, 3 * unit))
    return moved([Part(s.join(ring, shaft, bit), *finish)], s.move(z=1.9 * unit))


def flat_key(rng: np.random.Generator, finish: Finish) -> list[Part]:
    """A cylinder-lock key lying on z = 0, bow at the origin, blade along x."""
    wide, long = float(rng.uniform(0.019, 0.026)), float(rng.uniform(0.024, 0.034))
    blade = [(0.008, -0.004)]
    cuts = np.linspace(0.014, long + 0.004, 8)
    for x in cuts:
        blade += [(float(x), -0.004 + float(rng.uniform(0.0, 0.0022))), (float(x) + 0.001, -0.0025)]
    blade += [(long + 0.009, 0.001), (long + 0.006, 0.004), (0.008, 0.004)]
    corners = int(rng.integers(3, 7)) * 2 if chance(rng, 0.5) else 32
    bow = s.circle(wide / 2, corners)
    hole = s.circle(0.0028, 16, (-wide * 0.28, 0))
    head = s.extrude(bow, 0.0022, [hole])
    shank = s.extrude(np.array(blade), 0.002)
    groove = s.at(s.box(long * 0.8, 0.0009, 0.0022), s.move(long * 0.5 + 0.01, 0.0012, 0.001))
    parts = [Part(s.join(head, shank), *finish)]
    parts.append(Part(groove, "dark_steel", (0.05, 0.045, 0.04)))
    if chance(rng, 0.3):
        cover = s.extrude(s.circle(wide * 0.56, corners), 0.004, [hole])
        parts.append(Part(s.at(cover, s.move(z=-0.0008)), "plastic", hue(rng, 0.5)))
    return parts


def hex_head(across: float, height: float) -> trimesh.Trimesh:
    """A hexagon bolt head or nut about z, from z = 0, its top edge turned off."""
    low = s.extrude(s.circle(across / np.sqrt(3), 6), height * 0.85)
    top = s.at(s.cylinder(across * 0.47, height * 0.3, 24), s.move(z=height * 0.85))
    return s.join(low, top)


def thread(radius: float, length: float, pitch: float) -> trimesh.Trimesh:
    """A threaded rod along z from 0 to length."""
    count = max(4, int(length / pitch))
    z = np.linspace(0, length, 2 * count + 1)
    r = np.where(np.arange(2 * count + 1) % 2, radius, radius * 0.9)
    profile = np.concatenate([[(0, 0)], np.stack([r, z], 1), [(0, length)]])
    return s.lathe(profile, 20)


def bolt(radius: float, length: float) -> trimesh.Trimesh:
    """A hexagon bolt with a nut near its end, head below z = 0, along z."""
    head = s.at(hex_head(radius * 3.2, radius * 1.3), s.move(z=-radius * 1.3))
    nut = s.at(hex_head(radius * 3.2, radius * 1.6), s.move(z=length - radius * 2.4))
    return s.join(head, thread(radius, length, radius * 0.35), nut)


def capsule(points: Sequence[ArrayLike], radii: Sequence[float]) -> trimesh.Trimesh:
    """A soft limb through points (N, 3) with a radius at each, its ends rounded."""
    p = np.asarray(points, dtype=np.float64)
    path = s.spline(p, 40)
    r = np.interp(np.linspace(0, 1, 40), np.linspace(0, 1, len(radii)), radii)
    tube = s.tube_along(path, r, 18)
    ends = [s.at(s.sphere(r[i] * 0.995, 2), s.move(*path[i])) for i in (0, -1)]
    return s.join(tube, *ends)


def gloved_hand(
    rng: np.random.Generator, colour: Colour, sleeve: Colour | None = None
) -> list[Part]:
    """A dummy's gloved hand and forearm along z: wrist at the origin, fingers up, arm below."""
    mesh = [capsule([(0, 0, -0.15), (0, 0, -0.06), (0, 0, 0.02)], [0.038, 0.028, 0.025])]
    mesh.append(s.at(s.cylinder(0.0385, 0.04), s.move(z=-0.17)))
    palm = s.box(0.078, 0.03, 0.095, 0.0145)
    mesh.append(s.at(palm, s.move(0.0, 0.002, 0.06)))
    curl = float(rng.uniform(0.0, 1.0))
    for i, (x, long) in enumerate(
        ((-0.029, 0.062), (-0.010, 0.078), (0.010, 0.074), (0.029, 0.06))
    ):
        bend = curl * float(rng.uniform(0.7, 1.2)) + 0.08 * i
        out = float(rng.uniform(0.9, 1.3)) * x
        mid = (out, -0.5 * long * np.sin(bend), 0.102 + 0.5 * long * np.cos(bend))
        tip = (
            out * 1.1,
            mid[1] - 0.5 * long * np.sin(2 * bend),
            mid[2] + 0.5 * long * np.cos(2 * bend),
        )
        mesh.append(capsule([(x, 0, 0.10), mid, tip], [0.0098, 0.0092, 0.0078]))
    thumb = [(-0.03, -0.002, 0.03), (-0.056, -0.014, 0.06), (-0.055, -0.024, 0.092)]
    mesh.append(capsule(thumb, [0.014, 0.0115, 0.0092]))
    parts = [Part(s.join(*mesh), "skin_glove", colour)]
    if sleeve is not None:
        tube = s.lathe([(0.030, -0.07), (0.034, -0.075), (0.046, -0.19), (0.0, -0.19)], 36)
        parts.append(Part(tube, "textile", sleeve))
    wide = 0.092 if sleeve is not None else 0.077
    end = cap(rng, (0.0, 0.0), wide, wide)
    return [*parts, end.moved(s.move(z=-0.19) @ s.turn(180, (1, 0, 0)))]
