"""Canisters, grenades and cartridge cases shared by rounds, racks, tubes and dispensers.

All stand on z = 0 with their axis along z. Owns no class of goods.
"""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, Colour, chance, ground, pick, turned
from datasets.studio.labels import RGB
from datasets.studio.parts import Material, Part, moved

BODIES: tuple[tuple[Colour, RGB, RGB], ...] = (  # paint, print's ground, ink
    ((0.42, 0.43, 0.44), (176, 178, 180), (180, 16, 18)),
    ((0.60, 0.60, 0.58), (206, 206, 202), (24, 60, 150)),
    ((0.05, 0.07, 0.035), (64, 74, 52), (240, 214, 60)),
    ((0.02, 0.02, 0.022), (38, 38, 40), (236, 236, 232)),
    ((0.03, 0.08, 0.25), (50, 80, 138), (244, 244, 240)),
    ((0.30, 0.20, 0.06), (150, 124, 72), (150, 16, 16)),
)
BANDS: tuple[RGB, ...] = ((200, 18, 20), (226, 90, 16), (240, 206, 30), (30, 70, 170))
ALLOY: Colour = (0.62, 0.62, 0.63)
Finish = tuple[Material, Colour | None]


def canister(
    rng: np.random.Generator,
    r: float,
    h: float,
    mark: str | None = None,
    look: tuple[Colour, RGB, RGB] | None = None,
) -> list[Part]:
    """A crimped can marked with its agent: rolled rims, coloured bands, vents in the upper end."""
    paint, ground, colour = look or pick(rng, BODIES)
    bare = chance(rng, 0.4)
    rim = 0.05 * r
    body = [(0.94 * r, 0), (r, rim), (r, 2 * rim), (0.965 * r, 2.6 * rim)]
    body += [(0.965 * r, h - 2.6 * rim), (r, h - 2 * rim), (r, h - rim), (0.92 * r, h)]
    top = [(0.86 * r, h), (0.84 * r, h - 1.4 * rim)]
    metal: Material = "aluminium" if bare else "painted_metal"
    parts = [turned([*body, *top], metal, ALLOY if bare else paint)]
    words = ink.irritant_words(rng, mark)
    bands = [pick(rng, BANDS)] * int(rng.integers(1, 3))
    tall = h - 7 * rim
    ratio = float(np.clip(2 * np.pi * r / tall, 1.2, 8.0))
    label = ink.wrap(words, ground, colour, ratio=ratio, bands=bands)
    if bare:
        label = ink.wrap(words, (188, 190, 192), colour, ratio=ratio, bands=bands)
    start = -180.0 + float(rng.uniform(-25, 25))
    parts.append(ink.around(label, 0.966 * r, tall, h / 2, start))
    hole = s.cylinder(0.1 * r, 0.004, 12)
    spots = [s.at(hole, s.move(x, y, h - 1.2 * rim)) for x, y in s.circle(0.6 * r, 6)]
    parts.append(Part(s.join(*spots), "rubber", BLACK))
    return parts


def fuze(rng: np.random.Generator, r: float, h: float, out: float = 0.0) -> list[Part]:
    """Striker head, safety lever and pull ring on a can of radius r and height h.

    `out` turns the lever's side about z, degrees; 0 has it at +x.
    """
    k = min(r, 0.034)
    neck = [(0.5 * k, h - 0.002), (0.5 * k, h + 0.25 * k), (0.34 * k, h + 0.3 * k)]
    head = [(0.34 * k, h + 0.5 * k), (0.3 * k, h + 0.56 * k)]
    metal: Material = pick(rng, ("aluminium", "steel", "dark_steel"))
    parts = [turned([*neck, *head], metal)]
    cap = s.at(s.box(1.0 * k, 0.46 * k, 0.34 * k), s.move(0.1 * k, 0, h + 0.7 * k))
    parts.append(Part(cap, metal, smooth=False))
    path = [(-0.35 * k, 0, h + 0.9 * k), (0.4 * k, 0, h + 0.92 * k), (0.9 * k, 0, h + 0.7 * k)]
    path += [(r + 0.12 * k, 0, h + 0.1 * k), (r + 0.1 * k, 0, h - 0.5 * k)]
    path += [(r + 0.07 * k, 0, max(0.25 * h, h - 2.6 * k))]
    lever = s.strap_along(s.spline(path, 40), 0.05 * k, 0.42 * k, up=(0, 1, 0))
    shade = pick(rng, (None, None, (0.5, 0.03, 0.02), (0.02, 0.05, 0.2)))
    parts.append(Part(lever, "steel" if shade is None else "painted_metal", shade))
    ring = s.at(s.torus(0.48 * k, 0.045 * k), s.turn(float(rng.uniform(55, 90)), (0, 1, 0)))
    ring = s.at(
        ring, s.turn(float(rng.uniform(60, 120))), s.move(-0.05 * k, -0.72 * k, h + 0.6 * k)
    )
    pin = s.at(s.cylinder(0.05 * k, 0.8 * k, 10), s.turn(90, (1, 0, 0)))
    parts.append(Part(s.join(ring, s.at(pin, s.move(0.1 * k, 0, h + 0.72 * k))), "steel"))
    return [part.moved(s.turn(out)) for part in parts]


def case(
    r: float, h: float, metal: Material = "aluminium", colour: Colour | None = ALLOY
) -> list[Part]:
    """A rimmed cartridge case with a primer in its base; its open mouth is at height h."""
    rim = 0.045 * r + 0.0012
    base = [(1.0 * r, 0), (1.09 * r, 0.2 * rim), (1.09 * r, rim), (0.95 * r, 1.3 * rim)]
    wall = [(0.95 * r, 2.0 * rim), (r, 2.6 * rim), (r, h), (0.9 * r, h)]
    line = [*base, *wall, (0.9 * r, 0.45 * h), (0, 0.45 * h)]
    primer = s.at(s.cylinder(0.16 * r, 0.001, 16), s.move(z=-0.0002))
    return [turned(line, metal, colour), Part(primer, "brass")]


def lever_grenade(
    rng: np.random.Generator, r: float, h: float, mark: str | None = None, out: float = 0.0
) -> list[Part]:
    """A can with striker, lever and ring; h without the striker."""
    return canister(rng, r, h, mark) + fuze(rng, r, h, out)


def spread(rng: np.random.Generator, things: list[list[Part]], pitch: float) -> list[Part]:
    """Grounded things of at most `pitch` metres strewn over the table, none on another."""
    columns = int(np.ceil(np.sqrt(len(things))))
    spots = [(i % columns, i // columns) for i in range(len(things))]
    out: list[Part] = []
    for thing, (column, line) in zip(things, spots, strict=True):
        x, y = (np.array([column, line]) + rng.uniform(-0.08, 0.08, 2)) * pitch
        spin = s.turn(float(rng.uniform(0, 360)))
        out += moved(ground(thing), s.move(float(x), float(y)) @ spin)
    return ground(out)


def heap(rng: np.random.Generator, r: float, count: int) -> NDArray[np.float64]:
    """Centres of balls of radius r in a loose pile on z = 0, (count, 3)."""
    wide = 1.2
    spots: list[tuple[float, float, float]] = []
    while len(spots) < count:
        wide += 0.4
        spots = _pile(rng, r, wide)
    return np.array(spots[:count])


def _pile(rng: np.random.Generator, r: float, wide: float) -> list[tuple[float, float, float]]:
    """Layers of balls, each in the hollows of the one below and one ring smaller."""
    steps = range(-int(wide) - 2, int(wide) + 3)
    grid = np.array([(2.06 * r * (i + 0.5 * (j % 2)), 1.785 * r * j) for i in steps for j in steps])
    spots: list[tuple[float, float, float]] = []
    layer = 0
    while wide - 2.2 * layer > 0.8:
        shift = layer * np.array([0.0, 1.19]) * r
        near = np.linalg.norm(grid + shift, axis=1) < (wide - 2.2 * layer) * r
        inside = (grid + shift)[near]
        rng.shuffle(inside)
        spots += [(float(x), float(y), r * (1 + 1.68 * layer)) for x, y in inside]
        layer += 1
    return spots


def soft_bag(rng: np.random.Generator, side: float, thick: float) -> trimesh.Trimesh:
    """A small pillow filled with shot, lying on z = 0, its seam round the edge."""
    t = np.linspace(-1, 1, 22)
    x, y = np.meshgrid(t, t)
    height = thick / 2 * ((1 - x**4) * (1 - y**4)) ** 0.6
    height *= 1 + 0.12 * np.sin(9 * x + rng.uniform(0, 6)) * np.sin(8 * y + rng.uniform(0, 6))
    pinch = 1 - 0.08 * (1 - np.abs(x * y))
    flat = np.stack([x * pinch * side / 2, y * pinch * side / 2], -1)
    top = np.concatenate([flat, height[..., None] + 0.0006], -1).reshape(-1, 3)
    low = np.concatenate([flat, -height[..., None] - 0.0006], -1).reshape(-1, 3)
    n = len(t)
    i = (np.arange(n - 1)[:, None] * n + np.arange(n - 1)).ravel()
    quads = np.concatenate([np.stack([i, i + 1, i + n + 1], 1), np.stack([i, i + n + 1, i + n], 1)])
    faces = np.concatenate([quads, quads[:, ::-1] + n * n])
    return s.at(
        trimesh.Trimesh(np.concatenate([top, low]), faces, process=False), s.move(z=thick * 0.55)
    )
