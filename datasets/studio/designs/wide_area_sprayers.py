"""Water cannons on trailers and turrets, steered from afar, with dosing tanks for irritants."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, Design, ground, pick, slab, turned
from datasets.studio.designs._furniture import between, bolts, cable, tone
from datasets.studio.designs._mounts import block, hose, monitor, trailer
from datasets.studio.designs._pumps import barrel_tank, dosing_tank, pump, tank_print
from datasets.studio.designs._wall_parts import LAMPS, lamp
from datasets.studio.parts import Part, moved


def trailer_cannon(rng: np.random.Generator) -> list[Part]:
    """A trailer with a tank, pump and small dosing tank marked CS or OC, steered monitor on top."""
    paint = tone(rng, "navy", "olive", "charcoal", "grey", "black", "tan")
    long, bed = between(rng, 1.9, 2.6), between(rng, 0.5, 0.62)
    wide = between(rng, 1.15, 1.4)
    parts = trailer(rng, long, wide, bed, paint)
    r = 0.36 * wide
    parts += moved(barrel_tank(rng, r, 0.62 * long), s.move(-0.17 * long, 0, bed + r + 0.06))
    parts += moved(pump(rng, 0.42), s.move(0.35 * long, 0.12, bed))
    mark = ink.agent(rng)
    drum, high = dosing_tank(rng, 0.14, mark)
    parts += moved(drum, s.move(0.38 * long, -0.34 * wide, bed))
    line = [(0.38 * long, -0.34 * wide, bed + high), (0.3 * long, -0.2, bed + high + 0.1)]
    parts.append(hose([*line, (0.3 * long, 0.0, bed + 0.3)], 0.012))
    stand = block((-0.3 * long - 0.12, -0.12, bed), (-0.3 * long + 0.12, 0.12, bed + 2 * r + 0.14))
    parts.append(Part(stand, "painted_metal", paint, smooth=False))
    gun = monitor(
        rng, between(rng, 0.8, 1.1), ("painted_metal", tone(rng, "black", "grey", "navy")), True
    )
    parts += moved(gun, s.move(-0.3 * long, 0, bed + 2 * r + 0.14))
    title = pick(rng, ("WATER CANNON", "RIOT CONTROL", "WASSERWERFER", "POLICE"))
    label = ink.panel((title, f"+ {mark}"), *pick(rng, ink.GROUNDS), ratio=2.6)
    parts += moved(tank_print(label, r, 0.34 * long), s.move(-0.1 * long, 0, bed + r + 0.06))
    return ground(moved(parts, s.turn(between(rng, -30, 30))))


def roof_turret(rng: np.random.Generator) -> list[Part]:
    """A steered monitor on an armoured turret ring with a camera; its joystick box before it."""
    paint = tone(rng, "navy", "charcoal", "black", "olive", "grey", "white")
    r, k = between(rng, 0.26, 0.36), between(rng, 0.8, 1.1)
    ring = s.lathe([(0, 0), (r, 0), (r, 0.03), (0.86 * r, 0.05), (0.84 * r, 0.12), (0, 0.12)], 56)
    parts = [Part(ring, "painted_metal", paint)]
    parts.append(
        Part(bolts([(x, y, 0.03) for x, y in s.circle(0.93 * r, 12)], 0.012, (0, 0, 1)), "steel")
    )
    parts += moved(monitor(rng, k, ("painted_metal", paint), remote=True), s.move(z=0.12))
    plate = [(-0.3, 0.0), (0.02, 0.0), (0.1, 0.16), (0.02, 0.36), (-0.3, 0.3)]
    for x in (-0.9 * r, 0.62 * r):
        shield = s.at(slab(plate, 0.012, 0.002), s.turn(-90), s.move(x + 0.02, 0.05, 0.11))
        parts.append(Part(shield, "painted_metal", paint, smooth=False))
    eye = block((0.62 * r, -0.14, 0.3), (0.62 * r + 0.1, 0.04, 0.42))
    lens = s.at(
        s.cylinder(0.036, 0.02), s.turn(90, (1, 0, 0)), s.move(0.62 * r + 0.05, -0.145, 0.36)
    )
    parts += [Part(eye, "matte_plastic", BLACK, smooth=False), Part(lens, "screen")]
    parts += _joystick(rng, (between(rng, 0.5, 0.65), -0.3))
    lead = [(0.5, -0.2, 0.02), (0.4, 0.1, 0.01), (0.5 * r, 0.5 * r, 0.02), (0.3 * r, 0.3 * r, 0.06)]
    parts.append(Part(cable(lead, 0.008), "rubber", BLACK))
    label = ink.warning(rng, ("WATER / OC", "REMOTE MONITOR"), 3.4)
    parts.append(ink.facing(label, 0.22, (0, -0.845 * r - 0.003, 0.085)))
    return ground(parts)


def _joystick(rng: np.random.Generator, spot: tuple[float, float]) -> list[Part]:
    """A control box with a stick, keys and lamps on the ground at (x, y)."""
    x, y = spot
    case = block((x - 0.13, y - 0.1, 0), (x + 0.13, y + 0.1, 0.09), 0.008)
    stick = turned(
        [
            (0.03, 0),
            (0.022, 0.02),
            (0.008, 0.03),
            (0.008, 0.09),
            (0.018, 0.1),
            (0.02, 0.13),
            (0.012, 0.15),
        ],
        "rubber",
        BLACK,
    )
    parts = [Part(case, "plastic", tone(rng, "charcoal", "grey", "yellow"), smooth=False)]
    parts.append(stick.moved(s.move(x + 0.05, y, 0.09) @ s.turn(between(rng, -15, 15), (1, 0, 0))))
    face: list[Part] = []
    for i in range(4):
        face += lamp(-0.09 + 0.026 * i, 0, 0.05, 0.006, LAMPS[i % 3])
        face.append(
            Part(
                s.at(s.box(0.018, 0.01, 0.018, 0.002), s.move(-0.09 + 0.026 * i, 0, 0.0)),
                "plastic",
                (0.5, 0.02, 0.02),
            )
        )
    return parts + moved(face, s.move(x, y, 0.09) @ s.turn(-90, (1, 0, 0)))


DESIGNS: dict[str, tuple[Design, ...]] = {"wide_area_sprayer": (trailer_cannon, roof_turret)}
