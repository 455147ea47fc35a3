"""Guillotines: the tall wooden frame, the short metal Fallbeil, the loose blade."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._furniture import (
    WOODS,
    beam,
    between,
    bolts,
    cable,
    mirror,
    odds,
    pipe,
    rod,
    slab,
    stand,
    tone,
)
from datasets.studio.parts import Material, Part, moved

Paint = tuple[Material, tuple[float, float, float]]


def tall(rng: np.random.Generator) -> list[Part]:
    """The wooden machine: grooved uprights, blade with its weight, neck stock, tilting board."""
    paint = _timber(rng)
    gap, height, post = between(rng, 0.36, 0.5), between(rng, 2.5, 4.2), between(rng, 0.1, 0.16)
    parts = [
        Part(_uprights(gap, height, post), *paint, smooth=False),
        Part(_base(rng, gap, height, post), *paint, smooth=False),
        *_lunette(rng, gap, 0.95, paint),
        *_bench(rng, gap, 0.78, paint),
    ]
    low = 1.25
    share = 1.0 if odds(rng, 0.65) else between(rng, 0.1, 1.0)
    hang = low + (height - 0.85 - low) * share
    parts += moved(_blade(rng, gap, between(rng, 0.3, 0.45)), s.move(z=hang))
    parts += _rope(rng, gap, height, post, hang + 0.7)
    if odds(rng, 0.55):
        parts += moved(_basket(rng), s.move(y=0.42))
    if odds(rng, 0.12):
        parts = _scaffold(rng, parts, paint)
    return stand(parts)


def fallbeil(rng: np.random.Generator) -> list[Part]:
    """The short metal machine: iron rails, a very heavy carriage, a table, a winch, a tub."""
    paint: Paint = ("painted_metal", tone(rng, "grey", "charcoal", "olive", "black", "grey_wood"))
    gap, height = between(rng, 0.38, 0.46), between(rng, 1.75, 2.3)
    rails = [beam((x, 0, 0.02), (x, 0, height), 0.06, 0.09) for x in (-gap / 2, gap / 2)]
    legs = [
        rod((x, y * 0.5, 0), (x * 0.9, y * 0.02, height * 0.72), 0.022)
        for x in (-gap / 2, gap / 2)
        for y in (-1, 1)
    ]
    feet = [beam((x, -0.62, 0.03), (x, 0.62, 0.03), 0.07, 0.06) for x in (-gap / 2, gap / 2)]
    head = beam((-gap / 2 - 0.08, 0, height), (gap / 2 + 0.08, 0, height), 0.1, 0.12)
    parts = [Part(s.join(*rails, *legs, *feet, head), *paint, smooth=False)]
    wood: Paint = ("wood", tone(rng, *WOODS))
    parts += _lunette(rng, gap, 0.82, paint if odds(rng, 0.5) else wood)
    parts += _bench(rng, gap, 0.66, wood)
    share = 1.0 if odds(rng, 0.6) else between(rng, 0.0, 1.0)
    hang = 1.02 + (height - 1.72 - 0.0) * share
    parts += moved(_blade(rng, gap, 0.26, heavy=True), s.move(z=hang))
    parts += _winch(gap, height, hang + 0.55)
    if odds(rng, 0.6):
        tub = s.lathe([(0, 0), (0.24, 0), (0.3, 0.34), (0.31, 0.34), (0.25, 0.012), (0, 0.012)])
        parts.append(Part(s.at(tub, s.move(y=0.42)), "aluminium"))
    return stand(parts)


def loose_blade(rng: np.random.Generator) -> list[Part]:
    """A blade on its own: slanted steel plate, fixing holes, mostly still under its weight."""
    wide, tall_ = between(rng, 0.28, 0.42), between(rng, 0.24, 0.4)
    slant = between(rng, 0.1, 0.19) * (1 if odds(rng, 0.5) else -1)
    if odds(rng, 0.1):
        parts = [Part(_plate(wide, tall_, slant, 0.009), _steel(rng), smooth=False)]
    else:
        parts = _blade(rng, wide + 0.02, tall_, heavy=odds(rng, 0.5))
    lying = odds(rng, 0.3)
    lean = s.turn(90 if lying else -between(rng, 4, 20), (1, 0, 0))
    return stand(moved(parts, lean))


def _timber(rng: np.random.Generator) -> Paint:
    if odds(rng, 0.45):
        return "painted_wood", tone(rng, "red", "wine", "red", "brown", "charcoal")
    return "wood", tone(rng, *WOODS)


def _steel(rng: np.random.Generator) -> Material:
    drawn = rng.choice(["steel", "steel", "dark_steel", "rust"])
    return "steel" if drawn == "steel" else "rust" if drawn == "rust" else "dark_steel"


def _uprights(gap: float, height: float, post: float) -> trimesh.Trimesh:
    """Two posts grooved on the inside, the crossbeam and the sill."""
    groove = s.at(s.box(post * 0.7, 0.03, height - 0.25), s.move(x=-post * 0.45, z=0.05))
    one = s.cut(s.box(post, post * 1.1, height), groove)
    posts = mirror(s.at(one, s.move(x=gap / 2 + post / 2, z=height / 2)))
    reach = gap / 2 + post * 1.35
    cap = beam((-reach, 0, height), (reach, 0, height), post * 1.3, post * 1.0, 0.006)
    sill = beam((-reach, 0, 0.35), (reach, 0, 0.35), post * 0.8, post * 0.6)
    return s.join(posts, cap, sill)


def _base(rng: np.random.Generator, gap: float, height: float, post: float) -> trimesh.Trimesh:
    """Crossed sleepers on the ground and braces up to the posts."""
    long, side = between(rng, 0.9, 1.3), gap / 2 + post / 2
    wide, up = between(rng, 0.6, 0.95), height * between(rng, 0.3, 0.5)
    thick = post * 0.75
    pieces = [
        beam((-wide, 0, thick / 2), (wide, 0, thick / 2), thick, thick),
        beam((side, -long, thick / 2), (side, long, thick / 2), thick, thick),
        beam((-side, -long, thick / 2), (-side, long, thick / 2), thick, thick),
    ]
    for x in (-1, 1):
        if odds(rng, 0.85):
            pieces.append(beam((x * wide, 0, thick), (x * side, 0, up), thick * 0.7, thick * 0.7))
        pieces.append(beam((x * side, long, thick), (x * side, 0, up), thick * 0.7, thick * 0.7))
    return s.join(*pieces)


def _lunette(rng: np.random.Generator, gap: float, z: float, paint: Paint) -> list[Part]:
    """The neck stock: two boards that leave a round hole, the upper one down or up."""
    half, hole, thick = gap / 2 - 0.004, 0.075, 0.05
    arc = s.arc(hole, 0, 180, 24)
    upper = np.concatenate([[(half, 0)], [(half, 0.24), (-half, 0.24), (-half, 0)], arc[::-1]])
    lower = upper * (1, -1.3)
    lift = 0.0 if odds(rng, 0.6) else between(rng, 0.05, 0.28)
    boards = [s.at(slab(upper, thick), s.move(z=z + lift)), s.at(slab(lower, thick), s.move(z=z))]
    iron = [s.at(s.torus(hole, 0.006, 180), s.turn(90, (1, 0, 0)), s.move(y=-0.025, z=z + lift))]
    iron.append(
        rod((-half * 1.25, -0.03, z + lift + 0.2), (half * 1.25, -0.03, z + lift + 0.2), 0.009)
    )
    return [
        Part(s.at(s.join(*boards), s.move(y=-0.03)), *paint, smooth=False),
        Part(s.join(*iron), "dark_steel"),
    ]


def _bench(rng: np.random.Generator, gap: float, z: float, paint: Paint) -> list[Part]:
    """The tilting board before the stock, flat or upright, with straps, on its trestle."""
    length, wide = between(rng, 0.85, 1.35), gap * 0.92
    legs = [
        beam((x * wide * 0.42, y, 0.02), (x * wide * 0.42, y, z - 0.03), 0.06, 0.06)
        for x in (-1, 1)
        for y in (-0.2, -length)
    ]
    rails = [
        beam(
            (x * wide * 0.42, -0.1, z - 0.05),
            (x * wide * 0.42, -length - 0.1, z - 0.05),
            0.05,
            0.07,
        )
        for x in (-1, 1)
    ]
    board = s.at(s.box(wide, length, 0.035, 0.006), s.move(y=-length / 2 - 0.1, z=z))
    bands = [
        s.at(s.box(wide + 0.012, 0.05, 0.043), s.move(y=-0.1 - length * t, z=z))
        for t in (0.3, 0.65)
    ]
    top = [Part(board, *paint, smooth=False), Part(s.join(*bands), "leather")]
    if odds(rng, 0.25):
        top = moved(top, s.turn(between(rng, 60, 88), (1, 0, 0), (0, -length / 2 - 0.1, z)))
    return [Part(s.join(*legs, *rails), *paint, smooth=False), *top]


def _plate(wide: float, tall_: float, slant: float, thick: float) -> trimesh.Trimesh:
    """The slanted blade hanging down from z = 0, its edge ground to a wedge, with three holes."""
    x = wide / 2
    holes = [s.circle(0.009, 16, (t * wide, -0.035)) for t in (-0.33, 0.0, 0.33)]
    low, high = -tall_ - slant / 2, -tall_ + slant / 2
    blade = slab([(-x, 0), (x, 0), (x, high + 0.04), (-x, low + 0.04)], thick, *holes)
    edge = [(-x, -thick / 2, low + 0.04), (-x, thick / 2, low + 0.04), (-x, 0, low)]
    edge += [(x, -thick / 2, high + 0.04), (x, thick / 2, high + 0.04), (x, 0, high)]
    return s.join(blade, trimesh.convex.convex_hull(np.array(edge)))


def _blade(rng: np.random.Generator, gap: float, tall_: float, heavy: bool = False) -> list[Part]:
    """Blade and the weight above it, which runs in the grooves; the blade hangs from z = 0.3."""
    wide, block = gap - 0.02, between(rng, 0.12, 0.2) if not heavy else between(rng, 0.2, 0.3)
    slant = between(rng, 0.12, 0.2) * (1 if odds(rng, 0.5) else -1) * (0.5 if heavy else 1.0)
    plate = s.at(_plate(wide, tall_, slant, 0.012), s.move(z=0.3))
    thick = 0.07 if heavy else 0.055
    weight = s.at(s.box(wide, thick, block, 0.006), s.move(z=0.27 + block / 2))
    tongue = s.at(s.box(wide + 0.06, 0.024, block), s.move(z=0.27 + block / 2))
    head = [(x * wide, -thick / 2, 0.28 + block * 0.25) for x in (-0.33, 0.0, 0.33)]
    ring = s.at(s.torus(0.03, 0.008), s.turn(90, (1, 0, 0)), s.move(z=0.29 + block))
    iron: Material = "dark_steel" if odds(rng, 0.7) else "rust"
    return [
        Part(plate, "steel" if odds(rng, 0.75) else _steel(rng), smooth=False),
        Part(s.join(weight, tongue), iron, smooth=False),
        Part(s.join(bolts(head, 0.014, (0, -1, 0)), ring), "steel"),
    ]


def _rope(
    rng: np.random.Generator, gap: float, height: float, post: float, low: float
) -> list[Part]:
    """The rope from the weight over a pulley down to a cleat on one post."""
    side = gap / 2 + post * 1.45
    up = height + post * 0.5
    path = [
        (0.0, 0.0, low - 0.12),
        (0, 0, up - 0.05),
        (0.05, 0, up + 0.05),
        (side - 0.04, 0, up + 0.06),
    ]
    path += [(side, 0, up - 0.04), (side, 0.01, 1.5), (side - 0.02, 0, 1.1)]
    pulley = s.at(s.lathe([(0, -0.02), (0.07, -0.02), (0.05, 0), (0.07, 0.02), (0, 0.02)], 24))
    wheels = [s.at(pulley, s.turn(90, (1, 0, 0)), s.move(x, 0, up)) for x in (0.03, side - 0.05)]
    hank = [s.at(s.torus(between(rng, 0.09, 0.13), 0.009), s.turn(90, (0, 1, 0))) for _ in range(3)]
    coil = [
        s.at(h, s.scale(1, 0.6, 1.3), s.move(side + 0.012 * i, 0, 1.05)) for i, h in enumerate(hank)
    ]
    rope = s.tube_along(np.asarray(path, dtype=float), 0.009, 8)
    return [Part(s.join(rope, *coil), "rope"), Part(s.join(*wheels), "dark_steel")]


def _winch(gap: float, height: float, low: float) -> list[Part]:
    """Drum with crank, and the steel cable to the carriage."""
    side = gap / 2 + 0.1
    drum = rod((side - 0.05, 0, 1.0), (side + 0.12, 0, 1.0), 0.05)
    crank = pipe(
        [(side + 0.1, 0, 1), (side + 0.16, 0, 1), (side + 0.16, 0, 0.8), (side + 0.28, 0, 0.8)],
        0.012,
        0.01,
    )
    wire = cable(
        [(0, 0, low), (0, 0, height + 0.08), (side, 0, height + 0.08), (side, 0, 1.05)], 0.005
    )
    pulleys = [
        rod((x, -0.03, height + 0.07), (x, 0.03, height + 0.07), 0.05) for x in (0, side - 0.05)
    ]
    return [Part(s.join(drum, crank, *pulleys), "dark_steel"), Part(wire, "steel")]


def _basket(rng: np.random.Generator) -> list[Part]:
    """A wicker basket behind the stock."""
    rings = [
        s.at(s.torus(0.22 + 0.06 * t, 0.014), s.scale(1.1, 0.9, 1), s.move(z=0.02 + 0.38 * t))
        for t in np.linspace(0, 1, 11)
    ]
    return [Part(s.join(*rings), "rope", tone(rng, "tan", "oak", "brown"))]


def _scaffold(rng: np.random.Generator, parts: list[Part], paint: Paint) -> list[Part]:
    """The machine on a platform of planks with steps and a rail."""
    deep, wide, up = 3.4, between(rng, 2.4, 3.2), between(rng, 0.7, 1.4)
    planks = [
        s.at(s.box(wide, 0.19, 0.05), s.move(y=y, z=up - 0.025))
        for y in np.arange(-deep / 2, deep / 2, 0.2)
    ]
    legs = [
        beam((x * wide * 0.46, y, 0), (x * wide * 0.46, y, up + 0.9), 0.1, 0.1)
        for x in (-1, 1)
        for y in (-1.6, 0, 1.5)
    ]
    rails = [
        beam((x * wide * 0.46, -1.65, up + 0.85), (x * wide * 0.46, 1.55, up + 0.85), 0.06, 0.08)
        for x in (-1, 1)
    ]
    steps = [
        s.at(s.box(0.8, 0.24, 0.04), s.move(y=-deep / 2 - 0.2 - 0.22 * i, z=up * (1 - (i + 1) / 6)))
        for i in range(5)
    ]
    return [
        *moved(parts, s.move(z=up)),
        Part(s.join(*planks, *legs, *rails, *steps), *paint, smooth=False),
    ]


DESIGNS = {"guillotine": (tall, fallbeil, loose_blade)}
