"""Blindfolds for detainees: opaque bands and blacked-out goggles that buckle or lock behind."""

from __future__ import annotations

import numpy as np

from datasets.studio import shapes as s
from datasets.studio.designs._cloth import skin
from datasets.studio.designs._eye_covers import (
    band_behind,
    bent_pad,
    cup,
    edge_of,
    goggles,
    slack_band,
    worn_mask,
)
from datasets.studio.designs._forms import BLACK, Colour, Design, bounds, chance, dark, ground, pick
from datasets.studio.designs._furniture import tone
from datasets.studio.designs._head_form import EYES, Head, head_form
from datasets.studio.designs._headwear import closing, closing_place, flat_band, shown
from datasets.studio.designs.handcuffs import chain_pair_side_by_side
from datasets.studio.parts import Material, Part, moved

Cloth = tuple[Material, Colour]


def worn_band(rng: np.random.Generator) -> list[Part]:
    """A broad padded band round the eyes of a head, buckled or locked behind."""
    head, cloth = head_form(rng, 0.2, nose=True), _cloth(rng)
    high, half = float(rng.uniform(0.065, 0.09)), float(rng.uniform(76, 92))
    grid, edge = worn_mask(head, half, high, float(rng.uniform(0.008, 0.014)), 0.32, 0.0)
    parts = [*head.parts, Part(skin(grid, False), *cloth)]
    parts.append(Part(s.tube_along(edge[::2], 0.0032, 8, closed=True), "webbing", BLACK))
    wide = float(rng.uniform(0.028, 0.042))
    ring = head.ring(EYES, 0.0035, 0.012)
    parts.append(Part(flat_band(ring[_behind(half)], wide, 0.003, closed=False), *_belt(cloth)))
    place = closing_place(ring, 0.5 + float(rng.uniform(-0.05, 0.05)), 0.003)
    parts += closing(rng, wide * 0.8, place, 0.5)
    parts += _side_rivets(head, half)
    return shown(rng, parts)


def worn_goggles(rng: np.random.Generator) -> list[Part]:
    """Goggles with an opaque black lens on a head, wide strap with a buckle behind."""
    head = head_form(rng, 0.2, nose=True)
    return shown(rng, [*head.parts, *_goggles(rng, head), *_goggle_strap(rng, head)])


def lying_goggles(rng: np.random.Generator) -> list[Part]:
    """Blacked-out goggles on the floor: their front up or the pads inside, the strap in a bow."""
    head = Head(1.0, 0.0, ())
    if chance(rng, 0.5):
        parts, x, y = [*_goggles(rng, head), *_blinding_pads(rng, head)], 0.088, -0.055
    else:
        parts, x, y = _cups(rng), 0.078, 0.0
    z = (bounds(parts)[0][2] + bounds(parts)[1][2]) / 2
    inside = chance(rng, 0.5)
    way = 1.0 if inside else -1.0  # the side that looked forward then lies below, or on top
    parts = moved(parts, s.turn(90 * way, (1, 0, 0)) @ s.move(0, -y, -z))
    tall = float(rng.uniform(0.025, 0.04))
    low = float(bounds(parts)[0][2])
    level, long = max(0.0, low + tall / 2), float(rng.uniform(0.14, 0.2))
    bow = slack_band((-x, 0, level), (x, 0, level), long, rng.uniform(-0.03, 0.03))
    web = dark(rng) if chance(rng, 0.6) else (0.16, 0.16, 0.165)
    parts.append(Part(flat_band(bow, tall, 0.0025, closed=False), "webbing", web))
    spot = float(rng.uniform(0.4, 0.6))
    parts += closing(rng, tall * 0.8, closing_place(bow, spot, 0.003), 0.35)
    return _with_cuffs(rng, ground(moved(parts, s.turn(float(rng.uniform(-40, 40))))))


def lying_band(rng: np.random.Generator) -> list[Part]:
    """A stiff band on its edge in a loop: mostly one looks in on its eye pads, over the lock."""
    cloth = _cloth(rng)
    high = float(rng.uniform(0.075, 0.095))
    a, b = float(rng.uniform(0.075, 0.09)), float(rng.uniform(0.06, 0.1))
    angle = np.radians(np.linspace(-90, 270, 120, endpoint=False))
    wobble = 1 + 0.04 * np.sin(2 * angle + rng.uniform(0, 6)) + 0.03 * np.sin(3 * angle)
    ring = np.stack([a * np.cos(angle) * wobble, b * np.sin(angle) * wobble, 0 * angle], 1)
    front, back = ring[np.r_[80:120, 0:41] % 120], ring[34:87]
    strap = float(rng.uniform(0.028, 0.04))
    pad, edge = bent_pad(front, high, float(rng.uniform(0.009, 0.016)), 0.45)
    inner = bent_pad(front, high, -0.006, 0.45)[0]
    parts = [Part(s.join(skin(pad, False), skin(inner, False)), *cloth)]
    parts.append(Part(flat_band(back, strap, 0.0032, closed=False), *_belt(cloth)))
    parts.append(Part(s.tube_along(edge[::2], 0.0032, 8, closed=True), "webbing", BLACK))
    if chance(rng, 0.6):
        seam = s.tube_along(edge_of(pad[5:-5, 6:-6])[::2], 0.0012, 6, closed=True)
        parts.append(Part(seam, "textile", tone(rng, "grey", "light", "black")))
    parts += closing(rng, strap * 0.85, closing_place(ring, rng.uniform(0.45, 0.55), 0.002), 0.5)
    pads = [
        s.at(s.sphere(1.0, 3), s.scale(0.027, 0.009, 0.024), closing_place(ring, share, -0.007))
        for share in (0.085, -0.085)
    ]
    parts.append(Part(s.join(*pads), pick(rng, ("foam", "leather")), _pad_colour(rng)))
    half = 180.0 if chance(rng, 0.7) else 0.0
    return _with_cuffs(rng, ground(moved(parts, s.turn(half + float(rng.uniform(-35, 35))))))


def _cloth(rng: np.random.Generator) -> Cloth:
    material: Material = pick(rng, ("leather", "textile", "webbing", "leather"))
    colour = dark(rng) if chance(rng, 0.8) else tone(rng, "navy", "olive", "dark_brown", "charcoal")
    return material, colour


def _pad_colour(rng: np.random.Generator) -> Colour:
    """Foam or leather inside, seldom as dark as the outside."""
    return tone(rng, "grey", "light", "charcoal")


def _blinding_pads(rng: np.random.Generator, head: Head) -> list[Part]:
    """Two soft pads behind the lens of goggles, which press on the eyes."""
    pad = s.at(s.sphere(1.0, 3), s.scale(0.027, 0.012, 0.024))
    y = float(head.face(np.zeros(1), np.array([EYES]))[0]) - 0.006
    places = [s.move(way * 0.037, y + 0.008, head.height(EYES) + 0.004) for way in (1, -1)]
    return [Part(s.join(*(s.at(pad, p) for p in places)), "foam", _pad_colour(rng))]


def _belt(cloth: Cloth) -> Cloth:
    return ("leather", cloth[1]) if cloth[0] == "leather" else ("webbing", BLACK)


def _behind(half: float) -> slice:
    """The points of a 96-point ring that the front pad does not cover."""
    start = int(96 * (half - 4) / 360)
    return slice(start, 97 - start)


def _side_rivets(head: Head, half: float) -> list[Part]:
    """Rivets and D-rings where the strap joins the pad."""
    metal = []
    for way in (1, -1):
        p = head.at(np.radians(-90 + way * (half - 3)), np.asarray(EYES), 0.008)
        aim = s.align_z(p * (1, 1, 0))
        metal.append(s.at(s.cylinder(0.0045, 0.004, 16), aim, s.move(*p)))
    return [Part(s.join(*metal), "steel")]


def _goggles(rng: np.random.Generator, head: Head) -> list[Part]:
    """One-piece goggles whose lens is black plastic or painted over."""
    wide, high = float(rng.uniform(0.155, 0.172)), float(rng.uniform(0.075, 0.09))
    body, foam, lens, lug = goggles(head, wide, high, float(rng.uniform(0.028, 0.042)))
    frame: Cloth = (pick(rng, ("rubber", "matte_plastic", "plastic")), dark(rng))
    black: Cloth = ("plastic", (0.006, 0.006, 0.007))
    blind = black if chance(rng, 0.6) else ("matte_plastic", dark(rng))
    lugs = [
        s.at(s.box(0.012, 0.014, 0.044, 0.003), s.turn(12 * way), s.move(way * lug[0], *lug[1:]))
        for way in (1, -1)
    ]
    parts = [Part(s.join(body, *lugs), *frame), Part(foam, "foam", BLACK), Part(lens, *blind)]
    top = head.height(EYES) + high * 0.53
    vents = [s.box(0.018, 0.012, 0.003, 0.001)] * 3
    y = float(lug[1]) - 0.05
    spread = [s.at(v, s.move(x, y, top)) for v, x in zip(vents, (-0.035, 0, 0.035), strict=True)]
    return [*parts, Part(s.join(*spread), "rubber", BLACK)]


def _goggle_strap(rng: np.random.Generator, head: Head) -> list[Part]:
    wide = float(rng.uniform(0.028, 0.042))
    path = band_behind(head, 72, EYES, 0.003)
    parts = [Part(flat_band(path, wide, 0.0026, closed=False), "webbing", dark(rng))]
    ring = head.ring(EYES, 0.004, 0.012)
    place = closing_place(ring, 0.5 + float(rng.uniform(-0.16, 0.16)), 0.002)
    return parts + closing(rng, wide * 0.8, place, 0.4)


def _cups(rng: np.random.Generator) -> list[Part]:
    """Two round cups with opaque discs, joined over the nose."""
    radius, deep = float(rng.uniform(0.026, 0.031)), float(rng.uniform(0.026, 0.036))
    body, disc = cup(radius, deep, radius * 0.82)
    shell: Cloth = (pick(rng, ("rubber", "matte_plastic", "leather")), dark(rng))
    places = [s.turn(way * 9) @ s.move(way * 0.037) for way in (1, -1)]
    bodies = s.join(*(s.at(body, p) for p in places))
    bridge = s.at(s.box(0.022, 0.006, 0.012, 0.003), s.move(y=-deep * 0.3))
    ears = [s.at(s.box(0.016, 0.004, 0.034, 0.002), s.move(way * 0.074)) for way in (1, -1)]
    return [
        Part(s.join(bodies, bridge, *ears), *shell),
        Part(s.join(*(s.at(disc, p) for p in places)), "matte_plastic", dark(rng)),
    ]


def _with_cuffs(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    """Handcuffs packed with it, in a share of the draws."""
    if not chance(rng, 0.2):
        return parts
    high = bounds(parts)[1]
    cuffs = ground(moved(chain_pair_side_by_side(rng), s.turn(float(rng.uniform(0, 360)))))
    reach = bounds(cuffs)
    return parts + moved(cuffs, s.move(float(high[0] - reach[0][0]) + 0.015))


DESIGNS: dict[str, tuple[Design, ...]] = {
    "blindfold": (worn_band, worn_goggles, lying_goggles, lying_band),
}
