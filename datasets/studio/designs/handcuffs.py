"""Handcuffs: chain, hinged and rigid kinds in every state, alone, in pairs and on wrists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, dark, ground, hue, pick
from datasets.studio.designs._hardware import draw_metal, gloved_hand, slack, small_key
from datasets.studio.designs._ratchet import (
    SWEEP,
    CuffForm,
    Finish,
    Points,
    eyelet,
    ratchet_cuff,
)
from datasets.studio.parts import Part, moved

GLOVES = (
    (0.03, 0.08, 0.3),
    (0.01, 0.01, 0.012),
    (0.62, 0.62, 0.61),
    (0.3, 0.3, 0.31),
    (0.08, 0.25, 0.45),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """What two cuffs of one pair share: form, finish of housing and bow."""

    form: CuffForm
    finish: Finish
    bow: Finish

    def cuff(self, rng: np.random.Generator, closing: float | None = None) -> list[Part]:
        """One cuff in a drawn state, or closed by so many degrees."""
        state = draw_state(rng) if closing is None else closing
        parts = ratchet_cuff(self.form, state, self.finish, self.bow)
        return moved(parts, s.turn(180, (0, 1, 0))) if chance(rng, 0.5) else parts


def draw_pair(rng: np.random.Generator) -> Pair:
    """A pair within the limits of ordinary handcuffs."""
    form = CuffForm(
        span=float(rng.uniform(0.0612, 0.0622)),
        thickness=float(rng.uniform(0.0095, 0.0135)),
        bow_width=float(rng.uniform(0.0068, 0.0078)),
        body=float(rng.uniform(0.85, 1.25)),
        pitch=float(rng.uniform(0.0021, 0.0029)),
    )
    finish = draw_metal(rng)
    bow = finish
    if finish[0] == "painted_metal" or chance(rng, 0.12):
        bow = pick(rng, (finish, ("steel", None), ("dark_steel", None)))
    return Pair(form, finish, bow)


def draw_state(rng: np.random.Generator) -> float:
    """Degrees past the first notch: mostly closed, often ajar, sometimes wide open."""
    kind = rng.random()
    if kind < 0.6:
        return float(rng.uniform(0, SWEEP))
    if kind < 0.8:
        return float(rng.uniform(-55, -5))
    return float(rng.uniform(-150, -60))


def chain_pair(rng: np.random.Generator) -> list[Part]:
    """Two cuffs on a short chain, spread out on the ground."""
    return _with_key(rng, _chained(rng, draw_pair(rng), float(rng.uniform(-8, 55))))


def chain_pair_side_by_side(rng: np.random.Generator) -> list[Part]:
    """Two cuffs side by side with the chain bent between them."""
    return _with_key(rng, _chained(rng, draw_pair(rng), float(rng.uniform(70, 92))))


def chain_pair_stacked(rng: np.random.Generator) -> list[Part]:
    """A closed pair folded together, one cuff lying on the other, the chain standing at the end."""
    pair = draw_pair(rng)
    lift = pair.form.thickness * 1.08
    first = moved(pair.cuff(rng, _closed(rng)), s.move(y=pair.form.chain_end))
    second = moved(pair.cuff(rng, _closed(rng)), s.move(y=pair.form.chain_end))
    twist = s.turn(float(rng.uniform(-18, 18)))
    ring, point = eyelet(pair.form, 90)
    rings = moved([Part(ring, *pair.finish)], s.move(y=pair.form.chain_end))
    low = point + np.array([0.0, pair.form.chain_end, 0.0])
    high = twist[:3, :3] @ low + np.array([0.0, 0.0, lift])
    links = _links(pair, slack(low, high, 0.058, (0, -0.9, 0.25)))
    parts = first + rings + links + moved(second + rings, s.move(z=lift) @ twist)
    return _with_key(rng, ground(parts))


def chain_pair_hanging(rng: np.random.Generator) -> list[Part]:
    """A pair held up by one cuff, the other hanging below on the chain."""
    pair = draw_pair(rng)
    upper = moved(pair.cuff(rng), s.turn(float(rng.uniform(-12, 12))))
    ring, point = eyelet(pair.form, 90)
    gap = pair.form.unit * float(rng.uniform(26, 36))
    lower = moved(
        [*pair.cuff(rng), Part(ring, *pair.finish)],
        s.move(0, 2 * point[1] - gap)
        @ s.turn(180)
        @ s.turn(float(rng.uniform(-50, 50)), (0, 1, 0)),
    )
    links = _links(pair, np.linspace(point, point - (0, gap, 0), 30))
    parts = [*upper, Part(ring, *pair.finish), *links, *lower]
    return ground(moved(parts, s.turn(90, (1, 0, 0))))


def hinged_pair(rng: np.random.Generator) -> list[Part]:
    """Two cuffs joined by hinge plates, opened flat or folded towards each other."""
    pair = draw_pair(rng)
    k, end = pair.form.unit, pair.form.chain_end
    fold = float(pick(rng, (0, 0, rng.uniform(10, 90), rng.uniform(120, 164))))
    reach = float(rng.uniform(7, 12)) * k
    one = ratchet_cuff(pair.form, draw_state(rng), pair.finish, pair.bow, eyelet=False)
    two = ratchet_cuff(pair.form, draw_state(rng), pair.finish, pair.bow, eyelet=False)
    axis = s.move(0, end + 3 * k)
    first = moved(one, axis) + _knuckles(pair, 3)
    second = moved(two, axis) + _knuckles(pair, 2)
    plate = s.join(
        s.box(24 * k, 2 * reach, 2.4 * k),
        *(
            s.at(s.cylinder(1.4 * k, 30 * k, 16), s.turn(90, (0, 1, 0)), s.move(y=y))
            for y in (reach, -reach)
        ),
    )
    half = s.turn(fold / 2, (1, 0, 0))
    upper = moved(first, s.move(y=reach) @ half)
    lower = moved(second, s.turn(180) @ s.move(y=reach) @ half)
    parts = [*upper, *lower, Part(plate, *pair.finish)]
    return _with_key(rng, _tilt(rng, parts) if fold < 5 else ground(parts))


def rigid_pair(rng: np.random.Generator) -> list[Part]:
    """Two cuffs at the ends of a rigid plastic grip."""
    pair = draw_pair(rng)
    k = pair.form.unit
    gap = float(rng.uniform(6, 20)) * k
    reach = pair.form.chain_end + gap / 2
    one = ratchet_cuff(pair.form, draw_state(rng), pair.finish, pair.bow, eyelet=False)
    two = ratchet_cuff(pair.form, draw_state(rng), pair.finish, pair.bow, eyelet=False)
    same = chance(rng, 0.5)
    mirror = s.turn(180, (0, 1, 0)) if same else np.eye(4)
    parts = moved(one, s.move(y=reach)) + moved(two, s.turn(180) @ s.move(y=reach) @ mirror)
    return _with_key(rng, _tilt(rng, parts + _grip(rng, pair, gap + 46 * k)))


def cuffed_hands(rng: np.random.Generator) -> list[Part]:
    """A closed pair on two gloved wrists."""
    pair = draw_pair(rng)
    colour = pick(rng, GLOVES)
    apart = 0.5 * float(rng.uniform(0.125, 0.15))
    sleeve = hue(rng, 0.5) if chance(rng, 0.7) else None
    parts: list[Part] = []
    ring, point = eyelet(pair.form, float(rng.uniform(0, 90)))
    ends = []
    for side in (1, -1):
        lean = s.turn(side * float(rng.uniform(-6, 14)), (0, 1, 0))
        hand = moved(gloved_hand(rng, colour, sleeve), s.turn(90 - 90 * side))
        spin = s.turn(-90 * side + float(rng.uniform(-25, 25)))
        place = s.move(side * apart) @ lean
        cuff = [*pair.cuff(rng, float(rng.uniform(18, 38))), Part(ring, *pair.finish)]
        around = place @ s.turn(float(rng.uniform(-12, 12)), (0, 1, 0)) @ spin
        parts += moved(hand, place) + moved(cuff, around)
        ends.append((around @ np.r_[point, 1.0])[:3])
    far = float(np.linalg.norm(ends[0] - ends[1]))
    length = max(far, 0.05)
    parts += _links(pair, slack(ends[0], ends[1], length, (0, -0.6, -0.8)))
    return ground(moved(parts, s.turn(float(pick(rng, (90, -90))), (1, 0, 0))))


def single_cuff_on_wrist(rng: np.random.Generator) -> list[Part]:
    """One cuff on a gloved wrist, the other hanging free on the chain."""
    pair = draw_pair(rng)
    hand = gloved_hand(rng, pick(rng, GLOVES), hue(rng, 0.5) if chance(rng, 0.7) else None)
    ring, point = eyelet(pair.form, 90)
    worn = [*pair.cuff(rng, float(rng.uniform(12, 38))), Part(ring, *pair.finish)]
    gap = pair.form.unit * 30
    free = moved(
        [*pair.cuff(rng), Part(ring, *pair.finish)],
        s.move(0, 2 * point[1] - gap) @ s.turn(180) @ s.turn(float(rng.uniform(0, 180)), (0, 1, 0)),
    )
    links = _links(pair, np.linspace(point, point - (0, gap, 0), 30))
    lean = s.turn(float(rng.uniform(-15, 15)), (1, 0, 0))
    parts = hand + moved(worn + links + free, lean)
    return ground(moved(parts, s.turn(90, (1, 0, 0))))


def several_pairs(rng: np.random.Generator) -> list[Part]:
    """Two to four like pairs laid out in a row or in a loose heap."""
    count = int(rng.integers(2, 4))
    seed = int(rng.integers(2**31))
    parts: list[Part] = []
    step = float(rng.uniform(0.07, 0.12))
    for i in range(count):
        pair = draw_pair(np.random.default_rng(seed))
        kind = _chained(rng, pair, float(rng.uniform(-5, 60)))
        parts += moved(kind, s.move(y=i * step, z=i * 0.0005) @ s.turn(float(rng.normal(0, 12))))
    return ground(parts)


def _closed(rng: np.random.Generator) -> float:
    return float(rng.uniform(3, SWEEP))


def _chained(rng: np.random.Generator, pair: Pair, bend: float) -> list[Part]:
    """Two flat cuffs, each turned by about `bend` degrees out of one line, and the chain."""
    k = pair.form.unit
    length = k * 14.6 * int(rng.integers(2, 4)) + 0.001
    chord = length * (1.0 - 0.0022 * max(bend, 0.0))
    # bent further than this the cuffs cross: one comes to lie on the other
    lift = pair.form.thickness * 1.05 if bend > 48 else 0.0
    parts, ends = [], []
    for side in (1, -1):
        ring, point = eyelet(pair.form, float(rng.uniform(0, 90)))
        local = moved([*pair.cuff(rng), Part(ring, *pair.finish)], s.move(*-point))
        angle = -90 * side + side * (bend + float(rng.normal(0, 9)))
        place = s.move(side * chord / 2, 0, lift * (side > 0)) @ s.turn(angle)
        parts += moved(local, place)
        ends.append(place[:3, 3])
    parts += _links(pair, slack(ends[0], ends[1], length, (0, -1.0, 0)))
    return _tilt(rng, parts)


def _links(pair: Pair, path: Points) -> list[Part]:
    k = pair.form.unit
    return [Part(s.chain_along(path, 19 * k, 12.5 * k, 2.0 * k), *pair.finish)]


def _knuckles(pair: Pair, count: int) -> list[Part]:
    """Hinge barrels along x about the origin with a leaf towards +y."""
    k = pair.form.unit
    leaf = s.at(s.box(22 * k, 7 * k, pair.form.thickness * 0.62), s.move(y=4.5 * k))
    step = 26 / 5
    places = [(i - (count - 1) / 2) * 2 * step for i in range(count)]
    barrels = [
        s.at(s.cylinder(3.6 * k, step * 0.94 * k, 20), s.turn(90, (0, 1, 0)), s.move(x * k))
        for x in places
    ]
    return [Part(s.join(leaf, *barrels), *pair.finish)]


def _grip(rng: np.random.Generator, pair: Pair, long: float) -> list[Part]:
    """The moulded block over both housings, ribbed for the fingers."""
    k = pair.form.unit
    colour = hue(rng, 0.85)
    wide, tall = float(rng.uniform(44, 56)) * k, pair.form.thickness + 9 * k
    block = s.box(wide, long, tall, 4.5 * k)
    ribs = []
    count = int(rng.integers(3, 6))
    for i in range(count):
        y = (i - (count - 1) / 2) * long * 0.6 / count
        ribs.append(s.at(s.box(wide * 0.7, long * 0.05, tall + 1.6 * k, 0.6 * k), s.move(y=y)))
    plate = s.at(s.box(wide * 0.5, long * 0.22, tall + 0.6 * k, 0.2 * k), s.move(y=long * 0.33))
    return [
        Part(block, "matte_plastic", colour),
        Part(s.join(*ribs), "rubber", dark(rng)),
        Part(plate, "plastic", dark(rng)),
    ]


def _tilt(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Lets the thing lie on the ground as turned by chance."""
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def _with_key(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Sometimes a small key beside the pair."""
    if not chance(rng, 0.25):
        return parts
    key = small_key(rng, ("steel", None))
    angle = float(rng.uniform(0, 2 * np.pi))
    far = 0.06 + 0.05 * abs(np.cos(angle))
    place = s.move(far * np.cos(angle), far * np.sin(angle)) @ s.turn(float(rng.uniform(0, 360)))
    return parts + moved(key, place)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "handcuffs": (
        chain_pair,
        chain_pair_side_by_side,
        chain_pair_stacked,
        chain_pair_hanging,
        hinged_pair,
        rigid_pair,
        cuffed_hands,
        single_cuff_on_wrist,
        several_pairs,
    )
}
