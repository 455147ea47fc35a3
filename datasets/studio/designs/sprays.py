"""Irritant sprays: the cans, their caps, triggers, holsters and handles."""

from __future__ import annotations

import numpy as np

from datasets.studio import labels
from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Design,
    bar,
    chance,
    dark,
    ground,
    hue,
    lie,
    lie_flat,
    pick,
    row,
    slab,
    smooth,
    turned,
)
from datasets.studio.designs._spray_parts import (
    can,
    flip_cap,
    leather_case,
    looped_handle,
    trigger_head,
)
from datasets.studio.parts import Material, Part, moved


def flip_top(rng: np.random.Generator) -> list[Part]:
    """A hand-size can under a round cap with a hinged safety lid over the thumb button."""
    radius, height = float(rng.uniform(0.0155, 0.02)), float(rng.uniform(0.07, 0.125))
    return _pose(rng, can(rng, radius, height) + flip_cap(rng, radius, height))


def gel_jet(rng: np.random.Generator) -> list[Part]:
    """A police-size can with a flip cap, a belt clip down its side and sometimes a lanyard."""
    radius, height = float(rng.uniform(0.0185, 0.0225)), float(rng.uniform(0.115, 0.15))
    parts = can(rng, radius, height) + flip_cap(rng, radius, height)
    side = radius + 0.004
    path = [(side - 0.004, 0, height * 0.93), (side + 0.003, 0, height * 0.93)]
    path += [(side + 0.004, 0, height * 0.7), (side + 0.001, 0, height * 0.42)]
    path += [(side + 0.004, 0, height * 0.37)]
    clip = s.strap_along(s.spline(path, 40), 0.011, 0.0012, up=(0, 1, 0))
    clip = s.at(clip, s.turn(float(rng.uniform(-70, 120))))
    return _pose(rng, [*parts, Part(clip, pick(rng, ("steel", "plastic")), BLACK)])


def trigger_top(rng: np.random.Generator) -> list[Part]:
    """A can under a pistol-like head: nozzle, finger trigger and thumb ridge."""
    radius, height = float(rng.uniform(0.018, 0.026)), float(rng.uniform(0.1, 0.17))
    return _pose(rng, can(rng, radius, height) + trigger_head(rng, radius, height))


def animal_defence(rng: np.random.Generator) -> list[Part]:
    """A large can with a looped handle, thumb trigger and a bright safety wedge."""
    radius, height = float(rng.uniform(0.024, 0.029)), float(rng.uniform(0.17, 0.21))
    parts = can(rng, radius, height)
    parts += looped_handle(rng, radius, height, float(rng.uniform(0.9, 1.1)))
    return _pose(rng, parts)


def large_mk9(rng: np.random.Generator) -> list[Part]:
    """A crowd-size canister with a carrying handle, squeeze lever and a pull pin on a ring."""
    radius, height = float(rng.uniform(0.027, 0.038)), float(rng.uniform(0.19, 0.27))
    parts = can(rng, radius, height)
    top = height + 0.03
    parts.append(turned([(0.6 * radius, height - 0.006), (0.62 * radius, top)], "plastic", BLACK))
    metal: Material = pick(rng, ("plastic", "dark_steel", "plastic"))
    low = [(0.7 * radius, -0.005), (radius * 2.6, 0.002), (radius * 2.7, 0.012)]
    low += [(0.0, 0.014), (-0.8 * radius, 0.014), (-0.8 * radius, -0.006)]
    handle = s.move(z=top) @ s.turn(180)
    parts.append(Part(s.at(slab(low, 0.024, 0.002), handle), metal, BLACK))
    lift = float(rng.uniform(0.014, 0.024))
    lever = [(-0.6 * radius, lift), (radius * 2.4, lift + 0.024), (radius * 2.5, lift + 0.032)]
    lever += [(-0.4 * radius, lift + 0.016)]
    parts.append(Part(s.at(slab(lever, 0.022, 0.002), handle), metal, hue(rng, 0.7)))
    nozzle = s.at(
        s.cylinder(0.007, 0.03), s.turn(90, (0, 1, 0)), s.move(0.8 * radius + 0.01, 0, top)
    )
    parts.append(Part(nozzle, "plastic", BLACK))
    pin = s.at(s.cylinder(0.0016, 0.05), s.turn(90, (1, 0, 0)), s.move(0, 0, top + lift + 0.002))
    ring = s.at(s.torus(0.014, 0.0014), s.turn(80, (0, 1, 0)))
    ring = s.at(ring, s.turn(90), s.move(0, -0.037, top + lift))
    parts += [Part(pin, "steel"), Part(ring, pick(rng, ("steel", "brass", "plastic")))]
    return _pose(rng, parts, upright=0.8)


def key_ring_size(rng: np.random.Generator) -> list[Part]:
    """A small spray in a hard or leatherette case with a split ring, sometimes keys' chain."""
    radius, height = float(rng.uniform(0.0095, 0.0125)), float(rng.uniform(0.06, 0.075))
    printed = chance(rng, 0.5)
    parts = can(rng, radius, height) + flip_cap(rng, radius, height)
    colour = hue(rng, 0.45)
    if not printed:
        parts += leather_case(radius, height, colour)
    else:
        shell = s.at(bar(2.5 * radius, 2.4 * radius, height * 0.32, 0.002, 2.5), s.move(z=-0.002))
        parts.append(Part(shell, "plastic", colour))
    ring_z = -0.012 if printed else height * 0.2
    ring_x = 0.0 if printed else -radius - 0.014
    ring = s.at(s.torus(float(rng.uniform(0.009, 0.013)), 0.0011), s.turn(90, (1, 0, 0)))
    parts.append(Part(s.at(ring, s.move(ring_x, 0, ring_z)), "steel"))
    clip = s.link(0.016, 0.009, 0.001)
    parts.append(
        Part(s.at(clip, s.turn(90, (0, 1, 0)), s.move(ring_x * 0.6, 0, ring_z * 0.4)), "steel")
    )
    if chance(rng, 0.3):
        return ground(parts)
    return lie(parts, float(rng.uniform(-130, -50)))


def lipstick_size(rng: np.random.Generator) -> list[Part]:
    """A slim pen-like spray with a pocket clip or a two-part cap."""
    radius, height = float(rng.uniform(0.007, 0.0105)), float(rng.uniform(0.085, 0.125))
    parts = can(rng, radius, height * 0.7)
    colour = hue(rng, 0.6)
    cap = [(radius * 1.06, height * 0.66), (radius * 1.06, height * 0.94), (0.8 * radius, height)]
    parts.append(turned(cap, pick(rng, ("plastic", "aluminium")), colour))
    path = [(radius, 0, height * 0.94), (radius + 0.004, 0, height * 0.95)]
    path += [(radius + 0.003, 0, height * 0.7), (radius + 0.001, 0, height * 0.6)]
    clip = s.strap_along(s.spline(path, 30), 0.004, 0.001, up=(0, 1, 0))
    parts.append(Part(s.at(clip, s.turn(float(rng.uniform(-160, -20)))), "steel"))
    return _pose(rng, parts, upright=0.3)


def pistol_shaped(rng: np.random.Generator) -> list[Part]:
    """A pistol-shaped irritant launcher: stubby twin-barrel block, hand grip, trigger guard."""
    colour = pick(rng, (dark(rng), hue(rng, 0.2)))
    body = [(-0.05, 0.03), (0.055, 0.028), (0.062, 0.034), (0.062, 0.062), (0.05, 0.068)]
    body += [(-0.04, 0.068), (-0.058, 0.058)]
    grip = [(-0.055, 0.06), (-0.015, 0.035), (-0.022, 0.0), (-0.036, -0.045), (-0.068, -0.042)]
    grip += [(-0.06, 0.0)]
    parts = [
        Part(slab(body, 0.036, 0.005), "matte_plastic", colour),
        Part(slab(smooth(grip), 0.031, 0.007), "matte_plastic", dark(rng)),
    ]
    guard = s.spline(
        [(0.03, 0, 0.03), (0.03, 0, 0.005), (0.005, 0, -0.002), (-0.022, 0, 0.006)], 40
    )
    parts.append(Part(s.strap_along(guard, 0.012, 0.004, up=(0, 1, 0)), "matte_plastic", colour))
    trigger = s.spline([(0.004, 0, 0.032), (0.0, 0, 0.02), (0.006, 0, 0.008)], 20)
    parts.append(
        Part(s.strap_along(trigger, 0.009, 0.004, up=(0, 1, 0)), "plastic", (0.6, 0.03, 0.02))
    )
    for z in (0.04, 0.057):
        tube = s.at(s.cylinder(0.0075, 0.008), s.turn(90, (0, 1, 0)), s.move(0.063, 0, z))
        hole = s.at(s.cylinder(0.0045, 0.009), s.turn(90, (0, 1, 0)), s.move(0.0635, 0, z))
        parts += [Part(tube, "plastic", (0.6, 0.15, 0.02)), Part(hole, "plastic", BLACK)]
    sheet = s.at(s.label_panel(0.07, 0.026), s.move(0, -0.0182, 0.049))
    parts.append(Part(sheet, "paper", None, labels.pepper_label(rng)[20:290, 140:372]))
    back = s.at(sheet, s.turn(180))
    parts.append(Part(back, "paper", None, labels.pepper_label(rng)[20:290, 140:372]))
    k = float(rng.uniform(0.85, 1.15))
    parts = moved(parts, s.scale(k * float(rng.uniform(0.9, 1.15)), k, k))
    return lie_flat(parts) if chance(rng, 0.6) else ground(parts)


def side_by_side(rng: np.random.Generator) -> list[Part]:
    """Two to four upright sprays of one or several kinds in a row."""
    kinds = (_stand_flip, _stand_flip, _stand_trigger, _stand_animal)
    same = pick(rng, kinds)
    count = int(rng.integers(2, 5))
    mixed = chance(rng, 0.4)
    things = [ground((pick(rng, kinds) if mixed else same)(rng)) for _ in range(count)]
    things = [moved(t, s.turn(float(rng.uniform(-35, 35)))) for t in things]
    return row(things, float(rng.uniform(0.004, 0.03)))


def _stand_flip(rng: np.random.Generator) -> list[Part]:
    radius, height = float(rng.uniform(0.016, 0.021)), float(rng.uniform(0.075, 0.13))
    return can(rng, radius, height) + flip_cap(rng, radius, height)


def _stand_trigger(rng: np.random.Generator) -> list[Part]:
    radius, height = float(rng.uniform(0.018, 0.024)), float(rng.uniform(0.1, 0.15))
    return can(rng, radius, height) + trigger_head(rng, radius, height)


def _stand_animal(rng: np.random.Generator) -> list[Part]:
    return can(rng, 0.0265, 0.19) + looped_handle(rng, 0.0265, 0.19, 1.0)


def _pose(rng: np.random.Generator, parts: list[Part], upright: float = 0.6) -> list[Part]:
    """Standing with the front to -y, or lying with the front up."""
    if chance(rng, upright):
        return ground(moved(parts, s.turn(float(rng.uniform(-30, 30)))))
    return lie(parts, float(rng.uniform(-130, -50)))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "pepper_spray": (
        flip_top,
        gel_jet,
        trigger_top,
        animal_defence,
        large_mk9,
        key_ring_size,
        lipstick_size,
        pistol_shaped,
        side_by_side,
    )
}
