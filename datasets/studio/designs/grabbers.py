"""Poles that seize a waist or a limb and give electric shocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from datasets.studio import labels
from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    bar,
    chance,
    dark,
    ground,
    hue,
    lie,
    pick,
    ribs,
    slab,
    smooth,
    turned,
)
from datasets.studio.parts import Material, Part, moved


def waist_jaws(rng: np.random.Generator) -> list[Part]:
    """A long pole with two curved arms closing round a waist, electrodes on their inner side."""
    length, ring = float(rng.uniform(0.9, 1.6)), float(rng.uniform(0.17, 0.24))
    parts = _shaft(rng, length)
    gap = float(rng.uniform(15, 55))  # half opening at the front, degrees
    parts += moved(_jaws(rng, ring, gap, 0.03), s.move(z=length + ring))
    return rest(rng, parts)


def limb_jaws(rng: np.random.Generator) -> list[Part]:
    """A shorter pole with small jaws for an arm or a leg, opened by a trigger."""
    length, ring = float(rng.uniform(0.6, 1.1)), float(rng.uniform(0.06, 0.1))
    parts = _shaft(rng, length)
    parts += moved(_jaws(rng, ring, float(rng.uniform(20, 70)), 0.022), s.move(z=length + ring))
    return rest(rng, parts)


def shock_fork(rng: np.random.Generator) -> list[Part]:
    """A pole with a wide U- or Y-shaped fork lined with pairs of metal electrode strips."""
    length, wide = float(rng.uniform(0.9, 1.7)), float(rng.uniform(0.16, 0.26))
    parts = _shaft(rng, length)
    path = fork_path(wide, float(rng.uniform(1.1, 1.9)), chance(rng, 0.4))
    colour = hue(rng, 0.6)
    tube = float(rng.uniform(0.009, 0.014))
    arms = [
        Part(
            s.tube_along(path, tube, 14),
            pick(rng, ("plastic", "aluminium", "painted_metal")),
            colour,
        )
    ]
    inner = path * (1 - (tube + 0.002) / wide, 1, 1) + np.array([0, 0, 0.8 * tube])
    arms += _strips(rng, inner, tube)
    for end in (path[0], path[-1]):
        cap = s.at(s.sphere(tube * 1.3, 2), s.move(*end))
        arms.append(Part(cap, "rubber", pick(rng, (BLACK, (0.6, 0.02, 0.02)))))
    parts += moved(arms, s.move(z=length))
    return rest(rng, parts)


def _jaws(rng: np.random.Generator, ring: float, gap: float, width: float) -> list[Part]:
    """Two arms of a ring about the y axis, hinged at the bottom, with pads and bare strips."""
    colour = hue(rng, 0.7)
    body: Material = pick(rng, ("plastic", "matte_plastic", "aluminium", "painted_metal"))
    flat = s.turn(90, (1, 0, 0))
    spread = float(rng.uniform(0, 14))
    parts = []
    for side in (0, 180):
        arm = [Part(s.at(s.band(ring, 0.012, width, -88, 90 - gap), flat), body, colour)]
        for low in (-0.3, 0.3):
            strip = s.at(
                s.band(ring - 0.008, 0.003, 0.18 * width, -70, 80 - gap),
                s.move(z=low * width),
                flat,
            )
            arm.append(Part(strip, pick(rng, ("steel", "brass", "chrome"))))
        for angle in np.linspace(-55, 70 - gap, 4):
            stud = s.at(s.sphere(0.004, 1), s.turn(-float(angle), (0, 1, 0), (0, 0, 0)))
            place = s.move(
                x=float((ring - 0.009) * np.cos(np.radians(angle))),
                z=float((ring - 0.009) * np.sin(np.radians(angle))),
            )
            arm.append(Part(s.at(stud, place), "steel"))
        hinge = s.turn(spread, (0, 1, 0), (0, 0, -ring))
        parts += moved(moved(arm, hinge), s.turn(side))
    block = s.at(s.box(0.07, width * 1.3, 0.05, 0.006), s.move(z=-ring - 0.01))
    parts.append(Part(block, "plastic", BLACK))
    for x in (-0.02, 0.02):
        pin = s.at(s.cylinder(0.006, width * 1.5), flat, s.move(x, 0, -ring))
        parts.append(Part(pin, "steel"))
    return parts


def _strips(rng: np.random.Generator, path: NDArray[np.float64], tube: float) -> list[Part]:
    """Two bare metal strips beside each other along the inside of a fork."""
    metal: Material = pick(rng, ("steel", "brass", "chrome"))
    middle = path[len(path) // 10 : -len(path) // 10]
    rails = [middle + np.array([0, y, 0]) for y in (-0.5 * tube, 0.5 * tube)]
    return [Part(s.tube_along(rail, 0.0028, 8), metal) for rail in rails]


def _shaft(rng: np.random.Generator, length: float) -> list[Part]:
    """A pole with a pistol or bar grip and trigger at its foot, an electronics box and a cable."""
    r = float(rng.uniform(0.011, 0.017))
    metal: Material = pick(rng, ("aluminium", "painted_metal", "plastic", "steel"))
    half = length * float(rng.uniform(0.45, 0.7))
    colour = hue(rng, 0.6)
    parts = [
        turned([(r * 1.2, 0.1), (r * 1.2, half), (r, half + 0.004), (r, length)], metal, colour)
    ]
    parts.append(turned([(1.5 * r, half - 0.02), (1.5 * r, half + 0.02)], "plastic", BLACK))
    line = [(1.3 * r, 0), (1.6 * r, 0.006), *ribs(1.5 * r, 0.015, 0.15, 9, 0.001), (1.4 * r, 0.17)]
    parts.append(turned(line, "rubber", dark(rng)))
    parts += pistol_grip(rng, 0.2, r)
    box_z = float(rng.uniform(0.28, 0.42))
    case = bar(0.055, 0.05, 0.14, 0.008)
    parts.append(
        Part(s.at(case, s.move(0, -r - 0.022, box_z)), "plastic", pick(rng, (BLACK, hue(rng, 0.3))))
    )
    sheet = s.at(s.label_panel(0.046, 0.026), s.move(0, -r - 0.0478, box_z + 0.09))
    parts.append(Part(sheet, "paper", None, labels.voltage_label(rng)))
    lamp = s.at(s.sphere(0.004, 2), s.move(0.012, -r - 0.047, box_z + 0.05))
    parts.append(Part(lamp, "glow", pick(rng, ((0.9, 0.05, 0.02), (0.05, 0.8, 0.1)))))
    pitch, run = float(rng.uniform(0.05, 0.12)), length - box_z - 0.16
    cable = s.helix(1.2 * r + 0.003, pitch, run / pitch, 16) + np.array([0, 0, box_z + 0.13])
    parts.append(
        Part(s.tube_along(cable, 0.0028, 7), "rubber", pick(rng, (BLACK, (0.6, 0.02, 0.02))))
    )
    return parts


def pistol_grip(rng: np.random.Generator, z: float, r: float) -> list[Part]:
    """A grip with a trigger sticking out to +x from a pole along z."""
    grip = np.array(
        [(0.0, 0.03), (0.03, 0.025), (0.1, -0.01), (0.105, -0.035), (0.02, -0.015), (0, -0.02)]
    )
    body = s.at(slab(smooth(grip), 0.026, 0.006), s.move(0.6 * r, 0, z))
    path = s.spline([(0.6 * r, 0, z + 0.06), (0.03, 0, z + 0.058), (0.055, 0, z + 0.035)], 16)
    lever = s.strap_along(path, 0.012, 0.005, up=(0, 1, 0))
    red: Colour = pick(rng, ((0.6, 0.02, 0.02), BLACK, (0.8, 0.4, 0.02)))
    return [Part(body, "plastic", dark(rng)), Part(lever, "plastic", red)]


def fork_path(wide: float, tall: float, pointed: bool) -> NDArray[np.float64]:
    """A U- or Y-shaped path (80, 3) in the plane y = 0 opening upwards from the origin."""
    if pointed:
        half: ArrayLike = [
            (1.15, tall),
            (0.95, 0.75 * tall),
            (0.7, 0.45 * tall),
            (0.3, 0.16 * tall),
        ]
    else:
        half = [(1.0, tall), (1.0, 0.7 * tall), (0.92, 0.35 * tall), (0.55, 0.08 * tall)]
    right = np.asarray(half) * wide
    flat = np.concatenate([right, [[0.0, 0.0]], right[::-1] * (-1, 1)])
    return s.spline(np.stack([flat[:, 0], 0 * flat[:, 0], flat[:, 1]], 1), 80)


def rest(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Lying with its broad side up or down, seldom with its head propped up."""
    flat = lie(parts, float(pick(rng, (90, -90))) + float(rng.normal(0, 6)))
    if chance(rng, 0.15):
        return ground(moved(flat, s.turn(float(rng.uniform(-40, -8)), (0, 1, 0))))
    return flat


DESIGNS: dict[str, tuple[Design, ...]] = {"shock_grabber": (waist_jaws, limb_jaws, shock_fork)}
