"""Contact electric-shock hand units: block, curved, torch-, telephone- and knuckle-shaped."""

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
    hue,
    lie,
    lie_flat,
    mirrored,
    pick,
    ribs,
    screw,
    slab,
    smooth,
    stand,
    turned,
    wrist_strap,
)
from datasets.studio.parts import Material, Part, moved

LAMP: Colour = (0.95, 0.95, 0.85)
SPARK: Colour = (0.45, 0.55, 1.0)


def straight_block(rng: np.random.Generator) -> list[Part]:
    """A hand-size block: two horned electrodes at the top, side switch, vents, screws, strap."""
    w, d = float(rng.uniform(0.045, 0.062)), float(rng.uniform(0.026, 0.036))
    h = float(rng.uniform(0.11, 0.165))
    colour = hue(rng, 0.75)
    waist = float(rng.uniform(0.82, 0.95))
    keys = [(0, 0.8 * w, 0.7 * d, 0, 0), (0.004, 0.94 * w, 0.95 * d, 0, 0), (0.012, w, d, 0, 0)]
    keys += [(0.35 * h, waist * w, 0.96 * d, 0, 0), (0.68 * h, waist * w, d, 0, 0)]
    keys += [(0.78 * h, 1.06 * w, 1.04 * d, 0, 0), (h - 0.003, 1.04 * w, d, 0, 0)]
    keys += [(h, 0.98 * w, 0.9 * d, 0, 0)]
    parts = [Part(blob(keys, 5.0), "matte_plastic", colour)]
    parts += electrodes(rng, 0.75 * w, 0.5 * d, h)
    parts += _face(rng, w, d, h)
    parts.append(_side_switch(rng, waist * w / 2, 0.62 * h))
    if chance(rng, 0.6):
        parts.append(wrist_strap(rng, (0, 0, 0.002), float(rng.uniform(0.08, 0.13))))
        parts.append(Part(s.at(s.box(0.012, 0.008, 0.012, 0.002), s.move(z=-0.004)), "plastic"))
    return _pose(rng, parts)


def curved_grip(rng: np.random.Generator) -> list[Part]:
    """A banana-shaped unit with finger grooves, seen best from its broad side."""
    k = float(rng.uniform(0.9, 1.15))
    back = [(-0.022, 0.0), (-0.03, 0.035), (-0.027, 0.07), (-0.016, 0.105), (-0.018, 0.138)]
    front = [(0.03, 0.14), (0.034, 0.112), (0.018, 0.092), (0.016, 0.07), (0.006, 0.052)]
    front += [(0.008, 0.034), (0.002, 0.02), (0.008, 0.0)]
    colour = hue(rng, 0.75)
    thick = float(rng.uniform(0.026, 0.034))
    parts = [
        Part(slab(smooth(np.array(back + front) * k, 110), thick, 0.006), "matte_plastic", colour)
    ]
    tips = moved(electrodes(rng, 0.032 * k, 0.4 * thick, 0.0), s.move(0.006 * k, 0, 0.1475 * k))
    parts += tips
    head = screw(0.003)
    for side in (-1, 1):
        inlay = smooth(
            np.array([(-0.022, 0.02), (-0.02, 0.07), (0.005, 0.08), (0.004, 0.05), (-0.002, 0.02)])
            * k
        )
        plate = s.at(slab(inlay, 0.004, 0.0015), s.move(y=side * thick / 2))
        parts.append(Part(plate, "rubber", dark(rng)))
        for x, z in ((-0.018, 0.01), (0.024, 0.122), (-0.01, 0.125)):
            bolt = s.at(
                head, s.turn(0 if side < 0 else 180), s.move(x * k, side * thick / 2, z * k)
            )
            parts.append(Part(bolt, "steel"))
    if chance(rng, 0.7):
        sheet = s.at(s.label_panel(0.03 * k, 0.015 * k), s.move(0.007 * k, -thick / 2 - 0.0008))
        sheet = s.at(sheet, s.move(z=0.113 * k))
        parts.append(Part(sheet, "paper", None, labels.voltage_label(rng)))
    key = s.at(
        s.box(0.008, 0.012, 0.022, 0.002), s.turn(20, (0, 1, 0)), s.move(0.021 * k, 0, 0.09 * k)
    )
    parts.append(Part(key, "plastic", pick(rng, ((0.6, 0.02, 0.02), BLACK))))
    if chance(rng, 0.5):
        parts.append(wrist_strap(rng, (-0.008 * k, 0, 0.002), 0.1))
    return lie_flat(parts) if chance(rng, 0.75) else stand(parts)


def torch_shaped(rng: np.random.Generator) -> list[Part]:
    """A metal torch whose toothed bezel carries electrodes in front of the lens."""
    r, length = float(rng.uniform(0.014, 0.019)), float(rng.uniform(0.15, 0.24))
    head = float(rng.uniform(1.35, 1.7)) * r
    colour = hue(rng, 0.85)
    neck = length - 0.055
    tail = [(0.8 * r, 0), (r, 0.002), (r, 0.02), (0.9 * r, 0.022)]
    grip = ribs(r, 0.026, neck - 0.025, int(rng.integers(10, 22)), 0.0007)
    top = [(0.93 * r, neck - 0.02), (0.93 * r, neck - 0.004), (head, neck + 0.014), (head, length)]
    lens = [(0.82 * head, length), (0.78 * head, length - 0.006), (0.0, length - 0.008)]
    parts = [turned([*tail, *grip, *top, *lens], "painted_metal", colour)]
    glass = s.at(s.cylinder(0.74 * head, 0.002), s.move(z=length - 0.005))
    parts.append(Part(glass, "screen" if chance(rng, 0.5) else "glow", (0.4, 0.42, 0.45)))
    for i in range(8):
        tooth = s.at(
            s.box(0.2 * head, 0.42 * head, 0.008, 0.0008), s.move(0.9 * head, 0, length + 0.003)
        )
        parts.append(Part(s.at(tooth, s.turn(45 * i)), "dark_steel", colour))
    for side in (-1, 1):
        for lean in (-1, 1):
            x, y = side * 0.62 * head, lean * 0.28 * head
            rod = s.at(s.box(0.0036, 0.0046, 0.02, 0.0006), s.move(x, y, length + 0.005))
            parts.append(Part(rod, pick(rng, ("chrome", "brass")) if lean < 0 else "chrome"))
    parts.append(
        _spark_line(rng, (-0.6 * head, 0, length + 0.008), (0.6 * head, 0, length + 0.008))
    )
    key = s.at(s.box(0.004, 0.012, 0.016, 0.0015), s.move(-0.94 * r, 0, neck - 0.012))
    parts.append(Part(key, "rubber", pick(rng, (BLACK, (0.6, 0.02, 0.02)))))
    if chance(rng, 0.6):
        parts.append(wrist_strap(rng, (0, 0, 0.002), 0.12))
    return lie(parts, float(rng.uniform(0, 360))) if chance(rng, 0.8) else stand(parts)


def telephone_shaped(rng: np.random.Generator) -> list[Part]:
    """A telephone-like slab with a false screen and keys and two electrodes at its top edge."""
    w, d, h = (
        float(rng.uniform(0.048, 0.06)),
        float(rng.uniform(0.019, 0.026)),
        float(rng.uniform(0.11, 0.13)),
    )
    colour = hue(rng, 0.7)
    parts = [Part(bar(w, d, h, 0.006, 6.0), "plastic", colour)]
    face = -d / 2
    screen = s.at(s.box(0.75 * w, 0.0015, 0.34 * h, 0.0006), s.move(0, face, 0.72 * h))
    parts.append(Part(screen, "screen"))
    for i in range(4):
        for j in range(3):
            key = s.at(
                s.box(0.2 * w, 0.003, 0.06 * h, 0.0012),
                s.move((j - 1) * 0.26 * w, face, (0.14 + 0.095 * i) * h),
            )
            parts.append(Part(key, "plastic", (0.5, 0.5, 0.52)))
    parts += electrodes(rng, 0.62 * w, 0.4 * d, h)
    parts.append(_side_switch(rng, w / 2, 0.7 * h))
    return _pose(rng, parts)


def knuckle_shaped(rng: np.random.Generator) -> list[Part]:
    """A two-finger unit: a handle bridge with two holes and electrodes on the striking edge."""
    k = float(rng.uniform(0.9, 1.1))
    half = [(0.012, 0.0), (0.036, 0.004), (0.052, 0.03), (0.05, 0.058), (0.02, 0.07)]
    body = slab(smooth(mirrored(half) * k), 0.024, 0.005)
    holes = [
        s.at(
            s.cylinder(0.013 * k, 0.06),
            s.scale(1, 1.15, 1),
            s.turn(90, (1, 0, 0)),
            s.move(x * k, 0, 0.03 * k),
        )
        for x in (-0.022, 0.022)
    ]
    colour = hue(rng, 0.55)
    parts = [Part(s.cut(body, *holes), pick(rng, ("plastic", "rubber")), colour, smooth=True)]
    parts += electrodes(rng, 0.062 * k, 0.012, 0.068 * k)
    lamp = s.at(s.cylinder(0.004, 0.004), s.move(z=0.0705 * k))
    parts.append(Part(lamp, "glow", LAMP))
    key = s.at(
        s.box(0.014, 0.008, 0.008, 0.002),
        s.turn(-25, (0, 1, 0)),
        s.move(-0.047 * k, -0.007, 0.05 * k),
    )
    parts.append(Part(key, "plastic", (0.6, 0.02, 0.02)))
    return lie_flat(parts) if chance(rng, 0.8) else stand(parts)


def twin_prong(rng: np.random.Generator) -> list[Part]:
    """An older long box with two far-apart bent prongs, a belt clip and a warning sticker."""
    w, d, h = (
        float(rng.uniform(0.055, 0.07)),
        float(rng.uniform(0.03, 0.04)),
        float(rng.uniform(0.15, 0.2)),
    )
    parts = [Part(bar(w, d, h, 0.005, 7.0), "matte_plastic", hue(rng, 0.85))]
    for side in (-1, 1):
        path = [
            (side * 0.3 * w, 0, h - 0.004),
            (side * 0.36 * w, 0, h + 0.012),
            (side * 0.28 * w, 0, h + 0.026),
        ]
        prong = s.tube_along(s.spline(path, 20), 0.0026, 10)
        parts += [Part(prong, "steel"), Part(s.at(s.sphere(0.0034, 2), s.move(*path[-1])), "steel")]
        foot = turned([(0.008, 0), (0.007, 0.003), (0.004, 0.009)], "plastic", BLACK)
        parts.append(foot.moved(s.move(side * 0.3 * w, 0, h - 0.002)))
    parts.append(_spark_line(rng, (-0.28 * w, 0, h + 0.026), (0.28 * w, 0, h + 0.026)))
    parts += _face(rng, w, d, h)
    parts.append(_side_switch(rng, w / 2, 0.75 * h))
    return _pose(rng, parts)


def electrodes(rng: np.random.Generator, span: float, depth: float, z: float) -> list[Part]:
    """Two outer horns and two inner test points across `span` metres, rising from height z."""
    metal: Material = pick(rng, ("steel", "chrome", "brass", "steel"))
    plate = s.at(s.box(span * 1.25, depth * 1.5, 0.004, 0.0015), s.move(z=z + 0.0005))
    parts = [Part(plate, "plastic", BLACK)]
    tall = float(rng.uniform(0.015, 0.022))
    broad = chance(rng, 0.5)
    for side in (-1, 1):
        if broad:
            horn = slab(
                np.array([(0, 0), (0.3, 0), (0.28, 0.8), (0, 1.0), (-0.12, 0.75)]) * tall,
                0.45 * depth,
                0.0006,
            )
            horn = s.at(horn, s.turn(0 if side > 0 else 180))
        else:
            path = [(0, 0, 0), (side * 0.002, 0, 0.6 * tall), (-side * 0.002, 0, tall)]
            horn = s.tube_along(s.spline(path, 16), float(rng.uniform(0.0024, 0.0032)), 10)
        parts.append(Part(s.at(horn, s.move(side * span / 2, 0, z)), metal))
        inner = s.at(
            s.cylinder(0.0016, 0.55 * tall, 12), s.move(side * span / 5, 0, z + 0.25 * tall)
        )
        parts.append(Part(inner, metal))
    height = z + 0.7 * tall
    parts.append(_spark_line(rng, (-span / 2, 0, height), (span / 2, 0, height)))
    if chance(rng, 0.5):
        lens = s.at(s.cylinder(0.0042, 0.006, 20), s.move(0, 0.25 * depth, z + 0.001))
        parts.append(Part(lens, "glow", LAMP))
    return parts


def _spark_line(
    rng: np.random.Generator, a: tuple[float, float, float], b: tuple[float, float, float]
) -> Part:
    """A jagged arc between two points in half of the draws, else an unlit speck inside a."""
    if not chance(rng, 0.5):
        return Part(s.at(s.sphere(0.001, 1), s.move(*a)), "steel")
    path = np.linspace(a, b, 9)
    path[1:-1] += rng.normal(0, 0.0022, (7, 3))
    return Part(s.tube_along(path, 0.001, 6), "glow", SPARK)


def _side_switch(rng: np.random.Generator, x: float, z: float) -> Part:
    """A sliding or push key on the narrow side."""
    key = s.box(0.005, 0.011, float(rng.uniform(0.014, 0.03)), 0.0018)
    colour = pick(rng, ((0.6, 0.02, 0.02), BLACK, (0.4, 0.4, 0.42), (0.8, 0.5, 0.02)))
    return Part(s.at(key, s.move(x, 0, z)), "plastic", colour)


def _face(rng: np.random.Generator, w: float, d: float, h: float) -> list[Part]:
    """Screws, vent slots or grip ribs and a sticker on the broad sides."""
    parts = []
    head, slot = screw(), s.box(0.5 * w, 0.003, 0.0022, 0.0009)
    metal: Material = pick(rng, ("steel", "dark_steel"))
    count, grey = int(rng.integers(4, 9)), dark(rng)
    for face in (s.turn(0), s.turn(180)):
        for x, z in ((-0.36, 0.07), (0.36, 0.07), (-0.4, 0.9), (0.4, 0.9)):
            parts.append(Part(s.at(head, s.move(x * w, -d / 2 - 0.0001, z * h), face), metal))
        for i in range(count):
            place = s.move(0, -d / 2 + 0.0004, (0.16 + 0.3 * i / count) * h)
            parts.append(Part(s.at(slot, place, face), "rubber", grey))
    if chance(rng, 0.75):
        sheet = s.at(s.label_panel(0.66 * w, 0.33 * w), s.move(0, -0.52 * d - 0.001, 0.6 * h))
        parts.append(Part(sheet, "paper", None, labels.voltage_label(rng)))
    return parts


def _pose(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Lying with the broad side up, or standing."""
    return lie_flat(parts) if chance(rng, 0.7) else stand(parts)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "stun_gun": (
        straight_block,
        curved_grip,
        torch_shaped,
        telephone_shaped,
        knuckle_shaped,
        twin_prong,
    )
}
