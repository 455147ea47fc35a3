"""Body-worn shock devices: belts, sleeves and cuffs with their receiver box, and the remote."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._belts import (
    Points,
    antenna,
    device_box,
    frame_buckle,
    on_line,
    shifted,
    side_release_buckle,
    upright_strap,
    waist,
)
from datasets.studio.designs._forms import Colour, Design, chance, dark, ground, hue, pick
from datasets.studio.designs._hardware import draw_metal
from datasets.studio.designs._ratchet import Finish
from datasets.studio.designs._signs import BODY_WORDS, sticker
from datasets.studio.designs.locks import upright_padlock
from datasets.studio.parts import Material, Part, moved


def worn_round_belt(rng: np.random.Generator) -> list[Part]:
    """A belt closed as round a waist, box at the back, lock in front, remote beside."""
    path = waist(rng, float(pick(rng, (0.0, 0.0, rng.uniform(8, 50)))))
    wide, colour = float(rng.uniform(0.085, 0.125)), dark(rng)
    parts = _strap(rng, path, wide, colour)
    parts += moved(_box(rng, wide), on_line(path, 0.5) @ s.move(y=-0.006))
    parts += moved(_electrodes(rng), on_line(path, 0.5) @ s.move(y=0.006))
    parts += moved(_lock(rng, wide), on_line(path, 0.0) @ s.move(y=-0.008))
    if chance(rng, 0.4):
        parts += _groin_strap(path, wide, colour)
    if chance(rng, 0.45):
        parts += _front_cuffs(path)
    behind = 180.0 if chance(rng, 0.65) else 0.0  # the box, or the lock with electrodes beyond it
    turned = moved(parts, s.turn(behind + float(rng.uniform(-40, 40))))
    return _with_remote(rng, ground(turned), 0.85)


def laid_out_belt(rng: np.random.Generator) -> list[Part]:
    """An opened belt on its back: the box up and an end folded under, or the electrodes up."""
    outside = chance(rng, 0.6)
    path = _folded_under(rng) if outside else _curled_up(rng)
    wide, colour = float(rng.uniform(0.1, 0.125)), dark(rng)
    middle = float(np.argmin(np.abs(path[:80, 0])) / (len(path) - 1))
    parts = _strap(rng, path, wide, colour)
    parts += moved(_box(rng, wide), on_line(path, middle) @ s.move(y=-0.006))
    parts += moved(_electrodes(rng), on_line(path, middle) @ s.move(y=0.006))
    parts += moved(_lock(rng, wide), on_line(path, 0.06) @ s.move(y=-0.008))
    if not outside:
        buckle = s.at(side_release_buckle(wide * 0.5), on_line(path, 0.985))
        parts.append(Part(buckle, "plastic", dark(rng)))
    laid = moved(parts, s.turn(-90.0 if outside else 90.0, (1, 0, 0)))
    turned = moved(laid, s.turn(float(rng.uniform(-30, 30))))
    return _with_remote(rng, ground(turned), 0.85)


def _folded_under(rng: np.random.Generator) -> Points:
    """A line (121, 3) whose outside, -y, lies up and whose right end runs back below it."""
    left, right = float(rng.uniform(0.26, 0.34)), float(rng.uniform(0.1, 0.15))
    back, r = float(rng.uniform(0.2, 0.3)), 0.014
    keys = [(-left, 2 * r), (-0.6 * left, 1.7 * r), (-0.09, 0.15 * r), (0, 0), (right, 0)]
    keys += [(right + 0.7 * r, 0.3 * r), (right + r, r), (right + 0.7 * r, 1.7 * r)]
    keys += [(right, 2 * r), (right - 0.5 * back, 2 * r), (right - back, 2 * r)]
    flat = np.array(keys)
    return _evenly(s.spline(np.c_[flat, np.zeros(len(flat))], 600))


def _curled_up(rng: np.random.Generator) -> Points:
    """A line (121, 3) whose inside, +y, lies up: over the box below it, its ends in the air."""
    half, under = float(rng.uniform(0.2, 0.25)), 0.038
    r, rise = float(rng.uniform(0.06, 0.09)), np.radians(float(rng.uniform(60, 120)))
    curl = np.linspace(0, rise, 8)
    right = np.stack([half + r * np.sin(curl), r - r * np.cos(curl) - under], 1)
    floor = [(0.0, 0.0), (0.05, -0.003), (0.12, -under), (0.16, -under)]
    side = np.concatenate([np.array(floor), right])
    keys = np.concatenate([side[:0:-1] * (-1, 1), side])
    return _evenly(s.spline(np.c_[keys, np.zeros(len(keys))], 600))


def _evenly(line: Points) -> Points:
    """The line in 121 steps of one length."""
    walked = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    at = np.linspace(0, walked[-1], 121)
    return np.stack([np.interp(at, walked, line[:, k]) for k in range(3)], axis=1)


def _strap(rng: np.random.Generator, path: Points, wide: float, colour: Colour) -> list[Part]:
    """The padded belt and the webbing sewn round it."""
    cloth: Material = pick(rng, ("textile", "webbing", "leather"))
    pad = upright_strap(path, wide, float(rng.uniform(0.005, 0.009)))
    band = upright_strap(shifted(path, 0.0055), wide * float(rng.uniform(0.4, 0.6)), 0.0025)
    parts = [Part(pad, cloth, colour, smooth=True), Part(band, "webbing", dark(rng))]
    for z in (0.46, -0.46):
        seam = s.tube_along(shifted(path, 0.0045) + np.array([0, 0, z * wide]), 0.0012, 6)
        parts.append(Part(seam, "textile", hue(rng, 0.85)))
    return parts


def _box(rng: np.random.Generator, belt: float) -> list[Part]:
    """The battery and receiver box with its antenna, held by two straps at times."""
    wide, tall = float(rng.uniform(0.11, 0.14)), belt * float(rng.uniform(0.68, 0.85))
    deep = float(rng.uniform(0.034, 0.046))
    case: tuple[Finish, ...] = (
        ("matte_plastic", dark(rng)),
        ("plastic", dark(rng)),
        ("textile", dark(rng)),
        ("painted_metal", (0.12, 0.12, 0.12)),
    )
    parts = device_box(rng, wide, tall, deep, pick(rng, case))
    parts = [part for part in parts if part.material != "paper"]
    label = sticker(rng, min(0.62 * wide, 1.1 * tall), BODY_WORDS)
    parts.append(label.moved(s.move(0, -deep - 0.0012, -0.05 * tall)))
    if chance(rng, 0.8):
        aerial = s.at(antenna(rng), s.move(wide * 0.38, -deep / 2, tall / 2))
        parts.append(Part(aerial, "rubber"))
    if chance(rng, 0.4):
        for x in (0.4, -0.4):
            hold = s.at(s.box(0.018, deep * 1.03, tall * 1.03, 0.003), s.move(x * wide, -deep / 2))
            parts.append(Part(hold, "webbing", dark(rng)))
    return parts


def _electrodes(rng: np.random.Generator, size: float = 1.0) -> list[Part]:
    """Two metal contacts on the inside, +y: flat discs or blunt pins on a plate."""
    apart, radius = size * float(rng.uniform(0.036, 0.055)), size * float(rng.uniform(0.01, 0.015))
    lie = s.turn(90, (1, 0, 0))
    discs = [s.at(s.cylinder(radius, 0.004, 32), lie, s.move(x)) for x in (apart, -apart)]
    if chance(rng, 0.5):
        discs += [s.at(s.sphere(radius * 0.6, 2), s.move(x, 0.003)) for x in (apart, -apart)]
    plate = s.at(s.box(apart * 2.9, 0.003, radius * 3.4, 0.001), s.move(y=-0.001))
    rubber = pick(rng, (dark(rng), (0.2, 0.2, 0.21), (0.35, 0.34, 0.32)))
    return [Part(s.join(*discs), pick(rng, ("steel", "brass"))), Part(plate, "rubber", rubber)]


def _lock(rng: np.random.Generator, wide: float) -> list[Part]:
    """The closing in front: a locking metal case, a hasp with padlock, or a prong buckle."""
    kind = int(rng.integers(3))
    if kind == 0:
        case = s.box(0.06, 0.018, wide * 0.7, 0.004)
        barrel = s.at(s.cylinder(0.007, 0.003, 28), s.turn(90, (1, 0, 0)), s.move(0.012, -0.0095))
        slot = s.at(s.box(0.0018, 0.001, 0.009), s.move(0.012, -0.0112))
        return [Part(case, *draw_metal(rng, 0.0)), Part(barrel, "brass"), Part(slot, "rubber")]
    if kind == 1:
        hasp = s.box(0.075, 0.004, wide * 0.45, 0.001)
        staple = s.at(s.torus(0.009, 0.0025), s.turn(90, (0, 1, 0)), s.move(0, -0.006))
        lock = moved(upright_padlock(rng), s.scale(0.8, 0.8, 0.8))
        return [Part(s.join(hasp, staple), "steel"), *moved(lock, s.move(0, -0.02, -0.035))]
    return [Part(frame_buckle(0.05, wide * 0.8, 0.003, 2), "steel")]


def _groin_strap(path: Points, wide: float, colour: Colour) -> list[Part]:
    """A strap from the back through the legs to the front, hanging below."""
    back, front = path[len(path) // 2], path[0]
    drop = float(abs(back[1] - front[1])) * 0.9
    middle = (back + front) / 2 - np.array([0, 0, wide / 2 + drop])
    low = np.array([0, 0, wide * 0.45])
    line = s.spline(
        [
            back - low,
            (back * 0.7 + middle * 0.3) - low,
            middle,
            (front * 0.7 + middle * 0.3) - low,
            front - low,
        ],
        60,
    )
    return [Part(s.strap_along(line, 0.045, 0.003, up=(1, 0, 0)), "webbing", colour)]


def _front_cuffs(path: Points) -> list[Part]:
    """A ring in front of the belt: the place where handcuffs are hung."""
    ring = s.at(
        s.torus(0.019, 0.0034),
        s.turn(80, (1, 0, 0)),
        on_line(path, 0.03) @ s.move(0, -0.024, -0.012),
    )
    return [Part(ring, "steel")]


def _with_remote(rng: np.random.Generator, parts: list[Part], share: float) -> list[Part]:
    """The sender lying beside: case, antenna, guarded button, light, sometimes a lanyard."""
    if not chance(rng, share):
        return parts
    wide, long, thick = (
        float(rng.uniform(*r)) for r in ((0.045, 0.065), (0.09, 0.14), (0.02, 0.032))
    )
    body = s.at(s.box(wide, long, thick, thick * 0.25), s.move(z=thick / 2))
    aerial = s.at(
        antenna(rng), s.turn(-90, (1, 0, 0)), s.move(wide * 0.3, long / 2 - 0.002, thick / 2)
    )
    press = s.at(s.cylinder(wide * 0.2, 0.006, 32), s.move(0, long * 0.1, thick + 0.002))
    guard = s.at(s.torus(wide * 0.27, 0.0025), s.move(0, long * 0.1, thick + 0.001))
    small = [
        s.at(
            s.cylinder(wide * 0.09, 0.004, 20), s.move(x * wide * 0.22, -long * 0.18, thick + 0.001)
        )
        for x in (1, -1)
    ]
    red = (0.65, 0.02, 0.02)
    remote = [
        Part(body, "matte_plastic", dark(rng)),
        Part(aerial, "rubber"),
        Part(press, "plastic", red),
        Part(guard, "matte_plastic", dark(rng)),
        Part(s.join(*small), "plastic", hue(rng, 0.3)),
    ]
    low = np.min([p.mesh.bounds[0] for p in parts], axis=0)
    high = np.max([p.mesh.bounds[1] for p in parts], axis=0)
    x = float(rng.uniform(low[0] * 0.5, high[0] * 0.5))
    y = float(low[1] - 0.09) if chance(rng, 0.5) else float(high[1] + 0.09)
    return parts + moved(remote, s.move(x, y) @ s.turn(float(rng.uniform(0, 360))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "shock_belt": (worn_round_belt, laid_out_belt),
}
