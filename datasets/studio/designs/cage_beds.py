"""Cage beds: a bed inside bars on four sides and above, with a gate that latches outside."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._bed_parts import (
    Paint,
    bars,
    bed_paint,
    bedding,
    castors,
    hasp,
    slats,
    slide_bolt,
)
from datasets.studio.designs._forms import Design
from datasets.studio.designs._furniture import (
    beam,
    bend,
    between,
    bolts,
    odds,
    pipe,
    rod,
    stand,
    tone,
)
from datasets.studio.parts import Part, moved

Box = tuple[float, float, float, float]  # half length, half width, bed height, total height


def steel_cage(rng: np.random.Generator) -> list[Part]:
    """A frame of square tube, upright bars on all sides, bars above, a hinged gate in front."""
    size, paint = _size(rng, 1.25, 1.95), bed_paint(rng)
    x, y, z, high = size
    tube, thin, gap = between(rng, 0.03, 0.045), between(rng, 0.006, 0.01), between(rng, 0.08, 0.12)
    gate = between(rng, 0.75, 1.0)
    left = between(rng, -0.5, 0.5) * (2 * x - gate) - gate / 2
    left = float(np.clip(left, -x + 0.1, x - gate - 0.1))
    low = z - 0.06
    frame = _square_frame(size, tube)
    frame += [beam((g, -y, low), (g, -y, high), tube, tube) for g in (left, left + gate)]
    frame += _sides(size, low, thin, gap, (left, left + gate))
    frame += bars((-x, -y, high), (x, -y, high), (0, 2 * y, 0), _count(2 * x, gap), thin)
    frame += [rod((-x, sy, high), (x, sy, high), thin * 1.2, 10) for sy in (-y * 0.33, y * 0.33)]
    parts = [Part(s.join(*frame), *paint, smooth=False)]
    parts += _gate(rng, gate, high - low, (tube, thin, gap), paint, s.move(left, -y, low))
    return stand([*parts, *bedding(rng, x, y, z)])


def hooped_cage(rng: np.random.Generator) -> list[Part]:
    """A ward bed under a barred hood: round hoops, bars along them, a sliding front panel."""
    size, paint = _size(rng, 1.2, 1.6), bed_paint(rng)
    x, y, z, high = size
    tube, thin = between(rng, 0.014, 0.02), between(rng, 0.005, 0.008)
    corner = between(rng, 0.15, 0.4)
    hoop = [(0, -y, z - 0.1), (0, -y, high), (0, y, high), (0, y, z - 0.1)]
    hoops = [
        s.at(pipe(hoop, tube, corner), s.move(hx))
        for hx in np.linspace(-x, x, int(rng.integers(3, 5)))
    ]
    ring = s.spline(bend(hoop, corner), 160)
    walked = np.r_[0, np.cumsum(np.linalg.norm(np.diff(ring, axis=0), axis=1))]
    gap = between(rng, 0.08, 0.11)
    along = [
        np.array([np.interp(w, walked, ring[:, k]) for k in range(3)])
        for w in np.arange(gap, walked[-1] - gap / 2, gap)
    ]
    lines = [rod((-x, p[1], p[2]), (x, p[1], p[2]), thin, 10) for p in along]
    ends = []
    for ex in (-x, x):
        for by in np.linspace(-y, y, _count(2 * y, gap) + 2)[1:-1]:
            top = float(np.interp(by, ring[40:120, 1], ring[40:120, 2]))
            ends.append(rod((ex, by, z - 0.1), (ex, by, top), thin, 10))
    legs = [rod((sx, sy, 0.13), (sx, sy, z), tube) for sx in (-x, x) for sy in (-y, y)]
    legs += [rod((-x, sy, z - 0.1), (x, sy, z - 0.1), tube) for sy in (-y, y)]
    legs += [rod((sx, -y, z - 0.1), (sx, y, z - 0.1), tube) for sx in (-x, x)]
    parts = [Part(s.join(*hoops, *lines, *ends, *legs), *paint)]
    parts += castors(rng, [(sx, sy) for sx in (-x, x) for sy in (-y, y)], 0.05)
    parts += _flap(rng, size, (tube, thin), paint)
    return stand([*parts, *bedding(rng, x, y, z)])


def wooden_cage(rng: np.random.Generator) -> list[Part]:
    """A wooden bed whose slatted sides and slatted or barred roof shut it in; latch outside."""
    size = _size(rng, 1.0, 1.5)
    x, y, z, high = size
    paint: Paint = ("wood", tone(rng, "pine", "oak", "pine", "brown"))
    if odds(rng, 0.35):
        paint = ("painted_wood", tone(rng, "white", "cream", "light", "sky"))
    post, gap = between(rng, 0.05, 0.07), between(rng, 0.075, 0.11)
    slat = (between(rng, 0.02, 0.035), between(rng, 0.016, 0.022))
    gate = between(rng, 0.7, 0.95)
    left = float(rng.choice([-gate / 2, -x + 0.25, x - gate - 0.25]))
    low = z - 0.05
    wood = _square_frame(size, post)
    wood += [beam((g, -y, low), (g, -y, high), post * 0.8, post * 0.8) for g in (left, left + gate)]
    up = (0, 0, high - low)
    wood += slats((-x, y, low), (x, y, low), up, _count(2 * x, gap), slat)
    wood += slats((-x, -y, low), (left, -y, low), up, _count(left + x, gap), slat)
    wood += slats((left + gate, -y, low), (x, -y, low), up, _count(x - left - gate, gap), slat)
    turned = (slat[1], slat[0])
    for ex in (-x, x):
        wood += slats((ex, -y, low), (ex, y, low), up, _count(2 * y, gap), turned)
    parts = [Part(s.join(*wood), *paint, smooth=False)]
    roof = bars((-x, -y, high), (x, -y, high), (0, 2 * y, 0), _count(2 * x, gap), 0.007)
    if odds(rng, 0.5):
        roof = slats((-x, -y, high), (x, -y, high), (0, 2 * y, 0), _count(2 * x, gap), slat)
        parts.append(Part(s.join(*roof), *paint, smooth=False))
    else:
        parts.append(Part(s.join(*roof), "steel"))
    sizes = (post * 0.7, slat[0] / 2, gap)
    parts += _gate(rng, gate, high - low, sizes, paint, s.move(left, -y, low))
    return stand([*parts, *bedding(rng, x, y, z)])


def lidded_cage(rng: np.random.Generator) -> list[Part]:
    """A low cage on a bed frame: barred sides, a barred lid hinged behind, latches in front."""
    size, paint = _size(rng, 0.85, 1.1), bed_paint(rng)
    x, y, z, high = size
    tube, thin, gap = (
        between(rng, 0.025, 0.035),
        between(rng, 0.005, 0.009),
        between(rng, 0.07, 0.1),
    )
    low = z - 0.06
    frame = _square_frame(size, tube)
    frame += _sides(size, low, thin, gap, None)
    parts = [Part(s.join(*frame), *paint, smooth=False)]
    lid = [beam((-x, sy, 0), (x, sy, 0), tube * 0.8, tube * 0.8) for sy in (-y, y)]
    lid += [beam((sx, -y, 0), (sx, y, 0), tube * 0.8, tube * 0.8) for sx in (-x, 0, x)]
    lid += bars((-x, -y, 0), (x, -y, 0), (0, 2 * y, 0), _count(2 * x, gap), thin)
    lid += [rod((-x, 0, 0), (x, 0, 0), thin * 1.2, 10)]
    opened = 0.0 if odds(rng, 0.7) else -between(rng, 25, 75)
    lift = s.move(z=high + tube) @ s.turn(opened, (1, 0, 0), (0, y, 0))
    parts.append(Part(s.at(s.join(*lid), lift), *paint, smooth=False))
    for place in (-x * 0.5, x * 0.5):
        plate = s.at(s.box(0.07, 0.005, 0.14, 0.001), s.move(place, -y - tube * 0.55, high + 0.012))
        parts.append(Part(plate, "dark_steel"))
        if opened == 0.0:
            parts += moved(
                hasp(rng, 0.05), s.move(place, -y - tube * 0.6, high) @ s.turn(90, (0, 1, 0))
            )
    return stand([*parts, *bedding(rng, x, y, z)])


def _size(rng: np.random.Generator, low: float, high: float) -> Box:
    long, wide = between(rng, 1.95, 2.15), between(rng, 0.85, 1.05)
    return long / 2, wide / 2, between(rng, 0.3, 0.5), between(rng, low, high)


def _count(length: float, gap: float) -> int:
    return max(1, round(length / gap) - 1)


def _square_frame(size: Box, tube: float) -> list[trimesh.Trimesh]:
    """Posts and the beams that join them below the bed and on top."""
    x, y, z, high = size
    made = [beam((sx, sy, 0), (sx, sy, high), tube, tube) for sx in (-x, x) for sy in (-y, y)]
    for h in (z - 0.06, high):
        made += [beam((-x, sy, h), (x, sy, h), tube, tube) for sy in (-y, y)]
        made += [beam((sx, -y, h), (sx, y, h), tube, tube) for sx in (-x, x)]
    return made


def _sides(
    size: Box, low: float, thin: float, gap: float, gate: tuple[float, float] | None
) -> list[trimesh.Trimesh]:
    """Upright bars at both ends, at the back and in front beside the gate."""
    x, y, _, high = size
    up = (0, 0, high - low)
    made = bars((-x, y, low), (x, y, low), up, _count(2 * x, gap), thin)
    for ex in (-x, x):
        made += bars((ex, -y, low), (ex, y, low), up, _count(2 * y, gap), thin)
    spans = [(-x, x)] if gate is None else [(-x, gate[0]), (gate[1], x)]
    for a, b in spans:
        if b - a > gap * 1.2:
            made += bars((a, -y, low), (b, -y, low), up, _count(b - a, gap), thin)
    middle = (low + high) / 2
    made += [rod((ex, -y, middle), (ex, y, middle), thin * 1.2, 10) for ex in (-x, x)]
    made.append(rod((-x, y, middle), (x, y, middle), thin * 1.2, 10))
    return made


def _gate(
    rng: np.random.Generator,
    wide: float,
    high: float,
    sizes: tuple[float, float, float],
    paint: Paint,
    place: s.Matrix,
) -> list[Part]:
    """A barred gate from x = 0 to `wide`, its latch outside; shut or swung out a little."""
    tube, thin, gap = sizes
    t, z0, z1 = tube * 0.6, tube, high - tube
    leaf = [beam((x, 0, z0), (x, 0, z1), t, t) for x in (tube, wide - tube)]
    leaf += [beam((tube, 0, z), (wide - tube, 0, z), t, t) for z in (z0, (z0 + z1) / 2, z1)]
    leaf += bars((tube, 0, z0), (wide - tube, 0, z0), (0, 0, z1 - z0), _count(wide, gap), thin)
    hinges = [
        rod((tube * 0.5, -t, z - 0.06), (tube * 0.5, -t, z + 0.06), 0.013)
        for z in (high * 0.2, high * 0.8)
    ]
    spots = [
        (x, -t * 1.1, high * k + dz)
        for x in (0.0, tube)
        for k in (0.2, 0.8)
        for dz in (-0.04, 0.04)
    ]
    made = [
        Part(s.join(*leaf), *paint, smooth=False),
        Part(s.join(*hinges, bolts(spots, 0.005, (0, -1, 0))), "dark_steel"),
    ]
    latch = s.move(wide - tube * 1.6, -t * 0.6, (z0 + z1) / 2)
    plate = s.at(s.box(0.16, 0.006, 0.12, 0.002), latch)
    made.append(Part(plate, "dark_steel"))
    made += moved(slide_bolt(between(rng, 0.12, 0.17)), latch @ s.move(y=-0.003))
    if odds(rng, 0.7):
        made += moved(hasp(rng, between(rng, 0.05, 0.07)), latch @ s.move(-0.0, -0.006, -0.12))
        under = s.at(s.box(0.14, 0.006, 0.1, 0.002), latch, s.move(z=-0.12))
        made.append(Part(under, "dark_steel"))
    if odds(rng, 0.3):
        made = moved(made, s.turn(-between(rng, 25, 95), (0, 0, 1), (0, -t, 0)))
    return moved(made, place)


def _flap(
    rng: np.random.Generator, size: Box, tubes: tuple[float, float], paint: Paint
) -> list[Part]:
    """The sliding front panel of a hooped cage with its runner, hung outside, and its locks."""
    x, y, z, high = size
    tube, thin = tubes
    wide, tall = between(rng, 0.8, 1.1), min(high - z - 0.1, 0.6)
    ring = [(-wide / 2, 0, 0), (wide / 2, 0, 0), (wide / 2, 0, tall), (-wide / 2, 0, tall)]
    leaf = [pipe(ring, tube * 0.9, 0.05, closed=True)]
    leaf += bars((-wide / 2, 0, 0), (wide / 2, 0, 0), (0, 0, tall), _count(wide, 0.09), thin)
    at = s.move(between(rng, -0.4, 0.4), -y - tube * 2, z - 0.08)
    rail = [
        rod((-x, -y - tube * 2, h), (x, -y - tube * 2, h), tube * 0.7)
        for h in (z - 0.08, z - 0.08 + tall)
    ]
    rail += [
        beam((sx, -y - tube * 2, h), (sx, -y, h), 0.03, 0.03)
        for sx in (-x, x)
        for h in (z - 0.08, z - 0.08 + tall)
    ]
    case = s.at(s.box(0.09, 0.03, 0.13, 0.006), s.move(wide / 2 - 0.03, -tube, tall / 2))
    hole = s.at(
        s.cylinder(0.008, 0.004, 16),
        s.turn(90, (1, 0, 0)),
        s.move(wide / 2 - 0.03, -tube - 0.016, tall / 2),
    )
    parts = [Part(s.join(s.at(s.join(*leaf), at), *rail), *paint), Part(s.at(case, at), "steel")]
    parts.append(Part(s.at(hole, at), "rubber", (0.004, 0.004, 0.004)))
    return parts + moved(hasp(rng, 0.06), at @ s.move(-wide / 2 + 0.06, -tube - 0.004, tall / 2))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "cage_bed": (steel_cage, hooped_cage, wooden_cage, lidded_cage),
}
