"""Poles that seize without electrodes: litter pickers, dog poles, hay and catch forks."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Design,
    chance,
    dark,
    hue,
    pick,
    ribs,
    slab,
    smooth,
    timber,
    turned,
)
from datasets.studio.designs.grabbers import fork_path, rest
from datasets.studio.parts import Material, Part


def litter_picker(rng: np.random.Generator) -> list[Part]:
    """A reach tool: squeeze grip, slim shaft, two plastic claws with cups or hooks."""
    length, r = float(rng.uniform(0.55, 1.0)), float(rng.uniform(0.006, 0.009))
    colour = hue(rng, 0.25)
    parts = [
        turned(
            [(r, 0.02), (r, length)],
            pick(rng, ("aluminium", "painted_metal")),
            pick(rng, (None, colour)),
        )
    ]
    frame = np.array(
        [
            (-0.03, 0.03),
            (0.03, 0.05),
            (0.05, 0.03),
            (0.09, -0.02),
            (0.085, -0.045),
            (0.03, -0.02),
            (-0.03, -0.02),
        ]
    )
    parts.append(Part(s.at(slab(smooth(frame), 0.028, 0.006), s.move(z=0.03)), "plastic", colour))
    path = s.spline([(0.02, 0, 0.1), (0.06, 0, 0.085), (0.095, 0, 0.045)], 20)
    parts.append(Part(s.strap_along(path, 0.018, 0.007, up=(0, 1, 0)), "plastic", hue(rng, 0.5)))
    opening = float(rng.uniform(0.4, 1.0))
    for side in (-1, 1):
        points = [
            (0, 0, -0.02),
            (0.03, 0, 0.03),
            (0.048 * opening, 0, 0.08),
            (0.02 * opening, 0, 0.13),
        ]
        claw = s.strap_along(
            s.spline(np.array(points) * (side, 1, 1), 30), 0.016, 0.006, up=(0, 1, 0)
        )
        parts.append(Part(s.at(claw, s.move(z=length)), "plastic", dark(rng)))
        pad = s.at(
            s.sphere(0.016, 2),
            s.scale(0.35, 1, 1),
            s.move(side * 0.018 * opening, 0, length + 0.13),
        )
        parts.append(Part(pad, "rubber", dark(rng)))
    parts.append(Part(s.at(s.box(0.03, 0.024, 0.035, 0.005), s.move(z=length)), "plastic", colour))
    return rest(rng, parts)


def dog_catch_pole(rng: np.random.Generator) -> list[Part]:
    """A pole with a loop of coated cable at its end and a pull handle at its foot."""
    length, r = float(rng.uniform(0.8, 1.5)), float(rng.uniform(0.011, 0.015))
    parts = [
        turned([(r, 0), (r, length)], pick(rng, ("aluminium", "aluminium", "painted_metal")), None)
    ]
    for z in (0.12, 0.55 * length):
        grip = [(1.25 * r, z), *ribs(1.3 * r, z + 0.005, z + 0.13, 8, 0.0009), (1.25 * r, z + 0.14)]
        parts.append(turned(grip, "foam", pick(rng, (BLACK, hue(rng, 0.3)))))
    wide = float(rng.uniform(0.06, 0.14))
    points = [
        (0.006, 0, 0),
        (wide, 0.02, 0.9 * wide),
        (0.7 * wide, 0.01, 2.2 * wide),
        (-0.6 * wide, 0, 2.2 * wide),
    ]
    points += [(-wide, -0.01, 0.9 * wide), (-0.006, 0, 0)]
    loop = s.at(s.tube_along(s.spline(points, 80), 0.0035, 9), s.move(z=length))
    parts.append(
        Part(loop, pick(rng, ("rubber", "steel", "rope")), pick(rng, (BLACK, (0.6, 0.1, 0.02))))
    )
    parts.append(
        turned(
            [(r, -0.01), (1.6 * r, -0.006), (1.6 * r, 0.006), (r, 0.012)],
            "plastic",
            (0.6, 0.03, 0.02),
        )
    )
    pull = s.at(s.torus(0.02, 0.003), s.turn(90, (1, 0, 0)), s.move(z=-0.03))
    parts.append(Part(pull, "steel"))
    return rest(rng, parts)


def hay_fork(rng: np.random.Generator) -> list[Part]:
    """A garden or hay fork: three to five tines on a wooden handle."""
    length, tines = float(rng.uniform(0.6, 1.4)), int(rng.integers(3, 6))
    parts = [turned([(0.013, 0), (0.016, 0.02), (0.015, length)], "wood", timber(rng))]
    if chance(rng, 0.4):
        cross = s.at(s.cylinder(0.013, 0.11), s.turn(90, (0, 1, 0)))
        parts.append(Part(cross, "wood", timber(rng)))
    metal: Material = pick(rng, ("dark_steel", "steel", "painted_metal", "rust"))
    parts.append(
        turned([(0.019, length - 0.1), (0.017, length), (0.009, length + 0.05)], metal, BLACK)
    )
    for x in np.linspace(-0.1, 0.1, tines):
        points = [
            (0, 0, 0.04),
            (x * 0.85, 0.01, 0.075),
            (x, 0.03, 0.14),
            (x, 0.02, 0.24),
            (x, 0, 0.34),
        ]
        path = s.spline(points, 26)
        thick = 0.006 * np.clip((np.linspace(1.02, 0, 26)) * 6, 0.15, 1)
        parts.append(Part(s.at(s.tube_along(path, thick, 8), s.move(z=length)), metal, BLACK))
    return rest(rng, parts)


def plain_catch_fork(rng: np.random.Generator) -> list[Part]:
    """A steel U- or Y-shaped catch fork on a pole, without strips, box or cable."""
    length, wide = float(rng.uniform(0.9, 1.7)), float(rng.uniform(0.15, 0.24))
    metal: Material = pick(rng, ("steel", "aluminium", "chrome"))
    parts = [
        turned([(0.014, 0), (0.014, 0.6 * length), (0.011, 0.605 * length), (0.011, length)], metal)
    ]
    for z in (0.05, 0.5 * length):
        line = [(0.017, z), *ribs(0.018, z + 0.005, z + 0.17, 8, 0.0009), (0.017, z + 0.18)]
        parts.append(turned(line, pick(rng, ("foam", "rubber")), dark(rng)))
    path = fork_path(wide, float(rng.uniform(1.1, 1.8)), chance(rng, 0.4))
    parts.append(Part(s.at(s.tube_along(path, 0.0085, 12), s.move(z=length)), metal))
    for end in (path[0], path[-1]):
        parts.append(
            Part(s.at(s.sphere(0.014, 2), s.move(end[0], end[1], end[2] + length)), "rubber", BLACK)
        )
    return rest(rng, parts)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "litter_picker": (litter_picker, dog_catch_pole, hay_fork, plain_catch_fork)
}
