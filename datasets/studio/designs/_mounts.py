"""What heavy units stand on or point with: tripods, trailers, turrets, monitors, hoses, tubes.

Fronts and muzzles face -y, the ground is z = 0. Owns no class of goods.
"""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import ArrayLike

from datasets.studio import shapes as s
from datasets.studio.designs._forms import BLACK, Colour, chance, pick
from datasets.studio.designs._furniture import beam, between, bolts, rod, tone
from datasets.studio.designs._pressure import hand_wheel
from datasets.studio.parts import Material, Part, moved

ALONG_Y = s.turn(90, (1, 0, 0))
MOUTH: Colour = (0.004, 0.004, 0.004)


def block(low: ArrayLike, high: ArrayLike, bevel: float = 0.004) -> trimesh.Trimesh:
    """A box with chamfered edges between two corners."""
    a, b = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    size = b - a
    edge = min(bevel, 0.3 * float(size.min()))
    return beam((x, y, a[2]), (x, y, b[2]), float(size[0]), float(size[1]), edge)


def tripod(rng: np.random.Generator, height: float, spread: float, colour: Colour) -> list[Part]:
    """Three tube legs with feet and a brace, a head plate at (0, 0, height)."""
    legs, feet = [], []
    start = between(rng, 20, 40)
    for i in range(3):
        a = np.radians(start + 120 * i)
        foot = (spread * np.cos(a), spread * np.sin(a), 0.012)
        knee = (0.45 * foot[0], 0.45 * foot[1], 0.55 * height)
        legs.append(rod((0.03 * np.cos(a), 0.03 * np.sin(a), height - 0.02), knee, 0.021))
        legs.append(rod(knee, foot, 0.016))
        legs.append(
            rod((0, 0, 0.42 * height), (0.62 * foot[0], 0.62 * foot[1], 0.4 * height), 0.008)
        )
        feet.append(s.at(s.cylinder(0.032, 0.024, 20), s.move(foot[0], foot[1], 0.012)))
    column = rod((0, 0, 0.38 * height), (0, 0, height), 0.024)
    head = s.at(s.cylinder(0.07, 0.025), s.move(z=height - 0.012))
    metal: Material = pick(rng, ("painted_metal", "painted_metal", "aluminium"))
    paint = colour if metal == "painted_metal" else None
    return [Part(s.join(column, head, *legs), metal, paint), Part(s.join(*feet), "rubber", BLACK)]


def road_wheel(radius: float, width: float) -> tuple[trimesh.Trimesh, trimesh.Trimesh]:
    """A tyre with a grooved tread and its steel rim with bolts, about y, centred at the origin."""
    w, r = width / 2, radius
    side = [(0.58 * r, -0.7 * w), (0.62 * r, -0.95 * w), (0.9 * r, -w), (0.98 * r, -0.85 * w)]
    tread = [(r if i % 2 else 0.975 * r, z) for i, z in enumerate(np.linspace(-0.75, 0.75, 9) * w)]
    back = [(a, -b) for a, b in reversed(side)]
    tyre = s.at(s.lathe([*side, *tread, *back, side[0]], 40), ALONG_Y)
    disc = [(0, -0.45 * w), (0.2 * r, -0.5 * w), (0.24 * r, -0.2 * w), (0.5 * r, -0.3 * w)]
    disc += [(0.55 * r, -0.75 * w), (0.6 * r, -0.8 * w), (0.6 * r, 0.8 * w), (0.3 * r, 0.2 * w)]
    rim = s.at(s.lathe([*disc, (0, 0.2 * w)], 32), ALONG_Y)
    nuts = [(x, z) for x, z in s.circle(0.34 * r, 6)]
    heads = bolts([(x, y, z) for x, z in nuts for y in (0.28 * w, -0.24 * w)], 0.035 * r, (0, 1, 0))
    return tyre, s.join(rim, heads)


def wheels(
    spots: list[tuple[float, float]], radius: float, width: float, rim: Colour
) -> list[Part]:
    """Road wheels on the ground at (x, y) spots."""
    tyre, disc = road_wheel(radius, width)
    places = [s.move(x, y, radius) @ s.turn(0 if y > 0 else 180) for x, y in spots]
    return [
        Part(s.join(*(s.at(tyre, p) for p in places)), "rubber", BLACK),
        Part(s.join(*(s.at(disc, p) for p in places)), "painted_metal", rim),
    ]


def trailer(
    rng: np.random.Generator, long: float, wide: float, bed: float, colour: Colour
) -> list[Part]:
    """A one-axle trailer along x, bed top at z = bed, drawbar and jockey wheel at +x."""
    r = 0.62 * bed
    rails = [
        beam((-long / 2, y, bed - 0.06), (long / 2, y, bed - 0.06), 0.05, 0.08)
        for y in (-0.45 * wide, 0.45 * wide)
    ]
    rails += [
        beam((x, -wide / 2, bed - 0.06), (x, wide / 2, bed - 0.06), 0.08, 0.05)
        for x in (-0.48 * long, 0.0, 0.48 * long)
    ]
    end = long / 2 + between(rng, 0.6, 0.9)
    rails += [
        beam((0.42 * long, y, bed - 0.1), (end, 0, bed - 0.1), 0.05, 0.07)
        for y in (-0.4 * wide, 0.4 * wide)
    ]
    floor = block((-long / 2, -wide / 2, bed - 0.02), (long / 2, wide / 2, bed))
    parts = [Part(s.join(floor, *rails), "painted_metal", colour, smooth=False)]
    cup = s.join(
        rod((end - 0.12, 0, bed - 0.1), (end + 0.14, 0, bed - 0.1), 0.028),
        s.at(s.sphere(0.042, 2), s.move(end + 0.14, 0, bed - 0.1)),
    )
    jack = [rod((end - 0.25, 0.08, 0.1), (end - 0.25, 0.08, bed + 0.25), 0.022)]
    jack.append(rod((end - 0.25, 0.08, bed + 0.25), (end - 0.17, 0.08, bed + 0.27), 0.009))
    parts.append(Part(s.join(cup, *jack), "steel"))
    parts += wheels(
        [(0.0, -wide / 2 - 0.1), (0.0, wide / 2 + 0.1)],
        r,
        0.16,
        tone(rng, "light", "grey", "black"),
    )
    small, hub = road_wheel(0.09, 0.06)
    parts.append(Part(s.at(s.join(small, hub), s.move(end - 0.25, 0.08, 0.09)), "rubber", BLACK))
    guards = []
    for y in (-wide / 2 - 0.1, wide / 2 + 0.1):
        bow = s.band(1.14 * r, 0.006, 0.19, 8, 172)
        guards.append(s.at(bow, ALONG_Y, s.move(0, y, r)))
    parts.append(Part(s.join(*guards), "painted_metal", BLACK))
    lamps = [
        block((-long / 2 - 0.02, y - 0.09, bed - 0.1), (-long / 2, y + 0.09, bed - 0.03))
        for y in (-0.36 * wide, 0.36 * wide)
    ]
    parts.append(Part(s.join(*lamps), "plastic", (0.5, 0.02, 0.02)))
    return parts


def tubes(
    spots: list[tuple[float, float]], bore: float, wall: float, long: float
) -> tuple[trimesh.Trimesh, trimesh.Trimesh]:
    """Open tubes along z from 0 to `long` at (x, y) spots, and the dark of their mouths."""
    out, deep = bore + wall, min(0.55 * long, 5 * bore)
    line = [(0, 0), (out, 0), (out, long), (bore, long), (bore, long - deep), (0, long - deep)]
    one = s.lathe(line, 24)
    soot = s.at(s.cylinder(0.99 * bore, 0.001, 24), s.move(z=long - 0.6 * deep))
    places = [s.move(x, y) for x, y in spots]
    return s.join(*(s.at(one, p) for p in places)), s.join(*(s.at(soot, p) for p in places))


def grid(columns: int, lines: int, pitch: float) -> list[tuple[float, float]]:
    """Spots of a rectangular array about the origin."""
    return [
        ((i - (columns - 1) / 2) * pitch, (j - (lines - 1) / 2) * pitch)
        for i in range(columns)
        for j in range(lines)
    ]


def monitor(
    rng: np.random.Generator, k: float, finish: tuple[Material, Colour | None], remote: bool
) -> list[Part]:
    """A water cannon standing on its flange at the origin, about k metres long, aimed to -y.

    `remote` gives it motor housings and cables instead of a hand wheel and a tiller.
    """
    r = 0.055 * k
    flange = s.join(
        s.cylinder(2.1 * r, 0.5 * r), s.at(s.cylinder(1.3 * r, 2.4 * r), s.move(z=1.3 * r))
    )
    ring = bolts([(x, y, 0.3 * r) for x, y in s.circle(1.75 * r, 8)], 0.24 * r, (0, 0, 1))
    parts = [Part(s.at(flange, s.move(z=0.25 * r)), *finish), Part(ring, "steel")]
    loop = [(0, 0, 2.4 * r), (0, 0, 3.4 * r), (2.6 * r, 0, 4.6 * r), (2.6 * r, 0, 6.2 * r)]
    loop += [(0, 0, 7.2 * r)]
    head: list[Part] = [Part(s.tube_along(s.spline(loop, 40), 1.05 * r, 20), *finish)]
    joint = s.at(s.cylinder(1.5 * r, 2.6 * r), s.turn(90, (0, 1, 0)), s.move(0, 0, 7.2 * r))
    collar = s.at(s.cylinder(1.55 * r, 0.9 * r), s.move(z=2.7 * r))
    head.append(Part(s.join(joint, collar), *finish))
    lean = between(rng, 62, 84)
    head += moved(_nozzle_pipe(rng, k, r, finish), s.move(z=7.2 * r) @ s.turn(lean, (1, 0, 0)))
    if remote:
        motors = [
            block((-3.4 * r, -r, 1.9 * r), (-1.3 * r, r, 3.7 * r)),
            block((-3.2 * r, -0.9 * r, 6.2 * r), (-1.2 * r, 0.9 * r, 8.2 * r)),
        ]
        head.append(
            Part(
                s.join(*motors),
                "painted_metal",
                tone(rng, "black", "charcoal", "grey"),
                smooth=False,
            )
        )
        wire = [
            (-3.2 * r, 0, 7.2 * r),
            (-4.3 * r, 0, 5.4 * r),
            (-3.6 * r, 0.3 * r, 3.3 * r),
            (-2.2 * r, 1.5 * r, 0.4 * r),
        ]
        head.append(Part(s.tube_along(s.spline(wire, 30), 0.22 * r, 9), "rubber", BLACK))
    else:
        wheel = hand_wheel(2.0 * r, str(rng.choice(["red", "black", ""])))
        head += moved(wheel, s.move(-2.6 * r, 0, 7.2 * r) @ s.turn(-90))
        tiller = [(0, 0.5 * r, 7.4 * r), (0, 4.0 * r, 8.4 * r), (0, 7.5 * r, 7.8 * r)]
        bar = s.tube_along(s.spline(tiller, 24), 0.3 * r, 10)
        head.append(Part(bar, "steel"))
    return parts + moved(head, s.turn(between(rng, -35, 35)))


def hose(
    points: ArrayLike, radius: float, colour: Colour = BLACK, material: Material = "rubber"
) -> Part:
    """A hose through points with bright couplings at both ends."""
    path = s.spline(points, 80)
    return Part(s.tube_along(path, radius, 12), material, colour)


def coil(radius: float, tube: float, turns: int, layers: int = 2) -> trimesh.Trimesh:
    """Hose wound about z, standing on z = 0."""
    rounds = [s.torus(radius + 2 * tube * j, tube) for j in range(layers)]
    return s.join(*(s.at(m, s.move(z=tube + 2 * tube * i)) for i in range(turns) for m in rounds))


def reel(radius: float, wide: float, tube: float) -> tuple[trimesh.Trimesh, trimesh.Trimesh]:
    """A hose reel about x, centred at the origin: (hose, drum with side discs)."""
    turns = max(2, int(wide / (2 * tube)))
    wound = s.at(coil(0.55 * radius, tube, turns), s.move(z=-turns * tube), s.turn(90, (0, 1, 0)))
    disc = s.extrude(
        s.circle(radius, 48),
        0.006,
        [s.circle(0.22 * radius, 16, (x, y)) for x, y in s.circle(0.66 * radius, 6)],
    )
    sides = [
        s.at(disc, s.move(z=-0.003), s.turn(90, (0, 1, 0)), s.move(x))
        for x in (-wide / 2 - 0.006, wide / 2 + 0.006)
    ]
    hub = s.at(s.cylinder(0.12 * radius, wide + 0.06), s.turn(90, (0, 1, 0)))
    return wound, s.join(hub, *sides)


def _nozzle_pipe(
    rng: np.random.Generator, k: float, r: float, finish: tuple[Material, Colour | None]
) -> list[Part]:
    """The barrel along +z from a joint: taper, stream straightener, flared nozzle with teeth."""
    long = k * between(rng, 0.62, 0.85)
    line = [
        (0, 0),
        (1.05 * r, 0.2 * r),
        (1.05 * r, 1.6 * r),
        (1.25 * r, 1.7 * r),
        (1.25 * r, 2.3 * r),
    ]
    line += [(1.05 * r, 2.4 * r), (0.72 * r, 0.7 * long), (0.72 * r, 0.78 * long)]
    parts = [Part(s.lathe([*line, (0, 0.78 * long)], 32), *finish)]
    bell = [
        (0, 0.74 * long),
        (0.95 * r, 0.75 * long),
        (1.2 * r, 0.8 * long),
        (1.35 * r, 0.93 * long),
    ]
    bell += [(1.55 * r, 0.95 * long), (1.55 * r, long), (1.1 * r, long), (0.7 * r, 0.88 * long)]
    shade = pick(rng, (BLACK, BLACK, (0.45, 0.02, 0.02)))
    tip: Material = "brass" if chance(rng, 0.25) else "matte_plastic"
    parts.append(
        Part(s.lathe([*bell, (0, 0.88 * long)], 36), tip, None if tip == "brass" else shade)
    )
    tooth = s.box(0.22 * r, 0.22 * r, 0.12 * r)
    teeth = [s.at(tooth, s.move(x, y, long + 0.04 * r)) for x, y in s.circle(1.34 * r, 14)]
    parts.append(Part(s.join(*teeth), "rubber", BLACK, smooth=False))
    dark = s.at(s.cylinder(0.66 * r, 0.001), s.move(z=0.885 * long))
    parts.append(Part(dark, "rubber", MOUTH))
    return parts
