"""Frames to lift or train with, no gallows: gantry hoists, shop cranes, gym frames, bag stands."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design
from datasets.studio.designs._frames import Paint, board
from datasets.studio.designs._furniture import beam, between, castor, odds, pipe, rod, stand, tone
from datasets.studio.designs._word_plates import INK, words_plate
from datasets.studio.parts import Part, moved

YELLOW = (235, 190, 20)
LOADS = ("SWL\n500 kg", "SWL\n1000 kg", "MAX\n2 t", "TRAGLAST\n1000 kg", "C.M.U.\n500 kg")


def gantry_hoist(rng: np.random.Generator) -> list[Part]:
    """Two A-shaped ends on castors, an I-beam with a load plate, a chain hoist with its hook."""
    paint = _paint(rng)
    tall, half, splay = between(rng, 2.0, 3.0), between(rng, 0.9, 1.6), between(rng, 0.45, 0.75)
    ends = []
    for x in (-half, half):
        ends += [beam((x, y * splay, 0.16), (x, y * 0.1, tall), 0.07, 0.07) for y in (-1, 1)]
        ends.append(beam((x, -splay - 0.1, 0.18), (x, splay + 0.1, 0.18), 0.07, 0.08))
        ends.append(beam((x, -splay * 0.5, tall * 0.5), (x, splay * 0.5, tall * 0.5), 0.05, 0.05))
    long = 2 * half + 0.5
    girder = [board(long, 0.11, 0.018, (0, 0, tall + z)) for z in (0.009, 0.171)]
    girder.append(board(long, 0.014, 0.16, (0, 0, tall + 0.09)))
    parts = [
        Part(s.join(*ends), *paint, smooth=False),
        Part(s.join(*girder), *_paint(rng), smooth=False),
    ]
    for x in (-half, half):
        for y in (-splay, splay):
            wheels, fork = castor(0.055)
            parts += moved([Part(wheels, "rubber"), Part(fork, "steel")], s.move(x, y))
    plate = words_plate(LOADS[int(rng.integers(len(LOADS)))], 0.34, 0.15, YELLOW, INK)
    parts.append(plate.moved(s.move(between(rng, 0.3, 0.5) * half, -0.012, tall + 0.09)))
    parts += moved(
        _hoist(rng, tall - between(rng, 0.9, 1.6)), s.move(between(rng, -0.5, 0.2) * half, 0, tall)
    )
    return stand(parts)


def shop_crane(rng: np.random.Generator) -> list[Part]:
    """A folding workshop crane: two legs on castors, a mast, a jack, an arm with a chain hook."""
    colour = tone(rng, "red", "blue", "orange", "yellow", "grey")
    long, tall, reach = between(rng, 1.4, 1.7), between(rng, 1.4, 1.6), between(rng, 1.0, 1.3)
    rise = between(rng, 0.1, 0.7)
    legs = [beam((x * 0.1, 0, 0.14), (x * 0.42, -long, 0.12), 0.07, 0.07) for x in (-1, 1)]
    base = [beam((-0.4, 0, 0.14), (0.4, 0, 0.14), 0.08, 0.08)]
    mast = beam((0, 0, 0.1), (0, 0.05, tall), 0.09, 0.09)
    stays = [beam((x * 0.34, 0, 0.16), (0, 0.04, tall * 0.7), 0.045, 0.045) for x in (-1, 1)]
    tip = (0.0, -reach, tall + rise)
    arm = beam((0, 0.1, tall - 0.02), tip, 0.075, 0.075)
    jack = [
        rod((0, -0.06, 0.5), (0, -0.3, tall + rise * 0.2), 0.035),
        rod((0, -0.22, 1.1), (0, -0.36, tall + rise * 0.3), 0.018),
    ]
    pump = rod((0, -0.08, 0.55), (0.05, -0.4, 0.85), 0.013)
    parts = [
        Part(s.join(*legs, *base, mast, *stays, arm), "painted_metal", colour, smooth=False),
        Part(s.join(*jack, pump), "chrome" if odds(rng, 0.5) else "dark_steel"),
    ]
    for x, y in ((-0.4, 0.0), (0.4, 0.0), (-0.42, -long), (0.42, -long)):
        wheels, fork = castor(0.05)
        parts += moved([Part(wheels, "rubber"), Part(fork, "steel")], s.move(x, y))
    parts += moved(_hook(between(rng, 0.12, 0.3)), s.move(*tip))
    plate = words_plate(LOADS[int(rng.integers(len(LOADS)))], 0.07, 0.09, YELLOW, INK)
    parts.append(plate.moved(s.move(0, -0.047, tall * 0.4)))
    return stand(parts)


def gym_frame(rng: np.random.Generator) -> list[Part]:
    """A power rack or pull-up station: uprights with holes, bars, rings or a barbell."""
    colour = tone(rng, "black", "charcoal", "red", "grey")
    tall, half, deep = between(rng, 2.0, 2.4), between(rng, 0.55, 0.65), between(rng, 0.5, 1.2)
    cage = odds(rng, 0.6)
    rows = (-deep / 2, deep / 2) if cage else (0.0,)
    frame = [beam((x, y, 0), (x, y, tall), 0.065, 0.065) for x in (-half, half) for y in rows]
    frame += [beam((x, -0.75, 0.03), (x, 0.75, 0.03), 0.065, 0.06) for x in (-half, half)]
    frame.append(beam((-half, 0.7, 0.04), (half, 0.7, 0.04), 0.06, 0.06))
    if cage:
        frame += [
            beam((x, -deep / 2, tall - 0.03), (x, deep / 2, tall - 0.03), 0.06, 0.06)
            for x in (-half, half)
        ]
    else:
        frame += [beam((x, 0.55, 0.05), (x, 0.02, tall * 0.55), 0.05, 0.05) for x in (-half, half)]
    pins = [
        rod((x - 0.036, y, z), (x + 0.036, y, z), 0.012, 10)
        for x in (-half, half)
        for y in rows
        for z in np.arange(0.4, tall - 0.15, 0.16)
    ]
    bars = [rod((-half, y, tall - 0.04), (half, y, tall - 0.04), 0.018) for y in rows]
    parts = [
        Part(s.join(*frame), "painted_metal", colour, smooth=False),
        Part(s.join(*pins), "rubber"),
        Part(s.join(*bars), "chrome"),
    ]
    if odds(rng, 0.6):
        parts += _rings(rng, tall - 0.05, rows[0])
    if cage or odds(rng, 0.5):
        parts += moved(_barbell(rng), s.move(0, rows[0] - 0.06, between(rng, 0.9, 1.4)))
    return stand(parts)


def bag_stand(rng: np.random.Generator) -> list[Part]:
    """A bent steel arm on a base with one punching bag, or a tyre on one rope."""
    colour = tone(rng, "black", "charcoal", "red", "grey")
    tall, reach = between(rng, 2.0, 2.4), between(rng, 0.65, 0.9)
    arm = pipe([(0, 0, 0.04), (0, 0, tall), (reach + 0.05, 0, tall)], 0.035, 0.25)
    feet = [beam((-0.1, 0, 0.035), (1.2, y, 0.035), 0.07, 0.07) for y in (-0.55, 0.55)]
    back = beam((-0.1, -0.4, 0.035), (-0.1, 0.4, 0.035), 0.07, 0.07)
    stay = rod((0.4, 0, tall - 0.02), (0.02, 0, tall - 0.5), 0.02)
    parts = [Part(s.join(arm, *feet, back, stay), "painted_metal", colour)]
    hang = moved(_bag(rng, tall - 0.03), s.move(x=reach))
    if odds(rng, 0.4):
        disc = s.at(s.cylinder(0.22, 0.05), s.move(-0.1, 0, 0.09))
        parts.append(Part(s.join(disc, s.at(disc, s.move(z=0.055))), "dark_steel"))
    return stand([*parts, *hang])


def _paint(rng: np.random.Generator) -> Paint:
    return "painted_metal", tone(
        rng, "yellow", "orange", "blue", "red", "grey", "green", "charcoal"
    )


def _hook(drop: float) -> list[Part]:
    """A chain of some links and a lifting hook below the origin."""
    chain = s.chain_along([(0, 0, 0), (0, 0, -drop)], 0.05, 0.034, 0.005)
    bow = s.arc(0.042, 200, -70, 22)
    path = np.c_[bow[:, 0], np.zeros(len(bow)), bow[:, 1]][::-1]
    path = np.concatenate([[(0.0, 0, 0.13), (0.0, 0, 0.085)], path[::-1] * (-1, 1, 1)])
    hook = s.at(s.tube_along(s.spline(path, 50), 0.012, 10), s.move(z=-drop - 0.13))
    return [Part(chain, "steel"), Part(hook, "painted_metal", (0.5, 0.03, 0.02))]


def _hoist(rng: np.random.Generator, drop: float) -> list[Part]:
    """A trolley below the girder, the hoist's drum, its load hook and its hand chain loop."""
    body = s.at(s.cylinder(0.1, 0.16, 28), s.turn(90, (1, 0, 0)), s.move(z=-0.24))
    trolley = [board(0.2, 0.012, 0.17, (0, y, -0.03)) for y in (-0.075, 0.075)]
    rollers = [rod((x, -0.07, 0.03), (x, 0.07, 0.03), 0.03) for x in (-0.06, 0.06)]
    loop = s.spline(
        [
            (0.09, 0, -0.24),
            (0.1, 0.01, -drop),
            (0.12, 0, -drop - 0.08),
            (0.14, -0.01, -drop),
            (0.1, 0, -0.24),
        ],
        50,
    )
    return [
        Part(body, "painted_metal", tone(rng, "red", "yellow", "blue", "orange")),
        Part(s.join(*trolley, *rollers), "dark_steel"),
        Part(s.tube_along(loop, 0.006, 6), "steel"),
        *moved(_hook(max(0.2, drop * between(rng, 0.4, 0.8))), s.move(-0.03, 0, -0.3)),
    ]


def _rings(rng: np.random.Generator, top: float, y: float) -> list[Part]:
    """Two gymnastic rings on straps."""
    low = top - between(rng, 0.4, 0.9)
    ring = s.at(s.torus(0.1, 0.014), s.turn(90, (1, 0, 0)))
    rings = [
        s.at(ring, s.turn(between(rng, -40, 40)), s.move(x, y, low - 0.1)) for x in (-0.24, 0.24)
    ]
    straps = [board(0.028, 0.004, top - low, (x, y, (top + low) / 2)) for x in (-0.24, 0.24)]
    return [Part(s.join(*rings), "wood"), Part(s.join(*straps), "webbing", smooth=False)]


def _barbell(rng: np.random.Generator) -> list[Part]:
    """A barbell along x with one or two plates an end."""
    discs = []
    for side in (-1, 1):
        for k in range(int(rng.integers(1, 3))):
            disc = s.at(s.cylinder(between(rng, 0.16, 0.225), 0.045), s.turn(90, (0, 1, 0)))
            discs.append(s.at(disc, s.move(x=side * (0.74 + 0.055 * k))))
    return [
        Part(rod((-1.05, 0, 0), (1.05, 0, 0), 0.014), "chrome"),
        Part(s.join(*discs), "rubber", tone(rng, "black", "charcoal", "blue", "red")),
    ]


def _bag(rng: np.random.Generator, top: float) -> list[Part]:
    """A punching bag on four chains, or a tyre on one rope, below z = `top`."""
    if odds(rng, 0.3):
        low = top - between(rng, 0.7, 1.0)
        tyre = s.at(s.torus(0.24, 0.085), s.turn(90, (1, 0, 0)), s.turn(between(rng, -60, 60)))
        return [
            Part(s.at(tyre, s.move(z=low - 0.3)), "rubber"),
            Part(rod((0, 0, top), (0, 0, low), 0.014, 10), "rope"),
        ]
    r, tall = between(rng, 0.14, 0.19), between(rng, 0.8, 1.2)
    head = top - between(rng, 0.28, 0.4)
    bag = s.lathe(
        [(0, -tall), (r * 0.85, -tall), (r, -tall + 0.04), (r, -0.02), (r * 0.96, 0), (0, 0)]
    )
    band = s.at(s.cylinder(r * 1.01, 0.07), s.move(z=-0.1))
    chains = [
        rod((x * r * 0.85, y * r * 0.85, head), (0, 0, top - 0.06), 0.005, 6)
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))
    ]
    return [
        Part(s.at(bag, s.move(z=head)), "leather", tone(rng, "black", "red", "brown", "blue")),
        Part(s.at(band, s.move(z=head)), "leather", tone(rng, "white", "red", "black")),
        Part(s.join(*chains, rod((0, 0, top - 0.07), (0, 0, top), 0.012)), "steel"),
    ]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "playground_frame": (gantry_hoist, shop_crane, gym_frame, bag_stand),
}
