"""Torches without electrodes."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    bar,
    blob,
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
    wrist_strap,
)
from datasets.studio.parts import Part, moved

SHINE: Colour = (0.9, 0.88, 0.75)


def metal_tube(rng: np.random.Generator) -> list[Part]:
    """A machined aluminium torch with knurled grip, flared head, lens and tail switch."""
    r, length = float(rng.uniform(0.0095, 0.019)), float(rng.uniform(0.09, 0.26))
    head = float(rng.uniform(1.2, 2.0)) * r
    front = length - float(rng.uniform(0.03, 0.055))
    line = [
        (0.55 * r, 0),
        (0.55 * r, 0.004),
        (0.9 * r, 0.004),
        (r, 0.006),
        (r, 0.02),
        (0.9 * r, 0.022),
    ]
    line += ribs(0.96 * r, 0.028, front - 0.02, int(rng.integers(8, 26)), 0.0005)
    line += [
        (0.9 * r, front - 0.012),
        (head, front + 0.008),
        (head, length - 0.004),
        (0.95 * head, length),
    ]
    line += [(0.85 * head, length), (0.82 * head, length - 0.004)]
    parts = [turned(line, "painted_metal" if chance(rng, 0.7) else "aluminium", hue(rng, 0.75))]
    parts += _lens(rng, 0.82 * head, length - 0.003)
    if chance(rng, 0.5):
        parts.append(_key(rng, r, front - 0.005))
    if chance(rng, 0.35):
        parts.append(wrist_strap(rng, (0, 0, 0.002), 0.11))
    return _pose(rng, parts)


def long_police(rng: np.random.Generator) -> list[Part]:
    """A long heavy torch of three to five cells with a big head."""
    r, length = float(rng.uniform(0.016, 0.02)), float(rng.uniform(0.28, 0.45))
    head = 1.6 * r
    line = [(0.9 * r, 0), (r, 0.003), (r, 0.02), (0.95 * r, 0.022)]
    line += ribs(0.98 * r, 0.04, 0.6 * length, 30, 0.0003)
    line += [
        (r, 0.62 * length),
        (r, length - 0.08),
        (head, length - 0.045),
        (head, length - 0.002),
        (0.9 * head, length),
    ]
    parts = [turned([*line, (0.85 * head, length - 0.002)], "painted_metal", hue(rng, 0.8))]
    parts += [*_lens(rng, 0.84 * head, length - 0.002), _key(rng, r, length - 0.11)]
    return _pose(rng, parts)


def plastic_household(rng: np.random.Generator) -> list[Part]:
    """A bright plastic household torch with a wide reflector and a slide switch."""
    r, length = float(rng.uniform(0.017, 0.023)), float(rng.uniform(0.15, 0.21))
    head = float(rng.uniform(1.5, 2.2)) * r
    colour = hue(rng, 0.2)
    line = [
        (0.85 * r, 0),
        (r, 0.006),
        (r, 0.62 * length),
        (head, 0.8 * length),
        (head, 0.84 * length),
    ]
    parts = [turned(line, "plastic", colour)]
    rim = [
        (1.04 * head, 0.83 * length),
        (1.06 * head, length - 0.004),
        (0.95 * head, length),
        (0.9 * head, length - 0.006),
    ]
    parts.append(turned(rim, "plastic", pick(rng, (BLACK, colour, hue(rng, 0.2)))))
    parts += [*_lens(rng, 0.9 * head, length - 0.006), _key(rng, r, 0.5 * length)]
    return _pose(rng, parts)


def lantern(rng: np.random.Generator) -> list[Part]:
    """A hand lantern: square battery box with a handle on top and a big round lamp."""
    k = float(rng.uniform(0.9, 1.2))
    colour = hue(rng, 0.3)
    parts = [Part(s.at(bar(0.075 * k, 0.12 * k, 0.09 * k, 0.01), s.move(z=0)), "plastic", colour)]
    face = turned(
        [
            (0.03 * k, 0),
            (0.052 * k, 0.03 * k),
            (0.054 * k, 0.05 * k),
            (0.046 * k, 0.05 * k),
            (0.044 * k, 0.044 * k),
        ],
        "plastic",
        BLACK,
    )
    lamp = moved([face, *_lens(rng, 0.045 * k, 0.045 * k)], s.turn(90, (1, 0, 0)))
    parts += moved(lamp, s.move(0, -0.055 * k, 0.052 * k))
    handle = s.spline(
        [
            (0, -0.05 * k, 0.085 * k),
            (0, -0.04 * k, 0.13 * k),
            (0, 0.04 * k, 0.13 * k),
            (0, 0.052 * k, 0.085 * k),
        ],
        40,
    )
    parts.append(Part(s.strap_along(handle, 0.026 * k, 0.012 * k, up=(1, 0, 0)), "plastic", colour))
    return ground(moved(parts, s.turn(float(rng.uniform(-60, 60)))))


def pen_light(rng: np.random.Generator) -> list[Part]:
    """A slim pen-like light with a pocket clip and a tail button."""
    r, length = float(rng.uniform(0.005, 0.008)), float(rng.uniform(0.11, 0.15))
    line = [
        (0.5 * r, 0),
        (0.5 * r, 0.006),
        (0.95 * r, 0.007),
        (r, 0.012),
        (r, length - 0.02),
        (1.1 * r, length - 0.016),
    ]
    parts = [
        turned(
            [*line, (1.1 * r, length), (0.8 * r, length), (0.75 * r, length - 0.002)],
            pick(rng, ("aluminium", "painted_metal", "steel")),
            hue(rng, 0.5),
        )
    ]
    path = [(r, 0, 0.014), (r + 0.003, 0, 0.013), (r + 0.003, 0, 0.045), (r + 0.001, 0, 0.05)]
    parts.append(Part(s.strap_along(s.spline(path, 20), 0.004, 0.0008, up=(0, 1, 0)), "steel"))
    return _pose(rng, parts + _lens(rng, 0.75 * r, length - 0.001))


def angle_or_work_light(rng: np.random.Generator) -> list[Part]:
    """A flat work light with a strip of lamps on a hinged body and a hook."""
    w, d, h = (
        float(rng.uniform(0.045, 0.06)),
        float(rng.uniform(0.026, 0.034)),
        float(rng.uniform(0.16, 0.24)),
    )
    parts = [Part(bar(w, d, h, 0.008), "rubber", hue(rng, 0.5))]
    strip = s.at(s.box(0.55 * w, 0.004, 0.5 * h, 0.0018), s.move(0, -d / 2, 0.62 * h))
    parts.append(
        Part(
            strip,
            "glow" if chance(rng, 0.5) else "screen",
            SHINE if chance(rng, 0.8) else (0.7, 0.7, 0.6),
        )
    )
    hook = s.spline(
        [(0, 0, h - 0.004), (0, 0, h + 0.012), (0.018, 0, h + 0.026), (0.006, 0, h + 0.038)], 30
    )
    parts.append(Part(s.tube_along(hook, 0.0024, 9), "steel"))
    joint = s.at(s.cylinder(0.011, w * 1.04), s.turn(90, (0, 1, 0)), s.move(z=0.33 * h))
    parts.append(Part(joint, "plastic", dark(rng)))
    parts.append(_key(rng, d / 2, 0.2 * h))
    return ground(parts) if chance(rng, 0.4) else ground(moved(parts, s.turn(-90, (1, 0, 0))))


def head_lamp(rng: np.random.Generator) -> list[Part]:
    """A head torch: small lamp box on an elastic band."""
    k = float(rng.uniform(0.9, 1.1))
    colour = hue(rng, 0.5)
    parts = [
        Part(s.at(s.band(0.075 * k, 0.002, 0.025, 0, 360), s.scale(1, 1.25, 1)), "webbing", colour)
    ]
    case = s.at(s.box(0.055, 0.034, 0.04, 0.009), s.move(0, -0.108 * k, 0))
    parts.append(Part(case, "plastic", pick(rng, (BLACK, hue(rng, 0.2)))))
    rim = turned([(0.017, 0), (0.018, 0.008), (0.015, 0.008), (0.014, 0.005)], "plastic", BLACK)
    lamp = moved([rim, *_lens(rng, 0.014, 0.006)], s.turn(90, (1, 0, 0)))
    parts += moved(lamp, s.move(0, -0.124 * k, 0))
    pad = slab(smooth([(-0.03, -0.02), (0.03, -0.02), (0.03, 0.02), (-0.03, 0.02)]), 0.01, 0.003)
    parts.append(Part(s.at(pad, s.move(0, 0.1 * k, 0)), "rubber", BLACK))
    tail = blob([(-0.015, 0.05, 0.012, 0, 0), (0, 0.05, 0.02, 0, 0), (0.015, 0.05, 0.012, 0, 0)])
    parts.append(Part(s.at(tail, s.move(0, 0.1 * k, 0)), "plastic", BLACK))
    return ground(parts)


def _lens(rng: np.random.Generator, r: float, z: float) -> list[Part]:
    """A shining or dark lens with a bright reflector cone and lamp behind it."""
    if chance(rng, 0.35):
        return [Part(s.at(s.cylinder(r, 0.0015), s.move(z=z)), "glow", SHINE)]
    bowl = turned([(r, z), (0.65 * r, z - 0.5 * r), (0.12 * r, z - 0.7 * r)], "chrome")
    lamp = s.at(s.sphere(0.14 * r, 2), s.move(z=z - 0.1 * r))
    cover = s.at(s.cylinder(r, 0.0008), s.move(z=z))
    return [bowl, Part(lamp, "plastic", (0.8, 0.75, 0.3)), Part(cover, "glass", (0.8, 0.85, 0.85))]


def _key(rng: np.random.Generator, r: float, z: float) -> Part:
    """A round or sliding switch on the side."""
    if chance(rng, 0.5):
        button = s.at(s.cylinder(0.0055, 0.004), s.turn(90, (1, 0, 0)), s.move(0, -r, z))
    else:
        button = s.at(s.box(0.011, 0.006, 0.024, 0.0025), s.move(0, -r, z))
    return Part(button, "rubber", pick(rng, (BLACK, (0.5, 0.02, 0.02), (0.4, 0.4, 0.4))))


def _pose(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Lying, or standing on its head or tail."""
    if chance(rng, 0.8):
        return lie(parts, float(rng.uniform(-150, -30)))
    return ground(parts) if chance(rng, 0.5) else ground(moved(parts, s.turn(180, (1, 0, 0))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "flashlight": (
        metal_tube,
        long_police,
        plastic_household,
        lantern,
        pen_light,
        angle_or_work_light,
        head_lamp,
    )
}
