"""Launchers of several tubes in a block: on tripods, roofs, turrets, trailers, in the hand."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, Colour, Design, chance, dark, ground, pick
from datasets.studio.designs._furniture import between, bolts, cable, rod, tone
from datasets.studio.designs._gun_parts import LEVEL, drop, trigger_guard
from datasets.studio.designs._launch_parts import (
    bored,
    foregrip,
    launcher_mark,
    pistol_grip,
    rail,
    reflex_sight,
    side_marks,
    tube_stock,
)
from datasets.studio.designs._mounts import MOUTH, block, grid, trailer, tripod, tubes
from datasets.studio.designs._munitions import canister
from datasets.studio.designs._wall_parts import LAMPS, key_switch, lamp
from datasets.studio.parts import Material, Part, moved

PAINTS = ("black", "charcoal", "charcoal", "olive", "tan", "navy", "grey")
TITLES = (
    "MULTI-LAUNCHER",
    "RIOT CONTROL",
    "12 x 56 mm",
    "30 x 38 mm",
    "MUNITION CS / OC",
    "LANCEUR",
)


def tripod_block(rng: np.random.Generator) -> list[Part]:
    """A block of 4 to 16 wide tubes in a yoke on a tripod, cable to a firing box on the ground."""
    columns, lines = pick(rng, ((4, 1), (3, 2), (6, 2), (4, 3), (4, 4), (5, 2)))
    height, paint = between(rng, 0.55, 0.85), tone(rng, *PAINTS)
    parts = tripod(rng, height, between(rng, 0.38, 0.5), paint)
    pod, half = _pod(
        rng, columns, lines, between(rng, 0.028, 0.032), between(rng, 0.3, 0.42), paint
    )
    lean = s.turn(between(rng, 25, 65), (1, 0, 0))
    parts += moved(pod, s.move(z=height + 0.2) @ lean)
    cheeks = [
        block((x - 0.008, -0.05, height + 0.02), (x + 0.008, 0.05, height + 0.26))
        for x in (-half, half)
    ]
    base = block((-half - 0.008, -0.06, height), (half + 0.008, 0.06, height + 0.02))
    parts.append(Part(s.join(base, *cheeks), "painted_metal", paint, smooth=False))
    knobs = bolts([(x, 0, height + 0.2) for x in (-half - 0.01, half + 0.01)], 0.032, (1, 0, 0))
    parts.append(Part(knobs, "plastic", BLACK))
    parts += _firing_box(rng, (between(rng, 0.4, 0.6), -0.35, 0.0), (0.0, 0.14, height + 0.1))
    return ground(parts)


def roof_banks(rng: np.random.Generator) -> list[Part]:
    """A vehicle-roof unit: two or three banks of 37 to 40 mm tubes set at different angles."""
    banks, columns = pick(rng, (2, 3, 3)), pick(rng, (4, 5, 5, 6))
    bore, long = 0.0195, between(rng, 0.18, 0.26)
    paint = tone(rng, *PAINTS)
    pitch = 2.45 * bore
    wide = columns * pitch + 0.03
    step = 2.6 * pitch + 0.075
    deep = banks * step
    tray = block((-wide / 2 - 0.03, -deep / 2, 0.0), (wide / 2 + 0.03, deep / 2, 0.03))
    parts = [Part(tray, "painted_metal", paint, smooth=False)]
    start = between(rng, 20, 40)
    for i in range(banks):
        pod, half = _pod(rng, columns, 2, bore, long, paint, titled=i == 0)
        lean = s.turn(70 - start - 12 * i, (1, 0, 0))
        y = (i - (banks - 1) / 2) * step
        parts += moved(pod, s.move(0, y, 0.14 + 0.02 * i) @ lean)
        sides = [
            block((x - 0.005, y - 0.05, 0.02), (x + 0.005, y + 0.05, 0.16 + 0.02 * i))
            for x in (-half, half)
        ]
        parts.append(Part(s.join(*sides), "painted_metal", paint, smooth=False))
    spots = [
        (x * (wide / 2 + 0.018), y, 0.03)
        for x in (-1, 1)
        for y in np.linspace(-0.45, 0.45, 4) * deep
    ]
    parts.append(Part(bolts(spots, 0.009, (0, 0, 1)), "steel"))
    lead = [
        (0.3 * wide, deep / 2, 0.05),
        (0.4 * wide, deep / 2 + 0.06, 0.012),
        (0.1 * wide, deep / 2 + 0.12, 0.008),
    ]
    parts.append(Part(cable([*lead, (-0.4 * wide, deep / 2 + 0.1, 0.008)], 0.007), "rubber", BLACK))
    if chance(rng, 0.5):
        box = (-wide / 2 - 0.3, -0.1, 0.0)
        parts += _firing_box(rng, box, (-0.4 * wide, deep / 2 + 0.1, 0.008))
    return ground(parts)


def turret_pods(rng: np.random.Generator) -> list[Part]:
    """A remote pan-tilt head with a pod of tubes at each side of a camera housing."""
    columns, lines = pick(rng, ((2, 2), (2, 3), (2, 4), (3, 3)))
    bore, long = pick(rng, (0.0195, 0.029)), between(rng, 0.26, 0.4)
    paint, high = tone(rng, *PAINTS), between(rng, 0.2, 0.3)
    base = s.lathe([(0, 0), (0.2, 0), (0.2, 0.03), (0.14, 0.05), (0.12, high), (0, high)], 48)
    parts = [Part(base, "painted_metal", paint)]
    parts.append(
        Part(bolts([(x, y, 0.03) for x, y in s.circle(0.175, 10)], 0.01, (0, 0, 1)), "steel")
    )
    head: list[Part] = [
        Part(
            block((-0.09, -0.1, high), (0.09, 0.1, high + 0.2)),
            "painted_metal",
            paint,
            smooth=False,
        )
    ]
    lens = [
        s.at(s.cylinder(r, 0.02), s.turn(90, (1, 0, 0)), s.move(x, -0.105, high + 0.13))
        for r, x in ((0.034, -0.035), (0.02, 0.045))
    ]
    head.append(Part(s.join(*lens), "screen"))
    lean = s.turn(between(rng, 40, 80), (1, 0, 0))
    for side in (-1, 1):
        pod, half = _pod(rng, columns, lines, bore, long, paint)
        x = side * (half + 0.12)
        head += moved(pod, s.move(x, 0, high + 0.1) @ lean)
        head.append(Part(rod((side * 0.08, 0, high + 0.1), (x, 0, high + 0.1), 0.028), "steel"))
        wire = [
            (side * 0.05, 0.1, high + 0.15),
            (side * 0.12, 0.2, high + 0.1),
            (x, 0.12, high + 0.06),
        ]
        head.append(Part(cable(wire, 0.006), "rubber", BLACK))
    return ground(parts + moved(head, s.turn(between(rng, -40, 40))))


def trailer_battery(rng: np.random.Generator) -> list[Part]:
    """A one-axle trailer with 24 to 36 tubes in raised blocks and a battery box."""
    paint = tone(rng, *PAINTS)
    bed = between(rng, 0.5, 0.62)
    parts = trailer(rng, between(rng, 1.5, 1.9), between(rng, 1.0, 1.2), bed, paint)
    columns, lines = pick(rng, ((4, 3), (6, 2), (6, 3)))
    for i in (-1, 1):
        pod, half = _pod(rng, columns, lines, 0.03, 0.45, paint)
        pose = s.move(0.42 * i, 0, bed + 0.32) @ s.turn(between(rng, -6, 6)) @ s.turn(50, (1, 0, 0))
        parts += moved(pod, pose)
        posts = [
            block((0.42 * i + x - 0.02, -0.06, bed), (0.42 * i + x + 0.02, 0.06, bed + 0.38))
            for x in (-half, half)
        ]
        parts.append(Part(s.join(*posts), "painted_metal", paint, smooth=False))
        wire = [(0.42 * i, 0.25, bed + 0.2), (0.3 * i, 0.4, bed + 0.05), (0.0, 0.42, bed + 0.1)]
        parts.append(Part(cable(wire, 0.01), "rubber", BLACK))
    parts.append(
        Part(
            block((-0.14, 0.3, bed), (0.14, 0.48, bed + 0.22)), "painted_metal", paint, smooth=False
        )
    )
    label = ink.warning(rng, ("CS", pick(rng, TITLES)), 3.0)
    parts.append(ink.facing(label, 0.5, (0, -0.62, bed - 0.06)))
    board = s.at(s.box(0.54, 0.004, 0.2), s.move(0, -0.617, bed - 0.06))
    parts.append(Part(board, "painted_metal", BLACK, smooth=False))
    return ground(parts)


def hand_block(rng: np.random.Generator) -> list[Part]:
    """A hand-held block of three to seven barrels with stock, grips and sight."""
    bore, long = 0.0195, between(rng, 0.18, 0.28)
    count = pick(rng, (3, 4, 6))
    centre = 1.22 * bore / np.sin(np.pi / count)
    parts: list[Part] = []
    for x, z in s.circle(centre, count):
        parts += moved(bored(bore, 0.003, long), s.move(0, float(x), float(z)))
    for x in (0.02, 0.6 * long):
        ring = s.at(s.cylinder(centre + 1.1 * bore, 0.016, 40), LEVEL, s.move(x))
        parts.append(Part(ring, "dark_steel", BLACK))
    low = -centre - 1.15 * bore
    body = block((-0.1, -0.03, low), (0.004, 0.03, -low), 0.008)
    parts.append(Part(body, "matte_plastic", dark(rng)))
    parts.append(pistol_grip(-0.07, low + 0.01, "matte_plastic", dark(rng)))
    parts += trigger_guard(1.1, -0.016, (low + 0.004) / 1.1)
    parts.append(foregrip(rng, 0.5 * long, low, dark(rng)))
    parts += [rail(-0.09, 0.02, -low), *reflex_sight(-0.04, 0.004 - low)]
    parts += side_marks(launcher_mark(rng), 0.07, -0.048, 0.0, 0.03)
    parts += tube_stock(rng, -0.1, 0.0, between(rng, 0.2, 0.27), dark(rng))
    return drop(rng, parts, 0.8)


def _pod(
    rng: np.random.Generator,
    columns: int,
    lines: int,
    bore: float,
    long: float,
    paint: Colour,
    titled: bool = True,
) -> tuple[list[Part], float]:
    """Tubes about the origin, mouths to +z, between plates; and half the width over its plates.

    Mouths are open, capped, or show the ends of marked canisters.
    """
    pitch = 2.45 * bore + 0.004
    spots = grid(columns, lines, pitch)
    mesh, soot = tubes(spots, bore, 0.0028, long)
    metal: Material = pick(rng, ("painted_metal", "painted_metal", "aluminium", "dark_steel"))
    shade = paint if metal == "painted_metal" else None
    parts = [Part(mesh, metal, shade), Part(soot, "rubber", MOUTH)]
    wide, deep = columns * pitch + 0.02, lines * pitch + 0.02
    plates = [
        block((-wide / 2, -deep / 2, z), (wide / 2, deep / 2, z + 0.012))
        for z in (-0.012, 0.72 * long)
    ]
    box = block((-wide / 2, -deep / 2, -0.06), (wide / 2, deep / 2, 0.18 * long))
    parts.append(Part(s.join(box, *plates), "painted_metal", paint, smooth=False))
    spots3 = [
        (x * 0.47 * wide, y * 0.44 * deep, 0.72 * long + 0.012) for x in (-1, 1) for y in (-1, 1)
    ]
    parts.append(Part(bolts(spots3, 0.005, (0, 0, 1)), "steel"))
    parts += _loads(rng, spots, bore, long)
    if titled:
        mark = pick(rng, TITLES)
        label = ink.warning(rng, (mark, f"{columns * lines} x {ink.agent(rng)}"), 3.2)
        tall = min(0.2 * long, 0.9 * wide / 3.2)
        for side, spin in ((-1, 0.0), (1, 180.0)):
            spot = (0.0, side * (deep / 2 + 0.0015), 0.18 * long - 0.6 * tall)
            parts.append(ink.facing(label, 3.2 * tall, spot, spin))
    return moved(parts, s.move(z=-0.3 * long)), wide / 2 + 0.012


def _loads(
    rng: np.random.Generator, spots: list[tuple[float, float]], bore: float, long: float
) -> list[Part]:
    """Caps on all or some mouths, canister ends in them, or nothing."""
    kind = int(rng.integers(4))
    if kind == 0:
        return []
    some = [spot for spot in spots if kind == 1 or chance(rng, 0.75)]
    if kind < 3 and some:
        lid = s.lathe(
            [(0, 0.004), (bore + 0.005, 0.004), (bore + 0.005, -0.014), (bore + 0.0032, -0.014)], 24
        )
        caps = s.join(*(s.at(lid, s.move(x, y, long)) for x, y in some))
        return [Part(caps, "plastic", tone(rng, "black", "red", "grey", "orange", "yellow"))]
    one = canister(rng, 0.95 * bore, 4 * bore)
    out = between(rng, 0.0, 0.03)
    return [part for x, y in some[:18] for part in moved(one, s.move(x, y, long - 4 * bore + out))]


def _firing_box(
    rng: np.random.Generator, spot: tuple[float, float, float], end: tuple[float, float, float]
) -> list[Part]:
    """A firing box with guarded switches, key and lamps, its cable running to `end`."""
    x, y, z = spot
    shade = tone(rng, "black", "charcoal", "olive", "yellow", "orange")
    case = block((x - 0.1, y - 0.06, z), (x + 0.1, y + 0.06, z + 0.09), 0.006)
    parts = [Part(case, "plastic", shade, smooth=False)]
    face: list[Part] = []
    for i in range(4):
        face.append(
            Part(
                s.at(
                    s.cylinder(0.005, 0.02, 12),
                    s.turn(60, (1, 0, 0)),
                    s.move(-0.06 + 0.03 * i, -0.008, 0.012),
                ),
                "steel",
            )
        )
        face += lamp(-0.06 + 0.03 * i, 0, 0.038, 0.004, LAMPS[int(rng.integers(2))])
    face += key_switch(0.07, 0, 0.0)
    up = s.move(x, y, z + 0.09) @ s.turn(-90, (1, 0, 0))
    parts += moved(face, up)
    label = ink.warning(rng, ("FIRE", "CS / OC"), 2.4)
    parts.append(ink.facing(label, 0.12, (x, y - 0.061, z + 0.045)))
    floor = [(x, y + 0.06, z + 0.04), (x, y + 0.14, 0.008)]
    floor += [(0.5 * (x + end[0]), y + 0.2, 0.008)]
    floor += [(0.8 * end[0] + 0.1 * x, 0.6 * end[1] + 0.4 * y, 0.012), end]
    parts.append(Part(cable(floor, 0.006), "rubber", BLACK))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "multi_barrel_launcher": (
        tripod_block,
        roof_banks,
        turret_pods,
        trailer_battery,
        hand_block,
    )
}
