"""Things with a handle that are no whip of many lashes: single whips, dusters, mops, brooms."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    chance,
    dark,
    ground,
    hue,
    lay,
    lie,
    pick,
    ribs,
    timber,
    turned,
)
from datasets.studio.designs.whips import ALONG_X, HIDES, braided_handle
from datasets.studio.parts import Material, Part, moved


def coiled_bullwhip(rng: np.random.Generator) -> list[Part]:
    """A bullwhip: plaited handle, one long tapering lash in loose coils."""
    colour = pick(rng, HIDES)
    length = float(rng.uniform(0.2, 0.32))
    parts = moved(moved(braided_handle(rng, length, 0.013, colour), s.move(z=-length)), ALONG_X)
    turns, ring = float(rng.uniform(1.6, 3.4)), float(rng.uniform(0.1, 0.16))
    angle = np.linspace(-np.pi / 2, -np.pi / 2 + 2 * np.pi * turns, 160)
    radius = ring * (1 + 0.12 * np.sin(angle * 0.7 + rng.uniform(0, 6))) * np.linspace(1, 0.75, 160)
    x, y = radius * np.cos(angle), ring + radius * np.sin(angle)
    z = 0.009 * (angle - angle[0]) / (2 * np.pi) * np.abs(np.sin(angle * 0.5 + 0.8))
    thick = np.linspace(0.009, 0.0025, 160)
    parts.append(Part(s.tube_along(np.stack([x, y, z], 1), thick, 10), "leather", colour))
    end = np.array([x[-1], y[-1], z[-1]])
    tip = s.spline(
        end + np.array([(0, 0, 0), (0.05, 0.05, 0), (0.16, 0.03, 0), (0.22, 0.07, 0)]), 30
    )
    parts.append(Part(s.tube_along(tip, 0.0015, 6), "rope", (0.4, 0.35, 0.25)))
    return ground(parts)


def riding_crop(rng: np.random.Generator) -> list[Part]:
    """A riding crop: slim stiff shaft, grip, wrist loop, a flat leather keeper at the tip."""
    length, r = float(rng.uniform(0.5, 0.72)), float(rng.uniform(0.003, 0.0045))
    colour = pick(rng, (dark(rng), dark(rng), hue(rng, 0.0), HIDES[1]))
    grip = [(2.2 * r, 0), (2.6 * r, 0.008), *ribs(2.0 * r, 0.012, 0.14, 10, 0.0004)]
    line = [*grip, (1.3 * r, 0.15), (0.8 * r, length)]
    parts = [turned(line, pick(rng, ("leather", "plastic", "textile")), colour)]
    tongue = s.box(0.0016, float(rng.uniform(0.016, 0.03)), float(rng.uniform(0.045, 0.08)), 0.0006)
    parts.append(Part(s.at(tongue, s.move(z=length + 0.028)), "leather", colour))
    loop = s.spline([(0, 0, 0.14), (0.03, 0.02, 0.1), (0.035, 0.01, 0.0), (0.004, 0, 0.03)], 60)
    parts.append(Part(s.strap_along(loop, 0.006, 0.0012, up=(0, 1, 0)), "webbing", colour))
    return lie(parts, float(rng.uniform(0, 360)))


def dressage_whip(rng: np.random.Generator) -> list[Part]:
    """A long thin bending whip with a mushroom cap and a short lash of cord."""
    length, r = float(rng.uniform(0.9, 1.3)), 0.004
    colour = pick(rng, (dark(rng), dark(rng), hue(rng, 0.0)))
    bend = float(rng.uniform(-0.12, 0.12))
    t = np.linspace(0, 1, 80)
    path = np.stack([length * t, bend * t**2, 0 * t], 1)
    parts = [Part(s.tube_along(path, r * (1 - 0.7 * t), 8), "plastic", colour)]
    cap = turned(
        [(0.009, -0.004), (0.011, 0.002), (0.008, 0.008)], pick(rng, ("steel", "rubber")), None
    )
    grip = turned([(2.1 * r, 0.008), *ribs(2.0 * r, 0.012, 0.2, 14, 0.0004)], "rubber", dark(rng))
    parts += moved([cap, grip], ALONG_X)
    end = path[-1]
    cord = s.spline(
        end + np.array([(0, 0, 0), (0.03, 0.01, 0), (0.05, -0.012, 0), (0.09, 0.004, 0)]), 30
    )
    parts.append(Part(s.tube_along(cord, 0.0014, 6), "rope", colour))
    return ground(parts)


def lunge_whip(rng: np.random.Generator) -> list[Part]:
    """A lunge or stock whip: stiff stick with one long loose lash lying in waves."""
    length = float(rng.uniform(0.35, 0.9))
    colour = pick(rng, HIDES)
    stick = [(0.011, -length), (0.013, -length + 0.01), (0.01, -length + 0.15), (0.006, 0)]
    parts = moved([turned(stick, pick(rng, ("leather", "wood", "plastic")), colour)], ALONG_X)
    x = np.linspace(0, float(rng.uniform(0.5, 1.1)), 8)
    y = np.cumsum(rng.normal(0, 0.09, 8)) * (x > 0)
    path = s.spline(np.stack([x, y, 0 * x], 1), 110)
    parts.append(Part(s.tube_along(path, np.linspace(0.006, 0.002, 110), 8), "leather", colour))
    return ground(parts)


def feather_duster(rng: np.random.Generator) -> list[Part]:
    """A stick with a bush of soft feathers or fibres."""
    length = float(rng.uniform(0.25, 0.5))
    handle = [(0.006, 0), (0.011, 0.01), (0.009, 0.1), (0.007, length)]
    parts = [
        turned(handle, pick(rng, ("wood", "plastic")), pick(rng, (timber(rng), hue(rng, 0.2))))
    ]
    colour = pick(rng, (hue(rng, 0.0), (0.03, 0.025, 0.02), (0.3, 0.22, 0.14), (0.55, 0.5, 0.45)))
    bush = float(rng.uniform(0.16, 0.28))
    feather = np.array(
        [(0.3, 0), (1.0, 0.3), (0.9, 0.7), (0.0, 1.0), (-0.9, 0.7), (-1.0, 0.3), (-0.3, 0)]
    )
    for _ in range(int(rng.integers(70, 110))):
        size = float(rng.uniform(0.5, 1.0))
        blade = s.extrude(feather * (0.018 * size, 0.12 * size), 0.0008)
        blade = s.at(blade, s.turn(90, (1, 0, 0)), s.turn(float(rng.uniform(15, 75)), (1, 0, 0)))
        place = s.move(z=length - 0.04 + bush * float(rng.uniform(0, 0.7)))
        parts.append(
            Part(s.at(blade, s.turn(float(rng.uniform(0, 360))), place), "textile", colour)
        )
    return lay(rng, parts)


def static_duster(rng: np.random.Generator) -> list[Part]:
    """A bright microfibre duster: a thick noodly roll on a plastic handle."""
    length, r = float(rng.uniform(0.22, 0.34)), float(rng.uniform(0.035, 0.055))
    handle = [(0.012, 0), (0.014, 0.01), (0.01, 0.06), (0.012, 0.13), (0.008, 0.15 + length)]
    parts = [turned(handle, "plastic", hue(rng, 0.2))]
    colour = hue(rng, 0.05)
    noodle = s.tube_along(s.spline([(0, 0, 0), (r * 0.6, 0, 0.004), (r, 0, -0.006)], 8), 0.006, 6)
    loops = [
        s.at(
            noodle,
            s.turn(float(rng.uniform(-30, 30)), (0, 1, 0)),
            s.turn(float(rng.uniform(0, 360))),
            s.move(z=z),
        )
        for z in rng.uniform(0.16, 0.15 + length, 220)
    ]
    parts.append(Part(s.join(*loops), "textile", colour))
    return lay(rng, parts)


def fly_whisk(rng: np.random.Generator) -> list[Part]:
    """A short turned handle with one long tail of hair."""
    length = float(rng.uniform(0.12, 0.22))
    line = [
        (0.012, -length),
        (0.015, -length + 0.02),
        (0.009, -length + 0.04),
        (0.011, -0.02),
        (0.012, 0),
    ]
    parts = moved([turned(line, pick(rng, ("wood", "leather", "brass")), timber(rng))], ALONG_X)
    colour: Colour = pick(rng, ((0.03, 0.02, 0.015), (0.6, 0.55, 0.45), (0.25, 0.14, 0.06)))
    reach, hairs = float(rng.uniform(0.3, 0.5)), []
    for _ in range(110):
        start = rng.normal(0, 0.004, 3) * (0, 1, 1)
        end = np.array(
            [reach * rng.uniform(0.7, 1), rng.normal(0, 0.03), -0.008 + rng.normal(0, 0.004)]
        )
        middle = np.array([0.5 * reach, end[1] * 0.6 + rng.normal(0, 0.008), rng.normal(0, 0.008)])
        hairs.append(s.tube_along(s.spline([start, middle, end], 14), 0.0009, 4))
    parts.append(Part(s.join(*hairs), "rope", colour))
    return ground(parts)


def string_mop(rng: np.random.Generator) -> list[Part]:
    """A mop head of thick strings on a long stick, the stick sometimes cut short by the frame."""
    length = float(rng.uniform(0.35, 1.25))
    parts = [
        turned(
            [(0.011, 0), (0.012, 0.01), (0.012, length)],
            pick(rng, ("wood", "painted_metal", "aluminium")),
            pick(rng, (timber(rng), hue(rng, 0.2))),
        )
    ]
    parts.append(
        turned(
            [(0.05, -0.03), (0.045, -0.005), (0.02, 0.03), (0.014, 0.07)], "plastic", hue(rng, 0.1)
        )
    )
    colour: Colour = pick(
        rng, ((0.65, 0.62, 0.55), (0.7, 0.7, 0.68), (0.05, 0.2, 0.5), (0.1, 0.4, 0.2))
    )
    strings = []
    for _ in range(75):
        angle, size = rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 1.0)
        out = np.array([np.cos(angle), np.sin(angle), 0]) * size
        reach = float(rng.uniform(0.16, 0.24))
        points = [
            0.035 * out - (0, 0, 0.02),
            0.07 * out - (0, 0, 0.1),
            0.09 * out * rng.uniform(0.8, 1.5) - (0, 0, reach),
        ]
        strings.append(s.tube_along(s.spline(points, 12), 0.0032, 5))
    parts.append(Part(s.join(*strings), "rope", colour))
    return lay(rng, moved(parts, s.turn(180, (1, 0, 0))))


def broom(rng: np.random.Generator) -> list[Part]:
    """A hand brush or broom: wooden or plastic block full of bristles."""
    wide, length = float(rng.uniform(0.22, 0.4)), float(rng.uniform(0.15, 1.2))
    body: Material = pick(rng, ("wood", "plastic"))
    colour = timber(rng) if body == "wood" else hue(rng, 0.1)
    parts = [Part(s.box(wide, 0.05, 0.035, 0.008), body, colour)]
    stick = turned([(0.012, 0), (0.012, length), (0.008, length + 0.006)], body, colour)
    parts.append(stick.moved(s.turn(float(rng.uniform(10, 25)), (1, 0, 0))))
    tuft = s.join(
        *[
            s.at(
                s.cylinder(0.0009, 0.09, 5),
                s.move(float(rng.normal(0, 0.003)), float(rng.normal(0, 0.003))),
                s.turn(float(rng.normal(0, 4)), (1, 0, 0)),
            )
            for _ in range(9)
        ]
    )
    tufts = [
        s.at(
            tuft,
            s.turn(float(rng.uniform(0, 360))),
            s.turn(25 * 2 * x / wide, (0, 1, 0)),
            s.move(x, y, -0.055),
        )
        for x in np.linspace(-0.46 * wide, 0.46 * wide, 18)
        for y in (-0.016, 0, 0.016)
    ]
    parts.append(Part(s.join(*tufts), "rope", pick(rng, (BLACK, hue(rng, 0.0), (0.45, 0.3, 0.12)))))
    return lay(rng, parts) if chance(rng, 0.5) else ground(parts)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "single_whip": (coiled_bullwhip, lunge_whip),
    "riding_crop": (riding_crop, dressage_whip),
    "duster": (feather_duster, static_duster, fly_whisk, string_mop, broom),
}
