"""Snow guns and dust-suppression cannons: fans in drums with rings of water nozzles."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, Colour, Design, ground, pick
from datasets.studio.designs._furniture import between, pipe, rod, tone
from datasets.studio.designs._mounts import block, hose, trailer, wheels
from datasets.studio.designs._pumps import barrel_tank, pump, tank_print
from datasets.studio.parts import Part, moved


def snow_gun(rng: np.random.Generator) -> list[Part]:
    """A snow gun: fan in a drum with rings of small nozzles, on a swivel foot with three wheels."""
    shade = tone(rng, "yellow", "blue", "white", "sky", "orange", "red")
    k = between(rng, 0.9, 1.25)
    parts = _fan_drum(rng, k, shade, pick(rng, (1, 2, 3)))
    lift = s.move(z=1.15 * k) @ s.turn(-between(rng, 10, 40), (1, 0, 0))
    out = moved(parts, lift)
    fork = [
        pipe([(x, 0, 1.15 * k), (x, 0, 0.75 * k), (0, 0, 0.55 * k)], 0.045 * k)
        for x in (-0.5 * k, 0.5 * k)
    ]
    legs = [
        rod((0, 0, 0.55 * k), (0.8 * k * np.cos(a), 0.8 * k * np.sin(a), 0.2 * k), 0.05 * k)
        for a in np.radians([90, 210, 330])
    ]
    column = rod((0, 0, 0.3 * k), (0, 0, 0.6 * k), 0.08 * k)
    out.append(
        Part(s.join(*fork, *legs, column), "painted_metal", tone(rng, "grey", "black", "light"))
    )
    spots = [
        (float(0.8 * k * np.cos(a)), float(0.8 * k * np.sin(a))) for a in np.radians([90, 210, 330])
    ]
    out += wheels(spots, 0.2 * k, 0.12 * k, (0.5, 0.5, 0.5))
    box = block((-0.2 * k, 0.12 * k, 0.62 * k), (0.2 * k, 0.34 * k, 0.95 * k), 0.01)
    out.append(Part(box, "painted_metal", tone(rng, "grey", "light"), smooth=False))
    lead = [(0.1 * k, 0.3 * k, 0.64 * k), (0.3 * k, 0.6 * k, 0.2 * k), (0.9 * k, 0.8 * k, 0.04)]
    out.append(hose(lead, 0.025, tone(rng, "blue", "black", "red")))
    label = ink.panel(
        (pick(rng, ("ALPINA", "NEVIQ", "SNOWTEC")), "snow gun"),
        (244, 244, 240),
        (30, 70, 160),
        ratio=2.4,
        edge=False,
    )
    out.append(ink.facing(label, 0.34 * k, (0, 0.118 * k, 0.78 * k)))
    return ground(moved(out, s.turn(between(rng, -60, 60))))


def dust_cannon(rng: np.random.Generator) -> list[Part]:
    """A dust-suppression cannon: fan drum on a trailer with water tank and motor."""
    shade = tone(rng, "orange", "yellow", "green", "white", "sky")
    long, bed = between(rng, 2.0, 2.6), between(rng, 0.5, 0.6)
    parts = trailer(rng, long, 1.3, bed, tone(rng, "orange", "yellow", "grey", "green"))
    k = between(rng, 0.95, 1.2)
    drum = moved(_fan_drum(rng, k, shade, 1), s.turn(-between(rng, 10, 35), (1, 0, 0)))
    x = -0.26 * long
    parts += moved(drum, s.move(x, 0, bed + 0.85 * k))
    fork = [
        pipe(
            [(x + a * k, 0, bed + 0.85 * k), (x + a * k, 0, bed + 0.4 * k), (x, 0, bed + 0.25 * k)],
            0.05 * k,
        )
        for a in (-0.5, 0.5)
    ]
    base = s.at(s.cylinder(0.28 * k, 0.25 * k), s.move(x, 0, bed + 0.12 * k))
    parts.append(Part(s.join(*fork, base), "painted_metal", BLACK))
    r = 0.34
    parts += moved(barrel_tank(rng, r, 0.4 * long), s.move(0.27 * long, 0, bed + r + 0.06))
    label = ink.panel(
        (pick(rng, ("DUST STOP", "STAUBBINDER", "WATER 600 L")), "H2O"),
        (240, 240, 236),
        (30, 110, 60),
        ratio=2.4,
        edge=False,
    )
    parts += moved(tank_print(label, r, 0.24 * long), s.move(0.27 * long, 0, bed + r + 0.06))
    parts += moved(pump(rng, 0.3), s.move(0.02 * long, 0.3, bed))
    return ground(moved(parts, s.turn(between(rng, -30, 30))))


def _fan_drum(rng: np.random.Generator, k: float, shade: Colour, rings: int) -> list[Part]:
    """A fan drum about y, its mouth to -y, about k metres long: grille, blades, nozzle rings."""
    r = 0.36 * k
    line = [(0.92 * r, -0.5 * k), (r, -0.49 * k), (0.86 * r, -0.1 * k), (0.86 * r, 0.25 * k)]
    line += [
        (1.12 * r, 0.5 * k),
        (1.08 * r, 0.5 * k),
        (0.82 * r, 0.24 * k),
        (0.82 * r, -0.1 * k),
        (0.9 * r, -0.49 * k),
    ]
    to_front = s.turn(180)
    tilt = s.turn(-90, (1, 0, 0))
    shell = s.at(s.lathe(line, 48), tilt, to_front)
    hub = s.at(
        s.lathe([(0, -0.3 * k), (0.3 * r, -0.25 * k), (0.3 * r, 0.2 * k), (0, 0.3 * k)], 28),
        tilt,
        to_front,
    )
    vane = s.at(s.box(0.8 * r, 0.12 * k, 0.012), s.turn(35, (1, 0, 0)), s.move(0.42 * r))
    blades = [s.at(vane, s.turn(45 * i), tilt, to_front) for i in range(8)]
    parts = [
        Part(shell, "painted_metal", shade),
        Part(s.join(hub, *blades), "painted_metal", (0.25, 0.25, 0.26)),
    ]
    tips, pipes = [], []
    for i in range(rings):
        radius, y = (0.97 - 0.06 * i) * r, -0.5 * k - 0.035 * k * i
        pipes.append(s.at(s.torus(radius, 0.022 * k), tilt, s.move(y=y)))
        tips += [
            rod((x, y, z), (0.95 * x, y - 0.05 * k, 0.95 * z), 0.011 * k, 8)
            for x, z in s.circle(radius, 26)
        ]
    parts.append(Part(s.join(*pipes), "aluminium"))
    parts.append(Part(s.join(*tips), "brass"))
    hoops = [
        s.at(s.torus(f * r, 0.005 * k), tilt, s.move(y=0.5 * k)) for f in np.linspace(0.2, 1.1, 8)
    ]
    spokes = [
        rod((0, 0.5 * k, 0), (1.1 * r * np.cos(a), 0.5 * k, 1.1 * r * np.sin(a)), 0.006 * k, 6)
        for a in np.radians(np.arange(0, 360, 45))
    ]
    parts.append(Part(s.join(*hoops, *spokes), "steel"))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {"water_monitor": (snow_gun, dust_cannon)}
