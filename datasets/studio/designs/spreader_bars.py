"""Bars whose cuffs, straps or shoes open by hand, and tow bars: nothing on them locks a person."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._belts import frame_buckle, upright_strap
from datasets.studio.designs._forms import (
    Colour,
    Design,
    blob,
    chance,
    dark,
    ground,
    hue,
    pick,
    strewn,
)
from datasets.studio.designs._furniture import rod, rounded
from datasets.studio.designs._hardware import hex_head, slack
from datasets.studio.designs._print import panel
from datasets.studio.designs._ratchet import HOLE, Finish
from datasets.studio.parts import Material, Part, moved

METALS: tuple[Finish, ...] = (("steel", None), ("aluminium", None), ("chrome", None))
SHOES = ((0.75, 0.73, 0.68), (0.2, 0.35, 0.5), (0.55, 0.3, 0.32), (0.25, 0.14, 0.07))


def soft_cuff_bar(rng: np.random.Generator) -> list[Part]:
    """A tube, often telescopic with push buttons, with a padded strap cuff clipped to each end."""
    half = float(rng.uniform(0.15, 0.3))
    metal: Finish = ("painted_metal", dark(rng)) if chance(rng, 0.55) else pick(rng, METALS)
    parts = [*_tube(rng, half, metal)]
    seed = int(rng.integers(2**31))
    for side in (1.0, -1.0):
        cuff = _soft_cuff(np.random.default_rng(seed))
        place = s.move(side * (half + 0.022)) @ s.turn(-90 * side + float(rng.uniform(-35, 35)))
        clip = s.at(
            s.torus(0.014, 0.0024),
            s.turn(float(rng.uniform(20, 70)), (1, 0, 0)),
            s.move(side * (half + 0.016)),
        )
        parts += [*moved(cuff, place), Part(clip, "chrome")]
    return strewn(rng, parts)


def foot_brace(rng: np.random.Generator) -> list[Part]:
    """A child's foot abduction brace: a short bar with two small open shoes turned outwards."""
    half, out = float(rng.uniform(0.085, 0.15)), float(rng.uniform(25, 65))
    metal = pick(rng, (METALS[1], METALS[0], ("plastic", (0.75, 0.75, 0.73))))
    bar = s.at(s.extrude(rounded(2 * half, 0.02, 0.006), 0.004), s.move(z=0.006))
    slots = [s.at(s.box(0.028, 0.004, 0.0045), s.move(x * half * 0.45, 0, 0.008)) for x in (1, -1)]
    bolts = [
        s.at(hex_head(0.009, 0.004), s.move(x, 0, 0.010))
        for x in (0.012, -0.012, half - 0.006, 0.006 - half)
    ]
    parts = [Part(s.join(bar, *bolts), *metal), Part(s.join(*slots), *HOLE)]
    seed, size = int(rng.integers(2**31)), float(rng.uniform(0.085, 0.125))
    for side in (1.0, -1.0):
        shoe = _small_shoe(np.random.default_rng(seed), size)
        parts += moved(shoe, s.move(side * half, 0, 0.011) @ s.turn(side * out))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def leather_cuff_bar(rng: np.random.Generator) -> list[Part]:
    """A bar with rings at its ends and leather cuffs with plain buckles, as sold to adults."""
    half = float(rng.uniform(0.17, 0.32))
    wooden = chance(rng, 0.2)
    metal: Finish = ("wood", None) if wooden else pick(rng, (*METALS, ("painted_metal", dark(rng))))
    bar = s.at(s.cylinder(float(rng.uniform(0.009, 0.014)), 2 * half, 28), s.turn(90, (0, 1, 0)))
    caps = [s.at(s.sphere(0.0165, 2), s.move(side * half)) for side in (1, -1)]
    parts = [Part(bar, *metal), Part(s.join(*caps), "chrome")]
    seed = int(rng.integers(2**31))
    for side in (1.0, -1.0):
        eye = s.at(s.torus(0.009, 0.0024), s.turn(90, (1, 0, 0)), s.move(side * (half + 0.022)))
        parts.append(Part(eye, "chrome"))
        cuff = _leather_cuff(np.random.default_rng(seed))
        lean = -90 * side + float(rng.uniform(-45, 45))
        parts += moved(cuff, s.move(side * (half + 0.03)) @ s.turn(lean))
    return strewn(rng, parts)


def pilates_bar(rng: np.random.Generator) -> list[Part]:
    """An exercise bar in foam, elastic cords to a cloth foot loop from either end."""
    half, radius = float(rng.uniform(0.36, 0.48)), float(rng.uniform(0.013, 0.017))
    bar = s.at(s.cylinder(radius * 0.7, 2 * half, 24), s.turn(90, (0, 1, 0)))
    foam = s.at(s.cylinder(radius, half * float(rng.uniform(0.9, 1.7)), 28), s.turn(90, (0, 1, 0)))
    colour = hue(rng, 0.3)
    parts = [Part(bar, *pick(rng, METALS)), Part(foam, "foam", colour)]
    for side in (1.0, -1.0):
        start = np.array([side * (half - 0.01), 0.0, 0.0])
        end = np.array([side * float(rng.uniform(0.1, 0.35)), -float(rng.uniform(0.12, 0.26)), 0.0])
        cord = slack(
            start,
            end,
            float(np.linalg.norm(end - start)) * float(rng.uniform(1.05, 1.5)),
            (side, -0.6, 0),
        )
        parts.append(Part(s.tube_along(cord, 0.0045, 10), "rubber", colour))
        angle = np.radians(np.linspace(90, 450, 80))
        loop = np.stack([0.05 * np.cos(angle), 0.075 * np.sin(angle) - 0.075, 0 * angle], 1)
        band = s.at(upright_strap(loop, 0.035, 0.003), s.move(end[0], end[1] - 0.012, 0.012))
        clip = s.at(s.torus(0.011, 0.0022), s.turn(50, (0, 1, 0)), s.move(end[0], end[1] - 0.004))
        parts += [Part(band, "webbing", dark(rng)), Part(clip, "steel")]
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def tow_bar(rng: np.random.Generator) -> list[Part]:
    """A rigid bar for towing: a steel tube with an eye or a fork and pin at either end."""
    half, radius = float(rng.uniform(0.4, 0.75)), float(rng.uniform(0.02, 0.032))
    painted: tuple[Finish, ...] = (
        ("painted_metal", (0.5, 0.02, 0.02)),
        ("painted_metal", (0.7, 0.45, 0.02)),
        ("painted_metal", (0.02, 0.02, 0.022)),
        ("steel", (0.5, 0.51, 0.52)),
    )
    paint = pick(rng, painted)
    tube = s.at(s.cylinder(radius, 2 * half, 28), s.turn(90, (0, 1, 0)))
    sleeve = s.at(s.cylinder(radius * 1.18, half * 0.5, 28), s.turn(90, (0, 1, 0)))
    parts = [Part(s.join(tube, sleeve), *paint)]
    if chance(rng, 0.6):
        bands = [
            s.at(s.cylinder(radius * 1.012, 0.07, 28), s.turn(90, (0, 1, 0)), s.move(float(x)))
            for x in np.arange(-half * 0.85, half * 0.86, 0.2)
            if abs(x) > half * 0.3
        ]
        parts.append(Part(s.join(*bands), "painted_metal", (0.75, 0.75, 0.72)))
    for side in (1.0, -1.0):
        parts += moved(_coupling(rng, radius), s.turn(90 - 90 * side) @ s.move(half))
    words = pick(rng, ("MAX 2000 kg", "TOW BAR 2 t", "ABSCHLEPPSTANGE", "MAX 2500 kg"))
    picture = panel((words,), (240, 240, 236), (20, 20, 22), ratio=5.0)
    lying = s.at(s.label_wrap(radius * 1.18, 0.16, -125, -55, 0.0004), s.turn(90, (0, 1, 0)))
    if chance(rng, 0.5):
        parts.append(Part(lying, "paper", None, np.ascontiguousarray(np.rot90(picture))))
    return strewn(rng, parts)


def _tube(rng: np.random.Generator, half: float, metal: Finish) -> list[Part]:
    """The bar along x with end caps; telescopic ones show an inner tube, holes and buttons."""
    radius = float(rng.uniform(0.009, 0.0135))
    caps = [
        s.at(s.cylinder(radius * 1.15, 0.014, 28), s.turn(90, (0, 1, 0)), s.move(side * half))
        for side in (1, -1)
    ]
    eyes = [
        s.at(s.torus(0.0095, 0.0025), s.turn(90, (1, 0, 0)), s.move(side * (half + 0.013)))
        for side in (1, -1)
    ]
    if chance(rng, 0.4):
        tube = s.at(s.cylinder(radius, 2 * half, 28), s.turn(90, (0, 1, 0)))
        return [Part(tube, *metal), Part(s.join(*caps, *eyes), "chrome")]
    inner = s.at(s.cylinder(radius * 0.84, 2 * half, 28), s.turn(90, (0, 1, 0)))
    reach = half * float(rng.uniform(0.4, 0.75))
    outer = s.at(s.cylinder(radius, 2 * reach, 28), s.turn(90, (0, 1, 0)))
    dots = [
        s.at(s.cylinder(0.0026, 0.0008, 16), s.move(side * x, 0, radius * 0.84))
        for x in np.arange(reach + 0.02, half - 0.02, 0.03)
        for side in (1, -1)
    ]
    button = [
        s.at(s.sphere(0.0036, 2), s.move(side * (reach - 0.012), 0, radius)) for side in (1, -1)
    ]
    parts = [
        Part(outer, *metal),
        Part(inner, "chrome"),
        Part(s.join(*caps, *eyes, *button), "steel"),
    ]
    return [*parts, Part(s.join(*dots), *HOLE)] if dots else parts


def _soft_cuff(rng: np.random.Generator) -> list[Part]:
    """A padded cloth cuff standing on its edge, ring side at the origin, strap outside."""
    wide, radius = float(rng.uniform(0.045, 0.07)), float(rng.uniform(0.038, 0.052))
    colour, lining = (
        hue(rng, 0.7),
        pick(rng, ((0.05, 0.05, 0.055), (0.4, 0.38, 0.34), (0.5, 0.1, 0.15))),
    )
    angle = np.radians(np.linspace(-90, 285, 120))
    out = radius + np.clip(np.degrees(angle) - 235, 0, 30) / 30 * 0.006
    line = np.stack([out * np.cos(angle), out * np.sin(angle) * 0.9, 0 * angle], 1)
    pad = upright_strap(line * (0.94, 0.94, 1), wide, 0.008)
    belt = upright_strap(line, wide * 0.6, 0.0025)
    fuzz = upright_strap(line[95:] * (1.03, 1.03, 1), wide * 0.55, 0.0018)
    ring = s.at(
        frame_buckle(0.012, wide * 0.68, 0.0021, 0), s.move(0, -radius * 0.9 - 0.003), s.turn(40)
    )
    middle = s.move(y=radius * 0.9 + 0.004)
    parts = [
        Part(pad, "foam" if chance(rng, 0.5) else "textile", lining),
        Part(belt, "webbing", colour),
        Part(fuzz, "foam", (0.06, 0.06, 0.06)),
        Part(ring, "chrome" if chance(rng, 0.5) else "plastic"),
    ]
    return moved(parts, middle)


def _leather_cuff(rng: np.random.Generator) -> list[Part]:
    """A leather cuff standing on its edge, its D-ring at the origin, a buckle on the far side."""
    wide, radius = float(rng.uniform(0.045, 0.065)), float(rng.uniform(0.04, 0.054))
    colour: Colour = pick(
        rng, ((0.02, 0.018, 0.017), (0.02, 0.018, 0.017), (0.25, 0.02, 0.02), (0.12, 0.05, 0.02))
    )
    angle = np.radians(np.linspace(90, 485, 130))
    out = radius + np.clip(np.degrees(angle) - 420, 0, 25) / 25 * 0.005
    line = np.stack([out * np.cos(angle), out * np.sin(angle) * 0.92, 0 * angle], 1)
    hide = upright_strap(line[:118], wide, 0.0035)
    belt = upright_strap(line * (1.05, 1.05, 1), wide * 0.42, 0.003)
    fur = upright_strap(line[:118] * (0.93, 0.93, 1), wide * 1.05, 0.006)
    rivets = [
        s.at(s.sphere(0.0036, 1), s.move(radius * 1.06 * np.cos(a), radius * 0.98 * np.sin(a), z))
        for a in (-2.2, -0.9, 3.6, -0.45)
        for z in (wide * 0.3, -wide * 0.3)
    ]
    ring = s.at(s.torus(0.012, 0.0023), s.turn(90, (1, 0, 0)), s.move(y=-radius - 0.008))
    fold = s.at(frame_buckle(0.014, wide * 0.55, 0.0022, 1), s.move(y=-radius - 0.004), s.turn(180))
    lining: Material = "textile" if chance(rng, 0.5) else "leather"
    parts = [
        Part(s.join(hide, belt), "leather", colour),
        Part(fur, lining, pick(rng, (colour, (0.4, 0.03, 0.04), (0.1, 0.1, 0.1)))),
        Part(s.join(*rivets, ring, fold), "chrome"),
    ]
    return moved(parts, s.move(y=radius + 0.012))


def _small_shoe(rng: np.random.Generator, long: float) -> list[Part]:
    """A child's open sandal on z = 0, heel near the origin, toes towards -y, straps over it."""
    k, colour = long / 0.11, pick(rng, SHOES)
    sole = blob(
        [
            (0, 0.046 * k, 0.108 * k, 0, -0.03 * k),
            (0.003, 0.05 * k, 0.112 * k, 0, -0.03 * k),
            (0.01 * k, 0.05 * k, 0.112 * k, 0, -0.03 * k),
            (0.012 * k, 0.046 * k, 0.106 * k, 0, -0.03 * k),
        ],
        2.4,
        12,
        36,
    )
    heel = s.at(
        s.band(0.0235 * k, 0.004 * k, 0.05 * k, -20, 200),
        s.scale(1, 1.15, 1),
        s.move(y=-0.004 * k, z=0.034 * k),
    )
    sides = [
        s.at(
            s.box(0.004 * k, 0.055 * k, 0.024 * k, 0.0018 * k),
            s.turn(-x * 4),
            s.move(x * 0.0235 * k, -0.03 * k, 0.022 * k),
        )
        for x in (1, -1)
    ]
    straps: list[trimesh.Trimesh] = []
    buckles: list[trimesh.Trimesh] = []
    for y, high in ((-0.058, 0.034), (-0.032, 0.043), (-0.012, 0.054)):
        path = [
            (-0.026 * k, y * k, 0.014 * k),
            (-0.021 * k, y * k, high * 0.8 * k),
            (0, y * k, high * k),
            (0.021 * k, y * k, high * 0.8 * k),
            (0.026 * k, y * k, 0.014 * k),
        ]
        line = s.spline(path, 30)
        straps.append(s.strap_along(line, 0.0022 * k, 0.013 * k, up=(0, 1, 0)))
        frame = s.at(
            frame_buckle(0.011 * k, 0.015 * k, 0.0009, 1),
            s.turn(90),
            s.move(0.0255 * k, y * k, high * 0.6 * k),
        )
        buckles.append(frame)
    strap_at: Finish = ("leather", colour) if chance(rng, 0.6) else ("webbing", colour)
    return [
        Part(sole, "rubber", pick(rng, ((0.7, 0.68, 0.62), (0.06, 0.06, 0.06)))),
        Part(s.join(heel, *sides), "leather", colour),
        Part(s.join(*straps), *strap_at),
        Part(s.join(*buckles), "steel"),
    ]


def _coupling(rng: np.random.Generator, radius: float) -> list[Part]:
    """What couples at +x of the origin: an eye, or a fork with a pin and its split ring."""
    if chance(rng, 0.5):
        eye = s.at(s.torus(radius * 1.5, radius * 0.5), s.move(radius * 2.0))
        return [Part(eye, "steel", (0.4, 0.4, 0.41))]
    cheeks = [
        s.at(
            s.box(radius * 3.6, radius * 0.55, radius * 2.0, 0.002),
            s.move(radius * 1.7, y * radius * 0.85),
        )
        for y in (1, -1)
    ]
    pin = rod((radius * 2.8, -radius * 2.0, 0), (radius * 2.8, radius * 2.0, 0), radius * 0.4)
    ring = s.at(s.torus(radius * 0.6, 0.0016), s.move(radius * 2.8, radius * 2.2))
    return [Part(s.join(*cheeks), "dark_steel"), Part(s.join(pin, ring), "steel")]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "spreader_bar": (soft_cuff_bar, foot_brace, leather_cuff_bar, pilates_bar, tow_bar),
}
