"""Belts that are no shock belts: weightlifting, back brace, EMS abs, tool belts."""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._belts import (
    Points,
    frame_buckle,
    laid_out,
    on_line,
    shifted,
    side_release_buckle,
    upright_strap,
    waist,
)
from datasets.studio.designs._forms import Colour, Design, chance, dark, ground, hue, pick
from datasets.studio.parts import Material, Part, moved

HIDES: tuple[Colour, ...] = (
    (0.015, 0.015, 0.016),
    (0.15, 0.06, 0.025),
    (0.35, 0.17, 0.07),
    (0.25, 0.02, 0.02),
    (0.02, 0.05, 0.18),
)


def prong_lifting_belt(rng: np.random.Generator) -> list[Part]:
    """A stiff leather belt with a one- or two-prong roller buckle and rows of holes."""
    path = _line(rng, 12.0)
    wide, prongs = float(rng.uniform(0.065, 0.105)), int(rng.integers(1, 3))
    parts = _hide(rng, path, wide)
    buckle = frame_buckle(0.055, wide * 0.85, 0.0035, prongs)
    parts.append(Part(s.at(buckle, on_line(path, 0.0) @ s.move(-0.01, -0.012)), "chrome"))
    keeper = s.at(s.box(0.022, 0.02, wide * 1.08, 0.003), on_line(path, 0.055) @ s.move(y=-0.006))
    parts += [Part(keeper, "leather", pick(rng, HIDES)), _holes(path, wide, prongs)]
    return _posed(rng, parts)


def lever_lifting_belt(rng: np.random.Generator) -> list[Part]:
    """The same with a lever: a bent steel plate that snaps shut."""
    path = _line(rng, 8.0)
    wide = float(rng.uniform(0.085, 0.105))
    parts = _hide(rng, path, wide)
    spot = on_line(path, 0.03) @ s.move(y=-0.011)
    plate = s.at(s.box(0.075, 0.005, wide * 0.62, 0.002), spot)
    curve = s.spline(
        [(-0.035, -0.004, 0), (-0.01, -0.014, 0), (0.025, -0.016, 0), (0.05, -0.010, 0)], 30
    )
    lever = s.at(upright_strap(curve, wide * 0.5, 0.004), spot)
    screws = [
        s.at(
            s.cylinder(0.005, 0.004, 20),
            s.turn(90, (1, 0, 0)),
            spot @ s.move(-0.045, -0.001, z * wide),
        )
        for z in (0.3, -0.3)
    ]
    finish: Material = pick(rng, ("chrome", "steel", "dark_steel"))
    parts += [Part(s.join(plate, lever, *screws), finish), _holes(path, wide, 2)]
    return _posed(rng, parts)


def back_brace(rng: np.random.Generator) -> list[Part]:
    """A wide elastic brace: stays sewn in at the back, tapering ends, velcro and side straps."""
    path = _line(rng, float(rng.uniform(4, 30)))
    tall, colour = float(rng.uniform(0.16, 0.25)), hue(rng, 0.75)
    shape = 0.6 + 0.4 * np.sin(np.linspace(0, np.pi, len(path))) ** 0.6
    parts = [Part(_panel(path, tall * shape, 0.006), "textile", colour)]
    for share in (0.36, 0.43, 0.5, 0.57, 0.64)[int(rng.integers(0, 2)) :: int(rng.integers(1, 3))]:
        stay = s.box(0.016, 0.004, tall * 0.9, 0.0015)
        parts.append(
            Part(s.at(stay, on_line(path, share) @ s.move(y=-0.0055)), "textile", dark(rng))
        )
    outer = shifted(path, 0.0065)
    for low, high in ((0.04, 0.4), (0.6, 0.96)):
        piece = outer[int(low * len(path)) : int(high * len(path))]
        for z in (0.17, -0.17):
            strap = upright_strap(piece + np.array([0, 0, z * tall]), tall * 0.26, 0.003)
            parts.append(Part(strap, "webbing", hue(rng, 0.8)))
    for share in (0.03, 0.97):
        flap = s.box(0.07, 0.004, tall * 0.5, 0.0015)
        parts.append(Part(s.at(flap, on_line(path, share) @ s.move(y=-0.009)), "foam", dark(rng)))
    return _posed(rng, parts)


def ems_belt(rng: np.random.Generator) -> list[Part]:
    """A soft abs belt with a small controller clipped on in front, pads inside, velcro end."""
    worn = chance(rng, 0.6)
    path = waist(rng, float(rng.uniform(0, 25))) if worn else laid_out(rng, 0.95)
    tall, colour = float(rng.uniform(0.10, 0.17)), hue(rng, 0.7)
    # the wide front is where a worn line begins and ends, and the middle of one laid out
    bulge = np.cos(np.linspace(0, 2 * np.pi, len(path))) * (1 if worn else -1)
    shape = 0.72 + 0.28 * bulge
    parts = [Part(_panel(path, tall * shape, 0.005), "textile", colour)]
    trim = shifted(path, 0.003)
    for sign in (1, -1):
        edge = trim + np.stack([0 * shape, 0 * shape, sign * 0.48 * tall * shape], 1)
        parts.append(Part(s.tube_along(edge, 0.0018, 6), "textile", hue(rng, 0.3)))
    parts += moved(_controller(rng), on_line(path, 0.06 if worn else 0.5) @ s.move(y=-0.004))
    pads = [
        s.at(s.box(0.06, 0.003, tall * 0.6, 0.0014), on_line(path, x) @ s.move(y=0.005))
        for x in ((0.1, 0.9) if worn else (0.4, 0.6))
    ]
    parts.append(Part(s.join(*pads), "rubber", (0.03, 0.03, 0.03)))
    return _posed(rng, parts)


def tool_belt(rng: np.random.Generator) -> list[Part]:
    """A belt with pouches, loops and tools in them."""
    path = _line(rng, 6.0)
    wide = float(rng.uniform(0.04, 0.06))
    cloth: Material = pick(rng, ("leather", "webbing", "textile"))
    colour = pick(rng, HIDES)
    parts = [Part(upright_strap(path, wide, 0.005), cloth, colour)]
    buckle = (
        side_release_buckle(wide)
        if cloth != "leather"
        else frame_buckle(0.05, wide * 1.2, 0.0025, 1)
    )
    parts.append(
        Part(
            s.at(buckle, on_line(path, 0.0) @ s.move(y=-0.006)),
            "plastic" if cloth != "leather" else "chrome",
        )
    )
    for share in (0.2, 0.32, 0.68, 0.8)[: int(rng.integers(2, 5))]:
        wide_box, tall, deep = (
            float(rng.uniform(*r)) for r in ((0.07, 0.13), (0.12, 0.22), (0.03, 0.06))
        )
        place = on_line(path, share) @ s.move(0, -deep / 2 - 0.004, -tall * 0.4)
        parts += moved(_pouch(rng, wide_box, tall, deep, colour, cloth), place)
    loop = s.at(
        s.torus(0.022, 0.003), s.turn(90, (1, 0, 0)), on_line(path, 0.5) @ s.move(0, -0.02, -0.02)
    )
    parts.append(Part(loop, "steel"))
    return _posed(rng, parts)


def _line(rng: np.random.Generator, opening: float) -> Points:
    """Round as worn, mostly; else laid out."""
    return waist(rng, opening) if chance(rng, 0.65) else laid_out(rng, float(rng.uniform(0.8, 1.1)))


def _hide(rng: np.random.Generator, path: Points, wide: float) -> list[Part]:
    """The leather with its stitched edges, sometimes a padded back."""
    colour = pick(rng, HIDES)
    thick = float(rng.uniform(0.008, 0.012))
    parts = [Part(upright_strap(path, wide, thick), "leather", colour)]
    thread = hue(rng, 0.4)
    for z in (0.43, -0.43):
        line = shifted(path, thick / 2 + 0.0003) + np.array([0, 0, z * wide])
        parts.append(Part(s.tube_along(line, 0.0009, 6), "textile", thread))
    if chance(rng, 0.5):
        n = len(path)
        pad = upright_strap(
            shifted(path, thick / 2 + 0.001)[n // 3 : 2 * n // 3], wide * 0.75, 0.004
        )
        parts.append(Part(pad, "leather", pick(rng, HIDES)))
    return parts


def _holes(path: Points, wide: float, rows: int) -> Part:
    """Rows of eyelets along the tongue."""
    holes = []
    for share in np.linspace(0.78, 0.97, 8):
        for i in range(rows):
            z = (i - (rows - 1) / 2) * wide * 0.35
            ring = s.at(s.cylinder(0.0045, 0.0135, 14), s.turn(90, (1, 0, 0)), s.move(0, 0, z))
            holes.append(s.at(ring, on_line(path, float(share))))
    return Part(s.join(*holes), "dark_steel")


def _panel(path: Points, tall: NDArray[np.float64], thick: float) -> trimesh.Trimesh:
    """A band standing along a line whose height changes on its way."""
    mesh = upright_strap(path, 1.0, thick)
    vertices = mesh.vertices.copy()
    # the sweep gives four points a step, so a vertex knows its place on the line
    vertices[:, 2] *= np.repeat(tall, 4)
    mesh.vertices = vertices
    return mesh


def _controller(rng: np.random.Generator) -> list[Part]:
    """A flat round or oval unit with plus and minus keys and a small display."""
    colour = pick(rng, ((0.7, 0.7, 0.7), (0.7, 0.7, 0.7), hue(rng, 0.2)))
    radius = float(rng.uniform(0.02, 0.034))
    stretch = float(rng.uniform(1.0, 1.6))
    lie = s.turn(90, (1, 0, 0))
    dome = s.lathe([(0, 0), (radius, 0), (radius, 0.008), (radius * 0.88, 0.013), (0, 0.014)], 48)
    body = s.at(dome, s.scale(stretch, 1, 1), lie)
    keys = [
        s.at(
            s.cylinder(radius * 0.22, 0.002, 24),
            lie,
            s.move(x * radius * 0.55 * stretch, -0.0142, 0),
        )
        for x in (1, -1)
    ]
    plus = [s.box(radius * 0.2, 0.0006, radius * 0.05), s.box(radius * 0.05, 0.0006, radius * 0.2)]
    signs = [s.at(p, s.move(radius * 0.55 * stretch, -0.0155)) for p in plus]
    signs.append(s.at(plus[0], s.move(-radius * 0.55 * stretch, -0.0155)))
    show = s.at(s.box(radius * 0.55, 0.0012, radius * 0.4), s.move(0, -0.0143, radius * 0.4))
    return [
        Part(body, "plastic", colour),
        Part(s.join(*keys), "rubber", (0.15, 0.15, 0.15)),
        Part(s.join(*signs), "paper"),
        Part(show, "screen"),
    ]


def _pouch(
    rng: np.random.Generator, wide: float, tall: float, deep: float, colour: Colour, cloth: Material
) -> list[Part]:
    """An open or flapped pocket; open ones hold tools."""
    bag = s.box(wide, deep, tall, 0.006)
    parts = [Part(bag, cloth, colour)]
    if chance(rng, 0.4):
        flap = s.at(s.box(wide * 1.03, deep * 1.08, tall * 0.35, 0.005), s.move(z=tall * 0.35))
        snap = s.at(
            s.cylinder(0.006, 0.003, 20),
            s.turn(90, (1, 0, 0)),
            s.move(0, -deep * 0.54, tall * 0.25),
        )
        return [*parts, Part(flap, cloth, colour), Part(snap, "steel")]
    for i in range(int(rng.integers(1, 4))):
        x = (i - 1) * wide * 0.28
        grip = s.lathe(
            [(0, 0), (0.011, 0), (0.013, 0.02), (0.011, 0.07), (0.008, 0.085), (0, 0.088)], 20
        )
        parts.append(Part(s.at(grip, s.move(x, 0, tall * 0.48)), "plastic", hue(rng, 0.2)))
    low = s.at(
        s.box(wide * 0.8, deep * 0.7, tall * 0.5, 0.006), s.move(0, -deep * 0.6, -tall * 0.15)
    )
    return [*parts, Part(low, cloth, colour)]


def _posed(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Standing round on its edge, or lying on one of its faces if it is laid out."""
    low = np.min([p.mesh.bounds[0] for p in parts], axis=0)
    high = np.max([p.mesh.bounds[1] for p in parts], axis=0)
    if high[0] - low[0] > 0.6:
        parts = moved(parts, s.turn(float(pick(rng, (-90, -90, 90))), (1, 0, 0)))
    elif chance(rng, 0.25):
        parts = moved(parts, s.turn(90, (1, 0, 0)))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "support_belt": (prong_lifting_belt, lever_lifting_belt, back_brace, ems_belt, tool_belt),
}
