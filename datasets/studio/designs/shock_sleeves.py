"""Shock sleeves for arm or leg: empty, opened flat, and on a plain limb; with their sender."""

from __future__ import annotations

import numpy as np
import trimesh
from numpy.typing import NDArray

from datasets.studio import shapes as s
from datasets.studio.designs import _limb_forms as forms
from datasets.studio.designs._belts import side_release_buckle
from datasets.studio.designs._forms import (
    Colour,
    Design,
    chance,
    dark,
    ground,
    hue,
    lie_flat,
    pick,
    slab,
)
from datasets.studio.designs._shock_parts import (
    electrodes,
    lead,
    receiver_box,
    with_remote,
)
from datasets.studio.designs._soft_body import SoftBody, between, cover
from datasets.studio.parts import Material, Part, moved

Waves = NDArray[np.float64]  # (W, 4): count round, phase, drift with height, depth


def empty_sleeve(rng: np.random.Generator) -> list[Part]:
    """A cloth tube, a little collapsed: its box in front or on top, electrodes in its mouth."""
    low, high = float(rng.uniform(0.042, 0.056)), float(rng.uniform(0.056, 0.074))
    tall, colour, waves = float(rng.uniform(0.16, 0.27)), cloth_colour(rng), _waves(rng)
    squash = float(rng.uniform(0.74, 0.98))
    parts = [Part(_tube(low, high, 0.0, tall, 0.0045, waves, squash), cloth(rng), colour)]
    web = dark(rng)
    for share in np.linspace(0.14, 0.86, int(rng.integers(2, 4))):
        z, r = float(share) * tall, low + (high - low) * float(share)
        ring = _tube(r + 0.0045, r + 0.0045, z - 0.0125, z + 0.0125, 0.0025, waves, squash)
        parts.append(Part(ring, "webbing", web))
        clip = s.at(side_release_buckle(0.024), s.move(0, -r - 0.009, z))
        side = s.turn(float(rng.uniform(62, 100))) @ s.scale(1, squash, 1)
        parts.append(Part(s.at(clip, side), "plastic", dark(rng)))
    mid = squash * (low + high) / 2
    parts += moved(_pack(rng, 0.5 * tall, colour), s.move(0, -mid + 0.004, 0.52 * tall))
    inside = electrodes(rng, 0.5 * mid + 0.022, float(rng.uniform(0.009, 0.013)))
    parts += moved(inside, s.move(0, squash * high - 0.0035, tall - 0.035) @ s.turn(180))
    lying = s.turn(180) @ s.turn(-90, (1, 0, 0))  # the mouth towards the front, the box on top
    pose = pick(rng, (s.turn(0), s.turn(0), lying))
    turned = moved(parts, s.turn(float(rng.uniform(-35, 35))) @ pose)
    return with_remote(rng, turned, 0.65)


def opened_sleeve(rng: np.random.Generator) -> list[Part]:
    """A sleeve unwrapped flat, its inside with the electrodes up, the box on its lead beside."""
    wide, tall = float(rng.uniform(0.26, 0.36)), float(rng.uniform(0.15, 0.23))
    colour, taper = cloth_colour(rng), float(rng.uniform(0.78, 0.95))
    parts = [Part(slab(_wrap(wide, tall, taper), 0.008, 0.003), cloth(rng), colour)]
    lining = s.at(slab(_wrap(wide - 0.016, tall - 0.016, taper), 0.004, 0.001), s.move(y=-0.003))
    parts.append(Part(lining, pick(rng, ("textile", "foam")), pick(rng, (colour, dark(rng)))))
    pairs = int(rng.integers(1, 3))
    studs = electrodes(rng, float(rng.uniform(0.06, 0.09)), float(rng.uniform(0.012, 0.016)), pairs)
    x = float(rng.uniform(-0.15, 0.15)) * wide
    parts += moved(studs, s.move(x, -0.0065) @ s.turn(180))
    parts += _tapes(rng, wide, tall)
    flat = lie_flat(parts)
    flat += _box_on_lead(rng, x, wide, tall)
    return with_remote(rng, moved(flat, s.turn(float(rng.uniform(-40, 40)))), 0.6)


def sleeve_on_arm(rng: np.random.Generator) -> list[Part]:
    """A sleeve strapped round the forearm of a plain form, lying or standing."""
    body, k = forms.arm(rng)
    whole = body.mesh(0.0045, keep=between(-0.24 * k, 0.2 * k))
    parts = [Part(whole, *forms.form_finish(rng)), forms.end_cap(rng, whole, low=True)]
    parts += _worn(rng, body, whole, (-0.19 * k, -0.035 * k))
    if chance(rng, 0.3):
        return with_remote(rng, parts, 0.6)
    return with_remote(rng, lie_flat(parts), 0.6)


def sleeve_on_leg(rng: np.random.Generator) -> list[Part]:
    """A sleeve strapped round the calf of a plain form that stands on its foot."""
    body, k = forms.leg(rng)
    finish = forms.form_finish(rng)
    top = float(rng.uniform(0.33, 0.39)) * k
    whole = body.mesh(0.0065, keep=between(0.0, top))
    parts = [Part(whole, *finish), forms.end_cap(rng, whole)]
    parts += _worn(rng, body, whole, (0.135 * k, min(0.3 * k, top - 0.025)))
    return with_remote(rng, parts, 0.6)


def cloth(rng: np.random.Generator) -> Material:
    """What sleeves and vests are sewn of."""
    return pick(rng, ("textile", "textile", "webbing", "foam"))


def cloth_colour(rng: np.random.Generator) -> Colour:
    """Black mostly, else navy, olive, grey, seldom a strong colour."""
    if chance(rng, 0.1):
        return hue(rng, 0.0)
    plain: tuple[Colour, ...] = (
        dark(rng),
        dark(rng),
        (0.015, 0.022, 0.06),
        (0.05, 0.055, 0.025),
        (0.16, 0.16, 0.165),
    )
    return pick(rng, plain)


def _worn(
    rng: np.random.Generator, body: SoftBody, skin: trimesh.Trimesh, span: tuple[float, float]
) -> list[Part]:
    """Sleeve, straps, buckles and box round a limb between two heights, box to -y."""
    low, high = span
    colour, web = cloth_colour(rng), dark(rng)
    parts = [Part(cover(skin, between(low, high), 0.001, 0.006), cloth(rng), colour)]
    tall = high - low
    places = [low + tall * float(t) for t in np.linspace(0.12, 0.88, int(rng.integers(2, 4)))]
    for z in places:
        ring = cover(skin, between(z - 0.0125, z + 0.0125), 0.005, 0.0085)
        parts.append(Part(ring, "webbing", web))
    side = 1 if chance(rng, 0.5) else -1
    buckle, plastic = side_release_buckle(0.024), dark(rng)
    for z in places:
        far = _side(body, z, 0.0095)
        clip = s.at(buckle, s.turn(90 * side), s.move(side * far, 0.013, z))
        parts.append(Part(clip, "plastic", plastic))
    middle = low + tall * float(rng.uniform(0.42, 0.58))
    seat = s.move(0, body.depth(0.0, middle, 0.0) + 0.003, middle)
    return parts + moved(_pack(rng, min(tall * 0.62, 0.1), colour), seat)


def _side(body: SoftBody, z: float, grow: float) -> float:
    """How far the skin reaches along x at a height, metres."""
    x = np.linspace(0.0, 0.2, 801)
    line = np.stack([x, np.full_like(x, 0.013), np.full_like(x, z)], axis=-1)
    return float(x[np.flatnonzero(body.distance(line) - grow < 0.0)[-1]])


def _pack(rng: np.random.Generator, tall: float, colour: Colour) -> list[Part]:
    """The receiver box in a sewn pocket; its back lies at y = 0."""
    wide, deep = float(rng.uniform(0.054, 0.07)), float(rng.uniform(0.032, 0.044))
    tall = max(tall, 0.075)
    parts = moved(receiver_box(rng, wide, tall, deep), s.move(z=0.008))
    if chance(rng, 0.6):
        share = float(rng.uniform(0.3, 0.45))
        pocket = s.box(wide + 0.01, deep + 0.003, tall * share, 0.005)
        place = s.move(0, -deep / 2 - 0.001, -tall / 2 + tall * share / 2)
        parts.append(Part(s.at(pocket, place), "textile", colour))
    else:
        hold = s.box(0.02, deep + 0.004, tall * 1.03, 0.004)
        x = float(rng.choice([-1, 1])) * 0.3 * wide
        parts.append(Part(s.at(hold, s.move(x, -deep / 2, 0.008)), "webbing", dark(rng)))
    return parts


def _tube(
    low: float,
    high: float,
    bottom: float,
    top: float,
    wall: float,
    waves: Waves,
    squash: float,
) -> trimesh.Trimesh:
    """A cloth tube about z with folds that depend on angle and height alone."""
    z = np.linspace(bottom, top, max(3, int((top - bottom) / 0.008)))
    r = np.linspace(low, high, len(z))
    inner, outer = np.stack([r, z], 1), np.stack([r + wall, z], 1)
    mesh = s.lathe(np.concatenate([inner[:1], outer, inner[::-1]]), 72)
    p = np.array(mesh.vertices)
    angle = np.arctan2(p[:, 1], p[:, 0])
    radial = np.hypot(p[:, 0], p[:, 1])
    for count, phase, drift, depth in waves:
        radial = radial + depth * np.sin(count * angle + phase + drift * p[:, 2])
    mesh.vertices = np.stack([radial * np.cos(angle), squash * radial * np.sin(angle), p[:, 2]], 1)
    return mesh


def _waves(rng: np.random.Generator) -> Waves:
    depth = float(rng.uniform(0.0004, 0.0016))
    return np.array(
        [
            (n, rng.uniform(0, 6.3), rng.uniform(-60, 60), depth * rng.uniform(0.5, 1.2))
            for n in (2, 3, 5, 8)
        ]
    )


def _wrap(wide: float, tall: float, taper: float) -> NDArray[np.float64]:
    """The outline of an unwrapped sleeve, wider at the top, its corners round."""
    corners = [(-taper, -1, 180), (taper, -1, 270), (1, 1, 0), (-1, 1, 90)]
    r = 0.02
    points = [
        s.arc(r, start, start + 90, 7)
        + np.array([x * wide / 2 - np.sign(x) * r, z * tall / 2 - z * r])
        for x, z, start in corners
    ]
    return np.concatenate(points)


def _tapes(rng: np.random.Generator, wide: float, tall: float) -> list[Part]:
    """Straps with buckles at both edges and strips of hook and loop."""
    parts, web, count = [], dark(rng), int(rng.integers(2, 4))
    buckle = side_release_buckle(0.026, 0.009)
    for z in np.linspace(-0.32, 0.32, count) * tall:
        long = float(rng.uniform(0.07, 0.16))
        tail = s.box(long, 0.0022, 0.025)
        x = wide / 2 - 0.02 + long / 2
        parts.append(Part(s.at(tail, s.move(x, 0.002, float(z))), "webbing", web))
        stub = s.at(s.box(0.06, 0.0022, 0.025), s.move(-wide / 2 - 0.005, 0.002, float(z)))
        clip = s.at(buckle, s.turn(180), s.move(-wide / 2 - 0.045, 0.002, float(z)))
        parts += [Part(stub, "webbing", web), Part(clip, "plastic", dark(rng))]
    strip = s.at(s.box(0.03, 0.0025, 0.8 * tall, 0.001), s.move(0.42 * wide, -0.0055))
    parts.append(Part(strip, "foam", pick(rng, (dark(rng), (0.3, 0.3, 0.31)))))
    return parts


def _box_on_lead(rng: np.random.Generator, x: float, wide: float, tall: float) -> list[Part]:
    """The receiver box lying above the opened sleeve, its lead sewn in."""
    size = float(rng.uniform(0.056, 0.075)), float(rng.uniform(0.085, 0.115))
    deep = float(rng.uniform(0.026, 0.036))
    box = lie_flat(receiver_box(rng, *size, deep, 0.6))
    at_x = float(rng.uniform(-0.3, 0.3)) * wide
    y = tall / 2 + size[1] / 2 + float(rng.uniform(0.03, 0.07))
    placed = moved(ground(box), s.move(at_x, y))
    near = y - size[1] / 2
    cable = lead(
        [
            (x, 0.1 * tall, 0.0085),
            (x * 0.6, 0.35 * tall, 0.0085),
            (0.5 * (x + at_x) + 0.02, tall / 2 + 0.004, 0.008),
            (at_x + 0.012, near - 0.012, 0.006),
            (at_x, near + 0.004, deep / 2),
        ]
    )
    return [*placed, Part(cable, "rubber", dark(rng))]


DESIGNS: dict[str, tuple[Design, ...]] = {
    "shock_sleeve": (empty_sleeve, opened_sleeve, sleeve_on_arm, sleeve_on_leg),
}
