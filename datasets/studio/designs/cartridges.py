"""Hunting cartridges, slugs, paintballs, toy darts, airsoft balls and dog-training dummies."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    bounds,
    chance,
    ground,
    hue,
    lie,
    pick,
    row,
    stand,
    turned,
)
from datasets.studio.designs._furniture import between, tone
from datasets.studio.designs._munitions import heap, spread
from datasets.studio.labels import RGB
from datasets.studio.parts import Material, Part, moved

HULLS: tuple[tuple[Colour, RGB, RGB], ...] = (  # plastic, print's ground, ink
    ((0.45, 0.02, 0.02), (176, 26, 26), (240, 236, 220)),
    ((0.03, 0.20, 0.06), (44, 124, 66), (244, 240, 220)),
    ((0.02, 0.06, 0.30), (34, 66, 148), (244, 240, 220)),
    ((0.70, 0.50, 0.05), (216, 186, 60), (20, 20, 22)),
    ((0.015, 0.015, 0.016), (30, 30, 32), (226, 200, 110)),
    ((0.65, 0.20, 0.02), (210, 120, 34), (20, 20, 22)),
)
GAUGES = (("12", "7 1/2"), ("12/70", "36 g"), ("20", "No 6"), ("16/67", "28 g"), ("12", "STEEL 4"))
LEAD: Colour = (0.16, 0.165, 0.175)


def shot_shells(rng: np.random.Generator) -> list[Part]:
    """Shotgun shells with brass bases and star-crimped plastic hulls, one to nine of a kind."""
    alike = int(rng.integers(2**31))
    things = []
    for _ in range(int(rng.integers(1, 10))):
        one = _shell(np.random.default_rng(alike))
        one = lie(one, between(rng, 0, 360)) if chance(rng, 0.65) else ground(one)
        things.append(one)
    return spread(rng, things, 0.078)


def slug_shells(rng: np.random.Generator) -> list[Part]:
    """Slug cartridges with the lead showing at the mouth, loose slugs and lead shot beside."""
    alike = int(rng.integers(2**31))
    things = []
    for _ in range(int(rng.integers(1, 4))):
        one = _shell(np.random.default_rng(alike), slug=True)
        things.append(lie(one, -90 + between(rng, -30, 30)) if chance(rng, 0.6) else ground(one))
    for _ in range(int(rng.integers(1, 4))):
        slug = _slug(0.0093)
        things.append(lie(slug) if chance(rng, 0.4) else ground(slug))
    parts = spread(rng, things, 0.075)
    if chance(rng, 0.5):
        grain = s.sphere(0.0021, 1)
        spots = heap(rng, 0.0021, int(rng.integers(25, 70)))
        pile = Part(s.join(*(s.at(grain, s.move(*p)) for p in spots)), "dark_steel", LEAD)
        parts = row([parts, [pile]], 0.012)
    return parts


def shell_box(rng: np.random.Generator) -> list[Part]:
    """An open carton of shells in rows, brass ends up, with the gauge on its front."""
    head = ground(moved(_shell(rng, printed=False), s.turn(180, (1, 0, 0))))
    columns, lines, pitch, tall = 5, int(rng.integers(3, 6)), 0.0228, 0.05
    wide, deep = columns * pitch + 0.006, lines * pitch + 0.006
    walls = [s.at(s.box(wide, 0.0016, tall), s.move(0, y, tall / 2)) for y in (-deep / 2, deep / 2)]
    walls += [
        s.at(s.box(0.0016, deep, tall), s.move(x, 0, tall / 2)) for x in (-wide / 2, wide / 2)
    ]
    walls.append(s.at(s.box(wide, deep, 0.002), s.move(z=0.001)))
    flap = s.at(s.box(wide, 0.0016, deep), s.move(0, 0, deep / 2))
    flap = s.at(flap, s.turn(-between(rng, 10, 70), (1, 0, 0)), s.move(0, deep / 2, tall))
    look = pick(rng, HULLS)
    parts = [Part(s.join(*walls, flap), "paper", look[0], smooth=False)]
    lines_ = (pick(rng, ("GAME LOAD", "CLAY 28", "FIELD", "JAGD")), " ".join(pick(rng, GAUGES)))
    label = ink.panel(lines_, look[1], look[2], ratio=0.92 * wide / (0.84 * tall))
    parts.append(ink.facing(label, 0.92 * wide, (0, -deep / 2 - 0.0012, tall / 2)))
    for i in range(columns):
        for j in range(lines):
            if chance(rng, 0.12):
                continue
            x, y = (i - (columns - 1) / 2) * pitch, (j - (lines - 1) / 2) * pitch
            parts += moved(head, s.move(x, y, 0.002))
    return ground(parts)


def paintballs(rng: np.random.Generator) -> list[Part]:
    """A pile of glossy two-coloured balls, some with a pot or bag of them."""
    r = between(rng, 0.0083, 0.0089)
    count = int(rng.integers(9, 46))
    one, two = hue(rng, 0.05), hue(rng, 0.1)
    two = one if chance(rng, 0.4) else two
    dome = s.lathe(s.arc(r, 0, 90, 9), 20)
    halves = [dome, s.at(dome, s.turn(180, (1, 0, 0)))]
    seam = s.torus(r, 0.012 * r)
    up, low, seams = [], [], []
    for spot in heap(rng, r, count):
        place = s.move(*spot) @ s.turn(between(rng, 0, 180), rng.normal(size=3))
        up.append(s.at(halves[0], place))
        low.append(s.at(halves[1], place))
        seams.append(s.at(seam, place))
    parts = [Part(s.join(*up), "plastic", one), Part(s.join(*low), "plastic", two)]
    parts.append(Part(s.join(*seams), "plastic", two))
    if chance(rng, 0.5):
        parts = row([parts, _pot(rng, one)], 0.012)
    return ground(parts)


def foam_darts(rng: np.random.Generator) -> list[Part]:
    """Toy darts: light foam tubes with a rubber tip, strewn about."""
    body = pick(rng, ((0.03, 0.14, 0.55), (0.65, 0.5, 0.05), (0.02, 0.35, 0.4), (0.7, 0.2, 0.02)))
    tip = pick(rng, ((0.8, 0.22, 0.02), (0.02, 0.05, 0.3), (0.65, 0.03, 0.02), (0.75, 0.75, 0.72)))
    cup = chance(rng, 0.3)
    things = []
    for _ in range(int(rng.integers(2, 11))):
        one = _dart(0.0064, 0.072, body, tip, cup)
        things.append(lie(one) if chance(rng, 0.9) else ground(one))
    return spread(rng, things, 0.08)


def airsoft_bottle(rng: np.random.Generator) -> list[Part]:
    """A bottle or bag of small white airsoft balls, many of them spilled."""
    r = between(rng, 0.028, 0.036)
    colour = pick(rng, ((0.8, 0.8, 0.78), (0.75, 0.75, 0.72), (0.05, 0.3, 0.08), (0.7, 0.2, 0.02)))
    bottle = [(0.9 * r, 0), (r, 0.004), (r, 3.2 * r), (0.5 * r, 3.9 * r), (0.42 * r, 4.2 * r)]
    parts = [turned(bottle, "plastic", colour)]
    parts.append(
        turned([(0.3 * r, 4.15 * r), (0.28 * r, 4.6 * r), (0.1 * r, 5.1 * r)], "plastic", BLACK)
    )
    words = ("AIRSOFT", "BB 6 mm  0.20 g", pick(rng, ("3000 pcs", "BIO", "5000 pcs")))
    label = ink.wrap(words, (236, 236, 232), pick(rng, ((20, 90, 40), (20, 40, 120))), ratio=3.0)
    parts.append(ink.around(label, r, 2.0 * r, 1.7 * r))
    standing = ground(parts) if chance(rng, 0.6) else lie(parts, -90)
    grain = s.sphere(0.003, 1)
    spots = heap(rng, 0.003, int(rng.integers(40, 110)))
    pile = Part(s.join(*(s.at(grain, s.move(*p)) for p in spots)), "plastic", colour)
    return row([standing, [pile]], 0.012)


def dog_dummy(rng: np.random.Generator) -> list[Part]:
    """A canvas or knobbly rubber retrieving dummy with its throwing rope."""
    r, h = between(rng, 0.024, 0.034), between(rng, 0.17, 0.26)
    colour = tone(rng, "olive", "orange", "orange", "white", "navy", "red", "tan")
    if chance(rng, 0.55):
        line = [(0.5 * r, 0), (0.9 * r, 0.06 * h), (r, 0.2 * h), (r, 0.8 * h), (0.9 * r, 0.94 * h)]
        parts = [turned([*line, (0.5 * r, h)], "textile", colour)]
        seams = [s.torus(0.92 * r, 0.0016) for _ in range(2)]
        ends = [s.at(m, s.move(z=z)) for m, z in zip(seams, (0.06 * h, 0.94 * h), strict=True)]
        parts.append(Part(s.join(*ends), "webbing", BLACK))
    else:
        line = [(0.3 * r, 0), (0.75 * r, 0.03 * h), (0.75 * r, 0.97 * h), (0.3 * r, h)]
        parts = [turned(line, "rubber", colour), Part(_knobs(r, h), "rubber", colour)]
    rope = between(rng, 0.15, 0.26)
    path = [(0, 0, h), (0.01, 0.0, h + 0.2 * rope), (0.06, 0, h + 0.6 * rope)]
    path += [(-0.03, 0, h + 0.9 * rope), (-0.06, 0, h + 0.6 * rope), (-0.12, 0, h + 0.5 * rope)]
    parts.append(Part(s.tube_along(s.spline(path, 60), 0.0033, 8), "rope"))
    toggle = s.at(s.cylinder(0.008, 0.05, 20), s.move(*path[-1]))
    parts.append(Part(toggle, pick(rng, ("wood", "plastic"))))
    return lie(parts)


def _shell(rng: np.random.Generator, slug: bool = False, printed: bool = True) -> list[Part]:
    """A shotgun cartridge standing on its brass."""
    r, h = pick(rng, (0.0103, 0.0103, 0.0092)), between(rng, 0.058, 0.07)
    brass = h * between(rng, 0.12, 0.3)
    base = [(1.09 * r, 0), (1.09 * r, 0.0016), (0.98 * r, 0.0022), (1.01 * r, 0.0032)]
    parts = [turned([*base, (1.01 * r, brass), (0.99 * r, brass)], "brass")]
    primer = s.at(s.cylinder(0.3 * r, 0.0006, 16), s.move(z=-0.0001))
    parts.append(Part(primer, "steel"))
    paint, ground_ink, letters = pick(rng, HULLS)
    mouth = [(0.94 * r, h), (0.8 * r, h - 0.001), (0.78 * r, h - 0.003)]
    hull = [(0.99 * r, 0.9 * brass), (0.99 * r, h - 0.002), *(mouth if slug else [(0.9 * r, h)])]
    parts.append(turned(hull, "plastic", paint))
    if slug:
        nose = [(0.77 * r, h - 0.004), (0.74 * r, h - 0.002), (0.3 * r, h + 0.0015)]
        parts.append(turned(nose, "dark_steel", LEAD))
    else:
        folds = [
            s.at(s.box(0.85 * r, 0.1 * r, 0.0008), s.move(0.42 * r, 0, h), s.turn(60 * i))
            for i in range(6)
        ]
        dark = tuple(0.35 * c for c in paint)
        parts.append(Part(s.join(*folds), "plastic", (dark[0], dark[1], dark[2])))
    if printed:
        lines = ("SLUG", "12/70") if slug else pick(rng, GAUGES)
        label = ink.wrap(lines, ground_ink, letters, ratio=3.2)
        parts.append(ink.around(label, 0.992 * r, 0.32 * h, 0.6 * h))
    return parts


def _slug(r: float) -> list[Part]:
    """A ribbed lead slug with a round nose."""
    ribs = [(0.9 * r if i % 2 else r, 0.0012 * i) for i in range(9)]
    line = [(0.8 * r, -0.001), *ribs, (0.8 * r, 0.0125), (0.4 * r, 0.015)]
    return [turned(line, "dark_steel", LEAD)]


def _dart(r: float, h: float, body: Colour, tip: Colour, cup: bool) -> list[Part]:
    """A hollow foam tube with a rubber tip or sucker at its upper end."""
    tube = s.lathe([(0.45 * r, 0.03), (0.45 * r, 0), (r, 0), (r, 0.8 * h), (0, 0.8 * h)], 24)
    parts = [Part(tube, "foam", body)]
    dome = [(0.98 * r, 0.79 * h), (0.98 * r, 0.9 * h), (0.85 * r, 0.97 * h), (0.4 * r, h)]
    sucker = [
        (0.5 * r, 0.79 * h),
        (0.5 * r, 0.9 * h),
        (1.1 * r, h),
        (0.9 * r, h),
        (0.3 * r, 0.95 * h),
    ]
    parts.append(turned(sucker if cup else dome, "rubber", tip))
    return parts


def _knobs(r: float, h: float) -> trimesh.Trimesh:
    """Blunt knobs in staggered rings about z."""
    knob = s.at(s.cylinder(0.13 * r, 0.3 * r, 10), s.turn(90, (0, 1, 0)), s.move(0.85 * r))
    rings = np.linspace(0.1 * h, 0.9 * h, 9)
    return s.join(
        *(
            s.at(knob, s.turn(45 * j + 22.5 * (i % 2)), s.move(z=z))
            for i, z in enumerate(rings)
            for j in range(8)
        )
    )


def _pot(rng: np.random.Generator, colour: Colour) -> list[Part]:
    """A round pot with a snap lid for paintballs."""
    r, h = between(rng, 0.022, 0.03), between(rng, 0.12, 0.17)
    material: Material = "plastic"
    parts = [turned([(0.95 * r, 0), (r, 0.003), (r, h), (0.9 * r, h)], material, colour)]
    parts.append(
        turned([(1.08 * r, h), (1.1 * r, 0.012 + h), (0.9 * r, 0.016 + h)], material, BLACK)
    )
    words = ("PAINTBALL", "cal. .68", pick(rng, ("140 ROUNDS", "FIELD FILL", "yellow fill")))
    label = ink.wrap(words, *pick(rng, ink.GROUNDS), ratio=2.4)
    parts.append(ink.around(label, r, 0.5 * h, 0.5 * h))
    laid = stand(parts) if chance(rng, 0.6) else lie(parts, -90)
    return moved(laid, s.move(-bounds(laid)[0, 0]))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "cartridge": (
        shot_shells,
        slug_shells,
        shell_box,
        paintballs,
        foam_darts,
        airsoft_bottle,
        dog_dummy,
    )
}
