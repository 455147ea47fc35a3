"""Thumbscrews and finger-screws: bars or plates that screws press together on thumbs or fingers."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, bounds, chance, ground, pick, timber
from datasets.studio.designs._furniture import rounded
from datasets.studio.designs._hardware import capsule, draw_iron, draw_metal, hex_head, thread
from datasets.studio.designs._limb_forms import form_finish
from datasets.studio.designs._ratchet import Finish
from datasets.studio.designs.thumb_cuffs import thumbscrew as framed_bars
from datasets.studio.parts import Part, moved


def three_posts(rng: np.random.Generator) -> list[Part]:
    """The classic: a bar with three posts, a second bar sliding on them under a winged nut."""
    return _posed(rng, _three_posts(rng, float(rng.uniform(0.006, 0.024)))[0])


def thumbs_in_screw(rng: np.random.Generator) -> list[Part]:
    """The three-post screw with a dummy's two thumbs, on a block, between its bars."""
    parts, half, gap, level = _three_posts(rng, float(rng.uniform(0.0145, 0.017)))
    finish = form_finish(rng)
    for x in (half * 0.48, -half * 0.48):
        lean = float(rng.uniform(-0.006, 0.006))
        line = [(x * 1.5, 0.075, level), (x + lean, 0.015, level), (x, -0.028, level)]
        thumb = capsule(line, [0.0125, gap * 0.52, gap * 0.5])
        nail = s.at(
            s.sphere(0.0066, 2), s.scale(1, 1.35, 0.35), s.move(x, -0.027, level + gap * 0.42)
        )
        parts.append(Part(s.join(thumb, nail), *finish))
    block = s.box(half * 1.44 + 0.04, 0.02, level + 0.026, 0.003)
    place = s.move(0, 0.08, (level + 0.026) / 2)
    return ground([*parts, Part(s.at(block, place), "wood", timber(rng))])


def two_plates(rng: np.random.Generator) -> list[Part]:
    """Two plates or blocks, plain or studded inside, drawn together by a screw at either end."""
    iron = draw_iron(rng) if chance(rng, 0.6) else draw_metal(rng, 0.0)
    wooden = chance(rng, 0.45)
    block: Finish = ("wood", timber(rng)) if wooden else iron
    long, deep = float(rng.uniform(0.075, 0.13)), float(rng.uniform(0.022, 0.04))
    thick = float(rng.uniform(0.012, 0.02) if wooden else rng.uniform(0.004, 0.008))
    gap, x = float(rng.uniform(0.007, 0.024)), long * 0.5 - deep * 0.38
    plate = s.extrude(rounded(long, deep, float(rng.uniform(0.002, deep * 0.45))), thick)
    plates = s.join(plate, s.at(plate, s.move(z=thick + gap)))
    top = 2 * thick + gap
    radius, rest = float(rng.uniform(0.003, 0.0042)), float(rng.uniform(0.006, 0.02))
    iron_parts = []
    for side in (x, -x):
        rod = s.at(thread(radius, top + rest + 0.006, radius * 0.36), s.move(side, 0, -0.002))
        head = s.at(hex_head(radius * 3, radius * 1.2), s.move(side, 0, -radius * 1.2))
        spin = s.turn(float(rng.uniform(0, 180)))
        nut = s.at(_wing_nut(radius), spin, s.move(side, 0, top + 0.0005))
        iron_parts += [rod, head, nut]
    if chance(rng, 0.75):
        rows = int(rng.integers(1, 4)) if deep > 0.028 else int(rng.integers(1, 3))
        iron_parts += [
            _studs(rng, long * 0.5, deep, thick, rows, gap),
            _studs(rng, long * 0.5, deep, thick + gap, rows, -gap),
        ]
    return _posed(rng, [Part(plates, *block), Part(s.join(*iron_parts), *iron)], 0.9)


def hinged_press(rng: np.random.Generator) -> list[Part]:
    """Two scalloped bars hinged at one end, pressed together by a screw at the other."""
    finish = draw_iron(rng) if chance(rng, 0.6) else draw_metal(rng, 0.0)
    count, deep = int(rng.integers(2, 5)), float(rng.uniform(0.012, 0.022))
    radius = float(rng.uniform(0.0075, 0.0105))
    pitch, tall = (
        2 * radius + float(rng.uniform(0.002, 0.005)),
        radius + float(rng.uniform(0.004, 0.007)),
    )
    left, right = -0.012, count * pitch + 0.026
    opening = float(rng.uniform(2, 16))
    edge = [(left, 0.0)]
    for i in range(count):
        centre = 0.004 + (i + 0.5) * pitch
        edge += [
            (centre + a, b)
            for a, b in s.arc(radius, 180, 0, 20) * (1, float(rng.uniform(0.5, 0.8)))
        ]
    outline = np.array([*edge, (right, 0.0), (right, tall), (left, tall)])
    upper = s.at(s.extrude(outline, deep), s.turn(90, (1, 0, 0)), s.move(y=deep / 2))
    upper = s.join(
        upper, s.at(s.cylinder(0.006, deep * 1.1, 24), s.turn(90, (1, 0, 0)), s.move(left))
    )
    lower = s.at(upper, s.scale(1, 1, -1))
    lower.fix_normals()
    lift = s.turn(-opening, (0, 1, 0), (left, 0, 0))
    x, reach = right - 0.009, float(np.sin(np.radians(opening))) * (right - left)
    rod = s.at(
        thread(0.0036, 2 * tall + reach + 0.026, 0.0013), s.move(x - 0.001, 0, -tall - 0.002)
    )
    turned = float(rng.uniform(0, 180))
    handle = s.at(_handle(rng), s.turn(turned), s.move(x - 0.001, 0, tall + reach + 0.024))
    nut = s.at(hex_head(0.011, 0.006), s.move(x - 0.001, 0, -tall - 0.006))
    pin = s.at(s.cylinder(0.0028, deep * 1.35, 16), s.turn(90, (1, 0, 0)), s.move(left))
    mesh = s.join(lower, s.at(upper, lift), rod, handle, nut, pin)
    return _posed(rng, [Part(mesh, *finish)], 0.15)


def arched_press(rng: np.random.Generator) -> list[Part]:
    """A closed frame whose studded plate is screwed down on two fingers or thumbs from above."""
    finish = draw_iron(rng) if chance(rng, 0.6) else draw_metal(rng, 0.0)
    half, deep = float(rng.uniform(0.026, 0.04)), float(rng.uniform(0.012, 0.02))
    wall, inner = float(rng.uniform(0.005, 0.008)), float(rng.uniform(0.028, 0.04))
    rise = half * float(rng.uniform(0.25, 0.9))
    outer = _arch(half + wall, inner + wall, rise + wall, -wall)
    frame = s.extrude(outer, deep, [_arch(half, inner, rise, 0.0)])
    frame = s.at(frame, s.turn(90, (1, 0, 0)), s.move(y=deep / 2))
    level = inner * float(rng.uniform(0.35, 0.65))
    plate = s.at(s.box(2 * half - 0.002, deep * 0.9, 0.006, 0.0015), s.move(z=level + 0.003))
    top = inner + rise
    long = top + wall - level + float(rng.uniform(0.012, 0.03))
    rod = s.at(thread(0.0046, long, 0.0017), s.move(z=level + 0.005))
    collar = s.at(hex_head(0.014, 0.008), s.move(z=top + wall * 0.8))
    handle = s.at(_handle(rng), s.turn(float(rng.uniform(0, 180))), s.move(z=level + long + 0.004))
    mesh = [frame, plate, rod, collar, handle]
    if chance(rng, 0.75):
        rows = int(rng.integers(1, 3))
        mesh.append(_studs(rng, 1.6 * half, deep, 0.0, rows, level))
        mesh.append(_studs(rng, 1.6 * half, deep, level, rows, -level))
    return _posed(rng, [Part(s.join(*mesh), *finish)], 0.2)


def _three_posts(rng: np.random.Generator, gap: float) -> tuple[list[Part], float, float, float]:
    """The standing screw; half its length, the gap between its bars and its height, metres."""
    finish = draw_iron(rng) if chance(rng, 0.65) else draw_metal(rng, 0.0)
    half, deep = float(rng.uniform(0.034, 0.045)), float(rng.uniform(0.009, 0.015))
    tall, rise = float(rng.uniform(0.006, 0.009)), float(rng.uniform(0.04, 0.058))
    bar = s.at(s.extrude(_lobed(rng, half, deep), tall), s.move(z=0))
    slider = s.at(bar, s.move(z=tall + gap))
    mesh = [bar, slider]
    post = float(rng.uniform(0.0032, 0.0045))
    for x in (half * 0.84, -half * 0.84):
        mesh.append(s.at(s.cylinder(post, rise, 20), s.move(x, 0, rise / 2)))
        mesh.append(s.at(s.sphere(post * 1.35, 2), s.move(x, 0, rise)))
    mesh.append(s.at(thread(post * 1.1, rise + 0.012, post * 0.4), s.move(z=0.001)))
    nut = s.at(
        _wing_nut(post * 1.1) if chance(rng, 0.6) else _key_nut(rng, post),
        s.turn(float(rng.uniform(0, 180))),
    )
    mesh.append(s.at(nut, s.move(z=2 * tall + gap + 0.0006)))
    if chance(rng, 0.7):
        mesh.append(_studs(rng, half * 1.3, deep, tall, 1, gap))
        mesh.append(_studs(rng, half * 1.3, deep, tall + gap, 1, -gap))
    return [Part(s.join(*mesh), *finish)], half, gap, tall + gap / 2


def _lobed(rng: np.random.Generator, half: float, deep: float) -> s.Points:
    """A bar's outline, straight or swelling round its three posts."""
    x = np.linspace(-half, half, 60)
    swell = sum(np.exp(-(((x - c) / (half * 0.16)) ** 2)) for c in (-half * 0.84, 0.0, half * 0.84))
    y = deep / 2 * (1 + float(pick(rng, (0.0, 0.35, 0.6))) * np.asarray(swell))
    return np.concatenate([np.stack([x, -y], 1), np.stack([x[::-1], y[::-1]], 1)])


def _arch(half: float, tall: float, rise: float, low: float) -> s.Points:
    """A doorway outline with its foot at z = low, in (x, z)."""
    over = s.arc(1.0, 0, 180, 32) * (half, rise) + np.array([0.0, tall])
    return np.concatenate([[(-half, low), (half, low)], over])


def _studs(
    rng: np.random.Generator, long: float, deep: float, z: float, rows: int, gap: float
) -> trimesh.Trimesh:
    """Blunt points or ridges on a face at height z, upwards for a positive gap, else downwards."""
    high = min(abs(gap) * 0.3, 0.0045)
    if rows == 1 and chance(rng, 0.3):
        ridges = [
            s.at(s.cylinder(0.0012, deep * 0.9, 8), s.turn(90, (1, 0, 0)), s.move(float(x), 0, z))
            for x in np.linspace(-long / 2, long / 2, 9)
        ]
        return s.join(*ridges)
    one = s.cone(min(0.0026, deep * 0.14), high, 10)
    one = one if gap > 0 else s.at(one, s.turn(180, (1, 0, 0)))
    count = int(rng.integers(4, 8))
    places = [
        (float(x), (j - (rows - 1) / 2) * deep * 0.32)
        for x in np.linspace(-long / 2, long / 2, count)
        for j in range(rows)
    ]
    return s.join(*(s.at(one, s.move(x, y, z)) for x, y in places))


def _wing_nut(radius: float) -> trimesh.Trimesh:
    """A nut from z = 0 with two ears."""
    hub = s.lathe([(0, 0), (radius * 2.1, 0), (radius * 1.5, radius * 2.4), (0, radius * 2.4)], 24)
    ear = s.extrude(_ear(radius), radius * 0.7)
    ear = s.at(ear, s.turn(90, (1, 0, 0)), s.move(y=radius * 0.35))
    return s.join(hub, ear, s.at(ear, s.turn(180)))


def _ear(radius: float) -> s.Points:
    """Outline (x, z) of one wing."""
    keys = [(1.2, 0.6), (3.0, 1.6), (4.6, 3.4), (4.3, 5.0), (3.2, 5.0), (2.2, 3.4), (1.2, 2.3)]
    line = s.spline(np.c_[np.array(keys) * radius, np.zeros(7)], 40, closed=True)
    return line[:, :2]


def _key_nut(rng: np.random.Generator, radius: float) -> trimesh.Trimesh:
    """A nut with a ring or a bow handle standing on it."""
    hub = hex_head(radius * 3.6, radius * 2.2)
    ring = s.at(
        s.torus(radius * 2.6, radius * 0.7),
        s.turn(90, (1, 0, 0)),
        s.scale(1, 1, rng.uniform(0.9, 1.3)),
    )
    stems = [
        s.at(s.cylinder(radius * 0.7, radius * 2, 12), s.move(x * radius * 1.6, 0, radius * 2.8))
        for x in (1, -1)
    ]
    return s.join(hub, *stems, s.at(ring, s.move(z=radius * 6.2)))


def _handle(rng: np.random.Generator) -> trimesh.Trimesh:
    """What turns the screw, from z = 0 up: wings, a ring or a cross bar with knobs."""
    kind = int(rng.integers(3))
    if kind == 0:
        return _wing_nut(0.0042)
    if kind == 1:
        ring = s.at(s.torus(0.0115, 0.0024), s.turn(90, (1, 0, 0)), s.move(z=0.015))
        return s.join(s.at(s.cylinder(0.0055, 0.008, 24), s.move(z=0.002)), ring)
    half = float(rng.uniform(0.016, 0.026))
    bar = s.at(s.cylinder(0.0024, 2 * half, 16), s.turn(90, (0, 1, 0)))
    knobs = [s.at(s.sphere(0.004, 2), s.move(x)) for x in (half, -half)]
    return s.join(bar, *knobs, s.cylinder(0.0058, 0.011, 24))


def _posed(rng: np.random.Generator, parts: list[Part], standing: float = 0.5) -> list[Part]:
    """Standing in this share, or lying on its back; a museum's plinth below it at times."""
    lean = 0.0 if chance(rng, standing) else float(pick(rng, (90, -90)))
    parts = ground(moved(parts, s.turn(float(rng.uniform(0, 360))) @ s.turn(lean, (1, 0, 0))))
    if not chance(rng, 0.15):
        return parts
    low, high = bounds(parts)
    wide, deep = (float(v) * 1.3 for v in (high - low)[:2])
    base = s.at(s.box(wide, deep, 0.014, 0.002), s.move(z=-0.007))
    return ground([*parts, Part(base, "wood", timber(rng))])


DESIGNS: dict[str, tuple[Design, ...]] = {
    "thumbscrew": (
        framed_bars,
        three_posts,
        two_plates,
        hinged_press,
        arched_press,
        thumbs_in_screw,
    ),
}
