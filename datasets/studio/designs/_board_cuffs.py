"""Metal cuffs and bars that hold limbs on a board: hinged bows on plates, stocks, ring bolts.

A limb lies along y over z = 0; owns no class of goods.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import chance, pick
from datasets.studio.designs._furniture import between, bolts, rod, rounded, slab
from datasets.studio.designs._hardware import draw_metal
from datasets.studio.designs._ratchet import HOLE, CuffForm, Finish, eyelet, ratchet_cuff
from datasets.studio.designs.handcuffs import draw_state
from datasets.studio.designs.locks import upright_padlock
from datasets.studio.parts import Part, moved


def hinged_cuff(rng: np.random.Generator, radius: float, finish: Finish, lift: float) -> list[Part]:
    """A bow of flat steel hinged on a base plate, with lugs and a lock; `lift` degrees open."""
    wide, thick = between(rng, 0.055, 0.08), between(rng, 0.006, 0.009)
    rise = radius * between(rng, 0.5, 0.9)  # the bow stands on straight legs
    half = s.arc(radius, 0, 180, 40)
    line = np.concatenate([[(radius, -rise)], half, [(-radius, -rise)]])
    path = np.c_[line[:, 0], 0 * line[:, 0], line[:, 1] + rise]
    bow = s.strap_along(path, thick, wide, up=(0, 1, 0))
    tab = s.at(s.box(0.03, wide, thick), s.move(-radius - 0.014, 0, thick * 1.6))
    hinge = rod((radius + 0.006, -wide * 0.7, 0.008), (radius + 0.006, wide * 0.7, 0.008), 0.009)
    upper = s.at(s.join(bow, tab), s.turn(lift, (0, 1, 0), (radius + 0.006, 0, 0.008)))
    plate = s.at(s.extrude(rounded(radius * 2 + 0.09, wide * 1.7, 0.008), 0.007), s.move(z=-0.004))
    lug = s.at(s.box(0.032, wide * 1.1, 0.016, 0.003), s.move(-radius - 0.016, 0, 0.004))
    spots = [(x * (radius + 0.033), y * wide * 0.6, 0.004) for x in (-1, 1) for y in (-1, 1)]
    heads = s.at(bolts(spots, 0.0075, (0, 0, 1)), s.move(z=0.001))
    parts = [
        Part(upper, *finish, smooth=False),
        Part(s.join(plate, lug, hinge), *finish, smooth=False),
        Part(heads, "steel" if finish[0] == "dark_steel" else "dark_steel"),
    ]
    return parts + _lock(rng, radius, wide, lift)


def _lock(rng: np.random.Generator, radius: float, wide: float, lift: float) -> list[Part]:
    """A lock case with its keyhole on the lug, a padlock, or a wing nut."""
    x = -radius - 0.022
    kind = pick(rng, ("case", "padlock", "nut", "case"))
    if kind == "padlock" and lift == 0.0:
        lock = moved(upright_padlock(rng), s.scale(0.75, 0.75, 0.75) @ s.move(z=-0.02))
        return moved(lock, s.move(x - 0.004, -wide * 0.62, 0.012))
    if kind == "nut":
        pin = rod((x, 0, 0), (x, 0, 0.035), 0.005, 12)
        wings = s.at(
            s.box(0.04, 0.005, 0.012, 0.002), s.turn(between(rng, 0, 180)), s.move(x, 0, 0.026)
        )
        return [Part(s.join(pin, wings), "steel")]
    case = s.at(s.box(0.034, wide * 1.05, 0.036, 0.004), s.move(x, 0, 0.014))
    hole = s.at(s.cylinder(0.0045, 0.002, 16), s.move(x, 0, 0.0325))
    slot = s.at(s.box(0.003, 0.011, 0.002), s.move(x, -0.004, 0.0325))
    return [Part(case, "dark_steel", smooth=False), Part(s.join(hole, slot), *HOLE)]


def chained_cuff(
    rng: np.random.Generator, anchor: Sequence[float], way: Sequence[float]
) -> list[Part]:
    """A ratchet cuff on a short chain from a ring bolt at a point of a flat surface.

    `way` is the direction (x, y) in which the cuff lies from its ring bolt.
    """
    finish = draw_metal(rng, 0.0)
    form = CuffForm(span=between(rng, 0.075, 0.09), thickness=between(rng, 0.0125, 0.015))
    long, lift = between(rng, 0.12, 0.22), form.thickness * 0.75
    a = np.array([*anchor[:2], anchor[2] + 0.012])
    w = np.array([*way, 0.0]) / np.hypot(way[0], way[1])
    start, end = a + w * 0.014, a + w * (0.014 + long)
    end[2] = anchor[2] + lift
    ring, hang = eyelet(form, 0.0)
    angle = float(np.degrees(np.arctan2(w[1], w[0]))) - 90
    cuff = [*ratchet_cuff(form, draw_state(rng), finish, finish), Part(ring, *finish)]
    parts = moved(cuff, s.move(*end) @ s.turn(angle) @ s.move(*-hang))
    parts.append(Part(s.chain_along(np.linspace(start, end, 20), 0.03, 0.02, 0.0034), *finish))
    eye = s.at(s.torus(0.014, 0.0042), s.turn(90, (1, 0, 0)), s.turn(angle + 90), s.move(*a))
    foot = s.at(s.cylinder(0.017, 0.005, 24), s.move(*a), s.move(z=-0.0105))
    return [*parts, Part(s.join(eye, foot), "steel")]


def stock(
    rng: np.random.Generator, wide: float, finish: Finish, radius: float, open_by: float
) -> list[Part]:
    """A board with two round holes for the limbs, split along its middle, hinged and locked.

    It stands in the plane y = 0 on z = 0, `wide` metres along x; `open_by` degrees lifts its lid.
    """
    high, thick = radius * 2 + between(rng, 0.09, 0.15), between(rng, 0.02, 0.04)
    mid, apart = high * 0.5, min(wide * 0.26, between(rng, 0.1, 0.17))
    whole = s.at(
        slab(
            rounded(wide, high, 0.012),
            thick,
            *(s.circle(radius, 40, (x, 0)) for x in (-apart, apart)),
        ),
        s.move(z=mid),
    )
    keep = s.box(wide * 2, 1, high)
    low = s.cut(whole, s.at(keep, s.move(z=mid + high / 2 - 0.001)))
    top = s.cut(whole, s.at(keep, s.move(z=mid - high / 2 + 0.001)))
    pivot = (wide / 2 - 0.01, 0.0, mid)
    hinge = rod((pivot[0], -thick * 0.8, mid), (pivot[0], thick * 0.8, mid), 0.012)
    x = -wide / 2
    lug = [
        s.at(s.box(0.05, thick * 0.5, 0.03, 0.003), s.move(x - 0.015, 0, mid + z))
        for z in (-0.017, 0.017)
    ]
    lift = s.turn(open_by, (0, 1, 0), pivot)
    straps = [
        s.at(s.box(wide * 0.96, thick * 1.12, 0.02, 0.002), s.move(z=z))
        for z in (0.018, high - 0.018)
    ]
    parts = [
        Part(low, *finish, smooth=False),
        Part(s.at(top, lift), *finish, smooth=False),
        Part(s.join(hinge, lug[0], straps[0]), "dark_steel", smooth=False),
        Part(s.at(s.join(lug[1], straps[1]), lift), "dark_steel", smooth=False),
    ]
    if open_by == 0.0 and chance(rng, 0.7):
        lock = moved(upright_padlock(rng), s.scale(0.9, 0.9, 0.9) @ s.turn(90))
        parts += moved(lock, s.move(x - 0.026, 0, mid - 0.045))
    return parts


def waist_bar(rng: np.random.Generator, wide: float, z: float, metal: Finish) -> list[Part]:
    """A flat bow of steel across the waist, hinged at one edge and locked at the other."""
    half, rise = wide / 2 - 0.03, between(rng, 0.12, 0.2)
    keys = [(0, -half, 0.0), (0, -half * 0.96, rise * 0.55), (0, -half * 0.6, rise * 0.95)]
    keys += [(0, 0, rise), *((0, -y, h) for _, y, h in keys[::-1])]
    bow = s.strap_along(s.spline(keys, 60), 0.007, 0.05, up=(1, 0, 0))
    feet = [s.at(s.box(0.1, 0.05, 0.012, 0.003), s.move(y=sy * half, z=0.006)) for sy in (-1, 1)]
    lock = s.at(s.box(0.06, 0.045, 0.045, 0.005), s.move(y=-half, z=0.03))
    heads = bolts(
        [(sx * 0.038, sy * half, 0.013) for sx in (-1, 1) for sy in (-1, 1)], 0.007, (0, 0, 1)
    )
    hole = s.at(
        s.cylinder(0.006, 0.003, 16), s.turn(90, (1, 0, 0)), s.move(0, -half - 0.0225, 0.032)
    )
    x = between(rng, -0.28, -0.15)
    made = [Part(s.join(bow, *feet), *metal, smooth=False), Part(s.join(lock, heads), "dark_steel")]
    return moved([*made, Part(hole, "rubber", (0.004, 0.004, 0.004))], s.move(x, 0, z))
