"""Irritant projectiles above 56 mm and gas grenades: cans with lever, fat shells, finned bodies."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs import _print as ink
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    chance,
    dark,
    ground,
    lie,
    pick,
    row,
    turned,
)
from datasets.studio.designs._furniture import between, rod
from datasets.studio.designs._munitions import (
    ALLOY,
    BANDS,
    BODIES,
    Finish,
    canister,
    case,
    fuze,
    lever_grenade,
)
from datasets.studio.parts import Part, moved


def gas_can_grenade(rng: np.random.Generator) -> list[Part]:
    """A hand grenade for gas: printed can, striker head, lever down its side, pull ring."""
    r = between(rng, 0.0285, 0.036)
    h = r * between(rng, 3.0, 4.4)
    return _pose(rng, lever_grenade(rng, r, h, out=between(rng, -60, 60)))


def rubber_ball_grenade(rng: np.random.Generator) -> list[Part]:
    """A rubber gas ball with moulded ribs, marked CS, under a striker with lever and ring."""
    r = between(rng, 0.036, 0.05)
    angle = np.radians(np.linspace(-86, 78, 60))
    swell = 1 + 0.012 * np.sign(np.sin(np.linspace(0, 18 * np.pi, 60)))
    line = np.stack([r * np.cos(angle) * swell, r * (1 + np.sin(angle))], 1)
    colour: Colour = pick(
        rng, (dark(rng), (0.02, 0.02, 0.02), (0.09, 0.1, 0.05), (0.3, 0.04, 0.02))
    )
    parts = [turned(line, "rubber", colour)]
    ground_ink = pick(rng, ink.GROUNDS)
    label = ink.wrap(ink.irritant_words(rng), *ground_ink, ratio=10.0, repeat=3)
    parts.append(ink.around(label, 1.016 * r, 0.42 * r, r, -150.0))
    return _pose(rng, parts + fuze(rng, r, 1.97 * r, between(rng, -60, 60)))


def large_shell(rng: np.random.Generator) -> list[Part]:
    """A short fat cartridge for a wide launcher: rimmed metal case, blunt canister, CS bands."""
    r = between(rng, 0.0285, 0.041)
    h = r * between(rng, 2.6, 5.0)
    parts = _shell(rng, r, h)
    return _pose(rng, parts, upright=0.55)


def opened_shell(rng: np.random.Generator) -> list[Part]:
    """A large shell whose case lies beside the gas canister that came out of it."""
    r = between(rng, 0.029, 0.038)
    h = r * between(rng, 2.4, 3.6)
    empty = case(r, 0.7 * h, *_metal(rng))
    inner = canister(rng, 0.88 * r, h)
    spots = [
        s.at(s.cylinder(0.12 * r, 0.004, 12), s.move(x, y, h)) for x, y in s.circle(0.45 * r, 4)
    ]
    inner.append(Part(s.join(*spots), "rubber", BLACK))
    first = lie(empty, between(rng, 0, 360)) if chance(rng, 0.7) else ground(empty)
    second = lie(inner, -90 + between(rng, -30, 30)) if chance(rng, 0.7) else ground(inner)
    second = moved(second, s.turn(between(rng, -25, 25)))
    return row([first, second], between(rng, 0.01, 0.03))


def finned_projectile(rng: np.random.Generator) -> list[Part]:
    """A long gas projectile with rounded nose, charge tail and fins or a grooved tail tube."""
    r = between(rng, 0.0285, 0.034)
    h = r * between(rng, 4.2, 6.0)
    tail = r * between(rng, 1.5, 2.4)
    paint, ground_ink, colour = pick(rng, BODIES)
    body = [(0.4 * r, tail - 0.3 * r), (r, tail + 0.2 * r), (r, tail + h - 1.1 * r)]
    nose = [
        (r * np.cos(a), tail + h - 1.1 * r + 1.1 * r * np.sin(a)) for a in np.linspace(0.15, 1.5, 9)
    ]
    parts = [turned([*body, *nose], "painted_metal", paint)]
    stem = [(0.34 * r, 0), (0.36 * r, 0.1 * r), (0.36 * r, tail)]
    parts.append(turned(stem, "aluminium", ALLOY))
    blade = s.box(0.62 * r, 0.05 * r, 0.9 * tail)
    fins = [s.at(blade, s.move(0.6 * r, 0, 0.46 * tail), s.turn(60 * i + 15)) for i in range(6)]
    parts.append(Part(s.join(*fins), pick(rng, ("aluminium", "plastic")), smooth=False))
    bands = [pick(rng, BANDS)] * int(rng.integers(1, 3))
    tall = h - 1.6 * r
    words = ink.irritant_words(rng)
    label = ink.wrap(words, ground_ink, colour, ratio=2 * np.pi * r / tall, bands=bands)
    parts.append(ink.around(label, r, tall, tail + 0.3 * r + tall / 2))
    parts.append(Part(_vents(r, tail + h - 1.0 * r), "rubber", BLACK))
    return _pose(rng, parts, upright=0.35)


def segmented_canister(rng: np.random.Generator) -> list[Part]:
    """A canister of three separable sections under one lever, each marked."""
    r = between(rng, 0.0285, 0.034)
    step = r * between(rng, 1.25, 1.7)
    alike = int(rng.integers(2**31))
    parts: list[Part] = []
    for i in range(3):
        section = canister(np.random.default_rng(alike), r, step)
        parts += moved(section, s.move(z=i * (step + 0.0015)))
    joint = s.cylinder(0.8 * r, 3 * step, 32)
    parts.append(Part(s.at(joint, s.move(z=1.52 * step)), "dark_steel", BLACK))
    return _pose(rng, parts + fuze(rng, r, 3 * step + 0.003, between(rng, -60, 60)))


def several(rng: np.random.Generator) -> list[Part]:
    """Two to five grenades or shells of one kind side by side, some lying."""
    r = between(rng, 0.0285, 0.036)
    h = r * between(rng, 2.8, 4.2)
    grenade, alike = chance(rng, 0.6), int(rng.integers(2**31))
    out: list[list[Part]] = []
    for _ in range(int(rng.integers(2, 6))):
        same = np.random.default_rng(alike)
        one = lever_grenade(same, r, h) if grenade else _shell(same, r, h)
        one = moved(one, s.turn(between(rng, -30, 30)))
        flat = chance(rng, 0.25)
        laid = moved(lie(one, -90 + between(rng, -30, 30)), s.turn(90)) if flat else ground(one)
        out.append(laid)
    return row(out, between(rng, 0.004, 0.03))


def _metal(rng: np.random.Generator) -> Finish:
    options: tuple[Finish, ...] = (
        ("aluminium", ALLOY),
        ("aluminium", ALLOY),
        ("brass", None),
        ("plastic", (0.02, 0.02, 0.022)),
        ("painted_metal", (0.06, 0.075, 0.03)),
    )
    return pick(rng, options)


def _shell(rng: np.random.Generator, r: float, h: float) -> list[Part]:
    """A closed shell: printed rimmed case below, the blunt end of the canister above it."""
    metal, colour = _metal(rng)
    seam = h * between(rng, 0.55, 0.8)
    parts = case(r, seam, metal, colour)
    crown = [(0.9 * r, 0.5 * seam), (0.93 * r, seam), (0.93 * r, h - 0.12 * r), (0.8 * r, h)]
    tips: tuple[Finish, ...] = (
        ("aluminium", ALLOY),
        ("plastic", BLACK),
        ("painted_metal", (0.4, 0.03, 0.02)),
    )
    tip = pick(rng, tips)
    parts.append(turned(crown, *tip))
    _, ground_ink, letters = pick(rng, BODIES)
    bands = [pick(rng, BANDS)] * int(rng.integers(1, 3))
    tall = 0.78 * seam
    words = ink.irritant_words(rng)
    label = ink.wrap(words, ground_ink, letters, ratio=2 * np.pi * r / tall, bands=bands)
    parts.append(ink.around(label, 1.002 * r, tall, 0.54 * seam, -180 + between(rng, -25, 25)))
    if chance(rng, 0.4):
        stripe = s.at(s.label_wrap(0.934 * r, 0.25 * (h - seam)), s.move(z=(h + seam) / 2))
        parts.append(Part(stripe, "paper", (0.55, 0.02, 0.02)))
    spots = [
        s.at(s.cylinder(0.09 * r, 0.002, 12), s.move(x, y, h)) for x, y in s.circle(0.5 * r, 5)
    ]
    parts.append(Part(s.join(*spots), "rubber", BLACK))
    return parts


def _vents(r: float, z: float) -> trimesh.Trimesh:
    """Round gas holes about a body of radius r at height z."""
    ends = s.circle(1.0, 8)
    return s.join(
        *(
            rod((0.9 * r * x, 0.9 * r * y, z), (1.004 * r * x, 1.004 * r * y, z), 0.12 * r, 10)
            for x, y in ends
        )
    )


def _pose(rng: np.random.Generator, parts: list[Part], upright: float = 0.6) -> list[Part]:
    """Standing with the print to -y, or lying with it up."""
    if chance(rng, upright):
        return ground(moved(parts, s.turn(between(rng, -35, 35))))
    return lie(parts, -90 + between(rng, -35, 35))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "irritant_projectile": (
        gas_can_grenade,
        rubber_ball_grenade,
        large_shell,
        opened_shell,
        finned_projectile,
        segmented_canister,
        several,
    )
}
