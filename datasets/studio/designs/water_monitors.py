"""Fire monitors, rain guns, pavement washers: civil water throwers with open controls."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import BLACK, Colour, Design, chance, ground, pick, turned
from datasets.studio.designs._furniture import between, bolts, pipe, rod, tone
from datasets.studio.designs._mounts import hose, monitor, road_wheel, tripod
from datasets.studio.designs._pressure import dial
from datasets.studio.parts import Material, Part, moved

RED: Colour = (0.5, 0.012, 0.012)
Finish = tuple[Material, Colour | None]


def fire_monitor(rng: np.random.Generator) -> list[Part]:
    """A fire monitor with hand wheel and tiller on a flange, splayed feet or a stand pipe."""
    finishes: tuple[Finish, ...] = (
        ("painted_metal", RED),
        ("painted_metal", RED),
        ("brass", None),
        ("aluminium", None),
    )
    finish = pick(rng, finishes)
    k = between(rng, 0.65, 1.0)
    kind = int(rng.integers(3))
    gun = monitor(rng, k, finish, remote=False)
    if kind == 0:
        return ground(gun)
    r = 0.055 * k
    if kind == 1:
        post = s.at(s.cylinder(1.4 * r, 0.8), s.move(z=0.4))
        foot = s.at(s.cylinder(3.0 * r, 0.03), s.move(z=0.015))
        parts = [Part(s.join(post, foot), *finish)]
        parts.append(
            Part(bolts([(x, y, 0.03) for x, y in s.circle(2.5 * r, 8)], 0.014, (0, 0, 1)), "steel")
        )
        parts += moved(dial(0.05), s.move(0, -1.5 * r - 0.02, 0.55))
        return ground(parts + moved(gun, s.move(z=0.8)))
    parts = _splayed_feet(r)
    for side in (-1, 1):
        parts += _coupling(side, r)
    flat = tone(rng, "red", "yellow", "tan", "light", "navy")
    line = [
        (0.22 * k + 0.05, 0.2, 0.06),
        (0.3 * k, 0.5, 0.04),
        (0.1, 0.7, 0.04),
        (-0.4, 0.55, 0.04),
    ]
    parts.append(hose(line, 0.035, flat, "textile"))
    return ground(parts + moved(gun, s.move(z=0.11)))


def irrigation_gun(rng: np.random.Generator) -> list[Part]:
    """A rain gun: long slim barrel, drive arm with spoon, on a tripod or a two-wheel cart."""
    metal: Finish = ("painted_metal", tone(rng, "green", "blue", "red", "grey", "light"))
    k = between(rng, 0.55, 0.85)
    gun = _rain_gun(rng, k, metal)
    zinc: Finish = ("aluminium", (0.5, 0.51, 0.52))
    if chance(rng, 0.55):
        height = between(rng, 0.65, 1.1)
        parts = [
            Part(part.mesh, *zinc)
            for part in tripod(rng, height, between(rng, 0.45, 0.65), BLACK)[:1]
        ]
        pole = s.at(s.cylinder(0.035, height), s.move(z=height / 2))
        parts.append(Part(pole, *zinc))
        parts.append(hose([(0, 0.03, 0.06), (0.2, 0.3, 0.035), (0.7, 0.45, 0.03)], 0.03))
    else:
        height = between(rng, 0.7, 1.0)
        spots = [(x, 0.0) for x in (-0.55, 0.55)]
        tyre, disc = road_wheel(0.27, 0.11)
        sideways = s.turn(90)
        parts = [
            Part(
                s.join(*(s.at(tyre, sideways, s.move(x, y, 0.27)) for x, y in spots)),
                "rubber",
                BLACK,
            )
        ]
        parts.append(
            Part(
                s.join(*(s.at(disc, sideways, s.move(x, y, 0.27)) for x, y in spots)),
                "painted_metal",
                tone(rng, "yellow", "white", "red"),
            )
        )
        bars = [
            rod((-0.55, 0, 0.27), (0.55, 0, 0.27), 0.028),
            rod((0, 0, 0.27), (0, 0, height), 0.035),
        ]
        bars += [rod((x, 0, 0.27), (0, 0.0, height - 0.1), 0.02) for x in (-0.45, 0.45)]
        bars += [
            rod((0, 0, 0.3), (0, 0.75, 0.06), 0.03),
            rod((-0.12, 0.75, 0.03), (0.12, 0.75, 0.03), 0.03),
        ]
        parts.append(Part(s.join(*bars), *zinc))
        parts.append(
            hose([(0, 0.2, 0.3), (0, 0.55, 0.14), (0.1, 1.0, 0.04), (0.3, 1.3, 0.04)], 0.045)
        )
    return ground(parts + moved(gun, s.move(z=height)))


def washer_bar(rng: np.random.Generator) -> list[Part]:
    """A push or tow washer for pavements: row of nozzles on a bar, small tank, wheels, handle."""
    wide = between(rng, 0.9, 1.5)
    shade = tone(rng, "orange", "yellow", "white", "green", "blue")
    bar = rod((-wide / 2, -0.5, 0.22), (wide / 2, -0.5, 0.22), 0.022)
    arms = [rod((x, -0.5, 0.22), (x, -0.1, 0.34), 0.018) for x in (-0.25, 0.25)]
    frame = [rod((x, -0.12, 0.34), (x, 0.5, 0.34), 0.02) for x in (-0.25, 0.25)]
    frame += [rod((-0.25, y, 0.34), (0.25, y, 0.34), 0.02) for y in (-0.1, 0.5)]
    grip = pipe(
        [(-0.22, 0.5, 0.34), (-0.22, 0.85, 0.95), (0.22, 0.85, 0.95), (0.22, 0.5, 0.34)], 0.016
    )
    parts = [Part(s.join(bar, *arms, *frame, grip), "aluminium")]
    tip = s.lathe([(0, -0.06), (0.006, -0.06), (0.014, -0.04), (0.014, 0), (0, 0)], 16)
    tips = [
        s.at(tip, s.turn(25, (1, 0, 0)), s.move(float(x), -0.5, 0.21))
        for x in np.linspace(-0.46, 0.46, int(rng.integers(6, 12))) * wide
    ]
    parts.append(Part(s.join(*tips), "brass"))
    tank = s.at(s.box(0.46, 0.56, 0.4, 0.06), s.move(0, 0.2, 0.56))
    parts.append(Part(tank, "plastic", shade))
    lid = s.at(s.cylinder(0.08, 0.04), s.move(0.08, 0.2, 0.775))
    parts.append(Part(lid, "plastic", BLACK))
    label = ink.panel(
        (pick(rng, ("STREET WASH", "CLEAN CITY", "WATER")), "120 L"),
        (242, 242, 238),
        (20, 90, 150),
        ratio=2.2,
        edge=False,
    )
    for y, spin in ((-0.082, 0.0), (0.482, 180.0)):
        parts.append(ink.facing(label, 0.34, (0, y, 0.58), spin))
    tyre, disc = road_wheel(0.17, 0.07)
    places = [s.move(x, 0.35, 0.17) @ s.turn(90) for x in (-0.32, 0.32)]
    parts.append(Part(s.join(*(s.at(tyre, p) for p in places)), "rubber", BLACK))
    parts.append(Part(s.join(*(s.at(disc, p) for p in places)), "painted_metal", (0.6, 0.6, 0.6)))
    axle = rod((-0.32, 0.35, 0.17), (0.32, 0.35, 0.17), 0.014)
    hangers = [rod((x, 0.35, 0.17), (x, 0.35, 0.34), 0.014) for x in (-0.25, 0.25)]
    stub = rod((0.25, -0.1, 0.1), (0.25, -0.1, 0.34), 0.012)
    wheel = s.at(s.torus(0.06, 0.022), s.turn(90, (0, 1, 0)), s.move(0.25, -0.1, 0.082))
    parts.append(Part(s.join(axle, *hangers, stub), "steel"))
    parts.append(Part(s.join(wheel, s.at(wheel, s.move(-0.5))), "rubber", BLACK))
    parts.append(Part(s.at(stub, s.move(-0.5)), "steel"))
    parts.append(hose([(0.1, -0.08, 0.44), (0.12, -0.3, 0.42), (0.0, -0.48, 0.25)], 0.014))
    return ground(moved(parts, s.turn(between(rng, -60, 60))))


def _rain_gun(rng: np.random.Generator, k: float, finish: Finish) -> list[Part]:
    """A rain gun on a swivel at the origin, its barrel to -y and up, long arm above it."""
    r = 0.045 * k
    foot = [
        (0, 0),
        (1.6 * r, 0),
        (1.6 * r, 0.6 * r),
        (1.0 * r, 0.8 * r),
        (1.0 * r, 3.0 * r),
        (0, 3.0 * r),
    ]
    parts = [Part(s.lathe(foot, 32), *finish)]
    lean = s.turn(90 - between(rng, 18, 30), (1, 0, 0))
    long = k * between(rng, 0.85, 1.1)
    barrel = [
        (1.1 * r, -0.5 * r),
        (1.0 * r, 0.3 * long),
        (0.7 * r, 0.92 * long),
        (0.9 * r, 0.925 * long),
    ]
    barrel += [(0.9 * r, long), (0.45 * r, long), (0.4 * r, 0.97 * long)]
    top = s.move(z=3.0 * r) @ lean
    parts.append(turned(barrel, *finish).moved(top))
    brass = s.lathe(
        [(0, 0.93 * long), (0.95 * r, 0.94 * long), (0.95 * r, 0.98 * long), (0, 0.985 * long)], 28
    )
    parts.append(Part(s.at(brass, top), "brass"))
    arm = rod((0, 2.6 * r, -0.2 * long), (0, 2.4 * r, 0.98 * long), 0.24 * r)
    posts = [rod((0, 0.6 * r, 0.1 * long), (0, 2.6 * r, 0.1 * long), 0.24 * r)]
    spoon = s.at(
        s.box(1.6 * r, 2.2 * r, 0.5 * r), s.turn(30, (1, 0, 0)), s.move(0, 1.6 * r, 1.03 * long)
    )
    weight = s.at(s.cylinder(0.9 * r, 1.8 * r), s.move(0, 2.6 * r, -0.2 * long))
    parts.append(Part(s.at(s.join(arm, *posts, spoon, weight), top), "aluminium"))
    return parts


def _splayed_feet(r: float) -> list[Part]:
    """A low cross of feet that carries a portable monitor at 0.11 m."""
    legs = []
    for a in np.radians([45, 135, 225, 315]):
        legs.append(
            pipe(
                [
                    (0, 0, 0.1),
                    (0.2 * np.cos(a), 0.2 * np.sin(a), 0.1),
                    (0.5 * np.cos(a), 0.5 * np.sin(a), 0.012),
                ],
                0.016,
                0.08,
            )
        )
    hub = s.at(s.cylinder(2.0 * r, 0.1), s.move(z=0.07))
    return [Part(s.join(hub, *legs), "painted_metal", RED)]


def _coupling(side: int, r: float) -> list[Part]:
    """A hose inlet with a lugged coupling at one side of a portable monitor."""
    inlet = pipe([(0, 0, 0.07), (side * 0.16, 0.08, 0.07), (side * 0.2, 0.2, 0.07)], 0.038, 0.1)
    ring = s.at(s.cylinder(0.055, 0.04), s.turn(90, (1, 0, 0)), s.move(side * 0.2, 0.22, 0.07))
    lugs = [
        s.at(s.box(0.03, 0.05, 0.03), s.move(side * 0.2 + 0.055 * x, 0.23, 0.07 + 0.055 * z))
        for x, z in ((1, 0), (-1, 0), (0, 1), (0, -1))
    ]
    return [Part(inlet, "painted_metal", RED), Part(s.join(ring, *lugs), "aluminium")]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "water_monitor": (fire_monitor, irrigation_gun, washer_bar)
}
