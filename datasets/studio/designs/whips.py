"""Whips: with many lashes, with one lash, and the dusters and mops they are mistaken for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    Colour,
    Design,
    chance,
    ground,
    hue,
    pick,
    ribs,
    timber,
    turned,
)
from datasets.studio.parts import Material, Part, moved

ALONG_X = s.turn(90, (0, 1, 0))  # what was built up z then points along x
HIDES: tuple[Colour, ...] = (
    (0.02, 0.018, 0.016),
    (0.1, 0.045, 0.02),
    (0.22, 0.11, 0.05),
    (0.3, 0.02, 0.02),
)


def leather_lashes(rng: np.random.Generator) -> list[Part]:
    """A braided leather handle with many flat thongs lying spread or gathered."""
    length = float(rng.uniform(0.16, 0.26))
    colour = pick(rng, HIDES) if chance(rng, 0.8) else hue(rng, 0.0)
    handle = braided_handle(rng, length, float(rng.uniform(0.011, 0.016)), colour)
    count, reach = int(rng.integers(9, 21)), float(rng.uniform(0.3, 0.55))
    parts = moved(moved(handle, s.move(z=-length)), ALONG_X)
    wide = float(rng.uniform(0.004, 0.011))
    tails = pick(rng, (colour, colour, hue(rng, 0.3)))
    for path in fan(rng, count, reach, float(rng.uniform(15, 60)), 0.006):
        strap = s.strap_along(path, wide, 0.0018, up=(0, 0, 1) if chance(rng, 0.8) else (0, 1, 0.5))
        parts.append(Part(strap, "leather", tails))
    return ground(parts)


def knotted_cords(rng: np.random.Generator) -> list[Part]:
    """A wooden or rope handle with six to twelve knotted cords: a cat-o'-nine-tails."""
    length, r = float(rng.uniform(0.22, 0.4)), float(rng.uniform(0.011, 0.017))
    if chance(rng, 0.6):
        line = [(1.2 * r, -length), (1.3 * r, -length + 0.01), (0.9 * r, -length + 0.03), (r, -0.1)]
        line += [*ribs(0.95 * r, -0.08, -0.02, 3, 0.001), (1.1 * r, -0.01), (0.9 * r, 0)]
        handle = [turned(line, pick(rng, ("wood", "painted_wood")), timber(rng))]
    else:
        handle = moved(braided_handle(rng, length, r, (0.5, 0.4, 0.25)), s.move(z=-length))
    parts = moved(handle, ALONG_X)
    colour: Colour = pick(
        rng, ((0.55, 0.45, 0.3), (0.12, 0.06, 0.03), (0.03, 0.03, 0.03), (0.6, 0.58, 0.5))
    )
    cord = float(rng.uniform(0.0025, 0.0045))
    material: Material = pick(rng, ("rope", "leather"))
    for path in fan(
        rng,
        int(rng.integers(6, 13)),
        float(rng.uniform(0.3, 0.6)),
        float(rng.uniform(20, 75)),
        0.005,
    ):
        parts.append(Part(s.tube_along(path, cord, 8), material, colour))
        for share in rng.uniform(0.35, 1.0, int(rng.integers(1, 4))):
            spot = path[min(int(share * len(path)), len(path) - 1)]
            knot = s.at(s.sphere(cord * 2.0, 2), s.scale(1.2, 1, 0.9), s.move(*spot))
            parts.append(Part(knot, material, colour))
    return ground(parts)


def hanging_lashes(rng: np.random.Generator) -> list[Part]:
    """A whip of many lashes hung up by its handle, the thongs falling straight down."""
    length, r = float(rng.uniform(0.16, 0.28)), float(rng.uniform(0.011, 0.016))
    colour = pick(rng, HIDES)
    parts = braided_handle(rng, length, r, colour)
    ring = s.at(s.torus(0.014, 0.002), s.turn(90, (1, 0, 0)), s.move(z=length + 0.014))
    parts.append(Part(ring, pick(rng, ("steel", "brass", "leather"))))
    reach = float(rng.uniform(0.35, 0.6))
    count = int(rng.integers(8, 20))
    flat = chance(rng, 0.6)
    for angle in np.linspace(0, 2 * np.pi, count, endpoint=False):
        out = np.array([np.cos(angle), np.sin(angle), 0])
        swing = float(rng.uniform(0.4, 3.4))
        sway = rng.normal(0, 0.012, 3) * (1, 1, 0)
        points = [
            0.6 * r * out,
            r * out + (0, 0, -0.03),
            swing * r * out + sway - (0, 0, 0.6 * reach),
        ]
        points.append(swing * r * out * 1.1 + sway - (0, 0, reach * float(rng.uniform(0.93, 1.0))))
        path = s.spline(points, 30)
        mesh = s.strap_along(path, 0.007, 0.0018, up=out) if flat else s.tube_along(path, 0.003, 7)
        parts.append(Part(mesh, "leather", colour))
    if chance(rng, 0.35):
        return ground(parts)
    return ground(moved(parts, s.turn(float(rng.uniform(60, 90)), (1, 0, 0))))


def chain_of_straps(rng: np.random.Generator) -> list[Part]:
    """A martinet: a round wooden stick with short flat straps nailed to its end."""
    length, r = float(rng.uniform(0.2, 0.34)), float(rng.uniform(0.009, 0.013))
    line = [(0.8 * r, -length), (r, -length + 0.01), (r, -0.004), (0.8 * r, 0.0)]
    colour = pick(rng, (timber(rng), hue(rng, 0.1)))
    parts = moved([turned(line, pick(rng, ("wood", "painted_wood")), colour)], ALONG_X)
    collar = s.at(s.cylinder(r + 0.0025, 0.02), s.move(z=-0.014), ALONG_X)
    strap_colour = pick(rng, HIDES)
    parts.append(Part(collar, pick(rng, ("brass", "leather", "steel")), None))
    for path in fan(
        rng,
        int(rng.integers(6, 12)),
        float(rng.uniform(0.2, 0.36)),
        float(rng.uniform(20, 65)),
        0.008,
    ):
        strap = s.strap_along(path, float(rng.uniform(0.004, 0.007)), 0.0025, up=(0, 0, 1))
        parts.append(Part(strap, "leather", strap_colour))
    return ground(parts)


def braided_handle(rng: np.random.Generator, length: float, r: float, colour: Colour) -> list[Part]:
    """A handle from z = 0 to `length` (its butt), plaited over a core, with knobs at both ends."""
    parts = [turned([(r * 0.93, 0), (r * 0.93, length)], "leather", colour)]
    pitch = float(rng.uniform(0.018, 0.034))
    helix = s.helix(r * 0.95, pitch, length / pitch, 12)
    second = pick(rng, (colour, colour, hue(rng, 0.3)))
    for k in range(3):
        for hand in (1, -1):
            strand = s.tube_along(helix * (1, hand, 1), 0.0021, 6)
            tint = colour if hand > 0 else second
            parts.append(Part(s.at(strand, s.turn(120 * k)), "leather", tint))
    for z, swell in ((0.0, 1.25), (length, float(rng.uniform(1.3, 1.9)))):
        knob = s.at(s.sphere(swell * r, 2), s.scale(1, 1, 0.75), s.move(z=z))
        parts.append(
            Part(knob, pick(rng, ("leather", "leather", "steel")), colour if z == 0 else None)
        )
    if chance(rng, 0.5):
        loop = s.spline(
            [
                (0, 0, length),
                (0.02, 0, length + 0.04),
                (0, 0, length + 0.08),
                (-0.02, 0, length + 0.04),
            ],
            50,
            closed=True,
        )
        parts.append(Part(s.tube_along(loop, 0.002, 7, closed=True), "leather", colour))
    return parts


def fan(
    rng: np.random.Generator, count: int, reach: float, spread: float, lift: float
) -> list[NDArray[np.float64]]:
    """Paths (40, 3) of lashes that leave the origin towards +x and come to lie on a plane.

    `spread` is the half angle in degrees; every lash wanders, some bend back.
    """
    paths = []
    for i in range(count):
        heading = np.radians(spread) * (2 * (i + 0.5) / count - 1) + rng.normal(0, 0.05)
        bend = rng.normal(0, 0.35) + 0.25 * heading
        steps = np.arange(6)
        angles = heading + bend * steps / 5 + np.cumsum(rng.normal(0, 0.16, 6)) * (steps > 0)
        stride = reach * float(rng.uniform(0.85, 1.0)) / 6
        walk = np.cumsum(np.stack([np.cos(angles), np.sin(angles)], axis=1) * stride, axis=0)
        start = [(-0.012, 0.004 * np.sin(i), 0.003 * np.cos(i))]
        height = lift * rng.uniform(-1.0, 0.6, 6) - 0.006
        paths.append(s.spline([*start, *np.c_[walk, height]], 40))
    return paths


DESIGNS: dict[str, tuple[Design, ...]] = {
    "multi_lash_whip": (leather_lashes, knotted_cords, hanging_lashes, chain_of_straps)
}
