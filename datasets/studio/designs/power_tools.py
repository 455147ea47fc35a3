"""Gun-shaped tools: drills, nail guns, glue guns, scanners, price guns."""

from __future__ import annotations

import numpy as np

from datasets.studio import labels
from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    blob,
    chance,
    dark,
    hue,
    pick,
    slab,
    smooth,
    turned,
)
from datasets.studio.designs._gun_parts import LEVEL, drop, plate
from datasets.studio.parts import Part, moved

TOOL_COLOURS: tuple[Colour, ...] = (
    (0.02, 0.25, 0.3),
    (0.75, 0.5, 0.02),
    (0.6, 0.02, 0.02),
    (0.02, 0.12, 0.04),
    (0.02, 0.05, 0.25),
    (0.75, 0.2, 0.01),
    (0.2, 0.4, 0.03),
)


def cordless_drill(rng: np.random.Generator) -> list[Part]:
    """A drill driver: motor body with vents, collar, keyless chuck, bit, grip, battery foot."""
    k, colour = float(rng.uniform(0.9, 1.15)), pick(rng, TOOL_COLOURS)
    body = [(0.02, -0.09), (0.031, -0.085), (0.033, 0.0), (0.031, 0.05), (0.026, 0.065)]
    collar = [(0.026, 0.063), (0.028, 0.07), (0.027, 0.088)]
    chuck = [(0.021, 0.088), (0.022, 0.105), (0.019, 0.107), (0.019, 0.125), (0.008, 0.135)]
    bit = [(0.003, 0.13), (0.003, 0.135 + float(rng.uniform(0.02, 0.08))), (0.0, 0.22)]
    turning = [turned(body, "plastic", colour), turned(collar, "plastic", BLACK)]
    turning.append(turned(chuck, pick(rng, ("plastic", "steel")), dark(rng)))
    if chance(rng, 0.6):
        turning.append(turned(bit, "steel"))
    parts = moved(turning, s.scale(k, k, k) @ LEVEL)
    grip = np.array(
        [(0.02, 0.0), (0.016, -0.05), (0.02, -0.12), (-0.03, -0.12), (-0.034, -0.05), (-0.045, 0.0)]
    )
    parts.append(Part(slab(smooth(grip * k), 0.034 * k, 0.01 * k), "rubber", dark(rng)))
    half = np.array(
        [(0.018, -0.03), (0.016, -0.05), (0.02, -0.12), (-0.008, -0.12), (-0.01, -0.03)]
    )
    parts.append(Part(slab(smooth(half * k), 0.037 * k, 0.008 * k), "plastic", colour))
    foot = plate(
        [(-0.055, -0.115), (0.06, -0.115), (0.062, -0.165), (-0.05, -0.165)], 0.072, 0.009, k
    )
    rail = plate(
        [(-0.045, -0.108), (0.04, -0.108), (0.045, -0.122), (-0.05, -0.122)], 0.06, 0.005, k
    )
    parts += [Part(foot, "plastic", BLACK), Part(rail, "plastic", colour)]
    trigger = plate(
        [(0.012, -0.02), (0.03, -0.018), (0.024, -0.045), (0.012, -0.048)], 0.016, 0.003, k
    )
    parts.append(Part(trigger, "plastic", pick(rng, ((0.6, 0.02, 0.02), BLACK))))
    for z in (-0.012, 0.0, 0.012):
        vent = [(-0.07, z - 0.0025), (-0.03, z - 0.0025), (-0.03, z + 0.0025), (-0.07, z + 0.0025)]
        parts.append(Part(plate(vent, 0.064, 0.001, k), "rubber", BLACK))
    return drop(rng, parts, 0.55)


def nail_gun(rng: np.random.Generator) -> list[Part]:
    """A nailer: motor head over a nose, long slanting magazine joined to the grip's foot."""
    k, colour = float(rng.uniform(0.9, 1.15)), pick(rng, TOOL_COLOURS)
    head = turned(
        [(0.03, -0.05), (0.042, -0.045), (0.042, 0.05), (0.03, 0.1), (0.02, 0.11)],
        "plastic",
        colour,
    )
    parts = [head.moved(s.scale(k, k, k) @ s.turn(180, (1, 0, 0)))]
    cap = turned([(0.035, 0), (0.036, 0.02), (0.028, 0.026)], "rubber", BLACK)
    parts.append(cap.moved(s.move(z=0.045 * k) @ s.scale(k, k, k)))
    grip = np.array(
        [
            (-0.02, 0.03),
            (-0.13, 0.015),
            (-0.19, 0.0),
            (-0.19, -0.035),
            (-0.13, -0.02),
            (-0.02, -0.012),
        ]
    )
    parts.append(Part(slab(grip * k, 0.036 * k, 0.012 * k), "rubber", dark(rng)))
    parts.append(
        Part(
            plate(
                [(-0.012, -0.1), (0.012, -0.1), (0.01, -0.165), (-0.01, -0.165)], 0.024, 0.003, k
            ),
            "steel",
        )
    )
    magazine = plate(
        [(-0.005, -0.155), (-0.02, -0.125), (-0.215, -0.03), (-0.225, -0.055)], 0.026, 0.003, k
    )
    parts.append(Part(magazine, pick(rng, ("aluminium", "dark_steel", "plastic")), None))
    foot = plate(
        [(-0.165, 0.012), (-0.23, 0.008), (-0.23, -0.07), (-0.175, -0.05)], 0.055, 0.008, k
    )
    parts.append(Part(foot, "plastic", BLACK))
    trigger = plate(
        [(-0.045, -0.008), (-0.07, -0.01), (-0.06, -0.035), (-0.048, -0.03)], 0.014, 0.003, k
    )
    parts.append(Part(trigger, "plastic", (0.6, 0.03, 0.02)))
    return drop(rng, parts, 0.8)


def glue_gun(rng: np.random.Generator) -> list[Part]:
    """A hot-glue gun: slim body, cone nozzle, large trigger, glue stick behind, often a cable."""
    k, colour = float(rng.uniform(0.75, 1.1)), pick(rng, (*TOOL_COLOURS, BLACK))
    body = (
        np.array([(-0.08, 0.0), (0.05, -0.004), (0.06, 0.012), (0.05, 0.03), (-0.075, 0.032)]) * k
    )
    parts = [Part(slab(smooth(body), 0.03 * k, 0.008 * k), "plastic", colour)]
    grip = np.array(
        [
            (-0.03, 0.01),
            (-0.075, 0.014),
            (-0.082, -0.05),
            (-0.075, -0.1),
            (-0.04, -0.1),
            (-0.042, -0.05),
        ]
    )
    parts.append(Part(slab(smooth(grip * k), 0.027 * k, 0.008 * k), "plastic", colour))
    nose = turned(
        [(0.012, 0.05), (0.013, 0.068), (0.007, 0.072), (0.002, 0.098)],
        pick(rng, ("brass", "steel")),
    )
    sleeve = turned([(0.014, 0.045), (0.014, 0.066)], "rubber", hue(rng, 0.4))
    parts += moved([nose, sleeve], s.move(z=0.014 * k) @ s.scale(k, k, k) @ LEVEL)
    stick = s.at(
        s.cylinder(0.0056 * k, float(rng.uniform(0.05, 0.12))),
        LEVEL,
        s.move(-0.1 * k, 0, 0.016 * k),
    )
    parts.append(Part(stick, "plastic", (0.75, 0.72, 0.6)))
    path = np.array([(-0.02, 0, 0.0), (-0.012, 0, -0.03), (-0.026, 0, -0.065)]) * k
    parts.append(
        Part(
            s.strap_along(s.spline(path, 20), 0.013 * k, 0.008 * k, up=(0, 1, 0)),
            "plastic",
            pick(rng, (BLACK, (0.75, 0.5, 0.02))),
        )
    )
    if chance(rng, 0.6):
        cable = s.spline(
            np.array(
                [(-0.058, 0, -0.098), (-0.062, 0, -0.14), (-0.12, 0.01, -0.17), (-0.2, 0.01, -0.1)]
            )
            * k,
            50,
        )
        parts.append(Part(s.tube_along(cable, 0.003, 8), "rubber", BLACK))
    return drop(rng, parts, 0.8)


def barcode_scanner(rng: np.random.Generator) -> list[Part]:
    """A hand scanner: flat wide head with a dark window, slim grip, trigger, coiled cable."""
    k, colour = (
        float(rng.uniform(0.9, 1.1)),
        pick(rng, (dark(rng), (0.6, 0.6, 0.58), hue(rng, 0.4))),
    )
    head = blob(
        [
            (-0.07, 0.02, 0.03, 0, 0),
            (-0.055, 0.034, 0.048, 0, 0),
            (0.03, 0.036, 0.066, 0, 0),
            (0.04, 0.034, 0.064, 0, 0),
        ],
        4.0,
    )
    parts = [Part(s.at(head, s.scale(k, k, k), LEVEL), "plastic", colour)]
    pane = s.at(s.box(0.003, 0.054 * k, 0.024 * k, 0.001), s.move(0.041 * k, 0, 0))
    parts.append(Part(pane, "screen", (0.12, 0.005, 0.01)))
    rim = s.at(
        blob([(0.025, 0.039, 0.07, 0, 0), (0.041, 0.037, 0.067, 0, 0)], 4.0),
        s.scale(k, k, k),
        LEVEL,
    )
    parts.append(Part(rim, "rubber", BLACK))
    grip = np.array(
        [
            (-0.012, -0.01),
            (-0.055, -0.008),
            (-0.068, -0.06),
            (-0.085, -0.13),
            (-0.05, -0.135),
            (-0.035, -0.06),
        ]
    )
    parts.append(Part(slab(smooth(grip * k), 0.032 * k, 0.01 * k), "plastic", colour))
    trigger = plate(
        [(-0.014, -0.02), (-0.004, -0.022), (-0.014, -0.052), (-0.026, -0.05)], 0.014, 0.003, k
    )
    parts.append(Part(trigger, "plastic", pick(rng, ((0.75, 0.45, 0.02), BLACK, (0.4, 0.4, 0.4)))))
    if chance(rng, 0.6):
        coil = s.helix(0.006, 0.0052, 16, 12)
        cable = s.tube_along(coil, 0.0018, 5)
        parts.append(
            Part(
                s.at(cable, s.turn(180 + 20, (0, 1, 0)), s.move(-0.068 * k, 0, -0.13 * k)),
                "rubber",
                BLACK,
            )
        )
    return drop(rng, parts, 0.6)


def price_gun(rng: np.random.Generator) -> list[Part]:
    """A label gun: side plates with a paper roll on top, print window, long squeeze lever."""
    k, colour = float(rng.uniform(0.9, 1.1)), pick(rng, TOOL_COLOURS)
    body = (
        np.array(
            [(-0.05, 0.0), (0.06, 0.0), (0.075, 0.02), (0.05, 0.05), (0.0, 0.06), (-0.06, 0.03)]
        )
        * k
    )
    parts = [Part(slab(body, 0.036 * k, 0.006 * k), "plastic", colour)]
    roll = s.at(s.cylinder(0.032 * k, 0.026 * k), s.turn(90, (1, 0, 0)), s.move(0, 0, 0.075 * k))
    core = s.at(s.cylinder(0.011 * k, 0.0275 * k), s.turn(90, (1, 0, 0)), s.move(0, 0, 0.075 * k))
    parts += [
        Part(roll, "paper", pick(rng, ((0.8, 0.8, 0.78), (0.8, 0.7, 0.1), (0.8, 0.3, 0.05)))),
        Part(core, "plastic", BLACK),
    ]
    handle = (
        np.array([(-0.03, 0.02), (-0.06, 0.03), (-0.15, -0.01), (-0.155, -0.035), (-0.09, -0.01)])
        * k
    )
    parts.append(Part(slab(smooth(handle), 0.026 * k, 0.008 * k), "plastic", colour))
    lever = (
        np.array(
            [
                (-0.01, 0.008),
                (-0.04, -0.01),
                (-0.13, -0.07),
                (-0.135, -0.085),
                (-0.05, -0.035),
                (0.0, -0.005),
            ]
        )
        * k
    )
    parts.append(
        Part(slab(lever, 0.02 * k, 0.005 * k), "plastic", pick(rng, (BLACK, hue(rng, 0.2))))
    )
    head = s.at(
        s.cylinder(0.012 * k, 0.03 * k), s.turn(90, (1, 0, 0)), s.move(0.06 * k, 0, 0.004 * k)
    )
    parts.append(Part(head, "rubber", BLACK))
    sheet = s.at(s.label_panel(0.05 * k, 0.022 * k), s.move(0.01 * k, -0.0184 * k, 0.028 * k))
    parts.append(Part(sheet, "paper", None, labels.can_label(rng)[50:270, 128:384]))
    return drop(rng, parts, 0.75)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "power_tool": (cordless_drill, nail_gun, glue_gun, barcode_scanner, price_gun)
}
