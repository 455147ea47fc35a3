"""Beds to care for or examine people: open above, rails that fold, at most straps with buckles."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._bed_parts import (
    Paint,
    bars,
    bed_paint,
    bed_strap,
    blanket,
    castors,
    mattress,
    pillow,
)
from datasets.studio.designs._forms import Design, chance, dark
from datasets.studio.designs._furniture import (
    beam,
    between,
    odds,
    pipe,
    rod,
    stand,
    tone,
)
from datasets.studio.designs._hospital_parts import (
    drip_pole,
    end_board,
    hand_control,
    rails,
    tilted_mattress,
    undercarriage,
)
from datasets.studio.parts import Part


def care_bed(rng: np.random.Generator) -> list[Part]:
    """The electric bed: moulded ends, split side rails, raised back, hand control, castors."""
    long, wide, z = between(rng, 1.98, 2.15), between(rng, 0.88, 1.0), between(rng, 0.4, 0.62)
    x, y = long / 2, wide / 2
    shell = tone(rng, "white", "light", "cream", "sky", "grey")
    accent: Paint = ("plastic", tone(rng, "sky", "blue", "teal", "pine", "green", "grey"))
    parts = undercarriage(rng, x, y, z, shell)
    raised, knees = between(rng, 0, 48), between(rng, 0, 14)
    parts += tilted_mattress(rng, (long - 0.06, wide - 0.08), z, raised, knees)
    for sx, high in ((-x - 0.03, z + 0.42), (x + 0.03, z + 0.32)):
        parts += end_board(sx, wide, z - 0.12, high, ("plastic", shell), accent)
    down = odds(rng, 0.25)
    for sy in (-y - 0.03, y + 0.03):
        lower = 0.32 if down and sy < 0 else 0.0
        parts += rails(rng, x, sy, z + 0.08 - lower, ("plastic", shell), accent)
    if odds(rng, 0.5):
        parts += hand_control(rng, (x * 0.1, -y - 0.06, z + 0.2))
    if odds(rng, 0.35):
        parts += drip_pole(-x + 0.02, y + 0.02, z)
    return stand(parts)


def strapped_bed(rng: np.random.Generator) -> list[Part]:
    """A ward bed with cloth belts over the mattress: buckles and webbing, no metal cuffs."""
    long, wide, z = between(rng, 1.95, 2.1), between(rng, 0.82, 0.96), between(rng, 0.34, 0.44)
    x, y, paint = long / 2, wide / 2, bed_paint(rng)
    tube = between(rng, 0.015, 0.02)
    parts = [Part(s.join(*_tube_ends(rng, x, y, z, tube, odds(rng, 0.5), 0.14)), *paint)]
    parts += castors(rng, [(sx, sy) for sx in (-x, x) for sy in (-y, y)], 0.045)
    if odds(rng, 0.5):
        sides = [_bar_rail(x, sy, z + 0.05, tube * 0.7) for sy in (-y - 0.03, y + 0.03)]
        parts.append(Part(s.join(*sides), "chrome" if odds(rng, 0.5) else paint[0], paint[1]))
    thick = between(rng, 0.09, 0.13)
    parts += mattress(rng, long - 0.08, wide - 0.04, thick, z + 0.01)
    top = z + 0.01 + thick
    if odds(rng, 0.7):
        parts += pillow(rng, -x + 0.32, top - 0.01, wide * 0.66)
    broad = between(rng, 0.045, 0.1)
    for place in ([-0.28, 0.05, 0.62] if odds(rng, 0.6) else [-0.3, 0.6])[
        : int(rng.integers(2, 4))
    ]:
        parts += bed_strap(rng, place + between(rng, -0.05, 0.05), wide - 0.02, top, broad)
    if odds(rng, 0.6):
        parts += _soft_cuffs(rng, wide, top)
    return stand(parts)


def ward_bed(rng: np.random.Generator) -> list[Part]:
    """The plain old steel bed with bow ends, pillow and blanket."""
    long, wide, z = between(rng, 1.9, 2.05), between(rng, 0.78, 0.95), between(rng, 0.4, 0.52)
    x, y, paint = long / 2, wide / 2, bed_paint(rng)
    feet = odds(rng, 0.6)
    tubes = _tube_ends(rng, x, y, z, between(rng, 0.014, 0.02), feet)
    parts = [Part(s.join(*tubes), *paint)]
    if not feet:
        parts += castors(rng, [(sx, sy) for sx in (-x, x) for sy in (-y, y)], 0.045)
    thick = between(rng, 0.1, 0.16)
    parts += mattress(rng, long - 0.08, wide - 0.04, thick, z + 0.01)
    top = z + 0.01 + thick
    parts += pillow(rng, -x + 0.32, top - 0.01, wide * 0.7)
    if odds(rng, 0.75):
        parts += blanket(rng, wide - 0.02, -x * between(rng, -0.1, 0.35), x - 0.08, top)
    return stand(parts)


def couch(rng: np.random.Generator) -> list[Part]:
    """A padded examination couch or massage table: face hole or paper roll, legs or a lift."""
    long, wide, z = between(rng, 1.8, 2.0), between(rng, 0.6, 0.75), between(rng, 0.52, 0.72)
    cover = tone(rng, "black", "navy", "teal", "white", "cream", "wine", "sky", "green", "brown")
    massage = odds(rng, 0.5)
    gap = -long * between(rng, 0.12, 0.2)
    lift = between(rng, 0, 40)
    foot = s.at(s.box(long / 2 - gap, wide, 0.065, 0.025), s.move((long / 2 + gap) / 2, 0, z))
    back = s.box(long / 2 + gap, wide, 0.065, 0.025)
    if massage:
        hole = s.at(s.cylinder(0.075, 0.2, 32), s.scale(1.2, 0.85, 1), s.move(-0.18))
        back = s.cut(back, hole)
    back = s.at(
        back, s.move((gap - long / 2) / 2, 0, z), s.turn(lift, (0, 1, 0), (gap, 0, z - 0.02))
    )
    parts = [Part(s.join(foot, back), "leather", cover)]
    if massage:
        wood: Paint = ("wood", tone(rng, "pine", "oak", "brown"))
        legs = [
            beam((sx, sy, 0), (sx * 0.93, sy * 0.92, z - 0.03), 0.045, 0.035)
            for sx in (-long * 0.4, long * 0.4)
            for sy in (-wide * 0.42, wide * 0.42)
        ]
        legs += [
            beam((sx, -wide * 0.41, z * 0.4), (sx, wide * 0.41, z * 0.4), 0.03, 0.03)
            for sx in (-long * 0.388, long * 0.388)
        ]
        legs += [
            beam((-long * 0.44, sy, z - 0.055), (long * 0.44, sy, z - 0.055), 0.03, 0.06)
            for sy in (-wide * 0.44, wide * 0.44)
        ]
        parts.append(Part(s.join(*legs), *wood, smooth=False))
        wire = [
            rod((sx, sy, z * 0.4), (0.0, sy, z - 0.06), 0.003, 6)
            for sx in (-long * 0.38, long * 0.38)
            for sy in (-wide * 0.4, wide * 0.4)
        ]
        parts.append(Part(s.join(*wire), "steel"))
    else:
        parts += _couch_frame(rng, long, wide, z)
        roll = s.at(
            s.cylinder(0.05, wide * 0.85, 28),
            s.turn(90, (1, 0, 0)),
            s.move(long / 2 + 0.04, 0, z - 0.08),
        )
        sheet = s.at(
            s.box(long / 2 - gap - 0.06, wide * 0.8, 0.003),
            s.move((long / 2 + gap) / 2, 0, z + 0.034),
        )
        parts.append(Part(s.join(roll, sheet), "paper", (0.8, 0.8, 0.8)))
    return stand(parts)


def _bar_rail(x: float, y: float, z: float, tube: float) -> trimesh.Trimesh:
    """A bent-tube rail with a middle bar and uprights."""
    ring = pipe(
        [
            (-x * 0.5, y, z - 0.1),
            (-x * 0.5, y, z + 0.36),
            (x * 0.6, y, z + 0.36),
            (x * 0.6, y, z - 0.1),
        ],
        tube,
        0.08,
    )
    posts = bars((-x * 0.5, y, z - 0.08), (x * 0.6, y, z - 0.08), (0, 0, 0.44), 4, tube * 0.7)
    return s.join(ring, rod((-x * 0.5, y, z + 0.18), (x * 0.6, y, z + 0.18), tube * 0.8), *posts)


def _tube_ends(
    rng: np.random.Generator,
    x: float,
    y: float,
    z: float,
    tube: float,
    feet: bool,
    rise: float = 0.3,
) -> list[trimesh.Trimesh]:
    """Bow ends with uprights, side rails and legs; without feet the legs end on castors."""
    low, made = 0.0 if feet else 0.12, []
    high = z + rise + between(rng, 0.0, 0.2)
    count = int(rng.integers(3, 7))
    for sx, top in ((-x, high), (x, high - 0.12)):
        made.append(pipe([(sx, -y, low), (sx, -y, top), (sx, y, top), (sx, y, low)], tube, 0.1))
        made += bars((sx, -y, z), (sx, y, z), (0, 0, top - z), count, tube * 0.55)
        made.append(rod((sx, -y, z), (sx, y, z), tube))
    made += [beam((-x, sy, z), (x, sy, z), 0.03, 0.045) for sy in (-y + 0.01, y - 0.01)]
    return made


def _soft_cuffs(rng: np.random.Generator, wide: float, top: float) -> list[Part]:
    """Padded cloth cuffs for the limbs with webbing tails over the edge of the mattress."""
    cloth, tails, places = [], [], []
    for px in (-0.05, 0.7):
        for sy in (-1, 1):
            places.append((px + between(rng, -0.05, 0.05), sy * (wide / 2 - 0.16), sy))
    for px, py, sy in places:
        ring = s.at(s.band(0.04, 0.012, 0.07, 0, 360), s.turn(90, (0, 1, 0)), s.scale(1, 1.1, 0.62))
        cloth.append(s.at(ring, s.move(px, py, top + 0.032)))
        edge = sy * (wide / 2 - 0.005)
        keys = [
            (px, py + sy * 0.045, top + 0.03),
            (px, edge - sy * 0.03, top + 0.008),
            (px, edge, top - 0.02),
            (px, edge, top - 0.14),
        ]
        tails.append(s.strap_along(s.spline(keys, 24), 0.003, 0.035, up=(1, 0, 0)))
    soft = tone(rng, "navy", "blue", "cream", "white", "tan", "green")
    return [
        Part(s.join(*cloth), "foam" if chance(rng, 0.5) else "textile", soft),
        Part(s.join(*tails), "webbing", dark(rng)),
    ]


def _couch_frame(rng: np.random.Generator, long: float, wide: float, z: float) -> list[Part]:
    """Chrome or painted tube legs, or a lift on a base plate."""
    paint: Paint = ("chrome", (0.78, 0.78, 0.79)) if odds(rng, 0.5) else bed_paint(rng)
    x, y = long * 0.4, wide * 0.38
    if odds(rng, 0.6):
        legs = [rod((sx, sy, 0), (sx, sy, z - 0.03), 0.018) for sx in (-x, x) for sy in (-y, y)]
        legs += [rod((-x, sy, h), (x, sy, h), 0.016) for sy in (-y, y) for h in (0.14, z - 0.045)]
        legs += [rod((sx, -y, h), (sx, y, h), 0.016) for sx in (-x, x) for h in (0.14, z - 0.045)]
        return [Part(s.join(*legs), *paint)]
    base = s.at(s.box(x * 1.5, y * 1.7, 0.08, 0.02), s.move(z=0.06))
    lift = [
        beam((-x * 0.5, sy, 0.08), (x * 0.4, sy, z - 0.05), 0.06, 0.04)
        for sy in (-y * 0.6, y * 0.6)
    ]
    top = s.at(s.box(long * 0.8, wide * 0.7, 0.03, 0.005), s.move(z=z - 0.045))
    return [
        Part(
            s.join(base, top, *lift),
            "painted_metal",
            tone(rng, "white", "light", "grey"),
            smooth=False,
        )
    ]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "hospital_bed": (care_bed, strapped_bed, ward_bed, couch),
}
