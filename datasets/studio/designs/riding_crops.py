"""Crops, bats and swats beside those of `whip_look_alikes`, and a single whip put away."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Design,
    chance,
    dark,
    ground,
    hue,
    pick,
    ribs,
    turned,
)
from datasets.studio.designs._furniture import rounded
from datasets.studio.designs._leather import hand_loop, hide, pose_long, stitches
from datasets.studio.designs.whips import HIDES, braided_handle
from datasets.studio.parts import Material, Part, moved


def jumping_bat(rng: np.random.Generator) -> list[Part]:
    """A short thick crop with a broad padded flap, a wound grip and a cap, a loop at times."""
    length, r = float(rng.uniform(0.45, 0.65)), float(rng.uniform(0.0042, 0.006))
    colour = pick(rng, (dark(rng), dark(rng), hue(rng, 0.0), hide(rng)))
    second = pick(rng, (colour, hue(rng, 0.1)))
    grip = [(2.2 * r, -0.004), (2.3 * r, 0.006), *ribs(1.8 * r, 0.012, 0.15, 12, 0.0005)]
    parts = [
        turned(
            [*grip, (1.25 * r, 0.16), (0.85 * r, length)], pick(rng, ("leather", "rubber")), colour
        )
    ]
    cap = [(1.6 * r, -0.008), (2.6 * r, -0.004), (2.6 * r, 0.002), (2.0 * r, 0.006)]
    parts.append(turned(cap, pick(rng, ("brass", "steel", "plastic")), None))
    wide, tall = float(rng.uniform(0.032, 0.05)), float(rng.uniform(0.1, 0.17))
    flap = s.at(s.extrude(rounded(wide, tall, wide * 0.3), 0.004), s.move(z=-0.002))
    edge = rounded(wide - 0.007, tall - 0.007, wide * 0.26)
    rows = [np.c_[edge, np.full(len(edge), z)] for z in (0.0022, -0.0022)]
    seam = s.join(*(stitches(np.concatenate([row, row[:1]]), 0.006, 0.0008) for row in rows))
    up = s.turn(90, (1, 0, 0))
    place = s.move(z=length + tall * 0.36) @ up
    parts += moved([Part(flap, "leather", second), Part(seam, "rope", (0.5, 0.48, 0.42))], place)
    parts.append(turned([(1.5 * r, length - 0.03), (1.5 * r, length + 0.012)], "leather", colour))
    if chance(rng, 0.6):
        parts += hand_loop(rng, 2 * r, 0.14, colour)
    return pose_long(rng, parts, 0.2)


def fly_swat(rng: np.random.Generator) -> list[Part]:
    """A pierced plastic, leather or wire-mesh head on a thin wire or plastic handle."""
    length, colour = float(rng.uniform(0.3, 0.4)), hue(rng, 0.12)
    wide, tall = float(rng.uniform(0.085, 0.11)), float(rng.uniform(0.1, 0.135))
    outline = rounded(wide, tall, float(rng.uniform(0.008, 0.03)))
    pitch = float(rng.uniform(0.0085, 0.012))
    holes = [
        s.circle(pitch * 0.32, 8, (float(x), float(z)))
        for x in np.arange(-wide / 2 + pitch, wide / 2 - pitch * 0.6, pitch)
        for z in np.arange(-tall / 2 + pitch, tall / 2 - pitch * 0.6, pitch)
    ]
    solid: Material = pick(rng, ("plastic", "plastic", "leather"))
    head = s.at(
        s.extrude(outline, 0.0022, holes), s.turn(90, (1, 0, 0)), s.move(z=length + tall / 2)
    )
    parts = [Part(head, solid, colour if solid == "plastic" else hide(rng))]
    rim = np.c_[outline[:, 0], np.full(len(outline), -0.001), outline[:, 1] + length + tall / 2]
    parts.append(Part(s.tube_along(rim, 0.0017, 6, closed=True), solid, colour))
    if chance(rng, 0.5):
        wires = [
            s.tube_along([(x, 0, length + 0.02), (x, 0, 0.09)], 0.0013, 6) for x in (-0.003, 0.003)
        ]
        parts.append(Part(s.join(*wires), "steel"))
        parts.append(
            turned([(0.005, 0), (0.006, 0.01), (0.0055, 0.1), (0.004, 0.11)], "plastic", colour)
        )
    else:
        bar = s.extrude(rounded(0.012, length + 0.02, 0.005), 0.005)
        bar = s.at(bar, s.turn(90, (1, 0, 0)), s.move(y=0.0025, z=length / 2 + 0.01))
        hang = s.at(s.torus(0.009, 0.0022), s.turn(90, (1, 0, 0)), s.move(z=-0.006))
        parts.append(Part(s.join(bar, hang), "plastic", pick(rng, (colour, BLACK))))
    return pose_long(rng, [p.moved(s.turn(90)) for p in parts], 0.2)


def looped_whip(rng: np.random.Generator) -> list[Part]:
    """A single whip put away: plaited handle, the lash doubled beside it in long even loops."""
    colour = pick(rng, HIDES)
    length, reach = float(rng.uniform(0.16, 0.3)), float(rng.uniform(0.3, 0.5))
    loops = int(rng.integers(2, 5))
    t = np.linspace(0, 2 * np.pi * loops, 60 * loops)
    half = float(rng.uniform(0.05, 0.09))
    x = half * np.sin(t) * (1 + 0.1 * np.sin(0.37 * t))
    z = -length - reach / 2 + reach / 2 * np.cos(t)
    y = 0.014 * (t / (2 * np.pi) - loops / 2) + 0.004 * np.sin(2 * t)
    y -= y[0]
    path = np.stack([x, y, z], axis=1)
    thick = np.linspace(0.0085, 0.003, len(path))
    handle = moved(braided_handle(rng, length, 0.013, colour), s.move(z=-length))
    parts = [*handle, Part(s.tube_along(path, thick, 9), "leather", colour)]
    end = path[-1]
    tip = s.spline(end + np.array([(0, 0, 0), (0.01, 0.008, -0.05), (-0.006, 0.012, -0.13)]), 16)
    parts.append(Part(s.tube_along(tip, 0.0013, 6), "rope", (0.4, 0.35, 0.25)))
    return ground(moved(parts, s.turn(-90, (1, 0, 0))))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "riding_crop": (jumping_bat, fly_swat),
    "single_whip": (looped_whip,),
}
