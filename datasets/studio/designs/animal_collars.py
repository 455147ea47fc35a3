"""Collars for animals, which are no restraints for people: buckle, click, chain, prong; hobbles."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._belts import (
    Points,
    frame_buckle,
    on_line,
    side_release_buckle,
    upright_strap,
)
from datasets.studio.designs._forms import Colour, Design, chance, ground, hue, pick
from datasets.studio.designs._hardware import draw_metal, slack
from datasets.studio.designs._linked import Gauge, chain
from datasets.studio.designs._ratchet import HOLE, Finish
from datasets.studio.parts import Material, Part, moved

HIDES: tuple[Colour, ...] = (
    (0.02, 0.018, 0.017),
    (0.1, 0.045, 0.02),
    (0.22, 0.1, 0.04),
    (0.35, 0.03, 0.03),
    (0.4, 0.28, 0.16),
)
DARK: Finish = ("dark_steel", (0.03, 0.03, 0.032))
BRIGHT_METAL: tuple[Finish, ...] = (("chrome", None), ("steel", None), ("brass", None))


def buckle_collar(rng: np.random.Generator) -> list[Part]:
    """A leather or nylon strap with a prong buckle, holes, a leash ring, perhaps studs or a tag."""
    wide, thick = float(rng.uniform(0.014, 0.042)), float(rng.uniform(0.0025, 0.0042))
    hide: Material = "leather" if chance(rng, 0.7) else "webbing"
    colour = pick(rng, HIDES) if hide == "leather" else hue(rng, 0.25)
    path = _round(rng, thick) if chance(rng, 0.7) else _straight(rng)
    metal = pick(rng, BRIGHT_METAL)
    parts = [Part(upright_strap(path, wide, thick), hide, colour)]
    parts += _stitching(rng, path, wide, thick)
    parts += moved(
        [Part(frame_buckle(wide * 0.95, wide * 1.2, 0.0019, 1), *metal)], _out(path, 0.03, thick)
    )
    holes = [
        s.at(s.cylinder(0.0021, thick * 1.3, 12), s.turn(90, (1, 0, 0)), on_line(path, t))
        for t in np.linspace(0.84, 0.975, int(rng.integers(5, 8)))
    ]
    parts.append(Part(s.join(*holes), *HOLE))
    keeper = s.at(s.box(0.008, thick * 3.4, wide * 1.08, 0.001), on_line(path, 0.085))
    parts.append(Part(keeper, hide, colour))
    parts += moved(_leash_ring(rng, wide, metal), _out(path, 0.13, thick))
    if hide == "leather" and chance(rng, 0.45):
        parts += _studs(rng, path, wide, thick, metal)
    return _posed(rng, parts)


def click_collar(rng: np.random.Generator) -> list[Part]:
    """A nylon strap with a plastic side-release buckle, a slide, a leash ring, a tag or a bell."""
    wide, thick = float(rng.uniform(0.01, 0.03)), float(rng.uniform(0.0016, 0.0026))
    path, colour = _round(rng, thick, overlap=0.0), hue(rng, 0.2)
    parts = [Part(upright_strap(path, wide, thick), "webbing", colour)]
    if chance(rng, 0.4):
        stripe = upright_strap(path * (1.008, 1.008, 1.0), wide * 0.35, thick)
        parts.append(Part(stripe, "webbing", hue(rng, 0.2)))
    buckle = side_release_buckle(wide * 1.15, float(rng.uniform(0.007, 0.011)))
    shape = s.at(buckle, s.move(wide * 0.3), _out(path, 0.004, 0.0))
    parts.append(Part(shape, "plastic", hue(rng, 0.75)))
    slide = frame_buckle(wide * 0.7, wide * 1.15, 0.0016, 1)
    parts.append(Part(s.at(slide, _out(path, 0.2, thick)), "plastic", hue(rng, 0.8)))
    parts += moved(_leash_ring(rng, wide, pick(rng, BRIGHT_METAL)), _out(path, 0.1, thick))
    return _posed(rng, parts)


def choke_chain(rng: np.random.Generator) -> list[Part]:
    """A chain between two rings, drawn through one of them to a noose, or lying straight."""
    finish = draw_metal(rng, 0.0)
    long = float(rng.uniform(0.012, 0.026))
    gauge = Gauge(
        long, long * float(rng.uniform(0.62, 0.85)), long * float(rng.uniform(0.085, 0.12))
    )
    ring, wire = float(rng.uniform(0.012, 0.019)), gauge.wire * 1.35
    half = float(rng.uniform(0.06, 0.1))
    one = s.torus(ring, wire)
    if chance(rng, 0.75):
        neck = np.array([half + ring, 0.0, 0.0])
        angle = np.radians(np.linspace(8, 350, 100))
        wave = half * (1 + 0.05 * np.sin(3 * angle + rng.uniform(0, 6)))
        loop = np.stack([wave * np.cos(angle), wave * np.sin(angle), 0 * angle], 1)
        loop = np.concatenate([[neck + ring * np.array([-0.75, 0.66, 0.0])], loop])
        tail = neck + np.array(
            [float(rng.uniform(0.04, 0.1)), float(rng.uniform(-0.04, 0.04)), 0.004]
        )
        path = np.concatenate(
            [loop, s.spline([loop[-1], np.add(neck, (0, 0, 0.003)), tail], 30)[1:]]
        )
        rings = [
            s.at(one, s.turn(70, (1, 0, 0)), s.move(*neck)),
            s.at(one, s.move(*tail), s.move(ring)),
        ]
    else:
        path = slack((-half * 2, 0, 0), (half * 2, 0, 0), half * 4.4, (0, 1.0, 0))
        rings = [s.at(one, s.move(*path[i]), s.move(side * ring)) for i, side in ((0, -1), (-1, 1))]
    parts = [chain(path, gauge, finish), Part(s.join(*rings), *finish)]
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def prong_collar(rng: np.random.Generator) -> list[Part]:
    """Wire links with blunt prongs that point inwards, closed by a short chain with a ring."""
    finish = pick(rng, (*BRIGHT_METAL[:2], DARK))
    count, wire = int(rng.integers(11, 15)), float(rng.uniform(0.0013, 0.0019))
    long = float(rng.uniform(0.017, 0.024))
    radius = count * long * 0.95 / np.radians(300)
    unit = _prong_link(rng, long, float(rng.uniform(0.012, 0.019)), wire)
    links = []
    for i in range(count):
        angle = 120 + (i + 1) * 300 / count
        links.append(s.at(unit, s.move(radius), s.turn(angle)))
    ends = [radius * np.array([np.cos(a), np.sin(a), 0.0]) for a in np.radians([122, 60])]
    gauge = Gauge(0.015, 0.0105, 0.0014)
    path = slack(ends[0], ends[1], float(rng.uniform(0.1, 0.16)), (0, 1.0, 0))
    middle = path[len(path) // 2]
    ring = s.at(s.torus(0.013, 0.0017), s.move(middle[0], middle[1] + 0.013))
    swivel = s.at(
        s.cylinder(0.0034, 0.009, 16), s.turn(90, (1, 0, 0)), s.move(middle[0], middle[1] - 0.002)
    )
    parts = [Part(s.join(*links, ring, swivel), *finish), chain(path, gauge, finish)]
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def horse_hobble(rng: np.random.Generator) -> list[Part]:
    """Two padded leather straps with buckles for a horse's legs, joined by a chain or a strap."""
    colour, lining = (
        pick(rng, HIDES),
        pick(rng, ((0.5, 0.45, 0.36), (0.05, 0.05, 0.05), (0.3, 0.24, 0.16))),
    )
    metal, wide = pick(rng, BRIGHT_METAL), float(rng.uniform(0.035, 0.055))
    apart, parts, reach = float(rng.uniform(0.085, 0.12)), [], 0.0
    seed = int(rng.integers(2**31))
    for side in (1.0, -1.0):
        path = _round(np.random.default_rng(seed), 0.004, size=(0.04, 0.048))
        reach = apart - float(path[:, 1].max()) - 0.022
        soft = upright_strap(path * (0.93, 0.93, 1.0), wide * 1.05, 0.007)
        cuff = [
            Part(upright_strap(path, wide * 0.7, 0.004), "leather", colour),
            Part(soft, "foam" if chance(rng, 0.5) else "textile", lining),
            *moved(
                [Part(frame_buckle(wide * 0.7, wide * 0.85, 0.0022, 1), *metal)],
                _out(path, 0.03, 0.004),
            ),
            *moved(
                [Part(s.at(s.torus(0.012, 0.0024), s.turn(90, (1, 0, 0))), *metal)],
                _out(path, 180 / 402, 0.014),
            ),
        ]
        parts += moved(cuff, s.move(side * apart) @ s.turn(90 * side))
    if chance(rng, 0.6):
        line = np.linspace((-reach, 0, 0), (reach, 0, 0), 30)
        parts.append(chain(line, Gauge(0.026, 0.018, 0.0026), metal))
    else:
        band = upright_strap(np.linspace((-reach, 0, 0), (reach, 0, 0), 30), wide * 0.6, 0.005)
        parts.append(Part(band, "leather", colour))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def _round(
    rng: np.random.Generator,
    thick: float,
    overlap: float = 42.0,
    size: tuple[float, float] = (0.045, 0.085),
) -> Points:
    """A closed line from the buckle round the neck; its tongue overlaps outside by degrees."""
    radius = float(rng.uniform(*size))
    angle = np.radians(np.linspace(-90, 270 + overlap, 150))
    out = radius + np.clip((angle - np.radians(240)) / np.radians(30), 0, 1.6) * thick * 1.15
    squash = float(rng.uniform(0.78, 1.0))
    return np.stack([out * np.cos(angle), squash * out * np.sin(angle), 0 * angle], 1)


def _straight(rng: np.random.Generator) -> Points:
    """A collar unrolled along x, buckle at the left."""
    x = np.linspace(0, float(rng.uniform(0.3, 0.5)), 150)
    bend = float(rng.uniform(0.0, 0.03)) * np.sin(x * float(rng.uniform(6, 14)))
    return np.stack([x, bend, 0 * x], 1)


def _out(path: Points, share: float, by: float) -> s.Matrix:
    """A place on the outside of the line."""
    return np.asarray(on_line(path, share) @ s.move(y=-by * 0.9), dtype=np.float64)


def _stitching(rng: np.random.Generator, path: Points, wide: float, thick: float) -> list[Part]:
    """Seams along both edges, in a part of the draws."""
    if chance(rng, 0.5):
        return []
    thread: Colour = pick(rng, ((0.6, 0.55, 0.42), (0.02, 0.02, 0.02)))
    seams = [
        s.at(upright_strap(path, wide * 0.035, thick * 1.12), s.move(z=z * wide * 0.4))
        for z in (1, -1)
    ]
    return [Part(s.join(*seams), "textile", thread)]


def _leash_ring(rng: np.random.Generator, wide: float, metal: Finish) -> list[Part]:
    """A D-ring standing out to -y and hanging, often with a name tag or a bell in it."""
    size = max(wide * 0.42, 0.008)
    bow = s.torus(size, 0.0019, 180)
    bar = s.at(s.cylinder(0.0019, 2 * size, 12), s.turn(90, (0, 1, 0)))
    ring = s.at(
        s.join(bow, bar), s.turn(-90, (1, 0, 0)), s.turn(float(rng.uniform(20, 80)), (1, 0, 0))
    )
    parts = [Part(ring, *metal)]
    kind, low = int(rng.integers(4)), size * 1.1
    hang = s.move(y=-size * 0.7 - 0.004, z=-low)
    if kind == 0:
        tag = s.extrude(
            s.circle(float(rng.uniform(0.01, 0.015)), 32), 0.0016, [s.circle(0.002, 12, (0, 0.008))]
        )
        flat = s.at(tag, s.turn(90, (1, 0, 0)), s.move(z=-0.008))
        parts.append(Part(flat, *pick(rng, BRIGHT_METAL)).moved(hang))
    elif kind == 1:
        tag = s.at(_bone(), s.turn(90, (1, 0, 0)), s.move(z=-0.006))
        parts.append(Part(tag, "painted_metal", hue(rng, 0.1)).moved(hang))
    elif kind == 2:
        bell = s.join(
            s.sphere(0.008, 2),
            s.at(s.torus(0.0026, 0.0008), s.turn(90, (1, 0, 0)), s.move(z=0.0095)),
        )
        parts.append(Part(s.at(bell, s.move(z=-0.006)), *pick(rng, BRIGHT_METAL)).moved(hang))
    return parts


def _bone() -> trimesh.Trimesh:
    """A name tag in the shape of a bone."""
    knobs = [s.cylinder(0.0042, 0.0016, 24) for _ in range(4)]
    places = [(x, y) for x in (0.009, -0.009) for y in (0.0032, -0.0032)]
    ends = [s.at(k, s.move(x, y)) for k, (x, y) in zip(knobs, places, strict=True)]
    return s.join(s.box(0.018, 0.007, 0.0016), *ends)


def _studs(
    rng: np.random.Generator, path: Points, wide: float, thick: float, metal: Finish
) -> list[Part]:
    """Domes, pyramids or pointed cones in one or two rows along the outside."""
    kind, rows = int(rng.integers(3)), 2 if wide > 0.03 and chance(rng, 0.6) else 1
    size = min(wide * 0.16, 0.0055) if rows == 2 else min(wide * 0.22, 0.006)
    made: list[trimesh.Trimesh] = []
    one = (
        s.at(s.sphere(size, 2), s.scale(1, 1, 0.7)),
        s.cone(size * 1.1, size * 1.3, 4),
        s.cone(size * 0.8, size * float(rng.uniform(2.0, 3.2)), 14),
    )[kind]
    one = s.at(one, s.turn(90, (1, 0, 0)))
    for t in np.arange(0.2, 0.8, 0.03 if rows == 1 else 0.026):
        for j in range(rows):
            z = (j - (rows - 1) / 2) * wide * 0.48
            made.append(s.at(one, s.move(z=z), _out(path, float(t), thick * 0.5)))
    return [Part(s.join(*made), *metal)]


def _prong_link(rng: np.random.Generator, long: float, deep: float, wire: float) -> trimesh.Trimesh:
    """A bent wire: a loop along the ring, its two ends turned inwards (-x) as prongs."""
    half = float(rng.uniform(0.008, 0.011))
    line = [
        (-deep, long * 0.12, half),
        (-deep * 0.2, long * 0.1, half),
        (0.002, -long * 0.1, half),
        (0.001, -long * 0.85, half * 0.75),
        (0.001, -long * 0.98, 0.0),
    ]
    both = line + [(x, y, -z) for x, y, z in line[-2::-1]]
    frame = s.tube_along(s.spline(both, 44), wire, 8, False)
    tips = [s.at(s.sphere(wire, 1), s.move(-deep, long * 0.12, z)) for z in (half, -half)]
    cross = s.at(s.cylinder(wire, 2 * half, 8), s.move(0.0, 0.0, 0.0))
    return s.join(frame, cross, *tips)


def _posed(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """On its edge as worn, or fallen on its side."""
    lean = float(pick(rng, (0, 0, 0, 90, -90)))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360))) @ s.turn(lean, (1, 0, 0))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "animal_collar": (buckle_collar, click_collar, choke_chain, prong_collar, horse_hobble),
}
