"""Restraint chairs: metal seats whose cuffs, bars or tray lock wrists, waist and ankles."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    FABRICS,
    Colour,
    beam,
    between,
    bolts,
    buckle,
    castor,
    frame,
    mirror,
    odds,
    pipe,
    rod,
    rounded,
    slab,
    stand,
    strap,
    tone,
)
from datasets.studio.parts import Material, Part, moved

Paint = tuple[Material, Colour]


def interrogation_chair(rng: np.random.Generator) -> list[Part]:
    """The square steel chair with a locking board before the body, cuffs on it and at the feet."""
    wide, deep, back = between(rng, 0.52, 0.64), between(rng, 0.5, 0.6), between(rng, 0.95, 1.25)
    paint = _paint(rng)
    tube, x, y = between(rng, 0.032, 0.05), wide / 2, deep / 2
    bars = [beam((sx, sy, 0), (sx, sy, 0.7), tube, tube) for sx in (-x, x) for sy in (-y, y)]
    bars += [beam((sx, y, 0.7), (sx, y + 0.05, back), tube, tube) for sx in (-x, x)]
    bars += [beam((sx, -y, z), (sx, y, z), tube, tube) for sx in (-x, x) for z in (0.06, 0.43, 0.7)]
    bars += [
        beam((-x, sy, z), (x, sy, z), tube, tube) for sy, z in ((y, 0.43), (-y, 0.43), (y, 0.06))
    ]
    bars.append(beam((-x, y + 0.05, back), (x, y + 0.05, back), tube, tube))
    parts = [Part(s.join(*bars), *paint, smooth=False), *_seat(rng, wide, deep, back)]
    parts += _tray(rng, wide, -y - 0.02, 0.73, paint)
    parts += _foot_stock(rng, wide, -y - 0.06, paint)
    if odds(rng, 0.4):
        parts += moved(_waist_bar(rng, wide), s.move(y=-0.02, z=0.62))
    return stand(parts)


def cuff_chair(rng: np.random.Generator) -> list[Part]:
    """The tubular or plate chair with hinged cuffs on the arms and the front legs; no board."""
    wide, deep, back = between(rng, 0.5, 0.62), between(rng, 0.48, 0.56), between(rng, 1.1, 1.35)
    paint = _paint(rng)
    x, y, tube = wide / 2, deep / 2, between(rng, 0.014, 0.022)
    sides = []
    for sx in (-x, x):
        sides.append(pipe([(sx, -y, 0), (sx, -y, 0.68), (sx, y, 0.68), (sx, y, 0)], tube, 0.06))
        sides.append(pipe([(sx, y, 0.3), (sx, y + 0.06, back)], tube))
        sides.append(rod((sx, -y - 0.1, 0.015), (sx, y + 0.12, 0.015), tube))
    across = [(y, 0.3), (y + 0.06, back), (-y, 0.43), (y, 0.43), (-y, 0.08)]
    sides += [rod((-x, sy, z), (x, sy, z), tube) for sy, z in across]
    arm = mirror(s.at(s.box(0.1, deep * 0.95, 0.025, 0.006), s.move(x, -0.02, 0.71)))
    parts = [
        Part(s.join(*sides), *paint),
        Part(arm, *_pad(rng), smooth=False),
        *_seat(rng, wide, deep, back),
        *_head_rest(rng, back, y + 0.05),
    ]
    for sx in (-x, x):
        parts += moved(_cuff(rng, 0.042), s.move(sx, -y * 0.75, 0.765))
        turned = s.turn(90, (1, 0, 0))
        parts += moved(moved(_cuff(rng, 0.055), turned), s.move(sx * 0.62, -y - 0.075, 0.16))
    if odds(rng, 0.5):
        parts += moved(_waist_bar(rng, wide), s.move(y=-0.04, z=0.66))
    return stand(parts)


def wheeled_chair(rng: np.random.Generator) -> list[Part]:
    """The reclined chair on wheels: moulded shell, wide belts, head rest, metal cuffs."""
    paint, tilt = _paint(rng), between(rng, 12, 30)
    shell = _shell(rng)
    belts, metal = _belts(rng)
    top = [
        *shell,
        Part(belts, "webbing", tone(rng, "black", "black", "navy", "olive")),
        Part(metal, "steel"),
    ]
    for sx in (-0.3, 0.3):
        top += moved(_cuff(rng, 0.042), s.move(sx, -0.2, 0.29))
        top += moved(moved(_cuff(rng, 0.055), s.turn(70, (1, 0, 0))), s.move(sx * 0.5, -0.47, -0.3))
    parts = moved(moved(top, s.turn(-tilt, (1, 0, 0))), s.move(z=0.52))
    rails = [
        pipe([(x, -0.5, 0.1), (x, 0.45, 0.12), (x, 0.62, 1.0), (x, 0.85, 1.08)], 0.018)
        for x in (-0.26, 0.26)
    ]
    rails += [
        rod((-0.26, y, z), (0.26, y, z), 0.018) for y, z in ((-0.45, 0.1), (0.4, 0.12), (0.6, 0.9))
    ]
    rails += [rod((x, 0.1, 0.12), (x, 0.05, 0.5), 0.018) for x in (-0.26, 0.26)]
    parts.append(Part(s.join(*rails), *paint))
    radius = between(rng, 0.1, 0.16)
    tyre = s.at(
        s.lathe([(0, -0.02), (radius, -0.02), (radius, 0.02), (0, 0.02)]), s.turn(90, (0, 1, 0))
    )
    hub = s.at(s.cylinder(radius * 0.6, 0.05), s.turn(90, (0, 1, 0)))
    for x in (-0.31, 0.31):
        parts.append(Part(s.at(tyre, s.move(x, 0.45, radius)), "rubber"))
        parts.append(Part(s.at(hub, s.move(x, 0.45, radius)), "aluminium"))
        wheels, fork = castor(0.045)
        parts.append(Part(s.at(wheels, s.move(x * 0.85, -0.45)), "rubber"))
        parts.append(Part(s.at(fork, s.move(x * 0.85, -0.45)), "chrome"))
    return stand(parts)


def _paint(rng: np.random.Generator) -> Paint:
    if odds(rng, 0.3):
        return "steel", (0.6, 0.6, 0.61)
    return "painted_metal", tone(rng, "black", "grey", "charcoal", "light", "white", "navy", "sky")


def _pad(rng: np.random.Generator) -> Paint:
    if odds(rng, 0.5):
        return "leather", tone(rng, "black", "brown", "navy", "wine", "charcoal")
    return ("wood", tone(rng, "oak", "pine")) if odds(rng, 0.4) else ("steel", (0.6, 0.6, 0.61))


def _seat(rng: np.random.Generator, wide: float, deep: float, back: float) -> list[Part]:
    """Seat and back: padded, wooden or sheet metal."""
    paint = _pad(rng)
    thick = 0.06 if paint[0] == "leather" else 0.02
    seat = s.at(s.box(wide * 0.92, deep * 0.95, thick, 0.012), s.move(z=0.445 + thick / 2))
    low, high = 0.55, back - 0.03
    y = deep / 2
    rest = beam((0, y - 0.01, low), (0, y + 0.03, high), wide * 0.9, thick, 0.012)
    return [Part(s.join(seat, rest), *paint)]


def _cuff(rng: np.random.Generator, radius: float) -> list[Part]:
    """A hinged metal cuff about the y axis on its base plate: lower bow, upper bow, hinge, lock."""
    wide, lift = between(rng, 0.025, 0.045), 0.0 if odds(rng, 0.6) else between(rng, 30, 110)
    lie = s.turn(90, (1, 0, 0))
    low = s.at(
        s.band(radius, 0.006, wide, 180, 360), lie, s.scale(1, 1, -1), s.turn(180, (1, 0, 0))
    )
    high = s.at(s.band(radius, 0.006, wide, 0, 180), lie)
    high = s.at(high, s.turn(lift, (0, 1, 0), (radius, 0, 0)))
    hinge = rod((radius, -wide * 0.6, 0), (radius, wide * 0.6, 0), 0.008)
    lock = s.at(s.box(0.026, wide * 1.1, 0.04, 0.004), s.move(-radius - 0.012))
    base = s.at(s.box(radius * 2.2, wide * 1.6, 0.008), s.move(z=-radius - 0.004))
    key = s.at(s.cylinder(0.006, 0.03, 12), s.turn(90, (0, 1, 0)), s.move(-radius - 0.02))
    return [
        Part(s.join(low, high, hinge), "steel" if odds(rng, 0.7) else "chrome"),
        Part(s.join(lock, base), "dark_steel" if odds(rng, 0.5) else "steel", smooth=False),
        Part(key, "brass"),
    ]


def _tray(rng: np.random.Generator, wide: float, y: float, z: float, paint: Paint) -> list[Part]:
    """The board across the arms with hinge, hasp and two wrist cuffs; shut or swung open."""
    deep = between(rng, 0.26, 0.36)
    outline = rounded(wide + 0.06, deep, 0.02)
    board = s.at(s.extrude(outline, 0.018), s.move(z=z))
    hinge = [
        rod((-wide / 2, t * deep / 2, z), (-wide / 2, (t - 0.5) * deep / 2, z), 0.012)
        for t in (-0.4, 0.9)
    ]
    hasp = s.at(s.box(0.04, 0.05, 0.05, 0.004), s.move(wide / 2 + 0.02, 0, z))
    bow = s.at(
        s.torus(0.016, 0.004, 180), s.turn(90, (1, 0, 0)), s.move(wide / 2 + 0.03, 0, z - 0.04)
    )
    top: list[Part] = [
        Part(board, *(paint if odds(rng, 0.5) else _pad(rng)), smooth=False),
        Part(s.join(*hinge, hasp, bow), "steel"),
    ]
    for x in (-wide * 0.24, wide * 0.24):
        top += moved(_cuff(rng, 0.04), s.move(x, -0.01, z + 0.066))
    if odds(rng, 0.25):
        top = moved(top, s.turn(-between(rng, 40, 100), (0, 1, 0), (-wide / 2, 0, z)))
    return moved(top, s.move(y=y + 0.04))


def _foot_stock(rng: np.random.Generator, wide: float, y: float, paint: Paint) -> list[Part]:
    """Foot plate and the two ankle cuffs or a board with two holes."""
    plate = s.at(s.box(wide, 0.28, 0.012), s.move(y=y - 0.05, z=0.03))
    parts = [Part(plate, *paint, smooth=False)]
    if odds(rng, 0.4):
        holes = [s.circle(0.05, 32, (x, 0)) for x in (-wide * 0.22, wide * 0.22)]
        board = s.at(slab(rounded(wide * 0.98, 0.17, 0.01), 0.016, *holes), s.move(y=y, z=0.15))
        seam = s.at(s.box(wide, 0.02, 0.004), s.move(y=y, z=0.15))
        bolt = bolts([(x * wide * 0.44, y, 0.19) for x in (-1, 1)], 0.014, (0, -1, 0))
        return [*parts, Part(board, *paint, smooth=False), Part(s.join(seam, bolt), "dark_steel")]
    for x in (-wide * 0.24, wide * 0.24):
        parts += moved(moved(_cuff(rng, 0.055), s.turn(90, (1, 0, 0))), s.move(x, y + 0.02, 0.14))
    return parts


def _waist_bar(rng: np.random.Generator, wide: float) -> list[Part]:
    """A hinged bar round the waist, in front of the back rest."""
    bow = s.at(s.band(wide * 0.4, 0.008, 0.05, 180, 360), s.scale(1.2, 0.75, 1), s.move(y=0.22))
    lock = s.at(s.box(0.06, 0.03, 0.07, 0.004), s.move(y=0.22 - wide * 0.31))
    return [Part(s.join(bow, lock), "steel", smooth=False)]


def _head_rest(rng: np.random.Generator, back: float, y: float) -> list[Part]:
    """A padded head rest, on some with a band for the forehead."""
    pad = s.at(s.box(0.3, 0.07, 0.2, 0.03), s.move(y=y - 0.02, z=back + 0.1))
    posts = mirror(rod((0.08, y, back - 0.05), (0.08, y, back + 0.05), 0.01))
    parts = [Part(pad, "leather", tone(rng, "black", "navy", "charcoal")), Part(posts, "chrome")]
    if odds(rng, 0.5):
        band = s.at(s.band(0.1, 0.005, 0.04, 180, 360), s.move(y=y - 0.05, z=back + 0.1))
        parts.append(Part(band, "steel" if odds(rng, 0.5) else "webbing"))
    return parts


def _shell(rng: np.random.Generator) -> list[Part]:
    """Seat, back, leg board, arms and head rest, the seat's top at z = 0."""
    material: Material = "plastic" if odds(rng, 0.6) else "leather"
    colour = tone(rng, *FABRICS, "black", "black")
    pads = [
        s.at(s.box(0.5, 0.5, 0.08, 0.03), s.move(z=-0.04)),
        beam((0, 0.26, 0), (0, 0.36, 0.82), 0.48, 0.08, 0.03),
        beam((0, -0.27, -0.05), (0, -0.42, -0.5), 0.44, 0.06, 0.02),
        s.at(s.box(0.28, 0.09, 0.2, 0.035), s.turn(-8, (1, 0, 0)), s.move(y=0.34, z=0.95)),
    ]
    arms = mirror(s.at(s.box(0.1, 0.52, 0.05, 0.02), s.move(0.3, 0.0, 0.22)))
    posts = mirror(beam((0.3, 0.15, -0.06), (0.3, 0.15, 0.2), 0.04, 0.06))
    foot = s.at(s.box(0.44, 0.22, 0.03, 0.01), s.turn(20, (1, 0, 0)), s.move(y=-0.52, z=-0.52))
    return [
        Part(s.join(*pads), material, colour),
        Part(arms, "leather" if odds(rng, 0.5) else "plastic", tone(rng, "black", "charcoal")),
        Part(s.join(posts, foot), "painted_metal", tone(rng, "black", "grey")),
    ]


def _belts(rng: np.random.Generator) -> tuple[trimesh.Trimesh, trimesh.Trimesh]:
    """Shoulder, chest and lap belts with their buckles."""
    belts, metal = [], []
    rows = [(0.24, 0.2, 0.26), (0.3, 0.45, 0.2), (0.31, 0.62, 0.18)][: int(rng.integers(2, 4))]
    for y, z, bow in rows:
        path = [(-0.26, y, z - 0.03), (-0.2, y - bow * 0.8, z), (0, y - bow, z)]
        path += [(0.2, y - bow * 0.8, z), (0.26, y, z - 0.03)]
        belts.append(strap(path, 0.06, 0.005))
        ring = s.at(buckle(0.07, 0.07), s.turn(90, (1, 0, 0)), s.move(0, y - bow - 0.005, z))
        metal.append(ring)
    if odds(rng, 0.6):
        for x in (-1.0, 1.0):
            path = [
                (x * 0.1, 0.36, 0.8),
                (x * 0.11, 0.24, 0.72),
                (x * 0.13, 0.12, 0.45),
                (x * 0.16, 0.05, 0.18),
            ]
            belts.append(strap(path, 0.05, 0.005))
    for x in (-0.11, 0.11):
        loop = s.at(s.band(0.06, 0.005, 0.05, 0, 360), frame((x, -0.4, -0.2), (x, -0.44, -0.3)))
        belts.append(loop)
    return s.join(*belts), s.join(*metal)


DESIGNS = {"restraint_chair": (interrogation_chair, cuff_chair, wheeled_chair)}
