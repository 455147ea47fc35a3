"""Electric shock gloves: contacts in the palm and on the fingers, battery box at the cuff."""

from __future__ import annotations

import numpy as np
import trimesh

from datasets.studio import shapes as s
from datasets.studio.designs import _glove_form as form
from datasets.studio.designs._forms import (
    BLACK,
    Colour,
    Design,
    chance,
    dark,
    ground,
    hue,
    lie_flat,
    pick,
)
from datasets.studio.designs._shock_parts import (
    FACING,
    RED,
    button,
    lead,
    receiver_box,
)
from datasets.studio.designs._soft_body import between, cover
from datasets.studio.parts import Material, Part, moved


def palm_up(rng: np.random.Generator) -> list[Part]:
    """One glove lying on its back, contacts up, the box's edge under the cuff."""
    return _laid(rng, _glove(rng, _side(rng), _look(rng)))


def back_up(rng: np.random.Generator) -> list[Part]:
    """One glove lying on its palm: battery box, switch and cables on its back."""
    return _laid(rng, moved(_glove(rng, _side(rng), _look(rng)), s.turn(180)))


def pair(rng: np.random.Generator) -> list[Part]:
    """Both gloves side by side, one palm up, the other back or palm up."""
    look, gap = _look(rng), float(rng.uniform(0.0, 0.03))
    second = s.turn(180 if chance(rng, 0.7) else 0)
    one = ground(lie_flat(_glove(rng, 1, look)))
    two = ground(lie_flat(moved(_glove(rng, -1, look), second)))
    lean = float(rng.uniform(-12, 12))
    wide = float(np.ptp([p.mesh.bounds[:, 0] for p in one]))
    both = moved(one, s.turn(lean)) + moved(two, s.move(wide + gap) @ s.turn(-lean))
    across = float(pick(rng, (90, -90)))  # seen from their cuffs, palms are foreshortened
    return ground(moved(both, s.turn(across + float(rng.uniform(-40, 40)))))


def glove_with_pack(rng: np.random.Generator) -> list[Part]:
    """A glove on a lead to a separate battery pack with its switch."""
    flat = lie_flat(_glove(rng, _side(rng), _look(rng), boxed=False))
    low = min(float(part.mesh.bounds[0][1]) for part in flat)
    wide, tall, deep = (float(rng.uniform(*r)) for r in ((0.07, 0.09), (0.1, 0.13), (0.03, 0.045)))
    pack = receiver_box(rng, wide, tall, deep, 0.0)
    pack += moved(button(0.009, RED), s.move(0, -deep, 0.36 * tall))
    x = float(rng.uniform(0.1, 0.17)) * (1 if chance(rng, 0.5) else -1)
    placed = moved(ground(lie_flat(pack)), s.move(x, low + 0.03))
    near = x - np.sign(x) * wide / 2
    way = [(0.0, low + 0.02, 0.012), (0.0, low - 0.02, 0.004), (0.4 * near, low - 0.05, 0.004)]
    way += [(0.8 * near, low - 0.02, 0.004), (near, low + 0.03, 0.4 * deep)]
    cable = Part(lead(way, 0.0032), "rubber", dark(rng))
    return ground(moved([*flat, *placed, cable], s.turn(float(rng.uniform(0, 360)))))


def worn_glove(rng: np.random.Generator) -> list[Part]:
    """A glove on a plain forearm that stands upright or lies, its palm in front."""
    side, look = _side(rng), _look(rng)
    glove = form.draw_glove(rng, side, float(rng.uniform(0.2, 0.9)), worn=True)
    parts = _dressed(rng, glove, look, boxed=True, empty=False)
    parts += form.forearm(rng, glove)
    if chance(rng, 0.5):
        return ground(parts)
    return _laid(rng, parts if chance(rng, 0.8) else moved(parts, s.turn(180)))


Look = tuple[Material, Colour, Colour, str]  # cloth, its colour, palm's colour, kind of contacts


def _look(rng: np.random.Generator) -> Look:
    """What both gloves of a pair share."""
    material: Material = pick(rng, ("leather", "textile", "rubber", "skin_glove"))
    plain: tuple[Colour, ...] = (dark(rng), dark(rng), (0.03, 0.035, 0.02), (0.13, 0.13, 0.135))
    colour = hue(rng, 0.0) if chance(rng, 0.1) else pick(rng, plain)
    palm = pick(rng, (colour, dark(rng), (0.2, 0.12, 0.06)))
    return material, colour, palm, pick(rng, ("discs", "plates", "studs", "fingers"))


def _side(rng: np.random.Generator) -> int:
    return 1 if chance(rng, 0.5) else -1


def _laid(rng: np.random.Generator, parts: list[Part]) -> list[Part]:
    return ground(moved(lie_flat(parts), s.turn(float(rng.uniform(0, 360)))))


def _glove(rng: np.random.Generator, side: int, look: Look, boxed: bool = True) -> list[Part]:
    glove = form.draw_glove(rng, side, float(rng.uniform(0.0, 0.35)))
    return _dressed(rng, glove, look, boxed, empty=True)


def _dressed(
    rng: np.random.Generator, glove: form.Glove, look: Look, boxed: bool, empty: bool
) -> list[Part]:
    """Cloth, palm patch, wrist strap, contacts; box and cables on the back."""
    material, colour, palm, kind = look
    parts = [Part(glove.skin, material, colour), *form.cuff_end(glove, dark(rng), empty)]
    patch = cover(glove.skin, form.palm_region(glove, 0.0, 0.12), 0.0002, 0.0014)
    parts.append(Part(patch, pick(rng, ("leather", "rubber")), palm))
    wrist = cover(glove.skin, between(-0.024, 0.002), 0.0005, 0.0035)
    parts.append(Part(wrist, "webbing", dark(rng)))
    metal: Material = pick(rng, ("steel", "brass", "chrome"))
    parts += _contacts(glove, kind, metal)
    if kind == "fingers" or chance(rng, 0.5):
        parts += _finger_pads(glove, metal)
    return parts + _back(rng, glove, boxed)


def _contacts(glove: form.Glove, kind: str, metal: Material) -> list[Part]:
    """Bare metal in the palm: two discs, two long plates, or rows of studs."""
    k, pieces = glove.size, []
    if kind == "discs":
        disc = s.at(_dome(0.0115, 0.004), FACING)
        for x, z in ((-0.019, 0.058), (0.019, 0.058)):
            pieces.append(s.at(disc, glove.palm(x * k, z * k)))
    elif kind == "studs":
        stud = s.at(_dome(0.0045, 0.0045), FACING)
        for x in (-0.024, -0.008, 0.008, 0.024):
            for z in (0.04, 0.058, 0.076):
                pieces.append(s.at(stud, glove.palm(x * k, z * k)))
    else:
        strip = s.box(0.058 * k, 0.004, 0.011, 0.0015)
        for z in (0.046, 0.074):
            pieces.append(s.at(strip, glove.palm(0.0, z * k)))
    return [Part(s.join(*pieces), metal)]


def _finger_pads(glove: form.Glove, metal: Material) -> list[Part]:
    """A small plate on each finger's last joint."""
    pad = s.box(0.011, 0.0035, 0.019, 0.0014)
    return [
        Part(
            s.join(*(s.at(pad, glove.palm(x, z - 0.004, 0.0004)) for x, _, z in glove.tips)), metal
        )
    ]


def _dome(radius: float, tall: float) -> trimesh.Trimesh:
    shape = [(0, -0.003), (radius, -0.003), (radius, 0.4 * tall), (0.8 * radius, 0.8 * tall)]
    return s.lathe([*shape, (0.4 * radius, tall), (0, tall)], 24)


def _back(rng: np.random.Generator, glove: form.Glove, boxed: bool) -> list[Part]:
    """The battery box on the cuff or the back of the hand, its switch, cables to the fingers."""
    k, parts = glove.size, []
    high = 0.045 * k if chance(rng, 0.4) else -0.25 * glove.cuff
    if boxed:
        wide, tall = float(rng.uniform(0.046, 0.06)), float(rng.uniform(0.05, 0.075))
        deep = float(rng.uniform(0.017, 0.026))
        seat = glove.back(0.0, high, -0.004)
        parts += moved(receiver_box(rng, wide, tall, deep, 0.0), seat)
        key = s.at(s.box(0.012, 0.006, 0.008, 0.002), s.move(0.25 * wide, -deep, -0.3 * tall))
        parts += moved([Part(key, "plastic", RED)], seat)
    wire = pick(rng, (BLACK, BLACK, (0.5, 0.02, 0.02)))
    start = max(high, 0.0) + (0.02 if boxed else -0.02)
    for x, _, z in glove.tips[:: int(rng.integers(1, 3))]:
        stops = [(0.2 * x, start), (0.6 * x, 0.085 * k), (0.95 * x, 0.6 * z + 0.04 * k), (x, z)]
        path = [tuple(glove.back(a, b, 0.0008)[:3, 3]) for a, b in stops]
        parts.append(Part(lead(path, 0.0017), "rubber", wire))
    return parts


DESIGNS: dict[str, tuple[Design, ...]] = {
    "shock_gloves": (palm_up, back_up, pair, glove_with_pack, worn_glove),
}
