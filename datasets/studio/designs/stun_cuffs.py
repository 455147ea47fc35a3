"""Stun cuffs: hinged with lock and receiver box, on a strap, on handcuffs, on ankle and wrist."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs import _limb_forms as forms
from datasets.studio.designs._forms import Design, chance, dark, ground, pick
from datasets.studio.designs._hardware import slack
from datasets.studio.designs._lock_cuffs import (
    CuffSize,
    ankle_size,
    lock_cuff,
    shell_finish,
    wrist_size,
)
from datasets.studio.designs._ratchet import SWEEP, eyelet
from datasets.studio.designs._shock_parts import (
    electrodes,
    lead,
    lock_block,
    receiver_box,
    with_remote,
)
from datasets.studio.designs._soft_body import between
from datasets.studio.designs.handcuffs import Pair, draw_pair, draw_state
from datasets.studio.parts import Material, Part, moved

FACE_UP = s.turn(-90, (1, 0, 0))  # what faced -y then faces up


def hinged_cuff(rng: np.random.Generator) -> list[Part]:
    """One hinged cuff, closed or swung open, standing on its edge or lying on its back."""
    opening = float(pick(rng, (0.0, rng.uniform(20, 70), rng.uniform(70, 125))))
    size = ankle_size(rng, opening) if chance(rng, 0.65) else wrist_size(rng, opening)
    parts = lock_cuff(rng, size, shell_finish(rng))
    pose = pick(rng, (s.turn(0), s.turn(-90, (1, 0, 0)), s.turn(-55, (1, 0, 0))))
    return with_remote(rng, moved(parts, s.turn(float(rng.uniform(0, 360))) @ pose), 0.6)


def strap_cuff(rng: np.random.Generator) -> list[Part]:
    """A broad strap that runs through a lock case, with the box on it; closed or laid open."""
    radius, wide = float(rng.uniform(0.04, 0.052)), float(rng.uniform(0.03, 0.045))
    web: Material = pick(rng, ("webbing", "rubber", "leather"))
    thick = 0.005
    gap = float(pick(rng, (0.0, rng.uniform(50, 130))))
    ring = s.band(radius, thick, wide, 90 + gap / 2, 449.9 - gap / 2)
    liner = s.band(radius - 0.004, 0.003, 0.8 * wide, 95 + gap / 2, 445 - gap / 2)
    parts = [Part(ring, web, dark(rng)), Part(liner, "foam", dark(rng))]
    tall = max(1.15 * wide, 0.045)
    box = receiver_box(
        rng, float(rng.uniform(0.055, 0.075)), tall, float(rng.uniform(0.024, 0.034))
    )
    parts += moved(box, s.move(y=-radius + 0.004))
    studs = electrodes(rng, 0.034, float(rng.uniform(0.005, 0.0075)))
    parts += moved(studs, s.move(y=-radius + 0.0075))
    lock = lock_block(rng, 0.04, 1.2 * wide, 0.017)
    seat = s.turn(180 - gap / 2) @ s.move(y=-radius - 0.002)
    parts += moved(lock, seat)
    if gap == 0.0:
        tail = s.at(s.band(radius + 0.0055, 0.004, 0.94 * wide, 60, 125))
        parts.append(Part(tail, web, dark(rng)))
    else:
        holes = [
            s.at(s.cylinder(0.003, 0.0065, 14), s.turn(90, (0, 1, 0)), s.move(radius), s.turn(a))
            for a in 90 - gap / 2 - np.array([6.0, 16.0, 26.0])
        ]
        parts.append(Part(s.join(*holes), "steel"))
    pose = pick(rng, (s.turn(0), s.turn(-90, (1, 0, 0)), s.turn(-60, (1, 0, 0))))
    return with_remote(rng, moved(parts, s.turn(float(rng.uniform(0, 360))) @ pose), 0.6)


def cuff_on_ankle(rng: np.random.Generator) -> list[Part]:
    """A hinged cuff locked round the ankle of a plain form."""
    body, k = forms.leg(rng)
    parts = forms.leg_parts(rng, body, k)
    size = CuffSize(0.0405 * k, float(rng.uniform(0.034, 0.05)))
    cuff = lock_cuff(rng, size, shell_finish(rng))
    lean = s.turn(float(rng.uniform(-6, 6)), (1, 0, 0))
    way = s.turn(float(pick(rng, (0, 90, -90, rng.uniform(-120, 120)))))
    parts += moved(cuff, s.move(0, 0.014 * k, 0.118 * k) @ lean @ way)
    return with_remote(rng, parts, 0.6)


def cuff_on_wrist(rng: np.random.Generator) -> list[Part]:
    """A hinged cuff locked round the wrist of a plain form that lies or stands."""
    body, k = forms.arm(rng)
    low = -float(rng.uniform(0.14, 0.24)) * k
    skin = body.mesh(0.0045, keep=between(low, 0.2 * k))
    size = CuffSize(max(0.0335 * k, 0.03), float(rng.uniform(0.026, 0.038)))
    cuff = moved(lock_cuff(rng, size, shell_finish(rng)), s.move(z=-0.025 * k))
    way = s.turn(float(rng.uniform(-50, 50)))
    parts = [Part(skin, *forms.form_finish(rng)), forms.end_cap(rng, skin, low=True)]
    parts += moved(cuff, way)
    flat = chance(rng, 0.7)
    return with_remote(rng, moved(parts, FACE_UP) if flat else parts, 0.6)


def chained_pair(rng: np.random.Generator) -> list[Part]:
    """Two hinged ankle cuffs on a chain, one or both with a box: an electric shackle."""
    size, finish = ankle_size(rng), shell_finish(rng)
    apart, length = float(rng.uniform(0.19, 0.23)), float(rng.uniform(0.22, 0.3))
    ajar = float(pick(rng, (0.0, rng.uniform(40, 90))))
    parts, ends = [], []
    for side in (-1, 1):
        cuff = lock_cuff(rng, size if side < 0 else replace(size, opening=ajar), finish)
        ring = s.at(s.torus(0.009, 0.0022), s.turn(90, (0, 1, 0)), s.move(0, size.outer + 0.007))
        spin = s.turn(float(rng.uniform(-35, 35)))
        place = s.move(side * apart / 2, 0.0, size.wide / 2 + 0.003) @ spin
        parts += moved([*cuff, Part(ring, "steel")], place)
        ends.append((place @ np.array([0.0, size.outer + 0.014, 0.0, 1.0]))[:3])
    path = slack(ends[0], ends[1], length, (0, 1.0, 0))
    path[:, 2] = 0.006 + (path[:, 2] - 0.006) * np.abs(np.linspace(-1, 1, len(path))) ** 2
    parts.append(Part(s.chain_along(path, 0.023, 0.014, 0.0023), "steel"))
    return with_remote(rng, parts, 0.7)


def box_between_handcuffs(rng: np.random.Generator) -> list[Part]:
    """Two ratchet handcuffs joined by the receiver box, electrodes inside both rings."""
    pair = draw_pair(rng)
    k = pair.form.unit
    gap = float(rng.uniform(16, 40)) * k
    reach = pair.form.chain_end + gap / 2
    parts: list[Part] = []
    for turn in (0, 180):
        cuff = [*pair.cuff(rng, _state(rng)), *_rim_contacts(rng, pair)]
        parts += moved(cuff, s.turn(turn) @ s.move(y=reach))
    wide, deep = (
        float(rng.uniform(52, 70)) * k,
        pair.form.thickness + float(rng.uniform(12, 22)) * k,
    )
    box = receiver_box(rng, wide, gap + 40 * k, deep, 0.0)
    parts += moved(box, s.move(z=-deep / 2) @ FACE_UP)
    if chance(rng, 0.7):
        stub = s.at(s.lathe([(0.0, 0.0), (0.004, 0.0), (0.003, 0.06), (0.0, 0.062)], 16))
        place = s.move(wide / 2 - 0.003, 0.2 * gap, 0.0) @ s.turn(90, (0, 1, 0))
        parts.append(Part(s.at(stub, place), "rubber", dark(rng)))
    turned = moved(parts, s.turn(float(rng.uniform(0, 360))))
    return with_remote(rng, ground(turned), 0.6)


def box_on_handcuffs(rng: np.random.Generator) -> list[Part]:
    """Handcuffs on their chain, a receiver box clamped on one of them, a lead to the other."""
    pair = draw_pair(rng)
    k, bend = pair.form.unit, float(rng.uniform(10, 45))
    parts: list[Part] = []
    ends, seats = [], []
    for side in (1, -1):
        ring, point = eyelet(pair.form, float(rng.uniform(0, 90)))
        local = [*pair.cuff(rng, _state(rng)), *_rim_contacts(rng, pair), Part(ring, *pair.finish)]
        place = s.move(side * 0.024) @ s.turn(-90 * side + side * bend) @ s.move(*-point)
        parts += moved(local, place)
        ends.append((place @ np.r_[point, 1.0])[:3])
        seats.append(place @ s.move(0, -30 * k))
    path = slack(ends[0], ends[1], 0.054, (0, -1.0, 0))
    parts.append(Part(s.chain_along(path, 19 * k, 12.5 * k, 2.0 * k), *pair.finish))
    top = pair.form.thickness / 2
    size = 54 * k, float(rng.uniform(30, 38)) * k, float(rng.uniform(20, 28)) * k
    box = moved(receiver_box(rng, *size), s.move(z=top) @ FACE_UP)
    clamp = s.at(s.box(0.8 * size[0], 0.5 * size[1], 2.5 * top), s.move(z=-0.1 * top))
    parts += moved([*box, Part(clamp, "matte_plastic", dark(rng))], seats[0])
    start, stop = ((seat @ np.array([0, 4 * k, top + 0.003, 1.0]))[:3] for seat in seats)
    bow = (start + stop) / 2 + np.array([0.0, -0.05, 0.0])
    wire = lead([tuple(start), (*bow[:2], 0.004), tuple(stop)], 0.0018)
    parts.append(Part(wire, "rubber", dark(rng)))
    turned = moved(ground(parts), s.turn(float(rng.uniform(0, 360))))
    return with_remote(rng, turned, 0.6)


def _state(rng: np.random.Generator) -> float:
    """Mostly closed: an open bow hides what the box does."""
    return float(rng.uniform(0, SWEEP)) if chance(rng, 0.7) else draw_state(rng)


def _rim_contacts(rng: np.random.Generator, pair: Pair) -> list[Part]:
    """Two electrodes on a block inside the ring of a ratchet cuff, beside its lock."""
    k = pair.form.unit
    studs = electrodes(rng, 15 * k, 3.6 * k, 1, patch=False)
    block = s.at(s.box(26 * k, 7 * k, pair.form.thickness * 0.9, 1.5 * k), s.move(y=-2.6 * k))
    return moved([*studs, Part(block, "rubber", dark(rng))], s.move(-3 * k, -19.5 * k))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "stun_cuff": (
        hinged_cuff,
        strap_cuff,
        cuff_on_ankle,
        cuff_on_wrist,
        chained_pair,
        box_between_handcuffs,
        box_on_handcuffs,
    )
}
