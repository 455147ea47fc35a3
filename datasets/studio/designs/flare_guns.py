"""Signal pistols, paintball markers, line throwers and net guns: wide barrels for other uses."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    blob,
    chance,
    dark,
    ground,
    hue,
    lie,
    pick,
    slab,
    timber,
    turned,
)
from datasets.studio.designs._furniture import between, cable, tone
from datasets.studio.designs._gun_parts import LEVEL, ORANGE, drop, trigger_guard
from datasets.studio.designs._launch_parts import pistol_grip, side_marks
from datasets.studio.parts import Material, Part, moved

SIGNALS = (
    ("SIGNAL", "25 mm FLARE"),
    ("MARINE", "FLARE GUN 12 GA"),
    ("DISTRESS", "SIGNAL ONLY"),
    ("SIGNALPISTOLE", "Kal. 4 / 26,5"),
)


def plastic_flare_gun(rng: np.random.Generator) -> list[Part]:
    """A bright orange or yellow marine flare pistol with a stubby barrel, whole or broken open."""
    k = between(rng, 0.9, 1.15)
    colour: Colour = pick(rng, (ORANGE, ORANGE, (0.75, 0.12, 0.02), (0.75, 0.5, 0.03)))
    r, long = between(rng, 0.0135, 0.0185) * k, between(rng, 0.07, 0.11) * k
    barrel = _barrel(r, long, pick(rng, (colour, BLACK)), "plastic")
    if chance(rng, 0.5):
        rib = s.at(s.box(0.9 * long, 0.006, 0.006), s.move(0.5 * long, 0, 1.25 * r))
        barrel.append(Part(rib, "plastic", colour))
    if chance(rng, 0.35):
        barrel += moved(
            _flare(0.8 * r, pick(rng, ((0.6, 0.02, 0.02), BLACK))), s.move(0.004) @ LEVEL
        )
        barrel = moved(barrel, s.turn(between(rng, 30, 60), (0, 1, 0), (0.012, 0, -1.2 * r)))
    body = [(-0.05, 0.015), (0.0, 0.02), (0.005, -0.018), (0.03, -0.022), (0.025, -0.034)]
    body += [(-0.02, -0.034), (-0.052, -0.01)]
    parts = [*barrel, Part(slab(np.array(body) * k, 0.026 * k, 0.005 * k), "plastic", colour)]
    grip = pistol_grip(-0.03 * k, -0.022 * k, "plastic", pick(rng, (colour, BLACK)), 0.86 * k)
    hammer = s.at(
        s.box(0.006, 0.008, 0.02), s.turn(-30, (0, 1, 0)), s.move(-0.048 * k, 0, 0.018 * k)
    )
    parts += [grip, Part(hammer, "plastic", BLACK, smooth=False)]
    parts += trigger_guard(0.9 * k, 0.016, -0.034, colour)
    label = ink.panel(pick(rng, SIGNALS), (240, 236, 226), (170, 20, 16), ratio=2.4)
    parts += side_marks(label, 0.034 * k, -0.02 * k, -0.006 * k, 0.013 * k)
    return _with_flares(rng, drop(rng, parts, 0.85))


def metal_flare_gun(rng: np.random.Generator) -> list[Part]:
    """An old service signal pistol: steel, brass or alloy, 26 mm barrel, lanyard ring."""
    k = between(rng, 0.95, 1.1)
    metal: Material = pick(rng, ("brass", "steel", "dark_steel", "dark_steel", "painted_metal"))
    paint = (0.55, 0.02, 0.02) if metal == "painted_metal" else None
    r, long = 0.0155 * k, between(rng, 0.1, 0.16) * k
    line = [(r, 0), (0.94 * r, 0.3 * long), (0.92 * r, 0.93 * long), (1.1 * r, 0.95 * long)]
    line += [(1.1 * r, long), (0.86 * r, long), (0.86 * r, 0.55 * long)]
    barrel = [turned(line, metal, paint).moved(LEVEL)]
    if chance(rng, 0.35):
        barrel += moved(_flare(0.82 * r, tone(rng, "red", "green", "white")), s.move(0.003) @ LEVEL)
        barrel = moved(barrel, s.turn(between(rng, 30, 55), (0, 1, 0), (0.01, 0, -1.1 * r)))
    body = [(-0.055, 0.014), (-0.02, 0.021), (0.002, 0.019), (0.004, -0.016), (0.026, -0.02)]
    body += [(0.018, -0.032), (-0.04, -0.03), (-0.06, -0.012)]
    parts = [*barrel, Part(slab(np.array(body) * k, 0.028 * k, 0.005 * k), metal, paint)]
    grip: Material = pick(rng, ("wood", "wood", "plastic"))
    shade = timber(rng) if grip == "wood" else BLACK
    parts.append(pistol_grip(-0.034 * k, -0.02 * k, grip, shade, 0.9 * k))
    hammer = s.spline([(-0.05, 0, 0.01), (-0.062, 0, 0.03), (-0.075, 0, 0.034)], 14)
    parts.append(Part(s.tube_along(hammer * k, 0.0036 * k, 9), "steel"))
    ring = s.at(s.torus(0.011, 0.0018), s.turn(90, (1, 0, 0)), s.move(-0.055 * k, 0, -0.117 * k))
    parts += [Part(ring, "steel"), *trigger_guard(0.95 * k, 0.014, -0.03)]
    return _with_flares(rng, drop(rng, parts, 0.85))


def paintball_marker(rng: np.random.Generator) -> list[Part]:
    """A marker: hopper on top, long thin barrel with ports, gas bottle at the grip or behind."""
    colour, accent = hue(rng, 0.55), hue(rng, 0.3)
    long = between(rng, 0.24, 0.36)
    body = [(-0.09, 0.02), (0.1, 0.022), (0.11, -0.014), (0.05, -0.02), (-0.08, -0.022)]
    parts = [Part(slab(body, 0.034, 0.006), "painted_metal", colour)]
    line = [(0.0145, 0.1), (0.0145, 0.16), (0.0118, 0.165), (0.0118, 0.1 + long)]
    bore = [(0.0088, 0.1 + long), (0.0088, 0.05 + long)]
    parts.append(turned([*line, *bore], "painted_metal", pick(rng, (colour, BLACK))).moved(LEVEL))
    ports = [
        s.at(s.cylinder(0.0022, 0.025, 10), s.turn(90, (1, 0, 0)), s.move(float(x)))
        for x in np.arange(0.04 + 0.7 * long, 0.08 + long, 0.011)
    ]
    parts.append(Part(s.join(*ports), "rubber", BLACK))
    parts += moved(_hopper(rng, pick(rng, (BLACK, BLACK, accent))), s.move(0.035, 0, 0.024))
    parts.append(pistol_grip(-0.03, -0.02, "rubber", BLACK, 0.95))
    parts += trigger_guard(1.15, 0.02, -0.016, colour)
    fore = turned(
        [(0.013, -0.085), (0.016, -0.07), (0.0165, -0.02), (0.018, 0.0)], "plastic", accent
    )
    parts.append(fore.moved(s.move(0.085, 0, -0.016)))
    parts += _gas_bottle(rng, tone(rng, "black", "grey", "red", "blue", "yellow", "charcoal"))
    return drop(rng, parts, 0.8)


def line_thrower(rng: np.random.Generator) -> list[Part]:
    """A marine line thrower: bright drum with grip and striker, coiled line and rocket in it."""
    r, h = between(rng, 0.075, 0.1), between(rng, 0.24, 0.34)
    colour = pick(rng, (ORANGE, (0.75, 0.5, 0.03), (0.75, 0.75, 0.72)))
    drum = [(0.9 * r, 0), (r, 0.01), (r, 0.93 * h), (1.04 * r, 0.935 * h), (1.04 * r, h)]
    drum += [(0.94 * r, h), (0.94 * r, 0.9 * h)]
    parts = [turned(drum, "plastic", colour)]
    lines = ("LINE THROWER", "SOLAS  250 m", "DO NOT POINT AT PERSONS")
    label = ink.wrap(lines, (240, 238, 230), (20, 30, 90), ratio=4.0)
    parts.append(ink.around(label, r, 0.5 * h, 0.5 * h))
    coil = s.helix(0.55 * r, 0.008, 6.0, 24) + np.array([0, 0, 0.9 * h])
    wound = [s.tube_along(coil * (k, k, 1.0), 0.0035, 7) for k in (1.0, 1.35)]
    parts.append(Part(s.join(*wound), "rope", tone(rng, "white", "orange", "sky")))
    rocket = [(0.2 * r, 0.75 * h), (0.2 * r, 1.25 * h), (0.14 * r, 1.4 * h), (0.05 * r, 1.44 * h)]
    parts.append(turned(rocket, "painted_metal", tone(rng, "red", "grey", "orange")))
    bow = s.spline(
        [(0.7 * r, 0, 0.02), (0.75 * r, 0, -0.09), (-0.75 * r, 0, -0.09), (-0.7 * r, 0, 0.02)], 40
    )
    parts.append(Part(s.tube_along(bow, 0.012, 12), "plastic", BLACK))
    pull = turned([(0.012, -0.05), (0.016, -0.046), (0.016, 0.004)], "plastic", (0.6, 0.02, 0.02))
    parts += [
        pull,
        Part(s.at(s.torus(0.012, 0.002), s.turn(90, (1, 0, 0)), s.move(z=-0.058)), "steel"),
    ]
    loose = [
        (1.04 * r, 0, h),
        (1.5 * r, 0.3 * r, 0.8 * h),
        (1.35 * r, -0.5 * r, 0.3 * h),
        (1.6 * r, 0, 0.0),
    ]
    parts.append(Part(cable(loose, 0.003), "rope", (0.7, 0.68, 0.6)))
    return (
        lie(parts, -90)
        if chance(rng, 0.55)
        else ground(moved(parts, s.turn(between(rng, -40, 40))))
    )


def net_gun(rng: np.random.Generator) -> list[Part]:
    """A net gun: handle like a torch and a head of four slanting tubes, its net loose before it."""
    r, h = between(rng, 0.02, 0.026), between(rng, 0.2, 0.3)
    colour = pick(rng, (dark(rng), ORANGE, (0.7, 0.46, 0.03)))
    line = [(0.9 * r, 0), (r, 0.006), (r, h), (1.9 * r, h + 0.03), (2.0 * r, h + 0.09)]
    parts = [turned([*line, (1.85 * r, h + 0.09), (1.8 * r, h + 0.06)], "plastic", colour)]
    tube = s.lathe(
        [(0, 0), (0.3 * r, 0), (0.3 * r, 0.05), (0.22 * r, 0.05), (0.22 * r, 0.03), (0, 0.03)], 20
    )
    tubes = [
        s.at(tube, s.turn(24, (0, 1, 0)), s.move(1.45 * r, 0, h + 0.055), s.turn(90 * i + 45))
        for i in range(4)
    ]
    parts.append(Part(s.join(*tubes), "aluminium"))
    wires = []
    for i in range(6):
        for turn in (0, 90):
            x = (i - 2.5) * 0.5 * r
            path = [
                (x, -1.2 * r, h + 0.06),
                (1.1 * x, 0, h + 0.1 + 0.004 * i),
                (x, 1.2 * r, h + 0.06),
            ]
            wires.append(s.at(s.tube_along(s.spline(path, 16), 0.0016, 6), s.turn(turn)))
    parts.append(Part(s.join(*wires), "rope", tone(rng, "white", "black", "green")))
    button = s.at(s.box(0.014, 0.01, 0.02, 0.003), s.move(0, -r, 0.72 * h))
    parts.append(Part(button, "rubber", (0.6, 0.02, 0.02)))
    label = ink.wrap(("NET GUN", "ANIMAL CAPTURE"), *pick(rng, ink.GROUNDS), ratio=3.0)
    parts.append(ink.around(label, r, 0.3 * h, 0.4 * h))
    return lie(parts, -90 + between(rng, -30, 30)) if chance(rng, 0.8) else ground(parts)


def _barrel(r: float, long: float, colour: Colour, material: Material) -> list[Part]:
    """A plain thick barrel along +x with an open muzzle."""
    line = [(1.22 * r, 0), (1.22 * r, 0.9 * long), (1.34 * r, 0.91 * long), (1.34 * r, long)]
    return [turned([*line, (r, long), (r, 0.45 * long)], material, colour).moved(LEVEL)]


def _flare(r: float, colour: Colour) -> list[Part]:
    """A signal cartridge standing on its rim."""
    parts = [turned([(1.1 * r, 0), (1.1 * r, 0.0018), (r, 0.002), (r, 0.014)], "brass")]
    hull: Material = "plastic" if colour[0] > 0.3 else "aluminium"
    tall = 4.2 * r
    parts.append(
        turned([(0.99 * r, 0.013), (0.99 * r, tall), (0.8 * r, tall + 0.001)], hull, colour)
    )
    label = ink.wrap(("SIGNAL", "RED STAR"), (240, 236, 226), (170, 20, 16), ratio=3.0)
    parts.append(ink.around(label, 0.995 * r, 0.4 * tall, 0.55 * tall))
    return parts


def _with_flares(rng: np.random.Generator, gun: list[Part]) -> list[Part]:
    """The pistol alone, or with a few signal cartridges before it."""
    if chance(rng, 0.55):
        return gun
    low = min(float(part.mesh.bounds[0, 1]) for part in gun)
    colour = tone(rng, "red", "red", "green", "white", "grey")
    out = list(gun)
    for i in range(int(rng.integers(1, 4))):
        one = _flare(0.0128, colour)
        one = moved(lie(one, -90), s.turn(90)) if chance(rng, 0.5) else ground(one)
        out += moved(one, s.move(-0.03 + 0.04 * i, low - 0.035))
    return ground(out)


def _hopper(rng: np.random.Generator, colour: Colour) -> list[Part]:
    """A ball hopper standing on its feed neck at the origin."""
    k = between(rng, 0.9, 1.1)
    keys = [(-0.1, 0.05, 0.05, 0, 0.0), (-0.085, 0.085, 0.08, 0, 0.0), (0.0, 0.1, 0.1, 0, 0.0)]
    keys += [(0.09, 0.085, 0.085, 0, -0.01), (0.12, 0.04, 0.04, 0, -0.02)]
    shell = s.at(blob(keys, 2.6), LEVEL, s.scale(k, k, k), s.move(-0.02, 0, 0.088))
    neck = s.at(s.cylinder(0.0155, 0.05), s.move(z=0.02))
    lid = s.at(
        blob([(0, 0.08, 0.06, 0, 0), (0.012, 0.07, 0.05, 0, 0)], 3.0, 12),
        s.move(-0.06, 0, 0.132 * k),
    )
    return [
        Part(shell, pick(rng, ("plastic", "matte_plastic")), colour),
        Part(neck, "plastic", BLACK),
        Part(lid, "plastic", pick(rng, (colour, BLACK))),
    ]


def _gas_bottle(rng: np.random.Generator, colour: Colour) -> list[Part]:
    """A gas bottle slanting back from below the grip, on its adapter."""
    r, h = between(rng, 0.026, 0.042), between(rng, 0.17, 0.24)
    line = [(0.011, 0), (0.012, 0.03), (0.6 * r, 0.045), (r, 0.045 + 0.6 * r), (r, h - 0.5 * r)]
    bottle = turned([*line, (0.6 * r, h)], pick(rng, ("painted_metal", "aluminium")), colour)
    arm = s.at(s.box(0.07, 0.02, 0.022), s.move(-0.066, 0, -0.122))
    back = s.turn(-between(rng, 84, 112), (0, 1, 0))
    return [Part(arm, "dark_steel", BLACK), bottle.moved(s.move(-0.09, 0, -0.122) @ back)]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "flare_gun": (
        plastic_flare_gun,
        metal_flare_gun,
        paintball_marker,
        line_thrower,
        net_gun,
    )
}
