"""Electric shock dart guns: pistol shapes with a square bay for wired dart cartridges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._dart_parts import LEVEL, Cartridge, draw_cartridge, flown_dart, loose
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    bounds,
    chance,
    dark,
    ground,
    hue,
    pick,
)
from datasets.studio.designs._gun_parts import plate, trigger_guard
from datasets.studio.designs._shock_parts import beside
from datasets.studio.designs._signs import DART_BRANDS, WEAPON_WORDS, sheet, sticker
from datasets.studio.designs._signs import plate as rating
from datasets.studio.parts import Part, moved

YELLOW: Colour = (0.78, 0.5, 0.02)
LAMP: Colour = (0.95, 0.95, 0.85)
LASER: Colour = (0.9, 0.05, 0.03)


@dataclass(frozen=True, slots=True)
class Gun:
    """A gun pointing along +x.

    Args:
        parts: without cartridges.
        bays: where cartridges sit, doors outermost, (N, 3) metres.
        kind: the cartridge it takes.
    """

    parts: list[Part]
    bays: list[tuple[float, float, float]]
    kind: Cartridge

    def loaded(self, spent: int = 0, empty: int = 0) -> list[Part]:
        """The gun with its cartridges, the first `spent` ones shot, the next `empty` ones out."""
        parts = list(self.parts)
        for i, bay in enumerate(self.bays):
            out = spent <= i < spent + empty
            made = _bare_bay(self.kind) if out else self.kind.parts(i < spent)
            parts += moved(made, s.move(*bay))
        return parts


def single_bay(rng: np.random.Generator) -> list[Part]:
    """A short one-cartridge gun, loaded; seldom the bay is empty and the cartridge beside."""
    gun = _short(rng)
    if chance(rng, 0.25):
        return beside(rng, _pose(rng, gun.loaded(0, 1))[0], loose(rng, gun.kind), 0.01)
    return _pose(rng, gun.loaded())[0]


def twin_bay(rng: np.random.Generator) -> list[Part]:
    """A gun with two cartridges, one above the other or side by side."""
    return _pose(rng, _twin(rng).loaded())[0]


def long_block(rng: np.random.Generator) -> list[Part]:
    """An older, pistol-sized gun with a long square barrel that ends in the cartridge."""
    return _pose(rng, _block(rng).loaded())[0]


def fired(rng: np.random.Generator) -> list[Part]:
    """A gun after the shot: doors gone, two wires run out to darts on the floor."""
    gun = pick(rng, (_short, _twin, _block))(rng)
    parts, matrix = _pose(rng, gun.loaded(spent=1))
    way = matrix[:3, 0]
    for side in (-1, 1):
        half = 0.24 * (gun.kind.tall if gun.kind.split else gun.kind.wide) * side
        off = (0.0, 0.0, half) if gun.kind.split else (0.0, half, 0.0)
        bore = (matrix @ np.r_[np.add(gun.bays[0], off), 1.0])[:3]
        spread = s.turn(side * float(rng.uniform(4, 16)))[:3, :3]
        parts += flown_dart(rng, bore, spread @ way, float(rng.uniform(0.16, 0.34)))
    return ground(parts)


def with_cartridges(rng: np.random.Generator) -> list[Part]:
    """A gun and spare cartridges: in a row, in a heap, or in a clip."""
    gun = pick(rng, (_short, _twin, _block))(rng)
    parts, _ = _pose(rng, gun.loaded(empty=int(rng.integers(2))))
    count = int(rng.integers(2, 6))
    spares: list[Part] = []
    if chance(rng, 0.6):
        for i in range(count):
            lay = moved(gun.kind.parts(), s.turn(-90, (0, 1, 0)))
            spares += moved(ground(lay), s.move(i * gun.kind.wide * 1.25) @ s.turn(90))
        if chance(rng, 0.5):
            long = count * gun.kind.wide * 1.25
            clip = s.at(s.box(long, 0.6 * gun.kind.tall, 0.014, 0.002), s.move(x=0.4 * long))
            spares.append(Part(s.at(clip, s.move(z=0.007)), "plastic", dark(rng)))
    else:
        for i in range(count):
            far = 0.032 * np.sqrt(i) * 1.5
            place = s.move(far * np.cos(2.4 * i), far * np.sin(2.4 * i))
            spares += moved(loose(rng, gun.kind, chance(rng, 0.2)), place)
    return beside(rng, parts, spares, float(rng.uniform(0.008, 0.03)))


def _bare_bay(kind: Cartridge) -> list[Part]:
    """The dark mouth of a bay without its cartridge, two contacts in it."""
    w, h = kind.wide, kind.tall
    mouth = s.at(s.box(0.002, 0.96 * w, 0.96 * h), s.move(x=-0.0095))
    frame = s.cut(s.box(0.006, 1.06 * w, 1.06 * h), s.box(0.02, 0.92 * w, 0.92 * h))
    pads = [s.at(s.box(0.003, 0.1 * w, 0.3 * h), s.move(-0.0085, y * w)) for y in (-0.3, 0.3)]
    return [
        Part(mouth, "rubber", (0.003, 0.003, 0.003)),
        Part(s.at(frame, s.move(x=-0.008)), "matte_plastic", BLACK),
        Part(s.join(*pads), "brass"),
    ]


def _short(rng: np.random.Generator) -> Gun:
    k, kind = float(rng.uniform(0.95, 1.15)), draw_cartridge(rng)
    main, second = _colours(rng)
    w = kind.wide / k + 0.006
    top = [(-0.075, 0.004), (-0.07, 0.026), (-0.03, 0.034), (0.03, 0.031), (0.036, 0.022)]
    top += [(0.036, -0.01), (-0.02, -0.014), (-0.06, -0.004)]
    h = kind.tall / 2 / k + 0.0045
    hood = [(0.02, 0.01 - h), (0.02, 0.01 + h), (0.066, 0.008 + h), (0.07, 0.01 - h)]
    parts = [
        Part(plate(top, 0.033, 0.005, k), "matte_plastic", main),
        Part(plate(hood, w, 0.003, k), "matte_plastic", main),
    ]
    parts += _handle(rng, k, 0.03, second)
    parts += _trimmings(rng, k, 0.033, (-0.004, 0.02), second)
    parts += _lamps(0.066 * k, (0.006 - h) * k, k)
    parts += trigger_guard(k, 0.045, -0.01, second)
    return Gun(parts, [((0.07 + 0.010) * k, 0.0, 0.0095 * k)], kind)


def _twin(rng: np.random.Generator) -> Gun:
    k, kind = float(rng.uniform(1.0, 1.15)), draw_cartridge(rng)
    stacked = chance(rng, 0.5)
    slim = Cartridge(kind.wide, 0.024, kind.long, kind.body, kind.door, split=False)
    thin = Cartridge(0.024, kind.tall, kind.long, kind.body, kind.door, split=True)
    kind = slim if stacked else thin
    main, second = _colours(rng)
    w = (kind.wide if stacked else 2.1 * kind.wide) / k + 0.006
    h = (1.08 * kind.tall if stacked else kind.tall / 2) / k + 0.004
    top = [(-0.08, 0.006), (-0.078, 0.026), (-0.02, 0.036), (0.04, 0.034), (0.045, -0.012)]
    top += [(-0.02, -0.014), (-0.062, -0.006)]
    hood = [(0.012, 0.01 - h), (0.004, 0.01 + h), (0.08, 0.01 + h), (0.084, 0.01 - h)]
    parts = [
        Part(plate(top, 0.035, 0.006, k), "matte_plastic", main),
        Part(plate(hood, w, 0.004, k), "matte_plastic", pick(rng, (main, second))),
    ]
    parts += _handle(rng, k, 0.031, second)
    parts += _trimmings(rng, k, 0.035, (-0.022, 0.016), second)
    parts += _lamps(0.08 * k, (0.004 - h) * k, k)
    parts += trigger_guard(k, 0.05, -0.011, second)
    x, step = 0.084 * k + 0.006, 1.06 * (kind.tall if stacked else kind.wide) / 2
    if stacked:
        return Gun(parts, [(x, 0.0, 0.01 * k + step), (x, 0.0, 0.01 * k - step)], kind)
    return Gun(parts, [(x, step, 0.01 * k), (x, -step, 0.01 * k)], kind)


def _block(rng: np.random.Generator) -> Gun:
    k, kind = float(rng.uniform(1.05, 1.25)), draw_cartridge(rng)
    main, second = _colours(rng)
    h, w = kind.tall / 2 / k + 0.003, kind.wide / k + 0.004
    long = float(rng.uniform(0.085, 0.115))
    barrel = [(-0.07, 0.012 - h), (-0.072, 0.008 + h), (-0.062, 0.012 + h), (long, 0.012 + h)]
    barrel += [(long, 0.012 - h)]
    parts = [Part(plate(barrel, w, 0.0025, k), "matte_plastic", main)]
    slide = [(-0.06, 0.011 + h), (0.9 * long, 0.011 + h), (0.88 * long, 0.016 + h)]
    slide += [(-0.055, 0.017 + h)]
    parts.append(Part(plate(slide, 0.6 * w, 0.002, k), "matte_plastic", second))
    for i in range(6):
        slot = s.at(
            s.box(0.003, w * k + 0.001, h * k), s.move((-0.05 + 0.007 * i) * k, 0, 0.012 * k)
        )
        parts.append(Part(slot, "rubber", BLACK))
    parts += _handle(rng, k, 0.034, second, 0.012 - h)
    parts += _trimmings(rng, k, w, (0.035, 0.012), second)
    parts += _lamps(0.8 * long * k, (0.007 - h) * k, k)
    parts += trigger_guard(k, 0.055, 0.014 - h, second)
    return Gun(parts, [(long * k + 0.009, 0.0, 0.012 * k)], kind)


def _colours(rng: np.random.Generator) -> tuple[Colour, Colour]:
    """Yellow with black, all black, seldom another strong colour."""
    v = float(rng.uniform(0.85, 1.1))
    yellow: Colour = (YELLOW[0] * v, YELLOW[1] * v, YELLOW[2])
    kind = rng.random()
    if kind < 0.45:
        return yellow, dark(rng)
    if kind < 0.55:
        return dark(rng), yellow
    return (dark(rng), dark(rng)) if kind < 0.9 else (hue(rng, 0.0), dark(rng))


def _handle(
    rng: np.random.Generator, k: float, thick: float, colour: Colour, top: float = -0.006
) -> list[Part]:
    """The grip with ribbed sides and the battery pack that closes it below."""
    grip = [(0.012, top), (0.0, -0.022), (-0.002, -0.045), (-0.012, -0.085), (-0.055, -0.08)]
    grip += [(-0.044, -0.04), (-0.052, -0.018), (-0.066, top)]
    foot = [(-0.008, -0.084), (-0.013, -0.1), (-0.062, -0.094), (-0.056, -0.078)]
    parts = [
        Part(plate(grip, thick, 0.006, k), "matte_plastic", colour),
        Part(plate(foot, thick * 1.04, 0.003, k), "plastic", pick(rng, (BLACK, dark(rng)))),
    ]
    rib = plate(
        [(-0.046, -0.0012), (-0.01, -0.0012), (-0.01, 0.0012), (-0.046, 0.0012)],
        thick + 0.003,
        0.0006,
        k,
    )
    rows = [
        s.at(
            rib,
            s.turn(8, (0, 1, 0)),
            s.move((-0.002 - 0.1 * i * 0.006) * k, 0, (-0.034 - 0.006 * i) * k),
        )
        for i in range(int(rng.integers(5, 8)))
    ]
    parts.append(Part(s.join(*rows), "rubber", BLACK))
    return parts


def _trimmings(
    rng: np.random.Generator, k: float, thick: float, spot: tuple[float, float], colour: Colour
) -> list[Part]:
    """Safety lever, rear display, sights, screws, and printed plates on both sides."""
    parts = []
    lever = s.box(0.022 * k, 0.005, 0.006 * k, 0.002)
    bolt = s.at(s.cylinder(0.0024, 0.002, 14), s.turn(90, (1, 0, 0)))
    y = thick * k / 2
    for side in (s.turn(0), s.turn(180)):
        flip = 1 if side[0, 0] > 0 else -1
        turned = s.at(
            lever,
            s.turn(-18 * flip, (0, 1, 0)),
            side,
            s.move(-0.03 * k, -flip * (y + 0.002), 0.004 * k),
        )
        parts.append(Part(turned, "plastic", pick(rng, (BLACK, colour))))
        for x, high in ((-0.058, 0.012), (0.004, 0.0)):
            parts.append(Part(s.at(bolt, s.move(x * k, -flip * y, high * k)), "steel"))
        words = sheet(rating(rng, DART_BRANDS), 0.034 * k)
        if chance(rng, 0.5):
            words = sticker(rng, 0.034 * k, WEAPON_WORDS)
        parts.append(words.moved(s.move(spot[0] * k, -flip * (y + 0.0008), spot[1] * k) @ side))
    tail = s.at(s.box(0.002, 0.012 * k, 0.008 * k), s.move(-0.0735 * k, 0, 0.016 * k))
    parts.append(Part(tail, "glow" if chance(rng, 0.15) else "screen", (0.25, 0.03, 0.02)))
    return parts


def _lamps(x: float, z: float, k: float) -> list[Part]:
    """Laser and lamp in a small housing under the bay."""
    case = s.at(s.box(0.03 * k, 0.024 * k, 0.012 * k, 0.003), s.move(x - 0.014 * k, 0, z))
    parts = [Part(case, "matte_plastic", BLACK)]
    for y, material_colour, r in ((-0.0055, LAMP, 0.0042), (0.006, LASER, 0.0026)):
        lens = s.at(s.cylinder(r * k, 0.003, 20), LEVEL, s.move(x + 0.001, y * k, z))
        parts.append(Part(lens, "glow", material_colour))
    return parts


def _pose(rng: np.random.Generator, parts: list[Part]) -> tuple[list[Part], s.Matrix]:
    """Lying on a side, or upright as if held; and the matrix that did it."""
    roll = float(pick(rng, (90, -90, 90, -90, 0)))
    matrix = s.turn(float(rng.uniform(0, 360))) @ s.turn(roll, (1, 0, 0))
    turned = moved(parts, matrix)
    low, high = bounds(turned)
    shift = s.move(-(low[0] + high[0]) / 2, -(low[1] + high[1]) / 2, -low[2])
    return moved(turned, shift), shift @ matrix


DESIGNS: dict[str, tuple[Design, ...]] = {
    "dart_gun": (single_bay, twin_bay, long_block, fired, with_cartridges),
}
