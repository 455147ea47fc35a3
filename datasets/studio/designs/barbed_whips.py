"""Whips whose lashes carry barbs, hooks, nails or wire."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, dark, ground, pick, ribs, timber, turned
from datasets.studio.designs._hardware import wander
from datasets.studio.designs._leather import HIDES, Points, hide, placed
from datasets.studio.designs.whips import ALONG_X, braided_handle, fan
from datasets.studio.parts import Material, Part, moved

METALS: tuple[Material, ...] = ("steel", "steel", "chrome", "rust", "brass")


def barbed_wire(rng: np.random.Generator) -> list[Part]:
    """A handle with one to four lashes of twisted barbed wire."""
    parts = _handle(rng)
    metal: Material = pick(rng, ("steel", "steel", "rust", "aluminium"))
    count = int(rng.integers(1, 5))
    reach = float(rng.uniform(0.35, 0.55))
    if count == 1:
        paths = [_coil(rng, float(rng.uniform(0.09, 0.13)), float(rng.uniform(1.2, 2.2)))]
    else:
        paths = fan(rng, count, reach, float(rng.uniform(18, 50)), 0.004)
    wire, gap = float(rng.uniform(0.0017, 0.0024)), float(rng.uniform(0.028, 0.045))
    collar = s.at(s.cylinder(0.014, 0.03, 24), s.move(z=-0.012), ALONG_X)
    parts.append(Part(collar, pick(rng, ("dark_steel", "brass", "leather"))))
    for path in paths:
        parts.append(Part(s.join(*_strands(path, wire), *_wire_barbs(path, wire, gap)), metal))
    return ground(parts)


def hooked_thongs(rng: np.random.Generator) -> list[Part]:
    """Leather thongs with steel hooks along them and at their tips."""
    parts = _handle(rng)
    colour, metal = hide(rng), pick(rng, METALS)
    count, reach = int(rng.integers(3, 8)), float(rng.uniform(0.28, 0.46))
    size = float(rng.uniform(0.02, 0.03))
    hook = _hook(size)
    hooks = []
    for path in fan(rng, count, reach, float(rng.uniform(20, 60)), 0.005):
        strap = s.strap_along(path, float(rng.uniform(0.007, 0.012)), 0.0025, up=(0, 0, 1))
        parts.append(Part(strap, "leather", colour))
        spots = [*np.linspace(0.4, 0.84, int(rng.integers(2, 5))), 0.97]
        for k, share in enumerate(spots):
            spin = s.turn(90 * (-1) ** k + float(rng.normal(0, 25)), (1, 0, 0))
            hooks.append(s.at(hook, spin, placed(path, float(share))))
    parts.append(Part(s.join(*hooks), metal))
    return ground(parts)


def nailed_thongs(rng: np.random.Generator) -> list[Part]:
    """Broad straps with nails or conical spikes driven through them on both sides."""
    parts = _handle(rng)
    colour, metal = hide(rng), pick(rng, METALS)
    count = int(rng.choice([1, 2, 3, 5, 7]))
    wide = float(rng.uniform(0.016, 0.024)) if count < 4 else float(rng.uniform(0.01, 0.014))
    tall, gap = float(rng.uniform(0.016, 0.024)), float(rng.uniform(0.02, 0.032))
    foot = float(rng.uniform(0.0038, 0.0055))
    spike = s.join(
        s.at(s.cone(foot, tall, 10), s.move(z=0.001)),
        s.at(s.cone(foot, tall, 10), s.turn(180, (1, 0, 0)), s.move(z=-0.001)),
        s.cylinder(0.006, 0.005, 12),
    )
    spikes = []
    for path in fan(rng, count, float(rng.uniform(0.34, 0.55)), float(rng.uniform(15, 48)), 0.004):
        strap = s.strap_along(path, wide, 0.0035, up=(0, 0, 1))
        parts.append(Part(strap, "leather", colour))
        length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
        for k, share in enumerate(np.arange(0.28, 0.985, gap / length)):
            aside = s.move(y=wide * 0.22 * (-1) ** k if count < 4 else 0.0)
            spikes.append(s.at(spike, aside, placed(path, float(share))))
    parts.append(Part(s.join(*spikes), metal, smooth=False))
    return ground(parts)


def wired_cords(rng: np.random.Generator) -> list[Part]:
    """Cords bound with wire that end in spiked lead balls or in stars of nails."""
    parts = _handle(rng)
    colour = pick(rng, ((0.5, 0.42, 0.28), (0.03, 0.03, 0.03), (0.14, 0.07, 0.03)))
    metal = pick(rng, METALS)
    cord = float(rng.uniform(0.003, 0.0045))
    head = _star(float(rng.uniform(0.009, 0.013)), float(rng.uniform(0.011, 0.016)))
    heads, wires = [], []
    for path in fan(
        rng,
        int(rng.integers(3, 8)),
        float(rng.uniform(0.28, 0.46)),
        float(rng.uniform(20, 60)),
        0.006,
    ):
        parts.append(Part(s.tube_along(path, cord, 8), "rope", colour))
        heads.append(s.at(head, s.turn(float(rng.uniform(0, 360)), (1, 0, 0)), placed(path, 1.0)))
        for share in rng.uniform(0.35, 0.85, int(rng.integers(1, 3))):
            heads.append(s.at(head, s.scale(0.72, 0.72, 0.72), placed(path, float(share))))
        wires.append(_bound(path, cord * 1.15, 0.0011))
    parts += [Part(s.join(*heads), metal), Part(s.join(*wires), "steel")]
    return ground(parts)


def barbed_bullwhip(rng: np.random.Generator) -> list[Part]:
    """One long tapering lash in a loose coil or a wave, its last half set with spikes or hooks."""
    colour = pick(rng, HIDES)
    length = float(rng.uniform(0.2, 0.3))
    parts = moved(moved(braided_handle(rng, length, 0.013, colour), s.move(z=-length)), ALONG_X)
    if chance(rng, 0.6):
        path = _coil(rng, float(rng.uniform(0.09, 0.14)), float(rng.uniform(1.4, 2.3)))
    else:
        path = wander(rng, float(rng.uniform(0.6, 0.95)), 4, 0.5)[::2]
        path = path - path[0] - np.array([0.01, 0, 0])
    n = len(path)
    thick = np.linspace(0.0085, 0.004, n)
    parts.append(Part(s.tube_along(path, thick, 10), "leather", colour))
    walked = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    spikes = []
    hooks = chance(rng, 0.4)
    item = _hook(0.024) if hooks else s.cone(0.0042, float(rng.uniform(0.024, 0.034)), 10)
    for k, share in enumerate(np.arange(0.4, 0.99, float(rng.uniform(0.014, 0.024)) / walked)):
        spin = s.turn(137.5 * k, (1, 0, 0))
        spikes.append(s.at(item, spin, placed(path, float(share))))
    parts.append(Part(s.join(*spikes), pick(rng, METALS), smooth=hooks))
    return ground(parts)


def _handle(rng: np.random.Generator) -> list[Part]:
    """A wooden, wrapped or plaited handle along x that ends at the origin."""
    length, r = float(rng.uniform(0.18, 0.32)), float(rng.uniform(0.011, 0.016))
    if chance(rng, 0.45):
        handle = braided_handle(rng, length, r, hide(rng))
        return moved(moved(handle, s.move(z=-length)), ALONG_X)
    line = [(1.1 * r, -length), (1.3 * r, -length + 0.01), (0.95 * r, -length + 0.03)]
    line += [*ribs(r, -length + 0.04, -0.07, int(rng.integers(3, 9)), 0.0009), (r, -0.02)]
    line += [(1.15 * r, -0.012), (0.9 * r, 0.0)]
    wood = chance(rng, 0.6)
    body = turned(line, "wood" if wood else "rubber", timber(rng) if wood else dark(rng))
    return moved([body], ALONG_X)


def _coil(rng: np.random.Generator, ring: float, turns: float) -> Points:
    """A path (160, 3) that leaves the origin towards +x and lies in loose coils."""
    angle = np.linspace(-np.pi / 2, -np.pi / 2 + 2 * np.pi * turns, 160)
    radius = ring * (1 + 0.1 * np.sin(angle * 0.7 + rng.uniform(0, 6))) * np.linspace(1, 0.72, 160)
    radius *= ring / radius[0]
    over = 0.012 * (angle - angle[0]) / (2 * np.pi)
    return np.stack([radius * np.cos(angle), ring + radius * np.sin(angle), over], axis=1)


def _strands(path: Points, wire: float) -> list[trimesh.Trimesh]:
    """Two wires twisted round each other along a path."""
    length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    steps = max(80, int(length / 0.0035))
    grid = np.linspace(0, 1, len(path))
    fine = np.linspace(0, 1, steps)
    line = np.stack([np.interp(fine, grid, path[:, k]) for k in range(3)], axis=1)
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    side = np.cross(tangent, (0.0, 0.0, 1.0))
    up = np.cross(side, tangent)
    angle = (2 * np.pi * length / 0.03 * fine)[:, None]
    out = wire * (np.cos(angle) * side + np.sin(angle) * up)
    return [s.tube_along(line + way * out, wire, 6) for way in (1, -1)]


def _wire_barbs(path: Points, wire: float, gap: float) -> list[trimesh.Trimesh]:
    """Knots of short pointed wires across the lash every `gap` metres."""
    point = s.join(
        s.cylinder(wire * 0.85, 0.02, 6),
        s.at(s.cone(wire * 0.85, 0.007, 6), s.move(z=0.01)),
        s.at(s.cone(wire * 0.85, 0.007, 6), s.turn(180, (1, 0, 0)), s.move(z=-0.01)),
    )
    knot = s.at(s.cylinder(wire * 2.6, wire * 5, 10), s.turn(90, (0, 1, 0)))
    barb = s.join(knot, s.at(point, s.turn(40, (1, 0, 0)), s.move(x=wire)))
    barb = s.join(barb, s.at(point, s.turn(-55, (1, 0, 0)), s.turn(15), s.move(x=-wire)))
    length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    shares = np.arange(0.5 * gap, length, gap) / length
    return [
        s.at(barb, s.turn(73.0 * k, (1, 0, 0)), placed(path, float(t)))
        for k, t in enumerate(shares)
    ]


def _hook(size: float) -> trimesh.Trimesh:
    """A bent, pointed hook that stands out of a lash along x, its shank lying on the lash."""
    bow = s.arc(size * 0.5, -90, 110, 14) + np.array([0, size * 0.5])
    flat = np.concatenate([[(-size * 1.2, 0.0)], bow * (1, 1)])
    thick = np.r_[np.full(8, size * 0.085), np.linspace(size * 0.085, size * 0.012, 7)]
    path = np.stack([flat[:, 0], 0 * flat[:, 0], flat[:, 1]], axis=1)
    return s.join(s.tube_along(path, thick, 7), s.sphere(size * 0.18, 1))


def _star(radius: float, tall: float) -> trimesh.Trimesh:
    """A ball set with cones in all directions."""
    ways = np.array(
        [(1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)]
        + [(x, y, z) for x in (-0.7, 0.7) for y in (-1, 1) for z in (-1, 1)],
        dtype=float,
    )
    cone = s.at(s.cone(radius * 0.36, tall, 8), s.move(z=radius * 0.85))
    return s.join(s.sphere(radius, 2), *(s.at(cone, s.align_z(way)) for way in ways))


def _bound(path: Points, radius: float, wire: float) -> trimesh.Trimesh:
    """Wire wound along the last half of a cord."""
    part = path[len(path) // 2 :]
    length = float(np.linalg.norm(np.diff(part, axis=0), axis=1).sum())
    steps = max(60, int(length / 0.0022))
    fine, grid = np.linspace(0, 1, steps), np.linspace(0, 1, len(part))
    line = np.stack([np.interp(fine, grid, part[:, k]) for k in range(3)], axis=1)
    tangent = np.gradient(line, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    side = np.cross(tangent, (0.0, 0.0, 1.0))
    up = np.cross(side, tangent)
    angle = (2 * np.pi * length / 0.018 * fine)[:, None]
    return s.tube_along(line + radius * (np.cos(angle) * side + np.sin(angle) * up), wire, 5)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "barbed_whip": (barbed_wire, hooked_thongs, nailed_thongs, wired_cords, barbed_bullwhip),
}
