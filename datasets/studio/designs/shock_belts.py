"""Body-worn shock devices: belts, sleeves and cuffs with their receiver box, and the remote."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._belts import (
    Points,
    antenna,
    device_box,
    frame_buckle,
    laid_out,
    on_line,
    shifted,
    side_release_buckle,
    upright_strap,
    waist,
)
from datasets.studio.designs._forms import Colour, Design, chance, dark, ground, hue, pick
from datasets.studio.designs._hardware import draw_metal
from datasets.studio.designs._ratchet import Finish
from datasets.studio.designs.locks import upright_padlock
from datasets.studio.parts import Material, Part, moved


def worn_round_belt(rng: np.random.Generator) -> list[Part]:
    """A belt closed as round a waist, box at the back, lock in front, remote beside."""
    path = waist(rng, float(pick(rng, (0.0, 0.0, rng.uniform(8, 50)))))
    wide, colour = float(rng.uniform(0.07, 0.125)), dark(rng)
    parts = _strap(rng, path, wide, colour)
    parts += moved(_box(rng, wide), on_line(path, 0.5) @ s.move(y=-0.006))
    parts += moved(_electrodes(rng), on_line(path, 0.5) @ s.move(y=0.006))
    parts += moved(_lock(rng, wide), on_line(path, 0.0) @ s.move(y=-0.008))
    if chance(rng, 0.4):
        parts += _groin_strap(path, wide, colour)
    if chance(rng, 0.45):
        parts += _front_cuffs(path)
    turned = moved(parts, s.turn(float(rng.uniform(0, 360))))
    return _with_remote(rng, ground(turned), 0.85)


def laid_out_belt(rng: np.random.Generator) -> list[Part]:
    """A belt unrolled flat, its inside with the electrodes or its outside with the box up."""
    path = laid_out(rng, float(rng.uniform(0.75, 1.05)))
    wide, colour = float(rng.uniform(0.07, 0.125)), dark(rng)
    parts = _strap(rng, path, wide, colour)
    parts += moved(_box(rng, wide), on_line(path, 0.5) @ s.move(y=-0.006))
    parts += moved(_electrodes(rng), on_line(path, 0.5) @ s.move(y=0.006))
    parts += moved(_lock(rng, wide), on_line(path, 0.04) @ s.move(y=-0.008))
    buckle = s.at(side_release_buckle(wide * 0.5), on_line(path, 0.985))
    parts.append(Part(buckle, "plastic", dark(rng)))
    if chance(rng, 0.35):
        parts += _tail(rng, path, wide, colour)
    up = -90.0 if chance(rng, 0.65) else 90.0
    return _with_remote(rng, ground(moved(parts, s.turn(up, (1, 0, 0)))), 0.85)


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
    wide, tall = float(rng.uniform(0.085, 0.15)), belt * float(rng.uniform(0.8, 1.15))
    wide = min(wide, tall * 1.7)
    deep = float(rng.uniform(0.028, 0.05))
    case: tuple[Finish, ...] = (
        ("matte_plastic", dark(rng)),
        ("plastic", dark(rng)),
        ("textile", dark(rng)),
        ("painted_metal", (0.12, 0.12, 0.12)),
    )
    parts = device_box(rng, wide, tall, deep, pick(rng, case))
    if chance(rng, 0.7):
        aerial = s.at(antenna(rng), s.move(wide * 0.38, -deep / 2, tall / 2))
        parts.append(Part(aerial, "rubber"))
    if chance(rng, 0.4):
        for x in (0.3, -0.3):
            hold = s.at(s.box(0.018, deep * 1.03, tall * 1.03, 0.003), s.move(x * wide, -deep / 2))
            parts.append(Part(hold, "webbing", dark(rng)))
    if chance(rng, 0.3):
        bolt = [
            (-0.3, 0.5),
            (0.15, 0.5),
            (0.0, 0.12),
            (0.25, 0.12),
            (-0.2, -0.5),
            (-0.05, -0.05),
            (-0.3, -0.05),
        ]
        flash = s.at(
            s.extrude(np.array(bolt) * tall * 0.5, 0.0008),
            s.turn(90, (1, 0, 0)),
            s.move(0, -deep - 0.0002),
        )
        parts.append(Part(flash, "paper", (0.8, 0.6, 0.02)))
    return parts


def _electrodes(rng: np.random.Generator, size: float = 1.0) -> list[Part]:
    """Two metal contacts on the inside, +y: flat discs or blunt pins on a plate."""
    apart, radius = size * float(rng.uniform(0.03, 0.055)), size * float(rng.uniform(0.006, 0.014))
    lie = s.turn(90, (1, 0, 0))
    discs = [s.at(s.cylinder(radius, 0.004, 32), lie, s.move(x)) for x in (apart, -apart)]
    if chance(rng, 0.5):
        discs += [s.at(s.sphere(radius * 0.6, 2), s.move(x, 0.003)) for x in (apart, -apart)]
    plate = s.at(s.box(apart * 2.9, 0.003, radius * 3.4, 0.001), s.move(y=-0.001))
    return [Part(s.join(*discs), pick(rng, ("steel", "brass"))), Part(plate, "rubber", dark(rng))]


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


def _tail(rng: np.random.Generator, path: Points, wide: float, colour: Colour) -> list[Part]:
    """The groin strap of a belt laid flat, lying across from its lower edge."""
    long = float(rng.uniform(0.25, 0.45))
    line = np.stack(
        [np.zeros(40), np.full(40, -0.004), -wide / 2 - np.linspace(-0.03, long, 40)], 1
    )
    line[:, 0] = 0.03 * np.sin(np.linspace(0, 3, 40))
    middle = on_line(path, 0.5)
    return [Part(s.at(s.strap_along(line, 0.045, 0.003, up=(0, 1, 0)), middle), "webbing", colour)]


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
