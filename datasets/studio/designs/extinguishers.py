"""Fire extinguishers: what large irritant sprays are mistaken for."""

from __future__ import annotations

import numpy as np

from datasets.studio import labels
from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    chance,
    ground,
    lie,
    pick,
    slab,
    turned,
)
from datasets.studio.parts import Part, moved

RED: Colour = (0.55, 0.01, 0.01)
WHITE: Colour = (0.8, 0.8, 0.78)


def powder_extinguisher(rng: np.random.Generator) -> list[Part]:
    """A red extinguisher with squeeze levers, gauge, pull pin, hose and horn."""
    r = float(rng.uniform(0.055, 0.08))
    h = float(rng.uniform(3.6, 5.4)) * r
    parts = _cylinder(rng, r, h)
    hose = [
        (0.03, 0, h + 0.03),
        (0.6 * r + 0.03, 0, h + 0.04),
        (1.35 * r, 0, h - 0.05),
        (1.2 * r, 0, 0.45 * h),
    ]
    parts.append(Part(s.tube_along(s.spline(hose, 50), 0.009, 12), "rubber", BLACK))
    horn = turned([(0.009, 0), (0.016, -0.05), (0.018, -0.09)], "plastic", BLACK)
    parts.append(horn.moved(s.move(1.2 * r, 0, 0.45 * h + 0.01)))
    return _stand_or_lie(rng, parts)


def carbon_dioxide_extinguisher(rng: np.random.Generator) -> list[Part]:
    """A slim extinguisher with a wide black discharge horn."""
    r = float(rng.uniform(0.048, 0.06))
    h = float(rng.uniform(7.0, 9.5)) * r
    parts = _cylinder(rng, r, h)
    arm = [(0.02, 0, h + 0.035), (0.1, 0, h + 0.03), (r + 0.07, 0, h - 0.03)]
    parts.append(Part(s.tube_along(s.spline(arm, 20), 0.008, 12), "steel"))
    horn = turned(
        [(0.014, 0), (0.02, -0.08), (0.042, -0.26), (0.044, -0.3), (0.036, -0.298)],
        "plastic",
        BLACK,
    )
    parts.append(horn.moved(s.move(r + 0.07, 0, h - 0.02)))
    return _stand_or_lie(rng, parts)


def car_extinguisher(rng: np.random.Generator) -> list[Part]:
    """A small car or kitchen extinguisher with a plain nozzle and gauge."""
    r = float(rng.uniform(0.032, 0.048))
    parts = _cylinder(rng, r, float(rng.uniform(4.2, 6.0)) * r)
    return _stand_or_lie(rng, parts)


def _cylinder(rng: np.random.Generator, r: float, h: float) -> list[Part]:
    """The pressure bottle with label, valve, levers, pin and gauge; the valve sits at height h."""
    colour = RED if chance(rng, 0.88) else pick(rng, (WHITE, (0.6, 0.45, 0.02), (0.05, 0.15, 0.45)))
    line = [
        (0.9 * r, 0),
        (r, 0.006),
        (r, h - 0.8 * r),
        (0.87 * r, h - 0.45 * r),
        (0.5 * r, h - 0.16 * r),
    ]
    parts = [turned([*line, (0.3 * r, h - 0.1 * r), (0.28 * r, h)], "painted_metal", colour)]
    tall = min(0.5 * h, 2.6 * r)
    sheet = s.at(s.label_wrap(r, tall, -165, -15), s.move(z=0.45 * h))
    parts.append(Part(sheet, "paper", None, labels.extinguisher_label(rng)))
    k = float(np.clip(r / 0.06, 0.65, 1.1))
    parts.append(
        turned(
            [(0.016 * k, h - 0.005), (0.018 * k, h + 0.04 * k), (0.012 * k, h + 0.045 * k)],
            pick(rng, ("brass", "steel", "plastic")),
            None,
        )
    )
    dark_or_red = pick(rng, (BLACK, BLACK, RED))
    low = [(0.01, 0.03), (-0.11, 0.014), (-0.115, 0.022), (0.0, 0.05)]
    high = [
        (0.022, 0.048),
        (-0.02, 0.062),
        (-0.115, 0.072),
        (-0.117, 0.08),
        (0.0, 0.075),
        (0.028, 0.056),
    ]
    for outline in (low, high):
        lever = slab(np.array(outline) * k, 0.024 * k, 0.002)
        parts.append(Part(s.at(lever, s.move(z=h)), "painted_metal", dark_or_red))
    pin = s.at(
        s.torus(0.012 * k, 0.0014), s.turn(70, (1, 0, 0)), s.move(0.0, -0.028 * k, h + 0.058 * k)
    )
    gauge = s.at(
        s.cylinder(0.014 * k, 0.012), s.turn(90, (1, 0, 0)), s.move(0, -0.022 * k, h + 0.02 * k)
    )
    face = s.at(
        s.cylinder(0.0115 * k, 0.001), s.turn(90, (1, 0, 0)), s.move(0, -0.0285 * k, h + 0.02 * k)
    )
    nozzle = s.at(
        s.cylinder(0.007 * k, 0.03 * k), s.turn(90, (0, 1, 0)), s.move(0.025 * k, 0, h + 0.03 * k)
    )
    parts += [
        Part(pin, "steel"),
        Part(gauge, "steel"),
        Part(face, "paper", (0.1, 0.5, 0.15)),
        Part(nozzle, "plastic", BLACK),
    ]
    return parts


def _stand_or_lie(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    if chance(rng, 0.8):
        return ground(moved(parts, s.turn(float(rng.uniform(-80, 80)))))
    return lie(parts, float(rng.uniform(-130, -50)))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "fire_extinguisher": (powder_extinguisher, carbon_dioxide_extinguisher, car_extinguisher)
}
