"""Smoke detectors, fog machines, scent dispensers, sprinklers, fire-suppression bottles."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    chance,
    ground,
    lie,
    pick,
    row,
    turned,
)
from datasets.studio.designs._furniture import between, cable, pipe, rod, slab, tone
from datasets.studio.designs._pressure import dial
from datasets.studio.designs._wall_parts import (
    LAMPS,
    Y,
    case_box,
    corner_screws,
    dome,
    lamp,
    lead,
    mounted,
    plate,
)
from datasets.studio.labels import can_label
from datasets.studio.parts import Material, Part, moved

OFF_WHITE: Colour = (0.72, 0.72, 0.69)


def smoke_detector(rng: np.random.Generator) -> list[Part]:
    """A round white ceiling disc with slots, test button, lamp; its base plate or wires behind."""
    r, deep = between(rng, 0.042, 0.068), between(rng, 0.028, 0.05)
    shade = OFF_WHITE if chance(rng, 0.85) else tone(rng, "cream", "charcoal", "red")
    parts = [Part(s.at(s.cylinder(1.04 * r, 0.01, 56), Y, s.move(y=-0.005)), "plastic", shade)]
    body = s.at(dome(r, deep), s.move(y=-0.008))
    count = int(rng.integers(14, 30))
    slot = s.box(0.006 * r / 0.05, 0.5 * deep, 0.16 * r)
    gaps = [
        s.at(slot, s.move(0, -0.52 * deep, 0.95 * r), s.turn(360 / count * i, (0, 1, 0)))
        for i in range(count)
    ]
    parts.append(Part(s.cut(body, *gaps), "plastic", shade))
    parts.append(
        Part(s.at(s.cylinder(0.86 * r, 0.5 * deep), Y, s.move(y=-0.5 * deep)), "rubber", BLACK)
    )
    face = -0.0075 - deep
    key = s.at(s.cylinder(0.3 * r, 0.003, 40), Y, s.move(y=face - 0.0008))
    parts.append(Part(key, "plastic", shade))
    rim = s.at(s.torus(0.31 * r, 0.0008), Y, s.move(y=face))
    parts.append(Part(rim, "plastic", (0.25, 0.25, 0.25)))
    label = ink.panel(
        (pick(rng, ("TEST", "SMOKE ALARM", "PUSH TO TEST", "RAUCHMELDER")),),
        (214, 213, 208),
        (60, 60, 62),
        ratio=3.2,
        edge=False,
    )
    parts.append(ink.facing(label, 0.44 * r, (0, face - 0.0026, 0)))
    parts += lamp(0.5 * r, face + 0.001, 0.2 * r, 0.0022, LAMPS[int(rng.integers(2))])
    holes = [
        s.at(s.cylinder(0.0022, 0.002, 10), Y, s.move(x - 0.42 * r, face + 0.0005, z))
        for x, z in s.circle(0.009, 7)
    ]
    parts.append(Part(s.join(*holes), "rubber", BLACK))
    if chance(rng, 0.35):
        tails = [
            [(0, 0, 0), (0.01 * i, 0.03, -0.03), (0.03 * i, 0.045, -r - 0.03)] for i in (-1, 1)
        ]
        for path, colour in zip(tails, ((0.5, 0.02, 0.02), BLACK), strict=True):
            parts.append(Part(cable(path, 0.0016), "rubber", colour))
    return mounted(rng, parts, 0.7)


def fog_machine(rng: np.random.Generator) -> list[Part]:
    """A burglary fog machine: plain wall case with one short outlet, grille, lamp and name."""
    wide, high, deep = between(rng, 0.26, 0.36), between(rng, 0.36, 0.5), between(rng, 0.14, 0.2)
    shade = tone(rng, "white", "light", "light", "grey", "charcoal", "black")
    parts = [Part(case_box(wide, high, deep, (0, 0, 0), 0.018), "painted_metal", shade)]
    z, face = -0.22 * high, -deep
    cup = s.at(slab(s.circle(0.04, 48), 0.006, s.circle(0.022, 32)), s.move(0, face - 0.002, z))
    throat = s.at(
        s.lathe([(0, 0.0), (0.009, 0.0), (0.012, 0.014), (0.022, 0.016), (0.022, 0), (0, 0)], 32), Y
    )
    parts.append(Part(cup, "plastic", BLACK))
    parts.append(Part(s.at(throat, s.move(0, face + 0.008, z)), "steel"))
    ribs = [
        s.at(s.box(0.55 * wide, 0.004, 0.006), s.move(0, face - 0.001, 0.16 * high + 0.016 * i))
        for i in range(6)
    ]
    parts.append(Part(s.join(*ribs), "plastic", BLACK, smooth=False))
    words = pick(
        rng,
        (
            ("NEBULA", "SECURITY FOG"),
            ("FOGWALL 600", "anti burglar fog"),
            ("PROTEKTA", "Nebelgerät"),
        ),
    )
    label = ink.panel(words, (226, 226, 222), (30, 60, 120), ratio=3.0, edge=False)
    parts.append(ink.facing(label, 0.5 * wide, (0, face - 0.0008, 0.02 * high)))
    for i in range(3):
        parts += lamp(-0.36 * wide + 0.018 * i, face, 0.43 * high, 0.003, LAMPS[(1, 2, 0)[i]])
    parts.append(corner_screws(0.88 * wide, 0.92 * high, face + 0.001, (0, 0)))
    bow = [
        (x, -0.2 * deep, z)
        for x, z in ((-0.2 * wide, high / 2), (0, high / 2 + 0.03), (0.2 * wide, high / 2))
    ]
    if chance(rng, 0.4):
        parts.append(Part(cable(bow, 0.006), "dark_steel", BLACK))
    parts.append(lead(rng, (0.3 * wide, -0.3 * deep, -high / 2), 0.6 * high))
    return mounted(rng, parts)


def stage_fogger(rng: np.random.Generator) -> list[Part]:
    """A stage fog machine: black vented case with bracket, cone outlet, fluid tank behind."""
    long, wide, high = between(rng, 0.26, 0.4), between(rng, 0.14, 0.2), between(rng, 0.11, 0.16)
    shell = s.at(s.box(wide, long, high, 0.006), s.move(z=high / 2 + 0.05))
    parts = [Part(shell, "painted_metal", tone(rng, "black", "black", "charcoal"))]
    vents = [
        s.at(s.box(0.004, 0.03, 0.006), s.move(x, -0.3 * long + 0.045 * i, 0.05 + high * t))
        for i in range(5)
        for t in (0.35, 0.5, 0.65)
        for x in (-wide / 2, wide / 2)
    ]
    parts.append(Part(s.join(*vents), "rubber", (0.1, 0.1, 0.1), smooth=False))
    cone = [(0, 0), (0.022, 0), (0.03, 0.03), (0.026, 0.03), (0.008, 0.004), (0, 0.004)]
    parts.append(Part(s.at(s.lathe(cone, 32), Y, s.move(0, -long / 2, 0.05 + high / 2)), "steel"))
    tank = s.at(
        s.box(0.7 * wide, 0.09, 0.8 * high, 0.012), s.move(0, long / 2 + 0.045, 0.05 + high * 0.45)
    )
    parts.append(Part(tank, "plastic", tone(rng, "white", "sky", "light")))
    cap = s.at(s.cylinder(0.022, 0.02), s.move(0, long / 2 + 0.045, 0.05 + 0.87 * high))
    parts.append(Part(cap, "plastic", pick(rng, (BLACK, (0.5, 0.02, 0.02)))))
    arc = [(-wide / 2 - 0.006, 0, 0.05 + high / 2), (-wide / 2 - 0.012, 0, high + 0.12)]
    bow = s.spline(
        [*arc, (wide / 2 + 0.012, 0, high + 0.12), (wide / 2 + 0.006, 0, 0.05 + high / 2)], 30
    )
    parts.append(Part(s.strap_along(bow, 0.004, 0.03, up=(0, 1, 0)), "dark_steel", BLACK))
    feet = [
        s.at(s.cylinder(0.012, 0.05), s.move(x * 0.4 * wide, y * 0.4 * long, 0.025))
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    parts.append(Part(s.join(*feet), "rubber", BLACK))
    label = ink.panel(
        (pick(rng, ("FOG 1200", "HAZER", "PARTY SMOKE")), "stage effect"),
        (24, 24, 26),
        (226, 226, 222),
        ratio=2.6,
        edge=False,
    )
    for side, spin in ((-1, 270.0), (1, 90.0)):
        parts.append(
            ink.facing(
                label,
                0.32 * long,
                (side * (wide / 2 + 0.0008), 0.32 * long, 0.05 + high * 0.8),
                spin,
            )
        )
    return ground(moved(parts, s.turn(between(rng, -50, 50))))


def scent_dispenser(rng: np.random.Generator) -> list[Part]:
    """A washroom scent dispenser: soft white case with a spray hole, shut or with its can shown."""
    wide, high, deep = between(rng, 0.08, 0.1), between(rng, 0.2, 0.25), between(rng, 0.075, 0.09)
    shade = tone(rng, "white", "white", "light", "grey", "sky")
    opened = chance(rng, 0.45)
    parts = [Part(plate(wide, high, 0.006), "plastic", shade, smooth=False)]
    cover: list[Part] = [Part(case_box(wide, high, deep, (0, 0, 0), 0.026), "plastic", shade)]
    face = -deep
    hole = s.at(s.cylinder(0.009, 0.002, 28), Y, s.move(0, face + 0.0006, 0.33 * high))
    cover.append(Part(hole, "rubber", BLACK))
    cover += lamp(0.02, face + 0.0005, 0.33 * high, 0.0024, LAMPS[1])
    words = pick(
        rng, (("lumvia", "air freshener"), ("Floravel", "Lufterfrischer"), ("BRIZEA", "parfum"))
    )
    logo = ink.panel(words, (222, 222, 218), (40, 90, 150), ratio=2.2, edge=False)
    cover.append(ink.facing(logo, 0.5 * wide, (0, face - 0.0006, -0.1 * high)))
    if not opened:
        return mounted(rng, parts + moved(cover, s.move(y=-0.004)))
    r = 0.36 * wide
    can = [
        (0.9 * r, 0),
        (r, 0.004),
        (r, 0.62 * high),
        (0.6 * r, 0.68 * high),
        (0.2 * r, 0.74 * high),
    ]
    parts.append(turned(can, "aluminium").moved(s.move(0, -r - 0.01, -0.46 * high)))
    sheet = ink.around(can_label(rng), r, 0.5 * high, 0.3 * high)
    parts.append(sheet.moved(s.move(0, -r - 0.01, -0.46 * high)))
    head = s.at(s.box(0.7 * wide, 0.03, 0.2 * high), s.move(0, -0.02, 0.36 * high))
    parts.append(Part(head, "matte_plastic", tone(rng, "light", "charcoal"), smooth=False))
    beside = s.move(1.2 * wide, -0.006)
    return mounted(rng, parts + moved(cover, beside), 0.8, 0.0)


def sprinkler_heads(rng: np.random.Generator) -> list[Part]:
    """One or a few fire sprinkler heads: thread, frame arms, glass bulb, toothed deflector."""
    metal: Material = pick(rng, ("brass", "chrome", "brass", "painted_metal"))
    paint = (0.75, 0.75, 0.72) if metal == "painted_metal" else None
    bulb = pick(rng, ((0.7, 0.02, 0.02), (0.75, 0.3, 0.01), (0.05, 0.4, 0.08)))
    kind, count = int(rng.integers(3)), pick(rng, (1, 1, 2, 3))
    things = []
    for _ in range(count):
        one = _sprinkler(metal, paint, bulb, kind)
        if kind == 1:
            one = [part.moved(s.turn(180, (1, 0, 0))) for part in one]
        things.append(lie(one, between(rng, 0, 360)) if chance(rng, 0.4) else ground(one))
    return row(things, 0.02)


def suppression_bottle(rng: np.random.Generator) -> list[Part]:
    """A red fire-suppression ball or bottle on a bracket, with gauge and sprinkler-type valve."""
    r = between(rng, 0.075, 0.12)
    red: Colour = (0.5, 0.012, 0.012) if chance(rng, 0.85) else (0.7, 0.7, 0.68)
    ball = chance(rng, 0.5)
    h = 2 * r if ball else r * between(rng, 3.0, 4.2)
    line = [(r * np.cos(a), r * (1 + np.sin(a))) for a in np.linspace(-1.5, 0, 14)]
    line += [(r * np.cos(a), h - r + r * np.sin(a)) for a in np.linspace(0, 1.5, 14)]
    parts = [turned(line, "painted_metal", red)]
    words = pick(
        rng,
        (("FIRE", "AUTOMATIC ABC"), ("FEUER", "LÖSCHANLAGE"), ("CLEAN AGENT", "FIRE SUPPRESSION")),
    )
    label = ink.wrap(words, (240, 238, 232), (180, 16, 16), ratio=4.5)
    parts.append(ink.around(label, 1.004 * r, 0.5 * r, h / 2))
    neck = turned([(0.2 * r, -0.03), (0.24 * r, -0.026), (0.24 * r, 0.006)], "brass")
    head = moved(_sprinkler("brass", None, (0.7, 0.02, 0.02), 0), s.turn(180, (1, 0, 0)))
    parts += [neck, *moved(head, s.move(z=-0.03))]
    gauge = moved(dial(0.022), s.move(0, -0.26 * r - 0.018, -0.012))
    parts += gauge
    arm = pipe(
        [(0, 0.9 * r, h / 2), (0, 1.25 * r, h / 2), (0, 1.25 * r, h + 0.03), (0, 0, h + 0.05)],
        0.012,
    )
    hoop = s.at(s.torus(1.01 * r, 0.006), s.move(z=h / 2 + (0.32 * r if ball else 0.0)))
    foot = s.at(s.cylinder(0.06, 0.006), s.move(z=h + 0.05))
    shade: tuple[Material, Colour] = ("painted_metal", pick(rng, (red, BLACK, (0.5, 0.5, 0.5))))
    parts.append(Part(s.join(arm, foot) if ball else s.join(arm, foot, hoop), *shade))
    if chance(rng, 0.5):
        return ground(moved(parts, s.turn(between(rng, -40, 40))))
    return lie(parts, -90 + between(rng, -30, 30))


def _sprinkler(metal: Material, paint: Colour | None, bulb: Colour, kind: int) -> list[Part]:
    """A head standing on its thread, about 60 mm tall; `kind` 2 has a round cover plate."""
    grooves = [(0.0085 + 0.0009 * (i % 2), 0.0016 * i) for i in range(11)]
    collar = s.lathe([(0, 0), *grooves, (0.0085, 0.017), (0, 0.017)], 28)
    nut = s.at(s.extrude(s.circle(0.0145, 6), 0.008), s.move(z=0.017))
    arms = []
    for side in (-1, 1):
        path = [(side * 0.011, 0, 0.024), (side * 0.0145, 0, 0.034), (side * 0.004, 0, 0.05)]
        arms.append(s.tube_along(s.spline(path, 16), 0.0024, 9))
    boss = s.at(s.cylinder(0.005, 0.01, 20), s.move(z=0.05))
    teeth = [s.circle(0.003, 10, (float(x), float(y))) for x, y in s.circle(0.0145, 12)]
    disc = s.at(s.extrude(s.circle(0.0145, 48), 0.0014, teeth), s.move(z=0.055))
    parts = [Part(s.join(collar, nut, boss, disc, *arms), metal, paint)]
    glass = s.at(s.cylinder(0.0025, 0.02, 16), s.move(z=0.036))
    parts.append(Part(glass, "plastic", bulb))
    if kind == 2:
        cup = s.lathe(
            [(0.013, 0.02), (0.03, 0.02), (0.04, 0.016), (0.04, 0.015), (0.013, 0.018)], 40
        )
        parts.append(Part(cup, "chrome"))
    parts.append(Part(rod((0, 0, 0.024), (0, 0, 0.027), 0.005), "brass"))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "wall_unit": (
        smoke_detector,
        fog_machine,
        stage_fogger,
        scent_dispenser,
        sprinkler_heads,
        suppression_bottle,
    )
}
