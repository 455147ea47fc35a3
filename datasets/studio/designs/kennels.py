"""Cages that hold no person: dog crates, pet carriers, roll cages for goods."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._bed_parts import bars, castors, link_panel, slide_bolt
from datasets.studio.designs._forms import Design, chance, dark, hue
from datasets.studio.designs._furniture import between, odds, pipe, rod, rounded, stand, tone
from datasets.studio.parts import Material, Part, moved


def wire_crate(rng: np.random.Generator) -> list[Part]:
    """The folding dog crate of welded wire: tray, door with two slide latches, handle on top."""
    long = between(rng, 0.6, 1.2)
    wide, high = long * between(rng, 0.58, 0.68), long * between(rng, 0.62, 0.74)
    x, y, wire = long / 2, wide / 2, between(rng, 0.0022, 0.0034)
    pitch = between(rng, 0.035, 0.05)
    corners = [(-x, -y), (x, -y), (x, y), (-x, y)]
    mesh = []
    for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
        mesh.append(link_panel([(*a, 0.02), (*b, 0.02), (*b, high), (*a, high)], pitch, wire))
        mesh += [rod((*a, h), (*b, h), wire * 1.9, 8) for h in (0.02, high * 0.5, high)]
    mesh.append(link_panel([(*c, high) for c in corners], pitch, wire))
    mesh += [rod((*c, 0.02), (*c, high), wire * 1.9, 8) for c in corners]
    paint: Material = "painted_metal" if odds(rng, 0.75) else "steel"
    colour = dark(rng) if paint == "painted_metal" else None
    parts = [Part(s.join(*mesh), paint, colour)]
    parts += _crate_door(rng, x, y, high, wire, paint == "steel")
    tray = s.at(s.box(long - 0.02, wide - 0.02, 0.025, 0.005), s.move(z=0.025))
    parts.append(Part(tray, "plastic", dark(rng)))
    grip = pipe(
        [(-0.07, 0, high), (-0.06, 0, high + 0.045), (0.06, 0, high + 0.045), (0.07, 0, high)],
        0.008,
        0.02,
    )
    parts.append(Part(grip, "plastic", dark(rng)))
    if odds(rng, 0.5):
        bed = s.at(s.box(long * 0.85, wide * 0.85, 0.06, 0.025), s.move(z=0.065))
        parts.append(Part(bed, "textile", tone(rng, "tan", "grey", "brown", "blue", "red")))
    if odds(rng, 0.4):
        bowl = s.lathe(
            [(0, 0), (0.07, 0), (0.09, 0.05), (0.083, 0.05), (0.062, 0.008), (0, 0.008)], 32
        )
        parts.append(Part(s.at(bowl, s.move(x + 0.13, -y * 0.6)), "steel"))
    return stand(parts)


def pet_carrier(rng: np.random.Generator) -> list[Part]:
    """The plastic box of two shells with vents, a wire door and a handle."""
    long = between(rng, 0.45, 0.8)
    wide, high = long * between(rng, 0.6, 0.7), long * between(rng, 0.58, 0.7)
    lower, upper = hue(rng, 0.2), tone(rng, "light", "grey", "cream", "white", "charcoal")
    mid = high * 0.48
    low, top = _shells(long, wide, high, mid)
    latch = s.at(s.box(0.014, 0.05, 0.06, 0.004), s.move(0.004, -wide * 0.2, high * 0.5))
    y, z0, z1 = wide * 0.34, high * 0.13, high * 0.87
    door = link_panel([(0, -y, z0), (0, y, z0), (0, y, z1), (0, -y, z1)], 0.026, 0.002)
    ajar = -between(rng, 30, 110) if odds(rng, 0.25) else 0.0
    place = (s.turn(ajar, (0, 0, 1), (0, y, 0)), s.move(long / 2 - 0.004))
    grip = pipe(
        [
            (-0.09, 0, high - 0.01),
            (-0.08, 0, high + 0.04),
            (0.08, 0, high + 0.04),
            (0.09, 0, high - 0.01),
        ],
        0.011,
        0.03,
    )
    clips = [
        s.at(s.box(0.03, 0.016, 0.05, 0.004), s.move(px, sy * (wide / 2 + 0.012), mid))
        for px in (-long * 0.3, long * 0.3)
        for sy in (-1, 1)
    ]
    parts = [
        Part(low, "matte_plastic", lower, smooth=False),
        Part(top, "matte_plastic", upper, smooth=False),
        Part(s.at(door, *place), "steel"),
        Part(s.at(latch, *place), "plastic", dark(rng)),
        Part(s.join(grip, *clips), "plastic", lower),
    ]
    return stand(moved(parts, s.turn(-90)))


def roll_cage(rng: np.random.Generator) -> list[Part]:
    """The wheeled cage for goods: three or four wire walls on a base, cartons inside, no bed."""
    long, wide, high = between(rng, 0.7, 0.9), between(rng, 0.6, 0.8), between(rng, 1.45, 1.85)
    x, y, z = long / 2, wide / 2, 0.17
    tubes = [
        pipe([(sx, -y, z), (sx, -y, high), (sx, y, high), (sx, y, z)], 0.013, 0.08)
        for sx in (-x, x)
    ]
    pitch, wire = between(rng, 0.06, 0.11), 0.0028
    walls = [[(sx, -y, z), (sx, y, z), (sx, y, high), (sx, -y, high)] for sx in (-x, x)]
    walls.append([(-x, y, z), (x, y, z), (x, y, high), (-x, y, high)])
    if odds(rng, 0.35):
        half = z + (high - z) * 0.5
        walls.append([(-x, -y, z), (x, -y, z), (x, -y, half), (-x, -y, half)])
    tubes += [link_panel(w, pitch, wire) for w in walls]
    tubes += [rod((-x, sy, z), (x, sy, z), 0.016) for sy in (-y, y)]
    tubes += bars((-x, -y, z), (x, -y, z), (0, 2 * y, 0), 9, 0.006)
    tubes += [rod((-x, y, h), (x, y, h), 0.009) for h in (high * 0.55, high - 0.05)]
    metal: Material = "steel" if odds(rng, 0.6) else "painted_metal"
    parts = [
        Part(
            s.join(*tubes),
            metal,
            None if metal == "steel" else tone(rng, "blue", "grey", "green", "red"),
        )
    ]
    parts += castors(rng, [(sx * 0.88, sy * 0.88) for sx in (-x, x) for sy in (-y, y)], 0.055)
    level = z + 0.012
    for _ in range(int(rng.integers(0, 4))):
        tall = between(rng, 0.2, 0.38)
        if level + tall > high:
            break
        size = (long * between(rng, 0.6, 0.94), wide * between(rng, 0.6, 0.92))
        carton = s.at(s.box(size[0], size[1], tall), s.move(0, 0, level + tall / 2))
        tape = s.at(s.box(size[0] * 1.003, 0.05, tall * 1.003), s.move(0, 0, level + tall / 2))
        parts += [
            Part(carton, "paper", (0.42, 0.28, 0.15), smooth=False),
            Part(tape, "plastic", (0.5, 0.4, 0.25)),
        ]
        level += tall + 0.002
    return stand(parts)


def _shells(
    long: float, wide: float, high: float, mid: float
) -> tuple[trimesh.Trimesh, trimesh.Trimesh]:
    """Lower and upper shell of a carrier, its doorway at +x, with vents and the rim between."""
    inner = s.box(long - 0.02, wide - 0.02, high - 0.02, long * 0.07)
    whole = s.cut(s.box(long, wide, high, long * 0.08), inner)
    doorway = s.extrude(rounded(wide * 0.68, high * 0.74, 0.05), 0.2)
    hole = s.at(doorway, s.turn(90, (1, 0, 0)), s.turn(90), s.move(long / 2 - 0.1))
    slots = [
        s.at(s.box(0.035, wide * 1.2, 0.011), s.move(px, 0, high * h))
        for px in np.linspace(-long * 0.32, long * 0.22, 6)
        for h in (0.1, 0.16, 0.22, 0.28)
    ]
    shell = s.at(s.cut(whole, hole, *slots), s.move(z=high / 2))
    keep = s.box(long * 2, wide * 2, high)
    low = s.cut(shell, s.at(keep, s.move(z=mid + high / 2)))
    top = s.cut(shell, s.at(keep, s.move(z=mid - high / 2)))
    inside = rounded(long - 0.004, wide - 0.004, long * 0.08)
    rim = s.extrude(rounded(long + 0.03, wide + 0.03, long * 0.09), 0.018, [inside])
    return low, s.join(top, s.at(rim, s.move(z=mid - 0.009)))


def _crate_door(
    rng: np.random.Generator, x: float, y: float, high: float, wire: float, bare: bool
) -> list[Part]:
    """The wire door in the long side with two slide latches; shut or standing open."""
    wide, low, top = x * between(rng, 0.7, 1.0), 0.06, high - 0.06
    left = between(rng, -0.9, -0.2) * x
    y0 = -y - wire * 2.2
    frame = link_panel([(0, 0, low), (wide, 0, low), (wide, 0, top), (0, 0, top)], 0.04, wire)
    ring = pipe(
        [(0, 0, low), (wide, 0, low), (wide, 0, top), (0, 0, top)], wire * 2, 0.02, closed=True
    )
    door = [
        Part(s.join(frame, ring), "steel" if bare else "painted_metal", None if bare else dark(rng))
    ]
    for h in (0.35, 0.68) if high > 0.5 else (0.5,):
        bolt = slide_bolt(0.085)
        door += moved(bolt, s.move(wide - 0.02, -wire * 2, low + (top - low) * h))
    if chance(rng, 0.35):
        door = moved(door, s.turn(-between(rng, 40, 130)))
    return moved(door, s.move(left, y0))


DESIGNS: dict[str, tuple[Design, ...]] = {"cot": (wire_crate, pet_carrier, roll_cage)}
