"""Straps, buckles and boxes shared by belts worn round a body. Owns no class of goods."""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._forms import chance
from datasets.studio.designs._ratchet import Finish
from datasets.studio.parts import Part

Points = NDArray[np.float64]


def waist(rng: np.random.Generator, opening: float = 0.0) -> Points:
    """A closed or open waist line (N, 3), front at -y, 0.75 to 1.1 m round."""
    wide, deep = float(rng.uniform(0.135, 0.185)), float(rng.uniform(0.095, 0.135))
    angle = np.radians(np.linspace(-90 + opening / 2, 270 - opening / 2, 121))
    squash = np.abs(np.cos(angle)) ** 0.9 * np.sign(np.cos(angle))
    return np.stack([wide * squash, deep * np.sin(angle), 0 * angle], 1)


def laid_out(rng: np.random.Generator, length: float) -> Points:
    """A line (N, 3) along x in gentle bends, as a belt lies unrolled."""
    x = np.linspace(-length / 2, length / 2, 121)
    y = float(rng.uniform(0.0, 0.03)) * np.sin(x * float(rng.uniform(4, 9)) + rng.uniform(0, 6))
    return np.stack([x, y, 0 * x], 1)


def upright_strap(path: Points, width: float, thickness: float) -> trimesh.Trimesh:
    """A strap along a line on the floor, standing on its edge, centred at z = 0."""
    return s.strap_along(path, thickness, width, up=(0, 0, 1))


def shifted(path: Points, by: float) -> Points:
    """The line moved sideways, outwards for a waist line."""
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    return path + by * np.stack([tangent[:, 1], -tangent[:, 0], 0 * tangent[:, 0]], 1)


def on_line(path: Points, share: float) -> s.Matrix:
    """Takes x along the line, -y outwards, z up at this share (0..1) of a line on the floor."""
    i = int(np.clip(share * (len(path) - 1), 1, len(path) - 2))
    way = path[i + 1] - path[i - 1]
    angle = float(np.degrees(np.arctan2(way[1], way[0])))
    return s.move(*path[i]) @ s.turn(angle)


def side_release_buckle(width: float, deep: float = 0.012) -> trimesh.Trimesh:
    """A plastic buckle in the plane y = 0, facing -y, webbing running along x."""
    tall = width * 1.15
    body = s.box(tall * 1.1, deep, tall, deep * 0.3)
    slot = s.box(tall * 0.35, deep * 2, tall * 0.16)
    cuts = [s.at(slot, s.move(tall * 0.25, 0, z * tall)) for z in (0.36, -0.36)]
    prongs = s.at(s.box(tall * 0.5, deep * 0.8, tall * 0.72, deep * 0.3), s.move(-tall * 0.65))
    return s.join(s.cut(body, *cuts), prongs)


def frame_buckle(wide: float, tall: float, wire: float, prongs: int) -> trimesh.Trimesh:
    """A metal frame with prongs in the plane y = 0, facing -y."""
    w, h = wide / 2, tall / 2
    path = s.spline(
        [
            (w, 0, h * 0.8),
            (w * 0.8, 0, h),
            (-w * 0.8, 0, h),
            (-w, 0, h * 0.8),
            (-w, 0, -h * 0.8),
            (-w * 0.8, 0, -h),
            (w * 0.8, 0, -h),
            (w, 0, -h * 0.8),
        ],
        60,
        closed=True,
    )
    mesh = [s.tube_along(path, wire, 12, closed=True)]
    for i in range(prongs):
        z = (i - (prongs - 1) / 2) * tall * 0.4
        mesh.append(
            s.at(
                s.cylinder(wire * 0.8, wide * 1.05, 12), s.turn(90, (0, 1, 0)), s.move(0, -wire, z)
            )
        )
    return s.join(*mesh)


def device_box(
    rng: np.random.Generator, wide: float, tall: float, deep: float, case: Finish
) -> list[Part]:
    """A device case on the plane y = 0, standing out to -y: seam, screws, light, rating plate."""
    bevel = min(wide, tall, deep) * float(rng.uniform(0.1, 0.3))
    body = s.at(s.box(wide, deep, tall, bevel), s.move(y=-deep / 2))
    seam = s.at(s.box(wide * 1.004, 0.0012, tall * 1.004, 0.0005), s.move(y=-deep * 0.7))
    screws = [
        s.at(
            s.cylinder(0.0028, 0.0016, 14),
            s.turn(90, (1, 0, 0)),
            s.move(x * wide * 0.4, -deep - 0.0003, z * tall * 0.38),
        )
        for x in (1, -1)
        for z in (1, -1)
    ]
    parts = [Part(body, *case), Part(seam, "rubber"), Part(s.join(*screws), "steel")]
    light = s.at(
        s.sphere(0.0028, 2), s.move(wide * float(rng.uniform(-0.3, 0.3)), -deep, tall * 0.3)
    )
    red_or_green = (0.7, 0.02, 0.02) if chance(rng, 0.6) else (0.05, 0.6, 0.08)
    parts.append(Part(light, "plastic", red_or_green))
    plate = s.at(s.box(wide * 0.5, 0.0006, tall * 0.25), s.move(0, -deep - 0.0002, -tall * 0.1))
    if chance(rng, 0.6):
        colour = (0.75, 0.65, 0.05) if chance(rng, 0.4) else (0.7, 0.7, 0.68)
        parts.append(Part(plate, "paper", colour))
    return parts


def antenna(rng: np.random.Generator) -> trimesh.Trimesh:
    """A stub or whip antenna rising from the origin."""
    thick, long = float(rng.uniform(0.003, 0.0055)), float(rng.uniform(0.03, 0.11))
    profile = [
        (0, 0),
        (thick * 1.3, 0),
        (thick * 1.3, 0.008),
        (thick, 0.01),
        (thick * 0.75, long),
        (0, long + 0.002),
    ]
    return s.lathe(profile, 20)
