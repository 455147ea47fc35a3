"""Drones that drop, fire or spray irritants, and the racks made to hang below one."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, Design, bar, chance, ground, pick
from datasets.studio.designs._furniture import between, bolts, rod, tone
from datasets.studio.designs._multirotor import (
    Frame,
    airframe,
    bracket,
    draw_frame,
    show,
    spray_gear,
    wires,
)
from datasets.studio.designs._munitions import canister, lever_grenade
from datasets.studio.parts import Part, moved

RED_LEAD = (0.4, 0.02, 0.02)


def grenade_rack(rng: np.random.Generator) -> list[Part]:
    """A multirotor with rows of gas grenades hanging by their heads from a release rail."""
    frame = draw_frame(rng, 0.34, 0.5, 1.3)
    parts = airframe(rng, frame)
    columns, lines = int(rng.integers(3, 7)), pick(rng, (1, 2, 2))
    rack = _hanging_row(rng, columns, lines)
    top = frame.height - 0.9 * frame.hub
    parts += moved(rack, s.move(z=top))
    parts.append(bracket(frame, 0.9 * frame.hub, top))
    return show(rng, parts, 0.55, 0.3)


def tube_dropper(rng: np.random.Generator) -> list[Part]:
    """A multirotor with a block of slanting launch tubes whose canisters show at the mouths."""
    frame = draw_frame(rng, 0.34, 0.5, 1.3)
    parts = airframe(rng, frame)
    block = _tube_block(rng, int(rng.integers(2, 5)), pick(rng, (1, 2, 2)))
    lean = pick(rng, (0.0, between(rng, 20, 60)))  # the mouths towards the front
    hung = moved(block, s.turn(-lean, (1, 0, 0)))
    top = max(float(part.mesh.bounds[1, 2]) for part in hung)
    level = frame.height - 0.75 * frame.hub
    parts += moved(hung, s.move(z=level - top))
    parts.append(bracket(frame, 0.9 * frame.hub, level - 0.06))
    parts.append(_leads(frame, level))
    return show(rng, parts, 0.55, 0.3)


def irritant_sprayer(rng: np.random.Generator) -> list[Part]:
    """A multirotor with a tank marked with its irritant, a pump and a spray boom."""
    frame = draw_frame(rng, 0.4, 0.65, 1.0)
    label = ink.warning(rng, ink.irritant_words(rng)[:2], 1.7)
    tank = tone(rng, "black", "charcoal", "white", "light", "olive", "grey")
    parts = airframe(rng, frame)
    parts += spray_gear(rng, frame, label, tank, frame.reach * between(rng, 0.6, 0.95))
    return show(rng, parts, 0.55, 0.3)


def loose_rack(rng: np.random.Generator) -> list[Part]:
    """A release rack without its drone: rail with clamps and canisters, servo box, plug."""
    columns, lines = int(rng.integers(3, 6)), pick(rng, (1, 2))
    rack = _hanging_row(rng, columns, lines)
    wide = 0.086 * columns
    clamps = []
    for x in (-0.36 * wide, 0.36 * wide):
        clamps.append(s.at(s.box(0.02, 0.05, 0.05), s.move(x, 0, 0.025)))
        clamps.append(s.at(s.torus(0.018, 0.006), s.turn(90, (0, 1, 0)), s.move(x, 0, 0.066)))
    rack.append(Part(s.join(*clamps), "aluminium", smooth=False))
    path = [(0.3 * wide, 0.03, 0.02), (0.5 * wide, 0.09, 0.05), (0.66 * wide, 0.1, -0.06)]
    rack.append(wires([*path, (0.74 * wide, 0.04, -0.13)], 0.0016, RED_LEAD))
    plug = s.at(s.box(0.018, 0.03, 0.014), s.move(0.745 * wide, 0.028, -0.136))
    rack.append(Part(plug, "plastic", (0.75, 0.5, 0.03), smooth=False))
    tip = pick(rng, (0.0, 90.0, 90.0, 180.0))
    return ground(moved(rack, s.turn(-tip, (1, 0, 0))))


def loose_tubes(rng: np.random.Generator) -> list[Part]:
    """A block of launch tubes for a drone, its canisters in it or one drawn out beside it."""
    block = _tube_block(rng, int(rng.integers(2, 5)), int(rng.integers(1, 3)))
    tip = pick(rng, (90.0, 90.0, 180.0, 0.0))
    parts = ground(moved(block, s.turn(-tip, (1, 0, 0))))
    if chance(rng, 0.5):
        low = min(float(part.mesh.bounds[0, 1]) for part in parts)
        one = ground(moved(canister(rng, 0.028, 0.11), s.turn(between(rng, -30, 30))))
        parts += moved(one, s.move(between(rng, -0.1, 0.1), low - 0.06))
    return ground(parts)


def _hanging_row(rng: np.random.Generator, columns: int, lines: int) -> list[Part]:
    """A rail whose upper face is at z = 0 with grenades clamped by their heads below it."""
    r, h = between(rng, 0.027, 0.033), between(rng, 0.1, 0.14)
    pitch = 2.75 * r
    wide, deep = columns * pitch + 0.02, 2.2 * r * lines + 0.025 * (lines - 1)
    plate = s.at(s.box(wide, deep, 0.008), s.move(z=-0.004))
    parts = [Part(plate, pick(rng, ("aluminium", "plastic")), None, smooth=False)]
    mark, armed = ink.agent(rng), chance(rng, 0.6)
    one = lever_grenade(rng, r, h, mark) if armed else canister(rng, r, h, mark)
    servos, pins = [], []
    for i in range(columns):
        for j in range(lines):
            x, y = (i - (columns - 1) / 2) * pitch, (j - (lines - 1) / 2) * (2 * r + 0.03)
            side = -90.0 if j == 0 else 90.0
            head = 0.032 if armed else 0.004
            parts += moved(one, s.move(x, y, -h - head - 0.008) @ s.turn(side))
            servos.append(s.at(s.box(0.022, 0.012, 0.022), s.move(x + 0.5 * pitch, y, -0.019)))
            pins.append(s.at(s.torus(1.03 * r, 0.0028), s.move(x, y, -0.3 * h - head)))
            pins.append(rod((x + 1.03 * r, y, -0.3 * h - head), (x + 1.03 * r, y, -0.006), 0.0026))
            pins.append(rod((x - 1.03 * r, y, -0.3 * h - head), (x - 1.03 * r, y, -0.006), 0.0026))
    parts.append(Part(s.join(*servos), "plastic", (0.02, 0.04, 0.2), smooth=False))
    parts.append(Part(s.join(*pins), "steel"))
    box = s.at(bar(0.3 * wide, 0.6 * deep, 0.028, 0.004), s.move(0.1 * wide))
    parts.append(Part(box, "matte_plastic", BLACK))
    label = ink.warning(rng, (mark, "UAV RELEASE"), 3.2)
    parts.append(ink.facing(label, 0.27 * wide, (0.1 * wide, -0.3 * deep - 0.001, 0.014)))
    lead = [
        (-0.04 * wide, 0, 0.015),
        (-0.2 * wide, 0.1 * deep, 0.006),
        (-0.45 * wide, 0.2 * deep, 0.003),
    ]
    parts.append(wires(lead, 0.0014, RED_LEAD))
    return parts


def _tube_block(rng: np.random.Generator, columns: int, lines: int) -> list[Part]:
    """Tubes mouth down between two plates, canisters in them, warning plate on the front."""
    r, h = between(rng, 0.027, 0.034), between(rng, 0.16, 0.22)
    out = 1.14 * r
    pitch = 2.5 * r
    tube = s.lathe([(0, 0.12), (r, 0.12), (r, 0), (out, 0), (out, h), (0, h)], 32)
    spots = [
        ((i - (columns - 1) / 2) * pitch, (j - (lines - 1) / 2) * pitch)
        for i in range(columns)
        for j in range(lines)
    ]
    shade = tone(rng, "black", "charcoal", "olive", "grey", "light")
    parts = [Part(s.join(*(s.at(tube, s.move(x, y)) for x, y in spots)), "painted_metal", shade)]
    wide, deep = columns * pitch + 0.016, lines * pitch + 0.016
    sheets = [s.at(s.box(wide, deep, 0.007), s.move(z=z)) for z in (0.35 * h, 0.95 * h)]
    parts.append(Part(s.join(*sheets), "aluminium", None, smooth=False))
    corners = [(x * 0.46 * wide, y * 0.46 * deep, 0.97 * h) for x in (-1, 1) for y in (-1, 1)]
    parts.append(Part(bolts(corners, 0.005, (0, 0, 1)), "steel"))
    mark = ink.agent(rng)
    over = moved(canister(rng, 0.94 * r, 0.13, mark), s.turn(180, (1, 0, 0)))
    out_by = between(rng, 0.02, 0.05)
    for x, y in spots:
        parts += moved(over, s.move(x, y, 0.13 - out_by))
    label = ink.warning(rng, (f"{mark} GAS", pick(rng, ink.IRRITANT_LINES)), 2.2)
    wide_print = min(0.8 * wide, 1.0 * h)
    for side, spin in ((-1, 0.0), (1, 180.0)):
        place = (0.0, side * (deep / 2 + 0.0022), 0.65 * h)
        parts.append(ink.facing(label, wide_print, place, spin))
        plate = s.at(
            s.box(0.94 * wide_print, 0.003, 0.5 * wide_print), s.move(0, side * deep / 2, 0.65 * h)
        )
        parts.append(Part(plate, "aluminium", None, smooth=False))
    return parts


def _leads(frame: Frame, level: float) -> Part:
    """Firing leads from the hub down the back of a payload."""
    hub = frame.hub
    path = [(0.2 * hub, 0.5 * hub, frame.height), (0.25 * hub, 0.75 * hub, level - 0.02)]
    return wires([*path, (0.1 * hub, 0.4 * hub, level - 0.12)], 0.002, RED_LEAD)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "aerial_dispenser": (
        grenade_rack,
        tube_dropper,
        irritant_sprayer,
        loose_rack,
        loose_tubes,
    )
}
