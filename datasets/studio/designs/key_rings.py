"""Key rings: split rings with keys and fobs, bunches, carabiners, bottle openers."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._forms import Design, chance, dark, ground, hue, pick
from datasets.studio.designs._hardware import flat_key
from datasets.studio.designs._ratchet import Finish
from datasets.studio.parts import Part, moved

METALS: tuple[Finish, ...] = (("brass", None), ("steel", None), ("chrome", None))


def ring_with_keys(rng: np.random.Generator) -> list[Part]:
    """One to six keys fanned out on a split ring, often with a fob."""
    radius = float(rng.uniform(0.011, 0.018))
    parts = [Part(split_ring(radius), "chrome")]
    things = [_key(rng) for _ in range(int(rng.integers(1, 6)))]
    if chance(rng, 0.6):
        things.append(_fob(rng))
    return ground(moved(parts + _fan(rng, radius, things), s.turn(float(rng.uniform(0, 360)))))


def key_bunch(rng: np.random.Generator) -> list[Part]:
    """A gaoler's or caretaker's bunch: a large ring with many keys, old or new."""
    radius = float(rng.uniform(0.025, 0.055))
    wire = float(rng.uniform(0.0015, 0.003))
    old = chance(rng, 0.4)
    finish: Finish = ("rust", (0.12, 0.07, 0.045)) if old else ("steel", None)
    things = [_old_key(rng, finish) if old else _key(rng) for _ in range(int(rng.integers(5, 11)))]
    return ground([Part(s.torus(radius, wire), *finish), *_fan(rng, radius, things)])


def carabiner_keys(rng: np.random.Generator) -> list[Part]:
    """A small aluminium carabiner that carries split rings with keys."""
    colour = hue(rng, 0.25)
    long, wide, wire = (
        float(rng.uniform(*r)) for r in ((0.05, 0.08), (0.024, 0.036), (0.002, 0.0036))
    )
    keys = [
        (-0.5, 0.25),
        (-0.35, 0.48),
        (0.2, 0.5),
        (0.5, 0.3),
        (0.5, -0.2),
        (0.3, -0.42),
        (-0.4, -0.42),
    ]
    body = s.spline(np.array([(x * long, y * wide, 0.0) for x, y in keys]), 70)
    gate = np.linspace(body[-1], body[0], 20)
    parts = [
        Part(s.tube_along(body, wire, 14), "painted_metal", colour),
        Part(s.tube_along(gate, wire * 0.75, 12), "steel"),
    ]
    radius = 0.012
    hung = [Part(s.at(split_ring(radius), s.move(radius)), "chrome")]
    hung += moved(
        _fan(rng, radius, [_key(rng) for _ in range(int(rng.integers(1, 5)))]), s.move(radius)
    )
    parts += moved(hung, s.move(long * 0.48, 0.0, 0.001))
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def opener_ring(rng: np.random.Generator) -> list[Part]:
    """A bottle opener on a ring, with or without keys."""
    radius = float(rng.uniform(0.011, 0.015))
    things = [_opener(rng)] + [_key(rng) for _ in range(int(rng.integers(0, 4)))]
    parts = [Part(split_ring(radius), "chrome"), *_fan(rng, radius, things)]
    return ground(moved(parts, s.turn(float(rng.uniform(0, 360)))))


def empty_rings(rng: np.random.Generator) -> list[Part]:
    """Split rings of several sizes, some on a short chain."""
    parts: list[Part] = []
    for i in range(int(rng.integers(2, 6))):
        radius = float(rng.uniform(0.008, 0.02))
        place = s.move(i * 0.042, float(rng.normal(0, 0.008))) @ s.turn(float(rng.uniform(0, 360)))
        one = [Part(split_ring(radius), pick(rng, ("chrome", "steel", "brass")))]
        if chance(rng, 0.4):
            path = np.linspace((radius, 0, 0), (radius + 0.03, 0.004, 0), 20)
            one.append(Part(s.chain_along(path, 0.007, 0.005, 0.0006), "chrome"))
        parts += moved(ground(one), place)
    return ground(parts)


def split_ring(radius: float) -> trimesh.Trimesh:
    """A flat spring wire wound twice."""
    path = s.helix(radius, 0.0013, 1.95, 60)
    return s.tube_along(path, 0.0009, 10)


def _fan(rng: np.random.Generator, radius: float, things: list[list[Part]]) -> list[Part]:
    """Things whose eye is at the origin and that reach along x, laid round one side of a ring."""
    count = len(things)
    spread = min(300.0, 38.0 * count)
    parts: list[Part] = []
    for i, thing in enumerate(things):
        angle = (i - (count - 1) / 2) * spread / max(count, 1) + float(rng.normal(0, 8))
        lift = 0.0012 * (i % 4)
        parts += moved(
            thing, s.turn(angle) @ s.move(radius, 0, lift) @ s.turn(float(rng.normal(0, 10)))
        )
    return parts


def _key(rng: np.random.Generator) -> list[Part]:
    """A flat key with its eye at the origin."""
    return moved(flat_key(rng, pick(rng, METALS)), s.move(x=0.006))


def _old_key(rng: np.random.Generator, finish: Finish) -> list[Part]:
    """A lever-lock key: round bow, long shank, bit with notches."""
    long, bow = float(rng.uniform(0.05, 0.1)), float(rng.uniform(0.010, 0.016))
    ring = s.at(s.torus(bow, bow * 0.2), s.scale(1.2, 1, 1), s.move(bow))
    shank = s.at(
        s.cylinder(bow * 0.25, long, 18), s.turn(90, (0, 1, 0)), s.move(2 * bow + long / 2)
    )
    collar = s.at(s.cylinder(bow * 0.42, bow * 0.3, 18), s.turn(90, (0, 1, 0)), s.move(2.5 * bow))
    bit = s.at(s.box(bow * 1.1, bow * 1.3, 0.003), s.move(2 * bow + long - bow * 0.8, bow * 0.8))
    notch = s.at(s.box(bow * 0.25, bow * 0.7, 0.01), s.move(2 * bow + long - bow * 0.8, bow * 1.3))
    return [Part(s.join(ring, shank, collar, s.cut(bit, notch)), *finish)]


def _fob(rng: np.random.Generator) -> list[Part]:
    """A car-key fob, a leather tab, a coloured tag or a round token."""
    kind = int(rng.integers(4))
    eye = s.at(s.torus(0.005, 0.0009), s.move(0.003))
    parts = [Part(eye, "chrome")]
    if kind == 0:
        body = s.at(s.box(0.06, 0.034, 0.013, 0.0055), s.move(0.038))
        keys = [
            s.at(s.cylinder(0.006, 0.002, 24), s.move(x, 0, 0.0065)) for x in (0.026, 0.041, 0.055)
        ]
        return [
            *parts,
            Part(body, "plastic", dark(rng)),
            Part(s.join(*keys), "rubber", (0.1, 0.1, 0.1)),
        ]
    if kind == 1:
        tab = s.at(s.box(0.07, 0.022, 0.004, 0.0018), s.move(0.042))
        rivet = s.at(s.cylinder(0.0035, 0.0055, 20), s.move(0.014))
        return [*parts, Part(tab, "leather", hue(rng, 0.3)), Part(rivet, "chrome")]
    if kind == 2:
        tag = s.at(s.box(0.05, 0.026, 0.005, 0.0022), s.move(0.033))
        slip = s.at(s.box(0.034, 0.017, 0.0056, 0.0005), s.move(0.036))
        return [*parts, Part(tag, "plastic", hue(rng, 0.05)), Part(slip, "paper")]
    disc = s.at(s.cylinder(float(rng.uniform(0.013, 0.02)), 0.003, 40), s.move(0.022))
    return [*parts, Part(disc, pick(rng, ("brass", "steel", "wood", "plastic")))]


def _opener(rng: np.random.Generator) -> list[Part]:
    """A flat metal opener: handle, round head with the mouth cut out."""
    long, head = float(rng.uniform(0.045, 0.07)), float(rng.uniform(0.014, 0.018))
    hold = s.at(s.extrude(s.circle(0.006, 30), 0.003), s.move(0.004))
    bar = s.at(s.box(long, 0.014, 0.003, 0.001), s.move(long / 2 + 0.004, 0, 0.0015))
    eye = s.at(s.cylinder(0.003, 0.02, 20), s.move(0.004))
    disc = s.at(s.cylinder(head, 0.003, 40), s.move(long + head * 0.6, 0, 0.0015))
    mouth = s.at(s.cylinder(head * 0.62, 0.02, 32), s.scale(1, 1.1, 1), s.move(long + head * 0.7))
    tooth = s.at(s.box(0.006, 0.009, 0.003), s.move(long + head * 0.15, 0, 0.0015))
    mesh = s.cut(s.union(hold, bar, disc), eye, mouth)
    finish: tuple[Finish, ...] = (
        ("chrome", None),
        ("painted_metal", hue(rng, 0.1)),
        ("aluminium", None),
    )
    return [Part(s.join(mesh, tooth), *pick(rng, finish))]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "key_ring": (ring_with_keys, key_bunch, carabiner_keys, opener_ring, empty_rings),
}
