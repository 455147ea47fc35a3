"""Body armour with spikes, barbs or saw edges: arm guards, shoulder pieces, vests."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs._armour_forms import (
    Finish,
    Points,
    Trunk,
    band_round,
    front_of,
    gutter,
    ribbon,
    saw,
    set_out,
    shown,
    spike,
    strap_over,
    trunk,
    vest_region,
)
from datasets.studio.designs._belts import frame_buckle
from datasets.studio.designs._forms import BLACK, Design, chance, dark, pick
from datasets.studio.designs._hand import on_skin
from datasets.studio.designs._leather import hide
from datasets.studio.designs._limb_guards import Guard, draw_guard, guard_base, present_guards
from datasets.studio.designs._soft_body import both, cover
from datasets.studio.parts import Material, Part, moved

METALS: tuple[Material, ...] = ("steel", "steel", "chrome", "dark_steel", "brass")


def spiked_guards(rng: np.random.Generator) -> list[Part]:
    """A pair of forearm or shin guards with rows of spikes."""
    guard = draw_guard(rng)
    parts, metal = guard_base(rng, guard), pick(rng, METALS)
    item = spike(rng, (0.025, 0.055))
    rows = pick(rng, ((0.0,), (-32.0, 32.0), (-45.0, 0.0, 45.0)))
    pitch = float(rng.uniform(0.03, 0.05))
    meshes = []
    for i, angle in enumerate(rows):
        z = np.arange(0.03 + 0.5 * pitch * (i % 2), guard.long - 0.02, pitch)
        spots = guard.line(angle, z)
        meshes.append(set_out(item, spots, np.tile(guard.normal(angle), (len(z), 1))))
    parts.append(Part(s.join(*meshes), metal, smooth=False))
    return present_guards(rng, guard, parts)


def saw_guards(rng: np.random.Generator) -> list[Part]:
    """Arm or shin guards with one to three saw-edged blades along the shell, or hooked barbs."""
    guard = draw_guard(rng)
    parts, metal = guard_base(rng, guard), pick(rng, METALS)
    plates = [
        plate
        for a in pick(rng, ((0.0,), (-30.0, 30.0), (-40.0, 0.0, 40.0)))
        for plate in _blade(rng, guard, a)
    ]
    parts.append(Part(s.join(*plates), metal, smooth=False))
    return present_guards(rng, guard, parts)


def shoulder_pieces(rng: np.random.Generator) -> list[Part]:
    """Two shoulder shells set with spikes, joined by straps over the chest; on a form or lying."""
    (body, skin), form = trunk(rng), chance(rng, 0.65)
    k, metal = body.size, pick(rng, METALS)
    shells: tuple[Finish, ...] = (
        ("leather", hide(rng)),
        ("dark_steel", None),
        ("plastic", dark(rng)),
        ("steel", None),
    )
    shell = pick(rng, shells)
    item, parts = spike(rng, (0.035, 0.075)), []
    one = _pauldron(rng, shell, item, metal)
    for x in (-1, 1):
        place = (
            s.move(x * 0.185 * k, 0.004, 0.495 * k) @ s.turn(-x * 36, (0, 1, 0)) @ s.turn(90 * x)
        )
        parts += moved(one, place)
    belt = hide(rng)
    for y, z in ((-1, 0.43), (1, 0.44)):
        keys = [
            (x * k, y * 0.13 * k, (z + 0.4 * abs(x)) * k) for x in (-0.16, -0.08, 0.0, 0.08, 0.16)
        ]
        parts.append(Part(strap_over(body, keys, 0.032, 0.004, 0.004), "leather", belt))
    spot = body.front((0.0, 0.43 * k), 0.009)[0]
    parts.append(Part(s.at(frame_buckle(0.034, 0.044, 0.0025, 1), s.move(*spot)), "steel"))
    if chance(rng, 0.4):
        parts.append(Part(band_round(body, 0.33 * k, 0.035, 0.004, 0.004), "leather", belt))
    return shown(rng, skin, parts, form)


def spiked_vest(rng: np.random.Generator) -> list[Part]:
    """A vest or breastplate with spikes on chest, back and shoulders."""
    (body, skin), form = trunk(rng), chance(rng, 0.7)
    k, metal = body.size, pick(rng, METALS)
    shells: tuple[Finish, ...] = (
        ("leather", hide(rng)),
        ("textile", dark(rng)),
        ("plastic", dark(rng)),
        ("dark_steel", None),
        ("steel", None),
    )
    look = pick(rng, shells)
    thick = float(rng.uniform(0.014, 0.022))
    parts = [Part(cover(skin, vest_region(rng, k, 0.12), 0.003, thick), *look)]
    parts += _closures(rng, body, thick)
    item = spike(rng, (0.03, 0.055))
    pitch = float(rng.uniform(0.05, 0.075)) * k
    meshes = []
    for back in (False, True):
        spots = body.front(_chest(k, pitch), thick, back)
        meshes.append(set_out(item, spots, body.facing(spots)))
    tops = _shoulder_line(body, thick, pitch)
    meshes.append(set_out(item, tops, body.facing(tops)))
    parts.append(Part(s.join(*meshes), metal, smooth=False))
    return shown(rng, skin, parts, form)


def plated_vest(rng: np.random.Generator) -> list[Part]:
    """A cloth vest with bolted plates whose edges are sawn, and saw blades on the shoulders."""
    (body, skin), form = trunk(rng), chance(rng, 0.7)
    k, metal = body.size, pick(rng, METALS)
    cloth = dark(rng) if chance(rng, 0.7) else hide(rng)
    region = vest_region(rng, k, 0.12)
    parts = [
        Part(cover(skin, region, 0.003, 0.012), "textile", cloth),
        *_closures(rng, body, 0.012),
    ]
    teeth = []
    for low, high, wide in ((0.37, 0.48, 0.125), (0.25, 0.345, 0.115), (0.145, 0.225, 0.105)):
        for back in (False, True):
            area = both(front_of(wide * k, low * k, high * k, back), region)
            parts.append(Part(cover(skin, area, 0.012, 0.019), metal))
            teeth.append(_toothed_edge(body, wide * 0.86 * k, (low + 0.006) * k, back))
    parts.append(Part(s.join(*teeth), metal, smooth=False))
    blades = []
    for x in (-1, 1):
        path = _shoulder_path(body, x, 0.013)
        up = body.facing(path)
        blades.append(_toothed(path, up, 0.038, 0.022))
    parts.append(Part(s.join(*blades), metal, smooth=False))
    return shown(rng, skin, parts, form)


def _blade(rng: np.random.Generator, guard: Guard, degrees: float) -> list[trimesh.Trimesh]:
    """A saw blade standing along the shell on two angle feet, or a row of hooked barbs."""
    long = guard.long * 0.82
    tall = float(rng.uniform(0.022, 0.04))
    hooked = chance(rng, 0.5)
    plate = saw(long, tall, float(rng.uniform(0.02, 0.034)), 0.0028, hooked)
    lean = np.degrees(
        np.arctan((guard.depth(guard.long * 0.9) - guard.depth(guard.long * 0.1)) / long)
    )
    low = guard.long * 0.09
    foot = guard.line(0, np.array([low]), -0.001)[0]
    placed = s.at(plate, s.turn(float(lean), (1, 0, 0)), s.move(*foot), s.turn(degrees))
    flange = s.at(s.box(0.018, 0.003, long), s.move(z=long / 2))
    return [placed, s.at(flange, s.turn(float(lean), (1, 0, 0)), s.move(*foot), s.turn(degrees))]


def _pauldron(
    rng: np.random.Generator, shell: Finish, item: trimesh.Trimesh, metal: Material
) -> list[Part]:
    """A dome over a shoulder with lames below, spikes standing on all; its middle looks to -y."""
    wide = float(rng.uniform(0.08, 0.092))
    keys = np.array(
        [
            (0.0, 1.0, 1.08),
            (0.03, 0.96, 1.02),
            (0.055, 0.8, 0.86),
            (0.072, 0.5, 0.52),
            (0.078, 0.06, 0.06),
        ]
    )
    meshes = [gutter(keys * (1, wide, wide), 165, 375, 0.005)]
    spots, ways = [], []
    for z, a, b in ((0.03, 0.97, 1.03), (0.062, 0.68, 0.72)):
        for angle in np.radians(np.arange(190, 351, 40 if z < 0.05 else 53)):
            spots.append((wide * a * np.cos(angle), wide * b * np.sin(angle), z))
            ways.append((np.cos(angle), np.sin(angle), 0.35 if z < 0.05 else 1.1))
    spots.append((0.0, 0.0, 0.078))
    ways.append((0.0, 0.0, 1.0))
    for i in range(int(rng.integers(1, 3))):
        top, k = -0.03 * i + 0.006, 1.05 + 0.05 * i
        lame = [
            (top - 0.042, wide * (k + 0.05), wide * (k + 0.1)),
            (top, wide * k, wide * (k + 0.06)),
        ]
        meshes.append(gutter(lame, 172, 368, 0.005))
        for angle in np.radians(np.arange(195, 346, 37.5)):
            spots.append(
                (wide * (k + 0.03) * np.cos(angle), wide * (k + 0.09) * np.sin(angle), top - 0.026)
            )
            ways.append((np.cos(angle), np.sin(angle), 0.0))
    normals = np.array(ways) / np.linalg.norm(ways, axis=1, keepdims=True)
    spikes = set_out(item, np.array(spots), normals)
    return [Part(s.join(*meshes), *shell), Part(spikes, metal, smooth=False)]


def _closures(rng: np.random.Generator, body: Trunk, thick: float) -> list[Part]:
    """Side straps round the trunk and shoulder straps with buckles."""
    k, parts = body.size, []
    leather = chance(rng, 0.5)
    belt = hide(rng) if leather else dark(rng)
    for z in (0.16, 0.26):
        band = band_round(body, z * k, 0.032, 0.003, thick + 0.001)
        parts.append(Part(band, "leather" if leather else "webbing", belt))
    for x in (-1, 1):
        keys = [
            (x * 0.1 * k, y * k, z * k)
            for y, z in ((-0.09, 0.49), (-0.04, 0.575), (0.03, 0.58), (0.08, 0.5))
        ]
        parts.append(Part(strap_over(body, keys, 0.034, 0.004, thick + 0.001), "leather", BLACK))
        spot = body.front((x * 0.1 * k, 0.485 * k), thick + 0.006)[0]
        parts.append(Part(s.at(frame_buckle(0.03, 0.04, 0.0022, 1), s.move(*spot)), "steel"))
    return parts


def _chest(k: float, pitch: float) -> Points:
    """Staggered places (x, z) on chest and belly."""
    spots = []
    for i, z in enumerate(np.arange(0.2 * k, 0.47 * k, pitch)):
        half = 0.115 * k if z < 0.4 * k else 0.1 * k
        count = max(2, int(2 * half / pitch) + (i % 2))
        spots += [(float(x), float(z)) for x in np.linspace(-half, half, count)]
    return np.array(spots)


def _shoulder_path(body: Trunk, side: int, off: float) -> Points:
    """A line over one shoulder from neck to arm, on the vest."""
    k = body.size
    x = np.linspace(0.1, 0.175, 14) * k * side
    return on_skin(body, np.stack([x, 0 * x + 0.004, 0 * x + 0.6 * k], axis=1), off)


def _shoulder_line(body: Trunk, off: float, pitch: float) -> Points:
    """Places for spikes on both shoulders."""
    lines = [_shoulder_path(body, side, off)[::5] for side in (-1, 1)]
    return np.concatenate(lines)


def _toothed_edge(body: Trunk, half: float, z: float, back: bool) -> trimesh.Trimesh:
    """A row of teeth standing off a plate's lower edge."""
    x = np.linspace(-half, half, 15)
    path = body.front(np.stack([x, 0 * x + z], axis=1), 0.0185, back)
    return _toothed(path, body.facing(path), 0.036, 0.024)


def _toothed(path: Points, normals: Points, tall: float, wide: float) -> trimesh.Trimesh:
    """A foot strip along a path and flat pointed teeth standing on it."""
    tooth = s.at(s.cone(wide * 0.5, tall, 4), s.scale(1, 0.32, 1))
    length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    count = max(4, int(length / (wide * 0.85)))
    shares, grid = np.linspace(0.03, 0.97, count), np.linspace(0, 1, len(path))
    way = np.gradient(path, axis=0)
    teeth = [ribbon(path, normals, 0.014, 0.003)]
    for t in shares:
        p, n, w = (
            np.array([np.interp(t, grid, v[:, k]) for k in range(3)]) for v in (path, normals, way)
        )
        w = w - n * (w @ n) / (n @ n)
        frame = np.eye(4)
        frame[:3, 0], frame[:3, 2] = w / np.linalg.norm(w), n / np.linalg.norm(n)
        frame[:3, 1] = np.cross(frame[:3, 2], frame[:3, 0])
        frame[:3, 3] = p
        teeth.append(s.at(tooth, frame))
    return s.join(*teeth)


DESIGNS: dict[str, tuple[Design, ...]] = {
    "spiked_armour": (spiked_guards, saw_guards, shoulder_pieces, spiked_vest, plated_vest),
}
