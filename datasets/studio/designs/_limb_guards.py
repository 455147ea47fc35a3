"""Shells for forearm or shin with lining and straps, the base of guards. Owns no class of goods.

A guard stands along z, wrist or ankle at z = 0, its middle to -y.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs import _limb_forms as limbs
from datasets.studio.designs._armour_forms import Finish, gutter
from datasets.studio.designs._belts import frame_buckle, side_release_buckle
from datasets.studio.designs._forms import (
    BLACK,
    chance,
    dark,
    ground,
    hue,
    pick,
)
from datasets.studio.designs._leather import hide
from datasets.studio.designs._soft_body import between
from datasets.studio.parts import Part, moved

Points = NDArray[np.float64]
BULGE = 1.06  # of the middle against a straight cone: a muscle


@dataclass(frozen=True, slots=True)
class Guard:
    """A shell round a limb.

    Args:
        long: along the limb, metres.
        low: radius at the wrist or ankle.
        high: radius at the elbow or knee.
        wrap: degrees that the shell covers.
        shell: material and colour.
    """

    long: float
    low: float
    high: float
    wrap: float
    shell: Finish

    def radius(self, z: float | Points) -> Points:
        """Radius at heights, metres."""
        t = np.asarray(z, dtype=np.float64) / self.long
        line = self.low + (self.high - self.low) * t
        return np.asarray(line * (1 + (BULGE - 1) * np.sin(np.pi * np.clip(t, 0, 1))))

    def depth(self, z: float) -> float:
        """How far the shell's middle lies from the axis."""
        return float(self.radius(z))

    def line(self, degrees: float, z: Points, off: float = 0.0) -> Points:
        """Points on the shell along its length; 0 degrees is its middle."""
        a = np.radians(270 + degrees)
        r = self.radius(z) + off
        return np.stack([r * np.cos(a), r * np.sin(a), z], axis=1)

    def normal(self, degrees: float) -> Points:
        """The direction the shell looks at an angle."""
        a = np.radians(270 + degrees)
        return np.array([np.cos(a), np.sin(a), 0.0])


def draw_guard(rng: np.random.Generator, hard: bool = True) -> Guard:
    """A forearm guard mostly, else a shin guard."""
    arm = chance(rng, 0.7)
    long = float(rng.uniform(0.19, 0.28) if arm else rng.uniform(0.3, 0.4))
    low = float(rng.uniform(0.036, 0.042) if arm else rng.uniform(0.044, 0.052))
    high = low * float(rng.uniform(1.25, 1.5))
    looks: tuple[Finish, ...] = (
        ("leather", hide(rng)),
        ("steel", None),
        ("dark_steel", None),
        ("plastic", dark(rng)),
        ("matte_plastic", hue(rng, 0.6)),
    )
    shell = pick(rng, looks) if hard else ("textile", dark(rng))
    return Guard(long, low, high, float(rng.uniform(170, 250)), shell)


def guard_base(rng: np.random.Generator, guard: Guard) -> list[Part]:
    """Shell, lining, edge beads, straps with buckles, rivets."""
    half = guard.wrap / 2
    z = np.linspace(0, guard.long, 7)
    r = guard.radius(z)
    keys = np.stack([z, r, r], axis=1)
    wall = 0.004 if guard.shell[0] != "textile" else 0.012
    parts = [Part(gutter(keys, 270 - half, 270 + half, wall), *guard.shell)]
    inner = keys - (0, wall, wall)
    inner[:, 0] = inner[:, 0] * 1.03 - guard.long * 0.015
    lining = gutter(inner, 267 - half, 273 + half, 0.006)
    parts.append(Part(lining, pick(rng, ("foam", "leather", "textile")), dark(rng)))
    edges = [guard.line(side * half, z, -wall / 2) for side in (-1, 1)]
    beads = [s.tube_along(edge, wall * 0.62, 8) for edge in edges]
    parts.append(Part(s.join(*beads), *guard.shell))
    strap = ("leather", hide(rng)) if chance(rng, 0.5) else ("webbing", dark(rng))
    rivets = []
    for share in (0.2, 0.78) if chance(rng, 0.6) else (0.16, 0.5, 0.84):
        height = guard.long * share
        radius = guard.depth(height)
        angle = np.radians(np.linspace(270 + half - 14, 630 - half + 14, 40))
        ring = np.stack([np.cos(angle), np.sin(angle), 0 * angle], axis=1) * (radius + 0.002)
        path = ring + np.array([0, 0, height])
        belt = s.strap_along(path, 0.003, 0.022, up=(0, 0, 1))
        parts.append(Part(belt, "leather" if strap[0] == "leather" else "webbing", strap[1]))
        place = s.move(z=height) @ s.turn(180) @ s.move(y=-radius - 0.004)
        if strap[0] == "leather":
            buckle = Part(frame_buckle(0.02, 0.028, 0.0018, 1), pick(rng, ("steel", "brass")))
        else:
            buckle = Part(side_release_buckle(0.02, 0.008), "plastic", BLACK)
        parts.append(buckle.moved(place))
        head = s.at(s.sphere(0.0048, 2), s.scale(1, 1, 0.6))
        for side in (-1, 1):
            spot = guard.line(side * (half - 9), np.array([height]), 0.001)[0]
            rivets.append(s.at(head, s.align_z(guard.normal(side * (half - 9))), s.move(*spot)))
    parts.append(Part(s.join(*rivets), pick(rng, ("steel", "brass", "dark_steel"))))
    return parts


def present_guards(rng: np.random.Generator, guard: Guard, parts: list[Part]) -> list[Part]:
    """A pair lying side by side, one alone, or one worn on a plain limb form."""
    kind = rng.random()
    if kind < 0.35:
        return _on_form(rng, guard, parts)
    laid = s.turn(-90, (1, 0, 0))  # its middle then looks up
    one = ground(moved(parts, laid @ s.turn(float(rng.uniform(-25, 25)))))
    if kind < 0.5:
        return ground(moved(one, s.turn(float(rng.uniform(0, 360)))))
    other = ground(moved(parts, laid @ s.turn(float(rng.uniform(-40, 40))) @ s.scale(-1, 1, 1)))
    apart = guard.high + float(rng.uniform(0.03, 0.06))
    turn = float(rng.uniform(-14, 14))
    return ground(
        [
            *moved(one, s.move(-apart) @ s.turn(turn)),
            *moved(other, s.move(apart, float(rng.normal(0, 0.02))) @ s.turn(-turn)),
        ]
    )


def _on_form(rng: np.random.Generator, guard: Guard, parts: list[Part]) -> list[Part]:
    """Worn on a plain arm form with its hand, or on a limb form cut flat, on a foot."""
    look = limbs.form_finish(rng)
    if guard.long < 0.29:
        body, size = limbs.arm(rng)
        mesh = body.mesh(0.006, keep=between(-0.29 * size, 0.3))
        limb = s.at(mesh, s.scale(1, 1, guard.long / (0.26 * size)), s.turn(180, (1, 0, 0)))
        worn = [*parts, Part(limb, *look), limbs.end_cap(rng, limb)]
        upright = chance(rng, 0.6)
        pose = s.turn(180, (1, 0, 0)) if upright else s.turn(float(pick(rng, (90, -90))), (1, 0, 0))
        return ground(moved(worn, s.turn(float(rng.uniform(0, 360))) @ pose))
    r0, r1 = guard.low - 0.009, guard.high - 0.011
    down, up = -float(rng.uniform(0.05, 0.09)), guard.long + float(rng.uniform(0.05, 0.12))
    line = [(0, down), (r0 * 1.05, down), (r0, 0.0), ((r0 + r1) * 0.52, guard.long * 0.5)]
    limb = s.lathe([*line, (r1, guard.long), (r1 * 0.98, up), (0, up)])
    foot = s.at(s.cylinder(guard.high * 1.3, 0.014), s.move(z=down))
    form = [Part(limb, *look), Part(foot, pick(rng, ("wood", "dark_steel")))]
    return ground(moved([*parts, *form], s.turn(float(rng.uniform(-60, 60)))))
