"""Bug zappers: rackets with a wire grid and lamps with a grid. They belong to electric fences."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._fence_parts import rods
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    blob,
    chance,
    dark,
    ground,
    hue,
    lie_flat,
    pick,
    turned,
    wrist_strap,
)
from datasets.studio.designs._shock_parts import FACING
from datasets.studio.designs._signs import plate, sheet
from datasets.studio.parts import Part, moved

BRANDS = (("MUGGO", "stop"), ("FLYNET", "3000 V"), ("ZANZAR", "off"), ("INSECTA", "USB"))
BLUE: Colour = (0.25, 0.3, 1.0)


def zapper_racket(rng: np.random.Generator) -> list[Part]:
    """A racket whose oval frame holds wires and a mesh; handle with a press key and a lamp."""
    a, b = float(rng.uniform(0.085, 0.11)), float(rng.uniform(0.105, 0.14))
    grip, main, second = float(rng.uniform(0.18, 0.25)), hue(rng, 0.1), hue(rng, 0.45)
    power = float(rng.uniform(2.0, 3.2))
    angle = np.linspace(0, 2 * np.pi, 80, endpoint=False)
    c, t = np.cos(angle), np.sin(angle)
    x, z = a * np.sign(c) * np.abs(c) ** (2 / power), b * np.sign(t) * np.abs(t) ** (2 / power)
    ring = np.stack([x, 0 * x, z + grip + 0.05 + b], 1)
    frame = s.tube_along(ring, 0.0085, 10, closed=True)
    neck = [(-0.04, 0.0), (0.0, 0.03), (0.04, 0.0)]
    throat = s.tube_along(s.spline([(v, 0, grip + 0.052 + w) for v, w in neck], 20), 0.008, 10)
    parts = [Part(s.join(frame, throat), "plastic", main)]
    parts += _grid(rng, a, b, power, grip + 0.05 + b)
    keys = [(0, 0.028, 0.024, 0, 0), (0.01, 0.038, 0.032, 0, 0), (0.4 * grip, 0.032, 0.028, 0, 0)]
    keys += [(0.8 * grip, 0.036, 0.03, 0, 0), (grip + 0.02, 0.05, 0.028, 0, 0)]
    keys += [(grip + 0.062, 0.07, 0.016, 0, 0)]
    parts.append(Part(blob(keys, 2.8), "plastic", pick(rng, (main, second))))
    bands = [
        s.at(s.torus(0.0172, 0.0022), s.scale(1, 0.86, 1), s.move(z=float(v)))
        for v in np.linspace(0.12, 0.55, 7) * grip
    ]
    parts.append(Part(s.join(*bands), "rubber", second))
    key = s.at(s.box(0.014, 0.008, 0.024, 0.003), s.move(0, -0.0155, 0.8 * grip))
    lamp = s.at(s.sphere(0.003, 2), s.move(0, -0.0145, 0.92 * grip))
    parts += [Part(key, "plastic", dark(rng)), Part(lamp, "glow", (1.0, 0.2, 0.1))]
    parts.append(sheet(plate(rng, BRANDS), 0.03).moved(s.move(0, -0.0148, grip + 0.026)))
    if chance(rng, 0.4):
        parts.append(wrist_strap(rng, (0, 0, 0.003), 0.1))
    if chance(rng, 0.15):
        return ground([p for p in parts if p.material != "webbing"])
    return ground(moved(lie_flat(parts), s.turn(float(rng.uniform(0, 360)))))


def zapper_lamp(rng: np.random.Generator) -> list[Part]:
    """A round lantern: blue tube behind a wire grid, cap and foot, carrying ring."""
    r, tall = float(rng.uniform(0.07, 0.11)), float(rng.uniform(0.2, 0.3))
    colour = hue(rng, 0.6)
    foot = turned([(1.06 * r, 0), (1.08 * r, 0.03), (0.94 * r, 0.045)], "plastic", colour)
    cap = [
        (0.94 * r, tall - 0.045),
        (1.1 * r, tall - 0.03),
        (0.8 * r, tall),
        (0.3 * r, tall + 0.02),
    ]
    parts = [foot, turned(cap, "plastic", colour)]
    tube = s.at(s.cylinder(0.26 * r, tall - 0.1, 24), s.move(z=tall / 2))
    parts.append(Part(tube, "glow", BLUE))
    for share, count in ((0.62, 36), (0.98, 16)):
        q = share * r
        ends = [
            (q * np.cos(v), q * np.sin(v)) for v in np.linspace(0, 2 * np.pi, count, endpoint=False)
        ]
        bars = rods(
            [((x, y, 0.04), (x, y, tall - 0.04)) for x, y in ends], 0.0011 if share < 0.9 else 0.002
        )
        parts.append(Part(bars, "steel") if share < 0.9 else Part(bars, "plastic", colour))
    rings = [
        s.at(s.torus(0.98 * r, 0.0024), s.move(z=float(z)))
        for z in np.linspace(0.25, 0.75, 3) * tall
    ]
    hang = s.at(s.torus(0.022, 0.003), s.turn(90, (1, 0, 0)), s.move(z=tall + 0.038))
    parts += [Part(s.join(*rings), "plastic", colour), Part(hang, "steel")]
    return ground(parts)


def zapper_box(rng: np.random.Generator) -> list[Part]:
    """A shop's fly killer: a long open frame, two blue tubes behind a grid, tray and chains."""
    wide, tall, deep = float(rng.uniform(0.34, 0.6)), float(rng.uniform(0.24, 0.32)), 0.1
    shell = pick(rng, ((0.7, 0.7, 0.68), (0.5, 0.5, 0.5), dark(rng)))
    case = s.cut(s.box(wide, deep, tall, 0.01), s.box(wide - 0.06, 0.3, tall - 0.08))
    tray = s.at(s.box(wide - 0.02, deep + 0.012, 0.014, 0.003), s.move(z=-tall / 2 - 0.006))
    parts = [Part(s.join(case, tray), pick(rng, ("painted_metal", "plastic")), shell)]
    for z in (-0.16, 0.16):
        tube = s.at(s.cylinder(0.0125, wide - 0.06, 20), s.turn(90, (0, 1, 0)), s.move(z=z * tall))
        parts.append(Part(tube, "glow", BLUE))
    x = np.arange(-wide / 2 + 0.036, wide / 2 - 0.035, 0.009)
    for y in (-0.026, 0.026):
        ends = [((float(v), y, -tall / 2 + 0.035), (float(v), y, tall / 2 - 0.035)) for v in x]
        parts.append(Part(rods(ends, 0.001), "steel"))
    guard = [
        (
            (float(v), -deep / 2 + 0.004, -tall / 2 + 0.03),
            (float(v), -deep / 2 + 0.004, tall / 2 - 0.03),
        )
        for v in x[::5]
    ]
    parts.append(Part(rods(guard, 0.0017), "painted_metal", shell))
    key = s.at(
        s.box(0.02, 0.006, 0.012, 0.002), s.move(0.4 * wide, -deep / 2 - 0.002, -tall / 2 + 0.015)
    )
    knob = s.at(
        s.cylinder(0.004, 0.004, 14), FACING, s.move(-0.4 * wide, -deep / 2, -tall / 2 + 0.02)
    )
    parts += [Part(key, "plastic", BLACK), Part(knob, "steel")]
    if chance(rng, 0.5):
        for v in (-0.4, 0.4):
            path = [(v * wide, 0, tall / 2 - 0.003), (v * wide, 0, tall / 2 + 0.12)]
            parts.append(Part(s.chain_along(path, 0.022, 0.012, 0.0014), "steel"))
    return ground(parts)


def _grid(rng: np.random.Generator, a: float, b: float, power: float, z: float) -> list[Part]:
    """Close upright wires in the middle and a coarser mesh on both sides of them."""
    x = np.arange(-0.92 * a, 0.93 * a, float(rng.uniform(0.006, 0.009)))
    half = b * (1 - (np.abs(x) / a) ** power) ** (1 / power)
    wires = rods(
        [((float(v), 0, z - h), (float(v), 0, z + h)) for v, h in zip(x, half, strict=True)], 0.0008
    )
    parts = [Part(wires, "steel")]
    pitch = float(rng.uniform(0.011, 0.016))
    lines = []
    for y in (-0.005, 0.005):
        for v in np.arange(-0.9 * b, 0.91 * b, pitch):
            h = a * (1 - (abs(v) / b) ** power) ** (1 / power)
            lines.append(((-h, y, z + float(v)), (h, y, z + float(v))))
        for v in np.arange(-0.9 * a, 0.91 * a, pitch):
            h = b * (1 - (abs(v) / a) ** power) ** (1 / power)
            lines.append(((float(v), y, z - h), (float(v), y, z + h)))
    parts.append(Part(rods(lines, 0.0007), "chrome"))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "electric_fence": (zapper_racket, zapper_lamp, zapper_box),
}
