"""Clamps for workpieces, hoses and pipes; none is for fingers."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._clamp_parts import STEEL, cast_iron, cross_bar
from datasets.studio.designs._forms import Design, chance, ground, hue, pick, timber
from datasets.studio.designs._hardware import thread
from datasets.studio.designs._print import panel
from datasets.studio.designs._ratchet import Finish
from datasets.studio.designs.chains import hose_clamp, pipe_clamp
from datasets.studio.parts import Part, moved

SIZES = ("50 mm", "2 IN", "75 mm", "100 mm", '3"', "4 IN", "60 x 30", "150 mm")


def g_clamp(rng: np.random.Generator) -> list[Part]:
    """A C-shaped frame with one screw, a swivel pad and a sliding cross handle."""
    paint, steel = cast_iron(rng), pick(rng, STEEL[:3])
    size = float(rng.uniform(0.035, 0.11))
    deep, wall = size * float(rng.uniform(0.7, 1.1)), size * 0.11 + 0.005
    frame = _c_frame(size, deep, wall)
    thick = wall * float(rng.uniform(1.0, 1.5))
    body = s.at(s.extrude(frame, thick), s.move(z=-thick / 2))
    rib = s.at(s.extrude(frame * 0.9 + frame.mean(0) * 0.1, thick * 0.5), s.move(z=-thick * 0.25))
    boss = _across_y(s.cylinder(wall * 0.95, wall * 2.6, 28), 0.0, -wall * 0.6)
    anvil = _across_y(s.cylinder(wall * 0.8, wall * 0.5, 28), 0.0, size + wall * 0.1)
    reach = size * float(rng.uniform(0.15, 0.9))
    radius = 0.0022 + size * 0.04
    tail = size * 1.15 - reach + wall * 2.4
    screw = s.at(
        thread(radius, reach + tail, radius * 0.34), s.turn(-90, (1, 0, 0)), s.move(y=-tail)
    )
    pad = s.lathe(
        [
            (0, -wall * 0.5),
            (radius * 1.3, -wall * 0.5),
            (wall * 0.85, 0),
            (wall * 0.85, wall * 0.25),
            (0, wall * 0.25),
        ],
        28,
    )
    pad = s.at(pad, s.turn(-90, (1, 0, 0)), s.move(y=reach))
    handle = s.at(cross_bar(rng, size * 0.3 + 0.012, radius * 0.62), s.move(y=-tail - radius * 1.5))
    hub = _across_y(s.cylinder(radius * 1.35, radius * 5, 20), 0.0, -tail - radius * 1.4)
    parts = [
        Part(s.join(body, rib, boss, anvil), *paint),
        Part(s.join(screw, pad, handle, hub), *steel),
        *_stamp(rng, size * 0.55, (-deep - wall * 0.02, size * 0.5, thick / 2 + 0.0003)),
    ]
    return _laid(rng, parts, 0.15)


def bar_clamp(rng: np.random.Generator) -> list[Part]:
    """A long steel rail with a fixed and a sliding jaw, a screw with a wooden or plastic grip."""
    steel, jaw = pick(rng, STEEL[:3]), cast_iron(rng)
    long, reach = float(rng.uniform(0.16, 0.42)), float(rng.uniform(0.05, 0.11))
    rail = s.box(0.006, long, 0.016, 0.001)
    notches = [
        s.at(s.box(0.0066, 0.0012, 0.0163), s.move(y=float(y)))
        for y in np.arange(-long * 0.45, long * 0.45, 0.006)
    ]
    slide = float(rng.uniform(-0.3, 0.15)) * long
    arm = np.array(
        [(0.006, -0.014), (0.006, 0.012), (-reach * 0.7, 0.007), (-reach, 0.01), (-reach, -0.008)]
    )
    plate = s.at(s.extrude(arm, 0.018), s.move(z=-0.009))
    fixed = s.at(plate, s.move(y=long / 2 - 0.012))
    moving = s.at(plate, s.scale(1, -1, 1), s.move(y=slide))
    moving.fix_normals()
    x, end = -reach + 0.008, float(rng.uniform(0.02, 0.05))
    screw = s.at(
        thread(0.0045, 0.075 + end, 0.0017), s.turn(-90, (1, 0, 0)), s.move(x, slide - 0.075)
    )
    pad = _across_y(s.cylinder(0.011, 0.006, 28), x, slide + end)
    grip_profile = [
        (0, 0),
        (0.009, 0),
        (0.0125, 0.012),
        (0.014, 0.045),
        (0.012, 0.08),
        (0.008, 0.088),
        (0, 0.088),
    ]
    grip = s.at(s.lathe(grip_profile, 24), s.turn(90, (1, 0, 0)), s.move(x, slide - 0.065))
    handle: Finish = ("wood", timber(rng)) if chance(rng, 0.5) else ("plastic", hue(rng, 0.3))
    parts = [
        Part(s.join(rail, screw, pad), *steel),
        Part(s.join(*notches), "dark_steel"),
        Part(s.join(fixed, moving), *jaw),
        Part(grip, *handle),
    ]
    return _laid(rng, parts, 0.1)


def spring_clamp(rng: np.random.Generator) -> list[Part]:
    """One to three pincers with a spring, rubber tips and dipped or moulded handles."""
    parts: list[Part] = []
    body: Finish = ("plastic", hue(rng, 0.4)) if chance(rng, 0.6) else ("steel", None)
    tip: Finish = ("rubber", hue(rng, 0.1))
    k, angle = float(rng.uniform(0.6, 1.4)), float(rng.uniform(3, 16))
    for i in range(int(pick(rng, (1, 1, 2, 3)))):
        one = _pincers(k, angle, body, tip)
        place = s.move(i * 0.055 * k, float(rng.normal(0, 0.01)))
        parts += moved(one, place @ s.turn(float(rng.normal(0, 12))))
    return _laid(rng, parts, 0.1)


def _c_frame(size: float, deep: float, wall: float) -> s.Points:
    """The C in the plane z = 0: screw boss at the origin, anvil at y = size, back at -x."""
    return np.array(
        [
            (wall, -wall * 1.3),
            (wall, 0.0),
            (-deep * 0.55, 0.0),
            (-deep + wall * 0.9, wall * 0.9),
            (-deep + wall * 0.9, size - wall * 0.9),
            (-deep * 0.55, size),
            (wall, size),
            (wall, size + wall * 0.9),
            (-deep * 0.6, size + wall * 1.2),
            (-deep - wall * 0.2, size * 0.92),
            (-deep - wall * 0.2, size * 0.08),
            (-deep * 0.6, -wall * 1.5),
        ]
    )


def _across_y(mesh: trimesh.Trimesh, x: float, y: float) -> trimesh.Trimesh:
    """A turned part laid along y at a place."""
    return s.at(mesh, s.turn(90, (1, 0, 0)), s.move(x, y))


def _stamp(rng: np.random.Generator, wide: float, centre: tuple[float, float, float]) -> list[Part]:
    """The size, raised or on a sticker, along the back of a frame that lies."""
    if chance(rng, 0.3):
        return []
    picture = panel((pick(rng, SIZES),), (230, 228, 220), (20, 20, 22), ratio=3.2)
    sheet = s.at(
        s.label_panel(wide, wide / 3.2), s.turn(-90, (1, 0, 0)), s.turn(90), s.move(*centre)
    )
    return [Part(sheet, "paper", None, picture, smooth=False)]


def _pincers(k: float, angle: float, body: Finish, tip: Finish) -> list[Part]:
    """Two crossed levers about the origin, jaws towards +y."""
    keys = [
        (0.026, -0.075),
        (0.014, -0.03),
        (0.011, 0.0),
        (0.017, 0.022),
        (0.012, 0.045),
        (0.003, 0.06),
    ]
    line = s.spline(np.array([(x, y, 0.0) for x, y in keys]) * k, 40)
    lever = s.strap_along(line, 0.006 * k, 0.018 * k, up=(0, 0, 1))
    pad = s.at(s.box(0.009 * k, 0.016 * k, 0.019 * k, 0.003 * k), s.move(0.002 * k, 0.06 * k))
    parts: list[Part] = []
    for side in (1.0, -1.0):
        lean = s.scale(side, 1, 1) @ s.turn(-angle / 2)
        for mesh, look in ((lever, body), (pad, tip)):
            made = s.at(mesh, lean)
            made.fix_normals()
            parts.append(Part(made, *look))
    spring = s.at(
        s.tube_along(s.helix(0.0062 * k, 0.0024 * k, 6), 0.0011 * k, 8), s.move(z=-0.0072 * k)
    )
    web = s.at(s.box(0.024 * k, 0.008 * k, 0.012 * k, 0.002 * k), s.move(y=-0.002 * k))
    return [*parts, Part(spring, "steel"), Part(web, *body)]


def _laid(rng: np.random.Generator, parts: list[Part], standing: float) -> list[Part]:
    """Lying on its broad side; standing in the share given."""
    lean = float(pick(rng, (90, -90))) if chance(rng, standing) else 180.0 * int(rng.integers(2))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360))) @ s.turn(lean, (1, 0, 0))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "clamp": (
        hose_clamp,
        pipe_clamp,
        g_clamp,
        bar_clamp,
        spring_clamp,
    ),
}
