"""Shackle boards and beds: a flat surface with metal cuffs, bars or stocks for the limbs."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._bed_parts import Paint, bars, bed_paint, castors, mattress
from datasets.studio.designs._board_cuffs import chained_cuff, hinged_cuff, stock, waist_bar
from datasets.studio.designs._forms import Design, chance
from datasets.studio.designs._furniture import (
    beam,
    between,
    odds,
    pipe,
    rod,
    rounded,
    stand,
    tone,
)
from datasets.studio.designs._hardware import draw_metal
from datasets.studio.designs._ratchet import Finish
from datasets.studio.parts import Part, moved

Limb = tuple[float, float, float, float]  # x, y, direction in degrees, radius of the cuff


def flat_board(rng: np.random.Generator) -> list[Part]:
    """A plain board on the floor or on low feet with hinged cuffs for wrists and ankles."""
    long, wide = between(rng, 1.8, 2.1), between(rng, 0.55, 0.75)
    thick, paint = between(rng, 0.018, 0.04), _board_paint(rng)
    holes = [_slot(x, y * (wide / 2 - 0.045)) for x in (-0.55, 0.35, 0.8) for y in (-1, 1)]
    holes = holes if odds(rng, 0.45) else []
    board = s.extrude(rounded(long, wide, between(rng, 0.01, 0.12)), thick, holes)
    feet = between(rng, 0.03, 0.12) if odds(rng, 0.6) else 0.0
    parts = [Part(s.at(board, s.move(z=feet)), *paint, smooth=False)]
    if feet:
        cross = [
            beam((x, -wide * 0.46, feet / 2), (x, wide * 0.46, feet / 2), 0.06, feet)
            for x in (-long * 0.36, long * 0.36)
        ]
        parts.append(Part(s.join(*cross), *paint, smooth=False))
    metal = _metal(rng, paint)
    parts += _cuffs(rng, _four_limbs(rng, wide), feet + thick, metal)
    parts += _extras(rng, wide, feet + thick, metal)
    return stand(parts)


def cross_board(rng: np.random.Generator) -> list[Part]:
    """A narrow board with two arm wings, cuffs at the ends of all limbs; on a pedestal at times."""
    long, wide, span = between(rng, 1.85, 2.1), between(rng, 0.38, 0.5), between(rng, 1.4, 1.75)
    thick, paint = between(rng, 0.02, 0.06), _board_paint(rng)
    z = between(rng, 0.36, 0.52) if odds(rng, 0.6) else between(rng, 0.0, 0.03)
    body = s.extrude(rounded(long, wide, 0.03), thick)
    arm = s.at(
        s.extrude(rounded(0.22, span / 2, 0.03), thick * 0.96), s.move(-0.42, span / 4, 0.0005)
    )
    other = s.at(arm, s.scale(1, -1, 1))
    other.fix_normals()
    tilt = between(rng, 0, 24)
    wings = [
        s.at(arm, s.turn(tilt, about=(-0.42, 0, 0))),
        s.at(other, s.turn(-tilt, about=(-0.42, 0, 0))),
    ]
    parts = [Part(s.at(s.join(body, *wings), s.move(z=z)), *paint, smooth=False)]
    c, d = np.cos(np.radians(tilt)), np.sin(np.radians(tilt))
    reach = span / 2 - 0.12
    limbs: list[Limb] = [
        (-0.42 - reach * d, y * reach * c, 90 - y * tilt, 0.04) for y in (-1.0, 1.0)
    ]
    limbs = [(x, y, 90 + (tilt if y > 0 else -tilt), r) for x, y, _, r in limbs]
    limbs += [(long / 2 - 0.16, y * wide * 0.25, 0.0, 0.05) for y in (-1.0, 1.0)]
    metal = _metal(rng, paint)
    parts += _cuffs(rng, limbs, z + thick, metal)
    parts += _extras(rng, wide, z + thick, metal)
    if z > 0.2:
        parts += _pedestal(rng, long, z, bed_paint(rng))
    return stand(parts)


def shackle_bed(rng: np.random.Generator) -> list[Part]:
    """A steel bed frame with a slatted or sheet base and cuffs chained to all four corners."""
    long, wide, z = between(rng, 1.9, 2.1), between(rng, 0.75, 0.95), between(rng, 0.32, 0.45)
    paint = bed_paint(rng)
    tube, x, y = between(rng, 0.014, 0.022), long / 2, wide / 2
    high = z + between(rng, 0.08, 0.18)  # low ends leave the cuffs in view
    ends = [
        pipe(
            [
                (sx, -y, 0),
                (sx, -y, high + (0.15 if sx < 0 else 0)),
                (sx, y, high + (0.15 if sx < 0 else 0)),
                (sx, y, 0),
            ],
            tube,
            0.08,
        )
        for sx in (-x, x)
    ]
    ends += [rod((-x, sy, z), (x, sy, z), tube) for sy in (-y, y)]
    ends += [rod((sx, -y, z), (sx, y, z), tube) for sx in (-x, x)]
    for sx, top in ((-x, high + 0.15), (x, high)):
        ends += bars((sx, -y, z), (sx, y, z), (0, 0, top - z), int(rng.integers(3, 7)), tube * 0.5)
    parts = [Part(s.join(*ends), *paint)]
    soft = odds(rng, 0.45)
    if soft:
        parts += mattress(rng, long - 0.08, wide - 0.06, between(rng, 0.06, 0.1), z + 0.01)
        top = float(parts[-2].mesh.bounds[1][2])
    else:
        parts.append(Part(_bed_base(rng, long, wide, z), *paint, smooth=False))
        top = z + 0.012
    metal = _metal(rng, paint)
    limbs = _four_limbs(rng, wide)
    if soft or odds(rng, 0.3):
        corners = [(sx * (x - 0.3), sy * (y - 0.12), top) for sx in (-1, 1) for sy in (-1, 1)]
        for px, py, pz in corners:
            parts += chained_cuff(
                rng, (px, py, pz), (-np.sign(px) * between(rng, 0.2, 1.0), -np.sign(py))
            )
    else:
        parts += _cuffs(rng, limbs, top, metal)
        parts += _extras(rng, wide, top, metal)
    return stand(parts)


def stock_bench(rng: np.random.Generator) -> list[Part]:
    """A wooden or steel bench to lie on, at its foot a stock with holes for the ankles."""
    long, wide, z = between(rng, 1.7, 2.1), between(rng, 0.5, 0.7), between(rng, 0.25, 0.42)
    paint = _board_paint(rng)
    count = int(rng.integers(3, 6))
    plank = wide / count
    top = [
        beam((-long / 2, y, z), (long / 2, y, z), 0.03, plank * 0.94)
        for y in (np.arange(count) + 0.5) * plank - wide / 2
    ]
    top = [s.at(m, s.turn(0)) for m in top]
    legs = [
        beam((x, y, 0), (x, y, z - 0.015), 0.07, 0.07)
        for x in (-long * 0.42, long * 0.42)
        for y in (-wide * 0.4, wide * 0.4)
    ]
    legs += [
        beam((x, -wide * 0.46, z - 0.05), (x, wide * 0.46, z - 0.05), 0.05, 0.06)
        for x in (-long * 0.42, 0, long * 0.42)
    ]
    parts = [Part(s.join(*top, *legs), *paint, smooth=False)]
    metal: Finish = paint if odds(rng, 0.6) else _metal(rng, paint)
    lift = 0.0 if odds(rng, 0.6) else between(rng, 20, 75)
    foot = stock(rng, wide * 0.98, metal, between(rng, 0.045, 0.055), lift)
    parts += moved(foot, s.move(long * 0.5 - between(rng, 0.12, 0.3), 0, z + 0.012) @ s.turn(90))
    steel = _metal(rng, paint)
    wrists: list[Limb] = [
        (-long * 0.5 + between(rng, 0.5, 0.75), sy * wide * 0.3, 0.0, 0.04) for sy in (-1.0, 1.0)
    ]
    parts += _cuffs(rng, wrists, z + 0.016, steel)
    return stand(parts)


def wheeled_board(rng: np.random.Generator) -> list[Part]:
    """A padded table on a wheeled frame with metal cuffs at wrists and ankles and a waist bar."""
    long, wide, z = between(rng, 1.8, 2.05), between(rng, 0.55, 0.72), between(rng, 0.4, 0.52)
    paint = bed_paint(rng)
    pad = s.at(s.box(long, wide, 0.07, 0.02), s.move(z=z + 0.035))
    x, y = long * 0.42, wide * 0.4
    tubes = [
        pipe([(-x, sy, 0.13), (-x, sy, z), (x, sy, z), (x, sy, 0.13)], 0.018, 0.05)
        for sy in (-y, y)
    ]
    tubes += [rod((sx, -y, h), (sx, y, h), 0.016) for sx in (-x, x) for h in (0.16, z)]
    tubes += [rod((-x, sy, 0.16), (x, sy, 0.16), 0.016) for sy in (-y, y)]
    cover = tone(rng, "black", "black", "navy", "green", "wine", "grey")
    parts = [Part(pad, "leather", cover), Part(s.join(*tubes), *paint)]
    parts += castors(rng, [(sx, sy) for sx in (-x, x) for sy in (-y, y)], 0.05)
    metal = _metal(rng, ("leather", cover))
    parts += _cuffs(rng, _four_limbs(rng, wide), z + 0.074, metal)
    parts += waist_bar(rng, wide, z + 0.07, metal)
    return stand(parts)


def _board_paint(rng: np.random.Generator) -> Paint:
    kind = rng.random()
    if kind < 0.45:
        return "wood", tone(rng, "oak", "pine", "brown", "dark_brown", "grey_wood")
    if kind < 0.75:
        return "painted_metal", tone(rng, "black", "grey", "light", "white", "charcoal", "green")
    if kind < 0.88:
        return "steel", (0.55, 0.55, 0.56)
    return "plastic", tone(rng, "black", "white", "charcoal")


def _metal(rng: np.random.Generator, under: Paint) -> Finish:
    """A metal that stands out from what it is fixed to, mostly."""
    light = float(np.mean(under[1])) > 0.12
    if under[0] != "steel" and odds(rng, 0.75):
        dark: Finish = ("dark_steel", (0.05, 0.05, 0.055))
        return dark if light and odds(rng, 0.6) else ("steel", (0.6, 0.59, 0.58))
    return draw_metal(rng, 0.03)


def _slot(x: float, y: float) -> s.Points:
    return np.asarray(np.add(rounded(0.12, 0.035, 0.0174), (x, y)))


def _four_limbs(rng: np.random.Generator, wide: float) -> list[Limb]:
    """Wrists beside the hips or above the head, ankles at the foot end."""
    y, up = wide * 0.5 - between(rng, 0.09, 0.13), odds(rng, 0.3)
    x = between(rng, -0.85, -0.7) if up else between(rng, -0.15, 0.12)
    far = between(rng, 0.68, 0.82)
    feet = y * between(rng, 0.55, 1.0)
    arms: list[Limb] = [(x, sy * y, 0.0, 0.042) for sy in (-1.0, 1.0)]
    return [*arms, *((far, sy * feet, 0.0, 0.055) for sy in (-1.0, 1.0))]


def _cuffs(rng: np.random.Generator, limbs: list[Limb], z: float, metal: Finish) -> list[Part]:
    """The same hinged cuff at every limb; some stand open."""
    seed, parts = int(rng.integers(2**31)), []
    for x, y, way, radius in limbs:
        one = np.random.default_rng(seed)
        lift = 0.0 if odds(rng, 0.35) else between(rng, 35, 115)
        made = hinged_cuff(one, radius * 1.1, metal, lift)
        parts += moved(
            made, s.move(x, y, z + 0.004) @ s.turn(way + 90) @ s.turn(180 if y > 0 else 0)
        )
    return parts


def _extras(rng: np.random.Generator, wide: float, z: float, metal: Finish) -> list[Part]:
    """A waist bar or a neck cuff, in a share of the draws."""
    kind = rng.random()
    if kind < 0.5:
        return waist_bar(rng, wide, z, metal)
    if kind < 0.75:
        return moved(hinged_cuff(rng, 0.075, metal, 0.0), s.move(-0.72, 0, z + 0.004) @ s.turn(90))
    return []


def _bed_base(rng: np.random.Generator, long: float, wide: float, z: float) -> trimesh.Trimesh:
    """A perforated sheet or flat steel slats."""
    if chance(rng, 0.5):
        steps = np.linspace(-long / 2 + 0.05, long / 2 - 0.05, int(rng.integers(14, 24)))
        one = s.at(s.box(0.05, wide, 0.006), s.move(z=z + 0.009))
        return s.join(*(s.at(one, s.move(x)) for x in steps))
    holes = [
        s.circle(0.02, 16, (x, y))
        for x in np.linspace(-long * 0.45, long * 0.45, 18)
        for y in np.linspace(-wide * 0.4, wide * 0.4, 6)
    ]
    return s.at(
        s.extrude(rounded(long - 0.03, wide - 0.03, 0.02), 0.006, holes), s.move(z=z + 0.006)
    )


def _pedestal(rng: np.random.Generator, long: float, z: float, paint: Paint) -> list[Part]:
    """A column on a cross foot, or two trestles, under a table."""
    if odds(rng, 0.5):
        foot = [
            beam((-0.45, 0, 0.04), (0.45, 0, 0.04), 0.1, 0.08),
            beam((0, -0.3, 0.04), (0, 0.3, 0.04), 0.1, 0.08),
        ]
        column = rod((0, 0, 0.04), (0, 0, z - 0.05), 0.07)
        head = s.at(s.box(long * 0.6, 0.2, 0.05, 0.005), s.move(z=z - 0.025))
        return [Part(s.join(column, head, *foot), *paint, smooth=False)]
    side = [
        pipe(
            [
                (sx * long * 0.36, -0.22, 0),
                (sx * long * 0.36, -0.14, z - 0.02),
                (sx * long * 0.36, 0.14, z - 0.02),
                (sx * long * 0.36, 0.22, 0),
            ],
            0.02,
            0.05,
        )
        for sx in (-1, 1)
    ]
    rail = rod((-long * 0.36, 0, z - 0.03), (long * 0.36, 0, z - 0.03), 0.02)
    return [Part(s.join(*side, rail), *paint)]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "shackle_board": (flat_board, cross_board, shackle_bed, stock_bench, wheeled_board),
}
