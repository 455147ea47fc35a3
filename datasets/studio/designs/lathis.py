"""Lathis: long slim sticks of bamboo, cane, wood or polycarbonate, alone, bundled, in a rack."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    chance,
    dark,
    ground,
    pick,
    timber,
    turned,
)
from datasets.studio.designs._furniture import beam
from datasets.studio.designs._leather import Points, hand_loop, hide, pose_long, stick_path, wrap
from datasets.studio.parts import Material, Part, moved

STRAW: tuple[Colour, ...] = ((0.56, 0.4, 0.17), (0.62, 0.5, 0.27), (0.42, 0.26, 0.09))


def bamboo_lathi(rng: np.random.Generator) -> list[Part]:
    """A bamboo or rattan stick with its nodes, an iron cap or bound ends, often a hand loop."""
    length = float(rng.uniform(1.1, 1.75))
    path, radius = _bamboo(rng, length)
    parts = [Part(s.tube_along(path, radius, 16), "wood", _straw(rng))]
    parts += _fittings(rng, path, radius)
    return pose_long(rng, parts, 0.35)


def wooden_lathi(rng: np.random.Generator) -> list[Part]:
    """A turned or peeled stick of wood, a little thicker at one end, oiled or varnished."""
    length, r = float(rng.uniform(1.08, 1.6)), float(rng.uniform(0.011, 0.0155))
    path = stick_path(rng, length, float(rng.uniform(0.0, 0.015)), float(rng.uniform(0, 0.003)))
    t = np.linspace(0, 1, len(path))
    radius = r * (1 - float(rng.uniform(0.05, 0.3)) * t)
    parts = [Part(s.tube_along(path, radius, 18), "wood", timber(rng))]
    parts += _fittings(rng, path, radius)
    return pose_long(rng, parts, 0.35)


def polycarbonate_lathi(rng: np.random.Generator) -> list[Part]:
    """A straight clear, smoky, black or sand-coloured rod with a moulded grip and end caps."""
    length, r = float(rng.uniform(1.05, 1.4)), float(rng.uniform(0.011, 0.0145))
    kind = int(rng.integers(3))
    looks: tuple[tuple[Material, Colour], ...] = (
        ("glass", pick(rng, ((0.75, 0.8, 0.8), (0.45, 0.47, 0.5)))),
        ("plastic", dark(rng)),
        ("plastic", pick(rng, ((0.42, 0.3, 0.14), (0.2, 0.21, 0.22), (0.1, 0.05, 0.02)))),
    )
    rod: list[tuple[float, float]] = [(r, 0.0), (r, length)]
    parts = [turned(rod, *looks[kind])]
    if kind == 0:  # a clear tube shows its wall
        parts.append(turned([(r * 0.72, 0.02), (r * 0.72, length - 0.02)], "glass", looks[0][1]))
    grip = float(rng.uniform(0.16, 0.24))
    knurl = [(r * (1.28 if i % 2 else 1.18), 0.012 + i * 0.006) for i in range(int(grip / 0.006))]
    sleeve = [(r * 1.1, 0.004), *knurl, (r * 1.15, grip + 0.016)]
    parts.append(turned(sleeve, pick(rng, ("rubber", "foam")), dark(rng)))
    cap = [(1.15 * r, length - 0.03), (1.2 * r, length - 0.003), (0.9 * r, length + 0.004)]
    parts.append(turned(cap, pick(rng, ("rubber", "plastic")), dark(rng)))
    parts.append(turned([(1.3 * r, -0.004), (1.4 * r, 0.0), (1.3 * r, 0.012)], "rubber", BLACK))
    if chance(rng, 0.75):
        parts += hand_loop(rng, r * 1.2, 0.03, pick(rng, (BLACK, hide(rng))))
    return pose_long(rng, parts, 0.35)


def bundle(rng: np.random.Generator) -> list[Part]:
    """Many alike, tied with rope, straps or tape in two or three places."""
    count, length = int(rng.integers(7, 20)), float(rng.uniform(1.1, 1.6))
    plastic, cane = chance(rng, 0.25), chance(rng, 0.7)
    r = float(rng.uniform(0.011, 0.014))
    spots = _packed(count) * r * 2.12
    colour = dark(rng) if plastic else _straw(rng) if cane else timber(rng)
    body: Material = "plastic" if plastic else "wood"
    parts = []
    for x, y in spots:
        if cane and not plastic:
            path, radius = _bamboo(rng, length * float(rng.uniform(0.97, 1.0)), r, 0.004)
        else:
            path = stick_path(rng, length, float(rng.uniform(0, 0.004)))
            radius = np.full(len(path), r)
        tint = np.clip(np.array(colour) * rng.uniform(0.8, 1.2), 0, 0.9)
        slide = s.move(float(x), float(y), float(rng.uniform(-0.015, 0.015)))
        shade = (float(tint[0]), float(tint[1]), float(tint[2]))
        parts.append(Part(s.tube_along(path, radius, 10), body, shade).moved(slide))
    loops = chance(rng, 0.35)
    if loops:
        for x, y in spots[: count // 2]:
            parts += moved(hand_loop(rng, r, 0.03, hide(rng)), s.move(float(x), float(y)))
    wide = float(np.linalg.norm(spots, axis=1).max()) + r
    parts += _ties(rng, wide, length)
    return pose_long(rng, parts, 0.35)


def rack(rng: np.random.Generator) -> list[Part]:
    """A row of lathis standing in a wooden or steel rack."""
    count, length = int(rng.integers(5, 11)), float(rng.uniform(1.1, 1.5))
    pitch, tall = float(rng.uniform(0.07, 0.1)), float(rng.uniform(0.75, 0.95))
    half = count * pitch / 2 + 0.06
    wooden = chance(rng, 0.65)
    frame: Material = "wood" if wooden else "painted_metal"
    colour = timber(rng) if wooden else pick(rng, (BLACK, (0.2, 0.21, 0.22), (0.05, 0.1, 0.05)))
    rails = [
        beam((-half, y, z), (half, y, z), 0.03, 0.05) for z in (0.12, tall) for y in (-0.05, 0.05)
    ]
    rails += [
        beam((x, y, 0), (x, y, tall + 0.03), 0.04, 0.04)
        for x in (-half, half)
        for y in (-0.06, 0.06)
    ]
    rails.append(beam((-half, 0, 0.06), (half, 0, 0.06), 0.14, 0.025))
    parts = [Part(s.join(*rails), frame, colour, smooth=False)]
    cane, r = chance(rng, 0.6), float(rng.uniform(0.011, 0.014))
    straw, loop = _straw(rng), hide(rng)
    for k in range(count):
        if chance(rng, 0.08):
            continue
        if cane:
            path, radius = _bamboo(rng, length, r, 0.006)
        else:
            path, radius = stick_path(rng, length, 0.0), np.full(90, r)
        one = [Part(s.tube_along(path, radius, 12), "wood", straw)]
        one += hand_loop(rng, r, length - 0.05, loop) if chance(rng, 0.6) else []
        x = (k - (count - 1) / 2) * pitch
        parts += moved(one, s.move(x, 0, 0.075) @ s.turn(float(rng.normal(0, 0.8)), (0, 1, 0)))
    return ground(parts)


def _straw(rng: np.random.Generator) -> Colour:
    r, g, b = np.array(pick(rng, STRAW)) * rng.uniform(0.8, 1.15)
    return (float(r), float(g), float(b))


def _bamboo(
    rng: np.random.Generator, length: float, thick: float = 0.0, bow: float = 0.02
) -> tuple[Points, Points]:
    """Path and radii of a stick with nodes: closer together towards the root."""
    r = thick or float(rng.uniform(0.011, 0.016))
    gap = float(rng.uniform(0.12, 0.26))
    nodes = np.cumsum(gap * np.linspace(0.75, 1.2, 20) * rng.uniform(0.9, 1.1, 20))
    swell = float(rng.uniform(0.1, 0.22))
    near = np.concatenate([nodes[nodes < length] + k for k in (-0.012, -0.004, 0.0, 0.004, 0.01)])
    z = np.unique(np.clip(np.concatenate([np.linspace(0, length, 24), near]), 0, length))
    bump = sum(np.exp(-(((z - n) / 0.005) ** 2)) for n in nodes)
    radius = r * (1 - 0.15 * z / length) * (1 + swell * np.asarray(bump))
    line = stick_path(rng, length, float(rng.uniform(0, bow)), float(rng.uniform(0, 0.003)))
    path = np.stack([np.interp(z, line[:, 2], line[:, k]) for k in range(3)], axis=1)
    return path, radius


def _fittings(rng: np.random.Generator, path: Points, radius: Points) -> list[Part]:
    """Caps at the ends, a wound grip, a leather loop: some of them, at least one."""
    low, high = float(radius[2]), float(radius[-3])
    foot, top = path[0], path[-1]
    parts: list[Part] = []
    metal: Material = pick(rng, ("brass", "steel", "dark_steel"))
    if chance(rng, 0.65):
        cap = turned([(high * 1.08, -0.035), (high * 1.14, 0.0), (high * 0.8, 0.004)], metal)
        parts.append(cap.moved(s.move(float(top[0]), float(top[1]), float(top[2]))))
    if chance(rng, 0.45):
        cap = turned([(low * 0.8, -0.003), (low * 1.14, 0.0), (low * 1.08, 0.03)], metal)
        parts.append(cap.moved(s.move(float(foot[0]), float(foot[1]))))
    colour = hide(rng)
    if chance(rng, 0.5):
        tape = float(rng.uniform(0.007, 0.014))
        grip = wrap(0.035, float(rng.uniform(0.16, 0.26)), low * 0.93, tape, 0.0016)
        cloth: Material = pick(rng, ("leather", "leather", "rope"))
        parts.append(Part(grip, cloth, colour if cloth == "leather" else None))
    if not parts or chance(rng, 0.75):
        parts += hand_loop(rng, low * 1.05, 0.045, colour)
    return parts


def _packed(count: int) -> Points:
    """Centres of unit rods packed in rings round one, (count, 2)."""
    spots = [(0.0, 0.0)]
    for ring in (1, 2, 3):
        for k in range(6 * ring):
            corner, step = divmod(k, ring)
            a, b = (np.radians(60 * (corner + i)) for i in (0, 1))
            p = np.array([np.cos(a), np.sin(a)]) * (ring - step)
            q = np.array([np.cos(b), np.sin(b)]) * step
            spots.append((float(p[0] + q[0]), float(p[1] + q[1])))
    return np.array(spots[:count])


def _ties(rng: np.random.Generator, wide: float, length: float) -> list[Part]:
    """Rope turns, straps or tape round the bundle."""
    kind = int(rng.integers(3))
    places = (0.18, 0.82) if chance(rng, 0.5) else (0.14, 0.5, 0.86)
    parts = []
    strap, tape = pick(rng, (BLACK, (0.5, 0.03, 0.02), (0.03, 0.1, 0.3))), (0.5, 0.42, 0.3)
    for share in places:
        z = share * length
        if kind == 0:
            turns = s.helix(wide + 0.003, 0.0085, 5, 22) + np.array([0, 0, z])
            knot = s.at(s.sphere(0.011, 2), s.move(wide + 0.006, 0, z + 0.02))
            tail = s.spline(
                [(wide, 0, z), (wide + 0.02, 0.02, z + 0.03), (wide + 0.012, 0.03, z + 0.09)], 16
            )
            meshes = [s.tube_along(turns, 0.0042, 7), knot, s.tube_along(tail, 0.0038, 7)]
            parts.append(Part(s.join(*meshes), "rope"))
        else:
            tall = 0.03 if kind == 1 else 0.055
            ring = s.at(s.band(wide + 0.002, 0.003, tall, 0, 360), s.move(z=z))
            parts.append(
                Part(ring, "textile" if kind == 1 else "plastic", strap if kind == 1 else tape)
            )
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "lathi": (bamboo_lathi, wooden_lathi, polycarbonate_lathi, bundle, rack),
}
