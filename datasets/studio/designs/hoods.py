"""Hoods for detainees: opaque bags without openings, worn or lying, tied or locked at the neck."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._cloth import Drape, skin, waves
from datasets.studio.designs._forms import Colour, Design, chance, dark, ground, pick
from datasets.studio.designs._head_form import Head, head_form
from datasets.studio.designs._headwear import (
    closing,
    closing_place,
    flat_band,
    hanging_cords,
    lying_cords,
    neck_strap,
)
from datasets.studio.designs.handcuffs import chain_pair_side_by_side
from datasets.studio.parts import Material, Part, moved

CHANNEL = 0.055  # metres from the hem to the drawcord or the strap of a lying hood
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
    """An empty hood fallen on its back, its mouth with the drawcord open to the front."""
    cloth, drape = _cloth(rng), _empty_drape(rng)
    parts = [Part(skin(drape.grid(120, 150), True), *cloth), *_side_seams(drape, cloth)]
    channel = drape.level(CHANNEL)
    parts += _channel(drape, channel, cloth)
    parts += [Part(s.tube_along(drape.ring(0.0, 0.0), 0.0022, 6, closed=True), *cloth)]
    rope = s.tube_along(drape.ring(channel, 0.0045), 0.0023, 8, closed=True)
    cord = dark(rng) if chance(rng, 0.3) else (0.42, 0.4, 0.35)
    parts = _slumped([*parts, Part(rope, "rope", cord)])
    side = float(pick(rng, (1, -1)))
    start = (side * float(rng.uniform(0.05, 0.09)), -0.004, 0.006)
    parts += lying_cords(rng, start, float(rng.uniform(0.08, 0.13)), cord)
    return ground(moved(parts, s.turn(float(rng.uniform(-35, 35)))))


def lying_locked(rng: np.random.Generator) -> list[Part]:
    """An empty hood fallen on its back, strap and lock at its neck, handcuffs chained to it."""
    cloth, drape = _cloth(rng), _empty_drape(rng)
    parts = [Part(skin(drape.grid(120, 150), True), *cloth), *_crown_seam(drape, cloth)]
    parts += [Part(s.tube_along(drape.ring(0.0, 0.0), 0.0022, 6, closed=True), *cloth)]
    wide = float(rng.uniform(0.024, 0.032))
    path = drape.ring(drape.level(CHANNEL), 0.004)
    web = dark(rng) if chance(rng, 0.6) else (0.2, 0.2, 0.21)
    parts.append(Part(flat_band(path, wide, 0.003), "webbing", web))
    parts += closing(rng, wide, closing_place(path, float(rng.uniform(-0.08, 0.08)), 0.004), 0.55)
    parts = _slumped(parts)
    if chance(rng, 0.45):
        parts += _chained_cuffs(rng, np.array([-0.1, CHANNEL, 0.012]))
    return ground(moved(parts, s.turn(float(rng.uniform(-35, 35)))))


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


def _empty_drape(rng: np.random.Generator) -> Drape:
    """A hood for a head, about 0.3 by 0.4 m when pressed flat, standing with nothing in it."""
    long, wide = float(rng.uniform(0.37, 0.43)), float(rng.uniform(0.24, 0.27))
    deep = float(rng.uniform(0.16, 0.2))
    rows = [
        (0.0, wide * 0.9, deep * 0.9, 0.0, 0.012),
        (CHANNEL, wide * 0.7, deep * 0.72, 0.0, 0.007),
        (0.11, wide * 0.95, deep * 0.9, 0.0, 0.007),
        (0.18, wide, deep, 0.0, 0.006),
        (long * 0.68, wide * 0.99, deep * 0.97, 0.0, 0.004),
    ]
    if chance(rng, 0.35):  # a square bag
        rows += [(long * 0.9, wide * 0.99, deep * 0.55, 0.0, 0.003)]
        rows += [(long, wide * 1.02, 0.002, 0.0, 0.0)]
    else:
        rows += [(long * 0.84, wide * 0.88, deep * 0.86, 0.0, 0.003)]
        rows += [(long * 0.94, wide * 0.64, deep * 0.6, 0.0, 0.002)]
        rows += [(long * 0.985, wide * 0.36, deep * 0.25, 0.0, 0.001)]
        rows += [(long, wide * 0.22, 0.003, 0.0, 0.0)]
    return Drape(
        np.array(rows),
        waves(rng, (3, 5, 8, 13)),
        crumple=float(rng.uniform(0.007, 0.012)),
        seed=int(rng.integers(2**31)),
        power=2.4,
    )


def _side_seams(drape: Drape, cloth: tuple[Material, Colour]) -> list[Part]:
    """The seam of two panels, up one side, over the crown and down the other."""
    grid = drape.grid(110, 120, off=0.0012)
    line = np.concatenate([grid[:, 30], grid[-1, 31:90], grid[::-1, 90]])
    r, g, b = cloth[1]
    thread: Colour = (0.5 * r + 0.05, 0.5 * g + 0.05, 0.5 * b + 0.05)
    return [Part(s.tube_along(line, 0.0022, 6), cloth[0], thread)]


def _slumped(parts: list[Part]) -> list[Part]:
    """A standing empty hood laid on its back: flat below, its upper lip drawn back."""
    out = []
    for part in moved(parts, s.turn(-90, (1, 0, 0))):
        mesh = part.mesh.copy()
        p = np.array(mesh.vertices)
        p[:, 2] *= np.where(p[:, 2] < 0, 0.22, 0.9)
        p[:, 1] += 0.5 * p[:, 2] * np.exp(-((p[:, 1] / 0.08) ** 2))
        mesh.vertices = p
        out.append(replace(part, mesh=mesh))
    low = min(float(part.mesh.bounds[0][2]) for part in out)
    return moved(out, s.move(z=-low))


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
