"""Sjamboks: stiff tapered whips in one piece, moulded or of rolled hide, alone and in bundles."""

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
    hue,
    pick,
    turned,
    wrist_strap,
)
from datasets.studio.designs._leather import (
    Points,
    even,
    hand_loop,
    hide,
    pose_long,
    stick_path,
    wrap,
)
from datasets.studio.parts import Part, moved

HORN: tuple[Colour, ...] = ((0.2, 0.1, 0.035), (0.33, 0.2, 0.08), (0.07, 0.035, 0.016))


def moulded(rng: np.random.Generator) -> list[Part]:
    """The police kind of plastic: ribbed grip with butt and stop, thin tip, wrist cord."""
    length, colour = float(rng.uniform(0.9, 1.25)), dark(rng) if chance(rng, 0.7) else hue(rng, 0.1)
    path, radius = _taper(rng, length, float(rng.uniform(0.0, 0.05)))
    parts = [Part(s.tube_along(path, radius, 16), pick(rng, ("plastic", "rubber")), colour)]
    r, end = float(radius[4]), float(rng.uniform(0.13, 0.19))
    count = int(rng.integers(9, 18))
    edges = np.linspace(0.022, end, 2 * count + 1)
    ribbed = [(r * (1.3 if i % 2 else 1.16), float(z)) for i, z in enumerate(edges)]
    grip = [(r * 1.0, -0.006), (r * 1.6, 0.0), (r * 1.6, 0.012), (r * 1.15, 0.018), *ribbed]
    grip += [(r * 1.6, end + 0.004), (r * 1.6, end + 0.012), (r * 1.02, end + 0.03)]
    own = chance(rng, 0.6)
    parts.append(turned(grip, "plastic" if own else "rubber", colour if own else dark(rng)))
    rings = [
        s.at(s.torus(_at(radius, path, z), 0.0022), s.move(z=z)) for z in (end + 0.06, end + 0.075)
    ]
    parts.append(Part(s.at(s.join(*rings), _offset(path, end + 0.07)), "plastic", colour))
    if chance(rng, 0.8):
        parts.append(wrist_strap(rng, (0, 0, 0.002), float(rng.uniform(0.11, 0.16)), BLACK))
    return pose_long(rng, parts)


def rolled_hide(rng: np.random.Generator) -> list[Part]:
    """The old kind: one strip of hide rolled into a tapering rod, twisted, bound at the grip."""
    length, colour = float(rng.uniform(0.95, 1.45)), _horn(rng)
    path, radius = _taper(rng, length, float(rng.uniform(0.01, 0.09)), wave=0.006)
    parts = [Part(s.tube_along(path, radius, 14), "leather", colour)]
    if chance(rng, 0.65):
        parts.append(Part(_twist(path, radius, int(rng.integers(6, 14))), "leather", colour))
    r = float(radius[4])
    knob = [(r * 0.6, -0.012), (r * 1.5, -0.004), (r * 1.6, 0.008), (r * 1.2, 0.02)]
    parts.append(turned([*knob, (r, 0.026)], "leather", colour))
    if chance(rng, 0.75):
        bound = wrap(
            0.026,
            float(rng.uniform(0.15, 0.24)),
            r * 0.96,
            float(rng.uniform(0.006, 0.012)),
            0.0016,
        )
        parts.append(Part(bound, pick(rng, ("leather", "leather", "rope")), hide(rng)))
    if chance(rng, 0.75):
        parts += hand_loop(rng, r * 1.1, 0.03, hide(rng))
    return pose_long(rng, parts)


def curved(rng: np.random.Generator) -> list[Part]:
    """One that has taken a bend: leather or plastic, lying in a wide bow or a hook."""
    length = float(rng.uniform(0.95, 1.4))
    plastic = chance(rng, 0.5)
    colour = dark(rng) if plastic else _horn(rng)
    t = np.linspace(0, 1, 120)
    turn = np.radians(float(rng.uniform(50, 150))) * t ** float(rng.uniform(1.2, 2.6))
    step = np.stack([np.cos(turn), np.sin(turn), 0 * t], axis=1) * length / 120
    path = np.cumsum(step, axis=0)
    _, radius = _taper(rng, length, 0.0)
    radius = np.interp(t, np.linspace(0, 1, len(radius)), radius)
    lift = radius * (1 + 0.5 * np.sin(t * 5 + rng.uniform(0, 6)) ** 2)
    path[:, 2] = lift
    body = Part(s.tube_along(path, radius, 14), "plastic" if plastic else "leather", colour)
    parts = [body]
    if not plastic:
        parts.append(Part(_twist(path, radius, int(rng.integers(6, 12))), "leather", colour))
    r = float(radius[3])
    end = float(rng.uniform(0.14, 0.22))
    cover = [(r * 1.0, -0.008), (r * 1.55, 0.0), (r * 1.5, 0.012), (r * 1.18, 0.02)]
    cover += [
        (r * (1.22 if i % 2 else 1.14), 0.024 + i * 0.007) for i in range(int((end - 0.03) / 0.007))
    ]
    grip = turned(
        [*cover, (r * 1.35, end), (r, end + 0.01)], "rubber" if plastic else "leather", dark(rng)
    )
    onto = s.move(*path[0]) @ s.turn(90, (0, 1, 0))
    parts.append(grip.moved(onto))
    parts += [p.moved(onto) for p in hand_loop(rng, r * 1.1, 0.03, BLACK)]
    return ground(parts)


def bundle(rng: np.random.Generator) -> list[Part]:
    """Several alike side by side or tied together, as they are shipped."""
    count, length = int(rng.integers(3, 8)), float(rng.uniform(0.9, 1.2))
    colour = pick(rng, (dark(rng), dark(rng), _horn(rng)))
    plastic, tied = chance(rng, 0.6), chance(rng, 0.5)
    parts: list[Part] = []
    for k in range(count):
        path, radius = _taper(rng, length, 0.004)
        r = float(radius[4])
        one = [Part(s.tube_along(path, radius, 12), "plastic" if plastic else "leather", colour)]
        grip = [(r * 1.05, -0.004), (r * 1.5, 0.0), (r * 1.45, 0.014)]
        grip += [(r * (1.24 if i % 2 else 1.12), 0.02 + 0.009 * i) for i in range(13)]
        one.append(
            turned(
                [*grip, (r * 1.4, 0.142), (r, 0.15)], "rubber" if plastic else "leather", dark(rng)
            )
        )
        if tied:
            a = 2 * np.pi * k / (count - 1) if k else 0.0
            spot = s.move(*(0.038 * np.array([np.cos(a), np.sin(a)]) if k else (0, 0)))
        else:
            one.append(wrist_strap(rng, (0, 0, 0), 0.12))
            spot = s.move(float(rng.normal(0, 0.008)), (k - count / 2) * 0.055) @ s.turn(
                90, (0, 1, 0)
            )
            spot = spot @ s.turn(float(rng.normal(0, 1.2)), (1, 0, 0))
        parts += moved(one, spot)
    if not tied:
        return ground(parts)
    for z, wide in ((0.17, 0.057), (0.62 * length, 0.049)):
        band = s.at(s.band(wide, 0.003, 0.028, 0, 360), s.move(z=z))
        parts.append(
            Part(band, pick(rng, ("textile", "plastic")), pick(rng, (BLACK, (0.5, 0.42, 0.3))))
        )
    return pose_long(rng, parts, 0.25)


def _horn(rng: np.random.Generator) -> Colour:
    r, g, b = np.array(pick(rng, HORN)) * rng.uniform(0.8, 1.2)
    return (float(r), float(g), float(b))


def _taper(
    rng: np.random.Generator, length: float, bow: float, wave: float = 0.002
) -> tuple[Points, Points]:
    """Path up z and radii of a rod that thins from its grip to its tip."""
    path = stick_path(rng, length, bow, float(rng.uniform(0, wave)))
    path = even(path, 90)
    t = np.linspace(0, 1, 90)
    thick, thin = float(rng.uniform(0.0135, 0.0175)), float(rng.uniform(0.0025, 0.004))
    return path, thin + (thick - thin) * (1 - t) ** float(rng.uniform(0.85, 1.25))


def _at(radius: Points, path: Points, z: float) -> float:
    return float(np.interp(z, path[:, 2], radius))


def _offset(path: Points, z: float) -> s.Matrix:
    """Moves a ring about the z axis onto the path at a height."""
    return s.move(*(float(np.interp(z, path[:, 2], path[:, k])) for k in (0, 1)))


def _twist(path: Points, radius: Points, turns: int) -> trimesh.Trimesh:
    """Two shallow ridges that wind round the rod."""
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    side = np.cross(tangent, (0.0, 1.0, 0.2))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    other = np.cross(tangent, side)
    fine = np.linspace(0, 1, 60 + 14 * turns)
    grid = np.linspace(0, 1, len(path))
    c, a, b = (
        np.stack([np.interp(fine, grid, v[:, k]) for k in range(3)], 1) for v in (path, side, other)
    )
    r = np.interp(fine, grid, radius)[:, None]
    meshes = []
    for start in (0.0, np.pi):
        angle = (2 * np.pi * turns * fine + start)[:, None]
        line = c + 0.9 * r * (np.cos(angle) * a + np.sin(angle) * b)
        meshes.append(s.tube_along(line, 0.24 * r[:, 0], 6))
    return s.join(*meshes)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "sjambok": (moulded, rolled_hide, curved, bundle),
}
