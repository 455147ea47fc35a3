"""Fixed indoor dispensers of irritants: marked canisters on plates, ceiling units, cabinets."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, Colour, Design, chance, ground, pick, turned
from datasets.studio.designs._furniture import between, bolts, cable, pipe, rod, tone
from datasets.studio.designs._munitions import canister
from datasets.studio.designs._wall_parts import (
    LAMPS,
    Y,
    case_box,
    corner_screws,
    dome,
    key_switch,
    lamp,
    lead,
    mounted,
    mushroom,
    nozzle,
    plate,
    receiver,
)
from datasets.studio.parts import Material, Part, moved

SYSTEMS = ("TG SYSTEM", "CELL UNIT 4", "GAS DISPENSER", "RIOT STOP", "CS ANLAGE", "DIFFUSEUR CS")


def wall_canisters(rng: np.random.Generator) -> list[Part]:
    """A wall plate with one to three marked canisters in straps, valves, nozzles and receiver."""
    count, r = pick(rng, (1, 2, 2, 3)), between(rng, 0.034, 0.05)
    h = r * between(rng, 4.0, 6.0)
    pitch = 2.35 * r
    wide, high = count * pitch + 0.16, h + 0.2
    parts = [Part(plate(wide, high), *_sheet(rng), smooth=False)]
    mark, alike = ink.agent(rng), int(rng.integers(2**31))
    left = -wide / 2 + 0.02 + pitch / 2
    for i in range(count):
        x = left + i * pitch
        one = canister(np.random.default_rng(alike), r, h, mark)
        parts += moved(one, s.move(x, -r - 0.008, -0.42 * high))
        parts += moved(_valve(rng, r), s.move(x, -r - 0.008, h - 0.42 * high))
        parts.append(Part(_clamps(r, h), "steel").moved(s.move(x, -r - 0.008, -0.42 * high)))
    box_wide = wide - count * pitch - 0.05
    spot = (wide / 2 - box_wide / 2 - 0.014, -0.004, high / 2 - 0.1)
    parts += receiver(rng, box_wide, 0.16, spot)
    label = ink.warning(rng, (mark, pick(rng, SYSTEMS)), 1.3)
    parts.append(ink.facing(label, box_wide, (spot[0], -0.0062, 0.025 + 0.4 * box_wide - high / 2)))
    start = (spot[0], -0.03, spot[2] - 0.08)
    path = [start, (spot[0] - 0.02, -0.03, spot[2] - 0.13), (left, -0.02, h - 0.42 * high + 0.03)]
    parts.append(Part(cable(path, 0.0024), "rubber", BLACK))
    parts.append(lead(rng, start, 0.5 * high))
    return mounted(rng, parts, 0.45, 0.2)


def ceiling_box(rng: np.random.Generator) -> list[Part]:
    """A ceiling box with nozzles or canister ends on its face, a lamp and warning plates."""
    wide = between(rng, 0.26, 0.42)
    deep = between(rng, 0.1, 0.18)
    shade = tone(rng, "light", "white", "grey", "cream", "charcoal", "black")
    parts = [Part(plate(1.22 * wide, 1.22 * wide, 0.004, 0.02, 0.005), *_sheet(rng), smooth=False)]
    parts.append(Part(case_box(wide, wide, deep, (0, -0.004, 0), 0.008), "painted_metal", shade))
    face = -0.004 - deep
    mark = ink.agent(rng)
    spots = _pattern(rng, 0.26 * wide)
    if chance(rng, 0.5):
        for x, z in spots:
            parts += moved(nozzle(between(rng, 0.011, 0.014)), s.move(x, face, z))
    else:
        r = 0.075 * wide
        one = moved(canister(rng, r, 0.12, mark), Y)
        cups = [s.at(s.torus(1.12 * r, 0.12 * r), Y, s.move(x, face, z)) for x, z in spots]
        parts.append(Part(s.join(*cups), "dark_steel", BLACK))
        for x, z in spots:
            parts += moved(one, s.move(x, face + 0.12 - 0.035, z))
    parts += lamp(0, face, 0, 0.011, pick(rng, LAMPS[:2]))
    parts.append(corner_screws(0.9 * wide, 0.9 * wide, face, (0, 0)))
    label = ink.warning(rng, ink.irritant_words(rng, mark)[:2], 2.6)
    print_wide = 0.62 * wide
    parts.append(ink.facing(label, print_wide, (0, face - 0.0006, -0.43 * wide + 0.012)))
    for spin, spot in ((90.0, (wide / 2, -deep / 2)), (270.0, (-wide / 2, -deep / 2))):
        x = spot[0] + (0.0006 if spot[0] > 0 else -0.0006)
        parts.append(ink.facing(label, min(0.8 * deep, print_wide), (x, spot[1], 0), spin))
    whip = rod(
        (0.3 * wide, -deep * 0.5, wide / 2), (0.34 * wide, -deep * 0.5, wide / 2 + 0.12), 0.003
    )
    parts.append(Part(whip, "rubber", BLACK))
    return mounted(rng, parts)


def ceiling_dome(rng: np.random.Generator) -> list[Part]:
    """A round ceiling unit: ring of nozzles about a marked canister neck, lamp, cable."""
    r, deep = between(rng, 0.1, 0.17), between(rng, 0.045, 0.075)
    shade = tone(rng, "white", "light", "grey", "charcoal", "black")
    parts = [Part(s.at(s.cylinder(1.12 * r, 0.006, 56), Y, s.move(y=-0.003)), *_sheet(rng))]
    parts.append(Part(s.at(dome(r, deep), s.move(y=-0.006)), "painted_metal", shade))
    face = -0.006 - deep
    count = int(rng.integers(5, 9))
    for x, z in s.circle(0.56 * r, count):
        parts += moved(nozzle(0.009), s.move(float(x), face, float(z)))
    mark, can = ink.agent(rng), 0.3 * r
    stub = moved(canister(rng, can, 2.6 * can, mark), Y)
    parts += moved(stub, s.move(y=face + 0.012))
    spots = [(x, -0.006, z) for x, z in s.circle(1.06 * r, 6)]
    parts.append(Part(bolts(spots, 0.005, (0, -1, 0)), "steel"))
    label = ink.warning(rng, (mark, pick(rng, ink.IRRITANT_LINES)), 2.4, 1.0)
    parts.append(ink.facing(label, 0.62 * r, (0, face - 0.001, -0.8 * r), 0.0))
    parts += lamp(0.0, face, 0.8 * r, 0.005, LAMPS[0])
    parts.append(lead(rng, (0, -0.012, -1.05 * r), 1.4 * r))
    return mounted(rng, parts)


def gas_cabinet(rng: np.random.Generator) -> list[Part]:
    """An open wall cabinet: row of canisters, valves on a manifold, outlets below, door plate."""
    count, r = int(rng.integers(3, 7)), between(rng, 0.032, 0.042)
    h = r * between(rng, 4.5, 6.5)
    wide, high, deep = count * 2.5 * r + 0.06, h + 0.26, 2 * r + 0.07
    paint: tuple[Material, Colour] = (
        "painted_metal",
        tone(rng, "light", "grey", "white", "red", "charcoal"),
    )
    walls = [s.at(s.box(wide, 0.003, high), s.move(y=-0.0015))]
    walls += [
        s.at(s.box(0.003, deep, high), s.move(x, -deep / 2, 0)) for x in (-wide / 2, wide / 2)
    ]
    walls += [
        s.at(s.box(wide, deep, 0.003), s.move(0, -deep / 2, z)) for z in (-high / 2, high / 2)
    ]
    parts = [Part(s.join(*walls), *paint, smooth=False)]
    mark, alike = ink.agent(rng), int(rng.integers(2**31))
    low = -high / 2 + 0.012
    top = low + h + 0.07
    for i in range(count):
        x = (i - (count - 1) / 2) * 2.5 * r
        one = canister(np.random.default_rng(alike), r, h, mark)
        parts += moved(one, s.move(x, -r - 0.02, low))
        parts += moved(_valve(rng, r, forward=False), s.move(x, -r - 0.02, low + h))
        parts.append(Part(rod((x, -r - 0.02, low + h), (x, -r - 0.02, top), 0.006), "brass"))
    ends = [
        (-0.46 * wide, -r - 0.02, top),
        (0.46 * wide, -r - 0.02, top),
        (0.46 * wide, -r - 0.02, high / 2 + 0.07),
    ]
    parts.append(Part(pipe(ends, 0.009, 0.03), "steel"))
    bars = s.box(wide - 0.006, 0.004, 0.025)
    parts.append(Part(s.at(bars, s.move(0, -2 * r - 0.024, low + 0.5 * h)), "steel", smooth=False))
    parts += _board(rng, 0.3 * wide, (0.28 * wide, -0.003, top + 0.06))
    leaf: list[Part] = [
        Part(s.at(s.box(wide, 0.003, high), s.move(wide / 2)), *paint, smooth=False)
    ]
    label = ink.warning(rng, ink.irritant_words(rng, mark)[:2], 1.9, 1.0)
    for y, spin in ((-0.0022, 0.0), (0.0022, 180.0)):
        leaf.append(ink.facing(label, 0.7 * wide, (wide / 2, y, 0.1 * high), spin))
    swing = s.move(-wide / 2, -deep) @ s.turn(-between(rng, 95, 165))
    return mounted(rng, parts + moved(leaf, swing), 0.45, 0.2)


def kit_with_panel(rng: np.random.Generator) -> list[Part]:
    """A ceiling unit or wall canister beside the control panel of its guard room."""
    unit = pick(rng, (wall_canisters, ceiling_dome, ceiling_box))(rng)
    right = max(float(part.mesh.bounds[1, 0]) for part in unit)
    panel = _control_panel(rng)
    flat = chance(rng, 0.6)
    laid = ground(moved(panel, s.turn(-90, (1, 0, 0)))) if flat else ground(panel)
    left = min(float(part.mesh.bounds[0, 0]) for part in laid)
    return ground(unit + moved(laid, s.move(right - left + 0.04, 0, 0)))


def _control_panel(rng: np.random.Generator) -> list[Part]:
    """A panel with zone keys and lamps, key switch and a large button, its name on top."""
    wide, high, deep = between(rng, 0.24, 0.34), between(rng, 0.18, 0.24), 0.06
    shade = tone(rng, "light", "grey", "charcoal", "cream")
    parts = [Part(case_box(wide, high, deep, (0, 0, 0)), "painted_metal", shade)]
    face = -deep
    label = ink.panel(
        (f"{ink.agent(rng)} CONTROL", "GUARD ROOM"), *pick(rng, ink.GROUNDS), ratio=5.5
    )
    parts.append(ink.facing(label, 0.84 * wide, (0, face - 0.0006, 0.38 * high)))
    keys = int(rng.integers(3, 6))
    for i in range(keys):
        x = (i - (keys - 1) / 2) * 0.8 * wide / keys - 0.02
        cap = s.at(s.box(0.022, 0.008, 0.022, 0.002), s.move(x, face - 0.003, 0.02 * high))
        parts.append(Part(cap, "plastic", pick(rng, ((0.5, 0.02, 0.02), (0.6, 0.6, 0.58)))))
        parts += lamp(x, face, 0.2 * high, 0.005, LAMPS[int(rng.integers(2))])
        zone = ink.panel((f"CELL {i + 1}",), (20, 20, 22), (240, 240, 236), ratio=2.6)
        parts.append(ink.facing(zone, 0.034, (x, face - 0.0006, -0.12 * high)))
    parts += key_switch(-0.32 * wide, face, -0.32 * high)
    parts += mushroom(0.3 * wide, face, -0.3 * high)
    parts.append(corner_screws(0.92 * wide, 0.9 * high, face, (0, 0)))
    return parts


def _sheet(rng: np.random.Generator) -> tuple[Material, Colour | None]:
    """What a mounting plate is made of."""
    painted = chance(rng, 0.4)
    return ("painted_metal", tone(rng, "black", "grey", "white")) if painted else ("steel", None)


def _valve(rng: np.random.Generator, r: float, forward: bool = True) -> list[Part]:
    """A brass valve with a solenoid on a canister's top; a nozzle to the front if asked for."""
    line = [(0.34 * r, -0.004), (0.34 * r, 0.3 * r), (0.22 * r, 0.34 * r), (0.22 * r, 0.8 * r)]
    parts = [turned(line, "brass")]
    coil = s.at(s.box(0.62 * r, 0.62 * r, 0.6 * r), s.move(0, 0, 1.05 * r))
    parts.append(Part(coil, "matte_plastic", pick(rng, (BLACK, (0.02, 0.05, 0.25)))))
    if forward:
        parts += moved(nozzle(0.26 * r), s.move(0, -0.18 * r, 0.55 * r))
    return parts


def _clamps(r: float, h: float) -> trimesh.Trimesh:
    """Two steel bands round a canister that end at the wall."""
    bow = s.band(1.03 * r, 0.0016, 0.02, 155, 385)
    feet = [s.box(0.002, r + 0.006, 0.02) for _ in range(2)]
    sides = [
        s.at(m, s.move(x, 0.5 * r + 0.003))
        for m, x in zip(feet, (-1.03 * r, 1.03 * r), strict=True)
    ]
    one = s.join(bow, *sides)
    return s.join(s.at(one, s.move(z=0.25 * h)), s.at(one, s.move(z=0.75 * h)))


def _pattern(rng: np.random.Generator, half: float) -> list[tuple[float, float]]:
    """Where nozzles sit on a face: four, six or eight about its middle."""
    count = pick(rng, (4, 4, 6, 8))
    twist = np.radians(45.0 if count == 4 else 0.0)
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False) + twist
    return [(float(half * np.cos(a)), float(half * np.sin(a))) for a in angles]


def _board(rng: np.random.Generator, wide: float, place: tuple[float, float, float]) -> list[Part]:
    """A small green circuit board with chips and lamps."""
    x, y, z = place
    card = s.at(s.box(wide, 0.002, 0.06), s.move(x, y - 0.004, z))
    chips = [
        s.at(s.box(0.014, 0.005, 0.01), s.move(x + float(a) * wide, y - 0.007, z + float(b)))
        for a, b in rng.uniform((-0.4, -0.02), (0.4, 0.02), (5, 2))
    ]
    return [
        Part(card, "plastic", (0.02, 0.14, 0.05), smooth=False),
        Part(s.join(*chips), "plastic", BLACK, smooth=False),
        *lamp(x, y - 0.006, z + 0.022, 0.003, LAMPS[1]),
    ]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "fixed_dispenser": (
        wall_canisters,
        ceiling_box,
        ceiling_dome,
        gas_cabinet,
        kit_with_panel,
    )
}
