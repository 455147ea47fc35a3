"""Finger-cuffs: rows of small rings, combs with a locking rod and rows of tiny ratchet cuffs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, bounds, chance, ground, pick
from datasets.studio.designs._furniture import rounded
from datasets.studio.designs._hardware import capsule, draw_iron, draw_metal, hex_head, small_key
from datasets.studio.designs._irons import bow, keyhole, padlock
from datasets.studio.designs._limb_forms import cap, form_finish
from datasets.studio.designs._ratchet import HOLE, SWEEP, CuffForm, Finish, ratchet_cuff
from datasets.studio.designs.thumb_cuffs import finger_cuffs as split_bar
from datasets.studio.parts import Part, moved


@dataclass(frozen=True, slots=True)
class Row:
    """Sizes of a row of rings, metres.

    Args:
        count: rings.
        hole: their inner radius.
        wall: thickness of a ring.
        tall: along the finger.
    """

    count: int
    hole: float
    wall: float
    tall: float

    @property
    def middles(self) -> list[float]:
        """Places of the rings along x."""
        pitch = 2 * self.hole + 1.6 * self.wall
        return [(i - (self.count - 1) / 2) * pitch for i in range(self.count)]

    @property
    def end(self) -> float:
        """Where the hinge and the lock sit, along x."""
        return self.middles[-1] + self.hole + self.wall + 0.006


def ring_row(rng: np.random.Generator) -> list[Part]:
    """Three to five half rings on a bar, a hinged bar of half rings over them, a lock at an end."""
    opening = float(pick(rng, (0.0, 0.0, rng.uniform(15, 75))))
    return _posed(rng, _ring_row(rng, _draw_row(rng), opening))


def locking_comb(rng: np.random.Generator) -> list[Part]:
    """A plate with notches for the fingers, shut by a rod through its teeth with a padlock."""
    row, finish = _draw_row(rng), draw_metal(rng, 0.1) if chance(rng, 0.7) else draw_iron(rng)
    r, end = row.hole, row.end + 0.004
    top, deep = r * 0.9 + 0.009, r + float(rng.uniform(0.007, 0.014))
    outline = [(-end, -deep), (end, -deep), (end, top)]
    for x in row.middles[::-1]:
        outline += [(x + r, top)]
        outline += [(x + a, b) for a, b in s.arc(r, 0, -180, 24)]
        outline += [(x - r, top)]
    outline += [(-end, top)]
    comb = s.extrude(np.array(outline), row.tall)
    rim = s.at(s.extrude(np.array(outline) * (0.994, 0.985), row.tall + 0.0012), s.move(z=-0.0006))
    drawn = float(pick(rng, (0.0, 0.0, rng.uniform(0.3, 0.8)))) * 2 * end
    rod = _rod(2 * end + 0.02, float(rng.uniform(0.0019, 0.0027)))
    place = s.move(drawn, top - 0.0045, row.tall / 2)
    steel = pick(rng, (finish, ("steel", None)))
    parts = [Part(s.join(comb, rim), *finish), Part(s.at(rod, place), *steel)]
    lock = padlock(rng, float(rng.uniform(0.018, 0.024)))
    if drawn == 0.0:
        tip = place @ s.move(end + 0.0075) @ s.turn(float(rng.uniform(-40, 40)), (1, 0, 0))
        parts += moved(lock, tip)
    elif chance(rng, 0.5):
        parts += moved(lock, s.move(-end, -deep - 0.035) @ s.turn(float(rng.uniform(0, 360))))
    return _posed(rng, parts)


def ratchet_row(rng: np.random.Generator) -> list[Part]:
    """Three or four tiny ratchet cuffs side by side on one plate."""
    span = float(rng.uniform(0.0215, 0.0255))
    form = CuffForm(
        span=span,
        thickness=float(rng.uniform(0.0065, 0.009)),
        bow_width=span * float(rng.uniform(0.13, 0.16)),
        body=float(rng.uniform(0.7, 0.9)),
        pitch=float(rng.uniform(0.0016, 0.0022)),
    )
    finish, k, count = draw_metal(rng, 0.08), form.unit, int(rng.integers(3, 5))
    together, pitch = float(rng.uniform(4, SWEEP)), 88 * k
    parts: list[Part] = []
    for i in range(count):
        state = together if chance(rng, 0.7) else float(rng.uniform(-60, -10))
        cuff = ratchet_cuff(form, state, finish, finish, eyelet=False)
        parts += moved(cuff, s.move((i - (count - 1) / 2) * pitch))
    long, y = count * pitch + 4 * k, -form.chain_end
    strip = s.extrude(rounded(long, 22 * k, 5 * k), form.thickness * 0.7)
    rivets = [
        s.at(s.cylinder(2.6 * k, form.thickness * 1.0, 16), s.move(float(x)))
        for x in np.linspace(-long * 0.45, long * 0.45, 2 * count)
    ]
    plate = s.join(s.at(strip, s.move(z=-form.thickness * 0.35)), *rivets)
    return _posed(rng, [*parts, Part(s.at(plate, s.move(y=y)), *finish)])


def fingers_in_cuffs(rng: np.random.Generator) -> list[Part]:
    """A closed row round the four fingers of a dummy's hand."""
    wall = float(rng.uniform(0.002, 0.003))
    row = Row(4, float(rng.uniform(0.0098, 0.0106)), wall, float(rng.uniform(0.008, 0.014)))
    finish, pitch = form_finish(rng), row.middles[1] - row.middles[0]
    palm = s.box(3.9 * pitch, 0.03, 0.088, 0.0145)
    hand = [s.at(palm, s.move(z=-0.055)), capsule([(0, 0, -0.22), (0, 0, -0.1)], [0.034, 0.027])]
    bend = float(rng.uniform(0.0, 0.5))
    for x, long in zip(row.middles, (0.062, 0.078, 0.073, 0.058), strict=True):
        out = x * float(rng.uniform(1.0, 1.06))
        tip = (out, -long * 0.6 * np.sin(2 * bend), 0.012 + long * 0.75 * np.cos(bend))
        hand.append(
            capsule(
                [(x, 0, -0.03), (x, 0, 0.012), (x, 0, 0.018), tip], [0.0095, 0.009, 0.009, 0.0072]
            )
        )
    thumb = [(-2 * pitch, 0, -0.08), (-2.7 * pitch, -0.012, -0.05), (-2.6 * pitch, -0.02, -0.02)]
    hand.append(capsule(thumb, [0.014, 0.0115, 0.009]))
    cuffs = moved(_ring_row(rng, row, 0.0), s.move(z=0.008))
    end = cap(rng, (0.0, 0.0), 0.066, 0.066).moved(s.move(z=-0.235) @ s.turn(180, (1, 0, 0)))
    parts = [Part(s.join(*hand), *finish), end, *cuffs]
    lean = float(pick(rng, (90, -90)))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360))) @ s.turn(lean, (1, 0, 0))))


def _draw_row(rng: np.random.Generator) -> Row:
    return Row(
        count=int(pick(rng, (3, 4, 4, 4, 5))),
        hole=float(rng.uniform(0.0088, 0.0115)),
        wall=float(rng.uniform(0.0018, 0.0032)),
        tall=float(rng.uniform(0.006, 0.014)),
    )


def _ring_row(rng: np.random.Generator, row: Row, opening: float) -> list[Part]:
    """The two hinged halves along x, lying about z = 0; the upper one opened by some degrees."""
    finish = draw_metal(rng, 0.06) if chance(rng, 0.75) else draw_iron(rng)
    radius, end, rail_share = row.hole + row.wall / 2, row.end, float(rng.uniform(0.3, 0.6))
    rail = s.box(2 * end, 0.003, row.tall * rail_share, 0.0008)
    halves = []
    for start in (181.0, 1.0):
        bows = [
            s.at(bow(radius, row.wall, row.tall, start, start + 178, 0.25), s.move(x))
            for x in row.middles
        ]
        y = (row.hole + row.wall) * (-1 if start > 90 else 1)
        joints = [
            s.at(s.box(0.0036, abs(y), row.tall * 0.8), s.move(side * end, y / 2))
            for side in (-1, 1)
        ]
        halves.append(s.join(*bows, *joints, s.at(rail, s.move(y=y))))
    knuckles = [
        s.at(s.cylinder(0.0036, row.tall * 0.3, 20), s.move(-end, 0, row.tall * z))
        for z in (-0.33, 0, 0.33)
    ]
    upper = s.at(halves[1], s.turn(opening, about=(-end, 0, 0)))
    metal = Part(s.join(halves[0], upper, *knuckles), *finish)
    return [metal, *_end_lock(rng, row, finish)]


def _end_lock(rng: np.random.Generator, row: Row, finish: Finish) -> list[Part]:
    """The lock at the right end: a case with a keyhole, a barrel, or a screw for a square key."""
    x, tall = row.end + 0.001, row.tall * 1.15 + 0.001
    if chance(rng, 0.7):
        case = s.at(s.box(0.011, 2 * row.hole * 0.8, tall, 0.0012), s.move(x))
        hole = s.at(keyhole(0.0017), s.move(x, 0.001, tall / 2))
        return [Part(case, *finish), Part(hole, *HOLE)]
    barrel = s.cylinder(0.0055, 2 * row.hole * 0.9, 28)
    case = s.at(barrel, s.turn(90, (1, 0, 0)), s.move(x))
    head = s.at(hex_head(0.005, 0.003), s.turn(-90, (1, 0, 0)), s.move(x, row.hole * 0.9))
    return [Part(s.join(case, head), *finish)]


def _rod(long: float, radius: float) -> trimesh.Trimesh:
    """A rod along x with a knob at the left and a flattened eye at the right end."""
    rod = s.at(s.cylinder(radius, long, 16), s.turn(90, (0, 1, 0)))
    knob = s.at(s.sphere(radius * 1.9, 2), s.move(-long / 2))
    eye = s.at(s.torus(radius * 1.3, radius * 0.6), s.turn(90, (1, 0, 0)), s.move(long / 2))
    return s.join(rod, knob, eye)


def _posed(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Lying, seldom standing on its long edge; often with a tiny key beside."""
    if chance(rng, 0.1):
        parts = moved(parts, s.turn(90, (1, 0, 0)))
    parts = ground(parts)
    low = bounds(parts)[0]
    if chance(rng, 0.45):
        metal: Finish = ("steel", None) if chance(rng, 0.6) else ("brass", None)
        key = small_key(rng, metal, 0.0008)
        place = s.move(float(rng.uniform(low[0], -low[0])) * 0.7, float(low[1]) - 0.016)
        parts = parts + moved(key, place @ s.turn(float(rng.uniform(0, 360))))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "finger_cuffs": (split_bar, ring_row, locking_comb, ratchet_row, fingers_in_cuffs),
}
