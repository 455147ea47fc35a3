"""Beds for children, open above: cots with bars, travel cots with mesh, bunk beds."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._bed_parts import Paint, blanket, castors, mattress, pillow, slats
from datasets.studio.designs._cloth import cells, net, panel, skin
from datasets.studio.designs._forms import Design, pick
from datasets.studio.designs._furniture import (
    beam,
    between,
    odds,
    pipe,
    rod,
    rounded,
    slab,
    stand,
    tone,
)
from datasets.studio.parts import Part


def wooden_crib(rng: np.random.Generator) -> list[Part]:
    """The child's cot: slatted sides, ends of slats or panels, open above, small mattress."""
    long, wide, high = between(rng, 1.2, 1.45), between(rng, 0.62, 0.78), between(rng, 0.8, 1.0)
    x, y, paint = long / 2, wide / 2, _wood(rng)
    post, low = between(rng, 0.035, 0.05), between(rng, 0.16, 0.3)
    wood = [
        beam((sx, sy, 0), (sx, sy, high), post, post, 0.006) for sx in (-x, x) for sy in (-y, y)
    ]
    for h in (low, high - 0.03):
        wood += [beam((-x, sy, h), (x, sy, h), 0.025, 0.05) for sy in (-y, y)]
    slat, gap = (between(rng, 0.012, 0.03), 0.014), between(rng, 0.07, 0.085)
    for sy in (-y, y):
        drop = 0.22 if sy < 0 and odds(rng, 0.15) else 0.0
        wood += slats(
            (-x, sy, low - drop),
            (x, sy, low - drop),
            (0, 0, high - low - 0.03),
            round(long / gap),
            slat,
        )
    for sx in (-x, x):
        wood += [beam((sx, -y, h), (sx, y, h), 0.025, 0.06) for h in (low, high - 0.02)]
    parts = [Part(s.join(*wood), *paint, smooth=False)]
    if odds(rng, 0.25):
        panels = [
            s.at(s.box(0.016, wide, high - low), s.move(sx, 0, (high + low) / 2)) for sx in (-x, x)
        ]
        parts.append(Part(s.join(*panels), *paint, smooth=False))
    else:
        ends = [
            m
            for sx in (-x, x)
            for m in slats(
                (sx, -y, low),
                (sx, y, low),
                (0, 0, high - low - 0.03),
                round(wide / gap),
                (0.014, slat[0]),
            )
        ]
        parts.append(Part(s.join(*ends), *paint, smooth=False))
    base = low + between(rng, 0.0, 0.12)
    parts += mattress(rng, long - 0.06, wide - 0.06, 0.09, base)
    if odds(rng, 0.5):
        parts += pillow(rng, -x + 0.25, base + 0.08, 0.38)
    if odds(rng, 0.4):
        parts += blanket(rng, wide - 0.1, 0.0, x - 0.06, base + 0.09)
    return stand(parts)


def travel_cot(rng: np.random.Generator) -> list[Part]:
    """The folding cot: padded rim, mesh sides between cloth, feet at the corners, open above."""
    long, wide, high = between(rng, 1.02, 1.25), between(rng, 0.62, 0.75), between(rng, 0.66, 0.8)
    x, y = long / 2, wide / 2
    cloth = tone(rng, "navy", "grey", "charcoal", "teal", "red", "blue", "tan", "pink", "green")
    mesh = cloth if odds(rng, 0.4) else tone(rng, "black", "white", "grey")
    rim = pipe(
        [(-x, -y, high), (x, -y, high), (x, y, high), (-x, y, high)], 0.028, 0.09, closed=True
    )
    posts = [
        rod((sx, sy, 0.03), (sx, sy, high), 0.026)
        for sx in (-x + 0.03, x - 0.03)
        for sy in (-y + 0.03, y - 0.03)
    ]
    sheets, nets = [], []
    low, sill, top = 0.06, 0.06 + between(rng, 0.1, 0.26), high - between(rng, 0.03, 0.1)
    for a, b in (((-x, -y), (x, -y)), ((x, -y), (x, y)), ((x, y), (-x, y)), ((-x, y), (-x, -y))):
        inward = -0.02 * np.sign(np.array([*np.add(a, b), 0.0]))
        for h0, h1 in ((low, sill), (top, high)):
            sheets.append(
                skin(panel([(*a, h0), (*b, h0), (*b, h1), (*a, h1)], (4, 12), inward * 0.5), False)
            )
        face = [(*a, sill), (*b, sill), (*b, top), (*a, top)]
        shape = cells(float(np.hypot(*np.subtract(b, a))), top - sill, between(rng, 0.012, 0.016))
        nets.append(net(panel(face, shape, inward), False, 0.003))
    floor = s.at(s.box(long - 0.06, wide - 0.06, 0.04, 0.01), s.move(z=0.09))
    feet = [
        s.at(s.box(0.07, 0.07, 0.05, 0.015), s.move(sx, sy, 0.025))
        for sx in (-x + 0.02, x - 0.02)
        for sy in (-y + 0.02, y - 0.02)
    ]
    parts = [
        Part(s.join(rim, *posts, *sheets), "textile", cloth),
        Part(s.join(*nets), "textile", mesh),
        Part(floor, "textile", tone(rng, "grey", "light", "navy")),
        Part(s.join(*feet), "plastic", tone(rng, "black", "grey", "charcoal")),
    ]
    if odds(rng, 0.3):
        hatch = pipe(
            [
                (x + 0.003, -0.18, sill + 0.02),
                (x + 0.003, 0.18, sill + 0.02),
                (x + 0.003, 0.18, top - 0.02),
                (x + 0.003, -0.18, top - 0.02),
            ],
            0.006,
            0.06,
            closed=True,
        )
        parts.append(Part(hatch, "webbing", tone(rng, "white", "black")))
    return stand(parts)


def bunk_bed(rng: np.random.Generator) -> list[Part]:
    """Two beds one above the other with a ladder and a guard rail; open at the sides."""
    long, wide, high = between(rng, 1.95, 2.1), between(rng, 0.85, 1.0), between(rng, 1.5, 1.75)
    x, y = long / 2, wide / 2
    steel = odds(rng, 0.45)
    paint: Paint = (
        ("painted_metal", tone(rng, "black", "white", "grey", "navy")) if steel else _wood(rng)
    )
    post = between(rng, 0.035, 0.045) if steel else between(rng, 0.06, 0.08)
    decks = (between(rng, 0.28, 0.4), high - 0.35)
    frame = [beam((sx, sy, 0), (sx, sy, high), post, post) for sx in (-x, x) for sy in (-y, y)]
    for h in decks:
        frame += [
            beam((-x, sy, h), (x, sy, h), 0.025, 0.1 if not steel else 0.04) for sy in (-y, y)
        ]
        for sx in (-x, x):
            frame += [
                beam((sx, -y, h + dz), (sx, y, h + dz), 0.025, 0.06) for dz in (0.0, 0.2, 0.33)
            ]
    stop = x - 0.5
    frame += [
        beam((-x, -y, decks[1] + dz), (stop, -y, decks[1] + dz), 0.022, 0.06) for dz in (0.2, 0.32)
    ]
    frame += [
        beam((-x, y, decks[1] + dz), (x, y, decks[1] + dz), 0.022, 0.06) for dz in (0.2, 0.32)
    ]
    frame.append(beam((stop, -y, decks[1]), (stop, -y, decks[1] + 0.34), 0.04, 0.03))
    frame += [
        beam((sx, -y - 0.05, 0), (sx, -y - 0.02, decks[1] + 0.34), 0.03, 0.04)
        for sx in (stop + 0.06, x - 0.05)
    ]
    frame += [
        beam((stop + 0.06, -y - 0.04, h), (x - 0.05, -y - 0.04, h), 0.03, 0.025)
        for h in np.arange(0.25, decks[1] + 0.1, 0.26)
    ]
    parts = [Part(s.join(*frame), *paint, smooth=False)]
    for h in decks:
        parts += mattress(rng, long - 0.06, wide - 0.06, 0.12, h)
        parts += pillow(rng, -x + 0.3, h + 0.11, wide * 0.62)
    return stand(parts)


def ward_crib(rng: np.random.Generator) -> list[Part]:
    """A child's hospital cot: bent steel tube, high rod sides that slide down, castors, no roof."""
    long, wide, high = between(rng, 1.2, 1.5), between(rng, 0.65, 0.8), between(rng, 1.05, 1.3)
    x, y, z = long / 2, wide / 2, between(rng, 0.55, 0.7)
    colour = tone(rng, "white", "light", "sky", "mint", "cream", "yellow")
    ends = [
        pipe([(sx, -y, 0.11), (sx, -y, high), (sx, y, high), (sx, y, 0.11)], 0.016, 0.1)
        for sx in (-x, x)
    ]
    for sx in (-x, x):
        ends += [rod((sx, by, z), (sx, by, high), 0.006, 8) for by in np.linspace(-y, y, 9)[1:-1]]
    sides = []
    for sy in (-y, y):
        drop = between(rng, 0.15, 0.4) if odds(rng, 0.3) and sy < 0 else 0.0
        lo, hi = z - drop, high - 0.06 - drop
        sides += [rod((-x, sy, h), (x, sy, h), 0.011) for h in (lo, hi)]
        sides += [rod((bx, sy, lo), (bx, sy, hi), 0.005, 8) for bx in np.linspace(-x, x, 17)[1:-1]]
    base = [beam((-x, sy, z - 0.03), (x, sy, z - 0.03), 0.03, 0.04) for sy in (-y, y)]
    parts = [Part(s.join(*ends, *base), "painted_metal", colour), Part(s.join(*sides), "chrome")]
    parts += castors(rng, [(sx, sy) for sx in (-x, x) for sy in (-y, y)], 0.045)
    board = s.at(
        slab(rounded(wide * 0.8, 0.3, 0.05), 0.01), s.turn(90), s.move(x + 0.012, 0, high - 0.25)
    )
    parts.append(Part(board, "plastic", tone(rng, "sky", "yellow", "pink", "mint"), smooth=False))
    parts += mattress(rng, long - 0.06, wide - 0.06, 0.1, z)
    return stand([*parts, *pillow(rng, -x + 0.25, z + 0.09, 0.42)])


def _wood(rng: np.random.Generator) -> Paint:
    if odds(rng, 0.4):
        return "painted_wood", tone(rng, "white", "white", "light", "cream", "grey")
    return "wood", tone(rng, *pick(rng, (("pine", "oak"), ("brown", "mahogany", "oak"))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "cot": (wooden_crib, travel_cot, bunk_bed, ward_crib),
}
