"""Leather and rod work shared by striking goods: stitches, braids, wraps, bent sticks, loops.

Things are built up z, their grip at z = 0. Owns no class of goods.
"""

from __future__ import annotations

import manifold3d
import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Colour, bounds, chance, ground, lay, pick
from datasets.studio.parts import Part, moved
from datasets.studio.sweeps import frame

Points = NDArray[np.float64]
HANGING = 0.85  # metres; shorter things are shown lying
HIDES: tuple[Colour, ...] = (
    (0.014, 0.013, 0.013),
    (0.014, 0.013, 0.013),
    (0.06, 0.028, 0.014),
    (0.13, 0.06, 0.025),
    (0.24, 0.12, 0.05),
)
THREADS: tuple[Colour, ...] = ((0.5, 0.45, 0.35), (0.02, 0.02, 0.02), (0.3, 0.2, 0.08))


def hide(rng: np.random.Generator) -> Colour:
    """A leather colour, black to tan, a little varied."""
    r, g, b = np.array(pick(rng, HIDES)) * rng.uniform(0.75, 1.3)
    return (float(r), float(g), float(b))


def inset(outline: ArrayLike, by: float) -> Points:
    """A closed plane outline (N, 2) moved inwards, evenly spaced."""
    ring = np.ascontiguousarray(np.asarray(outline, dtype=np.float32)[:, :2])
    section = manifold3d.CrossSection([ring], manifold3d.FillRule.NonZero)
    inner = section.offset(-by, manifold3d.JoinType.Round).to_polygons()
    largest = max(inner, key=len)
    return even(np.concatenate([largest, largest[:1]]).astype(np.float64), 200)


def even(path: Points, steps: int) -> Points:
    """The path (N, D) with its points evenly spaced."""
    walked = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))]
    spots = np.linspace(0, walked[-1], steps)
    return np.stack([np.interp(spots, walked, column) for column in path.T], axis=1)


def stitches(path: Points, pitch: float = 0.006, thick: float = 0.0007) -> trimesh.Trimesh:
    """A row of stitches along a path (N, 3): a thread that dips under between two holes."""
    length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    count = max(2, round(length / pitch))
    line = even(path, count * 4 + 1)
    swell = np.where(np.arange(len(line)) % 4 == 0, 0.25, 1.0)
    return s.tube_along(line, thick * swell, 5)


def braid(
    heights: ArrayLike, radii: ArrayLike, strands: int, pitch: float, thick: float
) -> trimesh.Trimesh:
    """Plaited strands round a core whose radius changes with height."""
    z0, r0 = np.asarray(heights, dtype=np.float64), np.asarray(radii, dtype=np.float64)
    z = np.linspace(z0[0], z0[-1], max(12, int((z0[-1] - z0[0]) / pitch * 11)))
    r = np.interp(z, z0, r0)
    meshes = []
    for hand in (1, -1):
        angle = hand * 2 * np.pi * (z - z[0]) / pitch
        path = np.stack([r * np.cos(angle), r * np.sin(angle), z], axis=1)
        strand = s.tube_along(path, thick * r / r.max(), 6)
        meshes += [s.at(strand, s.turn(360 * k / strands)) for k in range(strands)]
    return s.join(*meshes)


def wrap(low: float, high: float, radius: float, tape: float, thick: float) -> trimesh.Trimesh:
    """A tape wound round a grip in touching turns."""
    turns = max(2.0, (high - low) / tape)
    path = s.helix(radius, tape, turns, 20) + np.array([0, 0, low])
    return s.tube_along(path * (1, 1, 1), max(thick, tape * 0.42), 6)


def stick_path(rng: np.random.Generator, length: float, bow: float, kink: float = 0.0) -> Points:
    """A nearly straight path up z, bowed by `bow` of its length and wavering by `kink`, (90, 3)."""
    t = np.linspace(0, 1, 90)
    x = bow * length * (4 * t * (1 - t)) + kink * length * np.sin(t * rng.uniform(5, 11))
    y = kink * length * np.sin(t * rng.uniform(5, 11) + 1.0)
    return np.stack([x - x[0], y - y[0], length * t], axis=1)


def hand_loop(rng: np.random.Generator, radius: float, z: float, colour: Colour) -> list[Part]:
    """A flat leather loop tied through or round a stick at height z, hanging down beside it."""
    reach, wide = float(rng.uniform(0.11, 0.17)), float(rng.uniform(0.03, 0.055))
    side = 1 if chance(rng, 0.5) else -1
    keys = [
        (0, 0),
        (0.3, -0.35),
        (0.75, -0.8),
        (1.0, -1.0),
        (0.75, -0.95),
        (0.45, -0.5),
        (0, -0.05),
    ]
    x = [side * (radius + k * wide) for k, _ in keys]
    turn = np.linspace(0.004, -0.004, len(keys))
    path = s.spline([(a, t, z + k * reach) for a, (_, k), t in zip(x, keys, turn, strict=True)], 60)
    strap = s.strap_along(path, float(rng.uniform(0.006, 0.011)), 0.0018, up=(0, 1, 0))
    band = s.at(s.cylinder(radius + 0.0025, 0.014, 24), s.move(z=z))
    return [Part(strap, "webbing", colour), Part(band, "leather", colour)]


def pose_long(rng: np.random.Generator, parts: list[Part], hung: float = 0.4) -> list[Part]:
    """A long thing lying in any roll, or in the share `hung` upright as on a nail, grip on top.

    Only what is photographed from a person's height hangs: from above it would be a dot.
    """
    low, high = bounds(parts)
    if not chance(rng, hung) or high[2] - low[2] < HANGING:
        return lay(rng, parts)
    upright = moved(parts, s.turn(180, (1, 0, 0)) @ s.turn(float(rng.uniform(0, 360))))
    return ground(moved(upright, s.turn(float(rng.normal(0, 6)), (0, 1, 0))))


def placed(path: Points, share: float) -> s.Matrix:
    """Takes x along the path at a share (0..1) of it, z as upright as it can be."""
    i = int(np.clip(share * (len(path) - 1), 1, len(path) - 2))
    return s.move(*path[i]) @ frame(path[i + 1] - path[i - 1])
