"""Vests without spikes: plate carriers, soft vests, load-bearing vests."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._armour_forms import (
    Trunk,
    band_round,
    block,
    front_of,
    shown,
    strap_over,
    trunk,
    vest_region,
)
from datasets.studio.designs._belts import side_release_buckle
from datasets.studio.designs._forms import BLACK, Colour, Design, chance, dark, hue, pick
from datasets.studio.designs._print import panel
from datasets.studio.designs._soft_body import between as level
from datasets.studio.designs._soft_body import both, cover
from datasets.studio.designs._word_plates import GUARDS, INK, NAVY, WHITE
from datasets.studio.parts import Part, moved

DRAB: tuple[Colour, ...] = (
    (0.02, 0.02, 0.021),
    (0.02, 0.02, 0.021),
    (0.1, 0.11, 0.05),
    (0.34, 0.26, 0.15),
    (0.016, 0.03, 0.09),
    (0.15, 0.155, 0.16),
)


def plate_carrier(rng: np.random.Generator) -> list[Part]:
    """Front and back panels with rows of webbing, shoulder straps, a cummerbund, pouches."""
    (body, skin), form, cloth = trunk(rng), chance(rng, 0.6), _drab(rng)
    k = body.size
    low, high = 0.17 * k, float(rng.uniform(0.5, 0.53)) * k
    wide = float(rng.uniform(0.14, 0.165)) * k
    parts = []
    for back in (False, True):
        region = both(front_of(wide, low, high, back), vest_region(rng, k, 0.1))
        parts.append(
            Part(cover(skin, region, 0.003, float(rng.uniform(0.022, 0.032))), "textile", cloth)
        )
    for x in (-1, 1):
        keys = [
            (x * 0.095 * k, y * k, z * k)
            for y, z in ((-0.1, 0.45), (-0.06, 0.57), (0, 0.59), (0.06, 0.57), (0.1, 0.45))
        ]
        parts.append(Part(strap_over(body, keys, 0.05, 0.012, 0.016), "textile", cloth))
    side = cover(skin, level(low + 0.015, low + 0.125 * k), 0.003, 0.012)
    parts.append(Part(side, "textile", cloth))
    parts += _webbing(body, wide * 0.82, low + 0.02, low + 0.2 * k, 0.032, cloth)
    parts += _webbing(body, wide * 0.82, low + 0.02, high - 0.06, 0.032, cloth, back=True)
    for x in np.linspace(-0.62, 0.62, int(rng.integers(2, 4))) * wide:
        parts += _pouch(rng, body, float(x), low + 0.085 * k, 0.036, cloth)
    if chance(rng, 0.75):
        parts += _patch(rng, body, high - 0.075 * k, 0.036, 0.17)
    if chance(rng, 0.5):
        parts += _radio(rng, body, wide * 0.75, high - 0.1 * k)
    return shown(rng, skin, parts, form)


def soft_vest(rng: np.random.Generator) -> list[Part]:
    """A smooth concealable or stab vest with hook-and-loop straps at its sides and shoulders."""
    (body, skin), form = trunk(rng), chance(rng, 0.6)
    cloth: Colour = pick(
        rng, (dark(rng), dark(rng), (0.62, 0.62, 0.6), (0.02, 0.035, 0.11), hue(rng, 0.3))
    )
    k = body.size
    region = vest_region(rng, k, float(rng.uniform(0.08, 0.14)))
    thick = float(rng.uniform(0.014, 0.024))
    parts = [
        Part(cover(skin, region, 0.003, thick), pick(rng, ("textile", "textile", "leather")), cloth)
    ]
    tint = pick(rng, (cloth, dark(rng)))
    heights = (0.16, 0.28) if chance(rng, 0.6) else (0.15, 0.22, 0.29)
    for z in heights:
        parts.append(Part(band_round(body, z * k, 0.045, 0.004, thick + 0.002), "webbing", tint))
    for x in (-1, 1):
        keys = [
            (x * 0.105 * k, y * k, z * k)
            for y, z in ((-0.09, 0.49), (-0.05, 0.57), (0.03, 0.58), (0.08, 0.5))
        ]
        parts.append(Part(strap_over(body, keys, 0.042, 0.005, thick + 0.002), "webbing", tint))
    if chance(rng, 0.75):
        parts += _patch(rng, body, float(rng.uniform(0.36, 0.41)) * k, thick + 0.002, 0.2)
    if chance(rng, 0.4):
        parts += _patch(rng, body, 0.42 * k, thick + 0.002, 0.26, back=True)
    return shown(rng, skin, parts, form)


def load_vest(rng: np.random.Generator) -> list[Part]:
    """A load-bearing vest or harness: belt, braces, many pouches, D-rings, hooks, bottle."""
    (body, skin), form, cloth = trunk(rng), chance(rng, 0.65), _drab(rng)
    k = body.size
    parts: list[Part] = []
    if chance(rng, 0.6):
        region = both(
            vest_region(rng, k, 0.12, 0.08),
            lambda p: 0.03 - np.hypot(p[..., 0], np.maximum(p[..., 1], 0)),
        )
        parts.append(Part(cover(skin, region, 0.003, 0.009), "textile", cloth))
    parts.append(Part(band_round(body, 0.12 * k, 0.06, 0.006, 0.006), "webbing", cloth))
    for x in (-1, 1):
        keys = [
            (x * a * k, y * k, z * k)
            for a, y, z in (
                (0.1, -0.1, 0.13),
                (0.1, -0.1, 0.35),
                (0.1, -0.06, 0.57),
                (0.085, 0.05, 0.57),
                (0.06, 0.1, 0.35),
                (0.04, 0.1, 0.13),
            )
        ]
        parts.append(Part(strap_over(body, keys, 0.05, 0.01, 0.012), "webbing", cloth))
        ring = s.at(s.torus(0.016, 0.0025), s.turn(90, (1, 0, 0)))
        parts.append(
            Part(
                s.at(ring, _spot(body, x * 0.1 * k, 0.4 * k, 0.022)),
                pick(rng, ("steel", "dark_steel")),
            )
        )
        for z in (0.24, 0.33)[: int(rng.integers(1, 3))]:
            parts += _pouch(rng, body, x * 0.105 * k, z * k, 0.02, cloth)
    for side in (-0.13, 0.13, -0.05, 0.05)[: int(rng.integers(2, 5))]:
        parts += _pouch(rng, body, side * k, 0.1 * k, 0.016, cloth)
    buckle = s.at(side_release_buckle(0.05), _spot(body, 0.0, 0.12 * k, 0.016))
    parts.append(Part(buckle, "plastic", dark(rng)))
    strap = [(x * k, -0.12 * k, 0.37 * k) for x in (-0.1, -0.04, 0.04, 0.1)]
    parts.append(Part(strap_over(body, strap, 0.025, 0.003, 0.02), "webbing", cloth))
    clip = s.at(side_release_buckle(0.025), _spot(body, 0.0, 0.37 * k, 0.024))
    parts.append(Part(clip, "plastic", BLACK))
    if chance(rng, 0.3):
        parts += _patch(rng, body, 0.43 * k, 0.014, 0.2, back=True)
    return shown(rng, skin, parts, form)


def _drab(rng: np.random.Generator) -> Colour:
    r, g, b = np.array(pick(rng, DRAB)) * rng.uniform(0.75, 1.25)
    return (float(r), float(g), float(b))


def _spot(body: Trunk, x: float, z: float, off: float, back: bool = False) -> s.Matrix:
    """Takes a thing that faces -y at the origin onto the skin, turned as the skin is there."""
    place = body.front((x, z), off, back)
    n = body.facing(place)[0]
    around = s.turn(float(np.degrees(np.arctan2(n[0], -n[1]))))
    tilt = s.turn(float(np.degrees(np.arcsin(np.clip(-n[2], -1, 1)))), (1, 0, 0))
    return s.move(*place[0]) @ around @ tilt


def _webbing(
    body: Trunk, wide: float, low: float, high: float, off: float, cloth: Colour, back: bool = False
) -> list[Part]:
    """Rows of sewn-down webbing across the front or the back."""
    rows: list[trimesh.Trimesh] = []
    x = np.linspace(-wide, wide, 17)
    for z in np.arange(low + 0.02, high, 0.038):
        path = body.front(np.stack([x, 0 * x + z], axis=1), off, back)
        rows.append(s.strap_along(path, 0.003, 0.025, up=(0, 0, 1)))
    tint = (cloth[0] * 1.25 + 0.004, cloth[1] * 1.25 + 0.004, cloth[2] * 1.25 + 0.004)
    return [Part(s.join(*rows), "webbing", tint)]


def _pouch(
    rng: np.random.Generator, body: Trunk, x: float, z: float, off: float, cloth: Colour
) -> list[Part]:
    """A closed pouch with a flap and a snap, or an open one with a magazine or a torch in it."""
    wide, tall, deep = (
        float(rng.uniform(*r)) for r in ((0.06, 0.085), (0.1, 0.14), (0.025, 0.045))
    )
    bag = s.at(block(wide, deep, tall), s.move(y=-deep / 2))
    parts = [Part(bag, "textile", cloth)]
    if chance(rng, 0.7):
        flap = s.at(block(wide * 1.04, deep * 1.1, tall * 0.36), s.move(0, -deep / 2, tall * 0.34))
        pull = s.at(s.box(0.022, 0.004, 0.045, 0.001), s.move(0, -deep * 1.07, tall * 0.17))
        parts += [Part(flap, "textile", cloth), Part(pull, "webbing", dark(rng))]
    else:
        item = s.at(block(wide * 0.75, deep * 0.6, tall * 0.4), s.move(0, -deep / 2, tall * 0.55))
        parts.append(Part(item, pick(rng, ("dark_steel", "plastic")), BLACK))
    return moved(parts, _spot(body, x, z, off))


def _patch(
    rng: np.random.Generator, body: Trunk, z: float, off: float, wide: float, back: bool = False
) -> list[Part]:
    """A printed name patch on chest or back, bent with the body."""
    ground_, ink = pick(rng, ((INK, WHITE), (NAVY, WHITE), (WHITE, INK), ((60, 66, 40), INK)))
    picture = panel([pick(rng, GUARDS)], ground_, ink, ratio=3.4, edge=False)
    tall = wide / 3.4
    u, v = np.meshgrid(np.linspace(0, 1, 13), np.linspace(0, 1, 5))
    side = -1.0 if back else 1.0
    flat = np.stack([side * (u - 0.5) * wide, (v - 0.5) * tall + z], axis=-1).reshape(-1, 2)
    places = body.front(flat, off + 0.0015, back)
    i, j = np.meshgrid(np.arange(4), np.arange(12), indexing="ij")
    a = (i * 13 + j).ravel()
    faces = np.concatenate([np.stack([a, a + 1, a + 14], 1), np.stack([a, a + 14, a + 13], 1)])
    uv = np.stack([u.ravel(), v.ravel()], axis=1)
    visual = trimesh.visual.TextureVisuals(uv=uv)  # type: ignore[no-untyped-call]
    mesh = trimesh.Trimesh(places, faces, visual=visual, process=False)
    return [Part(mesh, "paper", None, picture)]


def _radio(rng: np.random.Generator, body: Trunk, x: float, z: float) -> list[Part]:
    """A radio with its aerial in a holder high on one side."""
    case = s.at(block(0.055, 0.034, 0.1), s.move(y=-0.017))
    aerial = s.at(s.cylinder(0.006, 0.12, 12), s.move(-0.018, -0.017, 0.1))
    knob = s.at(s.cylinder(0.007, 0.02, 12), s.move(0.012, -0.017, 0.056))
    pouch = s.at(block(0.064, 0.042, 0.07), s.move(0, -0.02, -0.02))
    parts: list[Part] = [
        Part(s.join(case, aerial, knob), "matte_plastic", BLACK),
        Part(pouch, "textile", dark(rng)),
    ]
    return moved(parts, _spot(body, x, z, 0.03))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "body_armour": (plate_carrier, soft_vest, load_vest),
}
