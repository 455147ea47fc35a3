"""Gas chambers: an airtight steel cell, thick windows, a wheel-lock door, a chair inside."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    Colour,
    beam,
    between,
    bolts,
    odds,
    pipe,
    rod,
    rounded,
    slab,
    stand,
    strap,
    tone,
)
from datasets.studio.designs._pressure import dial, hand_wheel, hatch
from datasets.studio.parts import Material, Part, moved

Paint = tuple[Material, Colour]


def octagonal(rng: np.random.Generator) -> list[Part]:
    """The riveted many-sided cell with windows all round and an oval hatch."""
    sides, radius = (8 if odds(rng, 0.75) else 6), between(rng, 0.95, 1.25)
    tall, paint = between(rng, 2.1, 2.5), _paint(rng)
    apothem = radius * np.cos(np.pi / sides)
    corner = s.circle(1.0, sides) @ _spin(180 / sides)
    shell = s.extrude(corner * radius, tall, [corner * (radius - 0.05)])
    turns = [360 / sides * i for i in range(1, sides)]
    side = 2 * radius * np.sin(np.pi / sides)
    wide, high = min(0.72, side * 0.78), between(rng, 0.75, 1.0)
    glazed = [t for t in turns if abs(t - 180) > 1]
    tool = s.at(s.box(wide, 0.3, high), s.move(y=-apothem, z=1.35))
    door = s.at(
        s.extrude(rounded(0.62, 1.72, 0.25), 0.3),
        s.turn(90, (1, 0, 0)),
        s.move(y=-apothem + 0.15, z=1.05),
    )
    shell = s.cut(shell, door, *(s.at(tool, s.turn(t)) for t in glazed))
    slabs = [s.at(s.extrude(corner * radius * 1.02, 0.06), s.move(z=z)) for z in (-0.06, tall)]
    ribs = [
        rod((c[0] * radius, c[1] * radius, 0), (c[0] * radius, c[1] * radius, tall), 0.022)
        for c in corner
    ]
    parts = [Part(s.join(shell, *slabs, *ribs), *paint, smooth=False)]
    for t in glazed:
        parts += moved(
            _window(wide, high, paint), s.turn(t, about=(0, 0, 0)) @ s.move(y=-apothem, z=1.35)
        )
    parts += moved(_door(rng, 0.68, 1.78, paint), s.move(y=-apothem - 0.05, z=1.05))
    parts += _chairs(rng) + _pipes(rng, apothem, tall)
    return stand(parts)


def cylindrical(rng: np.random.Generator) -> list[Part]:
    """The round upright cell: plate shell with flanges, square windows, door, domed roof."""
    radius, tall, paint = between(rng, 0.8, 1.1), between(rng, 2.0, 2.4), _paint(rng)
    ring = s.extrude(s.circle(radius, 64), tall, [s.circle(radius - 0.05, 64)])
    wide, high = between(rng, 0.5, 0.62), between(rng, 0.6, 0.85)
    turns = [72.0, 288.0, 135.0, 225.0][: int(rng.integers(3, 5))]
    tool = s.at(s.box(wide, 0.5, high), s.move(y=-radius, z=1.4))
    door = s.at(
        s.extrude(rounded(0.6, 1.72, 0.28), 0.6),
        s.turn(90, (1, 0, 0)),
        s.move(y=-radius + 0.3, z=1.05),
    )
    shell = s.cut(ring, door, *(s.at(tool, s.turn(t)) for t in turns))
    flanges = [s.at(s.torus(radius, 0.03), s.move(z=z)) for z in (0.02, tall * 0.33, tall)]
    line = s.arc(1.0, 0, 90, 14)
    roof = s.at(s.lathe([(0, 0), *(line * (radius, 0.3))]), s.move(z=tall))
    floor = s.at(s.cylinder(radius, 0.05), s.move(z=0.025))
    parts = [Part(s.join(shell, *flanges, roof, floor), *paint)]
    for t in turns:
        parts += moved(_window(wide, high, paint), s.turn(t) @ s.move(y=-radius * 0.99, z=1.4))
    parts += moved(_door(rng, 0.7, 1.82, paint), s.move(y=-radius - 0.02, z=1.05))
    spots = [(1.01 * radius * c, 1.01 * radius * d, 0.12) for c, d in s.circle(1.0, 36) if d > -0.7]
    parts.append(Part(bolts(spots, 0.016, (0, 0, 1)), "dark_steel"))
    return stand(parts + _chairs(rng) + _pipes(rng, radius, tall))


def box_cell(rng: np.random.Generator) -> list[Part]:
    """The square steel room: portholes or broad panes, a heavy barred door, tank and chimney."""
    wide, deep, tall = between(rng, 1.5, 2.2), between(rng, 1.5, 2.2), between(rng, 2.1, 2.5)
    paint, wall = _paint(rng), 0.06
    shell = s.cut(
        s.at(s.box(wide, deep, tall), s.move(z=tall / 2)),
        s.at(s.box(wide - 2 * wall, deep - 2 * wall, tall - 2 * wall), s.move(z=tall / 2)),
    )
    door_x, pane = -wide / 2 + 0.48, between(rng, 0.7, 0.95)
    gap = s.at(
        s.extrude(rounded(0.66, 1.75, 0.1), 0.5),
        s.turn(90, (1, 0, 0)),
        s.move(door_x, -deep / 2 + 0.25, 1.05),
    )
    faces = [(0.0, deep / 2, wide * 0.26), (90.0, wide / 2, 0.0), (270.0, wide / 2, 0.0)]
    places = [s.turn(t) @ s.move(x, -y, 1.4) for t, y, x in faces]
    shell = s.cut(shell, gap, *(s.at(s.box(pane, 0.4, pane), p) for p in places))
    spacing = np.arange(-wide / 2 + 0.2, wide / 2, 0.45)
    ribs = [beam((x, deep / 2, 0), (x, deep / 2, tall), 0.05, 0.06) for x in spacing]
    parts = [Part(s.join(shell, *ribs), *paint, smooth=False)]
    for p in places:
        parts += moved(_window(pane, pane, paint), p)
    parts += moved(
        _door(rng, 0.76, 1.85, paint, square=True), s.move(door_x, -deep / 2 - 0.02, 1.05)
    )
    tank = s.lathe([(0, 0), (0.12, 0), (0.14, 0.04), (0.14, 0.5), (0.09, 0.6), (0, 0.62)])
    feed = pipe(
        [(wide / 2 + 0.2, 0.3, 0.6), (wide / 2 + 0.2, 0.3, 0.95), (wide / 2 - 0.05, 0.3, 0.95)],
        0.025,
    )
    parts.append(
        Part(
            s.at(tank, s.move(wide / 2 + 0.2, 0.3)),
            "painted_metal",
            tone(rng, "yellow", "green", "grey"),
        )
    )
    parts.append(Part(feed, "steel"))
    chair = moved(_chairs(rng), s.move(wide * 0.2, -deep * 0.12))
    return stand(parts + chair + _pipes(rng, deep / 2, tall))


def _paint(rng: np.random.Generator) -> Paint:
    if odds(rng, 0.12):
        return "steel", (0.6, 0.6, 0.61)
    names = ("mint", "light", "grey", "white", "cream", "green", "mint", "charcoal", "sky")
    return "painted_metal", tone(rng, *names)


def _spin(degrees: float) -> s.Points:
    return np.asarray(s.turn(degrees)[:2, :2])


def _window(wide: float, high: float, paint: Paint) -> list[Part]:
    """A thick pane in a bolted frame, facing -y about the origin."""
    ring = slab(
        rounded(wide + 0.12, high + 0.12, 0.05), 0.05, rounded(wide - 0.02, high - 0.02, 0.04)
    )
    pane = slab(rounded(wide, high, 0.04), 0.02)
    x, z = wide / 2 + 0.03, high / 2 + 0.03
    spots = [(t * x, -0.05, sign * z) for t in np.linspace(-0.9, 0.9, 6) for sign in (-1, 1)]
    spots += [(sign * x, -0.05, t * z) for t in np.linspace(-0.8, 0.8, 5) for sign in (-1, 1)]
    return [
        Part(s.at(ring, s.move(y=-0.025)), *paint, smooth=False),
        Part(s.at(pane, s.move(y=-0.01)), "glass", smooth=False),
        Part(bolts(spots, 0.011, (0, -1, 0)), "dark_steel"),
    ]


def _door(
    rng: np.random.Generator, wide: float, high: float, paint: Paint, square: bool = False
) -> list[Part]:
    """The hatch in its frame, with wheel, porthole, clamps and hinges; shut or swung open."""
    corner = 0.1 if square else wide * 0.42
    rim = slab(
        rounded(wide + 0.08, high + 0.08, corner), 0.07, rounded(wide - 0.06, high - 0.06, corner)
    )
    leaf = hatch(rng, wide, high, corner, paint)
    if odds(rng, 0.45):
        swing = s.turn(-between(rng, 60, 125), (0, 0, 1), (-wide / 2 - 0.04, -0.06, 0))
        leaf = moved(leaf, swing)
    return [Part(rim, *paint, smooth=False), *leaf]


def _chairs(rng: np.random.Generator) -> list[Part]:
    """One or two steel chairs with straps and a perforated seat, inside on the floor."""
    holes = [
        s.circle(0.012, 12, (x, y))
        for x in np.linspace(-0.16, 0.16, 6)
        for y in np.linspace(-0.15, 0.15, 6)
    ]
    seat = s.at(s.extrude(rounded(0.44, 0.42, 0.03), 0.02, holes), s.move(z=0.48))
    bars = [
        beam((x, y, 0.05), (x, y, 0.7), 0.035, 0.035) for x in (-0.23, 0.23) for y in (-0.2, 0.2)
    ]
    bars += [beam((x, 0.2, 0.7), (x, 0.24, 1.15), 0.035, 0.035) for x in (-0.23, 0.23)]
    bars += [beam((x, -0.24, 0.7), (x, 0.22, 0.7), 0.06, 0.03) for x in (-0.23, 0.23)]
    bars += [beam((-0.23, 0.22, z), (0.23, 0.22, z), 0.07, 0.02) for z in (0.65, 0.85, 1.05)]
    belts = [
        strap(
            [(-0.23, 0.2, z), (-0.15, 0.05, z), (0, 0.0, z), (0.15, 0.05, z), (0.23, 0.2, z)], 0.05
        )
        for z in (0.75, 0.98)
    ]
    metal: Paint = ("painted_metal", tone(rng, "light", "white", "grey", "black"))
    one = [Part(s.join(seat, *bars), *metal, smooth=False), Part(s.join(*belts), "leather")]
    if odds(rng, 0.3):
        return moved(one, s.move(-0.3)) + moved(one, s.move(0.3))
    return one


def _pipes(rng: np.random.Generator, radius: float, tall: float) -> list[Part]:
    """Chimney, feed pipes with valves, a lever and gauges on the outside."""
    x = between(rng, 0.2, 0.5)
    stack = rod((x, 0.2, tall), (x, 0.2, tall + between(rng, 0.4, 1.0)), 0.09)
    side = -radius - 0.06
    feed = pipe(
        [
            (0.55, side, 0.1),
            (0.55, side, 1.9),
            (0.55, side + 0.4, tall + 0.15),
            (x, 0.2, tall + 0.15),
        ],
        0.025,
    )
    low = pipe([(0.55, side, 0.35), (0.75, side, 0.35), (0.75, side - 0.1, 0.05)], 0.02)
    lever = rod((0.62, side - 0.02, 0.9), (0.75, side - 0.15, 1.25), 0.012)
    parts = [
        Part(
            s.join(stack, feed, low, lever),
            "painted_metal",
            tone(rng, "grey", "red", "light", "charcoal"),
        )
    ]
    parts += moved(
        hand_wheel(0.07, "red" if odds(rng, 0.5) else "black"), s.move(0.55, side - 0.06, 1.1)
    )
    parts += moved(dial(0.06), s.move(0.55, side - 0.03, 1.55))
    return parts


DESIGNS = {"gas_chamber": (octagonal, cylindrical, box_cell)}
