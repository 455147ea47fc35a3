"""Hand units without electrodes: radios, telephones, remotes."""

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
    dark,
    ground,
    hue,
    lie_flat,
    pick,
    stand,
    turned,
    wrist_strap,
)
from datasets.studio.parts import Part, moved

GREY: Colour = (0.35, 0.35, 0.37)


def walkie_talkie(rng: np.random.Generator) -> list[Part]:
    """A two-way radio: thick body, rubber aerial, top knobs, loudspeaker slots, keypad."""
    w, d, h = (
        float(rng.uniform(0.052, 0.064)),
        float(rng.uniform(0.03, 0.04)),
        float(rng.uniform(0.1, 0.14)),
    )
    parts = [Part(bar(w, d, h, 0.007, 6.0), "matte_plastic", hue(rng, 0.75))]
    aerial = turned(
        [(0.0065, 0), (0.0065, 0.02), (0.0045, 0.024), (0.004, float(rng.uniform(0.06, 0.16)))],
        "rubber",
        BLACK,
    )
    parts.append(aerial.moved(s.move(0.33 * w, 0, h - 0.003)))
    for x in (-0.3, 0.0):
        knob = turned([(0.006, 0), (0.0065, 0.004), (0.006, 0.012)], "plastic", BLACK)
        parts.append(knob.moved(s.move(x * w, 0, h - 0.002)))
    slot = s.box(0.6 * w, 0.002, 0.0022, 0.0008)
    for z in np.arange(0.62, 0.88, 0.04):
        parts.append(Part(s.at(slot, s.move(0, -d / 2, float(z) * h)), "rubber", BLACK))
    if chance(rng, 0.7):
        parts.append(_panel(rng, 0.6 * w, 0.16 * h, -d / 2, 0.5 * h))
        parts += _keys(rng, w, -d / 2, 0.1 * h, 0.4 * h, 4, 3)
    side = s.at(s.box(0.005, 0.014, 0.04, 0.002), s.move(-w / 2, 0, 0.65 * h))
    clip = s.at(s.box(0.024, 0.004, 0.07, 0.0018), s.move(0, d / 2 + 0.006, 0.55 * h))
    parts += [
        Part(side, "rubber", pick(rng, (BLACK, (0.75, 0.3, 0.02)))),
        Part(clip, "plastic", BLACK),
    ]
    return pose(rng, parts, 0.6)


def smart_phone(rng: np.random.Generator) -> list[Part]:
    """A flat telephone, face up with a lit or dark screen, or face down with cameras."""
    w, d, h = (
        float(rng.uniform(0.066, 0.08)),
        float(rng.uniform(0.0075, 0.011)),
        float(rng.uniform(0.138, 0.168)),
    )
    parts = [
        Part(bar(w, d, h, 0.0035, 9.0), pick(rng, ("plastic", "aluminium", "glass")), hue(rng, 0.6))
    ]
    if chance(rng, 0.5):
        sheet = s.at(s.label_panel(0.92 * w, 0.95 * h), s.move(0, -d / 2 - 0.0004, h / 2))
        parts.append(Part(sheet, "screen", None, labels.screen_label(rng)))
    else:
        parts.append(
            Part(s.at(s.box(0.92 * w, 0.001, 0.95 * h), s.move(0, -d / 2, h / 2)), "screen", BLACK)
        )
    block = s.at(s.box(0.36 * w, 0.003, 0.3 * w, 0.0014), s.move(0.25 * w, d / 2, 0.86 * h))
    parts.append(Part(block, "plastic", BLACK))
    for x, z in ((0.16, 0.84), (0.16, 0.89), (0.34, 0.865)):
        lens = s.at(
            s.cylinder(0.1 * w, 0.003), s.turn(90, (1, 0, 0)), s.move(x * w, d / 2 + 0.002, z * h)
        )
        parts.append(Part(lens, "glass", BLACK))
    over = chance(rng, 0.3)
    return lie_flat(moved(parts, s.turn(180)) if over else parts)


def remote_control(rng: np.random.Generator) -> list[Part]:
    """A long remote control with rows of rubber keys and a dark window in front."""
    w, d, h = (
        float(rng.uniform(0.036, 0.055)),
        float(rng.uniform(0.014, 0.024)),
        float(rng.uniform(0.12, 0.22)),
    )
    parts = [
        Part(
            bar(w, d, h, 0.005, 5.0), "plastic", pick(rng, (dark(rng), dark(rng), (0.6, 0.6, 0.6)))
        )
    ]
    parts += _keys(
        rng, w, -d / 2, 0.08 * h, 0.55 * h, int(rng.integers(5, 9)), int(rng.integers(2, 5))
    )
    ring = s.at(s.torus(0.28 * w, 0.003), s.turn(90, (1, 0, 0)), s.move(0, -d / 2, 0.72 * h))
    middle = s.at(s.sphere(0.12 * w, 2), s.scale(1, 0.3, 1), s.move(0, -d / 2, 0.72 * h))
    red = s.at(s.sphere(0.1 * w, 2), s.scale(1, 0.35, 1), s.move(-0.25 * w, -d / 2, 0.93 * h))
    parts += [
        Part(ring, "plastic", GREY),
        Part(middle, "rubber", GREY),
        Part(red, "rubber", (0.6, 0.02, 0.02)),
    ]
    window = s.at(s.box(0.5 * w, 0.5 * d, 0.004, 0.0015), s.move(z=h))
    parts.append(Part(window, "screen", (0.05, 0.0, 0.0)))
    return pose(rng, parts, 0.92)


def key_phone(rng: np.random.Generator) -> list[Part]:
    """An old or cordless telephone handset with keypad, small display and ear slots."""
    w, d, h = (
        float(rng.uniform(0.043, 0.055)),
        float(rng.uniform(0.016, 0.028)),
        float(rng.uniform(0.11, 0.17)),
    )
    keys = [(0, 0.8 * w, 0.7 * d, 0, 0), (0.006, w, d, 0, 0), (0.5 * h, 0.93 * w, 0.9 * d, 0, 0)]
    keys += [
        (0.9 * h, w, d, 0, 0),
        (h - 0.004, 0.94 * w, 0.9 * d, 0, 0),
        (h, 0.8 * w, 0.7 * d, 0, 0),
    ]
    parts = [Part(blob(keys, 4.0), "plastic", hue(rng, 0.6))]
    parts.append(_panel(rng, 0.72 * w, 0.24 * h, -d / 2, 0.7 * h))
    parts += _keys(rng, w, -0.47 * d, 0.1 * h, 0.44 * h, 4, 3)
    slot = s.at(s.box(0.3 * w, 0.002, 0.003, 0.001), s.move(0, -0.49 * d, 0.92 * h))
    parts.append(Part(slot, "rubber", BLACK))
    if chance(rng, 0.3):
        parts.append(
            Part(s.at(s.cylinder(0.005, 0.03), s.move(0.35 * w, 0, h + 0.01)), "rubber", BLACK)
        )
    return pose(rng, parts, 0.8)


def pocket_radio(rng: np.random.Generator) -> list[Part]:
    """A pocket radio or recorder: speaker grille, tuning window, telescopic aerial, loop."""
    w, d, h = (
        float(rng.uniform(0.062, 0.085)),
        float(rng.uniform(0.022, 0.03)),
        float(rng.uniform(0.1, 0.14)),
    )
    parts = [Part(bar(w, d, h, 0.005, 7.0), "plastic", pick(rng, (GREY, hue(rng, 0.4))))]
    hole = s.at(s.cylinder(0.0016, 0.002, 8), s.turn(90, (1, 0, 0)), s.move(y=-d / 2 - 0.0004))
    holes = [
        s.at(hole, s.move(x * w, 0, z * h))
        for x in np.linspace(-0.35, 0.35, 10)
        for z in np.linspace(0.1, 0.5, 10)
    ]
    parts += [
        Part(s.join(*holes), "rubber", BLACK),
        _panel(rng, 0.8 * w, 0.2 * h, -d / 2, 0.76 * h),
    ]
    rod = turned(
        [(0.003, 0), (0.003, 0.05), (0.002, 0.051), (0.002, float(rng.uniform(0.09, 0.22)))],
        "chrome",
    )
    parts.append(
        rod.moved(
            s.move(0.4 * w, 0.2 * d, h - 0.01) @ s.turn(float(rng.uniform(-70, 20)), (0, 1, 0))
        )
    )
    wheel = s.at(
        s.cylinder(0.012, 0.005), s.turn(90, (1, 0, 0)), s.move(w / 2 - 0.008, 0, 0.62 * h)
    )
    parts.append(Part(wheel, "plastic", BLACK))
    if chance(rng, 0.5):
        parts.append(wrist_strap(rng, (-0.3 * w, 0, 0.004), 0.09))
    return pose(rng, parts, 0.6)


def _panel(rng: np.random.Generator, w: float, h: float, y: float, z: float) -> Part:
    """A small display on the face at depth y, middle height z."""
    tint = pick(rng, (BLACK, (0.25, 0.3, 0.18), (0.1, 0.2, 0.35)))
    return Part(s.at(s.box(w, 0.0018, h, 0.0007), s.move(0, y, z)), "screen", tint)


def _keys(
    rng: np.random.Generator, w: float, y: float, low: float, high: float, rows: int, columns: int
) -> list[Part]:
    """A grid of keys on the face at depth y, from height low to high."""
    pitch_x, pitch_z = 0.8 * w / columns, (high - low) / rows
    key = s.box(0.72 * pitch_x, 0.003, 0.62 * pitch_z, 0.001)
    grid = [
        s.at(key, s.move((j + 0.5 - columns / 2) * pitch_x, y, low + (i + 0.5) * pitch_z))
        for i in range(rows)
        for j in range(columns)
    ]
    colour = pick(rng, (GREY, BLACK, (0.7, 0.7, 0.7)))
    return [Part(s.join(*grid), "rubber", colour)]


def pose(rng: np.random.Generator, parts: list[Part], flat: float) -> list[Part]:
    """Lying face up in the share `flat`, else standing."""
    if chance(rng, flat):
        return lie_flat(parts)
    return ground(moved(stand(parts), s.turn(float(rng.uniform(-50, 50)))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "handheld_device": (walkie_talkie, smart_phone, remote_control, key_phone, pocket_radio)
}
