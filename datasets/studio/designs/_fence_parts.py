"""Insulators, bare lines, high-voltage boxes and signs of barriers and fences.

Owns no class of goods.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import trimesh
from numpy.typing import ArrayLike

from datasets.studio import shapes as s
from datasets.studio.designs._belts import device_box
from datasets.studio.designs._forms import BLACK, Colour, chance, dark, pick
from datasets.studio.designs._furniture import rod
from datasets.studio.designs._ratchet import Finish
from datasets.studio.designs._shock_parts import FACING, RED, button
from datasets.studio.designs._signs import BARRIER_WORDS, sheet, sticker, warning
from datasets.studio.parts import Part, moved

INSULATOR_COLOURS: tuple[Colour, ...] = (
    BLACK,
    (0.7, 0.7, 0.68),
    (0.35, 0.12, 0.05),
    (0.75, 0.5, 0.02),
    (0.7, 0.2, 0.02),
)


def insulator(radius: float, long: float, skirts: int = 3) -> trimesh.Trimesh:
    """A ribbed insulator along z from 0 to `long`."""
    profile = [(0.0, 0.0), (0.6 * radius, 0.0)]
    for i in range(skirts):
        low, step = long * i / skirts, long / skirts
        profile += [
            (0.6 * radius, low + 0.15 * step),
            (radius, low + 0.45 * step),
            (radius, low + 0.6 * step),
            (0.6 * radius, low + 0.95 * step),
        ]
    return s.lathe([*profile, (0.6 * radius, long), (0.0, long)], 20)


def high_voltage_box(rng: np.random.Generator, wide: float, tall: float, deep: float) -> list[Part]:
    """A supply on the plane y = 0 facing -y: lamps, key switch, red button, bushings, sign."""
    cases: tuple[Finish, ...] = (
        ("painted_metal", (0.3, 0.32, 0.33)),
        ("painted_metal", dark(rng)),
        ("matte_plastic", (0.35, 0.35, 0.36)),
        ("painted_metal", (0.7, 0.45, 0.02)),
    )
    body = [p for p in device_box(rng, wide, tall, deep, pick(rng, cases)) if p.material != "paper"]
    sign = sheet(warning(rng, BARRIER_WORDS), 0.62 * wide)
    body.append(sign.moved(s.move(0, -deep - 0.0015, 0.12 * tall)))
    r = 0.07 * min(wide, tall)
    body += moved(button(r, RED), s.move(0.28 * wide, -deep, -0.26 * tall))
    lock = s.at(s.cylinder(0.8 * r, 0.006, 24), FACING, s.move(-0.05 * wide, -deep, -0.26 * tall))
    key = s.at(s.box(0.2 * r, 0.016, 1.1 * r), s.move(-0.05 * wide, -deep - 0.008, -0.26 * tall))
    body.append(Part(s.join(lock, key), "steel"))
    for x, colour in ((-0.3, (0.75, 0.05, 0.03)), (-0.22, (0.05, 0.6, 0.08))):
        lamp = s.at(s.sphere(0.4 * r, 2), s.move(x * wide, -deep, -0.26 * tall))
        body.append(Part(lamp, "glow" if chance(rng, 0.3) else "plastic", colour))
    tint = pick(rng, INSULATOR_COLOURS)
    for x in (-0.22, 0.22):
        foot = s.move(x * wide, -deep / 2, tall / 2 - 0.002)
        body.append(Part(s.at(insulator(0.09 * wide, 0.3 * wide, 4), foot), "plastic", tint))
        cap = s.at(s.cylinder(0.025 * wide, 0.05 * wide, 16), foot, s.move(z=0.32 * wide))
        body.append(Part(cap, "brass"))
    return body


def hung_sign(rng: np.random.Generator, width: float, words: Sequence[Sequence[str]]) -> list[Part]:
    """A warning board facing -y about the origin with a back and two holes' rivets."""
    face = sticker(rng, width, words)
    tall = float(np.ptp(face.mesh.bounds[:, 2]))
    board = s.at(s.box(width * 1.02, 0.002, tall * 1.03), s.move(y=0.0018))
    pins = [
        s.at(s.cylinder(0.02 * width, 0.004, 14), FACING, s.move(x * 0.44 * width, 0, 0.4 * tall))
        for x in (-1, 1)
    ]
    return [face, Part(board, "plastic", (0.7, 0.7, 0.68)), Part(s.join(*pins), "steel")]


def sagging(a: ArrayLike, b: ArrayLike, sag: float, steps: int = 14) -> s.Points:
    """A line from a to b that hangs by `sag` metres in its middle."""
    start, stop = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    t = np.linspace(0, 1, steps)[:, None]
    line = start + (stop - start) * t
    line[:, 2:] -= 4 * sag * t * (1 - t)
    return line


def coil(centre: ArrayLike, radius: float, turns: float, wire: float) -> trimesh.Trimesh:
    """A cable coiled on the floor."""
    t = np.linspace(0, 2 * np.pi * turns, int(40 * turns))
    r = radius * (1 + 0.06 * np.sin(0.37 * t))
    x, y = np.asarray(centre, dtype=np.float64)[:2]
    path = np.stack([x + r * np.cos(t), y + r * np.sin(t), wire * (1 + 0.25 * t)], 1)
    return s.tube_along(path, wire, 8)


def rods(ends: Sequence[tuple[ArrayLike, ArrayLike]], radius: float) -> trimesh.Trimesh:
    """Straight rods as one mesh."""
    return s.join(*(rod(a, b, radius, 12) for a, b in ends))
