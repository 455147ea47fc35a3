"""Shields with metal spikes on face or rim."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import BLACK, Design, chance, dark, pick, timber
from datasets.studio.designs._hardware import hex_head
from datasets.studio.designs._leather import even
from datasets.studio.designs._shield_parts import (
    Finish,
    Plate,
    clear_plastic,
    disc,
    grips,
    lettering,
    oblong,
    opaque,
    set_up,
    window,
)
from datasets.studio.parts import Material, Part

METALS: tuple[Material, ...] = ("steel", "steel", "chrome", "dark_steel", "aluminium")


def studded_face(rng: np.random.Generator) -> list[Part]:
    """A riot shield, clear or opaque, with rows of spikes screwed through its whole face."""
    plate, parts = _riot(rng)
    pitch = float(rng.uniform(0.085, 0.14))
    spots = plate.inside(0.06, pitch, pitch, shift=chance(rng, 0.6))
    spike, metal = _spike(rng), pick(rng, METALS)
    if plate.dome and chance(rng, 0.5):
        spots = _rings(plate, pitch)
    meshes = [plate.standing(spike, float(x), float(z)) for x, z in spots]
    return set_up(rng, [*parts, Part(s.join(*meshes), metal, smooth=False)], 0.2, 0.0)


def spiked_rim(rng: np.random.Generator) -> list[Part]:
    """Points or saw teeth all round the edge, held by a metal band, some on the face too."""
    plate, parts = _riot(rng)
    metal = pick(rng, METALS)
    ring = even(np.concatenate([plate.outline, plate.outline[:1]]), 401)
    length = float(np.linalg.norm(np.diff(ring, axis=0), axis=1).sum())
    count = int(length / float(rng.uniform(0.045, 0.085)))
    foot, tall = float(rng.uniform(0.008, 0.014)), float(rng.uniform(0.04, 0.08))
    blades = chance(rng, 0.35)
    spikes = []
    for k in np.linspace(0, 400, count, endpoint=False).astype(int):
        here, there = ring[k], ring[(k + 1) % 400]
        way = there - here
        out = np.array([way[1], -way[0]]) / np.linalg.norm(way)
        spikes.append(_edge_spike(plate, here, out, foot, tall, blades))
    parts.append(Part(plate.rim(float(rng.uniform(0.007, 0.011))), metal))
    parts.append(Part(s.join(*spikes), metal, smooth=False))
    if chance(rng, 0.45):
        spots = plate.inside(0.12, 0.2, 0.2, shift=True)
        spike = _spike(rng)
        face = [plate.standing(spike, float(x), float(z)) for x, z in spots]
        parts.append(Part(s.join(*face), metal, smooth=False))
    return set_up(rng, parts, 0.2, 0.05)


def spiked_bars(rng: np.random.Generator) -> list[Part]:
    """Steel bars bolted across the face, each with a row of welded spikes."""
    plate, parts = _riot(rng, rounded=0.0)
    metal = pick(rng, METALS)
    low, high = plate.outline.min(0), plate.outline.max(0)
    spike, wide = _spike(rng, nut=False), float(rng.uniform(0.03, 0.05))
    meshes, bolts = [], []
    upright = chance(rng, 0.35)
    count = int(rng.integers(2, 4)) if upright else int(rng.integers(3, 6))
    for share in np.linspace(0.16, 0.84, count):
        k = 0 if upright else 1
        across = low[k] + share * (high[k] - low[k])
        reach = (high - low)[1 - k] * 0.42
        run = np.linspace(-reach, reach, 40)
        flat = np.stack([0 * run + across, run] if upright else [run, 0 * run + across], axis=1)
        path = np.stack([flat[:, 0], 0 * run - plate.thick / 2 - 0.003, flat[:, 1]], axis=1)
        up = (1, 0, 0) if upright else (0, 0, 1)
        meshes.append(plate.laid(s.strap_along(path, 0.006, wide, up=up)))
        for x, z in flat[2 : -2 : int(rng.integers(3, 5))]:
            meshes.append(plate.standing(s.at(spike, s.move(z=0.005)), float(x), float(z)))
        for x, z in (flat[0], flat[-1]):
            bolts.append(
                plate.standing(s.at(hex_head(0.018, 0.009), s.move(z=0.005)), float(x), float(z))
            )
    parts += [Part(s.join(*meshes), metal, smooth=False), Part(s.join(*bolts), "dark_steel")]
    return set_up(rng, parts, 0.2, 0.0)


def boss_spike(rng: np.random.Generator) -> list[Part]:
    """A round wooden or steel shield with one long spike on its boss and rings of short ones."""
    half = float(rng.uniform(0.24, 0.34))
    plate = Plate(s.circle(half, 60), float(rng.uniform(0.7, 1.8)), True, 0.01)
    wooden = chance(rng, 0.4)
    steel: Material = pick(rng, ("steel", "dark_steel", "rust"))
    look: Finish = ("wood", timber(rng)) if wooden else (steel, None)
    if chance(rng, 0.25):
        look = ("leather", dark(rng))
    metal: Material = pick(rng, ("steel", "steel", "brass")) if wooden else "steel"
    parts = [Part(plate.sheet(), *look), Part(plate.rim(0.01), metal)]
    long = float(rng.uniform(0.1, 0.2))
    line = [
        (0.08, 0),
        (0.08, 0.005),
        (0.055, 0.01),
        (0.045, 0.03),
        (0.02, 0.045),
        (0, 0.045 + long),
    ]
    parts.append(Part(plate.standing(s.lathe(line), 0, 0), metal))
    spike, short = _spike(rng), _spike(rng, nut=False)
    meshes = []
    for k, (share, pitch) in enumerate(((0.5, 0.12), (0.9, 0.085))):
        count = int(2 * np.pi * half * share / pitch)
        for a in np.linspace(0, 2 * np.pi, count, endpoint=False) + 0.2 * k:
            x, z = half * share * np.cos(a), half * share * np.sin(a)
            meshes.append(plate.standing(spike if k == 0 else short, float(x), float(z)))
    parts.append(Part(s.join(*meshes), metal, smooth=False))
    parts += grips(rng, plate, clear=False)[1:3]
    return set_up(rng, parts, 0.35, 0.0)


def _riot(rng: np.random.Generator, rounded: float = 0.3) -> tuple[Plate, list[Part]]:
    """A riot shield before it gets its spikes."""
    clear = chance(rng, 0.55)
    plate = disc(rng) if chance(rng, rounded) else oblong(rng)
    look = clear_plastic(rng) if clear else opaque(rng)
    if not clear and chance(rng, 0.25):
        look = (pick(rng, ("steel", "aluminium")), None)
    parts = [Part(plate.sheet(), *look), *grips(rng, plate, clear)]
    if chance(rng, 0.7):
        parts.append(Part(plate.rim(float(rng.uniform(0.004, 0.008))), "rubber", BLACK))
    top = float(plate.outline[:, 1].max())
    if not clear and not plate.dome and chance(rng, 0.5):
        parts += window(plate, 0.26, 0.09, top - 0.19)
    elif chance(rng, 0.4):
        parts += lettering(rng, plate, top * 0.3)
    return plate, parts


def _spike(rng: np.random.Generator, nut: bool = True) -> trimesh.Trimesh:
    """A cone up z, mostly on a hexagon foot that is screwed to the face."""
    foot, tall = float(rng.uniform(0.0075, 0.0125)), float(rng.uniform(0.045, 0.085))
    kind = int(rng.integers(3))
    if kind == 0:
        point = s.cone(foot, tall, 16)
    elif kind == 1:
        line = [(0, 0), (foot, 0), (foot, tall * 0.35), (0, tall)]
        point = s.lathe(line, 16)
    else:
        point = s.cone(foot * 1.1, tall, 4)
    if not nut:
        return point
    base = s.join(hex_head(foot * 3.0, 0.007), s.cylinder(foot * 2.1, 0.003, 20))
    return s.join(base, s.at(point, s.move(z=0.004)))


def _edge_spike(
    plate: Plate,
    here: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    out: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    foot: float,
    tall: float,
    blade: bool,
) -> trimesh.Trimesh:
    """A point that stands off the edge in the plane of the plate."""
    place, normal = plate.frame(here)
    ahead, _ = plate.frame(here + out * 0.01)
    way = ahead[0] - place[0]
    way /= np.linalg.norm(way)
    cone = s.cone(foot, tall, 12)
    if blade:  # flat saw tooth: thin along the face's normal
        side = np.cross(normal[0], way)
        wide = foot * 3.2
        corners = [
            place[0] + side * k * wide + normal[0] * h for k in (-1, 1) for h in (-0.003, 0.003)
        ]
        tooth: trimesh.Trimesh = trimesh.convex.convex_hull(
            np.array([*corners, place[0] + way * tall])
        )
        return tooth
    return s.at(cone, s.align_z(way), s.move(*place[0]))


def _rings(plate: Plate, pitch: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Places in rings round the middle of a round plate."""
    half = float(plate.outline.max()) - 0.05
    spots = [(0.0, 0.0)]
    for r in np.arange(pitch, half + 0.01, pitch):
        count = int(2 * np.pi * r / pitch)
        spots += [
            (float(r * np.cos(a)), float(r * np.sin(a)))
            for a in 2 * np.pi * np.arange(count) / count
        ]
    return np.array(spots)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "spiked_shield": (studded_face, spiked_rim, spiked_bars, boss_spike),
}
