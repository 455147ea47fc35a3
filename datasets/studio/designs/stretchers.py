"""Stretchers: canvas on poles, scoop stretchers, wheeled ambulance stretchers."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._bed_parts import bars, bed_strap, belts_across, castors, pillow
from datasets.studio.designs._cloth import panel, skin
from datasets.studio.designs._forms import Colour, Design, dark
from datasets.studio.designs._furniture import between, odds, pipe, rod, stand, tone
from datasets.studio.parts import Material, Part


def pole_stretcher(rng: np.random.Generator) -> list[Part]:
    """Canvas between two poles with handles, feet and spreader bars; open or rolled half shut."""
    long, wide = between(rng, 1.85, 2.3), between(rng, 0.5, 0.58)
    cloth = tone(rng, "olive", "orange", "white", "tan", "blue", "grey", "olive")
    low, y = between(rng, 0.1, 0.16), wide / 2
    sheet_long = long - between(rng, 0.34, 0.5)
    sag = between(rng, 0.01, 0.05)
    grid = panel(
        [
            (-sheet_long / 2, -y, low),
            (sheet_long / 2, -y, low),
            (sheet_long / 2, y, low),
            (-sheet_long / 2, y, low),
        ],
        (24, 60),
        (0, 0, -sag),
    )
    sleeves = [rod((-sheet_long / 2, sy, low), (sheet_long / 2, sy, low), 0.024) for sy in (-y, y)]
    poles = [rod((-long / 2, sy, low), (long / 2, sy, low), 0.017) for sy in (-y, y)]
    wood = odds(rng, 0.35)
    grips = [
        rod((sx * long / 2, sy, low), (sx * (long / 2 - 0.13), sy, low), 0.021)
        for sx in (-1, 1)
        for sy in (-y, y)
    ]
    feet = [
        pipe(
            [(sx, sy, low), (sx - 0.05, sy, 0.012), (sx + 0.05, sy, 0.012), (sx, sy, low)],
            0.008,
            0.02,
        )
        for sx in (-sheet_long * 0.36, sheet_long * 0.36)
        for sy in (-y, y)
    ]
    spread = [
        rod((sx, -y, low - sag - 0.02), (sx, y, low - sag - 0.02), 0.008)
        for sx in (-sheet_long * 0.36, sheet_long * 0.36)
    ]
    parts = [
        Part(s.join(skin(grid, False), *sleeves), "textile", cloth),
        Part(s.join(*poles), "wood" if wood else "aluminium"),
        Part(s.join(*grips), "rubber", dark(rng)),
        Part(s.join(*feet, *spread), "steel"),
    ]
    if odds(rng, 0.6):
        for x in (-0.3, 0.45)[: int(rng.integers(1, 3))]:
            parts += bed_strap(rng, x, wide + 0.04, low + 0.024, 0.045)
    if odds(rng, 0.3):
        parts += pillow(rng, -sheet_long / 2 + 0.22, low - sag * 0.4, wide * 0.75)
    return stand(parts)


def scoop_stretcher(rng: np.random.Generator) -> list[Part]:
    """Two aluminium halves with slanting blades that meet along the middle, straps across."""
    long, wide = between(rng, 1.65, 1.95), between(rng, 0.41, 0.45)
    x, y, z = long / 2, wide / 2, 0.03
    gap = between(rng, 0.0, 0.05) if odds(rng, 0.7) else between(rng, 0.08, 0.2)
    metal: Material = "aluminium" if odds(rng, 0.6) else "plastic"
    colour: Colour | None = (
        None if metal == "aluminium" else tone(rng, "orange", "yellow", "blue", "red")
    )
    half = [
        pipe(
            [
                (-x * 0.96, 0.02, z),
                (-x, y * 0.6, z),
                (-x * 0.9, y, z),
                (x * 0.55, y, z),
                (x * 0.96, y * 0.5, z),
                (x, 0.02, z),
            ],
            0.014,
            0.1,
        )
    ]
    for x0, x1 in (
        (-x * 0.86, -x * 0.6),
        (-x * 0.54, -x * 0.08),
        (-x * 0.02, x * 0.4),
        (x * 0.46, x * 0.9),
    ):
        out = y if x1 < x * 0.5 else y * 0.62
        blade = panel(
            [
                (x0, out - 0.012, z + 0.008),
                (x1, out - 0.012, z + 0.008),
                (x1 - 0.01, 0.012, z - 0.02),
                (x0 + 0.01, 0.012, z - 0.02),
            ],
            (4, 6),
        )
        half.append(skin(blade, False))
        half.append(rod((x0, out - 0.01, z + 0.008), (x0 + 0.01, 0.012, z - 0.02), 0.006, 8))
        half.append(rod((x1, out - 0.01, z + 0.008), (x1 - 0.01, 0.012, z - 0.02), 0.006, 8))
    one = s.join(*half)
    other = s.at(one, s.scale(1, -1, 1))
    other.fix_normals()
    spread = gap / 2
    parts = [
        Part(
            s.join(s.at(one, s.move(y=spread)), s.at(other, s.move(y=-spread))),
            metal,
            colour,
            smooth=False,
        )
    ]
    latch = [s.at(s.box(0.07, 0.05, 0.035, 0.008), s.move(sx * x * 0.97, 0, z)) for sx in (-1, 1)]
    if gap < 0.06:
        parts.append(Part(s.join(*latch), "plastic", tone(rng, "black", "red", "yellow")))
        parts += belts_across(rng, wide, z + 0.014)
    return stand(parts)


def ambulance_cot(rng: np.random.Generator) -> list[Part]:
    """The wheeled ambulance stretcher: bright mattress, folding legs, fold-down rails, belts."""
    long, wide, z = between(rng, 1.9, 2.05), between(rng, 0.52, 0.6), between(rng, 0.55, 0.75)
    x, y, paint = long / 2, wide / 2, tone(rng, "yellow", "yellow", "light", "orange", "charcoal")
    tubes = [pipe([(-x, -y, z), (x, -y, z), (x, y, z), (-x, y, z)], 0.016, 0.1, closed=True)]
    for sy in (-y * 0.85, y * 0.85):
        tubes.append(rod((-x * 0.8, sy, 0.15), (x * 0.45, sy, z), 0.015))
        tubes.append(rod((x * 0.8, sy, 0.15), (-x * 0.45, sy, z), 0.015))
    tubes += [rod((sx, -y * 0.85, 0.15), (sx, y * 0.85, 0.15), 0.014) for sx in (-x * 0.8, x * 0.8)]
    rails = [
        pipe([(-0.25, sy, z), (-0.2, sy, z + 0.24), (0.4, sy, z + 0.24), (0.45, sy, z)], 0.01, 0.06)
        for sy in (-y, y)
    ]
    rails += [
        m for sy in (-y, y) for m in bars((-0.22, sy, z), (0.42, sy, z), (0, 0, 0.23), 3, 0.007)
    ]
    tilt, hip = between(rng, 0, 45), -0.12
    cover = tone(rng, "black", "blue", "orange", "yellow", "red", "navy")
    flat = s.at(s.box(x - hip - 0.05, wide * 0.92, 0.07, 0.02), s.move((x + hip) / 2, 0, z + 0.05))
    back = s.at(
        s.box(x + hip - 0.05, wide * 0.92, 0.07, 0.02),
        s.move((hip - x) / 2, 0, z + 0.05),
        s.turn(tilt, (0, 1, 0), (hip, 0, z + 0.02)),
    )
    parts = [
        Part(s.join(*tubes), "painted_metal", paint),
        Part(s.join(*rails), "aluminium"),
        Part(s.join(flat, back), "leather", cover),
        *castors(
            rng, [(sx, sy) for sx in (-x * 0.8, x * 0.8) for sy in (-y * 0.85, y * 0.85)], 0.06
        ),
    ]
    for place in (0.12, 0.6):
        parts += bed_strap(rng, place, wide * 0.93, z + 0.085, 0.05)
    return stand(parts)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "spine_board": (pole_stretcher, scoop_stretcher, ambulance_cot),
}
