"""Hoods for detainees: opaque bags without openings, worn or lying, tied or locked at the neck."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._cloth import Drape, FlatBag, folded, skin, waves
from datasets.studio.designs._forms import Colour, Design, chance, dark, ground, pick
from datasets.studio.designs._head_form import Head, head_form
from datasets.studio.designs._headwear import (
    closing,
    flat_band,
    hanging_cords,
    lying_cords,
    neck_strap,
)
from datasets.studio.designs.handcuffs import chain_pair_side_by_side
from datasets.studio.parts import Material, Part, moved

CLOTHS: tuple[Colour, ...] = (
    (0.012, 0.012, 0.013),
    (0.012, 0.012, 0.013),
    (0.03, 0.03, 0.034),
    (0.012, 0.018, 0.05),
    (0.05, 0.055, 0.028),
    (0.16, 0.13, 0.085),
    (0.13, 0.13, 0.125),
)


def worn_bag(rng: np.random.Generator) -> list[Part]:
    """A plain bag over a head, its corners standing off, tied at the neck by cords."""
    head, cloth = head_form(rng), _cloth(rng)
    drape = _bag_drape(rng, head)
    parts = [*head.parts, Part(skin(drape.grid(110, 150), True), *cloth)]
    parts += _seams(drape, cloth)
    channel = drape.level(head.height(0.062))
    parts += _channel(drape, channel, cloth)
    front = drape.ring(channel, 0.006)[int(rng.integers(-14, 15))]
    parts += hanging_cords(rng, front, float(rng.uniform(0.07, 0.12)), np.array([0.0, -1.0, 0.0]))
    return ground(parts)


def worn_locked(rng: np.random.Generator) -> list[Part]:
    """A sewn, domed hood over a head, closed at the neck by a strap with a lock or buckle."""
    head, cloth = head_form(rng), _cloth(rng)
    drape = _dome_drape(rng, head)
    parts = [*head.parts, Part(skin(drape.grid(110, 150), True), *cloth)]
    parts += _crown_seam(drape, cloth)
    parts += neck_strap(rng, drape, drape.level(head.height(0.06)))
    return ground(parts)


def lying_bag(rng: np.random.Generator) -> list[Part]:
    """An empty bag on the floor, creased, its mouth open, cords running out."""
    cloth = _cloth(rng)
    bag, long = _flat(rng)
    parts = _layers(bag, cloth)
    gather = 0.12
    path = bag.layer(140, 60)[int(gather * 139)]
    seam = s.tube_along(path, 0.0028, 8)
    parts = _turned_over(rng, [*parts, Part(seam, *cloth)], long)
    start = path[int(rng.integers(24, 36))] + (0, 0, 0.002)
    parts += lying_cords(rng, start, long * float(rng.uniform(0.3, 0.5)))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def lying_locked(rng: np.random.Generator) -> list[Part]:
    """An empty hood on the floor with a strap at its neck, chained to handcuffs at times."""
    cloth = _cloth(rng)
    bag, long = _flat(rng)
    parts = _turned_over(rng, _layers(bag, cloth), long)
    wide = float(rng.uniform(0.022, 0.03))
    path = bag.layer(140, 60)[17] + (0, 0, 0.003)
    reach = np.array([[1.3, 1, 1]]) * path[-1:] + [[0.02, 0, -0.002]]
    strap = s.strap_along(np.concatenate([path, reach]), wide, 0.0025, up=(0, 0, 1))
    parts.append(Part(strap, "webbing", dark(rng)))
    place = s.move(*path[30]) @ s.turn(-90, (1, 0, 0))
    parts += closing(rng, wide, place, 0.55)
    if chance(rng, 0.45):
        parts += _chained_cuffs(rng, path[0] + (0, 0, 0.004))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def _cloth(rng: np.random.Generator) -> tuple[Material, Colour]:
    r, g, b = np.array(pick(rng, CLOTHS)) * rng.uniform(0.8, 1.25)
    material: Material = "textile" if chance(rng, 0.88) else "leather"
    return material, (float(r), float(g), float(b))


def _bag_drape(rng: np.random.Generator, head: Head) -> Drape:
    """A square bag pulled over a head: wide seam on top, gathered at the neck, flared below."""
    k, loose = head.size, float(rng.uniform(0.012, 0.03))
    over = float(rng.uniform(0.012, 0.045))
    neck_w, neck_d, neck_y = head.keys(0.062)
    hem = head.height(0.062) - float(rng.uniform(0.035, 0.06))
    wide = 0.152 * k + 2 * loose
    rows = [
        (hem, neck_w + 0.05, neck_d + 0.045, neck_y, 0.013),
        (head.height(0.062), neck_w + 0.018, neck_d + 0.018, neck_y, 0.0045),
        (head.height(0.09), neck_w + 0.034, 0.19 * k, -0.012, 0.006),
        (head.height(0.13), wide * 0.96, 0.2 * k + 2 * loose, -0.004, 0.005),
        (head.height(0.215), wide, 0.2 * k + loose, 0.004, 0.003),
        (head.height(0.28), wide * 1.0, 0.186 * k + loose, 0.006, 0.0025),
        (head.height(0.325), wide * 0.98, 0.105 * k, 0.008, 0.0015),
        (head.height(0.335) + over * 0.5, wide * 1.02, 0.04, 0.008, 0.001),
        (head.height(0.335) + over, wide * 1.05, 0.002, 0.008, 0.0),
    ]
    folds = waves(rng, (3, 5, 8, 13, int(rng.integers(15, 22))))
    return Drape(
        np.array(rows),
        folds,
        droop=float(rng.uniform(0.015, 0.05)),
        crumple=float(rng.uniform(0.004, 0.012)),
        seed=int(rng.integers(2**31)),
    )


def _dome_drape(rng: np.random.Generator, head: Head) -> Drape:
    """A hood cut to the head: two panels sewn over the crown, long or short below the neck."""
    k, loose = head.size, float(rng.uniform(0.006, 0.016))
    neck_w, neck_d, neck_y = head.keys(0.06)
    hem = head.height(0.06) - float(rng.uniform(0.03, 0.055))
    wide = 0.152 * k + 2 * loose
    rows = [
        (hem, neck_w + 0.065, neck_d + 0.06, neck_y, 0.01),
        (head.height(0.06), neck_w + 0.014, neck_d + 0.014, neck_y, 0.003),
        (head.height(0.09), neck_w + 0.028, 0.19 * k, -0.012, 0.0045),
        (head.height(0.14), wide * 0.93, 0.198 * k + 2 * loose, -0.005, 0.003),
        (head.height(0.215), wide, 0.2 * k + 2 * loose, 0.004, 0.0018),
        (head.height(0.27), wide * 0.96, 0.19 * k + 2 * loose, 0.007, 0.0012),
        (head.height(0.31) + loose, wide * 0.74, 0.135 * k + loose, 0.008, 0.001),
        (head.height(0.325) + loose, wide * 0.46, 0.06 * k, 0.008, 0.0005),
        (head.height(0.329) + loose, wide * 0.3, 0.003, 0.008, 0.0),
    ]
    return Drape(
        np.array(rows),
        waves(rng, (3, 5, 7, 12, int(rng.integers(15, 20)))),
        crumple=float(rng.uniform(0.002, 0.009)),
        seed=int(rng.integers(2**31)),
    )


def _seams(drape: Drape, cloth: tuple[Material, Colour]) -> list[Part]:
    """The sewn edges of a bag: down both sides and along the top."""
    grid = drape.grid(90, 120, off=0.0008)
    lines = [grid[:, 30], grid[:, 90], grid[-1, 30:91]]
    return [Part(s.join(*(s.tube_along(line, 0.0013, 6) for line in lines)), *cloth)]


def _crown_seam(drape: Drape, cloth: tuple[Material, Colour]) -> list[Part]:
    """The seam over the crown, from the front of the neck to its back."""
    grid = drape.grid(90, 120, off=0.0008)
    line = np.concatenate([grid[:, 0], grid[::-1, 60]])
    return [Part(s.tube_along(line, 0.0014, 6), *cloth)]


def _channel(drape: Drape, level: float, cloth: tuple[Material, Colour]) -> list[Part]:
    """The rolled channel of the drawstring."""
    path = drape.ring(level, 0.0015, 160)
    return [Part(flat_band(path, 0.016, 0.004), *cloth)]


def _flat(rng: np.random.Generator) -> tuple[FlatBag, float]:
    """An empty bag, 0.36 to 0.5 m long, with square or round top."""
    long, wide = float(rng.uniform(0.36, 0.48)), float(rng.uniform(0.25, 0.32))
    waist = float(rng.uniform(0.7, 0.95)) * wide
    rows = [(0, wide * 0.9), (long * 0.12, waist), (long * 0.26, wide * 0.97), (long * 0.6, wide)]
    if chance(rng, 0.5):
        rows += [(long * 0.97, wide * 0.98), (long, wide * 0.95)]
    else:
        rows += [(long * 0.82, wide * 0.93), (long * 0.95, wide * 0.6), (long, wide * 0.28)]
    made = FlatBag(
        widths=np.array(rows),
        puff=float(rng.uniform(0.006, 0.022)),
        mouth=float(rng.uniform(0.015, 0.05)),
        crumple=float(rng.uniform(0.012, 0.03)),
        seed=int(rng.integers(2**31)),
    )
    return made, long


def _layers(bag: FlatBag, cloth: tuple[Material, Colour]) -> list[Part]:
    """Both layers, the hem and the seams of an empty bag."""
    upper = bag.layer(140, 110)
    edge = np.concatenate([upper[:, 0], upper[-1], upper[::-1, -1]])
    hem = s.tube_along(upper[0], 0.0016, 6)
    sheets = s.join(skin(upper, False), skin(bag.layer(40, 30, upper=False), False))
    return [Part(sheets, *cloth), Part(s.join(s.tube_along(edge, 0.0016, 6), hem), *cloth)]


def _turned_over(rng: np.random.Generator, parts: list[Part], long: float) -> list[Part]:
    """In a share of the draws the top or a corner of the empty bag lies folded over."""
    if not chance(rng, 0.22):
        return parts
    way = (float(rng.uniform(-0.6, 0.6)), 1.0)
    flat = moved(parts, s.scale(1, 1, 0.55))
    return folded(flat, (0.0, long * float(rng.uniform(0.64, 0.82))), way, 0.03)


def _chained_cuffs(rng: np.random.Generator, start: s.Points) -> list[Part]:
    """Handcuffs on a short chain that is clipped to the neck of the hood."""
    cuffs = ground(chain_pair_side_by_side(rng))
    place = s.move(start[0] - 0.17, start[1] - 0.08) @ s.turn(float(rng.uniform(-60, 60)))
    end = np.array([start[0] - 0.14, start[1] - 0.06, 0.012])
    path = s.spline(
        [start, np.add(start, (-0.03, -0.01, -0.004)), np.add(end, (0.02, 0.02, 0)), end], 60
    )
    chain = s.chain_along(path, 0.02, 0.013, 0.0019)
    return [Part(chain, "steel"), *moved(cuffs, place)]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "hood": (worn_bag, worn_locked, lying_bag, lying_locked),
}
