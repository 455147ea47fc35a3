"""Pieces of beds, boards and cages: mattresses, bars, panels, wheels, latches, labels.

Beds lie along x, the head at -x, the side that opens towards -y. Owns no class of goods.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._belts import side_release_buckle
from datasets.studio.designs._cloth import creases, skin
from datasets.studio.designs._forms import Colour, chance, dark, pick
from datasets.studio.designs._furniture import beam, buckle, castor, rod, tone
from datasets.studio.designs.locks import upright_padlock
from datasets.studio.parts import Material, Part, moved

Paint = tuple[Material, Colour]
Points = NDArray[np.float64]


def bed_paint(rng: np.random.Generator) -> Paint:
    """The paint of a steel bed."""
    if chance(rng, 0.12):
        return "steel", (0.6, 0.6, 0.61)
    names = ("white", "light", "cream", "grey", "sky", "mint", "white", "charcoal", "green")
    return "painted_metal", tone(rng, *names)


def mattress(
    rng: np.random.Generator, long: float, wide: float, thick: float, z: float
) -> list[Part]:
    """A mattress whose lower side lies at z, with piping; plain, in a sheet or in vinyl."""
    cover: tuple[Material, ...] = ("textile", "textile", "leather")
    paint = tone(rng, "white", "light", "sky", "blue", "green", "cream", "teal", "navy")
    body = s.at(s.box(long, wide, thick, thick * 0.3), s.move(z=z + thick / 2))
    edge = np.array(
        [(x * long / 2, y * wide / 2, 0) for x, y in ((1, 1), (-1, 1), (-1, -1), (1, -1))]
    )
    edge = np.concatenate([edge, edge[:1]]) * (0.996, 0.99, 1)
    piping = [
        rod(np.add(a, (0, 0, z + k)), np.add(b, (0, 0, z + k)), 0.005, 8)
        for a, b in pairwise(edge)
        for k in (thick * 0.2, thick * 0.8)
    ]
    return [Part(body, pick(rng, cover), paint), Part(s.join(*piping), "textile", paint)]


def pillow(rng: np.random.Generator, x: float, z: float, wide: float) -> list[Part]:
    """A pillow lying at x on the height z."""
    u, v = np.meshgrid(np.linspace(-1, 1, 40), np.linspace(-1, 1, 40))
    swell = ((1 - np.abs(u) ** 3) * (1 - np.abs(v) ** 3)) ** 0.6
    long = float(rng.uniform(0.3, 0.4))
    px, py = u * long / 2 * (1 - 0.06 * v**2), v * wide / 2 * (1 - 0.05 * u**2)
    rough = creases(rng, px, py, 0.12, 0.02) * swell
    top = np.stack([px + x, py, z + 0.02 + 0.075 * swell + rough], -1)
    low = np.stack([px + x, py, z + 0.02 - 0.02 * swell], -1)
    return [
        Part(
            s.join(skin(top, False), skin(low, False)),
            "textile",
            tone(rng, "white", "light", "sky"),
        )
    ]


def blanket(rng: np.random.Generator, wide: float, low: float, high: float, z: float) -> list[Part]:
    """A thin blanket over the bed from x = low to high, hanging over both sides."""
    v, x = np.meshgrid(np.linspace(-1, 1, 60), np.linspace(low, high, 50))
    half = wide / 2 + 0.012
    y = np.clip(v * (half + 0.14), -half, half)
    fall = np.maximum(np.abs(v) * (half + 0.14) - half, 0.0)
    top = z + 0.008 + creases(rng, x, y, 0.16, 0.022) * (np.abs(y) < half * 0.97)
    grid = np.stack([x, y + np.sign(v) * 0.01 * (fall > 0) * np.sin(30 * x), top - fall], -1)
    return [
        Part(
            skin(grid, False), "textile", tone(rng, "sky", "grey", "olive", "blue", "cream", "tan")
        )
    ]


def bars(
    a: ArrayLike, b: ArrayLike, up: ArrayLike, count: int, radius: float
) -> list[trimesh.Trimesh]:
    """Parallel round bars that stand on the line from a to b and run along `up` (metres)."""
    start, stop, rise = (np.asarray(p, dtype=np.float64) for p in (a, b, up))
    one = rod((0, 0, 0), rise, radius, 10)
    places = np.linspace(start, stop, count + 2)[1:-1]
    return [s.at(one, s.move(*p)) for p in places]


def slats(
    a: ArrayLike, b: ArrayLike, up: ArrayLike, count: int, size: tuple[float, float]
) -> list[trimesh.Trimesh]:
    """Parallel square or flat slats, else as `bars`."""
    start, stop, rise = (np.asarray(p, dtype=np.float64) for p in (a, b, up))
    one = beam((0, 0, 0), rise, *size)
    places = np.linspace(start, stop, count + 2)[1:-1]
    return [s.at(one, s.move(*p)) for p in places]


def castors(
    rng: np.random.Generator, places: Sequence[tuple[float, float]], radius: float
) -> list[Part]:
    """Castors at the places on the floor; their stems end at 2.6 radii."""
    wheels, fork = castor(radius)
    turns = [s.turn(float(rng.uniform(0, 360))) for _ in places]
    spots = [s.move(x, y) for x, y in places]
    tyres = s.join(*(s.at(wheels, t, p) for t, p in zip(turns, spots, strict=True)))
    forks = s.join(*(s.at(fork, t, p) for t, p in zip(turns, spots, strict=True)))
    return [Part(tyres, "rubber", tone(rng, "black", "grey")), Part(forks, "chrome")]


def slide_bolt(long: float) -> list[Part]:
    """A sliding bolt with its handle in two eyes, facing -y about the origin, along x."""
    plate = s.at(s.box(long, 0.004, long * 0.32, 0.001), s.move(y=-0.002))
    bolt = rod((-long * 0.45, -0.016, 0), (long * 0.75, -0.016, 0), long * 0.07, 12)
    knob = rod((-long * 0.1, -0.016, 0), (-long * 0.1, -0.06, 0), long * 0.045, 10)
    ball = s.at(s.sphere(long * 0.085, 2), s.move(-long * 0.1, -0.062))
    eyes = [
        s.at(s.box(long * 0.1, 0.03, long * 0.24, 0.002), s.move(x * long, -0.015))
        for x in (-0.33, 0.25)
    ]
    keep = s.at(s.box(long * 0.14, 0.03, long * 0.24, 0.002), s.move(long * 0.66, -0.015))
    return [Part(s.join(plate, bolt, knob, ball), "steel"), Part(s.join(*eyes, keep), "dark_steel")]


def hasp(rng: np.random.Generator, size: float) -> list[Part]:
    """A hinged hasp over a staple with a padlock hanging in it, facing -y about the origin."""
    strap = s.at(s.box(size * 1.5, 0.004, size * 0.6, 0.001), s.move(-size * 0.3, -0.008))
    base = s.at(s.box(size * 0.8, 0.004, size * 0.8, 0.001), s.move(size * 0.55, -0.003))
    pin = rod((-size * 0.3, -0.008, -size * 0.35), (-size * 0.3, -0.008, size * 0.35), 0.006, 10)
    staple = s.at(s.torus(size * 0.24, 0.0045), s.turn(90, (0, 1, 0)), s.move(size * 0.3, -0.014))
    factor = size * 22
    lock = moved(
        upright_padlock(rng),
        s.move(size * 0.3, -0.03, -size * 0.55) @ s.scale(factor, factor, factor),
    )
    return [Part(s.join(strap, base, pin, staple), "steel"), *lock]


def bed_strap(
    rng: np.random.Generator, x: float, wide: float, z: float, broad: float, open_: bool = False
) -> list[Part]:
    """A belt across a bed or board at x, over its edges, with a plain buckle; or hanging open."""
    half, rise = wide / 2 + 0.006, float(rng.uniform(0.004, 0.03))
    side = [(x, -half, z - 0.09), (x, -half, z - 0.01), (x, -half * 0.96, z + 0.006)]
    mirrored = [(px, -py, pz) for px, py, pz in side[::-1]]
    colour = tone(rng, "black", "navy", "red", "orange", "charcoal", "olive", "grey")
    if open_:
        ends = [
            [*side[:2], (x + 0.02, -half - 0.03, z - 0.2), (x + 0.03, -half - 0.02, z - 0.32)],
            [*mirrored, (x + 0.03, 0.05, z + 0.012), (x - 0.02, -half * 0.3, z + 0.01)][::1],
        ]
        belts = [s.strap_along(s.spline(e, 30), broad, 0.003, up=(1, 0, 0)) for e in ends]
        belts = [s.strap_along(s.spline(e, 30), 0.003, broad, up=(1, 0, 0)) for e in ends]
        clip = s.at(
            side_release_buckle(broad * 0.9),
            s.turn(90),
            s.turn(-90, (0, 1, 0)),
            s.move(x - 0.02, -half * 0.3, z + 0.012),
        )
        return [Part(s.join(*belts), "webbing", colour), Part(clip, "plastic", dark(rng))]
    path = s.spline([*side, (x, 0.0, z + rise), *mirrored], 50)
    belt = s.strap_along(path, 0.003, broad, up=(1, 0, 0))
    y = float(rng.uniform(-0.4, 0.4)) * half
    top = float(np.interp(y, path[10:40, 1], path[10:40, 2])) + 0.003
    place = s.move(x, y, top + 0.002) @ s.turn(90)
    if chance(rng, 0.5):
        clip = s.at(side_release_buckle(broad * 0.95), s.turn(-90, (1, 0, 0)))
        return [Part(belt, "webbing", colour), Part(s.at(clip, place), "plastic", dark(rng))]
    return [Part(belt, "webbing", colour), Part(s.at(buckle(broad * 1.15, broad), place), "steel")]


def link_panel(corners: ArrayLike, pitch: float, wire: float) -> trimesh.Trimesh:
    """A welded wire panel between four corners (low a, low b, high b, high a)."""
    a, b, c, d = np.asarray(corners, dtype=np.float64)
    across, up = (
        max(2, round(float(np.linalg.norm(b - a)) / pitch)),
        max(2, round(float(np.linalg.norm(d - a)) / pitch)),
    )
    made = bars(a, b, d - a, across - 1, wire)
    for share in np.linspace(0, 1, up + 1):
        made.append(rod(a + share * (d - a), b + share * (c - b), wire, 8))
    return s.join(*made)


def bedding(rng: np.random.Generator, x: float, y: float, z: float) -> list[Part]:
    """Base, mattress, pillow and at times a blanket of a bed 2 x by 2 y metres at the height z."""
    thick = float(rng.uniform(0.08, 0.14))
    base = s.at(s.box(2 * x - 0.04, 2 * y - 0.04, 0.02), s.move(z=z - 0.035))
    parts = [Part(base, "wood", tone(rng, "pine", "grey_wood"))]
    parts += mattress(rng, 2 * x - 0.1, 2 * y - 0.1, thick, z - 0.025)
    top = z - 0.025 + thick
    if chance(rng, 0.75):
        parts += pillow(rng, -x + 0.3, top - 0.01, min(0.65, 2 * y - 0.25))
    if chance(rng, 0.35):
        parts += blanket(rng, 2 * y - 0.12, -x * 0.2, x - 0.1, top)
    return parts


def belts_across(rng: np.random.Generator, wide: float, z: float) -> list[Part]:
    """Two to four belts across, or a spider strap with one belt down the middle."""
    places = [-0.38, 0.02, 0.34, 0.6][: int(rng.integers(2, 5))]
    seed, parts = int(rng.integers(2**31)), []
    for x in places:
        one = np.random.default_rng(seed)  # belts of one board have one colour and one buckle
        narrow = 1.0 if x < 0.3 else 0.84
        parts += bed_strap(one, x, wide * narrow * 0.96, z, 0.05)
    if chance(rng, 0.3):
        spine = s.strap_along(
            np.array([(-0.5, 0, z + 0.03), (places[-1], 0, z + 0.03)]), 0.05, 0.003, up=(0, 0, 1)
        )
        parts.append(Part(spine, parts[0].material, parts[0].colour))
    return parts
