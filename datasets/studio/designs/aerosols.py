"""Household cans and bottles: what irritant sprays are mistaken for."""

from __future__ import annotations

import numpy as np

from datasets.studio import labels
from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    bar,
    blob,
    chance,
    ground,
    hue,
    lie,
    pick,
    row,
    slab,
    smooth,
    turned,
)
from datasets.studio.parts import Part, moved

RED: Colour = (0.55, 0.01, 0.01)
WHITE: Colour = (0.8, 0.8, 0.78)


def capped_can(rng: np.random.Generator) -> list[Part]:
    """A deodorant, hair or room spray with its overcap on."""
    r, h = float(rng.uniform(0.017, 0.029)), float(rng.uniform(0.1, 0.22))
    parts = _body(rng, r, h)
    top = h + float(rng.uniform(1.0, 2.0)) * r
    colour = pick(rng, (WHITE, hue(rng, 0.15), hue(rng, 0.15)))
    if chance(rng, 0.5):
        cap = [(0.98 * r, h - 0.008), (0.98 * r, top - 0.004), (0.9 * r, top)]
    else:
        cap = [
            (0.98 * r, h - 0.008),
            (0.97 * r, h + 0.4 * (top - h)),
            (0.7 * r, top - 0.004),
            (0.5 * r, top),
        ]
    parts.append(turned(cap, "plastic", colour))
    return _pose(rng, parts)


def open_can(rng: np.random.Generator) -> list[Part]:
    """A paint, insect or oil spray without its cap: domed top, valve cup, push button."""
    r, h = float(rng.uniform(0.022, 0.0335)), float(rng.uniform(0.13, 0.23))
    parts = _body(rng, r, h) + _button(rng, r, h)
    things = [_pose(rng, parts)]
    if chance(rng, 0.35):
        cap = turned([(r, 0), (r, 1.3 * r), (0.92 * r, 1.35 * r)], "plastic", hue(rng, 0.2))
        things.append(ground([cap]))
    return row(things, 0.015)


def collar_can(rng: np.random.Generator) -> list[Part]:
    """A spray whose cap is its actuator: twist collar, sloping top with a finger dip."""
    r, h = float(rng.uniform(0.019, 0.028)), float(rng.uniform(0.12, 0.2))
    colour = pick(rng, (WHITE, hue(rng, 0.4)))
    keys = [(h - 0.008, 2.04 * r, 2.04 * r, 0.0, 0.0), (h + 0.5 * r, 2.04 * r, 2.04 * r, 0.0, 0.0)]
    keys += [
        (h + 1.2 * r, 1.7 * r, 1.6 * r, 0.0, 0.1 * r),
        (h + 1.7 * r, 1.2 * r, 0.9 * r, 0.0, 0.35 * r),
    ]
    parts = [*_body(rng, r, h), Part(blob(keys, 2.3), "plastic", colour)]
    hole = s.at(
        s.cylinder(0.18 * r, 0.2 * r), s.turn(90, (1, 0, 0)), s.move(0, -0.62 * r, h + 1.15 * r)
    )
    parts.append(Part(hole, "plastic", BLACK))
    return _pose(rng, parts)


def pump_bottle(rng: np.random.Generator) -> list[Part]:
    """A bottle with a trigger sprayer: shouldered body, neck, gun-like head."""
    w, d, h = (
        float(rng.uniform(0.07, 0.1)),
        float(rng.uniform(0.045, 0.065)),
        float(rng.uniform(0.15, 0.2)),
    )
    keys = [(0, 0.9 * w, 0.9 * d, 0, 0), (0.006, w, d, 0, 0), (0.6 * h, w, d, 0, 0)]
    keys += [
        (0.82 * h, 0.62 * w, 0.8 * d, 0, 0),
        (0.94 * h, 0.03, 0.03, 0, 0),
        (h, 0.028, 0.028, 0, 0),
    ]
    clear = chance(rng, 0.3)
    parts = [
        Part(blob(keys, 3.0), "glass" if clear else "plastic", pick(rng, (WHITE, hue(rng, 0.1))))
    ]
    sheet = s.at(s.label_panel(0.75 * w, 0.42 * h), s.move(0, -d / 2 - 0.0006, 0.33 * h))
    parts += [
        Part(s.at(sheet, turn), "paper", None, labels.can_label(rng)[:, 128:384])
        for turn in (s.turn(0), s.turn(180))
    ]
    colour = pick(rng, (WHITE, hue(rng, 0.1), RED))
    parts.append(turned([(0.016, h - 0.012), (0.016, h + 0.008)], "plastic", colour))
    head = [
        (-0.03, 0.0),
        (0.012, 0.0),
        (0.016, 0.018),
        (0.05, 0.022),
        (0.055, 0.042),
        (0.0, 0.05),
        (-0.035, 0.034),
    ]
    parts.append(
        Part(s.at(slab(smooth(head), 0.024, 0.005), s.move(z=h + 0.006)), "plastic", colour)
    )
    nozzle = s.at(
        bar(0.016, 0.016, 0.012, 0.002), s.turn(90, (0, 1, 0)), s.move(0.053, 0, h + 0.037)
    )
    path = s.spline([(0.034, 0, h + 0.03), (0.044, 0, h + 0.01), (0.034, 0, h - 0.02)], 20)
    trigger = s.strap_along(path, 0.014, 0.005, up=(0, 1, 0))
    parts += [
        Part(nozzle, "plastic", hue(rng, 0.1)),
        Part(trigger, "plastic", pick(rng, (RED, WHITE, colour))),
    ]
    return _pose(rng, parts)


def mist_bottle(rng: np.random.Generator) -> list[Part]:
    """A small perfume or hand-gel bottle with a finger pump and often a clear cap."""
    r, h = float(rng.uniform(0.012, 0.022)), float(rng.uniform(0.06, 0.12))
    line = [(0.9 * r, 0), (r, 0.004), (r, 0.86 * h), (0.6 * r, h), (0.5 * r, h + 0.004)]
    glassy = chance(rng, 0.5)
    parts = [turned(line, "glass" if glassy else "plastic", hue(rng, 0.05))]
    sheet = s.at(s.label_wrap(r, 0.6 * h, -200, 20), s.move(z=0.45 * h))
    parts.append(Part(sheet, "paper", None, labels.can_label(rng)[:, 100:412]))
    parts.append(
        turned(
            [(0.55 * r, h), (0.55 * r, h + 0.01), (0.4 * r, h + 0.012), (0.4 * r, h + 0.022)],
            "plastic",
            WHITE,
        )
    )
    jet = s.at(s.cylinder(0.0015, 0.004), s.turn(90, (1, 0, 0)), s.move(0, -0.4 * r, h + 0.018))
    parts.append(Part(jet, "plastic", BLACK))
    if chance(rng, 0.4):
        parts.append(
            turned([(0.75 * r, h), (0.75 * r, h + 0.034), (0.6 * r, h + 0.036)], "plastic", WHITE)
        )
    return _pose(rng, parts)


def several(rng: np.random.Generator) -> list[Part]:
    """Two to four household sprays in a row."""
    kinds = (capped_can, open_can, collar_can, mist_bottle)
    things = [pick(rng, kinds)(rng) for _ in range(int(rng.integers(2, 5)))]
    return row(things, float(rng.uniform(0.006, 0.03)))


def _body(rng: np.random.Generator, r: float, h: float) -> list[Part]:
    """A printed tin or aluminium can with a straight, domed or necked shoulder."""
    metal = pick(rng, (None, WHITE, hue(rng, 0.1)))
    shoulder = float(rng.uniform(0.3, 0.9)) * r
    line = [(0.95 * r, 0), (1.02 * r, 0.002), (r, 0.006), (r, h - shoulder)]
    parts = [
        turned(
            [*line, (0.9 * r, h - 0.5 * shoulder), (0.6 * r, h - 0.05 * shoulder), (0.55 * r, h)],
            "aluminium",
            metal,
        )
    ]
    low, high = 0.008, h - shoulder - 0.002
    picture = labels.can_label(rng)
    if chance(rng, 0.5):
        picture = np.concatenate([picture[:, 100:412], picture[:, 100:412]], axis=1)
    sheet = s.at(s.label_wrap(r, high - low, -270, 90), s.move(z=(low + high) / 2))
    parts.append(Part(sheet, "paper", None, picture))
    return parts


def _button(rng: np.random.Generator, r: float, h: float) -> list[Part]:
    """A rolled valve cup, a stem and a push button with its jet."""
    cup = turned(
        [(0.56 * r, h - 0.002), (0.6 * r, h + 0.002), (0.5 * r, h + 0.004), (0.2 * r, h + 0.001)],
        "steel",
    )
    colour = pick(rng, (WHITE, hue(rng, 0.2), hue(rng, 0.2)))
    button = turned(
        [(0.26 * r, h), (0.26 * r, h + 0.006), (0.22 * r, h + 0.015), (0.16 * r, h + 0.0165)],
        "plastic",
        colour,
    )
    jet = s.at(s.cylinder(0.0016, 0.004), s.turn(90, (1, 0, 0)), s.move(0, -0.24 * r, h + 0.009))
    return [cup, button, Part(jet, "plastic", BLACK)]


def _pose(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Mostly standing, sometimes lying."""
    if chance(rng, 0.7):
        return ground(moved(parts, s.turn(float(rng.uniform(-60, 60)))))
    return lie(parts, float(rng.uniform(-140, -40)))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "spray_can": (capped_can, open_can, collar_can, pump_bottle, mist_bottle, several)
}
