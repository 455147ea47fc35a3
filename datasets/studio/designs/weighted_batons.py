"""Weighted batons: flat slapper, round blackjack, spring cosh, loaded club in leather or rubber."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    chance,
    dark,
    ground,
    lie,
    pick,
    ribs,
    slab,
    smooth,
    timber,
    turned,
    wrist_strap,
)
from datasets.studio.designs._leather import THREADS, braid, hide, inset, stitches
from datasets.studio.parts import Material, Part, moved


def flat_slapper(rng: np.random.Generator) -> list[Part]:
    """A flat paddle of two stitched hides over spring steel, its head wide and thick."""
    length, colour = float(rng.uniform(0.19, 0.3)), hide(rng)
    head, grip = float(rng.uniform(0.024, 0.036)), float(rng.uniform(0.013, 0.018))
    neck = length * float(rng.uniform(0.48, 0.6))
    right = [(grip * 0.6, 0), (grip, 0.012), (grip * 0.86, neck * 0.5), (grip, neck)]
    right += [(head, length * 0.74), (head * 0.94, length * 0.9), (head * 0.5, length)]
    half = np.array(right)
    outline = smooth(np.concatenate([half, half[::-1] * (-1, 1)]), 120)
    thick = float(rng.uniform(0.008, 0.012))
    parts = [Part(slab(outline, thick, 0.0028), "leather", colour)]
    swell = s.at(s.sphere(1.0, 3), s.scale(head * 0.74, thick * 1.05, length * 0.17))
    parts.append(Part(s.at(swell, s.move(z=length * 0.8)), "leather", colour))
    seam = inset(outline, 0.0042)
    thread = pick(rng, THREADS)
    for y in (-1, 1):
        row = np.stack([seam[:, 0], np.full(len(seam), y * (thick / 2 + 0.0001)), seam[:, 1]], 1)
        parts.append(Part(stitches(row, 0.0055, 0.0009), "rope", thread))
    if chance(rng, 0.5):
        rivets = [_stud(0.0055, thick + 0.003, z) for z in (0.016, 0.034)]
        parts.append(Part(s.join(*rivets), pick(rng, ("brass", "steel"))))
    if chance(rng, 0.75):
        parts.append(wrist_strap(rng, (0, 0, 0.012), float(rng.uniform(0.09, 0.13)), colour))
    flat = lie(parts, float(pick(rng, (90, -90, 90, -90, float(rng.uniform(0, 360))))))
    if chance(rng, 0.15):
        return ground(
            [*flat, *moved(flat, s.move(0.01, 0.085) @ s.turn(float(rng.uniform(-12, 12))))]
        )
    return flat


def blackjack(rng: np.random.Generator) -> list[Part]:
    """A round sap: leather over a thin spring shank, a bulb of shot at the far end."""
    length, colour = float(rng.uniform(0.19, 0.31)), hide(rng)
    grip, shank = float(rng.uniform(0.009, 0.0125)), float(rng.uniform(0.0065, 0.0085))
    bulb, far = float(rng.uniform(0.017, 0.025)), float(rng.uniform(0.06, 0.085))
    line = [(grip * 0.5, -0.002), (grip * 1.15, 0.004), (grip, 0.02), (grip, 0.38 * length)]
    line += [(shank, 0.48 * length), (shank, length - far - 0.02)]
    line += [(bulb * 0.8, length - far), (bulb, length - far * 0.62), (bulb, length - far * 0.35)]
    line += [(bulb * 0.78, length - far * 0.1), (bulb * 0.35, length)]
    keys = np.array(line)
    t = np.linspace(0, 1, len(keys))
    fine = s.spline(np.c_[keys, t], 70)[:, :2]
    parts = [turned(fine, "leather", colour)]
    if chance(rng, 0.6):
        keys = fine[(fine[:, 1] > 0.006) & (fine[:, 1] < length - 0.004)]
        low = int(len(keys) * (0.0 if chance(rng, 0.6) else 0.5))
        thick = float(rng.uniform(0.0022, 0.003))
        plait = braid(keys[low:, 1], keys[low:, 0], 4, float(rng.uniform(0.028, 0.044)), thick)
        parts.append(Part(plait, "leather", pick(rng, (colour, colour, hide(rng)))))
    else:
        row = np.stack([0 * fine[:, 0], -fine[:, 0] - 0.0002, fine[:, 1]], 1)[4:-3]
        parts.append(Part(stitches(row, 0.006, 0.0009), "rope", pick(rng, THREADS)))
        lip = np.stack([0 * fine[:, 0], fine[:, 0], fine[:, 1]], 1)[4:-3]
        parts.append(Part(s.tube_along(lip, 0.0012, 6), "leather", colour))
    if chance(rng, 0.8):
        parts.append(wrist_strap(rng, (0, 0, 0.006), float(rng.uniform(0.09, 0.13)), colour))
    return lie(parts, float(rng.uniform(0, 360)))


def spring_cosh(rng: np.random.Generator) -> list[Part]:
    """A grip, a shank of coiled spring steel left bare, and a heavy head."""
    grip, coil = float(rng.uniform(0.1, 0.13)), float(rng.uniform(0.07, 0.15))
    r, wire = float(rng.uniform(0.007, 0.0095)), float(rng.uniform(0.0012, 0.0018))
    material: Material = pick(rng, ("leather", "leather", "rubber", "wood"))
    colour = {"leather": hide(rng), "rubber": dark(rng), "wood": timber(rng)}[material]
    body = [(1.1 * r, 0), (1.6 * r, 0.005), (1.5 * r, 0.014), (1.25 * r, 0.024)]
    body += ribs(1.35 * r, 0.03, grip - 0.016, int(rng.integers(5, 10)), 0.0009)
    parts = [turned([*body, (1.3 * r, grip - 0.006), (r, grip)], material, colour)]
    steel: Material = pick(rng, ("steel", "chrome", "dark_steel"))
    turns = coil / (wire * float(rng.uniform(2.1, 2.7)))
    path = s.helix(r * 0.82, coil / turns, turns, 14) + np.array([0, 0, grip - 0.003])
    core = turned([(r * 0.55, grip - 0.002), (r * 0.55, grip + coil)], "dark_steel")
    parts += [Part(s.tube_along(path, wire, 6), steel), core]
    top = grip + coil - 0.004
    head = float(rng.uniform(0.013, 0.02))
    if chance(rng, 0.5):
        ball = [turned([(0.9 * r, top - 0.006), (0.9 * r, top + 0.008)], steel)]
        ball.append(Part(s.at(s.sphere(head, 3), s.move(z=top + head)), steel))
    else:
        cap = [(0.9 * r, top - 0.006), (head, top + 0.01), (head * 1.06, top + 0.045)]
        ball = [turned([*cap, (head * 0.75, top + 0.058)], "leather", hide(rng))]
        row = s.circle(head * 1.05, 40)
        ring = np.c_[row, np.full(40, top + 0.012)]
        ball.append(Part(stitches(np.concatenate([ring, ring[:1]]), 0.006, 0.0009), "rope"))
    parts += ball
    if chance(rng, 0.75):
        parts.append(wrist_strap(rng, (0, 0, 0.006), float(rng.uniform(0.1, 0.14)), BLACK))
    return lie(parts, float(rng.uniform(0, 360)))


def loaded_club(rng: np.random.Generator) -> list[Part]:
    """A short club cased in thick leather or rubber that swells towards its weighted end."""
    length = float(rng.uniform(0.24, 0.38))
    rubber = chance(rng, 0.4)
    colour: Colour = dark(rng) if rubber else hide(rng)
    case: Material = "rubber" if rubber else "leather"
    grip, bulb = float(rng.uniform(0.011, 0.014)), float(rng.uniform(0.02, 0.028))
    far = length * float(rng.uniform(0.3, 0.4))
    line = [(grip * 1.1, 0), (grip * 1.45, 0.006), (grip * 1.3, 0.016), (grip, 0.026)]
    line += ribs(grip, 0.03, 0.105, int(rng.integers(5, 10)), 0.0009 if rubber else 0.0004)
    line += [(grip * 1.02, 0.115), (grip * 1.1, length - far), (bulb, length - far * 0.62)]
    line += [(bulb, length - 0.012), (bulb * 0.85, length - 0.003), (bulb * 0.6, length)]
    parts = [turned(line, case, colour)]
    if not rubber:
        for z, r in ((length - far * 0.55, bulb), (length - 0.016, bulb)):
            ring = np.c_[s.circle(r + 0.0004, 40), np.full(40, z)]
            row = stitches(np.concatenate([ring, ring[:1]]), 0.006, 0.0011)
            parts.append(Part(row, "rope", pick(rng, THREADS)))
        side = [
            (0, -grip * 1.04, 0.12),
            (0, -grip * 1.12, length - far),
            (0, -bulb, length - 0.6 * far),
        ]
        side.append((0, -bulb - 0.0003, length - 0.016))
        parts.append(Part(stitches(s.spline(side, 60), 0.006, 0.0011), "rope", pick(rng, THREADS)))
    if chance(rng, 0.5):
        disc = s.at(s.cylinder(bulb * 0.62, 0.004), s.move(z=length + 0.0008))
        parts.append(Part(disc, pick(rng, ("brass", "dark_steel", "steel"))))
    parts.append(wrist_strap(rng, (0, 0, 0.008), float(rng.uniform(0.1, 0.14)), colour))
    return lie(parts, float(rng.uniform(0, 360)))


def _stud(radius: float, long: float, z: float) -> trimesh.Trimesh:
    """A rivet through the flat of a handle at height z."""
    return s.at(s.cylinder(radius, long, 20), s.turn(90, (1, 0, 0)), s.move(z=z))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "weighted_baton": (flat_slapper, blackjack, spring_cosh, loaded_club),
}
