"""Electric shock shields: clear or dark plates with bare metal strips, battery grip behind."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    chance,
    dark,
    ground,
    pick,
)
from datasets.studio.designs._live_face import Face, Points
from datasets.studio.designs._shock_parts import RED, button, lead, receiver_box
from datasets.studio.designs._signs import BARRIER_WORDS, lettering, sheet, warning
from datasets.studio.parts import Material, Part, moved

BACKWARDS = s.turn(180)  # what faced -y then faces +y, to the bearer
CLEAR: tuple[Colour, ...] = ((0.75, 0.8, 0.82), (0.6, 0.68, 0.72), (0.5, 0.58, 0.62))


def clear_strip_shield(rng: np.random.Generator) -> list[Part]:
    """A tall bent plate of clear plastic with bare strips up or across its face."""
    wide = float(rng.uniform(0.48, 0.6))
    face = Face(wide, float(rng.uniform(0.85, 1.1)), float(rng.uniform(0.45, 0.9)), 0.06)
    parts = _plate(rng, face, clear=0.8)
    parts += _strips(rng, face)
    parts += _marks(rng, face)
    return _posed(rng, parts + _back(rng, face))


def wire_shield(rng: np.random.Generator) -> list[Part]:
    """A plate with bare wires in a zigzag or a comb between rows of studs."""
    wide, tall = float(rng.uniform(0.48, 0.58)), float(rng.uniform(0.75, 1.05))
    face = Face(wide, tall, float(rng.uniform(0.5, 1.2)), float(rng.uniform(0.03, 0.09)))
    parts = _plate(rng, face, clear=0.6)
    low, high = (0.12, 0.8) if chance(rng, 0.5) else (0.1, 0.64)
    side, pitch = 0.42 * wide, float(rng.uniform(0.035, 0.06))
    levels = np.arange(low * tall, high * tall, pitch)
    metal = _metal(rng)
    if chance(rng, 0.5):
        bends = [(side * (-1) ** i, float(z)) for i, z in enumerate(levels)]
        parts.append(Part(face.wire(bends, 0.0022), metal))
        parts.append(Part(face.studs(bends, 0.006), "steel"))
    else:
        parts += _combs(face, levels, side, metal)
    parts.append(face.words(lettering(rng), 0.9 * tall, 0.55 * wide))
    return _posed(rng, parts + _back(rng, face))


def capture_shield(rng: np.random.Generator) -> list[Part]:
    """A short plate bent towards the prisoner, with broad strips: made to pin a person."""
    wide, tall = float(rng.uniform(0.5, 0.62)), float(rng.uniform(0.55, 0.8))
    face = Face(wide, tall, -float(rng.uniform(0.35, 0.6)), float(rng.uniform(0.04, 0.1)))
    parts = _plate(rng, face, clear=0.55)
    parts += _strips(rng, face, broad=True)
    parts += _marks(rng, face)
    return _posed(rng, parts + _back(rng, face))


def round_shield(rng: np.random.Generator) -> list[Part]:
    """A round domed shield with bare rings or rays of metal round its middle."""
    radius, rise = float(rng.uniform(0.27, 0.32)), float(rng.uniform(0.05, 0.09))
    clear = chance(rng, 0.6)
    r = np.linspace(0, radius, 22)
    dome = s.lathe(np.stack([r, _dome(r, radius, rise)], 1), 64)
    material: Material = "glass" if clear else pick(rng, ("matte_plastic", "painted_metal"))
    parts = [Part(dome, material, pick(rng, CLEAR) if clear else dark(rng))]
    rim = s.torus(radius, 0.007)
    parts.append(Part(rim, "rubber", dark(rng)))
    metal = _metal(rng)
    if chance(rng, 0.55):
        for share in np.linspace(0.36, 0.86, int(rng.integers(3, 6))):
            q = np.array([share * radius - 0.006, share * radius + 0.006])
            z = _dome(q, radius, rise) + 0.0025
            strip = [(q[0], z[0] - 0.002), (q[0], z[0]), (q[1], z[1]), (q[1], z[1] - 0.002)]
            parts.append(Part(s.lathe([*strip, strip[0]], 64), metal))
    else:
        parts.append(Part(_rays(radius, rise, int(rng.integers(8, 14))), metal))
    up = moved(parts, s.turn(90, (1, 0, 0)) @ s.move(z=-rise))
    if chance(rng, 0.7):
        up.append(sheet(lettering(rng), 0.4 * radius).moved(s.move(y=-0.006)))
    face = Face(2 * radius, 2 * radius, 50.0, radius)
    back = moved(_back(rng, face), s.move(0, 0.4 * rise, -radius))
    return _posed(rng, up + back)


def _dome(r: Points, radius: float, rise: float) -> Points:
    return np.asarray(rise * (1 - (r / radius) ** 2))


def _rays(radius: float, rise: float, count: int) -> trimesh.Trimesh:
    """Flat strips from near the middle to near the rim."""
    r = np.linspace(0.34 * radius, 0.92 * radius, 12)
    path = np.stack([r, 0 * r, _dome(r, radius, rise) + 0.0015], 1)
    strip = s.strap_along(path, 0.002, 0.014, up=(0, 1, 0))
    return s.join(*(s.at(strip, s.turn(360 * i / count)) for i in range(count)))


def _metal(rng: np.random.Generator) -> Material:
    return pick(rng, ("steel", "aluminium", "chrome", "brass"))


def _plate(rng: np.random.Generator, face: Face, clear: float) -> list[Part]:
    """The plate, clear in a share of the draws, and its rubber rim."""
    if chance(rng, clear):
        parts = [Part(face.sheet(), "glass", pick(rng, CLEAR))]
    else:
        tints: tuple[Colour, ...] = (dark(rng), (0.015, 0.02, 0.05), (0.2, 0.2, 0.21))
        parts = [Part(face.sheet(), pick(rng, ("matte_plastic", "plastic")), pick(rng, tints))]
    rim = s.tube_along(face.rim(), float(rng.uniform(0.005, 0.008)), 8, closed=True)
    return [*parts, Part(rim, "rubber", dark(rng))]


def _strips(rng: np.random.Generator, face: Face, broad: bool = False) -> list[Part]:
    """Bare strips in pairs, riveted at their ends, each half of them on its own feed."""
    wide = float(rng.uniform(0.018, 0.03)) if broad else float(rng.uniform(0.009, 0.019))
    pitch = wide * float(rng.uniform(2.6, 4.0))
    low, high = 0.08 * face.tall, float(pick(rng, (0.66, 0.78, 0.9))) * face.tall
    side, metal = 0.43 * face.wide, _metal(rng)
    strips, ends = [], []
    if chance(rng, 0.5):
        count = int(2 * side / pitch)
        for i in range(count + 1):
            u = (i - count / 2) * pitch
            strips.append(face.upright(u, low, high, wide, 0.002))
            ends += [(u, low + 0.012), (u, high - 0.012)]
        feeds = [face.level(z, -side, side, 0.006, -0.003) for z in (low + 0.012, high - 0.012)]
    else:
        levels = np.arange(low, high, pitch)
        for z in levels:
            strips.append(face.level(float(z), -side, side, wide, 0.002))
            ends += [(-side + 0.012, float(z)), (side - 0.012, float(z))]
        feeds = [
            face.upright(u, low, levels[-1], 0.006, -0.003) for u in (-side + 0.012, side - 0.012)
        ]
    parts = [Part(s.join(*strips), metal), Part(face.studs(ends, 0.0045), "steel")]
    parts.append(Part(s.join(*feeds), "rubber", pick(rng, ((0.5, 0.02, 0.02), BLACK))))
    if chance(rng, 0.15):
        parts.append(Part(_spark(rng, face, 0.4 * (low + high)), "glow", (0.45, 0.55, 1.0)))
    return parts


def _combs(face: Face, levels: Points, side: float, metal: Material) -> list[Part]:
    """Level wires that start by turns at a left and a right rail."""
    wires = []
    for i, z in enumerate(levels):
        way = 1 if i % 2 else -1
        wires.append(face.wire([(way * side, float(z)), (-way * 0.85 * side, float(z))], 0.0024))
    low, high = float(levels[0]) - 0.02, float(levels[-1]) + 0.02
    rails = [face.upright(u, low, high, 0.014, 0.002) for u in (-side, side)]
    spots = [(u, z) for u in (-side, side) for z in (low + 0.01, high - 0.01)]
    return [Part(s.join(*wires, *rails), metal), Part(face.studs(spots, 0.005), "dark_steel")]


def _spark(rng: np.random.Generator, face: Face, z: float) -> trimesh.Trimesh:
    """A short arc on the face."""
    u = np.linspace(-0.03, 0.03, 9) + float(rng.uniform(-0.1, 0.1))
    path = face.at(u, z + rng.normal(0, 0.003, 9), 0.005)
    return s.tube_along(path, 0.0011, 6)


def _marks(rng: np.random.Generator, face: Face) -> list[Part]:
    """A service's name on top, a high-voltage sign in a share of the draws."""
    parts = []
    if chance(rng, 0.75):
        parts.append(face.words(lettering(rng), 0.94 * face.tall, 0.3 * face.wide))
    if chance(rng, 0.7):
        parts.append(face.words(warning(rng, BARRIER_WORDS), 0.5 * face.tall, 0.26 * face.wide))
    return parts


def _back(rng: np.random.Generator, face: Face) -> list[Part]:
    """Behind the plate: battery box, grip with trigger, arm strap on a pad, cables."""
    mid = face.tall * float(rng.uniform(0.5, 0.58))
    wide, tall, deep = 0.11, float(rng.uniform(0.13, 0.18)), float(rng.uniform(0.045, 0.06))
    left = -float(rng.uniform(0.08, 0.1))
    hang = float(face.at(left, 0.0)[1])
    box = receiver_box(rng, wide, tall, deep, 0.0)
    parts = moved(box, s.move(left, hang + 0.002, mid) @ BACKWARDS)
    parts += moved(_grip(rng), s.move(0.02, float(face.at(0.02, 0.0)[1]), mid))
    parts += _arm_rest(rng, face, mid)
    return parts + (_cables(rng, face, left, mid) if abs(face.bend) < 10 else [])


def _cables(rng: np.random.Generator, face: Face, left: float, mid: float) -> list[Part]:
    """Leads behind the plate from the box to the feeds at the foot and the top."""
    parts = []
    for z in (0.1 * face.tall, 0.86 * face.tall):
        stops = [(left, mid), (left - 0.055, 0.5 * (mid + z)), (left - 0.07, z)]
        path = [tuple(face.at(u, height, -0.006)) for u, height in stops]
        parts.append(Part(lead(path, 0.003), "rubber", pick(rng, (BLACK, RED))))
    return parts


def _grip(rng: np.random.Generator) -> list[Part]:
    """An upright grip on two feet behind the plate, its thumb switch and guard."""
    r, long, off = 0.016, 0.13, 0.055
    bow = [(0, 0, -0.08), (0, off, -0.07), (0, off, 0.07), (0, 0, 0.08)]
    bar_ = s.tube_along(s.spline(bow, 50), 0.009, 12)
    sleeve = s.at(s.cylinder(r, long * 0.8, 28), s.move(0, off + 0.004))
    ribs = [
        s.at(s.torus(r, 0.0022), s.move(0, off + 0.004, z)) for z in np.linspace(-0.04, 0.04, 7)
    ]
    press = moved(button(0.009, RED), s.turn(90, (1, 0, 0)))
    parts = [
        Part(bar_, "painted_metal", dark(rng)),
        Part(s.join(sleeve, *ribs), "rubber", dark(rng)),
    ]
    key = s.at(s.box(0.012, 0.012, 0.03, 0.003), s.move(-r - 0.002, off, 0.025))
    parts.append(Part(key, "plastic", RED))
    return parts + moved(press, s.move(0, off + 0.004, long * 0.4 + 0.004))


def _arm_rest(rng: np.random.Generator, face: Face, mid: float) -> list[Part]:
    """A foam pad and a webbing loop for the forearm."""
    u = 0.3 * face.wide
    seat = face.seat(u, mid, -0.004) @ BACKWARDS
    pad = s.box(0.12, 0.018, 0.16, 0.006)
    bow = [(-0.065, 0, 0), (-0.06, -0.04, 0), (0, -0.085, 0), (0.06, -0.04, 0), (0.065, 0, 0)]
    strap = s.strap_along(s.spline(bow, 40), 0.003, 0.05, up=(0, 0, 1))
    foam = Part(s.at(pad, s.move(y=-0.01)), "foam", dark(rng))
    return moved([foam, Part(strap, "webbing", dark(rng))], seat)


def _posed(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Standing a little tilted, face or back to the viewer, or lying on the back or the face."""
    kind = rng.random()
    lean = s.turn(-float(rng.uniform(10, 20)), (1, 0, 0))
    if kind < 0.65:
        return ground(moved(parts, lean))
    if kind < 0.8:
        return ground(moved(parts, lean @ s.turn(float(rng.uniform(160, 200)))))
    up = -90.0 if kind < 0.93 else 90.0
    return ground(moved(parts, s.turn(float(rng.uniform(-50, 50))) @ s.turn(up, (1, 0, 0))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "shock_shield": (clear_strip_shield, wire_shield, capture_shield, round_shield),
}
