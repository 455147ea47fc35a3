"""Small bench vices and hand screws for workpieces; none is for fingers."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._clamp_parts import STEEL, cast_iron, cross_bar
from datasets.studio.designs._forms import Design, chance, ground, pick, timber
from datasets.studio.designs._furniture import rod, rounded
from datasets.studio.designs._hardware import hex_head, thread
from datasets.studio.designs._print import panel
from datasets.studio.designs._ratchet import Finish
from datasets.studio.parts import Part, moved


def bench_vice(rng: np.random.Generator) -> list[Part]:
    """A small hobby vice: two flat jaws, a screw with a cross bar, a table clamp or bolts."""
    paint, k = cast_iron(rng), float(rng.uniform(0.7, 1.5))
    opening, wide = float(rng.uniform(0.004, 0.035)) * k, float(rng.uniform(0.045, 0.065)) * k
    rear = s.at(s.box(wide, 0.03 * k, 0.05 * k, 0.004 * k), s.move(0, 0.015 * k, 0.055 * k))
    anvil = s.at(s.box(wide * 0.55, 0.04 * k, 0.03 * k, 0.004 * k), s.move(0, 0.045 * k, 0.06 * k))
    slide = s.at(
        s.box(wide * 0.45, 0.1 * k + opening, 0.022 * k, 0.002 * k),
        s.move(0, -0.02 * k - opening / 2, 0.042 * k),
    )
    front = s.at(
        s.box(wide, 0.024 * k, 0.05 * k, 0.005 * k), s.move(0, -opening - 0.012 * k, 0.055 * k)
    )
    faces = [
        s.at(s.box(wide * 1.02, 0.003 * k, 0.017 * k), s.move(0, y, 0.072 * k))
        for y in (-0.0005 * k, -opening + 0.0005 * k)
    ]
    head = -opening - 0.075 * k
    screw = s.at(
        s.cylinder(0.006 * k, 0.08 * k, 20),
        s.turn(90, (1, 0, 0)),
        s.move(0, head + 0.04 * k, 0.042 * k),
    )
    hub = s.at(
        s.cylinder(0.0095 * k, 0.016 * k, 24), s.turn(90, (1, 0, 0)), s.move(0, head, 0.042 * k)
    )
    bar = s.at(cross_bar(rng, 0.045 * k, 0.0034 * k), s.move(0, head, 0.042 * k))
    base, under = _table_clamp(rng, k) if chance(rng, 0.55) else _base_plate(k)
    parts = [
        Part(s.join(rear, anvil, slide, front, base), *paint),
        Part(s.join(*faces, screw, hub, bar, *under), "steel"),
        *_plate_in_front(rng, wide * 0.7, -opening - 0.0245 * k, 0.05 * k),
    ]
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def parallel_clamp(rng: np.random.Generator) -> list[Part]:
    """A toolmaker's or joiner's hand screw: two straight jaws and two screws through both."""
    wooden, k = chance(rng, 0.5), float(rng.uniform(0.7, 1.4))
    jaw_at: Finish = ("wood", timber(rng)) if wooden else pick(rng, STEEL[:3])
    if wooden:
        k *= 1.8
    long, tall, deep = 0.1 * k, 0.019 * k, 0.018 * k
    gap, taper = float(rng.uniform(0.004, 0.03)) * k, long * 0.28
    outline = np.array([(0, 0), (long, 0), (long, tall), (taper, tall), (0, tall * 0.45)])
    jaw = s.at(s.extrude(outline, deep), s.move(z=-deep / 2))
    upper = s.at(jaw, s.move(y=gap / 2))
    lower = s.at(jaw, s.scale(1, -1, 1), s.move(y=-gap / 2))
    lower.fix_normals()
    screws, grips = [], []
    for x, up in ((long * 0.5, 1.0), (long * 0.86, -1.0)):
        span, out = 2 * tall + gap, float(rng.uniform(0.012, 0.03)) * k
        rod_mesh = s.at(
            thread(0.003 * k, span + out + 0.006 * k, 0.0012 * k),
            s.turn(-90 * up, (1, 0, 0)),
            s.move(x, -up * (span / 2 + 0.003 * k)),
        )
        screws.append(rod_mesh)
        profile = [(0, 0), (0.0055, 0), (0.007, 0.006), (0.0065, 0.026), (0.004, 0.03), (0, 0.03)]
        grip = s.lathe(np.array(profile) * k, 24)
        grips.append(s.at(grip, s.turn(-90 * up, (1, 0, 0)), s.move(x, up * (span / 2 + out))))
    turned: Finish = ("wood", timber(rng)) if wooden else jaw_at
    parts = [
        Part(s.join(upper, lower), *jaw_at),
        Part(s.join(*screws), "steel"),
        Part(s.join(*grips), *turned),
    ]
    lean = float(pick(rng, (90, -90))) if chance(rng, 0.2) else 0.0
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360))) @ s.turn(lean, (1, 0, 0))))


def _plate_in_front(rng: np.random.Generator, wide: float, y: float, z: float) -> list[Part]:
    """The maker's sticker on the front jaw."""
    if chance(rng, 0.4):
        return []
    maker = pick(rng, ("KLEMMA", "VIZOR 60", "HOBBY VISE", "MINI 50", "TORNO"))
    picture = panel((maker,), (200, 30, 24), (244, 244, 240), ratio=3.0)
    sheet = s.at(s.label_panel(wide, wide / 3.0), s.move(0, y, z))
    return [Part(sheet, "paper", None, picture, smooth=False)]


def _table_clamp(
    rng: np.random.Generator, k: float
) -> tuple[trimesh.Trimesh, list[trimesh.Trimesh]]:
    """A C below the vice with its own screw, as it is hung on the edge of a table."""
    low = -float(rng.uniform(0.03, 0.05)) * k
    post = s.at(
        s.box(0.03 * k, 0.012 * k, 0.04 * k - low, 0.002),
        s.move(0, -0.01 * k, (0.04 * k + low) / 2),
    )
    top = s.at(s.box(0.034 * k, 0.05 * k, 0.008 * k, 0.002), s.move(0, 0.012 * k, 0.034 * k))
    foot = s.at(s.box(0.024 * k, 0.045 * k, 0.01 * k, 0.002), s.move(0, 0.01 * k, low))
    rise = 0.02 * k
    bolt = s.at(
        thread(0.0038 * k, 0.05 * k + rise, 0.0015 * k), s.move(0, 0.022 * k, low - 0.05 * k)
    )
    pad = s.at(s.cylinder(0.009 * k, 0.004 * k, 24), s.move(0, 0.022 * k, low + rise))
    grip = rod(
        (-0.016 * k, 0.022 * k, low - 0.048 * k),
        (0.016 * k, 0.022 * k, low - 0.048 * k),
        0.0022 * k,
    )
    return s.join(post, top, foot), [bolt, pad, grip]


def _base_plate(k: float) -> tuple[trimesh.Trimesh, list[trimesh.Trimesh]]:
    """A foot with two lugs and their bolts."""
    plate = s.at(
        s.extrude(rounded(0.1 * k, 0.05 * k, 0.012 * k), 0.009 * k), s.move(0, 0.012 * k, 0.0)
    )
    column = s.at(s.box(0.04 * k, 0.04 * k, 0.04 * k, 0.004), s.move(0, 0.012 * k, 0.02 * k))
    heads = [
        s.at(hex_head(0.011 * k, 0.005 * k), s.move(x * 0.038 * k, 0.012 * k, 0.009 * k))
        for x in (1, -1)
    ]
    return s.join(plate, column), heads


DESIGNS: dict[str, tuple[Design, ...]] = {"clamp": (bench_vice, parallel_clamp)}
