"""Launchers of impact projectiles: wide-bore break-action, drum, pistol and compressed-air arms."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Design,
    chance,
    dark,
    ground,
    pick,
    slab,
    smooth,
    timber,
    turned,
)
from datasets.studio.designs._furniture import between
from datasets.studio.designs._gun_parts import LEVEL, drop, trigger_guard
from datasets.studio.designs._launch_parts import (
    bored,
    folded,
    foregrip,
    iron_sights,
    launcher_mark,
    pistol_grip,
    polymer,
    rail,
    reflex_sight,
    side_marks,
    sling,
    tube_stock,
)
from datasets.studio.designs._munitions import case
from datasets.studio.parts import Material, Part, moved

HINGE = (0.03, 0.0, -0.024)


def break_action(rng: np.random.Generator, flat: float = 0.88) -> list[Part]:
    """A single-shot 37 to 40 mm launcher: hinged short barrel, folding stock, foregrip, sight."""
    bore, long = between(rng, 0.0185, 0.0203), between(rng, 0.2, 0.31)
    colour = polymer(rng)
    barrel = moved(bored(bore, 0.0034, long), s.move(0.012))
    barrel.append(_barrel_jacket(rng, bore, long, polymer(rng, 0.2)))
    barrel.append(foregrip(rng, between(rng, 0.09, 0.13), -bore - 0.006, dark(rng)))
    opened = chance(rng, 0.35)
    if opened:
        barrel += _loaded(rng, bore)
        barrel = moved(barrel, s.turn(between(rng, 22, 46), (0, 1, 0), HINGE))
    body = [(-0.1, 0.022), (0.006, 0.03), (0.01, -0.02), (0.042, -0.03), (0.036, -0.044)]
    body += [(-0.02, -0.044), (-0.105, -0.03)]
    parts = [*barrel, Part(slab(body, 0.046, 0.006), "matte_plastic", dark(rng))]
    parts.append(Part(_pin(HINGE), "steel"))
    parts.append(pistol_grip(-0.075, -0.04, "matte_plastic", dark(rng)))
    parts += trigger_guard(1.1, -0.02, -0.038)
    parts += side_marks(launcher_mark(rng), 0.07, -0.048, -0.006, 0.023)
    parts += _sighted(rng, long, opened)
    stock = tube_stock(rng, -0.1, 0.004, between(rng, 0.24, 0.31), colour)
    swing = pick(rng, (0.0, 0.0, 0.0, 0.0, 172.0, 172.0, between(rng, 40, 140)))
    parts += folded(stock, -0.1, -swing)
    if chance(rng, 0.35) and not opened:
        parts.append(sling(rng, [(0.2, -0.026, -0.02), (-0.1, -0.026, 0)], between(rng, 0.1, 0.2)))
    return drop(rng, parts, flat)


def drum_launcher(rng: np.random.Generator) -> list[Part]:
    """A launcher with a revolving drum of five or six wide chambers, stock and foregrip."""
    bore, long = between(rng, 0.0188, 0.0202), between(rng, 0.17, 0.3)
    chambers, deep = pick(rng, (5, 6, 6)), between(rng, 0.10, 0.14)
    centre = bore * (1.42 if chambers == 5 else 1.22) / np.sin(np.pi / chambers) * 0.82
    drum = moved(_drum(bore, chambers, centre, deep), s.move(-deep, 0, -centre))
    parts = [*drum, *moved(bored(bore, 0.0034, long), s.move(0.012))]
    top, back = 0.034, -deep - 0.018
    strap = [(back - 0.05, 0.018), (0.05, top - 0.006), (0.05, top), (back - 0.05, top)]
    parts.append(Part(slab(strap, 0.028, 0.002), "dark_steel", BLACK))
    low = -2 * centre - bore
    rear = [(back - 0.055, top), (back + 0.008, top), (back + 0.008, low), (back - 0.03, low)]
    parts.append(Part(slab([*rear, (back - 0.055, -0.06)], 0.044, 0.004), "dark_steel", dark(rng)))
    front = [(0.002, top), (0.02, top), (0.02, low + 0.01), (0.002, low)]
    parts.append(Part(slab(front, 0.04, 0.003), "dark_steel", dark(rng)))
    parts.append(pistol_grip(back - 0.04, low + 0.03, "matte_plastic", dark(rng)))
    parts += trigger_guard(1.1, (back + 0.03) / 1.1, (low + 0.004) / 1.1)
    parts.append(foregrip(rng, between(rng, 0.08, 0.12), -bore - 0.004, dark(rng)))
    parts.append(rail(back, 0.05, top))
    parts += reflex_sight(back + 0.07, top + 0.004, 1.1)
    parts += side_marks(launcher_mark(rng), 0.04, back - 0.024, -0.012, 0.022)
    parts += tube_stock(rng, back - 0.05, 0.0, between(rng, 0.2, 0.28), polymer(rng, 0.15))
    return drop(rng, parts, 0.88)


def wide_pistol(rng: np.random.Generator) -> list[Part]:
    """A hand-held launcher for 44 mm rubber balls: fat short barrels, one or one above another."""
    bore = between(rng, 0.0205, 0.0225)
    long = between(rng, 0.12, 0.18)
    colour = polymer(rng, 0.35)
    two = chance(rng, 0.4)
    parts = bored(bore, 0.005, long)
    if two:
        parts += moved(bored(bore, 0.005, long), s.move(z=-2.4 * bore))
    low = -3.5 * bore if two else -1.25 * bore
    shell = [(-0.07, 0.022), (-0.02, 0.034), (0.55 * long, 0.034), (0.6 * long, 0.0)]
    shell += [(0.56 * long, low - 0.004), (-0.01, low - 0.006), (-0.07, low + 0.01)]
    parts.append(Part(slab(shell, 2.5 * bore, 0.008), "matte_plastic", colour))
    grip: Material = pick(rng, ("rubber", "matte_plastic"))
    parts.append(pistol_grip(-0.05, low + 0.008, grip, dark(rng), 1.15))
    parts += trigger_guard(1.2, 0.01, (low + 0.002) / 1.2)
    parts.append(iron_sights(-0.05, 0.5 * long, 0.032))
    parts += side_marks(launcher_mark(rng), 0.06, 0.1 * long, -0.002, 1.25 * bore)
    return drop(rng, parts, 0.85)


def riot_gun(rng: np.random.Generator) -> list[Part]:
    """An old 37 mm riot gun: wooden stock, long steel barrel, lever to break it open."""
    bore, long = between(rng, 0.0185, 0.0195), between(rng, 0.28, 0.36)
    colour = timber(rng)
    stock = [(-0.38, -0.11), (-0.37, 0.0), (-0.18, 0.008), (-0.1, 0.018), (-0.02, 0.02)]
    stock += [(-0.02, -0.034), (-0.1, -0.04), (-0.2, -0.05)]
    barrel = bored(bore, 0.0028, long)
    fore = [(0.03, -0.004), (0.2, -0.008), (0.205, -0.03), (0.16, -0.036), (0.03, -0.038)]
    barrel.append(Part(slab(smooth(fore, 60), 0.046, 0.01), "wood", colour))
    band: tuple[Material, tuple[float, float, float]] = ("painted_metal", (0.75, 0.2, 0.01))
    if chance(rng, 0.4):
        ring = s.at(s.cylinder(bore + 0.0031, 0.03, 32), LEVEL, s.move(0.85 * long))
        barrel.append(Part(ring, *band))
    if chance(rng, 0.35):
        barrel = moved(barrel + _loaded(rng, bore), s.turn(between(rng, 25, 50), (0, 1, 0), HINGE))
    box = [(-0.09, 0.022), (-0.004, 0.028), (0.0, -0.03), (0.045, -0.03), (0.03, -0.045)]
    parts = [*barrel, Part(slab(stock, 0.038, 0.013), "wood", colour)]
    box += [(-0.06, -0.046), (-0.1, -0.03)]
    parts.append(Part(slab(box, 0.047, 0.004), "steel" if chance(rng, 0.3) else "dark_steel"))
    parts.append(Part(_pin(HINGE), "steel"))
    pad = [(-0.392, -0.112), (-0.376, -0.112), (-0.366, 0.002), (-0.382, 0.002)]
    parts.append(Part(slab(pad, 0.04, 0.004), "rubber", BLACK))
    parts += trigger_guard(1.25, -0.016, -0.034)
    lever = s.spline([(-0.05, 0, 0.024), (-0.07, 0, 0.034), (-0.095, 0, 0.034)], 16)
    parts.append(Part(s.tube_along(lever, 0.004, 9), "steel"))
    parts += side_marks(launcher_mark(rng), 0.06, -0.044, -0.008, 0.0235)
    return drop(rng, parts, 0.9)


def air_launcher(rng: np.random.Generator) -> list[Part]:
    """A compressed-air launcher: round drum magazine, thin barrel, air bottle along its side."""
    colour, long = polymer(rng, 0.3), between(rng, 0.1, 0.18)
    body = [(-0.16, 0.03), (0.16, 0.034), (0.17, 0.02), (0.16, -0.03), (0.02, -0.034)]
    body += [(-0.08, -0.036), (-0.16, -0.026)]
    parts = [Part(slab(body, 0.05, 0.008), "matte_plastic", colour)]
    line = [(0.015, 0.15), (0.015, 0.14 + long), (0.018, 0.145 + long), (0.018, 0.17 + long)]
    mouth = [(0.0095, 0.17 + long), (0.0095, 0.1 + long)]
    parts.append(turned([*line, *mouth], "dark_steel", BLACK).moved(LEVEL))
    rim = between(rng, 0.055, 0.066)
    parts += moved(_round_magazine(rng, rim), s.move(0.07, -0.01, -0.02 - 0.55 * rim))
    bottle = [
        (0.01, -0.2),
        (0.014, -0.19),
        (0.014, -0.16),
        (0.026, -0.13),
        (0.026, 0.08),
        (0.012, 0.105),
    ]
    tank: Material = pick(rng, ("dark_steel", "painted_metal", "aluminium"))
    parts.append(turned(bottle, tank).moved(s.move(0.16, -0.052, 0.01) @ LEVEL))
    parts.append(pistol_grip(-0.09, -0.03, "matte_plastic", dark(rng)))
    parts += trigger_guard(1.1, -0.03, -0.026)
    parts.append(rail(-0.12, 0.14, 0.031))
    parts += reflex_sight(0.0, 0.036) if chance(rng, 0.6) else [iron_sights(-0.1, 0.12, 0.038)]
    parts += tube_stock(rng, -0.155, 0.004, between(rng, 0.2, 0.27), colour)
    marks = launcher_mark(rng)
    parts += side_marks(marks, 0.08, -0.07, 0.006, 0.025)
    return drop(rng, parts, 0.88)


def with_round(rng: np.random.Generator) -> list[Part]:
    """A break-action launcher on its side with one or two of its rounds before it."""
    gun = break_action(rng, 1.0)
    low = float(min(part.mesh.bounds[0, 1] for part in gun))
    shells: list[Part] = []
    for i in range(int(rng.integers(1, 3))):
        shell = case(0.0195, 0.05, "aluminium")
        dome = [(0.0172, 0.03), (0.0174, 0.055), (0.015, 0.066), (0.006, 0.072)]
        nose = pick(rng, ((0.02, 0.1, 0.42), (0.7, 0.2, 0.02), (0.03, 0.24, 0.08), BLACK))
        shell.append(turned(dome, "foam", nose))
        shells += moved(ground(shell), s.move(between(rng, -0.04, 0.0) + 0.07 * i, low - 0.035))
    return ground(gun + shells)


def _sighted(rng: np.random.Generator, long: float, opened: bool) -> list[Part]:
    """A rail with a red-dot sight, or plain sights; nothing reaches over an opened barrel."""
    if opened:
        return [rail(-0.095, 0.0, 0.026), *reflex_sight(-0.05, 0.03)]
    if chance(rng, 0.65):
        return [rail(-0.095, 0.12, 0.027), *reflex_sight(between(rng, -0.05, 0.05), 0.032, 1.1)]
    return [rail(-0.095, 0.06, 0.026), iron_sights(-0.08, 0.05, 0.034)]


def _barrel_jacket(
    rng: np.random.Generator, bore: float, long: float, colour: tuple[float, float, float]
) -> Part:
    """A ribbed plastic sleeve round the rear part of a barrel."""
    out, end = bore + 0.0055, between(rng, 0.5, 0.75) * long
    z = np.linspace(0.02, end, 13)
    line = [(out + (0.0 if i % 2 else 0.0016), float(a)) for i, a in enumerate(z)]
    return turned(line, "matte_plastic", colour).moved(s.move(0.012) @ LEVEL)


def _loaded(rng: np.random.Generator, bore: float) -> list[Part]:
    """The base of a round that looks out of an opened breech."""
    back = case(bore * 0.97, 0.06, pick(rng, ("aluminium", "brass", "plastic")))
    return moved(back, s.move(0.004) @ LEVEL)


def _pin(place: tuple[float, float, float]) -> trimesh.Trimesh:
    return s.at(s.cylinder(0.006, 0.052, 20), s.turn(90, (1, 0, 0)), s.move(*place))


def _drum(bore: float, count: int, centre: float, deep: float) -> list[Part]:
    """A drum along +x from the origin: chambers round a core between two plates."""
    out = bore + 0.0035
    line = [(out, 0), (out, deep), (bore, deep), (bore, deep - 0.05), (0, deep - 0.05)]
    tube = s.lathe([(0, 0), *line], 28)
    spots = [s.turn(360 / count * i) @ s.move(0, centre) for i in range(count)]
    tubes = s.join(*(s.at(tube, spot) for spot in spots))
    rings = [s.at(s.cylinder(centre + 0.9 * out, 0.008), s.move(z=z)) for z in (0.004, 0.5 * deep)]
    core = s.at(s.cylinder(0.6 * centre, deep - 0.004), s.move(z=deep / 2))
    whole = s.at(s.join(tubes, *rings, core), s.turn(-90), LEVEL)
    return [Part(whole, "dark_steel", BLACK)]


def _round_magazine(rng: np.random.Generator, r: float) -> list[Part]:
    """A flat drum about y with a clear cover that shows balls round its rim."""
    back = s.at(s.cylinder(r, 0.034), s.turn(90, (1, 0, 0)))
    ball = s.sphere(0.0088, 2)
    ring = [s.at(ball, s.move(x, -0.0125, z)) for x, z in s.circle(r - 0.012, 15)]
    cover = s.at(s.torus(r, 0.003), s.turn(90, (1, 0, 0)), s.move(y=-0.018))
    hub = s.at(s.cylinder(0.4 * r, 0.05), s.turn(90, (1, 0, 0)))
    tint = pick(rng, ((0.7, 0.2, 0.02), (0.6, 0.02, 0.02), (0.75, 0.75, 0.7), (0.03, 0.2, 0.06)))
    return [
        Part(back, "matte_plastic", BLACK),
        Part(s.join(*ring), "plastic", tint),
        Part(s.join(cover, hub), "matte_plastic", dark(rng)),
    ]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "kip_launcher": (
        break_action,
        drum_launcher,
        wide_pistol,
        riot_gun,
        air_launcher,
        with_round,
    )
}
