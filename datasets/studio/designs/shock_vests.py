"""Shock vests: empty and open in front, laid out flat, and on a plain torso; with their sender."""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs import _limb_forms as forms
from datasets.studio.designs._belts import side_release_buckle
from datasets.studio.designs._forms import (
    Design,
    chance,
    dark,
    ground,
    lie_flat,
    pick,
)
from datasets.studio.designs._shock_parts import (
    electrodes,
    lead,
    lock_block,
    receiver_box,
    with_remote,
)
from datasets.studio.designs._signs import BODY_WORDS, lettering, sheet, sticker
from datasets.studio.designs._soft_body import (
    Grid,
    Region,
    SoftBody,
    Values,
    between,
    both,
    cover,
    either,
    outside,
)
from datasets.studio.designs.shock_sleeves import cloth, cloth_colour
from datasets.studio.parts import Part, moved

Outline = NDArray[np.float64]  # (N, 2): x, z
WALL = 0.012  # metres of padded cloth


def vest_on_torso(rng: np.random.Generator) -> list[Part]:
    """A vest closed round a shop-window torso, straps and box in front."""
    body, k = forms.torso(rng)
    trunk = forms.torso_part(body, k, forms.form_finish(rng))
    parts = [trunk, *forms.bust_stand(rng, k)]
    colour = cloth_colour(rng)
    low = float(rng.uniform(0.08, 0.16)) * k
    parts.append(Part(cover(trunk.mesh, _cut(k, low), 0.002, WALL), cloth(rng), colour))
    parts += _straps(rng, body, trunk.mesh, low, 0.0)
    if chance(rng, 0.6):
        parts.append(_front_strip(rng, trunk.mesh, _cut(k, low)))
    parts += _load(rng, body, k, (0.0, 0.0))
    turned = moved(parts, s.turn(float(rng.uniform(-20, 20))))
    return with_remote(rng, ground(turned), 0.6)


def empty_vest(rng: np.random.Generator) -> list[Part]:
    """A padded vest standing on its hem, open in front, electrodes on its back wall inside."""
    body, k = forms.torso(rng)
    colour, low = cloth_colour(rng), 0.1 * k
    gap = float(rng.uniform(0.055, 0.09))
    region = both(_cut(k, low), _open_front(gap))
    skin = body.mesh(0.0095)
    parts = [Part(cover(skin, region, 0.0, WALL), cloth(rng), colour)]
    parts += _straps(rng, body, skin, low, gap + 0.01)
    back = -body.depth(0.0, 0.24 * k)
    studs = electrodes(rng, float(rng.uniform(0.07, 0.1)), float(rng.uniform(0.013, 0.018)), 2)
    parts += moved(studs, s.move(0, back - 0.002, 0.3 * k) @ s.turn(180))
    where = (float(pick(rng, (-1, 1))) * (gap + 0.06), 0.0)
    parts += _load(rng, body, k, where)
    if chance(rng, 0.35):
        return with_remote(rng, lie_flat(parts), 0.6)
    return with_remote(rng, ground(parts), 0.6)


def laid_out_vest(rng: np.random.Generator) -> list[Part]:
    """A vest unfolded at the shoulders, its inside up: lining, electrodes, wires, box, straps."""
    k = float(rng.uniform(0.92, 1.08))
    colour = cloth_colour(rng)
    edge, neck = _pattern(k), s.circle(0.1 * k, 40, (0.0, 0.02 * k)) * (0.72, 1.2)
    parts = [Part(_upright(edge, neck, 0.013, 0.0), cloth(rng), colour)]
    tint = pick(rng, (colour, dark(rng), (0.25, 0.25, 0.26)))
    lining = _upright(edge * 0.95, (neck - (0, 0.02)) * 1.12 + (0, 0.02), 0.003, -0.0125)
    parts.append(Part(lining, pick(rng, ("textile", "foam")), tint))
    seam = dark(rng)
    for line in (edge, neck):
        path = np.stack([line[:, 0], np.full(len(line), -0.0065), line[:, 1]], 1)
        parts.append(Part(s.tube_along(path, 0.0065, 8, closed=True), "webbing", seam))
    parts += _inside(rng, k)
    parts += _side_straps(rng, k)
    turned = moved(lie_flat(parts), s.turn(180 + float(rng.uniform(-30, 30))))
    return with_remote(rng, turned, 0.6)


def _upright(outline: Outline, hole: Outline, thick: float, y: float) -> trimesh.Trimesh:
    """A sheet standing in the plane y, `thick` towards -y, from an outline (x, z)."""
    return s.at(s.extrude(outline, thick, [hole]), s.turn(90, (1, 0, 0)), s.move(y=y))


def _cut(k: float, low: float) -> Region:
    """A vest's region of a torso: hem, arm holes, neck with a dip in front."""
    return both(
        between(low, 0.6 * k),
        outside((0.225 * k, 0.0, 0.45 * k), (0.085 * k, 0.2, 0.125 * k)),
        outside((-0.225 * k, 0.0, 0.45 * k), (0.085 * k, 0.2, 0.125 * k)),
        outside((0.0, -0.02 * k, 0.6 * k), (0.09 * k, 0.12, 0.085 * k)),
        outside((0.0, -0.12 * k, 0.57 * k), (0.06 * k, 0.1, 0.13 * k)),
    )


def _open_front(gap: float) -> Region:
    def region(points: Grid) -> Values:
        front = gap - np.abs(points[..., 0])
        return np.asarray(np.where(points[..., 1] < 0.0, front, -1.0))

    return region


def _straps(
    rng: np.random.Generator, body: SoftBody, skin: trimesh.Trimesh, low: float, gap: float
) -> list[Part]:
    """One or two straps round the trunk; a buckle, or a lock case, in front or at the sides."""
    web = dark(rng)
    places = [low + 0.045, low + 0.16][: int(rng.integers(1, 3))]
    bands = [between(z - 0.02, z + 0.02) for z in places]
    keep = both(either(*bands), _open_front(gap)) if gap else either(*bands)
    parts = [Part(cover(skin, keep, WALL - 0.001, WALL + 0.004), "webbing", web)]
    locked = not gap and chance(rng, 0.4)
    for z in places:
        seat = _seat(body, 0.0 if not gap else gap + 0.02, z)
        if locked:
            parts += moved(lock_block(rng, 0.055, 0.042, 0.02), seat @ s.move(y=-0.002))
            continue
        for side in (1, -1) if not gap else (1,):
            x = side * 0.09 if not gap else gap + 0.012
            clip = s.at(side_release_buckle(0.04), _seat(body, x, z) @ s.move(y=-0.006))
            parts.append(Part(clip, "plastic", dark(rng)))
    return parts


def _seat(body: SoftBody, x: float, z: float) -> s.Matrix:
    """Takes the plane y = 0 to the vest's skin at a place seen from the front."""
    y, beside = (body.depth(v, z, WALL + 0.003) for v in (x, x + 0.01))
    return s.move(x, y, z) @ s.turn(float(np.degrees(np.arctan2(beside - y, 0.01))))


def _front_strip(rng: np.random.Generator, skin: trimesh.Trimesh, vest: Region) -> Part:
    """A zip or a flap of hook and loop down the middle of the front."""
    half = float(rng.uniform(0.009, 0.022))

    def region(points: Grid) -> Values:
        side = np.abs(points[..., 0]) - half
        return np.asarray(np.where(points[..., 1] < 0.0, side, 1.0))

    strip = cover(skin, both(vest, region), WALL - 0.001, WALL + 0.0025)
    return Part(strip, "webbing", pick(rng, (dark(rng), (0.2, 0.2, 0.21))))


def _load(
    rng: np.random.Generator, body: SoftBody, k: float, where: tuple[float, float]
) -> list[Part]:
    """The box in its pocket on the chest, the belly or a side, and a sticker or a service name."""
    wide, tall = float(rng.uniform(0.09, 0.14)), float(rng.uniform(0.1, 0.16))
    deep = float(rng.uniform(0.034, 0.05))
    wide = wide if where[0] == 0.0 else min(wide, 0.085)
    z = float(rng.uniform(0.3, 0.36)) * k
    seat = _seat(body, where[0], z) @ s.move(y=0.009)
    parts = moved(receiver_box(rng, wide, tall, deep), seat)
    share = float(rng.uniform(0.25, 0.5))
    pocket = s.box(wide + 0.012, deep + 0.004, tall * share, 0.006)
    low = s.move(0, -deep / 2, -tall / 2 + tall * share / 2 - 0.004)
    parts.append(Part(s.at(pocket, low, seat), "textile", dark(rng)))
    if chance(rng, 0.6):
        parts.append(_words(rng, body, k))
    return parts


def _words(rng: np.random.Generator, body: SoftBody, k: float) -> Part:
    """A service name or a warning between the shoulder blades."""
    words = sheet(lettering(rng), 0.16 * k) if chance(rng, 0.5) else sticker(rng, 0.1, BODY_WORDS)
    z = 0.42 * k
    return words.moved(s.turn(180) @ s.move(0, body.depth(0.0, z, WALL) - 0.008, z))


def _pattern(k: float) -> Outline:
    """The outline (x, z) of a vest unfolded: front part below, back part above the shoulders."""
    corner = [(0.2, 0.0), (0.128, 0.07), (0.14, 0.15), (0.185, 0.22), (0.215, 0.28), (0.218, 0.36)]
    corner += [(0.218, 0.5), (0.2, 0.535), (0.1, 0.545)]
    right = np.array([*corner[1:][::-1], (0.125, 0.0), *(np.array(corner[1:]) * (1, -0.95))])
    half = np.concatenate([right, right[::-1] * (-1, 1)]) * k
    return s.spline(np.c_[half, np.zeros(len(half))], 160, closed=True)[:, :2]


def _inside(rng: np.random.Generator, k: float) -> list[Part]:
    """Electrodes over the kidneys of the back part, their wires, and the box in its pocket."""
    top = -0.0165
    spot = (0.09 * k, -0.36 * k) if chance(rng, 0.5) else (0.0, 0.14 * k + 0.05)
    wide, tall, deep = 0.09, float(rng.uniform(0.1, 0.13)), float(rng.uniform(0.026, 0.036))
    seat = s.move(spot[0], -0.012, spot[1])
    parts = moved(receiver_box(rng, wide, tall, deep), seat)
    pocket = s.box(wide + 0.02, deep + 0.004, 0.45 * tall, 0.006)
    parts.append(Part(s.at(pocket, s.move(0, -deep / 2, -0.3 * tall), seat), "textile", dark(rng)))
    wire = pick(rng, (dark(rng), (0.5, 0.02, 0.02)))
    for x in (-0.1 * k, 0.1 * k) if chance(rng, 0.7) else (0.0,):
        z = float(rng.uniform(0.3, 0.42)) * k
        pairs = int(rng.integers(1, 3))
        studs = electrodes(rng, float(rng.uniform(0.06, 0.085)), 0.018, pairs)
        parts += moved(studs, s.move(x, top + 0.001, z) @ s.turn(180))
        side = 0.135 * k if x >= 0 else -0.135 * k
        bends = [(side, top, 0.2 * k), (side, top, -0.12 * k)] if spot[1] < 0 else []
        way = [(x, top, z), *bends, (spot[0], top, spot[1])]
        parts.append(Part(lead(way, 0.0018), "rubber", wire))
    return parts


def _side_straps(rng: np.random.Generator, k: float) -> list[Part]:
    """Webbing beyond the edges of the back part, buckles beyond those of the front part."""
    parts, web, plastic = [], dark(rng), dark(rng)
    long = float(rng.uniform(0.08, 0.2))
    for z in (0.33 * k, 0.46 * k)[: int(rng.integers(1, 3))]:
        for side in (-1, 1):
            tail = s.at(s.box(long, 0.0025, 0.038), s.move(side * (0.2 * k + long / 2), -0.004, z))
            stub = s.at(s.box(0.06, 0.0025, 0.038), s.move(side * 0.225 * k, -0.004, -0.9 * z))
            clip = s.at(side_release_buckle(0.038), s.turn(90 - 90 * side))
            clip = s.at(clip, s.move(side * (0.225 * k + 0.045), -0.005, -0.9 * z))
            parts += [Part(tail, "webbing", web), Part(stub, "webbing", web)]
            parts.append(Part(clip, "plastic", plastic))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "shock_sleeve": (vest_on_torso, empty_vest, laid_out_vest),
}
