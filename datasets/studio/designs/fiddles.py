"""Shrew's fiddles and yokes: rigid boards or bars that hold the neck and both wrists in line."""

from __future__ import annotations

import numpy as np
import trimesh
from manifold3d import CrossSection, JoinType
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, ground, pick, timber
from datasets.studio.designs._hardware import draw_iron, draw_metal
from datasets.studio.designs._ratchet import Finish
from datasets.studio.designs.locks import upright_padlock
from datasets.studio.parts import Part, moved

NECK = (0.056, 0.072)  # metres, radius of the neck hole
WRIST = (0.027, 0.036)  # metres, radius of a wrist hole


def wooden_fiddle(rng: np.random.Generator) -> list[Part]:
    """A violin-shaped board split lengthwise: neck hole, then both wrists in line before it."""
    neck, wrist = float(rng.uniform(*NECK)), float(rng.uniform(*WRIST))
    rim = float(rng.uniform(0.032, 0.055))
    first = neck + wrist + float(rng.uniform(0.05, 0.12))
    second = first + 2 * wrist + float(rng.uniform(0.025, 0.06))
    holes = [(0.0, neck), (first, wrist), (second, wrist)]
    outline = _fiddle_outline(rng, holes, rim)
    return _board(rng, outline, holes, -neck - rim, second + wrist + rim)


def wooden_yoke(rng: np.random.Generator) -> list[Part]:
    """A plank with the neck hole in the middle and a wrist hole at either side."""
    neck, wrist = float(rng.uniform(*NECK)), float(rng.uniform(*WRIST))
    apart = neck + wrist + float(rng.uniform(0.06, 0.2))
    half = apart + wrist + float(rng.uniform(0.035, 0.07))
    wide = 2 * neck + float(rng.uniform(0.06, 0.14))
    corner = float(rng.uniform(0.005, 0.05))
    plank = CrossSection.square((2 * half - 2 * corner, wide - 2 * corner), True)
    outline = plank.offset(corner, JoinType.Round, 2.0, 40)
    return _board(rng, outline, [(0.0, neck), (apart, wrist), (-apart, wrist)], -half, half)


def metal_fiddle(rng: np.random.Generator) -> list[Part]:
    """Bent flat iron: a collar and two smaller rings in one line, hinged and padlocked."""
    neck, wrist = float(rng.uniform(*NECK)), float(rng.uniform(*WRIST))
    first = neck + wrist + float(rng.uniform(0.03, 0.09))
    second = first + 2 * wrist + float(rng.uniform(0.015, 0.05))
    holes = [(0.0, neck), (first, wrist), (second, wrist)]
    return _bent(rng, holes, -neck - 0.012, second + wrist + 0.035)


def metal_yoke(rng: np.random.Generator) -> list[Part]:
    """A rigid bar with the collar in its middle and a ring for a wrist near either end."""
    neck, wrist = float(rng.uniform(*NECK)), float(rng.uniform(*WRIST))
    apart = neck + wrist + float(rng.uniform(0.1, 0.22))
    if chance(rng, 0.5):
        return _bent(
            rng, [(-apart, wrist), (0.0, neck), (apart, wrist)], -apart - 0.06, apart + 0.06
        )
    return _ring_bar(rng, neck, wrist, apart)


def _board(
    rng: np.random.Generator,
    outline: CrossSection,
    holes: list[tuple[float, float]],
    left: float,
    right: float,
) -> list[Part]:
    """The board in two halves with hinge left, hasp right and straps, closed or open."""
    thick = float(rng.uniform(0.018, 0.045))
    gaps = [CrossSection.circle(r, 72).translate((x, 0.0)) for x, r in holes]
    for gap in gaps:
        outline = outline - gap
    far = CrossSection.square((2.0, 1.0)).translate((-1.0, 0.0008))
    spread = float(pick(rng, (0.0, 0.0, rng.uniform(8, 50))))
    swing = s.turn(spread, about=(left, 0, 0))
    wood = _draw_board(rng)
    upper = s.at(_raise(outline ^ far, thick), swing)
    lower = _raise(outline ^ far.mirror((0.0, 1.0)), thick)
    parts = [Part(lower, *wood, smooth=False), Part(upper, *wood, smooth=False)]
    iron = draw_iron(rng) if chance(rng, 0.7) else draw_metal(rng, 0.0)
    parts += _hinge(left, thick, iron, spread)
    parts += _hasp(rng, right, thick, iron, swing, spread)
    if chance(rng, 0.4):
        parts += _liners(holes, thick, iron, swing)
    # leaning back when it does not lie: seen from above an upright board shows only its edge
    lean = float(pick(rng, (0.0, rng.uniform(20, 55), rng.uniform(20, 55))))
    flip = s.turn(180 * int(rng.integers(2)), (1, 0, 0))
    return ground(moved(parts, s.turn(lean, (1, 0, 0)) @ flip))


def _fiddle_outline(
    rng: np.random.Generator, holes: list[tuple[float, float]], rim: float
) -> CrossSection:
    """Round the neck hole wide, drawn in at the waist, narrower round the wrists."""
    (_, r0), (x1, r1), (x2, r2) = holes
    big = CrossSection.circle(r0 + rim, 72)
    small = CrossSection.batch_hull(
        [
            CrossSection.circle(r + rim * 0.75, 72).translate((x, 0.0))
            for x, r in ((x1, r1), (x2, r2))
        ]
    )
    bridge = CrossSection.square((x1, 2 * r1 + rim), True).translate((x1 / 2, 0.0))
    tail = CrossSection.circle(rim * 0.8, 48).translate(
        (-r0 - rim * float(rng.uniform(0.6, 1.1)), 0.0)
    )
    head = CrossSection.circle(rim * 0.7, 48).translate((x2 + r2 + rim * 0.8, 0.0))
    shape = big + small + bridge + head + tail
    if chance(rng, 0.4):
        for x, r in ((x1, r1), (x2, r2)):
            shape = shape + CrossSection.circle(r + rim * 0.95, 72).translate((x, 0.0))
    fillet = float(rng.uniform(0.012, 0.03))
    shape = shape.offset(fillet, JoinType.Round, 2.0, 48)
    return shape.offset(-fillet, JoinType.Round, 2.0, 48)


def _draw_board(rng: np.random.Generator) -> Finish:
    wood: tuple[Finish, ...] = (
        ("wood", timber(rng)),
        ("wood", timber(rng)),
        ("painted_wood", timber(rng)),
    )
    grey = float(rng.uniform(0.05, 0.3))
    return pick(rng, wood) if chance(rng, 0.85) else ("painted_metal", (grey, grey, grey))


def _hinge(left: float, thick: float, iron: Finish, spread: float) -> list[Part]:
    """A strap hinge at the left end, its barrel upright."""
    barrel = s.at(s.cylinder(0.007, thick * 1.15, 24), s.move(left, 0, thick / 2))
    leaves = []
    for side in (1, -1):
        leaf = s.at(
            s.box(0.036, 0.02, 0.003, 0.001),
            s.turn(side * 24),
            s.move(left + 0.019, side * 0.013, thick + 0.001),
        )
        nails = [
            s.at(
                s.sphere(0.0035, 2),
                s.move(left + x, side * x * 0.46 + side * 0.006, thick + 0.0025),
            )
            for x in (0.012, 0.028)
        ]
        both = s.join(leaf, *nails)
        leaves.append(s.at(both, s.turn(spread, about=(left, 0, 0))) if side > 0 else both)
    return [Part(s.join(barrel, *leaves), *iron)]


def _hasp(
    rng: np.random.Generator,
    right: float,
    thick: float,
    iron: Finish,
    swing: s.Matrix,
    spread: float,
) -> list[Part]:
    """The closing at the right end: hasp, staple, padlock when shut."""
    x = right - 0.02
    strap = s.at(s.box(0.026, 0.07, 0.003, 0.001), s.move(x, 0.012, thick + 0.002))
    staple = s.at(s.torus(0.009, 0.0028), s.turn(90, (0, 1, 0)), s.move(x, -0.022, thick + 0.004))
    plate = s.at(s.box(0.03, 0.03, 0.002, 0.0009), s.move(x, -0.026, thick + 0.001))
    parts = [Part(s.at(strap, swing), *iron), Part(s.join(staple, plate), *iron)]
    if spread == 0.0 or chance(rng, 0.4):
        lock = moved(upright_padlock(rng), s.turn(-90, (1, 0, 0)) @ s.scale(0.9, 0.9, 0.9))
        parts += moved(
            lock, s.move(x, -0.03, thick + 0.012) @ s.turn(180 + float(rng.uniform(-40, 40)))
        )
    return parts


def _liners(
    holes: list[tuple[float, float]], thick: float, iron: Finish, swing: s.Matrix
) -> list[Part]:
    """Iron or padding round the inside of the holes."""
    rings = []
    for x, r in holes:
        rings.append(
            s.at(s.band(r - 0.001, 0.003, thick * 1.08, 184, 356), s.move(x, 0, thick / 2))
        )
        rings.append(
            s.at(s.band(r - 0.001, 0.003, thick * 1.08, 4, 176), s.move(x, 0, thick / 2), swing)
        )
    return [Part(s.join(*rings), *iron)]


def _bent(
    rng: np.random.Generator, holes: list[tuple[float, float]], left: float, right: float
) -> list[Part]:
    """Two strips of flat iron, bent round the holes and lying together between them."""
    finish = draw_iron(rng) if chance(rng, 0.6) else draw_metal(rng, 0.0)
    thick, wide = float(rng.uniform(0.004, 0.007)), float(rng.uniform(0.016, 0.034))
    spread = float(pick(rng, (0.0, 0.0, rng.uniform(10, 60))))
    line = _strip_line(holes, left, right, thick)
    strip = s.strap_along(line, thick, wide, up=(0, 0, 1))
    swing = s.turn(spread, about=(left, 0, 0))
    other = s.strap_along(line * np.array([1.0, -1.0, 1.0]), thick, wide, up=(0, 0, 1))
    hinge = s.at(s.cylinder(thick * 1.4, wide * 1.15, 24), s.move(left))
    parts = [Part(s.at(strip, swing), *finish)]
    parts += [Part(s.join(other, hinge), *finish)]
    ring = s.at(s.torus(0.010, 0.003), s.turn(90, (0, 1, 0)), s.move(right - 0.012))
    if spread == 0.0:
        lock = moved(upright_padlock(rng), s.turn(-90, (1, 0, 0)) @ s.scale(0.8, 0.8, 0.8))
        parts += [Part(ring, *finish), *moved(lock, s.move(right + 0.004, 0, 0) @ s.turn(-90))]
    return ground(moved(parts, s.turn(float(pick(rng, (0, 0, 90))), (1, 0, 0))))


def _strip_line(
    holes: list[tuple[float, float]], left: float, right: float, thick: float
) -> NDArray[np.float64]:
    """The upper strip's line (N, 3): along the axis, over each hole in a half circle."""
    x = np.linspace(left, right, 320)
    y = np.full_like(x, thick * 0.55)
    for centre, radius in holes:
        inside = np.abs(x - centre) < radius
        y[inside] = np.maximum(y[inside], np.sqrt(radius**2 - (x[inside] - centre) ** 2))
    line = np.stack([x, y], 1)
    walked = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    even = np.linspace(0, walked[-1], 260)
    flat = np.stack([np.interp(even, walked, line[:, i]) for i in (0, 1)], 1)
    return np.concatenate([flat, np.zeros((len(flat), 1))], axis=1)


def _ring_bar(rng: np.random.Generator, neck: float, wrist: float, apart: float) -> list[Part]:
    """A square or round bar behind a hinged collar and two hinged rings."""
    finish = draw_iron(rng) if chance(rng, 0.5) else draw_metal(rng, 0.0)
    thick, wide = float(rng.uniform(0.004, 0.006)), float(rng.uniform(0.02, 0.035))
    half = apart + float(rng.uniform(0.03, 0.08))
    bar = s.box(2 * half, 0.016, 0.016, 0.003)
    if chance(rng, 0.5):
        bar = s.at(s.cylinder(0.0095, 2 * half, 28), s.turn(90, (0, 1, 0)))
    mesh = [bar]
    for x, r in ((0.0, neck), (apart, wrist), (-apart, wrist)):
        spread = float(pick(rng, (0.0, 0.0, rng.uniform(15, 80))))
        middle = (x, r + 0.009, 0.0)
        back = s.at(s.band(r, thick, wide, 180, 360), s.move(*middle))
        front = s.at(s.band(r, thick, wide, 0, 180), s.move(*middle))
        pin = (x - r, r + 0.009, 0.0)
        hinge = s.at(s.cylinder(thick * 1.3, wide * 1.15, 20), s.move(*pin))
        lug = s.at(s.box(0.02, thick * 2.2, wide * 0.8), s.move(x + r + 0.008, r + 0.009))
        stub = s.at(s.cylinder(0.003, wide * 1.5, 16), s.move(x + r + 0.011, r + 0.009))
        mesh += [back, s.at(front, s.turn(spread, about=pin)), hinge, lug, stub]
    parts = [Part(s.join(*mesh), *finish)]
    return ground(moved(parts, s.turn(float(pick(rng, (0, 0, 90))), (1, 0, 0))))


def _raise(section: CrossSection, height: float) -> trimesh.Trimesh:
    """The section made thick, its upper and lower edges taken off."""
    bevel = 0.0025
    wide = section.extrude(height - 2 * bevel).to_mesh()
    slim = section.offset(-bevel, JoinType.Miter).extrude(height).to_mesh()
    low, tall = (trimesh.Trimesh(m.vert_properties[:, :3], m.tri_verts) for m in (wide, slim))
    return s.join(s.at(low, s.move(z=bevel)), tall)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "shrews_fiddle": (wooden_fiddle, wooden_yoke, metal_fiddle, metal_yoke),
}
