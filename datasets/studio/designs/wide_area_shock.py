"""Wide-area shock weapons: blocks of many dart cartridges on tripod, legs, bracket or turret."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._dart_blocks import Block, fan, panel, shots
from datasets.studio.designs._fence_parts import coil, high_voltage_box, rods
from datasets.studio.designs._forms import BLACK, Design, chance, dark, ground, pick
from datasets.studio.designs._furniture import beam, cable, rod
from datasets.studio.designs._hardware import hex_head
from datasets.studio.designs._ratchet import Finish
from datasets.studio.designs._shock_parts import FACING, RED, button
from datasets.studio.parts import Part, moved


def tripod_array(rng: np.random.Generator) -> list[Part]:
    """One to three bent rows of cartridges on a tripod, control box and cable at its foot."""
    block = fan(rng, int(rng.integers(5, 8)), int(rng.integers(1, 4)))
    high = float(rng.uniform(0.35, 0.75))
    parts = moved(block.parts, s.move(z=high + block.tall / 2 + 0.05))
    parts += _tripod(rng, high, block)
    parts += _control(rng, (0.0, 0.5 * block.deep, high), float(rng.uniform(0.32, 0.5)))
    return ground(parts + shots(rng, block, high + block.tall / 2 + 0.05, 0.4))


def ground_block(rng: np.random.Generator) -> list[Part]:
    """A bent block on two pairs of scissor legs near the ground, firing cable in a coil."""
    block = fan(rng, int(rng.integers(5, 8)), int(rng.integers(1, 3)))
    lift = block.tall / 2 + float(rng.uniform(0.07, 0.13))
    parts = moved(block.parts, s.move(z=lift))
    metal = pick(rng, _metals(rng))
    for x in (-0.32 * block.wide, 0.32 * block.wide):
        top, y = lift - block.tall / 2, 0.45 * block.deep
        legs = rods(
            [
                ((x, y, top + 0.01), (x - 0.02, y - 0.09, 0.004)),
                ((x, y, top + 0.01), (x + 0.02, y + 0.09, 0.004)),
            ],
            0.0045,
        )
        joint = s.at(s.cylinder(0.009, 0.016, 16), s.turn(90, (0, 1, 0)), s.move(x, y, top + 0.004))
        parts.append(Part(s.join(legs, joint), *metal))
    spot = np.array([float(rng.uniform(-0.12, 0.12)), block.deep + float(rng.uniform(0.14, 0.2))])
    ring = coil(spot, 0.07, float(rng.uniform(2.2, 4.2)), 0.0032)
    link = cable(
        [
            (0, block.deep - 0.01, lift),
            (0.03, block.deep + 0.05, 0.02),
            (spot[0] + 0.07, spot[1], 0.0035),
        ],
        0.0032,
    )
    parts.append(Part(s.join(ring, link), "rubber", dark(rng)))
    parts += moved(
        _trigger(rng), s.move(spot[0] + 0.14, spot[1]) @ s.turn(float(rng.uniform(0, 360)))
    )
    return ground(parts + shots(rng, block, lift, 0.35))


def bracket_panel(rng: np.random.Generator) -> list[Part]:
    """A flat panel of cartridges on a mounting plate: for a wall, a post or a vehicle's roof."""
    block = panel(rng, int(rng.integers(3, 7)), int(rng.integers(2, 5)))
    parts = list(block.parts)
    wide, tall = block.wide + 0.1, block.tall + 0.04
    finish = pick(rng, _metals(rng))
    plate = s.at(s.box(wide, 0.008, tall, 0.002), s.move(y=block.deep + 0.004))
    bolts = [
        s.at(
            hex_head(0.016, 0.008),
            FACING,
            s.move(x * (wide / 2 - 0.02), block.deep, z * tall * 0.4),
        )
        for x in (-1, 1)
        for z in (-1, 1)
    ]
    parts += [Part(plate, *finish), Part(s.join(*bolts), "steel")]
    parts += _supply(rng, block)
    tall_post = float(rng.uniform(0.12, 0.3)) if chance(rng, 0.5) else float(rng.uniform(0.4, 0.8))
    foot = -block.tall / 2 - tall_post
    y = block.deep + 0.06
    post = rod((0, y, foot), (0, y, 0.3 * block.tall), 0.024, 24)
    base = s.at(s.box(0.24, 0.24, 0.012, 0.003), s.move(0, y, foot + 0.006))
    arms = [beam((0, y, z), (0, block.deep, z), 0.05, 0.03) for z in (-0.2 * tall, 0.2 * tall)]
    anchors = [
        s.at(hex_head(0.018, 0.01), s.move(x * 0.09, y + b * 0.09, foot + 0.012))
        for x in (-1, 1)
        for b in (-1, 1)
    ]
    parts += [Part(s.join(post, base, *arms), *finish), Part(s.join(*anchors), "steel")]
    return ground(parts + shots(rng, block, -foot, 0.3, foot))


def turret(rng: np.random.Generator) -> list[Part]:
    """Two pods of cartridges on a pan and tilt head with a camera between them, on a pedestal."""
    block = panel(rng, int(rng.integers(2, 4)), int(rng.integers(2, 5)))
    gap, high = 0.09 + block.wide / 2, float(rng.uniform(0.3, 0.75))
    tilt = s.move(z=high + 0.14) @ s.turn(float(rng.uniform(-12, 18)), (1, 0, 0))
    finish: Finish = (
        "painted_metal",
        pick(rng, (dark(rng), (0.06, 0.07, 0.04), (0.3, 0.32, 0.33))),
    )
    parts: list[Part] = []
    for side in (-1, 1):
        parts += moved(block.parts, tilt @ s.move(side * gap, -0.04))
    axle = s.at(s.cylinder(0.022, 2 * gap, 24), s.turn(90, (0, 1, 0)))
    eye = s.at(s.box(0.085, 0.13, 0.08, 0.008), s.move(z=0.02))
    hood = s.at(s.box(0.092, 0.05, 0.006, 0.002), s.move(0, -0.06, 0.064))
    parts += moved([Part(s.join(axle, eye, hood), *finish)], tilt)
    lens = s.at(s.cylinder(0.026, 0.02, 28), FACING, s.move(0, -0.07, 0.02))
    glass = s.at(s.cylinder(0.021, 0.004, 28), FACING, s.move(0, -0.081, 0.02))
    parts += moved([Part(lens, "rubber", BLACK), Part(glass, "screen")], tilt)
    fork = [beam((x, 0, high), (x, 0, high + 0.15), 0.012, 0.07) for x in (-0.056, 0.056)]
    drum = s.at(
        s.lathe([(0, 0), (0.09, 0), (0.085, 0.05), (0.075, 0.06), (0, 0.06)]), s.move(z=high - 0.05)
    )
    post = s.at(s.cylinder(0.04, high, 32), s.move(z=high / 2))
    base = s.at(s.cylinder(0.16, 0.014, 40), s.move(z=0.007))
    parts.append(Part(s.join(*fork, drum, post, base), *finish))
    box = high_voltage_box(rng, 0.16, 0.2, 0.09) if high > 0.5 else []
    parts += moved(box, s.move(0, -0.035, 0.5 * high - 0.02))
    loop = [(0.05, 0.02, high), (0.12, 0.05, high - 0.1), (0.07, 0.04, 0.2), (0.2, 0.1, 0.006)]
    parts.append(Part(cable(loop, 0.006), "rubber", dark(rng)))
    return ground(parts)


def _metals(rng: np.random.Generator) -> tuple[Finish, ...]:
    """What frames, legs and brackets are made of."""
    return ("painted_metal", dark(rng)), ("aluminium", None), ("dark_steel", None), ("steel", None)


def _tripod(rng: np.random.Generator, high: float, block: Block) -> list[Part]:
    """Legs with clamps and rubber feet, hub, and a head under the block."""
    reach, y = float(rng.uniform(0.32, 0.42)) * high + 0.1, 0.5 * block.deep
    metal = pick(rng, _metals(rng))
    start = float(pick(rng, (90.0, -90.0)))
    legs, clamps, feet = [], [], []
    for i in range(3):
        a = np.radians(start + 120 * i)
        way = np.array([np.cos(a), np.sin(a), 0.0])
        top, foot = (
            np.array([0, y, high - 0.06]) + 0.03 * way,
            np.array([0, y, 0.012]) + reach * way,
        )
        middle = 0.48 * top + 0.52 * foot
        legs += [rod(top, middle, 0.015, 16), rod(middle, foot, 0.0105, 14)]
        clamps.append(rod(0.53 * top + 0.47 * foot, 0.46 * top + 0.54 * foot, 0.02, 14))
        feet.append(s.at(s.sphere(0.016, 2), s.move(*foot)))
    hub = s.at(
        s.lathe([(0, -0.09), (0.03, -0.09), (0.042, -0.05), (0.042, -0.01), (0.03, 0), (0, 0)], 28),
        s.move(0, y, high - 0.01),
    )
    neck = rod((0, y, high - 0.3), (0, y, high + 0.05), 0.013, 18)
    head = s.at(s.box(0.1, 0.08, 0.03, 0.005), s.move(0, y, high + 0.034))
    lever = rod((0, y + 0.03, high + 0.03), (0.05, y + 0.2, high - 0.03), 0.006, 10)
    return [
        Part(s.join(*legs, neck, head, lever), *metal),
        Part(s.join(hub, *clamps), "matte_plastic", dark(rng)),
        Part(s.join(*feet), "rubber", BLACK),
    ]


def _supply(rng: np.random.Generator, block: Block) -> list[Part]:
    """A high-voltage box beside or below the panel and its cable."""
    wide, tall, deep = 0.15, 0.19, 0.08
    x = (block.wide / 2 + wide / 2 + 0.07) * (1 if chance(rng, 0.5) else -1)
    box = moved(high_voltage_box(rng, wide, tall, deep), s.move(x, block.deep - 0.004))
    ear = s.at(s.box(abs(x), 0.006, 0.06), s.move(x / 2, block.deep + 0.004))
    low = -tall / 2
    loop = [
        (x, block.deep - 0.04, low),
        (x, block.deep - 0.03, low - 0.05),
        (0.5 * x, block.deep, low - 0.08),
        (0.2 * x, block.deep + 0.03, low),
    ]
    return [*box, Part(ear, "steel"), Part(cable(loop, 0.005), "rubber", dark(rng))]


def _control(rng: np.random.Generator, top: tuple[float, float, float], far: float) -> list[Part]:
    """A supply box on the floor and the cable down to it from the head."""
    side = 1 if chance(rng, 0.5) else -1
    wide, tall, deep = 0.22, 0.17, float(rng.uniform(0.1, 0.14))
    box = moved(high_voltage_box(rng, wide, tall, deep), s.move(side * far, deep, tall / 2))
    x, y, z = top
    way = [
        (x, y + 0.03, z),
        (x + 0.05 * side, y + 0.09, 0.6 * z),
        (0.3 * far * side, y + 0.16, 0.006),
    ]
    way += [(0.75 * far * side, y + 0.2, 0.006), (far * side, deep + 0.02, 0.5 * tall)]
    return [*box, Part(cable(way, 0.006), "rubber", dark(rng))]


def _trigger(rng: np.random.Generator) -> list[Part]:
    """A hand trigger lying on the floor, its button under a lifted guard."""
    body = s.at(s.box(0.045, 0.11, 0.026, 0.005), s.move(z=0.013))
    up = s.turn(-90, (1, 0, 0))
    press = moved(button(0.011, RED), s.move(0, 0.02, 0.026) @ up)
    guard = s.at(s.box(0.034, 0.004, 0.034), s.turn(-25, (1, 0, 0)), s.move(0, 0.045, 0.04))
    return [
        Part(body, "matte_plastic", dark(rng)),
        *press,
        Part(guard, "plastic", (0.7, 0.5, 0.02)),
    ]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "wide_area_shock": (tripod_array, ground_block, bracket_panel, turret),
}
