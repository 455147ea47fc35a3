"""Electric chairs: heavy, high-backed, with straps, head electrode, leg electrode and leads."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    Colour,
    beam,
    between,
    bolts,
    buckle,
    cable,
    limb_strap,
    odds,
    rod,
    rounded,
    slab,
    stand,
    strap,
    tone,
)
from datasets.studio.parts import Material, Part, moved

Paint = tuple[Material, Colour]


def plank_chair(rng: np.random.Generator) -> list[Part]:
    """The old wooden chair: square posts, plank back, broad arms."""
    paint = _finish(rng)
    wide, deep, back = between(rng, 0.56, 0.7), between(rng, 0.5, 0.6), between(rng, 1.15, 1.5)
    parts = [Part(s.join(*_frame(rng, wide, deep, back)), *paint, smooth=False)]
    parts += _harness(rng, wide, deep, back)
    parts += _electrodes(rng, back)
    if odds(rng, 0.35):
        mat = s.at(s.box(1.3, 1.5, 0.012), s.move(z=-0.006))
        parts.append(Part(mat, "rubber"))
    if odds(rng, 0.22):
        parts += moved(_cabinet(rng), s.move(wide * 1.4, 0.75))
    return stand(parts)


def slat_chair(rng: np.random.Generator) -> list[Part]:
    """The later chair: three legs or four, slatted leaning back, head rest, foot board."""
    paint = _finish(rng)
    wide, back = between(rng, 0.52, 0.64), between(rng, 1.2, 1.45)
    lean = between(rng, 0.08, 0.2)
    pieces = [s.at(s.box(wide, 0.5, 0.05, 0.008), s.move(z=0.47))]
    for x in (-1, 1):
        pieces.append(
            beam((x * wide * 0.46, 0.24, 0), (x * wide * 0.46, 0.24 + lean, back), 0.07, 0.09)
        )
        pieces.append(beam((x * wide * 0.46, -0.24, 0), (x * wide * 0.46, -0.24, 0.68), 0.07, 0.07))
        pieces.append(
            beam((x * wide * 0.46, -0.36, 0.7), (x * wide * 0.46, 0.32, 0.7), 0.13, 0.045, 0.01)
        )
    for t in np.linspace(0.42, 0.97, int(rng.integers(4, 7))):
        y = 0.22 + lean * t
        pieces.append(beam((-wide / 2, y, back * t), (wide / 2, y, back * t), 0.1, 0.03))
    pieces.append(s.at(s.box(wide * 0.9, 0.3, 0.04), s.move(y=-0.4, z=0.1)))
    pieces += [beam((x * 0.2, -0.26, 0.12), (x * 0.2, -0.52, 0.12), 0.05, 0.06) for x in (-1, 1)]
    parts = [Part(s.join(*pieces), *paint, smooth=False)]
    parts += _harness(rng, wide, 0.5, back - 0.05)
    parts += _electrodes(rng, back)
    if odds(rng, 0.2):
        parts += moved(_cabinet(rng), s.move(-wide * 1.4, 0.8))
    return stand(parts)


def _finish(rng: np.random.Generator) -> Paint:
    if odds(rng, 0.18):
        return "painted_wood", tone(rng, "white", "yellow", "grey", "black")
    return "wood", tone(rng, "oak", "brown", "dark_brown", "mahogany", "oak")


def _frame(
    rng: np.random.Generator, wide: float, deep: float, back: float
) -> list[trimesh.Trimesh]:
    """Posts, seat, arms, plank back and stretchers; the seat is 0.48 high."""
    post, x, y = between(rng, 0.075, 0.1), wide / 2, deep / 2
    pieces = [s.at(s.box(wide, deep, 0.06, 0.008), s.move(z=0.48))]
    for side in (-x, x):
        pieces.append(beam((side, -y, 0), (side, -y, 0.7), post, post))
        pieces.append(beam((side, y, 0), (side, y + 0.06, back), post, post))
        pieces.append(beam((side, -y - 0.12, 0.72), (side, y, 0.72), 0.14, 0.05, 0.01))
        pieces.append(beam((side, -y, 0.14), (side, y, 0.14), 0.04, 0.09))
    count = int(rng.integers(3, 6))
    gap = wide / count
    for i in range(count):
        across = -x + gap * (i + 0.5)
        plank = beam((across, y, 0.5), (across, y + 0.05, back - 0.06), gap * 0.93, 0.035)
        pieces.append(plank)
    pieces.append(beam((-x, y + 0.06, back), (x, y + 0.06, back), post * 0.9, post))
    pieces.append(beam((-x, -y, 0.14), (x, -y, 0.14), 0.1, 0.04))
    board = s.at(s.box(wide * 0.8, 0.03, 0.3), s.move(y=-y + 0.02, z=0.28))
    return [*pieces, board] if odds(rng, 0.6) else pieces


def _harness(rng: np.random.Generator, wide: float, deep: float, back: float) -> list[Part]:
    """Belts at wrists, upper arms, ankles, waist, chest and chin, with their buckles."""
    belts, metal = [], []
    for x in (-wide / 2, wide / 2):
        for y in (-deep / 2, 0.04)[: int(rng.integers(1, 3))]:
            belt, ring = limb_strap(rng, (x, y, 0.78), 0.085, 0.06, 0.05)
            belts.append(belt)
            metal.append(ring)
    levels = [0.66, 0.9, min(1.12, back - 0.2)][: int(rng.integers(2, 4))]
    for z in levels:
        bow, reach = between(rng, 0.06, 0.15), wide * 0.52
        y = deep / 2 + 0.03
        path = [(-reach, y, z), (-reach * 0.8, y - bow, z - 0.02), (0, y - bow * 1.5, z - 0.05)]
        path += [(reach * 0.8, y - bow, z - 0.02), (reach, y, z)]
        belts.append(strap(path, 0.055, 0.005))
        place = (s.turn(90, (1, 0, 0)), s.move(0.04, y - bow * 1.5 - 0.004, z - 0.05))
        metal.append(s.at(buckle(0.06, 0.07), *place))
    for x in (-0.11, 0.11):
        belts.append(s.at(s.band(0.06, 0.005, 0.05, 0, 360), s.move(x, -deep / 2 - 0.03, 0.22)))
        ring = s.at(buckle(0.055, 0.06), s.turn(90, (1, 0, 0)))
        metal.append(s.at(ring, s.move(x, -deep / 2 - 0.095, 0.22)))
    leather = tone(rng, "brown", "dark_brown", "black", "tan")
    return [Part(s.join(*belts), "leather", leather), Part(s.join(*metal), "steel")]


def _electrodes(rng: np.random.Generator, back: float) -> list[Part]:
    """The head cap held on its arm, its chin strap, the leg electrode, and the leads."""
    z, y = back + between(rng, -0.12, 0.06), between(rng, 0.06, 0.16)
    dome = s.lathe([(0.104, 0), (0.1, 0.05), (0.075, 0.09), (0.02, 0.11), (0, 0.11)], 32)
    inner = s.lathe([(0.099, 0), (0.093, 0.05), (0.07, 0.085), (0, 0.1)], 32)
    post = s.at(s.cylinder(0.012, 0.06, 16), s.move(z=0.13))
    nut = s.at(s.cylinder(0.02, 0.018, 6), s.move(z=0.115))
    cap = [s.at(m, s.move(0, y, z)) for m in (dome, inner)]
    chin = [(-0.1, y, z), (-0.095, y - 0.02, z - 0.13), (0, y - 0.06, z - 0.2)]
    chin += [(0.095, y - 0.02, z - 0.13), (0.1, y, z)]
    arm = [rod((0, 0.34, back - 0.2), (0, 0.34, z + 0.16), 0.015)]
    arm.append(rod((0, 0.34, z + 0.15), (0, y, z + 0.15), 0.012))
    side = 0.11 if odds(rng, 0.5) else -0.11
    plate = s.at(s.band(0.066, 0.008, 0.08, 180, 360), s.move(side, -0.31, 0.32))
    thick = between(rng, 0.008, 0.016)
    lead = [(0, y, z + 0.15), (0.06, y + 0.1, z + 0.24), (0.2, 0.42, z - 0.1), (0.25, 0.5, 0.4)]
    lead += [(0.35, 0.6, 0.03), (0.7, 0.62, 0.01)]
    low = [
        (side, -0.38, 0.32),
        (side * 2, -0.5, 0.1),
        (side * 3.5, -0.3, 0.02),
        (side * 5, 0.4, 0.02),
    ]
    rubber = tone(rng, "black", "charcoal", "brown")
    return [
        Part(s.join(*cap), "leather" if odds(rng, 0.6) else "brass"),
        Part(s.at(s.join(post, nut), s.move(0, y, z)), "brass"),
        Part(strap(chin, 0.025), "leather"),
        Part(s.join(*arm), "dark_steel"),
        Part(plate, "brass" if odds(rng, 0.6) else "leather"),
        Part(s.join(cable(lead, thick), cable(low, thick)), "rubber", rubber),
    ]


def _cabinet(rng: np.random.Generator) -> list[Part]:
    """The control cabinet: dials, lamps, a knife switch."""
    wide, tall = between(rng, 0.45, 0.7), between(rng, 0.9, 1.5)
    body = s.at(s.box(wide, 0.35, tall, 0.01), s.move(z=tall / 2))
    panel = s.at(
        slab(rounded(wide * 0.86, tall * 0.5, 0.02), 0.012), s.move(y=-0.178, z=tall * 0.7)
    )
    dial = s.at(s.cylinder(0.06, 0.03, 32), s.turn(90, (1, 0, 0)))
    face = s.at(s.cylinder(0.052, 0.034, 32), s.turn(90, (1, 0, 0)))
    spots = [(x * wide * 0.26, -0.19, tall * 0.83) for x in (-1, 1)]
    handle = [rod((x, -0.19, tall * 0.55), (x, -0.32, tall * 0.66), 0.008) for x in (-0.04, 0.04)]
    handle.append(rod((-0.06, -0.32, tall * 0.66), (0.06, -0.32, tall * 0.66), 0.016))
    lamps = [(x, -0.19, tall * 0.74) for x in (-0.1, 0, 0.1)]
    return [
        Part(body, "painted_metal", tone(rng, "grey", "olive", "charcoal", "light"), smooth=False),
        Part(panel, "matte_plastic", tone(rng, "black", "charcoal"), smooth=False),
        Part(s.join(*(s.at(dial, s.move(*p)) for p in spots)), "brass"),
        Part(s.join(*(s.at(face, s.move(*p)) for p in spots)), "paper"),
        Part(s.join(*handle), "dark_steel"),
        Part(bolts(lamps, 0.016, (0, -1, 0)), "plastic", tone(rng, "red", "green", "orange")),
    ]


DESIGNS = {"electric_chair": (plank_chair, slat_chair)}
