"""Shavers, trimmers and lighters: small hand units whose tip is no electrode."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Design,
    bar,
    blob,
    chance,
    hue,
    pick,
    screw,
    turned,
)
from datasets.studio.designs.hand_units import GREY, pose
from datasets.studio.parts import Material, Part


def foil_shaver(rng: np.random.Generator) -> list[Part]:
    """An electric shaver with one or two arched metal foils over its head."""
    w, d, h = (
        float(rng.uniform(0.05, 0.064)),
        float(rng.uniform(0.028, 0.038)),
        float(rng.uniform(0.095, 0.135)),
    )
    colour = hue(rng, 0.7)
    keys = [
        (0, 0.7 * w, 0.7 * d, 0, 0),
        (0.006, 0.86 * w, 0.95 * d, 0, 0),
        (0.4 * h, 0.84 * w, 0.9 * d, 0, 0),
    ]
    keys += [(0.85 * h, w, d, 0, 0), (h, 0.98 * w, d, 0, 0)]
    parts = [Part(blob(keys, 3.6), "plastic", colour)]
    for y in (-0.24 * d, 0.24 * d):
        foil = s.at(s.cylinder(0.24 * d, 0.86 * w), s.turn(90, (0, 1, 0)), s.move(0, y, h + 0.002))
        parts.append(Part(foil, pick(rng, ("steel", "chrome", "brass"))))
    cheek = s.box(0.07 * w, 0.95 * d, 0.4 * d, 0.003)
    parts += [
        Part(s.at(cheek, s.move(x * w, 0, h + 0.03 * d)), "plastic", BLACK) for x in (-0.46, 0.46)
    ]
    parts += _front(rng, w, d, h)
    return pose(rng, parts, 0.6)


def rotary_shaver(rng: np.random.Generator) -> list[Part]:
    """A shaver with three round cutters on a tilted head."""
    w, h = float(rng.uniform(0.046, 0.055)), float(rng.uniform(0.13, 0.16))
    colour = hue(rng, 0.7)
    keys = [
        (0, 0.6 * w, 0.6 * w, 0, 0),
        (0.008, 0.8 * w, 0.8 * w, 0, 0),
        (0.5 * h, 0.86 * w, 0.8 * w, 0, 0),
    ]
    keys += [
        (0.8 * h, 0.65 * w, 0.62 * w, 0, 0),
        (0.9 * h, 1.2 * w, 1.15 * w, 0, 0),
        (h, 1.2 * w, 1.15 * w, 0, 0),
    ]
    parts = [Part(blob(keys, 2.4), "plastic", colour)]
    for angle in (90, 210, 330):
        x, y = 0.32 * w * np.cos(np.radians(angle)), 0.32 * w * np.sin(np.radians(angle))
        place = s.move(float(x), float(y), h)
        parts.append(
            turned(
                [(0.28 * w, -0.002), (0.28 * w, 0.002), (0.24 * w, 0.005)], "plastic", BLACK
            ).moved(place)
        )
        cutter = [
            (0.22 * w, 0.004),
            (0.2 * w, 0.007),
            (0.12 * w, 0.006),
            (0.1 * w, 0.003),
            (0.06 * w, 0.006),
        ]
        parts.append(turned(cutter, "steel").moved(place))
    return pose(rng, [*parts, *_front(rng, w, 0.8 * w, h)], 0.6)


def hair_trimmer(rng: np.random.Generator) -> list[Part]:
    """A hair trimmer with a toothed steel blade across its end, sometimes a comb."""
    w, d, h = (
        float(rng.uniform(0.036, 0.05)),
        float(rng.uniform(0.032, 0.042)),
        float(rng.uniform(0.14, 0.18)),
    )
    keys = [
        (0, 0.6 * w, 0.6 * d, 0, 0),
        (0.008, 0.85 * w, 0.9 * d, 0, 0),
        (0.45 * h, 0.82 * w, 0.85 * d, 0, 0),
    ]
    keys += [(0.85 * h, w, 0.9 * d, 0, 0), (h, w, 0.4 * d, 0, 0)]
    parts = [Part(blob(keys, 3.2), "plastic", hue(rng, 0.6))]
    blade = s.at(
        s.box(0.95 * w, 0.004, 0.02), s.turn(-8, (1, 0, 0)), s.move(0, -0.12 * d, h + 0.006)
    )
    parts.append(Part(blade, "steel"))
    tooth = s.at(s.box(0.0011, 0.003, 0.007), s.move(0, -0.13 * d, h + 0.018))
    teeth = [s.at(tooth, s.move(x=float(x))) for x in np.linspace(-0.46 * w, 0.46 * w, 20)]
    parts += [Part(s.join(*teeth), "steel"), *_front(rng, w, 0.9 * d, h)]
    return pose(rng, parts, 0.7)


def pocket_lighter(rng: np.random.Generator) -> list[Part]:
    """A gas lighter, or a flip-top arc lighter open on its small electrodes' hood."""
    w, d, h = (
        float(rng.uniform(0.022, 0.037)),
        float(rng.uniform(0.011, 0.014)),
        float(rng.uniform(0.045, 0.065)),
    )
    if chance(rng, 0.5):
        parts = [Part(bar(w, d, h, 0.0025, 3.0), "plastic", hue(rng, 0.1))]
        hood = s.at(s.box(0.62 * w, 0.8 * d, 0.014, 0.001), s.move(-0.14 * w, 0, h + 0.006))
        wheel = s.at(
            s.cylinder(0.0045, 0.6 * d), s.turn(90, (1, 0, 0)), s.move(0.12 * w, 0, h + 0.009)
        )
        thumb = s.at(
            s.box(0.3 * w, 0.7 * d, 0.004, 0.001),
            s.turn(15, (0, 1, 0)),
            s.move(0.32 * w, 0, h + 0.003),
        )
        parts += [
            Part(hood, "steel"),
            Part(wheel, "dark_steel"),
            Part(thumb, "plastic", hue(rng, 0.4)),
        ]
        return pose(rng, parts, 0.6)
    metal: Material = pick(rng, ("chrome", "dark_steel", "brass", "steel"))
    parts = [Part(bar(w, d, 0.65 * h, 0.002, 7.0), metal)]
    lid = s.at(
        bar(w, d, 0.36 * h, 0.002, 7.0),
        s.move(z=0.65 * h),
        s.turn(-float(rng.uniform(70, 130)), (0, 1, 0), (-w / 2, 0, 0.65 * h)),
    )
    inner = s.at(s.box(0.8 * w, 0.8 * d, 0.008, 0.001), s.move(z=0.66 * h))
    parts += [Part(lid, metal), Part(inner, "plastic", BLACK)]
    for x in (-0.18, 0.18):
        post = s.at(s.cylinder(0.0016, 0.004, 10), s.move(x * w, 0, 0.66 * h + 0.006))
        parts.append(Part(post, "plastic", (0.75, 0.75, 0.7)))
    return pose(rng, parts, 0.5)


def stick_lighter(rng: np.random.Generator) -> list[Part]:
    """A long kitchen lighter: handle with trigger and a slim metal tube."""
    h, long = float(rng.uniform(0.09, 0.12)), float(rng.uniform(0.09, 0.16))
    colour = hue(rng, 0.2)
    keys = [
        (0, 0.012, 0.012, 0, 0),
        (0.006, 0.024, 0.02, 0, 0),
        (0.6 * h, 0.026, 0.02, 0, 0),
        (h, 0.014, 0.014, 0, 0),
    ]
    parts = [Part(blob(keys, 2.6), "plastic", colour)]
    tube = [(0.0045, h - 0.004), (0.0045, h + long), (0.0035, h + long), (0.003, h + long - 0.004)]
    parts.append(turned(tube, pick(rng, ("steel", "dark_steel", "chrome"))))
    key = s.at(s.box(0.008, 0.01, 0.024, 0.003), s.move(0.014, 0, 0.68 * h))
    parts.append(Part(key, "plastic", pick(rng, (BLACK, hue(rng, 0.1)))))
    return pose(rng, parts, 0.95)


def _front(rng: np.random.Generator, w: float, d: float, h: float) -> list[Part]:
    """A slide switch, a lamp, a bright inlay and two screws behind: the face of a shaver."""
    key = s.at(s.box(0.26 * w, 0.005, 0.13 * h, 0.002), s.move(0, -0.46 * d, 0.52 * h))
    lamp = s.at(s.sphere(0.0018, 1), s.move(0, -0.47 * d, 0.25 * h))
    inlay = s.at(s.box(0.4 * w, 0.003, 0.5 * h, 0.0014), s.move(0, -0.44 * d, 0.45 * h))
    head = s.at(screw(), s.turn(180), s.move(0, 0.45 * d, 0.3 * h))
    return [
        Part(inlay, "plastic", pick(rng, (GREY, BLACK, hue(rng, 0.1)))),
        Part(key, "plastic", pick(rng, (BLACK, GREY, hue(rng, 0.0)))),
        Part(lamp, "glow", (0.1, 0.8, 0.2)),
        Part(head, "steel"),
    ]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "shaver": (foil_shaver, rotary_shaver, hair_trimmer, pocket_lighter, stick_lighter)
}
