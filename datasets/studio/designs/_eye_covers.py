"""Pads and goggles before the eyes, and the bands that hold them. Owns no class of goods.

They look to -y, or lie with the front up.
"""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._cloth import Grid, skin
from datasets.studio.designs._forms import Colour
from datasets.studio.designs._head_form import EYES, Head
from datasets.studio.parts import Material

Values = NDArray[np.float64]
Cloth = tuple[Material, Colour]


def mask_outline(share: Values, notch: float, droop: float) -> tuple[Values, Values]:
    """Lower and upper edge (in half heights) at shares -1..1 of a mask's width."""
    a = np.abs(share)
    round_off = np.maximum(1 - a**5, 0.0) ** 0.6
    lower = -(0.95 + droop * np.cos(np.pi * (a - 0.5))) * round_off
    lower = lower + notch * np.exp(-((share / 0.19) ** 2))
    return np.minimum(lower, 0.25), (0.95 - 0.12 * a**2) * round_off


def flat_mask(
    wide: float, high: float, thick: float, notch: float, cups: float
) -> tuple[Grid, Grid]:
    """A mask on the floor, front up: the padded upper layer and the lower one, (40, 90, 3)."""
    u, v = np.meshgrid(np.linspace(-1, 1, 90), np.linspace(0, 1, 40))
    low, top = mask_outline(u, notch, 0.1)
    x, y = u * wide / 2, (low + (top - low) * v) * high / 2
    return np.stack([x, y, _pad(u, v, thick, cups)], -1), np.stack([x, y, 0 * x], -1)


def worn_mask(
    head: Head, half: float, high: float, thick: float, notch: float, cups: float
) -> tuple[Grid, Values]:
    """A mask on a head: its front layer (40, 90, 3) and its edge; `half` in degrees."""
    u, v = np.meshgrid(np.linspace(-1, 1, 90), np.linspace(0, 1, 40))
    low, top = mask_outline(u, notch, 0.1)
    level = EYES + (low + (top - low) * v) * high / 2
    grid = head.at(np.radians(-90 + half * u), level, 0.0025 + _pad(u, v, thick, cups))
    return grid, edge_of(grid)


def edge_of(grid: Grid) -> Values:
    """The outline of a grid as a closed line, (N, 3)."""
    ring = np.concatenate([grid[0], grid[1:, -1], grid[-1, ::-1][1:], grid[1:-1, 0][::-1]])
    step = np.linalg.norm(ring - np.roll(ring, 1, 0), axis=1)
    return np.asarray(ring[step > 1e-4])


def goggles(
    head: Head, wide: float, high: float, deep: float
) -> tuple[trimesh.Trimesh, trimesh.Trimesh, trimesh.Trimesh, Values]:
    """One-piece goggles on a face: (body, foam, lens, middle of the left lug)."""
    angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    c, t = np.cos(angle), np.sin(angle)
    x = np.sign(c) * np.abs(c) ** 0.62 * wide / 2
    z = np.sign(t) * np.abs(t) ** 0.72 * high / 2
    z = z + np.where(t < 0, 0.3 * high * np.exp(-((x / (0.13 * wide)) ** 2)), 0.0)
    back = head.face(x, EYES + z / head.size)
    curve = 0.16 * wide * (2 * x / wide) ** 2
    front = float(head.face(np.zeros(1), np.array([EYES]))[0]) - deep
    rim = front + curve

    def ring(share: float, y: Values) -> Grid:
        middle = 0.1 * high  # above the notch for the nose, which must not fold over
        up = head.height(EYES) + middle + (z - middle) * share
        return np.stack([x * share, y, up], -1)

    rings = [ring(1.03, back - 0.004), ring(1.06, (back + rim) / 2), ring(1.04, rim)]
    rings += [ring(0.99, rim - 0.004), ring(0.9, rim - 0.003), ring(0.89, rim + 0.003)]
    body = skin(np.array(rings), True)
    foam = skin(np.array([ring(1.05, back + 0.003), ring(1.06, back - 0.008)]), True)
    bulge = [
        ring(share, front + curve * share**2 - 0.0025 - 0.004 * (1 - share))
        for share in (0.93, 0.7, 0.45, 0.2, 0.02)
    ]
    lug = np.array([wide * 0.53, float((back[0] + rim[0]) / 2), head.height(EYES)])
    return body, foam, skin(np.array(bulge), True), lug


def cup(radius: float, deep: float, lens: float) -> tuple[trimesh.Trimesh, trimesh.Trimesh]:
    """A round screw cup about the y axis, open to +y: (body, disc before the eye)."""
    wall = [(radius * 0.9, 0), (radius * 1.1, 0), (radius * 1.08, deep * 0.45)]
    wall += [(radius, deep * 0.5), (radius, deep), (lens, deep), (lens, deep - 0.004)]
    turned = s.lathe([*wall, (radius * 0.9, 0)], 40)
    disc = s.at(s.cylinder(lens * 1.02, 0.003, 32), s.move(z=deep - 0.004))
    lie = s.turn(90, (1, 0, 0))
    return s.at(turned, lie), s.at(disc, lie)


def band_behind(head: Head, start: float, level: float, off: float = 0.003) -> Values:
    """The line (N, 3) of a band from one temple round the back to the other; angles in degrees."""
    angle = np.radians(np.linspace(-90 + start, 270 - start, 70))
    drop = 0.012 * np.sin((angle + np.pi / 2 - np.radians(start)) / 2)
    return head.at(angle, level - drop, off)


def bent_pad(line: Values, high: float, thick: float, notch: float) -> tuple[Grid, Values]:
    """A padded front with a notch for the nose on an upright line: outer layer and edge."""
    u, v = np.meshgrid(np.linspace(-1, 1, len(line)), np.linspace(0, 1, 36))
    low, top = mask_outline(u, notch, 0.1)
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    out = np.stack([tangent[:, 1], -tangent[:, 0], 0 * tangent[:, 0]], 1)
    grid = line[None] + out[None] * (0.002 + _pad(u, v, thick, 0.0))[..., None]
    grid[..., 2] = line[None, :, 2] + (low + (top - low) * v) * high / 2
    return grid, edge_of(grid)


def slack_band(a: ArrayLike, b: ArrayLike, long: float, way: float) -> Values:
    """The line of a band that lies on its edge from a to b in a loose bow to +y."""
    p, q = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    out = np.array([0.0, 1.0, 0.0])
    keys = [p, np.add(p, (0.02 * np.sign(p[0] - q[0]), 0.3 * long, 0))]
    keys += [(p + q) / 2 + out * long + np.array([way, 0, 0])]
    keys += [np.add(q, (0.02 * np.sign(q[0] - p[0]), 0.3 * long, 0)), q]
    return s.spline(keys, 90)


def _pad(u: Values, v: Values, thick: float, cups: float) -> Values:
    """Height of a padded mask: thin at the edge; `cups` raises a dome before each eye."""
    inside = np.clip(4 * v * (1 - v), 0, 1) ** 0.35 * (1 - np.abs(u) ** 6) ** 0.6
    far = [((u - x) / 0.33) ** 2 + ((v - 0.55) / 0.33) ** 2 for x in (-0.46, 0.46)]
    domes = sum(np.exp(-(d**2.2)) for d in far)
    return np.asarray(thick * inside + cups * inside * domes)
